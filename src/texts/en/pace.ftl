# Speed of keying

pace-status-line = { $name }: { $keys } keys and { $sheets } sheets per hour without pauses, { $pauses ->
    [0] no pause
    [one] { $pauses } pause
   *[other] { $pauses } pauses
 }, { $corrections ->
    [0] no correction
    [one] { $corrections } correction
   *[other] { $corrections } corrections
 }
