# export

export-ticked = Yes
export-not-ticked = No

export-sheet-read-me = Read me
export-sheet-codes = Data codes
export-sheet-labels = Data labels
export-sheet-dictionary = Dictionary
export-sheet-list = List

export-about-questionnaire = Questionnaire
export-about-version = Version of the questionnaire
export-about-last-entry = Last entry of the study
export-about-content = Content
export-about-final = Final records: what both keyings say, or what was decided from the paper
export-about-raw = One raw keying, as it was keyed
export-about-program = Made with
export-about-sheets = Sheets
export-about-expected = Sheets expected
export-about-rows = Sheets in this workbook
export-about-both = Sheets keyed twice
export-about-first-only = In the first keying only
export-about-second-only = In the second keying only
export-about-duplicates = Keyed twice in one pass
export-about-unknown = Unexpected numbers
export-about-missing-sheets = Missing sheets
export-about-state = State
export-about-open = Differences still open
export-about-checks = Hard checks still to be looked at
export-about-missing = Missing answers
export-about-empty = (empty cell)
export-about-empty-is = Not applicable (skipped by a filter), or an empty cell of an imported file
export-about-conventions = Conventions
export-convention-boxes = A question with several answers has one column per box: 1 ticked, 0 not ticked.
export-convention-dates = Dates, months and times are real dates; a month stands on its first day. A date that is partly unreadable is a text, with 00 for what cannot be read.
export-convention-text = Texts are as on the paper. In a CSV, a text that starts with =, +, - or @ has an apostrophe before it, so that no spreadsheet takes it for a formula.
export-convention-open-cells = A coloured cell is a difference that nobody has settled yet: it is empty, and neither keying was picked.
export-convention-columns = recto_open names the columns of the sheet that are still open; recto_keyings says how many keyings the row stands on.
export-convention-raw = Both raw keyings and all decisions stay in the study and can always be exported.

export-dictionary-variable = Variable
export-dictionary-number = No.
export-dictionary-question = Question
export-dictionary-type = Type
export-dictionary-columns = Columns
export-dictionary-codes = Codes
export-dictionary-missing = Missing
export-dictionary-filter = Filter
export-dictionary-range = Range
export-dictionary-checks = Checks
export-dictionary-required = required

export-type-sheet-number = sheet number
export-type-integer = whole number
export-type-decimal = decimal number
export-type-text = text
export-type-date = date
export-type-time = time
export-type-month = month
export-type-select-one = one answer
export-type-select-multiple = several answers
export-type-calculate = calculated

export-error-unknown-ending = { $has_ending ->
    [0] The file's name has no ending, and the ending says the format. Possible endings: { $endings }.
   *[other] Recto cannot write “.{ $ending }”. Possible endings: { $endings }.
}
export-error-exists = { $path } exists and was not touched. Choose another name, or add --force to replace it.
export-error-could-not-write = { $path } could not be written: { $why ->
    [no-folder] this folder does not exist.
    [not-allowed] writing is not allowed here. Choose another folder.
    [full] the disk is full. Make room or choose another disk.
   *[other] { $error }.
} Nothing was left there; the study is untouched.
export-error-rows = { $rows } rows: a sheet of a workbook ends at 1,048,576. Export to CSV.
export-error-columns = { $columns } columns: a sheet of a workbook ends at 16,384. Export to CSV.
export-error-variables = { $variables } variables: a Stata file stops at 32,767. Export to CSV.
export-error-text = Row { $row }, column { $column }: this text is longer than the 32,767 characters of a workbook’s cell. Export to CSV.
export-error-workbook = The workbook { $path } could not be made: { $detail }. Nothing was written; the study is untouched.

export-done = { $rows ->
    [0] { $path }: no rows.
    [one] { $path }: one row.
   *[other] { $path }: { $shown } rows.
}
export-open = { $open ->
    [one] One difference is still open: its cell is empty, and the column recto_open names it.
   *[other] { $shown } differences are still open: their cells are empty, and the column recto_open names them.
}
export-unfinished = { $sheets ->
    [one] One sheet of this keying is not finished and is not in the file.
   *[other] { $sheets } sheets of this keying are not finished and are not in the file.
}
export-keyed-once = { $sheets ->
    [one] One sheet is keyed only once and is not in the file.
   *[other] { $sheets } sheets are keyed only once and are not in the file.
}

export-sheet-resolutions = Resolutions
export-sheet-frequencies = Frequencies
export-sheet-quality = Keying quality
export-sheet-statement = Quality statement

export-property-open = { $count ->
    [0] All differences between the two keyings are settled.
    [one] One difference between the two keyings is not settled: its cell is empty.
   *[other] { $count } differences between the two keyings are not settled: their cells are empty.
}

export-about-versions = Keyings by version
export-about-version-keyings = { $count ->
    [one] { $version }: one keying
   *[other] { $version }: { $count } keyings
}
export-about-period = Period of keying
export-about-period-is = from { $first } to { $last }
export-about-respondents = Sheets of respondents
export-about-compared = Cells compared between the two keyings
export-about-different = Differences in reading
export-about-per-10000 = Differences in reading per 10,000 cells
export-about-bases = Bases of percentages
export-base-respondents = Respondents
export-base-everybody = all sheets exported
export-base-answered = Answered
export-base-answered-is = the sheets (or lines) on which the question has an answer; missing answers, questions that do not apply and open differences are not among them
export-base-rounding = Rounding
export-base-rounding-is = once, at display, half up; k and n always stand beside
export-base-quality = Differences in reading
export-base-quality-is = the cells on which the two keyings differ, without texts that are alike but for case, accents or punctuation, which are counted apart
export-about-checksum = Checksum of the data
export-about-checksum-is = SHA-256 of all answers as written by: recto export --preset open --values codes --repeats columns. Two studies with the same checksum hold the same data.

export-convention-lines = Each table of lines has a worksheet of its own: one row per filled line, with the sheet’s number and the line’s number.
export-convention-ranges = recto_codes, recto_labels, recto_frequencies, recto_quality and the others are defined names: a pivot table can take them as its source.

export-frequencies-variable = Variable
export-frequencies-number = No.
export-frequencies-question = Question
export-frequencies-group = Kind
export-frequencies-code = Code
export-frequencies-label = Label
export-frequencies-count = Count
export-frequencies-k-respondents = Respondents (k)
export-frequencies-n-respondents = Respondents (n)
export-frequencies-share-respondents = % of respondents
export-frequencies-n-answered = Answered (n)
export-frequencies-share-answered = % of answered
export-frequencies-is-answer = answer
export-frequencies-is-missing = missing
export-frequencies-is-skipped = not applicable
export-frequencies-is-open = open difference

export-count-as-written = Answer outside the list, kept as on the paper
export-count-not-asked = Not asked: the sheet was keyed before the question existed
export-count-empty-in-file = Empty cell in the imported file
export-count-skipped = Not applicable (skipped by a filter)
export-count-open = Difference that nobody has settled yet
export-share = { $percent }% ({ $k }/{ $n })

export-quality-variable = Variable
export-quality-number = No.
export-quality-question = Question
export-quality-compared = Cells compared
export-quality-different = Cells that differ
export-quality-normalised = of these, equal once normalised
export-quality-spelling = of these, spelling only
export-quality-substance = Differences in reading
export-quality-rate = Differences per 10,000 cells
export-quality-open = Still open
export-quality-all = All

export-codebook = codebook
export-codebook-study = The study
export-codebook-keying = Quality of double keying
export-codebook-variables = The variables
export-codebook-sheets = Sheets described
export-codebook-answered = Answered
export-codebook-numbers = Values
export-codebook-numbers-are = from { $least } to { $most }, mean { $mean }
export-codebook-quality = Keying quality
export-codebook-quality-is = { $differences ->
    [0] no difference in reading among { $cells } cells compared
    [one] { $rate } per 10,000: one difference in reading among { $cells } cells compared
   *[other] { $rate } per 10,000: { $shown } differences in reading among { $cells } cells compared
}
export-codebook-calculation = Calculation
export-codebook-unit = one paper sheet per respondent
export-codebook-mode = Questionnaire on paper, keyed twice by two people.
export-codebook-double-keying = Each sheet is keyed twice, by two people who do not see each other’s work; where the two keyings differ, the paper is read again and a decision is made.
export-codebook-file = The answers, one row per sheet.
export-codebook-line = Number of the line in the table
export-codebook-keyings = How many keyings the row stands on
export-codebook-open = Columns whose difference is not settled yet

export-error-stopped = The export was stopped. Nothing was written; the study is intact.
export-error-no-codebook = A codebook (html, xml) describes answers: there is none for resolutions or the journal. Export them as csv or xlsx.
export-beside = { $rows ->
    [0] { $path }: no row.
    [one] { $path }: one row.
   *[other] { $path }: { $shown } rows.
}
export-done-codebook = { $path } is written.
export-codebook-pair = { $label }: { $value }
# Certificate of an erasure
certificate-file = erasure
certificate-title = Certificate of erasure
certificate-what = Erased
certificate-what-sheet = sheet { $number }, all of it: keyings, answers, notes, decisions, journal, random number
certificate-what-identifying = on all sheets: identifying answers, open texts, notes, reasons of decisions, random numbers
certificate-when = Date and time
certificate-who = By
certificate-why = Reason
certificate-questionnaire = Questionnaire
certificate-study = Study file
certificate-id = Reference
certificate-program = Program
certificate-done = What Recto did
certificate-counts = Keyings taken out: { $keyings }; journal entries taken out or emptied: { $entries }; decisions taken out or emptied: { $decisions }.
certificate-again = This had been erased before; the file and the backups were purged again.
certificate-file-rewritten = The study file was written again as a whole without this content, and its write-ahead log emptied.
certificate-backups = { $count ->
    [0] No backup of Recto’s own was left to write again.
    [one] One backup in the folder “recto-backups” was written again without this content.
   *[other] { $count } backups in the folder “recto-backups” were written again without this content.
}
certificate-backups-removed = Backups that could not be read, deleted: { $files }.
certificate-tombstone = A trace without answers stays in the study: what was erased (the number), when, by whom and why. It keeps this content from being taken again.
certificate-tasks = What is left for you to do
certificate-task-copies-found = Copies of this study found beside it, not touched: { $files }. Delete them, or erase in each of them too.
certificate-task-exports = Exports made before this date (CSV, workbooks, Stata, SPSS, archives): delete them and make them again.
certificate-task-copies = Copies of the study: USB sticks, other computers, “Save a copy”, attachments.
certificate-task-recipients = Recipients of an export (funders, partners): ask them to delete theirs.
certificate-task-synchronised = Synchronised folders and backups of the computer: earlier versions, the bin, automatic backups.
certificate-task-paper = The paper, its scans and photocopies: destroy them, and note it here.
certificate-task-disk = A disk may keep old blocks of a rewritten file for a time: encrypt the disk, and destroy it at the end of its life.
certificate-sign = Date and signature:

# Profiles
export-band = { $from } to { $to }
export-band-below = { $to } or less
export-band-above = { $from } or more
export-site-other = Another place (too few sheets to name it)
export-public-ticked = { $label }: ticked
export-public-not-ticked = { $label }: not ticked
export-public-no-answer = No answer, not asked or not settled
export-error-no-pseudonyms = Some sheets have no random number yet. Nothing was written. Run “recto export --profile funder”, which gives them and keeps them in the study.
export-error-profile-what = A profile holds final records only: raw keyings, decisions and the journal are not protected. Leave --what out, or choose --profile full.
export-error-profile-format = The public profile is a table of counts. Give a name that ends in .csv or .xlsx.
export-error-nothing-published = No question is marked for publication. Nothing was written. In the questionnaire file, add publish = "table" to the questions to count and publish = "by" to those used to break others down.
export-error-too-few-sheets = { $sheets } sheets, fewer than the study’s threshold ({ $threshold }): nothing can be published without pointing at someone. Nothing was written.
