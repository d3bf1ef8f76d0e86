# Rythme de saisie

pace-status-line = { $name } : { $keys } touches et { $sheets } fiches par heure sans les pauses, { $pauses ->
    [0] aucune pause
    [one] { $pauses } pause
   *[other] { $pauses } pauses
 }, { $corrections ->
    [0] aucune correction
    [one] { $corrections } correction
   *[other] { $corrections } corrections
 }
