//! What the reader takes and what it reports (DESIGN 6).

use super::super::Missing;
use super::super::model::*;
use super::*;

/// A small questionnaire with one of everything.
const WHOLE: &str = include_str!("../../../tests/data/whole.toml");

#[test]
fn a_whole_questionnaire_is_read_without_a_problem() {
    // DESIGN 6: the shape of the file.
    let reading = read(WHOLE.as_bytes());
    assert_eq!(reading.diagnostics, []);
    let questionnaire = reading.questionnaire.unwrap();
    assert_eq!(questionnaire.languages, ["fr", "en"]);
    assert_eq!(questionnaire.sheets, Some((1, 148)));
    assert_eq!(questionnaire.format_sheet_number(38), "0038S");
    let by_name = |name: &str| questionnaire.variable(questionnaire.variable_by_name(name).unwrap());
    assert_eq!(by_name("out_after").number, "Q16a2");
    assert_eq!(by_name("out_after").label.get("fr"), "Sorties — Après");
    assert_eq!(by_name("age").missing, [Missing::Blank, Missing::Illegible, Missing::DontKnow]);
    assert_eq!(by_name("outcome").appearance, Appearance { width: 6, columns: 2, ..Appearance::default() });
    assert_eq!(
        by_name("met_before").relevant.as_ref().unwrap().source(),
        "(${outcome} != 3) and (${age} >= 60)"
    );
    // Fields of a repeat follow each other line by line; a calculation has none.
    let last: Vec<(&str, u16)> = questionnaire
        .field_ids()
        .map(|id| (questionnaire.field_variable(id).name.as_str(), questionnaire.field(id).line))
        .skip_while(|(_, line)| *line == 0)
        .collect();
    let lines = (1..=3).flat_map(|line| [("event_date", line), ("event_people", line)]);
    assert_eq!(last, lines.collect::<Vec<_>>());
    for id in questionnaire.field_ids() {
        let field = questionnaire.field(id);
        assert_eq!(questionnaire.field_of(field.variable, field.line), Some(id));
    }
    let people = questionnaire.variable_by_name("people").unwrap();
    assert_eq!(questionnaire.field_of(people, 0), None);
}
