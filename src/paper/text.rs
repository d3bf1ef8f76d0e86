//! Sets paragraphs: words of several styles broken into lines of a given width. A no-break space never
//! breaks. No drawing (see `block`).

use super::Ink;
use super::fonts::{self, Weight};
use super::measures::{BODY_PT, CODE_PT, SMALL_PT, line_height_mm};

/// How letters are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Size in points.
    pub size_pt: f32,
    /// Weight.
    pub weight: Weight,
    /// Ink.
    pub ink: Ink,
}

impl Style {
    /// What respondents read.
    pub const BODY: Self = Self { size_pt: BODY_PT, weight: Weight::Regular, ink: Ink::Print };
    /// Instructions and units.
    pub const HINT: Self = Self { size_pt: BODY_PT, weight: Weight::Regular, ink: Ink::Soft };
    /// Question numbers.
    pub const NUMBER: Self = Self { size_pt: BODY_PT, weight: Weight::Bold, ink: Ink::Print };
    /// Headings of columns.
    pub const HEADING: Self = Self { size_pt: BODY_PT, weight: Weight::SemiBold, ink: Ink::Print };
    /// Codes beside boxes.
    pub const CODE: Self = Self { size_pt: CODE_PT, weight: Weight::Regular, ink: Ink::Soft };
    /// Small print.
    pub const SMALL: Self = Self { size_pt: SMALL_PT, weight: Weight::Regular, ink: Ink::Print };

    /// The same style in another size.
    pub fn sized(self, size_pt: f32) -> Self {
        Self { size_pt, ..self }
    }

    /// Width of a line of text in this style.
    pub fn width_mm(self, text: &str) -> f32 {
        fonts::text_width_mm(text, self.size_pt, self.weight)
    }

    /// Height of a line in this style.
    pub fn line_height_mm(self) -> f32 {
        line_height_mm(self.size_pt)
    }
}

/// Words of one style, at their place in a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Left end, from the line's left end.
    pub x_mm: f32,
    /// The words.
    pub text: String,
    /// Their style.
    pub style: Style,
}

/// One line of a paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What stands on it, left to right.
    pub pieces: Vec<Piece>,
    /// Where the last word ends.
    pub width_mm: f32,
}

impl Line {
    fn add(&mut self, word: &str, style: Style) {
        let space_mm = if self.pieces.is_empty() { 0.0 } else { style.width_mm(" ") };
        match self.pieces.last_mut().filter(|piece| piece.style == style) {
            Some(piece) => {
                piece.text.push(' ');
                piece.text.push_str(word);
            }
            None => self.pieces.push(Piece { x_mm: self.width_mm + space_mm, text: word.to_owned(), style }),
        }
        self.width_mm += space_mm + style.width_mm(word);
    }

    fn has_room(&self, word: &str, style: Style, width_mm: f32) -> bool {
        self.pieces.is_empty() || self.width_mm + style.width_mm(" ") + style.width_mm(word) <= width_mm
    }
}

/// Sets runs of text one after another into lines of at most `width_mm`. No line for no words.
pub fn set(runs: &[(&str, Style)], width_mm: f32) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (text, style) in runs {
        for (at, paragraph) in fonts::printable(text).split('\n').enumerate() {
            if at > 0 {
                lines.push(Line::default());
            }
            for word in paragraph.split([' ', '\t', '\r']).filter(|word| !word.is_empty()) {
                for part in parts(word, *style, width_mm) {
                    add(&mut lines, &part, *style, width_mm);
                }
            }
        }
    }
    lines
}

fn add(lines: &mut Vec<Line>, word: &str, style: Style, width_mm: f32) {
    match lines.last_mut().filter(|line| line.has_room(word, style, width_mm)) {
        Some(line) => line.add(word, style),
        None => {
            let mut line = Line::default();
            line.add(word, style);
            lines.push(line);
        }
    }
}

/// A word too long for any line, cut where the line ends; other words whole.
fn parts(word: &str, style: Style, width_mm: f32) -> Vec<String> {
    if style.width_mm(word) <= width_mm {
        return vec![word.to_owned()];
    }
    let mut parts = vec![String::new()];
    for letter in word.chars() {
        let mut longer = parts.last().cloned().unwrap_or_default();
        longer.push(letter);
        match parts.last_mut().filter(|part| part.is_empty() || style.width_mm(&longer) <= width_mm) {
            Some(part) => *part = longer,
            None => parts.push(letter.to_string()),
        }
    }
    parts
}

/// Width of the widest word: a column narrower than this would cut it.
pub fn widest_word_mm(text: &str, style: Style) -> f32 {
    fonts::printable(text).split([' ', '\n']).map(|word| style.width_mm(word)).fold(0.0, f32::max)
}
