# package: what a data package says about itself

package-files = Files
package-rows = { $rows ->
    [0] no row
    [one] one row
   *[other] { $rows } rows
}
package-description = what each column is: type, question, codes, missing values, keys (Frictionless Data Package v2)
package-empty = Not applicable, empty in an imported file, or a difference still open (then named in recto_open)
package-see-written = See the column _txt
package-format = CSV in UTF-8: comma, decimal point, ISO dates, line ends CRLF. Texts are exactly those of the paper; a text that starts with = stays as it is: open these files with a program for analysis rather than with a spreadsheet.
package-boxes = A question with several answers has one column per box: 1 ticked, 0 not ticked.
package-written = A column _txt keeps as written what its column cannot hold: a date with unreadable parts, an unknown code. The column then says recto:txt.
package-tokens = In a column where some text is itself the name of a missing code (NR), missing codes are written recto:NR. datapackage.json gives them column by column.
package-least = Smallest value
package-most = Largest value
package-mean = Mean
