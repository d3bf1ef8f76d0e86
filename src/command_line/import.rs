//! `recto import`: takes a keying made elsewhere.

use std::collections::HashMap;
use std::path::PathBuf;

use super::common::{choose_questionnaire, close_study, failure, open_study};
use super::{Failure, Outcome};
use crate::study::import::{self, Import, ImportError, Imported, Mode, Problem, What};
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
    /// Column of the file that names the operator of each sheet
    #[arg(long)]
    operator_column: Option<String>,
    /// Take what can be taken and list the rest
    #[arg(long, conflicts_with = "as_is")]
    partial: bool,
    /// Keep unknown codes and impossible values, flagged
    #[arg(long)]
    as_is: bool,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
    /// The file
    file: PathBuf,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let path = arguments.file.display().to_string();
    let bytes = std::fs::read(&arguments.file).map_err(|error| {
        Failure::Input(text!(language, "import-unreadable", path = path.as_str(), error = error.to_string()))
    })?;
    let mut study = open_study(&arguments.study, language)?;
    let questionnaire = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language)?;
    let mode = match (arguments.partial, arguments.as_is) {
        (true, _) => Mode::Partial,
        (_, true) => Mode::AsIs,
        _ => Mode::All,
    };
    let wanted = Import {
        questionnaire: &questionnaire.id,
        operator: &arguments.operator,
        pass: arguments.pass,
        operator_column: arguments.operator_column.as_deref(),
        mode,
        today: jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date(),
    };
    let done = import::import(&mut study, &wanted, &bytes);
    close_study(study, language)?;
    match done {
        Ok(imported) => {
            say(&imported, language);
            Ok(())
        }
        Err(ImportError::Study(error)) => Err(failure(&error, language)),
        Err(ImportError::Refused(problems)) => {
            list(&problems, language);
            let count = problems.len();
            let refused = text!(language, "import-refused", problems = count, path = path.as_str());
            Err(Failure::Input(format!("{refused}\n{}", text!(language, "import-what-to-do"))))
        }
    }
}

/// Problems of one kind listed in full; of more, how many there are says enough.
const MOST_OF_A_KIND: usize = 25;

fn list(problems: &[Problem], language: Language) {
    let mut of_kind: HashMap<std::mem::Discriminant<What>, usize> = HashMap::new();
    for problem in problems {
        let count = of_kind.entry(std::mem::discriminant(&problem.what)).or_default();
        *count += 1;
        if *count <= MOST_OF_A_KIND {
            eprintln!("{}", problem.text(language));
        }
    }
    let unlisted: usize = of_kind.values().map(|count| count.saturating_sub(MOST_OF_A_KIND)).sum();
    if unlisted > 0 {
        eprintln!("{}", text!(language, "import-more-like-these", problems = unlisted));
    }
}

fn say(imported: &Imported, language: Language) {
    if !imported.left.is_empty() {
        list(&imported.left, language);
        eprintln!("{}", text!(language, "import-left", problems = imported.left.len()));
    }
    for problem in &imported.as_written {
        eprintln!("{} {}", problem.text(language), text!(language, "import-kept"));
    }
    if !imported.odd_numbers.is_empty() {
        let numbers = imported.odd_numbers.join(" ");
        eprintln!("{}", text!(language, "import-odd-numbers", numbers = numbers));
    }
    if !imported.absent.is_empty() {
        let columns = imported.absent.join(" ");
        eprintln!("{}", text!(language, "import-absent", columns = columns));
    }
    println!("{}", text!(language, "import-taken", sheets = imported.taken));
    if imported.flagged > 0 {
        println!("{}", text!(language, "import-flagged", answers = imported.flagged));
    }
}
