//! What each variable may tell about a person: its classification, and how it is made coarser before it
//! leaves the study. Says nothing of who gets what (see `export::profile`).

/// What a variable may tell about a person. It is said in the questionnaire file, key `privacy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Privacy {
    /// Nobody has said it yet: only the full export takes it.
    #[default]
    Unclassified,
    /// An ordinary answer.
    Plain,
    /// Health, beliefs and the like (GDPR, article 9).
    Sensitive,
    /// Tells who the person is, alone or with little else.
    Identifying,
    /// Open words: anything may stand in them.
    FreeText,
    /// Whether the person agrees to be quoted.
    Consent,
}

impl Privacy {
    /// The words of the questionnaire file.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("plain", Self::Plain),
        ("sensitive", Self::Sensitive),
        ("identifying", Self::Identifying),
        ("free_text", Self::FreeText),
        ("consent", Self::Consent),
    ];

    /// Whether erasing at the retention date takes its answers.
    pub fn is_erased_at_retention(self) -> bool {
        matches!(self, Self::Identifying | Self::FreeText)
    }
}

/// Where a variable stands in published tables, key `publish`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Publish {
    /// Nowhere.
    #[default]
    No,
    /// It is counted.
    Table,
    /// It is counted, and every other published variable is counted by it.
    By,
}

/// How a place is made coarser, key `site`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// `site = true`: it stays, but a place with few sheets is not named.
    Itself,
    /// `site = "town"`: this column of the list of choices stands in its place.
    Column(String),
}

/// What is said of a variable so that it can be protected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protection {
    /// What it may tell about a person.
    pub privacy: Privacy,
    /// The lowest number of each band but the first, growing; empty for no bands.
    pub bands: Vec<i64>,
    /// How a place is made coarser.
    pub site: Option<Site>,
    /// Of a consent: the code that says yes.
    pub yes: Option<String>,
    /// Where it stands in published tables.
    pub publish: Publish,
}

impl Protection {
    /// The code of the band that a number falls into (`-59`, `60-69`, `90+`); `None` without bands.
    pub fn band(&self, number: i64) -> Option<String> {
        let at = self.bands.iter().filter(|lowest| **lowest <= number).count();
        self.band_codes().into_iter().nth(at)
    }

    /// The codes of all bands, lowest first; none without bands.
    pub fn band_codes(&self) -> Vec<String> {
        let (Some(first), Some(last)) = (self.bands.first(), self.bands.last()) else { return Vec::new() };
        let mut codes = vec![format!("-{}", first - 1)];
        let between = self.bands.windows(2).map(|pair| format!("{}-{}", pair[0], pair[1] - 1));
        codes.extend(between);
        codes.push(format!("{last}+"));
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 10: ages leave in bands; every number falls into one.
    #[test]
    fn every_number_has_a_band() {
        let protection = Protection { bands: vec![60, 70, 80], ..Protection::default() };
        assert_eq!(protection.band_codes(), ["-59", "60-69", "70-79", "80+"]);
        let bands = [(-3, "-59"), (59, "-59"), (60, "60-69"), (69, "60-69"), (80, "80+"), (140, "80+")];
        for (age, band) in bands {
            assert_eq!(protection.band(age).as_deref(), Some(band), "{age}");
        }
        assert_eq!(Protection::default().band(60), None);
    }
}
