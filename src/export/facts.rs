//! What an export says beside the data: counts of sheets, frequencies, keying quality, the period and a
//! checksum. Found in one pass over the rows; the workbook and the codebooks write it, each in its way.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

use crate::compare::checks::{CheckState, failing_checks_of};
use crate::compare::decisions::Decisions;
use crate::compare::{CheckFailure, Comparison, Counts, VariableCounts, by_variable};
use crate::questionnaire::{Level, Questionnaire, VariableId};
use crate::study::{Pass, Snapshot};
use crate::texts::Language;

use super::csv::{CsvError, RowWriter};
use super::frequencies::Frequencies;
use super::progress::{Stage, Steps};
use super::table::{Shape, Table};
use super::{Dialect, ExportError, Preset, Values, What};

/// What an export says beside the data.
pub struct Facts<'a> {
    /// The study.
    pub snapshot: &'a Snapshot,
    /// Its keyings compared.
    pub comparison: &'a Comparison,
    /// Which records.
    pub what: What,
    /// How often each answer was given.
    pub frequencies: Frequencies,
    /// How well each variable was keyed; empty for a raw keying.
    pub quality: Vec<VariableCounts>,
    /// SHA-256 of the rows as the open CSV in codes would have them, all in one file.
    pub checksum: String,
    /// Hard checks that nobody has looked at; of final records only.
    pub open_checks: Option<u64>,
}

impl<'a> Facts<'a> {
    /// Finds them out; `each` sees every sheet too, so that the rows are gone through once.
    pub fn find(
        what: What,
        (snapshot, comparison): (&'a Snapshot, &'a Comparison),
        steps: &Steps<'_>,
        mut each: impl FnMut(&super::table::SheetRow<'_>),
    ) -> Result<Self, ExportError> {
        steps.begin(Stage::Counting)?;
        let table = records(what, snapshot, comparison).shaped(Shape::default());
        let questionnaire = &*snapshot.questionnaire;
        let mut frequencies = Frequencies::new(questionnaire);
        let dialect = Dialect { preset: Preset::Open, values: Values::Codes, language: Language::English };
        let mut hash = Sha256::new();
        let decisions = Decisions::of(snapshot);
        let mut open_checks = 0;
        let never = |_| ExportError::Stopped;
        let mut rows = RowWriter::new(&table, dialect, Hashing(&mut hash)).map_err(never)?;
        table
            .for_each_sheet(|sheet| {
                frequencies.add(questionnaire, sheet);
                // Counted sheet by sheet: a list of them all would hold many times what the file does.
                if let Some(record) = sheet.settled {
                    let decided = decisions.of_sheet(&record.number);
                    let checks = failing_checks_of(questionnaire, record, decided);
                    let open = |it: &&CheckFailure| it.level == Level::Hard && it.state == CheckState::Open;
                    open_checks += checks.iter().filter(open).count() as u64;
                }
                each(sheet);
                table.rows_of(sheet, &mut |cells| rows.row(cells))?;
                steps.step().map_err(CsvError::from)
            })
            .map_err(never)?;
        rows.finish().map_err(never)?;
        Ok(Self {
            snapshot,
            comparison,
            what,
            frequencies,
            quality: by_variable(snapshot, comparison),
            checksum: hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
            open_checks: (what == What::Final).then_some(open_checks),
        })
    }

    /// The definition.
    pub fn questionnaire(&self) -> &'a Questionnaire {
        &self.snapshot.questionnaire
    }

    /// How well a variable was keyed, where it was compared.
    pub fn quality_of(&self, variable: VariableId) -> Option<&Counts> {
        self.quality.iter().find(|it| it.variable == variable).map(|it| &it.counts)
    }

    /// First and last day of keying, of what is exported.
    pub fn period(&self) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        let day = |moment: jiff::Timestamp| moment.to_zoned(jiff::tz::TimeZone::UTC).date();
        let keyings = self.snapshot.keyings.iter();
        let keyings =
            keyings.filter(|it| it.finished.is_some() && self.pass().is_none_or(|pass| it.pass == pass));
        let days: Vec<_> = keyings.map(|keying| (day(keying.started), day(keying.last_entry))).collect();
        let first = days.iter().map(|days| days.0).min()?;
        Some((first, days.iter().map(|days| days.1).max()?))
    }

    /// The versions of the questionnaire that sheets were keyed with, and how many keyings each.
    pub fn versions(&self) -> Vec<(String, u64)> {
        let mut versions: Vec<(String, u64)> = Vec::new();
        let keyings = self.snapshot.keyings.iter();
        for keying in keyings.filter(|it| self.pass().is_none_or(|pass| it.pass == pass)) {
            match versions.iter_mut().find(|(version, _)| *version == keying.version) {
                Some((_, count)) => *count += 1,
                None => versions.push((keying.version.clone(), 1)),
            }
        }
        versions
    }

    fn pass(&self) -> Option<Pass> {
        match self.what {
            What::First => Some(Pass::First),
            What::Second => Some(Pass::Second),
            _ => None,
        }
    }
}

/// The table of records that an export is about; a list has none and stands for the final records.
pub fn records<'a>(what: What, snapshot: &'a Snapshot, comparison: &'a Comparison) -> Table<'a> {
    match what {
        What::First => Table::of_pass(snapshot, Pass::First),
        What::Second => Table::of_pass(snapshot, Pass::Second),
        What::Final | What::Resolutions | What::Journal | What::Notes => {
            Table::of_final(snapshot, comparison)
        }
    }
}

/// Takes bytes into a checksum.
struct Hashing<'h>(&'h mut Sha256);

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
