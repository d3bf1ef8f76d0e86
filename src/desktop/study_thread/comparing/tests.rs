//! A comparison driven by hand, reply by reply: what the window shows before, meanwhile and after a stop.

use std::time::Duration;

use egui::{Event, Key, Modifiers, RawInput};

use super::*;
use crate::desktop::command;
use crate::desktop::context::ScreenContext;
use crate::desktop::keymap::Keymap;
use crate::desktop::screens::settling::SettlingScreen;
use crate::desktop::settings::Settings;
use crate::desktop::sound::Hearing;
use crate::desktop::study_thread::Opened;
use crate::desktop::tokens::Tokens;
use crate::questionnaire::{Answer, Questionnaire, Record, Value, read};
use crate::study::{Operator, Pass, Station, TakenKeying};
use crate::texts::Language;

const SMALL: &str = include_str!("../../../../tests/promises/study/small.toml");

fn sheet(questionnaire: &Questionnaire, number: u32, age: i64) -> (String, Record) {
    let mut record = Record::empty(questionnaire);
    let mut set = |name: &str, value: Value| {
        let field = questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
        record.field_mut(field).answer = Answer::Value(value);
    };
    set("town", Value::Code("1".to_owned()));
    set("age", Value::Integer(age));
    set("remark", Value::Text("rien".to_owned()));
    (format!("{number:03}"), record)
}

/// A study of three sheets that differ in age, read and compared, and its supervisor.
fn compared() -> (tempfile::TempDir, StudyHandle, Operator) {
    let folder = tempfile::tempdir().unwrap();
    let questionnaire = read(SMALL.as_bytes()).questionnaire.unwrap();
    let path = folder.path().join("small.recto");
    let mut study = Study::create(&path, &questionnaire, &Station::new("test")).unwrap();
    for (name, pass, age) in [("Ana", Pass::First, 34), ("Bea", Pass::Second, 43)] {
        let operator = study.operator(name).unwrap().id;
        let taken = (1..=3).map(|number| {
            let (number, record) = sheet(&questionnaire, number, age);
            TakenKeying { number, number_kept: false, operator, record, finished: true }
        });
        study.take_keyings("small", pass, &taken.collect::<Vec<_>>()).unwrap();
    }
    let supervisor = study.operator("Zoe").unwrap();
    let mut study = StudyHandle::new(Opened { study }, &egui::Context::default()).unwrap();
    until_compared(&mut study);
    (folder, study, supervisor)
}

fn until_compared(study: &mut StudyHandle) {
    for _ in 0..12_000 {
        study.hear();
        if study.review.is_some() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("not compared: {:?}", study.problem);
}

/// As if the study had just been opened and were being compared: the whole review is kept aside.
fn not_compared_yet(study: &mut StudyHandle) -> Review {
    let whole = study.review.take().unwrap();
    (study.board, study.snapshot) = (None, None);
    study.comparing = Comparing { state: State::Running, ..Comparing::default() };
    Arc::unwrap_or_clone(whole)
}

/// What stands in the queue up to a sheet.
fn up_to(whole: &Review, number: &str) -> Arc<Review> {
    let mut part = whole.clone();
    part.queue.retain(|item| item.number.as_str() <= number);
    Arc::new(part)
}

fn tell(study: &mut StudyHandle, reply: Reply) -> Vec<Happening> {
    study.replies.0.send(reply).unwrap();
    study.hear()
}

/// DESIGN 4.6: a comparison says how far it is, can be stopped, and can be begun again; nothing that was
/// there before is lost by a stop.
#[test]
fn comparing_is_stopped_and_begun_again() {
    let (_folder, mut study, _) = compared();
    let before = study.review.clone().unwrap();
    assert!(study.awaited().is_none() && !study.comparing_stopped(), "nobody waits");

    study.comparing = Comparing { state: State::Running, ..Comparing::default() };
    let watch = study.comparing.watch.clone();
    study.stop_comparing();
    assert!(watch.is_stopped());
    let happened = tell(&mut study, Reply::ComparingStopped);
    assert!(matches!(happened[..], [Happening::ComparingStopped]) && study.comparing_stopped());
    assert!(Arc::ptr_eq(study.review.as_ref().unwrap(), &before), "what was there stays");

    let whole = not_compared_yet(&mut study);
    assert_eq!(study.awaited(), Some((0, 0)));
    tell(&mut study, Reply::Snapshot(Arc::clone(&whole.snapshot)));
    assert!(study.snapshot.is_some() && study.review.is_none(), "keying can begin");
    tell(&mut study, Reply::ComparingStopped);
    assert!(study.awaited().is_none() && study.comparing_stopped());
    study.refresh();
    assert!(study.awaited().is_some() && !study.comparing_stopped());
    until_compared(&mut study);
    assert_eq!(study.review.as_ref().unwrap().queue, whole.queue);
}

/// A stop that comes too late, of a comparison that has its answer already, takes nothing away; and each
/// comparison hears of its own stop alone.
#[test]
fn a_late_stop_does_no_harm() {
    let (_folder, mut study, _) = compared();
    study.stop_comparing();
    study.refresh();
    assert!(!study.comparing.watch.is_stopped());
    let before = study.review.take();
    until_compared(&mut study);
    assert_eq!(study.review.as_ref().unwrap().queue, before.unwrap().queue);
}

/// DESIGN 5: when another questionnaire is chosen, what was found of the one before is none of it; its stop is
/// no stop of the new one, which is read next.
#[test]
fn a_questionnaire_left_leaves_nothing_behind() {
    let (_folder, mut study, _) = compared();
    let whole = not_compared_yet(&mut study);
    tell(&mut study, Reply::Found(up_to(&whole, "002")));
    assert!(study.found_so_far().is_some());
    let watch = study.comparing.watch.clone();
    study.leave_comparing();
    study.refresh();
    assert!(study.found_so_far().is_none() && watch.is_stopped());
    let happened = tell(&mut study, Reply::ComparingStopped);
    assert!(happened.is_empty() && !study.comparing_stopped(), "nobody stopped the new one");
    until_compared(&mut study);
}

/// Issue 4: comparing that was stopped is not begun again by a decision on what had been found.
#[test]
fn a_decision_begins_nothing_that_was_stopped() {
    let (_folder, mut study, _) = compared();
    not_compared_yet(&mut study);
    tell(&mut study, Reply::ComparingStopped);
    study.decision_kept();
    assert!(study.comparing_stopped() && study.awaited().is_none());
    study.refresh();
    until_compared(&mut study);
    study.decision_kept();
    assert!(study.comparing.state != State::No, "what stands is brought up to date");
}

/// The settling screen, without a window.
struct Desk {
    ctx: egui::Context,
    study: StudyHandle,
    screen: SettlingScreen,
}

impl Desk {
    fn frame(&mut self, mut events: Vec<Event>) {
        self.screen.take_events(&mut events);
        let Self { ctx, study, screen } = self;
        let mut output = ctx.run_ui(RawInput { events, ..RawInput::default() }, |ui| {
            let mut context = ScreenContext {
                language: Language::English,
                tokens: Tokens::current(ui.ctx()),
                keys: &Keymap::default(),
                settings: &Settings::default(),
                study: Some(&mut *study),
                actions: &mut Vec::new(),
                state: command::State::default(),
                covered: false,
                hearing: Hearing::Unknown,
                still: true,
                person: "",
                now: jiff::Timestamp::UNIX_EPOCH,
            };
            screen.ui(ui, &mut context);
        });
        output.textures_delta.clear();
    }

    fn types(&mut self, text: &str) {
        let enter = |pressed| Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let typed = text.chars().map(|letter| Event::Text(letter.to_string()));
        self.frame(typed.chain([enter(true), enter(false)]).collect());
        self.frame(Vec::new());
    }

    fn looked_at(&self) -> Option<&str> {
        self.screen.looked_at().map(|item| item.number.as_str())
    }
}

/// Issue 4: results are shown as they come. The list grows at its end, what is being read stays where it is,
/// what is decided meanwhile is kept, and nothing says that all is settled before all is compared.
#[test]
fn differences_are_settled_while_the_rest_is_compared() {
    let (_folder, mut study, supervisor) = compared();
    let whole = not_compared_yet(&mut study);
    let ctx = egui::Context::default();
    crate::desktop::theme::install(&ctx);
    let mut desk = Desk { ctx, study, screen: SettlingScreen::new(supervisor) };
    desk.frame(Vec::new());
    assert_eq!(desk.looked_at(), None, "nothing was found yet");

    tell(&mut desk.study, Reply::Found(up_to(&whole, "001")));
    desk.frame(Vec::new());
    assert_eq!((desk.looked_at(), desk.screen.walk.len()), (Some("001"), 1));
    desk.frame(vec![Event::Text("3".to_owned())]);
    tell(&mut desk.study, Reply::Found(up_to(&whole, "002")));
    desk.frame(Vec::new());
    assert_eq!((desk.looked_at(), desk.screen.walk.len()), (Some("001"), 1), "not while something is typed");
    desk.types("4");
    assert_eq!((desk.looked_at(), desk.screen.walk.len()), (Some("002"), 2));
    desk.types("43");
    assert_eq!(desk.looked_at(), None, "all that was found is settled, the rest is waited for");

    desk.study.review = None;
    tell(&mut desk.study, Reply::Found(Arc::new(whole.clone())));
    desk.frame(Vec::new());
    assert_eq!((desk.looked_at(), desk.screen.walk.len()), (Some("003"), 3));
    desk.study.comparing.state = State::No;
    desk.study.refresh();
    until_compared(&mut desk.study);
    desk.frame(Vec::new());
    assert_eq!((desk.looked_at(), desk.screen.walk.len()), (Some("003"), 3), "the whole list is the same");
    let settled = desk.study.snapshot.as_ref().unwrap().resolutions.len();
    assert_eq!(settled, 2, "what was decided on the first sheets is kept");
}
