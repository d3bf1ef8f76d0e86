# Batches, void and missing sheets, remarks, the study's plan.
stacks-error-empty-batch = A batch has a name and at least one sheet.
stacks-error-batch-exists = A batch is already called “{ $name }”.
stacks-error-two-batches = Sheet { $number } is already in batch “{ $batch }”.
stacks-error-no-such-batch = No batch is called “{ $name }”.
stacks-error-batch-other-pass = This person already has batch “{ $name }” for the other pass.
stacks-who = Who makes this change? Add --operator NAME.
stacks-no-number = “{ $part }” is no number or range of numbers of this questionnaire.
stacks-no-batches = This study has no batch.
stacks-nobody = nobody
stacks-batch-line = { $name }: { $sheets ->
    [one] 1 sheet
   *[other] { $sheets } sheets
  } · first keying: { $first }, { $first_done } finished · second keying: { $second }, { $second_done } finished
stacks-sheet-said = Sheet { $number }: noted.
stacks-nothing-to-withdraw = Sheet { $number } was declared neither void nor missing.
stacks-status-void = Void ({ $count }): { $numbers }
stacks-status-missing = Declared missing ({ $count }): { $numbers }
stacks-status-keyed-though-absent = Keyed though declared void or missing: { $numbers }
stacks-plan-form = A setting is written NAME=VALUE: { $setting }
stacks-plan-unknown = Unknown setting: { $setting }. “recto plan STUDY” shows the names.
stacks-plan-value = This value does not fit: { $setting }
plan-single-keying-allowed = Sheets keyed once may be exported
plan-single-keying-allowed-help = The column recto_keyings then says 1 for these sheets. Otherwise they wait for the second keying.
plan-same-operator-allowed = One person may key both passes of a sheet
plan-same-operator-allowed-help = Better avoided: people repeat their own mistakes. The quality page says so.
stacks-sheet-finished = Sheet { $number } · finished
stacks-batch-left = “{ $name }”: { $count ->
    [0] finished
    [one] 1 sheet left
   *[other] { $count } sheets left
  }
stacks-batch-last = “{ $name }”: the last sheet
stacks-number-wanted = Type the number that stands on the sheet.
stacks-batch-finished = Batch “{ $name }” is finished. Another number? Type it.
stacks-finished-help = This sheet is finished. Enter goes through it; the first correction opens it again.
stacks-fetching = Reading the sheet…
stacks-note-heading = Remark on the whole sheet
stacks-key-up = Up
stacks-does-open-keyed = open the sheet already keyed
stacks-does-duplicate = key another sheet of the same number
stacks-does-key-outside = key it all the same
stacks-does-key-declared = key it: it is there
stacks-does-finished-sheets = at the sheet number: your own finished sheets, one after the other
stacks-does-sheet-before = sheet finished before this one
stacks-does-correct-number = correct the number
stacks-does-note-sheet = remark on the sheet
stacks-does-absent = sheet void or missing
stacks-does-go-on = go on with the stack
stacks-declare-heading = Is this sheet not to be keyed?
stacks-declare-which = Why?
stacks-does-void = void: spoiled or not filled in
stacks-does-missing = missing: not in the stack
stacks-declare-void = Void, for what reason?
stacks-declare-missing = Missing: what is known of it?
stacks-does-not-declare = declare nothing
stacks-does-declare = note it
desktop-keying-declare = at the number: the sheet is void or missing
stacks-answers-wait = Answers wait for the disk: first “Try again”, then keying.
stacks-title = Batches and sheets
stacks-who-supervises = Who supervises the study?
stacks-which-batch = Which batch?
stacks-whole-study = the whole study
stacks-batches = Batches
stacks-batches-empty = No batch yet. A batch is a stack of sheets that is handed to one person.
stacks-sheets = { $count ->
    [one] 1 sheet
   *[other] { $shown } sheets
  }
stacks-absent-of-batch = { $count ->
    [one] 1 of them absent
   *[other] { $count } of them absent
  }
stacks-withdraw-batch = Withdraw “{ $name }”
stacks-first-of-batch = First keying: { $who } · finished: { $done }
stacks-second-of-batch = Second keying: { $who } · finished: { $done }
stacks-hand-out = Hand out
stacks-take-back = Take back
stacks-hand-out-to = To whom?
stacks-do-hand-out = Hand out
stacks-new-batch = New batch
stacks-batch-name = Name of the batch
stacks-batch-numbers = Numbers (ranges and single ones)
stacks-make-batch = Make the batch
stacks-declare = Void or missing sheet
stacks-declare-sheet = Number of the sheet
stacks-is-missing = missing
stacks-is-void = void
stacks-declare-reason = Why?
stacks-do-declare = Note it
stacks-absent = Void: { $void } · missing: { $missing }
stacks-absent-empty = No sheet is declared void or missing.
stacks-absent-void = void: { $reason } ({ $by })
stacks-absent-missing = missing: { $reason } ({ $by })
stacks-withdraw = Take back { $number }
stacks-plan-title = The study’s plan
stacks-plan-remark = Every change keeps the name of who made it, and the moment.
stacks-plan-keep = Keep
stacks-plan-misfit = This value does not fit.
stacks-yes = yes
stacks-no = no
stacks-notes-title = Remarks
stacks-notes-open = { $count ->
    [0] All remarks are dealt with
    [one] 1 remark to deal with
   *[other] { $count } remarks to deal with
  }
stacks-notes-only-open = to deal with
stacks-notes-all = all ({ $count })
stacks-notes-empty = Nothing here. Remarks come from keying (F4).
stacks-notes-whole-sheet = on the whole sheet
stacks-notes-question = question { $question }
stacks-notes-deal = Mark as dealt with
stacks-notes-reopen = Put back
desktop-command-stacks = Batches and sheets
desktop-command-stacks-tip = Make batches, hand them out, declare sheets void or missing
desktop-command-notes = Remarks
desktop-command-notes-tip = All remarks made while keying
desktop-command-plan = The study’s plan
desktop-command-plan-tip = What the study allows, and how its sheets are keyed
desktop-command-retry = Try again
desktop-command-retry-tip = Do again what failed
desktop-command-dismiss = Close the error message
desktop-command-dismiss-tip = The red banner goes away
desktop-state-void = void
stacks-board-all = all
stacks-board-of = { $name } · { $done }/{ $sheets }
stacks-board-without = in no batch
stacks-know-absent = { $count ->
    [one] Sheet declared void or missing:
   *[other] { $count } sheets declared void or missing:
  }
stacks-know-contradiction = { $count ->
    [one] Keyed though declared absent:
   *[other] { $count } sheets keyed though declared absent:
  }
plan-early-count = Right after the second keying, say on how many questions the keyings differ
plan-early-count-help = Never which ones. What is changed afterwards is marked. Without it the second person learns nothing of the first keying.
desktop-export-notes = remarks
stacks-about-absent = Void sheets, missing sheets
stacks-about-absent-are = { $void } void, { $missing } missing
stacks-know-unreadable = { $count ->
    [one] Unreadable sheet, with the field team:
   *[other] { $count } unreadable sheets, with the field team:
  }
stacks-unreadable-row = { $reason } ({ $by })
stacks-readable-again = { $number } can be read again
stacks-status-unreadable = Unreadable, with the field team ({ $count }): { $numbers }
