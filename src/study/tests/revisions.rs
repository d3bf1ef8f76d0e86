//! What a new version may change (DESIGN 5.12), and what becomes of keyings made before it.

use super::*;
use crate::study::revision::{Change, Refusal, compare};
use crate::texts::Language;

fn name(name: &str) -> String {
    name.to_owned()
}

/// DESIGN 5.12: texts, order, added choices, questions and missing codes are free, and each is listed.
#[test]
fn free_changes_are_listed() {
    let added = "[[page.item]]\nkind = \"question\"\nname = \"extra\"\nnumber = \"4\"\ntype = \"text\"\n\
        label = { fr = \"Autre\", en = \"Other\" }\n";
    let new = changed(&[
        ("version = \"1\"", "version = \"2\""),
        ("fr = \"Petit questionnaire\"", "fr = \"Questionnaire court\""),
        ("sheets = \"1-4\"", "sheets = \"1-9\""),
        ("fr = \"Ville\"", "fr = \"Votre ville\""),
        (
            "en = \"Martigues\" } },",
            "en = \"Martigues\" } },\n  { name = \"3\", label = { fr = \"Arles\" } },",
        ),
        (
            "[[page]]\n",
            "[missing.REF]\nmeans = \"refused\"\nkey = \"*\"\nlabel = { fr = \"Refus\" }\n\n[[page]]\n",
        ),
        ("en = \"Remark\" }\n", &format!("en = \"Remark\" }}\n\n{added}")),
    ]);
    let revision = compare(&small(), &new);
    assert_eq!(revision.refusals, []);
    let has = |change: &Change| assert!(revision.changes.contains(change), "{:?}", revision.changes);
    has(&Change::Title);
    has(&Change::Sheets);
    has(&Change::Text { variable: name("town") });
    has(&Change::AddedMissing { name: name("REF") });
    has(&Change::AddedVariable { variable: name("extra") });
    let is_added = |change: &Change| matches!(change, Change::AddedChoice { code, .. } if code == "3");
    assert!(revision.changes.iter().any(is_added));
    for language in Language::ALL {
        for text in revision.changes.iter().map(|change| change.text(language)) {
            assert!(text.contains(' ') && !text.contains("study-") && !text.contains('{'), "{text}");
        }
    }
    assert_eq!(compare(&small(), &small()), revision::Revision::default());
}

/// DESIGN 5.12: what would take answers their place or meaning is refused, each with its reason.
#[test]
fn other_changes_are_refused() {
    let cases: [(&[(&str, &str)], Refusal); 8] = [
        (
            &[("name = \"age\"", "name = \"years\"")],
            Refusal::Renamed { old: name("age"), new: name("years") },
        ),
        (
            &[
                ("name = \"age\"", "name = \"floor\""),
                ("fr = \"Âge\", en = \"Age\"", "fr = \"Étage\""),
                ("number = \"2\"", "number = \"7\""),
            ],
            Refusal::Removed { variable: name("age") },
        ),
        (&[("type = \"integer\"\ndigits = 3", "type = \"text\"")], Refusal::Kind { variable: name("age") }),
        (
            &[("{ name = \"2\"", "{ name = \"3\"")],
            Refusal::RemovedChoice { variable: name("town"), code: name("2") },
        ),
        (
            &[("fr = \"Martigues\", en = \"Martigues\"", "fr = \"Lyon\", en = \"Lyon\"")],
            Refusal::ChoiceMeaning {
                variable: name("town"),
                code: name("2"),
                old: name("Martigues"),
                new: name("Lyon"),
            },
        ),
        (
            &[
                ("fr = \"Marseille\", en = \"Marseille\"", "fr = \"?\", en = \"?\""),
                ("fr = \"Martigues\", en = \"Martigues\"", "fr = \"Marseille\", en = \"Marseille\""),
                ("fr = \"?\", en = \"?\"", "fr = \"Martigues\", en = \"Martigues\""),
            ],
            Refusal::ChoiceMeaning {
                variable: name("town"),
                code: name("1"),
                old: name("Marseille"),
                new: name("Martigues"),
            },
        ),
        (&[("means = \"illegible\"", "means = \"refused\"")], Refusal::Missing { name: name("ILL") }),
        (&[("type = \"sheet_number\"\ndigits = 3", "type = \"sheet_number\"\ndigits = 4")], Refusal::Number),
    ];
    for (replacements, refusal) in cases {
        let found = compare(&small(), &changed(replacements));
        assert!(found.refusals.contains(&refusal), "{refusal:?} not in {:?}", found.refusals);
        for language in Language::ALL {
            for text in found.refusals.iter().map(|refusal| refusal.text(language)) {
                assert!(text.ends_with('.') && !text.contains("study-"), "{text}");
            }
        }
    }
}

/// DESIGN 5.12: keyings name their version; what the current one does not ask stays in the file, and
/// what is new was not asked.
#[test]
fn keyings_outlive_a_version() {
    let (_folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001"), answer("age", Value::Integer(7))]);
    // As a map may allow one day: the variable is gone, another stands before the rest.
    let new = changed(&[
        ("version = \"1\"", "version = \"2\""),
        ("name = \"age\"", "name = \"floor\""),
        ("name = \"town\"", "name = \"place\""),
    ]);
    study.revise(&new, None, None).unwrap();
    let held = StudyError::VersionHeld { id: name("small"), version: name("2") };
    assert_eq!(study.revise(&new, None, None), Err(held));
    study.close().unwrap();
    let mut study = Study::open(&path, &station()).unwrap();
    let versions: Vec<String> =
        study.versions("small").unwrap().into_iter().map(|(version, _)| version).collect();
    assert_eq!(versions, ["1", "2"]);
    let keying = study.snapshot("small").unwrap().keyings.remove(0);
    assert_eq!(keying.version, "1");
    let not_asked = Answer::Missing(crate::questionnaire::Missing::NotAsked);
    assert_eq!(keying.record.answer(field(&new, "floor")), &not_asked);
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    let floor = answer_in(&new, "floor", Answer::Value(Value::Integer(3)));
    keep_all(&mut study, session, &[Entry::Resume { number: name("001"), keying: None }, floor]);
    let keying = study.snapshot("small").unwrap().keyings.remove(0);
    assert_eq!(keying.version, "2");
    assert_eq!(keying.record.answer(field(&new, "floor")), &Answer::Value(Value::Integer(3)));
    let mut ages = 0;
    study
        .journal("small", |line| {
            ages +=
                usize::from(matches!(line.what, Happening::Answered { variable, .. } if variable == "age"));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(ages, 1, "the old answer is in the journal");
}
