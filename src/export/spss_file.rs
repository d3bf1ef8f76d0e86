//! Writes the bytes of an SPSS system file (`.sav`), compressed as SPSS itself does, row by row. Knows
//! nothing of questionnaires (see `spss`). The format is described in the PSPP developers' manual.

use std::io::{self, Seek, SeekFrom, Write};

/// Bytes of text that one variable holds at most: SPSS takes 32,767, but some readers lose the last.
pub(super) const LONGEST_BYTES: usize = 32_760;

/// A text of more bytes than this is spread over several segments, each of which holds so many.
const SEGMENT_BYTES: usize = 255;
/// What a segment counts for in the width of its variable; a quirk of the format.
const SEGMENT_WIDTH: usize = 252;

/// How a variable is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Storage {
    Number,
    /// Text of at most so many bytes, 1 to [`LONGEST_BYTES`].
    Text(usize),
}

/// How a number is shown: the format's number, its width, its decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown(pub u8, pub u8, pub u8);

/// `F`, a plain number.
pub(super) const PLAIN: u8 = 5;
/// `TIME`, seconds since midnight.
pub(super) const TIME: u8 = 21;
/// `EDATE`, `05.11.2024`.
pub(super) const DAY: u8 = 38;
/// `SDATE`, `2024/11/05`.
pub(super) const DAY_YEAR_FIRST: u8 = 39;

/// What statistics make sense for a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Nominal = 1,
    Scale = 3,
}

/// Numbers that mean missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum MissingNumbers {
    #[default]
    None,
    /// At most three.
    Each(Vec<f64>),
    /// From, to.
    Range(f64, f64),
}

/// Labels of numbers.
type Labels = Vec<(f64, String)>;

/// A variable.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub name: String,
    pub storage: Storage,
    pub shown: Shown,
    pub measure: Measure,
    /// At most 255 bytes.
    pub label: String,
    pub missing: MissingNumbers,
    /// Each at most 120 bytes.
    pub labels: Labels,
    /// What else is told of it, in lines, by a name that is unique in the variable.
    pub attributes: Vec<(&'static str, Vec<String>)>,
}

/// What stands before the data.
pub(super) struct Head {
    /// At most 64 bytes.
    pub label: String,
    /// `22 Nov 26`.
    pub day: String,
    /// `15:30:00`.
    pub time: String,
    /// Remarks, in lines of at most 80 bytes.
    pub documents: Vec<String>,
    pub variables: Vec<Variable>,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stored<'a> {
    Number(f64),
    SystemMissing,
    Text(&'a str),
}

/// A file being written.
pub(super) struct SpssFile<W: Write + Seek> {
    to: W,
    storages: Vec<Storage>,
    rows: u64,
    counts_at: [u64; 2],
    commands: Vec<u8>,
    literals: Vec<u8>,
}

impl<W: Write + Seek> SpssFile<W> {
    /// Writes everything before the data.
    pub(super) fn create(mut to: W, head: &Head) -> io::Result<Self> {
        let counts_at = [80, dictionary(&mut to, head)?];
        let storages = head.variables.iter().map(|variable| variable.storage).collect();
        Ok(Self { to, storages, rows: 0, counts_at, commands: Vec::new(), literals: Vec::new() })
    }

    /// Writes a row; one value per variable.
    pub(super) fn row(&mut self, values: &[Stored<'_>]) -> io::Result<()> {
        self.rows += 1;
        for at in 0..self.storages.len() {
            match (self.storages[at], values.get(at)) {
                (Storage::Number, Some(Stored::Number(number))) => self.number(*number)?,
                (Storage::Number, Some(Stored::Text(_))) => {
                    return Err(io::Error::other("a text in a variable of numbers"));
                }
                (Storage::Number, _) => self.command(255, None)?,
                (Storage::Text(width), Some(Stored::Text(text))) => self.text(width, text)?,
                (Storage::Text(width), _) => self.text(width, "")?,
            }
        }
        Ok(())
    }

    fn number(&mut self, number: f64) -> io::Result<()> {
        if number.fract() == 0.0 && (-99.0..=151.0).contains(&number) && !is_minus_zero(number) {
            return self.command((number + 100.0) as u8, None);
        }
        self.command(253, Some(number.to_le_bytes()))
    }

    fn text(&mut self, width: usize, text: &str) -> io::Result<()> {
        let text = text.replace('\0', "\u{fffd}");
        if text.len() > width {
            return Err(io::Error::other("a text longer than its place"));
        }
        let mut rest = text.as_bytes();
        for segment in segments(width) {
            let (here, after) = rest.split_at(rest.len().min(segment.min(SEGMENT_BYTES)));
            rest = after;
            for at in 0..segment.div_ceil(8) {
                let mut block = [b' '; 8];
                let from = here.get(at * 8..).unwrap_or(&[]);
                let count = from.len().min(8);
                block[..count].copy_from_slice(&from[..count]);
                if block == [b' '; 8] { self.command(254, None)? } else { self.command(253, Some(block))? }
            }
        }
        Ok(())
    }

    /// Commands come eight at a time, followed by what they speak of.
    fn command(&mut self, command: u8, literal: Option<[u8; 8]>) -> io::Result<()> {
        self.commands.push(command);
        self.literals.extend(literal.into_iter().flatten());
        if self.commands.len() == 8 { self.flush_commands() } else { Ok(()) }
    }

    fn flush_commands(&mut self) -> io::Result<()> {
        self.commands.resize(8, 0);
        self.to.write_all(&self.commands)?;
        self.to.write_all(&self.literals)?;
        self.commands.clear();
        self.literals.clear();
        Ok(())
    }

    /// Ends the data and says how many rows there are.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        self.command(252, None)?;
        if !self.commands.is_empty() {
            self.flush_commands()?;
        }
        self.to.seek(SeekFrom::Start(self.counts_at[0]))?;
        self.to.write_all(&i32::try_from(self.rows).unwrap_or(-1).to_le_bytes())?;
        self.to.seek(SeekFrom::Start(self.counts_at[1]))?;
        self.to.write_all(&self.rows.to_le_bytes())?;
        self.to.flush()?;
        Ok(self.rows)
    }
}

fn is_minus_zero(number: f64) -> bool {
    number == 0.0 && number.is_sign_negative()
}

/// The widths of the segments of a text variable.
fn segments(width: usize) -> Vec<usize> {
    if width <= SEGMENT_BYTES {
        return vec![width];
    }
    let count = width.div_ceil(SEGMENT_WIDTH);
    (0..count).map(|at| if at + 1 < count { SEGMENT_BYTES } else { width - at * SEGMENT_WIDTH }).collect()
}

/// Header and dictionary; the place of the second count of rows.
fn dictionary(to: &mut (impl Write + Seek), head: &Head) -> io::Result<u64> {
    let elements: usize = head.variables.iter().map(|variable| places(variable.storage)).sum();
    to.write_all(b"$FL2")?;
    padded(to, &format!("@(#) SPSS DATA FILE Recto {}", env!("CARGO_PKG_VERSION")), 60)?;
    words(to, &[2, elements as i32, 1, 0, -1])?;
    to.write_all(&100f64.to_le_bytes())?;
    padded(to, &head.day, 9)?;
    padded(to, &head.time, 8)?;
    padded(to, &head.label, 64)?;
    to.write_all(&[0; 3])?;
    let mut short = ShortNames { next: 1 };
    let mut names = Vec::new();
    for variable in &head.variables {
        let name = variable_records(to, variable, &mut short)?;
        names.push(name);
    }
    value_labels(to, &head.variables)?;
    if !head.documents.is_empty() {
        words(to, &[6, head.documents.len() as i32])?;
        for line in &head.documents {
            padded(to, line, 80)?;
        }
    }
    words(to, &[7, 3, 4, 8, 20, 0, 0, -1, 1, 1, 2, 65001])?;
    words(to, &[7, 4, 8, 3])?;
    to.write_all(&(-f64::MAX).to_le_bytes())?;
    to.write_all(&f64::MAX.to_le_bytes())?;
    to.write_all(&0xffef_ffff_ffff_fffeu64.to_le_bytes())?;
    display(to, &head.variables)?;
    let long =
        names.iter().zip(&head.variables).map(|(short, variable)| format!("{short}={}", variable.name));
    extension(to, 13, long.collect::<Vec<_>>().join("\t").as_bytes())?;
    let very_long: String = names
        .iter()
        .zip(&head.variables)
        .filter_map(|(short, variable)| match variable.storage {
            Storage::Text(width) if width > SEGMENT_BYTES => Some(format!("{short}={width:05}\0\t")),
            _ => None,
        })
        .collect();
    if !very_long.is_empty() {
        extension(to, 14, very_long.as_bytes())?;
    }
    let attributes: Vec<String> = head.variables.iter().filter_map(attributes).collect();
    if !attributes.is_empty() {
        extension(to, 18, attributes.join("/").as_bytes())?;
    }
    words(to, &[7, 16, 8, 2, 1, 0])?;
    let count_at = to.stream_position()?;
    to.write_all(&0u64.to_le_bytes())?;
    extension(to, 20, b"UTF-8")?;
    words(to, &[999, 0])?;
    Ok(count_at)
}

/// How many places of eight bytes a value takes.
fn places(storage: Storage) -> usize {
    match storage {
        Storage::Number => 1,
        Storage::Text(width) => segments(width).into_iter().map(|segment| segment.div_ceil(8)).sum(),
    }
}

/// Names of eight letters, which only old programs see.
struct ShortNames {
    next: u32,
}

impl ShortNames {
    fn next(&mut self) -> String {
        let name = format!("V{}", self.next);
        self.next += 1;
        name
    }
}

/// The records of a variable; its short name.
fn variable_records(to: &mut impl Write, variable: &Variable, short: &mut ShortNames) -> io::Result<String> {
    let name = short.next();
    match variable.storage {
        Storage::Number => {
            let Shown(kind, width, decimals) = variable.shown;
            let shown = i32::from(kind) << 16 | i32::from(width) << 8 | i32::from(decimals);
            let (count, numbers) = match &variable.missing {
                MissingNumbers::None => (0, Vec::new()),
                MissingNumbers::Each(numbers) => (numbers.len() as i32, numbers.clone()),
                MissingNumbers::Range(from, to) => (-2, vec![*from, *to]),
            };
            words(to, &[2, 0, 1, count, shown, shown])?;
            padded(to, &name, 8)?;
            label(to, &variable.label)?;
            for number in numbers {
                to.write_all(&number.to_le_bytes())?;
            }
        }
        Storage::Text(width) => {
            for (at, segment) in segments(width).into_iter().enumerate() {
                let shown = 1 << 16 | (segment as i32) << 8;
                words(to, &[2, segment as i32, i32::from(at == 0), 0, shown, shown])?;
                let name = if at == 0 { name.clone() } else { short.next() };
                padded(to, &name, 8)?;
                if at == 0 {
                    label(to, &variable.label)?;
                }
                for _ in 1..segment.div_ceil(8) {
                    words(to, &[2, -1, 0, 0, 0, 0])?;
                    padded(to, "", 8)?;
                }
            }
        }
    }
    Ok(name)
}

/// The attributes of a variable, if it has any.
fn attributes(variable: &Variable) -> Option<String> {
    let one = |(name, lines): &(&str, Vec<String>)| {
        // A value has no way to hold what ends it.
        let line = |line: &String| format!("'{}'\n", line.replace(['\n', '\r'], " ").replace('\'', "’"));
        format!("{name}({})", lines.iter().map(line).collect::<String>())
    };
    let all: String = variable.attributes.iter().map(one).collect();
    (!all.is_empty()).then(|| format!("{}:{all}", variable.name))
}

fn label(to: &mut impl Write, label: &str) -> io::Result<()> {
    words(to, &[label.len() as i32])?;
    padded(to, label, label.len().next_multiple_of(4))
}

/// The labels of numbers; variables with the same labels share them.
fn value_labels(to: &mut impl Write, variables: &[Variable]) -> io::Result<()> {
    let mut place = 1;
    let mut sets: Vec<(&Labels, Vec<i32>)> = Vec::new();
    for variable in variables {
        if !variable.labels.is_empty() {
            match sets.iter_mut().find(|(labels, _)| **labels == variable.labels) {
                Some((_, users)) => users.push(place),
                None => sets.push((&variable.labels, vec![place])),
            }
        }
        place += places(variable.storage) as i32;
    }
    for (labels, users) in sets {
        words(to, &[3, labels.len() as i32])?;
        for (number, label) in labels {
            to.write_all(&number.to_le_bytes())?;
            to.write_all(&[label.len() as u8])?;
            padded(to, label, (label.len() + 1).next_multiple_of(8) - 1)?;
        }
        words(to, &[4, users.len() as i32])?;
        words(to, &users)?;
    }
    Ok(())
}

/// Measure, width and alignment, for each segment.
fn display(to: &mut impl Write, variables: &[Variable]) -> io::Result<()> {
    let mut all = Vec::new();
    for variable in variables {
        match variable.storage {
            Storage::Number => all.extend([variable.measure as i32, 10, 1]),
            Storage::Text(width) => {
                for _ in segments(width) {
                    all.extend([Measure::Nominal as i32, width.clamp(8, 40) as i32, 0]);
                }
            }
        }
    }
    words(to, &[7, 11, 4, all.len() as i32])?;
    words(to, &all)
}

fn extension(to: &mut impl Write, kind: i32, bytes: &[u8]) -> io::Result<()> {
    words(to, &[7, kind, 1, bytes.len() as i32])?;
    to.write_all(bytes)
}

fn words(to: &mut impl Write, words: &[i32]) -> io::Result<()> {
    for word in words {
        to.write_all(&word.to_le_bytes())?;
    }
    Ok(())
}

/// A text filled up with spaces.
fn padded(to: &mut impl Write, text: &str, bytes: usize) -> io::Result<()> {
    if text.len() > bytes {
        return Err(io::Error::other("a text longer than its place"));
    }
    to.write_all(text.as_bytes())?;
    to.write_all(&vec![b' '; bytes - text.len()])
}
