//! Names that a statistics program accepts, one for each column: legal, unique in any case, and the
//! same for the same columns. What the names are for is the formats' business.

use std::collections::HashSet;

/// What a program asks of a name.
pub(super) struct Rules {
    /// Most letters.
    pub longest: usize,
    /// Whether a name may begin with `_`.
    pub underscore_first: bool,
    /// Whether `str1`, `str2`… are types of text.
    pub text_types: bool,
    /// Names that mean something else, in lower case.
    pub reserved: &'static [&'static str],
}

/// Stata: 32 letters; the words of its language, and `str1` to `str2045`, are taken.
pub(super) const STATA: Rules = Rules {
    longest: 32,
    underscore_first: true,
    text_types: true,
    reserved: &[
        "_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n", "_pi",
        "_pred", "_rc", "_skip", "strl", "using", "with",
    ],
};

/// SPSS: 64 letters, none of its keywords.
pub(super) const SPSS: Rules = Rules {
    longest: 64,
    underscore_first: false,
    text_types: false,
    reserved: &["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"],
};

impl Rules {
    fn is_reserved(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let string_type = lower
            .strip_prefix("str")
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
        self.reserved.contains(&lower.as_str()) || (string_type && self.text_types)
    }

    /// The name with every sign that is not allowed made `_`, and cut.
    fn plain(&self, name: &str) -> String {
        let sign = |sign: char| if sign.is_ascii_alphanumeric() { sign } else { '_' };
        let mut plain: String = name.chars().map(sign).collect();
        let first = plain.chars().next();
        let fine =
            first.is_some_and(|first| first.is_ascii_alphabetic() || (first == '_' && self.underscore_first));
        if !fine {
            plain.insert(0, 'v');
        }
        if self.is_reserved(&plain) {
            plain.push('_');
        }
        plain.truncate(self.longest);
        plain
    }

    /// One legal name per wanted name. Where two would be the same, the later ones get `_2`, `_3`…
    pub(super) fn names<'n>(&self, wanted: impl Iterator<Item = &'n str>) -> Vec<String> {
        let wanted: Vec<String> = wanted.map(str::to_owned).collect();
        // A name that is legal as it stands is never taken by another that had to be changed.
        let mut taken: HashSet<String> =
            wanted.iter().filter(|name| self.plain(name) == **name).map(|name| name.to_lowercase()).collect();
        let mut seen: HashSet<String> = HashSet::new();
        wanted
            .iter()
            .map(|name| {
                let plain = self.plain(name);
                if plain == *name && seen.insert(plain.to_lowercase()) {
                    return plain;
                }
                let mut found = plain.clone();
                let mut count = 2;
                while !taken.insert(found.to_lowercase()) {
                    let end = format!("_{count}");
                    let kept = plain.len().min(self.longest - end.len());
                    found = format!("{}{end}", &plain[..kept]);
                    count += 1;
                }
                found
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 10: names that Stata and SPSS forbid become legal ones, each its own.
    #[test]
    fn names_become_legal_and_stay_apart() {
        let long = "a".repeat(40);
        let longer = "a".repeat(41);
        let wanted =
            ["using", "str5", "_x", "act_=cmd()", "act_-cmd()", "act_1", "ACT_1", &long, &longer, "âge"];
        let stata = STATA.names(wanted.into_iter());
        let cut = format!("{}_2", "a".repeat(30));
        assert_eq!(
            stata,
            [
                "using_",
                "str5_",
                "_x",
                "act__cmd__",
                "act__cmd___2",
                "act_1",
                "ACT_1_2",
                &"a".repeat(32),
                cut.as_str(),
                "_ge"
            ]
        );
        let spss = SPSS.names(["with", "_x", "using", "By"].into_iter());
        assert_eq!(spss, ["with_", "v_x", "using", "By_"]);
    }

    /// DESIGN 10: a name that is legal keeps its name, even when an earlier one wants it.
    #[test]
    fn a_legal_name_is_kept() {
        assert_eq!(STATA.names(["a b", "a_b"].into_iter()), ["a_b_2", "a_b"]);
    }
}
