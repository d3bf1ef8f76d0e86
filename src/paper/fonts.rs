//! The embedded fonts (Atkinson Hyperlegible Next, SIL Open Font License) and the width of text set in
//! them. No line breaking (see `text`), no painting.

use std::sync::OnceLock;

use ttf_parser::Face;

use super::measures::POINT_MM;

/// Weight of printed letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Emphasis.
    SemiBold,
    /// Question numbers and headings.
    Bold,
}

/// The font file for running text.
pub const REGULAR: &[u8] = include_bytes!("fonts/AtkinsonHyperlegibleNext-Regular.ttf");
/// The font file for emphasis.
pub const SEMI_BOLD: &[u8] = include_bytes!("fonts/AtkinsonHyperlegibleNext-SemiBold.ttf");
/// The font file for headings.
pub const BOLD: &[u8] = include_bytes!("fonts/AtkinsonHyperlegibleNext-Bold.ttf");

/// Height of a capital letter, as a part of the size: what boxes are centred on.
pub const CAPITAL_HEIGHT: f32 = 0.668;

/// Width of a letter the font does not have, as a part of the size.
const UNKNOWN_ADVANCE: f32 = 0.6;

/// Advance widths of the letters below U+0250 and of general punctuation, as parts of the size.
struct Advances {
    latin: Vec<f32>,
    punctuation: Vec<f32>,
}

const LATIN_END: u32 = 0x250;
const PUNCTUATION: std::ops::Range<u32> = 0x2000..0x2070;

impl Advances {
    fn read(file: &'static [u8]) -> Self {
        let face = Face::parse(file, 0).ok();
        let advance = |code: u32| {
            let face = face.as_ref()?;
            let glyph = face.glyph_index(char::from_u32(code)?)?;
            Some(f32::from(face.glyph_hor_advance(glyph)?) / f32::from(face.units_per_em()))
        };
        let all = |codes: std::ops::Range<u32>| {
            codes.map(|code| advance(code).unwrap_or(UNKNOWN_ADVANCE)).collect()
        };
        Self { latin: all(0..LATIN_END), punctuation: all(PUNCTUATION) }
    }

    fn of(&self, letter: char) -> f32 {
        let code = u32::from(letter);
        let (table, at) = if PUNCTUATION.contains(&code) {
            (&self.punctuation, code - PUNCTUATION.start)
        } else {
            (&self.latin, code)
        };
        table.get(at as usize).copied().unwrap_or(UNKNOWN_ADVANCE)
    }
}

fn advances(weight: Weight) -> &'static Advances {
    static REGULAR_ADVANCES: OnceLock<Advances> = OnceLock::new();
    static SEMI_BOLD_ADVANCES: OnceLock<Advances> = OnceLock::new();
    static BOLD_ADVANCES: OnceLock<Advances> = OnceLock::new();
    match weight {
        Weight::Regular => REGULAR_ADVANCES.get_or_init(|| Advances::read(REGULAR)),
        Weight::SemiBold => SEMI_BOLD_ADVANCES.get_or_init(|| Advances::read(SEMI_BOLD)),
        Weight::Bold => BOLD_ADVANCES.get_or_init(|| Advances::read(BOLD)),
    }
}

/// The text with what the fonts lack replaced by what they have: the narrow no-break space becomes a
/// no-break space.
pub fn printable(text: &str) -> String {
    text.replace('\u{202f}', "\u{a0}")
}

/// Width of a line of text in millimetres, without kerning (painters that kern set it a little tighter).
pub fn text_width_mm(text: &str, size_pt: f32, weight: Weight) -> f32 {
    let advances = advances(weight);
    text.chars().map(|letter| advances.of(letter)).sum::<f32>() * size_pt * POINT_MM
}
