//! The window: screens, commands, theme. No SQL, no rules of its own.

/// Opens the window, on a study if one is named. The error is a sentence for people.
pub fn run(_study: Option<std::path::PathBuf>) -> Result<(), String> {
    Ok(())
}
