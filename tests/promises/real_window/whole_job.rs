//! The whole job in the real window with keys alone (DESIGN 3, 12).

use std::path::Path;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use recto::keying::Key;
use recto::study::{Means, Study};

use super::{CARD, begin_keying, display, on_disk, snapshot, wait_finished};
use crate::display::{Display, Window};

/// Cards as two operators read them: they differ in one answer, the mark of the place (`avis_lieu`).
const FIRST: &str = "001120624|21|1|ac\n2|3|n||16|09|Merci à l’équipe, œuvre formidable – 10/10 ?\n";
const SECOND: &str = "001120624|21|1|ac\n2|1|n||16|09|Merci à l’équipe, œuvre formidable – 10/10 ?\n";

/// Characters for keys; `|` only parts questions for the eye where they end by themselves, twice in a
/// row is an Enter that ends a table.
fn keys(recording: &str) -> Vec<Key> {
    let recording = recording.replace("||", "\n");
    let key = |character| match character {
        '|' => None,
        '\n' => Some(Key::Enter),
        character => Some(Key::Char(character)),
    };
    recording.chars().filter_map(key).collect()
}

/// DESIGN 3, 12, issue "The main job": in French, at 1366×768, no mouse: a new study, two operators, a
/// supervisor who reads the paper blind, CSV and XLSX.
#[test]
fn the_whole_job_with_keys_only() {
    let Some((display, _alone)) = display(None) else { return };
    let folder = display.folder.path();
    let (form, study) = (folder.join("carte.toml"), folder.join("Journée.recto"));
    std::fs::write(&form, CARD).unwrap();
    let window = display.program(&[]);
    window.picture("job-1-home");
    new_study_by_keys(&window, &form, &study);
    key_twice(&display, &window, &study);
    settle(&display, &window, &study);
    look_around(&window);
    let (csv, xlsx) = (folder.join("avis.csv"), folder.join("avis.xlsx"));
    export(&display, &window, &csv, &xlsx);
    window.press(&[Key::Escape]);
    window.wait_title("Journée");
    window.close();
    let study = Study::open_read_only(&study).unwrap();
    let resolutions = snapshot(&study).unwrap().resolutions;
    assert_eq!(resolutions.len(), 1);
    assert_eq!(resolutions[0].means, Means::BlindReading);
    csv_holds_the_card(&csv);
    xlsx_holds_the_card(&xlsx);
}

fn new_study_by_keys(window: &Window<'_>, form: &Path, study: &Path) {
    window.dialog(Key::Control('n'));
    window.fill(form.to_str().unwrap());
    // Past the button that looks for a file.
    window.press(&[Key::Tab]);
    window.press(&[Key::Tab]);
    window.fill(study.to_str().unwrap());
    window.picture("job-2-new-study");
    window.press(&[Key::Enter]);
    window.wait_title("Journée");
    window.picture("job-3-empty-study");
}

fn key_twice(display: &Display, window: &Window<'_>, study: &Path) {
    window.dialog(Key::Char('1'));
    window.picture("job-4-who");
    window.fill("Amina");
    window.press(&[Key::Enter]);
    window.wait_title("Saisie");
    let first = keys(FIRST);
    window.press(&first[..12]);
    window.picture("job-5-keying");
    window.press(&first[12..]);
    window.picture("job-6-end-of-sheet");
    window.press(&[Key::Enter]);
    wait_finished(display, study, 1);
    window.press(&[Key::Escape]);
    window.wait_title("Journée");
    begin_keying(window, '2', "Bruno");
    window.press(&keys(SECOND));
    window.press(&[Key::Enter]);
    assert_eq!(wait_finished(display, study, 2).len(), 2);
    window.press(&[Key::Escape]);
    window.wait_title("Journée");
    window.picture("job-7-study-with-a-difference");
}

fn settle(display: &Display, window: &Window<'_>, study: &Path) {
    window.dialog(Key::Char('d'));
    window.fill("Claire");
    window.press(&[Key::Enter]);
    window.wait_title("Différences");
    window.picture("job-8-blind-reading");
    window.press(&[Key::Char('3')]);
    let settled = |study: &Study| Some(!snapshot(study)?.resolutions.is_empty());
    display.wait("the decision on disk", |_| on_disk(study, settled) == Some(true));
    window.picture("job-9-all-settled");
    window.press(&[Key::Escape]);
    window.wait_title("Journée");
}

/// The screens beside the job: a sheet with its history, all commands, help, settings, English and back.
fn look_around(window: &Window<'_>) {
    window.still();
    window.press(&[Key::Char('f')]);
    window.press(&[Key::Enter]);
    window.wait_title("Fiche");
    window.picture("aside-1-sheet");
    window.press(&[Key::Escape]);
    window.wait_title("Journée");
    window.dialog(Key::Control('k'));
    window.picture("aside-2-commands");
    window.press(&[Key::Escape]);
    window.press(&[Key::Function(1)]);
    window.wait_title("Aide");
    window.picture("aside-3-help");
    window.press(&[Key::Escape]);
    window.press(&[Key::Control(',')]);
    window.wait_title("Réglages");
    window.press(&[Key::Control('l')]);
    window.wait_title("Settings");
    window.picture("aside-4-settings-in-english");
    window.press(&[Key::Control('l')]);
    window.press(&[Key::Escape]);
    window.wait_title("Journée");
}

fn export(display: &Display, window: &Window<'_>, csv: &Path, xlsx: &Path) {
    window.still();
    window.press(&[Key::Char('e')]);
    window.wait_title("Export");
    window.picture("job-10-export");
    for file in [csv, xlsx] {
        window.fill(file.to_str().unwrap());
        window.press(&[Key::Enter]);
        display.wait(&format!("{}", file.display()), |_| file.exists());
        window.still();
    }
    window.picture("job-11-exported");
}

fn csv_holds_the_card(file: &Path) {
    let bytes = std::fs::read(file).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    let cell = |name: &str| &rows[0][header.iter().position(|column| column == name).unwrap()];
    let wanted = [
        ("carte", "001"),
        ("jour", "12/06/2024"),
        ("temperature", "21"),
        ("profil", "1"),
        ("distance", ""),
        ("connu_a", "1"),
        ("connu_b", "0"),
        ("connu_c", "1"),
        ("avis_accueil", "2"),
        ("avis_lieu", "3"),
        ("avis_repas", "NSP"),
        ("note_globale", "16"),
        ("revenir", "09/2026"),
        ("idee", "Merci à l’équipe, œuvre formidable – 10/10 ?"),
    ];
    for (name, value) in wanted {
        assert_eq!(cell(name), value, "{name}");
    }
}

fn xlsx_holds_the_card(file: &Path) {
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    let names = book.sheet_names();
    let sheets: Vec<_> = names.iter().map(|name| book.worksheet_range(name).unwrap()).collect();
    let column = |range: &calamine::Range<Data>, name: &str| {
        range.rows().next()?.iter().position(|cell| *cell == Data::String(name.to_owned()))
    };
    let codes = sheets.iter().find(|range| column(range, "avis_lieu").is_some()).unwrap();
    let row = codes.rows().nth(1).unwrap();
    assert_eq!(codes.rows().count(), 2);
    let cell = |name: &str| &row[column(codes, name).unwrap()];
    assert_eq!(*cell("temperature"), Data::Float(21.0));
    assert_eq!(*cell("note_globale"), Data::Float(16.0));
    assert_eq!(cell("avis_lieu").to_string(), "3");
    // A real date: the 12th of June 2024 in days of the workbook.
    let Data::DateTime(day) = cell("jour") else { panic!("not a date: {}", cell("jour")) };
    assert_eq!(day.as_f64(), 45_455.0);
    assert_eq!(cell("idee").to_string(), "Merci à l’équipe, œuvre formidable – 10/10 ?");
}
