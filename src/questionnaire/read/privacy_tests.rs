//! What the reader takes and reports of what questions say of the person (DESIGN 10; issue 5, profiles).

use super::super::{Privacy, Publish, Site};
use super::*;

const WHOLE: &str = include_str!("../../../tests/data/whole.toml");

/// The codes of the problems after the lines that say the type of one question are replaced.
fn problems(question: &str, lines: &str) -> Vec<&'static str> {
    let from = format!("name = \"{question}\"\n");
    assert!(WHOLE.contains(&from), "{question}");
    let reading = read(WHOLE.replacen(&from, &format!("{from}{lines}\n"), 1).as_bytes());
    let codes = reading.diagnostics.iter().map(|problem| problem.code);
    codes.filter(|code| *code != "unclassified").collect()
}

/// Issue 5: a classification that cannot be is reported, with what to write.
#[test]
fn what_cannot_be_is_reported() {
    for (question, lines, code) in [
        ("age", "privacy = \"secret\"", "wrong-word"),
        ("age", "privacy = \"free_text\"", "privacy-not-text"),
        ("age", "privacy = \"consent\"", "privacy-consent"),
        ("age", "bands = [70, 60]", "bad-bands"),
        ("age", "bands = []", "bad-bands"),
        ("age", "privacy = \"plain\"\npublish = \"table\"", "publish-needs-bands"),
        ("age", "privacy = \"identifying\"\nbands = [60]\npublish = \"table\"", "publish-private"),
        ("age", "privacy = \"sensitive\"\nbands = [60]\npublish = \"by\"", "publish-private"),
        ("age", "site = true", "useless-key"),
        ("outcome", "privacy = \"consent\"\nyes = \"77\"", "unknown-yes"),
        ("outcome", "privacy = \"plain\"\nsite = \"nowhere\"", "unknown-site-column"),
        ("need", "privacy = \"plain\"\npublish = \"by\"", "publish-by-several"),
        ("need_other", "privacy = \"plain\"", "privacy-of-text"),
    ] {
        assert!(problems(question, lines).contains(&code), "{lines}: {:?}", problems(question, lines));
    }
    assert!(problems("age", "privacy = \"plain\"\nbands = [60, 70]\npublish = \"by\"").is_empty());
}

/// Issue 5: one consent; and every sentence is whole in both languages.
#[test]
fn a_second_consent_is_reported_and_sentences_are_whole() {
    let consent = "privacy = \"consent\"\nyes = \"1\"\n";
    let two = ["outcome", "town"].iter().fold(WHOLE.to_owned(), |text, name| {
        let from = format!("name = \"{name}\"\n");
        text.replacen(&from, &format!("{from}{consent}"), 1)
    });
    let reading = read(two.as_bytes());
    assert!(reading.diagnostics.iter().any(|problem| problem.code == "second-consent"), "{reading:?}");
    for problem in reading.diagnostics {
        for language in crate::texts::Language::ALL {
            let sentence = problem.text(language);
            assert!(sentence.len() > 20 && !sentence.contains("{ $") && !sentence.contains("diagnostic-"));
        }
    }
}

/// Issue 5: where some questions are classified, those left out are named.
#[test]
fn questions_left_out_are_named() {
    let some = WHOLE.replacen("name = \"age\"\n", "name = \"age\"\nprivacy = \"plain\"\n", 1);
    let reading = read(some.as_bytes());
    assert!(reading.questionnaire.is_some());
    assert!(reading.diagnostics.iter().all(|problem| problem.code == "unclassified"));
    assert!(!reading.diagnostics.is_empty());
}

/// Issue 5: both questionnaires of the project are classified throughout.
#[test]
fn the_questionnaires_are_classified() {
    let files = [
        include_str!("../../../questionnaires/m2s-impact-2024.toml"),
        include_str!("../../../questionnaires/satisfaction-evenement.toml"),
    ];
    for file in files {
        let reading = read(file.as_bytes());
        assert_eq!(reading.diagnostics, []);
        let questionnaire = reading.questionnaire.unwrap();
        for variable in &questionnaire.variables {
            assert_ne!(variable.protection.privacy, Privacy::Unclassified, "{}", variable.name);
        }
    }
    let questionnaire = read(files[0].as_bytes()).questionnaire.unwrap();
    let of = |name: &str| &questionnaire.variable(questionnaire.variable_by_name(name).unwrap()).protection;
    assert_eq!(of("residence").site, Some(Site::Column("town".to_owned())));
    assert_eq!((of("age").publish, of("age").bands.len()), (Publish::By, 4));
    assert_eq!((of("lik_droits").privacy, of("stress_evo").privacy), (Privacy::Plain, Privacy::Sensitive));
    assert_eq!(of("accord_cit").yes.as_deref(), Some("1"));
}
