# quality: how good the data are

quality-title = Qualité de la saisie
quality-title-of = Qualité de la saisie : { $questionnaire }
quality-last-entry = dernière saisie le { $day }
quality-between = { $low } à { $high }
quality-k-of-n = { $k } sur { $n }
quality-person = Personne { $letter }

quality-figure-cells = cases saisies deux fois, sur { $sheets } fiches
quality-figure-differences = écarts pour 10 000 cases ({ $of })
quality-figure-bound = erreurs au plus pour 10 000 cases concordantes (à 95 %, contrôle : { $of })
quality-figure-estimate = erreurs pour 10 000 cases concordantes, estimation et non garantie

quality-differences = Écarts entre les deux saisies
quality-nothing = Aucune fiche n’est saisie deux fois : rien ne peut encore être dit de la qualité.
quality-differences-are = { $sheets } fiches saisies deux fois, sans se voir, par deux lectures du papier. Cases différentes : { $of }, soit { $rate } pour 10 000.
quality-differences-interval = Intervalle à 95 %, en comptant chaque fiche comme un tout : de { $low } à { $high } pour 10 000.
quality-one-sheet = Une seule fiche : aucun intervalle ne peut être donné.
quality-apart-texts = À part : { $normalised } textes égaux une fois normalisés, { $spelling } différents par la casse, les accents ou la ponctuation seulement.
quality-open = { $open ->
    [one] Un écart n’est pas encore départagé.
   *[other] { $shown } écarts ne sont pas encore départagés.
}
quality-same-operator = { $sheets ->
    [one] Une fiche a été saisie les deux fois par la même personne.
   *[other] { $sheets } fiches ont été saisies les deux fois par la même personne.
}

quality-operators = Erreurs de chaque personne
quality-operators-are = Première lecture de chaque personne, comparée à la réponse retenue après départage.
quality-aside = { $operator } : { $said }.
quality-aside-between = {" ; "}
quality-aside-imported = { $shown } cases reprises d’un fichier, comptées
quality-aside-repeated = { $shown } reprises de la fiche précédente, non comptées
quality-aside-constant = { $shown } constantes du lot, non comptées
quality-aside-rest-blank = { $shown } « le reste est vide », non comptées
quality-aside-told = { $shown } saisies après un signal d’écart, non comptées
quality-aside-unreadable = { $shown } lues alors que le papier est illisible, non comptées
quality-aside-read-again = { $shown } relues après un signal d’écart, comptées selon la première lecture
quality-aside-spelling = { $shown } fautes d’orthographe seulement, non comptées

quality-waits = Donné quand tous les écarts sont départagés : une erreur n’est à personne tant que le papier n’est pas relu.

quality-undetected = Ce qui peut rester : une estimation
quality-undetected-are = Deux saisies ne voient pas l’erreur que les deux personnes font de la même façon. Si leurs erreurs sont indépendantes, il en reste à peu près ceci ; une écriture ou une case trompeuse fait se tromper les deux, d’où les lignes × 5 et × 20. Ce n’est pas une garantie.
quality-times = × { $times }
quality-about-of = environ { $k } sur { $n }
quality-corrected = { $count ->
    [one] Une case concordante a été corrigée sur le papier.
   *[other] { $count } cases concordantes ont été corrigées sur le papier.
}

quality-audit = Contrôle : ce qui peut rester, garanti
quality-no-audit = Aucun contrôle n’a été fait : aucune garantie ne peut être donnée sur ce que les deux saisies ont de faux en commun.
quality-audit-cells = { $cells } cases tirées au sort (graine { $seed }) parmi { $frame } cases concordantes de { $frame_sheets } fiches.
quality-audit-sheets = { $sheets } fiches entières tirées au sort (graine { $seed }) parmi { $frame_sheets }, soit { $cells } cases concordantes.
quality-audit-lost = { $count ->
    [one] Une case ne peut plus être jugée (fiche effacée ou ressaisie).
   *[other] { $shown } cases ne peuvent plus être jugées (fiches effacées ou ressaisies).
}
quality-audit-bound-cells = Relues à l’aveugle par une personne qui n’avait ni saisi ni départagé ces fiches : fausses, { $of }. Avec 95 % de confiance, au plus { $upper } cases concordantes fausses pour 10 000 (limite binomiale exacte).
quality-audit-bound-sheets = Relues à l’aveugle par une personne qui n’avait ni saisi ni départagé ces fiches : fausses, { $of }. Avec 95 % de confiance, au plus { $upper } cases concordantes fausses pour 10 000 (limite pour fiches entières).
quality-audit-findings = { $found ->
    [one] La case fausse trouvée est corrigée : { $corrected } sur 1.
   *[other] Cases fausses trouvées et corrigées depuis : { $corrected } sur { $found }.
}
quality-audit-unfinished = Relues : { $read } cases sur { $cells }. La limite est donnée quand toutes sont relues.

quality-settling = Erreurs de départage
quality-settled = { $settled ->
    [0] Aucun écart départagé.
    [one] Un écart départagé : lecture à l’aveugle { $blind }, les deux valeurs vues { $seen }, fichier { $file } ; contre les deux saisies : { $overruled }.
   *[other] { $shown } questions départagées : lecture à l’aveugle { $blind }, les deux valeurs vues { $seen }, fichier { $file } ; contre les deux saisies : { $overruled }.
}
quality-reread = Relues à l’aveugle et trouvées autres : { $of } (intervalle exact à 95 % : { $low } à { $high } %).
quality-not-reread = { $due ->
    [0] Aucune n’est à relire : le taux d’erreur du départage n’est pas connu.
    [one] Une est à relire à l’aveugle : le taux d’erreur du départage n’est pas encore connu.
   *[other] { $due } sont à relire à l’aveugle : le taux d’erreur du départage n’est pas encore connu.
}
quality-by-keyer = { $count ->
    [one] Une a été départagée par une personne qui avait saisi la fiche.
   *[other] { $count } ont été départagées par une personne qui avait saisi la fiche.
}

quality-batches = Lots
quality-plan-all-twice = Plan : toutes les fiches sont saisies deux fois. Un lot est accepté quand tout est saisi deux fois et départagé.
quality-plan-first-then-share = Plan : les { $first } premières fiches deux fois, puis { $percent } % des autres. Un lot est accepté si la limite haute à 95 % de ses écarts ne dépasse pas { $limit } pour 10 000 ; saisi en entier si ses écarts la dépassent ; entre les deux, d’autres fiches sont à saisir deux fois.
quality-plan-share-with-limit = Plan : { $percent } % des fiches deux fois. Un lot est accepté si la limite haute à 95 % de ses écarts ne dépasse pas { $limit } pour 10 000 ; saisi en entier si ses écarts la dépassent ; entre les deux, d’autres fiches sont à saisir deux fois.
quality-operating = { $batch } : avec { $cells } cases, un lot qui a en vérité { $fifth } écarts pour 10 000 est accepté { $at_fifth } fois sur 100, un lot à { $half } { $at_half } fois, un lot à { $limit } 5 fois au plus.
quality-operating-too-few = { $batch } : trop peu de cases pour accepter sous { $limit } pour 10 000, même sans aucun écart.
quality-verdict-accept = accepté
quality-verdict-key-whole = à saisir en entier
quality-verdict-undecided = indécis

quality-kinds = Ce qui s’est passé
quality-kinds-are = Écarts selon ce qui a dû se passer, et erreurs de chaque personne après départage.
quality-kind-unknown = autre
quality-position = Place sur la fiche
quality-third-1 = Premier tiers
quality-third-2 = Deuxième tiers
quality-third-3 = Dernier tiers
quality-page-number = Page { $page }
quality-moments = Moment de la séance
quality-moments-are = Temps écoulé depuis que la personne s’est mise à saisir ; plus d’une heure sans saisie commence une nouvelle séance.
quality-moment-0-30 = moins de 30 min
quality-moment-30-60 = 30 min à 1 h
quality-moment-60-120 = 1 à 2 h
quality-moment-120 = plus de 2 h
quality-variables = Variables

quality-column-operator = Personne
quality-column-errors = Erreurs (k)
quality-column-cells = Cases (n)
quality-column-rate = Pour 10 000
quality-column-interval = Intervalle à 95 %
quality-column-times = Hypothèse
quality-column-about = Cases concordantes fausses
quality-column-batch = Lot
quality-column-differences = Écarts (k)
quality-column-of-differences = sur (n)
quality-column-upper = Limite haute
quality-column-verdict = Décision
quality-column-kind = Genre
quality-column-where = Où
quality-column-moment = Moment
quality-column-variable = Variable
quality-column-question = Question

quality-method = Méthode
quality-method-cells = Une case est une réponse, une case à cocher ou une case d’un tableau ; sont comptées celles où une saisie au moins dit quelque chose. Arrondi une seule fois, à l’affichage.
quality-method-interval = Intervalles : Wilson, avec l’effet des fiches comme grappes et Student (Wilson 1927 ; Korn et Graubard 1998). On suppose que les fiches n’agissent pas les unes sur les autres.
quality-method-errors = Taux d’erreur d’une personne : sa première lecture contre la réponse retenue. On suppose la réponse retenue juste.
quality-method-estimate = Estimation : par variable, erreurs de l’une × erreurs de l’autre ÷ cases, fois la part d’erreurs semblables (1 pour deux réponses possibles, 1/2 pour un choix plus large, 1/5 pour nombres et dates, 1/10 pour les textes) ; d’après Sekar et Deming 1949. On suppose les erreurs des deux personnes indépendantes.
quality-method-audit-cells = Contrôle : tirage au sort sans remise, limite exacte de Clopper et Pearson 1934, d’un seul côté. On suppose que la relecture est juste ; une relecture fausse compte comme une erreur.
quality-method-audit-sheets = Contrôle : fiches entières tirées au sort, limite gamma de Fay et Feuer 1997, avec une fiche de plus, non vue, aussi mauvaise que la pire vue ou treize fois pire qu’une fiche ordinaire. On suppose que la relecture est juste et qu’aucune fiche n’est pire que cela.
quality-method-reread = Départage : part tirée au sort, relue à l’aveugle, intervalle exact de Clopper et Pearson 1934.

quality-endings = La page de qualité s’écrit en : { $known }.
audit-not-drawn = fiche { $sheet }, { $column } : le contrôle ne l’a pas tirée, ou elle est déjà relue.
audit-none = Aucun contrôle n’a été tiré.
audit-nothing-agreed = Rien à tirer : aucune case n’est concordante sur une fiche saisie deux fois.
audit-drawn = Contrôle : { $cells } cases sur { $sheets } fiches, tirées parmi { $frame } cases concordantes.
audit-refused = { $problems ->
    [one] Un problème dans { $path } : rien n’est gardé.
   *[other] { $problems } problèmes dans { $path } : rien n’est gardé.
}
audit-seen = { $count ->
    [one] { $operator } a saisi ou départagé une de ces fiches : { $numbers }. Une autre personne doit relire.
   *[other] { $operator } a saisi ou départagé { $count } de ces fiches : { $numbers }. Une autre personne doit relire.
}
audit-taken = Lectures gardées : { $taken }. Questions restant à lire : { $left }.
audit-limit = Relues : { $read }, fausses : { $wrong }. Avec 95 % de confiance, au plus { $upper } cases concordantes fausses pour 10 000.
audit-unfinished = Relues : { $read }, fausses : { $wrong }. La limite est donnée quand tout est relu.

quality-file = qualité
quality-printed = Page de qualité écrite : { $path }
quality-draw-what = Contrôle
quality-draw-cells = { $count } cases
quality-draw-sheets = { $count } fiches
quality-draw = Tirer au sort
quality-print = Écrire la page imprimable
desktop-command-quality = Qualité de la saisie
desktop-command-quality-tip = Écarts, erreurs de chaque personne, ce qui peut rester
desktop-command-audit = Relire un contrôle
desktop-command-audit-tip = Une personne qui n’a ni saisi ni départagé relit les cases tirées au sort
audit-title = Contrôle
audit-left = { $count ->
    [0] tout est relu
    [one] une question à lire
   *[other] { $count } questions à lire
}
audit-all-read = Rien n’est à relire. La limite est sur la page de qualité.
audit-how = Tapez ce que dit le papier. Haut et Bas passent d’une question à l’autre ; ce qui est lu est gardé.
