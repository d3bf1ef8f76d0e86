//! DESIGN 5.12 and 13 through the binary: `recto revise --map`, and what exports say of what was added.

use std::path::Path;
use std::process::{Command, Output};

use super::{survey, torture};

const SMALL: &str = include_str!("study/small.toml");

fn recto(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
    command.current_dir(folder).args(arguments).env("LANG", "en_US.UTF-8").env("LC_ALL", "en_US.UTF-8");
    command.output().unwrap()
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = recto(folder, arguments);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{arguments:?}: {told}{}", String::from_utf8_lossy(&output.stderr));
    told
}

fn csv(folder: &Path, what: &str) -> String {
    done(folder, &["export", "s.recto", "-o", "out.csv", "--what", what, "--preset", "open", "--force"]);
    std::fs::read_to_string(folder.join("out.csv")).unwrap()
}

/// Refused without a map, with the line to write; taken with it; old answers under new names and codes, what
/// was added not asked, in both raw keyings and the final data, and the journal as it was.
#[test]
fn a_map_is_taken_by_the_binary() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    at("q1.toml", SMALL);
    let added = "\n[[page.item]]\nkind = \"question\"\nname = \"extra\"\nnumber = \"4\"\ntype = \"integer\"\n\
        digits = 1\nrequired = true\nlabel = { fr = \"Autre\", en = \"Other\" }\n";
    let changed = SMALL
        .replace("version = \"1\"", "version = \"2\"")
        .replace("name = \"age\"", "name = \"years\"")
        .replace("{ name = \"1\"", "{ name = \"01\"");
    at("q2.toml", &format!("{changed}{added}"));
    at("map.toml", "[variables]\nage = \"years\"\n[codes.town]\n\"1\" = \"01\"\n");
    at("keyed.csv", "sheet,town,age,remark\n001,1,71,fine\n002,2,64,\n");
    let folder = folder.path();
    done(folder, &["new", "s.recto", "-q", "q1.toml"]);
    for (name, pass) in [("Ana", "first"), ("Bob", "second")] {
        done(folder, &["import", "s.recto", "--operator", name, "--pass", pass, "keyed.csv"]);
    }
    let refused = recto(folder, &["revise", "s.recto", "-q", "q2.toml"]);
    assert_eq!(refused.status.code(), Some(1));
    let told = String::from_utf8_lossy(&refused.stdout).into_owned();
    assert!(told.contains("age = \"years\"") && told.contains("[codes.town]"), "{told}");
    let told = done(folder, &["revise", "s.recto", "-q", "q2.toml", "--map", "map.toml"]);
    assert!(told.contains("years") && told.contains('2'), "{told}");
    for what in ["final", "first", "second"] {
        let rows = csv(folder, what);
        let mut lines = rows.lines();
        assert!(lines.next().unwrap().starts_with("sheet,town,years,remark,extra"), "{rows}");
        assert!(lines.next().unwrap().starts_with("001,01,71,fine,not_asked"), "{rows}");
        assert!(lines.next().unwrap().starts_with("002,2,64,,not_asked"), "{rows}");
    }
    let journal = csv(folder, "journal");
    assert!(journal.contains(",age,") && !journal.contains(",years,"), "{journal}");
    every_format_says_not_asked(folder);
    // Nothing that was not asked counts as a difference, and none is left open.
    let told = done(folder, &["compare", "s.recto", "--json"]);
    assert!(told.contains("\"different\": 0") || told.contains("\"different\":0"), "{told}");
}

/// What was not asked has a letter in Stata, a number in SPSS, a name in a package and a rule in an archive;
/// each says what it means.
fn every_format_says_not_asked(folder: &Path) {
    for ending in ["dta", "sav", "zip"] {
        done(folder, &["--messages", "en", "export", "s.recto", "-o", &format!("out.{ending}")]);
    }
    done(folder, &["archive", "s.recto", "-o", "raw.zip"]);
    let script = |name: &str, program: &str| {
        let Some(python) = torture::python(name) else { return survey::skipped(name) };
        torture::run(&python, &[], &format!("import sys, {name}\npath = sys.argv[1]\n{program}"), folder);
    };
    let stata = "from pandas.io.stata import StataReader\n\
        data = pandas.read_stata(path + '/out.dta', convert_categoricals=False, convert_missing=True)\n\
        letters = {cell.string for cell in data['extra']}\n\
        labels = StataReader(path + '/out.dta').value_labels()['recto_missing']\n\
        assert len(letters) == 1 and letters != {'.'}, letters\n\
        number = 2147483621 + ord(letters.pop()[1]) - 96\n\
        assert labels[number].endswith('(not_asked)'), labels\n";
    let spss = "data, about = pyreadstat.read_sav(path + '/out.sav', user_missing=True)\n\
        [number] = set(data['extra'])\n\
        assert about.variable_value_labels['extra'][number].endswith('(not_asked)')\n\
        assert any(low['lo'] <= number <= low['hi'] for low in about.missing_ranges['extra']), about.missing_ranges\n\
        data, about = pyreadstat.read_sav(path + '/out.sav')\n\
        assert data['extra'].isna().all()\n";
    let package = "import json, zipfile\n\
        zipfile.ZipFile(path + '/out.zip').extractall(path + '/package')\n\
        frictionless.system.trusted = True\n\
        file = path + '/package/datapackage.json'\n\
        report = frictionless.validate(file)\n\
        assert report.valid, report.flatten(['type', 'message'])\n\
        rows = frictionless.Package(file).get_resource('sheets').read_rows()\n\
        assert [row['extra'] for row in rows] == [None, None] and rows[0]['years'] == 71, rows\n\
        fields = {field['name']: field for field in json.load(open(file))['resources'][0]['schema']['fields']}\n\
        assert 'not_asked' in [value['value'] for value in fields['extra']['missingValues']]\n\
        assert 'not_asked' not in [value['value'] for value in fields['years']['missingValues']]\n\
        counted = open(path + '/package/data/frequencies.csv').read()\n\
        assert 'extra,missing,not_asked,' in counted, counted\n";
    script("pandas", stata);
    script("pyreadstat", spss);
    script("frictionless", package);
    let Some(found) = super::archive::recomputed(&folder.join("raw.zip")) else { return };
    assert!(found.starts_with("2 ") && found.ends_with(" 0"), "{found}");
}
