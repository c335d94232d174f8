//! Portion marks: `(S//NF)`, `[TS//SI//NF]`, `( S // NF )`, `（机密）二、…`, and bare `(U)` and `(S)` where several
//! agree.
//!
//! A single bare letter in brackets is a list mark, a size, a chess move, a currency. It is a portion mark only in the
//! company of others of the same system at the starts of paragraphs, and not when the letters abbreviate the words
//! after them.
use core::ops::Range;

use super::{
    cue::{Cue, Cues},
    lead::{ends_sentence, is_numbering},
    page::Page,
    prose,
    reading::{Claim, Name, Reading},
    scan::{self, Hit, JOINT, OWNER_BYTES},
    tail::{Control, Tail, find_control, is_code},
    words::{List, is},
};
use crate::{
    Kind,
    marking::{
        catalogue::Role,
        declaration::{Grammar, Stands},
    },
    substring::{any_of, contains, count_chars},
    text::character::{is_han_or_kana, is_numeral, trim_marks},
};

/// Longest portion mark, in bytes of folded text.
const MAX_PORTION_BYTES: usize = 160;
/// Shortest code that is a portion mark without controls and without company, in characters: `CUI`, `FOUO`.
const MIN_TELLING_CHARS: usize = 3;
/// Fewest words of a paragraph that is pasted behind a prompt with its portion mark.
const MIN_PARAGRAPH_WORDS: usize = 4;
/// Fewest characters of such a paragraph in a script that has no blanks between words.
const MIN_UNSPACED_CHARS: usize = 12;
/// What stands between the codes of a portion mark, and what ends it.
const DELIMITERS: &[char] = &[' ', '/', '\\', '|', '-', ',', '*', '\n'];
const CLOSINGS: &[char] = &[')', ']', '}', '】', '>'];
/// Longest run of numbers and list marks before a portion mark, in bytes: `12.4 (b) `.
const MAX_NUMBER_BYTES: usize = 12;

/// A portion mark whose letters say too little alone.
#[derive(Debug)]
pub(crate) struct Bare {
    reading: Reading,
    /// Whether the word after it begins with the same letter, or is not the start of a sentence: a legend.
    legend: bool,
    /// Whether it stands in a paragraph, before a sentence that is not its first one.
    inside: bool,
}

/// What a bracket holds.
pub(crate) enum Portion {
    /// Enough to judge it alone.
    Telling(Reading),
    /// One code and nothing else.
    Bare(Bare),
}

/// Where the bracket stands that opens a portion mark with its code at `code`: right before it, or before its owner:
/// `(//DEU S)`.
pub(crate) fn opening(page: &Page<'_>, code: usize) -> Option<usize> {
    let line = page.before(code);
    let before = line[..line.len() - owner_length(line)].trim_end_matches(' ');
    let mut last = before.chars().rev();
    let bracket = last.next().filter(|c| matches!(c, '(' | '[' | '{' | '【' | '<'))?;
    // A regular expression.
    if last.next() == Some('\\') {
        return None;
    }
    Some(code - line.len() + before.len() - bracket.len_utf8())
}

/// Length of what says at the end of `before`, where a code follows, whose marking it is.
fn owner_length(before: &str) -> usize {
    if let Some(rest) = before.strip_suffix(JOINT) {
        return JOINT.len() + if rest.ends_with("//") { "//".len() } else { 0 };
    }
    let owner = before.len().checked_sub(OWNER_BYTES).and_then(|at| before.get(at..));
    owner.filter(|owner| owner.starts_with("//") && owner.ends_with(' ')).map_or(0, str::len)
}

/// Reads the portion mark whose code is `hit`.
#[inline(never)]
pub(crate) fn read_portion(page: &Page<'_>, hit: &Hit) -> Option<Portion> {
    let open = opening(page, hit.range.start)?;
    let code = page.source(hit.range.clone());
    let lower = code.chars().any(char::is_lowercase) && !code.chars().any(char::is_uppercase);
    let unspaced = code.chars().any(is_han_or_kana);
    let short = !unspaced && count_chars(code) < MIN_TELLING_CHARS && owner_length(page.before(hit.range.start)) == 0;
    let before = page.before(open);
    let initial = is_paragraph_start(before);
    let inside = !initial && before.ends_with(' ') && ends_sentence(before);
    // Lower-case letters number lists. Program text is full of them: nothing around is looked up for it.
    if short && (lower || !(initial || inside)) && is_closed(page, hit.range.end) {
        return None;
    }
    let used = best_use(page, hit)?;
    let Role::Portion(level) = used.role else { return None };
    let (controls, close) = read_inside(page, used.system, hit.range.end)?;
    let rank = page.catalogue.level(level).rank;
    let claim = Claim { system: used.system, name: Name::Level(level), rank, stands: Stands::Line, capitals: true };
    let tail = Tail { end: close, controls, ..Tail::default() };
    let mut reading = Reading::new(page, claim, Kind::Portion, open..close, &tail);
    let after = page.after(close);
    let known = tail.controls.iter().any(|control| matches!(control, Control::Known { .. }));
    let pasted = starts_paragraph(page.source(close..close + after.len()));
    let cues = &mut reading.cues;
    cues.add_if(lower, Cue::NotCapitals);
    if tail.controls.is_empty() && short {
        if !after.starts_with(any_of(&[' ', '\t'])) {
            return None;
        }
        let legend = is_legend(page, hit.range.start, close, after.trim_start());
        return Some(Portion::Bare(Bare { reading, legend, inside }));
    }
    // `(C-a)` and `(C/H/S)` are keys and cylinders: short codes need a control that is known, or one behind two
    // slashes.
    let categories = contains(&page.text()[hit.range.end..close], "//");
    let of_case = !lower && page.source(hit.range.end..close).chars().any(char::is_lowercase);
    if (!known || of_case) && !tail.controls.is_empty() && short && !categories {
        return None;
    }
    // `(NIC)), and`: a bracket inside brackets.
    if tail.controls.is_empty() && !unspaced && after.starts_with(any_of(&[')', ']', ',', '.', ';'])) {
        return None;
    }
    cues.add_if(known, Cue::ControlsParsed);
    // `(S//NF) is the portion mark of …`, `…; (U//FOUO) has been replaced`.
    cues.add_if(prose::goes_on(page, close), Cue::Shown);
    if initial {
        cues.add(Cue::ParagraphInitial);
    } else if ends_sentence(before) || known && (pasted || before.trim_end().ends_with('-')) {
        cues.add(prose::label_cue(before));
        cues.add_if(!prose::is_prose(after) && prose::asks(before), Cue::Question);
    } else {
        cues.add(Cue::ProseBefore);
        cues.add_if(known && after.trim().is_empty() && prose::is_title(before, after), Cue::TitleEnd);
    }
    if unspaced {
        cues.add(Cue::EverydayWord);
        cues.add_if(initial, Cue::OwnLine);
        cues.add_if(initial && starts_heading(after), Cue::HeadingFollows);
        cues.add_if(initial && !after.trim().is_empty(), Cue::SentenceInitial);
    } else if !known {
        // `(CUI)` after the words it abbreviates, or before their explanation.
        let sentence = page.source(close..close + after.len()).trim_start().starts_with(|c: char| !c.is_lowercase());
        cues.add_if(initial && sentence && after.chars().any(char::is_alphabetic), Cue::SentenceInitial);
        cues.add_if(!sentence, Cue::ProseBefore);
    }
    let range = open..close;
    if !known || !initial && !pasted {
        read_mention(page, &range, cues);
    } else if !initial {
        cues.add_if(is_quoted(page, &range), Cue::Quoted);
    }
    Some(Portion::Telling(reading))
}

/// Whether what follows a portion mark is the paragraph that it marks, pasted behind the words of a prompt: a sentence
/// that begins with a capital, of enough words not to be the rest of the prompt.
pub(super) fn starts_paragraph(after: &str) -> bool {
    let after = after.trim_start_matches(CLOSINGS).trim_start();
    after.starts_with(char::is_uppercase) && after.split_whitespace().count() >= MIN_PARAGRAPH_WORDS
        || after.starts_with(is_han_or_kana) && count_chars(after) >= MIN_UNSPACED_CHARS
}

/// Whether the bare portion marks of a text confirm each other, and with the others of their system; those that hold.
#[inline(never)]
pub(crate) fn corroborate(bare: Vec<Bare>, telling: &[Reading], page: &Page<'_>) -> Vec<Reading> {
    let mut confirmed = Vec::new();
    let mut systems: Vec<u8> = Vec::new();
    for bare in &bare {
        if !systems.contains(&bare.reading.system) {
            systems.push(bare.reading.system);
        }
    }
    for system in systems {
        let of_system = || bare.iter().filter(|bare| bare.reading.system == system);
        let count = of_system().count();
        let legends = of_system().filter(|bare| bare.legend).count();
        let company =
            telling.iter().any(|reading| reading.system == system && reading.kind == Kind::Portion && reading.holds());
        let alone = count < 2 || of_system().all(|bare| bare.inside);
        if legends * 2 > count || alone && !company || has_foreign_letters(page, system) {
            continue;
        }
        confirmed.extend(of_system().map(|bare| {
            let mut reading = bare.reading.clone();
            reading.cues.add(Cue::Corroborated);
            reading
        }));
    }
    confirmed
}

/// Whether other single capital letters in brackets start paragraphs: `(A)`, `(M)`, `(T)` number a list or name sizes
/// and voices.
fn has_foreign_letters(page: &Page<'_>, system: u8) -> bool {
    let text = page.text();
    text.match_indices('(').take(MAX_BRACKETS).any(|(open, _)| {
        let mut inside = text[open + 1..].chars();
        let (Some(letter), Some(')')) = (inside.next(), inside.next()) else { return false };
        // `(C) 2031 Lowmoor Pumps`
        let rest = inside.as_str().trim_start();
        if letter == 'c' && (rest.starts_with("19") || rest.starts_with("20")) {
            return true;
        }
        letter.is_ascii_alphabetic()
            && is_list_start(page.before(open))
            && is_code(page, open + 1..open + 2)
            && !scan::portions_at(page.catalogue, page.folded, open + 1).iter().any(|hit| {
                page.catalogue
                    .uses(hit.phrase)
                    .iter()
                    .any(|used| used.system == system && matches!(used.role, Role::Portion(_)))
            })
    })
}

/// Most brackets looked at to tell lists from portion marks.
const MAX_BRACKETS: usize = 2_000;

/// Whether a bracket there may be a list mark: at the start of a line, or after a comma in a row of them.
fn is_list_start(before: &str) -> bool {
    is_paragraph_start(before) || before.trim_end().ends_with(any_of(&[',', ';', ':', '.']))
}

/// The use of the code as a portion mark: of the system whose controls or language stand near.
fn best_use(page: &Page<'_>, hit: &Hit) -> Option<crate::marking::catalogue::Use> {
    let uses = page.catalogue.uses(hit.phrase).iter().filter(|used| matches!(used.role, Role::Portion(_)));
    let fit = |system: u8| {
        let parsed = read_inside(page, system, hit.range.end);
        let own = parsed
            .iter()
            .flat_map(|(controls, _)| controls)
            .filter(|control| matches!(control, Control::Known { system: owner, .. } if *owner == system));
        (
            parsed.is_some(),
            own.count(),
            page.supports(system, &hit.range).min(2),
            page.catalogue.follows(system, Grammar::Capco),
        )
    };
    uses.copied().max_by_key(|used| fit(used.system))
}

/// Whether the bracket closes at `at`, without a control before.
fn is_closed(page: &Page<'_>, at: usize) -> bool {
    page.text()[at..].trim_start_matches(DELIMITERS).starts_with(CLOSINGS)
}

/// Reads controls up to the closing bracket, and that bracket. Fails when anything else stands there.
fn read_inside(page: &Page<'_>, system: u8, from: usize) -> Option<(Vec<Control>, usize)> {
    let text = page.text();
    let mut controls = Vec::new();
    let mut at = from;
    while at < text.len() && at - from < MAX_PORTION_BYTES {
        let rest = &text[at..];
        let gap = rest.len() - rest.trim_start_matches(DELIMITERS).len();
        let token = at + gap;
        if text[token..].starts_with(CLOSINGS) {
            let close = token + text[token..].chars().next().map_or(0, char::len_utf8);
            return Some((controls, close));
        }
        if gap == 0 {
            return None;
        }
        if let Some(found) = find_control(page, token, system) {
            controls.push(Control::Known { system: found.system, index: found.index, value: found.end..found.end });
            at = found.end;
            continue;
        }
        let length = text[token..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len() - token);
        if length == 0
            || length > 12
            || !is_code(page, token..token + length)
                && !page.source(token..token + length).chars().all(|c| c.is_ascii_digit())
        {
            return None;
        }
        match controls.last_mut() {
            // Addressees and compartments of the control before: `REL TO USA, GBR`.
            Some(Control::Known { index, value, .. }) if page.catalogue.control(*index).open => {
                value.end = token + length
            }
            _ => controls.push(Control::Other(token..token + length)),
        }
        at = token + length;
    }
    None
}

/// Whether only numbers, list marks, quotation arrows, or the number of a figure stand before it on its line.
fn is_paragraph_start(before: &str) -> bool {
    let marks = before.trim();
    let label = marks.strip_suffix(':').unwrap_or_default();
    !label.is_empty() && label.split(any_of(&[' '])).all(|word| is(trim_marks(word), List::Parts))
        || marks.len() <= MAX_NUMBER_BYTES
            && marks.chars().filter(|c| c.is_alphabetic()).count() <= 1
            && !marks.ends_with(any_of(&['"', '\'', '=']))
        || is_numbering(marks)
}

/// Whether a numbered heading or paragraph follows: `二、`, `（三）`, `4.`, `第五条`.
fn starts_heading(after: &str) -> bool {
    let after = after.trim_start();
    let numbered = after.starts_with(|c: char| is_numeral(c) || c.is_ascii_digit());
    numbered && after.chars().take(5).any(|c| matches!(c, '、' | '.' | ','))
        || after.starts_with('第')
        || after.starts_with('(')
}

/// Whether the words after the code that begins at `code` explain its letters instead of making a sentence.
fn is_legend(page: &Page<'_>, code: usize, close: usize, after: &str) -> bool {
    let start = close + page.after(close).len() - after.len();
    let word = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let first = page.source(start..start + word);
    // Of the folded text, which is in small letters.
    let initial = |at: usize| page.text()[at..].chars().next();
    initial(start) == initial(code)
        || !first.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || is_han_or_kana(c))
        || after.split_whitespace().count() < 2
}

/// Adds what the sentence around a portion mark says.
fn read_mention(page: &Page<'_>, range: &Range<usize>, cues: &mut Cues) {
    cues.add_if(is_quoted(page, range), Cue::Quoted);
    prose::read_sentence(page, range, cues);
}

/// Whether nothing but the portion mark stands between quotation marks.
fn is_quoted(page: &Page<'_>, range: &Range<usize>) -> bool {
    page.before(range.start).trim_end().ends_with(any_of(&['"', '“', '‘', '「', '\'']))
        && page.after(range.end).starts_with(any_of(&['"', '”', '’', '」', '\'']))
}

#[cfg(test)]
mod tests {
    use crate::detect::highest;

    #[test]
    fn portion_marks_are_found_in_every_dress() {
        for (text, system, rank) in [
            ("Can you fix the grammar?\n\n(C//REL TO USA, AUS) The bridge at Talla is closed to trucks.", "us", 3),
            ("总结一下：\n（机密）一、总体情况\n二、问题", "cn", 4),
            ("(U//FOUO) Gate codes changed.", "us", 2),
            ("(U//LES) Gate codes changed.", "us", 2),
            ("(CUI//SP-CTI) Tolerances of the flange are in table 2.", "us", 2),
            ("[S//NF] The ferry is late.", "us", 4),
            ("(S/NF) The ferry is late.", "us", 4),
            ("(S-NF) The ferry is late.", "us", 4),
            ("(ts//si//nf) The ferry is late.", "us", 5),
            ("• (S//NF) The ferry is late.\n• (U) The bus is not.", "us", 4),
            ("a. (U) The bus is on time.\nb. (S) The ferry is late.\nc. (S) Fuel runs out on Friday.", "us", 4),
            ("1. (C) The bus is on time.\n2. (U) The ferry is late.\n3. (U) Fuel runs out on Friday.", "us", 3),
            ("(U) Weekly summary\n\n(U//FOUO) The gate is closed.", "us", 2),
            ("Subject: (S//NF) Ferry timetable\nBody follows.", "us", 4),
            ("(NS) The barge sails on Monday.\n(NR) The pier is closed.", "nato", 4),
            ("(R-UE/EU-R) The pier is closed.", "eu", 2),
            ("【机密】云溪市储备布局", "cn", 4),
            ("（绝密）三、部署\n（秘密）四、保障", "cn", 5),
        ] {
            assert_eq!(highest(text), Some((system.to_owned(), rank)), "{text}");
        }
    }

    #[test]
    fn brackets_of_other_kinds_stay_silent() {
        for text in [
            "(CUI) is short for controlled unclassified information.",
            "(S) Small (M) Medium (L) Large",
            "(U) means uncountable",
            "(A) first\n(B) second\n(C) third\n(D) fourth",
            "(C) 2031 Gannet Ltd\nAll rights reserved",
            "(S) Smith\n(U) Underwood",
            "(C) Copyright 2031\n(U) Unlimited",
            "Flight times (U) unknown (C) cancelled (S) scheduled",
            "1. (C) carbon\n2. (S) sulphur\n3. (U) uranium",
            "f(s) and g(c) are given.",
            "The gene(s) and locus(i).",
            "(R)-limonene and (S)-limonene differ.",
        ] {
            assert_eq!(highest(text), None, "{text}");
        }
    }
}
