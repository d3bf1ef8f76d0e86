# study

study-error-missing = There is no file { $path }. It may have been moved or renamed: find it, then open it again. Nothing was changed.
study-error-exists = The file { $path } exists already. It was left as it is: choose another name.
study-error-not-a-study = { $path } is not a Recto study. The file was left as it is: choose a “.recto” file. If it should be one, open a backup from the folder “recto-backups”.
study-error-newer = { $path } was written by a newer Recto (format { $found }; this program knows format { $known }). The study was left as it is: install the latest Recto, then open it again.
study-error-damaged = { $path } is damaged and cannot be read in full. Nothing was written to it. Keep this file, and open the newest backup from the folder “recto-backups” beside it. (For support: { $detail })
study-error-read-only = Recto cannot write to { $path } or beside it. Everything that was saved is still there. Check that neither the file nor the folder is read-only, or copy the study to a folder of your own.
study-error-disk-full = There is no room left on the disk of { $path }. Everything marked “saved” is kept; the rest is waiting. Make room, then try again.
study-error-open-elsewhere = { $path } is already open elsewhere: in another Recto window, in another program or on another computer. Nothing was changed: close it there, then try again.
study-error-io = The disk or the system refused access to { $path }. Everything marked “saved” is kept. Check that the disk or the network is connected, then try again. (For support: { $detail })
study-error-same-operator = { $operator } already did the { $pass ->
    [first] first
   *[second] second
 } keying of sheet { $number }: the other keying must be done by someone else. Nothing was saved for this sheet: give it to another person.
study-error-empty-name = The person’s name is empty. Nothing was saved: type a name.
study-error-unknown-operator = This person is not in the study. Nothing was saved: choose them again by name.
study-error-unknown-questionnaire = The study holds no questionnaire “{ $id }”. Nothing was changed: check its identifier.
study-error-questionnaire-held = The study already holds the questionnaire “{ $id }”. Nothing was changed: to change it, use “recto revise”.
study-error-version-held = The study already holds a version “{ $version }” of the questionnaire “{ $id }”. Nothing was changed: give the new version another name, on the line “version” of the file.
study-error-unreadable-questionnaire = Version “{ $version }” of the questionnaire “{ $id }”, kept in the study, cannot be read by this program. The study was left as it is: install the latest Recto.
study-error-no-sheet-open = No sheet is open: the answer was not saved. Open a sheet by its number first.
study-error-no-such-keying = You have not begun sheet { $number }: there is nothing to go on with. Open it as a new sheet.

study-warning-synchronised = The study lies in a folder synchronised by { $service }. Two computers must not work in it at once; better keep it on the computer’s own disk and put copies there.
study-warning-network = The study lies on a network share: only one computer can open it at a time, and saving is slower.
study-warning-no-backup = The dated backup could not be made. The study itself is open and intact; save a copy elsewhere. (For support: { $detail })
study-warning-clock = The computer’s clock is behind the study’s last entry. The order of entries stays right, but check date and time.

study-choose-unknown = The study holds no questionnaire “{ $id }”. It holds: { $known }.
study-choose-which = The study holds several questionnaires: { $known }. Say which with “--questionnaire”.
study-questionnaire-unreadable = The questionnaire { $path } cannot be read. Nothing was changed. (Detail: { $detail })
study-questionnaire-faulty = The questionnaire { $path } has { $errors ->
    [one] one error
   *[other] { $errors } errors
 }: nothing was changed. Correct the file, then try again.

study-new-done = Study made: { $path } (questionnaire “{ $id }”, version “{ $version }”).

study-revise-same = Version “{ $version }” is already the study’s, word for word: nothing to add.
study-revise-changes = Changes accepted:
study-revise-refusals = Changes refused:
study-revise-none = Nothing changes in the questions: only the version has a new name.
study-revise-added = Version “{ $version }” of the questionnaire “{ $id }” was added to the study. Keyings already made keep their version.
study-revise-refused = The version was not added and the study is unchanged. Mend the questionnaire or the map file (“--map”) as said above, then start again.
study-revise-not-held = The study holds no questionnaire “{ $id }”; it holds: { $known }. Nothing was changed. Use one of these identifiers on the line “id”, or add this questionnaire to the study with “--add”.
study-revise-further = The questionnaire “{ $id }” was added to the study.

study-change-title = the title
study-change-text = { $variable }: its texts
study-change-choice-text = { $variable }: the label of code { $code } (“{ $old }” becomes “{ $new }”); the meaning must stay the same
study-change-layout = { $variable }: its place or form on the page
study-change-order = the order of the questions
study-change-filter = { $variable }: when it is asked
study-change-constraint = { $variable }: the values it takes
study-change-required = { $variable }: whether an answer is expected
study-change-missing-here = { $variable }: the missing answers it takes
study-change-calculation = { $variable }: how it is computed
study-change-protection = { $variable }: what it tells about the person
study-change-added-choice = { $variable }: code { $code } is added (“{ $label }”)
study-change-added-variable = { $variable } is added; on sheets already keyed it was not asked
study-change-added-missing = the missing answer { $name } is added
study-change-renamed-missing = the missing answer { $old } is now called { $new }
study-change-added-lines = { $name }: from { $old } to { $new } lines
study-change-check = check { $id }
study-change-indicator = indicator { $id }
study-change-sheets = the sheet numbers expected
study-change-pages = the layout of the pages

study-refusal-renamed = { $old } seems to be called { $new } now. Keep the old name, or say so in a map file, section [variables]: { $old } = "{ $new }".
study-refusal-removed = { $variable } is gone: answers already keyed would lose their question. Keep it; or say in a map file its new name ([variables] { $variable } = "…"), or that it is asked no more ([removed] variables = ["{ $variable }"]).
study-refusal-kind = { $variable } changes its type. Keep the old type and add a question of another name; or have the answers read again under the new type, in a map file: types = ["{ $variable }"].
study-refusal-moved = { $variable } moves into or out of a table: its answers would change places. Leave it where it was, and add a question of another name.
study-refusal-fewer-lines = { $name } has fewer lines than before ({ $new } instead of { $old }): answers on the last lines would have no place. Keep { $old } lines, or give the last ones up in a map file: [removed] lines = ["{ $name }"].
study-refusal-removed-choice = { $variable }: code { $code } is gone, though sheets may hold it. Keep it; or say in a map file which code replaces it ([codes.{ $variable }] "{ $code }" = "…"), or that it is removed ([removed.codes] { $variable } = ["{ $code }"]).
study-refusal-choice-meaning = { $variable }: code { $code } meant “{ $old }” and would mean “{ $new }”. Keep the old label; or say in a map file which code replaces it, or that it means the same: [codes.{ $variable }] "{ $code }" = "{ $code }".
study-refusal-missing = The missing answer { $name } is gone or changes its meaning. Keep it as it is, or say in a map file which one replaces it: [missing] { $name } = "…".
study-refusal-number = The sheet’s number changes its question or form: sheets already keyed could not be found again. Keep it as it is.

study-status-title = { $questionnaire }, version { $version }
study-status-expected = Sheets expected: { $count }
study-status-not-keyed = Not keyed yet: { $count }
study-status-once = Keyed once: { $count }
study-status-twice = Keyed twice: { $count }
study-status-unfinished = Begun, not finished: { $count }
study-status-differences = With differences to settle: { $count }
study-status-settled = Settled: { $count }
study-status-open = Differences to settle: { $count }
study-status-missing = Missing: { $numbers }
study-status-missing-first = Without a first keying: { $numbers }
study-status-missing-second = Without a second keying: { $numbers }
study-status-extra = Unexpected numbers: { $numbers }
study-status-duplicates = Keyed twice in one pass: { $numbers }
study-status-operator = { $name }: { $first ->
    [one] 1 sheet
   *[other] { $first } sheets
 } in the first keying, { $second ->
    [one] 1 sheet
   *[other] { $second } sheets
 } in the second

# Erasing
study-error-erased = Sheet { $number } was erased from this study: nothing can be keyed or taken under this number again. If the person answered anew, give the paper a new number.
study-error-no-such-sheet = The study holds no sheet { $number }. Nothing was erased. Check the number, check letter included (the numbers keyed are on the study’s screen, and in “recto status”).
study-error-no-reason = Nothing is erased without a reason. Nothing was erased. Write the reason, for example --reason "asked by the person".
study-error-unclassified = It is not known what these variables tell about the person: { $variables }. Nothing was done. In the questionnaire file, add privacy = "plain", "sensitive", "identifying", "free_text" or "consent" to each, change the version, then run “recto revise”.
study-error-retention-unknown = No end of retention is set in the study. Nothing was erased. Set it with “recto protect STUDY --operator NAME --retention YYYY-MM-DD”.
study-error-retention-runs = Identifying content is kept until { $until }. Nothing was erased. Wait for that day, or change it with “recto protect”.
study-warning-erasure = An erasure that was begun could not be finished ({ $detail }). The study itself shows nothing of what was erased, but a backup may still hold it. Check that the folder “recto-backups” is not write-protected, then open the study again.
study-status-erased = Erased: { $numbers }
study-warning-foreign-log = Beside the study lay the log of another file of the same name. It was not mixed into the study; it is kept in { $file }.
