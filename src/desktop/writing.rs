//! What people write on paper: crosses in boxes, figures in combs, words on lines. Paints what it is
//! given at a place of the layout; decides nothing about answers but how they look.

use egui::{Align2, Color32, CornerRadius, Rect, Stroke, StrokeKind, pos2, vec2};

use super::page_view::{Canvas, LineOfText, POINT_MM, box_of};
use super::theme;
use crate::paper::fonts::text_width_mm;
use crate::paper::{AnswerPlace, BoxKind, Comb, Place, RectMm, Weight, WritingLine};
use crate::questionnaire::{Answer, Missing, Questionnaire, Value, Variable, VariableType, YearStyle};

/// What stands at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Inscription {
    /// Nothing.
    Nothing,
    /// Crosses in the boxes of these choices.
    Crosses(Vec<String>),
    /// A missing answer: a cross where it has a printed box, else its name at the place's end.
    Missing(Missing, String),
    /// Characters as they stand in the cells of a comb, spaces for empty cells.
    Cells(String),
    /// Text, with the place of the caret in bytes while it is typed.
    Text(String, Option<usize>),
}

/// Largest size of handwriting, in points.
const TEXT_PT: f32 = 12.5;
/// Smallest, when much is written on few lines.
const SMALLEST_TEXT_PT: f32 = 6.5;

/// How a given answer stands on the paper.
pub fn inscription(questionnaire: &Questionnaire, variable: &Variable, answer: &Answer) -> Inscription {
    match answer {
        Answer::NotKeyed | Answer::NotApplicable => Inscription::Nothing,
        Answer::Missing(missing) => {
            let name = questionnaire.missing_code(*missing).map_or("", |code| &code.name);
            Inscription::Missing(*missing, name.to_owned())
        }
        Answer::Value(value) => value_inscription(variable, value),
    }
}

fn value_inscription(variable: &Variable, value: &Value) -> Inscription {
    match (value, &variable.kind) {
        (Value::Code(code), _) => Inscription::Crosses(vec![code.clone()]),
        (Value::Codes(codes), _) => Inscription::Crosses(codes.clone()),
        (Value::Integer(number), VariableType::Integer { digits, .. }) if *digits > 0 => {
            Inscription::Cells(format!("{number:>width$}", width = usize::from(*digits)))
        }
        (Value::Decimal(number), VariableType::Decimal { digits, decimals, .. }) if *digits > 0 => {
            let text = number.normalize().to_string();
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            let (before, after) = (usize::from(*digits), usize::from(*decimals));
            let fraction = if fraction.is_empty() { "0" } else { fraction };
            Inscription::Cells(format!("{whole:>before$}{fraction:<after$}"))
        }
        (Value::Date(date), VariableType::Date { year }) => {
            Inscription::Cells(format!("{:02}{:02}{}", date.day, date.month, year_cells(date.year, *year)))
        }
        (Value::Month { year: number, month }, VariableType::Month { year }) => {
            Inscription::Cells(format!("{month:02}{}", year_cells(*number, *year)))
        }
        (Value::Time { hour, minute }, _) => Inscription::Cells(format!("{hour:02}{minute:02}")),
        (Value::Text(number), VariableType::SheetNumber { .. }) => Inscription::Cells(number.clone()),
        (value, _) => Inscription::Text(value.neutral_text(), None),
    }
}

fn year_cells(year: i16, style: YearStyle) -> String {
    match style {
        YearStyle::Full => format!("{year:04}"),
        YearStyle::Two => format!("{:02}", year.rem_euclid(100)),
        YearStyle::Printed(_) => String::new(),
    }
}

/// How what is typed so far stands on the paper.
pub fn typed_inscription(variable: &Variable, typed: &str, caret: usize) -> Inscription {
    match &variable.kind {
        VariableType::Text { .. } => Inscription::Text(typed.to_owned(), Some(caret)),
        VariableType::SelectOne => Inscription::Crosses(vec![typed.to_owned()]),
        _ if typed.chars().all(|c| c.is_ascii_alphanumeric()) => Inscription::Cells(typed.to_owned()),
        _ => Inscription::Text(typed.to_owned(), None),
    }
}

pub(super) fn write(canvas: &Canvas<'_>, place: &Place, inscription: &Inscription, colour: Color32) {
    match inscription {
        Inscription::Nothing => {}
        Inscription::Crosses(codes) => {
            let mut unplaced = Vec::new();
            for code in codes {
                match box_of(place, code) {
                    Some(rect) => cross(canvas, *rect, colour),
                    None => unplaced.push(code.as_str()),
                }
            }
            if !unplaced.is_empty() {
                tag(canvas, place, &unplaced.join(" "), colour);
            }
        }
        Inscription::Missing(missing, name) => {
            let printed = place.missing.iter().find(|choice| choice.kind == BoxKind::Missing(*missing));
            match printed {
                Some(choice) => cross(canvas, choice.box_mm, colour),
                None => tag(canvas, place, name, colour),
            }
        }
        Inscription::Cells(cells) => match &place.answer {
            AnswerPlace::Comb(comb) => figures(canvas, comb, cells, colour),
            _ => on_lines(canvas, place, cells.trim(), None, colour),
        },
        Inscription::Text(text, caret) => on_lines(canvas, place, text, *caret, colour),
    }
}

/// A cross by hand: two strokes a little longer than the box.
fn cross(canvas: &Canvas<'_>, rect: RectMm, colour: Color32) {
    let rect = canvas.transform.rect(rect.expanded(0.35));
    let stroke = Stroke::new(canvas.transform.length(0.55).max(1.6), colour);
    let (left, right) = (rect.left() + 0.5, rect.right() - 0.3);
    canvas.painter.line_segment([pos2(left, rect.top() + 0.6), pos2(right, rect.bottom() - 0.2)], stroke);
    canvas.painter.line_segment([pos2(right + 0.4, rect.top()), pos2(left, rect.bottom() + 0.3)], stroke);
}

/// A word at the end of a question, framed, for what has no printed place.
fn tag(canvas: &Canvas<'_>, place: &Place, text: &str, colour: Color32) {
    let size = canvas.transform.font_size(9.5);
    let galley = canvas.painter.layout_no_wrap(text.to_owned(), theme::semibold(size), colour);
    let answer = canvas.transform.rect(place.answer_area());
    let area = canvas.transform.rect(place.area);
    let padding = vec2(size * 0.4, size * 0.12);
    let width = galley.size().x + 2.0 * padding.x;
    let right = (answer.right() + size * 0.6 + width).min(area.right() + size * 0.3);
    let box_size = vec2(width, galley.size().y + 2.0 * padding.y);
    let rect = Rect::from_min_size(pos2(right - width, answer.center().y - box_size.y / 2.0), box_size);
    let ground = canvas.tokens.page.paper;
    let corner = CornerRadius::same(3);
    canvas.painter.rect(rect, corner, ground, Stroke::new(1.2, colour), StrokeKind::Middle);
    canvas.painter.galley(rect.min + padding, galley, colour);
}

fn figures(canvas: &Canvas<'_>, comb: &Comb, cells: &str, colour: Color32) {
    if cells.chars().count() > comb.cells.len() {
        // More than the boxes hold: written across them, as on paper.
        let all = comb.cells.iter().copied().reduce(RectMm::union).unwrap_or_default();
        let rect = canvas.transform.rect(all);
        let font = theme::semibold(rect.height() * 0.62);
        canvas.painter.text(rect.left_center() + vec2(2.0, 0.0), Align2::LEFT_CENTER, cells, font, colour);
        return;
    }
    for (cell, character) in comb.cells.iter().zip(cells.chars()) {
        if character != ' ' {
            let rect = canvas.transform.rect(*cell);
            let font = theme::semibold(rect.height() * 0.74);
            canvas.painter.text(rect.center(), Align2::CENTER_CENTER, character, font, colour);
        }
    }
}

/// Handwriting on the writing lines, smaller when it would not fit; what still does not fit ends in an
/// ellipsis. Where there are no lines (a comb), it is written over the boxes.
fn on_lines(canvas: &Canvas<'_>, place: &Place, text: &str, caret: Option<usize>, colour: Color32) {
    let area = place.answer_area();
    let across = WritingLine {
        from: (area.x + 0.6, area.bottom() - area.height * 0.28),
        to: (area.right() + 20.0, area.bottom() - area.height * 0.28),
    };
    let lines = match &place.answer {
        AnswerPlace::Lines(lines) if !lines.is_empty() => lines.clone(),
        _ => vec![across],
    };
    let mut size_pt = TEXT_PT;
    let mut broken = break_lines(text, &lines, size_pt);
    while broken.len() > lines.len() && size_pt > SMALLEST_TEXT_PT {
        size_pt -= 0.5;
        broken = break_lines(text, &lines, size_pt);
    }
    let overflows = broken.len() > lines.len();
    let font_size = canvas.transform.font_size(size_pt);
    for (at, (line, range)) in lines.iter().zip(&broken).enumerate() {
        let mut shown = text[range.clone()].trim_end_matches('\n').to_owned();
        if overflows && at + 1 == lines.len() {
            shown.push('…');
        }
        let left = canvas.transform.point((line.from.0 + 0.8, line.from.1 - 0.9));
        canvas.text(left, shown, theme::regular(font_size), colour);
    }
    if let Some(caret) = caret {
        let at = broken.iter().position(|range| caret <= range.end).unwrap_or(broken.len().saturating_sub(1));
        if let (Some(line), Some(range)) = (lines.get(at), broken.get(at)) {
            let before = text.get(range.start..caret).unwrap_or("");
            let x_mm = line.from.0 + 0.8 + text_width_mm(before, size_pt, Weight::Regular);
            let height_mm = size_pt * POINT_MM;
            let rect = RectMm::new(x_mm, line.from.1 - 0.9 - height_mm * 0.8, 0.0, height_mm);
            let bar = canvas.transform.rect(rect);
            canvas.painter.vline(bar.left(), bar.y_range(), Stroke::new(1.6, colour));
        }
    }
}

/// Breaks a text at spaces into the widths of the lines (the last one's for all that follow).
fn break_lines(text: &str, lines: &[WritingLine], size_pt: f32) -> Vec<LineOfText> {
    let width_of = |line: usize| {
        let line = lines.get(line).or(lines.last());
        line.map_or(100.0, |line| line.to.0 - line.from.0 - 1.6)
    };
    let mut broken: Vec<LineOfText> = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for piece in text.split_inclusive([' ', '\n']) {
        let candidate = &text[start..end + piece.len()];
        let width_mm = text_width_mm(candidate.trim_end(), size_pt, Weight::Regular);
        if width_mm > width_of(broken.len()) && end > start {
            broken.push(start..end);
            start = end;
        }
        end += piece.len();
        if piece.ends_with('\n') {
            broken.push(start..end);
            start = end;
        }
    }
    broken.push(start..end);
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    // DESIGN 7: what is typed shows on the paper; a long text loses no word between lines.
    #[test]
    fn broken_lines_hold_the_whole_text() {
        let line = |width| WritingLine { from: (0.0, 10.0), to: (width, 10.0) };
        let text = "Ma fille est rassurée, le bus aussi\net puis voilà";
        let broken = break_lines(text, &[line(30.0), line(40.0)], 10.0);
        assert!(broken.len() > 2);
        let joined: String = broken.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(joined, text);
        assert!(text[broken[0].clone()].ends_with(' '));
    }
}
