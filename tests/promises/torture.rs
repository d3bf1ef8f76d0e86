//! A study made to break exports (DESIGN 10): 300 variables, texts with every awkward character and of
//! 32,767 letters, writing from right to left, dates before 1900, sixteen digits, codes that look like
//! numbers and formulas, names that Stata and SPSS forbid. Shared by the tests of the formats.
#![allow(clippy::panic)]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use recto::export::{Repeats, Request, What, export};
use recto::questionnaire::{Answer, Missing, PartialDate, Questionnaire, Record, Value};
use recto::study::{Keying, KeyingId, OperatorId, Pass, Snapshot};
use recto::texts::Language;
use rust_decimal::Decimal;

/// Names that Stata forbids, SPSS forbids, or that are cut to the same 32 letters.
pub const FORBIDDEN: [&str; 14] = [
    "using",
    "_all",
    "with",
    "byte",
    "str5",
    "strL",
    "if",
    "_n",
    "AND",
    "TO",
    "not",
    "double",
    "a_name_of_sixty_four_letters_that_goes_on_and_on_until_the_end_1",
    "a_name_of_sixty_four_letters_that_goes_on_and_on_until_the_end_2",
];

/// What is asked, before the texts that fill it up to 300 variables.
const HEAD: &str = r#"
[questionnaire]
id = "torture"
version = "1"
title = { fr = "Étude de torture « ; \" , »", en = "Torture" }
default_language = "fr"
paper = "A4"
sheet_number = "sheet"

[missing.NR]
means = "blank"
key = "."
number = -99
stata = ".a"
label = { fr = "Case vide", en = "Blank" }

[missing.NSP]
means = "dont_know"
key = "/"
number = -97
stata = ".b"
label = { fr = "Ne sait pas", en = "Don’t know" }

[missing.ILL]
means = "illegible"
key = "*"
label = { fr = "Illisible", en = "Illegible" }

[choices]
odd = [
  { name = "007", label = { fr = "Zéros", en = "Zeros" } },
  { name = "1E5", label = { fr = "Exposant", en = "Exponent" } },
  { name = "cmd", label = { fr = "Formule", en = "Formula" } },
  { name = "minus", label = { fr = "Moins un", en = "Minus one" } },
]
whole = [
  { name = "1", label = { fr = "Oui ; « \" »", en = "Yes" } },
  { name = "2", label = { fr = "عربي 🙂", en = "No" } },
  { name = "40000", label = { fr = "Grand", en = "Large" } },
]

[[page]]
"#;

fn question(name: &str, kind: &str, more: &str) -> String {
    format!(
        "[[page.item]]\nkind = \"question\"\nname = \"{name}\"\ntype = \"{kind}\"\n{more}\n\
         label = {{ fr = \"Libellé « é » {name} {}\", en = \"Label {name}\" }}\n\n",
        "long ".repeat(60)
    )
}

/// 300 variables.
pub fn questionnaire() -> Questionnaire {
    let mut source = HEAD.to_owned();
    source += &question("sheet", "sheet_number", "digits = 4");
    source += &question("odd", "select_one", "choices = \"odd\"");
    source += &question("whole", "select_one", "choices = \"whole\"\nmissing = [\"NSP\"]");
    source += &question("boxes", "select_multiple", "choices = \"odd\"\nmissing = [\"NSP\"]");
    source += &question("long_number", "integer", "digits = 18\nnegative = true");
    source += &question("near_missing", "integer", "digits = 3\nnegative = true\nmissing = [\"NSP\"]");
    source += &question("exact", "decimal", "digits = 12\ndecimals = 6\nnegative = true");
    source += &question("day", "date", "year = \"full\"");
    source += &question("moment", "time", "");
    source += &question("month_of", "month", "year = \"full\"");
    let mut count = 10;
    for name in FORBIDDEN {
        source += &question(name, "integer", "digits = 5");
        count += 1;
    }
    source +=
        "[[page.item]]\nkind = \"repeat\"\nname = \"event\"\nlines = 3\nlabel = { fr = \"Événements\" }\n";
    for (name, kind) in [("event_day", "date\"\nyear = \"full"), ("event_words", "text"), ("event_kind", "x")]
    {
        let kind = if kind == "x" { "select_one\"\nchoices = \"whole" } else { kind };
        source += &format!(
            "[[page.item.column]]\nname = \"{name}\"\ntype = \"{kind}\"\nlabel = {{ fr = \"{name}\" }}\n"
        );
        count += 1;
    }
    source += "\n";
    for at in count..300 {
        source += &question(&format!("words_{at}"), "text", "max_chars = 40000");
    }
    let read = recto::questionnaire::read(source.as_bytes());
    let mut questionnaire = read.questionnaire.unwrap_or_else(|| panic!("{:?}", read.diagnostics));
    assert_eq!(questionnaire.variables.len(), 300);
    // Codes that the reader of questionnaires refuses, and that a format must take all the same.
    for variable in &mut questionnaire.variables {
        for choice in &mut variable.choices {
            match choice.name.as_str() {
                "cmd" => choice.name = "=cmd()".to_owned(),
                "minus" => choice.name = "-1".to_owned(),
                _ => {}
            }
        }
    }
    questionnaire
}

/// Texts with every awkward character.
pub fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+33 6 12",
        "-1",
        "@home",
        "'quoted",
        "''twice",
        "\"double\"",
        "a;b,c\tt",
        "two\nlines",
        "two\r\nlines",
        "a\rreturn",
        " both ends ",
        "\u{a0}no-break\u{202f}",
        "007",
        "1E5",
        "1,5",
        "NR",
        "NA",
        "NULL",
        "nan",
        ".",
        "-99",
        "TRUE",
        "01/02/2024",
        "שלום עולם",
        "العربية ١٢٣",
        "👩‍👩‍👧‍👦 🇫🇷",
        "e\u{301} é",
        "\u{feff}mark",
        "\u{200f}rtl\u{200e}",
        "\\n \\ %s %d {} <b>&amp;</b>",
        "\u{1}\u{7f}",
        "x",
    ]
    .map(str::to_owned)
    .into();
    texts.push("0123456789".chars().cycle().take(32_767).collect());
    texts.push("é🙂ش ".chars().cycle().take(32_767).collect());
    texts
}

/// The answers of one sheet by variable and line; the others are texts.
fn asked(sheet: usize) -> Vec<(&'static str, u16, Value)> {
    let date = |year, month, day| Value::Date(PartialDate { year, month, day });
    let code = |code: &str| Value::Code(code.to_owned());
    let codes = |codes: &[&str]| Value::Codes(codes.iter().map(|&code| code.to_owned()).collect());
    let written = |text: &str| Value::AsWritten(text.to_owned());
    let decimal = |number: &str| Value::Decimal(number.parse::<Decimal>().unwrap());
    let month = |year, month| Value::Month { year, month };
    match sheet {
        0 => vec![
            ("odd", 0, code("007")),
            ("whole", 0, code("1")),
            ("boxes", 0, codes(&["007", "=cmd()"])),
            ("long_number", 0, Value::Integer(1_234_567_890_123_456)),
            ("near_missing", 0, Value::Integer(-99)),
            ("exact", 0, decimal("0.1")),
            ("day", 0, date(1899, 12, 31)),
            ("moment", 0, Value::Time { hour: 0, minute: 0 }),
            ("month_of", 0, month(1959, 12)),
            ("event_day", 1, date(2024, 2, 29)),
            ("event_words", 1, Value::Text("=1+1".to_owned())),
            ("event_kind", 3, code("40000")),
        ],
        1 => vec![
            ("odd", 0, code("1E5")),
            ("whole", 0, code("40000")),
            ("boxes", 0, codes(&[])),
            ("long_number", 0, Value::Integer(9_007_199_254_740_993)),
            ("near_missing", 0, Value::Integer(250)),
            ("exact", 0, decimal("123456789012.345678")),
            ("day", 0, date(1815, 6, 18)),
            ("moment", 0, Value::Time { hour: 23, minute: 59 }),
            ("month_of", 0, month(2024, 2)),
        ],
        2 => vec![
            ("odd", 0, code("=cmd()")),
            ("whole", 0, written("=cmd()")),
            ("boxes", 0, codes(&["1E5", "-1"])),
            ("long_number", 0, Value::Integer(-999_999_999_999_999)),
            ("exact", 0, decimal("-99")),
            ("day", 0, date(1066, 10, 14)),
            ("moment", 0, written("14:63")),
            ("month_of", 0, month(1899, 1)),
            ("event_day", 2, date(2024, 0, 5)),
            ("event_words", 2, Value::Text("two\nlines".to_owned())),
        ],
        3 => vec![
            ("odd", 0, code("-1")),
            ("whole", 0, code("2")),
            ("long_number", 0, Value::Integer(0)),
            ("exact", 0, decimal("1234567890.123456")),
            ("day", 0, date(2024, 0, 0)),
            ("month_of", 0, written("13/2024")),
        ],
        _ => Vec::new(),
    }
}

fn record(questionnaire: &Questionnaire, sheet: usize) -> Record {
    let mut record = Record::empty(questionnaire);
    let texts = texts();
    let given = asked(sheet);
    for field in questionnaire.field_ids() {
        let variable = questionnaire.field_variable(field);
        let line = questionnaire.field(field).line;
        let at = usize::from(field.0);
        let given = given.iter().find(|(name, on, _)| *name == variable.name && *on == line);
        let answer = match given {
            Some((_, _, value)) => Answer::Value(value.clone()),
            None if variable.name == "sheet" => Answer::Value(Value::Text(format!("{:04}", sheet + 1))),
            None if line > 0 => Answer::NotApplicable,
            // Each text stands in seven or eight columns, each column has several texts and gaps.
            None if variable.name.starts_with("words_") => match (at + sheet) % (texts.len() + 3) {
                0 => Answer::Missing(Missing::Blank),
                1 => Answer::Missing(Missing::Illegible),
                2 => Answer::NotKeyed,
                text => Answer::Value(Value::Text(texts[text - 3].clone())),
            },
            None if FORBIDDEN.contains(&variable.name.as_str()) => Answer::Value(Value::Integer(at as i64)),
            None => match sheet {
                4 => Answer::Missing(Missing::DontKnow),
                5 => Answer::Missing(Missing::Illegible),
                6 => Answer::Missing(Missing::Blank),
                _ => Answer::NotApplicable,
            },
        };
        record.field_mut(field).answer = answer;
    }
    record
}

/// Eight sheets, keyed twice; on the last, the two keyings of `whole` differ.
pub fn snapshot() -> Snapshot {
    let questionnaire = questionnaire();
    let now: jiff::Timestamp = "2024-11-05T10:20:30Z".parse().unwrap();
    let keyings = (0..8).flat_map(|sheet| [(sheet, Pass::First), (sheet, Pass::Second)]);
    let keyings = keyings.map(|(sheet, pass)| {
        let mut record = record(&questionnaire, sheet);
        if sheet == 7 {
            let whole = questionnaire.variable_by_name("whole").unwrap();
            let field = questionnaire.field_of(whole, 0).unwrap();
            let code = if pass == Pass::First { "1" } else { "2" };
            record.field_mut(field).answer = Answer::Value(Value::Code(code.to_owned()));
        }
        Keying {
            id: KeyingId(uuid::Uuid::from_u128(sheet as u128 * 2 + u128::from(pass == Pass::Second))),
            number: format!("{:04}", sheet + 1),
            pass,
            operator: OperatorId(uuid::Uuid::from_u128(1 + u128::from(pass == Pass::Second))),
            version: questionnaire.version.clone(),
            started: now,
            last_entry: now,
            finished: Some(now),
            imported: false,
            note: None,
            first_readings: Vec::new(),
            record: record.into(),
        }
    });
    Snapshot { keyings: keyings.collect(), last_entry: Some(now), ..Snapshot::empty(Arc::new(questionnaire)) }
}

/// What a reader must find in a column of numbers, or texts.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    Number(f64),
    /// With the letter or number of its reason; empty for none.
    Missing(String),
    Text(String),
}

/// Every cell of the final records: sheet (from 0), column, what both keyings say (`None`: they differ).
pub fn cells(snapshot: &Snapshot) -> Vec<(usize, String, recto::questionnaire::Cell, Option<Answer>)> {
    let questionnaire = &*snapshot.questionnaire;
    let mut all = Vec::new();
    for (sheet, pair) in snapshot.keyings.chunks(2).enumerate() {
        for cell in questionnaire.cells() {
            let answer = |keying: &Keying| keying.record.answer(cell.field).clone();
            let (first, second) = (answer(&pair[0]), answer(&pair[1]));
            let agreed = (first == second).then_some(first);
            all.push((sheet, questionnaire.cell_column(cell), cell, agreed));
        }
    }
    all
}

pub fn write(snapshot: &Snapshot, path: &Path) {
    // One row per sheet holds every cell.
    let request = Request { repeats: Some(Repeats::Columns), ..request(What::Final) };
    export(&request, snapshot, &[], path).unwrap();
}

pub fn request(what: What) -> Request {
    Request {
        what,
        preset: recto::export::Preset::Open,
        values: recto::export::Values::Codes,
        language: Language::French,
        overwrite: true,
        ..Request::default()
    }
}

/// A Python that has `module`, if there is one. `RECTO_TEST_READERS_PYTHON` names it.
pub fn python(module: &str) -> Option<String> {
    let named = |name: &str| std::env::var(name).ok();
    let python = named("RECTO_TEST_READERS_PYTHON").or_else(|| named("RECTO_TEST_PYTHON"));
    let python = python.unwrap_or_else(|| "python3".to_owned());
    let has = Command::new(&python).args(["-c", &format!("import {module}")]).output();
    has.is_ok_and(|output| output.status.success()).then_some(python)
}

/// Whether R has `haven`.
pub fn has_haven() -> bool {
    let has = Command::new("Rscript").args(["-e", "library(haven)"]).output();
    has.is_ok_and(|output| output.status.success())
}

/// Runs a program, and gives what it wrote; a failure of the program is one of the test.
pub fn run(program: &str, arguments: &[&str], script: &str, path: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("script");
    std::fs::write(&file, script).unwrap();
    let output = Command::new(program).args(arguments).arg(&file).arg(path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Reads what the readers' scripts write: `row TAB column TAB n, m or s TAB value`, texts in hexadecimal.
pub fn read_dump(dump: &str) -> std::collections::HashMap<(usize, String), Found> {
    dump.lines()
        .map(|line| {
            let parts: Vec<&str> = line.split('\t').collect();
            let [row, column, kind, value] = parts[..] else { panic!("{line:?}") };
            let found = match kind {
                "n" => Found::Number(value.parse().unwrap()),
                "m" => Found::Missing(value.to_owned()),
                _ => {
                    let bytes = value.as_bytes().chunks(2);
                    let bytes =
                        bytes.map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap());
                    Found::Text(String::from_utf8(bytes.collect()).unwrap())
                }
            };
            ((row.parse().unwrap(), column.to_owned()), found)
        })
        .collect()
}
