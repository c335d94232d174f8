//! A level after a label that announces one: `密级：机密`, `Classification: SECRET`, `ism:classification="S"`.
//!
//! An empty field is no marking, nor is one that offers a choice of which nothing is ticked.
use core::ops::Range;

use super::{
    around::is_as_printed,
    banner::read_after_level,
    cue::Cue,
    lead::{BOXES, read_lead},
    page::Page,
    prose,
    reading::{Claim, Name, Reading, affinity, claims},
    scan::{self, Hit},
    tail::{Tail, tag_length},
    words::{List, begins},
};
use crate::{
    Kind, Rank,
    marking::{
        catalogue::{Field, Role},
        declaration::{Grammar, Stands},
    },
    substring::{any_of, contains},
    text::character::{is_han_or_kana, trim_marks},
};

/// Shortest label that needs no colon before its value, in words: `The overall classification of this briefing is`.
const MIN_SENTENCE_LABEL_WORDS: u8 = 4;
/// How far around a value other names of the information security markings are looked for, in bytes of folded text.
const ISM_REACH_BYTES: usize = 400;
/// Longest label of the next field on the line, in bytes of folded text.
const MAX_NEXT_LABEL_BYTES: usize = 24;
/// Most systems that declare a label which still tells whose a level after it is: `Klauzula`, `Niveau de
/// classification`.
const MAX_TELLING_LABEL_SYSTEMS: usize = 3;
/// Highest rank of the levels that companies divide by who may read.
const MAX_GROUPED_RANK: Rank = Rank::new(1).expect("it is a rank");
/// Length of a GUID without braces.
const GUID_BYTES: usize = 36;
/// Longest rest of a label before boxes, in bytes of folded text.
const MAX_LABEL_REST_BYTES: usize = 40;
/// How far after a label a ticked box is looked for, in characters.
const MAX_OFFER_CHARS: usize = 160;
/// Marks in or of a ticked box.
const TICKS: &[char] = &['☑', '☒', '■', '✓', '✔', '✅', '◼', '●', '√', '◉', 'x', 'v'];

/// What stands between a label and its value.
const ANNOUNCING: &[char] =
    &[' ', ':', '=', ',', ';', '"', '\'', '|', '>', '[', '【', '(', '*', '_', '\\', '「', '-', '/', ']', ')', '】'];

/// The declared fields that `hit` is a label of, with the index of their system.
pub(crate) fn labels<'p>(page: &'p Page<'_>, hit: &Hit) -> impl Iterator<Item = (u8, &'p Field)> {
    page.catalogue.uses(hit.phrase).iter().filter_map(|used| match used.role {
        Role::Field(index) => Some((used.system, page.catalogue.field(index))),
        _ => None,
    })
}

/// Reads the value after the label at `hit`.
#[inline(never)]
pub(crate) fn read_field(page: &Page<'_>, hit: &Hit) -> Option<Reading> {
    let (_, label) = labels(page, hit).find(|(_, field)| field.authority.is_none())?;
    let metadata = labels(page, hit).any(|(_, field)| field.metadata);
    if !metadata && !is_sentence(label) && !is_label(page, &hit.range) {
        return None;
    }
    let value = value_start(page, hit, label)?;
    // ISM as JSON: `"classification": "TS", "ownerProducer": ["USA"]`.
    let metadata = metadata
        || labels(page, hit).any(|(system, _)| page.catalogue.follows(system, Grammar::Capco)) && is_ism(page, value);
    let at = first_ticked(page, value).unwrap_or(value);
    let set = is_message_set(page, &hit.range);
    let (claim, range, tail) = read_value(page, hit, at, metadata || at != value || set)?;
    if is_constant(page, &hit.range, range.start) {
        return None;
    }
    let after = page.after(tail.end);
    let capitals = !page.source(range.clone()).chars().any(char::is_lowercase);
    let ends = tail.complete
        || at != value
        // The label of a group below it: `Highly Confidential - Finance`.
        || after.trim_start().starts_with(any_of(&['-', '\\'])) && claim.rank <= MAX_GROUPED_RANK
        || capitals && starts_with_field(after)
        || after.trim_start().starts_with(any_of(&['"', '\'', '<', ',', ';', '|', ')', '}', ']', '*', '(']))
        || after.starts_with("  ");
    // `This document is classified secret`, somebody says.
    let printed = is_as_printed(page.source(range.clone()), Some(claim));
    // More cells are the head of a table or a list of words.
    let pair = is_pair(page, &hit.range, &page.text()[hit.range.end..value]);
    let listed = pair && !trim_marks(after).is_empty();
    if !ends && !tail.delimited || !printed && (is_sentence(label) || pair) || listed {
        return None;
    }
    // A choice is offered: what the person took cannot be told.
    let offered = tail
        .siblings
        .iter()
        .filter(|sibling| sibling.system == claim.system && Name::Level(sibling.level) != claim.name)
        .count();
    if at == value && offered > 0 && !tail.delimited && !metadata {
        return None;
    }
    // Programs name their own access levels in lower case: `"sensitivity": "confidential"`.
    let data = is_data(page, hit.range.end, after);
    let quoted = page.before(range.start).ends_with(any_of(&['"', '\'']));
    let written = page.source(range.clone());
    if (data || quoted)
        && !metadata
        && !written.chars().any(char::is_uppercase)
        && written.chars().any(char::is_lowercase)
    {
        return None;
    }
    let kind = if metadata || data { Kind::Metadata } else { Kind::Header };
    let mut reading = Reading::new(page, claim, kind, range.start..tail.end, &tail);
    reading.cues.add(if kind == Kind::Metadata { Cue::MetadataLabel } else { Cue::FieldLabel });
    reading.cues.add_if(
        claim.stands == Stands::Field && claim.capitals && written.chars().any(char::is_lowercase),
        Cue::NotCapitals,
    );
    reading.cues.add_if(tail.delimited, Cue::ControlsParsed);
    reading.cues.add_if(at != value, Cue::Ticked);
    reading.cues.add_if(after.trim_start().starts_with('?'), Cue::Question);
    let before = page.before(hit.range.start);
    reading.cues.add_if(metadata && !data && prose::gives_example(before), Cue::Shown);
    // `The suffix [SEC=PROTECTED] is an example`: a tag in the middle of a sentence.
    if metadata && after.starts_with(']') && prose::is_prose(after) {
        prose::read_sentence(page, &(range.start..tail.end), &mut reading.cues);
    }
    Some(reading)
}

/// Whether the value there is a string of JSON, and other names of the information security markings stand near.
fn is_ism(page: &Page<'_>, value: usize) -> bool {
    const NAMES: [&str; 3] = ["ownerproducer", "scicontrols", "disseminationcontrols"];
    let text = page.text();
    let near = text.floor_char_boundary(value.saturating_sub(ISM_REACH_BYTES))
        ..text.floor_char_boundary(value + ISM_REACH_BYTES);
    page.before(value).ends_with('"') && NAMES.iter().any(|name| contains(&text[near.clone()], name))
}

/// Whether the next field of a form begins there: `密级:秘密 紧急程度:加急`.
pub(super) fn starts_with_field(after: &str) -> bool {
    let label = after.trim_start().split(any_of(&[':', ' '])).next().unwrap_or_default();
    let announced = after.trim_start()[label.len()..].starts_with(':');
    after.starts_with(' ') && announced && label.len() <= MAX_NEXT_LABEL_BYTES && label.chars().all(char::is_alphabetic)
}

/// Whether the phrase stands where a label can: at the start of a line, of a cell, of a member, or as the name of an
/// attribute.
fn is_label(page: &Page<'_>, range: &Range<usize>) -> bool {
    if page.after(range.end).trim_start_matches('=').starts_with(any_of(&['"', '\'']))
        && page.after(range.end).starts_with('=')
    {
        return true;
    }
    let before = page.before(range.start);
    let trimmed = before.trim_end();
    !trimmed.chars().any(char::is_alphanumeric)
        // `Overall slide classification`
        || trimmed.len() <= MAX_NEXT_LABEL_BYTES
            && (begins(trim_marks(trimmed), List::Parts)
                // `本文件密级`
                || begins(trim_marks(page.before(range.end)), List::These))
        || before.ends_with("  ")
        || trimmed
            .ends_with(any_of(&['"', '\'', '{', ',', ';', '|', '<', '>', '。', '.', ')', '(', '[', '【', ':', '、']))
}

/// Whether the label is the name of a constant of a program: `BANNER = "SECRET//NOFORN"`.
fn is_constant(page: &Page<'_>, label: &Range<usize>, value: usize) -> bool {
    let gap = &page.text()[label.end..value];
    gap.starts_with(" = ")
        && gap.ends_with(any_of(&['"', '\'']))
        && !page.source(label.clone()).chars().any(char::is_lowercase)
}

/// Whether the label begins a line of two cells, as programs export what they know of a document:
/// `Classification,SECRET//NOFORN`.
fn is_pair(page: &Page<'_>, label: &Range<usize>, gap: &str) -> bool {
    let cut = matches!(gap.as_bytes(), [b',' | b';'] | [b'"', b',' | b';', b'"']);
    cut && trim_marks(page.before(label.start)).is_empty()
}

/// Whether the line is a set of a formatted message, of which the label is the name (MIL-STD-6040):
/// `CLASS/SECRET/NOFORN//`.
fn is_message_set(page: &Page<'_>, label: &Range<usize>) -> bool {
    page.before(label.start).trim().is_empty()
        && page.after(label.end).trim_end().ends_with("//")
        && !page.source(label.clone()).chars().any(char::is_lowercase)
}

/// Whether the label is most of a sentence, which needs no colon: `The overall classification of this briefing is`.
fn is_sentence(label: &Field) -> bool {
    label.words >= MIN_SENTENCE_LABEL_WORDS
}

/// Where the value begins: after a colon, equals sign, tag, table rule, a label in brackets, before boxes, or after a
/// label that is most of a sentence.
fn value_start(page: &Page<'_>, hit: &Hit, label: &Field) -> Option<usize> {
    let instance = if label.metadata { instance_length(page.after(hit.range.end)) } else { 0 };
    let label_end = hit.range.end + instance + rest_of_label(page.after(hit.range.end + instance));
    let rest = page.after(label_end);
    let attribute =
        if page.before(hit.range.start).ends_with(any_of(&['"', '\''])) { value_attribute(rest) } else { 0 };
    let mut value = &rest[attribute..];
    loop {
        value = value.trim_start_matches(ANNOUNCING);
        // The next cell: `<td>Classification</td><td>SECRET</td>`.
        let Some(tag) = tag_length(value).filter(|_| !label.metadata) else { break };
        value = &value[tag..];
    }
    let gap = &rest[..rest.len() - value.len()];
    let bracketed =
        page.before(hit.range.start).ends_with(any_of(&['[', '【'])) && gap.starts_with(any_of(&[']', '】']));
    let announced = bracketed
        || instance > 0
        || is_pair(page, &hit.range, gap)
        || gap == "/" && is_message_set(page, &hit.range)
        || gap.contains(any_of(&[':', '=', '|', '>', '【']))
        || value.starts_with(BOXES)
        || gap.trim_start().starts_with('[')
        || gap.trim() == "-"
        || contains(gap, "->");
    let sentence = is_sentence(label) && gap.trim().is_empty();
    // Cells of a table, pasted: `密级 机密`. In other scripts two words are two words.
    let cells = page.text()[hit.range.clone()].ends_with(is_han_or_kana)
        && gap.starts_with(' ')
        && level_at(page, label_end + gap.len())
            .is_some_and(|(level, _)| page.after(level.range.end).trim().is_empty());
    let element = if label.metadata { tag_length(value).unwrap_or(0) } else { 0 };
    let at = label_end + gap.len() + element;
    if value.is_empty() && (announced || gap.trim().is_empty()) {
        // The value may stand on a line of its own below a label that stands alone on its line.
        return None;
    }
    (announced || sentence || cells).then_some(at)
}

/// Length of the words with which a label goes on before a colon: what it is of, or before boxes to tick,
/// `Classification (check one): [ ] …`.
fn rest_of_label(rest: &str) -> usize {
    let near = &rest[..rest.floor_char_boundary(MAX_LABEL_REST_BYTES + 1)];
    let words = near.len() - near.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ' ' | '(' | ')')).len();
    let boxes = rest[words..].strip_prefix(':').is_some_and(|boxes| {
        boxes.trim_start().starts_with(any_of(&['[', '('])) || boxes.trim_start().starts_with(BOXES)
    });
    // `Classification of this transmission: SECRET`
    let of = rest[words..].starts_with(':') && begins(rest.trim_start(), List::Numbering);
    if (boxes || of) && words <= MAX_LABEL_REST_BYTES { words } else { 0 }
}

/// Length of the attribute up to its value that follows the quoted name of a property: `<meta name="classification"
/// content="…`.
fn value_attribute(rest: &str) -> usize {
    let name = rest.trim_start_matches(any_of(&['"', '\'', ' ']));
    let attribute = ["content=", "value="].into_iter().find(|attribute| name.starts_with(attribute));
    attribute.map_or(0, |attribute| rest.len() - name.len() + attribute.len() - 1)
}

/// Length of what stands between a label and its value where the label names its instance: `MSIP_Label` +
/// `_<guid>_Name`.
fn instance_length(rest: &str) -> usize {
    let Some(id) = rest.strip_prefix('_') else { return 0 };
    let length = id.find(|c: char| !(c.is_ascii_hexdigit() || c == '-')).unwrap_or(id.len());
    if length == GUID_BYTES && id[length..].starts_with("_name") { "_".len() + length + "_name".len() } else { 0 }
}

/// The level after the first ticked box, where boxes follow.
fn first_ticked(page: &Page<'_>, from: usize) -> Option<usize> {
    let offered = page.after(from).char_indices().take(MAX_OFFER_CHARS).filter(|&(_, c)| TICKS.contains(&c));
    offered.map(|(at, c)| from + at + c.len_utf8()).find_map(|after| {
        let rest = page.after(after);
        let at = after + rest.len() - rest.trim_start_matches(any_of(&[' ', ']', ')'])).len();
        ((level_at(page, at).is_some() || !scan::portions_at(page.catalogue, page.folded, at).is_empty())
            && read_lead(page, at).ticked == Some(true))
        .then_some(at)
    })
}

/// The longest level form at `at` with the first of its claims.
pub(super) fn level_at(page: &Page<'_>, at: usize) -> Option<(Hit, Claim)> {
    page.controls_at(at).iter().rev().find_map(|hit| {
        let claim = claims(page, hit).next()?;
        Some((hit.clone(), claim))
    })
}

/// The level at `at`, or the portion code where a program wrote the field.
fn read_value(page: &Page<'_>, label: &Hit, at: usize, metadata: bool) -> Option<(Claim, Range<usize>, Tail)> {
    if read_lead(page, at).ticked == Some(false) {
        return None;
    }
    let announces = |system: u8| labels(page, label).any(|(other, _)| other == system);
    if let Some((hit, _)) = level_at(page, at) {
        let mut best: Option<(f32, Claim, Tail)> = None;
        for claim in claims(page, &hit).filter(|claim| claim.stands != Stands::Field || announces(claim.system)) {
            let (tail, _) = read_after_level(page, &claim, &hit.range);
            let affinity = affinity(page, &claim, &hit.range, &tail);
            let fit = match (announces(claim.system), labels(page, label).count() <= MAX_TELLING_LABEL_SYSTEMS) {
                (true, true) => affinity.unwrap_or(0.0) + 3.0,
                (true, false) => affinity.map_or(-1.0, |fit| fit + 0.3),
                (false, _) => affinity.unwrap_or(-1.0),
            };
            if fit < 0.0 {
                continue;
            }
            if best.as_ref().is_none_or(|(known, ..)| fit > *known) {
                best = Some((fit, claim, tail));
            }
        }
        return best.map(|(_, claim, tail)| (claim, hit.range, tail));
    }
    if !metadata {
        return None;
    }
    let hit = scan::portions_at(page.catalogue, page.folded, at).into_iter().next_back()?;
    let used = page
        .catalogue
        .uses(hit.phrase)
        .iter()
        .find(|used| matches!(used.role, Role::Portion(_)) && announces(used.system))?;
    let Role::Portion(level) = used.role else { return None };
    let rank = page.catalogue.level(level).rank;
    let claim = Claim { system: used.system, name: Name::Level(level), rank, stands: Stands::Line, capitals: true };
    let (tail, _) = read_after_level(page, &claim, &hit.range);
    Some((claim, hit.range, tail))
}

/// Whether the field is part of JSON, XML, or the like.
fn is_data(page: &Page<'_>, label_end: usize, after: &str) -> bool {
    page.after(label_end).starts_with(any_of(&['"', '>'])) && after.trim_start().starts_with(any_of(&['"', '<']))
}

#[cfg(test)]
mod tests {
    use crate::detect::highest;

    #[test]
    fn levels_after_their_labels_are_found() {
        for (text, system, rank) in [
            ("| Classification | SECRET |\n| Date | 3 May |", "us", 4),
            ("Classification: TOP SECRET//SI\nDate: 3 May", "us", 5),
            ("{\"classification\":\"SECRET//NOFORN\",\"title\":\"ferry\"}", "us", 4),
            ("classification: Secret\ntitle: ferry", "us", 4),
            ("Độ mật: Tối mật\nSố: 4", "vn", 4),
            ("密级:秘密\n编号:12", "cn", 3),
            ("密级【绝密】\n编号12", "cn", 5),
            ("密　级：机密\n", "cn", 4),
            ("密级：机密级\n承办：二处", "cn", 4),
            ("密级\t机密\n期限\t10年", "cn", 4),
            ("密级：□绝密 ☑机密 □秘密\n承办：二处", "cn", 4),
            ("ism:classification='TS' ism:ownerProducer='USA'", "us", 5),
            ("<Security ICISM:classification=\"C\" ICISM:ownerProducer=\"USA\"/>", "us", 3),
            ("THE OVERALL CLASSIFICATION OF THIS BRIEFING IS SECRET", "us", 4),
            ("This document is classified SECRET//NOFORN\nFerry plan", "us", 4),
        ] {
            assert_eq!(highest(text), Some((system.to_owned(), rank)), "{text}");
        }
    }

    #[test]
    fn empty_fields_offers_and_other_fields_stay_silent() {
        for text in [
            "Clearance: TOP SECRET/SCI\nLocation: remote\nSalary: 120k",
            "Security Clearance Required: Secret",
            "Classification: ☐ Secret ☐ Confidential",
            "Classification: ______",
            "Classification: N/A",
            "Classification: Confidential client matters are handled by the partner.",
            "classification: cat, dog, bird",
            "{\"sensitivity\": \"confidential\", \"id\": 4}",
            "{\"access\":\"RESTRICTED\"}",
            "密级：\n承办：二处",
            "密级：□绝密 □机密 □秘密",
            "密级：无",
            "密级：公开\n承办：二处",
        ] {
            assert_eq!(highest(text), None, "{text}");
        }
    }
}
