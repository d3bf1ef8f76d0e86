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
