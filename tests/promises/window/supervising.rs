//! Erasing and revising through the window, by keys alone: what the file holds afterwards.

use std::path::Path;

use egui::{Key, Modifiers};
use recto::desktop::screen::Overlay;
use recto::study::{Station, Study};
use recto::texts::Language;

use crate::bench::Bench;
use crate::study::erasing::{files, holding, mark, study_with_backups};
use crate::study::small;

const SMALL: &str = include_str!("../study/small.toml");

impl Bench {
    fn with_file(path: &Path) -> Self {
        let mut bench = Self::new(Language::French);
        bench.harness.state_mut().as_mut().unwrap().open(path.to_owned());
        bench.until("the study", |app| app.state().study);
        bench
    }

    fn command(&mut self, letters: &str) {
        self.ctrl(Key::K);
        self.type_text(letters);
        self.key(Key::Enter);
    }

    fn fields(&mut self, texts: &[&str]) {
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                self.key(Key::Tab);
            }
            self.type_text(text);
        }
    }

    fn finish(&mut self) {
        self.ctrl(Key::W);
        self.until("the end of the study", |app| app.study().is_none());
        self.harness.state_mut().as_mut().unwrap().close();
    }
}

/// DESIGN 5.10: by keys: who, which, why; asked again; then nothing of it is in the folder, the certificate
/// stands beside the study, and the other sheet is whole. Escape at the question erases nothing.
#[test]
fn a_sheet_is_erased_through_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::with_file(&study_with_backups(folder.path()));
    let (gone, kept) = (mark("GONE", "DECIDEDTEXT"), mark("KEPT", "DECIDEDTEXT"));
    for sure in [false, true] {
        bench.command("effacer");
        assert!(matches!(bench.app().overlay(), Some(Overlay::Erase(_))));
        bench.key(Key::Enter);
        assert!(matches!(bench.app().overlay(), Some(Overlay::Erase(_))), "nothing said, nothing done");
        bench.type_text("Chef");
        // Past the three things that can be done, of which the first is chosen.
        (0..3).for_each(|_| bench.key(Key::Tab));
        bench.key(Key::Tab);
        bench.fields(&["0901A", "demande de la personne"]);
        bench.key(Key::Enter);
        assert!(bench.sees("Rien ne pourra le faire revenir"));
        assert!(!holding(folder.path(), &gone).is_empty());
        if !sure {
            bench.key(Key::Escape);
            assert!(bench.app().overlay().is_none());
            assert!(!holding(folder.path(), &gone).is_empty(), "nothing is erased by Escape");
        }
    }
    bench.key(Key::Enter);
    bench.until("the erasing", |app| !app.state().busy);
    assert!(bench.sees("La fiche 0901A est effacée"));
    assert!(bench.sees("Le certificat est à imprimer"));
    // While the study is still open.
    assert!(holding(folder.path(), &gone).is_empty());
    assert!(!holding(folder.path(), &kept).is_empty());
    bench.key(Key::Escape);
    assert!(bench.app().overlay().is_none());
    bench.finish();
    assert!(holding(folder.path(), &gone).is_empty());
    let pages = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
    let pages: Vec<_> =
        pages.filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect();
    assert_eq!(pages.len(), 1, "{pages:?}");
    let certificate = std::fs::read_to_string(&pages[0]).unwrap();
    assert!(certificate.contains("0901A") && certificate.contains("demande de la personne"));
    assert!(!certificate.contains("GONE"));
}

/// DESIGN 5.10: what cannot be erased is said in the dialog, which stays with what was typed.
#[test]
fn a_sheet_that_is_not_there_is_refused_in_the_dialog() {
    let folder = tempfile::tempdir().unwrap();
    let path = study_with_backups(folder.path());
    let before = files(folder.path()).len();
    let mut bench = Bench::with_file(&path);
    bench.command("effacer");
    bench.type_text("Chef");
    (0..4).for_each(|_| bench.key(Key::Tab));
    bench.fields(&["0999Z", "pourquoi"]);
    bench.key(Key::Enter);
    bench.key(Key::Enter);
    bench.until("the refusal", |app| !app.state().busy);
    assert!(matches!(bench.app().overlay(), Some(Overlay::Erase(_))));
    assert!(bench.sees("0999Z"));
    bench.key(Key::Escape);
    bench.finish();
    assert_eq!(files(folder.path()).len(), before);
}

/// DESIGN 5.12, 13: without a map a renamed question is refused and nothing is taken; with one the changes
/// are shown, Enter takes the version, and the answers keyed before follow.
#[test]
fn a_questionnaire_is_revised_through_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let path = at("essai.recto");
    let mut study = Study::create(&path, &small(), &Station::new("test")).unwrap();
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin("small", ana, recto::study::Pass::First).unwrap();
    let number = "001".to_owned();
    for entry in [recto::keying::Entry::Open { number, kept: false }, recto::keying::Entry::Finish] {
        study.keep(session, &entry).unwrap();
    }
    study.close().unwrap();
    let changed =
        SMALL.replace("version = \"1\"", "version = \"2\"").replace("name = \"age\"", "name = \"years\"");
    std::fs::write(at("q2.toml"), changed).unwrap();
    std::fs::write(at("map.toml"), "[variables]\nage = \"years\"\n").unwrap();
    let version = |bench: &Bench| bench.app().study().unwrap().questionnaire().unwrap().version.clone();
    let mut bench = Bench::with_file(&path);
    bench.command("reviser");
    assert!(matches!(bench.app().overlay(), Some(Overlay::Revise(_))));
    bench.type_text(&at("q2.toml").to_string_lossy());
    bench.key(Key::Enter);
    bench.until("the comparison", |app| !app.state().busy);
    assert!(bench.sees("age = \"years\""), "the line of the map is said");
    assert_eq!(version(&bench), "1");
    // Past the button that looks for the file.
    bench.key(Key::Tab);
    bench.key(Key::Tab);
    bench.type_text(&at("map.toml").to_string_lossy());
    assert!(!bench.sees("age = \"years\""), "what is shown is what would be taken");
    bench.key(Key::Enter);
    bench.until("the comparison", |app| !app.state().busy);
    assert!(bench.sees("age s’appelle désormais years") && bench.sees("Adopter cette version"));
    assert_eq!(version(&bench), "1", "nothing is taken before it was seen");
    bench.key(Key::Enter);
    bench.until("the version", |app| !app.state().busy && app.overlay().is_none());
    bench.until("the snapshot", |app| {
        app.study().and_then(|study| study.questionnaire()).is_some_and(|asked| asked.version == "2")
    });
    assert!(bench.sees("La version 2 est celle de l’étude"));
    bench.finish();
    let study = Study::open_read_only(&path).unwrap();
    let snapshot = study.snapshot("small").unwrap();
    assert_eq!((snapshot.questionnaire.version.as_str(), snapshot.keyings.len()), ("2", 1));
    assert!(snapshot.questionnaire.variable_by_name("years").is_some());
}

/// DESIGN 4.5: Escape leaves the dialog; a file that is no questionnaire is refused with its place.
#[test]
fn what_is_no_questionnaire_is_refused_in_the_dialog() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("essai.recto");
    Study::create(&path, &small(), &Station::new("test")).unwrap().close().unwrap();
    let nonsense = folder.path().join("nonsense.toml");
    std::fs::write(&nonsense, "[questionnaire]\nid = 1\n").unwrap();
    let mut bench = Bench::with_file(&path);
    bench.command("reviser");
    bench.key(Key::Enter);
    assert!(bench.sees("Choisissez le fichier du questionnaire"));
    bench.type_text(&nonsense.to_string_lossy());
    bench.key(Key::Enter);
    bench.until("the refusal", |app| !app.state().busy);
    assert!(bench.sees("nonsense.toml"));
    bench.press(Modifiers::NONE, Key::Escape);
    assert!(bench.app().overlay().is_none());
    assert_eq!(bench.app().study().unwrap().questionnaire().unwrap().version, "1");
}
