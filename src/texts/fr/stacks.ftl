# Lots, fiches annulées ou manquantes, remarques, plan de l’étude.
stacks-error-empty-batch = Un lot a un nom et au moins une fiche.
stacks-error-batch-exists = Un lot s’appelle déjà « { $name } ».
stacks-error-two-batches = La fiche { $number } est déjà dans le lot « { $batch } ».
stacks-error-no-such-batch = Aucun lot ne s’appelle « { $name } ».
stacks-error-batch-other-pass = Cette personne a déjà le lot « { $name } » pour l’autre passe.
stacks-who = Qui fait ce changement ? Ajoutez --operator NOM.
stacks-no-number = « { $part } » n’est ni un numéro ni une suite de numéros de ce questionnaire.
stacks-no-batches = Cette étude n’a pas de lot.
stacks-nobody = personne
stacks-batch-line = { $name } : { $sheets ->
    [one] 1 fiche
   *[other] { $sheets } fiches
  } · première saisie : { $first }, { $first_done } finies · seconde saisie : { $second }, { $second_done } finies
stacks-sheet-said = Fiche { $number } : noté.
stacks-nothing-to-withdraw = La fiche { $number } n’était déclarée ni annulée ni manquante.
stacks-status-void = Annulées ({ $count }) : { $numbers }
stacks-status-missing = Déclarées manquantes ({ $count }) : { $numbers }
stacks-status-keyed-though-absent = Saisies bien que déclarées annulées ou manquantes : { $numbers }
stacks-plan-form = Un réglage s’écrit NOM=VALEUR : { $setting }
stacks-plan-unknown = Réglage inconnu : { $setting }. « recto plan ÉTUDE » montre les noms.
stacks-plan-value = Cette valeur ne convient pas : { $setting }
plan-single-keying-allowed = Les fiches saisies une seule fois peuvent être exportées
plan-single-keying-allowed-help = La colonne recto_keyings dit alors 1 pour ces fiches. Sinon elles attendent la seconde saisie.
plan-same-operator-allowed = Une même personne peut saisir les deux passes d’une fiche
plan-same-operator-allowed-help = À éviter : on refait volontiers ses propres erreurs. La page de qualité le dit.
stacks-sheet-finished = Fiche { $number } · finie
stacks-batch-left = « { $name } » : { $count ->
    [0] terminé
    [one] encore 1 fiche
   *[other] encore { $count } fiches
  }
stacks-batch-last = « { $name } » : la dernière fiche
stacks-number-wanted = Tapez le numéro écrit sur la fiche.
stacks-batch-finished = Le lot « { $name } » est terminé. Un autre numéro ? Tapez-le.
stacks-finished-help = Cette fiche est finie. Entrée la parcourt ; la première correction la rouvre.
stacks-fetching = Lecture de la fiche…
stacks-note-heading = Remarque sur toute la fiche
stacks-key-up = Haut
stacks-does-open-keyed = ouvrir la fiche déjà saisie
stacks-does-duplicate = saisir une autre fiche de même numéro
stacks-does-key-outside = la saisir quand même
stacks-does-key-declared = la saisir : elle est là
stacks-does-finished-sheets = au numéro de la fiche : vos fiches finies, l’une après l’autre
stacks-does-sheet-before = fiche finie avant celle-ci
stacks-does-correct-number = corriger le numéro
stacks-does-note-sheet = remarque sur la fiche
stacks-does-absent = fiche annulée ou manquante
stacks-does-go-on = continuer la pile
stacks-declare-heading = Pas de saisie pour cette fiche ?
stacks-declare-which = Pourquoi ?
stacks-does-void = annulée : gâchée ou non remplie
stacks-does-missing = manquante : pas dans la pile
stacks-declare-void = Annulée, pour quelle raison ?
stacks-declare-missing = Manquante : qu’en sait-on ?
stacks-does-not-declare = ne rien déclarer
stacks-does-declare = noter
desktop-keying-declare = au numéro : la fiche est annulée ou manquante
stacks-answers-wait = Des réponses attendent le disque : d’abord « Réessayer », puis la saisie.
stacks-title = Lots et fiches
stacks-who-supervises = Qui suit l’étude ?
stacks-which-batch = Quel lot ?
stacks-whole-study = toute l’étude
stacks-batches = Lots
stacks-batches-empty = Pas encore de lot. Un lot est une pile de fiches que l’on confie à une personne.
stacks-sheets = { $count ->
    [one] 1 fiche
   *[other] { $shown } fiches
  }
stacks-absent-of-batch = { $count ->
    [one] dont 1 absente
   *[other] dont { $count } absentes
  }
stacks-withdraw-batch = Retirer « { $name } »
stacks-first-of-batch = Première saisie : { $who } · finies : { $done }
stacks-second-of-batch = Seconde saisie : { $who } · finies : { $done }
stacks-hand-out = Confier
stacks-take-back = Reprendre
stacks-hand-out-to = À qui ?
stacks-do-hand-out = Confier
stacks-new-batch = Nouveau lot
stacks-batch-name = Nom du lot
stacks-batch-numbers = Numéros (suites et numéros seuls)
stacks-make-batch = Créer le lot
stacks-declare = Fiche annulée ou manquante
stacks-declare-sheet = Numéro de la fiche
stacks-is-missing = manquante
stacks-is-void = annulée
stacks-declare-reason = Pourquoi ?
stacks-do-declare = Noter
stacks-absent = Annulées : { $void } · manquantes : { $missing }
stacks-absent-empty = Aucune fiche n’est déclarée annulée ou manquante.
stacks-absent-void = annulée : { $reason } ({ $by })
stacks-absent-missing = manquante : { $reason } ({ $by })
stacks-withdraw = Reprendre la { $number }
stacks-plan-title = Plan de l’étude
stacks-plan-remark = Chaque changement garde le nom de qui l’a fait, et le moment.
stacks-plan-keep = Garder
stacks-plan-misfit = Cette valeur ne convient pas.
stacks-yes = oui
stacks-no = non
stacks-notes-title = Remarques
stacks-notes-open = { $count ->
    [0] Toutes les remarques sont traitées
    [one] 1 remarque à traiter
   *[other] { $count } remarques à traiter
  }
stacks-notes-only-open = à traiter
stacks-notes-all = toutes ({ $count })
stacks-notes-empty = Rien ici. Les remarques viennent de la saisie (F4).
stacks-notes-whole-sheet = sur toute la fiche
stacks-notes-question = question { $question }
stacks-notes-deal = Marquer traitée
stacks-notes-reopen = Remettre à traiter
desktop-command-stacks = Lots et fiches
desktop-command-stacks-tip = Faire des lots, les confier, déclarer des fiches annulées ou manquantes
desktop-command-notes = Remarques
desktop-command-notes-tip = Toutes les remarques faites pendant la saisie
desktop-command-plan = Plan de l’étude
desktop-command-plan-tip = Ce que l’étude permet, et comment ses fiches sont saisies
desktop-command-retry = Réessayer
desktop-command-retry-tip = Recommencer ce qui a échoué
desktop-command-dismiss = Fermer le message d’erreur
desktop-command-dismiss-tip = Le bandeau rouge disparaît
desktop-state-void = annulée
stacks-board-all = toutes
stacks-board-of = { $name } · { $done }/{ $sheets }
stacks-board-without = sans lot
stacks-know-absent = { $count ->
    [one] Fiche déclarée annulée ou manquante :
   *[other] { $count } fiches déclarées annulées ou manquantes :
  }
stacks-know-contradiction = { $count ->
    [one] Saisie bien que déclarée absente :
   *[other] { $count } fiches saisies bien que déclarées absentes :
  }
plan-early-count = Dire, juste après la seconde saisie, sur combien de questions les saisies diffèrent
plan-early-count-help = Jamais lesquelles. Ce qui est changé ensuite est marqué. Sans ce réglage, la seconde personne n’apprend rien de la première saisie.
desktop-export-notes = les remarques
stacks-about-absent = Fiches annulées, fiches manquantes
stacks-about-absent-are = { $void } annulées, { $missing } manquantes
stacks-know-unreadable = { $count ->
    [one] Fiche illisible, chez l’équipe de terrain :
   *[other] { $count } fiches illisibles, chez l’équipe de terrain :
  }
stacks-unreadable-row = { $reason } ({ $by })
stacks-readable-again = La { $number } est de nouveau lisible
stacks-status-unreadable = Illisibles, chez l’équipe de terrain ({ $count }) : { $numbers }
