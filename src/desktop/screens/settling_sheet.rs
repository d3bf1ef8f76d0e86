//! The page while settling: blank but for what is being read, or the final record where a broken rule is
//! looked at. Knows nothing of the two keyings.

use super::settling::{Phase, Reasoned};
use super::settling_panels::typed_figure;
use crate::compare::{FinalRecord, Item, QueueItem, Review};
use crate::desktop::answers;
use crate::desktop::page_view::{Sheet, Spoken, Written};
use crate::desktop::tokens::Tokens;
use crate::keying::Mode;
use crate::keying::reading::Reader;
use crate::paper::handwriting::{Inscription, inscription, typed_inscription};
use crate::questionnaire::{FieldId, Questionnaire};
use crate::texts::Language;

/// The question that the page marks.
pub(super) fn looked_at(item: &QueueItem, phase: &Phase) -> Option<FieldId> {
    match (phase, &item.item) {
        (Phase::Check { at, .. }, Item::Check(failure)) => failure.fields.get(*at).copied(),
        (Phase::Reason { of: Reasoned::Correction(field, _) | Reasoned::Overruled(field, _), .. }, _) => {
            Some(*field)
        }
        _ => item.field(),
    }
}

/// The page while settling: blank but for the reading, or the final record when a rule is looked at.
pub(super) struct ReadSheet<'a> {
    questionnaire: &'a Questionnaire,
    phase: &'a Phase,
    active: Option<FieldId>,
    record: Option<&'a FinalRecord>,
    language: Language,
}

impl<'a> ReadSheet<'a> {
    pub(super) fn new(
        review: &'a Review,
        item: &QueueItem,
        phase: &'a Phase,
        record: Option<&'a FinalRecord>,
        language: Language,
    ) -> Self {
        Self {
            questionnaire: &review.snapshot.questionnaire,
            phase,
            active: looked_at(item, phase),
            record,
            language,
        }
    }

    fn being_read(&self, field: FieldId) -> Option<Inscription> {
        if self.active != Some(field) {
            return None;
        }
        let variable = self.questionnaire.field_variable(field);
        let typed = |reader: &Reader| {
            if !reader.ticks().is_empty() {
                Some(Inscription::Crosses(reader.ticks().to_vec()))
            } else if !reader.typed().is_empty() {
                Some(typed_inscription(variable, reader.typed(), reader.typed().len()))
            } else {
                None
            }
        };
        match self.phase {
            Phase::Reading(reader) => typed(reader),
            Phase::Check { reader, .. } => typed(reader),
            Phase::Confirming(answer)
            | Phase::Reason {
                of: Reasoned::Correction(_, answer) | Reasoned::Overruled(_, answer), ..
            } => Some(inscription(self.questionnaire, answer)),
            Phase::Choosing { reading } => {
                reading.as_ref().map(|answer| inscription(self.questionnaire, answer))
            }
            Phase::Reason { of: Reasoned::Unreadable, .. }
            | Phase::Slipped { .. }
            | Phase::Arrived(_)
            | Phase::Done => None,
        }
    }
}

impl Sheet for ReadSheet<'_> {
    fn written(&self, field: FieldId) -> Written {
        let settled = self.record.as_ref().map(|record| record.record.answer(field));
        let stands = || settled.map(|answer| inscription(self.questionnaire, answer));
        Written {
            inscription: self.being_read(field).or_else(stands).unwrap_or(Inscription::Nothing),
            skipped: false,
            kept: false,
            noted: false,
            constant: false,
        }
    }

    fn spoken(&self, field: FieldId) -> Spoken {
        let variable = self.questionnaire.field_variable(field);
        let value = match (self.phase, self.active == Some(field)) {
            (Phase::Reading(reader), true) => typed_figure(reader),
            (Phase::Check { reader, .. }, true) if !reader.is_empty() => typed_figure(reader),
            (Phase::Confirming(answer), true) => {
                answers::in_words(self.questionnaire, variable, answer, self.language)
            }
            _ => self.record.as_ref().map_or_else(String::new, |record| {
                answers::in_words(self.questionnaire, variable, record.record.answer(field), self.language)
            }),
        };
        let name = answers::question_name(self.questionnaire, field, self.language);
        Spoken { name, value, state: String::new() }
    }

    fn active(&self) -> Option<FieldId> {
        self.active
    }

    fn stopped(&self) -> bool {
        match self.phase {
            Phase::Reading(reader) => matches!(reader.mode(), Mode::Stopped(_)),
            Phase::Check { reader, .. } => matches!(reader.mode(), Mode::Stopped(_)),
            _ => false,
        }
    }

    fn pen(&self, tokens: &Tokens, _field: FieldId) -> egui::Color32 {
        if self.record.is_some() { tokens.page.pen } else { tokens.page.third }
    }

    fn dims_others(&self) -> bool {
        true
    }
}
