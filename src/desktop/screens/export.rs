//! Writing a file for others: which data, in which form, where to.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers, Ui};

use crate::desktop::command::Command;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::dialogs::path::typed_path;
use crate::desktop::picker::{FileQuestion, Purpose};
use crate::desktop::study_thread::ExportOrder;
use crate::desktop::tokens::{Tokens, size};
use crate::desktop::widgets::{
    Button, Icon, TextField, card, choice, choice_with_sentences, column, desk, heading, key_hint, label,
    paint_icon, progress_row, soft, status_bar, top_bar,
};
use crate::export::{Choices, Format, Preset, Profile, Repeats, Request, Stage, Summary, Values, What};
use crate::questionnaire::{Questionnaire, VariableType};
use crate::text;
use crate::texts::{Language, whole_number};

/// Room for three formats side by side.
const WIDTH: f32 = 1000.0;

/// Height for the form under which the file's card scrolls along with it.
const LOW: f32 = 420.0;

/// The export screen.
#[derive(Debug)]
pub struct ExportScreen {
    what: What,
    format: Format,
    preset: Preset,
    values: Values,
    choices: Choices,
    profile: Profile,
    /// As the user said; else as suits what is exported.
    repeats: Option<Repeats>,
    path: String,
    empty: bool,
    done: Option<(PathBuf, Summary, What)>,
    begun: bool,
}

impl ExportScreen {
    /// With a file proposed.
    pub fn new(proposed: PathBuf) -> Self {
        Self {
            what: What::Final,
            format: Format::of_path(&proposed).unwrap_or(Format::Xlsx),
            preset: Preset::ExcelFr,
            values: Values::Codes,
            choices: Choices::Boxes,
            profile: Profile::Full,
            repeats: None,
            path: proposed.to_string_lossy().into_owned(),
            empty: false,
            done: None,
            begun: false,
        }
    }

    /// The system's dialog answered.
    pub fn answered(&mut self, path: PathBuf) {
        self.path = path.to_string_lossy().into_owned();
        self.take_ending();
    }

    /// The file is written.
    pub fn done(&mut self, order: ExportOrder, summary: Summary) {
        self.done = Some((order.path, summary, order.request.what));
    }

    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        let title = context
            .study
            .as_ref()
            .and_then(|study| study.questionnaire())
            .map(|questionnaire| questionnaire.title.get(language.code()).to_owned())
            .unwrap_or_default();
        top_bar(ui, context, &[&title, &text!(language, "desktop-command-export")], |_, _| {});
        status_bar(
            ui,
            context,
            |_, _| {},
            |ui, context| {
                let key = context.keys.name(language, Command::Back);
                let does = if context.exporting() { "desktop-stop" } else { "desktop-back-short" };
                key_hint(ui, context.tokens, &key, &text!(language, does));
            },
        );
        let free = ui.memory(|memory| memory.focused()).is_none() || ui.ctx().text_edit_focused();
        let usable = free && !egui::Popup::is_any_open(ui.ctx()) && !context.covered;
        let enter = usable && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        // Where the file goes, and the button, are always in view, unless hardly anything else then were.
        let low = ui.available_height() < LOW;
        if !low {
            egui::Panel::bottom("export file")
                .resizable(false)
                .show_separator_line(false)
                .frame(egui::Frame::new().fill(tokens.desk).inner_margin(egui::Margin::symmetric(16, 10)))
                .show(ui, |ui| {
                    column(ui, WIDTH, |ui| card(ui, tokens, |ui| self.file_ui(ui, context, enter)))
                });
        }
        desk(ui, tokens, |ui| {
            column(ui, WIDTH, |ui| {
                ui.spacing_mut().item_spacing.y = size::GAP;
                if let Some((path, summary, what)) = &self.done {
                    card(ui, tokens, |ui| done_ui(ui, context, path, summary, *what));
                }
                card(ui, tokens, |ui| self.form_ui(ui, context));
                if low {
                    card(ui, tokens, |ui| self.file_ui(ui, context, enter));
                }
            })
        });
    }

    fn form_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        ui.spacing_mut().item_spacing.y = 10.0;
        let name = text!(language, "desktop-export-what");
        heading(ui, tokens, &name);
        let options = [
            (What::Final, text!(language, "desktop-export-final")),
            (What::First, text!(language, "desktop-export-first")),
            (What::Second, text!(language, "desktop-export-second")),
            (What::Resolutions, text!(language, "desktop-export-resolutions")),
            (What::Journal, text!(language, "desktop-export-journal")),
            (What::Notes, text!(language, "desktop-export-notes")),
        ];
        if choice(ui, tokens, &name, &mut self.what, &options) && self.is_list() && self.format.is_codebook()
        {
            self.format = Format::Xlsx;
            self.give_ending();
        }
        let open = context.study.as_ref().map_or(0, |study| study.open_items());
        if self.what == What::Final && open > 0 {
            warning_ui(ui, tokens, &text!(language, "desktop-export-open", count = open));
        }
        if self.what == What::Final {
            self.profile_ui(ui, tokens, language);
        }
        let name = text!(language, "desktop-export-format");
        heading(ui, tokens, &name);
        let profile = self.profile();
        let formats = Format::ALL
            .into_iter()
            .filter(|format| !(self.is_list() && format.is_codebook()) && format.takes(profile));
        let options: Vec<_> = formats
            .map(|format| {
                let id = format!("desktop-export-format-{}", format.ending());
                (format, text!(language, &id), text!(language, &format!("{id}-is")))
            })
            .collect();
        if choice_with_sentences(ui, tokens, &name, &mut self.format, &options) {
            self.give_ending();
        }
        let questionnaire = context.study.as_ref().and_then(|study| study.questionnaire().cloned());
        if let Some(questionnaire) = questionnaire {
            self.options_ui(ui, tokens, language, &questionnaire);
        }
    }

    /// For whom it is: what leaves differs.
    fn profile_ui(&mut self, ui: &mut Ui, tokens: &Tokens, language: Language) {
        let name = text!(language, "desktop-export-profile");
        heading(ui, tokens, &name);
        let options = [
            (Profile::Full, "desktop-export-profile-full"),
            (Profile::Funder, "desktop-export-profile-funder"),
            (Profile::Public, "desktop-export-profile-public"),
        ]
        .map(|(profile, id)| (profile, text!(language, id), text!(language, &format!("{id}-is"))));
        if choice_with_sentences(ui, tokens, &name, &mut self.profile, &options)
            && !self.format.takes(self.profile)
        {
            self.format = Format::Csv;
            self.give_ending();
        }
    }

    /// Only final records leave in a profile.
    fn profile(&self) -> Profile {
        if self.what == What::Final { self.profile } else { Profile::Full }
    }

    fn is_list(&self) -> bool {
        matches!(self.what, What::Resolutions | What::Journal | What::Notes)
    }

    /// What can be chosen for the format, as far as the questionnaire gives a choice.
    fn options_ui(&mut self, ui: &mut Ui, tokens: &Tokens, language: Language, asked: &Questionnaire) {
        if self.format == Format::Csv {
            self.csv_ui(ui, tokens, language);
        }
        if self.is_list() || self.format.is_codebook() {
            return;
        }
        let multiple = |it: &crate::questionnaire::Variable| it.kind == VariableType::SelectMultiple;
        // The others write every box apart, whatever is asked for.
        if [Format::Csv, Format::Xlsx].contains(&self.format) && asked.variables.iter().any(multiple) {
            let name = text!(language, "desktop-export-choices");
            label(ui, tokens, &name);
            let options = [
                (Choices::Boxes, text!(language, "desktop-export-boxes")),
                (Choices::Codes, text!(language, "desktop-export-one-column")),
            ];
            choice(ui, tokens, &name, &mut self.choices, &options);
        }
        let sets = [Format::Csv, Format::Stata, Format::Spss];
        if sets.contains(&self.format) && !asked.repeats.is_empty() {
            let name = text!(language, "desktop-export-repeats");
            label(ui, tokens, &name);
            let options = [
                (Repeats::Lines, text!(language, "desktop-export-lines")),
                (Repeats::Columns, text!(language, "desktop-export-columns")),
            ];
            let mut repeats = self.repeats.unwrap_or(Repeats::usual(self.what));
            if choice(ui, tokens, &name, &mut repeats, &options) {
                self.repeats = Some(repeats);
            }
        }
    }

    fn csv_ui(&mut self, ui: &mut Ui, tokens: &Tokens, language: Language) {
        let name = text!(language, "desktop-export-preset");
        label(ui, tokens, &name);
        let options = [
            (Preset::ExcelFr, text!(language, "desktop-export-excel-fr")),
            (Preset::Open, text!(language, "desktop-export-open-data")),
        ];
        choice(ui, tokens, &name, &mut self.preset, &options);
        if self.is_list() {
            return;
        }
        let name = text!(language, "desktop-export-values");
        label(ui, tokens, &name);
        let options = [
            (Values::Codes, text!(language, "desktop-export-codes")),
            (Values::Labels, text!(language, "desktop-export-labels")),
        ];
        choice(ui, tokens, &name, &mut self.values, &options);
    }

    fn file_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, enter: bool) {
        let (tokens, language) = (context.tokens, context.language);
        ui.spacing_mut().item_spacing.y = 12.0;
        let name = text!(language, "desktop-path-file");
        let problem = self.empty.then(|| text!(language, "desktop-path-empty"));
        let field = TextField::new("export file", &name).problem(problem.as_deref());
        if !std::mem::replace(&mut self.begun, true) {
            ui.memory_mut(|memory| memory.request_focus(field.id()));
        }
        if field.show(ui, tokens, &mut self.path).changed() {
            self.take_ending();
        }
        if context.exporting() {
            progress_ui(ui, context);
            return;
        }
        let busy = context.state.busy;
        let mut clicked = false;
        ui.horizontal(|ui| {
            let key = text!(language, "desktop-key-enter");
            let does = text!(language, "desktop-export-do");
            clicked = Button::primary(&does).key(key).enabled(!busy).show(ui, tokens).clicked();
            let browse = text!(language, "desktop-browse");
            if Button::plain(&browse).show(ui, tokens).clicked() {
                let title = text!(language, "desktop-command-export");
                let start = (!self.path.trim().is_empty()).then(|| typed_path(&self.path));
                context.ask(Action::PickFile(FileQuestion { purpose: Purpose::Export, title, start }));
            }
        });
        if (enter || clicked) && !busy {
            self.accept(context);
        }
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        self.empty = self.path.trim().is_empty();
        if self.empty {
            return;
        }
        self.give_ending();
        self.done = None;
        let request = Request {
            what: self.what,
            preset: self.preset,
            values: self.values,
            choices: self.choices,
            repeats: self.repeats,
            language: context.language,
            profile: self.profile(),
            ..Request::default()
        };
        context.ask(Action::Export(ExportOrder { path: typed_path(&self.path), request }));
    }

    /// The file's ending follows the format chosen.
    fn give_ending(&mut self) {
        let ending = self.format.ending();
        let path = typed_path(&self.path);
        if !path.as_os_str().is_empty() && Format::of_path(&path).ok() != Some(self.format) {
            let known = Format::of_path(&path).is_ok();
            let named = if known { path.with_extension(ending) } else { with_ending(&path, ending) };
            self.path = named.to_string_lossy().into_owned();
        }
    }

    /// The format follows an ending that was typed.
    fn take_ending(&mut self) {
        if let Ok(format) = Format::of_path(&typed_path(&self.path)) {
            self.format = format;
        }
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut named = path.as_os_str().to_owned();
    named.push(".");
    named.push(ending);
    PathBuf::from(named)
}

/// How far the export is, in place of the button that began it.
fn progress_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    let progress = context.study.as_ref().and_then(|study| study.export_progress);
    let stage = match progress.map(|progress| progress.stage) {
        None | Some(Stage::Counting) => "desktop-export-counting",
        Some(Stage::Writing) => "desktop-export-writing",
        Some(Stage::Finishing) => "desktop-export-finishing",
    };
    let share = progress.and_then(|progress| progress.share());
    let stop = text!(language, "desktop-stop");
    // As high as the button was: nothing jumps.
    let room = egui::vec2(ui.available_width(), size::BUTTON_HEIGHT);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let row = ui.allocate_ui_with_layout(room, layout, |ui| {
        ui.set_min_height(room.y);
        progress_row(ui, tokens, &text!(language, stage), share, Some(&stop))
    });
    if row.inner {
        context.ask(Action::StopWork);
    }
}

fn warning_ui(ui: &mut Ui, tokens: &Tokens, text: &str) {
    egui::Frame::new()
        .fill(tokens.amber_back)
        .corner_radius(egui::CornerRadius::same(size::PILL_RADIUS))
        .inner_margin(egui::Margin::symmetric(12, 9))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                let (rect, _) = ui.allocate_exact_size(egui::vec2(size::ICON, 20.0), egui::Sense::hover());
                paint_icon(ui.painter(), Icon::Warning, rect, tokens.amber);
                ui.vertical(|ui| label(ui, tokens, text));
            });
        });
}

fn done_ui(ui: &mut Ui, context: &mut ScreenContext<'_>, path: &Path, summary: &Summary, what: What) {
    let (tokens, language) = (context.tokens, context.language);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(20.0, 20.0), egui::Sense::hover());
        paint_icon(ui.painter(), Icon::Check, rect, tokens.ok);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        heading(ui, tokens, &text!(language, "desktop-export-written", name = name));
    });
    if !Format::of_path(path).is_ok_and(Format::is_codebook) {
        let rows = whole_number(language, summary.rows as i64);
        label(ui, tokens, &text!(language, "desktop-export-rows", count = summary.rows, rows = rows));
    }
    for (path, rows) in &summary.beside {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let shown = whole_number(language, *rows as i64);
        label(
            ui,
            tokens,
            &text!(language, "desktop-export-beside", name = name, count = *rows, rows = shown),
        );
    }
    if what == What::Final && summary.open > 0 {
        warning_ui(ui, tokens, &text!(language, "desktop-export-open-left", count = summary.open));
    }
    if summary.keyed_once > 0 {
        label(ui, tokens, &text!(language, "desktop-export-once-left", count = summary.keyed_once));
    }
    if summary.unfinished > 0 {
        label(ui, tokens, &text!(language, "desktop-export-unfinished-left", count = summary.unfinished));
    }
    let folder = path.parent().unwrap_or(path).to_owned();
    soft(ui, tokens, &folder.to_string_lossy());
    let show = text!(language, "desktop-export-show-folder");
    if Button::plain(&show).icon(Icon::Folder).show(ui, tokens).clicked() {
        context.ask(Action::ShowFolder(folder));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 13: the format comes from the file's ending; the form and the name never contradict.
    #[test]
    fn ending_and_format_agree() {
        let mut screen = ExportScreen::new(PathBuf::from("/a/étude.xlsx"));
        assert_eq!(screen.format, Format::Xlsx);
        screen.format = Format::Csv;
        screen.give_ending();
        assert_eq!(screen.path, "/a/étude.csv");
        screen.answered(PathBuf::from("/b/x.XLSX"));
        assert_eq!(screen.format, Format::Xlsx);
        screen.path = "/b/étude.v2".to_owned();
        screen.give_ending();
        assert_eq!(screen.path, "/b/étude.v2.xlsx");
    }
}
