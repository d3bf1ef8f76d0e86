//! The table of keys (DESIGN 8) in every kind of question, from the cases in `table/`: each key by key, in
//! one burst and in chunks. A key and a kind without a case fail. How sessions are played is in `super`.

use std::collections::BTreeMap;
use std::path::Path;

use super::*;

/// The rows of DESIGN 8's table of keys, the lock after a stop, and the keys that came later.
const KEYS: [&str; 20] = [
    "digits",
    "Enter",
    ".",
    "/",
    "*",
    "-",
    "+",
    "Backspace",
    "arrows",
    "F2",
    "F3",
    "F4",
    "F6",
    "Shift+Enter",
    "Ctrl+Z",
    "Esc",
    "F1",
    "F9",
    "F10",
    "stop",
];

/// The kinds of question, by file.
const KINDS: [&str; 24] = [
    "number",
    "choice",
    "grid",
    "filtered",
    "list",
    "several",
    "exclusive",
    "integer",
    "negative",
    "unit",
    "decimal",
    "frost",
    "text",
    "date",
    "date_two",
    "date_printed",
    "month",
    "month_two",
    "time",
    "line",
    "line_date",
    "line_text",
    "line_several",
    "cell",
];

/// One case: played on a sheet on which the question was reached.
#[derive(Clone)]
struct Case {
    key: String,
    before: String,
    keys: String,
    after: String,
    place: String,
}

/// One file: what stands at its head, and its cases.
struct Kind {
    head: BTreeMap<String, String>,
    cases: Vec<Case>,
}

impl Kind {
    fn read(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/keying/tests/table");
        let text = std::fs::read_to_string(path.join(format!("{name}.txt"))).unwrap();
        let mut kind = Self { head: BTreeMap::new(), cases: Vec::new() };
        for (line, content) in (1..).zip(text.lines()) {
            let place = format!("{name}.txt:{line}");
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            if let [key, before, keys, after] = content.split('|').collect::<Vec<_>>()[..] {
                let [key, before, after] = [key, before, after].map(|part| part.trim().to_owned());
                // One space on each side belongs to the table, further ones are keys.
                let keys = keys.strip_prefix(' ').unwrap_or(keys).trim_end().to_owned();
                kind.cases.push(Case { key, before, keys, after, place });
            } else {
                let (name, value) = content.split_once(':').unwrap_or_else(|| panic!("{place}: no case"));
                kind.head.insert(name.to_owned(), value.trim().to_owned());
            }
        }
        kind
    }

    fn get(&self, name: &str) -> &str {
        self.head.get(name).map_or("", String::as_str)
    }

    /// Whether the common cases of a key do not hold here.
    fn has_own(&self, key: &str) -> bool {
        self.get("own").split(", ").any(|own| own == key)
    }

    /// A case with the words of this kind's head in it; none if it lacks one.
    fn filled(&self, case: &Case) -> Option<Case> {
        let fill = |text: &str| {
            let mut text = text.to_owned();
            for (name, value) in &self.head {
                text = text.replace(&format!("{{{name}}}"), value);
            }
            (!text.contains('{')).then_some(text)
        };
        let (before, keys, after) = (fill(&case.before)?, fill(&case.keys)?, fill(&case.after)?);
        Some(Case { before, keys, after, ..case.clone() })
    }

    /// The common cases of the keys that this kind has none of its own for, and its own.
    fn all(&self, common: &Self) -> Vec<Case> {
        let shared = common.cases.iter().filter(|case| !self.has_own(&case.key));
        let shared = shared.filter_map(|case| self.filled(case));
        let own = self.cases.iter().map(|case| self.filled(case).unwrap_or_else(|| panic!("{}", case.place)));
        shared.chain(own).collect()
    }
}

/// A session that stands where the cases of a kind begin, and what it has asked to be kept so far.
fn reached(kind: &Kind, common: &Kind) -> (Session, Vec<Effect>) {
    let mut session = session();
    let mut effects = Vec::new();
    if kind.get("begin") != "fresh" {
        effects.extend(session.keys(&keys_of(common.get("previous"))));
        assert_eq!(session.number(), Some("0002C"), "the sheet before is finished: {}", said(&session));
    }
    effects.extend(session.keys(&keys_of(kind.get("reach"))));
    (session, effects)
}

/// Keys in pieces of one to seven, other ones for each seed.
fn chunks(keys: &[Key], seed: usize) -> Vec<&[Key]> {
    let mut rest = keys;
    let mut chunks = Vec::new();
    for at in 1.. {
        let length = (1 + (seed * 31 + at * at * 17) % 7).min(rest.len());
        let (chunk, after) = rest.split_at(length);
        chunks.push(chunk);
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    chunks
}

/// Plays a case in all ways, which must not differ; what it comes to, in words.
fn outcome(case: &Case, (session, effects): &(Session, Vec<Effect>)) -> String {
    let mut before = session.clone();
    let reached = session.record().clone();
    let mut kept = effects.clone();
    kept.extend(before.keys(&keys_of(&case.before)));
    let keys = keys_of(&case.keys);
    let mut burst = before.clone();
    let effects = burst.keys(&keys);
    let in_pieces: [Vec<&[Key]>; 4] =
        [keys.chunks(1).collect(), chunks(&keys, 1), chunks(&keys, 2), chunks(&keys, 3)];
    for pieces in in_pieces {
        let mut session = before.clone();
        let in_pieces: Vec<Effect> = pieces.iter().flat_map(|piece| session.keys(piece)).collect();
        assert_eq!(in_pieces, effects, "{}", case.place);
        assert_eq!(said(&session), said(&burst), "{}", case.place);
    }
    let refused = effects.iter().filter(|effect| **effect == Effect::Signal(Signal::Refused)).count();
    kept.extend(effects);
    assert_replays(&burst, &kept, &case.place);
    let sheet = match burst.number() {
        Some(number) if session.number().is_some_and(|before| before != number) => {
            let mut fresh = Record::empty(burst.questionnaire());
            *fresh.field_mut(burst.number_field) = burst.record().field(burst.number_field).clone();
            format!(" sheet {number}{}", changes(&burst, &fresh))
        }
        _ => changes(&burst, &reached),
    };
    format!("{}{sheet}{}", waits(&burst), refusals(&burst, refused))
}

/// ` ~Locked×3`: why the last key was refused, and how many were.
fn refusals(session: &Session, refused: usize) -> String {
    let why = session.refusal().map_or("-".to_owned(), |why| format!("{why:?}"));
    match refused {
        0 => String::new(),
        1 => format!(" ~{why}"),
        refused => format!(" ~{why}×{refused}"),
    }
}

/// What differs on the sheet from when the question was reached.
fn changes(session: &Session, reached: &Record) -> String {
    let questionnaire = session.questionnaire();
    let (mut words, mut blank, mut ended) = (Vec::new(), 0, BTreeMap::new());
    for field in questionnaire.field_ids() {
        let place = session.record().field(field);
        if place == reached.field(field) {
            continue;
        }
        let repeat = questionnaire.field_variable(field).repeat;
        match (&place.answer, place.origin, repeat) {
            (Answer::NotApplicable, _, Some(repeat)) => {
                ended.entry(repeat).or_insert_with(Vec::new).push(field)
            }
            (Answer::Missing(Missing::Blank), Origin::RestBlank, _) if !place.kept => blank += 1,
            _ => words.push(changed(session, field, reached)),
        }
    }
    for (repeat, fields) in ended {
        words.push(end_of(questionnaire, repeat, &fields));
    }
    words.extend((blank > 0).then(|| format!("F6×{blank}")));
    words.extend(session.sheet_note().map(|note| format!("sheet#{note}")));
    let names = |fields: &mut dyn Iterator<Item = FieldId>| -> Vec<String> {
        fields.map(|field| name(questionnaire, field)).collect()
    };
    let aside = names(&mut session.aside().keys().copied());
    words.extend((!aside.is_empty()).then(|| format!("(aside: {})", aside.join(" "))));
    let set = names(&mut session.constants().map(|(field, _)| field));
    words.extend((!set.is_empty()).then(|| format!("(set: {})", set.join(" "))));
    words.iter().map(|word| format!(" {word}")).collect()
}

/// A field that has changed: its answer if that is it, how it came to be, its remark.
fn changed(session: &Session, field: FieldId, reached: &Record) -> String {
    let questionnaire = session.questionnaire();
    let (place, before) = (session.record().field(field), reached.field(field));
    let answer = format!("={}", written(questionnaire, &place.answer));
    let answer = if place.answer == before.answer { String::new() } else { answer };
    let kept = if place.kept { "!" } else { "" };
    let origin = match place.origin {
        Origin::Repeated => "(+)",
        Origin::RestBlank => "(F6)",
        Origin::Constant => "(F10)",
        _ => "",
    };
    let note = place.note.as_ref().map(|note| format!("#{note}")).unwrap_or_default();
    format!("{}{answer}{kept}{origin}{note}", name(questionnaire, field)).replace('\n', "\\n")
}

/// `visit ends 2` where all lines of a table from the second on are ended, else each cell.
fn end_of(questionnaire: &Questionnaire, repeat: usize, fields: &[FieldId]) -> String {
    let table = &questionnaire.repeats[repeat];
    let first = questionnaire.field(fields[0]).line;
    let whole = usize::from(table.lines - first + 1) * table.columns.len();
    if fields.len() == whole {
        return format!("{} ends {first}", table.name);
    }
    let cells: Vec<String> =
        fields.iter().map(|field| format!("{}=NA", name(questionnaire, *field))).collect();
    cells.join(" ")
}

/// DESIGN 8: every key, in every kind of question, does what the table says.
#[test]
fn every_key_in_every_kind_of_question() {
    let common = Kind::read("common");
    let (mut wrong, mut played) = (Vec::new(), 0);
    for name in KINDS.iter().chain(&["end"]) {
        let kind = Kind::read(name);
        let reached = reached(&kind, &common);
        let cases = kind.all(&common);
        for key in KEYS {
            let stops = key != "stop" || *name != "end";
            let has_case = cases.iter().any(|case| case.key == key);
            assert!(has_case || !stops, "no case says what {key} does in {name}.txt");
        }
        played += cases.len();
        for case in &cases {
            assert!(
                KEYS.contains(&case.key.as_str()) || case.key == "others",
                "{}: {}",
                case.place,
                case.key
            );
            let outcome = outcome(case, &reached);
            if outcome != case.after {
                let Case { before, keys, after, place, key } = case;
                wrong.push(format!("{name} ({place}) {key} | {before} | {keys}\n  {after}\n  {outcome}"));
            }
        }
    }
    println!(
        "{played} cases: {} keys in {} kinds of question, and the end of a sheet",
        KEYS.len(),
        KINDS.len()
    );
    assert!(wrong.is_empty(), "{} cases: then, and instead\n{}", wrong.len(), wrong.join("\n"));
}

/// Every file is one of the kinds, and every kind that a questionnaire can ask is one of the files.
#[test]
fn no_kind_of_question_is_left_out() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/keying/tests/table");
    let names = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.into_string().unwrap().replace(".txt", ""));
    let mut names: Vec<String> = names.filter(|name| name != "common" && name != "end").collect();
    let mut kinds = KINDS.map(str::to_owned);
    names.sort();
    kinds.sort();
    assert_eq!(names, kinds);
    let form = form();
    let asked: Vec<String> = KINDS.iter().map(|name| Kind::read(name).get("here").to_owned()).collect();
    let same_kind = |one: &Variable, other: &Variable| {
        std::mem::discriminant(&one.kind) == std::mem::discriminant(&other.kind)
            && one.repeat.is_some() == other.repeat.is_some()
    };
    for variable in form.variables.iter().filter(|variable| variable.kind != VariableType::Calculate) {
        let here = |field: &FieldId| asked.contains(&name(&form, *field));
        let found =
            form.field_ids().filter(here).any(|field| same_kind(form.field_variable(field), variable));
        let cell = variable.repeat.is_some();
        assert!(found || cell, "{} is of a kind without cases", variable.name);
    }
}
