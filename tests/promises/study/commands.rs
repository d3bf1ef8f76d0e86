//! The commands `new`, `revise` and `status`, as a script sees them (DESIGN 13).

use std::path::Path;
use std::process::{Command, Output};

use recto::keying::Entry;
use recto::questionnaire::Value;
use recto::study::{Pass, Said, Study};

use super::{SMALL, answer, new_study, open, station};

/// Runs the program in `folder`, its settings kept there too.
pub fn recto(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_recto"))
        .args(["--messages", "en"])
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_DATA_HOME", folder.join("data"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// DESIGN 13: `new` makes a study and spares existing files; `revise` lists changes, adds a version only
/// if nothing is refused, and adds a further questionnaire when told to.
#[test]
fn a_study_is_made_and_revised() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    file("1.toml", SMALL);
    let second = SMALL.replace("version = \"1\"", "version = \"2\"");
    file("2.toml", &second.replace("fr = \"Ville\"", "fr = \"Votre ville\""));
    file("renamed.toml", &second.replace("name = \"age\"", "name = \"years\""));
    file("other.toml", &SMALL.replace("id = \"small\"", "id = \"other\""));
    let run = |arguments: &[&str]| recto(folder.path(), arguments);
    let (status, said, _) = run(&["new", "s.recto", "-q", "1.toml"]);
    assert!(status == 0 && said.contains("small"), "{said}");
    let (status, _, error) = run(&["new", "s.recto", "-q", "1.toml"]);
    assert!(status == 1 && error.contains("exists already"), "{error}");
    assert_eq!(run(&["new", "t.recto", "-q", "none.toml"]).0, 1);
    let (status, said, error) = run(&["revise", "s.recto", "-q", "renamed.toml"]);
    assert!(status == 1 && said.contains("age seems to be called years now"), "{said}{error}");
    let (status, said, _) = run(&["revise", "s.recto", "-q", "2.toml"]);
    assert!(status == 0 && said.contains("town: its texts") && said.contains("was added"), "{said}");
    let (status, said, _) = run(&["revise", "s.recto", "-q", "2.toml"]);
    assert!(status == 0 && said.contains("nothing to add"), "{said}");
    let (status, _, error) = run(&["revise", "s.recto", "-q", "other.toml"]);
    assert!(status == 1 && error.contains("--add"), "{error}");
    assert_eq!(run(&["revise", "s.recto", "-q", "other.toml", "--add"]).0, 0);
    let (status, _, error) = run(&["status", "s.recto"]);
    assert!(status == 2 && error.contains("small, other"), "{error}");
    let (status, said, _) = run(&["status", "s.recto", "--questionnaire", "small"]);
    assert!(status == 0 && said.contains("version 2"), "{said}");
    let study = Study::open_read_only(&folder.path().join("s.recto")).unwrap();
    assert_eq!(study.versions("small").unwrap().len(), 2);
}

/// DESIGN 13: a mistyped command is wrong usage, never taken for a study to open.
#[test]
fn a_mistyped_command_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let (status, said, error) = recto(folder.path(), &["chek", "small.toml"]);
    assert_eq!((status, said.as_str()), (2, ""));
    assert!(error.contains("'chek'") && error.contains("'check'"), "{error}");
}

/// DESIGN 13: the fields of `status --json` are fixed.
#[test]
fn status_has_fixed_fields() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.recto");
    new_study(&path);
    let mut study = Study::open(&path, &station()).unwrap();
    let mut key = |name: &str, pass, entries: &[Entry]| {
        let operator = study.operator(name).unwrap();
        let session = study.begin("small", operator.id, pass).unwrap();
        for entry in entries {
            study.keep(session, entry).unwrap();
        }
    };
    let age = |age| answer("age", Value::Integer(age));
    key("Ana", Pass::First, &[open("001"), age(7), Entry::Finish, open("009"), age(1), Entry::Finish]);
    key("Ana", Pass::First, &[open("002"), Entry::Finish, open("003")]);
    key("Bob", Pass::Second, &[open("001"), age(8), Entry::Finish, open("002"), Entry::Finish]);
    let claire = study.operator("Claire").unwrap();
    let said = Said::Unreadable { reason: "washed out".into() };
    study.declare("small", claire.id, &[(Some("002".into()), said)]).unwrap();
    study.close().unwrap();
    let (status, said, error) = recto(folder.path(), &["status", "s.recto", "--json"]);
    assert_eq!(status, 0, "{error}");
    let mut found: serde_json::Value = serde_json::from_str(&said).unwrap();
    // Speeds have tests of their own; the moment of a declaration is that of this test.
    found.as_object_mut().unwrap().remove("activity").unwrap();
    found["unreadable"][0].as_object_mut().unwrap().remove("at").unwrap();
    let expected = serde_json::json!({
        "questionnaire": "small",
        "version": "1",
        "sheets": {
            "expected": 4, "not_keyed": 1, "keyed_once": 1, "keyed_twice": 2, "unfinished": 1,
            "with_differences": 1, "settled": 1
        },
        "missing": ["004"],
        "missing_first": ["003", "004"],
        "missing_second": ["003", "004"],
        "extra": ["009"],
        "duplicates": [],
        "matched": [],
        "void": [],
        "declared_missing": [],
        "keyed_though_absent": [],
        "unreadable": [{ "sheet": "002", "reason": "washed out", "operator": "Claire" }],
        "batches": [],
        "erased": [],
        "open_differences": 1,
        "questions_due": 0,
        "operators": [
            { "name": "Ana", "first": 3, "second": 0 },
            { "name": "Bob", "first": 0, "second": 2 }
        ]
    });
    assert_eq!(found, expected);
}
