# What follows from settling: questions that came due, sheets found under another number.

settled-status-due = Questions that a settled filter asks and nobody has read: { $count }
settled-status-matched = Sheet { $sheet }: the { $pass ->
    [first] first
   *[second] second
 } keying was keyed as { $keyed }.
settled-status-set-aside = { $keyed }: the { $pass ->
    [first] first
   *[second] second
 } keying is set aside and counts for no sheet.
settled-know-keyed-as = { $count ->
     [one] Keyed as { $keyed }, counted as this sheet:
    *[other] Keyed under another number, counted as:
    }
settled-sheet-keyed-as = keyed as { $keyed }
settled-read-once = { $count ->
     [one] One answer was read by one person only: a settled filter asks for it and neither keying had it.
    *[other] { $shown } answers were read by one person only: a settled filter asks for them and neither keying had them.
    } They are not part of the comparison.
settled-read-differently = The last two readings of this question differ. Read it once more: this reading counts.
settled-came-due = The filter that was settled asks this question, and neither keying has it.
settled-fell-away = The question before is settled or has fallen away. This one is next.
settled-does-read = read it
settled-how-slip = A slip
settled-a-keying = one keying
settled-your-reading = your reading
settled-counts-as = { $keyed } counts as { $sheet }
settled-due-how = Neither keying has this question. Your reading will be the answer.
settled-read-again = This question is settled. It was drawn to be read again: what was decided stays hidden.
settled-but-unreadable = Settled as far as the sheets can be read
settled-unreadable-are = { $count ->
     [one] With the field team: { $numbers }. What differs there stays empty in exports, and is named.
    *[other] With the field team, { $count } sheets: { $numbers }. What differs there stays empty in exports, and is named.
    }
settled-batch-nth = Batch { $nth }
settled-due-open = { $count ->
     [one] One question that a settled filter asks has not been read yet: its cells are empty.
    *[other] { $shown } questions that settled filters ask have not been read yet: their cells are empty.
    }
settled-of-whole-study = This statement describes the whole study as it was keyed; the data in this file are a coarser part of it.
settled-boxes-left = “{ $column }”: nobody has read this question yet; give all its boxes, or its codes in one cell.
