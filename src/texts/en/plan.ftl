# What each sampling setting of the plan is called and means (`plan-NAME`, `plan-NAME-help`).
plan-sampling = Sheets keyed twice, by batch: all-twice, first-then-share or share-with-limit
plan-sampling-help = All of them; the first ones, then a share of the others; or a share only.
plan-sampling-first = First sheets of a batch, all keyed twice
plan-sampling-first-help = Only for first-then-share.
plan-sampling-percent = Share of the other sheets keyed twice, in %
plan-sampling-percent-help = Drawn at random. Without effect where all sheets are keyed twice.
plan-sampling-limit = Differences allowed per 10,000 answers
plan-sampling-limit-help = A batch that shows more is keyed twice whole.
plan-reread-percent = Settled questions that come back later, in %
plan-reread-percent-help = Read again on the paper without showing what had been decided.
plan-seed = Number that all drawing of lots starts from
plan-seed-help = The same number draws the same lots.
