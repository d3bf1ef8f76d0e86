//! A newer review of the study while settling: what is looked at stays where it can, and where it cannot
//! the keys on their way are not taken for an answer to another question.

use std::sync::Arc;

use super::settling::{Arrived, Done, From, Phase, SettlingScreen};
use crate::compare::{Item, Order, QueueItem, Review, State, sheet_order};
use crate::desktop::context::ScreenContext;
use crate::study::NewResolution;

impl SettlingScreen {
    /// Takes the study's review when there is a newer one and nothing is being typed. The queue may have
    /// changed (a correction breaks or mends a rule), so the place is found anew.
    pub(super) fn look_again(&mut self, context: &ScreenContext<'_>) {
        let Some(study) = &context.study else { return };
        let Some(newest) = study.found_so_far().cloned() else { return };
        self.whole = study.review.is_some();
        // By question, what the next sheets bring would stand before the place looked at.
        if !self.whole && self.order == Order::Question && self.review.is_some() {
            return;
        }
        // Comparing began again: nothing that was there is taken away until it is found again.
        if !self.whole && self.review.as_ref().is_some_and(|old| is_less(&newest, old)) {
            return;
        }
        let same = self.review.as_ref().is_some_and(|review| Arc::ptr_eq(review, &newest));
        if same || !self.is_idle() {
            return;
        }
        let Some(old) = self.review.clone() else {
            self.review = Some(newest);
            self.walk_anew();
            return self.go_to_open(From::Start);
        };
        let before = old.queue.get(self.at).filter(|_| !matches!(self.phase, Phase::Done));
        self.keep_decided(&old, &newest);
        self.review = Some(newest.clone());
        self.walk_anew();
        self.unreadable.retain(|number, is| self.with_field_team.contains(number) != *is);
        let place = self.brought_about(&old, &newest).or_else(|| self.still_there(before?, &newest));
        match (place, before) {
            (Some(place), Some(before)) if same_item(&newest.queue[place], before) => self.stay_at(place),
            (Some(place), _) => self.go_to(place),
            (None, before) => {
                self.at = before.map_or(0, |before| self.first_from(before, &newest));
                self.go_to_open(From::Here);
            }
        }
        let moved = before.is_some_and(|before| !self.item().is_some_and(|item| same_item(item, before)));
        if moved && !matches!(self.phase, Phase::Done) {
            self.phase = Phase::Arrived(if self.is_due() { Arrived::CameDue } else { Arrived::FellAway });
        }
    }

    /// Decisions that the newest review does not hold yet stay marked; of the others it knows better: a rule
    /// may still be broken after a correction.
    fn keep_decided(&mut self, old: &Review, newest: &Review) {
        let kept = |decision: &NewResolution| {
            newest.snapshot.resolutions.iter().rev().any(|kept| {
                kept.number == decision.number
                    && kept.target == decision.target
                    && kept.operator == decision.operator
            })
        };
        let decided = std::mem::take(&mut self.decided).into_iter();
        let waiting = decided.filter(|(_, decision)| !kept(decision));
        let placed = waiting.filter_map(|(place, decision)| {
            let item = old.queue.get(place)?;
            Some((place_of(item, newest)?, decision))
        });
        self.decided = placed.collect();
    }

    /// Where the item looked at stands now, unless a settled filter settled it.
    fn still_there(&self, before: &QueueItem, newest: &Review) -> Option<usize> {
        let place = place_of(before, newest)?;
        let fell_away = newest.queue[place].state == State::Settled && before.state == State::Open;
        (!fell_away).then_some(place)
    }

    /// Shows the same item of the newer queue: the same question of a broken rule, the same reading again.
    fn stay_at(&mut self, place: usize) {
        let (again, differently) = (self.rereading.take(), self.read_differently);
        let phase = std::mem::replace(&mut self.phase, Phase::Done);
        self.go_to(place);
        (self.rereading, self.read_differently) = (again, differently);
        match phase {
            Phase::Check { at, .. } => self.look_at_check_field(at),
            Phase::Arrived(why) => self.phase = Phase::Arrived(why),
            _ => {}
        }
    }

    /// The first step of the walk that does not come before an item which is gone.
    fn first_from(&self, gone: &QueueItem, newest: &Review) -> usize {
        let comes_before = |item: &QueueItem| {
            let by_sheet = sheet_order(&item.number, &gone.number);
            let by_question = item.field().cmp(&gone.field());
            let order = match self.order {
                Order::Sheet => by_sheet.then(by_question),
                Order::Question => by_question.then(by_sheet),
            };
            order.is_lt()
        };
        let next = self.walk.iter().find(|place| !comes_before(&newest.queue[**place]));
        next.or(self.walk.last()).copied().unwrap_or_default()
    }

    /// What the last decision made due on its sheet comes next, while the paper is at hand: from the first
    /// question that is due there, so that the lines of a table are read in their order.
    fn brought_about(&self, old: &Review, newest: &Review) -> Option<usize> {
        let Some(Done::Decided(last)) = self.done.last() else { return None };
        let due = |item: &QueueItem| matches!(item.item, Item::Due { .. });
        let is_new =
            |item: &QueueItem| item.state == State::Open && due(item) && place_of(item, old).is_none();
        let open = |place: &usize| due(&newest.queue[*place]) && !self.is_settled(newest, *place);
        newest.queue_of(&last.number).iter().any(is_new).then(|| newest.stops_of(&last.number).find(open))?
    }
}

/// Where an item stands in a queue.
pub(super) fn place_of(wanted: &QueueItem, review: &Review) -> Option<usize> {
    review.stops_of(&wanted.number).find(|place| same_item(&review.queue[*place], wanted))
}

/// Whether two queues mean the same thing by an item.
pub(super) fn same_item(one: &QueueItem, other: &QueueItem) -> bool {
    one.number == other.number
        && match (&one.item, &other.item) {
            (Item::Difference { field: one, .. }, Item::Difference { field: other, .. }) => one == other,
            (Item::Due { field: one }, Item::Due { field: other }) => one == other,
            (Item::Check(one), Item::Check(other)) => one.name == other.name,
            _ => false,
        }
}

/// Whether a review of the same questionnaire has found less.
fn is_less(newest: &Review, old: &Review) -> bool {
    newest.snapshot.questionnaire.id == old.snapshot.questionnaire.id && newest.queue.len() < old.queue.len()
}
