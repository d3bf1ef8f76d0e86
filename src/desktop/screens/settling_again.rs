//! What is settled otherwise than one question after the other: a slip, whose first and last question are
//! read and the rest follows; and the share of settled questions that comes back, blind, when all else is
//! done. Keys are in `settling_keys`, painting is in `settling_panels`.

use super::settling::{Done, From, Phase, SettlingScreen};
use crate::compare::quality::{RereadDue, reread_left};
use crate::compare::{Item, QueueItem, Review, State, Verdict, final_record, settle_reading};
use crate::questionnaire::{Answer, FieldId};
use crate::study::{KeptAnswer, Means, NewResolution, Pass, Said, Target};

/// The readings of a slip so far: which slip, and which keying both its ends agree with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SlipRead {
    slip: u32,
    keying: Pass,
}

impl SettlingScreen {
    /// After a blind reading that equals one keying: on a slip the last question comes next, and once both
    /// ends are read the whole is asked for.
    pub(super) fn on_with_slip(&mut self, place: usize, verdict: Verdict) {
        let Some(review) = self.review.clone() else { return };
        let Some(slip) = slip_at(&review, place) else { return };
        let keying = match verdict {
            Verdict::First => Pass::First,
            Verdict::Second => Pass::Second,
            Verdict::BoxByBox | Verdict::Neither => return,
        };
        // Where it is clear which keying slipped, a reading that agrees with that one speaks against it.
        if review.comparison.slips.get(slip as usize).is_none_or(|it| it.pass == Some(keying)) {
            return;
        }
        let open = self.open_of(&review, slip);
        let read = SlipRead { slip, keying };
        match (self.slip_read, open.as_slice()) {
            (Some(before), [first, ..]) if before == read => {
                self.slip_read = None;
                self.at = *first;
                self.phase = Phase::Slipped { slip, keying };
            }
            (_, [.., last]) if open.len() > 1 => {
                self.slip_read = Some(read);
                self.go_to(*last);
            }
            _ => {}
        }
    }

    /// The open items of the queue that a slip explains.
    fn open_of(&self, review: &Review, slip: u32) -> Vec<usize> {
        let of_slip = |place: &usize| slip_at(review, *place) == Some(slip);
        let slipped = review.comparison.slips.get(slip as usize);
        let of_sheet = slipped.map_or(0..0, |slip| review.stops_of(&slip.number));
        of_sheet.filter(of_slip).filter(|place| !self.is_settled(review, *place)).collect()
    }

    /// Enter on a slip: every question of it that is still open is as the keying says that did not slip,
    /// but for those that the slipped one never read: of these one reading is not enough.
    pub(super) fn settle_slip(&mut self) {
        let (Some(review), Phase::Slipped { slip, keying }) = (self.review.clone(), &self.phase) else {
            return;
        };
        let keying = *keying;
        let slipped = review.comparison.slips.get(*slip as usize);
        let unread = slipped.map(|slip| slip.unread_by(keying.other())).unwrap_or_default();
        for place in self.open_of(&review, *slip) {
            let Some(item) = review.queue.get(place) else { continue };
            let Item::Difference { field, .. } = item.item else { continue };
            if unread.contains(&field) {
                continue;
            }
            let Some((first, second)) = review.answers_of(&item.number, field) else { continue };
            let said = if keying == Pass::First { first } else { second };
            let answer = if *said == Answer::NotKeyed { Answer::NotApplicable } else { said.clone() };
            let decision = NewResolution {
                number: item.number.clone(),
                target: self.target(&review, field, answer),
                means: Means::Slip,
                reason: String::new(),
                operator: self.supervisor.id,
            };
            self.outbox.push(decision.clone());
            self.done.push(Done::Decided(item.clone()));
            self.decided.insert(place, decision);
        }
        self.count_settled();
        self.go_to_open(From::Next);
    }

    /// The other cells that came due on a line of a table which a decision says is empty: the table ends there.
    pub(super) fn ended_with(&self, place: usize, decision: &NewResolution) -> Vec<usize> {
        let is_empty = matches!(decision.target, Target::Field { answer: Answer::NotApplicable, .. });
        let Some(review) = self.review.as_ref().filter(|_| is_empty) else { return Vec::new() };
        let questionnaire = &review.snapshot.questionnaire;
        let line_of = |place: usize| match review.queue.get(place) {
            Some(QueueItem { number, item: Item::Due { field }, .. }) => {
                let repeat = questionnaire.field_variable(*field).repeat?;
                Some((number.as_str(), repeat, questionnaire.field(*field)))
            }
            _ => None,
        };
        let Some((number, repeat, start)) = line_of(place) else { return Vec::new() };
        if questionnaire.repeats[repeat].columns.first() != Some(&start.variable) {
            return Vec::new();
        }
        let of_line = |place: &usize| {
            line_of(*place).is_some_and(|(other, of, field)| {
                (other, of, field.line) == (number, repeat, start.line) && field.variable != start.variable
            })
        };
        (0..review.queue.len()).filter(of_line).collect()
    }

    pub(super) fn target(&self, review: &Review, field: FieldId, answer: Answer) -> Target {
        let questionnaire = &review.snapshot.questionnaire;
        let variable = questionnaire.field_variable(field).name.clone();
        Target::Field { variable, line: questionnaire.field(field).line, answer }
    }

    /// The next settled question that comes back, once nothing is open.
    pub(super) fn go_to_rereading(&mut self) -> bool {
        let Some(review) = self.review.clone() else { return false };
        let next = reread_left(&review.snapshot).into_iter().find_map(|due| {
            let place = place_of(&review, &due).filter(|place| self.walk.contains(place))?;
            (!self.reread.contains(&due)).then_some((due, place))
        });
        let Some((due, place)) = next else { return false };
        self.go_to(place);
        self.rereading = Some(due);
        true
    }

    /// A settled question was read again: kept, and decided anew where it says something else.
    pub(super) fn weigh_again(&mut self, due: RereadDue, reading: Answer) {
        let Some((review, item)) = self.review.clone().zip(self.item().cloned()) else { return };
        let Some(field) = item.field() else { return };
        let record = final_record::final_record_of(&review.snapshot, &review.comparison, &item.number);
        let settled = record.map(|record| record.record.answer(field).clone()).unwrap_or_default();
        let answer = KeptAnswer(reading.clone());
        let said = Said::Reread { variable: due.variable.clone(), line: due.line, answer };
        self.declared.push((Some(item.number.clone()), said));
        self.reread.insert(due);
        let questionnaire = &review.snapshot.questionnaire;
        match settle_reading(questionnaire, field, &settled, &settled, &reading) {
            Verdict::First => self.go_to_open(From::Next),
            // There are no two keyings to show: a third reading decides.
            _ if self.is_due() => {
                self.go_to(self.at);
                self.read_differently = true;
            }
            _ => self.show_both(Some(reading)),
        }
    }
}

fn slip_at(review: &Review, place: usize) -> Option<u32> {
    let Item::Difference { cells, .. } = &review.queue.get(place)?.item else { return None };
    review.comparison.differences.get(cells.clone())?.iter().find_map(|difference| difference.slip)
}

fn place_of(review: &Review, due: &RereadDue) -> Option<usize> {
    let questionnaire = &review.snapshot.questionnaire;
    let field = questionnaire.field_of(questionnaire.variable_by_name(&due.variable)?, due.line)?;
    review.stops_of(&due.number).find(|place| {
        let item = &review.queue[*place];
        let (Item::Difference { field: it, .. } | Item::Due { field: it }) = item.item else { return false };
        it == field && item.state == State::Settled
    })
}
