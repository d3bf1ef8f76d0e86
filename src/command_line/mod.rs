//! The same jobs without a window, for scripts and machines without a display: one file per command.
//! Reads arguments, calls the rooms, prints. No rules of its own, no egui.

mod archive;
mod audit;
mod batch;
mod check;
mod common;
mod compare;
mod demo;
mod erase;
mod export;
mod import;
mod key;
mod keys;
mod new;
mod pace;
mod pair;
mod plan;
mod practice;
mod protect;
mod quality;
mod resolve;
mod revise;
mod sheet;
mod status;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::texts::Language;

/// Recto: paper questionnaires, keyed twice, settled, exported.
#[derive(Parser)]
#[command(name = "recto", version, about, long_about = None)]
#[command(after_help = "`recto STUDY.recto` opens that study in the window.")]
struct Arguments {
    /// Language of messages: fr or en (the system's otherwise)
    #[arg(long, global = true, value_parser = language)]
    messages: Option<Language>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Make a demo study of the M2S survey and open it
    Demo(demo::Arguments),
    /// List all problems of a questionnaire, with line and column
    Check(check::Arguments),
    /// Make an empty study
    New(new::Arguments),
    /// Show what a changed questionnaire changes, then add it as a version
    Revise(revise::Arguments),
    /// Play a recording of keystrokes through the same session as the window
    Key(key::Arguments),
    /// Write the card of the keys as a PDF
    Keys(keys::Arguments),
    /// Take a keying made elsewhere from a CSV file
    Import(import::Arguments),
    /// Sheets by state, missing and extra numbers, open differences, operators
    Status(status::Arguments),
    /// The batches of a study: list, make, hand out, take back
    Batch(batch::Arguments),
    /// Declare a sheet void or missing
    Sheet(sheet::Arguments),
    /// What the study allows and how it is keyed: show or change
    Plan(plan::Arguments),
    /// Play a recording of keystrokes on practice sheets and list the mistakes
    Practice(practice::Arguments),
    /// Differences between the two keyings, and counts
    Compare(compare::Arguments),
    /// Sheets that look mispaired: list them with their evidence, accept, refuse, take back
    Pair(pair::Arguments),
    /// Apply decisions from a CSV file
    Resolve(resolve::Arguments),
    /// How good the data are: differences, errors, what may be left
    Quality(quality::Arguments),
    /// Draw a sample of agreed cells, list it, take what was read of it, say what it shows
    Audit(audit::Arguments),
    /// Write CSV, a workbook or a codebook
    Export(export::Arguments),
    /// The threshold of published cells and the end of retention: show or change them
    Protect(protect::Arguments),
    /// Write the raw material of a study into one zip, with the rule that gives the final data
    Archive(archive::Arguments),
    /// Erase a sheet, or all identifying content, and write the certificate
    Erase(erase::Arguments),
}

/// Why a command failed; the number is the exit status (DESIGN 13).
#[derive(Debug)]
pub(crate) enum Failure {
    /// 1: the input is at fault. The sentences for people.
    Input(String),
    /// 2: wrong usage.
    Usage(String),
    /// 3: could not be done (disk, lock, permission, newer file).
    CouldNot(String),
}

/// What every command gives back.
pub(crate) type Outcome = Result<(), Failure>;

/// Makes the demo study in a folder, for the window: gives back its file, or a sentence.
pub(crate) fn make_demo(folder: &std::path::Path, language: Language) -> Result<PathBuf, String> {
    demo::make_in(folder, language).map_err(|failure| match failure {
        Failure::Input(sentence) | Failure::Usage(sentence) | Failure::CouldNot(sentence) => sentence,
    })
}

/// Runs the program and says how it ended.
pub fn run() -> ExitCode {
    end_quietly_on_a_closed_pipe();
    let study = study_alone();
    let arguments = if study.is_some() { Arguments::parse_from(["recto"]) } else { Arguments::parse() };
    let language = arguments.messages.unwrap_or_else(Language::of_system);
    let outcome = match arguments.command {
        None => crate::desktop::run(study, make_demo).map_err(Failure::CouldNot),
        Some(Command::Demo(arguments)) => demo::run(arguments, language),
        Some(Command::Check(arguments)) => check::run(arguments, language),
        Some(Command::New(arguments)) => new::run(arguments, language),
        Some(Command::Revise(arguments)) => revise::run(arguments, language),
        Some(Command::Key(arguments)) => key::run(arguments, language),
        Some(Command::Keys(arguments)) => keys::run(arguments, language),
        Some(Command::Import(arguments)) => import::run(arguments, language),
        Some(Command::Status(arguments)) => status::run(arguments, language),
        Some(Command::Batch(arguments)) => batch::run(arguments, language),
        Some(Command::Sheet(arguments)) => sheet::run(arguments, language),
        Some(Command::Plan(arguments)) => plan::run(arguments, language),
        Some(Command::Practice(arguments)) => practice::run(arguments, language),
        Some(Command::Compare(arguments)) => compare::run(arguments, language),
        Some(Command::Pair(arguments)) => pair::run(arguments, language),
        Some(Command::Resolve(arguments)) => resolve::run(arguments, language),
        Some(Command::Quality(arguments)) => quality::run(arguments, language),
        Some(Command::Audit(arguments)) => audit::run(arguments, language),
        Some(Command::Export(arguments)) => export::run(arguments, language),
        Some(Command::Protect(arguments)) => protect::run(arguments, language),
        Some(Command::Archive(arguments)) => archive::run(arguments, language),
        Some(Command::Erase(arguments)) => erase::run(arguments, language),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let (message, status) = match failure {
                Failure::Input(message) => (message, 1),
                Failure::Usage(message) => (message, 2),
                Failure::CouldNot(message) => (message, 3),
            };
            eprintln!("{message}");
            ExitCode::from(status)
        }
    }
}

/// A reader that closes the pipe early (`| head`) is no fault: the program ends without a word.
fn end_quietly_on_a_closed_pipe() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.payload().downcast_ref::<String>().map_or("", String::as_str);
        if message.starts_with("failed printing to stdout") {
            std::process::exit(0);
        }
        usual(panic);
    }));
}

fn language(code: &str) -> Result<Language, String> {
    Language::ALL.into_iter().find(|language| language.code() == code).ok_or_else(|| "fr, en".to_owned())
}

/// The study to open in the window, where it is all that was given, as by a file manager on a double
/// click. Not a command's argument, so that a mistyped command is told as one.
fn study_alone() -> Option<PathBuf> {
    let mut given = std::env::args_os().skip(1);
    let path = PathBuf::from(given.next()?);
    let is_study = path.extension().is_some_and(|ending| ending == "recto");
    (is_study && given.next().is_none()).then_some(path)
}
