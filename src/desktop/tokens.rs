//! All colours, sizes and spacings of the window, and nothing else. Light and dark; paper stays white
//! in both.

use egui::Color32;

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The colours of one theme.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Whether this is the dark theme.
    pub dark: bool,
    /// Behind everything.
    pub desk: Color32,
    /// Top bar, status bar, side panels.
    pub bar: Color32,
    /// Cards and dialogs.
    pub card: Color32,
    /// Text fields, plain buttons, key caps.
    pub field: Color32,
    /// A plain button under the pointer.
    pub field_hover: Color32,
    /// Hairlines and edges.
    pub line: Color32,
    /// Edges of things that can be acted on: text fields, key caps.
    pub edge: Color32,
    /// Text.
    pub ink: Color32,
    /// Secondary text.
    pub soft: Color32,
    /// Text of what cannot be used now; not for anything that must be read.
    pub faint: Color32,
    /// The one accent: primary buttons, links, the name of the program.
    pub accent: Color32,
    /// A primary button under the pointer.
    pub accent_hover: Color32,
    /// A key cap on a primary button.
    pub accent_deep: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// What people wrote: ballpoint blue.
    pub pen: Color32,
    /// A third reading: green.
    pub third: Color32,
    /// Background of the place to look at.
    pub mark: Color32,
    /// Ring around the place to look at.
    pub ring: Color32,
    /// Ring around what has the keyboard.
    pub focus: Color32,
    /// Asks.
    pub amber: Color32,
    /// Background of what asks.
    pub amber_back: Color32,
    /// Stops.
    pub red: Color32,
    /// Background of what stops.
    pub red_back: Color32,
    /// Done, saved.
    pub ok: Color32,
    /// Background of what is done.
    pub ok_back: Color32,
    /// Background of what does not apply.
    pub skip: Color32,
    /// Track of a progress bar.
    pub track: Color32,
    /// Darkens what stands behind a dialog.
    pub veil: Color32,
    /// States of sheets on the board.
    pub board: Board,
    /// The paper and what is printed and written on it: the same in both themes.
    pub page: Page,
}

/// Background, edge and text of one state.
#[derive(Clone, Copy, Debug)]
pub struct Tint {
    /// Background.
    pub back: Color32,
    /// Edge.
    pub edge: Color32,
    /// Text.
    pub ink: Color32,
}

/// How the states of sheets look on the board; shape and hatching tell them apart too.
#[derive(Clone, Debug)]
pub struct Board {
    /// Not keyed.
    pub to_key: Tint,
    /// Begun or keyed once.
    pub once: Tint,
    /// Keyed twice, without difference.
    pub twice: Tint,
    /// With differences to settle.
    pub differences: Tint,
    /// Settled.
    pub settled: Tint,
    /// Missing in a pass that others have.
    pub missing: Tint,
}

/// The paper: printed black, written blue, looked at yellow.
#[derive(Clone, Debug)]
pub struct Page {
    /// The sheet itself.
    pub paper: Color32,
    /// Printed text and lines.
    pub ink: Color32,
    /// Small print and codes.
    pub soft: Color32,
    /// Edge of a box.
    pub box_edge: Color32,
    /// Light rules between combs.
    pub rule: Color32,
    /// Ballpoint.
    pub pen: Color32,
    /// A third reading.
    pub third: Color32,
    /// Background of the question being keyed.
    pub mark: Color32,
    /// Ring around it.
    pub ring: Color32,
    /// A stop, on paper.
    pub red: Color32,
    /// A question, on paper.
    pub amber: Color32,
    /// Skipped questions.
    pub skipped: Color32,
}

const PAGE: Page = Page {
    paper: rgb(0xFF_FE_FA),
    ink: rgb(0x1B_22_30),
    soft: rgb(0x5C_64_70),
    box_edge: rgb(0x33_33_33),
    rule: rgb(0xC9_C6_BD),
    pen: rgb(0x1F_3F_BF),
    third: rgb(0x1E_7A_46),
    mark: rgb(0xFF_F0_B8),
    ring: rgb(0xE0_A1_00),
    red: rgb(0xB3_26_1E),
    amber: rgb(0x93_56_00),
    skipped: rgb(0xA9_AB_AE),
};

/// The light theme: a calm desk.
pub static LIGHT: Tokens = Tokens {
    dark: false,
    desk: rgb(0xE7_E5_DF),
    bar: rgb(0xF6_F5_F1),
    card: rgb(0xFF_FE_FA),
    field: rgb(0xFF_FF_FF),
    field_hover: rgb(0xF3_F1_EA),
    line: rgb(0xD3_D0_C7),
    edge: rgb(0xBD_B9_AE),
    ink: rgb(0x1B_22_30),
    soft: rgb(0x56_5E_6A),
    faint: rgb(0x8B_91_9B),
    accent: rgb(0x0B_5F_6B),
    accent_hover: rgb(0x0A_52_5D),
    accent_deep: rgb(0x0A_4F_59),
    on_accent: rgb(0xFF_FF_FF),
    pen: rgb(0x1F_3F_BF),
    third: rgb(0x1E_7A_46),
    mark: rgb(0xFF_F0_B8),
    ring: rgb(0xE0_A1_00),
    focus: rgb(0xC9_86_00),
    amber: rgb(0x93_56_00),
    amber_back: rgb(0xFF_F4_D6),
    red: rgb(0xB3_26_1E),
    red_back: rgb(0xFC_E9_E6),
    ok: rgb(0x1B_6E_3F),
    ok_back: rgb(0xE3_F1_E8),
    skip: rgb(0xEF_ED_E7),
    track: rgb(0xE4_E1_D8),
    veil: Color32::from_rgba_premultiplied(14, 13, 10, 96),
    board: Board {
        to_key: Tint { back: rgb(0xFF_FF_FF), edge: rgb(0xC9_C5_BA), ink: rgb(0x6A_6C_6E) },
        once: Tint { back: rgb(0xFF_FF_FF), edge: rgb(0x5C_6F_D0), ink: rgb(0x2B_3F_9E) },
        twice: Tint { back: rgb(0xD6_DC_F6), edge: rgb(0xA9_B5_E8), ink: rgb(0x2B_3F_9E) },
        differences: Tint { back: rgb(0xFF_E3_A6), edge: rgb(0xDD_A5_2B), ink: rgb(0x70_4B_00) },
        settled: Tint { back: rgb(0xCF_E3_D6), edge: rgb(0x9C_C4_AB), ink: rgb(0x21_5C_39) },
        missing: Tint { back: rgb(0xFF_FF_FF), edge: rgb(0xB3_26_1E), ink: rgb(0xB3_26_1E) },
    },
    page: PAGE,
};

/// The dark theme: the same desk at night.
pub static DARK: Tokens = Tokens {
    dark: true,
    desk: rgb(0x14_18_1E),
    bar: rgb(0x1B_21_29),
    card: rgb(0x20_27_30),
    field: rgb(0x2A_32_3D),
    field_hover: rgb(0x33_3D_4A),
    line: rgb(0x36_3F_4B),
    edge: rgb(0x52_5D_6C),
    ink: rgb(0xE8_EA_ED),
    soft: rgb(0xAE_B6_C1),
    faint: rgb(0x74_7E_8B),
    accent: rgb(0x5F_C3_D0),
    accent_hover: rgb(0x7A_D2_DD),
    accent_deep: rgb(0x8F_DC_E6),
    on_accent: rgb(0x06_28_2E),
    pen: rgb(0x9D_B2_FF),
    third: rgb(0x77_D3_A0),
    mark: rgb(0x46_3A_12),
    ring: rgb(0xF0_B4_29),
    focus: rgb(0xF0_B4_29),
    amber: rgb(0xF2_BA_5E),
    amber_back: rgb(0x3A_30_18),
    red: rgb(0xFF_9A_90),
    red_back: rgb(0x43_22_22),
    ok: rgb(0x77_D3_A0),
    ok_back: rgb(0x1D_38_2A),
    skip: rgb(0x2A_31_3B),
    track: rgb(0x33_3C_48),
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 150),
    board: Board {
        to_key: Tint { back: rgb(0x20_27_30), edge: rgb(0x52_5D_6C), ink: rgb(0xA3_AB_B6) },
        once: Tint { back: rgb(0x20_27_30), edge: rgb(0x8A_9D_F2), ink: rgb(0xB9_C6_FF) },
        twice: Tint { back: rgb(0x2C_37_63), edge: rgb(0x4C_5B_9B), ink: rgb(0xD3_DB_FF) },
        differences: Tint { back: rgb(0x5E_47_10), edge: rgb(0xE0_A1_00), ink: rgb(0xFF_E3_A6) },
        settled: Tint { back: rgb(0x1E_44_30), edge: rgb(0x3F_7A_59), ink: rgb(0xBF_E8_CF) },
        missing: Tint { back: rgb(0x20_27_30), edge: rgb(0xFF_9A_90), ink: rgb(0xFF_9A_90) },
    },
    page: PAGE,
};

impl Tokens {
    /// The tokens of a theme.
    pub fn of(theme: egui::Theme) -> &'static Self {
        match theme {
            egui::Theme::Light => &LIGHT,
            egui::Theme::Dark => &DARK,
        }
    }

    /// The tokens of the theme that is on.
    pub fn current(ctx: &egui::Context) -> &'static Self {
        Self::of(ctx.theme())
    }
}

/// Sizes of text in points.
pub mod text_size {
    /// Running text, buttons.
    pub const BASE: f32 = 15.0;
    /// Secondary text, pills, status bar.
    pub const SMALL: f32 = 14.0;
    /// Key caps, legends.
    pub const TINY: f32 = 13.0;
    /// Numbers on the board.
    pub const BOARD: f32 = 11.0;
    /// Large buttons.
    pub const LARGE: f32 = 16.0;
    /// Headings of cards.
    pub const HEADING: f32 = 17.0;
    /// Titles of dialogs and empty states.
    pub const TITLE: f32 = 22.0;
    /// The name of a screen, where there is room.
    pub const DISPLAY: f32 = 30.0;
    /// Large figures, read at a glance.
    pub const FIGURE: f32 = 40.0;
}

/// Sizes of things in points.
pub mod size {
    /// Height of the top bar.
    pub const TOP_BAR: f32 = 46.0;
    /// Height of the status bar.
    pub const STATUS_BAR: f32 = 32.0;
    /// Between the window's edge and what stands on the desk, where there is room.
    pub const DESK_MARGIN: f32 = 40.0;
    /// Between cards.
    pub const GAP: f32 = 18.0;
    /// Inside a card, left and right.
    pub const CARD_MARGIN_X: f32 = 24.0;
    /// Inside a card, top and bottom.
    pub const CARD_MARGIN_Y: f32 = 20.0;
    /// Corners of cards.
    pub const CARD_RADIUS: u8 = 12;
    /// Corners of buttons and fields.
    pub const BUTTON_RADIUS: u8 = 9;
    /// Corners of pills.
    pub const PILL_RADIUS: u8 = 7;
    /// Corners of key caps.
    pub const KEY_RADIUS: u8 = 4;
    /// Height of a button and of a text field.
    pub const BUTTON_HEIGHT: f32 = 40.0;
    /// Height of a large button.
    pub const LARGE_BUTTON_HEIGHT: f32 = 48.0;
    /// Height of a pill.
    pub const PILL_HEIGHT: f32 = 29.0;
    /// Thickness of the focus ring.
    pub const FOCUS_RING: f32 = 2.0;
    /// Side of an icon.
    pub const ICON: f32 = 16.0;
    /// Width of a dialog.
    pub const DIALOG_WIDTH: f32 = 560.0;
    /// Widest that a text column stands.
    pub const COLUMN: f32 = 720.0;
    /// A window narrower than this, as with text at 200 %, leaves out what is said elsewhere too.
    pub const NARROW_WINDOW: f32 = 900.0;
    /// Smallest window, in points at 100 %.
    pub const WINDOW_LEAST: [f32; 2] = [800.0, 560.0];
    /// The window when it opens for the first time.
    pub const WINDOW_FIRST: [f32; 2] = [1280.0, 720.0];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f64 {
        let part = |byte: u8| {
            let share = f64::from(byte) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(colour.r()) + 0.7152 * part(colour.g()) + 0.0722 * part(colour.b())
    }

    fn contrast(one: Color32, other: Color32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// DESIGN 12: text stands out at least 4.5:1 from what is behind it, in both themes.
    #[test]
    fn text_can_be_read() {
        for tokens in [&LIGHT, &DARK] {
            let grounds = [tokens.desk, tokens.bar, tokens.card, tokens.field, tokens.field_hover];
            let mut pairs = vec![
                ("on accent", tokens.on_accent, tokens.accent),
                ("on accent, hover", tokens.on_accent, tokens.accent_hover),
                ("on accent, key", tokens.on_accent, tokens.accent_deep),
                ("ink on mark", tokens.ink, tokens.mark),
                ("ink on amber", tokens.ink, tokens.amber_back),
                ("amber on amber", tokens.amber, tokens.amber_back),
                ("ink on red", tokens.ink, tokens.red_back),
                ("red on red", tokens.red, tokens.red_back),
                ("ok on ok", tokens.ok, tokens.ok_back),
                ("ink on ok", tokens.ink, tokens.ok_back),
                ("soft on skip", tokens.soft, tokens.skip),
                ("ink on track", tokens.ink, tokens.track),
                ("amber on mark", tokens.amber, tokens.mark),
                ("soft on mark", tokens.soft, tokens.mark),
                ("page ink", tokens.page.ink, tokens.page.paper),
                ("page soft", tokens.page.soft, tokens.page.paper),
                ("page pen", tokens.page.pen, tokens.page.paper),
                ("page pen on mark", tokens.page.pen, tokens.page.mark),
                ("page soft on mark", tokens.page.soft, tokens.page.mark),
                ("page third", tokens.page.third, tokens.page.paper),
                ("page red", tokens.page.red, tokens.page.paper),
                ("page amber", tokens.page.amber, tokens.page.paper),
            ];
            // What stands in the tile beside the page while it is lit.
            for light in [tokens.ok_back, tokens.amber_back, tokens.red_back] {
                pairs.push(("pen in a light", tokens.pen, light));
                pairs.push(("soft in a light", tokens.soft, light));
            }
            for ground in grounds {
                pairs.push(("ink", tokens.ink, ground));
                pairs.push(("soft", tokens.soft, ground));
                pairs.push(("accent", tokens.accent, ground));
            }
            for ground in [tokens.bar, tokens.card, tokens.field] {
                for (name, colour) in [
                    ("amber", tokens.amber),
                    ("red", tokens.red),
                    ("ok", tokens.ok),
                    ("pen", tokens.pen),
                    ("third", tokens.third),
                ] {
                    pairs.push((name, colour, ground));
                }
            }
            let Board { to_key, once, twice, differences, settled, missing } = tokens.board;
            for tint in [to_key, once, twice, differences, settled, missing] {
                pairs.push(("board", tint.ink, tint.back));
            }
            let poor: Vec<_> = pairs
                .iter()
                .map(|(name, text, ground)| (name, text, ground, contrast(*text, *ground)))
                .filter(|(.., ratio)| *ratio < 4.5)
                .collect();
            assert!(poor.is_empty(), "dark {}: {poor:#?}", tokens.dark);
        }
    }

    /// DESIGN 12: edges of what can be acted on, rings and board edges are seen (WCAG asks 3:1 for
    /// the focus ring).
    #[test]
    fn the_focus_ring_is_seen() {
        for tokens in [&LIGHT, &DARK] {
            for ground in [tokens.card, tokens.bar, tokens.field] {
                assert!(contrast(tokens.focus, ground) >= 2.6, "{}", contrast(tokens.focus, ground));
            }
        }
    }
}
