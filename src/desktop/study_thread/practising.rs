//! Practice sheets being made or printed, on a thread of their own: a questionnaire is read, sheets are
//! made up or chosen among the settled ones of the study. No study is touched.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use jiff::civil::Date;

use super::opening::read_questionnaire;
use crate::compare::practice::phrases;
use crate::compare::{Review, known_sheets};
use crate::export::ExportError;
use crate::export::practice_sheets::{self, PracticeSheets};
use crate::keying::invented::{InventedSheet, day_of_set, invented_sheets};
use crate::questionnaire::Questionnaire;
use crate::text;
use crate::texts::Language;

/// Which questionnaire is practised on.
#[derive(Clone, Debug)]
pub enum PracticeSource {
    /// That of the open study.
    Open(Arc<Questionnaire>),
    /// A questionnaire's file.
    File(PathBuf),
}

/// Which sheets are wanted.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// Made up from a seed, shown beside the form.
    OnScreen(u64),
    /// The set of this number, printed before.
    OnPaper(u64),
    /// Settled sheets of the study, from their papers: numbers, or the name of a batch.
    Settled(Arc<Review>, String),
    /// The set of this number as a PDF.
    Printed {
        /// The number of the set.
        set: u64,
        /// The file to write.
        path: PathBuf,
        /// Whether an existing file may be written over.
        overwrite: bool,
    },
}

/// Who practises on what.
#[derive(Clone, Debug)]
pub struct PracticeOrder {
    /// Who.
    pub operator: String,
    /// On which questionnaire.
    pub source: PracticeSource,
    /// On which sheets.
    pub wanted: Wanted,
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
    /// The keyer has them on paper: they are not shown.
    pub on_paper: bool,
    /// Sentences on sheets that were asked for and do not serve.
    pub remarks: Vec<String>,
    /// The day, for rules that ask for it.
    pub today: Date,
}

/// What was made.
#[derive(Debug)]
pub enum Made {
    /// A batch to key.
    Batch(Box<PracticeBatch>),
    /// The PDF is written.
    Printed(PathBuf),
}

/// Why nothing was made.
#[derive(Debug)]
pub enum NotMade {
    /// The questionnaire's file: why, in a sentence.
    Questionnaire(String),
    /// The sheets asked for.
    Sheets(String),
    /// The PDF's file exists.
    Exists,
    /// The PDF otherwise.
    Print(String),
}

/// Sheets of a made-up batch.
const PRACTICE_SHEETS: usize = 10;

/// Sheets that are being made or printed.
pub struct Practising {
    answer: Receiver<Result<Made, NotMade>>,
}

impl Practising {
    /// Begins to make them.
    pub fn start(order: PracticeOrder, language: Language, repaint: egui::Context) -> std::io::Result<Self> {
        let (answers, answer) = channel();
        std::thread::Builder::new().name("recto-practice".to_owned()).spawn(move || {
            answers.send(make(order, language)).ok();
            repaint.request_repaint();
        })?;
        Ok(Self { answer })
    }

    /// What was made, or why nothing is.
    pub fn answer(&self) -> Option<Result<Made, NotMade>> {
        match self.answer.try_recv() {
            Ok(made) => Some(made),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                Some(Err(NotMade::Sheets(text!(Language::of_system(), "practice-not-made"))))
            }
        }
    }
}

fn make(order: PracticeOrder, language: Language) -> Result<Made, NotMade> {
    let PracticeOrder { operator, source, wanted, today } = order;
    let questionnaire = match source {
        PracticeSource::Open(questionnaire) => questionnaire,
        PracticeSource::File(path) => {
            Arc::new(read_questionnaire(&path, language).map_err(NotMade::Questionnaire)?)
        }
    };
    let invented = |seed: u64, today: Date| {
        let sheets = invented_sheets(&questionnaire, seed, PRACTICE_SHEETS, &phrases(&questionnaire), today);
        if sheets.is_empty() {
            Err(NotMade::Sheets(text!(language, "practice-not-made")))
        } else {
            Ok(sheets)
        }
    };
    let (on_paper, mut remarks, mut day) = (!matches!(wanted, Wanted::OnScreen(_)), Vec::new(), today);
    let sheets = match wanted {
        Wanted::OnScreen(seed) => invented(seed, today)?,
        Wanted::OnPaper(set) => {
            day = day_of_set(set).unwrap_or(today);
            invented(set, day)?
        }
        Wanted::Settled(review, numbers) => {
            let known = known_sheets(&review, &operator, &numbers);
            let known = known.map_err(|refused| NotMade::Sheets(refused.text(language)))?;
            remarks = known.remarks(language);
            known.sheets.into_iter().map(InventedSheet::known).collect()
        }
        Wanted::Printed { set, path, overwrite } => {
            let sheets = &invented(set, day_of_set(set).unwrap_or(today))?;
            let printed = PracticeSheets { questionnaire: &questionnaire, sheets, set, language };
            return match practice_sheets::write(printed, &path, overwrite) {
                Ok(()) => Ok(Made::Printed(path)),
                Err(ExportError::Exists { .. }) => Err(NotMade::Exists),
                Err(error) => Err(NotMade::Print(error.text(language))),
            };
        }
    };
    let batch = PracticeBatch { operator, questionnaire, sheets, on_paper, remarks, today: day };
    Ok(Made::Batch(Box::new(batch)))
}
