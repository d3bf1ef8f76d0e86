//! `recto demo`: makes a demo study, settles it, exports it.

use std::path::PathBuf;

use super::Outcome;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder for the demo; a new one beside the temporary files otherwise
    directory: Option<PathBuf>,
    /// Do not open the window
    #[arg(long)]
    no_window: bool,
}

pub(crate) fn run(_arguments: Arguments, _language: Language) -> Outcome {
    Ok(())
}
