# import

import-place-line = Line { $line }:{" "}
import-place-cell = Line { $line }, column { $column } ({ $name }):{" "}
import-place-sheet = sheet { $sheet },{" "}

import-not-utf8 = the text is not UTF-8 (byte { $byte }). Save the file as “CSV UTF-8” and try again.
import-empty = the file holds no sheet.
import-unknown-column = { $near ->
    [0] no question is called “{ $name }”. Correct the name or take the column out.
   *[other] no question is called “{ $name }”. Perhaps “{ $nearest }”?
}
import-column-twice = the column “{ $name }” is there twice. Keep one.
import-column-missing = the column “{ $name }” is missing.
import-cell-count = { $found ->
    [one] one cell,
   *[other] { $found } cells,
} but the header has { $expected }. See whether a text with a separator in it lacks its quotes.
import-cell = “{ $value }”: { $why }.
import-not-a-box = a box takes 1, 0 or the name of a missing code
import-mixed-boxes = this does not go with the other boxes of the question: a missing code holds for all of them
import-no-number = the sheet has no number.
import-no-operator = the line names nobody.
import-sheet-twice = this sheet already stands on line { $first }.
import-already-keyed = this sheet is already keyed in this pass.
import-same-operator = { $operator } already made the other keying of this sheet; somebody else must make the second.

import-refused = { $problems ->
    [one] Nothing was imported: one problem in { $path }.
   *[other] Nothing was imported: { $problems } problems in { $path }.
}
import-what-to-do = Correct the file from the paper, or add --as-is to keep impossible values, flagged, or --partial to take only the sheets without a problem.
import-unreadable = { $path } could not be read: { $error }.
import-taken = { $sheets ->
    [0] No sheet imported.
    [one] One sheet imported.
   *[other] { $sheets } sheets imported.
}
import-flagged = { $answers ->
    [one] One answer is flagged (out of range, in a skipped question, or kept as written).
   *[other] { $answers } answers are flagged (out of range, in a skipped question, or kept as written).
}
import-odd-numbers = Numbers to look at (wrong check letter or unexpected number): { $numbers }
import-absent = Columns that the file does not have, left empty: { $columns }
import-left = { $problems ->
    [one] One problem; its sheet was not taken.
   *[other] { $problems } problems; their sheets were not taken.
}
import-kept = Kept as written and flagged.
import-more-like-these = … and { $problems ->
    [one] one more problem like these.
   *[other] { $problems } more problems like these.
}
