# compare

compare-sheets = Sheets: { $both } keyed twice, { $first } in the first keying only, { $second } in the second only.
compare-first-only = First keying only: { $numbers }
compare-second-only = Second keying only: { $numbers }
compare-duplicates = Keyed twice in one pass, not compared: { $numbers }
compare-unknown = Unexpected numbers: { $numbers }
compare-missing = { $count ->
    [one] One expected sheet is keyed nowhere: { $numbers }
   *[other] { $count } expected sheets are keyed nowhere: { $numbers }
}
compare-cells = Cells compared: { $compared }. Different: { $different }, of which { $outside } outside free text.
compare-texts = Free texts: { $normalised } equal once normalised, { $spelling } that differ in spelling only, { $other } that differ otherwise.
compare-open = { $open ->
    [0] No difference is open.
    [one] One difference is still open.
   *[other] { $shown } differences are still open.
}
compare-checks = { $checks ->
    [0] No hard check is waiting.
    [one] One hard check waits for the paper to be read again.
   *[other] { $checks } hard checks wait for the paper to be read again.
}

resolve-column-missing = the column “{ $name }” is missing (header: sheet,variable,value[,line][,reason]).
resolve-unknown-column = the column “{ $name }” means nothing here (header: sheet,variable,value[,line][,reason]).
resolve-cell-count = the number of cells is not that of the header.
resolve-unknown-sheet = no keying has the number “{ $sheet }”.
resolve-unknown-variable = { $near ->
    [0] no question is called “{ $name }”.
   *[other] no question is called “{ $name }”. Perhaps “{ $nearest }”?
}
resolve-no-such-line = { $has_line ->
    [0] “{ $variable }” is in a table: give its line in the column “line”.
   *[other] “{ $variable }” has no line “{ $line }”.
}
resolve-no-difference = on sheet { $sheet } the two keyings do not differ for “{ $column }”.
resolve-value = “{ $column }”: { $why }
resolve-twice = this cell is already decided on line { $first }.
resolve-some-boxes = “{ $column }”: an empty box or a missing code holds for the whole question; give the same value to all its boxes that differ.
resolve-refused = { $problems ->
    [one] Nothing was decided: one problem in { $path }.
   *[other] Nothing was decided: { $problems } problems in { $path }.
}
resolve-done = { $decisions ->
    [0] No decision.
    [one] One decision kept.
   *[other] { $decisions } decisions kept.
}
