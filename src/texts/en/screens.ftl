# Keying, settling and the view of one sheet.
screens-answer-not-keyed = not keyed yet
screens-answer-not-applicable = not applicable
screens-answer-not-asked = not asked (before the question)
screens-answer-empty-in-file = empty in the file
screens-answer-nothing-ticked = nothing ticked
screens-kept = kept as on the paper
screens-sheet = Sheet { $number }
screens-sheet-number-awaited = Number of the sheet?
screens-page = Page { $page } / { $pages }
screens-page-heading = Page { $page }
screens-first-keying = First keying
screens-second-keying = Second keying
screens-sheets-this-time = { $count ->
    [0] No sheet finished yet
    [one] 1 sheet finished
   *[other] { $count } sheets finished
}
screens-key-enter = Enter
screens-key-escape = Esc
screens-key-backspace = Backspace
screens-does-pause = pause
screens-does-rest-blank = rest of page blank
screens-does-note = remark
screens-does-go-to = go to
screens-does-go = go there
screens-does-back = back
screens-does-retype = clear and retype
screens-does-keep = keep as on the paper
screens-does-keep-hard = keep; the supervisor decides
screens-does-keep-note = keep the remark
screens-does-confirm = confirm
screens-does-blank-text = blank
screens-does-repeat = as on the sheet before
screens-does-next-sheet = finish, open sheet { $number }
screens-does-finish-sheet = finish the sheet
screens-legend-answered = answered
screens-legend-missing = blank, don’t know, illegible
screens-legend-kept = to be checked
screens-legend-skipped = not applicable
screens-stop = Read the paper again
screens-question = A question
screens-century = Which century? Type 19 or 20, then Enter.
screens-go-to-heading = Go to a question
screens-go-to = Type its number, without the letter: 12, 3b.
screens-note-heading = Remark for the supervisor
screens-rest-blank = Is all the rest of this page blank?
screens-number-offered = Type the sheet’s number, or Enter for { $number }.
screens-number-typed = Type the number written on the sheet.
screens-previous = Previous
screens-end-of-sheet = End of the sheet
screens-end-answers = { $count ->
    [one] answer
   *[other] answers
}
screens-end-missing = without an answer (blank, don’t know, illegible…)
screens-end-kept = for the supervisor to check
screens-end-unkeyed = { $count ->
    [one] question not keyed yet
   *[other] questions not keyed yet
}
screens-differences = Differences
screens-settled-left = { $settled } settled · { $left } to settle
screens-how-blind = Blind reading
screens-how-both = Both keyings are visible
screens-how-check = Check to decide
screens-how-done = Done
screens-does-leave = leave, all is kept
screens-does-take-back = take back
screens-does-show-both = show both keyings
screens-does-later = later
screens-does-read-again = read again
screens-does-next-question = another question of the check
screens-does-say-blank = blank
screens-does-say-illegible = illegible
screens-does-say-skipped = not applicable
screens-does-back-to-study = back to the study
screens-key-down = Down
screens-comparing = Comparing the two keyings…
screens-no-differences = No differences to settle
screens-all-settled = All is settled
screens-then-export = The final data are ready to be exported.
screens-check-row = Check { $check } · { $question }
screens-take-the-sheet = Take sheet { $number }, page { $page }. What does the paper say at question { $question }?
screens-which-one = Sheet { $number }, question { $question }: what does the paper say?
screens-why-corrected = Why is this answer corrected?
screens-both-hidden = The two keyings do not say the same. They stay hidden so that your reading is your own.
screens-confirm-reading = You read: { $answer }. Only two answers are possible: confirm.
screens-check-how = F3 keeps what the paper says. To correct, type what the paper says.
screens-check-as-written = This value is kept as written; the question does not foresee it.
screens-reason-needed = A reason is asked for: it stays in the sheet’s history.
screens-stopped-reading = Backspace clears, F3 keeps it as on the paper.
screens-keyings = { $count ->
    [0] Not finished yet
    [one] One keying
   *[other] { $count } keyings
}
screens-keyings-open = { $count } keyings · { $open ->
    [one] 1 question to settle
   *[other] { $open } questions to settle
}
screens-key-up-down = Up Down
screens-does-other-question = another question
screens-history = History of the question
screens-reading = Reading the history…
screens-no-final-record = No final answer: the sheet does not have two finished keyings.
screens-standing-agreed = Both keyings agree.
screens-standing-settled = Difference settled:
screens-standing-corrected = Answer corrected:
screens-standing-open = The two keyings differ: to be settled.
screens-type-to-correct = To correct, read the paper again and type what it says.
screens-note-said = Remark: { $note }
screens-check-kept = Check { $check } kept as on the paper
screens-means-blind = blind reading
screens-means-seen = both keyings seen
screens-means-file = file of decisions
screens-means-correction = correction
screens-means-kept = check kept
screens-undone = taken back: { $answer }
screens-redone = done again: { $answer }
screens-check-number = A number is corrected by keying the sheet again under the right one. F3 keeps this one as on the paper.
