# compare

compare-sheets = Fiches : { $both } saisies deux fois, { $first } dans la première saisie seulement, { $second } dans la deuxième seulement.
compare-first-only = Première saisie seulement : { $numbers }
compare-second-only = Deuxième saisie seulement : { $numbers }
compare-duplicates = Saisies deux fois dans la même passe, non comparées : { $numbers }
compare-unknown = Numéros inattendus : { $numbers }
compare-missing = { $count ->
    [one] Une fiche attendue n’est saisie nulle part : { $numbers }
   *[other] { $count } fiches attendues ne sont saisies nulle part : { $numbers }
}
compare-cells = Cases comparées : { $compared }. Différentes : { $different }, dont { $outside } hors texte libre.
compare-texts = Textes libres : { $normalised } égaux une fois normalisés, { $spelling } différents par l’orthographe seulement, { $other } différents autrement.
compare-open = { $open ->
    [0] Aucun écart n’est ouvert.
    [one] Un écart est encore ouvert.
   *[other] { $shown } écarts sont encore ouverts.
}
compare-checks = { $checks ->
    [0] Aucun contrôle bloquant n’attend.
    [one] Un contrôle bloquant attend qu’on relise le papier.
   *[other] { $checks } contrôles bloquants attendent qu’on relise le papier.
}

resolve-column-missing = il manque la colonne « { $name } » (en-tête : sheet,variable,value[,line][,reason]).
resolve-unknown-column = la colonne « { $name } » ne veut rien dire ici (en-tête : sheet,variable,value[,line][,reason]).
resolve-cell-count = le nombre de cellules n’est pas celui de l’en-tête.
resolve-unknown-sheet = aucune saisie n’a le numéro « { $sheet } ».
resolve-unknown-variable = { $near ->
    [0] aucune question ne s’appelle « { $name } ».
   *[other] aucune question ne s’appelle « { $name } ». Peut-être « { $nearest } » ?
}
resolve-no-such-line = { $has_line ->
    [0] « { $variable } » est dans un tableau : donnez la ligne dans la colonne « line ».
   *[other] « { $variable } » n’a pas de ligne « { $line } ».
}
resolve-no-difference = sur la fiche { $sheet }, les deux saisies ne diffèrent pas pour « { $column } ».
resolve-value = « { $column } » : { $why }
resolve-twice = cette case est déjà décidée à la ligne { $first }.
resolve-some-boxes = « { $column } » : une case vide ou un code manquant vaut pour toute la question ; donnez la même valeur à toutes ses cases qui diffèrent.
resolve-refused = { $problems ->
    [one] Rien n’a été décidé : un problème dans { $path }.
   *[other] Rien n’a été décidé : { $problems } problèmes dans { $path }.
}
resolve-done = { $decisions ->
    [0] Aucune décision.
    [one] Une décision enregistrée.
   *[other] { $decisions } décisions enregistrées.
}
