//! Short notices that go by themselves, the banner of an error that stays, and the row of work that
//! runs.

use egui::{
    Align2, Area, Color32, CornerRadius, Frame, Margin, Order, Rect, RichText, Sense, Stroke, Ui, vec2,
};
use jiff::Timestamp;

use super::button::{link, pill_button};
use super::icon::{Icon, paint_icon};
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{Tokens, size, text_size};

/// How long a notice stays, in seconds.
const STAYS_SECONDS: i64 = 6;

/// Room for the two buttons of a banner.
const BANNER_BUTTONS: f32 = 280.0;

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Done.
    Done,
    /// To know.
    Info,
    /// Look here.
    Warning,
    /// Something failed.
    Problem,
}

impl Tone {
    fn look(self, tokens: &Tokens) -> (Icon, Color32, Color32) {
        match self {
            Self::Done => (Icon::Check, tokens.ok, tokens.ok_back),
            Self::Info => (Icon::Info, tokens.accent, tokens.card),
            Self::Warning => (Icon::Warning, tokens.amber, tokens.amber_back),
            Self::Problem => (Icon::Warning, tokens.red, tokens.red_back),
        }
    }
}

/// A sentence that goes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// About what.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

impl Notice {
    /// A notice.
    pub fn new(tone: Tone, text: String) -> Self {
        Self { tone, text }
    }
}

/// The notices that show now.
#[derive(Default)]
pub struct Notices {
    shown: Vec<(Notice, Option<Timestamp>)>,
}

impl Notices {
    /// Shows one more; the same sentence once.
    pub fn push(&mut self, notice: Notice) {
        self.shown.retain(|(known, _)| *known != notice);
        self.shown.push((notice, None));
        let surplus = self.shown.len().saturating_sub(3);
        self.shown.drain(..surplus);
    }

    /// Paints them above the status bar, and forgets old ones.
    pub fn ui(&mut self, ui: &Ui, tokens: &Tokens, now: Timestamp) {
        for (_, until) in &mut self.shown {
            until.get_or_insert(now + jiff::SignedDuration::from_secs(STAYS_SECONDS));
        }
        self.shown.retain(|(_, until)| until.is_none_or(|until| now < until));
        if self.shown.is_empty() {
            return;
        }
        ui.ctx().request_repaint_after(std::time::Duration::from_secs(1));
        Area::new(egui::Id::unique("notices"))
            .order(Order::Tooltip)
            .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -size::STATUS_BAR - 14.0))
            .interactable(false)
            .show(ui.ctx(), |ui| {
                for (notice, _) in &self.shown {
                    notice_ui(ui, tokens, notice);
                }
            });
    }
}

fn notice_ui(ui: &mut Ui, tokens: &Tokens, notice: &Notice) {
    let (icon, colour, back) = notice.tone.look(tokens);
    Frame::new()
        .fill(back)
        .stroke(Stroke::new(1.0, colour))
        .corner_radius(CornerRadius::same(size::BUTTON_RADIUS))
        .inner_margin(Margin::symmetric(16, 11))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(size::ICON, size::ICON), Sense::hover());
                paint_icon(ui.painter(), icon, rect, colour);
                // As wide as its text, and no wider than the window: then it goes on in a new line.
                let room = ui.ctx().content_rect().width() - 120.0;
                let font = regular(text_size::BASE);
                let galley = ui.painter().layout(notice.text.clone(), font, tokens.ink, room);
                ui.label(galley);
            });
        });
}

/// What the user does with a banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Banner {
    /// Tries again.
    Retry,
    /// Has read it.
    Dismiss,
}

impl Banner {
    /// Shows a problem until it is dealt with. Labels: try again (if that can be), close; `keys` are
    /// theirs.
    pub fn ui(
        ui: &mut Ui,
        tokens: &Tokens,
        problem: &str,
        retry: Option<&str>,
        close: &str,
        keys: &[String; 2],
    ) -> Option<Self> {
        let mut answer = None;
        Frame::new().fill(tokens.red_back).inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(18.0, 28.0), Sense::hover());
                paint_icon(ui.painter(), Icon::Warning, rect, tokens.red);
                let room = ui.available_width() - BANNER_BUTTONS;
                ui.vertical(|ui| {
                    ui.set_width(room);
                    ui.add_space(4.0);
                    ui.label(RichText::new(problem).font(semibold(text_size::BASE)).color(tokens.ink));
                });
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                    if pill_button(ui, tokens, close, Some(&keys[1])).clicked() {
                        answer = Some(Self::Dismiss);
                    }
                    if let Some(retry) = retry
                        && pill_button(ui, tokens, retry, Some(&keys[0])).clicked()
                    {
                        answer = Some(Self::Retry);
                    }
                });
            });
        });
        answer
    }
}

/// Work that runs, how far it is (if it can be known), and a way to stop it. True when it is to stop.
pub fn progress_row(
    ui: &mut Ui,
    tokens: &Tokens,
    what: &str,
    share: Option<f32>,
    stop: Option<&str>,
) -> bool {
    let mut stopped = false;
    ui.horizontal(|ui| {
        ui.label(RichText::new(what).font(regular(text_size::SMALL)).color(tokens.soft));
        let (rect, response) = ui.allocate_exact_size(vec2(180.0, 8.0), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, what));
        let corner = CornerRadius::same(4);
        ui.painter().rect_filled(rect, corner, tokens.track);
        let filled = match share {
            Some(share) => {
                Rect::from_min_size(rect.min, vec2(rect.width() * share.clamp(0.0, 1.0), rect.height()))
            }
            None => {
                let phase = (ui.input(|input| input.time) * 0.8).fract() as f32;
                ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
                let width = rect.width() * 0.3;
                Rect::from_min_size(
                    rect.min + vec2((rect.width() - width) * phase, 0.0),
                    vec2(width, rect.height()),
                )
            }
        };
        ui.painter().rect_filled(filled, corner, tokens.accent);
        if let Some(stop) = stop {
            stopped = link(ui, tokens, stop).clicked();
        }
    });
    stopped
}
