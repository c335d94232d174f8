//! Where on its line a level stands when it has something else beside it: companions of its system, a gap, the name of an owner.
use core::ops::Range;

use super::{
    around::is_long,
    page::{Page, is_unspaced},
    reading::Claim,
    scan::Hit,
    tail::Tail,
};
use crate::{
    Rank,
    marking::declaration::{Grammar, Stands},
    substring::any_of,
};

/// Fewest blanks between the columns of a letterhead.
const MIN_COLUMN_BLANKS: usize = 8;
/// Fewest blanks before what stands at the right margin.
const MIN_MARGIN_BLANKS: usize = 24;
/// Highest rank of the markings after which companies print their names.
const MAX_OWNED_RANK: Rank = Rank::new(1).expect("it is a rank");
/// Most words of such a name with its dash and what stands behind it.
const MAX_OWNER_WORDS: usize = 10;

/// Whether all that stands before a level on its line is what stands beside markings of its system: `密电  绝密`, `Экз. № 2  Секретно`.
pub(super) fn follows_companions(page: &Page<'_>, claim: &Claim, level_start: usize) -> bool {
    let before = page.before(level_start);
    before.ends_with(' ')
        && !before.trim_end().ends_with(any_of(&[',', ';']))
        && page.is_companion_text(claim.system, level_start - before.len()..level_start)
}

/// Whether the level stands in a column of its own, as a letterhead leaves the upper right for it: with its system's companions near, or
/// at the right margin of the first or last line.
pub(super) fn stands_apart(page: &Page<'_>, claim: &Claim, hit: &Hit) -> bool {
    let before = page.before(hit.range.start);
    let gap = before.len() - before.trim_end_matches(' ').len();
    let line = page.line_at(hit.range.start);
    gap >= MIN_MARGIN_BLANKS && (page.is_head(line) || page.is_foot(line))
        || gap >= MIN_COLUMN_BLANKS && page.supports(claim.system, &hit.range) > 0
}

/// Whether who owns the text stands behind a mild marking that is all else in its first line: `USAGE INTERNE – Ateliers du Lac`.
pub(super) fn is_before_owner(page: &Page<'_>, claim: &Claim, level: &Range<usize>, end: usize) -> bool {
    let after = page.after(end);
    claim.rank <= MAX_OWNED_RANK
        && after.trim_start().starts_with('-')
        && (claim.stands <= Stands::Line && is_long(page, level)
            || page.holds_support(claim.system, end..end + after.len()))
        && page
            .source(end..end + after.len())
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(char::is_uppercase)
        && after.split_whitespace().count() <= MAX_OWNER_WORDS
        && !after.ends_with(any_of(&['.', '?', '!']))
        && page.is_head(page.line_at(level.start))
}

/// Whether a name stands before the level, its period follows without a star, and nothing else does: `滨江重工 核心商密 10年`, `滨江集团▲核心商密▲10年`.
pub(super) fn is_dated(page: &Page<'_>, claim: &Claim, hit: &Hit, tail: &Tail) -> bool {
    let name = page.before(hit.range.start).trim_end_matches(any_of(&[' ', '▲', '*'])).trim_start();
    tail.complete
        && !tail.controls.is_empty()
        && page.catalogue.follows(claim.system, Grammar::StarPeriod)
        && name.chars().all(is_unspaced)
}
