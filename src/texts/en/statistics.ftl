# statistics: what Stata and SPSS files say about themselves

statistics-as-written = As written: { $label }
statistics-why-missing = Why missing: { $label }
statistics-open-cells = Columns of the sheet that are still open
statistics-keyings = Number of keyings behind the row
statistics-line = Line of the table on paper
statistics-line-number = line
statistics-answered = Answered
statistics-open-cell = Difference still open
statistics-see-written = See the variable _txt
statistics-questionnaire = Questionnaire { $id }, version { $version }
statistics-last-entry = Last entry of the study: { $day }
statistics-open = { $open ->
    [0] No open difference.
    [one] One difference still open: its cell is empty and recto_open names it.
   *[other] { $open } differences still open: their cells are empty and recto_open names them.
}
statistics-program = Made with Recto { $version }
statistics-named = Name in the questionnaire: { $name }
statistics-note-stata-missing = Missing values: . not applicable; { $codes }; .y see the variable _txt; .z difference still open.
statistics-note-stata-times = Times are %tc of 1 January 1960, shown HH:MM.
statistics-note-written = A variable _txt keeps as written what its variable cannot hold: a date with unreadable parts, an unknown code, a number of more than 15 digits, a code that is not a number.
statistics-note-why = A variable _miss says why a text is missing.
statistics-note-spss-missing = System-missing: not applicable, a difference still open (named in recto_open), or a value kept in the variable _txt. Declared missing: { $codes }; moved (-99 becomes -1099) where answers come near.
statistics-note-parts = A text of more than 32,760 bytes goes on in the variables _p2, _p3…
statistics-note-spss-months = A month is at the first day of the month.
