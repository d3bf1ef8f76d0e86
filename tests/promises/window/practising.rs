//! Practice in the window, by keys: sheets keyed to the end of the batch, one gone back to, how it went,
//! and no trace in the study.

use std::path::Path;
use std::sync::Arc;

use egui::Key as Physical;
use egui_kittest::kittest::Queryable;
use recto::compare::practice::phrases;
use recto::desktop::screen::{Overlay, Screen};
use recto::desktop::screens::practice::PracticeScreen;
use recto::desktop::settings::{Practised, Settings};
use recto::keying::invented::{InventedSheet, invented_sheets};
use recto::keying::transcribe::transcribe;
use recto::keying::{Effect, Key, Session, Stack};
use recto::questionnaire::{Answer, FieldId, Questionnaire, Record, Value, read};
use recto::study::{Pass, Station, Study};
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
    let sheets = invented_sheets(&questionnaire, seed, SHEETS, &phrases(&questionnaire), today);
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

/// Two sheets keyed twice alike: everything on them is settled.
fn keyed_study(path: &Path) {
    let questionnaire = card();
    let mut study = Study::create(path, &questionnaire, &Station::new("test")).unwrap();
    let today = jiff::civil::date(2024, 11, 19);
    let sheets = invented_sheets(&questionnaire, 4, 2, &phrases(&questionnaire), today);
    for (who, pass) in [("Bruno", Pass::First), ("Chloé", Pass::Second)] {
        let (id, start) = study.start_keying(&questionnaire.id, who, pass, today).unwrap();
        let mut session = start.session();
        for sheet in &sheets {
            for effect in transcribe(&mut session, &sheet.record).unwrap().1 {
                if let Effect::Keep(entry) = effect {
                    study.keep(id, &entry).unwrap();
                }
            }
        }
    }
    study.close().unwrap();
}

/// Every row of every table, and what the program says of the study: its figures and its exports.
fn content(path: &Path) -> Vec<String> {
    let database = rusqlite::Connection::open(path).unwrap();
    let tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name";
    let mut tables = database.prepare(tables).unwrap();
    let names: Vec<String> =
        tables.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let mut content = Vec::new();
    for name in names {
        let mut rows = database.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<_> = (0..columns).map(|at| row.get_ref(at).unwrap()).collect();
            content.push(format!("{name}: {cells:?}"));
        }
    }
    assert!(content.len() > 20, "the tables are read: {}", content.len());
    let study = path.to_str().unwrap();
    content.push(said(&["status", study, "--json"]));
    content.push(said(&["quality", study, "--json"]));
    for what in ["final", "first", "second", "resolutions", "journal", "notes"] {
        let file = path.with_extension(format!("{what}.csv"));
        said(&["export", study, "-o", file.to_str().unwrap(), "--what", what, "--force"]);
        content.push(std::fs::read_to_string(file).unwrap());
    }
    content
}

fn said(arguments: &[&str]) -> String {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_recto"));
    let output = program.args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Issue 3, DESIGN 8: a whole practice by keys, a finished sheet gone back to and corrected; at the end the
/// mistakes, by kind, and how it went before.
fn practise_to_the_end(bench: &mut Bench) {
    practise(bench);
    bench.until("how it went", |app| match app.screen() {
        Screen::Practice(screen) => screen.outcome().is_some(),
        _ => false,
    });
    let outcome = practice(bench).outcome().unwrap();
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
}

/// Chooses, in the dialog of practice, the sheets of the study, and asks for these.
fn ask_for_settled(bench: &mut Bench, numbers: &str) {
    bench.ctrl(Physical::P);
    bench.harness.get_by_label_contains("De l’étude, sur papier").click();
    bench.settle();
    bench.harness.get_by_label("Numéros des fiches, ou nom d’un lot").focus();
    bench.settle();
    bench.burst(numbers, Physical::Enter);
}

/// Issue 3, DESIGN 8: two twins of a study, opened the same number of times; in one of them somebody
/// practises, on made-up sheets and on settled ones. Afterwards both hold the same rows in every table, give
/// the same figures and the same exports.
#[test]
fn a_practice_leaves_no_trace_in_the_study() {
    let folder = tempfile::tempdir().unwrap();
    let (path, twin) = (folder.path().join("essai.recto"), folder.path().join("twin.recto"));
    keyed_study(&path);
    std::fs::copy(&path, &twin).unwrap();
    let mut bench = bench_on(&path);
    practise_to_the_end(&mut bench);
    bench.until("the review", |app| app.study().is_some_and(|study| study.review.is_some()));
    ask_for_settled(&mut bench, "1-2");
    bench.until("settled sheets", |app| matches!(app.screen(), Screen::Practice(_)));
    assert_eq!(
        practice(&bench).session().offered_number().or(practice(&bench).session().number()),
        Some("001")
    );
    bench.keys(&[Key::Escape]);
    bench.until("the study", |app| matches!(app.screen(), Screen::Study(_)));
    close(bench);
    close(bench_on(&twin));
    let (practised, untouched) = (content(&path), content(&twin));
    for (practised, untouched) in practised.iter().zip(&untouched) {
        assert_eq!(practised, untouched);
    }
    assert_eq!(practised.len(), untouched.len());
    let bytes = |path: &Path| std::fs::metadata(path).unwrap().len();
    assert_eq!(bytes(&path), bytes(&twin));
}

/// What was typed is not lost to a mistake: the dialog stays, with the reason beside the field.
#[test]
fn a_mistake_in_the_dialog_of_practice_can_be_mended() {
    let mut bench = Bench::new(Language::French);
    bench.ctrl(Physical::P);
    bench.type_text("Amina");
    bench.key(Physical::Tab);
    bench.burst("/nowhere/at-all.toml", Physical::Enter);
    bench.until("the reason", |app| !app.state().starting);
    assert!(matches!(bench.app().overlay(), Some(Overlay::Practice(_))));
    assert!(bench.sees("Le questionnaire /nowhere/at-all.toml ne peut pas être lu"));
    bench.key(Physical::Escape);
    // The same of a new study.
    bench.ctrl(Physical::N);
    bench.type_text("/nowhere/at-all.toml");
    bench.harness.get_by_label("Fichier de l’étude").focus();
    bench.settle();
    let wanted = bench.folder.path().join("new.recto");
    bench.burst(wanted.to_str().unwrap(), Physical::Enter);
    bench.until("the reason", |app| !app.state().busy);
    assert!(matches!(bench.app().overlay(), Some(Overlay::NewStudy(_))));
    assert!(bench.sees("Le questionnaire /nowhere/at-all.toml ne peut pas être lu"));
    assert!(!wanted.exists());
}

/// DESIGN 5.3, 8: on the study's own sheets; none that the person keyed, and the dialog says so and stays.
#[test]
fn settled_sheets_are_asked_for_in_the_dialog() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("essai.recto");
    keyed_study(&path);
    let settings =
        Settings { language: Some(Language::French), operator: "bruno".to_owned(), ..Settings::default() };
    let mut bench = Bench::with(settings, []);
    bench.harness.state_mut().as_mut().unwrap().open(path);
    bench.until("the study", |app| app.study().is_some_and(|study| study.review.is_some()));
    ask_for_settled(&mut bench, "1-2");
    bench.until("the reason", |app| !app.state().starting);
    assert!(matches!(bench.app().overlay(), Some(Overlay::Practice(_))));
    assert!(bench.sees("Aucune de ces fiches ne peut servir"));
    assert!(bench.sees("001, 002"));
    bench.key(Physical::Escape);
    close(bench);
}
