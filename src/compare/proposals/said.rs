//! Proposals in sentences for people: what looks wrong, why it looks so, what accepting means. Counts and
//! numbers of sheets only, never an answer: a difference that is read blind later must stay blind.

use crate::study::counted::says_nothing;
use crate::study::{Pass, Snapshot};
use crate::text;
use crate::texts::{Language, date, whole_number};

use super::{Chance, Likeness, Link, Meaning, NumberError, Proposal, Way, What, is_plausible};

/// What looks wrong, and with which sheets, from the stable name and the numbers.
pub fn title(what: &str, numbers: &[String], language: Language) -> String {
    let known = What::named(what).map_or("unknown".to_owned(), |what| what.name().replace('_', "-"));
    let what = crate::texts::text(language, &format!("pairing-what-{known}"));
    text!(language, "pairing-title", what = what, numbers = numbers.join(", "))
}

/// The id of a pass's name.
pub fn pass_id(pass: Pass) -> &'static str {
    match pass {
        Pass::First => "pairing-pass-first",
        Pass::Second => "pairing-pass-second",
    }
}

fn side(snapshot: &Snapshot, at: usize, number: &str, language: Language) -> String {
    let pass = snapshot.keying(at).map_or(Pass::First, |keying| keying.pass);
    text!(language, "pairing-side", number = number.to_owned(), pass = text!(language, pass_id(pass)))
}

impl Proposal {
    /// What looks wrong, and with which sheets.
    pub fn title(&self, language: Language) -> String {
        title(self.what.name(), &self.numbers, language)
    }

    /// Why it looks so, one sentence each.
    pub fn evidence(&self, snapshot: &Snapshot, chance: Chance, language: Language) -> Vec<String> {
        let mut all: Vec<String> = self.links.iter().map(|link| link.alike(snapshot, language)).collect();
        all.extend(self.reasons(snapshot, chance, language));
        all
    }

    /// The same where the counts are shown beside it.
    pub fn reasons(&self, snapshot: &Snapshot, chance: Chance, language: Language) -> Vec<String> {
        let mut all = Vec::new();
        for link in &self.links {
            link.say(snapshot, language, &mut all);
        }
        if chance.pairs > 0 {
            let share = (chance.share * 100.0).round() as i64;
            all.push(text!(language, "pairing-chance", share = share));
        }
        all
    }
}

impl Link {
    fn alike(&self, snapshot: &Snapshot, language: Language) -> String {
        let [one, other] = &self.numbers;
        let count = |count: u32| whole_number(language, i64::from(count));
        let (agree, comparable) = (count(self.likeness.agree), count(self.likeness.comparable));
        let sides = [side(snapshot, self.one, one, language), side(snapshot, self.other, other, language)];
        let [left, right] = sides;
        text!(language, "pairing-alike", one = left, other = right, agree = agree, comparable = comparable)
    }

    fn say(&self, snapshot: &Snapshot, language: Language, all: &mut Vec<String>) {
        let [one, other] = &self.numbers;
        let count = |count: u32| whole_number(language, i64::from(count));
        all.push(weight(self.likeness, language));
        if let Some(next) = self.next {
            let (agree, comparable) = (count(next.agree), count(next.comparable));
            all.push(text!(language, "pairing-next", agree = agree, comparable = comparable));
        }
        if one != other {
            for (number, now) in self.numbers.iter().zip(&self.now) {
                let Some(now) = now else { continue };
                let (agree, comparable) = (count(now.agree), count(now.comparable));
                let number = number.as_str();
                all.push(text!(
                    language,
                    "pairing-as-keyed",
                    number = number,
                    agree = agree,
                    comparable = comparable
                ));
            }
        }
        if let Some(error) = self.error {
            all.push(text!(language, error_id(error)));
        }
        for number in self.numbers.iter().filter(|_| one != other) {
            if !is_plausible(&snapshot.questionnaire, &snapshot.expected, number) {
                all.push(text!(language, "pairing-implausible", number = number.as_str()));
            }
        }
    }
}

/// How much likelier the answers are for one sheet than for two, in words.
fn weight(likeness: Likeness, language: Language) -> String {
    if likeness.weight <= 0.0 {
        return text!(language, "pairing-less-likely");
    }
    let times = if likeness.weight > 1e6_f64.ln() {
        text!(language, "pairing-million")
    } else {
        whole_number(language, likeness.weight.exp().round() as i64)
    };
    text!(language, "pairing-likelier", times = times)
}

fn error_id(error: NumberError) -> &'static str {
    match error {
        NumberError::Letter => "pairing-error-letter",
        NumberError::DigitsSwapped => "pairing-error-digits-swapped",
        NumberError::NeighbouringKey => "pairing-error-neighbouring-key",
        NumberError::OneDigit => "pairing-error-one-digit",
        NumberError::DigitDoubled => "pairing-error-digit-doubled",
        NumberError::DigitLost => "pairing-error-digit-lost",
        NumberError::Other => "pairing-error-other",
    }
}

impl Way {
    /// What accepting in this way means.
    pub fn text(&self, snapshot: &Snapshot, language: Language) -> String {
        match &self.meaning {
            Meaning::Renumber(renumbered) => {
                let moved = self.moves.iter().zip(renumbered).map(|(one, (from, to))| {
                    let mut keyings = snapshot.all_keyings();
                    let at = keyings.find(|(_, keying)| keying.id.0 == one.keying).map_or(0, |(at, _)| at);
                    let one = side(snapshot, at, from, language);
                    text!(language, "pairing-way-renumber", one = one, to = to.as_str())
                });
                moved.collect::<Vec<_>>().join(", ")
            }
            Meaning::Keep(kept) => {
                let Some(keying) = snapshot.keying(*kept) else { return String::new() };
                let gaps = keying.record.fields.iter().filter(|field| says_nothing(&field.answer)).count();
                let begun = date(language, keying.started.to_zoned(jiff::tz::TimeZone::UTC).date());
                let one = side(snapshot, *kept, &keying.number, language);
                text!(language, "pairing-way-keep", one = one, date = begun, gaps = gaps)
            }
            Meaning::Merge => text!(language, "pairing-way-merge"),
            Meaning::KeepNone => text!(language, "pairing-way-keep-none"),
        }
    }
}
