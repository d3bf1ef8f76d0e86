//! The printed certificate of an erasure (DESIGN 5.10): what was erased, when, by whom and why, what
//! Recto did, and what is left for the user to do. Holds no answer. Erasing itself is `study`'s.

use std::path::{Path, PathBuf};

use crate::questionnaire::Questionnaire;
use crate::study::Erased;
use crate::text;
use crate::texts::{Language, whole_number};

/// What the certificate names beside the erasure.
#[derive(Clone, Copy, Debug)]
pub struct Certified<'a> {
    /// What was done.
    pub erased: &'a Erased,
    /// The questionnaire.
    pub questionnaire: &'a Questionnaire,
    /// The study file.
    pub study: &'a Path,
    /// The name of who erased.
    pub operator: &'a str,
}

/// Where the certificate goes if nothing else is said: beside the study, named by its time.
pub fn default_path(study: &Path, erased: &Erased, language: Language) -> PathBuf {
    let stem = study.file_stem().unwrap_or_default().to_string_lossy();
    let time = erased.tombstone.at.strftime("%Y-%m-%d %Hh%Mm%SZ");
    study.with_file_name(format!("{stem} {} {time}.html", text!(language, "certificate-file")))
}

/// The certificate as one HTML page that prints on a sheet of A4.
pub fn html(certified: &Certified<'_>, language: Language) -> String {
    let title = text!(language, "certificate-title");
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\n\
         @page {{ size: A4; margin: 20mm }}\nbody {{ font: 12pt/1.45 sans-serif; max-width: 170mm; margin: 2em auto }}\n\
         h1 {{ font-size: 18pt }} h2 {{ font-size: 13pt; margin-top: 1.6em }}\n\
         th {{ text-align: left; vertical-align: top; padding-right: 1.5em; font-weight: normal; color: #444 }}\n\
         ul.tasks {{ list-style: none; padding-left: 0 }} ul.tasks li::before {{ content: \"\\2610\\00a0\" }}\n\
         .sign {{ margin-top: 3em }}\n</style>\n</head>\n<body>\n<h1>{}</h1>\n",
        language.code(),
        escaped(&title),
        escaped(&title)
    );
    page.push_str("<table>\n");
    for (name, value) in facts(certified, language) {
        page.push_str(&format!("<tr><th>{}</th><td>{}</td></tr>\n", escaped(&name), escaped(&value)));
    }
    page.push_str("</table>\n");
    list(&mut page, &text!(language, "certificate-done"), "", &done(certified, language));
    list(&mut page, &text!(language, "certificate-tasks"), " class=\"tasks\"", &tasks(certified, language));
    page.push_str(&format!(
        "<p class=\"sign\">{}</p>\n</body>\n</html>\n",
        escaped(&text!(language, "certificate-sign"))
    ));
    page
}

fn facts(certified: &Certified<'_>, language: Language) -> Vec<(String, String)> {
    let stone = &certified.erased.tombstone;
    let what = match &stone.number {
        Some(number) => text!(language, "certificate-what-sheet", number = number.as_str()),
        None => text!(language, "certificate-what-identifying"),
    };
    let file = certified.study.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = |id: &str| text!(language, id);
    vec![
        (name("certificate-what"), what),
        (name("certificate-when"), stone.at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()),
        (name("certificate-who"), certified.operator.to_owned()),
        (name("certificate-why"), stone.reason.clone()),
        (name("certificate-questionnaire"), certified.questionnaire.title.get(language.code()).to_owned()),
        (name("certificate-study"), file),
        (name("certificate-id"), stone.id.to_string()),
        (name("certificate-program"), format!("Recto {}", env!("CARGO_PKG_VERSION"))),
    ]
}

fn done(certified: &Certified<'_>, language: Language) -> Vec<String> {
    let purged = &certified.erased.purged;
    let mut done = Vec::new();
    match certified.erased.counts {
        Some(counts) => {
            let shown = |count: usize| whole_number(language, count as i64);
            done.push(text!(
                language,
                "certificate-counts",
                keyings = shown(counts.keyings),
                entries = shown(counts.entries),
                decisions = shown(counts.resolutions)
            ));
        }
        None => done.push(text!(language, "certificate-again")),
    }
    done.push(text!(language, "certificate-file-rewritten"));
    done.push(text!(language, "certificate-backups", count = purged.rewritten.len()));
    if !purged.removed.is_empty() {
        done.push(text!(language, "certificate-backups-removed", files = names(&purged.removed)));
    }
    done.push(text!(language, "certificate-tombstone"));
    done
}

fn tasks(certified: &Certified<'_>, language: Language) -> Vec<String> {
    let mut tasks = Vec::new();
    if !certified.erased.purged.copies.is_empty() {
        let files = names(&certified.erased.purged.copies);
        tasks.push(text!(language, "certificate-task-copies-found", files = files));
    }
    for task in ["exports", "copies", "recipients", "synchronised", "paper", "disk"] {
        tasks.push(text!(language, &format!("certificate-task-{task}")));
    }
    tasks
}

fn names(files: &[PathBuf]) -> String {
    let names = files.iter().map(|file| file.file_name().unwrap_or_default().to_string_lossy());
    names.collect::<Vec<_>>().join(", ")
}

fn list(page: &mut String, title: &str, class: &str, lines: &[String]) {
    page.push_str(&format!("<h2>{}</h2>\n<ul{class}>\n", escaped(title)));
    for line in lines {
        page.push_str(&format!("<li>{}</li>\n", escaped(line)));
    }
    page.push_str("</ul>\n");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
