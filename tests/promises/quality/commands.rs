//! `recto quality` and `recto audit` as a person uses them, on the fixture survey, whose truth is known.

use std::path::Path;
use std::process::{Command, Output};

use recto::compare::compare;
use recto::compare::quality::{Quality, reread_due, reread_left};
use recto::questionnaire::Answer;
use recto::study::{KeptAnswer, Pass, Said};

use crate::survey;

fn recto(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_recto")).args(["--messages", "en"]).args(arguments).output().unwrap()
}

fn said(arguments: &[&str]) -> String {
    let output = recto(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&said(arguments)).unwrap()
}

fn settled_study(folder: &Path) -> String {
    let mut study = survey::keyed_twice(folder);
    survey::settle(&mut study);
    let path = study.path().to_str().unwrap().to_owned();
    study.close().unwrap();
    path
}

/// The list to be read, with what the paper says; `spoil` changes the first answers so many times.
fn read_on_paper(list: &Path, lines: usize) -> String {
    let truth = survey::truth();
    let bytes = std::fs::read(list).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut rows = text.trim_start_matches('\u{feff}').lines();
    assert_eq!(rows.next().unwrap(), "sheet,page,variable,question,value");
    let mut file = "sheet,variable,value\n".to_owned();
    for row in rows.take(lines) {
        let cells: Vec<&str> = row.split(',').collect();
        let of_sheet = &truth[cells[0]];
        let value = of_sheet.get(cells[2]).cloned().unwrap_or_else(|| {
            let boxes = of_sheet.iter().filter_map(|(column, value)| {
                let code = column.strip_prefix(cells[2])?.strip_prefix('_')?;
                (value == "1").then_some(code)
            });
            boxes.collect::<Vec<_>>().join(" ")
        });
        let quoted = format!("\"{}\"", value.replace('"', "\"\""));
        file.push_str(&format!("{},{},{quoted}\n", cells[0], cells[2]));
    }
    file
}

/// DESIGN 9: a sample from a seed, listed without a value, read by somebody who keyed none of it, resumed,
/// and only then a limit.
#[test]
fn an_audit_is_drawn_read_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let study = settled_study(folder.path());
    let study = study.as_str();
    assert!(String::from_utf8_lossy(&recto(&["audit", study, "list"]).stderr).contains("No audit"));
    said(&["audit", study, "draw", "--cells", "150", "--seed", "7", "--operator", "Dora"]);
    let list = folder.path().join("list.csv");
    said(&["audit", study, "list", "--csv", list.to_str().unwrap()]);

    let readings = folder.path().join("read.csv");
    std::fs::write(&readings, read_on_paper(&list, 40)).unwrap();
    let readings = readings.to_str().unwrap();
    let refused = recto(&["audit", study, "read", readings, "--operator", "alice"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("Somebody else must read"));
    said(&["audit", study, "read", readings, "--operator", "Carol"]);
    let twice = recto(&["audit", study, "read", readings, "--operator", "Carol"]);
    assert_eq!(twice.status.code(), Some(1), "what is read is read");
    let audit = &json(&["audit", study, "--json"])["audits"][0];
    assert_eq!((audit["complete"].as_bool(), audit["upper"].is_null()), (Some(false), true));

    said(&["audit", study, "list", "--csv", list.to_str().unwrap(), "--force"]);
    std::fs::write(readings, read_on_paper(&list, usize::MAX)).unwrap();
    said(&["audit", study, "read", readings, "--operator", "Carol"]);
    let audit = &json(&["audit", study, "--json"])["audits"][0];
    assert_eq!((audit["complete"].as_bool(), audit["read"].as_u64()), (Some(true), Some(150)));
    let (wrong, upper) = (audit["wrong"].as_u64().unwrap(), audit["upper"].as_f64().unwrap());
    assert_eq!(audit["readers"], serde_json::json!(["Carol"]));
    let limit = recto::compare::quality::interval::exact_upper(wrong, 150, 0.05).unwrap();
    assert!((upper - limit * 10_000.0).abs() < 1e-9);
    assert_eq!(json(&["quality", study, "--json"])["audits"][0], *audit);

    // The same seed draws the same sample.
    said(&["audit", study, "draw", "--cells", "150", "--seed", "7", "--operator", "Dora"]);
    let again = folder.path().join("again.csv");
    said(&["audit", study, "list", "--csv", again.to_str().unwrap()]);
    let first: Vec<String> = read_on_paper(&again, 40).lines().map(str::to_owned).collect();
    assert_eq!(first.len(), 41);
}

/// DESIGN 9, 5.8: the page's figures follow from the fixture's keyings and truth, counted otherwise; they are
/// the same as those of `recto compare`.
#[test]
fn the_page_counts_what_the_fixture_holds() {
    let folder = tempfile::tempdir().unwrap();
    let study = settled_study(folder.path());
    let quality = json(&["quality", &study, "--json"]);
    let compared = json(&["compare", &study, "--json"]);
    let differences = &quality["cells"]["differences"];
    assert_eq!(differences["cells"], compared["cells"]["compared"]);
    let cells = &compared["cells"];
    let count = |value: &serde_json::Value| value.as_u64().unwrap();
    let in_substance =
        count(&cells["different"]) - count(&cells["normalised_equal"]) - count(&cells["spelling"]);
    assert_eq!(count(&differences["hits"]), in_substance);
    let hits: u64 = quality["variables"].as_array().unwrap().iter().map(|it| count(&it["hits"])).sum();
    assert_eq!(hits, in_substance);
    // Every difference is a mistake of one or the other, or of both where they differ from the paper.
    let wrong: u64 = quality["operators"].as_array().unwrap().iter().map(|it| count(&it["hits"])).sum();
    let both = count(&quality["cells"]["both_wrong"]);
    let unreadable: u64 =
        quality["operators"].as_array().unwrap().iter().map(|it| count(&it["unreadable"])).sum();
    assert_eq!(wrong + unreadable, in_substance + both, "{quality:#}");
    assert!(quality["audits"].as_array().unwrap().is_empty());
    assert_eq!(quality["estimate"]["sensitivity"].as_array().unwrap().len(), 3);

    let page = folder.path().join("page.html");
    let words = said(&["quality", &study, "-o", page.to_str().unwrap()]);
    assert!(words.contains("No audit was made: no guarantee") && words.contains("Alice"));
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.contains("Person A") && !html.contains("Alice"), "a funder's page names nobody");
    assert!(!html.contains("src=") && !html.contains("http"), "nothing is fetched");
    assert_eq!(recto(&["quality", &study, "-o", "x.csv"]).status.code(), Some(2));
}

/// DESIGN 9: before everything is settled nobody's mistakes are known: no error rate, no estimate.
#[test]
fn nothing_is_said_of_errors_before_all_is_settled() {
    let folder = tempfile::tempdir().unwrap();
    let study = survey::keyed_twice(folder.path());
    let path = study.path().to_str().unwrap().to_owned();
    study.close().unwrap();
    let quality = json(&["quality", &path, "--json"]);
    assert_eq!(quality["cells"]["settled"], false);
    assert!(quality["estimate"].is_null() && quality["operators"][0]["per_10_000"].is_null());
    assert!(said(&["quality", &path]).contains("Given once every difference is settled"));
}

/// DESIGN 9: a seeded share of settled questions comes back; the same ones, however many follow; and what is
/// read otherwise is a mistake of settling.
#[test]
fn settling_has_an_error_rate_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::keyed_twice(folder.path());
    survey::settle(&mut study);
    let before = survey::snapshot(&study);
    let due = reread_due(1, 30, &before.resolutions);
    let some = reread_due(1, 30, &before.resolutions[..before.resolutions.len() / 2]);
    assert!(!some.is_empty() && some.iter().all(|question| due.contains(question)));
    study
        .set_plan(recto::study::Plan { reread_percent: recto::study::Whole(30), ..before.plan }, None)
        .unwrap();
    let left = reread_left(&survey::snapshot(&study));
    assert_eq!(left.len(), due.len());
    let carol = study.operator("Carol").unwrap().id;
    let said = |answer: Answer| Said::Reread {
        variable: left[0].variable.clone(),
        line: left[0].line,
        answer: KeptAnswer(answer),
    };
    let number = Some(left[0].number.clone());
    study.declare(&before.questionnaire.id, carol, &[(number, said(Answer::NotApplicable))]).unwrap();
    let snapshot = survey::snapshot(&study);
    let comparison = compare(&snapshot);
    let settling = Quality::of(&snapshot, &comparison).settling;
    assert_eq!((settling.reread, settling.due), (1, due.len() as u64));
    assert!(settling.mistakes <= 1 && settling.interval().is_some());
    assert_eq!(reread_left(&snapshot).len(), left.len() - 1);
    assert!(snapshot.keyings.iter().any(|keying| keying.pass == Pass::First));
}
