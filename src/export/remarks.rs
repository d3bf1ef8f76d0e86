//! How often each answer to a variable was given, and how well the variable was keyed, in sentences that
//! files of statistics programs carry with the variable. The counting is `facts`'; where the sentences
//! stand is the formats'.

use std::collections::HashSet;

use crate::questionnaire::VariableId;
use crate::texts::{Language, whole_number};

use super::about;
use super::described::cut_chars;
use super::facts::Facts;
use super::typed::{Part, TypedColumn};

/// Most letters of a count, so that a long label does not hide the number behind it.
const LABEL_CHARS: usize = 120;

/// What is said of one variable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Remarks {
    /// How many answered, and what numbers are like.
    pub answers: Vec<String>,
    /// `1 Oui : 45`, one each for what was answered and what was not.
    pub counts: Vec<String>,
    /// How well it was keyed, where it was compared.
    pub quality: Option<String>,
}

impl Remarks {
    /// Of each column, where it is the first of its variable: a multiple choice is counted as a whole.
    pub(super) fn of_columns<'c>(
        facts: Option<&Facts<'_>>,
        columns: impl Iterator<Item = &'c TypedColumn<'c>>,
        language: Language,
    ) -> Vec<Self> {
        let mut known = HashSet::new();
        let of = |column: &TypedColumn<'_>| {
            let variable = column.variable.filter(|_| column.part == Part::Answer)?;
            let facts = facts?;
            known.insert(variable.name.clone()).then_some(())?;
            Some(Self::of(facts, facts.questionnaire().variable_by_name(&variable.name)?, language))
        };
        columns.map(of).map(Option::unwrap_or_default).collect()
    }

    fn of(facts: &Facts<'_>, id: VariableId, language: Language) -> Self {
        let Some(counts) = facts.frequencies.of(id) else { return Self::default() };
        let pair = |label: &str, value: String| {
            crate::text!(language, "export-codebook-pair", label = label, value = value)
        };
        let named = |id: &str, value: String| pair(&crate::text!(language, id), value);
        let mut remarks = Self::default();
        let answered = about::share(counts.answered, counts.all(), language);
        remarks.answers.push(named("export-codebook-answered", answered));
        remarks.answers.extend(
            about::numbers(counts, language).map(|numbers| named("export-codebook-numbers", numbers)),
        );
        let shown = |count: u64| whole_number(language, count as i64);
        let of_code = |code: &str, label: &str, count: u64| {
            pair(&cut_chars(&format!("{code} {label}"), LABEL_CHARS), shown(count))
        };
        let variable = facts.questionnaire().variable(id);
        for (choice, count) in variable.choices.iter().zip(&counts.choices) {
            remarks.counts.push(of_code(&choice.name, choice.label.get(language.code()), count.all));
        }
        for (_, code, label, count) in about::besides(facts.questionnaire(), counts, language) {
            remarks.counts.push(of_code(&code, &label, count));
        }
        remarks.quality = facts
            .quality_of(id)
            .map(|counts| named("export-codebook-quality", about::quality(counts, language)));
        remarks
    }
}
