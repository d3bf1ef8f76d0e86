# kinds of difference

kind-normalised = equal after normalisation
kind-spelling = spelling only
kind-slip = answers shifted by a line
kind-exchanged = answers of two neighbouring questions exchanged
kind-missing-against-value = missing code against value
kind-skipped-against-answer = question skipped against answer
kind-neighbouring-code = neighbouring code
kind-tick = box ticked in one keying only
kind-day-and-month-swapped = day and month swapped
kind-swapped = digits or letters swapped
kind-digit-doubled-or-lost = digit doubled or lost
kind-neighbouring-key = neighbouring key
kind-letter-missing-or-extra = letter missing or extra
kind-letter-wrong = wrong letter
kind-other = other

slip-event = The answers from { $from } to { $to } of { $pass ->
    [first] the first keying
    [second] the second keying
   *[one] one of the two keyings
} stand { $lines ->
    [one] one line
   *[other] { $lines } lines
} too { $way ->
    [lower] low
   *[higher] high
}.
compare-slips = Slips: { $slips ->
    [one] one, which explains { $cells } differences.
   *[other] { $slips }, which explain { $cells } differences.
}
