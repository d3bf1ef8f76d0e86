# kinds of difference

kind-normalised = égaux une fois normalisés
kind-spelling = orthographe seulement
kind-slip = réponses décalées d’une ligne
kind-exchanged = réponses de deux questions voisines échangées
kind-missing-against-value = code de manque contre valeur
kind-skipped-against-answer = question sautée contre réponse
kind-neighbouring-code = code voisin
kind-tick = case cochée dans une seule saisie
kind-day-and-month-swapped = jour et mois inversés
kind-swapped = chiffres ou lettres inversés
kind-digit-doubled-or-lost = chiffre doublé ou perdu
kind-neighbouring-key = touche voisine
kind-letter-missing-or-extra = lettre manquante ou en trop
kind-letter-wrong = lettre fausse
kind-other = autre

slip-event = Les réponses de { $from } à { $to } { $pass ->
    [first] de la première saisie
    [second] de la deuxième saisie
   *[one] de l’une des deux saisies
} sont { $lines ->
    [one] une ligne
   *[other] { $lines } lignes
} trop { $way ->
    [lower] bas
   *[higher] haut
}.
compare-slips = Décalages : { $slips ->
    [one] un, qui explique { $cells } écarts.
   *[other] { $slips }, qui expliquent { $cells } écarts.
}
