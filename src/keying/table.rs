//! Tables of lines in a session: an empty first cell ends the table; a line begun after all is asked
//! whole.

use super::session::{Effect, Refusal, Session};
use crate::questionnaire::{Answer, FieldId, FieldRecord};

impl Session {
    /// Whether the cursor stands in the first column of a line of a table.
    pub(super) fn begins_line(&self) -> bool {
        self.is_line_start(self.sheet.cursor)
    }

    /// Whether a field stands there.
    pub(super) fn is_line_start(&self, field: FieldId) -> bool {
        let field = self.rules.questionnaire.field(field);
        let repeat = self.rules.questionnaire.variable(field.variable).repeat;
        repeat.is_some_and(|repeat| {
            self.rules.questionnaire.repeats[repeat].columns.first() == Some(&field.variable)
        })
    }

    /// The table ends before this line: the line and all after it are not applicable.
    pub(super) fn end_table(&mut self, effects: &mut Vec<Effect>) {
        let questionnaire = self.rules.questionnaire.clone();
        let here = questionnaire.field(self.sheet.cursor);
        let repeat = questionnaire.variable(here.variable).repeat;
        let ended: Vec<FieldId> = questionnaire
            .field_ids()
            .filter(|id| {
                let field = questionnaire.field(*id);
                questionnaire.variable(field.variable).repeat == repeat && field.line >= here.line
            })
            .collect();
        if ended.iter().any(|id| self.sheet.record.answer(*id).is_keyed()) {
            return self.refuse(Refusal::TableNotEmpty, effects);
        }
        let cursor = self.sheet.cursor;
        let mismatch = self.is_first_mismatch(cursor, &Answer::NotApplicable);
        let ending = |id: FieldId| {
            let origin = self.origin_once_told(id).unwrap_or_default();
            (id, FieldRecord { answer: Answer::NotApplicable, origin, ..FieldRecord::default() })
        };
        let changes = ended.into_iter().map(ending).collect();
        self.apply(changes, effects);
        if mismatch {
            return self.stop_mismatch(cursor, effects);
        }
        self.advance();
    }

    /// A line of a table that was ended before is begun after all: its other cells are asked again.
    pub(super) fn reopened_line(&self, field: FieldId) -> Vec<(FieldId, FieldRecord)> {
        let questionnaire = &self.rules.questionnaire;
        let here = questionnaire.field(field);
        let Some(repeat) = questionnaire.variable(here.variable).repeat else { return Vec::new() };
        let first = questionnaire.repeats[repeat].columns.first().copied();
        let asked_again = |id: &FieldId| {
            let other = questionnaire.field(*id);
            let same_line = other.line == here.line;
            let next_line_start = other.line == here.line + 1 && Some(other.variable) == first;
            *id != field
                && questionnaire.variable(other.variable).repeat == Some(repeat)
                && (same_line || next_line_start)
                && *self.sheet.record.answer(*id) == Answer::NotApplicable
        };
        questionnaire.field_ids().filter(asked_again).map(|id| (id, FieldRecord::default())).collect()
    }

    /// Whether the field stands in a line of a table of which nothing is keyed.
    pub(super) fn is_empty_line(&self, field: FieldId) -> bool {
        let questionnaire = &self.rules.questionnaire;
        let here = questionnaire.field(field);
        let Some(repeat) = questionnaire.variable(here.variable).repeat else { return false };
        !questionnaire.field_ids().any(|id| {
            let other = questionnaire.field(id);
            other.line == here.line
                && questionnaire.variable(other.variable).repeat == Some(repeat)
                && self.sheet.record.answer(id).is_keyed()
        })
    }
}
