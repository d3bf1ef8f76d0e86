//! What a funder and the public get (DESIGN 10; issue 5, profiles): compared with the truth of the fixture,
//! by counting of its own.
#![allow(clippy::panic)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::process::Command;

use calamine::{Reader, Xlsx, open_workbook};
use recto::export::{ExportError, Preset, Profile, Request, Summary, Values, What, export};
use recto::questionnaire::{Answer, Privacy, Value};
use recto::study::{Snapshot, Study};
use recto::texts::Language;

use super::{survey, torture};

fn write(snapshot: &Snapshot, profile: Profile, path: &Path) -> Result<Summary, ExportError> {
    let request = Request {
        what: What::Final,
        preset: Preset::ExcelFr,
        values: Values::Codes,
        language: Language::French,
        overwrite: false,
        profile,
        ..Request::default()
    };
    export(&request, snapshot, &[], path)
}

fn settled(folder: &Path) -> Study {
    let mut study = survey::keyed_twice(folder);
    survey::settle(&mut study);
    study.give_pseudonyms("m2s-impact-2024").unwrap();
    study
}

/// Rows as name and cell.
fn read(path: &Path) -> (Vec<String>, Vec<HashMap<String, String>>) {
    let (header, rows) = survey::rows(&std::fs::read(path).unwrap());
    let rows = rows.into_iter().map(|row| header.iter().cloned().zip(row).collect()).collect();
    (header, rows)
}

/// The band as a person would say it.
fn band(age: &str) -> String {
    match age.parse::<i64>() {
        Err(_) => age.to_owned(),
        Ok(..60) => "-59".to_owned(),
        Ok(90..) => "90+".to_owned(),
        Ok(age) => format!("{}-{}", age / 10 * 10, age / 10 * 10 + 9),
    }
}

/// Issue 5: sheet by sheet, what the funder gets is the truth made coarser, and nothing else.
#[test]
fn a_funder_gets_the_truth_made_coarser() {
    let folder = tempfile::tempdir().unwrap();
    let study = settled(folder.path());
    let snapshot = survey::snapshot(&study);
    let path = folder.path().join("funder.csv");
    let summary = write(&snapshot, Profile::Funder, &path).unwrap();
    assert_eq!((summary.rows, summary.open, summary.keyed_once), (146, 0, 3));
    let (header, rows) = read(&path);
    for gone in ["med1", "med2", "annee_nais", "anc_m2s", "h_deb", "h_fin"] {
        assert!(!header.contains(&gone.to_owned()), "{gone}");
    }
    let truth = survey::truth();
    let texts = ["besoin_autre", "solution_txt", "action_autre", "change_txt", "amelio_txt", "obs_med"];
    let number_of: HashMap<&String, &String> =
        snapshot.safeguards.pseudonyms.iter().map(|(number, pseudonym)| (pseudonym, number)).collect();
    let mut towns = BTreeMap::new();
    for row in truth.values().filter(|row| number_of.values().any(|number| **number == row["num_q"])) {
        *towns.entry(row["ville"].clone()).or_insert(0) += 1;
    }
    let (mut quoted, mut withheld) = (0, 0);
    for row in &rows {
        let truth = &truth[number_of[&row["num_q"]]];
        for (name, cell) in
            row.iter().filter(|(name, _)| !["num_q", "recto_open", "recto_keyings"].contains(&name.as_str()))
        {
            let said = &truth[name.as_str()];
            let expected = match name.as_str() {
                "age" => band(said),
                "date_q" => said[3..].to_owned(),
                "reco" => match said.parse::<i64>() {
                    Ok(..7) => "-6".to_owned(),
                    Ok(9..) => "9+".to_owned(),
                    Ok(_) => "7-8".to_owned(),
                    Err(_) => said.clone(),
                },
                "ville" => said.clone(),
                // The first digit of a residence is its town.
                "residence" => said[..1].to_owned(),
                _ if texts.contains(&name.as_str()) && truth["accord_cit"] != "1" => {
                    withheld += usize::from(!said.is_empty() && said != "NR");
                    String::new()
                }
                _ => {
                    quoted += usize::from(texts.contains(&name.as_str()) && !said.is_empty());
                    said.clone()
                }
            };
            let site = ["ville", "residence"].contains(&name.as_str()) && cell == "other";
            assert!(site || survey::plain(cell) == expected, "{name}: {cell:?} for {expected:?}");
        }
    }
    assert!(quoted > 50 && withheld > 20, "{quoted} quoted, {withheld} withheld");
    for name in ["ville", "residence"] {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        rows.iter().for_each(|row| *counts.entry(&row[name]).or_default() += 1);
        assert!(counts.values().all(|count| *count >= 11), "{name}: {counts:?} of {towns:?}");
    }
}

/// Issue 5: no number, name or word that leads back stands anywhere in a funder's workbook.
#[test]
fn a_funders_workbook_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let study = settled(folder.path());
    let snapshot = survey::snapshot(&study);
    let path = folder.path().join("funder.xlsx");
    write(&snapshot, Profile::Funder, &path).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let mut cells = BTreeSet::new();
    for name in book.sheet_names() {
        for row in book.worksheet_range(&name).unwrap().rows() {
            cells.extend(row.iter().map(ToString::to_string));
        }
    }
    let words: BTreeSet<&str> = cells.iter().flat_map(|cell| cell.split([' ', ','])).collect();
    for number in snapshot.safeguards.pseudonyms.keys() {
        assert!(!words.contains(number.as_str()), "{number}");
    }
    for name in ["Alice", "Bob", "Chef", "read again"] {
        assert!(!cells.iter().any(|cell| cell.contains(name)), "{name}");
    }
    assert!(words.contains(snapshot.safeguards.pseudonyms["0001B"].as_str()));
    // How good the data are is said of the whole study, not of the smaller one that a funder gets.
    let comparison = recto::compare::compare(&snapshot);
    let compared = recto::texts::whole_number(Language::French, comparison.sheets.both.len() as i64);
    let said = format!("{compared} fiches saisies deux fois");
    assert!(cells.iter().any(|cell| cell.starts_with(&said)) && cells.contains("Personne A"), "{cells:?}");
}

/// Issue 5: random numbers are kept in the study: two exports agree, numbers and their order do not show,
/// and a new sheet changes none that was given.
#[test]
fn pseudonyms_stay_and_say_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = settled(folder.path());
    let first = survey::snapshot(&study);
    let given = &first.safeguards.pseudonyms;
    assert_eq!(given.len(), 149);
    assert_eq!(given.values().collect::<BTreeSet<_>>().len(), given.len());
    let in_order: Vec<&String> = given.values().collect();
    assert!(!in_order.is_sorted(), "by number, they are not in order");
    let paths = ["one.csv", "two.csv"].map(|name| folder.path().join(name));
    write(&first, Profile::Funder, &paths[0]).unwrap();
    assert_eq!(study.give_pseudonyms("m2s-impact-2024").unwrap(), 0);
    write(&survey::snapshot(&study), Profile::Funder, &paths[1]).unwrap();
    assert!(std::fs::read(&paths[0]).unwrap() == std::fs::read(&paths[1]).unwrap());
    let other = tempfile::tempdir().unwrap();
    let elsewhere = survey::snapshot(&settled(other.path()));
    assert_ne!(&elsewhere.safeguards.pseudonyms, given, "another study draws others");
}

/// DESIGN 5.7: what is open stays open for a funder, and no side is picked.
#[test]
fn open_cells_stay_open_for_a_funder() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::keyed_twice(folder.path());
    let path = folder.path().join("open.csv");
    let unnamed = write(&survey::snapshot(&study), Profile::Funder, &path);
    assert!(matches!(unnamed, Err(ExportError::NoPseudonyms)) && !path.exists());
    study.give_pseudonyms("m2s-impact-2024").unwrap();
    let snapshot = survey::snapshot(&study);
    let summary = write(&snapshot, Profile::Funder, &path).unwrap();
    assert!(summary.open > 50, "{}", summary.open);
    let (_, rows) = read(&path);
    let pseudonym = &snapshot.safeguards.pseudonyms["0001B"];
    let open = rows.iter().filter(|row| !row["recto_open"].is_empty());
    let mut named = 0;
    for row in open {
        for name in row["recto_open"].split(' ') {
            assert_eq!(row[name], "");
            named += 1;
        }
    }
    assert_eq!(named, summary.open);
    assert!(rows.iter().any(|row| row["num_q"] == *pseudonym));
}

/// Issue 5: a profile refuses a variable that is not classified, names it and says what to write; so does
/// anything but final records.
#[test]
fn what_is_not_protected_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut snapshot = survey::snapshot(&settled(folder.path()));
    let path = folder.path().join("refused.csv");
    for ending in ["dta", "sav", "zip", "html", "xml"] {
        let path = folder.path().join(format!("public.{ending}"));
        let refused = write(&snapshot, Profile::Public, &path).unwrap_err();
        assert!(matches!(refused, ExportError::ProfileFormat) && !path.exists());
        assert!(refused.text(Language::French).contains(".csv ou .xlsx"));
    }
    for what in [What::First, What::Second, What::Resolutions, What::Journal] {
        for profile in [Profile::Funder, Profile::Public] {
            let request = Request {
                what,
                preset: Preset::Open,
                values: Values::Codes,
                language: Language::French,
                overwrite: false,
                profile,
                ..Request::default()
            };
            assert!(matches!(export(&request, &snapshot, &[], &path), Err(ExportError::ProfileWhat)));
        }
    }
    let source = std::fs::read_to_string(survey::questionnaire_path()).unwrap();
    let line = "name = \"gir\"\nnumber = \"Q6\"\ntype = \"select_one\"\nchoices = \"gir\"\nmissing = [\"NSP\", \"REF\"]\nprivacy = \"sensitive\"\npublish = \"table\"\n";
    assert!(source.contains(line));
    let source = source.replace(line, &line.replace("privacy = \"sensitive\"\npublish = \"table\"\n", ""));
    snapshot.questionnaire =
        std::sync::Arc::new(recto::questionnaire::read(source.as_bytes()).questionnaire.unwrap());
    for profile in [Profile::Funder, Profile::Public] {
        let refused = write(&snapshot, profile, &path).unwrap_err();
        let said = refused.text(Language::French);
        assert!(said.contains(": gir.") && said.contains("privacy = "), "{said}");
    }
    assert!(!path.exists());
    assert!(write(&snapshot, Profile::Full, &path).is_ok());
}

/// Issue 5: published counts are those of the truth, none is below the threshold, and no masked one can be
/// had by taking the others off their total.
#[test]
fn the_public_gets_counts_and_no_small_ones() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = survey::snapshot(&settled(folder.path()));
    let path = folder.path().join("public.csv");
    write(&snapshot, Profile::Public, &path).unwrap();
    let (_, rows) = read(&path);
    let final_numbers: Vec<&String> = snapshot.safeguards.pseudonyms.keys().collect();
    let truth = survey::truth();
    let sheets: Vec<_> = truth
        .values()
        .filter(|row| {
            final_numbers.contains(&&row["num_q"])
                && !["0041V", "0079L", "0097L"].contains(&row["num_q"].as_str())
        })
        .collect();
    let is = |sheet: &HashMap<String, String>, variable: &str, code: &str| {
        let coarse = |cell: &str| match variable {
            "age" => band(cell),
            _ => cell.to_owned(),
        };
        let cell = coarse(&sheet[variable]);
        match code {
            "no_answer" => ["", "NR", "NSP", "REF", "ILL"].contains(&cell.as_str()),
            _ => cell == code,
        }
    };
    let (mut published, mut masked) = (0, 0);
    for row in rows.iter().filter(|row| row["variable"] != "reco") {
        assert_eq!(row["masked"] == "1", row["n"].is_empty());
        if row["n"].is_empty() {
            assert_eq!(row["percent"], "");
            masked += 1;
            continue;
        }
        let n = sheets.iter().filter(|sheet| {
            is(sheet, &row["variable"], &row["code"])
                && (row["by"].is_empty() || is(sheet, &row["by"], &row["by_code"]))
        });
        assert_eq!(row["n"], n.count().to_string(), "{row:?}");
        assert!(
            row["n"].parse::<u32>().unwrap() >= 11
                || row["n"] == "0" && [&row["code"], &row["by_code"]].contains(&&"no_answer".to_owned()),
            "{row:?}"
        );
        published += 1;
    }
    assert!(published > 200 && masked > 50, "{published} published, {masked} masked");
    // Lines whose total is published have none or several masked cells, and those are not few together.
    let mut lines: BTreeMap<[&str; 3], (u32, u32, u32)> = BTreeMap::new();
    for row in &rows {
        let line = lines.entry([&row["variable"], &row["by"], &row["by_code"]]);
        if row["base"].is_empty() {
            continue;
        }
        let (hidden, sum, base) = line.or_default();
        *hidden += u32::from(row["n"].is_empty());
        *sum += row["n"].parse::<u32>().unwrap_or(0);
        *base = row["base"].parse().unwrap();
    }
    for (line, (hidden, sum, base)) in lines.iter().filter(|(_, (hidden, ..))| *hidden > 0) {
        assert!(*hidden >= 2 && base - sum >= 11, "{line:?}: {hidden} masked, {sum} of {base}");
    }
    for number in final_numbers {
        assert!(!std::fs::read_to_string(&path).unwrap().contains(number.as_str()));
    }
}

/// Issue 5: the public's workbook holds the cells of the CSV and nothing else: one worksheet, no count that
/// is masked, no other count in its properties, no row of a sheet, nobody's name.
#[test]
fn the_publics_workbook_is_the_csv() {
    let folder = tempfile::tempdir().unwrap();
    // Open differences, of which the public learns no number.
    let mut study = survey::keyed_twice(folder.path());
    study.give_pseudonyms("m2s-impact-2024").unwrap();
    let snapshot = survey::snapshot(&study);
    let [text, path] = ["public.csv", "public.xlsx"].map(|name| folder.path().join(name));
    let lines = write(&snapshot, Profile::Public, &text).unwrap();
    assert_eq!(write(&snapshot, Profile::Public, &path).unwrap(), lines);
    let (header, rows) = survey::rows(&std::fs::read(&text).unwrap());
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    assert_eq!(book.sheet_names().len(), 1);
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let mut found = range.rows();
    let names: Vec<String> = found.next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(names, header);
    assert_eq!(range.height(), rows.len() + 1);
    let mut masked = 0;
    for (cells, wanted) in found.zip(&rows) {
        for ((name, cell), wanted) in names.iter().zip(cells).zip(wanted) {
            let cell = match cell {
                calamine::Data::Float(number) => number.to_string().replace('.', ","),
                other => other.to_string(),
            };
            assert_eq!(cell, survey::plain(wanted), "{name}");
            masked += u32::from(name == "n" && cell.is_empty());
        }
    }
    assert!(masked > 50, "{masked}");
    // Every part of the file, properties too.
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
    let mut all = String::new();
    for at in 0..zip.len() {
        std::io::Read::read_to_string(&mut zip.by_index(at).unwrap(), &mut all).unwrap();
    }
    for number in snapshot.safeguards.pseudonyms.iter().flat_map(|(number, pseudonym)| [number, pseudonym]) {
        assert!(!all.contains(&format!(">{number}<")), "{number}");
    }
    for word in ["Alice", "Bob", "recto_open", "dc:description"] {
        assert!(!all.contains(word), "{word}");
    }
}

/// Issue 5: what a funder gets is the same in every format, cell for cell; no format holds a sheet's number,
/// words without consent, or an age that is not in a band (the CSV is held against the truth above).
#[test]
fn a_funder_gets_the_same_in_every_format() {
    let Some(python) = torture::python("pyreadstat, pandas, openpyxl") else {
        return survey::skipped("no pyreadstat, pandas and openpyxl here");
    };
    let folder = tempfile::tempdir().unwrap();
    let mut snapshot = survey::snapshot(&settled(folder.path()));
    // Every sheet's words get a mark of its own, to be looked for.
    let truth = survey::truth();
    let consents = |number: &str| truth.get(number).is_some_and(|row| row["accord_cit"] == "1");
    let mut numbers: Vec<String> = snapshot.keyings.iter().map(|keying| keying.number.clone()).collect();
    numbers.sort();
    numbers.dedup();
    let mark = |number: &str| format!("‹{}›", numbers.iter().position(|known| known == number).unwrap());
    for keying in &mut snapshot.keyings {
        for field in snapshot.questionnaire.field_ids() {
            let is_text =
                snapshot.questionnaire.field_variable(field).protection.privacy == Privacy::FreeText;
            if let (true, Answer::Value(Value::Text(words))) =
                (is_text, &mut keying.record.field_mut(field).answer)
            {
                words.push_str(&mark(&keying.number));
            }
        }
    }
    let (quotable, withheld): (Vec<&String>, Vec<&String>) =
        numbers.iter().partition(|number| consents(number));
    let [quotable, withheld] = [quotable, withheld]
        .map(|numbers| numbers.into_iter().map(|number| mark(number)).collect::<Vec<_>>());
    for ending in ["csv", "dta", "sav", "zip", "xlsx"] {
        write(&snapshot, Profile::Funder, &folder.path().join(format!("funder.{ending}"))).unwrap();
    }
    std::fs::write(folder.path().join("numbers.txt"), numbers.join("\n")).unwrap();
    std::fs::write(folder.path().join("withheld.txt"), withheld.join("\n")).unwrap();
    let shown = std::fs::read_to_string(folder.path().join("funder.csv")).unwrap();
    assert!(withheld.len() > 20 && quotable.iter().filter(|mark| shown.contains(mark.as_str())).count() > 20);
    let script = include_str!("funder_formats.py");
    let said = torture::run(&python, &[], script, folder.path());
    assert!(said.starts_with("146 rows"), "{said}");
}

/// DESIGN 13: the command gives the numbers and keeps them; what the questionnaire lacks is the input's
/// fault.
#[test]
fn the_command_knows_profiles() {
    let folder = tempfile::tempdir().unwrap();
    survey::keyed_twice(folder.path()).close().unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_recto"))
            .args(["--messages", "en", "export", "study.recto"])
            .args(arguments)
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path().join("data"))
            .output()
            .unwrap();
        (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(run(&["--profile", "funder", "-o", "one.csv"]).0, 0);
    assert_eq!(run(&["--profile", "funder", "-o", "two.csv"]).0, 0);
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert!(bytes("one.csv") == bytes("two.csv") && bytes("one.csv").len() > 10_000);
    assert_eq!(run(&["--profile", "public", "-o", "public.csv"]).0, 0);
    assert_eq!(run(&["--profile", "public", "-o", "public.xlsx"]).0, 0);
    let (status, said) = run(&["--profile", "public", "-o", "public.sav"]);
    assert!(status == 2 && said.contains(".csv"), "{said}");
    assert_eq!(run(&["--profile", "funder", "--what", "journal", "-o", "j.csv"]).0, 2);
}
