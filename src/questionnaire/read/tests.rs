//! What the reader takes and what it reports (DESIGN 6).

use super::super::model::*;
use super::super::{Missing, Severity};
use super::*;

/// A small questionnaire with one of everything.
pub(crate) const WHOLE: &str = r#"
[questionnaire]
id = "visit"
version = "1"
title = { fr = "Visite", en = "Visit" }
default_language = "fr"
paper = "A4"
sheet_number = "num"
sheets = "1-148"
respondents = "${outcome} = 1"

[missing.NR]
means = "blank"
key = "."
number = -99
stata = ".a"
label = { fr = "Case vide", en = "Left blank" }

[missing.ILL]
means = "illegible"
key = "-"

[missing.NSP]
means = "dont_know"
key = "/"

[choices]
outcome = [
  { name = "1", label = "Complet" },
  { name = "2", label = "Partiel" },
  { name = "3", label = "Refus" },
]
need = [
  { name = "1", label = "Santé" },
  { name = "2", label = "Logement" },
  { name = "10", label = "Aucun", exclusive = true },
]
site = [
  { name = "11", label = "A", town = "1" },
  { name = "21", label = "B", town = "2" },
]
town = [{ name = "1", label = "Marseille" }, { name = "2", label = "Martigues" }]
often = [{ name = "1", label = "Jamais" }, { name = "2", label = "Souvent" }]

[[page]]
[[page.item]]
kind = "question"
name = "num"
number = "I1"
type = "sheet_number"
digits = 4
check_letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
label = "N°"

[[page.item]]
kind = "question"
name = "outcome"
number = "I8"
type = "select_one"
choices = "outcome"
label = "Résultat"
required = true
appearance = "w6 columns-2"

[[page.item]]
kind = "section"
label = "I. Vous"
relevant = "${outcome} = 1 or ${outcome} = 2"

[[page.item]]
kind = "question"
name = "age"
number = "Q1"
type = "integer"
digits = 3
label = "Âge"
missing = ["NSP"]
constraint = ". >= 18 and . <= 110"
constraint_message = "De 18 à 110 ans."

[[page.item]]
kind = "question"
name = "seen"
number = "Q2"
type = "date"
year = "two"
label = "Date"
constraint = ". >= '2024-11-01' and . <= '2024-12-31'"
constraint_level = "hard"

[[page.item]]
kind = "question"
name = "since"
number = "Q3"
type = "month"
label = "Depuis"

[[page.item]]
kind = "question"
name = "start"
number = "Q4"
type = "time"
label = "Début"

[[page.item]]
kind = "question"
name = "hours"
number = "Q5"
type = "decimal"
digits = 3
decimals = 1
label = "Heures"

[[page.item]]
kind = "question"
name = "need"
number = "Q6"
type = "select_multiple"
choices = "need"
label = "Besoins"

[[page.item]]
kind = "question"
name = "need_other"
number = "Q6p"
type = "text"
max_chars = 120
label = "Précisez"
relevant = "selected(${need}, '2')"

[[page]]
relevant = "${outcome} != 3"
[[page.item]]
kind = "note"
label = "Si non, passez à Q9"
appearance = "filter"

[[page.item]]
kind = "question"
name = "town"
number = "Q7"
type = "select_one"
choices = "town"
label = "Ville"

[[page.item]]
kind = "question"
name = "site"
number = "Q8"
type = "select_one"
choices = "site"
choice_filter = "town = ${town}"
label = "Résidence"

[[page.item]]
kind = "grid"
number = "Q16"
label = "À quelle fréquence ?"
choices = "often"
missing = ["NSP"]
[[page.item.column]]
label = "Avant"
number = "1"
[[page.item.column]]
label = "Après"
number = "2"
[[page.item.row]]
number = "a"
label = "Sorties"
names = ["out_before", "out_after"]
[[page.item.row]]
number = "b"
label = "Rencontres"
names = ["met_before", "met_after"]
relevant = "${age} >= 60"

[[page.item]]
kind = "repeat"
name = "event"
number = "B"
label = "Événements"
lines = 3
[[page.item.column]]
name = "event_date"
type = "date"
label = "Date"
[[page.item.column]]
name = "event_people"
type = "integer"
label = "Personnes"
relevant = "${event_date} != ''"

[[page.item]]
kind = "question"
name = "people"
type = "calculate"
calculation = "sum(${event_people})"

[[check]]
id = "C1"
level = "soft"
rule = "${people} <= 100"
message = "Beaucoup de monde."

[[indicator]]
id = "old"
block = "results"
label = "Plus de 60 ans"
share = "${age} > 60"
target = 0.5
"#;

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
