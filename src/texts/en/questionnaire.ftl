# questionnaire

# Around a problem found in a questionnaire file.
diagnostic-nearest = Did you mean “{ $nearest }”?

# The file
diagnostic-too-large = This file has { $size } MB; a questionnaire has { $most } at most. Check that it is the right file.
diagnostic-not-text = From here on this file is not text in UTF-8. If it is a questionnaire, save it again with the encoding UTF-8.
diagnostic-empty-file = This file is empty. A questionnaire begins with [questionnaire].
diagnostic-malformed-toml = This line does not follow TOML’s syntax ({ $message }). Correct it first: the rest of the file is checked after that.

# Keys and values
diagnostic-unknown-key = There is no key “{ $name }” here. Correct it or take it out.
diagnostic-useless-key = The key “{ $name }” has no use for a question of type { $type }. Take it out, or change the type.
diagnostic-missing-key = “{ $name }” is missing here. Add it.
diagnostic-empty-value = “{ $name }” is empty. Write its value.
diagnostic-wrong-type = “{ $name }” must be { $expected ->
        [text] a text in quotes
        [integer] a whole number, without quotes
        [number] a number, without quotes
        [truth] true or false, without quotes
        [list] a list in brackets
        [tables] a list of tables
        [table] a table
       *[label] a text, or a text for each language
    }; here it is { $kind ->
        [text] a text
        [integer] a whole number
        [number] a decimal number
        [truth] true or false
        [datetime] a date
        [list] a list
       *[table] a table
    }.
diagnostic-wrong-word = “{ $value }” is not possible for “{ $name }”. What is possible: { $allowed }.
diagnostic-out-of-range = “{ $name }” must be from { $least } to { $most }.
diagnostic-bad-language = “{ $name }” is not the code of a language. Write for example fr or en.
diagnostic-missing-translation = This text is not written in the questionnaire’s language ({ $language }). Add it.

# Names and numbers
diagnostic-bad-id = The identifier “{ $name }” can only have letters without accents, digits, hyphens and points.
diagnostic-bad-name = “{ $name }” cannot be a name: first a letter without accent, then letters, digits or _; 64 characters at most.
diagnostic-reserved-name = “{ $name }”: names that begin with recto_ are kept for the columns that Recto adds. Choose another name.
diagnostic-duplicate-name = The name “{ $name }” is already taken{ $line ->
        [0] {""}
       *[other] {" "}(line { $line })
    }. Capitals do not count. Give another name.
diagnostic-duplicate-number = The number “{ $number }” is already taken (line { $line }). Each printed number must be unique: people go to a question by it.
diagnostic-duplicate-id = The identifier “{ $name }” is already taken. Give another one.
diagnostic-column-like-name = The box “{ $other }” of the multiple choice “{ $name }” would have the same column name as the variable on line { $line }. Rename one of them.

# The sheet's number
diagnostic-unknown-sheet-number = No question is named “{ $name }”. Name the question of type sheet_number here.
diagnostic-sheet-number-type = “{ $name }” identifies the sheets: its type must be sheet_number.
diagnostic-second-sheet-number = “{ $name }” is a second sheet number. There is only one: change this question’s type.
diagnostic-sheet-number-filtered = The sheet number “{ $name }” is always asked: take out the filter (relevant) that holds for it.
diagnostic-bad-check-letters = “{ $value }” is not a row of check letters: letters without accents, each of them once.
diagnostic-bad-sheets = “{ $value }” does not give the printed numbers. Write the first and the last, for example "1-148".
diagnostic-sheets-too-long = The number { $value } does not fit in { $digits ->
        [one] the one box of the sheet number
       *[other] the { $digits } boxes of the sheet number
    }. Raise digits or correct sheets.

# Missing codes
diagnostic-no-blank-code = No code says “left blank”. Add for example [missing.NR] with means = "blank" and key = ".".
diagnostic-duplicate-meaning = “{ $name }” means the same as “{ $other }”. Each meaning (blank, dont_know, refused, illegible) has one code.
diagnostic-bad-missing-key = “{ $value }” cannot be the key of a code: one character, not a digit, not +, not a space.
diagnostic-duplicate-missing-key = The key “{ $value }” is already that of “{ $other }”. Choose another one (point and comma are one key).
diagnostic-duplicate-missing-number = The number { $value } is already that of another code. Choose another one.
diagnostic-bad-stata = “{ $value }” is not a missing value of Stata. Write ".a" to ".y" (".z" is kept for open differences).
diagnostic-unknown-missing = The questionnaire has no missing code “{ $name }”. Correct it, or add [missing.{ $name }].

# Choice lists
diagnostic-missing-choices = “choices” is missing: the list of possible answers. Add the name of a list of [choices].
diagnostic-unknown-choice-list = There is no choice list “{ $name }”. Correct the name, or add the list to [choices].
diagnostic-empty-choice-list = The choice list “{ $name }” is empty. Add its choices.
diagnostic-unused-choice-list = No question uses the choice list “{ $name }”. Take it out, or correct the question that should use it.
diagnostic-bad-code = “{ $code }” cannot be a code: letters and digits, no space, 32 at most.
diagnostic-duplicate-code = The code “{ $code }” stands twice in this list. Change one of them.
diagnostic-ambiguous-code = The codes “{ $code }” and “{ $other }” differ only by zeros or capitals: they would be taken for each other. Change one of them.
diagnostic-code-like-missing = The code “{ $code }” could be taken for the name or key of the missing code “{ $other }”. Change one of them.

# Pages
diagnostic-grid-without-rows = This grid has no row. Add at least one [[page.item.row]].
diagnostic-grid-names = This row gives { $given ->
        [one] one name
       *[other] { $given } names
    } for { $count ->
        [one] one column
       *[other] { $count } columns
    }. Give one name per column.
diagnostic-repeat-without-columns = This table of lines has no column. Add at least one [[page.item.column]].
diagnostic-not-in-repeat = A column cannot be of type { $type }. Put this question outside the table of lines.
diagnostic-too-many-questions = This questionnaire has more than { $most } places to key. Divide it into several questionnaires.
diagnostic-one-measure = An indicator computes one thing: share, count or mean; here are { $given }. Keep one.

# Expressions
diagnostic-expression-character = The character “{ $found }” has no meaning in an expression. Texts are written between straight apostrophes: 'text'.
diagnostic-expression-operator = “{ $found }” is not written like that in an expression.
diagnostic-expression-variable = A question is written {"${"}name{"}"}: a brace or the name is missing.
diagnostic-expression-quote = This text is not closed. Add the straight apostrophe or quotation mark that is missing.
diagnostic-expression-unfinished = The expression ends too early: a value or a parenthesis is missing at the end.
diagnostic-expression-unexpected = “{ $found }” is not expected here. Perhaps an operator (and, or, =…) or a parenthesis is missing before it.
diagnostic-expression-too-deep = This expression is too long or has too many parentheses. Divide it with questions of type calculate.
diagnostic-unknown-variable = No question is named “{ $name }”.
diagnostic-unknown-function = There is no function “{ $name }”.
diagnostic-unknown-column = The choice list has no column “{ $name }”.
diagnostic-bare-name = “{ $name }” is written without braces. A question is written {"${"}{ $name }{"}"}; a text, '{ $name }'.
diagnostic-argument-count = { $name }() is given { $given ->
        [0] no value
        [one] one value
       *[other] { $given } values
    }, but takes { $most ->
        [many] at least { $least }
       *[other] { $least ->
            [0] at most { $most }
           *[other] { $least } to { $most }
        }
    }.
diagnostic-type-mismatch = What is needed here is { $expected ->
        [condition] a condition (a comparison, for example {"${"}age{"}"} > 60)
        [number] a number
        [choices] a question with choices
        [date] a date
       *[text] a text
    }, but “{ $found }” is { $kind ->
        [condition] a condition
        [number] a number
        [text] a text
        [date] a date
        [month] a month
        [time] a time
        [choice] a choice
       *[choices] a multiple choice (use selected or count-selected)
    }.
diagnostic-cannot-compare = { $left ->
        [condition] A condition
        [number] A number
        [text] A text
        [date] A date
        [month] A month
        [time] A time
        [choice] A choice
       *[choices] A multiple choice
    } and { $right ->
        [condition] a condition
        [number] a number
        [text] a text
        [date] a date
        [month] a month
        [time] a time
        [choice] a choice
       *[choices] a multiple choice
    } do not go together with “{ $operator }”. Convert one of them, for example with number() or date().
diagnostic-cannot-compute = “{ $operator }” has no meaning here: “{ $found }”. Two dates, months or times can only be subtracted.
diagnostic-no-order = “{ $operator }” needs an order, but this question’s codes are not all whole numbers. Compare with = or !=.
diagnostic-unknown-code = The question “{ $name }” has no code “{ $code }”. Its codes: { $codes }.
diagnostic-use-selected = This question has several answers: write selected({ $found }, 'code') instead of a comparison.
diagnostic-bad-constant = “{ $text }” is not { $expected ->
        [date] a date. Write year-month-day, for example '2024-11-05'
        [month] a month. Write year-month, for example '2024-11'
        [time] a time. Write for example '09:30'
       *[number] a number
    }.
diagnostic-bad-pattern = “{ $pattern }” is not a regular expression that can be used. Correct it.
diagnostic-column-outside-repeat = “{ $name }” is a column of a table of lines: outside it, use sum() or count().
diagnostic-repeat-as-value = A table of lines has no value: use count() for its lines, or sum() for one of its columns.
diagnostic-not-a-repeat = count() counts the lines of a table: give it the name of a repeat or of one of its columns.
diagnostic-dot-outside-constraint = The point (the value keyed) can only be used in constraint. Write {"${"}name{"}"} here.
diagnostic-needs-variable = A question is needed here, written {"${"}name{"}"}.
diagnostic-needs-text = A text between apostrophes is needed here.
diagnostic-cycle = These filters or calculations go round in a circle: { $path }. Take out one of these dependences.
diagnostic-unreachable = No answer can fulfil this condition: what hangs on it would never be asked. Correct the filter: { $filter }

# recto check
check-none = { $file }: no problems.
check-count = { $file }: { $errors ->
        [0] no errors
        [one] one error
       *[other] { $errors } errors
    }, { $warnings ->
        [0] no warnings
        [one] one warning
       *[other] { $warnings } warnings
    }.
check-unreadable = { $file } cannot be read: { $cause }. Check the file’s name and your rights. Nothing was changed.

# An answer read from text
written-empty = nothing is written
written-unknown-code = the code “{ $code }” does not exist for this question
written-missing-not-allowed = “{ $name }” is not a possible answer to this question
written-not-a-number = this is not a number
written-not-a-whole-number = a whole number is needed, without decimals
written-too-many-decimals = { $most ->
        [one] one decimal at most
       *[other] { $most } decimals at most
    }
written-number-too-large = this number is too large
written-not-a-date = this is not a date (for example 05/11/2024)
written-impossible-date = this day does not exist
written-not-a-month = this is not a month (for example 11/2024)
written-impossible-month = this month does not exist
written-ambiguous-century = write the year with four digits ({ $years })
written-not-a-time = this is not a time (for example 09:30)
written-impossible-time = this time does not exist
written-calculated = this question is computed, it is never keyed

# Protecting people: privacy, bands, site, yes, publish
diagnostic-unclassified = “{ $name }” does not say what it tells about the person, though other questions do. Add privacy = "plain", "sensitive", "identifying", "free_text" or "consent".
diagnostic-privacy-of-text = Anything may be written in an open text. Write privacy = "free_text", or "identifying" if it tells who the person is.
diagnostic-privacy-not-text = This question is not an open text. Write privacy = "plain", "sensitive" or "identifying".
diagnostic-privacy-consent = A consent is a question of type select_one, with the code that means yes. Add for example yes = "1".
diagnostic-second-consent = “{ $name }” is a second consent; a questionnaire has one. Give one of the two another privacy.
diagnostic-bad-bands = Bands are a list of whole numbers that grow: the lowest of each band but the first. Write for example bands = [60, 70, 80].
diagnostic-unknown-site-column = Not every choice of this question has a column “{ $name }”. Add it to each choice, or write site = true.
diagnostic-unknown-yes = The code “{ $name }” is not in the list of choices. Write the code that means yes.
diagnostic-publish-private = A published question must be ordinary (privacy = "plain"); a sensitive one can be counted (publish = "table") but not used to break others down. Take publish out, or change privacy.
diagnostic-publish-needs-bands = A number is published in bands. Add for example bands = [60, 70, 80].
diagnostic-publish-by-several = Others cannot be broken down by a question with several answers. Write publish = "table".
