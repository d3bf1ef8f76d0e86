//! The rules of the house (DESIGN 4), read off the source: which room may know what. What code does is
//! promised elsewhere.

use std::path::{Path, PathBuf};

use regex::Regex;

/// The rooms that data flows through, left to right.
const WAY: [&str; 6] = ["questionnaire", "paper", "keying", "study", "compare", "export"];
/// Those without window, SQL, clock and disk.
const PURE: [&str; 4] = ["questionnaire", "paper", "keying", "compare"];
/// Those that stand on top and hold no rules.
const TOP: [&str; 2] = ["desktop", "command_line"];
/// Files are for people to read.
const MOST_LINES: usize = 700;

/// One file of the program.
struct Source {
    /// Its path below `src/`, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The room it belongs to; empty for `lib.rs` and `main.rs`.
    fn room(&self) -> &str {
        self.path.split_once('/').map_or("", |(room, _)| room)
    }

    /// The code without remarks and without the tests inside the file.
    fn code(&self) -> String {
        let body = self.text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let without_remark = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
        body.lines().map(without_remark).collect::<Vec<_>>().join("\n")
    }

    fn is_test(&self) -> bool {
        self.path.contains("/tests") || self.path.ends_with("/sample.rs")
    }
}

/// All Rust files below `src/`.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                found.push(Source { path, text });
            }
        }
    }
    assert!(found.len() > 100, "the source was found");
    found
}

/// Every line of code in `sources` that `forbidden` matches, with its file.
fn found<'s>(sources: impl Iterator<Item = &'s Source>, forbidden: &str) -> Vec<String> {
    let forbidden = Regex::new(forbidden).unwrap();
    let mut lines = Vec::new();
    for source in sources {
        let code = source.code();
        let matching = code.lines().filter(|line| forbidden.is_match(line));
        lines.extend(matching.map(|line| format!("{}: {}", source.path, line.trim())));
    }
    lines
}

fn nothing(lines: &[String], rule: &str) {
    assert!(lines.is_empty(), "{rule}\n{}", lines.join("\n"));
}

/// DESIGN 4.1: no egui, no SQL, no clock, no disk. Threads that end within the call that began them are
/// nothing that anybody outside could notice; others are.
#[test]
fn pure_rooms_know_no_window_no_disk_no_clock() {
    let sources = sources();
    let pure = sources.iter().filter(|source| PURE.contains(&source.room()) && !source.is_test());
    let outside = r"\b(egui|eframe|rusqlite|Instant|SystemTime|tempfile|directories)\b|std::(fs|net|env|process|time)\b|\bthread::(spawn|sleep|park|Builder)|\bFile::|(Timestamp|Zoned)::now|TimeZone::system|println!";
    nothing(&found(pure, outside), "a pure room reaches outside");
}

/// DESIGN 3: each room knows the rooms to its left and never those to its right.
#[test]
fn no_room_knows_a_room_to_its_right() {
    let sources = sources();
    for (place, room) in WAY.iter().enumerate() {
        let right: Vec<&str> = WAY[place + 1..].iter().chain(&TOP).copied().collect();
        let path = format!(r"\b(crate|super)::(\{{[^}}]*\b)?({})\b", right.join("|"));
        let own = sources.iter().filter(|source| source.room() == *room && !source.is_test());
        nothing(&found(own, &path), &format!("`{room}` knows a room to its right"));
    }
    let texts = sources.iter().filter(|source| source.room() == "texts");
    let any = format!(r"\bcrate::({}|{})\b", WAY.join("|"), TOP.join("|"));
    nothing(&found(texts, &any), "texts know no room");
}

/// DESIGN 4 and 16: egui stays in the window, SQL in the study; nothing else names either.
#[test]
fn each_craft_stays_in_its_room() {
    let sources = sources();
    let outside = |room: &'static str| sources.iter().filter(move |source| source.room() != room);
    nothing(&found(outside("desktop"), r"\b(egui\w*|eframe|rfd)\b"), "egui outside `desktop`");
    let sql = r#"\brusqlite\w*\b|"\s*(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE|PRAGMA) "#;
    nothing(&found(outside("study"), sql), "SQL outside `study`");
    nothing(&found(outside("export"), r"\brust_xlsxwriter\b"), "workbooks outside `export`");
}

/// DESIGN 4.5: one enum says which screen is open.
#[test]
fn no_flag_says_what_is_shown() {
    let sources = sources();
    let flags = r"\b(show|is_open|open)_\w+\s*:\s*bool|\blet mut show_\w+\s*=\s*(true|false)";
    nothing(
        &found(sources.iter().filter(|source| source.room() == "desktop"), flags),
        "a flag shows something",
    );
}

/// DESIGN 4.6: the window's code names the disk only where settings are kept and where studies are opened
/// on a thread of their own.
#[test]
fn screens_do_not_touch_the_disk() {
    // These two work on named threads.
    let named = ["desktop/study_thread/opening.rs", "desktop/study_thread/supervision.rs"];
    let allowed = ["desktop/settings.rs", named[0], named[1]];
    let sources = sources();
    let window = sources
        .iter()
        .filter(|source| source.room() == "desktop" && !allowed.contains(&source.path.as_str()));
    nothing(&found(window, r"std::fs\b|\bFile::"), "a screen touches the disk");
}

/// DESIGN 4.8: colours live in one module of tokens. Clear and black shades have no hue of their own.
#[test]
fn colours_live_with_the_tokens() {
    let sources = sources();
    let window =
        sources.iter().filter(|source| source.room() == "desktop" && source.path != "desktop/tokens.rs");
    let colours =
        r"Color32::(from_(rgb|rgba|gray|hex|white)\w*|[A-Z]{3,}(_[A-Z]+)*)\b|hex_color!|Rgba::from|Hsva";
    let harmless =
        |line: &String| line.contains("Color32::TRANSPARENT") || line.contains("Color32::PLACEHOLDER");
    let lines: Vec<String> = found(window, colours).into_iter().filter(|line| !harmless(line)).collect();
    nothing(&lines, "a colour outside `tokens.rs`");
}

/// Files are short, and their first line says what belongs in them.
#[test]
fn files_are_short_and_say_what_they_are_for() {
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines", source.path);
        assert!(source.text.starts_with("//! "), "{} does not say what it is for", source.path);
    }
}

/// DESIGN 4.7: sentences for people stand in the texts, not in the window's code.
#[test]
fn the_window_takes_its_words_from_the_texts() {
    let sources = sources();
    let window = sources.iter().filter(|source| source.room() == "desktop");
    let spoken =
        r#"\.(label|button|heading|on_hover_text|small_button|strong|weak|checkbox)\(\s*"[A-Za-zÀ-ÿ]"#;
    nothing(&found(window, spoken), "words for people in code");
}
