//! What typed files carry beside the cells (DESIGN 5.7, 10; issue 5): repeats as files of their own with
//! the keys, frequencies and keying quality of each variable. Read back by pandas, pyreadstat, PSPP, the
//! crate `dta` and frictionless.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use dta::stata::dta::dta_reader::DtaReader;
use recto::export::{ExportError, Repeats, Request, What, export};

use super::repeats::{request, two_weeks};
use super::survey;
use super::torture;

fn python(module: &str, script: &str, path: &Path) {
    let Some(python) = torture::python(module) else { return survey::skipped(module) };
    torture::run(&python, &[], script, path);
}

/// Writes the two weeks; the file of the lines stands beside.
fn written(folder: &Path, ending: &str) -> [std::path::PathBuf; 2] {
    let paths = ["weeks", "weeks-event"].map(|name| folder.join(format!("{name}.{ending}")));
    let summary = export(&request(What::Final), &two_weeks(), &[], &paths[0]).unwrap();
    assert_eq!((summary.rows, summary.open), (2, 1));
    assert_eq!(summary.beside, [(paths[1].clone(), 2)]);
    paths
}

/// Issue 5: in Stata, lines are rows of a file of their own, with sheet and line as keys.
#[test]
fn lines_are_a_stata_file_with_the_keys() {
    let folder = tempfile::tempdir().unwrap();
    let [sheets, lines] = written(folder.path(), "dta");
    let read = "import sys, pandas as pd\n\
        from pandas.io.stata import StataMissingValue as Missing\n\
        data = pd.read_stata(sys.argv[1], convert_categoricals=False, convert_missing=True, convert_dates=False)\n\
        rows = [[cell.string if isinstance(cell, Missing) else cell for cell in row] for row in data.itertuples(index=False)]\n\
        names = list(data.columns)\n";
    let of_lines = "assert names == ['sheet','line','ev_date','ev_date_txt','ev_kind','ev_who_a','ev_who_b','recto_open'], names\n\
        assert rows == [['001',1,'.y','2024-11-00',1,0,1,''], ['001',3,'.z','','.a','.b','.b','ev_date']], rows\n\
        label = pd.io.stata.StataReader(sys.argv[1]).data_label\n\
        assert 'Fiche de la semaine' in label and 'Événements' in label, label\n";
    python("pandas", &format!("{read}{of_lines}"), &lines);
    let of_sheets = "assert names == ['sheet','monday','monday_txt','public_a','public_b','rounds','recto_open','recto_keyings'], names\n\
        assert rows == [['001',23684,'',1,1,12,'ev_date_3',2], ['002','.y','0000-11-05',1,0,'.a','',2]], rows\n";
    python("pandas", &format!("{read}{of_sheets}"), &sheets);
}

/// Issue 5: the same in SPSS.
#[test]
fn lines_are_an_spss_file_with_the_keys() {
    let folder = tempfile::tempdir().unwrap();
    let [sheets, lines] = written(folder.path(), "sav");
    let read = "import sys, pyreadstat\n\
        data, about = pyreadstat.read_sav(sys.argv[1], user_missing=True, disable_datetime_conversion=True)\n\
        rows = [[None if cell != cell else cell for cell in row] for row in data.itertuples(index=False)]\n\
        names = list(data.columns)\n";
    let of_lines = "assert names == ['sheet','line','ev_date','ev_date_txt','ev_kind','ev_who_a','ev_who_b','recto_open'], names\n\
        assert rows == [['001',1,None,'2024-11-00',1,0,1,''], ['001',3,None,'',-9,-994,-994,'ev_date']], rows\n\
        assert about.variable_value_labels['ev_kind'][-9] == 'Case vide (NR)', about.variable_value_labels\n";
    python("pyreadstat", &format!("{read}{of_lines}"), &lines);
    let of_sheets = "assert names == ['sheet','monday','monday_txt','public_a','public_b','rounds','recto_open','recto_keyings'], names\n\
        assert [row[0] for row in rows] == ['001','002'] and rows[1][2] == '0000-11-05', rows\n\
        assert [row[3:] for row in rows] == [[1,1,12,'ev_date_3',2], [1,0,-9,'',2]], rows\n";
    python("pyreadstat", &format!("{read}{of_sheets}"), &sheets);
}

/// DESIGN 5.9: the files of one export are written all or none; columns on demand give one file.
#[test]
fn a_set_is_whole_or_not_at_all() {
    for ending in ["dta", "sav"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("weeks.{ending}"));
        let taken = folder.path().join(format!("weeks-event.{ending}"));
        std::fs::write(&taken, "mine").unwrap();
        let refused = export(&request(What::Final), &two_weeks(), &[], &path);
        assert!(matches!(refused, Err(ExportError::Exists { path }) if path == taken));
        assert!(!path.exists() && std::fs::read(&taken).unwrap() == b"mine");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
        let columns = Request { repeats: Some(Repeats::Columns), ..request(What::Final) };
        let summary = export(&columns, &two_weeks(), &[], &path).unwrap();
        assert!(summary.beside.is_empty() && path.exists());
        assert_eq!(std::fs::read(&taken).unwrap(), b"mine");
        // A raw keying has its lines in columns, as CSV has.
        let raw = folder.path().join(format!("raw.{ending}"));
        assert!(export(&request(What::First), &two_weeks(), &[], &raw).unwrap().beside.is_empty());
    }
}

/// Notes by variable, as the crate `dta` reads them; `_dta` are those of the file.
fn notes(path: &Path) -> HashMap<String, Vec<String>> {
    let header = DtaReader::new().from_path(path).unwrap().read_header().unwrap();
    let mut reader = header.read_schema().unwrap();
    let mut notes: HashMap<String, Vec<String>> = HashMap::new();
    while let Some(note) = reader.read_characteristic().unwrap() {
        assert!(note.name().starts_with("note"), "{}", note.name());
        let of = notes.entry(note.target().as_variable_name().to_owned()).or_default();
        // Stata keeps their number in `note0`.
        match note.name() {
            "note0" => of.insert(0, note.value().to_owned()),
            _ => of.push(note.value().to_owned()),
        }
    }
    for (of, notes) in &notes {
        assert_eq!(notes[0], (notes.len() - 1).to_string(), "{of}");
    }
    notes
}

/// Issue 5: a Stata file says of each variable how often each answer was given and how well it was keyed,
/// in notes.
#[test]
fn stata_notes_hold_frequencies_and_keying_quality() {
    let folder = tempfile::tempdir().unwrap();
    let [sheets, lines] = written(folder.path(), "dta");
    let of_lines = notes(&lines);
    let kind = &of_lines["ev_kind"];
    assert_eq!(plain(&kind[1]), "Ont répondu : 50,0 % (1/2)");
    assert_eq!(plain(&kind[2]), "1 Atelier : 1 ; 2 Sortie : 0 ; NR Case vide : 1");
    assert!(plain(&kind[3]).starts_with("Qualité de saisie : "), "{kind:?}");
    let date = &of_lines["ev_date"];
    assert!(plain(&date[2]).contains("Écart que personne n’a encore réglé : 1"), "{date:?}");
    assert!(plain(&date[3]).contains('1'), "{date:?}");
    let of_sheets = notes(&sheets);
    assert_eq!(plain(&of_sheets["rounds"][2]), "Valeurs : de 12 à 12, moyenne 12,00");
    // A multiple choice is counted as a whole, with its first box.
    assert_eq!(plain(&of_sheets["public_a"][2]), "a Seniors : 2 ; b Aidants : 1");
    assert!(!of_sheets.contains_key("public_b") && of_sheets.contains_key("_dta"));
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// Issue 5: an SPSS file says the same in attributes of its variables.
#[test]
fn spss_attributes_hold_frequencies_and_keying_quality() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), "sav");
    let program = "SET WIDTH=250.\nGET FILE='weeks-event.sav'.\nDISPLAY ATTRIBUTES.\nGET FILE='weeks.sav'.\nDISPLAY ATTRIBUTES.\n";
    std::fs::write(folder.path().join("program.sps"), program).unwrap();
    let output = Command::new("pspp")
        .current_dir(folder.path())
        .args(["--syntax-encoding=UTF-8", "program.sps"])
        .output();
    let Ok(output) = output else { return survey::skipped("no PSPP here") };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && !said.contains("error:") && !said.contains("warning:"), "{said}");
    let said = plain(&said);
    for expected in [
        "recto_frequencies[1]",
        "1 Atelier : 1",
        "2 Sortie : 0",
        "NR Case vide : 1",
        "recto_keying_quality",
        "Qualité de saisie : ",
        "Ont répondu : 50,0 % (1/2)",
        "a Seniors : 2",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
}

/// Issue 5: a data package has both as tables, of which frictionless says that they are what is described.
#[test]
fn a_package_holds_frequencies_and_keying_quality() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weeks.zip");
    export(&request(What::Final), &two_weeks(), &[], &path).unwrap();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    zip.extract(folder.path()).unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.path().join("data").join(name)).unwrap();
    assert_eq!(
        read("frequencies.csv").replace("\r\n", "\n"),
        "variable,kind,code,label,count,respondents,least,most,mean\n\
         sheet,answered,,,2,,,,\n\
         monday,answered,,,2,,,,\n\
         public,answered,,,2,,,,\n\
         public,choice,a,Seniors,2,2,,,\n\
         public,choice,b,Aidants,1,1,,,\n\
         ev_date,answered,,,1,,,,\n\
         ev_date,open,,Écart que personne n’a encore réglé,1,,,,\n\
         ev_kind,answered,,,1,,,,\n\
         ev_kind,choice,1,Atelier,1,,,,\n\
         ev_kind,choice,2,Sortie,0,,,,\n\
         ev_kind,missing,NR,Case vide,1,,,,\n\
         ev_who,answered,,,1,,,,\n\
         ev_who,choice,a,Seniors,0,,,,\n\
         ev_who,choice,b,Aidants,1,,,,\n\
         ev_who,missing,ILL,Illisible,1,,,,\n\
         rounds,answered,,,1,,12,12,12\n\
         rounds,missing,NR,Case vide,1,,,,\n"
    );
    let quality = read("keying_quality.csv");
    let date = quality.lines().find(|line| line.starts_with("ev_date,")).unwrap();
    let cells: Vec<&str> = date.split(',').collect();
    assert_eq!((cells[2], cells[5], cells[7]), ("1", "1", "1"), "{quality}");
    let script = "import sys, frictionless\n\
        frictionless.system.trusted = True\n\
        report = frictionless.validate(sys.argv[1])\n\
        assert report.valid, report.flatten(['type', 'message'])\n\
        package = frictionless.Package(sys.argv[1])\n\
        assert package.resource_names == ['sheets', 'event', 'frequencies', 'keying_quality'], package.resource_names\n\
        rows = package.get_resource('frequencies').read_rows()\n\
        assert rows[3]['count'] == 2 and rows[3]['label'] == 'Seniors'\n\
        quality = package.get_resource('keying_quality')\n\
        assert quality.schema.primary_key == ['variable']\n\
        assert sum(row['open'] for row in quality.read_rows()) == 1\n";
    python("frictionless", script, &folder.path().join("datapackage.json"));
}
