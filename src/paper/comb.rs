//! Cells for one character each: numbers, dates, times, months, sheet numbers and written codes; and
//! which character of an answer stands in which cell.

use super::block::Block;
use super::measures::{BODY_PT, CELL_HEIGHT_MM, CELL_WIDTH_MM, Setting, line_height_mm};
use super::question::Answer;
use super::text::Style;
use super::{AnswerPlace, Ink, Owner, Place, RectMm, WritingLine, writing};
use crate::questionnaire::{FieldId, Value, Variable, VariableType, YearStyle};

/// A row of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comb {
    /// The cells, left to right.
    pub cells: Vec<RectMm>,
    /// Where a printed separator stands: the cell it stands before, and the character (a space for a
    /// mere gap, as before a check letter).
    pub separators: Vec<(usize, char)>,
    /// Whether the first cell is for a minus sign.
    pub sign: bool,
    /// Before the cells of a code: where the name that it stands for is written (a long list).
    pub name_line: Option<WritingLine>,
}

/// The cells a type of answer asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Whether a cell for a minus sign comes first.
    sign: bool,
    /// Cells between separators.
    groups: Vec<usize>,
    /// Printed between the groups, one fewer than them.
    separators: Vec<char>,
    /// Printed after the last cell (a printed year).
    tail: String,
}

/// Size of one cell.
#[derive(Clone, Copy, Debug)]
pub struct CellSize {
    /// Width.
    pub width_mm: f32,
    /// Height.
    pub height_mm: f32,
}

impl CellSize {
    /// Cells of ordinary questions.
    pub const BODY: Self = Self { width_mm: CELL_WIDTH_MM, height_mm: CELL_HEIGHT_MM };
}

impl Pattern {
    /// The cells for a variable; none if its answer is ticked or written on lines.
    pub fn of(setting: &Setting<'_>, variable: &Variable) -> Option<Self> {
        let french = setting.language == "fr";
        let (mut groups, mut separators, mut tail, mut signed) =
            (Vec::new(), Vec::new(), String::new(), false);
        let mut year_after = |groups: &mut Vec<usize>, separators: &mut Vec<char>, year: YearStyle| match year
        {
            YearStyle::Full => (groups.push(4), separators.push('/')).0,
            YearStyle::Two => (groups.push(2), separators.push('/')).0,
            YearStyle::Printed(year) => tail = format!("/ {year}"),
        };
        match &variable.kind {
            VariableType::SheetNumber { digits, check_letters } => {
                groups.push(usize::from(*digits));
                if !check_letters.is_empty() {
                    groups.push(1);
                    separators.push(' ');
                }
            }
            VariableType::Integer { digits, negative } if *digits > 0 => {
                groups.push(usize::from(*digits));
                signed = *negative;
            }
            VariableType::Decimal { digits, decimals, negative } if *digits > 0 => {
                groups.push(usize::from(*digits));
                signed = *negative;
                if *decimals > 0 {
                    groups.push(usize::from(*decimals));
                    separators.push(if french { ',' } else { '.' });
                }
            }
            VariableType::Date { year } => {
                groups.extend([2, 2]);
                separators.push('/');
                year_after(&mut groups, &mut separators, *year);
            }
            VariableType::Month { year } => {
                groups.push(2);
                year_after(&mut groups, &mut separators, *year);
            }
            VariableType::Time => {
                groups.extend([2, 2]);
                separators.push(if french { 'h' } else { ':' });
            }
            VariableType::SelectOne if variable.appearance.minimal || variable.is_long_list() => {
                groups.push(variable.choices.iter().map(|choice| choice.name.chars().count()).max()?);
            }
            _ => return None,
        }
        Some(Self { sign: signed, groups, separators, tail })
    }

    /// Width of everything on one line.
    pub fn width_mm(&self, cell: CellSize) -> f32 {
        let cells = self.groups.iter().sum::<usize>() + usize::from(self.sign);
        let between: f32 = self.separators.iter().map(|mark| separator_mm(*mark)).sum();
        let sign = if self.sign { SIGN_GAP_MM + SIGN_LABEL_MM } else { 0.0 };
        cells as f32 * cell.width_mm + between + sign + self.tail_mm()
    }

    fn tail_mm(&self) -> f32 {
        if self.tail.is_empty() { 0.0 } else { 1.2 + Style::BODY.width_mm(&self.tail) }
    }

    /// Draws the cells from the left, on as many rows as they need.
    pub fn draw(&self, block: &mut Block, (x, top): (f32, f32), width_mm: f32, cell: CellSize) -> Comb {
        let mut pen = Pen { x, top, left: x, right: x + width_mm, cell, cells: Vec::new(), first: 0 };
        if self.sign {
            block.text(x, top + cell.height_mm / 2.0, "±", Style::CODE.sized(BODY_PT));
            pen.x += SIGN_LABEL_MM;
            pen.cells(block, 1);
            pen.x += SIGN_GAP_MM;
        }
        let mut separators = Vec::new();
        for (at, count) in self.groups.iter().enumerate() {
            if let Some(mark) = at.checked_sub(1).and_then(|at| self.separators.get(at)) {
                separators.push((pen.cells.len(), *mark));
                pen.separator(block, *mark);
            }
            pen.cells(block, *count);
        }
        if !self.tail.is_empty() {
            block.text(pen.x + 1.2, pen.top + cell.height_mm / 2.0, &self.tail, Style::BODY);
        }
        block.height_mm = block.height_mm.max(pen.top + cell.height_mm);
        Comb { cells: pen.cells, separators, sign: self.sign, name_line: None }
    }
}

const SIGN_LABEL_MM: f32 = 3.6;
const SIGN_GAP_MM: f32 = 1.0;

fn separator_mm(mark: char) -> f32 {
    if mark == ' ' { 2.0 } else { Style::BODY.width_mm(mark.encode_utf8(&mut [0; 4])) + 1.6 }
}

/// Where the next cell goes.
struct Pen {
    x: f32,
    top: f32,
    left: f32,
    right: f32,
    cell: CellSize,
    cells: Vec<RectMm>,
    /// The first cell of the run that is being drawn.
    first: usize,
}

impl Pen {
    fn separator(&mut self, block: &mut Block, mark: char) {
        let width = separator_mm(mark);
        if mark != ' ' {
            let text = mark.to_string();
            let x = self.x + (width - Style::BODY.width_mm(&text)) / 2.0;
            block.text(x, self.top + self.cell.height_mm / 2.0, &text, Style::BODY);
        }
        self.x += width;
    }

    fn cells(&mut self, block: &mut Block, count: usize) {
        self.first = self.cells.len();
        for _ in 0..count {
            if self.x + self.cell.width_mm > self.right + 0.05 && self.x > self.left {
                self.frame(block);
                (self.x, self.top) = (self.left, self.top + self.cell.height_mm + 1.0);
            }
            self.cells.push(RectMm::new(self.x, self.top, self.cell.width_mm, self.cell.height_mm));
            self.x += self.cell.width_mm;
        }
        self.frame(block);
    }

    /// Frames the cells drawn since the last frame, with light lines between them.
    fn frame(&mut self, block: &mut Block) {
        let run = self.cells.get(self.first..).unwrap_or_default();
        if let Some(outline) = run.iter().copied().reduce(RectMm::union) {
            for cell in run.iter().skip(1) {
                block.line((cell.x, cell.y), (cell.x, cell.bottom()), 0.2, Ink::Soft);
            }
            block.frame(outline, 0.4);
        }
        self.first = self.cells.len();
    }
}

/// Room for the name of a choice that is looked up in a list.
const NAME_MM: f32 = 80.0;
/// Less room is no use for a name.
const LEAST_NAME_MM: f32 = 34.0;
/// Between a name and the cells of its code.
const NAME_GAP_MM: f32 = 3.0;

/// Lays out what a long list asks for: a line for the name, then the cells of its code; the line above
/// the cells where both have no room side by side.
pub fn answer_with_name(
    (owner, field): (Owner, FieldId),
    pattern: &Pattern,
    width_mm: f32,
    one_line: bool,
) -> Option<Answer> {
    let cell = CellSize::BODY;
    let cells_mm = pattern.width_mm(cell);
    let name_mm = (width_mm - cells_mm - NAME_GAP_MM).min(NAME_MM);
    let beside = name_mm >= LEAST_NAME_MM;
    if one_line && !beside {
        return None;
    }
    let mut block = Block::new(owner);
    let line_mm = if beside { name_mm } else { width_mm.min(NAME_MM) };
    let line = writing::line(&mut block, 0.0, line_mm, cell.height_mm);
    let at = if beside { (name_mm + NAME_GAP_MM, 0.0) } else { (0.0, cell.height_mm + 1.5) };
    let comb = pattern.draw(&mut block, at, cells_mm.min(width_mm), cell);
    let width_mm = if beside { at.0 + cells_mm } else { line_mm.max(cells_mm.min(width_mm)) };
    let answer = AnswerPlace::Comb(Comb { name_line: Some(line), ..comb });
    block.places.push(Place { field, area: RectMm::default(), answer, missing: Vec::new() });
    Some(Answer { block, width_mm, first_row_mm: cell.height_mm })
}

/// Lays out cells with their unit after them.
pub fn answer(
    (owner, field): (Owner, FieldId),
    pattern: &Pattern,
    unit: &str,
    width_mm: f32,
    one_line: bool,
) -> Option<Answer> {
    let cell = CellSize::BODY;
    let natural_mm = pattern.width_mm(cell);
    if one_line && natural_mm + unit_mm(unit) > width_mm + 0.01 {
        return None;
    }
    let mut block = Block::new(owner);
    let comb = pattern.draw(&mut block, (0.0, 0.0), width_mm, cell);
    let mut width = natural_mm.min(width_mm);
    if !unit.is_empty() && natural_mm + unit_mm(unit) <= width_mm + 0.01 {
        block.text(natural_mm + UNIT_GAP_MM, cell.height_mm / 2.0, unit, Style::HINT);
        width = natural_mm + unit_mm(unit);
    } else if !unit.is_empty() {
        let lines = super::text::set(&[(unit, Style::HINT)], width_mm);
        let line_mm = line_height_mm(BODY_PT);
        block.height_mm = block.paragraph(0.0, block.height_mm + 0.6, &lines, line_mm);
        width = width_mm;
    }
    let answer = AnswerPlace::Comb(comb);
    block.places.push(Place { field, area: RectMm::default(), answer, missing: Vec::new() });
    Some(Answer { block, width_mm: width, first_row_mm: cell.height_mm })
}

const UNIT_GAP_MM: f32 = 1.8;

/// Width of a unit after cells, with the gap before it.
pub fn unit_mm(unit: &str) -> f32 {
    if unit.is_empty() { 0.0 } else { UNIT_GAP_MM + Style::HINT.width_mm(unit) }
}

impl Comb {
    /// The cells of each group, sign excluded, as ranges.
    pub fn groups(&self) -> Vec<std::ops::Range<usize>> {
        let mut bounds = vec![usize::from(self.sign)];
        bounds.extend(self.separators.iter().map(|(at, _)| *at));
        bounds.push(self.cells.len());
        bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    /// Which character stands in which cell while an answer is typed: one after the other, a separator
    /// going on to the next group. None if it does not fit the cells.
    pub fn typed(&self, text: &str) -> Option<Vec<(usize, char)>> {
        let groups = self.groups();
        let (mut group, mut at) = (0, groups.first()?.start);
        let mut written = Vec::new();
        for letter in text.chars() {
            if letter == '-' && self.sign && written.is_empty() {
                written.push((0, '−'));
            } else if letter.is_alphanumeric() && !(letter == 'h' && group + 1 < groups.len()) {
                if groups.get(group).is_some_and(|cells| at >= cells.end) {
                    group += 1;
                }
                written.push((at, letter));
                at += 1;
                if at > self.cells.len() {
                    return None;
                }
            } else {
                // A separator typed when the group is full already changes nothing.
                let cells = groups.get(group)?;
                if at > cells.start {
                    group += 1;
                    at = groups.get(group)?.start;
                }
            }
        }
        Some(written)
    }

    /// Which character of an accepted answer stands in which cell. None if it does not fit the cells:
    /// it is then written across them.
    pub fn written(&self, value: &Value) -> Option<Vec<(usize, char)>> {
        let mut parts: Vec<String> = match value {
            Value::Integer(number) => vec![number.unsigned_abs().to_string()],
            Value::Decimal(number) => {
                number.abs().normalize().to_string().split('.').map(str::to_owned).collect()
            }
            Value::Date(date) => {
                vec![format!("{:02}", date.day), format!("{:02}", date.month), format!("{:04}", date.year)]
            }
            Value::Month { year, month } => vec![format!("{month:02}"), format!("{year:04}")],
            Value::Time { hour, minute } => vec![format!("{hour:02}"), format!("{minute:02}")],
            Value::Code(text) | Value::Text(text) => return self.typed(text),
            Value::Codes(_) | Value::AsWritten(_) => return None,
        };
        let mut written = Vec::new();
        let negative = match value {
            Value::Integer(number) => *number < 0,
            Value::Decimal(number) => number.is_sign_negative() && !number.is_zero(),
            _ => false,
        };
        if negative {
            self.sign.then(|| written.push((0, '−')))?;
        }
        let groups = self.groups();
        let is_day = matches!(value, Value::Date(_) | Value::Month { .. });
        if is_day && parts.len() > groups.len() {
            parts.pop(); // the year is printed
        }
        for (at, part) in parts.iter().enumerate() {
            let cells = groups.get(at)?;
            let letters: Vec<char> = part.chars().collect();
            let letters = match letters.len().checked_sub(cells.len()) {
                // Two cells for the year: its last two digits.
                Some(over @ 1..) if is_day && at + 1 == parts.len() => letters.get(over..)?,
                Some(1..) => return None,
                _ => &letters,
            };
            // Whole numbers stand at the right of their cells, decimals at the left.
            let fraction = at > 0 && matches!(value, Value::Decimal(_));
            let start = if fraction { cells.start } else { cells.end - letters.len() };
            written.extend(letters.iter().enumerate().map(|(at, letter)| (start + at, *letter)));
        }
        Some(written)
    }
}
