//! What the study file promises across processes and disks: kills, traced system calls, a full disk, a
//! read-only folder, two programs at once, and the commands that make, revise and describe a study.
//!
//! Processes and private mounts of Linux are used; elsewhere, and where they are not to be had, a test
//! says so and passes.

mod commands;
mod disks;
pub(crate) mod erasing;
mod kills;
mod stacks;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use recto::keying::{Cause, Entry};
use recto::questionnaire::{self, Answer, Origin, Questionnaire, Value};
use recto::study::{Pass, SessionId, Station, Study};

const SMALL: &str = include_str!("study/small.toml");

/// Says which part a process started by a test plays; its value is the part and its folder.
const CHILD: &str = "RECTO_TEST_CHILD";

pub(crate) fn small() -> Questionnaire {
    questionnaire::read(SMALL.as_bytes()).questionnaire.unwrap()
}

fn station() -> Station {
    Station::new("test")
}

fn new_study(path: &Path) {
    Study::create(path, &small(), &station()).unwrap().close().unwrap();
}

fn session(study: &mut Study) -> SessionId {
    let ana = study.operator("Ana").unwrap();
    study.begin("small", ana.id, Pass::First).unwrap()
}

fn open(number: &str) -> Entry {
    Entry::Open { number: number.to_owned(), kept: false }
}

fn answer(name: &str, value: Value) -> Entry {
    let small = small();
    let field = small.field_of(small.variable_by_name(name).unwrap(), 0).unwrap();
    let answer = Answer::Value(value);
    Entry::Answer { field, answer, kept: false, origin: Origin::Keyed, cause: Cause::Typed }
}

/// This test program again, to play a part of its own: the test of that name runs alone.
fn child(test: &str, study: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    as_child(&mut command, test, study);
    command
}

fn as_child(command: &mut Command, test: &str, study: &Path) {
    command.args(["--exact", test, "--nocapture"]).env(CHILD, study).stdout(Stdio::piped());
    command.stderr(Stdio::null());
}

/// The study that this process is to play its part on, if it is a child.
fn part() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}
