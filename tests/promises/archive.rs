//! The raw archive (DESIGN 10; issue 5): the final data follow from it alone, by the rule it carries, and
//! the same study gives the same bytes. Needs python3 (standard library only).

use std::path::Path;
use std::process::Command;

use recto::compare::compare;
use recto::compare::proposals::proposals;
use recto::export::archive::{Material, write};
use recto::study::{Plan, Said, Study};

use super::survey;

const ID: &str = "m2s-impact-2024";

fn archive(study: &Study, path: &Path) -> u64 {
    let mut journal = Vec::new();
    study
        .journal(ID, |line| {
            journal.push(line);
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    let (snapshot, versions) = (survey::snapshot(study), study.versions(ID).unwrap());
    write(&Material { snapshot: &snapshot, journal: &journal, versions: &versions }, path, false).unwrap()
}

/// Runs the rule; its rows, cells and open cells, or `None` where there is no Python.
pub fn recomputed(path: &Path) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/promises/archive_rule.py");
    let python = std::env::var("RECTO_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let Ok(run) = Command::new(python).arg(script).arg(path).output() else {
        assert!(std::env::var("CI").is_err(), "python3 is missing");
        eprintln!("skipped: no Python here");
        return None;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8_lossy(&run.stdout).trim().to_owned())
}

/// Counts `0097L` as `0079L`, as proposed, and says nobody's filter question otherwise than both keyings.
fn pair(study: &mut Study) -> uuid::Uuid {
    let snapshot = survey::snapshot(study);
    let proposal = proposals(&snapshot, &compare(&snapshot)).open.remove(0);
    let chef = study.operator("Chef").unwrap().id;
    study.declare(ID, chef, &[(None, Said::Matched(proposal.accepted(0).unwrap()))]).unwrap()[0].id
}

/// Issue 5: open, half settled, settled and keyed once, the rule gives Recto's final data cell for cell.
#[test]
fn the_final_data_follow_from_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::keyed_twice(folder.path());
    let path = |name: &str| folder.path().join(name);
    assert!(archive(&study, &path("open.zip")) >= 12);
    // Two sheets counted as one, and a filter whose settled answer skips or asks what stands behind it.
    let id = pair(&mut study);
    archive(&study, &path("paired.zip"));
    let chef = study.operator("Chef").unwrap().id;
    study.declare(ID, chef, &[(None, Said::Withdrawn { declaration: id })]).unwrap();
    survey::settle(&mut study);
    archive(&study, &path("settled.zip"));
    study.set_plan(Plan { single_keying_allowed: true, ..Plan::default() }, None).unwrap();
    archive(&study, &path("once.zip"));
    for (name, starts, ends) in [
        ("open.zip", "146 ", " 113"),
        ("paired.zip", "147 ", ""),
        ("settled.zip", "146 ", " 0"),
        ("once.zip", "149 ", " 0"),
    ] {
        let Some(found) = recomputed(&path(name)) else { return };
        assert!(found.starts_with(starts) && found.ends_with(ends), "{name}: {found}");
    }
}

/// Issue 5: the same study gives the same bytes, and the archive carries the rule and every version.
#[test]
fn the_same_study_gives_the_same_archive() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::keyed_twice(folder.path());
    survey::settle(&mut study);
    let paths = ["one.zip", "two.zip"].map(|name| folder.path().join(name));
    for path in &paths {
        archive(&study, path);
        // A zip counts two seconds: another moment would show.
        std::thread::sleep(std::time::Duration::from_millis(2100));
    }
    assert!(std::fs::read(&paths[0]).unwrap() == std::fs::read(&paths[1]).unwrap());
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&paths[0]).unwrap()).unwrap();
    let read = std::io::read_to_string(zip.by_name("README.txt").unwrap()).unwrap();
    assert!(read.contains("THE RULE"));
    let source = std::io::read_to_string(zip.by_name("questionnaire/01 2024-11.toml").unwrap()).unwrap();
    assert_eq!(source, std::fs::read_to_string(survey::questionnaire_path()).unwrap());
}
