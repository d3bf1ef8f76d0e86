//! Any keys in any chunks on a plain form. DESIGN 8.

use proptest::prelude::*;

use super::*;
use crate::keying::Key;

fn any_key() -> impl Strategy<Value = Key> {
    prop_oneof![
        12 => proptest::sample::select("0123456789".chars().collect::<Vec<_>>()).prop_map(Key::Char),
        4 => proptest::sample::select("./*-+,Bé h".chars().collect::<Vec<_>>()).prop_map(Key::Char),
        6 => Just(Key::Enter),
        6 => proptest::sample::select(vec![
            Key::Backspace, Key::Up, Key::Down, Key::Tab, Key::ShiftTab, Key::ShiftEnter, Key::Left,
            Key::Right, Key::Home, Key::End, Key::Escape, Key::Unclear, Key::Function(2),
            Key::Function(3), Key::Function(4), Key::Function(6), Key::Function(9), Key::Control('z'),
            Key::Control('y'),
        ]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// DESIGN 8: any keys, in any chunking, never panic, give the same record, and what was kept is
    /// enough to make it again; an answer that breaks a rule is never there without its mark.
    #[test]
    fn any_keys_in_any_chunks(
        keys in proptest::collection::vec(any_key(), 0..160),
        cuts in proptest::collection::vec(1_usize..9, 0..60),
    ) {
        let mut begun = read_recording("0001B").unwrap();
        begun.extend(keys);
        let mut burst = session();
        let effects = burst.keys(&begun);
        let mut chunked = session();
        let mut chunked_effects = Vec::new();
        let mut rest = &begun[..];
        for cut in cuts.iter().copied().chain([usize::MAX]) {
            let (chunk, after) = rest.split_at(cut.min(rest.len()));
            chunked_effects.extend(chunked.keys(chunk));
            rest = after;
        }
        prop_assert_eq!(&effects, &chunked_effects);
        prop_assert_eq!(burst.record(), chunked.record());
        if !effects.iter().any(|effect| matches!(effect, Effect::Keep(Entry::Resume { .. }))) {
            prop_assert_eq!(&replayed(&burst, &effects).0, burst.record());
        }
        for field in burst.questionnaire().field_ids() {
            let place = burst.record().field(field);
            let forbidden = match &place.answer {
                Answer::Value(Value::AsWritten(_)) => true,
                Answer::Value(Value::Integer(age)) if field == FieldId(3) => !(18..=110).contains(age),
                Answer::Missing(Missing::Refused) => true,
                _ => false,
            };
            prop_assert!(!forbidden || place.kept || field == FieldId(0));
        }
    }
}
