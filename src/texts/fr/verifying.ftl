# Vérification, longues listes, valeurs fixes, réponses mises de côté.
verifying-stop-mismatch = La première saisie dit autre chose : relisez, puis retapez ce que dit le papier.
verifying-refused-no-such-choice = Aucune réponse de la liste ne commence ainsi.
verifying-refused-nothing-to-set = Pas de réponse à fixer ici.
verifying-put-aside = Mise de côté par un filtre
verifying-brought-back = Revenue avec le filtre : { $answer }
verifying-pill = Vérification
verifying-none-found = Rien dans la liste : Retour efface une lettre
verifying-found = { $count ->
    [one] 1 réponse : Entrée la prend
   *[other] { $count } réponses : les flèches choisissent, Entrée prend
}
verifying-look-up = Tapez le code, ou les premières lettres du nom.
verifying-constant-set = Réponse fixée pour les fiches suivantes : { $answer }
verifying-constant-here = réponse fixée
verifying-aside-here = réponse mise de côté par un filtre
verifying-left-out = pas ressaisie
verifying-end-aside = { $count ->
    [one] mise de côté par un filtre
   *[other] mises de côté par un filtre
}
verifying-does-constant = même réponse sur les fiches suivantes, oui ou non
keys-work-constant = Même réponse sur les fiches suivantes
plan-second-pass = Seconde saisie : independent (comparée après) ou verify (vérifiée à chaque réponse)
plan-second-pass-help = En vérification, une réponse différente de la première saisie est relue sur le papier ; la première valeur n’est jamais montrée.
plan-second-pass-sheets = Fiches saisies deux fois : all, every 10 from 3, ou 20 % seed 4711
plan-second-pass-sheets-help = Toutes, une sur dix à partir de la troisième, ou une part tirée au hasard.
plan-second-pass-without-text = Les textes libres ne sont saisis qu’une fois
plan-second-pass-without-text-help = La seconde saisie les saute ; ils ne sont pas comparés.
plan-second-pass-leaves-out = Autres questions saisies une seule fois, par leur nom
plan-second-pass-leaves-out-help = La seconde saisie les saute. Une question dont dépend un filtre est toujours ressaisie.
