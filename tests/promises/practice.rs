//! Practice sheets (DESIGN 8, end): made up for any survey, keepable by its own rules, keyed without a
//! stop, judged against what they say, and without a trace in a study.

use std::sync::Arc;

use recto::compare::checks::failing_checks;
use recto::compare::known::Refused;
use recto::compare::{Review, compare, judge, known_sheets};
use recto::export::practice_sheets::{self, PracticeSheets};
use recto::keying::invented::{InventedSheet, day_of_set, invented_sheets, set_of_day};
use recto::keying::replay::Replay;
use recto::keying::transcribe::transcribe;
use recto::keying::{Effect, Session, Signal, Stack};
use recto::paper::handwriting::{self, Stroke};
use recto::paper::lay_out;
use recto::questionnaire::{Answer, Level, Missing, Questionnaire, Value, read};
use recto::study::{
    Declaration, Keying, KeyingId, Means, Operator, OperatorId, Pass, Resolution, Said, Snapshot, Target,
};
use recto::texts::Language;
use uuid::Uuid;

const SURVEYS: [&str; 3] = [
    include_str!("../../questionnaires/m2s-impact-2024.toml"),
    include_str!("../../questionnaires/satisfaction-evenement.toml"),
    include_str!("../data/whole.toml"),
];

fn survey(text: &str) -> Arc<Questionnaire> {
    Arc::new(read(text.as_bytes()).questionnaire.unwrap())
}

fn day() -> jiff::civil::Date {
    jiff::civil::date(2024, 12, 31)
}

fn sheets(questionnaire: &Arc<Questionnaire>, seed: u64, count: usize) -> Vec<InventedSheet> {
    let phrases = ["À bientôt !".to_owned(), "d'où vient le bus 12 ?".to_owned()];
    invented_sheets(questionnaire, seed, count, &phrases, day())
}

fn session(questionnaire: &Arc<Questionnaire>, sheets: &[InventedSheet]) -> Session {
    let expected = sheets.iter().map(|sheet| sheet.record.sheet_number(questionnaire).to_owned()).collect();
    Session::new(questionnaire.clone(), Stack { expected, ..Stack::default() }, None, day())
}

/// A record as a finished keying of one pass.
fn keying(questionnaire: &Questionnaire, sheet: &InventedSheet, pass: Pass) -> Keying {
    let number = sheet.record.sheet_number(questionnaire).to_owned();
    let at = jiff::Timestamp::UNIX_EPOCH;
    Keying {
        id: KeyingId(uuid::Uuid::from_u128(number.parse().unwrap_or(1))),
        number,
        pass,
        operator: OperatorId(uuid::Uuid::from_u128(if pass == Pass::First { 1 } else { 2 })),
        version: questionnaire.version.clone(),
        started: at,
        last_entry: at,
        finished: Some(at),
        imported: false,
        note: None,
        first_readings: Vec::new(),
        record: sheet.record.clone().into(),
    }
}

/// DESIGN 8: sheets of any survey can be keyed as they are, without one stop, and pass its hard checks;
/// one seed gives the same sheets always.
#[test]
fn made_up_sheets_keep_the_rules_of_any_survey() {
    for text in SURVEYS {
        let questionnaire = survey(text);
        for seed in 1..4 {
            let made = sheets(&questionnaire, seed, 10);
            assert_eq!(made, sheets(&questionnaire, seed, 10));
            let mut keyed = session(&questionnaire, &made);
            let mut replay = Replay::new(questionnaire.clone());
            for sheet in &made {
                let (_, effects) = transcribe(&mut keyed, &sheet.record).unwrap();
                assert!(!effects.contains(&Effect::Signal(Signal::Stopped)), "{}", questionnaire.id);
                assert!(effects.contains(&Effect::Signal(Signal::Finished)));
                for effect in &effects {
                    if let Effect::Keep(entry) = effect {
                        replay.take(entry);
                    }
                }
            }
            let result = judge(&questionnaire, made.iter().map(|sheet| &sheet.record), replay.finished());
            assert_eq!((result.sheets, result.mistakes.len()), (10, 0), "{:?}", result.mistakes);
            let mut snapshot = Snapshot::empty(questionnaire.clone());
            for pass in [Pass::First, Pass::Second] {
                snapshot.keyings.extend(made.iter().map(|sheet| keying(&questionnaire, sheet, pass)));
            }
            let compared = compare(&snapshot);
            let hard: Vec<_> =
                failing_checks(&snapshot, &compared).filter(|failure| failure.level == Level::Hard).collect();
            assert!(hard.is_empty(), "{hard:?}");
        }
    }
}

/// Practice is like real work: other sheets with another seed, blanks, two boxes ticked for one answer.
#[test]
fn made_up_sheets_are_like_real_ones() {
    let questionnaire = survey(SURVEYS[0]);
    let made = sheets(&questionnaire, 1, 60);
    assert_ne!(made, sheets(&questionnaire, 2, 60));
    let numbers: std::collections::BTreeSet<&str> =
        made.iter().map(|sheet| sheet.record.sheet_number(&questionnaire)).collect();
    assert_eq!(numbers.len(), 60);
    let share = |which: &dyn Fn(&Answer) -> bool| {
        let all = made.iter().flat_map(|sheet| &sheet.record.fields);
        let keyed = all.clone().filter(|field| field.answer.is_keyed()).count();
        all.filter(|field| which(&field.answer)).count() as f64 / keyed as f64
    };
    let blank = share(&|answer| *answer == Answer::Missing(Missing::Blank));
    assert!((0.01..0.25).contains(&blank), "{blank}");
    assert!(share(&|answer| *answer == Answer::Missing(Missing::Illegible)) > 0.0);
    for sheet in &made {
        for (field, crosses) in &sheet.crosses {
            assert_eq!(*sheet.record.answer(*field), Answer::Missing(Missing::Illegible));
            assert_eq!(crosses.len(), 2, "two crosses, for one answer");
        }
    }
}

/// A mistake is found where it was made, and counted by kind; a text equal after normalisation is none.
#[test]
fn mistakes_are_found_where_they_were_made() {
    let questionnaire = survey(SURVEYS[0]);
    let made = sheets(&questionnaire, 5, 4);
    let mut keyed: Vec<_> = made.iter().map(|sheet| sheet.record.clone()).collect();
    let of = |name: &str| questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
    let sex = of("sexe");
    let other = if *keyed[1].answer(sex) == Answer::Value(Value::Code("1".into())) { "2" } else { "1" };
    keyed[1].field_mut(sex).answer = Answer::Value(Value::Code(other.into()));
    for record in &mut keyed {
        for field in &mut record.fields {
            if let Answer::Value(Value::Text(text)) = &mut field.answer {
                *text = text.replace('\'', "’");
            }
        }
    }
    let result = judge(&questionnaire, made.iter().map(|sheet| &sheet.record), keyed.iter());
    assert_eq!(result.mistakes.len(), 1, "{:?}", result.mistakes);
    assert_eq!(result.mistakes[0].cell.field, sex);
    let number = made[1].record.sheet_number(&questionnaire);
    assert_eq!(result.to_look_at(), [(number, 1)]);
    assert_eq!(result.by_kind().iter().map(|(_, count)| count).sum::<usize>(), 1);
    assert_eq!(result.per_thousand(), Some(1000.0 / result.cells as f64));
}

/// A settled study of sheets 1 to 4, keyed by Amina and Bruno; of sheet 2 the sex differs and is open, sheet
/// 3 differs too and was settled by Claire, sheet 4 was keyed once. Dora holds sheet 1's batch if asked.
fn settled_study(questionnaire: &Arc<Questionnaire>, given_to_dora: bool) -> Review {
    let made = sheets(questionnaire, 7, 4);
    let sex = questionnaire.field_of(questionnaire.variable_by_name("sexe").unwrap(), 0).unwrap();
    let mut snapshot = Snapshot::empty(questionnaire.clone());
    let operator = |id: u128, name: &str| Operator { id: OperatorId(Uuid::from_u128(id)), name: name.into() };
    snapshot.operators =
        vec![operator(1, "Amina"), operator(2, "Bruno"), operator(3, "Claire"), operator(4, "Dora")];
    for (at, sheet) in made.iter().enumerate() {
        let id = |pass: u128| KeyingId(Uuid::from_u128(at as u128 * 2 + pass + 100));
        snapshot.keyings.push(Keying { id: id(0), ..keying(questionnaire, sheet, Pass::First) });
        let mut second = sheet.clone();
        if at == 1 || at == 2 {
            second.record.field_mut(sex).answer = Answer::Missing(Missing::Illegible);
        }
        if at < 3 {
            snapshot.keyings.push(Keying { id: id(1), ..keying(questionnaire, &second, Pass::Second) });
        }
    }
    let number = |at: usize| made[at].record.sheet_number(questionnaire).to_owned();
    snapshot.resolutions.push(Resolution {
        id: Uuid::from_u128(500),
        number: number(2),
        target: Target::Field {
            variable: "sexe".into(),
            line: 0,
            answer: made[2].record.answer(sex).clone(),
        },
        means: Means::BlindReading,
        reason: String::new(),
        operator: OperatorId(Uuid::from_u128(3)),
        at: jiff::Timestamp::UNIX_EPOCH,
    });
    snapshot.plan = snapshot.plan.with("reread-percent", serde_json::json!(0)).unwrap();
    let declare = |id: u128, said| Declaration {
        id: Uuid::from_u128(id),
        number: None,
        said,
        operator: OperatorId(Uuid::from_u128(3)),
        at: jiff::Timestamp::UNIX_EPOCH,
    };
    snapshot.declarations.push(declare(600, Said::Batch { name: "Lot A".into(), numbers: vec![number(0)] }));
    if given_to_dora {
        let (batch, operator) = (Uuid::from_u128(600), Uuid::from_u128(4));
        snapshot.declarations.push(declare(601, Said::HandedOut { batch, pass: Pass::First, operator }));
    }
    Review::of(Arc::new(snapshot))
}

/// DESIGN 8 end, 5.3: a newcomer practises on sheets on which everything is settled; whoever keyed, settled
/// or is to key a sheet does not get it, and hears nothing of how far it is; a batch goes by its name.
#[test]
fn settled_sheets_are_practised_on_by_those_who_never_touched_them() {
    let questionnaire = survey(SURVEYS[0]);
    let review = settled_study(&questionnaire, false);
    let numbers: Vec<String> = (1..=4).map(|number| questionnaire.format_sheet_number(number)).collect();
    let known = known_sheets(&review, "Dora", "1-4").unwrap();
    let given: Vec<&str> = known.sheets.iter().map(|record| record.sheet_number(&questionnaire)).collect();
    assert_eq!(given, [numbers[0].as_str(), numbers[2].as_str()]);
    assert_eq!((known.own.len(), &known.unsettled[..]), (0, &[numbers[1].clone(), numbers[3].clone()][..]));
    // What they say is what was settled.
    let sex = questionnaire.field_of(questionnaire.variable_by_name("sexe").unwrap(), 0).unwrap();
    assert_eq!(known.sheets[1].answer(sex), sheets(&questionnaire, 7, 4)[2].record.answer(sex));
    // Amina keyed all of them: she hears the same of the open one as of the settled ones.
    let Err(Refused::None(amina)) = known_sheets(&review, " AMINA ", "1-4") else { panic!("she keyed them") };
    assert_eq!((&amina.own[..], amina.unsettled.len()), (&numbers[..], 0));
    let claire = known_sheets(&review, "Claire", "1-3").unwrap();
    assert_eq!(claire.own, [numbers[2].clone()]);
    assert_eq!(known_sheets(&review, "Dora", "lot a").unwrap().sheets.len(), 1);
    assert_eq!(known_sheets(&review, "Dora", "Lot Z"), Err(Refused::NotANumber("Lot".into())));
    let held = settled_study(&questionnaire, true);
    assert_eq!(known_sheets(&held, "Dora", "1, 3").unwrap().own, [numbers[0].clone()]);
}

/// DESIGN 5.3: of two studies that differ in values only, not in who keyed what, whoever keyed a pass is
/// told the same about every sheet.
#[test]
fn who_keyed_a_sheet_is_not_told_how_far_it_is() {
    let questionnaire = survey(SURVEYS[0]);
    let review = settled_study(&questionnaire, false);
    let mut settled = (*review.snapshot).clone();
    for at in 0..settled.keyings.len() {
        if settled.keyings[at].pass == Pass::Second {
            settled.keyings[at].record = settled.keyings[at - 1].record.clone();
        }
    }
    let settled = Review::of(Arc::new(settled));
    for person in ["Amina", "Bruno"] {
        for numbers in ["1-3", "2", "3"] {
            assert_eq!(known_sheets(&review, person, numbers), known_sheets(&settled, person, numbers));
        }
    }
}

/// DESIGN 4.3, 8: the printed sheets are the questionnaire's own pages, one document for the set, the same
/// bytes for the same set on any day; each page says what it is.
#[test]
fn printed_sheets_are_the_paper_filled_in() {
    let questionnaire = survey(SURVEYS[0]);
    let today = jiff::civil::date(2026, 11, 22);
    let set = set_of_day(today, 7);
    assert_eq!((set, day_of_set(set), day_of_set(1)), (26_112_207, Some(today), None));
    let made = invented_sheets(&questionnaire, set, 2, &["Merci".to_owned()], today);
    let what =
        PracticeSheets { questionnaire: &questionnaire, sheets: &made, set, language: Language::French };
    let bytes = practice_sheets::bytes(what).unwrap();
    assert_eq!(bytes, practice_sheets::bytes(what).unwrap());
    let pages = 2 * questionnaire.pages.len();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains(&format!("/Count {pages}")), "{pages} pages");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    practice_sheets::write(what, &path, false).unwrap();
    assert!(practice_sheets::write(what, &path, false).is_err(), "no file is written over unasked");
    assert_eq!(std::fs::read(path).unwrap(), bytes);
}

/// DESIGN 4.3: every answer of a filled sheet leaves ink at its own place, and a blank leaves none.
#[test]
fn handwriting_stands_at_its_place() {
    let questionnaire = survey(SURVEYS[0]);
    let layout = lay_out(&questionnaire, "fr");
    for sheet in sheets(&questionnaire, 3, 6) {
        for place in layout.pages.iter().flat_map(|page| &page.places) {
            let inscription = sheet.inscription(&questionnaire, place.field, "fr");
            let mut strokes = 0;
            handwriting::write(place, &inscription, &mut |stroke| {
                strokes += 1;
                let at = match stroke {
                    Stroke::Cross(rect) | Stroke::Tag(rect, _) => rect.center(),
                    Stroke::Letters(words) => words.at,
                    Stroke::Caret(..) => panic!("nobody types here"),
                };
                assert!(place.area.expanded(6.0).contains(at), "{at:?} beside {:?}", place.area);
            });
            let answer = sheet.record.answer(place.field);
            let nothing = !answer.is_keyed()
                || matches!(answer, Answer::NotApplicable | Answer::Missing(Missing::Blank));
            let two_crosses = sheet.crosses.contains_key(&place.field);
            assert_eq!(strokes == 0, nothing && !two_crosses, "{answer:?}");
        }
    }
}
