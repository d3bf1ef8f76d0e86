//! Figures of the quality page reckoned by hand on small studies: batches, operators, sittings, and when a
//! batch is accepted. Intervals and simulated audits stand in `tests/promises/quality`.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::acceptance::{BatchState, decide, second_pass_due};
use super::{ClusterSums, Moment, Quality, Verdict, sessions};
use crate::compare::compare;
use crate::compare::sample::{AGE, EVENT, integer, keying, on_field, study};
use crate::questionnaire::{Answer, FieldId, Origin};
use crate::study::{
    Declaration, FirstReading, Keying, Means, OperatorId, Pass, Plan, Resolution, Said, Sampling, Snapshot,
    Whole,
};

const ANA: OperatorId = OperatorId(Uuid::from_u128(1));
const BEA: OperatorId = OperatorId(Uuid::from_u128(2));

fn by(operator: OperatorId, number: &str, age: i64, event: i64) -> Keying {
    let pass = if operator == ANA { Pass::First } else { Pass::Second };
    Keying { operator, ..keying(number, pass, &[(AGE, integer(age)), (EVENT, integer(event))]) }
}

fn settle(study: &mut Snapshot, number: &str, age: i64) {
    study.resolutions.push(Resolution {
        id: Uuid::nil(),
        number: number.to_owned(),
        target: on_field("age", integer(age)),
        means: Means::BlindReading,
        reason: String::new(),
        operator: OperatorId(Uuid::nil()),
        at: Timestamp::UNIX_EPOCH,
    });
}

fn batch(study: &mut Snapshot, name: &str, numbers: &[&str]) {
    let numbers = numbers.iter().map(|number| (*number).to_owned()).collect();
    study.declarations.push(Declaration {
        id: Uuid::from_u128(study.declarations.len() as u128 + 1),
        number: None,
        said: Said::Batch { name: name.to_owned(), numbers },
        operator: ANA,
        at: Timestamp::UNIX_EPOCH,
    });
}

/// Three sheets keyed twice: Bea is wrong on the age of the first, Ana on that of the third.
fn three_sheets() -> Snapshot {
    let mut study = study(vec![
        by(ANA, "0001B", 30, 5),
        by(BEA, "0001B", 31, 5),
        by(ANA, "0002C", 40, 7),
        by(BEA, "0002C", 40, 7),
        by(ANA, "0003D", 50, 9),
        by(BEA, "0003D", 51, 9),
    ]);
    settle(&mut study, "0001B", 30);
    settle(&mut study, "0003D", 51);
    study
}

fn quality(study: &Snapshot) -> Quality {
    Quality::of(study, &compare(study))
}

fn hits(sums: &ClusterSums) -> (u64, u64, u64) {
    (sums.hits, sums.cells, sums.sheets)
}

/// DESIGN 9: differences and cells by batch, and its decision.
#[test]
fn a_batch_has_its_own_figures() {
    let mut study = three_sheets();
    batch(&mut study, "one", &["0001B", "0002C"]);
    batch(&mut study, "two", &["0003D", "0004E"]);
    let settled = quality(&study);
    assert_eq!(hits(&settled.tally.differences), (2, 6, 3));
    let rows: Vec<_> = settled.batches.iter().map(|it| (it.name.as_str(), hits(&it.differences))).collect();
    assert_eq!(rows, [("one", (1, 4, 2)), ("two", (1, 2, 1))]);
    let [one, two] = [0, 1].map(|at| settled.batches[at].acceptance);
    assert_eq!((one.verdict, one.due, one.twice, one.open), (Verdict::Accept, 2, 2, 0));
    assert_eq!((two.verdict, two.due, two.twice, two.open), (Verdict::Undecided, 2, 1, 0));
    // One hit in four cells: one more bunch of 13 ordinary ones (none) or 2.6 at least, gamma of mean 3.6 and
    // variance 1 + 2.6²: 9.05 (R: qgamma(.95, 3.6^2/7.76, 3.6/7.76)), more than the four cells.
    assert_eq!(one.upper, Some(1.0));

    study.resolutions.pop();
    let open = quality(&study);
    assert_eq!((open.tally.open, open.is_settled()), (1, false));
    assert_eq!([0, 1].map(|at| open.batches[at].acceptance.open), [0, 1]);
}

/// DESIGN 9: each operator's mistakes once settled, by position and by kind; the two variables of the
/// estimate: age, 3 cells with one mistake each, gives 1·1/3·0.2.
#[test]
fn an_operator_has_their_own_figures() {
    let settled = quality(&three_sheets());
    let [ana, bea] = [ANA, BEA].map(|id| &settled.tally.operators[&id]);
    assert_eq!((hits(&ana.errors), hits(&bea.errors)), ((1, 6, 3), (1, 6, 3)));
    assert_eq!(ana.errors.rate(), Some(1.0 / 6.0));
    // Seven cells a sheet at most: the age is in its first third, the event in its last.
    assert_eq!(bea.thirds.each_ref().map(hits), [(1, 3, 3), (0, 0, 0), (0, 3, 3)]);
    assert_eq!(bea.kinds.values().sum::<u64>(), 1);
    assert_eq!((settled.tally.agreed, settled.tally.both_wrong), (4, 0));
    assert!((settled.undetected.expected - 0.2 / 3.0).abs() < 1e-12);
}

/// DESIGN 8: answers from `+` and constants are reported apart, also where they were read again later;
/// what somebody read first counts, not what they typed once they were told.
#[test]
fn what_was_not_read_is_reported_apart() {
    let told = |origin: Origin| {
        let mut study = three_sheets();
        let ana = &mut study.keyings[4];
        ana.first_readings = vec![FirstReading { field: AGE, answer: integer(50), origin }];
        let place = ana.record.field_mut(AGE);
        (place.answer, place.origin) = (integer(51), Origin::AfterMismatch);
        quality(&study).tally.operators[&ANA].clone()
    };
    let keyed = told(Origin::Keyed);
    assert_eq!((hits(&keyed.errors), keyed.read_again, keyed.apart.wrong), ((1, 6, 3), 1, 0));
    let repeated = told(Origin::Repeated);
    assert_eq!((hits(&repeated.errors), repeated.read_again), ((0, 5, 3), 0));
    assert_eq!((repeated.apart.repeated, repeated.apart.wrong), (1, 1));
    let constant = told(Origin::Constant);
    assert_eq!((hits(&constant.errors), constant.apart.constant, constant.apart.wrong), ((0, 5, 3), 1, 1));

    let mut study = three_sheets();
    study.keyings[4].record.field_mut(AGE).origin = Origin::Repeated;
    let ana = &quality(&study).tally.operators[&ANA];
    assert_eq!((hits(&ana.errors), ana.apart.repeated, ana.apart.wrong), ((0, 5, 3), 1, 1));
}

/// DESIGN 9: by time in the session; an hour away ends it, one that is gone back to later does not stretch
/// it, and keyings from files have no time.
#[test]
fn a_sitting_ends_with_an_hour_away() {
    let at = |minutes: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
    let sheet = |began: i64, ended: i64| Keying {
        started: at(began),
        finished: Some(at(ended)),
        last_entry: at(ended),
        ..by(ANA, "0001B", 1, 1)
    };
    let mut keyings =
        vec![sheet(0, 20), sheet(29, 40), sheet(30, 50), sheet(60, 70), sheet(130, 140), sheet(201, 210)];
    // Corrected long after: its operator was away meanwhile.
    keyings[5].last_entry = at(600);
    keyings.push(sheet(300, 310));
    keyings.push(Keying { imported: true, ..sheet(5, 6) });
    keyings.push(Keying { operator: BEA, ..sheet(65, 66) });
    let found = sessions::moments(&keyings);
    let expected = [
        Some(Moment::First),
        Some(Moment::First),
        Some(Moment::Second),
        Some(Moment::Third),
        Some(Moment::Later),
        Some(Moment::First),
        Some(Moment::First),
        None,
        Some(Moment::First),
    ];
    assert_eq!(found, expected);
}

fn numbers(count: usize) -> Vec<String> {
    (1..=count).map(|at| format!("{at:03}")).collect()
}

fn plan(sampling: Sampling, first: u32, percent: u32, limit: u32) -> Plan {
    Plan {
        sampling,
        sampling_first: Whole(first),
        sampling_percent: Whole(percent),
        sampling_limit: Whole(limit),
        ..Plan::default()
    }
}

/// DESIGN 9: which sheets are keyed twice under the three plans.
#[test]
fn the_plan_says_which_sheets_are_keyed_twice() {
    let stack = numbers(100);
    let due = |sampling, first, percent| {
        let plan = plan(sampling, first, percent, 100);
        second_pass_due(&plan, "box", &stack).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(due(Sampling::AllTwice, 30, 10), stack);
    let first = due(Sampling::FirstThenShare, 30, 10);
    assert_eq!((first.len(), &first[..30]), (37, &stack[..30]), "7 of the other 70");
    assert_eq!(due(Sampling::FirstThenShare, 30, 0), stack[..30]);
    assert_eq!(due(Sampling::FirstThenShare, 100, 10), stack);
    assert_eq!(due(Sampling::FirstThenShare, 500, 10), stack, "no more than there are");
    let share = due(Sampling::ShareWithLimit, 30, 10);
    assert_eq!((share.len(), share == stack[..10]), (10, false), "drawn, not the first");
    assert_eq!(due(Sampling::ShareWithLimit, 30, 10), share, "the same again");
    assert_eq!(due(Sampling::ShareWithLimit, 30, 0), Vec::<String>::new());
    assert_eq!(due(Sampling::ShareWithLimit, 30, 100), stack);
    assert_eq!(due(Sampling::ShareWithLimit, 30, 250), stack);
    let one = plan(Sampling::ShareWithLimit, 30, 1, 100);
    assert_eq!(second_pass_due(&one, "box", &numbers(1)), ["001"], "a share of one sheet is that sheet");
    assert!(second_pass_due(&one, "box", &[]).is_empty());
}

/// DESIGN 9: all twice: accepted once all is keyed twice and settled, not before.
#[test]
fn a_batch_keyed_twice_is_accepted_once_settled() {
    let plan = plan(Sampling::AllTwice, 0, 0, 0);
    let sums = ClusterSums::of([(9, 100), (9, 100)]);
    let state = BatchState { sheets: 2, due: 2, twice: 2, all_twice: true, open: 0 };
    let accepted = decide(&plan, &sums, state);
    assert_eq!((accepted.verdict, accepted.limit, accepted.operating), (Verdict::Accept, None, None));
    let open = BatchState { open: 1, ..state };
    assert_eq!(decide(&plan, &sums, open).verdict, Verdict::Undecided);
    let once = BatchState { twice: 1, all_twice: false, ..state };
    assert_eq!(decide(&plan, &sums, once).verdict, Verdict::Undecided);
}

/// DESIGN 9: a share: accepted when even its upper limit is not above the plan's, keyed whole when the
/// share itself is, undecided between the two and while sheets of the sample are missing.
#[test]
fn a_sampled_batch_is_accepted_or_keyed_whole() {
    let state = BatchState { sheets: 100, due: 10, twice: 10, all_twice: false, open: 0 };
    for sampling in [Sampling::FirstThenShare, Sampling::ShareWithLimit] {
        let verdict = |limit, hits: [u64; 10], state| {
            let sums = ClusterSums::of(hits.map(|hits| (hits, 1000)));
            decide(&plan(sampling, 5, 10, limit), &sums, state).verdict
        };
        // None in 10,000 cells: at most 2.6 · −ln 0.05 = 7.79 of them.
        assert_eq!(verdict(8, [0; 10], state), Verdict::Accept);
        assert_eq!(verdict(7, [0; 10], state), Verdict::Undecided);
        assert_eq!(verdict(8, [0; 10], BatchState { twice: 9, ..state }), Verdict::Undecided);
        // Exactly at the limit is not above it.
        assert_eq!(verdict(100, [10; 10], state), Verdict::Undecided);
        assert_eq!(verdict(99, [10; 10], state), Verdict::KeyWhole);
        assert_eq!(verdict(99, [10; 10], BatchState { twice: 9, ..state }), Verdict::Undecided);
        // Keyed whole since, and settled: accepted, whatever the limit.
        let whole = BatchState { twice: 10, all_twice: true, ..state };
        assert_eq!(verdict(99, [10; 10], whole), Verdict::Accept);
        assert_eq!(verdict(99, [10; 10], BatchState { open: 1, ..whole }), Verdict::KeyWhole);
    }
    let nothing = decide(&plan(Sampling::ShareWithLimit, 0, 10, 100), &ClusterSums::default(), state);
    assert_eq!((nothing.verdict, nothing.upper), (Verdict::Undecided, None));
}

/// The plan says how it behaves with so many cells; below 300 it can accept nothing at 1 %.
#[test]
fn a_plan_tells_how_it_behaves() {
    let state = BatchState { sheets: 100, due: 10, twice: 10, all_twice: false, open: 0 };
    let of = |cells: u64| {
        let sums = ClusterSums::of([(0, cells)]);
        decide(&plan(Sampling::ShareWithLimit, 0, 10, 100), &sums, state).operating
    };
    // (1 − 0.01)^298 = 0.05003, ^299 = 0.04953.
    assert_eq!(of(298), None);
    let least = of(299).map(|at| (at.cells, at.at_limit));
    assert!(least.is_some_and(|(cells, at)| cells == 299 && (at - 0.99f64.powi(299)).abs() < 1e-12));
}

/// Nothing is asked of a field that neither keying answers.
#[test]
fn what_nobody_answers_is_no_cell() {
    let mut study = three_sheets();
    for keying in &mut study.keyings {
        keying.record.field_mut(FieldId(EVENT.0)).answer = Answer::NotKeyed;
    }
    assert_eq!(hits(&quality(&study).tally.differences), (2, 3, 3));
}
