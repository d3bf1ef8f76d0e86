//! What the screens show and say, frame by frame, without a window: nothing of the first keying to the
//! second keyer, nothing of either to the blind reader (DESIGN 5.3, 9), all keys of a frame in order
//! (DESIGN 8), every question a node for screen readers (DESIGN 12).

mod verified;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::accesskit::{Node, TreeUpdate};
use egui::{Context, Event, FullOutput, Modifiers, Pos2, RawInput, Rect, vec2};
use recto::desktop::command::State;
use recto::desktop::context::{Action, AfterSupervisor, ScreenContext};
use recto::desktop::keymap::Keymap;
use recto::desktop::screen::Screen;
use recto::desktop::screens::keying::KeyingScreen;
use recto::desktop::screens::settling::SettlingScreen;
use recto::desktop::settings::Settings;
use recto::desktop::sound::{Cue, Hearing};
use recto::desktop::study_thread::{Happening, Opened, StudyHandle};
use recto::desktop::theme;
use recto::desktop::tokens::Tokens;
use recto::keying::transcribe::transcribe;
use recto::keying::{Effect, Key, Session, Stack};
use recto::questionnaire::{Answer, Questionnaire, Record, Value, read};
use recto::study::import::{Reading, read_file};
use recto::study::{BatchChoice, Keying, Pass, Station, Study, TakenKeying};
use recto::texts::Language;

const M2S: &str = include_str!("../../questionnaires/m2s-impact-2024.toml");
const PAPER: &[u8] = include_bytes!("../../questionnaires/m2s-impact-2024/truth.csv");
/// What the two studies say in a text that would be recognised anywhere.
const ONE_TEXT: &str = "Zanzibar";
const OTHER_TEXT: &str = "Ouagadougou";

fn questionnaire() -> Arc<Questionnaire> {
    Arc::new(read(M2S.as_bytes()).questionnaire.unwrap())
}

fn day() -> jiff::civil::Date {
    jiff::civil::date(2024, 12, 31)
}

fn paper(questionnaire: &Questionnaire) -> Vec<Record> {
    let reading = Reading { operator_column: None, as_is: false, today: day() };
    read_file(questionnaire, &reading, PAPER).sheets.into_iter().map(|sheet| sheet.record).collect()
}

/// The sheet with other answers to some questions.
fn with<'a>(
    questionnaire: &Questionnaire,
    record: &Record,
    answers: impl IntoIterator<Item = (&'a str, Value)>,
) -> Record {
    let mut record = record.clone();
    for (name, value) in answers {
        let field = questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
        assert_ne!(*record.answer(field), Answer::Value(value.clone()), "{name}");
        record.field_mut(field).answer = Answer::Value(value);
    }
    record
}

/// The sheet with another choice, another number, other boxes, another text.
fn otherwise(questionnaire: &Questionnaire, record: &Record) -> Record {
    let answers = [
        ("soutien", Value::Code("2".into())),
        ("vie_0_10", Value::Integer(3)),
        ("action", Value::Codes(vec!["2".into(), "5".into()])),
        ("change_txt", Value::Text(OTHER_TEXT.into())),
    ];
    with(questionnaire, record, answers)
}

/// A sheet of the survey in which a text says [`ONE_TEXT`].
fn one(questionnaire: &Questionnaire) -> Record {
    let mut record = paper(questionnaire).remove(0);
    let field = questionnaire.field_of(questionnaire.variable_by_name("change_txt").unwrap(), 0).unwrap();
    record.field_mut(field).answer = Answer::Value(Value::Text(ONE_TEXT.into()));
    record
}

/// The keys that a practised keyer types for these sheets.
fn keys_of(questionnaire: &Arc<Questionnaire>, records: &[Record]) -> Vec<Key> {
    let mut session = session(questionnaire);
    records.iter().flat_map(|record| transcribe(&mut session, record).unwrap().0).collect()
}

/// The keys of a sheet with detours where a choice is asked for: back and forth, an answer like that of
/// the sheet before, a remark, undo and redo, a code that no box has and the stop after it.
fn keys_gone_astray(questionnaire: &Arc<Questionnaire>, record: &Record) -> Vec<Key> {
    let asked = questionnaire.field_of(questionnaire.variable_by_name("sexe").unwrap(), 0).unwrap();
    let mut session = session(questionnaire);
    let mut keys = Vec::new();
    for key in keys_of(questionnaire, std::slice::from_ref(record)) {
        keys.push(key);
        session.key(key, &mut Vec::new());
        if session.cursor() == asked {
            break;
        }
    }
    let detours = [
        vec![Key::Up, Key::Down, Key::Char('+'), Key::Function(4), Key::Char('x'), Key::Enter],
        vec![Key::Control('z'), Key::Control('y'), Key::Down, Key::Up],
        vec![Key::Char('9'), Key::Char('1'), Key::Backspace],
    ];
    for key in detours.into_iter().flatten() {
        keys.push(key);
        session.key(key, &mut Vec::new());
    }
    assert_eq!(session.cursor(), asked, "back where the detours began");
    keys.extend(transcribe(&mut session, record).unwrap().0);
    keys
}

/// A session on the whole stack.
fn session(questionnaire: &Arc<Questionnaire>) -> Session {
    let stack = Stack { expected: questionnaire.expected_sheet_numbers(), ..Stack::default() };
    Session::new(questionnaire.clone(), stack, None, day())
}

/// A study in which passes were keyed elsewhere.
fn study(folder: &Path, questionnaire: &Questionnaire, passes: &[(&str, Pass, Record)]) -> Study {
    std::fs::create_dir_all(folder).unwrap();
    let path = folder.join("étude.recto");
    let mut study = Study::create(&path, questionnaire, &Station::new("test")).unwrap();
    for (operator, pass, record) in passes {
        let operator = study.operator(operator).unwrap().id;
        let number = record.sheet_number(questionnaire).to_owned();
        let taken =
            TakenKeying { number, number_kept: false, operator, record: record.clone(), finished: true };
        study.take_keyings(&questionnaire.id, *pass, &[taken]).unwrap();
    }
    // Which settled questions come back is drawn for each decision: two studies would draw other ones.
    let plan = study.plan().unwrap().with("reread-percent", 0.into()).unwrap();
    study.set_plan(plan, None).unwrap();
    study
}

/// A screen on a study, painted frame by frame with a clock that stands still between frames.
struct Desk {
    ctx: Context,
    study: StudyHandle,
    screen: Screen,
    settings: Settings,
    frames: u32,
    /// The sounds asked for, in order.
    heard: Vec<Cue>,
}

impl Desk {
    fn new(study: Study, begin: impl FnOnce(&mut StudyHandle)) -> Self {
        let ctx = Context::default();
        ctx.enable_accesskit();
        theme::install(&ctx);
        ctx.set_theme(egui::Theme::Light);
        let mut study = StudyHandle::new(Opened { study }, &ctx).unwrap();
        begin(&mut study);
        let until = Instant::now() + Duration::from_secs(60);
        let screen = loop {
            assert!(Instant::now() < until, "the study's thread does not answer");
            let ready = |happening: &Happening| {
                matches!(happening, Happening::KeyingReady(_) | Happening::SupervisorReady(..))
            };
            match study.hear().into_iter().find(ready) {
                Some(Happening::KeyingReady(start)) => {
                    break Screen::Keying(Box::new(KeyingScreen::new(*start)));
                }
                Some(Happening::SupervisorReady(operator, _)) => {
                    break Screen::Settling(Box::new(SettlingScreen::new(operator)));
                }
                _ => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        let mut desk =
            Self { ctx, study, screen, settings: Settings::default(), frames: 0, heard: Vec::new() };
        desk.rest(None);
        desk
    }

    fn keying(study: Study, operator: &str, pass: Pass) -> Self {
        Self::new(study, |study| study.begin_keying(operator.to_owned(), pass, BatchChoice::Proposed, day()))
    }

    fn settling(study: Study) -> Self {
        Self::new(study, |study| study.begin_supervising("Claire".to_owned(), AfterSupervisor::Settling))
    }

    /// Waits, without painting, until all is saved and the study has been read again.
    fn rest(&mut self, before: Option<&Arc<recto::compare::Review>>) {
        let until = Instant::now() + Duration::from_secs(60);
        let read_again = |study: &StudyHandle| match (&study.review, before) {
            (None, _) => false,
            (Some(now), Some(before)) => !Arc::ptr_eq(now, before),
            (Some(_), None) => true,
        };
        while !(self.study.is_saved() && read_again(&self.study)) {
            assert!(Instant::now() < until, "not saved: {:?}", self.study.problem);
            self.study.hear();
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// One frame with these events.
    fn frame(&mut self, mut events: Vec<Event>) -> FullOutput {
        self.screen.take_events(&mut events);
        self.frames += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1366.0, 768.0))),
            time: Some(f64::from(self.frames) * 0.05),
            focused: true,
            events,
            ..RawInput::default()
        };
        let Self { ctx, study, screen, settings, heard, .. } = self;
        let mut actions = Vec::new();
        let mut output = ctx.run_ui(input, |ui| {
            let mut context = ScreenContext {
                language: Language::French,
                tokens: Tokens::current(ui.ctx()),
                settings,
                study: Some(&mut *study),
                actions: &mut actions,
                state: State { study: true, at_work: true, ..State::default() },
                covered: false,
                keys: &Keymap::default(),
                hearing: Hearing::Unknown,
                still: false,
                person: "",
                now: jiff::Timestamp::UNIX_EPOCH,
            };
            match screen {
                Screen::Keying(screen) => screen.ui(ui, &mut context),
                Screen::Settling(screen) => screen.ui(ui, &mut context),
                _ => unreachable!(),
            }
        });
        heard.extend(actions.iter().filter_map(|action| match action {
            Action::Sound(cue) => Some(*cue),
            _ => None,
        }));
        // Letters new to the font's texture: there is no screen to send them to.
        output.textures_delta.clear();
        output
    }

    /// The frame of a key, and the one after it when all is saved.
    fn key(&mut self, key: Key) -> [FullOutput; 2] {
        let review = self.study.review.clone();
        let decides = matches!(self.screen, Screen::Settling(_));
        let first = self.frame(events_of(key));
        let decided = decides && !self.study.is_saved();
        self.rest(review.as_ref().filter(|_| decided));
        [first, self.frame(Vec::new())]
    }

    /// Closes the study and gives back its keyings.
    fn keyings(self, path: &Path, questionnaire: &Questionnaire) -> Vec<Keying> {
        self.study.close().unwrap().join().unwrap().ok().unwrap();
        let study = Study::open_read_only(path).unwrap();
        study.snapshot(&questionnaire.id).unwrap().keyings.to_vec()
    }
}

/// The events of a key as the window delivers them on a plain keyboard.
fn events_of(key: Key) -> Vec<Event> {
    let press = |key: egui::Key, modifiers: Modifiers| {
        let event = |pressed| Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers };
        vec![event(true), event(false)]
    };
    match key {
        Key::Char(character) => {
            let text = Event::Text(character.to_string());
            let Some(key) = egui::Key::from_name(&character.to_string()) else { return vec![text] };
            let [down, up] = press(key, Modifiers::NONE).try_into().unwrap();
            vec![down, text, up]
        }
        Key::Enter => press(egui::Key::Enter, Modifiers::NONE),
        Key::ShiftEnter => press(egui::Key::Enter, Modifiers::SHIFT),
        Key::Backspace => press(egui::Key::Backspace, Modifiers::NONE),
        Key::Up => press(egui::Key::ArrowUp, Modifiers::NONE),
        Key::Down => press(egui::Key::ArrowDown, Modifiers::NONE),
        Key::Tab => press(egui::Key::Tab, Modifiers::NONE),
        Key::Escape => press(egui::Key::Escape, Modifiers::NONE),
        Key::Function(number) => press(egui::Key::from_name(&format!("F{number}")).unwrap(), Modifiers::NONE),
        Key::Control(letter) => {
            let key = egui::Key::from_name(&letter.to_uppercase().to_string()).unwrap();
            press(key, Modifiers::COMMAND | Modifiers::CTRL)
        }
        other => unreachable!("{other:?}"),
    }
}

/// Two frames show the same to eyes and to screen readers.
fn assert_same(one: &FullOutput, other: &FullOutput, when: &str) {
    assert!(!one.shapes.is_empty() && one.platform_output.accesskit_update.is_some());
    assert!(one.shapes == other.shapes, "{when}: the pictures differ");
    assert_eq!(one.platform_output.accesskit_update, other.platform_output.accesskit_update, "{when}");
}

/// All that a frame says to screen readers.
fn said(frame: &FullOutput) -> Vec<String> {
    let words = |(_, node): &(_, Node)| {
        [node.label(), node.value(), node.description()].map(|text| text.unwrap_or("").to_owned())
    };
    let update: &TreeUpdate = frame.platform_output.accesskit_update.as_ref().unwrap();
    update.nodes.iter().flat_map(words).collect()
}

/// All the texts that a frame paints.
fn painted(shape: &egui::Shape, texts: &mut Vec<String>) {
    match shape {
        egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| painted(shape, texts)),
        egui::Shape::Text(text) => texts.push(text.galley.text().to_owned()),
        _ => {}
    }
}

fn shown(frame: &FullOutput) -> Vec<String> {
    let mut texts = Vec::new();
    frame.shapes.iter().for_each(|clipped| painted(&clipped.shape, &mut texts));
    texts
}

/// DESIGN 5.3: the same second-pass keys on two studies that differ only in their first keying give the
/// same frames and the same accessibility trees, through mistakes, a remark and the end of the sheet.
#[test]
fn the_second_keyer_sees_nothing_of_the_first_keying() {
    let questionnaire = questionnaire();
    let folder = tempfile::tempdir().unwrap();
    let record = one(&questionnaire);
    let firsts = [record.clone(), otherwise(&questionnaire, &record)];
    let mut desks = ["a", "b"].into_iter().zip(firsts).map(|(name, first)| {
        let study = study(&folder.path().join(name), &questionnaire, &[("Amina", Pass::First, first)]);
        Desk::keying(study, "Bruno", Pass::Second)
    });
    let (mut one, mut other) = (desks.next().unwrap(), desks.next().unwrap());
    let keys = keys_gone_astray(&questionnaire, &record);
    assert_same(&one.frame(Vec::new()), &other.frame(Vec::new()), "the first frame");
    for (at, key) in keys.iter().enumerate() {
        let (ours, theirs) = (one.key(*key), other.key(*key));
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_same(ours, theirs, &format!("key {at}, {key:?}"));
            let all = said(ours).into_iter().chain(shown(ours));
            let leaks: Vec<_> = all.filter(|text| text.contains(OTHER_TEXT)).collect();
            assert!(leaks.is_empty(), "{leaks:?}");
        }
    }
    // Both sheets are finished: the frames went all the way.
    for (name, desk) in [("a", one), ("b", other)] {
        let keyings = desk.keyings(&folder.path().join(name).join("étude.recto"), &questionnaire);
        let second = keyings.iter().find(|keying| keying.pass == Pass::Second).unwrap();
        assert!(second.finished.is_some());
    }
}

/// DESIGN 5.3, 9: the blind third reading with the two keyings exchanged gives the same frames and trees,
/// key by key, and neither value is in them before the reading says it.
#[test]
fn the_blind_reading_shows_neither_keying() {
    let questionnaire = questionnaire();
    let folder = tempfile::tempdir().unwrap();
    let one_record = one(&questionnaire);
    let other_record = otherwise(&questionnaire, &one_record);
    let desk = |name: &str, first: &Record, second: &Record| {
        let passes = [("Amina", Pass::First, first.clone()), ("Bruno", Pass::Second, second.clone())];
        Desk::settling(study(&folder.path().join(name), &questionnaire, &passes))
    };
    let mut ours = desk("a", &one_record, &other_record);
    let mut theirs = desk("b", &other_record, &one_record);
    let first = [ours.frame(Vec::new()), theirs.frame(Vec::new())];
    assert_same(&first[0], &first[1], "the first frame");
    let count = ours.study.review.as_ref().unwrap().queue.len();
    assert_eq!(count, 4, "differences and checks: {:?}", ours.study.review.as_ref().unwrap().queue);
    // Read as one of the two says, in the order of the paper; the text is read last.
    let readings = [
        vec![Key::Char('2'), Key::Enter],
        vec![Key::Char('2'), Key::Char('+'), Key::Char('5'), Key::Enter],
        vec![Key::Char('3'), Key::Enter],
    ];
    let text: Vec<Key> = ONE_TEXT.chars().map(Key::Char).chain([Key::Enter]).collect();
    let hints = |frame: &FullOutput| {
        let all = said(frame).into_iter().chain(shown(frame));
        all.filter(|text| text.contains(ONE_TEXT) || text.contains(OTHER_TEXT)).collect::<Vec<_>>()
    };
    for (at, key) in readings.iter().chain([&text]).flatten().enumerate() {
        let typing_text = at >= readings.iter().map(Vec::len).sum();
        let (our_frames, their_frames) = (ours.key(*key), theirs.key(*key));
        for (one, other) in our_frames.iter().zip(&their_frames) {
            assert_same(one, other, &format!("key {at}, {key:?}"));
            assert!(typing_text || hints(one).is_empty(), "key {at}: {:?}", hints(one));
        }
    }
    assert_eq!(ours.heard, theirs.heard, "sounds tell neither keying");
    assert!(ours.heard.len() >= 4, "each reading is heard to be taken: {:?}", ours.heard);
    // The comparison sees what there is to see: with both values shown the frames differ.
    let both_shown = |name: &str, first: &Record, second: &Record| {
        let mut desk = desk(name, first, second);
        desk.frame(Vec::new());
        let [_, frame] = desk.key(Key::Function(7));
        frame.shapes
    };
    assert!(both_shown("c", &one_record, &other_record) != both_shown("d", &other_record, &one_record));
    let settled = |desk: Desk, name: &str| {
        desk.study.close().unwrap().join().unwrap().ok().unwrap();
        let path = folder.path().join(name).join("étude.recto");
        let resolutions =
            Study::open_read_only(&path).unwrap().snapshot(&questionnaire.id).unwrap().resolutions;
        resolutions.into_iter().map(|it| (it.number, it.target, it.means)).collect::<Vec<_>>()
    };
    let (ours, theirs) = (settled(ours, "a"), settled(theirs, "b"));
    assert_eq!(ours.len(), 4, "{ours:?}");
    assert_eq!(ours, theirs);
}

/// DESIGN 12: a blind reading sounds the same whether it equals one keying, the other or neither; a code that
/// no box has is a stop, as in keying.
#[test]
fn the_blind_reading_sounds_the_same_whatever_it_equals() {
    let questionnaire = questionnaire();
    let folder = tempfile::tempdir().unwrap();
    let record = one(&questionnaire);
    let soutien = questionnaire.field_of(questionnaire.variable_by_name("soutien").unwrap(), 0).unwrap();
    let Answer::Value(Value::Code(first)) = record.answer(soutien).clone() else { panic!("no code") };
    let passes =
        [("Amina", Pass::First, record.clone()), ("Bruno", Pass::Second, otherwise(&questionnaire, &record))];
    let heard = |name: &str, reading: &str| {
        let mut desk = Desk::settling(study(&folder.path().join(name), &questionnaire, &passes));
        desk.frame(Vec::new());
        // A stop, a refusal while locked, then the reading.
        for key in "99".chars().map(Key::Char).chain([Key::Enter, Key::Backspace]) {
            desk.frame(events_of(key));
        }
        for key in reading.chars().map(Key::Char) {
            desk.frame(events_of(key));
        }
        desk.heard
    };
    let neither = ["1", "3"].into_iter().find(|code| *code != first).unwrap();
    let all = [heard("first", &first), heard("second", "2"), heard("neither", neither)];
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
    assert!(all[0].contains(&Cue::Stop) && all[0].last() == Some(&Cue::Accepted), "{:?}", all[0]);
}

/// DESIGN 8, 14: 1,000 keys delivered in one frame, in frames of seven and one by one give the same
/// records through the keying screen.
#[test]
fn a_thousand_keys_in_one_frame() {
    let questionnaire = questionnaire();
    let folder = tempfile::tempdir().unwrap();
    let mut keys = keys_of(&questionnaire, &paper(&questionnaire)[..7]);
    assert!(keys.len() >= 1000, "{}", keys.len());
    keys.truncate(1000);
    let mut kept = Vec::new();
    for in_one_frame in [1000, 7, 1] {
        let name = in_one_frame.to_string();
        let mut desk =
            Desk::keying(study(&folder.path().join(&name), &questionnaire, &[]), "Amina", Pass::First);
        for keys in keys.chunks(in_one_frame) {
            desk.frame(keys.iter().flat_map(|key| events_of(*key)).collect());
            desk.study.hear();
        }
        desk.rest(None);
        let keyings = desk.keyings(&folder.path().join(&name).join("étude.recto"), &questionnaire);
        kept.push(
            keyings.into_iter().map(|it| (it.number, it.record, it.finished.is_some())).collect::<Vec<_>>(),
        );
    }
    // As the session alone says.
    let mut session = session(&questionnaire);
    let mut effects = Vec::new();
    keys.iter().for_each(|key| session.key(*key, &mut effects));
    let opened = effects.iter().filter(|it| matches!(it, Effect::Keep(recto::keying::Entry::Open { .. })));
    assert_eq!(kept[0].len(), opened.count());
    assert!(kept[0].len() >= 5 && kept[0][0].2);
    assert_eq!(kept[0].last().unwrap().1.fields, session.record().fields);
    assert_eq!(kept[0], kept[1]);
    assert_eq!(kept[0], kept[2]);
}

/// DESIGN 7, 12: each question of the page is a node for screen readers with its name, its value and its
/// state, and the one being keyed has the focus.
#[test]
fn every_question_is_a_node_with_name_value_and_state() {
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    let questionnaire = questionnaire();
    let folder = tempfile::tempdir().unwrap();
    let record = one(&questionnaire);
    let mut desk = Desk::keying(study(folder.path(), &questionnaire, &[]), "Amina", Pass::First);
    let keys = keys_of(&questionnaire, std::slice::from_ref(&record));
    for key in &keys[..30] {
        desk.key(*key);
    }
    let mut session = session(&questionnaire);
    keys[..30].iter().for_each(|key| session.key(*key, &mut Vec::new()));
    let Desk { mut study, mut screen, settings, .. } = desk;
    let mut harness = Harness::builder().with_size(vec2(1366.0, 7000.0)).build_ui(move |ui| {
        theme::install(ui.ctx());
        let mut context = ScreenContext {
            language: Language::French,
            tokens: Tokens::current(ui.ctx()),
            settings: &settings,
            study: Some(&mut study),
            actions: &mut Vec::new(),
            state: State { study: true, at_work: true, ..State::default() },
            covered: false,
            keys: &Keymap::default(),
            hearing: Hearing::Unknown,
            still: false,
            person: "",
            now: jiff::Timestamp::UNIX_EPOCH,
        };
        if let Screen::Keying(screen) = &mut screen {
            screen.ui(ui, &mut context);
        }
    });
    harness.run_steps(3);
    let layout = recto::paper::lay_out(&questionnaire, "fr");
    let mut nodes = 0;
    for field in questionnaire.field_ids().filter(|field| layout.place(*field).is_some()) {
        let label = recto::desktop::answers::question_name(&questionnaire, field, Language::French);
        let found: Vec<_> = harness.query_all_by_label(&label).collect();
        assert!(!found.is_empty(), "no node is called {label}");
        assert!(found.iter().all(|node| node.value().is_some()), "{label} has no value");
        nodes += 1;
    }
    assert!(nodes >= 54, "{nodes}");
    let name_of = |field| recto::desktop::answers::question_name(&questionnaire, field, Language::French);
    let field =
        |name: &str| questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
    assert_eq!(harness.get_by_label(&name_of(field("date_q"))).value().unwrap(), "12/12/2024");
    assert_eq!(harness.get_by_label(&name_of(field("sexe"))).value().unwrap(), "1 – Une femme");
    assert!(harness.get_by_label(&name_of(session.cursor())).is_focused());
    let skipped = questionnaire.field_ids().find(|field| !session.applicable()[usize::from(field.0)]);
    let skipped = name_of(skipped.unwrap());
    let state = recto::texts::text(Language::French, "screens-answer-not-applicable");
    let described = harness.get_by_label(&skipped).accesskit_node().description();
    assert_eq!(described, Some(state), "{skipped}");
}
