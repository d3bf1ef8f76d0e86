//! A whole settling job in the real window with keys alone (DESIGN 9, issue 4 point 5): pairing, differences,
//! a filter, a slip, an overruled reading, a sheet for the field team, broken rules, readings again, the
//! quality page. What is asked for is read off the window's title; what came of it, off the study.

use std::path::Path;
use std::process::Command;

use recto::compare::quality::reread_left;
use recto::compare::{Item, Review};
use recto::keying::Key;
use recto::keying::reading::Reader;
use recto::questionnaire::{Answer, FieldId, Questionnaire, Record, Value};
use recto::study::{Pass, Said, Snapshot, Station, Study};
use serde_json::{Value as Json, json};

use super::{display, on_disk, open, snapshot, today};
use crate::display::{Display, Window};
use crate::survey;

/// Two keyings of the survey that say what the paper says but for what the job is about.
struct Stack {
    header: Vec<String>,
    first: Vec<Vec<String>>,
    second: Vec<Vec<String>>,
}

impl Stack {
    fn new() -> Self {
        let (header, paper) = survey::rows(&survey::bytes("truth.csv"));
        Self { header, first: paper.clone(), second: paper }
    }

    fn at(&self, column: &str) -> usize {
        self.header.iter().position(|name| name == column).unwrap()
    }

    fn paper(&self, sheet: &str, column: &str) -> String {
        let (header, rows) = survey::rows(&survey::bytes("truth.csv"));
        let at = header.iter().position(|name| name == column).unwrap();
        rows.iter().find(|row| row[0] == sheet).unwrap()[at].clone()
    }

    fn set(&mut self, pass: Pass, sheet: &str, column: &str, value: &str) {
        let at = self.at(column);
        let rows = if pass == Pass::First { &mut self.first } else { &mut self.second };
        rows.iter_mut().find(|row| row[0] == sheet).unwrap()[at] = value.to_owned();
    }

    /// The second keyer left out a line of the table of agreement: what follows stands a line too high.
    fn slip(&mut self, sheet: &str) {
        let rows: Vec<String> = self.header.iter().filter(|name| name.starts_with("lik_")).cloned().collect();
        for two in rows[1..].windows(2) {
            let value = self.paper(sheet, &two[1]);
            self.set(Pass::Second, sheet, &two[0], &value);
        }
    }

    fn study(&self, path: &Path) {
        let mut study = Study::create(path, &survey::questionnaire(), &Station::new("test")).unwrap();
        for (name, pass, rows) in [("Amina", Pass::First, &self.first), ("Bruno", Pass::Second, &self.second)]
        {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            writer.write_record(&self.header).unwrap();
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            let bytes = writer.into_inner().unwrap();
            survey::take(&mut study, name, pass, recto::study::import::Mode::AsIs, &bytes).unwrap();
        }
        let plan = study.plan().unwrap().with("reread-percent", 100.into()).unwrap();
        study.set_plan(plan, None).unwrap();
        study.close().unwrap();
    }
}

fn stack() -> Stack {
    let mut stack = Stack::new();
    stack.set(Pass::First, "0001B", "age", "68");
    stack.slip("0016T");
    stack.set(Pass::Second, "0028F", "vie_0_10", "5");
    // One wrong tick on a filter, and the block behind it.
    let block: Vec<String> =
        stack.header.iter().filter(|name| name.starts_with("nouv_type_")).cloned().collect();
    stack.set(Pass::First, "0096E", "nouv_act", "1");
    for name in &block {
        stack.set(Pass::First, "0096E", name, if name.ends_with('3') { "1" } else { "0" });
    }
    stack.set(Pass::First, "0100J", "nouv_type_2", "0");
    // Both mediators have the same code: kept on one sheet, corrected on another.
    for sheet in ["0130S", "0133V"] {
        let med = stack.paper(sheet, "med1");
        stack.set(Pass::First, sheet, "med2", &med);
        stack.set(Pass::Second, sheet, "med2", &med);
    }
    stack.set(Pass::Second, "0079L", "num_q", "0097L");
    stack.second.retain(|row| row[0] != "0041V");
    stack
}

/// The window, the study behind it and the paper.
struct Job<'d> {
    display: &'d Display,
    window: Window<'d>,
    study: std::path::PathBuf,
    survey: Questionnaire,
    paper: Vec<Record>,
    pictures: usize,
}

impl Job<'_> {
    fn picture(&mut self, name: &str) {
        self.pictures += 1;
        self.window.picture(&format!("settling-{:02}-{name}", self.pictures));
    }

    /// The study on disk once it holds what is expected.
    fn disk(&self, what: &str, holds: impl Fn(&Snapshot) -> bool) -> Snapshot {
        self.display.wait_for(what, || on_disk(&self.study, snapshot).filter(|study| holds(study)))
    }

    fn decisions(&self, count: usize) -> Snapshot {
        self.disk(&format!("{count} decisions"), |study| study.resolutions.len() >= count)
    }

    fn field(&self, name: &str) -> FieldId {
        self.survey.field_of(self.survey.variable_by_name(name).unwrap(), 0).unwrap()
    }

    /// Waits until a question of a sheet is asked for.
    fn asked(&self, sheet: &str, name: &str) {
        let number = &self.survey.field_variable(self.field(name)).number;
        self.window.wait_title(&format!("Différences – {sheet} {number} –"));
    }

    /// Types what stands on the paper.
    fn read(&self, sheet: &str, name: &str) {
        let field = self.field(name);
        let paper = self.paper.iter().find(|record| record.sheet_number(&self.survey) == sheet).unwrap();
        self.window.press(&self.keys(field, paper.answer(field)));
    }

    /// The keys of a single answer.
    fn keys(&self, field: FieldId, answer: &Answer) -> Vec<Key> {
        let text = match answer {
            Answer::Value(Value::Codes(codes)) => codes.join("+"),
            Answer::Value(value) => value.neutral_text(),
            Answer::Missing(missing) => self.survey.missing_code(*missing).unwrap().key.to_string(),
            Answer::NotKeyed | Answer::NotApplicable => return vec![Key::Function(8)],
        };
        let mut keys: Vec<Key> = text.chars().map(Key::Char).collect();
        let mut reader = Reader::new(std::sync::Arc::new(self.survey.clone()), field, today());
        if !keys.iter().any(|key| reader.key(*key).is_some()) {
            keys.push(Key::Enter);
        }
        keys
    }
}

/// What the command line tells of the study.
fn told(study: &Path, command: &str) -> Json {
    let mut recto = Command::new(env!("CARGO_BIN_EXE_recto"));
    let output = recto.args([command, "--json"]).arg(study).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Issue 4, "what it must show" 5; DESIGN 9. Pictures of each step are left in `target/tmp/pictures`.
#[test]
fn a_whole_settling_job_with_keys_only() {
    let Some((display, _alone)) = display(None) else { return };
    let study = display.folder.path().join("m2s.recto");
    stack().study(&study);
    let window = display.program(&[]);
    open(&window, &study);
    let survey = survey::questionnaire();
    let reading = recto::study::import::Reading { operator_column: None, as_is: false, today: today() };
    let paper = recto::study::import::read_file(&survey, &reading, &survey::bytes("truth.csv")).sheets;
    let paper = paper.into_iter().map(|sheet| sheet.record).collect();
    let mut job = Job { display: &display, window, study, survey, paper, pictures: 0 };
    job.picture("study");
    match_sheets(&mut job);
    let slipped = differences(&mut job);
    let settled = broken_rules(&mut job, slipped);
    let again = readings_again(&mut job, &settled);
    leave(&mut job);
    let Job { window, study, .. } = job;
    window.close();
    assert_end(&study, again);
}

/// 0079L and 0097L are one sheet; 0041V lacks its second keying.
fn match_sheets(job: &mut Job<'_>) {
    job.window.dialog(Key::Char('d'));
    job.window.fill("Claire");
    job.window.press(&[Key::Enter]);
    job.window.wait_title("Rapprochement");
    job.picture("mispaired");
    job.window.press(&[Key::Char('1')]);
    job.disk("the sheets matched", |study| {
        study.declarations.iter().any(|one| matches!(one.said, Said::Matched(_)))
    });
    job.picture("matched");
    job.window.press(&[Key::Enter]);
}

/// Gives back how many decisions there are.
fn differences(job: &mut Job<'_>) -> usize {
    job.asked("0001B", "age");
    job.picture("blind");
    job.read("0001B", "age");
    job.decisions(1);
    let slipped = slip(job);
    job.asked("0028F", "vie_0_10");
    job.window.press(&job.keys(job.field("vie_0_10"), &Answer::Value(Value::Integer(7))));
    job.picture("neither");
    job.window.press(&[Key::Char('c')]);
    job.picture("why-overruled");
    job.window.press(&"le 7 est entouré".chars().map(Key::Char).chain([Key::Enter]).collect::<Vec<_>>());
    job.decisions(slipped + 1);
    job.asked("0096E", "nouv_act");
    job.read("0096E", "nouv_act");
    job.picture("confirm");
    job.window.press(&[Key::Enter]);
    job.decisions(slipped + 2);
    // The block behind the filter falls away, and the next sheet is not answered by keys on their way.
    job.asked("0100J", "nouv_type");
    job.picture("fell-away");
    job.window.press(&[Key::Char('1'), Key::Enter, Key::Function(9)]);
    job.picture("why-unreadable");
    job.window.press(&"café renversé".chars().map(Key::Char).chain([Key::Enter]).collect::<Vec<_>>());
    job.disk("the sheet with the field team", |study| {
        study.declarations.iter().any(|one| matches!(one.said, Said::Unreadable { .. }))
    });
    slipped + 2
}

/// Its first and its last question are read, then the whole; what the other never read is read too.
fn slip(job: &mut Job<'_>) -> usize {
    let study = job.disk("the study", |_| true);
    let review = Review::of(std::sync::Arc::new(study));
    let [slip] = &review.comparison.slips[..] else { panic!("{:?}", review.comparison.slips) };
    assert_eq!((slip.number.as_str(), slip.pass), ("0016T", Some(Pass::Second)));
    let of_sheet = review.queue.iter().filter(|item| item.number == "0016T");
    let fields = of_sheet.filter_map(|item| match item.item {
        Item::Difference { field, .. } => Some(job.survey.field_variable(field).name.clone()),
        _ => None,
    });
    let fields: Vec<String> = fields.collect();
    let (first, last) = (fields.first().unwrap(), fields.last().unwrap());
    for (count, name) in [(2, first), (3, last)] {
        job.asked("0016T", name);
        job.read("0016T", name);
        job.decisions(count);
    }
    job.picture("slip");
    job.window.press(&[Key::Enter]);
    let unread = slip.unread_by(Pass::Second);
    let unread: Vec<&String> =
        fields[1..fields.len() - 1].iter().filter(|name| unread.contains(&job.field(name))).collect();
    job.decisions(1 + fields.len() - unread.len());
    for name in unread {
        job.asked("0016T", name);
        job.read("0016T", name);
    }
    job.decisions(1 + fields.len());
    1 + fields.len()
}

fn broken_rules(job: &mut Job<'_>, decisions: usize) -> Snapshot {
    job.window.wait_title("Différences – 0130S C06 –");
    job.picture("broken-rule");
    job.window.press(&[Key::Function(3)]);
    job.window.wait_title("Différences – 0133V C06 –");
    job.read("0133V", "med2");
    job.picture("why-corrected");
    job.window.press(&"lu sur la fiche".chars().map(Key::Char).chain([Key::Enter]).collect::<Vec<_>>());
    job.decisions(decisions + 2)
}

/// All that was settled by a reading comes back, blind. Gives back how many.
fn readings_again(job: &mut Job<'_>, settled: &Snapshot) -> usize {
    let again = reread_left(settled);
    for (at, due) in again.iter().enumerate() {
        job.asked(&due.number, &due.variable);
        if at == 0 {
            job.picture("read-again");
        }
        match due.number.as_str() {
            "0028F" => {
                job.window.press(&job.keys(job.field(&due.variable), &Answer::Value(Value::Integer(7))))
            }
            number => job.read(number, &due.variable),
        }
        if due.variable == "nouv_act" {
            job.window.press(&[Key::Enter]);
        }
        let read = |study: &Snapshot| {
            study.declarations.iter().filter(|one| matches!(one.said, Said::Reread { .. })).count()
        };
        job.disk("the reading", |study| read(study) == at + 1);
    }
    again.len()
}

/// Nothing is left, the study's screen, the quality page.
fn leave(job: &mut Job<'_>) {
    job.window.wait_title("Différences – m2s");
    job.picture("nothing-left");
    job.window.press(&[Key::Escape]);
    job.window.wait_title("m2s");
    job.picture("study-settled");
    job.window.press(&[Key::Char('q')]);
    job.window.wait_title("Qualité");
    job.picture("quality");
    job.window.press(&[Key::Escape]);
    job.window.wait_title("m2s");
}

fn assert_end(study: &Path, again: usize) {
    let status = told(study, "status");
    assert_eq!(status["matched"], json!([{"sheet": "0079L", "pass": "second", "keyed_as": "0097L"}]));
    assert_eq!((&status["missing_second"], &status["extra"]), (&json!(["0041V"]), &json!([])));
    assert_eq!(status["unreadable"][0]["sheet"], "0100J");
    assert_eq!((&status["open_differences"], &status["questions_due"]), (&json!(1), &json!(0)));
    assert_eq!(status["sheets"]["with_differences"], 1);
    let compared = told(study, "compare");
    assert_eq!(compared["cells"]["open"], 1);
    assert_eq!(compared["slips"].as_array().unwrap().len(), 1);
    let settling = &told(study, "quality")["settling"];
    assert_eq!((&settling["reread"], &settling["mistakes"]), (&json!(again), &json!(0)));
    assert_eq!((&settling["overruled"], &settling["corrections"]), (&json!(1), &json!(1)));
    assert_eq!(settling["read_once"], 0);
}
