//! The study as a funder may see it. Both keyings are kept, so that what is open stays open and no side is
//! picked; nothing in it leads back to a sheet but the study's own list of pseudonyms.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use crate::compare::final_record::{FinalRecord, final_records};
use crate::compare::{Comparison, Standing};
use crate::export::ExportError;
use crate::questionnaire::cells::BOX_SEPARATOR;
use crate::questionnaire::expression::{Scope, applicable_fields};
use crate::questionnaire::*;
use crate::study::{Counted, Keying, KeyingId, Operator, OperatorId, Resolution, Snapshot, Target};
use crate::text;
use crate::texts::Language;

/// The code of places that are too small to be named.
const OTHER_SITE: &str = "other";

/// Writes the study again for a funder.
pub fn for_funder(snapshot: &Snapshot, comparison: &Comparison) -> Result<Snapshot, ExportError> {
    super::refuse_unclassified(&snapshot.questionnaire)?;
    let sheets: HashMap<String, FinalRecord> =
        final_records(snapshot, comparison).map(|sheet| (sheet.number.clone(), sheet)).collect();
    let plan = Plan::of(snapshot, &sheets);
    let mut operators = Vec::new();
    let mut keyings = Vec::new();
    let counted = Counted::of(&snapshot.declarations);
    for (_, keying) in snapshot.all_keyings().filter(|(_, keying)| keying.finished.is_some()) {
        let Some(number) = counted.number(keying.id, &keying.number) else { continue };
        let Some(sheet) = sheets.get(number) else { continue };
        let number = pseudonym(snapshot, number)?;
        keyings.push(plan.keying(snapshot, sheet, keying, number));
    }
    let due = plan.due(snapshot, &sheets)?;
    keyings.sort_by(|left, right| (&left.number, left.pass).cmp(&(&right.number, right.pass)));
    for (at, keying) in keyings.iter_mut().enumerate() {
        keying.id = KeyingId(Uuid::from_u128(at as u128 + 1));
        keying.operator = unnamed(&mut operators, keying.operator);
    }
    let mut resolutions = Vec::new();
    for resolution in &snapshot.resolutions {
        let Some(sheet) = sheets.get(&resolution.number) else { continue };
        if let Some(target) = plan.target(snapshot, sheet, &resolution.target) {
            let number = pseudonym(snapshot, &resolution.number)?.to_owned();
            let operator = unnamed(&mut operators, resolution.operator);
            let (at, reason) = (day(resolution.at), String::new());
            resolutions.push(Resolution { number, target, operator, at, reason, ..resolution.clone() });
        }
    }
    // Stable: of one sheet, the newest decision stays the newest.
    resolutions.sort_by(|left, right| left.number.cmp(&right.number));
    for (at, resolution) in resolutions.iter_mut().enumerate() {
        resolution.id = Uuid::from_u128(at as u128 + 1);
    }
    let operators = operators.iter().enumerate().map(|(at, _)| unnamed_operator(at)).collect();
    Ok(Snapshot {
        operators,
        keyings: keyings.into(),
        resolutions,
        due,
        plan: snapshot.plan.clone(),
        last_entry: snapshot.last_entry.map(day),
        ..Snapshot::empty(Arc::new(plan.questionnaire))
    })
}

fn pseudonym<'a>(snapshot: &'a Snapshot, number: &str) -> Result<&'a str, ExportError> {
    snapshot.safeguards.pseudonyms.get(number).map(String::as_str).ok_or(ExportError::NoPseudonyms)
}

/// Operators by the order they are met in, which is that of random numbers.
fn unnamed(met: &mut Vec<OperatorId>, id: OperatorId) -> OperatorId {
    let at = met.iter().position(|other| *other == id).unwrap_or_else(|| {
        met.push(id);
        met.len() - 1
    });
    unnamed_operator(at).id
}

fn unnamed_operator(at: usize) -> Operator {
    Operator { id: OperatorId(Uuid::from_u128(at as u128 + 1)), name: (at + 1).to_string() }
}

/// Midnight of the day: times of entries say who worked when.
fn day(at: Timestamp) -> Timestamp {
    let utc = at.to_zoned(jiff::tz::TimeZone::UTC);
    utc.start_of_day().map_or(at, |midnight| midnight.timestamp())
}

/// What becomes of each variable.
struct Plan {
    questionnaire: Questionnaire,
    /// By old variable: its new place; `None` where it is left out.
    kept: Vec<Option<VariableId>>,
    /// By old variable: the code that stands for a place.
    sites: HashMap<u16, BTreeMap<String, String>>,
    consent: Option<(FieldId, String)>,
}

impl Plan {
    fn of(snapshot: &Snapshot, sheets: &HashMap<String, FinalRecord>) -> Self {
        let old = &*snapshot.questionnaire;
        let consent = old.variables.iter().enumerate().find_map(|(at, variable)| {
            let yes = variable.protection.yes.clone()?;
            let field = old.field_of(VariableId(at as u16), 0)?;
            (variable.protection.privacy == Privacy::Consent).then_some((field, yes))
        });
        let leaves = |variable: &Variable| match variable.protection.privacy {
            _ if matches!(variable.kind, VariableType::SheetNumber { .. }) => true,
            Privacy::Identifying | Privacy::Unclassified => false,
            Privacy::FreeText => consent.is_some(),
            Privacy::Plain | Privacy::Sensitive | Privacy::Consent => true,
        };
        let mut kept = Vec::new();
        let mut variables = Vec::new();
        let mut sites = HashMap::new();
        for (at, variable) in old.variables.iter().enumerate() {
            kept.push(leaves(variable).then_some(VariableId(variables.len() as u16)));
            if leaves(variable) {
                let codes = coarser_sites(snapshot, VariableId(at as u16), sheets);
                variables.push(coarser(old, variable, codes.as_ref()));
                sites.extend(codes.map(|codes| (at as u16, codes)));
            }
        }
        let questionnaire = smaller(old, variables, &kept);
        Self { questionnaire, kept, sites, consent }
    }

    fn keying(&self, snapshot: &Snapshot, sheet: &FinalRecord, keying: &Keying, number: &str) -> Keying {
        let old = &*snapshot.questionnaire;
        let mut record = Record::empty(&self.questionnaire);
        let applicable = applicable_fields(old, &sheet.record, sheet.today);
        for field in old.field_ids() {
            let Some(to) = self.field(old, field) else { continue };
            let answer = keying.record.answer(field);
            let place = record.field_mut(to);
            place.answer = if Some(field) == old.sheet_number_field() {
                Answer::Value(Value::Text(number.to_owned()))
            } else if sheet.by_filter.contains(&field)
                || *answer == Answer::NotKeyed
                    && !applicable.get(usize::from(field.0)).copied().unwrap_or(true)
            {
                // The filters themselves are left out: they may read what is left out.
                Answer::NotApplicable
            } else {
                self.answer(snapshot, sheet, old.field(field).variable, answer)
            };
            place.kept = keying.record.field(field).kept;
        }
        self.calculate(old, sheet, &mut record);
        Keying {
            number: number.to_owned(),
            version: self.questionnaire.version.clone(),
            started: day(keying.started),
            last_entry: day(keying.last_entry),
            finished: keying.finished.map(day),
            note: None,
            first_readings: Vec::new(),
            record: record.into(),
            ..keying.clone()
        }
    }

    /// Calculations become numbers: what they are computed from may be left out.
    fn calculate(&self, old: &Questionnaire, sheet: &FinalRecord, record: &mut Record) {
        for (at, variable) in old.variables.iter().enumerate() {
            let (Some(calculation), Some(new)) = (&variable.calculation, self.kept[at]) else { continue };
            let applicable = applicable_fields(old, &sheet.record, sheet.today);
            let scope = Scope {
                questionnaire: old,
                record: &sheet.record,
                applicable: &applicable,
                field: None,
                today: sheet.today,
            };
            let number = calculation.number(&scope).and_then(|number| number.to_string().parse().ok());
            if let Some(field) = self.questionnaire.field_of(new, 0) {
                record.field_mut(field).answer =
                    number.map_or(Answer::NotApplicable, |number| Answer::Value(Value::Decimal(number)));
            }
        }
    }

    /// What settled filters ask and nobody read, in the fields that leave: it stays open.
    fn due(
        &self,
        snapshot: &Snapshot,
        sheets: &HashMap<String, FinalRecord>,
    ) -> Result<Vec<(String, FieldId)>, ExportError> {
        let mut due = Vec::new();
        for sheet in sheets.values() {
            let number = pseudonym(snapshot, &sheet.number)?;
            let leaves = |field: &&FieldId| {
                let privacy = snapshot.questionnaire.field_variable(**field).protection.privacy;
                sheet.standing(**field) == Standing::Open
                    && (privacy != Privacy::FreeText || self.may_quote(sheet))
            };
            let open = sheet.due.iter().filter(leaves);
            let open = open.filter_map(|field| self.field(&snapshot.questionnaire, *field));
            due.extend(open.map(|field| (number.to_owned(), field)));
        }
        due.sort();
        Ok(due)
    }

    fn field(&self, old: &Questionnaire, field: FieldId) -> Option<FieldId> {
        let Field { variable, line } = old.field(field);
        self.questionnaire.field_of(self.kept[usize::from(variable.0)]?, line)
    }

    /// The answer made coarser.
    fn answer(&self, snapshot: &Snapshot, sheet: &FinalRecord, id: VariableId, answer: &Answer) -> Answer {
        let variable = snapshot.questionnaire.variable(id);
        if variable.protection.privacy == Privacy::FreeText && !self.may_quote(sheet) {
            return Answer::NotApplicable;
        }
        let Answer::Value(value) = answer else { return answer.clone() };
        let nothing = Answer::Missing(Missing::EmptyInFile);
        let code =
            |code: Option<String>| code.map_or(nothing.clone(), |code| Answer::Value(Value::Code(code)));
        match value {
            Value::AsWritten(text) if variable.kind == VariableType::SelectMultiple => {
                Answer::Value(Value::AsWritten(only_boxes(text)))
            }
            // What was written where the question cannot take it is open words whatever the question is.
            Value::AsWritten(_) => nothing,
            Value::Integer(number) if !variable.protection.bands.is_empty() => {
                code(variable.protection.band(*number))
            }
            Value::Date(date) => Answer::Value(Value::Month { year: date.year, month: date.month }),
            Value::Code(site) if variable.protection.site.is_some() => {
                code(self.sites.get(&id.0).and_then(|codes| codes.get(site)).cloned())
            }
            other => Answer::Value(other.clone()),
        }
    }

    /// Only a settled yes is a yes.
    fn may_quote(&self, sheet: &FinalRecord) -> bool {
        self.consent.as_ref().is_some_and(|(field, yes)| {
            sheet.standing(*field) != Standing::Open
                && matches!(sheet.record.answer(*field), Answer::Value(Value::Code(code)) if code == yes)
        })
    }

    fn target(&self, snapshot: &Snapshot, sheet: &FinalRecord, target: &Target) -> Option<Target> {
        let id = |name: &str| {
            let id = snapshot.questionnaire.variable_by_name(name)?;
            self.kept[usize::from(id.0)].map(|_| id)
        };
        match target {
            Target::Field { variable, line, answer } => {
                let answer = self.answer(snapshot, sheet, id(variable)?, answer);
                Some(Target::Field { variable: variable.clone(), line: *line, answer })
            }
            Target::Box { variable, .. } => id(variable).map(|_| target.clone()),
            Target::KeepCheck { .. } => None,
        }
    }
}

/// Of boxes kept as written, those that are ticked or not; what else was written stays behind.
fn only_boxes(text: &str) -> String {
    let boxes = text.split(BOX_SEPARATOR).map(|part| if ["0", "1"].contains(&part) { part } else { "" });
    boxes.collect::<Vec<_>>().join(&BOX_SEPARATOR.to_string())
}

/// The variable as it leaves: what it asks stays, what it takes is coarser.
fn coarser(old: &Questionnaire, variable: &Variable, sites: Option<&BTreeMap<String, String>>) -> Variable {
    let mut new = Variable {
        relevant: None,
        constraint: None,
        choice_filter: None,
        calculation: None,
        page: 0,
        ..variable.clone()
    };
    let bands = variable.protection.band_codes();
    match &variable.kind {
        VariableType::Integer { .. } if !bands.is_empty() => {
            new.kind = VariableType::SelectOne;
            let last = bands.len() - 1;
            new.choices = bands.iter().enumerate().map(|(at, code)| band_choice(code, at == last)).collect();
        }
        VariableType::Date { .. } => new.kind = VariableType::Month { year: YearStyle::Full },
        VariableType::Calculate => {
            new.kind = VariableType::Decimal { digits: 0, decimals: 9, negative: true };
        }
        VariableType::SheetNumber { digits, .. } => {
            new.kind = VariableType::SheetNumber { digits: *digits, check_letters: String::new() };
        }
        _ => {}
    }
    if let Some(sites) = sites {
        new.choices = site_choices(old, variable, sites);
    }
    new
}

fn in_both_languages(write: impl Fn(Language) -> String) -> Text {
    Text(Language::ALL.into_iter().map(|language| (language.code().to_owned(), write(language))).collect())
}

fn choice(name: &str, label: Text) -> Choice {
    Choice { name: name.to_owned(), label, exclusive: false, filter: BTreeMap::new() }
}

fn band_choice(code: &str, is_last: bool) -> Choice {
    let label = in_both_languages(|language| match code.rsplit_once('-') {
        _ if is_last => text!(language, "export-band-above", from = code.trim_end_matches('+')),
        Some(("", to)) => text!(language, "export-band-below", to = to),
        Some((from, to)) => text!(language, "export-band", from = from, to = to),
        None => code.to_owned(),
    });
    choice(code, label)
}

/// By code of a place: what stands for it. A place of which fewer sheets than the threshold speak is not
/// named, nor the next larger ones until together they reach it.
fn coarser_sites(
    snapshot: &Snapshot,
    id: VariableId,
    sheets: &HashMap<String, FinalRecord>,
) -> Option<BTreeMap<String, String>> {
    let variable = snapshot.questionnaire.variable(id);
    let site = variable.protection.site.as_ref()?;
    let larger = |choice: &Choice| match site {
        Site::Itself => choice.name.clone(),
        Site::Column(column) => choice.filter.get(column).cloned().unwrap_or_default(),
    };
    let mut codes: BTreeMap<String, String> =
        variable.choices.iter().map(|choice| (choice.name.clone(), larger(choice))).collect();
    let mut counts: BTreeMap<&String, u32> = codes.values().map(|code| (code, 0)).collect();
    for field in snapshot.questionnaire.place(id).fields() {
        for sheet in sheets.values() {
            if let Answer::Value(Value::Code(code)) = sheet.record.answer(field)
                && let Some(count) = codes.get(code).and_then(|larger| counts.get_mut(larger))
            {
                *count += 1;
            }
        }
    }
    let mut by_size: Vec<(u32, String)> =
        counts.into_iter().map(|(code, count)| (count, code.clone())).collect();
    by_size.sort();
    let (mut hidden, mut people) = (Vec::new(), 0);
    for (count, code) in by_size {
        if count >= snapshot.safeguards.small_cells
            && (hidden.is_empty() || people >= snapshot.safeguards.small_cells)
        {
            break;
        }
        people += count;
        hidden.push(code);
    }
    for larger in codes.values_mut().filter(|larger| hidden.contains(larger)) {
        *larger = OTHER_SITE.to_owned();
    }
    Some(codes)
}

fn site_choices(old: &Questionnaire, variable: &Variable, sites: &BTreeMap<String, String>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for code in variable.choices.iter().filter_map(|choice| sites.get(&choice.name)) {
        if choices.iter().any(|choice| choice.name == *code) {
            continue;
        }
        let label = match (&variable.protection.site, code.as_str()) {
            (_, OTHER_SITE) => in_both_languages(|language| text!(language, "export-site-other")),
            (Some(Site::Itself), _) => {
                variable.choice(code).map(|choice| choice.label.clone()).unwrap_or_default()
            }
            _ => label_elsewhere(old, variable, sites, code),
        };
        choices.push(choice(code, label));
    }
    // It comes last whichever place it stands for first.
    choices.sort_by_key(|choice| choice.name == OTHER_SITE);
    choices
}

/// The label of a larger place: that of the variable whose answers the list's column names.
fn label_elsewhere(
    old: &Questionnaire,
    variable: &Variable,
    sites: &BTreeMap<String, String>,
    code: &str,
) -> Text {
    let named = |other: &&Variable| {
        let all = sites.values().filter(|code| *code != OTHER_SITE);
        other.name != variable.name
            && other.protection.site.is_some()
            && all.into_iter().all(|code| other.choice(code).is_some())
    };
    let found = old.variables.iter().find(named).and_then(|other| other.choice(code));
    found.map_or_else(|| in_both_languages(|_| code.to_owned()), |choice| choice.label.clone())
}

/// The questionnaire with these variables, one page, no filters, checks or indicators: they may read what
/// is left out.
fn smaller(old: &Questionnaire, mut variables: Vec<Variable>, kept: &[Option<VariableId>]) -> Questionnaire {
    let mut repeats: Vec<Repeat> = Vec::new();
    let mut places_of_repeats: Vec<Option<usize>> = Vec::new();
    for repeat in &old.repeats {
        let columns: Vec<VariableId> =
            repeat.columns.iter().filter_map(|column| kept[usize::from(column.0)]).collect();
        places_of_repeats.push((!columns.is_empty()).then_some(repeats.len()));
        if !columns.is_empty() {
            repeats.push(Repeat { columns, relevant: None, ..repeat.clone() });
        }
    }
    let mut fields = Vec::new();
    let mut places = vec![Place::Nowhere; variables.len()];
    let mut items = Vec::new();
    let mut laid = vec![false; repeats.len()];
    for (at, variable) in variables.iter_mut().enumerate() {
        let id = VariableId(at as u16);
        variable.repeat = variable.repeat.and_then(|repeat| places_of_repeats[repeat]);
        let Some(repeat) = variable.repeat else {
            places[at] = Place::Single(FieldId(fields.len() as u16));
            fields.push(Field { variable: id, line: 0 });
            items.push(Item::Question(id));
            continue;
        };
        if std::mem::replace(&mut laid[repeat], true) {
            continue;
        }
        items.push(Item::Repeat(repeat));
        let Repeat { columns, lines, .. } = &repeats[repeat];
        for (column, id) in columns.iter().enumerate() {
            let first = FieldId((fields.len() + column) as u16);
            places[usize::from(id.0)] = Place::Lines { first, step: columns.len() as u16, lines: *lines };
        }
        for line in 1..=*lines {
            fields.extend(columns.iter().map(|id| Field { variable: *id, line }));
        }
    }
    Questionnaire {
        sheet_number: kept[usize::from(old.sheet_number.0)].unwrap_or(VariableId(0)),
        sheets: None,
        evaluation_order: (0..variables.len() as u16).map(VariableId).collect(),
        variables,
        fields,
        places,
        respondents: None,
        pages: vec![Page { items }],
        repeats,
        checks: Vec::new(),
        indicators: Vec::new(),
        source: String::new(),
        ..old.clone()
    }
}
