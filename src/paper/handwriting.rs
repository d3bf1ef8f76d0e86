//! What people write on paper, and where in millimetres: crosses in boxes, figures in combs, words on
//! lines. The screen paints it and the print shows it; nothing is decided about answers but how they look.

use std::borrow::Cow;
use std::ops::Range;

use super::fonts::{CAPITAL_HEIGHT, text_width_mm};
use super::measures::POINT_MM;
use super::{AnswerPlace, BoxKind, ChoiceBox, Comb, Place, RectMm, Weight, WritingLine};
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

/// One written thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Stroke<'t> {
    /// A cross by hand in a box: two strokes a little longer than it.
    Cross(RectMm),
    /// Letters or figures.
    Letters(Letters<'t>),
    /// A framed word beside a question, for what has no printed place.
    Tag(RectMm, Letters<'t>),
    /// The caret of a text that is typed: its upper end and its height.
    Caret((f32, f32), f32),
}

/// A line of handwriting, from its left end on its baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Letters<'t> {
    /// Left end and baseline.
    pub at: (f32, f32),
    /// Size, in points.
    pub size_pt: f32,
    /// Weight.
    pub weight: Weight,
    /// What is written.
    pub text: Cow<'t, str>,
}

/// Largest size of handwriting, in points.
const TEXT_PT: f32 = 12.5;
/// Smallest, when much is written on few lines.
const SMALLEST_TEXT_PT: f32 = 6.5;
/// Size of the words of a tag, in points.
const TAG_PT: f32 = 9.5;
/// Height of figures in a cell and of what is written across cells, as parts of the cell's height.
const IN_CELL: f32 = 0.74;
const ACROSS_CELLS: f32 = 0.62;
/// Where words begin behind the left end of their line, and how far above it they stand.
const INDENT_MM: f32 = 0.8;
const ABOVE_LINE_MM: f32 = 0.9;

/// Tells every stroke of an inscription at its place.
pub fn write<'t>(place: &Place, inscription: &'t Inscription, stroke: &mut impl FnMut(Stroke<'t>)) {
    match inscription {
        Inscription::Nothing => {}
        Inscription::Crosses(codes) => {
            let mut unplaced: Vec<&str> = Vec::new();
            for code in codes {
                match box_of(place, code) {
                    Some(box_mm) => stroke(Stroke::Cross(box_mm)),
                    None => unplaced.push(code),
                }
            }
            if !unplaced.is_empty() {
                stroke(tag(place, unplaced.join(" ").into()));
            }
        }
        Inscription::Value(value) => match &place.answer {
            AnswerPlace::Comb(comb) => match comb.written(value) {
                Some(figures) => in_cells(comb, &figures, stroke),
                None => stroke(across_cells(comb, value.neutral_text().into())),
            },
            AnswerPlace::Boxes(_) => stroke(cross_or_tag(place, value.neutral_text().into())),
            AnswerPlace::Lines(_) => on_lines(place, value.neutral_text().into(), None, stroke),
        },
        Inscription::Named(code, name) => {
            if let AnswerPlace::Comb(comb) = &place.answer {
                typed_in_cells(comb, code, stroke);
                if comb.name_line.is_some() {
                    on_lines(place, name.into(), None, stroke);
                }
            }
        }
        Inscription::Typed(typed) => match &place.answer {
            AnswerPlace::Comb(comb) if comb.name_line.is_some() && typed.starts_with(char::is_alphabetic) => {
                on_lines(place, typed.into(), Some(typed.len()), stroke);
            }
            AnswerPlace::Comb(comb) => typed_in_cells(comb, typed, stroke),
            AnswerPlace::Boxes(_) if typed.is_empty() => {}
            AnswerPlace::Boxes(_) => stroke(cross_or_tag(place, typed.into())),
            AnswerPlace::Lines(_) => on_lines(place, typed.into(), None, stroke),
        },
        Inscription::Missing(missing, name) => {
            let printed = place.missing.iter().find(|choice| choice.kind == BoxKind::Missing(*missing));
            stroke(match printed {
                Some(choice) => Stroke::Cross(choice.box_mm),
                None => tag(place, name.into()),
            });
        }
        Inscription::Text(text, caret) => on_lines(place, text.into(), *caret, stroke),
    }
}

/// The box for a choice's code.
fn box_of(place: &Place, code: &str) -> Option<RectMm> {
    let AnswerPlace::Boxes(boxes) = &place.answer else { return None };
    let found = boxes.iter().find(|choice| matches!(&choice.kind, BoxKind::Choice(name) if name == code));
    found.map(|choice| choice.box_mm)
}

fn cross_or_tag<'t>(place: &Place, code: Cow<'t, str>) -> Stroke<'t> {
    match box_of(place, &code) {
        Some(box_mm) => Stroke::Cross(box_mm),
        None => tag(place, code),
    }
}

/// A word at the end of a question, framed, for what has no printed place.
fn tag<'t>(place: &Place, text: Cow<'t, str>) -> Stroke<'t> {
    let size_mm = TAG_PT * POINT_MM;
    let answer = match &place.answer {
        // On writing lines, at the beginning of the first.
        AnswerPlace::Lines(lines) => lines.first().map_or(place.area, |line| {
            let area = line.writing_area();
            RectMm::new(area.x, area.y, 0.0, area.height)
        }),
        AnswerPlace::Boxes(_) | AnswerPlace::Comb(_) => answer_and_labels(place),
    };
    let padding_mm = size_mm * 0.4;
    let width = text_width_mm(&text, TAG_PT, Weight::SemiBold) + 2.0 * padding_mm;
    let height = size_mm * 1.44;
    let right = (answer.right() + size_mm * 0.6 + width).min(place.area.right() + size_mm * 0.3);
    let rect = RectMm::new(right - width, answer.center().1 - height / 2.0, width, height);
    let at = (rect.x + padding_mm, centred_baseline_mm(rect, TAG_PT));
    Stroke::Tag(rect, Letters { at, size_pt: TAG_PT, weight: Weight::SemiBold, text })
}

/// The baseline of capitals and figures that stand in the middle of a rectangle's height.
fn centred_baseline_mm(rect: RectMm, size_pt: f32) -> f32 {
    rect.center().1 + CAPITAL_HEIGHT * size_pt * POINT_MM / 2.0
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

fn typed_in_cells<'t>(comb: &Comb, typed: &'t str, stroke: &mut impl FnMut(Stroke<'t>)) {
    match comb.typed(typed) {
        Some(figures) => in_cells(comb, &figures, stroke),
        None => stroke(across_cells(comb, typed.into())),
    }
}

fn in_cells<'t>(comb: &Comb, figures: &[(usize, char)], stroke: &mut impl FnMut(Stroke<'t>)) {
    let weight = Weight::SemiBold;
    for (cell, character) in figures {
        let Some(cell) = comb.cells.get(*cell) else { continue };
        let size_pt = cell.height * IN_CELL / POINT_MM;
        let text = character.to_string();
        let left_mm = cell.center().0 - text_width_mm(&text, size_pt, weight) / 2.0;
        let at = (left_mm, centred_baseline_mm(*cell, size_pt));
        stroke(Stroke::Letters(Letters { at, size_pt, weight, text: text.into() }));
    }
}

/// What does not fit the cells is written across them, as on paper.
fn across_cells<'t>(comb: &Comb, text: Cow<'t, str>) -> Stroke<'t> {
    let all = comb.cells.iter().copied().reduce(RectMm::union).unwrap_or_default();
    let size_pt = all.height * ACROSS_CELLS / POINT_MM;
    let at = (all.x + 0.6, centred_baseline_mm(all, size_pt));
    Stroke::Letters(Letters { at, size_pt, weight: Weight::SemiBold, text })
}

/// Handwriting on the writing lines, smaller when it would not fit; what still does not fit ends in an
/// ellipsis. Where there are no lines (a comb), it is written over the boxes.
fn on_lines<'t>(
    place: &Place,
    text: Cow<'t, str>,
    caret: Option<usize>,
    stroke: &mut impl FnMut(Stroke<'t>),
) {
    let area = place.answer_area();
    let height = area.bottom() - area.height * 0.28;
    let across = [WritingLine { from: (area.x + 0.6, height), to: (area.right() + 20.0, height) }];
    let lines: &[WritingLine] = match &place.answer {
        AnswerPlace::Lines(lines) if !lines.is_empty() => lines,
        AnswerPlace::Comb(Comb { name_line: Some(line), .. }) => std::slice::from_ref(line),
        _ => &across,
    };
    let mut size_pt = TEXT_PT;
    let mut broken = break_lines(&text, lines, size_pt);
    while broken.len() > lines.len() && size_pt > SMALLEST_TEXT_PT {
        size_pt -= 0.5;
        broken = break_lines(&text, lines, size_pt);
    }
    let overflows = broken.len() > lines.len();
    for (at, (line, range)) in lines.iter().zip(&broken).enumerate() {
        let mut shown = text[range.clone()].trim_end_matches('\n').to_owned();
        if overflows && at + 1 == lines.len() {
            shown.push('…');
        }
        let at = (line.from.0 + INDENT_MM, line.from.1 - ABOVE_LINE_MM);
        stroke(Stroke::Letters(Letters { at, size_pt, weight: Weight::Regular, text: shown.into() }));
    }
    if let Some(caret) = caret {
        let at = broken.iter().position(|range| caret <= range.end).unwrap_or(broken.len().saturating_sub(1));
        if let (Some(line), Some(range)) = (lines.get(at), broken.get(at)) {
            let before = text.get(range.start..caret).unwrap_or("");
            let x_mm = line.from.0 + INDENT_MM + text_width_mm(before, size_pt, Weight::Regular);
            let height_mm = size_pt * POINT_MM;
            stroke(Stroke::Caret((x_mm, line.from.1 - ABOVE_LINE_MM - height_mm * 0.8), height_mm));
        }
    }
}

/// Breaks a text at spaces into the widths of the lines (the last one's for all that follow): the bytes
/// that stand on each.
fn break_lines(text: &str, lines: &[WritingLine], size_pt: f32) -> Vec<Range<usize>> {
    let width_of = |line: usize| {
        let line = lines.get(line).or(lines.last());
        line.map_or(100.0, |line| line.to.0 - line.from.0 - 2.0 * INDENT_MM)
    };
    let mut broken: Vec<Range<usize>> = Vec::new();
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
