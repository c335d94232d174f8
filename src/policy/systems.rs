//! Marking systems that a policy declares: the same things that `src/systems/*.toml` declare, in the same words.
use super::defect::{PolicyError, Problem};
use super::json::Json;
use super::shape::{MAX_MESSAGE_CHARS, MAX_TITLE_CHARS, Shape, optional, required};
use crate::marking::compile::{DeclarationError, compile};
use crate::marking::declaration::System;
use crate::text::fold_tables;
use Shape::{Choice, Flag, Id, List, Localised, Object, Rank, Text};

/// The key of the policy.
pub(super) const KEY: &str = "systems";

/// Most systems of a policy.
pub const MAX_SYSTEMS: usize = 16;
/// Most levels of a system.
pub const MAX_LEVELS: usize = 32;
/// Most ways to write one level, and most portion marks of one: a label has a GUID for each of its sublabels.
pub const MAX_FORMS: usize = 100;
/// Most controls of a system, and most labels of fields.
pub const MAX_CONTROLS: usize = 200;
/// Most supports, confusers or language words of a system.
pub const MAX_COMPANIONS: usize = 500;
/// Longest form, label or companion, in characters.
pub const MAX_FORM_CHARS: usize = 120;
/// Most forms, labels and companions of all systems together: every guarded frame sorts them when it is armed.
pub const MAX_PHRASES: usize = 4000;

const WORDS: Shape = List { of: &Text(MAX_FORM_CHARS), most: MAX_COMPANIONS };

/// One marking system.
pub(super) static SYSTEM: Shape = Object(&[
    required("id", Id, "Names the system in rules and findings. Not the id of one that ships."),
    optional("jurisdiction", Text(MAX_TITLE_CHARS), "Country (ISO 3166-1 alpha-2) or organisation whose system it is."),
    required("title", Localised(&Text(MAX_TITLE_CHARS)), "What the person reads as the system's title."),
    optional(
        "sources",
        List { of: &Text(MAX_MESSAGE_CHARS), most: MAX_LEVELS },
        "Where this is written down. For administrators.",
    ),
    optional(
        "grammars",
        List {
            of: &Choice(&[
                ("capco", "LEVEL//CONTROL/CONTROL, and (S//NF) in the middle of text."),
                ("star-period", "密级★保密期限."),
                ("authority-block", "Who classified it, why and until when."),
            ]),
            most: 3,
        },
        "Grammars that its markings follow besides the general ones: own line, field, brackets, repeated line.",
    ),
    required("levels", List { of: &LEVEL, most: MAX_LEVELS }, "Its levels, lowest first."),
    optional(
        "controls",
        List { of: &CONTROL, most: MAX_CONTROLS },
        "What may stand with a level: caveats, handling instructions.",
    ),
    optional("fields", List { of: &FIELD, most: MAX_CONTROLS }, "Labels before a level."),
    optional(
        "supports",
        WORDS,
        "Neighbours that make a level more likely a marking, and one of this system. # is a number.",
    ),
    optional("confusers", WORDS, "Phrases that contain a form and are no marking."),
    optional(
        "language_words",
        WORDS,
        "Everyday words of the language of its documents, to tell systems with the same words apart.",
    ),
]);

static LEVEL: Shape = Object(&[
    required("name", Text(MAX_FORM_CHARS), "In the system's own words."),
    required("rank", Rank, "Comparable among systems."),
    optional("title", Localised(&Text(MAX_TITLE_CHARS)), "What the person reads. The name where absent."),
    required("forms", List { of: &FORM, most: MAX_FORMS }, "How it is written out."),
    optional(
        "portions",
        List { of: &Text(MAX_FORM_CHARS), most: MAX_FORMS },
        "How it is written in brackets before a paragraph.",
    ),
]);

static FORM: Shape = Object(&[
    required("text", Text(MAX_FORM_CHARS), "As it is printed. In capitals only: it is expected in capitals."),
    optional(
        "stands",
        Choice(&[
            ("anywhere", "Unmistakable wherever it stands."),
            ("line", "On a line of its own, or with controls. This where absent."),
            ("confirmed", "As line, and confirmed by something else: for everyday words."),
            ("supported", "As confirmed, and only near a support, field or language word of this system."),
            ("field", "Only after one of this system's labels."),
        ]),
        "The weakest position in which this alone is a marking.",
    ),
]);

static CONTROL: Shape = Object(&[
    required("name", Text(MAX_FORM_CHARS), "Its long form, as it is printed."),
    optional("portion", Text(MAX_FORM_CHARS), "Short form in portion marks."),
    optional("forms", List { of: &Text(MAX_FORM_CHARS), most: MAX_FORMS }, "Other ways to write it."),
    optional("meaning", Text(MAX_MESSAGE_CHARS), "What it means, in English."),
    optional("raises_to", Rank, "A level below this rank is raised to it."),
    optional("alone", Flag, "Whether it marks a document without any level."),
    optional("open", Flag, "Whether free text may follow."),
]);

static FIELD: Shape = Object(&[
    required("label", Text(MAX_FORM_CHARS), "Without the colon or equals sign."),
    optional("metadata", Flag, "Whether a program writes it: it may stand anywhere on a line."),
    optional("authority", Rank, "For a label of an authority block: the rank that the block at least implies."),
]);

/// What a system in a policy may leave out and one that ships may not.
const LEFT_OUT: [(&str, Json); 2] =
    [("sources", Json::Array(Vec::new())), ("jurisdiction", Json::String(String::new()))];

/// The blob of the systems that a checked policy declares, empty where it declares none.
pub(super) fn compile_declared(policy: &Json) -> Result<Vec<u8>, Vec<PolicyError>> {
    let systems = declared(policy).map_err(|why| {
        vec![PolicyError { at: format!("/{KEY}"), problem: Problem::Value, message: why, suggestion: None }]
    })?;
    if systems.is_empty() {
        return Ok(Vec::new());
    }
    let phrases: usize = systems.iter().map(phrases_of).sum();
    if phrases > MAX_PHRASES {
        let message =
            format!("the systems have {phrases} forms, labels and companions, of at most {MAX_PHRASES} in all");
        return Err(vec![PolicyError { at: format!("/{KEY}"), problem: Problem::TooLarge, message, suggestion: None }]);
    }
    compile(&systems, &fold_tables()).map_err(|defects| {
        let told = defects.into_iter().map(|DeclarationError { system, at, message }| PolicyError {
            at: format!("/{KEY}/{system}{at}"),
            problem: Problem::Value,
            message,
            suggestion: None,
        });
        told.collect()
    })
}

fn phrases_of(system: &System) -> usize {
    let levels: usize = system.levels.iter().map(|level| level.forms.len() + level.portions.len()).sum();
    let controls: usize = system.controls.iter().map(|control| control.forms.len() + 2).sum();
    let companions = system.supports.len() + system.confusers.len() + system.language_words.len();
    levels + controls + system.fields.len() + companions
}

/// The declarations in the type of those that ship. An error is a difference between the shape and the type, which a
/// test excludes.
fn declared(policy: &Json) -> Result<Vec<System>, String> {
    let systems = policy.get(KEY).map(Json::items).unwrap_or_default().iter().map(|system| {
        let Json::Object(members) = in_both_languages(system) else { return system.clone() };
        let missing = LEFT_OUT.into_iter().filter(|(key, _)| !members.iter().any(|(member, _)| member == key));
        let missing: Vec<_> = missing.map(|(key, value)| (key.to_owned(), value)).collect();
        Json::Object(members.into_iter().chain(missing).collect())
    });
    let text = serde_json::to_string(&Json::Array(systems.collect())).map_err(|why| why.to_string())?;
    serde_json::from_str(&text).map_err(|why| why.to_string())
}

/// The same, every title in the form that the files of the shipped systems have.
fn in_both_languages(json: &Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.iter().map(in_both_languages).collect()),
        Json::Object(members) => Json::Object(
            members
                .iter()
                .map(|(key, value)| (key.clone(), if key == "title" { title(value) } else { in_both_languages(value) }))
                .collect(),
        ),
        other => other.clone(),
    }
}

/// A title said once or by language; a language that is missing reads the other.
fn title(said: &Json) -> Json {
    let (en, zh) = (said.get("en"), said.get("zh_CN"));
    let or = |first: Option<&Json>, second: Option<&Json>| first.or(second).unwrap_or(said).clone();
    Json::Object(vec![("en".to_owned(), or(en, zh)), ("zh_cn".to_owned(), or(zh, en))])
}
