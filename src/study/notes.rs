//! The remarks of all keyings in one list, and which of them a supervisor has dealt with. Pure.

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::declaration::standing;
use super::{KeyingId, OperatorId, Pass, Said, Snapshot};

/// A remark that a keyer made.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The sheet's number.
    pub number: String,
    /// In which keying.
    pub keying: KeyingId,
    /// Which pass.
    pub pass: Pass,
    /// By whom.
    pub operator: OperatorId,
    /// The variable; `None` on the whole sheet.
    pub variable: Option<String>,
    /// Its line in a repeat, 0 outside.
    pub line: u16,
    /// What it says.
    pub text: String,
    /// Dealt with: the mark's id and by whom. A keying that was changed after the mark is open again, so
    /// that nothing said later is overlooked.
    pub dealt: Option<(Uuid, OperatorId)>,
}

impl Note {
    /// The mark that it is dealt with.
    pub fn mark(&self) -> Said {
        Said::NoteDealt { keying: self.keying.0, variable: self.variable.clone(), line: self.line }
    }
}

type Place<'a> = (Uuid, Option<&'a str>, u16);

/// All remarks, in the order of the sheets as listed, then of the paper; a remark on the whole sheet
/// comes first.
pub fn notes(snapshot: &Snapshot) -> Vec<Note> {
    let mut marks: HashMap<Place<'_>, (Uuid, OperatorId, Timestamp)> = HashMap::new();
    for declaration in standing(&snapshot.declarations) {
        if let Said::NoteDealt { keying, variable, line } = &declaration.said {
            let mark = (declaration.id, declaration.operator, declaration.at);
            marks.insert((*keying, variable.as_deref(), *line), mark);
        }
    }
    let questionnaire = &snapshot.questionnaire;
    let mut found = Vec::new();
    for keying in &snapshot.keyings {
        let mut add = |variable: Option<&str>, line: u16, text: &str| {
            let mark = marks.get(&(keying.id.0, variable, line));
            let dealt = mark.filter(|(.., at)| *at >= keying.last_entry).map(|(id, by, _)| (*id, *by));
            found.push(Note {
                number: keying.number.clone(),
                keying: keying.id,
                pass: keying.pass,
                operator: keying.operator,
                variable: variable.map(str::to_owned),
                line,
                text: text.to_owned(),
                dealt,
            });
        };
        if let Some(note) = &keying.note {
            add(None, 0, note);
        }
        for (id, note) in keying.record.notes() {
            let field = questionnaire.field(id);
            add(Some(&questionnaire.variable(field.variable).name), field.line, &note);
        }
    }
    found.sort_by(|one, other| one.number.cmp(&other.number).then(one.pass.cmp(&other.pass)));
    found
}
