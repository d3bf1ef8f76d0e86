//! Taking a keying made elsewhere (DESIGN 13).
#![allow(clippy::panic)]

use recto::questionnaire::{Answer, Missing, Value};
use recto::study::Pass;
use recto::study::import::{Fault, ImportError, Mode, Problem, What};

use super::survey;

fn refused(result: Result<recto::study::import::Imported, ImportError>) -> Vec<Problem> {
    match result {
        Err(ImportError::Refused(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

/// The fixture with one text replaced.
fn changed(from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(survey::bytes("keying_a.csv")).unwrap();
    assert!(text.contains(from), "{from}");
    text.replace("14:63", "14:53").replacen(from, to, 1).into_bytes()
}

/// DESIGN 13: nothing is taken unless all of it can be; the one impossible cell is named by line and
/// column.
#[test]
fn the_one_impossible_cell_is_named_and_nothing_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::new_study(folder.path());
    let problems =
        refused(survey::take(&mut study, "Alice", Pass::First, Mode::All, &survey::bytes("keying_a.csv")));
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = &problems[0];
    assert_eq!((problem.sheet.as_str(), problem.name.as_str()), ("0038S", "h_fin"));
    assert_eq!((problem.line, problem.column), (39, 76));
    assert!(matches!(&problem.what, What::Cell { fault: Fault::Written(_), value } if value == "14:63"));
    let snapshot = survey::snapshot(&study);
    assert!(snapshot.keyings.is_empty() && snapshot.operators.is_empty());
}

/// DESIGN 13: `--partial` takes what it can and lists what it left.
#[test]
fn a_partial_import_leaves_the_sheet_with_the_problem() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::new_study(folder.path());
    let taken = survey::take(&mut study, "Alice", Pass::First, Mode::Partial, &survey::bytes("keying_a.csv"))
        .unwrap();
    assert_eq!((taken.taken, taken.left.len()), (147, 1));
    assert!(survey::snapshot(&study).keyings.iter().all(|keying| keying.number != "0038S"));
}

/// DESIGN 13: `--as-is` keeps impossible values, flagged; a wrong check letter is taken and flagged;
/// values out of range are kept and flagged.
#[test]
fn as_is_keeps_and_flags() {
    let folder = tempfile::tempdir().unwrap();
    let study = survey::keyed_twice(folder.path());
    let snapshot = survey::snapshot(&study);
    let field = |sheet: &str, pass: Pass, name: &str| {
        let keying =
            snapshot.keyings.iter().find(|keying| keying.number == sheet && keying.pass == pass).unwrap();
        assert!(keying.imported && keying.finished.is_some());
        let variable = snapshot.questionnaire.variable_by_name(name).unwrap();
        keying.record.field(snapshot.questionnaire.field_of(variable, 0).unwrap()).clone()
    };
    let end = field("0038S", Pass::First, "h_fin");
    assert_eq!((end.answer, end.kept), (Answer::Value(Value::AsWritten("14:63".to_owned())), true));
    assert!(field("0097L", Pass::Second, "num_q").kept);
    assert!(!field("0097F", Pass::Second, "num_q").kept);
    assert!(field("0073E", Pass::First, "annee_nais").kept, "born in 1854");
    assert_eq!(
        field("0023A", Pass::First, "solution_txt").answer,
        Answer::Missing(Missing::Blank),
        "NR is a code"
    );
    assert_eq!(
        field("0062T", Pass::First, "amelio_txt").answer,
        Answer::Value(Value::Text("Des ateliers tablette/ordinateur ".to_owned())),
        "texts are verbatim"
    );
}

/// DESIGN 5.6: an empty cell is blank in the file where the question applies, not keyed where skipped.
#[test]
fn empty_cells_are_typed() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::new_study(folder.path());
    survey::take(&mut study, "A", Pass::First, Mode::All, &changed(";68;1;08/2021;", ";;1;08/2021;"))
        .unwrap();
    let snapshot = survey::snapshot(&study);
    let keying = snapshot.keyings.iter().find(|keying| keying.number == "0001B").unwrap();
    let answer = |name: &str| {
        let variable = snapshot.questionnaire.variable_by_name(name).unwrap();
        keying.record.answer(snapshot.questionnaire.field_of(variable, 0).unwrap()).clone()
    };
    assert_eq!(answer("age"), Answer::Missing(Missing::EmptyInFile));
    assert_eq!(answer("lien_aide"), Answer::NotKeyed, "asked of carers only");
}

/// DESIGN 13: every kind of problem is found, with its line; all of them at once.
#[test]
fn every_problem_has_its_place() {
    let cases: [(&str, &str, u64, &str); 8] = [
        ("date_q;", "dateq;", 1, "UnknownColumn { nearest: \"date_q\" }"),
        ("num_q;", "num;", 1, "ColumnMissing"),
        ("lieu;mode", "lieu;lieu", 1, "ColumnTwice"),
        ("0002C;08/11/2024", "0002C;31/11/2024", 3, "ImpossibleDate"),
        ("0002C;08/11/2024;5", "0002C;08/11/2024;77", 3, "UnknownCode { code: \"77\" }"),
        ("0002C;08/11/2024;5", "0002C;08/11/2024;5;5", 3, "CellCount { found: 78, expected: 77 }"),
        ("0002C;", "0001B;", 3, "SheetTwice { first_line: 2 }"),
        ("0002C;", ";", 3, "NoNumber"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::new_study(folder.path());
    for (from, to, line, what) in cases {
        let problems = refused(survey::take(&mut study, "A", Pass::First, Mode::All, &changed(from, to)));
        let found = problems.iter().any(|found| found.line == line && format!("{found:?}").contains(what));
        assert!(found, "{to}: {problems:?}");
        for problem in &problems {
            for language in recto::texts::Language::ALL {
                assert!(!problem.text(language).contains("Unknown localization"), "{problem:?}");
            }
        }
    }
    let both = changed("0002C;08/11/2024;5", "0002C;31/11/2024;77");
    assert_eq!(refused(survey::take(&mut study, "A", Pass::First, Mode::All, &both)).len(), 2);
}

/// DESIGN 13: a file that is not text in UTF-8, or empty, is refused in words.
#[test]
fn a_file_that_is_not_text_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::new_study(folder.path());
    let problems = refused(survey::take(&mut study, "A", Pass::First, Mode::All, b"num_q;age\n0001B;\xE9"));
    assert_eq!((problems[0].line, &problems[0].what), (2, &What::NotUtf8 { byte: 16 }));
    for empty in [&b""[..], b"\xEF\xBB\xBF\r\n", b"num_q;age\r\n"] {
        let problems = refused(survey::take(&mut study, "A", Pass::First, Mode::All, empty));
        assert_eq!(problems[0].what, What::Empty);
    }
}

/// DESIGN 5.4: the operator who keyed the other pass is refused; so is a sheet keyed in this pass.
#[test]
fn the_same_operator_cannot_bring_the_other_pass() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::keyed_twice(folder.path());
    let again =
        refused(survey::take(&mut study, "Eve", Pass::First, Mode::AsIs, &survey::bytes("keying_a.csv")));
    assert!(again.len() == 148 && again.iter().all(|problem| problem.what == What::AlreadyKeyed));
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::new_study(folder.path());
    survey::take(&mut study, "Alice", Pass::First, Mode::AsIs, &survey::bytes("keying_a.csv")).unwrap();
    let same = refused(survey::take(
        &mut study,
        " ALICE ",
        Pass::Second,
        Mode::AsIs,
        &survey::bytes("keying_b.csv"),
    ));
    assert!(same.iter().all(|problem| matches!(problem.what, What::SameOperator { .. })));
}

/// DESIGN 13: delimiter from the header, ISO dates, a decimal point, several choices as codes with spaces.
#[test]
fn dialects_give_the_same_record() {
    let excel = "\u{feff}num_q;date_q;h_aide;anc_m2s;action_1;action_2;action_3;action_4;action_5;action_6;\
        action_7;action_8;action_9;change_txt\r\n\
        0001B;05/11/2024;12,5;08/2021;1;0;0;1;0;0;0;0;0;'=bravo !\r\n";
    let open = "num_q,date_q,h_aide,anc_m2s,action,change_txt\n\
        0001B,2024-11-05,12.5,2021-08,4 1,=bravo !\n";
    let tab = open.replace(',', "\t");
    let mut records = Vec::new();
    for file in [excel.as_bytes(), open.as_bytes(), tab.as_bytes()] {
        let folder = tempfile::tempdir().unwrap();
        let mut study = survey::new_study(folder.path());
        let taken = survey::take(&mut study, "A", Pass::First, Mode::All, file).unwrap();
        assert!(taken.absent.contains(&"age".to_owned()));
        records.push(survey::snapshot(&study).keyings[0].record.clone());
    }
    assert_eq!(records[0], records[1]);
    assert_eq!(records[0], records[2]);
    let questionnaire = survey::questionnaire();
    let action = questionnaire.field_of(questionnaire.variable_by_name("action").unwrap(), 0).unwrap();
    let ticked = Value::Codes(vec!["1".to_owned(), "4".to_owned()]);
    assert_eq!(records[0].answer(action), &Answer::Value(ticked));
}
