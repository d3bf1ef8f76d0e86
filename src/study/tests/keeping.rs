//! What is kept comes back, and nothing that was kept is changed.

use jiff::Timestamp;

use super::*;
use crate::questionnaire::{Missing, Record};

/// DESIGN 5.2, 5.6: a keying comes back as keyed, across closing and opening.
#[test]
fn a_keying_comes_back() {
    let (_folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    let entries = [
        open("001"),
        answer("town", Value::Code("2".to_owned())),
        answer_in(&small(), "age", Answer::Missing(Missing::Illegible)),
        Entry::Answer {
            field: field(&small(), "remark"),
            answer: Answer::Value(Value::Text("=d’accord ".to_owned())),
            kept: true,
            origin: Origin::Repeated,
            cause: Cause::Redo,
        },
        Entry::Note { field: Some(field(&small(), "age")), text: "12 ou 72".to_owned() },
        Entry::Note { field: None, text: "page déchirée".to_owned() },
        Entry::Finish,
    ];
    keep_all(&mut study, session, &entries);
    study.close().unwrap();
    let study = Study::open_read_only(&path).unwrap();
    let snapshot = study.snapshot("small").unwrap();
    let [keying] = snapshot.keyings.as_slice() else { panic!("{} keyings", snapshot.keyings.len()) };
    assert_eq!((keying.number.as_str(), keying.pass, keying.operator), ("001", Pass::First, ana.id));
    assert_eq!(keying.record.sheet_number(&snapshot.questionnaire), "001");
    assert_eq!(answer_of(keying, "town"), &Answer::Value(Value::Code("2".to_owned())));
    assert_eq!(answer_of(keying, "age"), &Answer::Missing(Missing::Illegible));
    let remark = keying.record.field(field(&small(), "remark"));
    assert_eq!(remark.answer, Answer::Value(Value::Text("=d’accord ".to_owned())));
    assert_eq!((remark.kept, remark.origin), (true, Origin::Repeated));
    assert_eq!(keying.record.field(field(&small(), "age")).note.as_deref(), Some("12 ou 72"));
    assert_eq!(keying.note.as_deref(), Some("page déchirée"));
    assert!(keying.finished.is_some() && !keying.imported);
    assert_eq!(snapshot.last_entry, keying.finished);
    assert_eq!(snapshot.expected, ["001", "002", "003", "004"]);
    assert_eq!(snapshot.operators, [ana]);
}

/// DESIGN 5.2: the newest entry counts and the old ones stay, also when the clock is set back.
#[test]
fn corrections_are_new_entries() {
    let (_folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001"), answer("age", Value::Integer(7))]);
    study.close().unwrap();
    let mut study = Study::open(&path, &station()).unwrap();
    study.set_clock(|| Timestamp::UNIX_EPOCH);
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    let entries = [
        Entry::Resume { number: "001".to_owned(), keying: None },
        answer("age", Value::Integer(70)),
        answer("town", Value::Code("1".to_owned())),
        answer_in(&small(), "town", Answer::NotKeyed),
        Entry::Finish,
        Entry::Reopen,
        Entry::Renumber { number: "002".to_owned(), kept: false },
    ];
    keep_all(&mut study, session, &entries);
    let snapshot = study.snapshot("small").unwrap();
    let [keying] = snapshot.keyings.as_slice() else { panic!() };
    assert_eq!(answer_of(keying, "age"), &Answer::Value(Value::Integer(70)));
    assert_eq!(answer_of(keying, "town"), &Answer::NotKeyed);
    assert_eq!((keying.number.as_str(), keying.finished), ("002", None));
    let said: Vec<Happening> =
        study.history("small", "002").unwrap().into_iter().map(|line| line.what).collect();
    let age = |number| Happening::Answered {
        variable: "age".to_owned(),
        line: 0,
        answer: Answer::Value(Value::Integer(number)),
        kept: false,
        origin: Origin::Keyed,
        cause: Cause::Typed,
    };
    assert_eq!(said[0], Happening::Opened { number: "001".to_owned(), kept: false });
    assert_eq!(said[1], age(7));
    // The study was opened at another station, which the journal says.
    assert_eq!(said[2], Happening::AtStation { name: "desk".to_owned() });
    assert_eq!(said[3], age(70));
    assert_eq!(said.len(), 9);
}

/// DESIGN 5.2, 16: the file itself refuses changes to what was kept.
#[test]
fn the_journal_is_append_only() {
    let (_folder, _path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001"), answer("age", Value::Integer(7))]);
    study.set_plan(Plan { single_keying_allowed: true, ..Plan::default() }, None).unwrap();
    let keep = Target::KeepCheck { check: "C1".to_owned() };
    let (number, reason) = ("001".to_owned(), String::new());
    let decision = NewResolution { number, target: keep, means: Means::CheckKept, reason, operator: ana.id };
    study.resolve("small", &[decision]).unwrap();
    for (table, column) in [
        ("entries", "value"),
        ("keyings", "number"),
        ("resolutions", "reason"),
        ("versions", "source"),
        ("variables", "name"),
        ("settings", "value"),
    ] {
        let rows: i64 = study
            .connection
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .unwrap();
        assert!(rows > 0, "{table}");
        for statement in [format!("UPDATE {table} SET {column} = 'x'"), format!("DELETE FROM {table}")] {
            let refused = study.connection.execute(&statement, []).unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{statement}: {refused}");
        }
    }
}

/// DESIGN 5.4: one operator cannot key both passes of a sheet, however the name is written, unless the
/// study says so; nothing that follows lands on the sheet before.
#[test]
fn one_operator_keys_one_pass_of_a_sheet() {
    let (_folder, _path, mut study) = new_study();
    let ana = study.operator("Ana  Müller").unwrap();
    assert_eq!(study.operator("ANA MU\u{308}LLER ").unwrap(), ana);
    assert_eq!(study.operator("  "), Err(StudyError::EmptyName));
    let first = study.begin("small", ana.id, Pass::First).unwrap();
    keep_all(&mut study, first, &[open("001"), Entry::Finish]);
    let second = study.begin("small", ana.id, Pass::Second).unwrap();
    keep_all(&mut study, second, &[open("002")]);
    let refusal = StudyError::SameOperator {
        operator: "Ana Müller".to_owned(),
        number: "001".to_owned(),
        keyed: Pass::First,
    };
    let renumber = Entry::Renumber { number: "001".to_owned(), kept: false };
    assert_eq!(study.keep(second, &renumber), Err(refusal.clone()));
    keep_all(&mut study, second, &[answer("age", Value::Integer(3))]);
    assert_eq!(study.keep(second, &open("001")), Err(refusal.clone()));
    assert_eq!(study.keep(second, &answer("age", Value::Integer(9))), Err(StudyError::NoSheetOpen));
    assert_eq!(study.may_key("small", "001", Pass::Second, ana.id), Err(refusal));
    study.set_plan(Plan { same_operator_allowed: true, ..Plan::default() }, Some(ana.id)).unwrap();
    keep_all(&mut study, second, &[open("001")]);
    let ages: Vec<Answer> = study
        .snapshot("small")
        .unwrap()
        .keyings
        .iter()
        .map(|keying| answer_of(keying, "age").clone())
        .collect();
    assert_eq!(ages, [Answer::NotKeyed, Answer::Value(Value::Integer(3)), Answer::NotKeyed]);
}

/// DESIGN 5.1: after a stop, the operator finds the sheet and the place.
#[test]
fn unfinished_keyings_are_found() {
    let (_folder, _path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let bob = study.operator("Bob").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    let entries = [
        open("001"),
        answer("age", Value::Integer(7)),
        open("002"),
        Entry::Finish,
        open("003"),
        answer("town", Value::Code("1".to_owned())),
    ];
    keep_all(&mut study, session, &entries);
    let found = study.unfinished("small", ana.id, Pass::First).unwrap();
    let places: Vec<_> =
        found.iter().map(|unfinished| (unfinished.keying.number.as_str(), unfinished.last_field)).collect();
    let (town, age) = (field(&small(), "town"), field(&small(), "age"));
    assert_eq!(places, [("003", Some(town)), ("001", Some(age))]);
    assert_eq!(answer_of(&found[1].keying, "age"), &Answer::Value(Value::Integer(7)));
    assert!(study.unfinished("small", bob.id, Pass::First).unwrap().is_empty());
    assert!(study.unfinished("small", ana.id, Pass::Second).unwrap().is_empty());
    let own = study.own_keying("small", "002", Pass::First, ana.id).unwrap();
    assert!(own.is_some_and(|keying| keying.finished));
    let gone = StudyError::NoSuchKeying { number: "004".to_owned() };
    assert_eq!(study.keep(session, &Entry::Resume { number: "004".to_owned(), keying: None }), Err(gone));
}

/// DESIGN 13: a keying made elsewhere is taken whole or not at all, texts as they are.
#[test]
fn an_import_is_one_step() {
    let (_folder, _path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let bob = study.operator("Bob").unwrap();
    let taken = |number: &str, operator: OperatorId| {
        let mut record = Record::empty(&small());
        let remark = record.field_mut(field(&small(), "remark"));
        remark.answer = Answer::Value(Value::Text("  deux  espaces ".to_owned()));
        remark.origin = Origin::Imported;
        record.field_mut(field(&small(), "age")).answer = Answer::Missing(Missing::EmptyInFile);
        TakenKeying {
            number: number.to_owned(),
            number_kept: number == "9X",
            operator,
            record,
            finished: true,
        }
    };
    study.take_keyings("small", Pass::First, &[taken("001", ana.id), taken("9X", ana.id)]).unwrap();
    let refused = study.take_keyings("small", Pass::Second, &[taken("002", bob.id), taken("001", ana.id)]);
    assert!(matches!(refused, Err(StudyError::SameOperator { .. })));
    let snapshot = study.snapshot("small").unwrap();
    assert_eq!(snapshot.keyings.len(), 2);
    assert_eq!(
        answer_of(&snapshot.keyings[0], "remark"),
        &Answer::Value(Value::Text("  deux  espaces ".to_owned()))
    );
    assert_eq!(answer_of(&snapshot.keyings[0], "age"), &Answer::Missing(Missing::EmptyInFile));
    assert_eq!(answer_of(&snapshot.keyings[0], "town"), &Answer::NotKeyed);
    assert!(snapshot.keyings.iter().all(|keying| keying.imported && keying.finished.is_some()));
    let kept: Vec<bool> = snapshot.keyings.iter().map(|keying| keying.record.fields[0].kept).collect();
    assert_eq!(kept, [false, true]);
}

/// DESIGN 5.2, 9: decisions come back in order, and never change a keying.
#[test]
fn decisions_come_back() {
    let (_folder, path, mut study) = new_study();
    let eve = study.operator("Eve").unwrap();
    let targets = [
        Target::Field { variable: "age".to_owned(), line: 0, answer: Answer::Value(Value::Integer(7)) },
        Target::Field { variable: "age".to_owned(), line: 2, answer: Answer::NotApplicable },
        Target::Box { variable: "action".to_owned(), line: 1, choice: "4".to_owned(), ticked: true },
        Target::KeepCheck { check: "C03".to_owned() },
    ];
    let means = [Means::BlindReading, Means::SeenBoth, Means::File, Means::CheckKept];
    let decisions: Vec<NewResolution> = targets
        .into_iter()
        .zip(means)
        .map(|(target, means)| NewResolution {
            number: "001".to_owned(),
            target,
            means,
            reason: "relu".to_owned(),
            operator: eve.id,
        })
        .collect();
    let made = study.resolve("small", &decisions).unwrap();
    study.close().unwrap();
    let kept = Study::open(&path, &station()).unwrap().snapshot("small").unwrap().resolutions;
    assert_eq!(kept, made);
    assert!(kept.iter().zip(&decisions).all(|(kept, decision)| kept.target == decision.target));
}

/// DESIGN 16: sheets belong to a questionnaire; two of one study do not mix.
#[test]
fn questionnaires_do_not_mix() {
    let (_folder, path, mut study) = new_study();
    let other = changed(&[("id = \"small\"", "id = \"other\"")]);
    study.add_questionnaire(&other, None).unwrap();
    let held = StudyError::QuestionnaireHeld { id: "other".to_owned() };
    assert_eq!(study.add_questionnaire(&other, None), Err(held));
    let ana = study.operator("Ana").unwrap();
    let one = study.begin("small", ana.id, Pass::First).unwrap();
    let two = study.begin("other", ana.id, Pass::Second).unwrap();
    keep_all(&mut study, one, &[open("001")]);
    keep_all(&mut study, two, &[open("001"), answer("age", Value::Integer(5))]);
    keep_all(&mut study, one, &[answer("age", Value::Integer(4))]);
    study.close().unwrap();
    let study = Study::open(&path, &station()).unwrap();
    for (id, age) in [("small", 4), ("other", 5)] {
        let snapshot = study.snapshot(id).unwrap();
        assert_eq!(snapshot.keyings.len(), 1);
        assert_eq!(answer_of(&snapshot.keyings[0], "age"), &Answer::Value(Value::Integer(age)));
    }
    let unknown = StudyError::UnknownQuestionnaire { id: "none".to_owned() };
    assert_eq!(study.snapshot("none").err(), Some(unknown));
}
