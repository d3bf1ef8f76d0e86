//! Long lists: instead of its code, the first letters of a choice's name are typed, and the list narrows.
//! Nothing is chosen but by Enter, so that no letter on its way decides.

use std::sync::Arc;

use super::Key;
use super::session::{Effect, Mode, Refusal, Session};
use crate::questionnaire::{Answer, Choice, LONG_LIST, Origin, Value, Variable, VariableId, folded_words};

/// What the letters typed so far have found.
#[derive(Clone, Debug)]
pub(super) struct Search {
    /// The letters.
    typed: String,
    /// Places in the variable's choices, nearest first.
    found: Vec<usize>,
    /// Which of them Enter takes.
    picked: usize,
}

/// The words of a list's labels, folded once.
#[derive(Clone, Debug)]
pub(super) struct Index {
    variable: VariableId,
    /// By choice, and by language of its label.
    words: Arc<Vec<Vec<Vec<String>>>>,
}

impl Index {
    fn of(id: VariableId, variable: &Variable) -> Self {
        let labels = |choice: &Choice| choice.label.all().map(folded_words).collect();
        Self { variable: id, words: Arc::new(variable.choices.iter().map(labels).collect()) }
    }
}

/// How near a label is to what is typed: 0 the same, 1 it begins so, 2 every word typed begins a word of
/// it.
fn nearness(label: &[String], typed: &[String]) -> Option<u8> {
    let Some((last, whole)) = typed.split_last() else { return Some(2) };
    let begins = label.len() >= typed.len()
        && label.iter().zip(whole).all(|(word, typed)| word == typed)
        && label[whole.len()].starts_with(last);
    if begins {
        return Some(u8::from(label != typed));
    }
    typed.iter().all(|typed| label.iter().any(|word| word.starts_with(typed))).then_some(2)
}

impl Session {
    /// Whether letters typed here look a choice up: long lists and codes that are written, except where
    /// the codes of a short list are letters themselves.
    pub(super) fn takes_letters(&self) -> bool {
        let variable = self.variable();
        let letter = |choice: &Choice| choice.name.starts_with(char::is_alphabetic);
        let listed = variable.is_long_list() || variable.appearance.minimal;
        listed
            && !self.in_number()
            && (variable.choices.len() > LONG_LIST || !variable.choices.iter().any(letter))
    }

    /// Whether the letters of a name are being typed.
    pub fn is_searching(&self) -> bool {
        self.mode == Mode::Field
            && self.takes_letters()
            && self.typed.as_deref().is_some_and(|typed| typed.starts_with(char::is_alphabetic))
    }

    /// The choices that fit the letters typed, nearest first; empty while none are typed.
    pub fn candidates(&self) -> impl Iterator<Item = &Choice> {
        let choices = &self.variable().choices;
        let found = self.search.iter().flat_map(|search| &search.found);
        found.filter_map(|at| choices.get(*at))
    }

    /// How many choices fit the letters typed.
    pub fn candidate_count(&self) -> usize {
        self.search.as_ref().map_or(0, |search| search.found.len())
    }

    /// Which of [`Session::candidates`] Enter takes.
    pub fn picked(&self) -> usize {
        self.search.as_ref().map_or(0, |search| search.picked)
    }

    /// A character of a name. One that leaves no choice is kept, so that the keys behind it cannot make
    /// another name; Enter then finds nothing.
    pub(super) fn character_of_name(&mut self, character: char, effects: &mut Vec<Effect>) {
        if !(character.is_alphanumeric() || " -'’.,/".contains(character)) {
            return self.refuse(Refusal::NoMeaning, effects);
        }
        self.typed.get_or_insert_default().push(character);
        self.refresh_search();
        if self.candidate_count() == 0 && !self.is_missing_key_alone() {
            self.refuse(Refusal::NoSuchChoice, effects);
        }
    }

    /// A letter that is the key of a missing answer counts as one when it stands alone, as in a text.
    fn is_missing_key_alone(&self) -> bool {
        let mut typed = self.typed.as_deref().unwrap_or("").chars();
        typed.next().filter(|_| typed.next().is_none()).is_some_and(|key| self.missing_for(key).is_some())
    }

    pub(super) fn enter_name(&mut self, effects: &mut Vec<Effect>) {
        let typed = self.typed.clone().unwrap_or_default();
        if self.is_missing_key_alone()
            && let Some(missing) = typed.chars().next().and_then(|key| self.missing_for(key))
        {
            return self.take(Answer::Missing(missing), Origin::Keyed, effects);
        }
        let written = super::typing::code_of(self.variable(), &typed).map(str::to_owned);
        let picked = self.candidates().nth(self.picked()).map(|choice| choice.name.clone());
        match written.or(picked) {
            Some(code) => self.take(Answer::Value(Value::Code(code)), Origin::Keyed, effects),
            None => self.refuse(Refusal::NoSuchChoice, effects),
        }
    }

    /// ↑ and ↓ choose among the candidates while letters are typed.
    pub(super) fn pick(&mut self, key: Key) {
        let Some(search) = &mut self.search else { return };
        search.picked = match key {
            Key::Up => search.picked.saturating_sub(1),
            _ => (search.picked + 1).min(search.found.len().saturating_sub(1)),
        };
    }

    /// Brings the candidates up to what is typed now.
    pub(super) fn refresh_search(&mut self) {
        if !self.is_searching() {
            self.search = None;
            return;
        }
        let typed = self.typed.clone().unwrap_or_default();
        if self.search.as_ref().is_some_and(|search| search.typed == typed) {
            return;
        }
        let id = self.rules.questionnaire.field(self.sheet.cursor).variable;
        let index = match self.index.take().filter(|index| index.variable == id) {
            Some(index) => index,
            None => Index::of(id, self.variable()),
        };
        let found = self.find(&index, &typed);
        self.index = Some(index);
        self.search = Some(Search { typed, found, picked: 0 });
    }

    fn find(&self, index: &Index, typed: &str) -> Vec<usize> {
        let words = folded_words(typed);
        let open = self.rules.open(&self.sheet.record, &self.sheet.applicable, self.sheet.cursor);
        let mut found: Vec<(u8, usize)> = Vec::new();
        let choices = self.variable().choices.iter();
        for (at, (choice, labels)) in choices.zip(index.words.iter()).enumerate() {
            let by_code =
                choice.name.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed));
            let by_name = labels.iter().filter_map(|label| nearness(label, &words)).min();
            let near = if by_code { Some(0) } else { by_name };
            if let Some(near) = near.filter(|_| open.as_ref().is_none_or(|open| open[at])) {
                found.push((near, at));
            }
        }
        found.sort_by_key(|(near, _)| *near);
        found.into_iter().map(|(_, at)| at).collect()
    }
}
