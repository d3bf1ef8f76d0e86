//! A review brought up to date after decisions is the review that a whole new comparison gives (DESIGN 9,
//! 14): on the survey, with mistakes, slips, sheets keyed once, wrong filters and broken rules.

use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;
use recto::compare::{Review, State, Watch};
use recto::desktop::board::Board;
use recto::questionnaire::{Answer, Missing, Questionnaire, Value};
use recto::study::{
    Declaration, Matching, Means, Move, OperatorId, Pass, Resolution, Said, Snapshot, Target,
};
use uuid::Uuid;

use super::simulate;

const M2S: &str = include_str!("../../questionnaires/m2s-impact-2024.toml");

/// Something that happens to a study.
#[derive(Clone, Debug)]
enum Step {
    /// A stop of the queue is decided: as the first or second keying says, as neither does, or kept.
    Settle { stop: usize, how: u8 },
    /// Any question of any sheet is corrected, filters too; the filter of a table more often than by chance.
    Correct { sheet: usize, field: usize, how: u8 },
    /// One box of a multiple choice is decided.
    Box { sheet: usize, field: usize, choice: usize, ticked: bool },
    /// A keying counts for another sheet, or for none.
    Move { keying: usize, aside: bool },
    /// The last matching is taken back.
    MoveBack,
    /// The plan is changed.
    OnceCounts,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (any::<usize>(), any::<u8>()).prop_map(|(stop, how)| Step::Settle { stop, how }),
        6 => (any::<usize>(), any::<usize>(), any::<u8>())
            .prop_map(|(sheet, field, how)| Step::Correct { sheet, field, how }),
        3 => (any::<usize>(), any::<usize>(), any::<usize>(), any::<bool>())
            .prop_map(|(sheet, field, choice, ticked)| Step::Box { sheet, field, choice, ticked }),
        1 => (any::<usize>(), any::<bool>()).prop_map(|(keying, aside)| Step::Move { keying, aside }),
        1 => Just(Step::MoveBack),
        1 => Just(Step::OnceCounts),
    ];
    prop::collection::vec(step, 1..14)
}

/// Sheets keyed twice and a few keyed once, some under a number that does not exist.
fn study(questionnaire: &Arc<Questionnaire>, seed: u64) -> Snapshot {
    let mut chance = simulate::Chance(seed);
    let papers = simulate::sheets(questionnaire, 12, &mut chance);
    let mut keyings = Vec::new();
    for (at, paper) in papers.iter().enumerate() {
        let number = questionnaire.format_sheet_number(at as u32 + 1);
        for pass in [Pass::First, Pass::Second] {
            let mut record = paper.clone();
            let whose = (pass, number.as_str());
            simulate::mistakes(questionnaire, &mut record, whose, 0.04, &mut chance, &mut Vec::new());
            if pass == Pass::Second && at % 4 == 0 {
                simulate::slip(questionnaire, &mut record, whose, 5, &mut chance);
            }
            if !(pass == Pass::Second && at % 5 == 4) {
                keyings.push((number.clone(), pass, record));
            }
        }
    }
    Snapshot { expected: questionnaire.expected_sheet_numbers(), ..simulate::study(questionnaire, keyings) }
}

fn resolution(snapshot: &Snapshot, number: String, target: Target, means: Means) -> Resolution {
    let id = Uuid::from_u128(1_000 + snapshot.resolutions.len() as u128);
    let operator = OperatorId(Uuid::from_u128(9));
    let reason = String::new();
    Resolution { id, number, target, means, reason, operator, at: Timestamp::UNIX_EPOCH }
}

fn declaration(snapshot: &Snapshot, said: Said) -> Declaration {
    let id = Uuid::from_u128(5_000 + snapshot.declarations.len() as u128);
    Declaration {
        id,
        number: None,
        said,
        operator: OperatorId(Uuid::from_u128(9)),
        at: Timestamp::UNIX_EPOCH,
    }
}

fn any_answer(questionnaire: &Questionnaire, field: recto::questionnaire::FieldId, how: u8) -> Answer {
    let variable = questionnaire.field_variable(field);
    match (how % 4, variable.choices.first(), variable.choices.last()) {
        (0, ..) => Answer::Missing(Missing::Illegible),
        (1, ..) => Answer::NotApplicable,
        (2, Some(choice), _) | (3, _, Some(choice)) => Answer::Value(Value::Code(choice.name.clone())),
        _ => Answer::Value(Value::Integer(i64::from(how))),
    }
}

/// The study after a step; whether nothing but a decision came.
fn after(review: &Review, step: &Step) -> (Snapshot, bool) {
    let mut snapshot = (*review.snapshot).clone();
    let questionnaire = Arc::clone(&snapshot.questionnaire);
    let on_field = |field: recto::questionnaire::FieldId, answer: Answer| Target::Field {
        variable: questionnaire.field_variable(field).name.clone(),
        line: questionnaire.field(field).line,
        answer,
    };
    let fields: Vec<_> = questionnaire.field_ids().collect();
    let number = |at: &usize| snapshot.keyings[at % snapshot.keyings.len()].number.clone();
    let decided = match step {
        Step::Settle { stop, how } => {
            let Some(item) = review.queue.get(stop % review.queue.len().max(1)) else {
                return (snapshot, true);
            };
            let target = match (&item.item, item.field()) {
                (recto::compare::Item::Check(failure), _) if how % 2 == 0 => {
                    Target::KeepCheck { check: failure.name.clone() }
                }
                (_, Some(field)) => {
                    let answers = review.answers_of(&item.number, field);
                    let said = answers.map(|(one, other)| if how % 2 == 0 { one } else { other }.clone());
                    let said = said.filter(|said| how % 5 != 0 && *said != Answer::NotKeyed);
                    on_field(field, said.unwrap_or_else(|| any_answer(&questionnaire, field, *how)))
                }
                (_, None) => return (snapshot, true),
            };
            Some((item.number.clone(), target, Means::BlindReading))
        }
        Step::Correct { sheet, field, how } => {
            let field = fields[field % fields.len()];
            let filter =
                questionnaire.variable_by_name("nouv_act").and_then(|it| questionnaire.field_of(it, 0));
            let field = filter.filter(|_| how % 3 == 0).unwrap_or(field);
            Some((number(sheet), on_field(field, any_answer(&questionnaire, field, *how)), Means::Correction))
        }
        Step::Box { sheet, field, choice, ticked } => {
            let field = fields[field % fields.len()];
            let variable = questionnaire.field_variable(field);
            let Some(choice) = variable.choices.get(choice % variable.choices.len().max(1)) else {
                return (snapshot, true);
            };
            let (variable, line) = (variable.name.clone(), questionnaire.field(field).line);
            let target = Target::Box { variable, line, choice: choice.name.clone(), ticked: *ticked };
            Some((number(sheet), target, Means::SeenBoth))
        }
        Step::Move { keying, aside } => {
            let keying = &snapshot.keyings[keying % snapshot.keyings.len()];
            let to = Some(questionnaire.format_sheet_number(140)).filter(|_| !aside);
            let matching = Matching {
                proposal: String::new(),
                what: "mistyped".to_owned(),
                numbers: vec![keying.number.clone()],
                moves: vec![Move { keying: keying.id.0, number: to }],
                merged: None,
            };
            let moved = declaration(&snapshot, Said::Matched(matching));
            snapshot.declarations.push(moved);
            None
        }
        Step::MoveBack => {
            let Some(last) = snapshot.declarations.last().map(|last| last.id) else {
                return (snapshot, true);
            };
            let back = declaration(&snapshot, Said::Withdrawn { declaration: last });
            let stands = recto::study::matchings(&snapshot.declarations).any(|(one, _)| one.id == last);
            snapshot.declarations.push(back);
            return (snapshot, !stands);
        }
        Step::OnceCounts => {
            snapshot.plan.single_keying_allowed ^= true;
            None
        }
    };
    let Some((number, target, means)) = decided else { return (snapshot, false) };
    let decision = resolution(&snapshot, number, target, means);
    snapshot.resolutions.push(decision);
    (snapshot, true)
}

fn same(one: &Review, other: &Review) -> Result<(), TestCaseError> {
    prop_assert_eq!(&one.comparison, &other.comparison);
    prop_assert_eq!(&one.proposals, &other.proposals);
    prop_assert_eq!(&one.queue, &other.queue);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// DESIGN 9: what is open, due and broken after any decisions, taken back ones and matched sheets, is
    /// the same whether only the decided sheets were looked at again or all of them.
    #[test]
    fn a_review_after_decisions_is_a_whole_review(seed in any::<u64>(), steps in steps()) {
        let questionnaire = Arc::new(recto::questionnaire::read(M2S.as_bytes()).questionnaire.unwrap());
        let mut review = Review::of(Arc::new(study(&questionnaire, seed)));
        let mut board = Board::of(&review);
        for step in &steps {
            let (snapshot, only_decisions) = after(&review, step);
            let snapshot = Arc::new(snapshot);
            let whole = Review::of(Arc::clone(&snapshot));
            let again = Review::after(&review, snapshot);
            prop_assert_eq!(again.is_some(), only_decisions, "{:?}", step);
            let board_of_whole = Board::of(&whole);
            if let Some(again) = &again {
                same(again, &whole)?;
                let board_after = board.after(&review, again);
                prop_assert_eq!(board_after.as_ref().unwrap_or(&board_of_whole), &board_of_whole);
            }
            board = board_of_whole;
            review = again.unwrap_or(whole);
        }
    }
}

/// DESIGN 4.6: what was found so far is the beginning of the whole, without proposals; a comparison that is
/// stopped gives nothing.
#[test]
fn what_is_found_comes_in_sheet_order_and_can_be_stopped() {
    let questionnaire = Arc::new(recto::questionnaire::read(M2S.as_bytes()).questionnaire.unwrap());
    let paper = simulate::sheets(&questionnaire, 1, &mut simulate::Chance(3)).remove(0);
    let mut changed = paper.clone();
    let age = questionnaire.field_of(questionnaire.variable_by_name("age").unwrap(), 0).unwrap();
    changed.field_mut(age).answer = Answer::Value(Value::Integer(17));
    let sheets = (1..5_000).flat_map(|number| {
        let number = questionnaire.format_sheet_number(number);
        [(number.clone(), Pass::First, paper.clone()), (number, Pass::Second, changed.clone())]
    });
    let snapshot = Arc::new(simulate::study(&questionnaire, sheets.collect()));
    let (watch, mut told) = (Watch::default(), Vec::new());
    let whole = Review::watched(Arc::clone(&snapshot), &watch, |part| told.push(part)).unwrap();
    assert_eq!(whole.comparison.differences.len(), 4_999);
    assert_eq!(watch.progress(), (4_999, 4_999));
    assert!(!told.is_empty());
    for part in told {
        assert!(whole.comparison.differences.starts_with(&part.comparison.differences));
        assert!(whole.queue.starts_with(&part.queue) && part.queue.len() < whole.queue.len());
        assert!(part.proposals.open.is_empty());
        let open = part.queue.iter().filter(|item| item.state == State::Open).count();
        assert_eq!(part.open_items(), open);
    }
    let watch = Watch::default();
    let stopped = Review::watched(snapshot, &watch, |_| watch.stop());
    assert!(stopped.is_none() && watch.is_stopped());
}
