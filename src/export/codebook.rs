//! The codebook as one page of HTML that needs nothing beside it, to read and to print: what was asked,
//! how often each answer was given, and how well each variable was keyed. No counting here (see
//! `facts`); the codebook for archives is `ddi`'s.

use std::fmt::Write;

use crate::questionnaire::{Questionnaire, Variable};
use crate::texts::{Language, whole_number};

use super::about::{self, Line};
use super::facts::Facts;
use super::frequencies::VariableAnswers;

const STYLE: &str = include_str!("codebook.css");

/// The page.
pub fn html(facts: &Facts<'_>, language: Language) -> String {
    let questionnaire = facts.questionnaire();
    let text = |id: &str| escape(&crate::text!(language, id));
    let title = escape(questionnaire.title.get(language.code()));
    let mut page = Page { html: String::new(), facts, language };
    page.add(&format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"Recto {}\">\n<title>{title} – {}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n\
         <p class=\"soft\">{}</p>\n</header>\n<main>\n",
        language.code(),
        env!("CARGO_PKG_VERSION"),
        text("export-codebook"),
        text("export-codebook"),
    ));
    page.open_differences();
    page.heading("export-codebook-study");
    page.lines(&about::study(facts, language));
    page.heading("export-about-sheets");
    page.lines(&page.sheets());
    page.heading("export-codebook-keying");
    page.lines(&about::keying(facts, language));
    page.heading("export-about-bases");
    page.lines(&about::bases(facts, language));
    page.heading("export-about-missing");
    page.lines(&about::missing_codes(questionnaire, language));
    page.heading("export-codebook-variables");
    page.contents();
    for counts in &facts.frequencies.variables {
        page.variable(questionnaire.variable(counts.variable), counts);
    }
    page.checks();
    page.heading("export-about-checksum");
    page.add(&format!("<p><code>{}</code></p>\n<p class=\"soft\">", facts.checksum));
    page.add(&text("export-about-checksum-is"));
    page.add("</p>\n</main>\n</body>\n</html>\n");
    page.html
}

/// The page as it grows.
struct Page<'a> {
    html: String,
    facts: &'a Facts<'a>,
    language: Language,
}

impl Page<'_> {
    fn add(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn text(&self, id: &str) -> String {
        escape(&crate::text!(self.language, id))
    }

    fn heading(&mut self, id: &str) {
        let heading = self.text(id);
        self.add(&format!("<h2>{heading}</h2>\n"));
    }

    fn lines(&mut self, lines: &[Line]) {
        self.add("<dl>\n");
        for (label, value) in lines {
            self.add(&format!("<dt>{}</dt><dd>{}</dd>\n", escape(label), escape(value)));
        }
        self.add("</dl>\n");
    }

    fn open_differences(&mut self) {
        let open = self.facts.comparison.counts.open;
        if open > 0 {
            let sentence = escape(&crate::text!(self.language, "export-property-open", count = open));
            self.add(&format!("<p class=\"open\">{sentence}</p>\n"));
        }
    }

    fn sheets(&self) -> Vec<Line> {
        let counts = &self.facts.frequencies;
        let sheets = &self.facts.comparison.sheets;
        let all = [
            ("export-about-expected", self.facts.snapshot.expected.len() as u64),
            ("export-codebook-sheets", counts.sheets),
            ("export-about-respondents", counts.respondents),
            ("export-about-both", sheets.both.len() as u64),
            ("export-about-open", self.facts.comparison.counts.open),
        ];
        let all = all.into_iter().filter(|(id, count)| *count > 0 || *id != "export-about-expected");
        all.map(|(id, count)| (crate::text!(self.language, id), whole_number(self.language, count as i64)))
            .collect()
    }

    fn contents(&mut self) {
        self.add("<nav>\n<ol>\n");
        let questionnaire = self.facts.questionnaire();
        for variable in &questionnaire.variables {
            let name = escape(&variable.name);
            let label = escape(variable.short_label(self.language.code()));
            self.add(&format!("<li><a href=\"#{name}\"><code>{name}</code> {label}</a></li>\n"));
        }
        self.add("</ol>\n</nav>\n");
    }

    fn variable(&mut self, variable: &Variable, counts: &VariableAnswers) {
        let code = self.language.code();
        let number = escape(&variable.number);
        let number = if number.is_empty() { number } else { format!("{number} ") };
        let (name, label) = (escape(&variable.name), escape(variable.label.get(code)));
        self.add(&format!(
            "<section class=\"variable\" id=\"{name}\">\n<h3><code>{name}</code> {number}{label}</h3>\n"
        ));
        let hint = escape(variable.hint.get(code));
        if !hint.is_empty() {
            self.add(&format!("<p class=\"soft\">{hint}</p>\n"));
        }
        let lines = self.description(variable, counts);
        self.lines(&lines);
        if !variable.choices.is_empty() {
            self.frequencies(variable, counts);
        } else {
            self.besides(counts);
        }
        self.add("</section>\n");
    }

    fn description(&self, variable: &Variable, counts: &VariableAnswers) -> Vec<Line> {
        let text = |id: &str| crate::text!(self.language, id);
        let kind = format!("export-type-{}", super::xlsx_about::type_name(&variable.kind));
        let mut lines = vec![(text("export-dictionary-type"), text(&kind))];
        let columns = super::xlsx_about::columns(self.facts.questionnaire(), variable);
        if columns != variable.name {
            lines.push((text("export-dictionary-columns"), columns));
        }
        let source = |rule: &crate::questionnaire::expression::Expression| rule.source().to_owned();
        let rules = [
            ("export-codebook-calculation", variable.calculation.as_ref().map(source)),
            ("export-dictionary-filter", variable.relevant.as_ref().map(source)),
            ("export-dictionary-range", variable.constraint.as_ref().map(|range| source(&range.rule))),
        ];
        lines.extend(rules.into_iter().filter_map(|(id, rule)| Some((text(id), rule?))));
        let answered = about::share(counts.answered, counts.all(), self.language);
        lines.push((text("export-codebook-answered"), answered));
        if let Some(numbers) = about::numbers(counts, self.language) {
            lines.push((text("export-codebook-numbers"), numbers));
        }
        if let Some(quality) = self.facts.quality_of(counts.variable) {
            lines.push((text("export-codebook-quality"), about::quality(quality, self.language)));
        }
        lines
    }

    fn frequencies(&mut self, variable: &Variable, counts: &VariableAnswers) {
        let respondents = variable.repeat.is_none();
        let mut header = format!(
            "<div class=\"wide\"><table>\n<thead><tr><th>{}</th><th>{}</th><th class=\"n\">{}</th>",
            self.text("export-frequencies-code"),
            self.text("export-frequencies-label"),
            self.text("export-frequencies-count")
        );
        if respondents {
            let _ =
                write!(header, "<th class=\"n\">{}</th>", self.text("export-frequencies-share-respondents"));
        }
        let _ = write!(
            header,
            "<th class=\"n\">{}</th></tr></thead>\n<tbody>\n",
            self.text("export-frequencies-share-answered")
        );
        self.add(&header);
        for (choice, count) in variable.choices.iter().zip(&counts.choices) {
            let mut row = format!(
                "<tr><td><code>{}</code></td><td>{}</td><td class=\"n\">{}</td>",
                escape(&choice.name),
                escape(choice.label.get(self.language.code())),
                whole_number(self.language, count.all as i64)
            );
            if respondents {
                let share =
                    about::share(count.respondents, self.facts.frequencies.respondents, self.language);
                let _ = write!(row, "<td class=\"n\">{}</td>", escape(&share));
            }
            let share = about::share(count.all, counts.answered, self.language);
            let _ = writeln!(row, "<td class=\"n\">{}</td></tr>", escape(&share));
            self.add(&row);
        }
        let span = if respondents { 2 } else { 1 };
        self.besides_rows(counts, span);
        self.add("</tbody></table></div>\n");
    }

    fn besides(&mut self, counts: &VariableAnswers) {
        if counts.all() == counts.answered && counts.as_written == 0 {
            return;
        }
        let (code, label, count) = (
            self.text("export-frequencies-code"),
            self.text("export-frequencies-label"),
            self.text("export-frequencies-count"),
        );
        self.add(&format!(
            "<div class=\"wide\"><table>\n<thead><tr><th>{code}</th><th>{label}</th><th class=\"n\">{count}</th></tr></thead>\n<tbody>\n"
        ));
        self.besides_rows(counts, 0);
        self.add("</tbody></table></div>\n");
    }

    fn besides_rows(&mut self, counts: &VariableAnswers, empty_cells: usize) {
        for (_, code, label, count) in about::besides(self.facts.questionnaire(), counts, self.language) {
            let code = if code.is_empty() { code } else { format!("<code>{}</code>", escape(&code)) };
            self.add(&format!(
                "<tr class=\"aside\"><td>{code}</td><td>{}</td><td class=\"n\">{}</td>{}</tr>\n",
                escape(&label),
                whole_number(self.language, count as i64),
                "<td></td>".repeat(empty_cells)
            ));
        }
    }

    fn checks(&mut self) {
        let questionnaire: &Questionnaire = self.facts.questionnaire();
        if questionnaire.checks.is_empty() {
            return;
        }
        self.heading("export-dictionary-checks");
        self.add("<dl>\n");
        for check in &questionnaire.checks {
            self.add(&format!(
                "<dt><code>{}</code></dt><dd>{}<br><code>{}</code></dd>\n",
                escape(&check.id),
                escape(check.message.get(self.language.code())),
                escape(check.rule.source())
            ));
        }
        self.add("</dl>\n");
    }
}

/// A text as it stands in HTML and XML, in an attribute too. Characters that XML has no place for are
/// left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            character if character.is_control() => {}
            character => escaped.push(character),
        }
    }
    escaped
}
