# What the window says.

# Menu and commands
desktop-menu = Menu
desktop-commands = Commands
desktop-group-file = Files
desktop-group-study = Study
desktop-group-window = Display and help
desktop-command-new = New study…
desktop-command-new-tip = Makes an empty study from a questionnaire
desktop-command-open = Open a study…
desktop-command-open-tip = Opens a .recto file
desktop-command-demo = Demo study…
desktop-command-demo-tip = Makes an example study, already keyed twice
desktop-command-close = Close the study
desktop-command-close-tip = Goes back to the start; everything is saved already
desktop-command-save-copy = Save a copy…
desktop-command-save-copy-tip = Copies the whole study to another file
desktop-command-study = Show the study
desktop-command-study-tip = The sheets, the figures, what is left to do
desktop-command-key-first = Key, first pass
desktop-command-key-first-tip = First reading of the sheets
desktop-command-key-second = Key, second pass
desktop-command-key-second-tip = Second reading, by another person
desktop-command-settle = Settle the differences
desktop-command-settle-tip = Read the paper again where the two keyings differ
desktop-command-sheets = Browse the sheets
desktop-command-sheets-tip = Arrow keys to choose a sheet, Enter to open it
desktop-command-export = Export
desktop-command-export-tip = Write a CSV or Excel table
desktop-command-palette = All commands
desktop-command-palette-tip = Find a command by typing a few letters
desktop-command-settings = Settings
desktop-command-settings-tip = Language, theme, size of text
desktop-command-language = Passer en français
desktop-command-language-tip = Changes the window’s language
desktop-command-theme = Light or dark theme
desktop-command-theme-tip = Goes from one to the other
desktop-command-larger = Larger text
desktop-command-larger-tip = Up to 200%
desktop-command-smaller = Smaller text
desktop-command-smaller-tip = Down to 80%
desktop-command-normal = Text of normal size
desktop-command-normal-tip = 100%
desktop-command-help = Help and keys
desktop-command-help-tip = All keys of keying and of the window
desktop-command-back = Back
desktop-command-back-tip = Leaves this screen, nothing is lost
desktop-command-quit = Quit Recto
desktop-command-quit-tip = Closes the window; everything is saved already

# The window's title
desktop-title-keying = Keying
desktop-title-settling = Differences
desktop-title-sheet = Sheet
desktop-title-export = Export
desktop-title-settings = Settings
desktop-title-help = Help

# Keys as printed on keyboards
desktop-key-shift = Shift
desktop-key-escape = Esc
desktop-key-enter = Enter
desktop-key-backspace = Backspace
desktop-key-digits = 0 to 9
desktop-key-up = Up
desktop-key-down = Down
desktop-key-shift-enter = Shift Enter

# Common words
desktop-cancel = Cancel
desktop-start = Start
desktop-make = Make
desktop-open = Open
desktop-save = Save
desktop-browse = Browse…
desktop-retry = Try again
desktop-close = Close
desktop-stop = Stop
desktop-saved = Saved
desktop-saving = Saving…
desktop-back-short = back
desktop-help-short = help
desktop-percent = { $number }%

# Home
desktop-home-title = Recto
desktop-home-what = From paper questionnaires to a table you can trust: keyed twice, differences read again on paper.
desktop-home-begin = Begin
desktop-home-recent = Recent studies
desktop-home-empty = Nothing opened so far. Your studies will appear here.
desktop-home-empty-demo = To discover Recto, open the demo study: 148 sheets, already keyed twice.
desktop-home-forget = Enter opens the chosen study, Del takes it off this list (the file stays).
desktop-home-drop = Or drop a .recto file on the window.
desktop-home-offline = Offline: nothing leaves this computer.

# Palette
desktop-palette-field = What do you want to do?
desktop-palette-nothing = No command has that name. Delete a few letters.

# Who
desktop-who-key = Who is keying?
desktop-who-operator = Your name
desktop-who-operator-remark = The two passes of a sheet are keyed by two people. Nobody sees the other’s keying.
desktop-who-pass = Pass
desktop-who-settle = Who reads the paper again?
desktop-who-supervisor = Supervisor’s name
desktop-who-supervisor-remark = Each decision keeps the name of who took it, and when.
desktop-who-empty = Type a name: every keying keeps one.
desktop-pass-first = first
desktop-pass-second = second

# Paths
desktop-path-file = Path of the file
desktop-path-folder = Path of the folder
desktop-path-waiting = Choose in the window that has just opened. If nothing opened, type or paste the path here.
desktop-path-type = Type or paste the path, or browse the folders.
desktop-path-empty = Give a path.
desktop-kind-study = Recto study
desktop-kind-questionnaire = Questionnaire
desktop-kind-export = Table
desktop-kind-folder = Folder
desktop-demo-folder = Recto demo

# New study
desktop-new-remark = A study is one file: the questionnaire, the keyings, the decisions.
desktop-new-questionnaire = Questionnaire (.toml file)
desktop-new-questionnaire-empty = Choose the questionnaire’s file.
desktop-new-file = The study’s file
desktop-new-file-empty = Choose where to save the study.

# Overwriting
desktop-overwrite-title = This file exists already
desktop-overwrite = The file “{ $name }” exists in { $folder }. Write over it? What it held will be lost.
desktop-overwrite-do = Write over it

# Settings
desktop-settings-language = Language
desktop-settings-theme = Theme
desktop-theme-system = as the system
desktop-theme-light = light
desktop-theme-dark = dark
desktop-settings-paper = Paper stays white in both themes.
desktop-settings-text-size = Size of text
desktop-settings-sample = What were your needs when you met the mediators?
desktop-settings-remembered = These settings apply at once and stay on this computer.
desktop-settings-damaged = The settings could not be read: Recto starts afresh. The old file is kept: { $file }
desktop-settings-unkept = This setting will not be remembered at the next start: its file cannot be written. Your studies are not affected.

# Help
desktop-help-title = Help: the keys
desktop-help-keying = While keying
desktop-help-keying-remark = All from the number pad. The keys of missing answers ( . / * - here) are those that the questionnaire chooses.
desktop-help-window = In the window
desktop-help-window-remark = Letters and digits alone act on the study’s screen.
desktop-keying-digits = the code of the ticked box; moves on as soon as no longer code is possible
desktop-keying-enter = accept and go on; on an empty text: nothing written
desktop-keying-blank = blank on paper (inside a number: the decimal mark)
desktop-keying-dont-know = don’t know
desktop-keying-refused = refused
desktop-keying-illegible = illegible, or two boxes ticked
desktop-keying-repeat = as on the previous sheet; between two codes: separator
desktop-keying-backspace = delete; in an empty field: back to the previous question
desktop-keying-arrows = previous, next question, changing nothing
desktop-keying-go-to = go to a question by its number
desktop-keying-keep = keep as on the paper in spite of the warning
desktop-keying-note = note on this question, for the supervisor
desktop-keying-rest-blank = the rest of this page is blank
desktop-keying-line = line break in a text
desktop-keying-pause = pause: the sheet stays as it is, nothing is lost
desktop-keying-pick = when both keyings are visible: take one, the other, or your own reading

# The window itself
desktop-no-window = The window cannot be opened on this computer ({ $reasons }). The commands without a window work: recto --help

# Work
desktop-opening = Opening { $name }…
desktop-creating = Making { $name }…
desktop-making-demo = Making the demo study: 148 sheets are being keyed twice…
desktop-exporting = Writing the export…
desktop-copying = Copying the study…
desktop-copied = Copy saved: { $path }
desktop-export-done = Export written: { $path }
desktop-demo-failed = The demo could not be made: { $detail } Nothing else has changed.
desktop-diagnostic = line { $line }, column { $column }: { $sentence }
desktop-not-saved = Not saved
desktop-close-unsaved = Some answers are not on disk yet. Try again, or close once more to leave without them.
desktop-no-file-manager = The folder cannot be shown: { $folder }
desktop-new-sheets = The sheet numbers expected come from the questionnaire (sheets).

# The study's screen
desktop-reading = Reading the study…
desktop-sheets = The sheets
desktop-sheets-short = browse the sheets
desktop-sheets-empty = No sheet keyed so far. The first pass will make them appear.
desktop-state-to-key = to key
desktop-state-once = keyed once
desktop-state-twice = keyed twice
desktop-state-differences = differences
desktop-state-settled = settled
desktop-state-missing = passed over
desktop-sheet-spoken = Sheet { $number }: { $state }
desktop-sheet-spoken-extra = Sheet { $number }, number not expected: { $state }
desktop-pill-differences = To settle: { $count }
desktop-figure-twice = { $count ->
     [one] sheet keyed twice
    *[other] sheets keyed twice
    }
desktop-figure-twice-of = { $count ->
     [one] sheet keyed twice, of { $expected }
    *[other] sheets keyed twice, of { $expected }
    }
desktop-figure-open = { $count ->
     [one] question to settle
    *[other] questions to settle
    }
desktop-figure-missing = { $count ->
     [one] sheet passed over
    *[other] sheets passed over
    }
desktop-figure-once = { $count ->
     [one] sheet keyed once
    *[other] sheets keyed once
    }
desktop-figure-rate = differences per 10,000 answers
desktop-now-what = What now
desktop-next-settle = { $count ->
     [one] One question waits for you to read the paper again.
    *[other] { $count } questions wait for you to read the paper again.
    }
desktop-next-begin = Take the first sheet of the stack.
desktop-next-first = { $count ->
     [one] One sheet is left in the first pass.
    *[other] { $count } sheets are left in the first pass.
    }
desktop-next-second = { $count ->
     [one] One sheet is left in the second pass, for another person.
    *[other] { $count } sheets are left in the second pass, for another person.
    }
desktop-next-export = Everything is keyed and settled.
desktop-to-know = To know
desktop-nothing-to-know = Nothing to report.
desktop-and-more = { $count ->
     [one] and one more
    *[other] and { $count } more
    }
desktop-know-first-only = { $count ->
     [one] Keyed in the first pass only:
    *[other] Keyed in the first pass only:
    }
desktop-know-second-only = { $count ->
     [one] Keyed in the second pass only:
    *[other] Keyed in the second pass only:
    }
desktop-know-missing = { $count ->
     [one] This sheet was passed over:
    *[other] These { $count } sheets were passed over:
    }
desktop-know-extra = { $count ->
     [one] This number is not expected:
    *[other] These numbers are not expected:
    }
desktop-know-duplicates = { $count ->
     [one] Keyed more than once in one pass:
    *[other] Keyed more than once in one pass:
    }
desktop-know-unfinished-one = { $name } has not finished this sheet ({ $pass } pass):
desktop-know-unfinished = { $count } sheets are not finished:
desktop-who-keyed = Who keyed what
desktop-who-keyed-nobody = Nobody has finished a sheet so far.
desktop-share-first = { $count ->
     [one] one sheet in the first pass
    *[other] { $shown } sheets in the first pass
    }
desktop-share-second = { $count ->
     [one] one in the second pass
    *[other] { $shown } in the second pass
    }

# Export
desktop-export-what = What is to be exported?
desktop-export-final = final answers
desktop-export-first = first keying
desktop-export-second = second keying
desktop-export-resolutions = decisions
desktop-export-journal = journal
desktop-export-open = { $count ->
     [one] One question is not settled. Its cell stays empty, and the column recto_open names it: Recto does not choose for you.
    *[other] { $count } questions are not settled. Their cells stay empty, and the column recto_open names them: Recto does not choose for you.
    }
desktop-export-profile = For whom?
desktop-export-profile-full = for the team
desktop-export-profile-full-is = All that was keyed. Keep it among yourselves.
desktop-export-profile-funder = for a funder
desktop-export-profile-funder-is = Random numbers, ages in bands, words only with consent.
desktop-export-profile-public = for the public
desktop-export-profile-public-is = Counts only, small numbers masked (CSV or workbook).
desktop-export-format = In which form?
desktop-export-format-xlsx = Excel workbook (.xlsx)
desktop-export-format-xlsx-is = For a funder: data, dictionary, frequencies, keying quality.
desktop-export-format-csv = text (.csv)
desktop-export-format-csv-is = For any spreadsheet or program: the answers, one row per sheet.
desktop-export-format-dta = Stata file (.dta)
desktop-export-format-dta-is = For Stata and R: with labels, missing values and dates.
desktop-export-format-sav = SPSS file (.sav)
desktop-export-format-sav-is = For SPSS, PSPP and R: with labels, missing values and dates.
desktop-export-format-zip = data package (.zip)
desktop-export-format-zip-is = To archive or publish: CSV files described column by column.
desktop-export-format-html = codebook to read (.html)
desktop-export-format-html-is = To read or print: questions, codes, counts, keying quality.
desktop-export-format-xml = codebook for archives (.xml)
desktop-export-format-xml-is = The codebook that data archives ask for (DDI).
desktop-export-choices = Several answers
desktop-export-boxes = one column per box (0 or 1)
desktop-export-one-column = one column of codes
desktop-export-repeats = Tables of lines
desktop-export-lines = one file per table
desktop-export-columns = in columns
desktop-export-counting = Reading the sheets…
desktop-export-writing = Writing the rows…
desktop-export-finishing = Putting the file together…
desktop-export-beside = { $count ->
     [0] { $name }: no row.
     [one] { $name }: one row.
    *[other] { $name }: { $rows } rows.
    }
desktop-export-preset = Numbers and dates
desktop-export-excel-fr = French Excel
desktop-export-open-data = open data
desktop-export-values = Answers
desktop-export-codes = codes
desktop-export-labels = labels
desktop-export-do = Export
desktop-export-written = { $name } is written
desktop-export-rows = { $count ->
     [one] One row, not counting the header.
    *[other] { $rows } rows, not counting the header.
    }
desktop-export-open-left = { $count ->
     [one] One cell is empty because its difference is not settled.
    *[other] { $count } cells are empty because their differences are not settled.
    }
desktop-export-once-left = { $count ->
     [one] One sheet keyed only once is not in it.
    *[other] { $count } sheets keyed only once are not in it.
    }
desktop-export-unfinished-left = { $count ->
     [one] One unfinished sheet is not in it.
    *[other] { $count } unfinished sheets are not in it.
    }
desktop-export-show-folder = Open the folder
