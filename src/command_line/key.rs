//! `recto key`: plays a recording of keystrokes through the same session as the window.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::common::{choose_questionnaire, close_study, failure, open_study};
use super::{Failure, Outcome};
use crate::keying::key::read_recording;
use crate::keying::{Effect, Key, Mode, Session, Signal};
use crate::study::{SessionId, Study, StudyError};
use crate::text;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// Who does it
    #[arg(long)]
    operator: String,
    /// first or second
    #[arg(long, value_enum)]
    pass: crate::study::Pass,
    /// The recording; standard input otherwise
    #[arg(long)]
    keys: Option<PathBuf>,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let keys = read_recording_file(arguments.keys.as_deref(), language)?;
    let mut study = open_study(&arguments.study, language)?;
    let questionnaire = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language)?;
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let (id, start) = study
        .start_keying(&questionnaire.id, &arguments.operator, arguments.pass, today)
        .map_err(|error| failure(&error, language))?;
    let mut session = start.session();
    let played = play(&mut study, id, &mut session, &keys).map_err(|error| failure(&error, language));
    close_study(study, language)?;
    say(&played?, &session, language);
    Ok(())
}

/// The keys of a recording in a file, or on standard input.
pub(super) fn read_recording_file(path: Option<&Path>, language: Language) -> Result<Vec<Key>, Failure> {
    let mut recording = String::new();
    let read = match path {
        Some(path) => std::fs::read_to_string(path).map(|text| recording = text),
        None => std::io::stdin().read_to_string(&mut recording).map(|_| ()),
    };
    read.map_err(|error| {
        Failure::Input(text!(language, "command-keys-unreadable", detail = error.to_string()))
    })?;
    read_recording(&recording).map_err(|unknown| {
        let (line, name) = (unknown.line, unknown.name);
        Failure::Input(text!(language, "command-unknown-key", line = line, name = name))
    })
}

/// What a recording did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Played {
    /// Keys played.
    pub(super) keys: usize,
    /// Sheets finished.
    pub(super) finished: usize,
    /// Stops met.
    pub(super) stops: usize,
    /// Keys that did nothing.
    pub(super) refused: usize,
}

/// Plays keys in order; each entry is on disk before the next key is looked at.
pub(super) fn play(
    study: &mut Study,
    id: SessionId,
    session: &mut Session,
    keys: &[Key],
) -> Result<Played, StudyError> {
    for entry in session.opening_entries() {
        study.keep(id, &entry)?;
    }
    let mut played = Played { keys: keys.len(), ..Played::default() };
    let mut effects = Vec::new();
    for key in keys {
        session.key(*key, &mut effects);
        while !effects.is_empty() {
            let wanted = effects.iter().position(|effect| matches!(effect, Effect::Fetch { .. }));
            let rest = wanted.map_or_else(Vec::new, |at| effects.split_off(at + 1));
            let ready = std::mem::replace(&mut effects, rest);
            for effect in ready {
                match effect {
                    Effect::Keep(entry) => study.keep(id, &entry)?,
                    Effect::Signal(Signal::Finished) => played.finished += 1,
                    Effect::Signal(Signal::Stopped | Signal::Mismatch) => played.stops += 1,
                    Effect::Signal(Signal::Refused) => played.refused += 1,
                    Effect::Signal(Signal::Accepted | Signal::Paused) => {}
                    Effect::Fetch { keying } => {
                        let (found, aside) = study.keying_of(id, keying)?;
                        session.fetched(Some((found.record.into_record(), found.note, aside)), &mut effects);
                    }
                }
            }
        }
    }
    Ok(played)
}

fn say(played: &Played, session: &Session, language: Language) {
    let Played { keys, finished, stops, refused } = *played;
    println!("{}", text!(language, "command-keys-played", keys = keys, sheets = finished, stops = stops));
    if refused > 0 {
        eprintln!("{}", text!(language, "command-keys-refused", keys = refused));
    }
    let begun = session.record().fields.iter().skip(1).any(|field| field.answer.is_keyed());
    if let (true, Some(number)) = (begun, session.number()) {
        eprintln!("{}", text!(language, "command-sheet-unfinished", number = number));
    }
    if let Mode::Stopped(stop) = session.mode() {
        let variable = session.questionnaire().field_variable(session.cursor());
        eprintln!("{} : {}", variable.number, stop.text(language, variable));
    }
}
