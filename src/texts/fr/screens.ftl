# Keying, settling and the view of one sheet.
screens-answer-not-keyed = pas encore saisie
screens-answer-not-applicable = non concerné
screens-answer-not-asked = non posée (avant la question)
screens-answer-empty-in-file = vide dans le fichier
screens-answer-nothing-ticked = rien de coché
screens-kept = gardé comme sur le papier
screens-sheet = Fiche { $number }
screens-sheet-number-awaited = Numéro de la fiche ?
screens-page = Page { $page } / { $pages }
screens-page-heading = Page { $page }
screens-first-keying = Première saisie
screens-second-keying = Seconde saisie
screens-sheets-this-time = { $count ->
    [0] Aucune fiche finie pour l’instant
    [one] { $count } fiche finie
   *[other] { $count } fiches finies
}
screens-key-enter = Entrée
screens-key-escape = Échap
screens-key-backspace = Retour
screens-does-pause = pause
screens-does-rest-blank = reste de la page vide
screens-does-note = remarque
screens-does-go-to = aller à
screens-does-go = y aller
screens-does-back = revenir
screens-does-retype = effacer et retaper
screens-does-keep = garder comme sur le papier
screens-does-keep-hard = garder ; le superviseur décidera
screens-does-keep-note = garder la remarque
screens-does-confirm = confirmer
screens-does-blank-text = vide
screens-does-repeat = comme la fiche d’avant
screens-does-next-sheet = finir, ouvrir la fiche { $number }
screens-does-finish-sheet = finir la fiche
screens-legend-answered = répondu
screens-legend-missing = vide, NSP, illisible
screens-legend-kept = à vérifier
screens-legend-skipped = non concerné
screens-stop = Relisez le papier
screens-question = Une question
screens-century = Quel siècle ? Tapez 19 ou 20, puis Entrée.
screens-go-to-heading = Aller à la question
screens-go-to = Tapez son numéro, sans la lettre : 12, 3b.
screens-note-heading = Remarque pour le superviseur
screens-rest-blank = Tout le reste de cette page est vide ?
screens-number-offered = Tapez le numéro de la fiche, ou Entrée pour la { $number }.
screens-number-typed = Tapez le numéro écrit sur la fiche.
screens-previous = Précédente
screens-end-of-sheet = Fin de la fiche
screens-end-answers = { $count ->
    [0] réponse
    [one] réponse
   *[other] réponses
}
screens-end-missing = sans réponse (vide, NSP, illisible…)
screens-end-kept = à vérifier par le superviseur
screens-end-unkeyed = { $count ->
    [one] question pas encore saisie
   *[other] questions pas encore saisies
}
screens-differences = Différences
screens-settled-left = { $settled } { $settled ->
    [0] réglée
    [one] réglée
   *[other] réglées
} · { $left } à régler
screens-how-blind = Lecture à l’aveugle
screens-how-both = Les deux saisies sont visibles
screens-how-check = Contrôle à décider
screens-how-done = Terminé
screens-does-leave = quitter, tout est gardé
screens-does-take-back = reprendre
screens-does-show-both = voir les deux saisies
screens-does-later = plus tard
screens-does-read-again = relire
screens-does-next-question = autre question du contrôle
screens-does-say-blank = vide
screens-does-say-illegible = illisible
screens-does-say-skipped = non concerné
screens-does-back-to-study = retour à l’étude
screens-key-down = Bas
screens-comparing = Comparaison des deux saisies…
screens-no-differences = Aucune différence à régler
screens-all-settled = Tout est réglé
screens-then-export = Les données finales sont prêtes à être exportées.
screens-check-row = Contrôle { $check } · { $question }
screens-take-the-sheet = Prenez la fiche { $number }, page { $page }. Que dit le papier à la question { $question } ?
screens-which-one = Fiche { $number }, question { $question } : que dit le papier ?
screens-why-corrected = Pourquoi corriger cette réponse ?
screens-both-hidden = Les deux saisies ne disent pas la même chose. Elles restent cachées pour que votre lecture soit la vôtre.
screens-confirm-reading = Vous avez lu : { $answer }. Deux réponses seulement sont possibles : confirmez.
screens-check-how = F3 garde ce que dit le papier. Pour corriger, tapez ce que dit le papier.
screens-check-as-written = Cette valeur est gardée telle qu’écrite, la question ne la prévoit pas.
screens-reason-needed = Une raison est demandée : elle reste dans l’historique de la fiche.
screens-stopped-reading = Retour efface, F3 garde comme sur le papier.
screens-keyings = { $count ->
    [0] Pas encore finie
    [one] Une saisie
   *[other] { $count } saisies
}
screens-keyings-open = { $count } saisies · { $open ->
    [one] { $open } question à régler
   *[other] { $open } questions à régler
}
screens-key-up-down = Haut Bas
screens-does-other-question = autre question
screens-history = Historique de la question
screens-reading = Lecture de l’historique…
screens-no-final-record = Pas de réponse finale : la fiche n’a pas deux saisies finies.
screens-standing-agreed = Les deux saisies sont d’accord.
screens-standing-settled = Différence réglée :
screens-standing-corrected = Réponse corrigée :
screens-standing-open = Les deux saisies diffèrent : à régler.
screens-type-to-correct = Pour corriger, relisez le papier et tapez ce qu’il dit.
screens-note-said = Remarque : { $note }
screens-check-kept = Contrôle { $check } gardé comme sur le papier
screens-means-blind = lecture à l’aveugle
screens-means-seen = les deux saisies vues
screens-means-file = fichier de décisions
screens-means-correction = correction
screens-means-kept = contrôle gardé
screens-undone = repris : { $answer }
screens-redone = refait : { $answer }
screens-check-number = Un numéro se corrige en ressaisissant la fiche sous le bon numéro. F3 garde celui-ci comme sur le papier.
