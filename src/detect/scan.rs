//! Finds the phrases of the catalogue in folded text, in one pass and without allocating.
//!
//! A text without an *anchor* (a level, a control that says enough by itself or stands behind a delimiter, a field
//! label, a portion mark) holds no marking, and nothing else has to be looked at. *Companions* (supports, confusers,
//! language words) are looked for only in a text with an anchor.
use crate::{
    marking::{
        catalogue::{Catalogue, PhraseId},
        pass::{ANCHOR, COMPANION, CONTROL, DELIMITED, MISREAD, PORTION},
    },
    text::{
        Folded,
        dictionary::Match,
        filter::{Filter, Starts, starts},
        misread::MISREAD_BYTES,
    },
};
use core::ops::Range;

/// Passes whose phrases are reported wherever they stand.
const ANYWHERE: u8 = ANCHOR | COMPANION;

/// A phrase of the catalogue in a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which.
    pub phrase: PhraseId,
    /// Where in the folded text.
    pub range: Range<usize>,
    /// Whether it is not written so, but as a scanner or a hasty typist gets it wrong: `C0NFIDENTIAL`.
    pub misread: bool,
}

/// All anchors of `text`, in order of where they begin, shorter ones of the same beginning first. Phrases that contain
/// others are reported besides them. A phrase that is nothing but a portion code is reported only after an opening
/// bracket and before what goes on with a portion mark or ends it; a control that marks nothing alone only behind a
/// delimiter, because the level before it may be misread.
pub fn anchors<'t>(catalogue: &'t Catalogue, text: &'t Folded<'_>) -> Hits<'t> {
    anchors_in(catalogue, text.as_str(), 0..text.as_str().len())
}

/// The anchors of a folded text that begin in `range`, or because of a bracket or delimiter in it. The ends of the
/// range are boundaries of characters.
pub(crate) fn anchors_in<'t>(catalogue: &'t Catalogue, text: &'t str, range: Range<usize>) -> Hits<'t> {
    Hits::new(catalogue, text.as_bytes(), range, &catalogue.anchors, ANCHOR | PORTION | DELIMITED)
}

/// The anchors of a text, or the first of them.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    /// In the order of [`anchors`].
    pub(crate) hits: Vec<Hit>,
    /// Whether there were more.
    pub(crate) truncated: bool,
    /// Whether there may be markup: it begins with signs that are seen in passing, as everything else that opens
    /// something.
    pub(crate) markup: bool,
}

impl Anchors {
    /// The anchors of `text`, at most so many.
    pub(crate) fn of(catalogue: &Catalogue, text: &Folded<'_>, limit: usize) -> Anchors {
        let mut all = anchors(catalogue, text);
        let hits: Vec<Hit> = all.by_ref().take(limit).collect();
        let truncated = all.next().is_some();
        Anchors { hits, truncated, markup: truncated || all.markup }
    }
}

/// All companions of `text` that begin in `range`, the ends of which are boundaries of characters, in the same order.
pub fn companions<'t>(catalogue: &'t Catalogue, text: &'t Folded<'_>, range: Range<usize>) -> Hits<'t> {
    Hits::new(catalogue, text.as_str().as_bytes(), range, &catalogue.companions, COMPANION)
}

/// The levels and controls, short forms included, that begin exactly at `offset`, shorter ones first. Does not look at
/// what stands before.
pub fn controls_at(catalogue: &Catalogue, text: &Folded<'_>, offset: usize) -> Vec<Hit> {
    phrases_at(catalogue, text, offset, CONTROL)
}

/// The portion codes of levels that begin exactly at `offset`, shorter ones first.
pub fn portions_at(catalogue: &Catalogue, text: &Folded<'_>, offset: usize) -> Vec<Hit> {
    phrases_at(catalogue, text, offset, PORTION)
}

fn phrases_at(catalogue: &Catalogue, text: &Folded<'_>, offset: usize, passes: u8) -> Vec<Hit> {
    let (mut hits, text) = (Vec::new(), text.as_str().as_bytes());
    catalogue.dictionary().matches_at(text, offset, &mut |found| {
        if catalogue.passes(found.phrase) & passes != 0 {
            hits.push(hit(found, offset, text));
        }
    });
    hits
}

/// The phrase in `text`, without the delimiter that makes letters a level, as in `TS//`.
#[inline(never)]
fn hit(found: Match, start: usize, text: &[u8]) -> Hit {
    let delimiter = if text[..found.end].ends_with(b"//") { 2 } else { 0 };
    Hit { phrase: PhraseId(found.phrase as u16), range: start..found.end - delimiter, misread: false }
}

/// Longest run of blanks between a bracket and a portion code, or between a delimiter and a control.
const MAX_OPENING_BLANKS: usize = 4;

/// Hits of one pass; made by [`anchors`] and [`companions`].
#[derive(Debug)]
pub struct Hits<'t> {
    catalogue: &'t Catalogue,
    text: &'t [u8],
    filter: &'t Filter,
    starts: Starts<'t>,
    /// Passes whose phrases are reported.
    passes: u8,
    /// Hits of one beginning that were not handed out yet, last one first.
    pending: Vec<Hit>,
    /// Whether a sign was passed with which markup begins.
    markup: bool,
}

impl<'t> Hits<'t> {
    fn new(catalogue: &'t Catalogue, text: &'t [u8], range: Range<usize>, filter: &'t Filter, passes: u8) -> Hits<'t> {
        Hits {
            catalogue,
            text,
            filter,
            starts: starts(text, range, filter),
            passes,
            pending: Vec::new(),
            markup: false,
        }
    }
}

impl Iterator for Hits<'_> {
    type Item = Hit;

    fn next(&mut self) -> Option<Hit> {
        loop {
            if let Some(hit) = self.pending.pop() {
                return Some(hit);
            }
            let start = self.starts.next()?;
            let (catalogue, text, passes, pending) = (self.catalogue, self.text, self.passes, &mut self.pending);
            // What opens something begins no phrase but where the filter says so; all other places were asked.
            let is_opening = match text[start] {
                // Where round brackets are lost, portion marks are in angle ones, with which markup begins, too.
                open @ (b'(' | b'[' | b'{' | b'<') if passes & PORTION != 0 => {
                    self.markup |= open == b'<';
                    look_for_portions(catalogue, text, start + 1, passes, pending);
                    true
                }
                b'/' | b'\\' | b'|' if passes & DELIMITED != 0 => {
                    look_for_controls(catalogue, text, start + 1, passes, pending);
                    true
                }
                b'<' | b'*' => {
                    self.markup = true;
                    true
                }
                _ => false,
            };
            if !is_opening || self.filter.admits(text, start) {
                catalogue.dictionary().matches_at(text, start, &mut |found| {
                    if catalogue.passes(found.phrase) & passes & ANYWHERE != 0 {
                        pending.push(hit(found, start, text));
                    }
                });
                if pending.is_empty() && passes & ANCHOR != 0 && catalogue.misread.admits(text, start) {
                    look_for_misread(catalogue, text, start, MISREAD, MIN_MISREAD_LEVEL_BYTES, pending);
                }
            }
            pending.reverse();
        }
    }
}

/// Looks behind an opening bracket, which ends at `inside`, for portion codes before what ends a portion mark or goes
/// on with it.
fn look_for_portions(catalogue: &Catalogue, text: &[u8], inside: usize, passes: u8, pending: &mut Vec<Hit>) {
    let opened = skip_blanks(text, inside);
    let start = skip_owner(text, opened);
    if !catalogue.portions.admits(text, start) {
        return;
    }
    catalogue.dictionary().matches_at(text, start, &mut |found| {
        // The owners follow: `(//JOINT S CAN USA)`.
        let goes_on = start > opened + OWNER_BYTES
            || matches!(
                text.get(skip_blanks(text, found.end)),
                Some(b')' | b']' | b'}' | b'/' | b'\\' | b'|' | b'-' | b',' | b'*')
            );
        let pass = catalogue.passes(found.phrase);
        if goes_on && pass & PORTION != 0 && pass & passes & ANYWHERE == 0 {
            pending.push(hit(found, start, text));
        }
    });
}

/// The controls of which letters are misread that begin exactly at `offset`. Does not look at what stands before.
pub(crate) fn misread_controls_at(catalogue: &Catalogue, text: &Folded<'_>, offset: usize) -> Vec<Hit> {
    let mut hits = Vec::new();
    look_for_misread(catalogue, text.as_str().as_bytes(), offset, DELIMITED, MIN_MISREAD_CONTROL_BYTES, &mut hits);
    hits
}

/// Skips the country whose marking follows in the American format, or that it is of several: `(//DEU S)`, `(//JOINT S`,
/// `(JOINT S`.
fn skip_owner(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let joint = rest.strip_prefix(b"//").unwrap_or(rest);
    if joint.starts_with(JOINT.as_bytes()) {
        return at + rest.len() - joint.len() + JOINT.len();
    }
    match rest.get(..OWNER_BYTES) {
        Some([b'/', b'/', country @ .., b' ']) if country.iter().all(u8::is_ascii_lowercase) => at + OWNER_BYTES,
        _ => at,
    }
}

/// What stands before the code of what several countries own.
pub(super) const JOINT: &str = "joint ";

/// Length of two slashes, a trigraph and a blank.
pub(super) const OWNER_BYTES: usize = 6;

/// What stands before the categories of CUI that a law specifies (32 CFR 2002): `CUI//SP-CTI`.
pub(crate) const SPECIFIED: &str = "sp-";

/// Looks behind a delimiter, which ends at `after`, for controls that are anchors only there.
fn look_for_controls(catalogue: &Catalogue, text: &[u8], after: usize, passes: u8, pending: &mut Vec<Hit>) {
    let start = skip_blanks(text, after);
    let start = start + if text[start..].starts_with(SPECIFIED.as_bytes()) { SPECIFIED.len() } else { 0 };
    // Paths and addresses have many. Both are asked before anything depends on one of them.
    if !(catalogue.delimited.may_admit(text, start) | catalogue.misread_delimited.admits(text, start)) {
        return;
    }
    let mut exact = false;
    if catalogue.delimited.admits(text, start) {
        catalogue.dictionary().matches_at(text, start, &mut |found| {
            let pass = catalogue.passes(found.phrase);
            exact |= pass & DELIMITED != 0;
            if pass & DELIMITED != 0 && pass & passes & ANYWHERE == 0 {
                pending.push(hit(found, start, text));
            }
        });
    }
    // There is little behind delimiters, so that all controls can be looked for.
    if !exact && catalogue.misread_delimited.admits(text, start) {
        look_for_misread(catalogue, text, start, DELIMITED, MIN_MISREAD_CONTROL_BYTES, pending);
    }
}

/// Shortest control that is looked for as it is misread, in bytes.
const MIN_MISREAD_CONTROL_BYTES: usize = MISREAD_BYTES;
/// Shortest level that is taken for misread where no delimiter follows, in bytes: a player may be called `S3CRET`.
pub(super) const MIN_MISREAD_LEVEL_BYTES: usize = 8;

/// Looks for phrases of a pass of which letters are misread: of so many bytes, or before a delimiter, `S3CRET//NOFORN`.
fn look_for_misread(catalogue: &Catalogue, text: &[u8], start: usize, pass: u8, bytes: usize, pending: &mut Vec<Hit>) {
    catalogue.dictionary().misread_at(text, start, &mut |found| {
        let delimited = matches!(text.get(found.end), Some(b'/' | b'\\' | b'|'));
        let long = found.end - start >= bytes || delimited && found.end - start >= MISREAD_BYTES;
        if catalogue.passes(found.phrase) & pass != 0 && long {
            pending.push(Hit { misread: true, ..hit(found, start, text) });
        }
    });
}

fn skip_blanks(text: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < from + MAX_OPENING_BLANKS && text.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The folded texts of the anchors of `text`.
    fn found(text: &str) -> Vec<String> {
        let folded = Folded::new(text);
        let mut found: Vec<_> =
            anchors(&Catalogue::shipped(), &folded).map(|hit| folded.as_str()[hit.range].to_owned()).collect();
        found.dedup();
        found
    }

    #[test]
    fn phrases_are_found_however_they_are_written() {
        for (text, expected) in [
            ("NATO SECRET", "nato secret"),
            ("ＮＡＴＯ　ＳＥＣＲＥＴ", "nato secret"),
            ("NATO   \n  SECRET", "nato   \n  secret"),
            ("N\u{200B}ATO SEC\u{AD}RET!", "nato secret"),
            ("NATOSECRET", "natosecret"),
            ("TLP:RED", "tlp:red"),
            ("tlp : red", "tlp : red"),
            ("TUYỆT MẬT", "tuyệt mật"),
            ("TUYE\u{323}\u{302}T MA\u{302}\u{323}T", "tuyệt mật"),
        ] {
            assert!(found(text).contains(&expected.to_owned()), "{text:?}: {:?}", found(text));
        }
    }

    #[test]
    fn phrases_end_where_words_do() {
        for text in ["NATO\n\nSECRET", "NATO SECRETARIAT", "ANATO SECRET", "NATO /SECRET", "NATÓ SECRET"] {
            assert!(
                !found(text).iter().any(|found| found.starts_with("nato") && found.ends_with("secret")),
                "{text:?}: {:?}",
                found(text)
            );
        }
    }

    #[test]
    fn portion_codes_are_found_after_brackets_only() {
        for (text, expected) in
            [("(NR) text", true), ("[ NR // ATOMAL ] text", true), ("NR text", false), ("(NR text)", false)]
        {
            assert_eq!(found(text).contains(&"nr".to_owned()), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_written_right_is_not_misread() {
        for text in ["draft/FOUO", "【/取扱注意】", "SECRET//NOFORN"] {
            let folded = Folded::new(text);
            let found: Vec<Hit> = anchors(&Catalogue::shipped(), &folded).collect();
            assert!(!found.is_empty() && found.iter().all(|hit| !hit.misread), "{text}: {found:?}");
        }
    }
}
