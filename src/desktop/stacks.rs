//! The stacks of a study as its screens show them: batches, void and missing sheets, remarks. Computed
//! once per reading, off the window's thread. No painting.

use std::collections::HashMap;

use uuid::Uuid;

use crate::compare::unreadable_sheets;
use crate::keying::Absence;
use crate::study::notes::{Note, notes};
use crate::study::stacks::{BatchProgress, progress_of};
use crate::study::{
    Absent, Batch, KeyingState, OperatorId, Pass, Said, Snapshot, absent, batches, counted_states,
};

/// What the screens of stacks and of remarks show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stacks {
    /// The batches, in the order in which they were made.
    pub rows: Vec<StackRow>,
    /// Void and missing sheets, by number.
    pub absent: Vec<AbsentRow>,
    /// How many of them are void.
    pub void: usize,
    /// How many are missing.
    pub missing: usize,
    /// Sheets that are with the field team because they could not be read, by number.
    pub unreadable: Vec<UnreadableRow>,
    /// All remarks, in sheet order.
    pub notes: Vec<NoteRow>,
}

/// A batch with who holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct StackRow {
    /// The batch.
    pub batch: Batch,
    /// How far it is.
    pub progress: BatchProgress,
    /// Who holds it for the first pass.
    pub first: Option<String>,
    /// Who holds it for the second pass.
    pub second: Option<String>,
}

/// A void or missing sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct AbsentRow {
    /// What is declared.
    pub absent: Absent,
    /// By whom.
    pub by: String,
}

/// A sheet that could not be read, for the field team.
#[derive(Clone, Debug, PartialEq)]
pub struct UnreadableRow {
    /// Its number.
    pub number: String,
    /// What cannot be read.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// The declaration, to be taken back.
    pub declaration: Uuid,
}

/// A remark.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteRow {
    /// What it says, and where.
    pub note: Note,
    /// By whom.
    pub by: String,
    /// The question's number as printed; empty on a whole sheet.
    pub question: String,
}

impl Stacks {
    /// Computes them.
    pub fn of(snapshot: &Snapshot) -> Self {
        let names: HashMap<OperatorId, &str> =
            snapshot.operators.iter().map(|operator| (operator.id, operator.name.as_str())).collect();
        let name = |id: OperatorId| names.get(&id).copied().unwrap_or_default().to_owned();
        let states: Vec<KeyingState> = snapshot.keyings.iter().map(KeyingState::of).collect();
        let states = counted_states(&states, &snapshot.declarations);
        let absent = absent(&snapshot.declarations);
        let all = batches(&snapshot.declarations);
        let progress = progress_of(&all, &states, &absent);
        let rows = all.into_iter().zip(progress).map(|(batch, progress)| StackRow {
            first: batch.holder(Pass::First).map(name),
            second: batch.holder(Pass::Second).map(name),
            batch,
            progress,
        });
        let rows = rows.collect();
        let count = |absence| absent.values().filter(|it| it.absence == absence).count();
        let (void, missing) = (count(Absence::Void), count(Absence::Missing));
        let absent = absent.into_values().map(|absent| AbsentRow { by: name(absent.operator), absent });
        let question = |note: &Note| {
            let variable = note.variable.as_ref()?;
            let id = snapshot.questionnaire.variable_by_name(variable)?;
            Some(snapshot.questionnaire.variable(id).number.clone())
        };
        let notes = notes(snapshot).into_iter().map(|note| NoteRow {
            by: name(note.operator),
            question: question(&note).unwrap_or_default(),
            note,
        });
        let notes = notes.collect();
        let unreadable =
            unreadable_sheets(&snapshot.declarations).into_iter().filter_map(|(number, said)| {
                let Said::Unreadable { reason } = &said.said else { return None };
                Some(UnreadableRow {
                    number: number.to_owned(),
                    reason: reason.clone(),
                    by: name(said.operator),
                    declaration: said.id,
                })
            });
        let unreadable = unreadable.collect();
        Self { rows, absent: absent.collect(), void, missing, unreadable, notes }
    }
}
