study-change-renamed-variable = { $old } is called { $new } now; its answers follow
study-change-removed-variable = { $variable } is asked no more; its answers stay in the journal and leave the exports
study-change-retyped = { $variable } changes its type; its answers are read again, those that cannot be stay as written
study-change-mapped-choice = { $variable }: code { $code } becomes { $to } (“{ $label }”)
study-change-removed-choice = { $variable }: code { $code } goes; sheets that hold it wait for a supervisor
study-change-mapped-missing = the missing answer { $old } becomes { $new }
study-change-removed-lines = { $name }: from { $old } to { $new } lines; the last ones stay in the journal

study-refusal-map-not-in-old = Map file: “{ $name }” does not exist in the study’s current version. Check the spelling; the old name stands on the left.
study-refusal-map-not-in-new = Map file: “{ $name }” does not exist in the new questionnaire. Check the spelling; the new name stands on the right.
study-refusal-map-twice = Map file: two old questions would become “{ $name }”. Only one can; give the other another name, or say that it is asked no more ([removed] variables).
study-refusal-map-code-not-in-old = Map file: { $variable } had no code “{ $code }”. Check the spelling; the old code stands on the left.
study-refusal-map-code-not-in-new = Map file: { $variable } has no code “{ $code }” in the new questionnaire. Check the spelling; the new code stands on the right.
study-refusal-map-missing = Map file: there is no missing answer “{ $name }”. Check the spelling.
study-refusal-map-idle = Map file: “{ $name }” is both renamed and removed. Keep one of the two.

study-revise-bad-map = The map file { $file } cannot be read. Nothing was changed.
    { $detail }
study-revise-keyed = { $sheets ->
    [0] No sheet was keyed yet.
    [one] One sheet already keyed keeps its answers; what is added will be “not asked” there.
   *[other] The { $sheets } sheets already keyed keep their answers; what is added will be “not asked” there.
}
