//! A study of many sheets keyed twice, with mistakes and slips, for benches; and what a process has used.

#[path = "../../tests/promises/simulate.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod simulate;

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use recto::questionnaire::{self, Answer, Questionnaire, Record, Value};
use recto::study::{Pass, Station, Study, TakenKeying};

const M2S: &str = include_str!("../../questionnaires/m2s-impact-2024.toml");

/// Ordinary mistakes, per answer and keying.
const MISTAKES: f64 = 0.003;

/// Sheets on which one keying slipped.
const SLIPS: f64 = 0.002;

/// Sheets taken in one commit.
const CHUNK: usize = 2_000;

/// Most memory that this process held at once, in MB.
pub fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.split_whitespace().next()).and_then(|peak| peak.parse().ok()).unwrap_or(0)
        / 1024
}

/// Processor time of all threads of this process: what other programs do adds nothing to it. Steps of 10 ms.
pub fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    // User and system time are the 14th and 15th field, in hundredths of a second.
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

/// A study of that many sheets, and the same answers in two CSV files.
pub fn make(folder: &Path, sheets: usize) {
    let questionnaire = Arc::new(questionnaire::read(M2S.as_bytes()).questionnaire.unwrap());
    let path = folder.join("study.recto");
    let mut study = Study::create(&path, &questionnaire, &Station::new("bench")).unwrap();
    let operators = ["Ana", "Bob"].map(|name| study.operator(name).unwrap().id);
    let mut chance = simulate::Chance(14);
    let papers = simulate::sheets(&questionnaire, 2_000, &mut chance);
    for (pass, file, operator) in [(Pass::First, "a.csv", 0), (Pass::Second, "b.csv", 1)] {
        let mut csv = std::io::BufWriter::new(std::fs::File::create(folder.join(file)).unwrap());
        header(&questionnaire, &mut csv);
        for from in (0..sheets).step_by(CHUNK) {
            let keyings = (from..sheets.min(from + CHUNK)).map(|at| {
                let number = questionnaire.format_sheet_number(at as u32);
                let mut record = papers[at * 31 % papers.len()].clone();
                let whose = (pass, number.as_str());
                simulate::mistakes(
                    &questionnaire,
                    &mut record,
                    whose,
                    MISTAKES,
                    &mut chance,
                    &mut Vec::new(),
                );
                if chance.happens(SLIPS / 2.0) {
                    let length = 3 + chance.below(13);
                    simulate::slip(&questionnaire, &mut record, whose, length, &mut chance);
                }
                row(&questionnaire, &number, &record, &mut csv);
                let operator = operators[operator];
                TakenKeying { number, number_kept: false, operator, record, finished: true }
            });
            let keyings: Vec<TakenKeying> = keyings.collect();
            study.take_keyings("m2s-impact-2024", pass, &keyings).unwrap();
        }
    }
    study.close().unwrap();
}

fn header(questionnaire: &Questionnaire, csv: &mut impl Write) {
    let cells = questionnaire.cells();
    let columns: Vec<String> = cells.iter().map(|cell| questionnaire.cell_column(*cell)).collect();
    writeln!(csv, "{}", columns.join(",")).unwrap();
}

fn row(questionnaire: &Questionnaire, number: &str, record: &Record, csv: &mut impl Write) {
    write!(csv, "{number}").unwrap();
    for cell in questionnaire.cells().into_iter().skip(1) {
        let said = match (record.answer(cell.field), cell.choice) {
            (Answer::Value(Value::Codes(codes)), Some(choice)) => {
                let choice = &questionnaire.field_variable(cell.field).choices[usize::from(choice)];
                u8::from(codes.contains(&choice.name)).to_string()
            }
            (Answer::Value(value), _) => value.neutral_text(),
            (Answer::Missing(_), _) => "NR".to_owned(),
            _ => String::new(),
        };
        write!(csv, ",{said}").unwrap();
    }
    writeln!(csv).unwrap();
}
