# Verifying, long lists, constants, answers put aside.
verifying-stop-mismatch = The first keying says otherwise: read again, then retype what the paper says.
verifying-refused-no-such-choice = No choice of the list begins so.
verifying-refused-nothing-to-set = There is no answer here to set.
verifying-put-aside = Put aside by a filter
verifying-brought-back = Back with the filter: { $answer }
verifying-pill = Verifying
verifying-none-found = Nothing in the list: Backspace takes a letter back
verifying-found = { $count ->
    [one] 1 choice: Enter takes it
   *[other] { $count } choices: the arrows choose, Enter takes
}
verifying-look-up = Type the code, or the first letters of the name.
verifying-constant-set = Answer set for the sheets that follow: { $answer }
verifying-constant-here = set answer
verifying-aside-here = answer put aside by a filter
verifying-left-out = not keyed again
verifying-end-aside = { $count ->
    [one] put aside by a filter
   *[other] put aside by a filter
}
verifying-does-constant = the same answer on the sheets that follow, yes or no
keys-work-constant = The same answer on the sheets that follow
plan-second-pass = Second keying: independent (compared later) or verify (each answer at once)
plan-second-pass-help = Verifying, an answer that differs from the first keying is read again on the paper; the first value is never shown.
plan-second-pass-sheets = Sheets keyed twice: all, every 10 from 3, or 20 % seed 4711
plan-second-pass-sheets-help = All of them, one in ten from the third on, or a share drawn at random.
plan-second-pass-without-text = Free texts are keyed once only
plan-second-pass-without-text-help = The second keying passes over them; they are not compared.
plan-second-pass-leaves-out = Further questions keyed once only, by name
plan-second-pass-leaves-out-help = The second keying passes over them. A question that a filter depends on is always keyed again.
