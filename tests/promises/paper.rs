//! What the page promises (DESIGN 4.3, 7): every answer has its place, nothing overlaps, nothing leaves
//! the paper, in any language and for any questionnaire.

use proptest::prelude::*;
use recto::paper::{
    AnswerPlace, BoxKind, Comb, Ink, Layout, Mark, Owner, PageLayout, Place, RectMm, Shape, fonts, lay_out,
};
use recto::questionnaire::{FieldId, Missing, PartialDate, Questionnaire, Value, VariableType, read};

const MARGIN_MM: f32 = 12.0;

fn questionnaire(file: &str) -> Questionnaire {
    let path = format!("{}/questionnaires/{file}.toml", env!("CARGO_MANIFEST_DIR"));
    let reading = read(&std::fs::read(path).expect("the file is there"));
    reading.questionnaire.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

fn both() -> [Questionnaire; 2] {
    [questionnaire("m2s-impact-2024"), questionnaire("satisfaction-evenement")]
}

/// The fields that are written on paper.
fn written(questionnaire: &Questionnaire) -> Vec<FieldId> {
    questionnaire
        .field_ids()
        .filter(|field| questionnaire.field_variable(*field).kind != VariableType::Calculate)
        .collect()
}

fn text_area(mark: &Mark) -> Option<(RectMm, &str)> {
    let Shape::Text { x_mm, baseline_mm, size_pt, weight, text, .. } = &mark.shape else { return None };
    let em = size_pt * 0.352_78;
    let width = fonts::text_width_mm(text, *size_pt, *weight);
    Some((RectMm::new(*x_mm, baseline_mm - 0.72 * em, width, 0.92 * em), text))
}

/// Boxes to tick and cells to write into.
fn boxes(place: &Place) -> Vec<RectMm> {
    let mut areas: Vec<RectMm> = place.missing.iter().map(|choice| choice.box_mm).collect();
    match &place.answer {
        AnswerPlace::Boxes(choices) => areas.extend(choices.iter().map(|choice| choice.box_mm)),
        AnswerPlace::Comb(comb) => areas.extend(&comb.cells),
        AnswerPlace::Lines(lines) => areas.extend(lines.iter().map(|line| line.writing_area())),
    }
    areas
}

fn shrunk(area: RectMm) -> RectMm {
    area.expanded(-0.02)
}

/// All that must hold for a page whatever stands on it.
fn check_page(layout: &Layout, page: &PageLayout, overflows: bool) {
    let (width, height) = layout.size_mm;
    let paper = RectMm::new(
        MARGIN_MM,
        MARGIN_MM,
        width - 2.0 * MARGIN_MM,
        if overflows { f32::MAX } else { height - 2.0 * MARGIN_MM },
    );
    // What overflows runs into the foot of the page: that is what `overflowing` says.
    let counts = |mark: &&Mark| !(overflows && mark.owner == Owner::Page);
    let texts: Vec<_> =
        page.marks.iter().filter(counts).filter_map(|mark| Some((mark.owner, text_area(mark)?))).collect();
    for (_, (area, text)) in &texts {
        assert!(paper.holds(*area), "{text:?} leaves the margins: {area:?}");
        assert!(!text.is_empty());
    }
    let all_boxes: Vec<(FieldId, RectMm)> = page
        .places
        .iter()
        .flat_map(|place| boxes(place).into_iter().map(|area| (place.field, area)))
        .collect();
    for place in &page.places {
        assert!(
            paper.expanded(0.3).holds(place.area),
            "{:?} leaves the margins: {:?}",
            place.field,
            place.area
        );
        for area in boxes(place) {
            assert!(place.area.expanded(1.5).holds(area), "{:?}: {area:?} in {:?}", place.field, place.area);
        }
    }
    for (at, (field, area)) in all_boxes.iter().enumerate() {
        for (other, other_area) in &all_boxes[at + 1..] {
            assert!(!shrunk(*area).overlaps(shrunk(*other_area)), "boxes of {field:?} and {other:?}");
        }
    }
    for (at, (owner, (area, text))) in texts.iter().enumerate() {
        for (other, (other_area, other_text)) in &texts[at + 1..] {
            let apart = owner == other || !shrunk(*area).overlaps(shrunk(*other_area));
            assert!(apart, "{text:?} and {other_text:?} overlap");
        }
    }
    for place in &page.places {
        let AnswerPlace::Boxes(choices) = &place.answer else { continue };
        for choice in choices.iter().chain(&place.missing) {
            for (_, (area, text)) in &texts {
                assert!(!shrunk(*area).overlaps(choice.box_mm), "{text:?} stands in a box");
            }
        }
    }
}

fn check(questionnaire: &Questionnaire, language: &str) -> Layout {
    let layout = lay_out(questionnaire, language);
    assert_eq!(layout.pages.len(), questionnaire.pages.len());
    for (number, page) in layout.pages.iter().enumerate() {
        check_page(&layout, page, layout.overflowing.contains(&number));
    }
    for field in written(questionnaire) {
        let places = layout.pages.iter().flat_map(|page| &page.places).filter(|place| place.field == field);
        assert_eq!(places.count(), 1, "{}", questionnaire.field_variable(field).name);
        let (page, place) = layout.place(field).expect("a place");
        let variable = questionnaire.field_variable(field);
        assert_eq!(page, variable.page, "{}", variable.name);
        if let AnswerPlace::Boxes(choices) = &place.answer {
            let codes: Vec<_> = choices
                .iter()
                .map(|choice| match &choice.kind {
                    BoxKind::Choice(code) => code.as_str(),
                    BoxKind::Missing(_) => panic!("a missing answer among the choices of {}", variable.name),
                })
                .collect();
            let expected: Vec<_> = variable.choices.iter().map(|choice| choice.name.as_str()).collect();
            assert_eq!(codes, expected, "{}", variable.name);
        }
        let printed: Vec<_> = variable
            .missing
            .iter()
            .filter(|means| matches!(means, Missing::DontKnow | Missing::Refused))
            .map(|means| BoxKind::Missing(*means))
            .collect();
        let kinds: Vec<_> = place.missing.iter().map(|choice| choice.kind.clone()).collect();
        assert_eq!(kinds, printed, "{}", variable.name);
    }
    layout
}

/// DESIGN 4.3, 7: the shipped questionnaires fit their paper, in French and English.
#[test]
fn the_shipped_questionnaires_fit_their_pages() {
    for questionnaire in both() {
        for language in ["fr", "en"] {
            let layout = check(&questionnaire, language);
            assert_eq!(layout.overflowing, Vec::<usize>::new(), "{} {language}", questionnaire.id);
        }
    }
    assert_eq!(questionnaire("m2s-impact-2024").pages.len(), 4);
}

/// The M2S survey has the variables of its codebook, in the order of the paper (`reference/m2s.md` 2.3).
#[test]
fn the_survey_is_complete() {
    let survey = questionnaire("m2s-impact-2024");
    let names: Vec<_> = survey.variables.iter().map(|variable| variable.name.as_str()).collect();
    let expected = "num_q date_q med1 med2 ville residence lieu mode resultat info_rgpd h_deb profil sexe \
        annee_nais age sit_fam anc_m2s gir lien_aide h_aide besoin besoin_autre solution solution_txt \
        soutien logement logement_type action action_autre sortie_av sortie_ap renc_av renc_ap envie_av \
        envie_ap nouv_act nouv_type stress_evo isol_evo charge_evo lik_ecoute lik_droits lik_entraide \
        lik_quotidien lik_sante lik_espaces lik_seul_inv vie_0_10 reco change_txt amelio_txt accord_cit \
        h_fin obs_med";
    assert_eq!(names, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(survey.expected_sheet_numbers().len(), 148);
    assert_eq!(survey.format_sheet_number(37), "0037R");
    let number_of = |name: &str| survey.variable(survey.variable_by_name(name).unwrap()).number.clone();
    assert_eq!(number_of("sortie_av"), "Q16a1");
    assert_eq!(number_of("lik_seul_inv"), "Q20g");
}

/// DESIGN 7: 12 pt at least for what respondents read, 8 pt for codes and margins.
#[test]
fn questions_are_set_in_twelve_points() {
    for questionnaire in both() {
        for page in lay_out(&questionnaire, "fr").pages {
            for mark in &page.marks {
                let Shape::Text { size_pt, ink, text, .. } = &mark.shape else { continue };
                assert!(*size_pt >= 8.0, "{text:?}");
                let asked = matches!(mark.owner, Owner::Question(id, _) if id != questionnaire.sheet_number);
                assert!(!asked || *ink == Ink::Soft || *size_pt >= 12.0, "{text:?} in {size_pt} pt");
            }
        }
    }
}

/// DESIGN 7: a no-break space never breaks a line.
#[test]
fn no_line_starts_with_french_punctuation() {
    for questionnaire in both() {
        for page in lay_out(&questionnaire, "fr").pages {
            for (_, text) in page.marks.iter().filter_map(text_area) {
                // A lone "/" is a key or a separator.
                assert!(!text.starts_with([':', ';', '?', '!', '»', '\u{a0}']), "{text:?}");
            }
        }
    }
}

fn comb_of(questionnaire: &Questionnaire, name: &str) -> Comb {
    let field = questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
    match lay_out(questionnaire, "fr").place(field).map(|(_, place)| place.answer.clone()) {
        Some(AnswerPlace::Comb(comb)) => comb,
        other => panic!("{name}: {other:?}"),
    }
}

/// The characters of a comb from left to right, empty cells as `_`.
fn shown(comb: &Comb, characters: Option<Vec<(usize, char)>>) -> Option<String> {
    let mut cells = vec!['_'; comb.cells.len()];
    for (at, letter) in characters? {
        cells[at] = letter;
    }
    Some(cells.into_iter().collect())
}

/// DESIGN 7, 12: what was typed stands in the boxes of the paper.
#[test]
fn answers_stand_in_their_cells() {
    let survey = questionnaire("m2s-impact-2024");
    let card = questionnaire("satisfaction-evenement");
    let date = Value::Date(PartialDate { year: 2024, month: 11, day: 5 });
    let hours = Value::Decimal("12.5".parse().unwrap());
    let cases = [
        (&survey, "date_q", date.clone(), Some("05112024")),
        (&card, "jour", date, Some("051124")),
        (&survey, "anc_m2s", Value::Month { year: 2021, month: 3 }, Some("032021")),
        (&card, "revenir", Value::Month { year: 2026, month: 7 }, Some("07")),
        (&survey, "h_deb", Value::Time { hour: 9, minute: 5 }, Some("0905")),
        (&survey, "age", Value::Integer(68), Some("_68")),
        (&survey, "age", Value::Integer(6800), None),
        (&survey, "h_aide", hours, Some("_125")),
        (&survey, "h_aide", Value::Decimal("7".parse().unwrap()), Some("__7_")),
        (&card, "temperature", Value::Integer(-7), Some("−_7")),
        (&survey, "age", Value::Integer(-7), None),
        (&survey, "num_q", Value::Text("0037R".into()), Some("0037R")),
        (&survey, "residence", Value::Code("13".into()), Some("13")),
        (&survey, "h_fin", Value::AsWritten("14:63".into()), None),
    ];
    for (questionnaire, name, value, expected) in cases {
        let comb = comb_of(questionnaire, name);
        assert_eq!(shown(&comb, comb.written(&value)).as_deref(), expected, "{name}: {value:?}");
    }
    let typed = [
        (&survey, "date_q", "0511", Some("0511____")),
        (&survey, "date_q", "5/11/2", Some("5_112___")),
        (&survey, "h_aide", "12,5", Some("12_5")),
        (&survey, "h_aide", "12.", Some("12__")),
        (&card, "temperature", "-7", Some("−7_")),
        (&survey, "age", "1234", None),
    ];
    for (questionnaire, name, text, expected) in typed {
        let comb = comb_of(questionnaire, name);
        assert_eq!(shown(&comb, comb.typed(text)).as_deref(), expected, "{name}: {text}");
    }
}

/// One random question: its kind and shape.
#[derive(Clone, Debug)]
struct Seed {
    kind: u8,
    words: Vec<String>,
    choices: u8,
    width: u8,
    columns: u8,
    inline: bool,
    size: u8,
    missing: bool,
}

fn seed() -> impl Strategy<Value = Seed> {
    let word = "[A-Za-zéàœ’(),]{1,14}";
    (
        0..16u8,
        prop::collection::vec(word, 0..14),
        2..10u8,
        1..=12u8,
        0..5u8,
        any::<bool>(),
        1..9u8,
        any::<bool>(),
    )
        .prop_map(|(kind, words, choices, width, columns, inline, size, missing)| Seed {
            kind,
            words,
            choices,
            width,
            columns,
            inline,
            size,
            missing,
        })
}

impl Seed {
    /// The item as TOML, with its list of choices.
    fn toml(&self, at: usize) -> (String, String) {
        let label = self.words.join(" ");
        let label = if label.is_empty() { "Q".to_owned() } else { label };
        let text = format!("label = {{ fr = \"{label}\", en = \"{}\" }}\n", label.to_uppercase());
        let layout = format!(
            "appearance = \"w{}{}{}\"\n",
            self.width,
            if self.columns > 0 { format!(" columns-{}", self.columns) } else { String::new() },
            if self.inline { " inline" } else { "" },
        );
        let missing = if self.missing { "missing = [\"NSP\", \"REF\"]\n" } else { "" };
        let question = |kind: &str, more: &str| {
            format!(
                "[[page.item]]\nkind = \"question\"\nname = \"v{at}\"\nnumber = \"Q{at}\"\ntype = \"{kind}\"\n\
                 {more}{text}{layout}{missing}"
            )
        };
        let size = self.size;
        let list = format!("choices = \"list{at}\"\n");
        let row = |row: usize, names: &str| {
            format!("[[page.item.row]]\n{names}\nnumber = \"{}\"\n{text}", ["a", "b", "c"][row])
        };
        let grid = format!(
            "[[page.item]]\nkind = \"grid\"\nnumber = \"Q{at}\"\ntype = \"select_one\"\n{list}{text}{missing}"
        );
        let column = |name: &str, kind: &str, more: &str| {
            format!("[[page.item.column]]\nname = \"v{at}_{name}\"\ntype = \"{kind}\"\n{more}{text}")
        };
        let item = match self.kind {
            0 => format!("[[page.item]]\nkind = \"section\"\n{text}"),
            1 => format!("[[page.item]]\nkind = \"note\"\nappearance = \"filter w{}\"\n{text}", self.width),
            2 => format!("[[page.item]]\nkind = \"note\"\nappearance = \"framed\"\n{text}"),
            3 => question("integer", &format!("digits = {size}\n")),
            4 => question("decimal", &format!("digits = {size}\ndecimals = 2\nnegative = true\n")),
            5 => question("date", "year = \"full\"\n"),
            6 => question("time", ""),
            7 => question("month", "year = \"two\"\n"),
            8 => question("text", &format!("max_chars = 50\nlines = {}\n", size.min(3))),
            9 | 10 => question("select_one", &list),
            11 => question("select_multiple", &list),
            12 => {
                let rows: String =
                    (0..3).map(|at_row| row(at_row, &format!("name = \"v{at}_{at_row}\""))).collect();
                format!("{grid}{rows}")
            }
            13 => {
                let columns = format!(
                    "[[page.item.column]]\nnumber = \"1\"\n{text}[[page.item.column]]\nnumber = \"2\"\n{text}"
                );
                let rows: String = (0..2)
                    .map(|at_row| row(at_row, &format!("names = [\"v{at}_{at_row}a\", \"v{at}_{at_row}b\"]")))
                    .collect();
                format!("{grid}{columns}{rows}")
            }
            14 => question("integer", "negative = true\n"),
            _ => format!(
                "[[page.item]]\nkind = \"repeat\"\nname = \"v{at}\"\nnumber = \"Q{at}\"\nlines = {}\n{text}{}{}{}{}",
                size.min(4),
                column("d", "date", "year = \"full\"\n"),
                column("c", "select_one", &list),
                column("n", "integer", &format!("digits = {size}\n")),
                column("t", "text", "max_chars = 20\n"),
            ),
        };
        let choice = |code: u8| {
            let word = self.words.get(usize::from(code)).map_or("x", String::as_str);
            format!("{{ name = \"{code}\", label = {{ fr = \"{word}\", en = \"{word} {label}\" }} }}")
        };
        let choices: Vec<_> = (1..=self.choices).map(choice).collect();
        (item, format!("list{at} = [{}]\n", choices.join(", ")))
    }
}

fn random_toml(pages: &[Vec<Seed>], paper: &str) -> String {
    let (mut body, mut lists, mut at) = (String::new(), String::new(), 0);
    for (number, page) in pages.iter().enumerate() {
        body.push_str("[[page]]\n");
        if number == 0 {
            body.push_str(
                "[[page.item]]\nkind = \"question\"\nname = \"num\"\nnumber = \"N\"\ntype = \"sheet_number\"\n\
                 digits = 4\nlabel = { fr = \"N\", en = \"N\" }\n",
            );
        }
        for seed in page {
            let (item, list) = seed.toml(at);
            body.push_str(&item);
            lists.push_str(&list);
            at += 1;
        }
    }
    format!(
        "[questionnaire]\nid = \"random\"\nversion = \"1\"\ntitle = {{ fr = \"Titre – sous-titre\", en = \"Title\" }}\n\
         default_language = \"fr\"\npaper = \"{paper}\"\nsheet_number = \"num\"\n\
         [missing.NSP]\nmeans = \"dont_know\"\nkey = \"/\"\nlabel = {{ fr = \"NSP\", en = \"DK\" }}\n\
         [missing.REF]\nmeans = \"refused\"\nkey = \"*\"\nlabel = {{ fr = \"Refus\", en = \"Refused\" }}\n\
         [missing.NR]\nmeans = \"blank\"\nkey = \".\"\nlabel = {{ fr = \"Vide\", en = \"Blank\" }}\n\
         [missing.ILL]\nmeans = \"illegible\"\nkey = \"-\"\nlabel = {{ fr = \"Illisible\", en = \"Illegible\" }}\n\
         [choices]\n{lists}{body}"
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// DESIGN 4.3: whatever a questionnaire holds, its page is laid out with every answer in its place
    /// and nothing over anything else.
    #[test]
    fn any_questionnaire_is_laid_out(
        pages in prop::collection::vec(prop::collection::vec(seed(), 1..14), 1..3),
        paper in prop::sample::select(vec!["A4", "A5", "Letter"]),
    ) {
        let toml = random_toml(&pages, paper);
        let reading = read(toml.as_bytes());
        let questionnaire = reading.questionnaire.unwrap_or_else(|| panic!("{:#?}\n{toml}", reading.diagnostics));
        check(&questionnaire, "fr");
        check(&questionnaire, "en");
    }
}
