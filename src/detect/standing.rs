//! Where on its line a level stands when it has something else beside it: companions of its system, a gap, the name of
//! an owner.
use core::ops::Range;

use super::{
    around::{is_as_printed, is_long},
    field::starts_with_field,
    lead::has_clock,
    page::Page,
    prose,
    reading::Claim,
    rest::is_date,
    scan::Hit,
    tail::Tail,
};
use crate::{
    Rank,
    marking::declaration::{Grammar, Stands, is_capitals},
    substring::any_of,
    text::character::{is_han_or_kana, trim_marks},
};

/// Fewest blanks between the columns of a letterhead.
const MIN_COLUMN_BLANKS: usize = 8;
/// Fewest blanks before a level of several words in capitals in the first line.
const MIN_HEAD_BLANKS: usize = 4;
/// Fewest blanks before what stands at the right margin.
const MIN_MARGIN_BLANKS: usize = 24;
/// Blanks that set off a column alone.
const WIDE_BLANKS: &[char] = &['\t', '\u{3000}'];
/// Most words of a date with its place before a marking: `Brussels, 3 May 2031   LIMITE`.
const MAX_PLACE_WORDS: usize = 3;
/// Longest name before a marking without a dash, in bytes.
const MAX_NAME_BYTES: usize = 40;
/// Longest time and name before a message, in bytes of folded text.
const MAX_SPEAKER_BYTES: usize = 80;
/// Highest rank of the markings after which companies print their names.
const MAX_OWNED_RANK: Rank = Rank::new(1).expect("it is a rank");
/// Most words of such a name with its dash and what stands behind it.
const MAX_OWNER_WORDS: usize = 10;

/// Whether all that stands before a level on its line is what stands beside markings of its system: `密电  绝密`, `Экз.
/// № 2  Секретно`.
pub(super) fn follows_companions(page: &Page<'_>, claim: &Claim, level_start: usize) -> bool {
    let before = page.before(level_start);
    before.ends_with(' ')
        && !before.trim_end().ends_with(any_of(&[',', ';']))
        && page.is_companion_text(claim.system, level_start - before.len()..level_start)
}

/// Whether the level stands in a column of its own, as a letterhead leaves the upper right for it: with its system's
/// companions near, or at the right margin of the first or last line.
pub(super) fn stands_apart(page: &Page<'_>, claim: &Claim, hit: &Hit) -> bool {
    let before = page.before(hit.range.start);
    let gap = before.len() - before.trim_end_matches(' ').len();
    let line = page.line_at(hit.range.start);
    let is_column = gap > 1 || page.source(hit.range.start - gap..hit.range.start).starts_with(WIDE_BLANKS);
    // The rows of a programme begin with dates, too.
    let is_row = |line: usize| page.line(line).as_bytes()[0].is_ascii_digit();
    let in_rows = || page.previous_inked(line).is_some_and(is_row) || page.next_inked(line).is_some_and(is_row);
    is_column && claim.stands <= Stands::Line && is_date(before, MAX_PLACE_WORDS) && !in_rows()
        || is_column && claim.stands == Stands::Anywhere && !prose::is_explaining(before)
        || gap >= MIN_MARGIN_BLANKS && (page.is_head(line) || page.is_foot(line))
        || gap >= MIN_COLUMN_BLANKS && page.supports(claim.system, &hit.range) > 0
        || gap >= MIN_HEAD_BLANKS
            && page.is_head(line)
            && is_long(page, &hit.range)
            && is_as_printed(page.source(hit.range.clone()), Some(*claim))
}

/// Whether who owns the text stands behind a marking that is all else in its first line, behind a dash only where the
/// marking is mild or its system knows the owner: `USAGE INTERNE – Ateliers du Lac`, `NATO SECRET | Fleet planning`.
pub(super) fn is_before_owner(page: &Page<'_>, claim: &Claim, level: &Range<usize>, end: usize) -> bool {
    let after = page.after(end);
    let columns = after.trim_start().starts_with('|');
    if !(columns || after.trim_start().starts_with('-')) {
        return false;
    }
    let long = claim.stands <= Stands::Line && is_long(page, level);
    let known = page.holds_support(claim.system, end..end + after.len());
    let name = trim_marks(page.source(end..end + after.len()));
    (long && (columns || claim.rank <= MAX_OWNED_RANK) || known)
        // `Company Internal | v3`
        && (name.starts_with(char::is_uppercase) || columns && matches!(name.as_bytes().first(), Some(b'v' | b'0'..=b'9')))
        && after.split_whitespace().count() <= MAX_OWNER_WORDS
        && !after.ends_with(any_of(if known { &['?', '!'] } else { &['.', '?', '!'] }))
        && page.is_head(page.line_at(level.start))
}

/// Whether the name of who owns the text stands before a mild marking without a dash, in the first or last line, in
/// capitals or as a company's, with its system's companions near: `OTWAY PHARMA CONFIDENTIAL` above `Slide 1 / 22`. One
/// word alone may as well be the title of a film.
pub(super) fn follows_owner(page: &Page<'_>, claim: &Claim, level: &Range<usize>) -> bool {
    let line = page.line_at(level.start);
    let start = level.start - page.before(level.start).len();
    let name = page.source(start..level.start);
    claim.rank <= MAX_OWNED_RANK
        && name.len() <= MAX_NAME_BYTES
        && (is_capitals(name) || page.holds_support(claim.system, start..level.start))
        && (page.supports(claim.system, level) > 0 || claim.stands <= Stands::Line && is_long(page, level))
        && (page.is_head(line) || page.is_foot(line))
}

/// Whether the level is the whole message of a line of a chat, which a time and a name begin: `[09:14] Reeves (HMT):
/// OFFICIAL-SENSITIVE`. One word may be an answer.
pub(super) fn is_message(page: &Page<'_>, claim: &Claim, level: &Range<usize>, tail: &Tail) -> bool {
    let before = page.before(level.start).trim_end();
    let line = page.line_at(level.start);
    let telling = tail.delimited || claim.stands == Stands::Anywhere || is_long(page, level);
    let asked = page.previous_inked(line).is_some_and(|above| page.line(above).ends_with('?'));
    before.len() <= MAX_SPEAKER_BYTES && claim.stands <= Stands::Line && telling && !asked && has_clock(before)
}

/// Whether a field of the document stands in the next column, and its system's companions near:
/// `特定秘密　指定番号：12`. A dictionary has the like.
pub(super) fn is_before_field(page: &Page<'_>, claim: &Claim, level: &Range<usize>, end: usize) -> bool {
    let after = page.after(end);
    let gap = after.len() - after.trim_start_matches(' ').len();
    (gap > 1 || page.source(end..end + gap).starts_with(WIDE_BLANKS))
        && starts_with_field(after)
        && page.supports(claim.system, level) > 0
}

/// Whether a name stands before the level, its period follows without a star, and nothing else does: `滨江重工 核心商密
/// 10年`, `滨江集团▲核心商密▲10年`.
pub(super) fn is_dated(page: &Page<'_>, claim: &Claim, hit: &Hit, tail: &Tail) -> bool {
    let name = page.before(hit.range.start).trim_end_matches(any_of(&[' ', '▲', '*'])).trim_start();
    tail.complete
        && !tail.controls.is_empty()
        && page.catalogue.follows(claim.system, Grammar::StarPeriod)
        && name.chars().all(is_han_or_kana)
}
