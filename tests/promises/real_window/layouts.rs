//! Keyboards: the French layout's top row, the pad with and without Num Lock, dead keys (DESIGN 8).

use jiff::civil::date;
use recto::keying::Key;
use recto::questionnaire::{Answer, Missing, PartialDate, Value};

use super::{CARD, begin_keying, display, new_study, open, questionnaire, wait_finished};

/// Codes of keys by their place on a PC keyboard.
const NUM_LOCK: u8 = 77;
const PAD_ENTER: u8 = 104;
const PAD_DECIMAL: u8 = 91;
/// The key right of P: the circumflex of a French keyboard, dead.
const DEAD_CIRCUMFLEX: u8 = 34;

/// A digit's key on the row above the letters.
fn top_row(digit: char) -> u8 {
    match digit {
        '0' => 19,
        digit => 9 + digit.to_digit(10).unwrap() as u8,
    }
}

/// A digit's key on the pad.
fn pad(digit: char) -> u8 {
    [90, 87, 88, 89, 83, 84, 85, 79, 80, 81][digit.to_digit(10).unwrap() as usize]
}

/// DESIGN 8: outside free text a physical digit key is that digit, whatever the layout says: AZERTY's
/// unshifted top row, the pad with Num Lock and without. In free text the layout holds, dead keys too.
#[test]
fn azerty_and_the_pad() {
    let Some((display, _alone)) = display(Some("fr")) else { return };
    let questionnaire = questionnaire(CARD);
    let study = display.folder.path().join("azerty.recto");
    new_study(&study, &questionnaire);
    let window = display.program(&[]);
    open(&window, &study);
    // On the study's screen too: the key of 1 begins the first pass, without Shift.
    window.still();
    display.press_code(top_row('1'));
    display.sync();
    window.still();
    window.fill("Amina");
    window.press(&[Key::Enter]);
    window.wait_title("Saisie");
    window.still();
    let top = |digits: &str| {
        digits.chars().for_each(|digit| display.press_code(top_row(digit)));
        display.sync();
    };
    let on_pad = |digits: &str| {
        digits
            .chars()
            .for_each(|digit| display.press_code(if digit == '.' { PAD_DECIMAL } else { pad(digit) }));
        display.sync();
    };
    top("007");
    // Num Lock is off when the server starts.
    on_pad("051124");
    display.press_code(NUM_LOCK);
    on_pad("12");
    top("2");
    on_pad("3.5");
    // A letter of the layout, where codes are letters: A stands where QWERTY has Q.
    window.press(&[Key::Char('a'), Key::Char('d'), Key::Enter]);
    display.press_code(NUM_LOCK);
    on_pad("2");
    top("3");
    on_pad("1");
    // The pad's decimal key without Num Lock stands in a decimal number; its Enter ends the table.
    display.press_code(PAD_ENTER);
    top("20");
    on_pad("06");
    // é and à stand on the top row, ê is typed with the dead circumflex; digits need Shift here.
    window.press(&"déjà ".chars().map(Key::Char).collect::<Vec<_>>());
    display.press_code(DEAD_CIRCUMFLEX);
    window.press(&"e ça".chars().map(Key::Char).collect::<Vec<_>>());
    window.press(&" 12".chars().map(Key::Char).collect::<Vec<_>>());
    window.picture("azerty");
    window.press(&[Key::Enter, Key::Enter]);
    let keying = wait_finished(&display, &study, 1).remove(0);
    assert_eq!(keying.number, "007");
    let answer = |name: &str| {
        let field = questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
        keying.record.answer(field).clone()
    };
    let code = |code: &str| Answer::Value(Value::Code(code.to_owned()));
    let day = date(2024, 11, 5);
    let day = PartialDate { year: day.year(), month: 11, day: 5 };
    assert_eq!(answer("jour"), Answer::Value(Value::Date(day)));
    assert_eq!(answer("temperature"), Answer::Value(Value::Integer(12)));
    assert_eq!(answer("profil"), code("2"));
    assert_eq!(answer("distance"), Answer::Value(Value::Decimal("3.5".parse().unwrap())));
    assert_eq!(answer("connu"), Answer::Value(Value::Codes(vec!["a".into(), "d".into()])));
    assert_eq!(answer("avis_accueil"), code("2"));
    assert_eq!(answer("avis_lieu"), code("3"));
    assert_eq!(answer("avis_repas"), code("1"));
    assert_eq!(answer("note_globale"), Answer::Value(Value::Integer(20)));
    assert_eq!(answer("revenir"), Answer::Value(Value::Month { year: 2026, month: 6 }));
    assert_eq!(answer("idee"), Answer::Value(Value::Text("déjà ê ça 12".into())));
    window.press(&[Key::Escape]);
    window.close();
}

/// DESIGN 8: the pad's decimal key without Num Lock is the decimal mark; on a layout that types digits
/// with the top row it changes nothing.
#[test]
fn the_pad_without_num_lock() {
    let Some((display, _alone)) = display(None) else { return };
    let questionnaire = questionnaire(CARD);
    let study = display.folder.path().join("pad.recto");
    new_study(&study, &questionnaire);
    let window = display.program(&[]);
    open(&window, &study);
    begin_keying(&window, '1', "Amina");
    for digit in "009051124092".chars() {
        display.press_code(pad(digit));
    }
    for code in [pad('1'), pad('2'), PAD_DECIMAL, pad('5')] {
        display.press_code(code);
    }
    display.sync();
    let field = questionnaire.field_of(questionnaire.variable_by_name("distance").unwrap(), 0).unwrap();
    let wanted = Answer::Value(Value::Decimal("12.5".parse().unwrap()));
    display.wait("a distance of 12.5", |_| {
        let read = |study: &recto::study::Study| super::snapshot(study)?.keyings.first().cloned();
        super::on_disk(&study, read).is_some_and(|keying| *keying.record.answer(field) == wanted)
    });
    window.picture("pad-without-num-lock");
    window.press(&[Key::Escape]);
    window.close();
}

/// Issue 3: keys that a person chose hold under both layouts, with Num Lock and without: an F key, and a
/// character where the layout has it (A stands on AZERTY where QWERTY has Q). A code of the paper wins.
#[test]
fn chosen_keys_under_both_layouts() {
    for layout in [None, Some("fr")] {
        let Some((display, _alone)) = display(layout) else { return };
        let settings = display.folder.path().join("settings");
        std::fs::create_dir_all(&settings).unwrap();
        let keys =
            "[people.\"amina\".keys]\nkey-blank = \"F11\"\nkey-illegible = \"w\"\nkey-note = \"Ctrl+J\"\n";
        std::fs::write(settings.join("settings.toml"), keys).unwrap();
        let questionnaire = questionnaire(CARD);
        let study = display.folder.path().join("chosen.recto");
        new_study(&study, &questionnaire);
        let window = display.program(&[]);
        open(&window, &study);
        begin_keying(&window, '1', "Amina");
        let on_pad = |digits: &str| {
            digits.chars().for_each(|digit| display.press_code(pad(digit)));
            display.sync();
        };
        on_pad("007051124");
        window.press(&[Key::Function(11)]);
        display.press_code(NUM_LOCK);
        on_pad("2");
        window.press(&[Key::Char('w')]);
        window.press(&[Key::Control('j'), Key::Char('o'), Key::Char('k'), Key::Enter]);
        window.press(&[Key::Char('a'), Key::Char('d'), Key::Enter]);
        window.picture(&format!("chosen-keys-{}", layout.unwrap_or("us")));
        let field =
            |name: &str| questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
        let wanted = [
            ("temperature", Answer::Missing(Missing::Blank)),
            ("profil", Answer::Value(Value::Code("2".into()))),
            ("distance", Answer::Missing(Missing::Illegible)),
            ("connu", Answer::Value(Value::Codes(vec!["a".into(), "d".into()]))),
        ];
        display.wait("the answers", |_| {
            let read = |study: &recto::study::Study| super::snapshot(study)?.keyings.first().cloned();
            super::on_disk(&study, read).is_some_and(|keying| {
                let note = keying.record.field(field("connu")).note.as_deref();
                note == Some("ok")
                    && wanted.iter().all(|(name, answer)| keying.record.answer(field(name)) == answer)
            })
        });
        display.press_code(NUM_LOCK);
        window.press(&[Key::Escape]);
        window.close();
    }
}
