//! Keys over a whole sheet and from sheet to sheet: what is put aside, what cannot be finished, numbers,
//! recordings. What one key does in one question stands in `table`.

use super::*;

/// Plays a recording key by key and as one burst, which must not differ, and what was kept must be
/// enough to make the record again.
fn play(recording: &str) -> Session {
    let keys = keys_of(recording);
    let mut single = session();
    let mut effects = Vec::new();
    for key in &keys {
        single.key(*key, &mut effects);
    }
    let mut burst = session();
    assert_eq!(burst.keys(&keys), effects);
    assert_eq!(said(&burst), said(&single));
    assert_replays(&single, &effects, recording);
    single
}

#[test]
fn the_same_answer_as_on_the_previous_sheet() {
    let mut session = session();
    session.keys(&keys_of(&format!("0001B2{REST_BLANK}<enter>")));
    assert_eq!(session.number(), Some("0002C"), "Enter at the end opens the next number");
    session.keys(&keys_of("+"));
    assert_eq!(session.record().field(FieldId(1)).answer, Answer::Value(Value::Code("2".into())));
    assert_eq!(session.record().field(FieldId(1)).origin, Origin::Repeated);
    // Nothing to repeat where the previous sheet was skipped.
    session.keys(&keys_of("<up>+"));
    assert_eq!(session.refusal(), Some(Refusal::NothingToRepeat));
}

#[test]
fn repeating_what_the_question_cannot_take_stops_again() {
    let mut session = session();
    session.keys(&keys_of(&format!("0001B2.....1463<f3>{REST_BLANK}<enter>")));
    assert_eq!(session.number(), Some("0002C"));
    session.keys(&keys_of("2.....+"));
    assert!(matches!(session.mode(), Mode::Stopped(Stop::Impossible(_))), "{}", said(&session));
}

/// An exclusive code that a longer one could continue ends the question; the digit that showed it is the
/// next question's.
#[test]
fn the_digit_after_an_exclusive_code_is_not_lost() {
    let form =
        FORM.replace(r#"{ name = "1", label = "a" }"#, r#"{ name = "1", label = "a", exclusive = true }"#);
    let mut session = Session::new(read_form(&form), Stack::default(), None, day());
    session.keys(&keys_of("0001B1186<enter>"));
    assert_eq!(session.record().answer(FieldId(3)), &Answer::Value(Value::Integer(86)), "{}", said(&session));
}

#[test]
fn a_sheet_with_an_unkeyed_question_cannot_be_finished() {
    // The field found is locked: keys of the next sheet, already on their way, are not answers here.
    let session = play("0001B2<f2>20<enter>1<enter>0912<enter>");
    assert_eq!(*session.mode(), Mode::Stopped(Stop::NotKeyed));
    assert_eq!(said(&session).split(':').next(), Some("STOP age"));
    let kept = play("0001B2<f2>20<enter>1<enter><f3>");
    assert_eq!(kept.refusal(), Some(Refusal::CannotKeep));
    // Once it is mended, the next question that is not keyed follows, not the answered ones.
    let mended = play("0001B2086<f2>6<enter>05112024<f2>20<enter>1<enter><backspace>12,5.");
    assert_eq!(said(&mended).split(':').next(), Some("since"));
}

/// DESIGN 5.5, 8: what was keyed in questions that a filter now skips is put aside, comes back with the
/// filter, is listed at the end, and can be kept as on the paper.
#[test]
fn answers_of_a_filter_changed_afterwards_are_put_aside() {
    let all = format!("0001B12<enter>{REST_BLANK}");
    let many = FieldId(2);
    let codes = Answer::Value(Value::Codes(vec!["2".into()]));
    let aside = play(&format!("{all}<f2>1<enter>2"));
    assert_eq!(aside.record().answer(many), &Answer::NotKeyed);
    assert_eq!(aside.aside().get(&many).map(|place| &place.answer), Some(&codes));
    assert_eq!(aside.summary().aside, 1);
    for back in ["<f2>1<enter>1", "<ctrl-z>", "<ctrl-z><ctrl-y><ctrl-z>"] {
        let back = play(&format!("{all}<f2>1<enter>2{back}"));
        assert_eq!(back.record().answer(many), &codes);
        assert!(back.aside().is_empty());
    }
    let kept = play(&format!("{all}<f2>1<enter>2<f2>2<enter><f3>"));
    assert_eq!(kept.record().answer(many), &codes);
    assert!(kept.record().field(many).kept && kept.aside().is_empty());
    let undone = play(&format!("{all}<f2>1<enter>2<f2>2<enter><f3><ctrl-z>"));
    assert_eq!(undone.aside().len(), 1);
    let over = play(&format!("{all}<f2>1<enter>2<f2>2<enter>9<enter><f3><ctrl-z>"));
    assert_eq!(over.aside().get(&many).map(|place| &place.answer), Some(&codes));
    // The sheet is finished without it.
    let finished = play(&format!("{all}<f2>1<enter>2<f2>20<enter><enter><enter>"));
    assert_eq!(finished.number(), Some("0002C"), "{}", said(&finished));
}

#[test]
fn numbers_already_keyed_are_refused_and_unfinished_ones_gone_on_with() {
    let questionnaire = form();
    let mut record = Record::empty(&questionnaire);
    record.field_mut(FieldId(0)).answer = Answer::Value(Value::Text("0003D".into()));
    record.field_mut(FieldId(1)).answer = Answer::Value(Value::Code("2".into()));
    let stack = Stack {
        expected: questionnaire.expected_sheet_numbers(),
        pass: [
            ("0001B".to_owned(), NumberState::Finished),
            ("0003D".to_owned(), NumberState::Unfinished(Box::new(record))),
        ]
        .into(),
        own_other_pass: ["0002C".to_owned()].into(),
        ..Stack::default()
    };
    let mut session = Session::new(questionnaire.clone(), stack.clone(), None, day());
    let effects = session.keys(&keys_of("0001B"));
    assert_eq!(*session.mode(), Mode::Stopped(Stop::Number(NumberProblem::AlreadyKeyed)));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Keep(_))));
    session.keys(&keys_of("<backspace>0002C<f3>"));
    assert_eq!(session.refusal(), Some(Refusal::CannotKeep), "one person never keys both passes of a sheet");
    let effects = session.keys(&keys_of("<backspace>0003D"));
    assert!(effects.contains(&Effect::Keep(Entry::Resume { number: "0003D".into(), keying: None })));
    assert_eq!(said(&session), "age: | num=0003D one=2", "on the question where it was left");
    // After a restart the session goes on there by itself.
    let resumed = Session::new(questionnaire, Stack { resume: Some("0003D".into()), ..stack }, None, day());
    assert_eq!(said(&resumed), "age: | num=0003D one=2");
    assert_eq!(resumed.opening_entries(), [Entry::Resume { number: "0003D".into(), keying: None }]);
}

/// A record that a practised keyer types comes back the same, with the flags that keying gives it.
#[test]
fn transcribed_records_replay() {
    for recording in [
        "0001B12<enter>......<enter>111<enter>.",
        "0005F129<enter>0861205-0505112024032021",
        "0009K2<up>29<enter><f3>",
    ] {
        let mut typist = session();
        typist.keys(&keys_of(recording));
        typist.keys(&keys_of(REST_BLANK));
        let mut target = typist.record().clone();
        for place in &mut target.fields {
            place.origin = Origin::Keyed;
        }
        let mut fresh = session();
        let (keys, effects) = transcribe(&mut fresh, &target).unwrap();
        let mut again = session();
        assert_eq!(again.keys(&keys), effects);
        assert!(crate::keying::transcribe::finished(&effects), "{recording}: {}", said(&again));
    }
}
