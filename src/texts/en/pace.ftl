# Speed of keying

pace-status-line = { $name }: { $keys } keys and { $sheets } sheets per hour without pauses, { $pauses ->
    [0] no pause
    [one] { $pauses } pause
   *[other] { $pauses } pauses
 }, { $corrections ->
    [0] no correction
    [one] { $corrections } correction
   *[other] { $corrections } corrections
 }

desktop-command-pace = Speed of keying
desktop-command-pace-tip = Keys and sheets per hour, pauses, corrections: your own, or everybody’s for a supervisor.
desktop-title-pace = Speed of keying
pace-yours = Your speed
pace-all = All keyings
pace-nothing = Nothing to measure yet: key some sheets, then come back.
pace-remark = Time without an entry counts as a pause beyond { $seconds } seconds, plus one second per character of a text. Imported keyings and played recordings have no speed.
pace-keys-per-hour = keys per hour
pace-sheets-per-hour = sheets per hour
pace-keys-per-sheet = keys per sheet
pace-corrections = corrected answers
pace-by-operator = By person
pace-by-batch = By batch
pace-by-day = By day
pace-bar-keys = { $speed } keys/h
pace-bar-sheets = { $speed } sheets/h
pace-note = { $count ->
    [0] no sheet finished
    [one] { $count } sheet
   *[other] { $count } sheets
 }, { $speed } per hour, { $keys } keys each · { $pauses ->
    [0] no pause
    [one] 1 pause ({ $minutes } min)
   *[other] { $pauses } pauses ({ $minutes } min)
 } · { $corrections ->
    [0] no correction
    [one] 1 correction
   *[other] { $corrections } corrections
 }
pace-under-a-minute = less than a minute
pace-minutes = { $minutes } min
pace-hours = { $hours } h { $minutes } min
pace-time = { $count ->
    [0] No sheet finished
    [one] { $count } sheet
   *[other] { $count } sheets
 } in { $work } of work, pauses left out ({ $pauses ->
    [0] none
    [one] 1 pause, { $paused } min
   *[other] { $pauses } pauses, { $paused } min
 }).
pace-this-sheet = This sheet: { $minutes } min { $seconds }, { $keys } keys, which is { $speed } per hour without pauses.
