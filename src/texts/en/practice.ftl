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
practice-printed-remark = PRACTICE, set { $set }, sheet { $sheet }: made-up answers, not to be keyed into the study
practice-printed = Practice sheets written to { $path }.
practice-settled-study = --settled needs a study (a .recto file).
practice-known-none = None of these sheets can be practised on.
practice-known-own = Left aside, because this person keyed or settled them, or is to key them: { $numbers }.
practice-known-unsettled = Left aside, because not everything on them is settled, or the questionnaire has changed since: { $numbers }.
practice-known-not-a-number = “{ $part }” is neither a sheet’s number nor the name of a batch.
practice-printed-file = practice-sheets-{ $set }.pdf
practice-which = Which sheets?
practice-which-screen = Made up, on the screen
practice-which-printed = Made up, printed
practice-which-settled = Of the study, on paper
practice-remark-printed = First print ten made-up sheets, filled in as if by hand, then key them from the paper. The number of the set, at the top of the pages, says which.
practice-remark-settled = Sheets that are settled in full, that this person neither keyed nor is to key: take the papers, they are not shown. Whoever practised on a sheet should not read it again in an audit.
practice-numbers = Numbers of the sheets, or the name of a batch
practice-numbers-empty = Give numbers (1-20, 35) or the name of a batch.
practice-set = Number of the set
practice-set-wrong = The number of a set is made of digits only; it stands at the top of the pages.
practice-pdf = PDF file
practice-pdf-exists = This file exists already. Change its name, or replace it.
practice-print = Write the PDF
practice-again-paper = Practise again
