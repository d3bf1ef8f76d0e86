//! DESIGN 5.12 and 13 through the binary: `recto revise --map`, and what exports say of what was added.

use std::path::Path;
use std::process::{Command, Output};

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
    // Nothing that was not asked counts as a difference, and none is left open.
    let told = done(folder, &["compare", "s.recto", "--json"]);
    assert!(told.contains("\"different\": 0") || told.contains("\"different\":0"), "{told}");
}
