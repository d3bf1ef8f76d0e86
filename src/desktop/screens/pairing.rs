//! Sheets that look mispaired, before any difference is settled: what looks wrong and why, by counts and
//! numbers of sheets, never by an answer, so that what is read blind later stays blind. Keys only; what is
//! proposed is `compare::proposals`.

use std::sync::Arc;

use egui::{Event, Ui};
use uuid::Uuid;

use crate::compare::Review;
use crate::compare::proposals::{Link, Proposal, said};
use crate::desktop::answers::short_name;
use crate::desktop::context::{Action, AfterSupervisor, ScreenContext};
use crate::desktop::keyboard::Keyboard;
use crate::desktop::study_thread::StudyHandle;
use crate::desktop::tokens::{Tokens, size};
use crate::desktop::widgets::{
    Button, bold, card, column, desk, figure, heading, key_hint, label, link, pill, soft, status_bar, top_bar,
};
use crate::keying::Key;
use crate::study::{Matching, Move, Operator, Said, matchings};
use crate::text;
use crate::texts::{Language, date, whole_number};

/// Differing questions named one by one.
const NAMED: usize = 8;

/// Width of what can be read at once.
const WIDE: f32 = 860.0;

/// The proposals being walked through.
pub struct PairingScreen {
    supervisor: Operator,
    keyboard: Keyboard,
    review: Option<Arc<Review>>,
    /// The proposal looked at.
    at: usize,
    /// All were looked at once: what comes next is offered.
    through: bool,
    /// What was decided on this screen, by the proposal's id; the study's own answer comes later.
    decided: Vec<String>,
    outbox: Vec<Said>,
    next: Option<Action>,
}

impl PairingScreen {
    /// The open proposals from the first.
    pub fn new(supervisor: Operator) -> Self {
        Self {
            supervisor,
            keyboard: Keyboard::default(),
            review: None,
            at: 0,
            through: false,
            decided: Vec::new(),
            outbox: Vec::new(),
            next: None,
        }
    }

    /// Takes the key events, in order, before egui sees them.
    pub fn take_events(&mut self, events: &mut Vec<Event>) {
        let mut keyboard = std::mem::take(&mut self.keyboard);
        keyboard.take(events, self, |_| false, Self::key);
        self.keyboard = keyboard;
    }

    /// Hands over what was decided.
    pub fn hand_over(&mut self, study: &mut StudyHandle) {
        if !self.outbox.is_empty() {
            let said = std::mem::take(&mut self.outbox).into_iter().map(|said| (None, said));
            study.declare(self.supervisor.id, said.collect());
        }
    }

    /// Paints the screen and hands over what was decided.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        if let Some(study) = &mut context.study {
            self.hand_over(study);
        }
        if let Some(next) = self.next.take() {
            context.ask(next);
        }
        self.look_again(context);
        let language = context.language;
        let title = context.study.as_ref().and_then(|study| study.questionnaire());
        let title = title.map(|it| it.title.get(language.code()).to_owned()).unwrap_or_default();
        let open = self.open().len();
        top_bar(ui, context, &[&title, &text!(language, "pairing-screen")], |ui, context| {
            pill(ui, context.tokens, &text!(language, "pairing-screen-open", open = open));
        });
        let name = self.supervisor.name.clone();
        status_bar(
            ui,
            context,
            |ui, context| _ = soft(ui, context.tokens, &name),
            |ui, context| hints_ui(ui, context),
        );
        let Some(review) = self.review.clone() else {
            desk(ui, context.tokens, |ui| soft(ui, context.tokens, &context.waiting_text("pairing-waiting")));
            return;
        };
        desk(ui, context.tokens, |ui| {
            column(ui, WIDE, |ui| {
                ui.spacing_mut().item_spacing.y = size::GAP;
                match self.looked_at() {
                    Some(proposal) => self.proposal_ui(ui, context, &review, &proposal),
                    None => self.done_ui(ui, context, open),
                }
                decided_ui(ui, context, &review);
            });
        });
    }

    /// The open proposals that nothing was decided on here.
    fn open(&self) -> Vec<&Proposal> {
        let all = self.review.as_ref().map_or(&[][..], |review| &review.proposals.open);
        all.iter().filter(|proposal| !self.decided.contains(&proposal.id)).collect()
    }

    fn looked_at(&self) -> Option<Proposal> {
        if self.through { None } else { self.open().get(self.at).map(|proposal| (*proposal).clone()) }
    }

    /// Takes the study's review when there is a newer one.
    fn look_again(&mut self, context: &ScreenContext<'_>) {
        let Some(newest) = context.study.as_ref().and_then(|study| study.review.clone()) else { return };
        if self.review.as_ref().is_some_and(|review| Arc::ptr_eq(review, &newest)) {
            return;
        }
        let before = self.looked_at().map(|proposal| proposal.id);
        // What the newest review holds is decided there; the rest is still on its way.
        let held = |id: &String| matchings(&newest.snapshot.declarations).any(|(_, one)| one.proposal == *id);
        self.decided.retain(|id| !held(id));
        self.review = Some(newest);
        let place = self.open().iter().position(|proposal| Some(&proposal.id) == before.as_ref());
        self.at = place.unwrap_or_else(|| self.at.min(self.open().len().saturating_sub(1)));
    }

    fn key(&mut self, key: Key) {
        match key {
            Key::Escape => self.next = Some(Action::GoStudy),
            Key::Control('z') => self.take_back(),
            Key::Down if self.at + 1 < self.open().len() => self.at += 1,
            Key::Down => self.through = true,
            Key::Up if self.through => self.through = false,
            Key::Up => self.at = self.at.saturating_sub(1),
            Key::Enter if self.looked_at().is_none() => self.settle(),
            Key::Char('0') => self.decide(None),
            Key::Char(digit) => {
                let way = digit.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
                if way.is_some() {
                    self.decide(way);
                }
            }
            _ => {}
        }
    }

    fn settle(&mut self) {
        let operator = self.supervisor.name.clone();
        self.next = Some(Action::StartSupervising { operator, then: AfterSupervisor::Settling });
    }

    /// Accepts the proposal looked at in one of its ways, or refuses it.
    fn decide(&mut self, way: Option<usize>) {
        let Some(proposal) = self.looked_at() else { return };
        let Some(matching) = way.map_or(Some(proposal.refused()), |way| proposal.accepted(way)) else {
            return;
        };
        self.outbox.push(Said::Matched(matching));
        self.decided.push(proposal.id);
        let open = self.open().len();
        self.through = self.at >= open;
        self.at = self.at.min(open.saturating_sub(1));
    }

    /// Takes back the newest decision that the study holds.
    fn take_back(&mut self) {
        let Some(review) = &self.review else { return };
        let taken_back: Vec<Uuid> = self
            .outbox
            .iter()
            .filter_map(|said| match said {
                Said::Withdrawn { declaration } => Some(*declaration),
                _ => None,
            })
            .collect();
        if let Some(at) = self.outbox.iter().rposition(|said| matches!(said, Said::Matched(_))) {
            if let Said::Matched(Matching { proposal, .. }) = self.outbox.remove(at) {
                self.decided.retain(|id| *id != proposal);
            }
        } else if let Some((newest, _)) =
            matchings(&review.snapshot.declarations).filter(|(one, _)| !taken_back.contains(&one.id)).last()
        {
            self.outbox.push(Said::Withdrawn { declaration: newest.id });
        }
        self.through = false;
    }

    fn proposal_ui(
        &mut self,
        ui: &mut Ui,
        context: &mut ScreenContext<'_>,
        review: &Review,
        proposal: &Proposal,
    ) {
        let (language, tokens) = (context.language, context.tokens);
        let snapshot = &review.snapshot;
        card(ui, tokens, |ui| {
            heading(ui, tokens, &proposal.title(language));
            soft(ui, tokens, &text!(language, "pairing-screen-look"));
            for link in &proposal.links {
                ui.add_space(6.0);
                link_ui(ui, tokens, review, link, language);
            }
            ui.add_space(4.0);
            for sentence in proposal.reasons(snapshot, review.proposals.chance, language) {
                label(ui, tokens, &sentence);
            }
        });
        let mut chosen = None;
        card(ui, tokens, |ui| {
            heading(ui, tokens, &text!(language, "pairing-screen-ways"));
            ui.spacing_mut().item_spacing.y = 8.0;
            for (at, way) in proposal.ways.iter().enumerate() {
                let says = capital(&way.text(snapshot, language));
                if Button::plain(&says).key((at + 1).to_string()).wide().show(ui, tokens).clicked() {
                    chosen = Some(Some(at));
                }
            }
            let refuse = capital(&text!(language, "pairing-does-refuse"));
            if Button::plain(&refuse).key("0".to_owned()).wide().show(ui, tokens).clicked() {
                chosen = Some(None);
            }
        });
        if let Some(way) = chosen {
            self.decide(way);
        }
    }

    fn done_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, open: usize) {
        let (language, tokens) = (context.language, context.tokens);
        card(ui, tokens, |ui| {
            let left = text!(language, "pairing-screen-open", open = open);
            let done = text!(language, "pairing-screen-done");
            heading(ui, tokens, &if open == 0 { done } else { capital(&left) });
            label(ui, tokens, &text!(language, "pairing-screen-done-more"));
            ui.add_space(4.0);
            let key = text!(language, "desktop-key-enter");
            let name = text!(language, "pairing-screen-go-on");
            if Button::primary(&name).key(key).large().show(ui, tokens).clicked() {
                self.settle();
            }
        });
        let alone = self.review.as_ref().map_or(&[][..], |review| &review.proposals.alone);
        if !alone.is_empty() {
            card(ui, tokens, |ui| {
                let numbers: Vec<&str> = alone.iter().map(|(number, _)| number.as_str()).collect();
                label(ui, tokens, &text!(language, "pairing-alone", numbers = numbers.join(" ")));
            });
        }
    }
}

/// The two sheets side by side in brief: numbers, passes, how many answers agree and differ.
fn link_ui(ui: &mut Ui, tokens: &Tokens, review: &Review, shown: &Link, language: Language) {
    let snapshot = &review.snapshot;
    let of_sheet = |at: usize| {
        let Some(keying) = snapshot.keying(at) else { return String::new() };
        let pass = text!(language, said::pass_id(keying.pass));
        let begun = date(language, keying.started.to_zoned(jiff::tz::TimeZone::UTC).date());
        format!("{pass}, {begun}")
    };
    let likeness = shown.likeness;
    let count = |count: u32| whole_number(language, i64::from(count));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(38.0, 8.0);
        figure(ui, tokens, &shown.numbers[0], tokens.ink, &of_sheet(shown.one));
        figure(ui, tokens, &shown.numbers[1], tokens.ink, &of_sheet(shown.other));
        let (agree, differ) = (likeness.agree, likeness.comparable.saturating_sub(likeness.agree));
        figure(ui, tokens, &count(agree), tokens.ok, &text!(language, "pairing-screen-agree"));
        figure(ui, tokens, &count(differ), tokens.amber, &text!(language, "pairing-screen-differ"));
    });
    let differing = shown.differing(snapshot);
    if !differing.is_empty() && differing.len() <= NAMED {
        let names: Vec<String> =
            differing.iter().map(|field| short_name(&snapshot.questionnaire, *field, language)).collect();
        soft(ui, tokens, &text!(language, "pairing-screen-differing", questions = names.join(", ")));
    }
}

/// What stands decided, the newest last.
fn decided_ui(ui: &mut Ui, context: &mut ScreenContext<'_>, review: &Review) {
    let (language, tokens) = (context.language, context.tokens);
    let decided: Vec<_> = matchings(&review.snapshot.declarations).collect();
    if decided.is_empty() {
        return;
    }
    card(ui, tokens, |ui| {
        bold(ui, tokens, &text!(language, "pairing-screen-decided"));
        for (declaration, matching) in decided {
            let state =
                if matching.is_refusal() { "pairing-state-refused" } else { "pairing-state-accepted" };
            let operators = &review.snapshot.operators;
            let by = operators.iter().find(|operator| operator.id == declaration.operator);
            let day = date(language, declaration.at.to_zoned(jiff::tz::TimeZone::UTC).date());
            let line = text!(
                language,
                "pairing-decided-line",
                id = String::new(),
                title = said::title(&matching.what, &matching.numbers, language),
                state = text!(language, state),
                name = by.map_or("", |operator| operator.name.as_str()),
                date = day
            );
            let counts = matching.moves.iter().filter_map(|one| counts_as(review, one, language));
            ui.horizontal_wrapped(|ui| {
                label(ui, tokens, line.trim());
                counts.for_each(|counts| _ = soft(ui, tokens, &counts));
                for number in &matching.numbers {
                    if link(ui, tokens, number).clicked() {
                        context.ask(Action::GoSheet(number.clone()));
                    }
                }
            });
        }
    });
}

/// Under which number a keying counts since it was decided.
fn counts_as(review: &Review, moved: &Move, language: Language) -> Option<String> {
    let keying = review.snapshot.keying_of(moved.keying)?;
    let (keyed, sheet) = (keying.number.as_str(), moved.number.as_deref()?);
    (keyed != sheet).then(|| text!(language, "settled-counts-as", keyed = keyed, sheet = sheet))
}

fn hints_ui(ui: &mut Ui, context: &ScreenContext<'_>) {
    let language = context.language;
    ui.spacing_mut().item_spacing.x = 18.0;
    let (escape, down) = (text!(language, "screens-key-escape"), text!(language, "screens-key-down"));
    for (key, does) in [
        (escape.as_str(), "pairing-does-leave"),
        ("Ctrl Z", "pairing-does-undo"),
        (down.as_str(), "pairing-does-later"),
        ("0", "pairing-does-refuse-short"),
        ("1", "pairing-does-accept"),
    ] {
        let key = context.keys.shown(language, key);
        ui.scope(|ui| key_hint(ui, context.tokens, &key, &text!(language, does)));
    }
}

/// A sentence with its first letter large.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
