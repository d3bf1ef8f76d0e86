//! What is declared beside keying: kept, taken back, erased (DESIGN 5.2, 5.10).

use super::*;
use crate::study::declaration::standing;

/// DESIGN 5.2, 5.10: a declaration stays when it is taken back, and goes with its sheet.
#[test]
fn declarations_are_kept_taken_back_and_erased() {
    let (_folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin("small", ana, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001"), Entry::Finish]);
    let void = |number: &str| (Some(number.to_owned()), Said::Void { reason: format!("SPOILED{number}") });
    let made = study.declare("small", ana, &[void("001"), void("002"), void("003")]).unwrap();
    study.declare("small", ana, &[(None, Said::Withdrawn { declaration: made[1].id })]).unwrap();
    study.close().unwrap();

    let mut study = Study::open(&path, &station()).unwrap();
    let all = study.declarations("small").unwrap();
    assert_eq!(all.len(), 4);
    assert_eq!(standing(&all).cloned().collect::<Vec<_>>(), [made[0].clone(), made[2].clone()]);

    study.erase("small", &Scope::Sheet("001".to_owned()), "asked", ana).unwrap();
    study.close().unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!holds("SPOILED001") && holds("SPOILED003"));
    let mut study = Study::open(&path, &station()).unwrap();
    assert!(study.declare("small", ana, &[void("001")]).is_err(), "an erased sheet says nothing any more");
}
