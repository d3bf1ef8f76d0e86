# Rythme de saisie

pace-status-line = { $name } : { $keys } touches et { $sheets } fiches par heure sans les pauses, { $pauses ->
    [0] aucune pause
    [one] { $pauses } pause
   *[other] { $pauses } pauses
 }, { $corrections ->
    [0] aucune correction
    [one] { $corrections } correction
   *[other] { $corrections } corrections
 }

desktop-command-pace = Rythme de saisie
desktop-command-pace-tip = Touches et fiches par heure, pauses, corrections : les vôtres, ou celles de chacun pour un responsable.
desktop-title-pace = Rythme de saisie
pace-yours = Votre rythme
pace-all = Toutes les saisies
pace-nothing = Rien à mesurer pour l’instant : saisissez quelques fiches, puis revenez ici.
pace-remark = Le temps passé sans rien saisir compte comme pause au-delà de { $seconds } secondes, plus une seconde par caractère d’un texte. Les saisies importées et les enregistrements rejoués n’ont pas de rythme.
pace-keys-per-hour = touches par heure
pace-sheets-per-hour = fiches par heure
pace-keys-per-sheet = touches par fiche
pace-corrections = réponses corrigées
pace-by-operator = Par personne
pace-by-batch = Par lot
pace-by-day = Par jour
pace-bar-keys = { $speed } touches/h
pace-bar-sheets = { $speed } fiches/h
pace-note = { $count ->
    [0] aucune fiche finie
    [one] { $count } fiche
   *[other] { $count } fiches
 }, { $speed } par heure, { $keys } touches chacune · { $pauses ->
    [0] aucune pause
    [one] 1 pause ({ $minutes } min)
   *[other] { $pauses } pauses ({ $minutes } min)
 } · { $corrections ->
    [0] aucune correction
    [one] 1 correction
   *[other] { $corrections } corrections
 }
pace-under-a-minute = moins d’une minute
pace-minutes = { $minutes } min
pace-hours = { $hours } h { $minutes }
pace-time = { $count ->
    [0] Aucune fiche finie
    [one] { $count } fiche
   *[other] { $count } fiches
 } en { $work } de travail, sans les pauses ({ $pauses ->
    [0] aucune
    [one] 1 pause, { $paused } min
   *[other] { $pauses } pauses, { $paused } min
 }).
pace-this-sheet = Cette fiche : { $minutes } min { $seconds }, { $keys } touches, soit { $speed } par heure sans les pauses.
