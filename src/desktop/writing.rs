//! What people write on paper: crosses in boxes, figures in combs, words on lines. Paints what it is
//! given at a place of the layout; decides nothing about answers but how they look.

use egui::{Align2, Color32, CornerRadius, Rect, Stroke, StrokeKind, pos2, vec2};

use super::page_view::{Canvas, LineOfText, POINT_MM, box_of};
use super::theme;
use crate::paper::fonts::text_width_mm;
use crate::paper::{AnswerPlace, BoxKind, ChoiceBox, Comb, Place, RectMm, Weight, WritingLine};
use crate::questionnaire::{Answer, Missing, Questionnaire, Value, Variable, VariableType};

/// What stands at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Inscription {
    /// Nothing.
    Nothing,
    /// Crosses in the boxes of these choices.
    Crosses(Vec<String>),
    /// A missing answer: a cross where it has a printed box, else its name at the place's end.
    Missing(Missing, String),
    /// A value: crosses, figures in cells, or words, as its place has room for.
    Value(Value),
    /// A choice looked up in a list: its code in the cells, its name on the line.
    Named(String, String),
    /// What is typed so far in cells.
    Typed(String),
    /// Text, with the place of the caret in bytes while it is typed.
    Text(String, Option<usize>),
}

/// Largest size of handwriting, in points.
const TEXT_PT: f32 = 12.5;
/// Smallest, when much is written on few lines.
const SMALLEST_TEXT_PT: f32 = 6.5;

/// How a given answer stands on the paper.
pub fn inscription(questionnaire: &Questionnaire, answer: &Answer) -> Inscription {
    match answer {
        Answer::NotKeyed | Answer::NotApplicable | Answer::Missing(Missing::NotAsked) => Inscription::Nothing,
        Answer::Missing(missing) => {
            let name = questionnaire.missing_code(*missing).map_or("", |code| &code.name);
            Inscription::Missing(*missing, name.to_owned())
        }
        Answer::Value(Value::Codes(codes)) => Inscription::Crosses(codes.clone()),
        Answer::Value(value) => Inscription::Value(value.clone()),
    }
}

/// The same for an answer of `variable`, with the name of a choice looked up in a list.
pub fn inscription_in(
    questionnaire: &Questionnaire,
    variable: &Variable,
    answer: &Answer,
    language: &str,
) -> Inscription {
    match answer {
        Answer::Value(Value::Code(code)) if variable.is_long_list() => match variable.choice(code) {
            Some(choice) => Inscription::Named(code.clone(), choice.label.get(language).to_owned()),
            None => inscription(questionnaire, answer),
        },
        answer => inscription(questionnaire, answer),
    }
}

/// How what is typed so far stands on the paper.
pub fn typed_inscription(variable: &Variable, typed: &str, caret: usize) -> Inscription {
    match &variable.kind {
        VariableType::Text { .. } => Inscription::Text(typed.to_owned(), Some(caret)),
        _ => Inscription::Typed(typed.to_owned()),
    }
}

pub(super) fn write(canvas: &Canvas<'_>, place: &Place, inscription: &Inscription, colour: Color32) {
    match inscription {
        Inscription::Nothing => {}
        Inscription::Crosses(codes) => {
            let unplaced: Vec<&str> = codes
                .iter()
                .map(String::as_str)
                .filter(|code| !cross_code(canvas, place, code, colour))
                .collect();
            if !unplaced.is_empty() {
                tag(canvas, place, &unplaced.join(" "), colour);
            }
        }
        Inscription::Value(value) => match (&place.answer, value) {
            (AnswerPlace::Comb(comb), value) => match comb.written(value) {
                Some(figures) => in_cells(canvas, comb, &figures, colour),
                None => across_cells(canvas, comb, &value.neutral_text(), colour),
            },
            (AnswerPlace::Boxes(_), value) => {
                let code = value.neutral_text();
                if !cross_code(canvas, place, &code, colour) {
                    tag(canvas, place, &code, colour);
                }
            }
            (AnswerPlace::Lines(_), value) => on_lines(canvas, place, &value.neutral_text(), None, colour),
        },
        Inscription::Named(code, name) => {
            if let AnswerPlace::Comb(comb) = &place.answer {
                match comb.typed(code) {
                    Some(figures) => in_cells(canvas, comb, &figures, colour),
                    None => across_cells(canvas, comb, code, colour),
                }
                if comb.name_line.is_some() {
                    on_lines(canvas, place, name, None, colour);
                }
            }
        }
        Inscription::Typed(typed) => match &place.answer {
            AnswerPlace::Comb(comb) if comb.name_line.is_some() && typed.starts_with(char::is_alphabetic) => {
                on_lines(canvas, place, typed, Some(typed.len()), colour);
            }
            AnswerPlace::Comb(comb) => match comb.typed(typed) {
                Some(figures) => in_cells(canvas, comb, &figures, colour),
                None => across_cells(canvas, comb, typed, colour),
            },
            AnswerPlace::Boxes(_) if typed.is_empty() => {}
            AnswerPlace::Boxes(_) => {
                if !cross_code(canvas, place, typed, colour) {
                    tag(canvas, place, typed, colour);
                }
            }
            AnswerPlace::Lines(_) => on_lines(canvas, place, typed, None, colour),
        },
        Inscription::Missing(missing, name) => {
            let printed = place.missing.iter().find(|choice| choice.kind == BoxKind::Missing(*missing));
            match printed {
                Some(choice) => cross(canvas, choice.box_mm, colour),
                None => tag(canvas, place, name, colour),
            }
        }
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
    let answer = canvas.transform.rect(match &place.answer {
        // On writing lines, at the beginning of the first.
        AnswerPlace::Lines(lines) => lines.first().map_or(place.area, |line| {
            let area = line.writing_area();
            RectMm::new(area.x, area.y, 0.0, area.height)
        }),
        AnswerPlace::Boxes(_) | AnswerPlace::Comb(_) => answer_and_labels(place),
    });
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

/// The answer's boxes, cells or lines with the labels beside them.
fn answer_and_labels(place: &Place) -> RectMm {
    let boxes: &[ChoiceBox] = match &place.answer {
        AnswerPlace::Boxes(boxes) => boxes,
        AnswerPlace::Comb(_) | AnswerPlace::Lines(_) => &[],
    };
    let labels = boxes.iter().chain(&place.missing).map(|choice| choice.label_area);
    labels.fold(place.answer_area(), RectMm::union)
}

/// A cross in the box of a choice, if it has one.
fn cross_code(canvas: &Canvas<'_>, place: &Place, code: &str, colour: Color32) -> bool {
    let found = box_of(place, code);
    if let Some(rect) = found {
        cross(canvas, *rect, colour);
    }
    found.is_some()
}

fn in_cells(canvas: &Canvas<'_>, comb: &Comb, figures: &[(usize, char)], colour: Color32) {
    for (cell, character) in figures {
        if let Some(cell) = comb.cells.get(*cell) {
            let rect = canvas.transform.rect(*cell);
            let font = theme::semibold(rect.height() * 0.74);
            canvas.painter.text(rect.center(), Align2::CENTER_CENTER, character, font, colour);
        }
    }
}

/// What does not fit the cells is written across them, as on paper.
fn across_cells(canvas: &Canvas<'_>, comb: &Comb, text: &str, colour: Color32) {
    let all = comb.cells.iter().copied().reduce(RectMm::union).unwrap_or_default();
    let rect = canvas.transform.rect(all);
    let font = theme::semibold(rect.height() * 0.62);
    canvas.painter.text(rect.left_center() + vec2(2.0, 0.0), Align2::LEFT_CENTER, text, font, colour);
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
        AnswerPlace::Comb(Comb { name_line: Some(line), .. }) => vec![*line],
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
