//! What every PDF of Recto is made with: pages in millimetres, the embedded fonts, text, lines and
//! rounded boxes. No document is laid out here.

use std::io::Write as _;
use std::path::Path;

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};

use super::ExportError;
use super::whole_file::{WholeFile, could_not_write};
use crate::paper::fonts::{self, Weight, printable};

/// Points in a millimetre.
const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// A printed colour: red, green, blue.
pub type Colour = [u8; 3];

/// Something went wrong while a PDF was put together: a sentence for the log.
#[derive(Debug, thiserror::Error)]
#[error("the PDF cannot be put together: {0}")]
pub struct PdfError(String);

/// Writes a document, whole or not at all; it is made once its place is known to be free.
pub fn write(
    path: &Path,
    overwrite: bool,
    document: impl FnOnce() -> Result<Vec<u8>, PdfError>,
) -> Result<(), ExportError> {
    let mut file = WholeFile::create(path, overwrite)?;
    let bytes = document().map_err(|error| could_not_write(path, std::io::Error::other(error)))?;
    file.file_mut().write_all(&bytes).map_err(|error| could_not_write(path, error))?;
    file.finish()
}

/// A PDF being written.
pub struct Pdf {
    document: Document,
    fonts: [Font; 3],
}

impl Pdf {
    /// An empty document with a title, in a language (`fr`).
    pub fn new(title: &str, language: &str) -> Result<Self, PdfError> {
        let font = |bytes: &'static [u8]| {
            Font::new(bytes.into(), 0).ok_or_else(|| PdfError("an embedded font is damaged".to_owned()))
        };
        let fonts = [font(fonts::REGULAR)?, font(fonts::SEMI_BOLD)?, font(fonts::BOLD)?];
        let mut document = Document::new();
        document.set_metadata(
            Metadata::new().title(title.to_owned()).language(language.to_owned()).creator("Recto".to_owned()),
        );
        Ok(Self { document, fonts })
    }

    /// Adds a page of that size and has it painted.
    pub fn page(
        &mut self,
        (width_mm, height_mm): (f32, f32),
        paint: impl FnOnce(&mut Sheet<'_, '_>),
    ) -> Result<(), PdfError> {
        let size = PageSettings::from_wh(width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM);
        let size = size.ok_or_else(|| PdfError("a page without size".to_owned()))?;
        let mut page = self.document.start_page_with(size);
        {
            let mut sheet = Sheet { surface: page.surface(), fonts: &self.fonts };
            paint(&mut sheet);
            sheet.surface.finish();
        }
        page.finish();
        Ok(())
    }

    /// The file's bytes.
    pub fn finish(self) -> Result<Vec<u8>, PdfError> {
        self.document.finish().map_err(|error| PdfError(format!("{error:?}")))
    }
}

/// A page being painted, in millimetres from its upper left corner.
pub struct Sheet<'a, 'f> {
    surface: Surface<'a>,
    fonts: &'f [Font; 3],
}

impl Sheet<'_, '_> {
    /// One line of text from the left end of its baseline.
    pub fn text(
        &mut self,
        (x_mm, baseline_mm): (f32, f32),
        size_pt: f32,
        weight: Weight,
        colour: Colour,
        text: &str,
    ) {
        let font = match weight {
            Weight::Regular => &self.fonts[0],
            Weight::SemiBold => &self.fonts[1],
            Weight::Bold => &self.fonts[2],
        };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(colour)));
        let start = Point::from_xy(x_mm * POINTS_PER_MM, baseline_mm * POINTS_PER_MM);
        let text = printable(text);
        self.surface.draw_text(start, font.clone(), size_pt, &text, false, TextDirection::LeftToRight);
    }

    /// A straight line.
    pub fn line(&mut self, from_mm: (f32, f32), to_mm: (f32, f32), width_mm: f32, colour: Colour) {
        let mut path = PathBuilder::new();
        path.move_to(from_mm.0 * POINTS_PER_MM, from_mm.1 * POINTS_PER_MM);
        path.line_to(to_mm.0 * POINTS_PER_MM, to_mm.1 * POINTS_PER_MM);
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(stroke(width_mm, colour)));
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    /// A box with round corners: left, top, width, height; filled, edged or both.
    pub fn rounded(
        &mut self,
        [left, top, width, height]: [f32; 4],
        radius_mm: f32,
        back: Option<Colour>,
        edge: Option<(f32, Colour)>,
    ) {
        // How far the handles of a quarter circle stand from its ends.
        const HANDLE: f32 = 0.552_285;
        let scale = |value: f32| value * POINTS_PER_MM;
        let (x0, y0, x1, y1) = (scale(left), scale(top), scale(left + width), scale(top + height));
        let r = scale(radius_mm.min(width / 2.0).min(height / 2.0));
        let h = r * (1.0 - HANDLE);
        let mut path = PathBuilder::new();
        path.move_to(x0 + r, y0);
        path.line_to(x1 - r, y0);
        path.cubic_to(x1 - h, y0, x1, y0 + h, x1, y0 + r);
        path.line_to(x1, y1 - r);
        path.cubic_to(x1, y1 - h, x1 - h, y1, x1 - r, y1);
        path.line_to(x0 + r, y1);
        path.cubic_to(x0 + h, y1, x0, y1 - h, x0, y1 - r);
        path.line_to(x0, y0 + r);
        path.cubic_to(x0, y0 + h, x0 + h, y0, x0 + r, y0);
        path.close();
        self.surface.set_fill(back.map(fill));
        self.surface.set_stroke(edge.map(|(width_mm, colour)| stroke(width_mm, colour)));
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }
}

fn fill([red, green, blue]: Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

fn stroke(width_mm: f32, [red, green, blue]: Colour) -> Stroke {
    Stroke {
        paint: rgb::Color::new(red, green, blue).into(),
        width: width_mm * POINTS_PER_MM,
        ..Stroke::default()
    }
}
