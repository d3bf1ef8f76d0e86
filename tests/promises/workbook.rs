//! The funder's workbook (DESIGN 5.7, 5.8, 10): read back by calamine and openpyxl, compared with counts
//! made apart. Debian packages: python3-openpyxl, libreoffice-calc-nogui.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use recto::export::quality_page::{Figure, QualityPage, Source};
use recto::export::{ExportError, Profile, Progress, Request, Stage, What, export, export_watched};
use recto::questionnaire::{Answer, Value};
use recto::study::{Said, Snapshot};
use recto::texts::Language;

use super::repeats::{self, request, two_weeks};
use super::survey;

/// A CSV as LibreOffice with French settings takes it, without help from anybody.
pub fn in_libreoffice(path: &Path) -> Option<Range<Data>> {
    let folder = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    // Semicolons, quotes, UTF-8, from line 1, French, and as when a person opens it: dates are looked for.
    let converted = Command::new("soffice")
        .args([&profile, "--headless", "--infilter=CSV:59,34,76,1,,1036,false,true"])
        .args(["--convert-to", "xlsx", "--outdir"])
        .args([folder.path(), path])
        .output();
    if converted.is_err() {
        survey::skipped("LibreOffice is not here");
        return None;
    }
    let book = folder.path().join(path.file_stem().unwrap()).with_extension("xlsx");
    let mut book: Xlsx<_> = open_workbook(book).unwrap();
    Some(book.worksheet_range_at(0).unwrap().unwrap())
}

/// Runs a Python script on a file; skipped, and said, where the module is not here.
pub fn python(module: &str, script: &str, arguments: &[&Path]) {
    let python = std::env::var("RECTO_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", &format!("import {module}")]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        return survey::skipped(module);
    }
    let run = Command::new(&python).args(["-c", script]).args(arguments).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

fn settled(folder: &Path) -> Snapshot {
    let mut study = survey::keyed_twice(folder);
    survey::settle(&mut study);
    survey::snapshot(&study)
}

/// A worksheet's rows by header.
fn rows(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, name: &str) -> Vec<HashMap<String, Data>> {
    let range = book.worksheet_range(name).unwrap();
    let headers = range.headers().unwrap();
    range.rows().skip(1).map(|row| headers.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(number) => *number,
        Data::Int(number) => *number as f64,
        other => panic!("{other:?} is no number"),
    }
}

/// DESIGN 5.8, reference 2.5: the frequencies of a settled study are the published figures, and every
/// sheet is counted once: answered, missing, skipped or open.
#[test]
fn frequencies_are_the_published_figures() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m2s.xlsx");
    export(&request(What::Final), &settled(folder.path()), &[], &path).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let rows = rows(&mut book, "Répartition");
    let of = |variable: &str, code: &str| {
        let of = |row: &&HashMap<String, Data>| {
            row["Variable"] == Data::String(variable.to_owned())
                && row["Code"] == Data::String(code.to_owned())
                && row["Nature"] == Data::String("réponse".to_owned())
        };
        rows.iter().find(of).unwrap_or_else(|| panic!("{variable} {code}"))
    };
    // Counted in truth.csv, apart from Recto: answers of the 146 sheets keyed twice.
    let truth = survey::truth();
    let (_, first) = survey::rows(&survey::bytes("keying_a.csv"));
    let (_, second) = survey::rows(&survey::bytes("keying_b.csv"));
    let both =
        |number: &str| first.iter().any(|row| row[0] == number) && second.iter().any(|row| row[0] == number);
    let sheets: Vec<_> = truth.iter().filter(|(number, _)| both(number)).map(|(_, row)| row).collect();
    assert_eq!(sheets.len(), 146);
    let respondents: Vec<_> = sheets
        .iter()
        .filter(|row| ["1", "2"].contains(&row["resultat"].as_str()) && row["info_rgpd"] == "1")
        .collect();
    for (variable, code, column, value) in [
        ("solution", "1", "solution", "1"),
        ("ville", "2", "ville", "2"),
        ("action", "2", "action_2", "1"),
        ("stress_evo", "1", "stress_evo", "1"),
    ] {
        let row = of(variable, code);
        let all = sheets.iter().filter(|sheet| sheet[column] == value).count();
        let k = respondents.iter().filter(|sheet| sheet[column] == value).count();
        let missing = ["", "NR", "NSP", "REF", "ILL"];
        let answered = sheets.iter().filter(|sheet| !missing.contains(&sheet[column].as_str())).count();
        assert_eq!(number(&row["Effectif"]), all as f64, "{variable} {code}");
        assert_eq!(number(&row["Répondants (k)"]), k as f64, "{variable} {code}");
        assert_eq!(number(&row["Répondants (n)"]), respondents.len() as f64);
        assert_eq!(number(&row["% des répondants"]), k as f64 / respondents.len() as f64);
        assert_eq!(number(&row["Exprimés (n)"]), answered as f64, "{variable} {code}");
        assert_eq!(number(&row["% des exprimés"]), all as f64 / answered as f64);
    }
    let mut counted: HashMap<String, f64> = HashMap::new();
    for row in &rows {
        *counted.entry(row["Variable"].to_string()).or_default() += number(&row["Effectif"]);
    }
    assert_eq!(counted["ville"], 146.0, "a single choice counts every sheet once");
    assert_eq!(counted["sexe"], 146.0);
}

/// DESIGN 9: the counts of the variables add up to those of the comparison, which are the fixture's.
#[test]
fn keying_quality_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = survey::snapshot(&survey::keyed_twice(folder.path()));
    let path = folder.path().join("m2s.xlsx");
    export(&request(What::Final), &snapshot, &[], &path).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let mut rows = rows(&mut book, "Qualité de saisie");
    let all = rows.pop().unwrap();
    let figures = [
        ("Cases comparées", 8895.0),
        ("Cases différentes", 117.0),
        ("dont égales une fois normalisées", 4.0),
        ("dont orthographe seule", 4.0),
        ("Écarts de lecture", 109.0),
        ("Encore ouverts", 113.0),
    ];
    for (column, figure) in figures {
        assert_eq!(number(&all[column]), figure, "{column}");
        assert_eq!(rows.iter().map(|row| number(&row[column])).sum::<f64>(), figure, "{column}");
    }
    let rate = number(&all["Écarts pour 10\u{a0}000 cases"]);
    assert!((rate - 109.0 * 10_000.0 / 8895.0).abs() < 1e-9, "{rate}");
}

/// Issue 4: the whole quality statement is a worksheet of the workbook: the words and figures of the printed
/// page, each figure a number; raw keyings have none.
#[test]
fn the_quality_statement_is_in_the_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = settled(folder.path());
    let path = folder.path().join("m2s.xlsx");
    export(&request(What::Final), &snapshot, &[], &path).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheet = book.worksheet_range("Déclaration de qualité").unwrap();
    let cells: Vec<String> = sheet.rows().flatten().map(ToString::to_string).collect();
    let comparison = recto::compare::compare(&snapshot);
    let quality = recto::compare::quality::Quality::of(&snapshot, &comparison);
    let page = QualityPage::of(&Source {
        snapshot: &snapshot,
        comparison: &comparison,
        quality: &quality,
        names: false,
        language: Language::French,
    });
    let mut figures = 0;
    for section in &page.sections {
        for words in section.sentences.iter().chain([&section.heading]) {
            assert!(cells.contains(words), "{words}");
        }
        for figure in section.table.iter().flat_map(|table| table.rows.iter().flatten()) {
            let numbers = match figure {
                Figure::Words(words) => {
                    assert!(cells.contains(words), "{words}");
                    continue;
                }
                Figure::Count(count) => vec![*count as f64],
                Figure::Rate(rate) => rate.iter().copied().collect(),
                Figure::Between(ends) => ends.iter().flat_map(|(low, high)| [*low, *high]).collect(),
            };
            for number in numbers {
                figures += 1;
                let found = |cell: &Data| matches!(cell, Data::Float(cell) if (cell - number).abs() < 1e-9);
                assert!(sheet.rows().flatten().any(found), "{number}");
            }
        }
    }
    assert!(page.sections.len() > 8 && figures > 300, "{} sections, {figures} figures", page.sections.len());
    export(&request(What::First), &snapshot, &[], &folder.path().join("first.xlsx")).unwrap();
    let book: Xlsx<_> = open_workbook(folder.path().join("first.xlsx")).unwrap();
    assert!(!book.sheet_names().contains(&"Déclaration de qualité".to_owned()));
}

/// DESIGN 10: what a team calls its batches stays in the house, and the funder's statement says that it is of
/// the whole study.
#[test]
fn the_funders_statement_names_no_batch() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::keyed_twice(folder.path());
    let chief = study.operator("Claire").unwrap().id;
    let (id, numbers) = {
        let snapshot = survey::snapshot(&study);
        (snapshot.questionnaire.id.clone(), snapshot.expected[..20].to_vec())
    };
    let batch = Said::Batch { name: "Lodève, Mme Ferrand".to_owned(), numbers };
    study.declare(&id, chief, &[(None, batch)]).unwrap();
    study.give_pseudonyms(&id).unwrap();
    let snapshot = survey::snapshot(&study);
    let path = folder.path().join("funder.xlsx");
    export(&Request { profile: Profile::Funder, ..request(What::Final) }, &snapshot, &[], &path).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let mut words = Vec::new();
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name).unwrap();
        words.extend(sheet.rows().flatten().map(ToString::to_string));
    }
    assert!(!words.iter().any(|word| word.contains("Ferrand")));
    assert!(words.iter().any(|word| word == "Lot 1"));
    assert!(words.iter().any(|word| word.starts_with("Cette déclaration décrit l’étude entière")));
}

/// DESIGN 5.2, 10: every decision is in the workbook; the read-me says what is open and how to check.
#[test]
fn decisions_and_read_me() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = settled(folder.path());
    let path = folder.path().join("m2s.xlsx");
    export(&request(What::Final), &snapshot, &[], &path).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let decisions = book.worksheet_range("Décisions").unwrap();
    assert_eq!(decisions.height(), snapshot.resolutions.len() + 1);
    let about = book.worksheet_range("Lisez-moi").unwrap();
    let line = |label: &str| {
        let found = about.rows().find(|row| row[0] == Data::String(label.to_owned()));
        found.unwrap_or_else(|| panic!("{label}"))[1].to_string()
    };
    assert_eq!(line("Fiches dans ce classeur"), "146");
    assert_eq!(line("Écarts encore ouverts"), "0");
    assert!(line("Répondants").contains("${resultat} = 1"));
    assert!(line("Période de saisie").starts_with("du "));
    assert_eq!(line("NR"), "Case vide (-99)");
    // The checksum is that of the file it names.
    let csv = folder.path().join("m2s.csv");
    let open = Request {
        preset: recto::export::Preset::Open,
        repeats: Some(recto::export::Repeats::Columns),
        ..request(What::Final)
    };
    export(&open, &snapshot, &[], &csv).unwrap();
    let sum = Command::new("sha256sum").arg(&csv).output();
    match sum {
        Ok(sum) => assert!(String::from_utf8_lossy(&sum.stdout).starts_with(&line("SHA-256"))),
        Err(_) => survey::skipped("sha256sum is not here"),
    }
}

/// DESIGN 10: one worksheet per repeat, with the keys; its name is one that Excel takes.
#[test]
fn a_repeat_is_a_worksheet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weeks.xlsx");
    export(&request(What::Final), &two_weeks(), &[], &path).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let lines = book.worksheet_range("event").unwrap();
    assert_eq!((lines.height(), lines.width()), (3, 7));
    assert_eq!(lines.get((1, 0)), Some(&Data::String("001".to_owned())));
    assert_eq!(lines.get((1, 1)), Some(&Data::Float(1.0)));
    assert_eq!(lines.get((1, 2)), Some(&Data::String("00/11/2024".to_owned())), "no day is made up");
    assert_eq!(lines.get((2, 6)), Some(&Data::String("ev_date".to_owned())));
    let sheets = book.worksheet_range("Données codes").unwrap();
    assert_eq!((sheets.height(), sheets.width()), (3, 7));
    let names: Vec<&str> = book.defined_names().iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"recto_lines_event") && names.contains(&"recto_codes"), "{names:?}");
}

/// DESIGN 10: openpyxl finds the properties, the defined names, real dates in the reader's own format,
/// real shares, and no formula.
#[test]
fn openpyxl_finds_properties_names_and_formats() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m2s.xlsx");
    export(&request(What::Final), &settled(folder.path()), &[], &path).unwrap();
    let script = "import sys, openpyxl, datetime\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        assert book.properties.title.startswith('Mesure') and book.properties.creator == 'Recto'\n\
        assert book.properties.subject == 'm2s-impact-2024 2024-11', book.properties.subject\n\
        names = book.defined_names\n\
        assert names['recto_codes'].attr_text == \"'Données codes'!$A$1:$CA$147\", names['recto_codes'].attr_text\n\
        for name, sheet in [('recto_labels', 'Données libellés'), ('recto_frequencies', 'Répartition'), ('recto_quality', 'Qualité de saisie'), ('recto_resolutions', 'Décisions'), ('recto_dictionary', 'Dictionnaire')]:\n\
        \x20   title, cells = next(names[name].destinations)\n\
        \x20   assert title == sheet and book[title].dimensions == cells.replace('$', ''), (name, cells, book[title].dimensions)\n\
        cell = book['Données codes']['B2']\n\
        assert cell.is_date and cell.number_format == 'mm-dd-yy', cell.number_format\n\
        statement = book['Déclaration de qualité']\n\
        assert statement['A1'].value == book.properties.title, statement['A1'].value\n\
        rates = [cell for line in statement for cell in line if cell.number_format == '0.00']\n\
        assert len(rates) > 50 and all(cell.data_type == 'n' for cell in rates)\n\
        share = book['Répartition']['J2']\n\
        assert share.number_format == '0.0%' and 0 < share.value < 1, share.value\n\
        for sheet in book:\n\
        \x20   assert not any(cell.data_type == 'f' for line in sheet for cell in line), sheet.title\n\
        \x20   assert sheet.merged_cells.ranges == set() or not sheet.merged_cells.ranges, sheet.title\n";
    python("openpyxl", script, &[&path]);
}

/// DESIGN 10: what Excel cannot hold is said before anything is written, with a way out.
#[test]
fn what_no_cell_takes_is_said_before_writing() {
    let folder = tempfile::tempdir().unwrap();
    let mut snapshot = survey::snapshot(&survey::keyed_twice(folder.path()));
    let text = snapshot.questionnaire.variable_by_name("solution_txt").or_else(|| {
        let is_text = |kind: &_| matches!(kind, recto::questionnaire::VariableType::Text { .. });
        let at = snapshot.questionnaire.variables.iter().position(|variable| is_text(&variable.kind))?;
        Some(recto::questionnaire::VariableId(at as u16))
    });
    let field = snapshot.questionnaire.field_of(text.unwrap(), 0).unwrap();
    // 32,767 signs of which each takes two places in Excel.
    snapshot.keyings[0].record.field_mut(field).answer = Answer::Value(Value::Text("😀".repeat(16_384)));
    let path = folder.path().join("long.xlsx");
    let mut stages = Vec::new();
    let stages_seen = Mutex::new(&mut stages);
    let refused = export_watched(&request(What::First), &snapshot, &[], &path, &|progress| {
        stages_seen.lock().unwrap().push(progress.stage);
        ControlFlow::Continue(())
    });
    let Err(error @ ExportError::TextTooLong { .. }) = refused else { panic!("{refused:?}") };
    assert!(error.text(recto::texts::Language::French).contains("CSV"));
    assert!(!stages.contains(&Stage::Writing), "nothing was begun");
    assert!(!path.exists());
    snapshot.keyings[0].record.field_mut(field).answer = Answer::Value(Value::Text("x".repeat(32_767)));
    export(&request(What::First), &snapshot, &[], &path).unwrap();
}

/// DESIGN 5.9, 4.6: an export that is stopped, at any moment, leaves nothing and touches nothing.
#[test]
fn a_stopped_export_leaves_nothing() {
    for ending in ["csv", "xlsx", "html", "xml"] {
        let (folder, study) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let snapshot = survey::snapshot(&survey::keyed_twice(study.path()));
        let path = folder.path().join(format!("m2s.{ending}"));
        let heard = Mutex::new(Vec::new());
        let all = |progress: Progress| {
            heard.lock().unwrap().push(progress);
            ControlFlow::Continue(())
        };
        export_watched(&request(What::Final), &snapshot, &[], &path, &all).unwrap();
        std::fs::write(&path, "mine").unwrap();
        let heard = heard.into_inner().unwrap();
        assert!(heard.windows(2).all(|two| two[0].done <= two[1].done), "{heard:?}");
        assert!(heard.last().unwrap().done <= heard[0].total, "{ending}: {heard:?}");
        for stop_at in 0..heard.len() {
            let told = Mutex::new(0);
            let stop = |_| {
                let mut told = told.lock().unwrap();
                *told += 1;
                if *told > stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let over = Request { overwrite: true, ..request(What::Final) };
            let stopped = export_watched(&over, &snapshot, &[], &path, &stop);
            assert!(matches!(stopped, Err(ExportError::Stopped)), "{ending} {stop_at}: {stopped:?}");
            let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
            assert_eq!(left.len(), 1, "{left:?}");
            assert_eq!(std::fs::read(&path).unwrap(), b"mine");
        }
    }
}

/// DESIGN 10: the same study exports to the same bytes, in every format and language; another study does
/// not.
#[test]
fn the_same_study_gives_the_same_bytes() {
    let snapshot = two_weeks();
    let mut other = two_weeks();
    let rounds = repeats::week().variable_by_name("rounds").unwrap();
    let field = other.questionnaire.field_of(rounds, 0).unwrap();
    other.keyings[0].record.field_mut(field).answer = Answer::Value(Value::Integer(13));
    other.keyings[1].record.field_mut(field).answer = Answer::Value(Value::Integer(13));
    for language in recto::texts::Language::ALL {
        for format in recto::export::Format::ALL {
            let written = |snapshot: &Snapshot| {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join(format!("weeks.{}", format.ending()));
                let request = Request { language, ..request(What::Final) };
                export(&request, snapshot, &[], &path).unwrap();
                let mut files: Vec<_> =
                    std::fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().path()).collect();
                files.sort();
                files.iter().map(|path| std::fs::read(path).unwrap()).collect::<Vec<_>>()
            };
            let once = written(&snapshot);
            // The clock of a file's own dates has whole seconds, in archives two.
            std::thread::sleep(std::time::Duration::from_millis(10));
            assert!(once == written(&snapshot), "{format:?} {language:?}");
            assert!(once != written(&other), "{format:?} {language:?}");
        }
    }
}
