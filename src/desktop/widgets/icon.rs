//! Icons, drawn as lines: the embedded font has no check mark and no arrows.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

/// An icon on a grid of 16 by 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Done.
    Check,
    /// Close, none.
    Cross,
    /// New.
    Plus,
    /// Open.
    Folder,
    /// Start.
    Play,
    /// A second file.
    Copy,
    /// The sheets of a study.
    Board,
    /// One sheet.
    Sheet,
    /// Keying.
    Keyboard,
    /// Two that are not the same.
    Differ,
    /// Out of here.
    Export,
    /// Find.
    Search,
    /// Settings.
    Sliders,
    /// Languages.
    Globe,
    /// Dark.
    Moon,
    /// Size of text.
    Text,
    /// Help.
    Question,
    /// Back, to the left.
    Back,
    /// To the right.
    Forward,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// Look here.
    Warning,
    /// To know.
    Info,
    /// A menu.
    Menu,
}

/// Paints an icon in the middle of a rectangle, `rect`'s smaller side wide.
pub fn paint_icon(painter: &Painter, icon: Icon, rect: Rect, colour: Color32) {
    let side = rect.width().min(rect.height());
    let unit = side / 16.0;
    let corner = rect.center() - vec2(side, side) / 2.0;
    let at = |x: f32, y: f32| pos2(corner.x + x * unit, corner.y + y * unit);
    let stroke = Stroke::new((1.5 * unit).max(1.2), colour);
    let line = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|(x, y)| at(*x, *y)).collect();
        painter.add(Shape::line(points, stroke));
    };
    let closed = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|(x, y)| at(*x, *y)).collect();
        painter.add(Shape::closed_line(points, stroke));
    };
    let circle = |x: f32, y: f32, radius: f32| {
        painter.circle_stroke(at(x, y), radius * unit, stroke);
    };
    let dot = |x: f32, y: f32, radius: f32| {
        painter.circle_filled(at(x, y), radius * unit, colour);
    };
    match icon {
        Icon::Check => line(&[(3.0, 8.5), (6.5, 12.0), (13.0, 4.5)]),
        Icon::Cross => {
            line(&[(4.0, 4.0), (12.0, 12.0)]);
            line(&[(12.0, 4.0), (4.0, 12.0)]);
        }
        Icon::Plus => {
            line(&[(8.0, 3.0), (8.0, 13.0)]);
            line(&[(3.0, 8.0), (13.0, 8.0)]);
        }
        Icon::Folder => closed(&[(2.0, 4.0), (6.5, 4.0), (8.0, 5.8), (14.0, 5.8), (14.0, 13.0), (2.0, 13.0)]),
        Icon::Play => closed(&[(4.5, 3.0), (13.0, 8.0), (4.5, 13.0)]),
        Icon::Copy => {
            closed(&[(5.5, 5.5), (13.5, 5.5), (13.5, 13.5), (5.5, 13.5)]);
            line(&[(10.5, 2.5), (2.5, 2.5), (2.5, 10.5)]);
        }
        Icon::Board => {
            for (x, y) in [(2.5, 2.5), (9.0, 2.5), (2.5, 9.0), (9.0, 9.0)] {
                closed(&[(x, y), (x + 4.5, y), (x + 4.5, y + 4.5), (x, y + 4.5)]);
            }
        }
        Icon::Sheet => {
            closed(&[(3.5, 2.0), (12.5, 2.0), (12.5, 14.0), (3.5, 14.0)]);
            line(&[(6.0, 6.0), (10.0, 6.0)]);
            line(&[(6.0, 9.0), (10.0, 9.0)]);
        }
        Icon::Keyboard => {
            closed(&[(1.5, 4.0), (14.5, 4.0), (14.5, 12.0), (1.5, 12.0)]);
            line(&[(5.0, 9.5), (11.0, 9.5)]);
            for x in [4.3, 6.8, 9.3, 11.8] {
                dot(x, 6.6, 0.75);
            }
        }
        Icon::Differ => {
            line(&[(3.0, 6.0), (13.0, 6.0)]);
            line(&[(3.0, 10.0), (13.0, 10.0)]);
            line(&[(10.5, 2.5), (5.5, 13.5)]);
        }
        Icon::Export => {
            line(&[(3.0, 9.0), (3.0, 13.5), (13.0, 13.5), (13.0, 9.0)]);
            line(&[(8.0, 2.5), (8.0, 10.0)]);
            line(&[(5.0, 7.2), (8.0, 10.2), (11.0, 7.2)]);
        }
        Icon::Search => {
            circle(7.0, 7.0, 4.3);
            line(&[(10.2, 10.2), (14.0, 14.0)]);
        }
        Icon::Sliders => {
            for (y, knob) in [(4.0, 10.5), (8.0, 5.5), (12.0, 9.0)] {
                line(&[(2.5, y), (13.5, y)]);
                dot(knob, y, 1.8);
            }
        }
        Icon::Globe => {
            circle(8.0, 8.0, 5.8);
            line(&[(2.2, 8.0), (13.8, 8.0)]);
            line(&[
                (8.0, 2.2),
                (5.9, 5.0),
                (5.5, 8.0),
                (5.9, 11.0),
                (8.0, 13.8),
                (10.1, 11.0),
                (10.5, 8.0),
                (10.1, 5.0),
                (8.0, 2.2),
            ]);
        }
        Icon::Moon => closed(&[
            (9.5, 2.2),
            (6.0, 2.6),
            (3.0, 5.4),
            (2.4, 9.0),
            (4.4, 12.6),
            (8.2, 14.0),
            (11.8, 13.0),
            (13.8, 10.2),
            (10.6, 10.6),
            (8.2, 9.0),
            (7.4, 6.0),
        ]),
        Icon::Text => {
            line(&[(2.0, 13.0), (6.0, 3.0), (10.0, 13.0)]);
            line(&[(3.6, 9.5), (8.4, 9.5)]);
            line(&[(10.5, 13.0), (12.5, 8.0), (14.5, 13.0)]);
        }
        Icon::Question => {
            circle(8.0, 8.0, 6.2);
            line(&[
                (6.0, 6.6),
                (6.4, 5.2),
                (8.0, 4.5),
                (9.6, 5.2),
                (9.9, 6.7),
                (8.9, 7.8),
                (8.0, 8.5),
                (8.0, 9.6),
            ]);
            dot(8.0, 11.6, 0.95);
        }
        Icon::Back => {
            line(&[(13.0, 8.0), (3.5, 8.0)]);
            line(&[(7.0, 4.0), (3.0, 8.0), (7.0, 12.0)]);
        }
        Icon::Forward => {
            line(&[(3.0, 8.0), (12.5, 8.0)]);
            line(&[(9.0, 4.0), (13.0, 8.0), (9.0, 12.0)]);
        }
        Icon::Up => {
            line(&[(8.0, 13.0), (8.0, 3.5)]);
            line(&[(4.0, 7.0), (8.0, 3.0), (12.0, 7.0)]);
        }
        Icon::Down => {
            line(&[(8.0, 3.0), (8.0, 12.5)]);
            line(&[(4.0, 9.0), (8.0, 13.0), (12.0, 9.0)]);
        }
        Icon::Warning => {
            closed(&[(8.0, 2.0), (14.5, 13.5), (1.5, 13.5)]);
            line(&[(8.0, 6.2), (8.0, 9.6)]);
            dot(8.0, 11.6, 0.95);
        }
        Icon::Info => {
            circle(8.0, 8.0, 6.2);
            line(&[(8.0, 7.4), (8.0, 11.4)]);
            dot(8.0, 5.0, 0.95);
        }
        Icon::Menu => {
            for y in [4.0, 8.0, 12.0] {
                line(&[(2.5, y), (13.5, y)]);
            }
        }
    }
}
