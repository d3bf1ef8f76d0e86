//! What each key does, as data: keys before, keys, and what the sheet then says. Every case is played
//! key by key and in one burst. DESIGN 8.

mod features;
mod random;

use std::sync::Arc;

use super::key::read_recording;
use super::transcribe::transcribe;
use super::{Aside, Cause, Effect, Entry, Mode, NumberProblem, NumberState, Refusal, Session, Stack, Stop};
use crate::questionnaire::{
    Answer, FieldId, FieldRecord, Missing, Origin, Questionnaire, Record, Value, read,
};

const FORM: &str = r#"
[questionnaire]
id = "keys"
version = "1"
title = "Keys"
default_language = "en"
paper = "A4"
sheet_number = "num"
sheets = "1-40"

[missing.NSP]
means = "dont_know"
key = "/"
label = "Don't know"
[missing.REF]
means = "refused"
key = "*"
label = "Refused"
[missing.NR]
means = "blank"
key = "."
label = "Blank"
[missing.ILL]
means = "illegible"
key = "-"
label = "Illegible"

[choices]
yes_no = [{ name = "1", label = "Yes" }, { name = "2", label = "No" }]
ten = [
  { name = "1", label = "a" }, { name = "2", label = "b" }, { name = "9", label = "i" },
  { name = "10", label = "none", exclusive = true },
]
town = [{ name = "1", label = "M" }, { name = "2", label = "N" }]
site = [
  { name = "11", label = "x", town = "1" }, { name = "12", label = "y", town = "1" },
  { name = "21", label = "z", town = "2" },
]

[[page]]
[[page.item]]
kind = "question"
name = "num"
number = "I1"
type = "sheet_number"
digits = 4
check_letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
label = "Number"
[[page.item]]
kind = "question"
name = "one"
number = "Q1"
type = "select_one"
choices = "yes_no"
label = "One"
missing = ["NSP"]
[[page.item]]
kind = "question"
name = "many"
number = "Q2"
type = "select_multiple"
choices = "ten"
label = "Many"
relevant = "${one} = 1"
[[page.item]]
kind = "question"
name = "age"
number = "Q3"
type = "integer"
digits = 3
label = "Age"
constraint = ". >= 18 and . <= 110"
missing = ["NSP"]
[[page.item]]
kind = "question"
name = "hours"
number = "Q4"
type = "decimal"
digits = 3
decimals = 1
label = "Hours"
[[page.item]]
kind = "question"
name = "cold"
number = "Q5"
type = "integer"
digits = 2
negative = true
label = "Temperature"
[[page.item]]
kind = "question"
name = "day"
number = "Q6"
type = "date"
year = "full"
label = "Day"
constraint = ". >= date('2024-01-01') and . <= date('2024-12-31')"
[[page.item]]
kind = "question"
name = "since"
number = "Q7"
type = "month"
year = "full"
label = "Since"
[[page.item]]
kind = "question"
name = "hour"
number = "Q8"
type = "time"
label = "Hour"
[[page]]
[[page.item]]
kind = "question"
name = "words"
number = "Q9"
type = "text"
max_chars = 30
lines = 2
label = "Words"
[[page.item]]
kind = "question"
name = "town"
number = "Q10"
type = "select_one"
choices = "town"
label = "Town"
[[page.item]]
kind = "question"
name = "site"
number = "Q11"
type = "select_one"
choices = "site"
label = "Site"
choice_filter = "town = ${town}"
[[page.item]]
kind = "repeat"
name = "visit"
number = "R"
lines = 3
label = "Visits"
[[page.item.column]]
name = "visit_code"
type = "select_one"
choices = "ten"
label = "Code"
[[page.item.column]]
name = "visit_rate"
type = "integer"
digits = 1
label = "Rate"
[[page.item]]
kind = "question"
name = "born"
number = "Q12"
type = "date"
year = "two"
label = "Born"

[[check]]
id = "C1"
level = "soft"
rule = "not(${age} = 50 and ${hours} > 100)"
message = "Too many hours."
"#;

fn form() -> Arc<Questionnaire> {
    let reading = read(FORM.as_bytes());
    assert_eq!(reading.diagnostics, [], "the form of these tests is sound");
    Arc::new(reading.questionnaire.unwrap())
}

fn day() -> jiff::civil::Date {
    jiff::civil::date(2024, 12, 1)
}

fn session() -> Session {
    let questionnaire = form();
    let expected = questionnaire.expected_sheet_numbers();
    Session::new(questionnaire, Stack { expected, ..Stack::default() }, None, day())
}

/// What the session says in one line: mode, cursor, typed, and the answers given so far.
fn said(session: &Session) -> String {
    let questionnaire = session.questionnaire();
    let mode = match session.mode() {
        Mode::Field => "",
        Mode::Stopped(_) => "STOP ",
        Mode::Century { .. } => "CENTURY ",
        Mode::GoTo(_) => "GOTO ",
        Mode::Note(_) => "NOTE ",
        Mode::Declare { .. } => "DECLARE ",
        Mode::Fetching => "FETCHING ",
        Mode::ConfirmBlank => "BLANK? ",
        Mode::End => "END ",
        Mode::Paused => "PAUSED ",
    };
    let name = |field: FieldId| {
        let line = questionnaire.field(field).line;
        let name = &questionnaire.field_variable(field).name;
        if line > 0 { format!("{name}.{line}") } else { name.clone() }
    };
    let answers: Vec<String> = questionnaire
        .field_ids()
        .filter(|field| *session.record().answer(*field) != Answer::NotKeyed)
        .map(|field| {
            let place = session.record().field(field);
            let kept = if place.kept { "!" } else { "" };
            format!("{}={}{kept}", name(field), written(questionnaire, &place.answer))
        })
        .collect();
    format!("{mode}{}:{} | {}", name(session.cursor()), session.typed_glance(), answers.join(" "))
}

fn written(questionnaire: &Questionnaire, answer: &Answer) -> String {
    match answer {
        Answer::NotKeyed => "?".to_owned(),
        Answer::NotApplicable => "NA".to_owned(),
        Answer::Missing(missing) => questionnaire.missing_code(*missing).unwrap().name.clone(),
        Answer::Value(Value::Codes(codes)) => codes.join("+"),
        Answer::Value(Value::AsWritten(text)) => format!("'{text}'"),
        Answer::Value(value) => value.neutral_text(),
    }
}

/// Plays a recording key by key and as one burst, which must not differ, and what was kept must be
/// enough to make the record again.
fn play(recording: &str) -> Session {
    let keys = read_recording(recording).unwrap();
    let mut single = session();
    let mut effects = Vec::new();
    for key in &keys {
        single.key(*key, &mut effects);
    }
    let mut burst = session();
    assert_eq!(burst.keys(&keys), effects);
    assert_eq!(said(&burst), said(&single));
    assert_eq!(replayed(&single, &effects).0, *single.record(), "journal of {recording}");
    single
}

/// The record of the sheet that is open, made again from what was asked to be kept.
fn replayed(session: &Session, effects: &[Effect]) -> (Record, Aside) {
    let (mut record, mut aside) = (Record::empty(session.questionnaire()), Aside::new());
    let number = session.questionnaire().sheet_number_field().unwrap();
    for effect in effects {
        let Effect::Keep(entry) = effect else { continue };
        match entry.clone() {
            Entry::Open { number: it, kept } | Entry::Renumber { number: it, kept } => {
                let place = record.field_mut(number);
                place.answer = Answer::Value(Value::Text(it));
                place.kept = kept;
            }
            Entry::Answer { field, answer, kept, origin, cause } => {
                let place = record.field_mut(field);
                let before = FieldRecord { kept: false, note: None, ..place.clone() };
                (place.answer, place.kept, place.origin) = (answer, kept, origin);
                match (cause, &place.answer) {
                    (Cause::Filter, Answer::NotKeyed) => _ = aside.insert(field, before),
                    _ => _ = aside.remove(&field),
                }
            }
            Entry::Note { field: Some(field), text } => {
                record.field_mut(field).note = Some(text).filter(|text| !text.is_empty());
            }
            Entry::Finish => (record, aside) = (Record::empty(session.questionnaire()), Aside::new()),
            Entry::Note { field: None, .. } | Entry::Resume { .. } | Entry::Reopen | Entry::Keys { .. } => {}
            Entry::Declare { .. } | Entry::Withdraw { .. } | Entry::Constant { .. } => {}
        }
    }
    // A number merely taken, without any answer yet, is not kept.
    if *record.answer(number) == Answer::NotKeyed {
        *record.field_mut(number) = session.record().field(number).clone();
    }
    (record, aside)
}

/// Fills the first questions so that the case begins where it is about.
const TO_MANY: &str = "0001B1";
const TO_AGE: &str = "0001B2";
const TO_HOURS: &str = "0001B2.";
const TO_COLD: &str = "0001B2..";
const TO_DAY: &str = "0001B2...";
const TO_SINCE: &str = "0001B2....";
const TO_HOUR: &str = "0001B2.....";
const TO_WORDS: &str = "0001B2......";
const TO_TOWN: &str = "0001B2......<enter>";
const TO_VISIT: &str = "0001B2......<enter>111";
const TO_BORN: &str = "0001B2......<enter>111<enter>";

#[test]
fn keys_do_what_the_table_says() {
    let blanks = "age=NR hours=NR cold=NR day=NR since=NR hour=NR";
    let start = format!("num=0001B one=2 {blanks}");
    let cases: Vec<(&str, &str, String)> = vec![
        // Number of the sheet: full with its letter, case ignored, or offered.
        ("", "0001b", "one: | num=0001B".into()),
        ("", "<enter>", "one: | num=0001B".into()),
        ("", "7<enter>", "STOP num: | ".into()),
        ("", "0001C", "STOP num: | ".into()),
        ("", "0001C<f3>1", "many: | num=0001C! one=1".into()),
        ("", "0001C<backspace>0001B", "one: | num=0001B".into()),
        ("", "0050E", "STOP num: | ".into()),
        ("", "x", "num: | ".into()),
        // A code moves on as soon as no longer one can follow; missing keys; the wrong ones stop.
        ("0001B", "1", "many: | num=0001B one=1".into()),
        ("0001B", "/", "many: | num=0001B one=NSP".into()),
        ("0001B", ".", "many: | num=0001B one=NR".into()),
        ("0001B", ",", "many: | num=0001B one=NR".into()),
        ("0001B", "-", "many: | num=0001B one=ILL".into()),
        ("0001B", "*", "STOP one: | num=0001B".into()),
        ("0001B", "*<f3>", "many: | num=0001B one=REF!".into()),
        ("0001B", "7", "STOP one:7 | num=0001B".into()),
        ("0001B", "7123<enter>", "STOP one:7 | num=0001B".into()),
        ("0001B", "7<backspace>", "one: | num=0001B".into()),
        ("0001B", "7<backspace>1", "many: | num=0001B one=1".into()),
        ("0001B", "7<backspace>7", "many: | num=0001B one='7'!".into()),
        ("0001B", "7<f3>", "many: | num=0001B one='7'!".into()),
        ("0001B", "<enter>", "one: | num=0001B".into()),
        // Multiple choice: longest code first, + and Enter close, the same again unticks, exclusive ends.
        (TO_MANY, "2<enter>", "age: | num=0001B one=1 many=2".into()),
        (TO_MANY, "92<enter>", "age: | num=0001B one=1 many=2+9".into()),
        (TO_MANY, "12<enter>", "age: | num=0001B one=1 many=1+2".into()),
        (TO_MANY, "1+2<enter>", "age: | num=0001B one=1 many=1+2".into()),
        (TO_MANY, "1<enter>", "age: | num=0001B one=1 many=1".into()),
        (TO_MANY, "10", "age: | num=0001B one=1 many=10".into()),
        (TO_MANY, "229<enter>", "age: | num=0001B one=1 many=9".into()),
        (TO_MANY, "210", "STOP many:2, 10 | num=0001B one=1".into()),
        (TO_MANY, "210<f3>", "age: | num=0001B one=1 many=2+10!".into()),
        (TO_MANY, "<enter>", "many: | num=0001B one=1".into()),
        (TO_MANY, "22<enter>", "many: | num=0001B one=1".into()),
        (TO_MANY, "2.", "STOP many:2, . | num=0001B one=1".into()),
        (TO_MANY, ".", "age: | num=0001B one=1 many=NR".into()),
        (TO_MANY, "29<backspace><enter>", "age: | num=0001B one=1 many=2".into()),
        // Numbers move on when the boxes are full, never because the range is exhausted.
        (TO_AGE, "086", "hours: | num=0001B one=2 age=86".into()),
        (TO_AGE, "86", "age:86 | num=0001B one=2".into()),
        (TO_AGE, "86<enter>", "hours: | num=0001B one=2 age=86".into()),
        (TO_AGE, "8<backspace>9<enter>", "STOP age:9 | num=0001B one=2".into()),
        (TO_AGE, "111", "STOP age:111 | num=0001B one=2".into()),
        (TO_AGE, "111999<enter>/", "STOP age:111 | num=0001B one=2".into()),
        (TO_AGE, "111<f3>", "hours: | num=0001B one=2 age=111!".into()),
        (TO_AGE, "111<backspace>111", "hours: | num=0001B one=2 age=111!".into()),
        (TO_AGE, "111<backspace>086", "hours: | num=0001B one=2 age=86".into()),
        (TO_AGE, "8/", "age:8 | num=0001B one=2".into()),
        // Decimals with comma or point; the mark in an empty field is a blank.
        (TO_HOURS, "12,5", "cold: | num=0001B one=2 age=NR hours=12.5".into()),
        (TO_HOURS, "12.5", "cold: | num=0001B one=2 age=NR hours=12.5".into()),
        (TO_HOURS, "0125", "cold: | num=0001B one=2 age=NR hours=12.5".into()),
        (TO_HOURS, "12<enter>", "cold: | num=0001B one=2 age=NR hours=12".into()),
        (TO_HOURS, ",", "cold: | num=0001B one=2 age=NR hours=NR".into()),
        // A minus sign where a number may be negative; alone with Enter it is illegible.
        (TO_COLD, "-12", "day: | num=0001B one=2 age=NR hours=NR cold=-12".into()),
        (TO_COLD, "-5<enter>", "day: | num=0001B one=2 age=NR hours=NR cold=-5".into()),
        (TO_COLD, "-<enter>", "day: | num=0001B one=2 age=NR hours=NR cold=ILL".into()),
        // Dates in all their forms.
        (TO_DAY, "05112024", "since: | num=0001B one=2 age=NR hours=NR cold=NR day=2024-11-05".into()),
        (TO_DAY, "5/11/2024", "since: | num=0001B one=2 age=NR hours=NR cold=NR day=2024-11-05".into()),
        (TO_DAY, "5/11/24<enter>", "since: | num=0001B one=2 age=NR hours=NR cold=NR day=2024-11-05".into()),
        (TO_DAY, "31112024", "STOP day:31112024 | num=0001B one=2 age=NR hours=NR cold=NR".into()),
        (TO_DAY, "00112024", "since: | num=0001B one=2 age=NR hours=NR cold=NR day=2024-11-00".into()),
        (TO_DAY, "05112025", "STOP day:05112025 | num=0001B one=2 age=NR hours=NR cold=NR".into()),
        (TO_SINCE, "032021", "hour: | num=0001B one=2 age=NR hours=NR cold=NR day=NR since=2021-03".into()),
        (TO_SINCE, "132021", "STOP since:132021 | num=0001B one=2 age=NR hours=NR cold=NR day=NR".into()),
        (
            TO_HOUR,
            "0915",
            "words: | num=0001B one=2 age=NR hours=NR cold=NR day=NR since=NR hour=09:15".into(),
        ),
        (
            TO_HOUR,
            "9h15",
            "words: | num=0001B one=2 age=NR hours=NR cold=NR day=NR since=NR hour=09:15".into(),
        ),
        (
            TO_HOUR,
            "1463<f3>",
            "words: | num=0001B one=2 age=NR hours=NR cold=NR day=NR since=NR hour='14:63'!".into(),
        ),
        // Open text: everything is a character; Enter alone is a blank; a missing key stands alone.
        (TO_WORDS, "né à « Salon »<enter>", format!("town: | {start} words=né à « Salon »")),
        (TO_WORDS, "<enter>", format!("town: | {start} words=NR")),
        (TO_WORDS, ".<enter>", format!("town: | {start} words=NR")),
        (TO_WORDS, "-<enter>", format!("town: | {start} words=ILL")),
        (TO_WORDS, "a-b<enter>", format!("town: | {start} words=a-b")),
        (TO_WORDS, "a<shift-enter>b<enter>", format!("town: | {start} words=a\nb")),
        (TO_WORDS, "ac<left>b<enter>", format!("town: | {start} words=abc")),
        (TO_WORDS, "xb<home>a<right><backspace><enter>", format!("town: | {start} words=ab")),
        (
            TO_WORDS,
            "0123456789012345678901234567890<enter>",
            format!("STOP words:0123456789012345678901234567890 | {start}"),
        ),
        // Cascaded choices: a code of another town stops, and can be kept.
        (TO_TOWN, "112", format!("visit_code.1: | {start} words=NR town=1 site=12")),
        (TO_TOWN, "121", format!("STOP site:21 | {start} words=NR town=1")),
        (TO_TOWN, "121<f3>", format!("visit_code.1: | {start} words=NR town=1 site=21!")),
        // A table of lines: Enter on an empty first cell ends it.
        (
            TO_VISIT,
            "<enter>",
            format!(
                "born: | {start} words=NR town=1 site=11 visit_code.1=NA visit_rate.1=NA visit_code.2=NA visit_rate.2=NA visit_code.3=NA visit_rate.3=NA"
            ),
        ),
        (
            TO_VISIT,
            "25<enter>",
            format!(
                "born: | {start} words=NR town=1 site=11 visit_code.1=2 visit_rate.1=5 visit_code.2=NA visit_rate.2=NA visit_code.3=NA visit_rate.3=NA"
            ),
        ),
        // The paper can end with a full table.
        (
            TO_VISIT,
            "252427",
            format!(
                "born: | {start} words=NR town=1 site=11 visit_code.1=2 visit_rate.1=5 visit_code.2=2 visit_rate.2=4 visit_code.3=2 visit_rate.3=7"
            ),
        ),
        // Two digits of a year that fit two centuries: asked, and keys in flight are not the answer.
        (TO_BORN, "051138", format!("CENTURY born:051138 | {start}")),
        (TO_BORN, "05113819", format!("CENTURY born:051138 | {start}")),
        (TO_BORN, "0511382<enter>", format!("CENTURY born:051138 | {start}")),
        (TO_BORN, "05113819<enter>", format!("END born: | {start}")),
        // A line begun after all is asked whole, and the line after it again.
        (
            TO_VISIT,
            "<enter><up><up><up><up><up><up>25",
            format!(
                "visit_code.2: | {start} words=NR town=1 site=11 visit_code.1=2 visit_rate.1=5 visit_rate.2=NA visit_code.3=NA visit_rate.3=NA"
            ),
        ),
        (
            TO_VISIT,
            "<enter><up><up><up><up><up><up>252",
            format!(
                "visit_rate.2: | {start} words=NR town=1 site=11 visit_code.1=2 visit_rate.1=5 visit_code.2=2 visit_rate.3=NA"
            ),
        ),
        // A table does not end before lines that are keyed.
        (
            TO_VISIT,
            "2525<up><up><backspace><enter>",
            format!(
                "visit_code.2: | {start} words=NR town=1 site=11 visit_code.1=2 visit_rate.1=5 visit_code.2=2 visit_rate.2=5"
            ),
        ),
        // Spaces alone are no answer; a text not accepted is not left by one Esc.
        (TO_WORDS, "  <enter>", format!("town: | {start} words=NR")),
        (TO_WORDS, "abc<esc>", format!("words:abc | {start}")),
        (TO_WORDS, "abc<esc><esc>", format!("PAUSED words: | {start}")),
        (TO_WORDS, "<enter><up>+<enter><backspace><left>", format!("words: | {start} words=NR")),
        // Back, previous, next.
        ("0001B1", "<backspace>", "one: | num=0001B one=1".into()),
        ("0001B1", "<backspace><enter>", "many: | num=0001B one=1".into()),
        ("0001B1", "<backspace>2", "age: | num=0001B one=2".into()),
        ("0001B1", "<backspace><backspace>", "one: | num=0001B one=1".into()),
        ("0001B1", "<backspace><backspace><backspace>", "num: | num=0001B one=1".into()),
        ("0001B2", "<up>", "many: | num=0001B one=2".into()),
        ("0001B2", "<shift-tab><shift-tab>", "one: | num=0001B one=2".into()),
        ("0001B1", "<down><down>", "hours: | num=0001B one=1".into()),
        // An answer in a skipped question is asked about, and can be kept.
        ("0001B2", "<up>2<enter>", "STOP many:2 | num=0001B one=2".into()),
        ("0001B2", "<up>2<enter><f3>", "age: | num=0001B one=2 many=2!".into()),
        // Go to a question by its number.
        ("0001B1", "<f2>6<enter>", "day: | num=0001B one=1".into()),
        ("0001B1", "<f2>12<enter>", "born: | num=0001B one=1".into()),
        ("0001B1", "<f2>99<enter>", "many: | num=0001B one=1".into()),
        ("0001B1", "<f2>6<esc>", "many: | num=0001B one=1".into()),
        // The rest of the page is blank, asked once.
        ("0001B2", "<f6>", "BLANK? age: | num=0001B one=2".into()),
        ("0001B2", "<f6><f6>", format!("words: | {start}")),
        ("0001B2", "<f6>5", "age: | num=0001B one=2".into()),
        // Undo and redo over the whole sheet.
        ("0001B2086", "<ctrl-z>", "age: | num=0001B one=2".into()),
        ("0001B2086", "<ctrl-z><ctrl-z>", "one: | num=0001B".into()),
        ("0001B2086", "<ctrl-z><ctrl-z><ctrl-y><ctrl-y>", "hours: | num=0001B one=2 age=86".into()),
        ("0001B2", "08<ctrl-z>", "age: | num=0001B one=2".into()),
        ("0001B2", "111<ctrl-z>", "age: | num=0001B one=2".into()),
        ("0001B2", "<f6><f6><ctrl-z>", "age: | num=0001B one=2".into()),
        ("0001B1", "<backspace><backspace><backspace>0002C<ctrl-z>", "num: | num=0001B one=1".into()),
        ("0001B1", "<backspace><backspace><backspace>0002C", "one: | num=0002C one=1".into()),
        // A check across questions fires at the last of its answers.
        ("0001B2050", "1205", "STOP hours:1205 | num=0001B one=2 age=50".into()),
        ("0001B2050", "1205<f3>", "cold: | num=0001B one=2 age=50 hours=120.5!".into()),
        // Pause keeps everything; keys in between do nothing.
        ("0001B1", "<esc>", "PAUSED many: | num=0001B one=1".into()),
        ("0001B1", "<esc>22<enter>", "many: | num=0001B one=1".into()),
        // A key that cannot be told apart.
        ("0001B1", "<unclear>", "many: | num=0001B one=1".into()),
        // A remark.
        ("0001B1", "<f4>voir<enter>", "many: | num=0001B one=1".into()),
    ];
    for (before, keys, after) in cases {
        let session = play(&format!("{before}{keys}"));
        let said = said(&session);
        let place_only = ["STOP num", "CENTURY", "END"].iter().any(|start| after.starts_with(start));
        if place_only {
            assert_eq!(said.split(':').next(), after.split(':').next(), "{before} then {keys}: {said}");
        } else {
            assert_eq!(said, after, "{before} then {keys}");
        }
    }
}

#[test]
fn two_digit_years_take_the_century_that_fits() {
    // Q6 holds 2024 only, so 24 is 2024; the paper has four boxes, so it needs Enter.
    let session = play(&format!("{TO_DAY}5/11/24<enter>"));
    assert_eq!(
        session.record().answer(FieldId(6)),
        &Answer::Value(Value::Date(crate::questionnaire::PartialDate { year: 2024, month: 11, day: 5 }))
    );
}

#[test]
fn the_same_answer_as_on_the_previous_sheet() {
    let mut session = session();
    let keys = read_recording("0001B2......bonjour<enter>111<enter>.<enter>").unwrap();
    session.keys(&keys);
    assert_eq!(session.number(), Some("0002C"), "Enter at the end opens the next number");
    session.keys(&read_recording("+").unwrap());
    assert_eq!(session.record().field(FieldId(1)).answer, Answer::Value(Value::Code("2".into())));
    assert_eq!(session.record().field(FieldId(1)).origin, Origin::Repeated);
    // Nothing to repeat where the previous sheet was skipped.
    session.keys(&read_recording("<up>+").unwrap());
    assert_eq!(session.refusal(), Some(Refusal::NothingToRepeat));
}

#[test]
fn repeating_what_the_question_cannot_take_stops_again() {
    let mut session = session();
    session.keys(&read_recording("0001B2.....1463<f3><enter>111<enter>.<enter>").unwrap());
    assert_eq!(session.number(), Some("0002C"));
    session.keys(&read_recording("2.....+").unwrap());
    assert!(matches!(session.mode(), Mode::Stopped(Stop::Impossible(_))), "{}", said(&session));
}

/// An exclusive code that a longer one could continue ends the question; the digit that showed it is the
/// next question's.
#[test]
fn the_digit_after_an_exclusive_code_is_not_lost() {
    let form =
        FORM.replace(r#"{ name = "1", label = "a" }"#, r#"{ name = "1", label = "a", exclusive = true }"#);
    let questionnaire = Arc::new(read(form.as_bytes()).questionnaire.unwrap());
    let mut session = Session::new(questionnaire, Stack::default(), None, day());
    session.keys(&read_recording("0001B1186<enter>").unwrap());
    assert_eq!(session.record().answer(FieldId(3)), &Answer::Value(Value::Integer(86)), "{}", said(&session));
}

#[test]
fn a_sheet_with_an_unkeyed_question_cannot_be_finished() {
    // The field found is locked: keys of the next sheet, already on their way, are not answers here.
    let session = play("0001B2<f2>12<enter>.<enter>0912<enter>");
    assert_eq!(*session.mode(), Mode::Stopped(Stop::NotKeyed));
    assert_eq!(said(&session).split(':').next(), Some("STOP age"));
    let kept = play("0001B2<f2>12<enter>.<enter><f3>");
    assert_eq!(kept.refusal(), Some(Refusal::CannotKeep));
    // Once it is mended, the next question that is not keyed follows, not the answered ones.
    let mended = play("0001B2086<f2>6<enter>05112024<f2>12<enter>.<enter><backspace>12,5.");
    assert_eq!(said(&mended).split(':').next(), Some("since"));
}

/// DESIGN 5.5, 8: what was keyed in questions that a filter now skips is put aside, comes back with the
/// filter, is listed at the end, and can be kept as on the paper.
#[test]
fn answers_of_a_filter_changed_afterwards_are_put_aside() {
    let all = "0001B12<enter>......<enter>111<enter>.";
    let many = FieldId(2);
    let codes = Answer::Value(Value::Codes(vec!["2".into()]));
    let aside = play(&format!("{all}<f2>1<enter>2"));
    assert_eq!(aside.record().answer(many), &Answer::NotKeyed);
    assert_eq!(aside.aside().get(&many).map(|place| &place.answer), Some(&codes));
    assert_eq!(aside.summary().aside, 1);
    for back in ["<f2>1<enter>1", "<ctrl-z>", "<ctrl-z><ctrl-y><ctrl-z>"] {
        let back = play(&format!("{all}<f2>1<enter>2{back}"));
        assert_eq!(back.record().answer(many), &codes);
        assert!(back.aside().is_empty());
    }
    let kept = play(&format!("{all}<f2>1<enter>2<f2>2<enter><f3>"));
    assert_eq!(kept.record().answer(many), &codes);
    assert!(kept.record().field(many).kept && kept.aside().is_empty());
    let undone = play(&format!("{all}<f2>1<enter>2<f2>2<enter><f3><ctrl-z>"));
    assert_eq!(undone.aside().len(), 1);
    let over = play(&format!("{all}<f2>1<enter>2<f2>2<enter>9<enter><f3><ctrl-z>"));
    assert_eq!(over.aside().get(&many).map(|place| &place.answer), Some(&codes));
    // The sheet is finished without it.
    let finished = play(&format!("{all}<f2>1<enter>2<f2>12<enter><enter><enter>"));
    assert_eq!(finished.number(), Some("0002C"), "{}", said(&finished));
}

#[test]
fn numbers_already_keyed_are_refused_and_unfinished_ones_gone_on_with() {
    let questionnaire = form();
    let mut record = Record::empty(&questionnaire);
    record.field_mut(FieldId(0)).answer = Answer::Value(Value::Text("0003D".into()));
    record.field_mut(FieldId(1)).answer = Answer::Value(Value::Code("2".into()));
    let stack = Stack {
        expected: questionnaire.expected_sheet_numbers(),
        pass: [
            ("0001B".to_owned(), NumberState::Finished),
            ("0003D".to_owned(), NumberState::Unfinished(Box::new(record))),
        ]
        .into(),
        own_other_pass: ["0002C".to_owned()].into(),
        ..Stack::default()
    };
    let mut session = Session::new(questionnaire.clone(), stack.clone(), None, day());
    let effects = session.keys(&read_recording("0001B").unwrap());
    assert_eq!(*session.mode(), Mode::Stopped(Stop::Number(NumberProblem::AlreadyKeyed)));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Keep(_))));
    session.keys(&read_recording("<backspace>0002C<f3>").unwrap());
    assert_eq!(session.refusal(), Some(Refusal::CannotKeep), "one person never keys both passes of a sheet");
    let effects = session.keys(&read_recording("<backspace>0003D").unwrap());
    assert!(effects.contains(&Effect::Keep(Entry::Resume { number: "0003D".into(), keying: None })));
    assert_eq!(said(&session), "age: | num=0003D one=2", "on the question where it was left");
    // After a restart the session goes on there by itself.
    let resumed = Session::new(questionnaire, Stack { resume: Some("0003D".into()), ..stack }, None, day());
    assert_eq!(said(&resumed), "age: | num=0003D one=2");
    assert_eq!(resumed.opening_entries(), [Entry::Resume { number: "0003D".into(), keying: None }]);
}

/// A record that a practised keyer types comes back the same, with the flags that keying gives it.
#[test]
fn transcribed_records_replay() {
    for recording in [
        "0001B12<enter>......<enter>111<enter>.",
        "0005F129<enter>0861205-0505112024032021",
        "0009K2<up>29<enter><f3>",
    ] {
        let mut typist = session();
        typist.keys(&read_recording(recording).unwrap());
        typist.keys(&read_recording("<f6><f6><f6><f6>").unwrap());
        let mut target = typist.record().clone();
        for place in &mut target.fields {
            place.origin = Origin::Keyed;
        }
        let mut fresh = session();
        let (keys, effects) = transcribe(&mut fresh, &target).unwrap();
        let mut again = session();
        assert_eq!(again.keys(&keys), effects);
        assert!(super::transcribe::finished(&effects), "{recording}: {}", said(&again));
    }
}
