//! What expressions give (DESIGN 6): operators, functions, Kleene logic with two unknowns.

use super::super::{Answer, Missing, Questionnaire, Record, Value, read_answer};
use super::*;
use Truth::{False, True, UnknownMissing as Gap, UnknownNotApplicable as Skipped};

const WHOLE: &str = include_str!("../../../tests/data/whole.toml");

/// A rule, the answers and what it gives.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Truth);

fn today() -> jiff::civil::Date {
    jiff::civil::date(2024, 12, 1)
}

/// The whole questionnaire with this rule as its only check.
fn with_rule(rule: &str) -> Questionnaire {
    let text = WHOLE.replace("rule = \"${people} <= 100\"", &format!("rule = '''{rule}'''"));
    let reading = super::super::read(text.as_bytes());
    reading.questionnaire.unwrap_or_else(|| panic!("{rule}: {:#?}", reading.diagnostics))
}

/// A record with these answers; `name.2` is line 2 of a repeat, `N/A` not applicable.
fn record(questionnaire: &Questionnaire, answers: &[(&str, &str)]) -> Record {
    let mut record = Record::empty(questionnaire);
    for (name, text) in answers {
        let (name, line) = name.split_once('.').unwrap_or((name, "0"));
        let variable = questionnaire.variable_by_name(name).unwrap();
        let field = questionnaire.field_of(variable, line.parse().unwrap()).unwrap();
        record.field_mut(field).answer = match *text {
            "N/A" => Answer::NotApplicable,
            "??" => Answer::Value(Value::AsWritten("14:63".to_owned())),
            "none" => Answer::Value(Value::Codes(Vec::new())),
            text => read_answer(questionnaire, variable, text).unwrap(),
        };
    }
    record
}

fn evaluate<T>(rule: &str, answers: &[(&str, &str)], give: impl Fn(&Expression, &Scope<'_>) -> T) -> T {
    let questionnaire = with_rule(rule);
    let record = record(&questionnaire, answers);
    let applicable = applicable_fields(&questionnaire, &record, today());
    let scope = Scope {
        questionnaire: &questionnaire,
        record: &record,
        applicable: &applicable,
        field: None,
        today: today(),
    };
    give(&questionnaire.checks[0].rule, &scope)
}

fn truth(rule: &str, answers: &[(&str, &str)]) -> Truth {
    evaluate(rule, answers, |expression, scope| expression.truth(scope))
}

/// Someone who answered, so that the questions apply.
const PRESENT: (&str, &str) = ("outcome", "1");

#[test]
fn and_or_not_follow_kleene_with_two_unknowns() {
    // DESIGN 6: a comparison with a missing answer is unknown; not applicable is a second unknown.
    // `age` is kept blank (missing), `need_other` is skipped because need 2 is not ticked.
    let answers = [PRESENT, ("age", "NR"), ("need", "1")];
    let (t, f, gap, skipped) = ("1 = 1", "1 = 2", "${age} = 20", "${need_other} = 'a'");
    let table = [
        (t, t, True, True),
        (t, f, False, True),
        (f, f, False, False),
        (t, gap, Gap, True),
        (f, gap, False, Gap),
        (gap, gap, Gap, Gap),
        (t, skipped, Skipped, True),
        (f, skipped, False, Skipped),
        (skipped, skipped, Skipped, Skipped),
        (gap, skipped, Gap, Gap),
        (skipped, gap, Gap, Gap),
    ];
    for (left, right, and, or) in table {
        for (left, right) in [(left, right), (right, left)] {
            assert_eq!(truth(&format!("{left} and {right}"), &answers), and, "{left} and {right}");
            assert_eq!(truth(&format!("{left} or {right}"), &answers), or, "{left} or {right}");
        }
    }
    for (inner, negated) in [(t, False), (f, True), (gap, Gap), (skipped, Skipped)] {
        assert_eq!(truth(&format!("not({inner})"), &answers), negated, "not({inner})");
    }
}

#[test]
fn conditions_give_what_they_say() {
    // DESIGN 6: the operators and functions.
    let answers = [
        PRESENT,
        ("age", "72"),
        ("seen", "05/11/2024"),
        ("since", "08/2021"),
        ("start", "09:30"),
        ("hours", "12,5"),
        ("need", "1 2"),
        ("need_other", "Béquilles"),
        ("town", "1"),
        ("site", "11"),
        ("out_before", "1"),
        ("out_after", "2"),
        ("event_date.1", "01/11/2024"),
        ("event_people.1", "8"),
        ("event_date.2", "02/11/2024"),
        ("event_people.2", "4"),
        ("event_date.3", "N/A"),
        ("event_people.3", "N/A"),
    ];
    let holds = [
        // Precedence: `and` before `or`, comparisons before both, `*` before `+`.
        "1 = 1 or 1 = 2 and 1 = 2",
        "2 + 3 * 4 = 14 and (2 + 3) * 4 = 20 and 10 - 2 - 3 = 5 and -2 + 3 = 1",
        "7 div 2 = 3.5 and 7 mod 4 = 3 and 0.1 + 0.2 = 0.3",
        "${age} > 60 and ${age} >= 72 and ${age} <= 72 and ${age} < 73 and ${age} != 71",
        "${hours} = 12.5 and ${hours} * 2 = 25",
        // A choice equals its code's text, whichever way it is written.
        "${town} = 1 and ${town} = '1' and '1' = ${town} and ${town} != 2",
        "${site} > ${town} and ${site} mod 10 = 1 and substr(${site}, 0, 1) = ${town}",
        "int(${site} div 10) = ${town} and number(${site}) = 11 and ${out_after} > ${out_before}",
        "selected(${need}, '1') and selected(${need}, 2) and not(selected(${need}, '10'))",
        "count-selected(${need}) = 2 and selected(${town}, '1') and selected(${need}, string(${out_after}))",
        "coalesce(${people}, 0) = 12 and if(${age} > 60, 'old', 'young') = 'old'",
        "regex(${need_other}, 'B.*s') and not(regex(${need_other}, 'quill'))",
        "string-length(${need_other}) = 9 and substr(${need_other}, 1, 3) = 'éq' and substr('abc', -1) = 'c'",
        "abs(-3) = 3 and round(2.5) = 3 and round(-2.5) = -2 and round(2.345, 2) = 2.35 and int(-2.7) = -2",
        "min(3, ${age}, 5) = 3 and max(3, ${age}) = 72 and number('12,5') = 12.5 and string(${hours}) = '12.5'",
        "once(${age}) = 72",
        "${seen} >= date('2024-11-01') and ${seen} < '2024-11-06' and ${seen} <= today()",
        "year(${seen}) = 2024 and month(${seen}) = 11 and day(${seen}) = 5 and year(${since}) = 2021",
        "today() - ${seen} = 26 and ${seen} + 26 = today() and max(${seen}, today()) = today()",
        "${since} <= ${seen} and ${since} >= '2021-03' and ${seen} - ${since} = 39",
        "${start} >= '07:00' and ${start} - '09:00' = 30",
        "sum(${event_people}) = 12 and sum(${event_people} * 2) = 24 and count(${event}) = 2",
        "count(${event_date}) = 2 and ${people} = 12 and sum(1, ${age}) = 73",
    ];
    for rule in holds {
        assert_eq!(truth(rule, &answers), True, "{rule}");
        assert_eq!(truth(&format!("not({rule})"), &answers), False, "not {rule}");
    }
}

#[test]
fn some_conditions_are_never_unknown() {
    // DESIGN 6: `= ''`, `!= ''`, answered, is_missing, is_skipped; they look at what was keyed.
    let cases: &[Case<'_>] = &[
        ("${age} = ''", &[PRESENT], True),
        ("${age} = ''", &[PRESENT, ("age", "NR")], True),
        ("${age} = ''", &[PRESENT, ("age", "ILL")], False),
        ("${age} != ''", &[PRESENT, ("age", "NSP")], True),
        ("${age} != ''", &[PRESENT, ("age", "40")], True),
        // Kept in a skipped question: it stands on the paper.
        ("${age} != ''", &[("outcome", "3"), ("age", "40")], True),
        ("answered(${age})", &[("outcome", "3"), ("age", "40")], True),
        ("${age} = 40", &[("outcome", "3"), ("age", "40")], Skipped),
        ("answered(${age})", &[PRESENT, ("age", "NR")], False),
        ("answered(${start})", &[PRESENT, ("start", "??")], True),
        ("is_missing(${age})", &[PRESENT, ("age", "NSP")], True),
        ("is_missing(${age}, 'nr')", &[PRESENT, ("age", "NR")], True),
        ("is_missing(${age}, 'NR')", &[PRESENT, ("age", "NSP")], False),
        ("is_missing(${age})", &[PRESENT], False),
        ("is_skipped(${age})", &[("outcome", "3")], True),
        ("is_skipped(${age})", &[PRESENT], False),
        ("is_skipped(${age})", &[PRESENT, ("age", "N/A")], True),
        ("count(${event}) = 0", &[PRESENT], True),
    ];
    for (rule, answers, expected) in cases {
        assert_eq!(truth(rule, answers), *expected, "{rule} {answers:?}");
    }
}

#[test]
fn what_cannot_be_known_is_unknown() {
    // DESIGN 6: missing answers, values the type cannot take, unreadable parts of a date.
    let cases: &[Case<'_>] = &[
        ("selected(${need}, '1')", &[PRESENT, ("need", "NR")], Gap),
        ("count-selected(${need}) > 0", &[PRESENT, ("need", "ILL")], Gap),
        ("selected(${need}, '1')", &[PRESENT, ("need", "none")], False),
        ("${start} < '12:00'", &[PRESENT, ("start", "??")], Gap),
        ("1 div 0 = 1", &[], Gap),
        ("${seen} = '2024-11-05'", &[PRESENT, ("seen", "00/11/2024")], Gap),
        // The readable parts decide.
        ("${seen} >= '2024-11-01'", &[PRESENT, ("seen", "00/11/2024")], True),
        ("${seen} > '2024-12-01'", &[PRESENT, ("seen", "00/11/2024")], False),
        ("month(${seen}) = 11", &[PRESENT, ("seen", "00/11/2024")], True),
        ("day(${seen}) = 5", &[PRESENT, ("seen", "00/11/2024")], Gap),
        (
            "sum(${event_people}) > 0",
            &[PRESENT, ("event_date.1", "01/11/2024"), ("event_people.1", "NR")],
            Gap,
        ),
        ("if(${age} > 60, 1, 1) = 1", &[PRESENT], Gap),
        ("coalesce(${age}, 5) = 5", &[PRESENT], True),
        ("min(${age}, 3) = 3", &[PRESENT], Gap),
    ];
    for (rule, answers, expected) in cases {
        assert_eq!(truth(rule, answers), *expected, "{rule} {answers:?}");
    }
}

#[test]
fn filters_ask_on_missing_and_skip_on_not_applicable() {
    // DESIGN 6: `relevant` unknown: asked if any cause is a missing code, skipped if all causes are not
    // applicable.
    let questionnaire = with_rule("1 = 1");
    let asked = |answers: &[(&str, &str)], name: &str| {
        let record = record(&questionnaire, answers);
        let applicable = applicable_fields(&questionnaire, &record, today());
        let field = questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
        applicable[usize::from(field.0)]
    };
    assert!(asked(&[], "age"), "nothing keyed yet");
    assert!(asked(&[("outcome", "ILL")], "age"));
    assert!(!asked(&[("outcome", "3")], "age"));
    // met_before: outcome is not 3 and age is 60 or more.
    assert!(asked(&[PRESENT, ("age", "60")], "met_before"));
    assert!(!asked(&[PRESENT, ("age", "59")], "met_before"));
    assert!(asked(&[PRESENT, ("age", "NSP")], "met_before"));
    assert!(!asked(&[PRESENT, ("age", "N/A")], "met_before"));
    // A value kept in a skipped question does not open what follows.
    assert!(!asked(&[("outcome", "3"), ("need", "2")], "need_other"));
    assert!(asked(&[PRESENT, ("need", "2")], "need_other"));
}

#[test]
fn filters_of_a_repeat_look_at_their_own_line() {
    // DESIGN 6: a column's filter reads the same line.
    let questionnaire = with_rule("1 = 1");
    let record = record(&questionnaire, &[PRESENT, ("event_date.2", "01/11/2024")]);
    let applicable = applicable_fields(&questionnaire, &record, today());
    let people = questionnaire.variable_by_name("event_people").unwrap();
    let asked: Vec<bool> =
        questionnaire.place(people).fields().map(|field| applicable[usize::from(field.0)]).collect();
    assert_eq!(asked, [false, true, false]);
}

#[test]
fn choice_filters_leave_the_choices_of_the_town() {
    // DESIGN 6: choice_filter; where it is unknown the paper shows all choices.
    let questionnaire = with_rule("1 = 1");
    let site = questionnaire.variable_by_name("site").unwrap();
    let field = questionnaire.field_of(site, 0).unwrap();
    let open = |town: Option<&str>| -> Vec<String> {
        let answers: Vec<(&str, &str)> = town.into_iter().map(|town| ("town", town)).collect();
        let record = record(&questionnaire, &answers);
        let applicable = applicable_fields(&questionnaire, &record, today());
        let scope = Scope {
            questionnaire: &questionnaire,
            record: &record,
            applicable: &applicable,
            field: Some(field),
            today: today(),
        };
        open_choices(&scope, field).iter().map(|choice| choice.name.clone()).collect()
    };
    assert_eq!(open(Some("1")), ["11"]);
    assert_eq!(open(Some("2")), ["21"]);
    assert_eq!(open(None), ["11", "21"]);
}

#[test]
fn calculations_give_numbers_texts_and_answers() {
    // DESIGN 6: calculate.
    let answers = [PRESENT, ("age", "72"), ("hours", "0,1"), ("seen", "05/11/2024")];
    let number = |rule: &str| evaluate(rule, &answers, |expression, scope| expression.number(scope));
    assert_eq!(number("${age} = 72"), Some(1.0));
    let answer = |rule: &str| {
        let calculation = format!("calculation = \"{rule}\"");
        let text = WHOLE
            .replace("calculation = \"sum(${event_people})\"", &calculation)
            .replace("rule = \"${people} <= 100\"", "rule = \"1 = 1\"");
        let questionnaire = super::super::read(text.as_bytes()).questionnaire.unwrap();
        let record = record(&questionnaire, &answers);
        let applicable = applicable_fields(&questionnaire, &record, today());
        let scope = Scope {
            questionnaire: &questionnaire,
            record: &record,
            applicable: &applicable,
            field: None,
            today: today(),
        };
        let people = questionnaire.variable_by_name("people").unwrap();
        questionnaire.variable(people).calculation.as_ref().unwrap().answer(&scope)
    };
    assert_eq!(answer("2024 - ${age}"), Answer::Value(Value::Integer(1952)));
    assert_eq!(answer("${hours} + 0.2"), Answer::Value(Value::Decimal("0.3".parse().unwrap())));
    assert_eq!(answer("${need}  = ''"), Answer::Value(Value::Integer(1)));
    assert_eq!(answer("sum(${event_people})"), Answer::Value(Value::Integer(0)));
    let missing = Answer::Missing(Missing::Blank);
    assert_eq!(answer("${age} * count-selected(${need})"), missing);
    assert_eq!(answer("number(${need_other})"), missing);
}
