# Verifying, long lists, constants, answers put aside.
verifying-stop-mismatch = Read the paper again and retype the answer.
verifying-refused-no-such-choice = No choice of the list begins so.
verifying-refused-nothing-to-set = There is no answer here to set.
verifying-put-aside = Put aside by a filter
verifying-brought-back = Back with the filter: { $answer }
