//! Practice in the window, by keys: sheets keyed to the end of the batch, one gone back to, how it went,
//! and no trace in the study.

use std::path::Path;
use std::sync::Arc;

use egui::Key as Physical;
use recto::compare::practice::phrases;
use recto::desktop::screen::Screen;
use recto::desktop::screens::practice::PracticeScreen;
use recto::desktop::settings::{Practised, Settings};
use recto::keying::invented::{InventedSheet, invented_sheets};
use recto::keying::transcribe::transcribe;
use recto::keying::{Key, Session, Stack};
use recto::questionnaire::{Answer, FieldId, Questionnaire, Record, Value, read};
use recto::study::{Station, Study};
use recto::texts::Language;

use crate::bench::Bench;

const CARD: &str = include_str!("../../../questionnaires/satisfaction-evenement.toml");
/// The clock of these tests.
const NOW: i64 = 1_732_000_000;
const SHEETS: usize = 10;

fn card() -> Arc<Questionnaire> {
    Arc::new(read(CARD.as_bytes()).questionnaire.unwrap())
}

/// A window on the study at this place, for somebody who practised twice before.
fn bench_on(study: &Path) -> Bench {
    let past = |day: i64, mistakes| Practised {
        operator: "Amina".to_owned(),
        questionnaire: card().id.clone(),
        at: jiff::Timestamp::from_second(NOW - day * 86_400).unwrap(),
        sheets: SHEETS,
        keys_per_hour: Some(4_000),
        cells: 200,
        mistakes,
    };
    let practised = vec![past(2, 9), past(1, 5)];
    let settings = Settings { language: Some(Language::French), practised, ..Settings::default() };
    let mut bench = Bench::with(settings, []);
    bench.harness.state_mut().as_mut().unwrap().open(study.to_owned());
    bench.until("the study", |app| app.state().study);
    bench
}

fn close(mut bench: Bench) {
    bench.ctrl(Physical::W);
    bench.until("the end of the study", |app| app.study().is_none());
    bench.harness.state_mut().as_mut().unwrap().close();
}

fn practice(bench: &Bench) -> &PracticeScreen {
    match bench.app().screen() {
        Screen::Practice(screen) => screen,
        _ => panic!("no practice on the screen"),
    }
}

fn field(questionnaire: &Questionnaire, name: &str) -> FieldId {
    questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap()
}

fn code(record: &Record, field: FieldId) -> &str {
    match record.answer(field) {
        Answer::Value(Value::Code(code)) => code,
        _ => "",
    }
}

/// The sheet with another answer to this question.
fn wrong_at(sheet: &InventedSheet, field: FieldId) -> Record {
    let mut record = sheet.record.clone();
    let other = if code(&record, field) == "1" { "2" } else { "1" };
    record.field_mut(field).answer = Answer::Value(Value::Code(other.to_owned()));
    record
}

/// Practises the whole batch: one mistake corrected on the finished sheet, one left.
fn practise(bench: &mut Bench) {
    let questionnaire = card();
    bench.ctrl(Physical::P);
    bench.burst("Amina", Physical::Enter);
    bench.until("practice", |app| matches!(app.screen(), Screen::Practice(_)));
    let today = jiff::civil::date(2024, 11, 19);
    let seed = NOW as u64 * 1_000;
    let sheets = invented_sheets(&questionnaire, seed, SHEETS, &phrases(Language::French), today);
    let expected = sheets.iter().map(|sheet| sheet.record.sheet_number(&questionnaire).to_owned()).collect();
    let mut typist = Session::new(questionnaire.clone(), Stack { expected, ..Stack::default() }, None, today);
    let [place, welcome] = ["avis_lieu", "avis_accueil"].map(|name| field(&questionnaire, name));
    let with_code =
        |from: usize, field| (from..SHEETS).find(|at| !code(&sheets[*at].record, field).is_empty()).unwrap();
    let (corrected, left) = (with_code(1, place), with_code(5, welcome));
    for (at, sheet) in sheets.iter().enumerate() {
        let typed = match at {
            at if at == corrected => wrong_at(sheet, place),
            at if at == left => wrong_at(sheet, welcome),
            _ => sheet.record.clone(),
        };
        let keys = transcribe(&mut typist, &typed).unwrap().0;
        bench.keys(&keys);
        if at == corrected {
            correct(bench, place, code(&sheet.record, place));
        }
    }
}

/// Back to the sheet just finished, to the question, the right code, and to the end again.
fn correct(bench: &mut Bench, field: FieldId, right: &str) {
    // The next number is open already: to its field, and from there to the sheet before.
    bench.keys(&[Key::Up]);
    bench.keys(&[Key::Up]);
    bench.settle();
    let looked_at = practice(bench).session();
    assert!(looked_at.looks_at_finished(), "the sheet is fetched from memory");
    for _ in 0..60 {
        if practice(bench).session().cursor() == field {
            break;
        }
        bench.keys(&[Key::Down]);
    }
    assert_eq!(practice(bench).session().cursor(), field);
    bench.keys(&[Key::Backspace]);
    bench.keys(&right.chars().map(Key::Char).collect::<Vec<_>>());
    assert!(!practice(bench).session().looks_at_finished(), "the correction opens it again");
    for _ in 0..60 {
        if *practice(bench).session().record().answer(field) == Answer::NotKeyed {
            return;
        }
        bench.keys(&[Key::Enter]);
    }
    panic!("the sheet is not finished again");
}

/// Issue 3, DESIGN 8: a whole practice by keys, a finished sheet gone back to and corrected; at the end the
/// mistakes, by kind, and how it went before; and the study holds nothing of it: no keying, no operator, no
/// declaration, not a byte more.
#[test]
fn a_practice_leaves_no_trace_in_the_study() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("essai.recto");
    Study::create(&path, &card(), &Station::new("test")).unwrap().close().unwrap();
    close(bench_on(&path));
    let before = std::fs::metadata(&path).unwrap().len();
    let mut bench = bench_on(&path);
    practise(&mut bench);
    bench.until("how it went", |app| match app.screen() {
        Screen::Practice(screen) => screen.outcome().is_some(),
        _ => false,
    });
    let outcome = practice(&bench).outcome().unwrap();
    let result = &outcome.result;
    assert_eq!((result.sheets, result.mistakes.len()), (SHEETS, 1), "{:?}", result.mistakes);
    assert_eq!(result.mistakes[0].cell.field, field(&card(), "avis_accueil"));
    let rate = result.per_thousand().unwrap();
    for words in ["10 fiches saisies", "17/11/2024", "18/11/2024", "45,0", "25,0"] {
        assert!(bench.sees(words), "{words}");
    }
    let kept = &bench.app().settings().practised;
    assert_eq!(kept.len(), 3);
    assert_eq!((kept[2].mistakes, kept[2].per_thousand()), (1, rate));
    bench.key(Physical::Escape);
    assert!(matches!(bench.app().screen(), Screen::Study(_)));
    close(bench);
    assert_eq!(std::fs::metadata(&path).unwrap().len(), before);
    let study = Study::open_read_only(&path).unwrap();
    let snapshot = study.snapshot(&card().id).unwrap();
    assert!(snapshot.keyings.is_empty() && snapshot.operators.is_empty() && snapshot.declarations.is_empty());
}
