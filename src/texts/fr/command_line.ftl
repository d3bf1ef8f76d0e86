# What the commands say that is not a room's own.
command-unknown-key = Ligne { $line } de l’enregistrement : aucune touche ne s’appelle « <{ $name }> ».
command-keys-unreadable = L’enregistrement des touches ne peut pas être lu ({ $detail }).
command-keys-played = { $keys } touches, { $sheets ->
    [one] { $sheets } fiche finie
   *[other] { $sheets } fiches finies
}, { $stops ->
    [0] aucun arrêt
    [one] { $stops } arrêt
   *[other] { $stops } arrêts
}.
command-keys-refused = { $keys ->
    [one] { $keys } touche n’a rien fait.
   *[other] { $keys } touches n’ont rien fait.
}
command-sheet-unfinished = La fiche { $number } n’est pas finie ; elle sera reprise où elle en est.
command-demo-no-display = Aucun écran ici : la fenêtre n’est pas ouverte. Les fichiers sont dans { $folder }.
command-demo-exists = Le dossier { $folder } contient déjà une étude ({ $file }). Donnez un autre dossier, ou déplacez-la.
command-demo-folder = Le dossier { $folder } ne peut pas être utilisé ({ $detail }).
command-demo-failed = La démonstration n’a pas pu être faite : { $detail }
command-demo-made = Étude de démonstration : { $study }
command-demo-keyed = { $pass } par { $operator } : { $sheets } fiches, { $keys } touches.
command-demo-compared = Comparaison : { $sheets } fiches saisies deux fois, { $differences } cellules différentes, { $missing } fiches à retrouver.
command-demo-settled = Différences réglées par { $operator } : { $settled }. Laissées ouvertes pour essayer : { $open }.
command-demo-exported = Exporté : { $file }
erase-sheet-done = La fiche { $number } est effacée de l’étude, de son journal d’écriture et des sauvegardes de Recto.
erase-sheet-again = La fiche { $number } était déjà effacée ; le fichier et les sauvegardes ont été nettoyés de nouveau.
erase-identifying-done = Tout le contenu identifiant est effacé de l’étude, de son journal d’écriture et des sauvegardes de Recto.
erase-certificate = Certificat, avec ce qu’il vous reste à faire (anciens exports et copies) : { $path }
protect-who = Dites qui change ce réglage : --operator NOM.
protect-threshold = Cellules publiées masquées au-dessous de { $threshold } personnes.
protect-retention = Contenu identifiant conservé jusqu’au { $until }.
protect-no-retention = Aucune date de fin de conservation n’est fixée.
archive-done = { $path } : archive de { $files } fichiers.
archive-not-public = Cette archive contient tout, personnes comprises : gardez-la comme l’étude elle-même.
