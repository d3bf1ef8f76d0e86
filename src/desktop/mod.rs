//! The window: screens, commands, theme. No SQL, no rules of its own.

pub mod announce;
pub mod answers;
pub mod app;
pub mod board;
pub mod chord;
pub mod command;
pub mod context;
pub mod dialogs;
pub mod key_list;
pub mod keyboard;
pub mod keymap;
pub mod motion;
pub mod page_view;
pub mod personal_keys;
pub mod picker;
pub mod quality_thread;
pub mod screen;
pub mod screens;
pub mod settings;
pub mod sound;
pub mod stacks;
pub mod study_thread;
pub mod theme;
pub mod tokens;
pub mod widgets;
pub mod work_key;
pub mod writing;

use std::path::PathBuf;

use app::{App, Setup};
use picker::SystemPicker;
use settings::{Renderer, Settings, SettingsFile};
use study_thread::DemoMaker;
use tokens::size;

/// Opens the window, on a study if one is named; `demo` makes a demo study when asked. The error is a sentence for people.
pub fn run(study: Option<PathBuf>, demo: DemoMaker) -> Result<(), String> {
    let file = SettingsFile::of_user();
    // A damaged file is set aside by the window, which says so.
    let settings = file.peek().unwrap_or_default();
    let asked = std::env::var("RECTO_RENDERER").ok().and_then(|name| Renderer::by_name(&name));
    let first = asked.or(settings.renderer).unwrap_or(Renderer::Glow);
    let mut reasons = Vec::new();
    for renderer in [first, first.other()] {
        match open(renderer, asked, &settings, file.clone(), study.clone(), demo) {
            Ok(()) => return Ok(()),
            Err(error) => {
                tracing::warn!("{renderer:?} cannot start: {error}");
                reasons.push(format!("{renderer:?}: {error}"));
            }
        }
    }
    Err(crate::text!(settings.language(), "desktop-no-window", reasons = reasons.join("; ")))
}

fn open(
    renderer: Renderer,
    asked: Option<Renderer>,
    settings: &Settings,
    file: SettingsFile,
    study: Option<PathBuf>,
    demo: DemoMaker,
) -> Result<(), eframe::Error> {
    let options = eframe::NativeOptions {
        viewport: viewport(settings),
        renderer: match renderer {
            Renderer::Glow => eframe::Renderer::Glow,
            Renderer::Wgpu => eframe::Renderer::Wgpu,
        },
        // There are no gradients; without a graphics card, dithering is a third of the work of a frame.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    let creator: eframe::AppCreator<'_> = Box::new(move |creation| {
        let setup = Setup {
            settings_file: file,
            picker: Box::<SystemPicker>::default(),
            clock: jiff::Timestamp::now,
            demo,
            sound: sound::open_system,
        };
        let mut app = App::new(&creation.egui_ctx, setup);
        if asked.is_none() {
            app.renderer_works(renderer);
        }
        if let Some(study) = study {
            app.open(study);
        }
        Ok(Box::new(Window(app)))
    });
    eframe::run_native("recto", options, creator)
}

fn viewport(settings: &Settings) -> egui::ViewportBuilder {
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Recto")
        .with_app_id("recto")
        .with_min_inner_size(size::WINDOW_LEAST)
        .with_inner_size(size::WINDOW_FIRST)
        .with_icon(icon());
    if let Some(place) = settings.window {
        viewport = viewport
            .with_inner_size([
                place.width.max(size::WINDOW_LEAST[0]),
                place.height.max(size::WINDOW_LEAST[1]),
            ])
            .with_maximized(place.maximized);
        if let (Some(left), Some(top), false) = (place.left, place.top, place.maximized) {
            viewport = viewport.with_position([left, top]);
        }
    }
    viewport
}

/// The window's icon: a sheet with one box ticked.
fn icon() -> egui::IconData {
    const SIDE: u32 = 64;
    let accent = tokens::LIGHT.accent;
    let paper = tokens::LIGHT.page.paper;
    let mut rgba = Vec::with_capacity((SIDE * SIDE * 4) as usize);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let on_sheet = (12..52).contains(&x) && (5..59).contains(&y);
            let on_edge = on_sheet && !((15..49).contains(&x) && (8..56).contains(&y));
            let in_box = (21..43).contains(&x) && (18..40).contains(&y);
            let cross = in_box && (x.abs_diff(y + 3) < 4 || (x + y).abs_diff(61) < 4);
            let line = (21..43).contains(&x) && (46..49).contains(&y);
            let colour = if on_edge || cross || line { accent } else { paper };
            let alpha = if on_sheet { 255 } else { 0 };
            rgba.extend([colour.r(), colour.g(), colour.b(), alpha]);
        }
    }
    egui::IconData { rgba, width: SIDE, height: SIDE }
}

/// The window as eframe runs it.
struct Window(App);

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.0.frame(ui);
    }

    fn raw_input_hook(&mut self, _ctx: &egui::Context, raw_input: &mut egui::RawInput) {
        self.0.raw_input_hook(raw_input);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.0.close();
    }

    /// The desk, which nothing paints a second time: a software renderer pays for every layer.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
