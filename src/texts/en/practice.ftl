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

desktop-command-practice = Practise
desktop-command-practice-tip = Key ten made-up sheets, then see your speed and your mistakes. Nothing of it stays in the study.
desktop-title-practice = Practice
practice-remark = Ten filled sheets, made up from the questionnaire, stand beside the form: key what you read. Nothing is kept in a study.
practice-not-made = The practice sheets could not be made. Nothing was changed: try again.
practice-place = Sheet { $at } of { $of }
practice-filled-sheet = Filled sheet to be keyed: page
practice-rate = mistakes in 1,000 cells
practice-not-in-study = { $cells } cells compared. Nothing of this practice is kept in the study.
practice-again = Ten more sheets
practice-look-again = Look again
practice-by-kind = Mistakes by kind
practice-other-mistake = another mistake
practice-right = On the sheet
practice-keyed = Keyed
practice-ticked = { $choice } ticked
practice-not-ticked = { $choice } not ticked
practice-trend = From time to time
practice-trend-rate = { $rate } per 1,000
practice-trend-speed = { $speed } keys per hour
practice-trend-remark = Kept on this computer, under your name.
practice-printed-title = Practice sheets
practice-printed-remark = PRACTICE, set { $set }: made-up answers, not to be keyed into the study
