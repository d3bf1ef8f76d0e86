//! Answers as people and files write them (DESIGN 8, 13).

use super::super::{Missing, PartialDate, read};
use super::*;

fn questionnaire() -> Questionnaire {
    read(include_bytes!("../../../tests/data/whole.toml")).questionnaire.unwrap()
}

fn date(year: i16, month: u8, day: u8) -> Value {
    Value::Date(PartialDate { year, month, day })
}

#[test]
fn answers_are_read_as_written() {
    // DESIGN 13: the dialects of import.
    let questionnaire = questionnaire();
    let code = |code: &str| Value::Code(code.to_owned());
    let codes = |codes: &[&str]| Value::Codes(codes.iter().map(|code| (*code).to_owned()).collect());
    let text = |text: &str| Value::Text(text.to_owned());
    let decimal = |text: &str| Value::Decimal(text.parse().unwrap());
    let time = |hour, minute| Value::Time { hour, minute };
    let month = |year, month| Value::Month { year, month };
    let cases = [
        ("seen", "05/11/2024", date(2024, 11, 5)),
        // The century comes from the constraint: November and December 2024.
        ("seen", "5/11/24", date(2024, 11, 5)),
        ("seen", "051124", date(2024, 11, 5)),
        ("seen", "05112024", date(2024, 11, 5)),
        ("seen", "2024-11-05", date(2024, 11, 5)),
        ("seen", "5-11-2024", date(2024, 11, 5)),
        ("seen", " 00/11/2024 ", date(2024, 11, 0)),
        ("seen", "05/11/0000", date(0, 11, 5)),
        ("seen", "29/02/2024", date(2024, 2, 29)),
        // Out of range is an ordinary value.
        ("seen", "05/11/1999", date(1999, 11, 5)),
        ("since", "11/2024", month(2024, 11)),
        ("since", "2024-11", month(2024, 11)),
        ("since", "112024", month(2024, 11)),
        ("since", "00/2024", month(2024, 0)),
        ("start", "9:05", time(9, 5)),
        ("start", "09h05", time(9, 5)),
        ("start", "0905", time(9, 5)),
        ("start", "9 h 05", time(9, 5)),
        ("start", "9h", time(9, 0)),
        ("start", "23:59", time(23, 59)),
        ("hours", "12,5", decimal("12.5")),
        ("hours", "12.50", decimal("12.5")),
        ("hours", "168", decimal("168")),
        ("age", "072", Value::Integer(72)),
        ("age", "1 072", Value::Integer(1072)),
        ("age", "72,0", Value::Integer(72)),
        ("age", "-3", Value::Integer(-3)),
        ("outcome", "1", code("1")),
        ("outcome", "01", code("1")),
        ("need", "1 2", codes(&["1", "2"])),
        ("need", "10,1", codes(&["1", "10"])),
        ("need", "2;1;1", codes(&["1", "2"])),
        ("need_other", " =SOMME(A1) ; «é» ", text(" =SOMME(A1) ; «é» ")),
        ("need_other", "NSP", text("NSP")),
        ("num", "0037r", text("0037R")),
        ("num", "37R", text("0037R")),
        ("num", "0037Z", text("0037Z")),
        ("num", "X-1", text("X-1")),
    ];
    for (name, written, expected) in cases {
        let variable = questionnaire.variable_by_name(name).unwrap();
        assert_eq!(
            read_answer(&questionnaire, variable, written),
            Ok(Answer::Value(expected)),
            "{name} {written}"
        );
    }
    for (name, written, expected) in [
        ("age", "NSP", Missing::DontKnow),
        ("age", "nr", Missing::Blank),
        ("need_other", " NR ", Missing::Blank),
        ("seen", "Ill", Missing::Illegible),
    ] {
        let variable = questionnaire.variable_by_name(name).unwrap();
        assert_eq!(
            read_answer(&questionnaire, variable, written),
            Ok(Answer::Missing(expected)),
            "{name} {written}"
        );
    }
}

#[test]
fn what_the_type_cannot_take_is_a_problem() {
    // DESIGN 13: unknown codes and impossible values.
    use WrittenProblem::*;
    let questionnaire = questionnaire();
    let cases = [
        ("age", "", Empty),
        ("outcome", "4", UnknownCode { code: "4".to_owned() }),
        ("need", "1 3", UnknownCode { code: "3".to_owned() }),
        ("outcome", "NSP", MissingNotAllowed { name: "NSP".to_owned() }),
        ("num", "NR", MissingNotAllowed { name: "NR".to_owned() }),
        ("age", "7O", NotANumber),
        ("age", "72,5", NotAWholeNumber),
        ("age", "99999999999999999999", NumberTooLarge),
        ("hours", "12,55", TooManyDecimals { most: 1 }),
        ("hours", "1,2,3", NotANumber),
        ("seen", "31/11/2024", ImpossibleDate),
        ("seen", "29/02/2023", ImpossibleDate),
        ("seen", "05/13/2024", ImpossibleDate),
        ("seen", "5 nov", NotADate),
        ("seen", "05/11", NotADate),
        ("since", "13/2024", ImpossibleMonth),
        ("since", "11", NotAMonth),
        ("since", "11/24", AmbiguousCentury { years: vec![1924, 2024] }),
        ("start", "14:63", ImpossibleTime),
        ("start", "24:00", ImpossibleTime),
        ("start", "midi", NotATime),
        ("people", "3", Calculated),
    ];
    for (name, written, expected) in cases {
        let variable = questionnaire.variable_by_name(name).unwrap();
        let found = read_answer(&questionnaire, variable, written);
        assert_eq!(found, Err(expected), "{name} {written}");
        for language in crate::texts::Language::ALL {
            let sentence = found.clone().unwrap_err().text(language);
            assert!(!sentence.contains("written-") && !sentence.contains("{$"), "{sentence}");
        }
    }
}

#[test]
fn ranges_and_boxes_are_flags() {
    // DESIGN 5.5: a check warns; values out of range are taken.
    let questionnaire = questionnaire();
    let today = jiff::civil::date(2024, 12, 1);
    let cases = [
        ("age", "17", false),
        ("age", "18", true),
        ("age", "1072", false),
        ("age", "-3", false),
        ("age", "NSP", true),
        ("seen", "31/10/2024", false),
        ("seen", "00/11/2024", true),
        ("hours", "1234,5", false),
        ("num", "0037R", true),
        ("num", "0037Z", false),
        ("num", "0149T", false),
    ];
    for (name, written, expected) in cases {
        let variable = questionnaire.variable_by_name(name).unwrap();
        let field = questionnaire.field_of(variable, 0).unwrap();
        let mut record = Record::empty(&questionnaire);
        record.field_mut(field).answer = read_answer(&questionnaire, variable, written).unwrap();
        assert_eq!(constraint_holds(&questionnaire, &record, field, today), expected, "{name} {written}");
    }
    assert_eq!(sheet_number_flag(&questionnaire, "0037R"), None);
    assert_eq!(
        sheet_number_flag(&questionnaire, "0037Z"),
        Some(SheetNumberFlag::CheckLetter { expected: 'R' })
    );
    assert_eq!(
        sheet_number_flag(&questionnaire, &questionnaire.format_sheet_number(149)),
        Some(SheetNumberFlag::OutOfRange)
    );
    assert_eq!(sheet_number_flag(&questionnaire, "douze"), Some(SheetNumberFlag::Shape));
}
