//! What a supervisor changes beside keyings and decisions: batches, void and missing sheets, remarks dealt
//! with, the plan. Carried out on the study's thread.

use uuid::Uuid;

use crate::study::absent::withdrawals;
use crate::study::{Batch, OperatorId, Pass, Plan, Said, Study, StudyError};

/// One change; all of it is kept or nothing.
#[derive(Clone, Debug)]
pub enum Change {
    /// Makes a batch.
    MakeBatch {
        /// What it is called.
        name: String,
        /// Its numbers, in the order of the stack.
        numbers: Vec<String>,
    },
    /// Hands a batch out for a pass to a person of that name, or takes it back.
    HandOut {
        /// The batch.
        batch: Batch,
        /// For which pass.
        pass: Pass,
        /// To whom; `None` takes it back.
        to: Option<String>,
    },
    /// Withdraws a batch.
    WithdrawBatch(Batch),
    /// Declares a sheet void or missing, or takes that back.
    Declare {
        /// The sheet.
        number: String,
        /// What; `None` takes back what stands.
        said: Option<Said>,
    },
    /// Marks a remark as dealt with.
    DealWithNote {
        /// The sheet.
        number: String,
        /// The mark.
        said: Said,
    },
    /// Takes a mark on a remark back.
    Withdraw(Uuid),
    /// Changes the plan.
    SetPlan(Plan),
}

impl Change {
    pub(super) fn carry_out(
        self,
        study: &mut Study,
        questionnaire: &str,
        by: OperatorId,
    ) -> Result<(), StudyError> {
        match self {
            Self::MakeBatch { name, numbers } => {
                study.make_batch(questionnaire, by, &name, numbers).map(|_| ())
            }
            Self::HandOut { batch, pass, to } => {
                let to = to.map(|name| study.operator(&name)).transpose()?;
                study.hand_out(questionnaire, by, &batch, pass, to.map(|operator| operator.id))
            }
            Self::WithdrawBatch(batch) => study.withdraw_batch(questionnaire, by, &batch),
            Self::Declare { number, said } => {
                let mut all = withdrawals(&study.declarations(questionnaire)?, &number);
                all.extend(said.map(|said| (Some(number), said)));
                study.declare(questionnaire, by, &all).map(|_| ())
            }
            Self::DealWithNote { number, said } => {
                study.declare(questionnaire, by, &[(Some(number), said)]).map(|_| ())
            }
            Self::Withdraw(declaration) => {
                study.declare(questionnaire, by, &[(None, Said::Withdrawn { declaration })]).map(|_| ())
            }
            Self::SetPlan(plan) => study.set_plan(plan, Some(by)),
        }
    }
}
