//! Writes the bytes of a Stata file, release 118 (Stata 14 and later), row by row. Knows nothing of
//! questionnaires (see `stata`).

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

/// Longest text that stands in the row itself; longer ones stand in a section of their own.
pub(super) const LONGEST_IN_ROW_BYTES: usize = 2045;

/// Most variables of this release.
pub(super) const MOST_VARIABLES: usize = 32_767;

/// How a variable is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Storage {
    Byte,
    Int,
    Long,
    Double,
    /// Text in the row, of so many bytes.
    Text(u16),
    /// Text of any length (`strL`).
    LongText,
}

/// A variable.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub name: String,
    pub storage: Storage,
    pub format: String,
    pub label: String,
    /// The name of its set of labels; empty for none.
    pub labels: String,
    pub notes: Vec<String>,
}

/// What stands before the data.
pub(super) struct Head {
    pub label: String,
    /// `22 Nov 2026 15:30`.
    pub moment: String,
    pub notes: Vec<String>,
    pub variables: Vec<Variable>,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stored<'a> {
    Number(f64),
    /// 0 is `.`, 1 is `.a`, 26 is `.z`.
    Missing(u8),
    Text(&'a str),
}

/// Labels of values, by name.
pub(super) struct LabelSet {
    pub name: String,
    /// In order of the numbers.
    pub labels: Vec<(i32, String)>,
}

/// The number that stands for an extended missing value in a set of labels.
pub(super) fn missing_number(letter: u8) -> i32 {
    2_147_483_621 + i32::from(letter)
}

/// A file being written.
pub(super) struct StataFile<W: Write + Seek> {
    to: W,
    storages: Vec<Storage>,
    map: [u64; 14],
    map_at: u64,
    count_at: u64,
    rows: u64,
    long_texts: BufWriter<File>,
}

impl<W: Write + Seek> StataFile<W> {
    /// Writes everything before the data. `long_texts` is an empty temporary file.
    pub(super) fn create(mut to: W, head: &Head, long_texts: File) -> io::Result<Self> {
        let mut map = [0; 14];
        to.write_all(b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>")?;
        to.write_all(&(head.variables.len() as u16).to_le_bytes())?;
        to.write_all(b"</K><N>")?;
        let count_at = to.stream_position()?;
        to.write_all(&0u64.to_le_bytes())?;
        to.write_all(b"</N><label>")?;
        to.write_all(&(head.label.len() as u16).to_le_bytes())?;
        to.write_all(head.label.as_bytes())?;
        to.write_all(b"</label><timestamp>")?;
        to.write_all(&[head.moment.len() as u8])?;
        to.write_all(head.moment.as_bytes())?;
        to.write_all(b"</timestamp></header>")?;
        map[1] = to.stream_position()?;
        to.write_all(b"<map>")?;
        let map_at = to.stream_position()?;
        to.write_all(&[0; 14 * 8])?;
        to.write_all(b"</map>")?;
        describe(&mut to, head, &mut map)?;
        map[9] = to.stream_position()?;
        to.write_all(b"<data>")?;
        let storages = head.variables.iter().map(|variable| variable.storage).collect();
        let long_texts = BufWriter::new(long_texts);
        Ok(Self { to, storages, map, map_at, count_at, rows: 0, long_texts })
    }

    /// Writes a row; one value per variable.
    pub(super) fn row(&mut self, values: &[Stored<'_>]) -> io::Result<()> {
        self.rows += 1;
        for at in 0..self.storages.len() {
            let value = values.get(at).unwrap_or(&Stored::Missing(0));
            self.value(at, value)?;
        }
        Ok(())
    }

    fn value(&mut self, at: usize, value: &Stored<'_>) -> io::Result<()> {
        let storage = self.storages[at];
        let letter = |letter: u8| i32::from(letter);
        match (storage, value) {
            (Storage::Byte, Stored::Number(number)) => self.to.write_all(&(*number as i8).to_le_bytes()),
            (Storage::Byte, Stored::Missing(code)) => {
                self.to.write_all(&((101 + letter(*code)) as i8).to_le_bytes())
            }
            (Storage::Int, Stored::Number(number)) => self.to.write_all(&(*number as i16).to_le_bytes()),
            (Storage::Int, Stored::Missing(code)) => {
                self.to.write_all(&((32_741 + letter(*code)) as i16).to_le_bytes())
            }
            (Storage::Long, Stored::Number(number)) => self.to.write_all(&(*number as i32).to_le_bytes()),
            (Storage::Long, Stored::Missing(code)) => self.to.write_all(&missing_number(*code).to_le_bytes()),
            (Storage::Double, Stored::Number(number)) => self.to.write_all(&number.to_le_bytes()),
            (Storage::Double, Stored::Missing(code)) => {
                self.to.write_all(&(0x7fe0_0000_0000_0000 + (u64::from(*code) << 40)).to_le_bytes())
            }
            (Storage::Text(bytes), Stored::Text(text)) => {
                padded(&mut self.to, &plain(text), usize::from(bytes))
            }
            (Storage::Text(bytes), _) => padded(&mut self.to, "", usize::from(bytes)),
            (Storage::LongText, Stored::Text(text)) if !text.is_empty() => self.long_text(at, text),
            (Storage::LongText, _) => self.to.write_all(&[0; 8]),
            (_, Stored::Text(_)) => Err(io::Error::other("a text in a variable of numbers")),
        }
    }

    fn long_text(&mut self, at: usize, text: &str) -> io::Result<()> {
        let variable = at as u32 + 1;
        self.to.write_all(&(variable as u16).to_le_bytes())?;
        self.to.write_all(&self.rows.to_le_bytes()[..6])?;
        let text = plain(text);
        self.long_texts.write_all(b"GSO")?;
        self.long_texts.write_all(&variable.to_le_bytes())?;
        self.long_texts.write_all(&self.rows.to_le_bytes())?;
        self.long_texts.write_all(&[130])?;
        self.long_texts.write_all(&(text.len() as u32 + 1).to_le_bytes())?;
        self.long_texts.write_all(text.as_bytes())?;
        self.long_texts.write_all(&[0])
    }

    /// Writes what stands after the data and says how many rows there are.
    pub(super) fn finish(mut self, sets: &[LabelSet]) -> io::Result<u64> {
        self.to.write_all(b"</data>")?;
        self.map[10] = self.to.stream_position()?;
        self.to.write_all(b"<strls>")?;
        let mut long_texts = self.long_texts.into_inner().map_err(io::IntoInnerError::into_error)?;
        long_texts.seek(SeekFrom::Start(0))?;
        io::copy(&mut long_texts, &mut self.to)?;
        self.to.write_all(b"</strls>")?;
        self.map[11] = self.to.stream_position()?;
        self.to.write_all(b"<value_labels>")?;
        for set in sets {
            label_set(&mut self.to, set)?;
        }
        self.to.write_all(b"</value_labels>")?;
        self.map[12] = self.to.stream_position()?;
        self.to.write_all(b"</stata_dta>")?;
        self.map[13] = self.to.stream_position()?;
        self.to.seek(SeekFrom::Start(self.count_at))?;
        self.to.write_all(&self.rows.to_le_bytes())?;
        self.to.seek(SeekFrom::Start(self.map_at))?;
        for place in self.map {
            self.to.write_all(&place.to_le_bytes())?;
        }
        self.to.flush()?;
        Ok(self.rows)
    }
}

/// The sections between the map and the data.
fn describe(to: &mut (impl Write + Seek), head: &Head, map: &mut [u64; 14]) -> io::Result<()> {
    let variables = &head.variables;
    map[2] = to.stream_position()?;
    to.write_all(b"<variable_types>")?;
    for variable in variables {
        let code: u16 = match variable.storage {
            Storage::Byte => 65_530,
            Storage::Int => 65_529,
            Storage::Long => 65_528,
            Storage::Double => 65_526,
            Storage::Text(bytes) => bytes,
            Storage::LongText => 32_768,
        };
        to.write_all(&code.to_le_bytes())?;
    }
    to.write_all(b"</variable_types>")?;
    map[3] = to.stream_position()?;
    section(to, "varnames", variables.iter().map(|variable| variable.name.as_str()), 129)?;
    map[4] = to.stream_position()?;
    to.write_all(b"<sortlist>")?;
    to.write_all(&vec![0; 2 * (variables.len() + 1)])?;
    to.write_all(b"</sortlist>")?;
    map[5] = to.stream_position()?;
    section(to, "formats", variables.iter().map(|variable| variable.format.as_str()), 57)?;
    map[6] = to.stream_position()?;
    section(to, "value_label_names", variables.iter().map(|variable| variable.labels.as_str()), 129)?;
    map[7] = to.stream_position()?;
    section(to, "variable_labels", variables.iter().map(|variable| variable.label.as_str()), 321)?;
    map[8] = to.stream_position()?;
    to.write_all(b"<characteristics>")?;
    notes(to, "_dta", &head.notes)?;
    for variable in variables {
        notes(to, &variable.name, &variable.notes)?;
    }
    to.write_all(b"</characteristics>")
}

fn section<'t>(
    to: &mut impl Write,
    name: &str,
    texts: impl Iterator<Item = &'t str>,
    bytes: usize,
) -> io::Result<()> {
    write!(to, "<{name}>")?;
    for text in texts {
        padded(to, text, bytes)?;
    }
    write!(to, "</{name}>")
}

/// Remarks, as Stata's command `notes` keeps them: `note0` says how many there are.
fn notes(to: &mut impl Write, of: &str, notes: &[String]) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    let count = notes.len().to_string();
    for (at, note) in std::iter::once(&count).chain(notes).enumerate() {
        to.write_all(b"<ch>")?;
        to.write_all(&((2 * 129 + note.len() + 1) as u32).to_le_bytes())?;
        padded(to, of, 129)?;
        padded(to, &format!("note{at}"), 129)?;
        to.write_all(note.as_bytes())?;
        to.write_all(b"\0</ch>")?;
    }
    Ok(())
}

fn label_set(to: &mut impl Write, set: &LabelSet) -> io::Result<()> {
    let text_bytes: usize = set.labels.iter().map(|(_, label)| label.len() + 1).sum();
    to.write_all(b"<lbl>")?;
    to.write_all(&((8 + 8 * set.labels.len() + text_bytes) as u32).to_le_bytes())?;
    padded(to, &set.name, 129)?;
    to.write_all(&[0; 3])?;
    to.write_all(&(set.labels.len() as u32).to_le_bytes())?;
    to.write_all(&(text_bytes as u32).to_le_bytes())?;
    let mut offset = 0u32;
    for (_, label) in &set.labels {
        to.write_all(&offset.to_le_bytes())?;
        offset += label.len() as u32 + 1;
    }
    for (number, _) in &set.labels {
        to.write_all(&number.to_le_bytes())?;
    }
    for (_, label) in &set.labels {
        to.write_all(label.as_bytes())?;
        to.write_all(&[0])?;
    }
    to.write_all(b"</lbl>")
}

/// Stata ends a text at a zero byte.
fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

fn padded(to: &mut impl Write, text: &str, bytes: usize) -> io::Result<()> {
    if text.len() > bytes {
        return Err(io::Error::other("a text longer than its place"));
    }
    to.write_all(text.as_bytes())?;
    to.write_all(&vec![0; bytes - text.len()])
}
