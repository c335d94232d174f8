//! Lines that are markings but for what the recogniser got wrong.
//!
//! Only whole lines and whole fields are compared with the phrases of the catalogue, so that no word of a sentence is
//! ever repaired. What was read stays what is quoted; what is judged is what it stands for.
use super::{
    banner::{read_banner, read_lost_letter, read_merged_slashes},
    confusion::{OTHER_MARKS, Read, cost},
    lexicon::{Known, Lexicon, Writing},
    marks::{has_dense_marks, is_marked, restore_marks},
};
use crate::{detect::cue::Cue, text::Folded};
use core::ops::{Range, RangeInclusive};
use std::borrow::Cow;

/// Longest line that is compared, in characters: that of the longest label with its value.
const MAX_LINE_CHARS: usize = 90;
/// Shortest phrase in Latin letters that is repaired on a page on which nothing else is of its system, in characters:
/// `MÂT` is a mat.
const MIN_LONE_LATIN: usize = 5;
/// Cost up to which only marks were lost, which is no mistake of letters.
pub(super) const MARKS: f32 = 0.4;

/// What it costs that a star or a delimiter was misread.
pub(super) const OTHER_STAR: f32 = 0.3;
/// What a phrase costs besides that stands for a level only where something else tells.
const RESERVED: f32 = 0.3;
/// Shortest part of a watermark that tells what it is of, in characters; and at least half of it.
const MIN_FRAGMENT: usize = 4;
/// The same in Latin letters, of which a word has more.
const MIN_LATIN_FRAGMENT: usize = 8;
/// How many characters say how to handle what bears a watermark, and which of them forbid.
const HANDLING_CHARS: RangeInclusive<usize> = 2..=6;
const FORBIDS: &str = "禁勿不無";
/// Shortest level of which a letter may be cut off, in characters.
const MIN_CUT: usize = 6;
/// How long a level before a star is, in characters, with what was read too much.
const STARRED_CHARS: RangeInclusive<usize> = 2..=5;

/// Longest label before a colon that was read as something else, and shortest and longest behind a level, in
/// characters.
const MAX_LABEL_CHARS: usize = 24;
const MIN_LABEL_CHARS: usize = 2;

/// A part of a row that is judged as something else than was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Edit {
    /// Where it stands in the row, in bytes.
    pub(super) read: Range<usize>,
    /// What is judged in its place.
    pub(super) judged: String,
    /// Whether letters were misread, and not only marks of letters lost.
    pub(super) misread: bool,
}

/// The edits of all rows, in their order. Each row comes with what its look says.
pub(super) fn repair<'r>(lexicon: &Lexicon, rows: impl Iterator<Item = (&'r str, &'r [Cue])>) -> Vec<Vec<Edit>> {
    let (rows, looks): (Vec<Folded<'_>>, Vec<&[Cue]>) = rows.map(|(text, look)| (Folded::new(text), look)).unzip();
    let read = |(row, look): (&Folded<'_>, &&[Cue])| read_row(lexicon, row, look);
    let mut found: Vec<Vec<Found<'_>>> = rows.iter().zip(&looks).map(read).collect();
    let loses_marks = has_dense_marks(&rows);
    for found in found.iter_mut().flatten().filter(|_| loses_marks) {
        restore_marks(lexicon, found);
    }
    let systems = |own: usize| {
        let others = found.iter().enumerate().filter(move |(row, _)| *row != own).flat_map(|(_, found)| found);
        others.filter(|found| found.known.letters.len() >= MIN_LONE_LATIN).flat_map(|found| &found.known.systems)
    };
    let keeps = |row: usize, found: &Found<'_>| {
        let Known { text, writing, letters, systems: own, .. } = found.known;
        found.is_sure
            || *writing != Writing::Latin
            || letters.len() >= MIN_LONE_LATIN
            || loses_marks && text.chars().any(is_marked)
            || systems(row).any(|system| own.contains(system))
    };
    rows.iter()
        .zip(&found)
        .enumerate()
        .map(|(index, (row, found))| {
            let mut edits: Vec<Edit> = found
                .iter()
                .filter(|found| found.cost > 0.0 && keeps(index, found))
                .map(|found| edit(row, found))
                .collect();
            edits.sort_by_key(|edit| edit.read.start);
            edits
        })
        .collect()
}

/// A phrase for which a part of a row stands.
pub(super) struct Found<'l> {
    /// In the folded row.
    pub(super) range: Range<usize>,
    pub(super) known: &'l Known,
    pub(super) cost: f32,
    /// What follows it in place of what was read there.
    pub(super) tail: Cow<'static, str>,
    /// Whether what follows it tells that it is one.
    pub(super) is_sure: bool,
}

fn edit(row: &Folded<'_>, Found { range, known, cost, tail, .. }: &Found<'_>) -> Edit {
    let read = row.original_range(range.clone());
    let written = &row.source()[read.clone()];
    let judged = [as_written(known, written).as_str(), tail].concat();
    Edit { read, judged, misread: *cost > MARKS || known.writing == Writing::LookAlike }
}

/// A phrase in capitals where those that were read are, with a capital at its beginning where that was one.
fn as_written(known: &Known, written: &str) -> String {
    // Small letters of these scripts are read as capitals that look like them, but capitals never as small letters.
    let small =
        |c: char| c.is_lowercase() && (known.writing != Writing::LookAlike || !matches!(c, 'i' | 'l' | 'n' | 'o'));
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let smalls = written.chars().filter(|&c| small(c)).count();
    if 4 * smalls <= letters {
        return known.text.to_uppercase();
    }
    let mut rest = known.text.chars();
    let first =
        rest.next().filter(|_| written.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase()));
    match first {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => known.text.clone(),
    }
}

/// The label for which a text stands, folded.
pub(super) fn label(lexicon: &Lexicon, text: &str) -> Option<String> {
    let folded = Folded::new(text);
    let text = folded.as_str();
    if text.chars().count() > MAX_LINE_CHARS {
        return None;
    }
    nearest(lexicon, text, core(text, 0..text.len()), |known| known.is_label).map(|found| found.known.text.clone())
}

/// Whether a text is a level in a script that is read as letters that look like its own.
pub(super) fn is_look_alike(lexicon: &Lexicon, text: &str) -> bool {
    stands_for(lexicon, text, |known| known.is_level && known.writing == Writing::LookAlike)
}

/// Whether a text is a level, or was misread for one.
pub(super) fn is_level(lexicon: &Lexicon, text: &str) -> bool {
    stands_for(lexicon, text, |known| known.is_level)
}

/// Whether a text is a phrase of which a level is a part, and no marking: `RESTRICTED VIEW`.
pub(super) fn is_everyday(lexicon: &Lexicon, text: &str) -> bool {
    let folded = Folded::new(text);
    lexicon.is_confuser(&folded.as_str()[core(folded.as_str(), 0..folded.as_str().len())])
}

fn stands_for(lexicon: &Lexicon, text: &str, wanted: impl Fn(&Known) -> bool) -> bool {
    let folded = Folded::new(text);
    let text = folded.as_str();
    text.chars().count() <= MAX_LINE_CHARS && nearest(lexicon, text, core(text, 0..text.len()), wanted).is_some()
}

/// What a row stands for, as a whole or field by field; what is exactly as in the catalogue is told as well, at no
/// cost.
fn read_row<'l>(lexicon: &'l Lexicon, row: &Folded<'_>, look: &[Cue]) -> Vec<Found<'l>> {
    let text = row.as_str();
    let whole = core(text, 0..text.len());
    // `ОСОБО ВАЖНО` is no misread `ОСОБОЙ ВАЖНОСТИ`.
    let everyday = || lexicon.is_confuser(&text[whole.clone()]);
    if whole.is_empty() || text.chars().count() > MAX_LINE_CHARS || ends_quotation(text, &whole) || everyday() {
        return Vec::new();
    }
    if let Some(found) = nearest(lexicon, text, whole.clone(), |_| true) {
        return vec![found];
    }
    if let Some(found) = read_field(lexicon, text) {
        return found;
    }
    let found = read_star(lexicon, text, &whole).or_else(|| read_banner(lexicon, text, &whole));
    let found = found.or_else(|| read_lost_letter(lexicon, text, &whole));
    let found = found.or_else(|| read_merged_slashes(lexicon, text, &whole));
    let by_look = || {
        if look.contains(&Cue::Slanted) {
            read_fragment(lexicon, text, &whole).or_else(|| read_watermark(lexicon, text, &whole))
        } else if look.contains(&Cue::ColouredBar) {
            read_cut(lexicon, text, &whole)
        } else {
            None
        }
    };
    found.or_else(by_look).into_iter().collect()
}

/// Whether what is quoted ends with a row and began above it: `служебного пользования».` is the end of a sentence, not
/// a level that lost a word.
fn ends_quotation(text: &str, whole: &Range<usize>) -> bool {
    const PAIRS: [(char, char); 4] = [('«', '»'), ('“', '”'), ('「', '」'), ('『', '』')];
    PAIRS.into_iter().any(|(open, close)| text[whole.end..].starts_with(close) && !text.contains(open))
}

/// A level of which a part is left: a watermark stands behind the text, and is read where there is none.
fn read_fragment<'l>(lexicon: &'l Lexicon, text: &str, whole: &Range<usize>) -> Option<Found<'l>> {
    let own = &text[whole.clone()];
    let length = own.chars().count();
    let contains = |known: &&Known| {
        let is_long = match known.writing {
            Writing::Han => length >= MIN_FRAGMENT,
            Writing::Latin => length >= MIN_LATIN_FRAGMENT,
            Writing::Hangul | Writing::LookAlike => false,
        };
        is_long && known.is_level && !known.is_reserved && known.text.contains(own)
    };
    let known = lexicon.of_length(length + 1..=2 * length).iter().find(contains)?;
    Some(Found { range: whole.clone(), known, cost: OTHER_STAR, tail: Cow::Borrowed(""), is_sure: true })
}

/// A level before what says how to handle what bears it, across the page: before as many characters as it has, as in
/// `内部文件禁止转发`, or before some that forbid, as in `社外秘転送禁止`. No sentence runs so.
fn read_watermark<'l>(lexicon: &'l Lexicon, text: &str, whole: &Range<usize>) -> Option<Found<'l>> {
    let letters: Vec<char> = text[whole.clone()].chars().filter(|&c| c != ' ').collect();
    if !letters.iter().all(|&c| crate::text::character::is_han_or_kana(c)) {
        return None;
    }
    let read = |length: usize| {
        let (level, handling) = letters.split_at(length);
        let level: String = level.iter().collect();
        let is_even = length >= MIN_FRAGMENT && handling.len() == length;
        let forbids = HANDLING_CHARS.contains(&handling.len()) && handling.iter().any(|&c| FORBIDS.contains(c));
        let known = lexicon.level(&level).filter(|known| known.writing == Writing::Han && !known.is_reserved);
        known.filter(|_| is_even || forbids)
    };
    // The longest.
    let known = (0..letters.len()).rev().find_map(read)?;
    Some(Found { range: whole.clone(), known, cost: OTHER_MARKS, tail: Cow::Borrowed(""), is_sure: true })
}

/// A level without its first or last letter: the box around writing on a narrow bar ends too early.
fn read_cut<'l>(lexicon: &'l Lexicon, text: &str, whole: &Range<usize>) -> Option<Found<'l>> {
    let own = &text[whole.clone()];
    let length = own.chars().count() + 1;
    let is_cut = |known: &&Known| {
        let cut = known.text.strip_prefix(own).or_else(|| known.text.strip_suffix(own));
        known.is_level && known.writing == Writing::Latin && cut.is_some_and(|cut| cut.chars().all(char::is_alphabetic))
    };
    let known = lexicon.of_length(length..=length).iter().find(is_cut).filter(|_| length >= MIN_CUT)?;
    Some(Found { range: whole.clone(), known, cost: OTHER_STAR, tail: Cow::Borrowed(""), is_sure: true })
}

/// The part of a range without what decorates its ends.
fn core(text: &str, range: Range<usize>) -> Range<usize> {
    let own = &text[range.clone()];
    let decorates = |c: char| !c.is_alphanumeric() && !matches!(c, '「' | '∏' | '∃' | '∂' | '∑' | '(' | ')');
    let start = range.start + own.len() - own.trim_start_matches(decorates).len();
    let end = range.start + own.trim_end_matches(decorates).len();
    start..end.max(start)
}

/// The phrase that a part of a row costs least to be taken for.
pub(super) fn nearest<'l>(
    lexicon: &'l Lexicon,
    text: &str,
    range: Range<usize>,
    wanted: impl Fn(&Known) -> bool,
) -> Option<Found<'l>> {
    let own = &text[range.clone()];
    let stem = own.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let (letters, stem_letters) = (Read::of(own), Read::of(stem));
    let length = letters.len();
    let mut best: Option<Found<'l>> = None;
    // Letters of other scripts are read as up to three of ours.
    for known in lexicon.of_length(length / 2..=length + length / 3 + 1) {
        let (read, range) = if known.has_number {
            (&stem_letters, range.start..range.start + stem.len())
        } else {
            (&letters, range.clone())
        };
        let budget = best.as_ref().map_or(known.budget, |best| best.cost.min(known.budget));
        if !wanted(known) || known.has_number && stem.len() == own.len() {
            continue;
        }
        if let Some(cost) = cost(&known.letters, read, budget)
            && let cost = cost + if known.is_reserved && cost > 0.0 { RESERVED } else { 0.0 }
            && best.as_ref().is_none_or(|best| cost < best.cost)
        {
            best = Some(Found { range, known, cost, tail: Cow::Borrowed(""), is_sure: false });
        }
    }
    best
}

/// A label and its level, or another neighbour of markings before a colon: `密级：机蜜`, `Kính gůi: …`.
fn read_field<'l>(lexicon: &'l Lexicon, text: &str) -> Option<Vec<Found<'l>>> {
    let Some(colon) = text.find([':', ';']) else { return read_field_without_colon(lexicon, text) };
    let label = nearest(lexicon, text, core(text, 0..colon), |known| known.is_label || !known.is_level)?;
    if !label.known.is_label {
        return Some(vec![label]);
    }
    let value = core(text, colon + 1..text.len());
    let level = nearest(lexicon, text, value.clone(), |known| known.is_level);
    let level = level.or_else(|| read_shortened(lexicon, text, &value));
    let level = level.or_else(|| read_before_label(lexicon, text, &value));
    Some([Some(label), level].into_iter().flatten().collect())
}

/// A level from which the next label follows without the blank that is printed there: `密级：机密缓急：特急`.
fn read_before_label<'l>(lexicon: &'l Lexicon, text: &str, value: &Range<usize>) -> Option<Found<'l>> {
    let own = &text[value.clone()];
    let (before, _) = own.split_once(':')?;
    let length = before.chars().count();
    let is_first = |known: &&Known| {
        let label = before.strip_prefix(known.text.as_str());
        known.is_level
            && known.writing == Writing::Han
            && label.is_some_and(|label| label.chars().all(char::is_alphabetic))
    };
    // The longest, before a label of at least two characters.
    let shorter = lexicon.of_length(0..=length.min(MAX_LABEL_CHARS).saturating_sub(MIN_LABEL_CHARS));
    let known = shorter.iter().rev().find(is_first)?;
    let range = value.start..value.start + known.text.len();
    Some(Found { range, known, cost: OTHER_MARKS, tail: Cow::Borrowed(" "), is_sure: true })
}

/// A level without one of its letters, where a label tells that it is one: `Geheimhaltungsgrad: GEHEM`.
fn read_shortened<'l>(lexicon: &'l Lexicon, text: &str, value: &Range<usize>) -> Option<Found<'l>> {
    let own = &text[value.clone()];
    let length = own.chars().count() + 1;
    let is_shortened = |known: &&Known| {
        let without = |at: usize| known.text.chars().enumerate().filter(move |&(index, _)| index != at).map(|(_, c)| c);
        known.is_level && known.writing == Writing::Latin && (0..length).any(|at| without(at).eq(own.chars()))
    };
    let known = lexicon.of_length(length..=length).iter().find(is_shortened).filter(|_| length >= MIN_CUT)?;
    Some(Found { range: value.clone(), known, cost: OTHER_STAR, tail: Cow::Borrowed(""), is_sure: true })
}

/// A label and its level, where the colon was read as a letter: `保密期限I機密`. Only among Han characters is that one
/// no letter of a word.
fn read_field_without_colon<'l>(lexicon: &'l Lexicon, text: &str) -> Option<Vec<Found<'l>>> {
    let mut places = text.char_indices().take(MAX_LABEL_CHARS).filter(|&(_, c)| lexicon.is_colon(c));
    places.find_map(|(colon, letter)| {
        let is_label = |known: &Known| known.is_label && known.writing == Writing::Han;
        let mut label = nearest(lexicon, text, 0..colon, is_label)?;
        label.range.end = colon + letter.len_utf8();
        label.tail = Cow::Borrowed("：");
        label.cost += OTHER_STAR;
        label.is_sure = true;
        let value = core(text, label.range.end..text.len());
        let level = nearest(lexicon, text, value, |known| known.is_level);
        Some([Some(label), level].into_iter().flatten().collect())
    })
}

/// A level before its star or period, one of which was misread: `机蜜★10年`, `机密大10年`.
fn read_star<'l>(lexicon: &'l Lexicon, text: &str, whole: &Range<usize>) -> Option<Found<'l>> {
    let own = &text[whole.clone()];
    // A comment of program text.
    let slashes = lexicon.delimiter(own);
    let own = own[slashes..].trim_start();
    let first = whole.end - own.len();
    STARRED_CHARS.into_iter().find_map(|count| {
        let (end, _) = own.char_indices().nth(count)?;
        let rest = &own[end..];
        let after = rest.trim_start();
        let mark = after.chars().next().filter(|&c| lexicon.is_star(c));
        let period = after[mark.map_or(0, char::len_utf8)..].trim_start();
        if !is_period(period) {
            return None;
        }
        let level = first..first + end;
        let mut found = nearest(lexicon, text, level, |known| known.is_starred)?;
        if mark.is_some_and(|mark| !matches!(mark, '*' | '▲')) {
            found.range.end = whole.end - period.len();
            found.tail = Cow::Borrowed("★");
            found.cost += OTHER_STAR;
        }
        if slashes > 0 && !text.starts_with("//") {
            found.range.start = whole.start;
            found.cost += OTHER_STAR;
        }
        Some(found)
    })
}

/// Whether a text is a length of time: `10年`, `6个月`, `lO年`, `长期`.
fn is_period(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, 'o' | 'l' | 'i' | ' '));
    let units = ["年", "个月", "個月", "月", "日", "天"];
    let length =
        text.len() > digits.len() && units.iter().any(|unit| digits.starts_with(unit)) && digits.chars().count() <= 3;
    length || text.starts_with("长期") || text.starts_with("長期")
}
