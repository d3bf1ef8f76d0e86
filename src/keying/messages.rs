//! What a stop or a refused key says to the keyer, as texts of the language. Never a value of anybody
//! else.

use super::{Broken, NumberProblem, Problem, Refusal, Stop};
use crate::questionnaire::{Level, Variable};
use crate::text;
use crate::texts::Language;

impl Stop {
    /// What is wrong, in one sentence.
    pub fn text(&self, language: Language, variable: &Variable) -> String {
        match self {
            Self::Impossible(Problem::UnknownCode) => text!(language, "keying-stop-unknown-code"),
            Self::Impossible(Problem::ImpossibleDate) => text!(language, "keying-stop-impossible-date"),
            Self::Impossible(Problem::ImpossibleTime) => text!(language, "keying-stop-impossible-time"),
            Self::Impossible(Problem::NotANumber) => text!(language, "keying-stop-not-a-number"),
            Self::Number(problem) => problem.text(language),
            Self::NotKeyed => text!(language, "keying-stop-not-keyed"),
            Self::Mismatch => text!(language, "verifying-stop-mismatch"),
            Self::Broken(broken) => broken.text(language, variable),
        }
    }

    /// Whether F3 keeps it as on the paper.
    pub fn may_be_kept(&self) -> bool {
        match self {
            Self::Number(problem) => problem.may_be_kept(),
            Self::NotKeyed | Self::Mismatch => false,
            Self::Impossible(_) | Self::Broken(_) => true,
        }
    }

    /// Whether a supervisor will decide what is kept here.
    pub fn is_hard(&self) -> bool {
        match self {
            Self::Impossible(_) => true,
            Self::Number(problem) => problem.breaks_rule(),
            Self::Broken(Broken::Constraint(_, level) | Broken::Check(_, _, level)) => *level == Level::Hard,
            Self::Broken(Broken::Exclusive) => true,
            Self::Broken(_) | Self::NotKeyed | Self::Mismatch => false,
        }
    }
}

impl NumberProblem {
    /// What is wrong with the number, in one sentence.
    pub fn text(self, language: Language) -> String {
        let id = match self {
            Self::Incomplete => "keying-number-incomplete",
            Self::CheckLetter => "keying-number-check-letter",
            Self::NotExpected => "keying-number-not-expected",
            Self::AlreadyKeyed => "keying-number-already-keyed",
            Self::BegunByOther => "keying-number-begun-by-other",
            Self::KeyedInOtherPass => "keying-number-other-pass",
            Self::KeyedByYou => "keying-number-keyed-by-you",
            Self::NotInBatch => "keying-number-not-in-batch",
            Self::DeclaredVoid => "keying-number-declared-void",
            Self::DeclaredMissing => "keying-number-declared-missing",
        };
        text!(language, id)
    }
}

impl Broken {
    /// Which rule is broken, in one sentence: the questionnaire's own words where it has some.
    pub fn text(&self, language: Language, variable: &Variable) -> String {
        match self {
            Self::Skipped => text!(language, "keying-stop-skipped"),
            Self::ClosedChoice => text!(language, "keying-stop-closed-choice"),
            Self::MissingNotOffered => text!(language, "keying-stop-missing-not-offered"),
            Self::Required => text!(language, "keying-stop-required"),
            Self::TooLong => text!(language, "keying-stop-too-long"),
            Self::Exclusive => text!(language, "keying-stop-exclusive"),
            Self::Constraint(message, _) if message.is_empty() => {
                text!(language, "keying-stop-constraint", question = variable.short_label(language.code()))
            }
            Self::Constraint(message, _) | Self::Check(_, message, _) => {
                message.get(language.code()).to_owned()
            }
        }
    }
}

impl Refusal {
    /// Why the key did nothing, in one sentence.
    pub fn text(self, language: Language) -> String {
        let id = match self {
            Self::NoMeaning => "keying-refused-no-meaning",
            Self::Locked => "keying-refused-locked",
            Self::EmptyEnter => "keying-refused-empty-enter",
            Self::NothingTicked => "keying-refused-nothing-ticked",
            Self::NothingToRepeat => "keying-refused-nothing-to-repeat",
            Self::NothingToUndo => "keying-refused-nothing-to-undo",
            Self::NoSuchQuestion => "keying-refused-no-such-question",
            Self::UnclearKey => "keying-refused-unclear-key",
            Self::TableNotEmpty => "keying-refused-table-not-empty",
            Self::TextNotAccepted => "keying-refused-text-not-accepted",
            Self::CannotKeep => "keying-refused-cannot-keep",
            Self::NoSuchChoice => "verifying-refused-no-such-choice",
            Self::NothingToSet => "verifying-refused-nothing-to-set",
            Self::NoSheetBefore => "keying-refused-no-sheet-before",
            Self::SheetNotRead => "keying-refused-sheet-not-read",
            Self::NothingToDeclare => "keying-refused-nothing-to-declare",
            Self::ReasonWanted => "keying-refused-reason-wanted",
        };
        text!(language, id)
    }
}
