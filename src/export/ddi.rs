//! The codebook for archives: DDI-Codebook 2.5 (namespace `ddi:codebook:2_5`). One `var` per column of
//! the data, with question, codes, frequencies and the keying quality of its question. No counting here
//! (see `facts`). The order of elements is the schema's.

use std::fmt::Write;
use std::path::Path;

use crate::compare::Counts;
use crate::questionnaire::{Text, Value, Variable, VariableType};
use crate::texts::{Language, decimal};

use super::about;
use super::codebook::escape;
use super::facts::{Facts, records};
use super::frequencies::VariableAnswers;
use super::table::{Column, ColumnKind, Repeats, Shape, Table};

/// The document. The data are said to stand in a CSV of the same name as the codebook's file.
pub fn xml(facts: &Facts<'_>, language: Language, path: &Path) -> String {
    let shape = Shape { repeats: Repeats::Lines, ..Shape::default() };
    let table = records(facts.what, facts.snapshot, facts.comparison).shaped(shape);
    let mut writer = Ddi { xml: String::new(), facts, language };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    writer.raw(&format!(
        "<codeBook xmlns=\"ddi:codebook:2_5\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"ddi:codebook:2_5 \
         http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd\" \
         version=\"2.5\" xml:lang=\"{}\">\n",
        language.code()
    ));
    writer.document();
    writer.study();
    let repeats = table.repeats();
    let tables: Vec<&Table<'_>> = [&table].into_iter().chain(&repeats).collect();
    for (at, table) in tables.iter().enumerate() {
        writer.file(at, table, &stem);
    }
    writer.raw("<dataDscr>\n");
    writer.groups(&tables);
    let mut number = 0;
    for (at, table) in tables.iter().enumerate() {
        for column in &table.columns {
            number += 1;
            writer.variable(number, at, table, column);
        }
    }
    writer.raw("</dataDscr>\n</codeBook>\n");
    writer.xml
}

/// The document as it grows.
struct Ddi<'a> {
    xml: String,
    facts: &'a Facts<'a>,
    language: Language,
}

impl Ddi<'_> {
    fn raw(&mut self, xml: &str) {
        self.xml.push_str(xml);
    }

    fn element(&mut self, name: &str, attributes: &str, content: &str) {
        let space = if attributes.is_empty() { "" } else { " " };
        let _ = writeln!(self.xml, "<{name}{space}{attributes}>{}</{name}>", escape(content));
    }

    /// The same element once per language that the text exists in.
    fn in_languages(&mut self, name: &str, text: &Text) {
        for (language, text) in text.0.iter().filter(|(_, text)| !text.is_empty()) {
            self.element(name, &format!("xml:lang=\"{}\"", escape(language)), text);
        }
    }

    fn text(&self, id: &str) -> String {
        crate::text!(self.language, id)
    }

    fn pair(&self, (label, value): &about::Line) -> String {
        crate::text!(self.language, "export-codebook-pair", label = label.as_str(), value = value.as_str())
    }

    /// Day of the study's last entry: the same study gives the same document.
    fn day(&self) -> Option<String> {
        let last = self.facts.snapshot.last_entry?;
        Some(last.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
    }

    fn software(&mut self) {
        let version = env!("CARGO_PKG_VERSION");
        self.element("software", &format!("version=\"{version}\""), "Recto");
    }

    fn document(&mut self) {
        let questionnaire = self.facts.questionnaire();
        let title = questionnaire.title.get(self.language.code());
        self.raw("<docDscr>\n<citation>\n<titlStmt>\n");
        let codebook = self.text("export-codebook");
        self.element("titl", "", &format!("{title} – {codebook}"));
        self.raw("</titlStmt>\n<prodStmt>\n");
        if let Some(day) = self.day() {
            self.element("prodDate", &format!("date=\"{day}\""), &day);
        }
        self.software();
        self.raw("</prodStmt>\n</citation>\n</docDscr>\n");
    }

    fn study(&mut self) {
        let questionnaire = self.facts.questionnaire();
        self.raw("<stdyDscr>\n<citation>\n<titlStmt>\n");
        self.element("titl", "", questionnaire.title.get(self.language.code()));
        for (language, title) in &questionnaire.title.0 {
            if language != self.language.code() {
                self.element("parTitl", &format!("xml:lang=\"{}\"", escape(language)), title);
            }
        }
        self.element("IDNo", "", &questionnaire.id);
        self.raw("</titlStmt>\n<prodStmt>\n");
        self.software();
        self.raw("</prodStmt>\n<verStmt>\n");
        self.element("version", "", &questionnaire.version);
        self.raw("</verStmt>\n</citation>\n<stdyInfo>\n<sumDscr>\n");
        if let Some((first, last)) = self.facts.period() {
            // What Recto knows is when the paper was keyed, and it says so.
            let keyed = self.text("export-about-period");
            self.element("collDate", &format!("date=\"{first}\" event=\"start\""), &keyed);
            self.element("collDate", &format!("date=\"{last}\" event=\"end\""), &keyed);
        }
        let unit = self.text("export-codebook-unit");
        self.element("anlyUnit", "", &unit);
        self.raw("</sumDscr>\n");
        self.notes();
        self.raw("</stdyInfo>\n<method>\n<dataColl>\n");
        let mode = self.text("export-codebook-mode");
        self.element("collMode", "", &mode);
        let keying: Vec<_> = about::keying(self.facts, self.language);
        let keying = keying.iter().map(|line| self.pair(line));
        let double = self.text("export-codebook-double-keying");
        let keying = [double].into_iter().chain(keying).collect::<Vec<_>>().join("\n");
        self.element("cleanOps", "", &keying);
        self.raw("</dataColl>\n</method>\n</stdyDscr>\n");
    }

    fn notes(&mut self) {
        let facts = self.facts;
        if facts.comparison.counts.open > 0 {
            let open = facts.comparison.counts.open;
            let sentence = crate::text!(self.language, "export-property-open", count = open);
            self.element("notes", "type=\"open\"", &sentence);
        }
        for line in about::bases(facts, self.language) {
            let base = self.pair(&line);
            self.element("notes", "type=\"base\"", &base);
        }
        for line in about::missing_codes(facts.questionnaire(), self.language) {
            let missing = self.pair(&line);
            self.element("notes", "type=\"missing\"", &missing);
        }
    }

    fn file(&mut self, at: usize, table: &Table<'_>, stem: &str) {
        let repeat = table.repeat.and_then(|repeat| table.questionnaire.repeats.get(repeat));
        let name = match repeat {
            Some(repeat) => format!("{stem}-{}.csv", repeat.name),
            None => format!("{stem}.csv"),
        };
        let _ = writeln!(self.xml, "<fileDscr ID=\"F{}\">\n<fileTxt>", at + 1);
        self.element("fileName", "", &name);
        let content = match repeat {
            Some(repeat) => repeat.label.get(self.language.code()).to_owned(),
            None => self.text("export-codebook-file"),
        };
        self.element("fileCont", "", &content);
        self.raw("<dimensns>\n");
        self.element("caseQnty", "", &table.row_count().to_string());
        self.element("varQnty", "", &table.columns.len().to_string());
        self.raw("</dimensns>\n");
        self.element("fileType", "", "text/csv");
        self.raw("</fileTxt>\n");
        if at == 0 {
            let note = self.text("export-about-checksum-is");
            self.element("notes", "type=\"sha-256\"", &self.facts.checksum);
            self.element("notes", "type=\"sha-256-of\"", &note);
        }
        self.raw("</fileDscr>\n");
    }

    /// The boxes of a multiple choice belong together.
    fn groups(&mut self, tables: &[&Table<'_>]) {
        let columns =
            tables.iter().flat_map(|table| table.columns.iter().map(move |column| (*table, column)));
        let mut groups: Vec<(&Variable, Vec<String>)> = Vec::new();
        for (number, (table, column)) in columns.enumerate() {
            let ColumnKind::Cell(cell) = column.kind else { continue };
            let variable = table.questionnaire.field_variable(cell.field);
            if cell.choice.is_none() {
                continue;
            }
            let id = format!("V{}", number + 1);
            match groups.last_mut().filter(|(last, _)| last.name == variable.name) {
                Some((_, members)) => members.push(id),
                None => groups.push((variable, vec![id])),
            }
        }
        for (at, (variable, members)) in groups.iter().enumerate() {
            let _ = writeln!(
                self.xml,
                "<varGrp ID=\"G{}\" type=\"multipleResp\" name=\"{}\" var=\"{}\">",
                at + 1,
                escape(&variable.name),
                members.join(" ")
            );
            self.in_languages("labl", &variable.label);
            self.raw("</varGrp>\n");
        }
    }

    fn variable(&mut self, number: usize, file: usize, table: &Table<'_>, column: &Column) {
        let variable = column.variable(table.questionnaire);
        let continuous = variable.is_some_and(|variable| {
            matches!(
                variable.kind,
                VariableType::Integer { .. } | VariableType::Decimal { .. } | VariableType::Calculate
            )
        });
        let _ = writeln!(
            self.xml,
            "<var ID=\"V{number}\" name=\"{}\" files=\"F{}\" intrvl=\"{}\" representationType=\"{}\">",
            escape(&column.name),
            file + 1,
            if continuous { "contin" } else { "discrete" },
            representation(variable, column)
        );
        match variable {
            Some(variable) => self.asked(table, column, variable),
            None => {
                let label = match column.kind {
                    ColumnKind::Line => self.text("export-codebook-line"),
                    ColumnKind::Keyings => self.text("export-codebook-keyings"),
                    _ => self.text("export-codebook-open"),
                };
                self.element("labl", "", &label);
            }
        }
        self.raw("</var>\n");
    }

    fn asked(&mut self, table: &Table<'_>, column: &Column, variable: &Variable) {
        let questionnaire = table.questionnaire;
        let choice = match column.kind {
            ColumnKind::Cell(cell) => cell.choice.map(usize::from),
            _ => None,
        };
        match choice.and_then(|choice| variable.choices.get(choice)) {
            Some(choice) => self.in_languages("labl", &choice.label),
            None if variable.short.is_empty() => self.in_languages("labl", &variable.label),
            None => self.in_languages("labl", &variable.short),
        }
        if !variable.label.is_empty() && variable.calculation.is_none() {
            let number = escape(&variable.number);
            let attribute = if number.is_empty() { number } else { format!(" seqNo=\"{number}\"") };
            let _ = writeln!(self.xml, "<qstn{attribute}>");
            self.in_languages("qstnLit", &variable.label);
            self.in_languages("ivuInstr", &variable.hint);
            self.raw("</qstn>\n");
        }
        let counts = questionnaire
            .variable_by_name(&variable.name)
            .and_then(|id| Some((self.facts.frequencies.of(id)?, self.facts.quality_of(id).copied())));
        let Some((counts, quality)) = counts.map(|(counts, quality)| (counts.clone(), quality)) else {
            return;
        };
        if let Some(filter) = &variable.relevant {
            self.element("universe", "clusion=\"I\"", filter.source());
        }
        self.sums(&counts);
        self.categories(variable, choice, &counts);
        if let Some(range) = &variable.constraint {
            self.element("codInstr", "", range.rule.source());
        }
        if let Some(calculation) = &variable.calculation {
            self.raw("<derivation>\n");
            self.element("drvcmd", "syntax=\"XLSForm\"", calculation.source());
            self.raw("</derivation>\n");
        }
        self.format(variable);
        if let Some(quality) = quality {
            self.quality(&quality);
        }
    }

    fn sums(&mut self, counts: &VariableAnswers) {
        self.element("sumStat", "type=\"vald\"", &counts.answered.to_string());
        self.element("sumStat", "type=\"invd\"", &(counts.all() - counts.answered).to_string());
        if let Some(mean) = counts.numbers.mean() {
            self.element("sumStat", "type=\"min\"", &plain(counts.numbers.least));
            self.element("sumStat", "type=\"max\"", &plain(counts.numbers.most));
            self.element("sumStat", "type=\"mean\"", &plain(mean));
        }
    }

    fn categories(&mut self, variable: &Variable, of_box: Option<usize>, counts: &VariableAnswers) {
        match of_box {
            Some(at) => {
                let ticked = counts.choices.get(at).map_or(0, |count| count.all);
                let not = counts.answered.saturating_sub(ticked + counts.as_written);
                for (code, label, count) in [("1", "export-ticked", ticked), ("0", "export-not-ticked", not)]
                {
                    self.raw("<catgry>\n");
                    self.element("catValu", "", code);
                    let label = self.text(label);
                    self.element("labl", "", &label);
                    self.counted(count, Some(counts.answered));
                }
            }
            None => {
                for (choice, count) in variable.choices.iter().zip(&counts.choices) {
                    self.raw("<catgry>\n");
                    self.element("catValu", "", &choice.name);
                    self.in_languages("labl", &choice.label);
                    self.counted(count.all, Some(counts.answered));
                }
            }
        }
        for (means, count) in counts.missing.clone() {
            let (code, label) = about::missing(self.facts.questionnaire(), means, self.language);
            self.aside(&code, &label, count);
        }
        for (label, count) in [("export-count-skipped", counts.skipped), ("export-count-open", counts.open)] {
            let label = self.text(label);
            self.aside("", &label, count);
        }
    }

    /// A category that is no answer; only where there is one.
    fn aside(&mut self, code: &str, label: &str, count: u64) {
        if count > 0 {
            self.raw("<catgry missing=\"Y\">\n");
            if !code.is_empty() {
                self.element("catValu", "", code);
            }
            self.element("labl", "", label);
            self.counted(count, None);
        }
    }

    fn counted(&mut self, count: u64, of: Option<u64>) {
        self.element("catStat", "type=\"freq\"", &count.to_string());
        if let Some(of) = of.filter(|of| *of > 0) {
            let percent = decimal(Language::English, count as f64 * 100.0 / of as f64, 1);
            self.element("catStat", "type=\"percent\"", &percent);
        }
        self.raw("</catgry>\n");
    }

    fn format(&mut self, variable: &Variable) {
        let (kind, category) = match variable.kind {
            VariableType::Integer { .. } | VariableType::Decimal { .. } => ("numeric", "other"),
            VariableType::Date { .. } | VariableType::Month { .. } => ("character", "date"),
            VariableType::Time => ("character", "time"),
            _ => ("character", "other"),
        };
        let name = format!("export-type-{}", super::xlsx_about::type_name(&variable.kind));
        let name = self.text(&name);
        let attributes = format!("type=\"{kind}\" schema=\"other\" category=\"{category}\"");
        self.element("varFormat", &attributes, &name);
    }

    fn quality(&mut self, quality: &Counts) {
        let sentence = crate::text!(
            self.language,
            "export-codebook-quality-is",
            rate = about::rate(quality, self.language),
            differences = quality.in_substance(),
            shown = quality.in_substance().to_string(),
            cells = quality.compared.to_string()
        );
        self.element("notes", "type=\"keying-quality\"", &sentence);
        if let Some(rate) = quality.per_10_000() {
            let rate = decimal(Language::English, rate, 1).replace(',', "");
            self.element("notes", "type=\"keying-differences-per-10000\"", &rate);
        }
    }
}

fn representation(variable: Option<&Variable>, column: &Column) -> &'static str {
    match variable.map(|variable| &variable.kind) {
        Some(VariableType::SelectOne | VariableType::SelectMultiple) => "code",
        Some(VariableType::Integer { .. } | VariableType::Decimal { .. } | VariableType::Calculate) => {
            "numeric"
        }
        Some(VariableType::Date { .. } | VariableType::Time | VariableType::Month { .. }) => "datetime",
        None if matches!(column.kind, ColumnKind::Line | ColumnKind::Keyings) => "numeric",
        _ => "text",
    }
}

/// A number as computers write it, without the dust that binary fractions leave.
fn plain(number: f64) -> String {
    let rounded = rust_decimal::Decimal::try_from(number).map(|exact| exact.round_dp(6));
    rounded.map_or_else(|_| number.to_string(), |exact| Value::Decimal(exact).neutral_text())
}
