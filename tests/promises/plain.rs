//! The torture study as CSV and as a workbook (DESIGN 10): every text and code comes back as it was, read
//! by a CSV reader and by calamine. No Recto code reads here.

use std::collections::HashMap;

use calamine::{Data, Reader, Xlsx, open_workbook};
use recto::export::{ExportError, Preset, Request, What, export};
use recto::questionnaire::{Answer, Cell, Questionnaire, Value};
use recto::study::Snapshot;

use super::torture;

/// What a text or code cell should say, where it can be said without a rule of the format.
fn words(answer: &Answer, cell: Cell) -> Option<&str> {
    match answer {
        Answer::Value(Value::Text(text) | Value::Code(text)) if cell.choice.is_none() => Some(text),
        _ => None,
    }
}

fn expected(snapshot: &Snapshot) -> Vec<(usize, String, Answer, Cell)> {
    let questionnaire: &Questionnaire = &snapshot.questionnaire;
    torture::cells(snapshot)
        .into_iter()
        // The lines of repeats stand in files of their own.
        .filter(|(_, _, cell, _)| questionnaire.field(cell.field).line == 0)
        .filter_map(|(sheet, _, cell, answer)| Some((sheet, questionnaire.cell_column(cell), answer?, cell)))
        .collect()
}

fn write(snapshot: &Snapshot, path: &std::path::Path, preset: Preset) {
    let request = Request { preset, ..torture::request(What::Final) };
    export(&request, snapshot, &[], path).unwrap();
}

#[test]
fn every_text_and_code_survives_in_csv() {
    let snapshot = torture::snapshot();
    let folder = tempfile::tempdir().unwrap();
    for (preset, delimiter) in [(Preset::ExcelFr, b';'), (Preset::Open, b',')] {
        let path = folder.path().join(format!("{}.csv", delimiter as char));
        write(&snapshot, &path, preset);
        let bytes = std::fs::read(&path).unwrap();
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        assert_eq!(text.len() < bytes.len(), preset == Preset::ExcelFr, "only the French preset has a mark");
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text);
        let header: HashMap<String, usize> =
            reader.headers().unwrap().iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let mut compared = 0;
        for (sheet, column, answer, cell) in expected(&snapshot) {
            let Some(words) = words(&answer, cell) else { continue };
            let found = &rows[sheet][header[&column]];
            let is_text = matches!(answer, Answer::Value(Value::Text(_)));
            let bare = words.trim_start_matches('\'');
            let guarded = is_text && bare.starts_with(['=', '+', '-', '@', '\t', '\r']);
            let wanted = if guarded { format!("'{words}") } else { words.to_owned() };
            assert_eq!(found, wanted, "{column} on sheet {sheet}");
            compared += 1;
        }
        assert!(compared > 300, "{compared} cells");
    }
}

/// Texts no longer than a cell of a workbook can hold, 32,767 UTF-16 units; a longer one is refused.
fn shortened(mut snapshot: Snapshot) -> Snapshot {
    for keying in &mut snapshot.keyings {
        for place in &mut keying.record.fields {
            if let Answer::Value(Value::Text(text)) = &mut place.answer {
                let mut room = 32_767;
                *text = text
                    .chars()
                    .take_while(|letter| {
                        room -= letter.len_utf16() as i32;
                        room >= 0
                    })
                    .collect();
            }
        }
    }
    snapshot
}

#[test]
fn every_text_and_code_survives_in_a_workbook() {
    let whole = torture::snapshot();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("torture.xlsx");
    let request = torture::request(What::Final);
    let refused = export(&request, &whole, &[], &path).unwrap_err();
    assert!(matches!(refused, ExportError::TextTooLong { .. }) && !path.exists());
    let snapshot = shortened(whole);
    write(&snapshot, &path, Preset::ExcelFr);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let name = book.sheet_names()[1].clone();
    let range = book.worksheet_range(&name).unwrap();
    let rows: Vec<&[Data]> = range.rows().collect();
    let header: HashMap<String, usize> =
        rows[0].iter().enumerate().map(|(at, name)| (name.to_string(), at)).collect();
    let mut compared = 0;
    for (sheet, column, answer, cell) in expected(&snapshot) {
        let Some(words) = words(&answer, cell) else { continue };
        match &rows[sheet + 1][header[&column]] {
            Data::String(found) => assert_eq!(found, words, "{column} on sheet {sheet}"),
            Data::Float(found) => {
                assert!(matches!(answer, Answer::Value(Value::Code(_))), "{column}: a text became {found}");
                assert_eq!(found.to_string(), words, "{column} on sheet {sheet}");
            }
            other => panic!("{column} on sheet {sheet}: {other:?} for {words:?}"),
        }
        compared += 1;
    }
    assert!(compared > 300, "{compared} cells");
}
