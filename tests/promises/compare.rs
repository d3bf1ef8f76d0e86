//! Comparing and settling on the fixture survey (DESIGN 9, 13), through the library and the program.

use std::path::Path;
use std::process::{Command, Output};

use recto::compare::decision_file::{Wrong, read_decisions};
use recto::compare::{Class, QueueItem, Review, compare};
use recto::study::Pass;

use super::survey;

fn queue(snapshot: &recto::study::Snapshot) -> Vec<QueueItem> {
    Review::of(std::sync::Arc::new(snapshot.clone())).queue
}

/// Issue 2, point 1, through the library: sheets and cells as counted by hand, all settled, the CSV equal
/// to the truth cell for cell, both raw keyings unchanged.
#[test]
fn the_fixture_is_compared_settled_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::keyed_twice(folder.path());
    let snapshot = survey::snapshot(&study);
    let comparison = compare(&snapshot);
    assert_eq!(comparison.sheets.both.len(), 146);
    let numbers = |sheets: &[recto::compare::pairing::KeyedOnce]| -> Vec<String> {
        sheets.iter().map(|sheet| sheet.number.clone()).collect()
    };
    assert_eq!(numbers(&comparison.sheets.first_only), ["0041V", "0079L"]);
    assert_eq!(numbers(&comparison.sheets.second_only), ["0097L"]);
    assert_eq!(comparison.sheets.unknown, ["0097L"]);
    let counts = comparison.counts;
    assert_eq!((counts.compared, counts.different, counts.different_outside_text), (8895, 117, 100));
    assert_eq!((counts.normalised_equal, counts.spelling, counts.open), (4, 4, 113));
    assert_eq!(comparison.differences.iter().filter(|one| one.class == Class::Text).count(), 9);
    assert!(queue(&snapshot).len() > 100);

    survey::settle(&mut study);
    let snapshot = survey::snapshot(&study);
    let comparison = compare(&snapshot);
    assert_eq!((comparison.counts.open, comparison.counts.different), (0, 117));
    for (pass, name) in [(Pass::First, "keying_a.csv"), (Pass::Second, "keying_b.csv")] {
        let table = recto::export::Table::of_pass(&snapshot, pass);
        let mut written = Vec::new();
        recto::export::csv::write_to(&table, &survey::excel(), &mut written).unwrap();
        unchanged(&written, &survey::bytes(name));
    }
}

fn unchanged(written: &[u8], file: &[u8]) {
    let ((header, rows), (expected_header, expected)) = (survey::rows(written), survey::rows(file));
    assert_eq!(header, expected_header);
    assert_eq!(rows.len(), expected.len());
    for (row, expected) in rows.iter().zip(&expected) {
        let row: Vec<&str> = row.iter().map(|cell| survey::plain(cell)).collect();
        assert_eq!(row, *expected);
    }
}

fn equals_truth(written: &[u8]) {
    let (header, rows) = survey::rows(written);
    let (expected_header, expected) = survey::rows(&survey::bytes("truth.csv"));
    let width = expected_header.len();
    assert_eq!(header[..width], expected_header);
    assert_eq!(header[width..], ["recto_open", "recto_keyings"]);
    assert_eq!(rows.len(), 146);
    for row in &rows {
        let truth = expected.iter().find(|truth| truth[0] == row[0]).unwrap();
        let plain: Vec<&str> = row[..width].iter().map(|cell| survey::plain(cell)).collect();
        assert_eq!(plain, *truth);
        assert_eq!(row[width..], ["", "2"]);
    }
}

fn recto(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_recto"))
        .args(["--messages", "fr"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = recto(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Issue 2, point 1, through the program: from an empty folder to a CSV that equals the truth.
#[test]
fn the_program_takes_the_fixture_from_an_empty_folder_to_the_truth() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (questionnaire, a, b) =
        (survey::questionnaire_path(), survey::path("keying_a.csv"), survey::path("keying_b.csv"));
    let (questionnaire, a, b) = (questionnaire.to_str().unwrap(), a.to_str().unwrap(), b.to_str().unwrap());
    done(folder, &["new", "s.recto", "-q", questionnaire]);
    let refused = recto(folder, &["import", "s.recto", "--operator", "Alice", "--pass", "first", a]);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("0038S") && said.contains("h_fin") && said.contains("14:63"), "{said}");
    assert_eq!(said.matches("Ligne ").count(), 1, "{said}");
    done(folder, &["import", "s.recto", "--operator", "Alice", "--pass", "first", "--as-is", a]);
    done(folder, &["import", "s.recto", "--operator", "Bob", "--pass", "second", b]);

    let json = done(folder, &["compare", "s.recto", "--json", "--csv", "differences.csv"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let expected = serde_json::json!({
        "both": 146, "first_only": ["0041V", "0079L"], "second_only": ["0097L"], "duplicates": []
    });
    assert_eq!(json["sheets"], expected);
    let expected = serde_json::json!({
        "compared": 8895, "different": 117, "different_outside_text": 100, "normalised_equal": 4,
        "spelling": 4, "open": 113
    });
    assert_eq!(json["cells"], expected);
    assert_eq!(json["differences"].as_array().unwrap().len(), 117);

    let open = recto(folder, &["export", "s.recto", "-o", "open.csv"]);
    assert!(open.status.success());
    assert!(String::from_utf8(open.stderr).unwrap().contains("113 écarts"));
    decide_by_truth(folder);
    done(folder, &["resolve", "s.recto", "--operator", "Chef", "decisions.csv"]);
    done(folder, &["export", "s.recto", "-o", "final.csv"]);
    equals_truth(&std::fs::read(folder.join("final.csv")).unwrap());
    for (what, file) in [("first", a), ("second", b)] {
        let name = format!("{what}.csv");
        done(folder, &["export", "s.recto", "--what", what, "-o", &name]);
        unchanged(&std::fs::read(folder.join(&name)).unwrap(), &std::fs::read(file).unwrap());
    }
    let taken = recto(folder, &["export", "s.recto", "-o", "final.csv"]);
    assert_eq!(taken.status.code(), Some(3), "an existing file is not written over");
    let unknown = recto(folder, &["export", "s.recto", "-o", "final.ods"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8(unknown.stderr).unwrap().contains("xlsx, csv"));
}

fn decide_by_truth(folder: &Path) {
    let truth = survey::truth();
    let mut differences = csv::Reader::from_path(folder.join("differences.csv")).unwrap();
    let mut decisions = csv::Writer::from_path(folder.join("decisions.csv")).unwrap();
    decisions.write_record(["sheet", "variable", "value"]).unwrap();
    for row in differences.records() {
        let row = row.unwrap();
        decisions.write_record([&row[0], &row[1], &truth[&row[0]][&row[1]]]).unwrap();
    }
    decisions.flush().unwrap();
}

/// DESIGN 13: a decision on an unknown sheet or variable, or on a cell without a difference, is refused by
/// line and nothing is applied.
#[test]
fn wrong_decisions_are_refused_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let study = survey::keyed_twice(folder.path());
    let snapshot = survey::snapshot(&study);
    let comparison = compare(&snapshot);
    let nobody = snapshot.operators[0].id;
    let file = "sheet;variable;value\n0001B;age;86\n9999Z;age;1\n0001B;agee;1\n0001B;sexe;1\n0001B;age;85\n\
        0002C;renc_ap;7\n0020X;action_7;\n";
    let problems = read_decisions(&snapshot.questionnaire, &comparison, nobody, file.as_bytes()).unwrap_err();
    let lines: Vec<u64> = problems.iter().map(|problem| problem.line).collect();
    // An empty box speaks for its whole question, and here that is the only one that differs.
    assert_eq!(lines, [3, 4, 5, 6, 7], "{problems:?}");
    assert!(matches!(problems[0].what, Wrong::UnknownSheet(_)));
    assert!(matches!(&problems[1].what, Wrong::UnknownVariable { nearest, .. } if nearest == "age"));
    assert!(matches!(problems[2].what, Wrong::NoDifference { .. }));
    assert!(matches!(problems[3].what, Wrong::Twice { first_line: 2 }));
    assert!(matches!(problems[4].what, Wrong::Value { .. }));
    for language in recto::texts::Language::ALL {
        assert!(problems.iter().all(|problem| !problem.text(language).contains("Unknown localization")));
    }
    let whole = "sheet,variable,value\n0020X,action,1 4\n";
    let decided = read_decisions(&snapshot.questionnaire, &comparison, nobody, whole.as_bytes()).unwrap();
    assert_eq!(decided.len(), 1);
}

/// DESIGN 10, 13: exported decisions are a file that `recto resolve` reads back to the same decisions.
#[test]
fn exported_decisions_can_be_applied_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::keyed_twice(folder.path());
    survey::settle(&mut study);
    let snapshot = survey::snapshot(&study);
    let mut written = Vec::new();
    let table = recto::export::lists::resolutions(&snapshot);
    recto::export::csv::write_to(&table, &survey::excel(), &mut written).unwrap();
    let comparison = compare(&snapshot);
    let nobody = snapshot.operators[0].id;
    let read = read_decisions(&snapshot.questionnaire, &comparison, nobody, &written).unwrap();
    let targets = |target: &recto::study::Target| format!("{target:?}");
    let mut read: Vec<_> = read.iter().map(|one| (one.number.clone(), targets(&one.target))).collect();
    let mut kept: Vec<_> =
        snapshot.resolutions.iter().map(|one| (one.number.clone(), targets(&one.target))).collect();
    read.sort();
    kept.sort();
    assert_eq!(read, kept);
}

/// DESIGN 9: the queue holds failing hard checks of a final record also where both keyings agree; soft
/// ones are listed, not queued. A rule that reads an open cell waits for it.
#[test]
fn hard_checks_wait_also_where_both_agree() {
    use recto::compare::checks::failing_checks;
    use recto::compare::{CheckSource, Item, State};
    use recto::study::import::Mode;
    use recto::study::{Means, NewResolution, Target};

    let file = |med2: &str, age: &str| {
        format!(
            "num_q;date_q;med1;med2;ville;residence;resultat;info_rgpd;profil;annee_nais;age\n0001B;12/12/2024;2;{med2};1;16;1;1;1;1938;{age}\n"
        )
    };
    let keyed = |second: String| {
        let folder = tempfile::tempdir().unwrap();
        let mut study = survey::new_study(folder.path());
        let first = file("2", "50");
        survey::take(&mut study, "A", Pass::First, Mode::All, first.as_bytes()).unwrap();
        survey::take(&mut study, "B", Pass::Second, Mode::All, second.as_bytes()).unwrap();
        (folder, study)
    };
    let (_folder, mut study) = keyed(file("2", "50"));
    let snapshot = survey::snapshot(&study);
    let comparison = compare(&snapshot);
    assert_eq!(comparison.counts.different, 0);
    let names: Vec<String> = failing_checks(&snapshot, &comparison).map(|failure| failure.name).collect();
    assert!(names.contains(&"C06".to_owned()) && names.contains(&"C03".to_owned()), "{names:?}");
    let items = queue(&snapshot);
    assert_eq!(items.len(), 1, "{items:?}");
    assert!(matches!(&items[0].item, Item::Check(failure)
        if failure.name == "C06" && matches!(failure.source, CheckSource::Rule(_))));

    let kept = NewResolution {
        number: "0001B".to_owned(),
        target: Target::KeepCheck { check: "C06".to_owned() },
        means: Means::CheckKept,
        reason: "the paper says so".to_owned(),
        operator: snapshot.operators[0].id,
    };
    study.resolve("m2s-impact-2024", &[kept]).unwrap();
    let snapshot = survey::snapshot(&study);
    assert_eq!(queue(&snapshot)[0].state, State::Settled);

    let (_folder, study) = keyed(file("3", "50"));
    let snapshot = survey::snapshot(&study);
    let items = queue(&snapshot);
    assert!(matches!(items[..], [QueueItem { item: Item::Difference { .. }, .. }]), "{items:?}");
}

/// `compare --csv` replaces an earlier list of differences, and nothing else.
#[test]
fn the_list_of_differences_replaces_only_its_like() {
    let folder = tempfile::tempdir().unwrap();
    let study = survey::keyed_twice(folder.path());
    let snapshot = survey::snapshot(&study);
    let comparison = compare(&snapshot);
    let write =
        |name: &str| recto::export::differences::write_csv(&snapshot, &comparison, &folder.path().join(name));
    write("differences.csv").unwrap();
    write("differences.csv").unwrap();
    let before = std::fs::metadata(folder.path().join("study.recto")).unwrap().len();
    assert!(write("study.recto").is_err());
    assert_eq!(std::fs::metadata(folder.path().join("study.recto")).unwrap().len(), before);
}
