//! Made-up practice sheets as a PDF: the questionnaire's own pages, filled in as by hand. Each page says
//! that it is no real sheet, so that none is keyed into a study.

use std::path::Path;

use super::ExportError;
use super::form::{sheet, write_by_hand};
use super::pdf::{self, Colour, Pdf, PdfError};
use crate::keying::invented::InventedSheet;
use crate::paper::fonts::text_width_mm;
use crate::paper::{Weight, lay_out};
use crate::questionnaire::Questionnaire;
use crate::text;
use crate::texts::Language;

/// What is printed.
#[derive(Clone, Copy, Debug)]
pub struct PracticeSheets<'a> {
    /// The questionnaire whose pages are filled in.
    pub questionnaire: &'a Questionnaire,
    /// The sheets.
    pub sheets: &'a [InventedSheet],
    /// The number of the set, printed on each page: with it the same sheets are made up again.
    pub set: u64,
    /// The language of the pages.
    pub language: Language,
}

/// Where the remark stands that says what the page is: above the print, which begins below 12 mm.
const REMARK_MM: f32 = 8.0;
const REMARK_PT: f32 = 9.0;
const REMARK: Colour = [0xB3, 0x26, 0x1E];

/// Writes the PDF, whole or not at all.
pub fn write(what: PracticeSheets<'_>, path: &Path, overwrite: bool) -> Result<(), ExportError> {
    pdf::write(path, overwrite, || bytes(what))
}

/// The PDF.
pub fn bytes(what: PracticeSheets<'_>) -> Result<Vec<u8>, PdfError> {
    let PracticeSheets { questionnaire, sheets, set, language } = what;
    let layout = lay_out(questionnaire, language.code());
    let mut pdf = Pdf::new(&text!(language, "practice-printed-title"), language.code())?;
    for filled in sheets {
        let number = filled.record.sheet_number(questionnaire);
        let remark = text!(language, "practice-printed-remark", set = set.to_string(), sheet = number);
        let left_mm = (layout.size_mm.0 - text_width_mm(&remark, REMARK_PT, Weight::SemiBold)) / 2.0;
        sheet(&mut pdf, &layout, |_, page, on| {
            on.text((left_mm, REMARK_MM), REMARK_PT, Weight::SemiBold, REMARK, &remark);
            for place in &page.places {
                let inscription = filled.inscription(questionnaire, place.field, language.code());
                write_by_hand(on, place, &inscription);
            }
        })?;
    }
    pdf.finish()
}
