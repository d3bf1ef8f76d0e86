## Comparer une grande étude : ce qui se dit pendant et après.
comparing-progress = Comparaison des deux saisies : { $done } fiches sur { $all }
comparing-stopped = Comparaison arrêtée. Rien n’est perdu : ce qui s’affiche date d’avant. { $key } la reprend.
comparing-mispaired = Des fiches semblent mal appariées : M, sur l’écran de l’étude, les montre.
comparing-quality = Qualité : { $done } fiches sur { $all }
comparing-meanwhile = { $settle } : régler déjà ce qui est trouvé. { $stop } : arrêter de comparer.
comparing-none = Comparaison arrêtée. On peut saisir ; { $key } la reprend.
