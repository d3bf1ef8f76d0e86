//! Texts for people, in one folder per language (`fr`, `en`), one file per room. No logic but looking a
//! text up and writing numbers and dates as the language does.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{Loader, static_loader};
use unic_langid::{LanguageIdentifier, langid};

static_loader! {
    static TEXTS = {
        locales: "./src/texts",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A language of the program itself (a questionnaire may have others).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// French.
    #[serde(rename = "fr")]
    French,
}

impl Language {
    /// All languages, for a choice.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The two-letter code, which is also the one questionnaires use.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The language's own name.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }

    /// The system's language if Recto speaks it, else English.
    pub fn of_system() -> Self {
        let locale = sys_locale::get_locale().unwrap_or_default();
        if locale.to_lowercase().starts_with("fr") { Self::French } else { Self::English }
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::English => langid!("en"),
            Self::French => langid!("fr"),
        }
    }
}

/// What a text mentions, by name.
pub type Arguments<'a> = [(&'static str, FluentValue<'a>)];

/// The text `id` in `language`. A missing text shows its id, and the tests compare the languages.
pub fn text(language: Language, id: &str) -> String {
    TEXTS.lookup(&language.identifier(), id)
}

/// The text `id` with what it mentions; the macro [`crate::text!`] is the short way.
pub fn text_with(language: Language, id: &str, arguments: &Arguments<'_>) -> String {
    let arguments: HashMap<Cow<'static, str>, FluentValue<'_>> =
        arguments.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    TEXTS.lookup_with_args(&language.identifier(), id, &arguments)
}

/// `text!(language, "id")` or `text!(language, "id", count = 3, name = name.as_str())`.
#[macro_export]
macro_rules! text {
    ($language:expr, $id:expr) => { $crate::texts::text($language, $id) };
    ($language:expr, $id:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::texts::text_with($language, $id, &[$((stringify!($name), $value.into())),+])
    };
}

/// A whole number as the language writes it: `3 662` (narrow spaces do not exist in the embedded font,
/// so a no-break space) or `3,662`.
pub fn whole_number(language: Language, number: i64) -> String {
    let separator = match language {
        Language::French => '\u{a0}',
        Language::English => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }
    if number < 0 { format!("-{written}") } else { written }
}

/// A calendar date as the language writes it: `05/11/2024` or `5 Nov 2024`.
pub fn date(language: Language, date: jiff::civil::Date) -> String {
    match language {
        Language::French => date.strftime("%d/%m/%Y").to_string(),
        Language::English => date.strftime("%-d %b %Y").to_string(),
    }
}

/// A number with `places` decimals, rounded half up, as the language writes it: `13,2` or `13.2`.
pub fn decimal(language: Language, number: f64, places: usize) -> String {
    // A float just below a half is that half: figures come from divisions.
    let scale = 10f64.powi(places as i32);
    let rounded = ((number.abs() * scale + 0.5 + 1e-9).floor() / scale).copysign(number);
    let written = format!("{rounded:.places$}");
    let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
    let mark = match language {
        Language::French => ',',
        Language::English => '.',
    };
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| whole_number(language, whole));
    if rest.is_empty() { whole } else { format!("{whole}{mark}{rest}") }
}
