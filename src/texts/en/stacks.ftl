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
