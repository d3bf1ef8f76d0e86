//! `recto pair`: sheets that look mispaired, listed with their evidence; accepted, refused, taken back.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::common::{choose_questionnaire, close_study, failure, open_study, open_study_to_read};
use super::{Failure, Outcome};
use crate::compare::compare;
use crate::compare::proposals::{Likeness, Link, Proposal, Proposals, proposals, said};
use crate::study::{Declaration, Matching, Pass, Said, Snapshot, Study, matchings};
use crate::text;
use crate::texts::{Language, date};

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
    /// Accept the proposal with this code
    #[arg(long, value_name = "ID", conflicts_with_all = ["refuse", "undo"])]
    accept: Option<String>,
    /// Which of its ways, from 1; the first is the likeliest
    #[arg(long, value_name = "N", requires = "accept", default_value_t = 1)]
    way: usize,
    /// Refuse the proposal with this code: the sheets stay as they were keyed
    #[arg(long, value_name = "ID", conflicts_with = "undo")]
    refuse: Option<String>,
    /// Take back what was decided on the proposal with this code
    #[arg(long, value_name = "ID")]
    undo: Option<String>,
    /// Who decides
    #[arg(long)]
    operator: Option<String>,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    if arguments.accept.is_none() && arguments.refuse.is_none() && arguments.undo.is_none() {
        let study = open_study_to_read(&arguments.study, language)?;
        return show(&study, &arguments, language);
    }
    let Some(operator) = &arguments.operator else {
        return Err(Failure::Usage(text!(language, "pairing-who")));
    };
    let mut study = open_study(&arguments.study, language)?;
    let done = decide(&mut study, &arguments, operator, language);
    close_study(study, language)?;
    println!("{}", done?);
    Ok(())
}

fn decide(
    study: &mut Study,
    arguments: &Arguments,
    operator: &str,
    language: Language,
) -> Result<String, Failure> {
    let fail = |error| failure(&error, language);
    let questionnaire = choose_questionnaire(study, arguments.questionnaire.as_deref(), language)?;
    let snapshot = study.snapshot(&questionnaire.id).map_err(fail)?;
    let (said, sentence) = if let Some(id) = &arguments.undo {
        let newest =
            matchings(&snapshot.declarations).filter(|(_, matching)| matching.proposal == *id).last();
        let Some((declaration, _)) = newest else {
            return Err(Failure::Input(text!(language, "pairing-nothing-to-undo", id = id.as_str())));
        };
        (Said::Withdrawn { declaration: declaration.id }, text!(language, "pairing-undone"))
    } else {
        let (matching, sentence) = answer(&snapshot, arguments, language)?;
        (Said::Matched(matching), sentence)
    };
    let operator = study.operator(operator).map_err(fail)?.id;
    study.declare(&questionnaire.id, operator, &[(None, said)]).map_err(fail)?;
    Ok(sentence)
}

/// What is declared on a proposal, and the sentence that says so.
fn answer(
    snapshot: &Snapshot,
    arguments: &Arguments,
    language: Language,
) -> Result<(Matching, String), Failure> {
    let proposed = proposals(snapshot, &compare(snapshot));
    let id = arguments.accept.as_ref().or(arguments.refuse.as_ref()).map_or("", String::as_str);
    let Some(proposal) = proposed.open.iter().find(|proposal| proposal.id == id) else {
        return Err(Failure::Input(text!(language, "pairing-no-such", id = id)));
    };
    if arguments.refuse.is_some() {
        return Ok((proposal.refused(), text!(language, "pairing-refused")));
    }
    let at = arguments.way.wrapping_sub(1);
    match (proposal.accepted(at), proposal.ways.get(at)) {
        (Some(matching), Some(way)) => {
            Ok((matching, text!(language, "pairing-accepted", way = way.text(snapshot, language))))
        }
        _ => {
            let ways = proposal.ways.len();
            Err(Failure::Usage(text!(language, "pairing-no-such-way", id = id, ways = ways)))
        }
    }
}

fn show(study: &Study, arguments: &Arguments, language: Language) -> Outcome {
    let questionnaire = choose_questionnaire(study, arguments.questionnaire.as_deref(), language)?;
    let snapshot = study.snapshot(&questionnaire.id).map_err(|error| failure(&error, language))?;
    let proposed = proposals(&snapshot, &compare(&snapshot));
    if arguments.json {
        println!("{:#}", document(&snapshot, &proposed));
        return Ok(());
    }
    if proposed.open.is_empty() {
        println!("{}", text!(language, "pairing-none"));
    } else {
        println!("{}", text!(language, "pairing-count", count = proposed.open.len()));
    }
    for proposal in &proposed.open {
        println!("\n{}  {}", proposal.id, proposal.title(language));
        for sentence in proposal.evidence(&snapshot, proposed.chance, language) {
            println!("  {sentence}");
        }
        for (at, way) in proposal.ways.iter().enumerate() {
            println!("  --way {}: {}", at + 1, way.text(&snapshot, language));
        }
    }
    if !proposed.alone.is_empty() {
        let numbers: Vec<&str> = proposed.alone.iter().map(|(number, _)| number.as_str()).collect();
        println!("\n{}", text!(language, "pairing-alone", numbers = numbers.join(" ")));
    }
    say_decided(&snapshot, language);
    Ok(())
}

fn say_decided(snapshot: &Snapshot, language: Language) {
    let mut decided = matchings(&snapshot.declarations).peekable();
    if decided.peek().is_some() {
        println!("\n{}", text!(language, "pairing-decided"));
    }
    for (declaration, matching) in decided {
        let state = if matching.is_refusal() { "pairing-state-refused" } else { "pairing-state-accepted" };
        let day = date(language, declaration.at.to_zoned(jiff::tz::TimeZone::UTC).date());
        let title = said::title(&matching.what, &matching.numbers, language);
        let (id, name, state) =
            (matching.proposal.as_str(), operator(snapshot, declaration), text!(language, state));
        println!(
            "{}",
            text!(
                language,
                "pairing-decided-line",
                id = id,
                title = title,
                state = state,
                name = name,
                date = day
            )
        );
    }
}

fn operator(snapshot: &Snapshot, declaration: &Declaration) -> String {
    let found = snapshot.operators.iter().find(|operator| operator.id == declaration.operator);
    found.map_or_else(String::new, |operator| operator.name.clone())
}

/// The document of `--json`; its field names are fixed.
fn document(snapshot: &Snapshot, proposed: &Proposals) -> Value {
    let decided = matchings(&snapshot.declarations).map(|(declaration, matching)| {
        json!({
            "id": matching.proposal,
            "what": matching.what,
            "state": if matching.is_refusal() { "refused" } else { "accepted" },
            "numbers": matching.numbers,
            "moves": moves(snapshot, &matching.moves),
            "merged": matching.merged.is_some(),
            "operator": operator(snapshot, declaration),
            "at": declaration.at.to_string(),
        })
    });
    let alone = proposed.alone.iter().map(|(number, at)| {
        json!({ "sheet": number, "pass": snapshot.keying(*at).map(|keying| pass(keying.pass)) })
    });
    json!({
        "by_chance": { "share": rounded(proposed.chance.share), "pairs": proposed.chance.pairs },
        "proposals": proposed.open.iter().map(|one| described(snapshot, one)).collect::<Vec<_>>(),
        "alone": alone.collect::<Vec<_>>(),
        "decided": decided.collect::<Vec<_>>(),
    })
}

fn described(snapshot: &Snapshot, proposal: &Proposal) -> Value {
    let ways = proposal.ways.iter().enumerate().map(|(at, way)| {
        json!({
            "way": at + 1,
            "does": way.text(snapshot, Language::English),
            "moves": moves(snapshot, &way.moves),
            "merges": way.merged.is_some(),
        })
    });
    json!({
        "id": proposal.id,
        "what": proposal.what.name(),
        "numbers": proposal.numbers,
        "links": proposal.links.iter().map(|link| linked(snapshot, link)).collect::<Vec<_>>(),
        "ways": ways.collect::<Vec<_>>(),
    })
}

fn linked(snapshot: &Snapshot, link: &Link) -> Value {
    let pass_of = |at: usize| snapshot.keying(at).map(|keying| pass(keying.pass));
    json!({
        "numbers": link.numbers,
        "passes": [pass_of(link.one), pass_of(link.other)],
        "agree": link.likeness.agree,
        "comparable": link.likeness.comparable,
        "log10_likelihood_ratio": rounded(link.likeness.weight / std::f64::consts::LN_10),
        "next_best": link.next.map(counted),
        "as_keyed": link.now.map(|now| now.map(counted)),
        "number_error": link.error.map(|error| error.name()),
    })
}

fn counted(likeness: Likeness) -> Value {
    json!({ "agree": likeness.agree, "comparable": likeness.comparable })
}

fn moves(snapshot: &Snapshot, moves: &[crate::study::Move]) -> Vec<Value> {
    let moved = moves.iter().map(|one| {
        let keying = snapshot.keyings.iter().find(|keying| keying.id.0 == one.keying);
        json!({
            "keying": one.keying.to_string(),
            "keyed_as": keying.map(|keying| keying.number.as_str()),
            "pass": keying.map(|keying| pass(keying.pass)),
            "counts_as": one.number,
        })
    });
    moved.collect()
}

fn pass(pass: Pass) -> &'static str {
    match pass {
        Pass::First => "first",
        Pass::Second => "second",
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
