//! Texts for people: the two languages say the same things.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_templates::fluent_bundle::FluentResource;

fn ids(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/texts").join(language);
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        let broken = FluentResource::try_new(source.clone()).err().map(|(_, errors)| errors);
        assert!(broken.is_none(), "{}: {broken:?}", path.display());
        let mut id = String::new();
        for line in source.lines() {
            if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| !name.starts_with([' ', '#'])) {
                id = name.to_owned();
                let again = found.insert(id.clone(), BTreeSet::new());
                assert!(again.is_none(), "{id} twice");
            }
            let arguments = line.split('$').skip(1);
            let name = |rest: &str| {
                rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
            };
            if let Some(named) = found.get_mut(&id).filter(|_| !line.starts_with('#')) {
                named.extend(arguments.map(name));
            }
        }
    }
    found
}

/// DESIGN 4.7: every text exists in both languages, and mentions the same things.
#[test]
fn both_languages_have_the_same_texts() {
    let (french, english) = (ids("fr"), ids("en"));
    let missing: Vec<_> = french.keys().filter(|id| !english.contains_key(*id)).collect();
    let surplus: Vec<_> = english.keys().filter(|id| !french.contains_key(*id)).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "only French: {missing:?}; only English: {surplus:?}");
    for (id, arguments) in &french {
        assert_eq!(arguments, &english[id], "{id}");
    }
    assert!(french.len() > 100, "the texts were read");
}

/// DESIGN 4.7: every setting of the plan, also one that is added later, has its name and its meaning.
#[test]
fn every_setting_of_the_plan_has_its_texts() {
    let french = ids("fr");
    for name in recto::study::Plan::default().settings().keys() {
        for id in [format!("plan-{name}"), format!("plan-{name}-help")] {
            assert!(french.contains_key(&id), "{id}");
        }
    }
}
