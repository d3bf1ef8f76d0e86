//! What the questionnaire's reader promises (DESIGN 6): every problem is reported at its place.

use proptest::prelude::*;
use recto::questionnaire::{Severity, read};
use recto::texts::Language;

const WHOLE: &str = include_str!("../data/whole.toml");

/// A problem's code, what is replaced in the whole questionnaire, and by what; `¦` marks where the
/// problem is reported.
const PROBLEMS: &[(&str, &str, &str)] = &[
    // Keys and values
    ("unknown-key", "appearance = \"w6 columns-2\"", "¦apearance = \"w6\""),
    ("unknown-key", "[[check]]", "[[check]]\n¦levle = \"soft\""),
    ("unknown-key", "[[indicator]]", "[[¦indicators]]\nid = \"b\"\n[[indicator]]"),
    ("useless-key", "name = \"start\"", "name = \"start\"\n¦digits = 3"),
    (
        "missing-key",
        "[[page.item]]\nkind = \"question\"\nname = \"since\"",
        "¦[[page.item]]\nkind = \"question\"",
    ),
    ("missing-key", "[questionnaire]\nid = \"visit\"\nversion = \"1\"", "¦[questionnaire]\nid = \"visit\""),
    ("missing-key", "[[check]]\nid = \"C1\"\nlevel = \"soft\"", "¦[[check]]\nid = \"C1\""),
    ("empty-value", "label = \"Depuis\"", "¦label = \"\""),
    ("wrong-type", "digits = 3\nlabel = \"Âge\"", "digits = ¦\"3\"\nlabel = \"Âge\""),
    ("wrong-type", "required = true", "required = ¦\"yes\""),
    ("wrong-type", "missing = [\"NSP\"]\nconstraint", "missing = ¦\"NSP\"\nconstraint"),
    ("wrong-type", "label = \"Début\"", "label = ¦3"),
    ("wrong-word", "type = \"time\"", "type = ¦\"tiem\""),
    ("wrong-word", "paper = \"A4\"", "paper = ¦\"A3\""),
    ("wrong-word", "appearance = \"w6 columns-2\"", "appearance = ¦\"w13\""),
    ("wrong-word", "appearance = \"filter\"", "appearance = ¦\"fliter\""),
    ("wrong-word", "year = \"two\"", "year = ¦\"tow\""),
    ("out-of-range", "lines = 3", "lines = ¦1000"),
    ("bad-language", "en = \"Visit\"", "¦English = \"Visit\""),
    ("missing-translation", "label = \"Début\"", "label = ¦{ en = \"Start\" }"),
    // Names and numbers
    ("bad-id", "id = \"visit\"", "id = ¦\"visit 2024\""),
    ("bad-name", "name = \"start\"", "name = ¦\"début\""),
    ("reserved-name", "name = \"start\"", "name = ¦\"recto_open\""),
    ("duplicate-name", "name = \"start\"", "name = ¦\"Seen\""),
    ("duplicate-name", "name = \"event\"", "name = ¦\"need_OTHER\""),
    ("duplicate-name", "[missing.NSP]", "[missing.¦nr]\nmeans = \"refused\"\nkey = \"*\"\n[missing.NSP]"),
    ("duplicate-number", "number = \"Q4\"", "¦number = \"q3\""),
    ("duplicate-number", "number = \"b\"\nlabel = \"Rencontres\"", "¦number = \"a\"\nlabel = \"Rencontres\""),
    (
        "duplicate-id",
        "[[indicator]]",
        "[[check]]\nid = ¦\"c1\"\nlevel = \"hard\"\nrule = \"true()\"\nmessage = \"x\"\n[[indicator]]",
    ),
    ("column-like-name", "name = \"need\"§name = \"start\"", "name = ¦\"need\"§name = \"need_10\""),
    // The sheet's number
    ("unknown-sheet-number", "sheet_number = \"num\"", "sheet_number = ¦\"number\""),
    ("sheet-number-type", "sheet_number = \"num\"", "sheet_number = ¦\"age\""),
    (
        "second-sheet-number",
        "name = \"start\"\nnumber = \"Q4\"\ntype = \"time\"",
        "name = ¦\"start\"\nnumber = \"Q4\"\ntype = \"sheet_number\"",
    ),
    ("sheet-number-filtered", "name = \"num\"", "relevant = \"${outcome} = 1\"\nname = ¦\"num\""),
    ("bad-sheets", "sheets = \"1-148\"", "sheets = ¦\"148-1\""),
    ("sheets-too-long", "sheets = \"1-148\"", "sheets = ¦\"1-12000\""),
    // Missing codes
    ("no-blank-code", "[missing.NR]\nmeans = \"blank\"", "[¦missing.NR]\nmeans = \"refused\""),
    ("duplicate-meaning", "means = \"dont_know\"", "¦means = \"illegible\""),
    ("bad-missing-key", "key = \"-\"", "key = ¦\"7\""),
    ("bad-missing-key", "key = \"-\"", "key = ¦\"ill\""),
    ("duplicate-missing-key", "key = \"-\"", "key = ¦\",\""),
    ("duplicate-missing-number", "key = \"-\"", "key = \"-\"\n¦number = -99"),
    ("bad-stata", "stata = \".a\"", "stata = ¦\".z\""),
    ("unknown-missing", "missing = [\"NSP\"]\nconstraint", "missing = [¦\"NPS\"]\nconstraint"),
    ("unknown-missing", "share = \"${age} > 60\"", "share = \"is_missing(${age}, ¦'REF')\""),
    // Choice lists
    (
        "missing-choices",
        "[[check]]",
        "¦[[page.item]]\nkind = \"question\"\nname = \"q\"\ntype = \"select_one\"\nlabel = \"x\"\n[[check]]",
    ),
    ("unknown-choice-list", "choices = \"town\"", "choices = ¦\"twon\""),
    ("empty-choice-list", "outcome = [", "¦nothing = []\noutcome = ["),
    ("unused-choice-list", "often = [", "¦spare = [{ name = \"1\", label = \"x\" }]\noften = ["),
    ("bad-code", "often = [{ name = \"1\"", "often = [{ name = ¦\"2 3\""),
    (
        "duplicate-code",
        "{ name = \"3\", label = \"Refus\" },",
        "{ name = \"3\", label = \"Refus\" },\n{ name = ¦\"1\", label = \"x\" },",
    ),
    (
        "ambiguous-code",
        "{ name = \"3\", label = \"Refus\" },",
        "{ name = \"3\", label = \"Refus\" },\n{ name = ¦\"01\", label = \"x\" },",
    ),
    (
        "ambiguous-code",
        "often = [{ name = \"1\"",
        "often = [{ name = \"a\", label = \"x\" }, { name = ¦\"A\", label = \"x\" }, { name = \"1\"",
    ),
    (
        "code-like-missing",
        "{ name = \"3\", label = \"Refus\" },",
        "{ name = \"3\", label = \"Refus\" },\n{ name = ¦\"nr\", label = \"x\" },",
    ),
    (
        "code-like-missing",
        "{ name = \"3\", label = \"Refus\" },",
        "{ name = \"3\", label = \"Refus\" },\n{ name = ¦\"-1\", label = \"x\" },",
    ),
    // Pages
    ("grid-names", "names = [\"met_before\", \"met_after\"]", "¦names = [\"met_before\"]"),
    (
        "not-in-repeat",
        "[[page.item.column]]\nname = \"event_people\"",
        "[[page.item.column]]\n¦type = \"note\"\n[[page.item.column]]\nname = \"event_people\"",
    ),
    ("one-measure", "[[indicator]]", "¦[[indicator]]\nmean = \"${age}\""),
    (
        "grid-without-rows",
        "[[check]]",
        "¦[[page.item]]\nkind = \"grid\"\nlabel = \"x\"\nchoices = \"often\"\n[[check]]",
    ),
    (
        "repeat-without-columns",
        "[[check]]",
        "¦[[page.item]]\nkind = \"repeat\"\nname = \"r\"\nlabel = \"x\"\nlines = 2\n[[check]]",
    ),
    ("bad-check-letters", "check_letters = \"ABCDEFGHJKLMNPRSTUVWXYZ\"", "check_letters = ¦\"ABA\""),
    // Expressions
    ("expression-character", "share = \"${age} > 60\"", "share = \"${age} > ¦’60’\""),
    ("expression-operator", "share = \"${age} > 60\"", "share = \"${age} ¦== 60\""),
    ("expression-operator", "share = \"${age} > 60\"", "share = \"${age} ¦/ 2 > 60\""),
    ("expression-variable", "share = \"${age} > 60\"", "share = \"¦${age > 60\""),
    ("expression-quote", "share = \"${age} > 60\"", "share = \"${need_other} = ¦'a\""),
    ("expression-unfinished", "share = \"${age} > 60\"", "share = \"${age} >¦\""),
    ("expression-unfinished", "share = \"${age} > 60\"", "share = \"(${age} > 60¦\""),
    ("expression-unexpected", "share = \"${age} > 60\"", "share = \"${age} > 60 ¦70\""),
    ("expression-unexpected", "share = \"${age} > 60\"", "share = \"${age} > 60¦)\""),
    ("unknown-variable", "share = \"${age} > 60\"", "share = \"1 = 1 and ¦${agee} > 60\""),
    ("unknown-variable", "share = \"${age} > 60\"", "share = '''\n  ${age} > 60\n  and ¦${agee} > 60'''"),
    ("unknown-variable", "share = \"${age} > 60\"", "share = \"\\\"é\\\" = 'é' and ¦${agee} > 60\""),
    ("unknown-function", "share = \"${age} > 60\"", "share = \"¦roundd(${age}) > 60\""),
    ("unknown-column", "choice_filter = \"town = ${town}\"", "choice_filter = \"¦twon = ${town}\""),
    ("bare-name", "share = \"${age} > 60\"", "share = \"¦age > 60\""),
    ("argument-count", "share = \"${age} > 60\"", "share = \"¦abs(${age}, 2) > 60\""),
    ("type-mismatch", "share = \"${age} > 60\"", "share = \"¦${age} + 1\""),
    ("type-mismatch", "share = \"${age} > 60\"", "share = \"¦${need_other} + 1 > 2\""),
    ("type-mismatch", "share = \"${age} > 60\"", "share = \"not(¦${age})\""),
    ("cannot-compare", "share = \"${age} > 60\"", "share = \"¦${age} = ${seen}\""),
    ("cannot-compare", "share = \"${age} > 60\"", "share = \"¦${need_other} = 3\""),
    ("cannot-compute", "share = \"${age} > 60\"", "share = \"¦${seen} + ${seen} = 3\""),
    (
        "no-order",
        "often = [{ name = \"1\"§share = \"${age} > 60\"",
        "often = [{ name = \"x\"§share = \"¦${met_before} > 1\"",
    ),
    ("unknown-code", "relevant = \"${outcome} != 3\"", "relevant = \"${outcome} != ¦4\""),
    ("unknown-code", "relevant = \"selected(${need}, '2')\"", "relevant = \"selected(${need}, ¦'02')\""),
    ("use-selected", "relevant = \"selected(${need}, '2')\"", "relevant = \"¦${need} = 2\""),
    ("bad-constant", "'2024-12-31'", "¦'31/12/2024'"),
    ("bad-constant", "share = \"${age} > 60\"", "share = \"${start} > ¦'25:00'\""),
    ("bad-pattern", "share = \"${age} > 60\"", "share = \"regex(${need_other}, ¦'(')\""),
    ("column-outside-repeat", "share = \"${age} > 60\"", "share = \"¦${event_people} > 1\""),
    ("repeat-as-value", "share = \"${age} > 60\"", "share = \"¦${event} > 1\""),
    ("not-a-repeat", "share = \"${age} > 60\"", "share = \"¦count(${age}) > 1\""),
    ("dot-outside-constraint", "share = \"${age} > 60\"", "share = \"¦. > 60\""),
    ("needs-variable", "share = \"${age} > 60\"", "share = \"answered(¦1)\""),
    ("needs-text", "share = \"${age} > 60\"", "share = \"regex(${need_other}, ¦${need_other})\""),
    // What only shows in the whole
    (
        "cycle",
        "name = \"town\"§name = \"site\"",
        "relevant = ¦\"${site} = 11\"\nname = \"town\"§relevant = \"${town} = 1\"\nname = \"site\"",
    ),
    ("cycle", "name = \"town\"", "relevant = ¦\"${town} = 1\"\nname = \"town\""),
    ("cycle", "calculation = \"sum(${event_people})\"", "calculation = ¦\"${people} + 1\""),
    ("unreachable", "relevant = \"${age} >= 60\"", "relevant = ¦\"1 = 2\""),
    ("unreachable", "relevant = \"${age} >= 60\"", "relevant = ¦\"${outcome} = 1 and ${outcome} = 2\""),
    ("unreachable", "relevant = \"${age} >= 60\"", "relevant = ¦\"${age} > 60 and not(${age} >= 18)\""),
    // The page is only for those who did not refuse.
    ("unreachable", "relevant = \"${age} >= 60\"", "relevant = ¦\"${outcome} = 3\""),
    // Age is asked only of those who answered.
    (
        "unreachable",
        "[[page.item]]\nkind = \"section\"",
        "[[page.item]]\nkind = \"question\"\nname = \"t\"\ntype = \"time\"\nlabel = \"x\"\nrelevant = ¦\"${age} > 20 and ${outcome} = 3\"\n[[page.item]]\nkind = \"section\"",
    ),
];

/// The questionnaire with the replacements made (several are separated by `§`), and the marked places.
fn marked(from: &str, to: &str) -> (String, Vec<(u32, u32)>) {
    let mut text = WHOLE.to_owned();
    for (from, to) in from.split('§').zip(to.split('§')) {
        assert!(text.contains(from), "nothing to replace: {from}");
        text = text.replacen(from, to, 1);
    }
    let mut places = Vec::new();
    while let Some(at) = text.find('¦') {
        let line = text[..at].matches('\n').count() as u32 + 1;
        let column = text[..at].rsplit('\n').next().unwrap().chars().count() as u32 + 1;
        places.push((line, column));
        text.remove(at);
    }
    (text, places)
}

#[test]
fn every_problem_is_reported_at_its_place_and_alone() {
    // DESIGN 6: each problem is a diagnostic with a code and the place in the file; no problem drags
    // others along.
    for (code, from, to) in PROBLEMS {
        let (text, expected) = marked(from, to);
        let reading = read(text.as_bytes());
        let mut found: Vec<(u32, u32)> = reading
            .diagnostics
            .iter()
            .filter(|problem| problem.code == *code)
            .map(|problem| (problem.line, problem.column))
            .collect();
        found.dedup();
        assert_eq!(found, expected, "{code} in {to}: {:#?}", reading.diagnostics);
        let others: Vec<_> = reading
            .diagnostics
            .iter()
            .filter(|problem| problem.code != *code && problem.severity == Severity::Error)
            .collect();
        assert!(others.is_empty(), "{code} in {to} drags along {others:#?}");
        let errors = reading.error_count();
        assert_eq!(reading.questionnaire.is_some(), errors == 0, "{code} in {to}");
    }
}

fn codes(bytes: &[u8]) -> Vec<(&'static str, u32, u32)> {
    read(bytes).diagnostics.iter().map(|problem| (problem.code, problem.line, problem.column)).collect()
}

#[test]
fn files_that_are_no_questionnaire_are_refused_with_the_reason() {
    // Issue 2: malformed TOML, a file that is not text, an empty file, a file of 10 MB.
    assert_eq!(codes(b""), [("empty-file", 1, 1)]);
    assert_eq!(codes(b" \n\t\n"), [("empty-file", 1, 1)]);
    assert_eq!(codes(b"id = 1\nx = \"\xe9t\xe9\""), [("not-text", 2, 6)]);
    assert_eq!(codes(&vec![b'a'; 10_000_000]), [("too-large", 1, 1)]);
    assert_eq!(
        codes("é = 1\n[questionnaire\nid = = 2\n".as_bytes()).iter().map(|found| found.0).collect::<Vec<_>>(),
        vec!["malformed-toml"; codes("é = 1\n[questionnaire\nid = = 2\n".as_bytes()).len()]
    );
    let (text, expected) = marked("version = \"1\"", "version = ¦un");
    assert_eq!(codes(text.as_bytes()), [("malformed-toml", expected[0].0, expected[0].1)]);
    assert_eq!(codes(b"# nothing\n")[0], ("missing-key", 1, 1));
    // A byte order mark, as editors on Windows write it, is no problem.
    assert_eq!(codes(format!("\u{feff}{WHOLE}").as_bytes()), []);
    assert_eq!(codes(WHOLE.replace('\n', "\r\n").as_bytes()), []);
}

#[test]
fn too_deep_and_too_many_are_refused() {
    // DESIGN 6: the reader ends on every file.
    let deep = format!("share = \"{}${{age}} > 1{}\"", "(".repeat(5000), ")".repeat(5000));
    let chain = format!("share = \"{}1 > 1\"", "1 + ".repeat(4000));
    let minus = format!("share = \"{}1 > 1\"", "-".repeat(5000));
    for rule in [deep, chain, minus] {
        let text = WHOLE.replace("share = \"${age} > 60\"", &rule);
        assert!(codes(text.as_bytes()).iter().any(|found| found.0 == "expression-too-deep"), "{rule}");
    }
    let mut chain = WHOLE.to_owned() + "[[page]]\n";
    for at in 0..200 {
        chain += &format!("[[page.item]]\nkind = \"question\"\nname = \"c{at}\"\ntype = \"calculate\"\n");
        chain += &format!(
            "calculation = \"{} + 1\"\n",
            if at == 0 { "1".to_owned() } else { format!("${{c{}}}", at - 1) }
        );
    }
    assert!(codes(chain.as_bytes()).iter().any(|found| found.0 == "expression-too-deep"));
    let mut wide = WHOLE.to_owned();
    for at in 0..300 {
        wide += &format!(
            "[[page]]\n[[page.item]]\nkind = \"repeat\"\nname = \"r{at}\"\nlabel = \"x\"\nlines = 200\n"
        );
        wide += &format!("[[page.item.column]]\nname = \"c{at}\"\ntype = \"time\"\nlabel = \"x\"\n");
    }
    assert!(codes(wide.as_bytes()).iter().any(|found| found.0 == "too-many-questions"));
}

#[test]
fn all_problems_are_reported_at_once_in_the_order_of_the_file() {
    // DESIGN 6: all problems, not the first.
    let text = WHOLE
        .replace("paper = \"A4\"", "paper = \"A3\"")
        .replace("lines = 3", "lines = 0")
        .replace("${age} > 60", "${ag} > 60");
    let found: Vec<&str> = codes(text.as_bytes()).iter().map(|found| found.0).collect();
    assert_eq!(found, ["wrong-word", "out-of-range", "unknown-variable"]);
}

#[test]
fn every_problem_has_a_sentence_and_every_sentence_a_problem() {
    // DESIGN 6: a plain sentence and what to do, in each language.
    let elsewhere = [
        "too-large",
        "not-text",
        "empty-file",
        "malformed-toml",
        "too-many-questions",
        "expression-too-deep",
        // Shown beside the reader, in `read/privacy_tests.rs`.
        "bad-bands",
        "privacy-consent",
        "privacy-not-text",
        "privacy-of-text",
        "publish-by-several",
        "publish-needs-bands",
        "publish-private",
        "second-consent",
        "unclassified",
        "unknown-site-column",
        "unknown-yes",
    ];
    let mut shown: Vec<String> = PROBLEMS.iter().map(|(code, ..)| (*code).to_owned()).collect();
    shown.extend(elsewhere.map(str::to_owned));
    shown.sort();
    shown.dedup();
    for language in ["fr", "en"] {
        let path = format!("{}/src/texts/{language}/questionnaire.ftl", env!("CARGO_MANIFEST_DIR"));
        let file = std::fs::read_to_string(path).unwrap();
        let mut written: Vec<String> = file
            .lines()
            .filter_map(|line| Some(line.strip_prefix("diagnostic-")?.split_once(" =")?.0.to_owned()))
            .filter(|code| code != "nearest")
            .collect();
        written.sort();
        assert_eq!(written, shown, "{language}");
    }
    for (code, from, to) in PROBLEMS {
        for problem in read(marked(from, to).0.as_bytes()).diagnostics {
            for language in Language::ALL {
                let sentence = problem.text(language);
                assert!(sentence.len() > 20, "{code}: {sentence}");
                let unfilled =
                    sentence.contains("{$") || sentence.contains("{ $") || sentence.contains("diagnostic-");
                assert!(!unfilled, "{code}: {sentence}");
            }
        }
    }
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest_known_one() {
    // DESIGN 6: the nearest known name.
    let (text, _) = marked("share = \"${age} > 60\"", "share = \"selcted(${need}, 1)\"");
    let reading = read(text.as_bytes());
    let sentence = reading.diagnostics[0].text(Language::French);
    assert_eq!(
        sentence,
        "La fonction «\u{a0}selcted\u{a0}» n’existe pas. Vouliez-vous dire «\u{a0}selected\u{a0}»\u{a0}?"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,300}") {
        // DESIGN 6: all problems are diagnostics.
        let _ = read(text.as_bytes());
    }

    #[test]
    fn no_expression_makes_the_reader_panic(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "${age}", "${need}", "${event}", "${event_people}", "${seen}", "${outcome}", "${town}", ".", "1", "'1'",
                "''", "(", ")", ",", " and ", " or ", "not(", "selected(", "sum(", "count(", "if(", "substr(", "date(",
                "= ", "!=", "<", "+", "-", "*", " div ", " mod ", "today()", "coalesce(", "é", "$", "'",
            ]),
            0..14,
        )
    ) {
        let text = WHOLE.replace("${age} > 60", &parts.concat());
        let _ = read(text.as_bytes());
    }

    #[test]
    fn no_damaged_questionnaire_makes_the_reader_panic(
        cuts in proptest::collection::vec((0usize..10_000, 0usize..40, "[\\[\\]\"'=\\{\\}a-z0-9$\n]{0,6}"), 1..6)
    ) {
        let mut text: Vec<char> = WHOLE.chars().collect();
        for (at, length, new) in cuts {
            let at = at % text.len();
            let end = (at + length).min(text.len());
            text.splice(at..end, new.chars());
        }
        let text: String = text.into_iter().collect();
        for problem in read(text.as_bytes()).diagnostics {
            prop_assert!(problem.line >= 1 && problem.column >= 1);
            prop_assert!(problem.line as usize <= text.lines().count() + 1);
        }
    }
}

#[test]
fn recto_check_prints_every_problem_and_says_how_it_ended() {
    // DESIGN 13: 0 done (also when `check` only warns), 1 the input is at fault, 3 could not be done.
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str, text: Option<&str>| {
        let path = folder.path().join(name);
        if let Some(text) = text {
            std::fs::write(&path, text).unwrap();
        }
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_recto"))
            .args(["--messages", "en", "check"])
            .arg(&path)
            .output()
            .unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code(), said.replace(&format!("{}/", folder.path().display()), ""))
    };
    assert_eq!(check("good.toml", Some(WHOLE)), (Some(0), "good.toml: no problems.\n".to_owned()));
    let (text, places) = marked("often = [", "¦spare = [{ name = \"1\", label = \"x\" }]\noften = [");
    let (status, said) = check("warned.toml", Some(&text));
    assert_eq!(status, Some(0));
    let (line, column) = places[0];
    assert!(
        said.starts_with(&format!("warned.toml:{line}:{column}: warning[unused-choice-list]: ")),
        "{said}"
    );
    let (text, places) = marked("share = \"${age} > 60\"", "share = \"¦${agee} > 60\"");
    let (status, said) = check("wrong.toml", Some(&text));
    assert_eq!(status, Some(1));
    let (line, column) = places[0];
    assert_eq!(
        said,
        format!(
            "wrong.toml:{line}:{column}: error[unknown-variable]: No question is named “agee”. \
             Did you mean “age”?\nwrong.toml: one error, no warnings.\n"
        )
    );
    assert_eq!(check("nowhere.toml", None).0, Some(3));
}
