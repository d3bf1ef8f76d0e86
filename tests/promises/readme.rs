//! What the README shows is so: its questionnaire, its recording, its pictures, its commands.

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../../README.md");

/// The block of code that follows `after` and is marked with `language`.
fn block(after: &str, language: &str) -> &'static str {
    let rest = &README[README.find(after).unwrap()..];
    let start = rest.find(&format!("```{language}\n")).unwrap() + language.len() + 4;
    &rest[start..start + rest[start..].find("```").unwrap()]
}

/// DESIGN 6, 13: the example questionnaire is without a problem, and the example recording keys a sheet.
#[test]
fn the_examples_work() {
    let toml = block("## The questionnaire file", "toml");
    let reading = recto::questionnaire::read(toml.as_bytes());
    assert_eq!(reading.diagnostics, []);
    let keys = block("### Recordings of keys", "");
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (form, keys) = (file("small.toml", toml), file("keys.txt", keys));
    let recto = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
        let done = command.args(["--messages", "en"]).args(arguments).current_dir(folder.path());
        let output = done.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    recto(&["new", "small.recto", "-q", &form]);
    let said = recto(&["key", "small.recto", "--operator", "Amina", "--pass", "first", "--keys", &keys]);
    assert!(said.contains("1 sheet finished, no stop"), "{said}");
}

/// DESIGN 13: every command stands in the README; its pictures are there and small.
#[test]
fn commands_and_pictures_are_there() {
    let help = Command::new(env!("CARGO_BIN_EXE_recto")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.len() > 8, "{help}");
    for name in names.into_iter().filter(|name| *name != "help") {
        assert!(README.contains(&format!("`recto {name} ")), "{name}");
    }
    let mut pictures = 0;
    for path in README.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        if path.ends_with(".png") {
            let size = std::fs::metadata(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap().len();
            assert!((1..200_000).contains(&size), "{path}: {size} bytes");
            pictures += 1;
        }
    }
    assert_eq!(pictures, 2);
}

/// DESIGN 13: the documents of `--json` have the fields that the README names.
#[test]
fn every_field_of_the_documents_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.recto");
    super::survey::keyed_twice(folder.path()).close().unwrap();
    for command in ["compare", "status"] {
        let output = Command::new(env!("CARGO_BIN_EXE_recto"))
            .args([command, path.to_str().unwrap(), "--json"])
            .output()
            .unwrap();
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut fields = Vec::new();
        names("", &document, &mut fields);
        assert!(fields.len() > 10, "{fields:?}");
        for field in fields {
            assert!(README.contains(&format!("{field}`")), "{command}: {field}");
        }
    }
}

/// The names of a document as the README writes them: `sheets.both`, `differences[]`, `.sheet`.
fn names(path: &str, value: &serde_json::Value, found: &mut Vec<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let own = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match value {
            serde_json::Value::Object(_) => names(&own, value, found),
            serde_json::Value::Array(list) if list.first().is_some_and(serde_json::Value::is_object) => {
                found.push(format!("{own}[]"));
                for name in list[0].as_object().into_iter().flatten().map(|(name, _)| name) {
                    found.push(name.clone());
                }
            }
            _ => found.push(own),
        }
    }
}
