//! Turns the tokens into egui's style, and loads the embedded fonts. No colour is chosen here.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{
    Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle, vec2,
};

use super::tokens::{Tokens, size, text_size};

/// Regular text of that size.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Half-bold text of that size.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("semibold".into()))
}

/// Bold text of that size.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// Fonts, both styles, and what egui does by itself.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        ctx.set_style_of(theme, style(Tokens::of(theme)));
    }
    ctx.options_mut(|options| {
        // Ctrl+Q lies where another layout has Ctrl+A; size of text is a command of ours.
        options.quit_shortcuts.clear();
        options.zoom_with_keyboard = false;
        options.fallback_theme = egui::Theme::Light;
    });
}

fn fonts() -> FontDefinitions {
    let files: [(&str, &'static [u8]); 3] = [
        ("regular", include_bytes!("../paper/fonts/AtkinsonHyperlegibleNext-Regular.ttf")),
        ("semibold", include_bytes!("../paper/fonts/AtkinsonHyperlegibleNext-SemiBold.ttf")),
        ("bold", include_bytes!("../paper/fonts/AtkinsonHyperlegibleNext-Bold.ttf")),
    ];
    let mut definitions = FontDefinitions::empty();
    for (name, bytes) in files {
        definitions.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        definitions.families.insert(FontFamily::Name(name.into()), vec![name.to_owned()]);
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        definitions.families.insert(family, vec!["regular".to_owned()]);
    }
    definitions
}

fn style(tokens: &Tokens) -> egui::Style {
    let mut style = egui::Style { animation_time: 0.0, ..egui::Style::default() };
    style.text_styles = BTreeMap::from([
        (TextStyle::Small, regular(text_size::TINY)),
        (TextStyle::Body, regular(text_size::BASE)),
        (TextStyle::Button, regular(text_size::BASE)),
        (TextStyle::Monospace, regular(text_size::BASE)),
        (TextStyle::Heading, bold(text_size::HEADING)),
    ]);
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.interaction.selectable_labels = false;
    style.spacing.item_spacing = vec2(10.0, 8.0);
    style.spacing.button_padding = vec2(12.0, 8.0);
    style.spacing.interact_size = vec2(32.0, 30.0);
    style.spacing.menu_margin = Margin::same(8);
    style.spacing.window_margin = Margin::same(24);
    style.spacing.tooltip_width = 420.0;
    // Menus are as tall as they need, and scroll only where the window ends.
    style.spacing.default_area_size = vec2(600.0, 4000.0);
    style.spacing.scroll = egui::style::ScrollStyle { bar_width: 10.0, ..egui::style::ScrollStyle::thin() };
    style.visuals = visuals(tokens);
    style
}

fn visuals(tokens: &Tokens) -> egui::Visuals {
    let mut visuals = if tokens.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    visuals.override_text_color = Some(tokens.ink);
    visuals.weak_text_color = Some(tokens.soft);
    visuals.hyperlink_color = tokens.accent;
    visuals.panel_fill = tokens.desk;
    visuals.window_fill = tokens.card;
    visuals.window_stroke = Stroke::new(1.0, tokens.line);
    visuals.window_corner_radius = CornerRadius::same(size::CARD_RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(size::BUTTON_RADIUS);
    visuals.faint_bg_color = tokens.bar;
    visuals.extreme_bg_color = tokens.field;
    visuals.text_edit_bg_color = Some(tokens.field);
    visuals.code_bg_color = tokens.bar;
    visuals.warn_fg_color = tokens.amber;
    visuals.error_fg_color = tokens.red;
    visuals.selection.bg_fill = tokens.mark;
    visuals.selection.stroke = Stroke::new(size::FOCUS_RING, tokens.focus);
    visuals.text_cursor.stroke = Stroke::new(2.0, tokens.accent);
    visuals.text_cursor.blink = false;
    let corner = CornerRadius::same(size::PILL_RADIUS);
    let parts = [
        (&mut visuals.widgets.noninteractive, tokens.card, tokens.line),
        (&mut visuals.widgets.inactive, tokens.field, tokens.edge),
        (&mut visuals.widgets.hovered, tokens.field_hover, tokens.edge),
        (&mut visuals.widgets.active, tokens.field_hover, tokens.accent),
        (&mut visuals.widgets.open, tokens.field_hover, tokens.edge),
    ];
    for (part, back, edge) in parts {
        part.bg_fill = back;
        part.weak_bg_fill = back;
        part.bg_stroke = Stroke::new(1.0, edge);
        part.fg_stroke = Stroke::new(1.0, tokens.ink);
        part.corner_radius = corner;
        part.expansion = 0.0;
    }
    visuals
}
