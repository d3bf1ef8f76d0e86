//! How a study is keyed a second time: compared later or verified at once, which sheets, which questions.
//! Settings of the plan and the choices they make; the choice of a sheet is a function of its number
//! and the setting alone, so that everybody can repeat it.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::StudyError;
use super::store::Study;
use super::{Declaration, KeyingState, OperatorId, Pass, Plan, Said, constants};
use crate::keying::{FirstKeying, Terms};
use crate::questionnaire::{FieldId, Questionnaire, Variable, VariableId, VariableType};

/// Two ways to do the second pass (DESIGN 8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondPass {
    /// Nothing is shown; the keyings are compared later.
    #[default]
    Independent,
    /// Each answer is held against the first keying when it is accepted.
    Verify,
}

/// Which sheets are keyed a second time. Written `all`, `every 10 from 3`, or `20 % seed 4711`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum SheetChoice {
    /// All.
    #[default]
    All,
    /// Those whose number, read as a whole number (its digits, whatever stands between and behind them),
    /// is `from`, `from + step`, `from + 2 × step`…
    Every {
        /// From one to the next, 1 or more.
        step: u32,
        /// The first.
        from: u32,
    },
    /// A random share: those for which the first eight bytes of SHA-256 of `seed:number`, read as a
    /// number with the highest byte first and divided by 2⁶⁴, are below the share.
    Share {
        /// In percent, 1 to 100.
        percent: u8,
        /// Another seed draws other sheets.
        seed: u64,
    },
}

impl SheetChoice {
    /// Whether the sheet of this number is keyed a second time. A number without digits is, where every
    /// n-th is.
    pub fn chooses(self, number: &str) -> bool {
        match self {
            Self::All => true,
            Self::Every { step, from } => {
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                digits.parse::<u64>().map_or(true, |at| {
                    at.checked_sub(u64::from(from)).is_some_and(|past| past % u64::from(step.max(1)) == 0)
                })
            }
            Self::Share { percent, seed } => {
                let digest = Sha256::digest(format!("{seed}:{number}"));
                let drawn = digest.iter().take(8).fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte));
                drawn * 100 < u128::from(percent) << 64
            }
        }
    }
}

impl fmt::Display for SheetChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => formatter.write_str("all"),
            Self::Every { step, from } => write!(formatter, "every {step} from {from}"),
            Self::Share { percent, seed } => write!(formatter, "{percent} % seed {seed}"),
        }
    }
}

/// Words that choose no sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sheets are chosen by `all`, `every 10 from 3` or `20 % seed 4711`")]
pub struct UnknownChoice;

impl FromStr for SheetChoice {
    type Err = UnknownChoice;

    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        let text = text.replace('%', " % ");
        let words: Vec<&str> = text.split_whitespace().collect();
        let number = |word: &str| word.parse::<u32>().map_err(|_| UnknownChoice);
        match words.as_slice() {
            ["all"] => Ok(Self::All),
            ["every", step] => Ok(Self::Every { step: number(step)?.max(1), from: 1 }),
            ["every", step, "from", from] if number(step)? > 0 => {
                Ok(Self::Every { step: number(step)?, from: number(from)? })
            }
            [percent, "%", "seed", seed] => {
                let percent = percent.parse().ok().filter(|percent| (1..=100).contains(percent));
                let seed = seed.parse().map_err(|_| UnknownChoice)?;
                Ok(Self::Share { percent: percent.ok_or(UnknownChoice)?, seed })
            }
            _ => Err(UnknownChoice),
        }
    }
}

impl TryFrom<String> for SheetChoice {
    type Error = UnknownChoice;

    fn try_from(text: String) -> Result<Self, UnknownChoice> {
        text.parse()
    }
}

impl From<SheetChoice> for String {
    fn from(choice: SheetChoice) -> Self {
        choice.to_string()
    }
}

impl Plan {
    /// Whether a second keying leaves the variable out: free text, or one that is named; never one that a
    /// filter or a list of choices depends on, nor the sheet's number.
    pub fn leaves_out(&self, questionnaire: &Questionnaire, id: VariableId) -> bool {
        let variable = questionnaire.variable(id);
        let text = matches!(variable.kind, VariableType::Text { .. });
        let named = self.second_pass_leaves_out.contains(&variable.name);
        let wished = (text && self.second_pass_without_text) || named;
        let reads = |other: &Variable| {
            [&other.relevant, &other.choice_filter].into_iter().flatten().any(|it| it.reads().contains(&id))
        };
        wished && id != questionnaire.sheet_number && !questionnaire.variables.iter().any(reads)
    }

    /// The fields that a second keying leaves out: they are neither asked nor compared there.
    pub fn left_out(&self, questionnaire: &Questionnaire) -> HashSet<FieldId> {
        if !self.second_pass_without_text && self.second_pass_leaves_out.is_empty() {
            return HashSet::new();
        }
        let out = |field: &FieldId| self.leaves_out(questionnaire, questionnaire.field(*field).variable);
        questionnaire.field_ids().filter(out).collect()
    }
}

impl Study {
    /// The terms of a keying by an operator. What they hold of the first keyings, in the second pass of a
    /// study that verifies, tells whether an answer is the same, not which it is (see [`FirstKeying`]).
    pub(super) fn terms(
        &self,
        questionnaire: &str,
        (operator, pass): (OperatorId, Pass),
        declarations: &[Declaration],
        states: &[KeyingState],
    ) -> Result<Terms, StudyError> {
        let plan = self.plan()?;
        let definition = self.questionnaire(questionnaire)?;
        let mut terms =
            Terms { constants: constants::of(definition, declarations, operator, pass), ..Terms::default() };
        let told = |it: &&Declaration| it.operator == operator && matches!(it.said, Said::CountTold { .. });
        terms.counted = declarations.iter().filter(told).filter_map(|it| it.number.clone()).collect();
        if pass == Pass::Second {
            terms.left_out = plan.left_out(definition);
            if plan.second_pass == SecondPass::Verify {
                terms.first_keyings = self.first_keyings(questionnaire, plan.second_pass_sheets, states)?;
            }
        }
        Ok(terms)
    }

    /// The finished first keyings of the sheets chosen, but for numbers with two of them: of these it is
    /// not known which is the sheet's.
    fn first_keyings(
        &self,
        questionnaire: &str,
        choice: SheetChoice,
        states: &[KeyingState],
    ) -> Result<HashMap<String, FirstKeying>, StudyError> {
        let mut readings: HashMap<&str, usize> = HashMap::new();
        for state in states.iter().filter(|state| state.finished && state.pass == Pass::First) {
            *readings.entry(&state.number).or_default() += 1;
        }
        let mut found = HashMap::new();
        self.each_finished(questionnaire, Pass::First, |keying| {
            if readings.get(keying.number.as_str()) == Some(&1) && choice.chooses(&keying.number) {
                found.insert(keying.number, FirstKeying::of(&keying.record));
            }
        })?;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // DESIGN 8: every n-th sheet, or a random share from a seed.
    #[test]
    fn sheets_are_chosen_by_their_number_alone() {
        let chosen = |choice: &str| -> Vec<u32> {
            let choice: SheetChoice = choice.parse().unwrap();
            assert_eq!(choice.to_string().parse(), Ok(choice));
            (1..=40).filter(|number| choice.chooses(&format!("{number:04}K"))).collect()
        };
        assert_eq!(chosen("all").len(), 40);
        assert_eq!(chosen("every 10 from 3"), [3, 13, 23, 33]);
        assert_eq!(chosen("every 20"), [1, 21]);
        assert_eq!(chosen("25% seed 7"), chosen("25 % seed 7"));
        assert_ne!(chosen("25 % seed 7"), chosen("25 % seed 8"));
        assert_eq!(chosen("100 % seed 1").len(), 40);
        let many = (0..10_000)
            .filter(|number| SheetChoice::Share { percent: 20, seed: 4711 }.chooses(&format!("{number:05}")));
        let share = many.count();
        assert!((1_880..=2_120).contains(&share), "{share} of 10,000 at 20 %");
        for wrong in ["", "every", "every 0 from 1", "0 % seed 1", "101 % seed 1", "some"] {
            assert_eq!(wrong.parse::<SheetChoice>(), Err(UnknownChoice), "{wrong}");
        }
    }
}
