//! What a keying session asks to be kept, in order. The study writes each as one commit; nothing here
//! knows how.

use crate::questionnaire::{Answer, FieldId, Origin};

/// Something to keep. Entries between two [`Entry::Open`] belong to the sheet opened first.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A sheet is begun. The first entry of every keying.
    Open {
        /// Its number as on paper.
        number: String,
        /// The number breaks its own rule (check letter, range) and was kept as on the paper.
        kept: bool,
    },
    /// A keying of this operator is gone on with; nothing is written for it.
    Resume {
        /// Its number as on paper.
        number: String,
        /// Which one, where several have that number: its place among the keyings that the session began
        /// with ([`super::Stack::own`]) followed by those it opened. `None`: the unfinished one, else the
        /// newest.
        keying: Option<u32>,
    },
    /// The number of the open sheet was mistyped and is corrected.
    Renumber {
        /// The number as on paper.
        number: String,
        /// As in [`Entry::Open`].
        kept: bool,
    },
    /// An answer. A correction is a new entry; the old one stays. [`Answer::NotKeyed`] takes an answer
    /// back (undo).
    Answer {
        /// Where.
        field: FieldId,
        /// What the paper says.
        answer: Answer,
        /// Kept as on the paper although a rule, a filter or the type says otherwise.
        kept: bool,
        /// How it came to be.
        origin: Origin,
        /// Whether it is typed, an undo or a redo.
        cause: Cause,
    },
    /// A margin remark; empty takes it back.
    Note {
        /// On a field, or on the whole sheet.
        field: Option<FieldId>,
        /// The remark.
        text: String,
    },
    /// How many keys were pressed for the entries before it: asked for at the end of a sheet, at a pause
    /// and when the sheet is left. Speeds follow from this and from the times of the entries.
    Keys {
        /// Keys pressed since the last such entry of the session, those that did nothing too.
        pressed: u32,
        /// How many entries of this sheet they led to. Entries that no such entry counts (the program was
        /// killed) have no known keys.
        entries: u32,
    },
    /// The sheet is finished.
    Finish,
    /// A finished sheet is opened again.
    Reopen,
    /// The answer that a field has on the sheets that follow, of this operator in this pass; `None`: it
    /// has none any more. Said of no sheet.
    Constant {
        /// Where.
        field: FieldId,
        /// What the paper says.
        answer: Option<Answer>,
    },
    /// A sheet is declared void or missing; of no keying.
    Declare {
        /// Its number as on paper.
        number: String,
        /// What.
        absence: Absence,
        /// Why.
        reason: String,
    },
    /// A sheet declared void or missing is to be keyed after all.
    Withdraw {
        /// Its number as on paper.
        number: String,
    },
}

/// Why a sheet that should exist is not keyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// It is not to be keyed: printed and spoiled, or empty.
    Void,
    /// It is not in the stack.
    Missing,
}

/// Why an answer entry was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The keyer typed it.
    #[default]
    Typed,
    /// Ctrl+Z.
    Undo,
    /// Ctrl+Y.
    Redo,
    /// A filter's question was changed: the answer is put aside ([`Answer::NotKeyed`]) or comes back.
    Filter,
}
