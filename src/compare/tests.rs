//! Tests of this room on a small questionnaire; the real survey stands in `tests/promises`.

use crate::questionnaire::{Answer, Cell, CellContent, FieldId, Missing, Value};
use crate::study::{Means, Pass, Snapshot, Target};

use super::checks::failing_checks;
use super::equality::{Class, normalise, texts};
use super::final_record::{FinalRecord, Standing, final_record_of, final_records};
use super::sample::*;
use super::*;

fn cell(field: FieldId, choice: Option<u16>) -> Cell {
    Cell { field, choice }
}

fn queue(study: &Snapshot) -> Vec<QueueItem> {
    Review::of(Arc::new(study.clone())).queue
}

fn settled(study: &Snapshot) -> FinalRecord {
    final_record_of(study, &compare(study), "0001B").unwrap()
}

/// DESIGN 9: sheets are matched by number; missing, duplicate and unknown numbers reported; only
/// finished keyings count.
#[test]
fn sheets_are_matched_by_number_among_finished_keyings() {
    let mut unfinished = keying("0004E", Pass::First, &[]);
    unfinished.finished = None;
    let study = study(vec![
        keying("0002C", Pass::First, &[]),
        keying("0001B", Pass::First, &[]),
        keying("0003D", Pass::First, &[]),
        keying("0003D", Pass::First, &[]),
        unfinished,
        keying("0001B", Pass::Second, &[]),
        keying("0009K", Pass::Second, &[]),
        keying("0003D", Pass::Second, &[]),
    ]);
    let sheets = compare(&study).sheets;
    assert_eq!(sheets.both, [Pair { number: "0001B".to_owned(), first: 1, second: 5 }]);
    assert_eq!(sheets.first_only.iter().map(|sheet| sheet.number.as_str()).collect::<Vec<_>>(), ["0002C"]);
    assert_eq!(sheets.second_only.iter().map(|sheet| sheet.number.as_str()).collect::<Vec<_>>(), ["0009K"]);
    assert_eq!(sheets.duplicates, ["0003D"]);
    assert_eq!(sheets.unknown, ["0009K"]);
    assert_eq!(sheets.missing, ["0004E"]);
}

/// DESIGN 9: numbers without leading zeros still stand in the order of the stack.
#[test]
fn sheets_stand_in_the_order_of_their_numbers() {
    let mut numbers = ["10", "9B", "9A", "100", "x"];
    numbers.sort_by(|left, right| sheet_order(left, right));
    assert_eq!(numbers, ["9A", "9B", "10", "100", "x"]);
}

/// DESIGN 9: several choices are compared box by box, in any order of keying.
#[test]
fn boxes_are_compared_one_by_one() {
    let study = pair(&[(ACTION, codes(&["1", "10"]))], &[(ACTION, codes(&["1", "2"]))]);
    let comparison = compare(&study);
    let cells: Vec<_> = comparison.differences.iter().map(|difference| difference.cell).collect();
    assert_eq!(cells, [cell(ACTION, Some(1)), cell(ACTION, Some(2))]);
    assert_eq!(comparison.differences[0].second, CellValue::Ticked(true));
    assert_eq!(comparison.counts.compared, 3);
    assert_eq!(comparison.counts.different_outside_text, 2);
}

/// DESIGN 9: missing codes are values; a missing question differs from ticked boxes in every box.
#[test]
fn missing_codes_are_compared_as_values() {
    let blank = Answer::Missing(Missing::Blank);
    let study = pair(&[(AGE, blank.clone()), (ACTION, blank)], &[(AGE, integer(9)), (ACTION, codes(&["1"]))]);
    assert_eq!(compare(&study).counts.different, 4);
}

/// DESIGN 5.6 and 9: an empty cell of a file behaves as blank, and is no difference from a question
/// that was skipped; a value where the other skipped is one.
#[test]
fn empty_in_a_file_equals_blank_and_not_applicable() {
    let empty = Answer::Missing(Missing::EmptyInFile);
    let same = pair(&[(AGE, empty.clone()), (EVENT, empty)], &[(AGE, Answer::Missing(Missing::Blank))]);
    assert_eq!(compare(&same).counts.different, 0);
    assert_eq!(settled(&same).record.answer(AGE), &Answer::Missing(Missing::Blank));
    assert_eq!(compare(&pair(&[(AGE, integer(7))], &[])).counts.different, 1);
}

/// DESIGN 9: text is equal after Unicode, apostrophe and space normalisation; case, accents and
/// punctuation alone are spelling.
#[test]
fn texts_are_equal_after_normalisation_or_differ_in_spelling() {
    let table = [
        ("l'été ", "l\u{2019}e\u{301}te\u{301}", Class::Normalised),
        ("n°\u{a0}1", "n° 1", Class::Normalised),
        ("deux  mots\nici", "deux mots ici", Class::Normalised),
        ("Passer plus souvent", "passer plus souvent", Class::Spelling),
        ("rassurée.", "rassuree", Class::Spelling),
        ("tablette/ordinateur", "tablette ordinateur", Class::Spelling),
        ("rendez-vous", "rendezvous", Class::Spelling),
        ("10/10", "0/10", Class::Text),
        ("12,5", "125", Class::Text),
        ("le CCAS", "leCCAS", Class::Text),
        ("", "", Class::Equal),
    ];
    for (left, right, expected) in table {
        assert_eq!(texts(left, right), expected, "{left} / {right}");
        assert_eq!(texts(right, left), expected, "{right} / {left}");
    }
    assert_eq!(normalise(" a\u{a0} b’c "), "a b'c");
}

/// DESIGN 9: texts equal after normalisation take the normalised form in the final record, need no
/// decision, and are counted apart.
#[test]
fn a_text_equal_after_normalisation_is_settled_by_itself() {
    let study = pair(&[(REMARK, words("l’eau "))], &[(REMARK, words("l'eau"))]);
    let comparison = compare(&study);
    assert_eq!(comparison.counts.normalised_equal, 1);
    assert_eq!((comparison.counts.different, comparison.counts.open), (1, 0));
    let sheet = settled(&study);
    assert_eq!(sheet.record.answer(REMARK), &words("l'eau"));
    assert_eq!(sheet.standing(REMARK), Standing::Normalised);
    assert!(queue(&study).is_empty());
}

/// DESIGN 5.7: an open cell has no final answer, no side is picked.
#[test]
fn an_open_field_has_no_final_answer() {
    let study =
        pair(&[(AGE, integer(68)), (REMARK, words("a"))], &[(AGE, integer(86)), (REMARK, words("a"))]);
    let sheet = settled(&study);
    assert_eq!(sheet.record.answer(AGE), &Answer::NotKeyed);
    assert_eq!(sheet.open_cells(&questionnaire()), [cell(AGE, None)]);
    assert_eq!(sheet.record.answer(REMARK), &words("a"));
}

/// DESIGN 5.2: for one target the newest decision counts; keyings never change.
#[test]
fn the_newest_decision_counts() {
    let mut study = pair(&[(AGE, integer(68))], &[(AGE, integer(86))]);
    decide(&mut study, on_field("age", integer(68)), Means::BlindReading);
    decide(&mut study, on_field("age", integer(88)), Means::SeenBoth);
    let sheet = settled(&study);
    assert_eq!((sheet.record.answer(AGE), sheet.standing(AGE)), (&integer(88), Standing::Settled));
    assert_eq!(compare(&study).counts.open, 0);
    assert_eq!(compare(&study).counts.different, 1);
}

/// DESIGN 2: a correction changes an answer on which both keyings agree.
#[test]
fn a_correction_changes_what_both_say() {
    let mut study = pair(&[(AGE, integer(68))], &[(AGE, integer(68))]);
    decide(&mut study, on_field("age", integer(86)), Means::Correction);
    let sheet = settled(&study);
    assert_eq!((sheet.record.answer(AGE), sheet.standing(AGE)), (&integer(86), Standing::Corrected));
}

/// DESIGN 5.7: boxes that are not decided stay open, the agreed ones are said; all decided, the
/// question is.
#[test]
fn boxes_are_settled_one_by_one() {
    let mut study = pair(&[(ACTION, codes(&["1", "10"]))], &[(ACTION, codes(&["1", "2"]))]);
    decide(&mut study, on_box("2", true), Means::File);
    let sheet = settled(&study);
    let questionnaire = questionnaire();
    assert_eq!(sheet.cell(&questionnaire, cell(ACTION, Some(0))), Some(CellContent::Ticked(true)));
    assert_eq!(sheet.cell(&questionnaire, cell(ACTION, Some(1))), Some(CellContent::Ticked(true)));
    assert_eq!(sheet.open_cells(&questionnaire), [cell(ACTION, Some(2))]);
    assert_eq!(compare(&study).counts.open, 1);
    decide(&mut study, on_box("10", false), Means::File);
    assert_eq!(settled(&study).record.answer(ACTION), &codes(&["1", "2"]));
}

/// A decision on the whole question covers its boxes; a later one on a box stands over it.
#[test]
fn a_decision_on_a_question_covers_its_boxes() {
    let mut study = pair(&[(ACTION, codes(&["1"]))], &[(ACTION, codes(&["2"]))]);
    decide(&mut study, on_field("action", codes(&["1", "2"])), Means::BlindReading);
    assert_eq!(settled(&study).record.answer(ACTION), &codes(&["1", "2"]));
    decide(&mut study, on_box("2", false), Means::Correction);
    assert_eq!(settled(&study).record.answer(ACTION), &codes(&["1"]));
    decide(&mut study, on_field("action", codes(&["10"])), Means::Correction);
    assert_eq!(settled(&study).record.answer(ACTION), &codes(&["10"]));
}

/// DESIGN 5.7: a sheet keyed once has a final record only when the study's plan allows it.
#[test]
fn a_sheet_keyed_once_needs_the_plan_to_allow_it() {
    let mut study = study(vec![keying("0001B", Pass::Second, &[(AGE, integer(5))])]);
    assert_eq!(final_records(&study, &compare(&study)).count(), 0);
    study.plan.single_keying_allowed = true;
    assert_eq!(settled(&study).keyings, 1);
}

/// DESIGN 9: the queue holds failing hard checks, also where both keyings agree, until they are kept or
/// corrected; a keep counts for the answer it was given for.
#[test]
fn values_as_written_wait_until_kept_or_corrected() {
    let written = Answer::Value(Value::AsWritten("6x".to_owned()));
    let mut study = pair(&[(AGE, written.clone())], &[(AGE, written.clone())]);
    let states =
        |study: &Snapshot| -> Vec<State> { queue(study).into_iter().map(|item| item.state).collect() };
    assert_eq!(states(&study), [State::Open]);
    decide(&mut study, Target::KeepCheck { check: "age".to_owned() }, Means::CheckKept);
    assert_eq!(states(&study), [State::Settled]);
    decide(&mut study, on_field("age", written), Means::Correction);
    assert_eq!(states(&study), [State::Open], "a newer answer must be kept anew");
    decide(&mut study, on_field("age", integer(6)), Means::Correction);
    assert_eq!(states(&study), []);
}

/// DESIGN 13: a sheet number with a wrong check letter is taken and flagged.
#[test]
fn a_wrong_check_letter_is_a_failing_check() {
    let study = study(vec![keying("0001C", Pass::First, &[]), keying("0001C", Pass::Second, &[])]);
    let compared = compare(&study);
    let failing: Vec<_> = failing_checks(&study, &compared).collect();
    assert_eq!(failing.len(), 1);
    assert_eq!((failing[0].name.as_str(), failing[0].source), ("num", CheckSource::SheetNumber));
}

/// DESIGN 9: the queue goes in sheet order, then paper order, the boxes of a question together.
#[test]
fn the_queue_follows_the_stack_and_the_paper() {
    let study = study(vec![
        keying("0002C", Pass::First, &[(AGE, integer(1))]),
        keying("0001B", Pass::First, &[(REMARK, words("a")), (ACTION, codes(&["1"]))]),
        keying("0001B", Pass::Second, &[(REMARK, words("b")), (ACTION, codes(&["2"]))]),
        keying("0002C", Pass::Second, &[(AGE, integer(2))]),
    ]);
    let items = queue(&study);
    let places: Vec<_> = items.iter().map(|item| (item.number.as_str(), item.field().unwrap())).collect();
    assert_eq!(places, [("0001B", ACTION), ("0001B", REMARK), ("0002C", AGE)]);
    assert_eq!(items[0].item, Item::Difference { field: ACTION, cells: 0..2 });
}

/// DESIGN 9: a third reading equals one of the two, or all three are shown.
#[test]
fn a_third_reading_settles_or_not() {
    let questionnaire = questionnaire();
    let blank = Answer::Missing(Missing::Blank);
    let verdict = |field, first: &Answer, second: &Answer, reading: &Answer| {
        settle_reading(&questionnaire, field, first, second, reading)
    };
    assert_eq!(verdict(AGE, &integer(1), &integer(2), &integer(1)), Verdict::First);
    assert_eq!(verdict(AGE, &integer(1), &blank, &blank), Verdict::Second);
    assert_eq!(verdict(AGE, &integer(1), &integer(2), &integer(3)), Verdict::Neither);
    assert_eq!(verdict(REMARK, &words("l’eau"), &words("eau"), &words("l'eau")), Verdict::First);
    assert_eq!(verdict(REMARK, &words("Eau"), &words("vin"), &words("eau")), Verdict::Neither);
    let (one, two) = (codes(&["1"]), codes(&["2"]));
    assert_eq!(verdict(ACTION, &one, &two, &two), Verdict::Second);
    assert_eq!(verdict(ACTION, &one, &two, &codes(&["1", "2"])), Verdict::BoxByBox);
    assert_eq!(verdict(ACTION, &one, &two, &codes(&["1", "10"])), Verdict::Neither, "both say 10 is empty");
    assert_eq!(verdict(ACTION, &one, &blank, &two), Verdict::Neither);
    assert_eq!(verdict(ACTION, &one, &blank, &blank), Verdict::Second);
}

/// Boxes that a file filled in a way the question cannot take are compared box by box.
#[test]
fn boxes_kept_as_written_are_compared_apart() {
    let written = Answer::Value(Value::AsWritten("1|2|0".to_owned()));
    let mut study = pair(&[(ACTION, written)], &[(ACTION, codes(&["1"]))]);
    let comparison = compare(&study);
    assert_eq!(comparison.differences.len(), 1);
    assert_eq!(comparison.differences[0].cell, cell(ACTION, Some(1)));
    decide(&mut study, on_box("2", true), Means::File);
    assert_eq!(settled(&study).record.answer(ACTION), &codes(&["1", "2"]));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn answers() -> impl Strategy<Value = Vec<(FieldId, Answer)>> {
        let missing = prop_oneof![
            Just(Answer::NotKeyed),
            Just(Answer::Missing(Missing::Blank)),
            Just(Answer::Missing(Missing::EmptyInFile)),
        ];
        let age = prop_oneof![missing.clone(), (0..3i64).prop_map(integer)];
        let boxes = prop::sample::subsequence(vec!["1", "2", "10"], 0..=3).prop_map(|chosen| codes(&chosen));
        let written = Just(Answer::Value(Value::AsWritten("1||x".to_owned())));
        let action = prop_oneof![missing.clone(), boxes, written];
        let remark = prop_oneof![missing, "[aAé’' ]{0,4}".prop_map(|text| words(&text))];
        (age, action, remark)
            .prop_map(|(age, action, remark)| vec![(AGE, age), (ACTION, action), (REMARK, remark)])
    }

    proptest! {
        /// Comparing is symmetric: with the passes exchanged, the same cells differ in the same way, and
        /// the final record is the same.
        #[test]
        fn comparing_is_symmetric(first in answers(), second in answers()) {
            let (one, other) = (pair(&first, &second), pair(&second, &first));
            let (left, right) = (compare(&one), compare(&other));
            prop_assert_eq!(left.counts, right.counts);
            for (left, right) in left.differences.iter().zip(&right.differences) {
                prop_assert_eq!((left.cell, left.class), (right.cell, right.class));
                prop_assert_eq!((&left.first, &left.second), (&right.second, &right.first));
            }
            let empty_alike = |sheet: FinalRecord| {
                let questionnaire = questionnaire();
                let cells = questionnaire.cells();
                cells.iter().map(|cell| sheet.cell(&questionnaire, *cell).map(CellValue::from)).collect::<Vec<_>>()
            };
            prop_assert_eq!(empty_alike(settled(&one)), empty_alike(settled(&other)));
        }

        /// The counts and cells are those of a comparison by the book: every cell of both records, one by
        /// one, nothing packed.
        #[test]
        fn comparing_is_as_by_the_book(first in answers(), second in answers()) {
            let study = pair(&first, &second);
            let (questionnaire, comparison) = (questionnaire(), compare(&study));
            let records = (&*study.keyings[0].record, &*study.keyings[1].record);
            let (mut compared, mut cells) = (0, Vec::new());
            for cell in questionnaire.cells().into_iter().filter(|cell| cell.field != NUMBER) {
                let variable = questionnaire.field_variable(cell.field);
                let (one, other) = (records.0.answer(cell.field), records.1.answer(cell.field));
                let (left, right) = (one.cell(variable, cell.choice), other.cell(variable, cell.choice));
                let says = left != CellContent::Empty || right != CellContent::Empty;
                // The boxes of a question that was filled in the same way are compared, empty ones too.
                compared += u64::from(says || one == other && !one.is_empty_in_files());
                let blanks = [one, other].contains(&&Answer::Missing(Missing::Blank))
                    && [one, other].contains(&&Answer::Missing(Missing::EmptyInFile));
                if left != right && !blanks {
                    cells.push((cell, CellValue::from(left), CellValue::from(right)));
                }
            }
            prop_assert_eq!(comparison.counts.compared, compared);
            prop_assert_eq!(comparison.counts.different, cells.len() as u64);
            let found: Vec<_> = comparison.differences.into_iter()
                .map(|one| (one.cell, one.first, one.second)).collect();
            prop_assert_eq!(found, cells);
        }

        /// The final record of two identical keyings is that keying, texts untouched.
        #[test]
        fn identical_keyings_are_their_final_record(answers in answers()) {
            let study = pair(&answers, &answers);
            prop_assert_eq!(compare(&study).counts.different, 0);
            let sheet = settled(&study);
            let keyed: Vec<_> = study.keyings[0].record.fields.iter().map(|field| &field.answer).collect();
            let said: Vec<_> = sheet.record.fields.iter().map(|field| &field.answer).collect();
            prop_assert_eq!(said, keyed);
        }

        /// Deciding every differing cell leaves nothing open.
        #[test]
        fn deciding_every_difference_settles_the_sheet(first in answers(), second in answers()) {
            let mut study = pair(&first, &second);
            for difference in compare(&study).differences {
                match difference.cell.choice {
                    Some(choice) => {
                        let code = ["1", "2", "10"][usize::from(choice)];
                        decide(&mut study, on_box(code, true), Means::File);
                    }
                    None => {
                        let name = questionnaire().field_variable(difference.cell.field).name.clone();
                        decide(&mut study, on_field(&name, Answer::Missing(Missing::Illegible)), Means::File);
                    }
                }
            }
            prop_assert_eq!(compare(&study).counts.open, 0);
            prop_assert_eq!(settled(&study).open_cells(&questionnaire()), []);
        }
    }
}
