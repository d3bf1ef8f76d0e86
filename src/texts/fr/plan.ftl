# What each sampling setting of the plan is called and means (`plan-NAME`, `plan-NAME-help`).
plan-sampling = Fiches saisies deux fois, par lot : all-twice, first-then-share ou share-with-limit
plan-sampling-help = Toutes ; les premières, puis une part des autres ; ou une part seulement.
plan-sampling-first = Premières fiches d’un lot, toutes saisies deux fois
plan-sampling-first-help = Ne vaut que pour first-then-share.
plan-sampling-percent = Part des autres fiches saisie deux fois, en %
plan-sampling-percent-help = Tirée au hasard. Sans effet si toutes les fiches sont saisies deux fois.
plan-sampling-limit = Différences admises pour 10 000 réponses
plan-sampling-limit-help = Un lot qui en montre davantage est saisi deux fois en entier.
plan-reread-percent = Questions réglées qui reviennent plus tard, en %
plan-reread-percent-help = Relues sur le papier sans montrer ce qui avait été décidé.
plan-seed = Nombre de départ des tirages au hasard
plan-seed-help = Le même nombre donne le même tirage.
