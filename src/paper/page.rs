//! Puts the items of each page under and beside each other, from the top margin to the foot, as loosely
//! as the paper allows.

use super::block::Block;
use super::measures::{FOOTER_MM, MARGIN_MM, Setting};
use super::{Layout, Owner, PageLayout, furniture, grid, question, repeat};
use crate::questionnaire::{Item, NoteStyle, Page, Questionnaire};

/// How loosely a page is set, tried in this order until it fits.
const LOOSENESS: [f32; 8] = [1.15, 1.07, 1.0, 0.94, 0.88, 0.82, 0.75, 0.68];

/// Lays out every page.
pub fn lay_out(questionnaire: &Questionnaire, language: &str) -> Layout {
    let mut setting = Setting::new(questionnaire, language);
    let size_mm = questionnaire.paper.size_mm();
    let bottom_mm = size_mm.1 - MARGIN_MM - FOOTER_MM;
    let mut layout = Layout { size_mm, pages: Vec::new(), overflowing: Vec::new() };
    for (number, page) in questionnaire.pages.iter().enumerate() {
        let mut content = Block::new(Owner::Page);
        for looseness in LOOSENESS {
            setting.looseness = looseness;
            content = stack(&setting, page, number);
            if content.height_mm <= bottom_mm - MARGIN_MM {
                break;
            }
        }
        if content.height_mm > bottom_mm - MARGIN_MM {
            layout.overflowing.push(number);
        }
        let mut whole = furniture::footer(&setting, number, size_mm.1);
        whole.append(content, (MARGIN_MM, MARGIN_MM));
        let mut places = whole.places;
        places.sort_by_key(|place| place.field);
        layout.pages.push(PageLayout { marks: whole.marks, places });
    }
    layout
}

/// What an item is, for the distances around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    Section,
    Question,
    Filter,
    Note,
    Framed,
    Table,
}

/// Items side by side.
struct Row {
    kind: Kind,
    used: u8,
    blocks: Vec<(f32, Block)>,
}

impl Row {
    fn first_middle_mm(&self) -> f32 {
        self.blocks.iter().map(|(_, block)| block.first_middle_mm).fold(0.0, f32::max)
    }
}

fn stack(setting: &Setting<'_>, page: &Page, number: usize) -> Block {
    let mut whole = Block::new(Owner::Page);
    let mut before: Option<Kind> = None;
    for row in rows(setting, page, number) {
        let gap = before.map_or(0.0, |before| gap_mm(before, row.kind));
        let top = whole.height_mm + setting.gap(gap);
        let middle = row.first_middle_mm();
        for (x, block) in row.blocks {
            let y = top + middle - block.first_middle_mm;
            whole.height_mm = whole.height_mm.max(y + block.height_mm);
            whole.append(block, (x, y));
        }
        before = Some(row.kind);
    }
    whole
}

fn rows(setting: &Setting<'_>, page: &Page, number: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let numbered_in_title = number == 0 && holds_sheet_number(setting.questionnaire, page);
    if number == 0 {
        let block = furniture::title(setting, numbered_in_title);
        rows.push(Row { kind: Kind::Title, used: 12, blocks: vec![(0.0, block)] });
    }
    for (at, item) in page.items.iter().enumerate() {
        let Some((kind, width, block)) = lay_item(setting, item, at, numbered_in_title) else { continue };
        match rows.last_mut().filter(|row| row.used + width <= 12 && row.kind != Kind::Title) {
            Some(row) => {
                row.blocks.push((setting.left_of(row.used), block));
                row.used += width;
            }
            None => rows.push(Row { kind, used: width, blocks: vec![(0.0, block)] }),
        }
    }
    rows
}

fn lay_item(setting: &Setting<'_>, item: &Item, at: usize, skip_number: bool) -> Option<(Kind, u8, Block)> {
    let owner = Owner::Item(at);
    Some(match item {
        Item::Section { label } => (Kind::Section, 12, furniture::section(setting, owner, label)),
        Item::Note { label, style, width } => {
            let least_mm = setting.number_column_mm + 30.0;
            let width = wide_enough(setting, *width, least_mm);
            let kind = match style {
                NoteStyle::Plain => Kind::Note,
                NoteStyle::Filter => Kind::Filter,
                NoteStyle::Framed => Kind::Framed,
            };
            (kind, width, furniture::note(setting, owner, label, *style, setting.width_of(width)))
        }
        Item::Question(id) if skip_number && *id == setting.questionnaire.sheet_number => return None,
        Item::Question(id) => {
            let wished = setting.questionnaire.variable(*id).appearance.width;
            let width = wide_enough(setting, wished, question::narrowest_mm(setting, *id));
            (Kind::Question, width, question::lay(setting, *id, setting.width_of(width))?)
        }
        Item::Grid(grid) => (Kind::Table, 12, grid::lay(setting, owner, grid)),
        Item::Repeat(at) => {
            let table = setting.questionnaire.repeats.get(*at)?;
            (Kind::Table, 12, repeat::lay(setting, owner, table))
        }
    })
}

fn holds_sheet_number(questionnaire: &Questionnaire, page: &Page) -> bool {
    page.items.iter().any(|item| matches!(item, Item::Question(id) if *id == questionnaire.sheet_number))
}

/// The width asked for, in twelfths, or more where words or cells would be cut.
fn wide_enough(setting: &Setting<'_>, wished: u8, least_mm: f32) -> u8 {
    let wished = wished.clamp(1, 12);
    (wished..12).find(|width| setting.width_of(*width) >= least_mm).unwrap_or(12)
}

/// Distance between two rows at looseness 1.
fn gap_mm(before: Kind, after: Kind) -> f32 {
    match (before, after) {
        (Kind::Title, _) => 4.5,
        (_, Kind::Section) => 8.0,
        (Kind::Section, _) => 3.2,
        (_, Kind::Filter) => 2.0,
        (_, Kind::Table) | (Kind::Table, _) => 5.0,
        _ => 4.4,
    }
}
