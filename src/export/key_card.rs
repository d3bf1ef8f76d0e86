//! The printed card of the keys: A5 landscape, two parts side by side on each page, to stand beside the
//! screen. Which keys there are is told by who prints it.

use std::path::Path;

use super::ExportError;
use super::pdf::{self, Colour, Pdf, PdfError, Sheet};
use crate::paper::fonts::{Weight, text_width_mm};

/// What stands on the card.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyCard {
    /// The heading of each page.
    pub title: String,
    /// Whose keys and for which questionnaire; may be empty.
    pub subtitle: String,
    /// Two on each page.
    pub parts: Vec<Part>,
    /// A line at the foot of the first page.
    pub foot: String,
    /// The language's code, for programs that read the card aloud.
    pub language: String,
}

/// Keys that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// Keys as printed on the keyboard, and what they do.
    pub rows: Vec<(Vec<String>, String)>,
}

const PAGE_MM: (f32, f32) = (210.0, 148.0);
const MARGIN_MM: f32 = 11.0;
const GUTTER_MM: f32 = 9.0;
const PART_MM: f32 = (PAGE_MM.0 - 2.0 * MARGIN_MM - GUTTER_MM) / 2.0;
/// Where the parts begin, and where they end at the latest.
const TOP_MM: f32 = 33.0;
const BOTTOM_MM: f32 = 134.0;
/// Width of the column of keys.
const KEYS_MM: f32 = 33.0;
const KEY_HEIGHT_MM: f32 = 5.4;
const TEXT_PT: f32 = 10.0;
/// A card that holds more than it was made for is set smaller, never cut.
const LEAST_PT: f32 = 6.5;
const LINE: f32 = 1.24;
const MM_PER_PT: f32 = 25.4 / 72.0;

const INK: Colour = [0x1B, 0x22, 0x30];
const SOFT: Colour = [0x56, 0x5E, 0x6A];
const ACCENT: Colour = [0x0B, 0x5F, 0x6B];
const EDGE: Colour = [0x8B, 0x91, 0x9B];
const RULE: Colour = [0xD3, 0xD0, 0xC7];
const KEY_BACK: Colour = [0xFA, 0xF9, 0xF5];
const BAND: Colour = [0xFF, 0xF0, 0xB8];

/// Writes the card, whole or not at all.
pub fn write(card: &KeyCard, path: &Path, overwrite: bool) -> Result<(), ExportError> {
    pdf::write(path, overwrite, || bytes(card))
}

/// The card as a PDF.
pub fn bytes(card: &KeyCard) -> Result<Vec<u8>, PdfError> {
    let mut pdf = Pdf::new(&card.title, &card.language)?;
    for (number, parts) in card.parts.chunks(2).enumerate() {
        pdf.page(PAGE_MM, |sheet| {
            heading(sheet, card);
            for (at, part) in parts.iter().enumerate() {
                part_at(sheet, part, MARGIN_MM + at as f32 * (PART_MM + GUTTER_MM), PART_MM);
            }
            if number == 0 {
                foot(sheet, &card.foot);
            }
        })?;
    }
    pdf.finish()
}

fn heading(sheet: &mut Sheet<'_, '_>, card: &KeyCard) {
    sheet.text((MARGIN_MM, 17.0), 19.0, Weight::Bold, INK, &card.title);
    let name_mm = text_width_mm("Recto", 11.0, Weight::Bold);
    sheet.text((PAGE_MM.0 - MARGIN_MM - name_mm, 17.0), 11.0, Weight::Bold, ACCENT, "Recto");
    sheet.text((MARGIN_MM, 22.6), 9.0, Weight::Regular, SOFT, &card.subtitle);
    sheet.line((MARGIN_MM, 25.6), (PAGE_MM.0 - MARGIN_MM, 25.6), 0.3, RULE);
}

fn foot(sheet: &mut Sheet<'_, '_>, text: &str) {
    if text.is_empty() {
        return;
    }
    let width_mm = PAGE_MM.0 - 2.0 * MARGIN_MM;
    let size_pt = fitting(text, width_mm - 8.0);
    sheet.rounded([MARGIN_MM, 136.2, width_mm, 7.0], 1.4, Some(BAND), None);
    sheet.text((MARGIN_MM + 4.0, 140.8), size_pt, Weight::Regular, INK, text);
}

/// The largest size up to 9.5 points at which a line fits.
fn fitting(text: &str, width_mm: f32) -> f32 {
    9.5f32.min(9.5 * width_mm / text_width_mm(text, 9.5, Weight::Regular)).max(LEAST_PT)
}

/// One row as it will be set: its keys, its lines of text.
struct Row<'a> {
    keys: &'a [String],
    lines: Vec<String>,
}

impl Row<'_> {
    fn height_mm(&self, size_pt: f32) -> f32 {
        let lines_mm = self.lines.len() as f32 * size_pt * LINE * MM_PER_PT;
        lines_mm.max(KEY_HEIGHT_MM * size_pt / TEXT_PT)
    }
}

fn rows(part: &Part, width_mm: f32, size_pt: f32) -> Vec<Row<'_>> {
    let keys_mm = KEYS_MM * size_pt / TEXT_PT;
    let set = |(keys, does): &'_ (Vec<String>, String)| {
        wrap(does, size_pt, width_mm - keys_mm.max(widest_keys(keys, size_pt)))
    };
    part.rows.iter().map(|row| Row { keys: &row.0, lines: set(row) }).collect()
}

fn widest_keys(keys: &[String], size_pt: f32) -> f32 {
    keys.iter().map(|key| key_width_mm(key, size_pt) + 1.2).sum::<f32>() + 1.0
}

fn key_width_mm(key: &str, size_pt: f32) -> f32 {
    (text_width_mm(key, size_pt * 0.88, Weight::SemiBold) + 3.2).max(KEY_HEIGHT_MM * size_pt / TEXT_PT)
}

/// The smallest size, in points, that any part of the card is set in.
pub fn smallest_pt(card: &KeyCard) -> f32 {
    card.parts.iter().map(|part| size_of(part, PART_MM)).fold(TEXT_PT, f32::min)
}

/// The largest size at which a part fits its page.
fn size_of(part: &Part, width_mm: f32) -> f32 {
    let height_at =
        |size_pt: f32| rows(part, width_mm, size_pt).iter().map(|row| row.height_mm(size_pt)).sum::<f32>();
    let mut size_pt = TEXT_PT;
    while height_at(size_pt) + gaps(part) > BOTTOM_MM - TOP_MM - 4.0 && size_pt > LEAST_PT {
        size_pt -= 0.25;
    }
    size_pt
}

/// Spaces between the rows of a part.
fn gaps(part: &Part) -> f32 {
    part.rows.len().saturating_sub(1).max(1) as f32
}

fn part_at(sheet: &mut Sheet<'_, '_>, part: &Part, left_mm: f32, width_mm: f32) {
    sheet.text((left_mm, TOP_MM), 11.5, Weight::Bold, ACCENT, &part.heading);
    let room_mm = BOTTOM_MM - TOP_MM - 4.0;
    let height_at =
        |size_pt: f32| rows(part, width_mm, size_pt).iter().map(|row| row.height_mm(size_pt)).sum::<f32>();
    let size_pt = size_of(part, width_mm);
    let gap_mm = ((room_mm - height_at(size_pt)) / gaps(part)).clamp(0.4, 2.6);
    let mut top_mm = TOP_MM + 4.0;
    for row in rows(part, width_mm, size_pt) {
        row_at(sheet, &row, (left_mm, top_mm), size_pt);
        top_mm += row.height_mm(size_pt) + gap_mm;
    }
}

fn row_at(sheet: &mut Sheet<'_, '_>, row: &Row<'_>, (left_mm, top_mm): (f32, f32), size_pt: f32) {
    let key_height_mm = KEY_HEIGHT_MM * size_pt / TEXT_PT;
    let mut x_mm = left_mm;
    for key in row.keys {
        let key_mm = key_width_mm(key, size_pt);
        sheet.rounded([x_mm, top_mm, key_mm, key_height_mm], 0.9, Some(KEY_BACK), Some((0.25, EDGE)));
        sheet.line(
            (x_mm + 0.8, top_mm + key_height_mm - 0.55),
            (x_mm + key_mm - 0.8, top_mm + key_height_mm - 0.55),
            0.3,
            RULE,
        );
        let text_mm = text_width_mm(key, size_pt * 0.88, Weight::SemiBold);
        let baseline_mm = top_mm + key_height_mm * 0.655;
        let start = (x_mm + (key_mm - text_mm) / 2.0, baseline_mm);
        sheet.text(start, size_pt * 0.88, Weight::SemiBold, INK, key);
        x_mm += key_mm + 1.2;
    }
    let text_left_mm = left_mm + (KEYS_MM * size_pt / TEXT_PT).max(widest_keys(row.keys, size_pt));
    let line_mm = size_pt * LINE * MM_PER_PT;
    // A single line stands in the middle of its keys; several begin at their height.
    let first_mm = top_mm + key_height_mm * 0.67;
    for (at, line) in row.lines.iter().enumerate() {
        sheet.text((text_left_mm, first_mm + at as f32 * line_mm), size_pt, Weight::Regular, INK, line);
    }
}

/// Lines no wider than the room, broken at spaces.
fn wrap(text: &str, size_pt: f32, width_mm: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if text_width_mm(&format!("{line} {word}"), size_pt, Weight::Regular) <= width_mm => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
