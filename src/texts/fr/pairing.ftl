# pairing: sheets that look mispaired, in the window and on the command line

pairing-what-mistyped = Numéro mal saisi
pairing-what-swapped = Deux fiches échangées
pairing-what-other-number = Fiche saisie sous le numéro d’une autre
pairing-what-shifted = Numéros décalés
pairing-what-keyed-twice = Fiche saisie deux fois dans la même passe
pairing-what-two-sheets = Deux fiches différentes sous un même numéro
pairing-what-different-people = Deux personnes différentes sous un même numéro
pairing-what-unknown = Autre rapprochement

pairing-title = { $what } : { $numbers }
pairing-side = { $number } ({ $pass })
pairing-pass-first = 1re saisie
pairing-pass-second = 2e saisie

pairing-alike = { $one } et { $other } : { $agree } réponses identiques sur { $comparable }.
pairing-chance = Deux fiches prises au hasard dans cette étude : { $share } % de réponses identiques.
pairing-likelier = S’il s’agit de la même fiche, ces réponses sont { $times } fois plus vraisemblables que s’il s’agit de deux fiches.
pairing-million = plus d’un million de
pairing-less-likely = Ces réponses s’expliquent mieux par deux fiches différentes que par une seule.
pairing-next = La meilleure autre fiche n’atteint que { $agree } sur { $comparable }.
pairing-as-keyed = Sous le numéro { $number } tel que saisi : { $agree } sur { $comparable }.
pairing-error-letter = Entre les deux numéros, seule la lettre ou un zéro de tête change.
pairing-error-digits-swapped = Faute de frappe : deux chiffres voisins inversés.
pairing-error-neighbouring-key = Faute de frappe : une touche voisine.
pairing-error-one-digit = Faute de frappe : un seul chiffre diffère.
pairing-error-digit-doubled = Faute de frappe : un chiffre doublé.
pairing-error-digit-lost = Faute de frappe : un chiffre perdu ou déplacé.
pairing-error-other = Les deux numéros ne se ressemblent pas.
pairing-implausible = { $number } n’est pas un numéro possible ici : lettre fausse ou numéro inattendu.

pairing-way-renumber = { $one } compte comme { $to }
pairing-way-keep = garder { $one }, commencée le { $date } ({ $gaps ->
    [0] rien de vide
    [one] une réponse vide
   *[other] { $gaps } réponses vides
}) ; écarter l’autre
pairing-way-merge = réunir les deux : chacune complète l’autre, elles ne se contredisent pas
pairing-way-keep-none = écarter les deux : la fiche est à saisir de nouveau

pairing-none = Aucun rapprochement à proposer.
pairing-count = { $count ->
    [one] Une proposition :
   *[other] { $count } propositions :
}
pairing-alone = Saisies dans une seule passe, sans ressemblance ailleurs : { $numbers }
pairing-decided = Décidées :
pairing-state-accepted = acceptée
pairing-state-refused = refusée
pairing-decided-line = { $id }  { $title } ({ $state }, { $name }, { $date })
pairing-who = Dites qui décide : --operator NOM.
pairing-no-such = Aucune proposition ouverte ne porte le code { $id }. « recto pair ÉTUDE » en donne la liste.
pairing-no-such-way = La proposition { $id } n’a que { $ways } façons d’être acceptée.
pairing-nothing-to-undo = Aucune décision en vigueur ne porte le code { $id }.
pairing-accepted = Accepté : { $way }.
pairing-refused = Refusé. Les fiches restent comme elles ont été saisies.
pairing-undone = Décision reprise. La proposition est de nouveau ouverte.

pairing-screen = Fiches à rapprocher
pairing-screen-open = { $open ->
    [0] rien d’ouvert
    [one] une proposition ouverte
   *[other] { $open } propositions ouvertes
}
pairing-screen-look = Prenez les papiers, lisez leurs numéros, puis décidez. Aucune réponse n’est montrée ici.
pairing-screen-done = Plus rien à rapprocher
pairing-screen-done-more = Les différences se règlent maintenant. Échap revient à l’étude.
pairing-screen-go-on = Régler les différences
pairing-screen-ways = Accepter, d’après le papier
pairing-screen-decided = Déjà décidé
pairing-screen-agree = identiques
pairing-screen-differ = différentes
pairing-screen-differing = Questions qui diffèrent : { $questions }
pairing-does-accept = accepter
pairing-does-refuse = refuser : rien ne change
pairing-does-refuse-short = refuser
pairing-does-later = plus tard
pairing-does-undo = reprendre la dernière décision
pairing-does-leave = quitter
pairing-waiting = Recherche des fiches qui se ressemblent…
pairing-command = Fiches à rapprocher
pairing-command-tip = Numéros mal saisis, fiches échangées ou doublées : à décider avant les écarts
pairing-title-window = Rapprochement
