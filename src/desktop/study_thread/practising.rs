//! Practice sheets being made, on a thread of their own: a questionnaire is read, sheets are made up. No
//! study is touched.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use jiff::civil::Date;

use super::opening::read_questionnaire;
use crate::compare::practice::phrases;
use crate::keying::invented::{InventedSheet, invented_sheets};
use crate::questionnaire::Questionnaire;
use crate::text;
use crate::texts::Language;

/// What is practised on.
#[derive(Clone, Debug)]
pub enum PracticeSource {
    /// The questionnaire of the open study.
    Open(Arc<Questionnaire>),
    /// A questionnaire's file.
    File(PathBuf),
}

/// Who practises on what.
#[derive(Clone, Debug)]
pub struct PracticeOrder {
    /// Who.
    pub operator: String,
    /// On what.
    pub source: PracticeSource,
    /// Another seed makes other sheets.
    pub seed: u64,
    /// The day, for rules that ask for it.
    pub today: Date,
}

/// A practice batch.
#[derive(Clone, Debug)]
pub struct PracticeBatch {
    /// Who keys it.
    pub operator: String,
    /// Its questionnaire.
    pub questionnaire: Arc<Questionnaire>,
    /// The sheets with what they say.
    pub sheets: Vec<InventedSheet>,
    /// The day, for rules that ask for it.
    pub today: Date,
}

/// Sheets of a practice batch.
pub const PRACTICE_SHEETS: usize = 10;

/// A batch that is being made.
pub struct Practising {
    answer: Receiver<Result<PracticeBatch, String>>,
}

impl Practising {
    /// Begins to make it.
    pub fn start(order: PracticeOrder, language: Language, repaint: egui::Context) -> std::io::Result<Self> {
        let (answers, answer) = channel();
        std::thread::Builder::new().name("recto-practice".to_owned()).spawn(move || {
            answers.send(make(order, language)).ok();
            repaint.request_repaint();
        })?;
        Ok(Self { answer })
    }

    /// The batch once it is made, or why it is not.
    pub fn answer(&self) -> Option<Result<PracticeBatch, String>> {
        match self.answer.try_recv() {
            Ok(made) => Some(made),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(text!(Language::of_system(), "practice-not-made"))),
        }
    }
}

fn make(order: PracticeOrder, language: Language) -> Result<PracticeBatch, String> {
    let questionnaire = match order.source {
        PracticeSource::Open(questionnaire) => questionnaire,
        PracticeSource::File(path) => Arc::new(read_questionnaire(&path, language)?),
    };
    let (seed, today) = (order.seed, order.today);
    let sheets = invented_sheets(&questionnaire, seed, PRACTICE_SHEETS, &phrases(language), today);
    if sheets.is_empty() {
        return Err(text!(language, "practice-not-made"));
    }
    Ok(PracticeBatch { operator: order.operator, questionnaire, sheets, today })
}
