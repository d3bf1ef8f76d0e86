# Practice

practice-phrases = They helped me fill in the form. | I go out more often than before. | Please come later in the day. | Nothing to add, thank you. | The bus no longer stops in my street. | It was my daughter who called. | I am still waiting for an answer. | Very kind people!
practice-sheets-keyed = { $sheets ->
    [one] { $sheets } sheet keyed
   *[other] { $sheets } sheets keyed
 }, { $errors ->
    [0] no mistake
    [one] { $errors } mistake
   *[other] { $errors } mistakes
 }
practice-per-thousand = { $rate } mistakes in 1,000 cells
practice-mistake = Sheet { $sheet }, { $variable }: { $keyed } instead of { $right }
practice-kind-spelling = Spelling
practice-kind-other = Another answer
