# quality: how good the data are

quality-title = Quality of the keying
quality-title-of = Quality of the keying: { $questionnaire }
quality-last-entry = last keyed on { $day }
quality-between = { $low } to { $high }
quality-k-of-n = { $k } of { $n }
quality-person = Person { $letter }

quality-figure-cells = cells keyed twice, on { $sheets } sheets
quality-figure-differences = differences per 10,000 cells ({ $of })
quality-figure-bound = errors at most per 10,000 agreed cells (95 %, audit: { $of })
quality-figure-estimate = errors per 10,000 agreed cells, an estimate and no guarantee

quality-differences = Differences between the two keyings
quality-nothing = No sheet is keyed twice: nothing can be said of the quality yet.
quality-differences-are = { $sheets } sheets keyed twice from the paper, neither person seeing the other’s work. Cells that differ: { $of }, that is { $rate } per 10,000.
quality-differences-interval = 95 % interval, counting each sheet as a whole: { $low } to { $high } per 10,000.
quality-one-sheet = One sheet only: no interval can be given.
quality-apart-texts = Apart: { $normalised } texts equal once normalised, { $spelling } different in case, accents or punctuation only.
quality-open = { $open ->
    [one] One difference is not settled yet.
   *[other] { $shown } differences are not settled yet.
}
quality-same-operator = { $sheets ->
    [one] One sheet was keyed both times by the same person.
   *[other] { $sheets } sheets were keyed both times by the same person.
}

quality-operators = Errors of each person
quality-operators-are = Each person’s first reading, compared with the answer kept after settling.
quality-aside = { $operator }: { $said }.
quality-aside-between = {"; "}
quality-aside-imported = { $shown } cells taken from a file, counted
quality-aside-repeated = { $shown } repeated from the sheet before, not counted
quality-aside-constant = { $shown } constants of the batch, not counted
quality-aside-rest-blank = { $shown } “the rest is blank”, not counted
quality-aside-told = { $shown } typed after a difference was told, not counted
quality-aside-unreadable = { $shown } read though the paper is illegible, not counted
quality-aside-read-again = { $shown } read again after a difference was told, counted by the first reading
quality-aside-spelling = { $shown } errors of spelling only, not counted

quality-waits = Given once every difference is settled: a mistake is nobody’s before the paper is read again.

quality-undetected = What may be left: an estimate
quality-undetected-are = Two keyings cannot see the mistake that both people make in the same way. If their mistakes are independent, about this much is left; bad handwriting or a misleading box leads both astray, hence the lines × 5 and × 20. This is no guarantee.
quality-times = × { $times }
quality-about-of = about { $k } of { $n }
quality-corrected = { $count ->
    [one] One agreed cell was corrected from the paper.
   *[other] { $count } agreed cells were corrected from the paper.
}

quality-audit = Audit: what may be left, guaranteed
quality-no-audit = No audit was made: no guarantee can be given on what both keyings have wrong in common.
quality-audit-cells = { $cells } cells drawn at random (seed { $seed }) from { $frame } agreed cells on { $frame_sheets } sheets.
quality-audit-sheets = { $sheets } whole sheets drawn at random (seed { $seed }) from { $frame_sheets }, with { $cells } agreed cells.
quality-audit-lost = { $count ->
    [one] One cell can no longer be judged (sheet erased or keyed anew).
   *[other] { $shown } cells can no longer be judged (sheets erased or keyed anew).
}
quality-audit-bound-cells = Read again blind by somebody who had neither keyed nor settled these sheets: wrong, { $of }. With 95 % confidence, at most { $upper } agreed cells in 10,000 are wrong (exact binomial limit).
quality-audit-bound-sheets = Read again blind by somebody who had neither keyed nor settled these sheets: wrong, { $of }. With 95 % confidence, at most { $upper } agreed cells in 10,000 are wrong (limit for whole sheets).
quality-audit-findings = { $found ->
    [one] The wrong cell that was found is corrected: { $corrected } of 1.
   *[other] Wrong cells found and corrected since: { $corrected } of { $found }.
}
quality-audit-unfinished = Read: { $read } of { $cells } cells. The limit is given once all are read.

quality-settling = Mistakes of settling
quality-settled = { $settled ->
    [0] No difference settled.
    [one] One question settled: read blind { $blind }, both values seen { $seen }, from a file { $file }; against both keyings: { $overruled }.
   *[other] { $shown } questions settled: read blind { $blind }, both values seen { $seen }, from a file { $file }; against both keyings: { $overruled }.
}
quality-reread = Read again blind and found otherwise: { $of } (exact 95 % interval: { $low } to { $high } %).
quality-not-reread = { $due ->
    [0] None is to be read again: the error rate of settling is not known.
    [one] One is to be read again, blind: the error rate of settling is not known yet.
   *[other] { $due } are to be read again, blind: the error rate of settling is not known yet.
}
quality-by-keyer = { $count ->
    [one] One was settled by somebody who had keyed the sheet.
   *[other] { $count } were settled by somebody who had keyed the sheet.
}

quality-batches = Batches
quality-plan-all-twice = Plan: all sheets are keyed twice. A batch is accepted once everything is keyed twice and settled.
quality-plan-first-then-share = Plan: the first { $first } sheets twice, then { $percent } % of the others. A batch is accepted if the upper 95 % limit of its differences is at most { $limit } per 10,000; keyed whole if its differences are above; in between, more sheets are to be keyed twice.
quality-plan-share-with-limit = Plan: { $percent } % of the sheets twice. A batch is accepted if the upper 95 % limit of its differences is at most { $limit } per 10,000; keyed whole if its differences are above; in between, more sheets are to be keyed twice.
quality-operating = { $batch }: with { $cells } cells, a batch that in truth has { $fifth } differences per 10,000 is accepted { $at_fifth } times in 100, one with { $half } { $at_half } times, one with { $limit } 5 times at most.
quality-operating-too-few = { $batch }: too few cells to accept below { $limit } per 10,000, even without a difference.
quality-verdict-accept = accepted
quality-verdict-key-whole = to be keyed whole
quality-verdict-undecided = undecided

quality-kinds = What happened
quality-kinds-are = Differences by what must have happened, and each person’s errors after settling.
quality-kind-unknown = other
quality-position = Place on the sheet
quality-third-1 = First third
quality-third-2 = Second third
quality-third-3 = Last third
quality-page-number = Page { $page }
quality-moments = Time in the sitting
quality-moments-are = Time since the person sat down to key; more than an hour without keying begins a new sitting.
quality-moment-0-30 = under 30 min
quality-moment-30-60 = 30 min to 1 h
quality-moment-60-120 = 1 to 2 h
quality-moment-120 = over 2 h
quality-variables = Variables

quality-column-operator = Person
quality-column-errors = Errors (k)
quality-column-cells = Cells (n)
quality-column-rate = Per 10,000
quality-column-interval = 95 % interval
quality-column-times = Assumption
quality-column-about = Agreed cells that are wrong
quality-column-batch = Batch
quality-column-differences = Differences (k)
quality-column-of-differences = of (n)
quality-column-upper = Upper limit
quality-column-verdict = Decision
quality-column-kind = Kind
quality-column-where = Where
quality-column-moment = Time
quality-column-variable = Variable
quality-column-question = Question

quality-method = Method
quality-method-cells = A cell is an answer, a box, or a cell of a table; those are counted where at least one keying says something. Rounded once, when shown.
quality-method-interval = Intervals: Wilson, with sheets as clusters and Student’s t (Wilson 1927; Korn and Graubard 1998). Assumes that sheets do not act on each other.
quality-method-errors = Error rate of a person: the first reading against the answer kept. Assumes that the answer kept is right.
quality-method-estimate = Estimate: by variable, errors of one × errors of the other ÷ cells, times the share of like errors (1 for two possible answers, 1/2 for a wider choice, 1/5 for numbers and dates, 1/10 for texts); after Sekar and Deming 1949. Assumes that the two people err independently of each other.
quality-method-audit-cells = Audit: drawn at random without replacement; one-sided exact limit of Clopper and Pearson 1934. Assumes that the reading is right; a wrong reading counts as an error.
quality-method-audit-sheets = Audit: whole sheets drawn at random; gamma limit of Fay and Feuer 1997, with one more sheet that was not seen, as bad as the worst one seen or thirteen times as bad as an ordinary one. Assumes that the reading is right and that no sheet is worse than that.
quality-method-reread = Settling: a share drawn at random, read again blind; exact interval of Clopper and Pearson 1934.

quality-endings = The quality page is written as: { $known }.
audit-not-drawn = sheet { $sheet }, { $column }: the audit did not draw it, or it is read already.
audit-none = No audit was drawn.
audit-nothing-agreed = Nothing to draw: no cell is agreed on a sheet keyed twice.
audit-drawn = Audit: { $cells } cells on { $sheets } sheets, drawn from { $frame } agreed cells.
audit-refused = { $problems ->
    [one] One problem in { $path }: nothing is kept.
   *[other] { $problems } problems in { $path }: nothing is kept.
}
audit-seen = { $count ->
    [one] { $operator } keyed or settled one of these sheets: { $numbers }. Somebody else must read.
   *[other] { $operator } keyed or settled { $count } of these sheets: { $numbers }. Somebody else must read.
}
audit-taken = Readings kept: { $taken }. Questions left to read: { $left }.
audit-limit = Read: { $read }, wrong: { $wrong }. With 95 % confidence, at most { $upper } agreed cells in 10,000 are wrong.
audit-unfinished = Read: { $read }, wrong: { $wrong }. The limit is given once all is read.

quality-file = quality
quality-printed = Quality page written: { $path }
quality-draw-what = Audit
quality-draw-cells = { $count } cells
quality-draw-sheets = { $count } sheets
quality-draw = Draw at random
quality-print = Write the printed page
desktop-command-quality = Quality of the keying
desktop-command-quality-tip = Differences, errors of each person, what may be left
desktop-command-audit = Read an audit
desktop-command-audit-tip = Somebody who neither keyed nor settled reads the cells that were drawn
audit-title = Audit
audit-left = { $count ->
    [0] all is read
    [one] one question to read
   *[other] { $count } questions to read
}
audit-all-read = Nothing is left to read. The limit stands on the quality page.
audit-how = Type what the paper says. Up and Down go from question to question; what is read is kept.
