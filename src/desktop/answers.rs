//! Answers in words, as the window's language writes them. What stands on the paper is in `writing`.

use crate::questionnaire::{Answer, FieldId, Missing, Questionnaire, Value, Variable};
use crate::text;
use crate::texts::{Language, date};

/// An answer for people: code and label, dates as the language writes them, missing answers by label.
pub fn in_words(
    questionnaire: &Questionnaire,
    variable: &Variable,
    answer: &Answer,
    language: Language,
) -> String {
    match answer {
        Answer::NotKeyed => text!(language, "screens-answer-not-keyed"),
        Answer::NotApplicable => text!(language, "screens-answer-not-applicable"),
        Answer::Missing(Missing::NotAsked) => text!(language, "screens-answer-not-asked"),
        Answer::Missing(missing) => match questionnaire.missing_code(*missing) {
            Some(code) => format!("{} – {}", code.name, code.label.get(language.code())),
            None => text!(language, "screens-answer-empty-in-file"),
        },
        Answer::Value(Value::Code(code)) => match variable.choice(code) {
            Some(choice) => format!("{code} – {}", choice.label.get(language.code())),
            None => code.clone(),
        },
        Answer::Value(Value::Codes(codes)) if codes.is_empty() => {
            text!(language, "screens-answer-nothing-ticked")
        }
        Answer::Value(value) => value_in_words(value, language),
    }
}

/// A value without labels: as short as it is keyed, for the large figure and lists.
pub fn value_in_words(value: &Value, language: Language) -> String {
    match value {
        Value::Decimal(number) if language == Language::French => {
            number.normalize().to_string().replace('.', ",")
        }
        Value::Date(partial) => match partial.date() {
            Some(full) => date(language, full),
            None => format!("{:02}/{:02}/{:04}", partial.day, partial.month, partial.year),
        },
        Value::Month { year, month } => format!("{month:02}/{year:04}"),
        Value::Codes(codes) => codes.join(", "),
        value => value.neutral_text(),
    }
}

/// An answer at a glance: the code, the value, the missing code's name.
pub fn at_a_glance(questionnaire: &Questionnaire, answer: &Answer, language: Language) -> String {
    match answer {
        Answer::NotKeyed | Answer::NotApplicable => "–".to_owned(),
        Answer::Missing(missing) => {
            questionnaire.missing_code(*missing).map_or_else(|| "–".to_owned(), |code| code.name.clone())
        }
        Answer::Value(value) => value_in_words(value, language),
    }
}

/// The label that goes with [`at_a_glance`], where there is one.
pub fn label_of(
    questionnaire: &Questionnaire,
    variable: &Variable,
    answer: &Answer,
    language: Language,
) -> String {
    let choice_label = |code: &String| {
        variable.choice(code).map_or("", |choice| choice.label.get(language.code())).to_owned()
    };
    match answer {
        Answer::NotApplicable => text!(language, "screens-answer-not-applicable"),
        Answer::Missing(Missing::NotAsked) => text!(language, "screens-answer-not-asked"),
        Answer::Missing(missing) => questionnaire
            .missing_code(*missing)
            .map_or_else(String::new, |code| code.label.get(language.code()).to_owned()),
        Answer::Value(Value::Code(code)) => choice_label(code),
        Answer::Value(Value::Codes(codes)) => codes.iter().map(choice_label).collect::<Vec<_>>().join(" ; "),
        _ => String::new(),
    }
}

/// A question's number and label, with its line in a table.
pub fn question_name(questionnaire: &Questionnaire, field: FieldId, language: Language) -> String {
    let variable = questionnaire.field_variable(field);
    let label = variable.label.get(language.code());
    match questionnaire.field(field).line {
        0 => format!("{} {label}", variable.number).trim().to_owned(),
        line => format!("{} {label}, {line}", variable.number).trim().to_owned(),
    }
}

/// A question's number, or in a table its line and column: enough to find it on the page.
pub fn short_name(questionnaire: &Questionnaire, field: FieldId, language: Language) -> String {
    let variable = questionnaire.field_variable(field);
    let (line, short) = (questionnaire.field(field).line, variable.short_label(language.code()));
    match variable.repeat.and_then(|repeat| questionnaire.repeats.get(repeat)) {
        Some(repeat) => format!("{} {line}, {short}", repeat.number).trim().to_owned(),
        None if variable.number.is_empty() => short.to_owned(),
        None => variable.number.clone(),
    }
}
