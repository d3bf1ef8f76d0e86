//! `recto keys`: the card of the keys as a PDF, with a person's own keys and a questionnaire's codes.

use std::path::PathBuf;

use super::common::read_questionnaire;
use super::{Failure, Outcome};
use crate::desktop::key_list::Listing;
use crate::desktop::settings::SettingsFile;
use crate::export::key_card;
use crate::text;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The PDF to write
    #[arg(short, long, default_value = "recto-keys.pdf")]
    output: PathBuf,
    /// Language of the card: fr or en (that of messages otherwise)
    #[arg(long, value_parser = super::language)]
    language: Option<Language>,
    /// Whose keys, where a person changed some
    #[arg(long, default_value = "")]
    person: String,
    /// The questionnaire whose missing codes stand on the card (TOML)
    #[arg(short, long)]
    questionnaire: Option<PathBuf>,
    /// Write over an existing file
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let settings = SettingsFile::of_user().peek().unwrap_or_default();
    let path = arguments.questionnaire.as_deref();
    let questionnaire = path.map(|path| read_questionnaire(path, language)).transpose()?;
    let listing = Listing {
        keymap: &settings.keymap(&arguments.person),
        questionnaire: questionnaire.as_ref(),
        language: arguments.language.unwrap_or(language),
    };
    let card = listing.card(&arguments.person);
    key_card::write(&card, &arguments.output, arguments.force)
        .map_err(|error| Failure::CouldNot(error.text(language)))?;
    let path = arguments.output.display().to_string();
    println!("{}", text!(language, "keys-card-written", path = path));
    Ok(())
}
