# pairing: sheets that look mispaired, in the window and on the command line

pairing-what-mistyped = Number mistyped
pairing-what-swapped = Two sheets swapped
pairing-what-other-number = Sheet keyed under another one’s number
pairing-what-shifted = Numbers shifted
pairing-what-keyed-twice = Sheet keyed twice in one pass
pairing-what-two-sheets = Two different sheets under one number
pairing-what-different-people = Two different people under one number
pairing-what-unknown = Other matching

pairing-title = { $what }: { $numbers }
pairing-side = { $number } ({ $pass })
pairing-pass-first = first keying
pairing-pass-second = second keying

pairing-alike = { $one } and { $other }: { $agree } of { $comparable } answers are the same.
pairing-chance = Two sheets of this study picked at random: { $share }% of answers are the same.
pairing-likelier = If they are one sheet, these answers are { $times } times likelier than if they are two.
pairing-million = more than a million
pairing-less-likely = Two different sheets explain these answers better than one.
pairing-next = The best other sheet reaches { $agree } of { $comparable } only.
pairing-as-keyed = Under number { $number } as keyed: { $agree } of { $comparable }.
pairing-error-letter = Only the letter or a leading zero differs between the numbers.
pairing-error-digits-swapped = Typing error: two neighbouring digits swapped.
pairing-error-neighbouring-key = Typing error: a neighbouring key.
pairing-error-one-digit = Typing error: one digit differs.
pairing-error-digit-doubled = Typing error: a digit doubled.
pairing-error-digit-lost = Typing error: a digit lost or moved.
pairing-error-other = The two numbers are not alike.
pairing-implausible = { $number } is no possible number here: wrong letter or unexpected number.

pairing-way-renumber = { $one } counts as { $to }
pairing-way-keep = keep { $one }, begun on { $date } ({ $gaps ->
    [0] nothing empty
    [one] one answer empty
   *[other] { $gaps } answers empty
}); set the other aside
pairing-way-merge = put both together: each fills the other, they contradict each other nowhere
pairing-way-keep-none = set both aside: the sheet is to be keyed again

pairing-none = Nothing to propose.
pairing-count = { $count ->
    [one] One proposal:
   *[other] { $count } proposals:
}
pairing-alone = Keyed in one pass only, like no other sheet: { $numbers }
pairing-decided = Decided:
pairing-state-accepted = accepted
pairing-state-refused = refused
pairing-decided-line = { $id }  { $title } ({ $state }, { $name }, { $date })
pairing-who = Say who decides: --operator NAME.
pairing-no-such = No open proposal has the code { $id }. “recto pair STUDY” lists them.
pairing-no-such-way = Proposal { $id } has only { $ways } ways of being accepted.
pairing-nothing-to-undo = No standing decision has the code { $id }.
pairing-accepted = Accepted: { $way }.
pairing-refused = Refused. The sheets stay as they were keyed.
pairing-undone = Decision taken back. The proposal is open again.

pairing-screen = Sheets to match
pairing-screen-open = { $open ->
    [0] nothing open
    [one] one proposal open
   *[other] { $open } proposals open
}
pairing-screen-look = Take the papers, read their numbers, then decide. No answer is shown here.
pairing-screen-done = Nothing left to match
pairing-screen-done-more = Differences can be settled now. Esc goes back to the study.
pairing-screen-go-on = Settle differences
pairing-screen-ways = Accept, as the paper says
pairing-screen-decided = Decided already
pairing-screen-agree = the same
pairing-screen-differ = different
pairing-screen-differing = Questions that differ: { $questions }
pairing-does-accept = accept
pairing-does-refuse = refuse: nothing changes
pairing-does-refuse-short = refuse
pairing-does-later = later
pairing-does-undo = take back the last decision
pairing-does-leave = leave
pairing-waiting = Looking for sheets that are alike…
pairing-command = Match sheets
pairing-command-tip = Numbers mistyped, sheets swapped or doubled: to decide before differences
pairing-title-window = Matching sheets
