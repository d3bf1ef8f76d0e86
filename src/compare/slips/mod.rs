//! Slips: a run of answers that stands a line lower or higher in one keying than in the other. Found by
//! aligning the two sequences of answers of a sheet with a penalty for beginning a shift (an affine gap),
//! weighed against ordinary mistakes (`evidence`), so that runs of equal answers are no slip. A slip
//! within equal answers leaves no difference and cannot be found.

mod evidence;

#[cfg(test)]
mod tests;

use crate::questionnaire::{Answer, Cell, FieldId, Questionnaire, Record};
use crate::study::{Pass, Snapshot};
use crate::text;
use crate::texts::Language;

use super::{CellDifference, Class, Kind, Pair};
pub(super) use evidence::Frequencies;
use evidence::Sheet;

/// The natural logarithm of how much likelier a shift must make the answers than ordinary mistakes do:
/// about one sheet in 80,000 would show as much by chance at one place.
const THRESHOLD: f64 = 11.3;

/// How much likelier (logarithm) it must be that one keying slipped than that the other did to say so.
const CLEAR: f64 = 3.0;

/// Answers of one keying that stand some lines lower or higher than they should.
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    /// The sheet's number.
    pub number: String,
    /// Its place in [`super::Sheets::both`].
    pub pair: u32,
    /// Which keying slipped, where the answers tell; else it is one of the two.
    pub pass: Option<Pass>,
    /// The first question whose answer stands elsewhere, if [`Slip::told_of`] slipped.
    pub from: FieldId,
    /// The last one.
    pub to: FieldId,
    /// How many answers lower (above 0) or higher (below 0) they stand, if [`Slip::told_of`] slipped.
    pub shift: i16,
    /// The same in lines of the table or grid they stand in.
    pub lines: i16,
    /// The differing cells that it explains, in paper order.
    pub cells: Vec<Cell>,
    /// Fields as seen from the second keying: its answer at `.1` belongs to `.0`.
    moved: Vec<(FieldId, FieldId)>,
}

impl Slip {
    /// The keying of which `from`, `to` and `shift` are told: the one that slipped, else the second.
    pub fn told_of(&self) -> Pass {
        self.pass.unwrap_or(Pass::Second)
    }

    /// What a person reads: from where to where, in which keying, how far.
    pub fn text(&self, questionnaire: &Questionnaire, language: Language) -> String {
        let name = |field: FieldId| {
            let variable = questionnaire.field_variable(field);
            let is_printed = questionnaire.field(field).line == 0 && !variable.number.is_empty();
            if is_printed { variable.number.clone() } else { questionnaire.field_column(field) }
        };
        let pass = match self.pass {
            Some(Pass::First) => "first",
            Some(Pass::Second) => "second",
            None => "one",
        };
        text!(
            language,
            "slip-event",
            from = name(self.from),
            to = name(self.to),
            pass = pass,
            lines = i64::from(self.lines.abs()),
            way = if self.lines > 0 { "lower" } else { "higher" }
        )
    }

    /// For one keying, if it is the one that slipped: to which question each answer belongs, and where it
    /// stands, in paper order.
    pub fn moved(&self, pass: Pass) -> Vec<(FieldId, FieldId)> {
        let turned = |&(second, first): &(FieldId, FieldId)| match pass {
            Pass::Second => (second, first),
            Pass::First => (first, second),
        };
        self.moved.iter().map(turned).collect()
    }

    /// What a keying would read if its answers were put back, for the questions whose answers it holds.
    /// The questions of [`Slip::unread_by`] it has not read.
    pub fn put_back(&self, pass: Pass, record: &Record) -> Vec<(FieldId, Answer)> {
        let back = |(belongs, stands)| (belongs, record.answer(stands).clone());
        self.moved(pass).into_iter().map(back).collect()
    }

    /// Differing questions that a keying would not have read, if it slipped: what it typed there belongs
    /// elsewhere, and their own answer is lost. Only the other keying has read them.
    pub fn unread_by(&self, pass: Pass) -> Vec<FieldId> {
        let moved = self.moved(pass);
        let mut fields: Vec<FieldId> = self.cells.iter().map(|cell| cell.field).collect();
        fields.dedup();
        fields.retain(|field| !moved.iter().any(|(belongs, _)| belongs == field));
        fields
    }
}

/// Finds the slips of one sheet among its differences and gives them their kind. `before` is how many
/// slips were found on other sheets.
pub(super) fn find(
    snapshot: &Snapshot,
    frequencies: &Frequencies,
    (at, pair): (usize, &Pair),
    differences: &mut [CellDifference],
    before: usize,
) -> Vec<Slip> {
    let keyings = (snapshot.keying(pair.first), snapshot.keying(pair.second));
    let (Some(first), Some(second)) = keyings else { return Vec::new() };
    let questionnaire = &*snapshot.questionnaire;
    let sheet = Sheet::of(questionnaire, frequencies, &first.record.read(), &second.record.read());
    // Either keying may be the one that slipped: each is explained by the other.
    let views = [(Pass::Second, sheet.clone()), (Pass::First, sheet.turned())];
    let mut free = vec![true; sheet.len()];
    let mut slips = Vec::new();
    loop {
        let runs = views.iter().filter_map(|(pass, view)| Some((*pass, view, best_run(view, &free, None)?)));
        let Some((pass, view, run)) = runs.max_by(|left, right| left.2.score.total_cmp(&right.2.score))
        else {
            return slips;
        };
        let other = views.iter().find(|(other, _)| *other != pass);
        let other = other.and_then(|(_, other)| best_run(other, &free, Some(-run.shift)));
        let clear = run.score - other.map_or(0.0, |other| other.score) > CLEAR;
        let reach = run.reach(view, &free);
        free[reach.clone()].fill(false);
        let fields = view.fields(reach);
        let mut cells = Vec::new();
        for difference in differences.iter_mut().filter(|one| fields.contains(&one.cell.field)) {
            if !matches!(difference.class, Class::Normalised | Class::Spelling) {
                difference.kind = Kind::Slip;
                difference.slip = Some((before + slips.len()) as u32);
                cells.push(difference.cell);
            }
        }
        slips.push(slip(questionnaire, &run.moved(view), &run, (pass, clear), (at, pair, cells)));
    }
}

/// A difference that can be part of a slip: two different readings, not two ways to write one.
pub(super) fn can_slip(differences: &[CellDifference]) -> bool {
    let mut fields = differences
        .iter()
        .filter(|one| !matches!(one.class, Class::Normalised | Class::Spelling))
        .map(|one| one.cell.field);
    fields.next().is_some_and(|first| fields.any(|field| field != first))
}

/// `moved` as seen from the keying that slipped, or where that is not clear from the likelier one.
fn slip(
    questionnaire: &Questionnaire,
    moved: &[(FieldId, FieldId)],
    run: &Run,
    (pass, clear): (Pass, bool),
    (at, pair, cells): (usize, &Pair, Vec<Cell>),
) -> Slip {
    // Told of the second keying unless it is clear that the first slipped.
    let turn = pass == Pass::First;
    let of_second: Vec<(FieldId, FieldId)> = moved
        .iter()
        .map(|&(belongs, stands)| if turn { (stands, belongs) } else { (belongs, stands) })
        .collect();
    let told = if clear { moved } else { &of_second[..] };
    let shift = if clear || !turn { run.shift } else { -run.shift };
    let end = |pair: Option<&(FieldId, FieldId)>| pair.map_or(FieldId(0), |(belongs, _)| *belongs);
    let (from, to) = (end(told.first()), end(told.last()));
    let step = line_step(questionnaire, from);
    let lines = if shift % step == 0 { shift / step } else { shift };
    Slip {
        number: pair.number.clone(),
        pair: at as u32,
        pass: clear.then_some(pass),
        from,
        to,
        shift: shift as i16,
        lines: lines as i16,
        cells,
        moved: of_second,
    }
}

/// How many answers make a line where a field stands: the columns of its table or grid, 1 elsewhere.
fn line_step(questionnaire: &Questionnaire, field: FieldId) -> isize {
    let variable = questionnaire.field(field).variable;
    let columns = match questionnaire.variable(variable).repeat {
        Some(repeat) => questionnaire.repeats.get(repeat).map_or(1, |repeat| repeat.columns.len()),
        None => evidence::grid_row(questionnaire, variable).map_or(1, |row| row.variables.len()),
    };
    columns.max(1) as isize
}

/// A run of answers of the second keying that equal those of the first `shift` places above.
struct Run {
    places: std::ops::Range<usize>,
    shift: isize,
    score: f64,
}

impl Run {
    /// The run with the answers beside it that the shift pushed out: those that differ where it begins
    /// (a line too many) and where it ends (a line lost).
    fn reach(&self, sheet: &Sheet<'_>, free: &[bool]) -> std::ops::Range<usize> {
        let mut reach = self.places.clone();
        for _ in 0..self.shift.unsigned_abs() {
            let out = |at: usize| at < sheet.len() && free[at] && sheet.differs(at);
            if reach.start > 0 && out(reach.start - 1) {
                reach.start -= 1;
            }
            if out(reach.end) {
                reach.end += 1;
            }
        }
        reach
    }

    fn moved(&self, sheet: &Sheet<'_>) -> Vec<(FieldId, FieldId)> {
        let pairs = self
            .places
            .clone()
            .filter_map(|at| Some((sheet.field(at.checked_add_signed(-self.shift)?)?, sheet.field(at)?)));
        pairs.collect()
    }
}

/// The run that speaks most for a slip, if any speaks enough; of one shift alone where `only` gives it, and
/// then however little it says. For each shift the best run of places is
/// the one of largest sum (a sum that falls below zero begins anew).
fn best_run(sheet: &Sheet<'_>, free: &[bool], only: Option<isize>) -> Option<Run> {
    let mut best: Option<Run> = None;
    for &shift in sheet.shifts().iter().filter(|shift| only.is_none_or(|only| only == **shift)) {
        let (mut start, mut sum, mut shown) = (0, 0.0, 0);
        for (at, free) in free.iter().enumerate() {
            let weight = if *free { sheet.weight(at, shift) } else { f64::NEG_INFINITY };
            if sum + weight <= 0.0 {
                (start, sum, shown) = (at + 1, 0.0, 0);
                continue;
            }
            sum += weight;
            shown += usize::from(weight > 0.0);
            let enough = weight > 0.0 && (only.is_some() || sum > THRESHOLD && shown > 1);
            if enough && best.as_ref().is_none_or(|best| sum > best.score) {
                let run = Run { places: start..at + 1, shift, score: sum };
                if !(shown == 2 && sheet.is_exchange(&run.places)) {
                    best = Some(run);
                }
            }
        }
    }
    best
}
