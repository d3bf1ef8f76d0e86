//! Maps between versions (DESIGN 5.12): no answer is lost, none moves to another variable, whatever is
//! renamed, recoded, removed or read as another type, and however often.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::questionnaire::Missing;
use crate::study::revision::{Change, Map, MapFault, Refusal, compare_mapped};
use crate::study::{Means, NewResolution, Target};

fn mapped(text: &str, replacements: &[(&str, &str)]) -> (Questionnaire, Map) {
    let mut all = vec![("version = \"1\"", "version = \"2\"")];
    all.extend(replacements);
    (changed(&all), Map::read(text).unwrap())
}

/// Renamed, recoded, removed, retyped: each is free with a map, and listed.
#[test]
fn a_map_makes_changes_free() {
    let text = "types = [\"age\"]\n[variables]\nage = \"years\"\n[codes.town]\n\"1\" = \"01\"\n\
        [removed]\nvariables = [\"remark\"]\n[removed.codes]\ntown = [\"2\"]\n";
    let (new, map) = mapped(
        text,
        &[
            ("name = \"age\"", "name = \"years\""),
            ("type = \"integer\"\ndigits = 3", "type = \"text\""),
            ("{ name = \"1\"", "{ name = \"01\""),
            (
                "{ name = \"2\", label = { fr = \"Martigues\", en = \"Martigues\" } }",
                "{ name = \"3\", label = { fr = \"Arles\" } }",
            ),
            ("name = \"remark\"", "name = \"other\""),
        ],
    );
    let found = compare_mapped(&small(), &new, &map);
    assert_eq!(found.refusals, []);
    let name = |name: &str| name.to_owned();
    for change in [
        Change::RenamedVariable { old: name("age"), new: name("years") },
        Change::Retyped { variable: name("age") },
        Change::RemovedVariable { variable: name("remark") },
        Change::RemovedChoice { variable: name("town"), code: name("2") },
        Change::AddedVariable { variable: name("other") },
    ] {
        assert!(found.changes.contains(&change), "{change:?} not in {:?}", found.changes);
    }
    // The same without the map is refused, and a map that names what is not there too.
    assert!(!compare_mapped(&small(), &new, &Map::default()).is_free());
    let wrong = Map::read("[variables]\naeg = \"years\"\ntown = \"twon\"\n").unwrap();
    let found = compare_mapped(&small(), &new, &wrong).refusals;
    assert!(found.contains(&Refusal::Map(MapFault::NotInOld { name: name("aeg") })), "{found:?}");
    assert!(found.contains(&Refusal::Map(MapFault::NotInNew { name: name("twon") })), "{found:?}");
    assert!(Map::read("[variabels]\n").unwrap_err().contains("variabels"));
}

/// Answers, decisions and remarks follow the map; the journal keeps what was said.
#[test]
fn answers_follow_a_map() {
    let (_folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    let code = |code: &str| Value::Code(code.to_owned());
    keep_all(
        &mut study,
        session,
        &[
            open("001"),
            answer("town", code("1")),
            answer("age", Value::Integer(71)),
            answer("remark", Value::Text("12".to_owned())),
        ],
    );
    keep_all(
        &mut study,
        session,
        &[open("002"), answer("town", code("2")), answer("remark", Value::Text("dix".to_owned()))],
    );
    let decided = NewResolution {
        number: "001".to_owned(),
        target: Target::Field { variable: "town".to_owned(), line: 0, answer: Answer::Value(code("1")) },
        means: Means::SeenBoth,
        reason: String::new(),
        operator: ana.id,
    };
    study.resolve("small", &[decided]).unwrap();
    // The names of two variables change places, one code is replaced, one is gone, a text becomes a number.
    let text = "types = [\"remark\"]\n[variables]\nage = \"town\"\ntown = \"age\"\n[codes.town]\n\"1\" = \"01\"\n[removed.codes]\ntown = [\"2\"]\n";
    let (new, map) = mapped(
        text,
        &[
            ("name = \"age\"", "name = \"?\""),
            ("name = \"town\"", "name = \"age\""),
            ("name = \"?\"", "name = \"town\""),
            ("{ name = \"1\"", "{ name = \"01\""),
            (
                "{ name = \"2\", label = { fr = \"Martigues\", en = \"Martigues\" } }",
                "{ name = \"3\", label = { fr = \"Arles\" } }",
            ),
            ("type = \"text\"", "type = \"integer\"\ndigits = 2"),
        ],
    );
    assert!(compare_mapped(&small(), &new, &map).is_free());
    study.revise(&new, Some(text), None).unwrap();
    study.close().unwrap();
    let study = Study::open(&path, &station()).unwrap();
    let snapshot = study.snapshot("small").unwrap();
    let said = |at: usize, name: &str| snapshot.keyings[at].record.answer(field(&new, name)).clone();
    assert_eq!(said(0, "age"), Answer::Value(code("01")));
    assert_eq!(said(0, "town"), Answer::Value(Value::Integer(71)));
    assert_eq!(said(0, "remark"), Answer::Value(Value::Integer(12)));
    assert_eq!(said(1, "age"), Answer::Value(Value::AsWritten("2".to_owned())));
    assert_eq!(said(1, "town"), Answer::NotKeyed, "it was asked");
    assert_eq!(said(1, "remark"), Answer::Value(Value::AsWritten("dix".to_owned())));
    let target = &snapshot.resolutions[0].target;
    let expected = Target::Field { variable: "age".to_owned(), line: 0, answer: Answer::Value(code("01")) };
    assert_eq!(*target, expected);
    let mut told = Vec::new();
    study
        .journal("small", |line| {
            if let Happening::Answered { variable, answer, .. } = line.what {
                told.push((variable, answer));
            }
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(told[0], ("town".to_owned(), Answer::Value(code("1"))), "the journal is as it was");
}

/// A variable with an identity that names do not have, and its codes with theirs.
#[derive(Clone, Debug)]
struct Asked {
    identity: usize,
    name: String,
    codes: Vec<(usize, String)>,
}

/// A version as a list of what it asks.
#[derive(Clone, Debug)]
struct Asking {
    all: Vec<Asked>,
    next: usize,
}

impl Asking {
    fn first() -> Self {
        let codes = |from: usize| (0..3).map(|at| (from + at, (at + 1).to_string())).collect();
        let all =
            (0..4).map(|at| Asked { identity: at, name: format!("v{at}"), codes: codes(100 + 10 * at) });
        Self { all: all.collect(), next: 1000 }
    }

    fn fresh(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    /// One change, chosen by three numbers.
    fn change(&mut self, (what, one, other): (u8, usize, usize)) {
        let count = self.all.len();
        let (one, other) = (one % count, other % count);
        let free_name =
            (0..).map(|at| format!("v{at}")).find(|name| self.all.iter().all(|it| it.name != *name));
        let free_name = free_name.unwrap();
        match what % 8 {
            0 => self.all[one].name = free_name,
            1 => {
                let name = std::mem::replace(&mut self.all[one].name, "?".to_owned());
                self.all[one].name = std::mem::replace(&mut self.all[other].name, name.clone());
                if one == other {
                    self.all[one].name = name;
                }
            }
            2 if count > 2 => {
                self.all.remove(one);
            }
            3 => {
                let (identity, code) = (self.fresh(), self.fresh());
                self.all
                    .insert(one, Asked { identity, name: free_name, codes: vec![(code, "1".to_owned())] });
            }
            4 => self.all.swap(one, other),
            5 => {
                // Codes go round.
                let codes = &mut self.all[one].codes;
                let mut names: Vec<String> = codes.iter().map(|(_, name)| name.clone()).collect();
                names.rotate_left(1);
                codes.iter_mut().zip(names).for_each(|(code, name)| code.1 = name);
            }
            6 if self.all[one].codes.len() > 1 => {
                self.all[one].codes.remove(0);
            }
            _ => {
                let identity = self.fresh();
                let codes = &mut self.all[one].codes;
                let free =
                    (1..).map(|at: usize| at.to_string()).find(|name| codes.iter().all(|it| it.1 != *name));
                codes.push((identity, free.unwrap()));
            }
        }
    }

    fn text(&self, version: usize) -> String {
        let (head, _) = SMALL.split_once("[choices]").unwrap();
        let mut text = head.replace("version = \"1\"", &format!("version = \"{version}\""));
        text.push_str("[choices]\n");
        for asked in &self.all {
            let _ = writeln!(text, "list{} = [", asked.identity);
            for (identity, code) in &asked.codes {
                let _ =
                    writeln!(text, "  {{ name = \"{code}\", label = {{ fr = \"{}\" }} }},", word(*identity));
            }
            text.push_str("]\n");
        }
        text.push_str("[[page]]\n[[page.item]]\nkind = \"question\"\nname = \"sheet\"\nnumber = \"N\"\ntype = \"sheet_number\"\ndigits = 3\nlabel = { fr = \"Feuille\" }\n");
        for Asked { identity, name, .. } in &self.all {
            let _ = writeln!(
                text,
                "[[page.item]]\nkind = \"question\"\nname = \"{name}\"\nnumber = \"n{identity}\"\ntype = \"select_one\"\nchoices = \"list{identity}\"\nlabel = {{ fr = \"{}\" }}",
                word(*identity)
            );
        }
        text
    }

    fn read(&self, version: usize) -> Questionnaire {
        let text = self.text(version);
        let reading = questionnaire::read(text.as_bytes());
        reading.questionnaire.unwrap_or_else(|| panic!("{:?}\n{text}", reading.diagnostics))
    }

    /// What a supervisor would write for the way from `old` to this one.
    fn map_from(&self, old: &Self) -> String {
        let (mut renamed, mut removed) = (String::new(), Vec::new());
        let (mut codes, mut gone) = (String::new(), String::new());
        for before in &old.all {
            let Some(now) = self.all.iter().find(|now| now.identity == before.identity) else {
                removed.push(format!("\"{}\"", before.name));
                continue;
            };
            if now.name != before.name {
                let _ = writeln!(renamed, "{} = \"{}\"", before.name, now.name);
            }
            let _ = writeln!(codes, "[codes.{}]", before.name);
            let mut dropped = Vec::new();
            for (identity, code) in &before.codes {
                match now.codes.iter().find(|(same, _)| same == identity) {
                    Some((_, to)) => writeln!(codes, "\"{code}\" = \"{to}\"").unwrap(),
                    None => dropped.push(format!("\"{code}\"")),
                }
            }
            if !dropped.is_empty() {
                let _ = writeln!(gone, "{} = [{}]", before.name, dropped.join(", "));
            }
        }
        format!(
            "[variables]\n{renamed}{codes}[removed]\nvariables = [{}]\n[removed.codes]\n{gone}",
            removed.join(", ")
        )
    }
}

/// Words unlike each other for each identity: no label is taken for a better wording of another.
fn word(identity: usize) -> String {
    let letters = "bcdfghjklm".as_bytes();
    identity
        .to_string()
        .bytes()
        .map(|digit| char::from(letters[usize::from(digit - b'0')]))
        .cycle()
        .take(12)
        .collect()
}

/// What a sheet said: by identity of variable, the identity of the code.
type Told = Vec<(usize, usize)>;

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// DESIGN 5.12: however a questionnaire is revised, every answer keyed under any version stands under
    /// its own variable and code, or as written where its code is gone; what a version did not ask says so.
    #[test]
    fn no_answer_is_lost_or_moved(
        versions in prop::collection::vec(prop::collection::vec((any::<u8>(), 0..9usize, 0..9usize), 0..5), 1..5),
        picks in prop::collection::vec(0..9usize, 40),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut asking = Asking::first();
        let mut study = Study::create(&folder.path().join("s.recto"), &asking.read(1), &station()).unwrap();
        let ana = study.operator("Ana").unwrap();
        let mut sheets: Vec<(Told, Vec<usize>)> = Vec::new();
        let mut gone: Vec<(usize, String)> = Vec::new();
        let mut pick = picks.iter().cycle();
        for (at, changes) in std::iter::once(Vec::new()).chain(versions).enumerate() {
            let before = asking.clone();
            changes.into_iter().for_each(|change| asking.change(change));
            let new = asking.read(at + 1);
            if at > 0 {
                let map = asking.map_from(&before);
                let old = study.questionnaire("small").unwrap().clone();
                let found = compare_mapped(&old, &new, &Map::read(&map).unwrap());
                prop_assert_eq!(&found.refusals, &[], "{}", map);
                study.revise(&new, Some(&map), None).unwrap();
                for variable in &before.all {
                    let now = asking.all.iter().find(|now| now.identity == variable.identity);
                    let left = |code: usize| now.is_none_or(|now| now.codes.iter().all(|(same, _)| *same != code));
                    gone.extend(variable.codes.iter().filter(|(code, _)| left(*code)).cloned());
                }
            }
            let session = study.begin("small", ana.id, Pass::First).unwrap();
            let mut told = Told::new();
            keep_all(&mut study, session, &[open(&format!("{:03}", at + 1))]);
            for variable in &asking.all {
                let chosen = *pick.next().unwrap() % (variable.codes.len() + 1);
                let Some((identity, code)) = variable.codes.get(chosen) else { continue };
                let said = answer_in(&new, &variable.name, Answer::Value(Value::Code(code.clone())));
                keep_all(&mut study, session, &[said]);
                told.push((variable.identity, *identity));
            }
            sheets.push((told, asking.all.iter().map(|variable| variable.identity).collect()));
        }
        let snapshot = study.snapshot("small").unwrap();
        for ((told, asked), keying) in sheets.iter().zip(&snapshot.keyings) {
            for variable in &asking.all {
                let stands = keying.record.answer(field(&snapshot.questionnaire, &variable.name)).clone();
                let code = told.iter().find(|(identity, _)| *identity == variable.identity).map(|(_, code)| *code);
                let expected = match code {
                    None if asked.contains(&variable.identity) => Answer::NotKeyed,
                    None => Answer::Missing(Missing::NotAsked),
                    Some(code) => match variable.codes.iter().find(|(same, _)| *same == code) {
                        Some((_, name)) => Answer::Value(Value::Code(name.clone())),
                        None => {
                            let last = gone.iter().find(|(same, _)| *same == code).unwrap();
                            Answer::Value(Value::AsWritten(last.1.clone()))
                        }
                    },
                };
                prop_assert_eq!(stands, expected, "{} of sheet {}", variable.name, keying.number);
            }
        }
    }
}
