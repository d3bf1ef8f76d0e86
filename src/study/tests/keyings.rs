//! Keyings are read once and shared between snapshots until something may have changed one.

use super::*;

fn decision(by: OperatorId) -> NewResolution {
    let target = Target::Field { variable: "age".to_owned(), line: 0, answer: Answer::NotApplicable };
    NewResolution {
        number: "001".to_owned(),
        target,
        means: Means::BlindReading,
        reason: String::new(),
        operator: by,
    }
}

/// DESIGN 14: a decision or a declaration does not make a large study be read anew; DESIGN 5.2: whatever
/// may change a keying does.
#[test]
fn keyings_are_shared_until_one_may_have_changed() {
    let (_folder, _path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin("small", ana, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001"), answer("age", Value::Integer(7)), Entry::Finish]);
    let first = study.snapshot("small").unwrap();
    study.resolve("small", &[decision(ana)]).unwrap();
    study.declare("small", ana, &[(None, Said::Void { reason: String::new() })]).unwrap();
    let decided = study.snapshot("small").unwrap();
    assert_eq!((decided.resolutions.len(), decided.declarations.len()), (1, 1));
    assert!(decided.keyings.are_those_of(&first.keyings));

    keep_all(&mut study, session, &[open("002"), answer("age", Value::Integer(8))]);
    let begun = study.snapshot("small").unwrap();
    assert!(!begun.keyings.are_those_of(&first.keyings));
    assert_eq!(begun.keyings.len(), 2);
    keep_all(&mut study, session, &[answer("age", Value::Integer(9))]);
    let corrected = study.snapshot("small").unwrap();
    assert_eq!(answer_of(&corrected.keyings[1], "age"), &Answer::Value(Value::Integer(9)));

    study.erase("small", &Scope::Sheet("001".to_owned()), "asked", ana).unwrap();
    let erased = study.snapshot("small").unwrap();
    assert_eq!((erased.keyings.len(), erased.resolutions.len()), (1, 0));
}

/// DESIGN 14: keyings that nobody looks at any more do not stay in memory.
#[test]
fn keyings_are_not_held_for_nobody() {
    let (_folder, _path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin("small", ana, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001"), answer("age", Value::Integer(7)), Entry::Finish]);
    let one = study.snapshot("small").unwrap().keyings;
    let mut other = study.snapshot("small").unwrap().keyings;
    assert!(one.are_those_of(&other));
    other[0].note = Some("changed here".to_owned());
    assert!(!one.are_those_of(&other) && one[0].note.is_none(), "a change is nobody else's");
    drop((one, other));
    assert!(study.snapshot("small").unwrap().keyings[0].note.is_none());
}
