settling-by-sheet = sheet by sheet
settling-by-question = question by question
settling-all-batches = all batches
settling-does-unreadable = sheet unreadable
settling-is-unreadable = This sheet is with the field team. F9 once it can be read again.
settling-own-keying = You keyed this sheet: better let somebody else settle it. The quality page will say so.
settling-why-overruled = Neither keying is right: why?
settling-why-unreadable = Sheet { $number }: what cannot be read? The field team will see this sentence.
settling-early-count = { $count ->
    [0] Sheet { $number }: no difference from the other keying.
    [one] Sheet { $number }: 1 difference from the other keying. Keep the paper at hand.
   *[other] Sheet { $number }: { $count } differences from the other keying. Keep the paper at hand.
}
settling-means-slip = with the slip
settling-slip-title = Sheet { $number }: a slip
settling-slip-how = Your two readings agree with the other keying. The { $count } questions between them can follow it.
settling-does-slip = settle all so
settling-does-one-by-one = read one by one
