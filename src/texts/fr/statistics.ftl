# statistics: what Stata and SPSS files say about themselves

statistics-as-written = Tel qu’écrit : { $label }
statistics-why-missing = Pourquoi manquant : { $label }
statistics-open-cells = Colonnes encore ouvertes de la fiche
statistics-keyings = Nombre de saisies qui fondent la ligne
statistics-line = Ligne du tableau sur le papier
statistics-line-number = ligne
statistics-answered = Répondu
statistics-open-cell = Écart encore ouvert
statistics-see-written = Voir la variable _txt
statistics-questionnaire = Questionnaire { $id }, version { $version }
statistics-last-entry = Dernière saisie de l’étude : { $day }
statistics-open = { $open ->
    [0] Aucun écart ouvert.
    [one] Un écart encore ouvert : sa case est vide et recto_open la nomme.
   *[other] { $open } écarts encore ouverts : leurs cases sont vides et recto_open les nomme.
}
statistics-program = Fait avec Recto { $version }
statistics-named = Nom dans le questionnaire : { $name }
statistics-note-stata-missing = Valeurs manquantes : . non concerné ; { $codes } ; .y voir la variable _txt ; .z écart encore ouvert.
statistics-note-stata-times = Les heures sont des %tc du 1er janvier 1960, affichées HH:MM.
statistics-note-written = Une variable _txt garde tel qu’écrit ce que sa variable ne peut pas contenir : date en partie illisible, code inconnu, nombre de plus de 15 chiffres, code qui n’est pas un nombre.
statistics-note-why = Une variable _miss dit pourquoi un texte manque.
statistics-note-spss-missing = Manquant système : non concerné, écart encore ouvert (nommé dans recto_open), ou valeur gardée dans la variable _txt. Manquants déclarés : { $codes } ; déplacés (-99 devient -1099) là où des réponses en sont proches.
statistics-note-parts = Un texte de plus de 32 760 octets continue dans les variables _p2, _p3…
statistics-note-spss-months = Un mois est au premier jour du mois.
