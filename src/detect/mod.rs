//! Finds markings in text. Knows nothing of policy.
//!
//! ```text
//! fold → scan    no phrase of any system: no marking, return
//!      → read    field, banner, portion, authority block: what would this be if it were a marking?
//!      → judge   what speaks for and against it, on its line, near it, and elsewhere in the text
//!      → Finding those whose log-odds are above zero
//! ```
mod around;
mod authority;
mod banner;
mod beside;
mod column;
mod compare;
pub mod cue;
mod field;
#[cfg(test)]
mod fuzz;
mod grades;
mod judge;
mod known;
mod lead;
pub mod look;
mod meant;
pub mod near_miss;
mod page;
mod portion;
mod prose;
mod reading;
mod repair;
mod rest;
pub mod scan;
#[cfg(feature = "files")]
mod seen;
mod standing;
mod star_period;
mod tail;
mod words;

use crate::{
    Finding, Locale, Origin, Rank,
    extract::markup::{MAX_MARKUP_BYTES, Unmarked, has_blocks, words_with_markup},
    finding::{self, Span},
    marking::{catalogue::Catalogue, declaration::Grammar},
    order::sort_by_number,
    substring::joined,
    text::Folded,
};
use look::Look;
use std::sync::Arc;

use page::{MAX_HITS, Page};
#[cfg(feature = "files")]
pub(crate) use prose::is_byline;
use reading::{Name, Reading};
use scan::Anchors;
use tail::Control;
#[cfg(feature = "inpage")]
pub(crate) use words::PACKED_WORDS;
#[cfg(feature = "files")]
pub(crate) use words::{List, begins, is};

/// How far behind the beginning of a tag, and how far before one, a phrase may stand that is looked at as a line of its
/// own, in bytes.
const BEHIND_TAG_BYTES: usize = MAX_MARKUP_BYTES + BEFORE_TAG_BYTES;
const BEFORE_TAG_BYTES: usize = 100;

/// How many findings of one reading of a text are kept, highest ranks first. The first of any other system and rank is
/// kept besides, so that no rule misses what it is about.
pub const MAX_FINDINGS: usize = 64;

/// Finds markings of all systems of a catalogue.
#[derive(Clone, Debug)]
pub struct Detector {
    /// The systems.
    pub catalogue: Arc<Catalogue>,
    /// Whether the boilerplate of examination papers, `绝密★启用前`, counts as a marking. Printed on every mock paper
    /// that people share; only who makes the real ones wants to be warned.
    pub examinations: bool,
}

/// What was found in one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detection {
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// Whether there were more words to look at than are looked at: what is missing may rank higher.
    pub unread: bool,
}

impl Default for Detector {
    /// For the systems that ship.
    fn default() -> Detector {
        Detector { catalogue: Catalogue::shipped(), examinations: false }
    }
}

impl Detector {
    /// All markings of `text`, in the order of the text.
    pub fn find(&self, text: &str, origin: Origin, locale: Locale) -> Vec<Finding> {
        self.detect(text, origin, locale).findings
    }

    /// As [`Detector::find`], and whether that is all.
    pub fn detect(&self, text: &str, origin: Origin, locale: Locale) -> Detection {
        self.detect_shown(text, &[], origin, locale)
    }

    /// As [`Detector::detect`], of a text that was seen: `looks` has for each of its lines what its look says of it.
    pub(crate) fn detect_shown(&self, text: &str, looks: &[Look], origin: Origin, locale: Locale) -> Detection {
        let mut detection = Detection::default();
        let markup = self.read_as_written(text, looks, origin, locale, &mut detection);
        // Text with markup is read a second time as who sees its page does.
        if looks.is_empty() && self.may_gain_unmarked(text, markup) {
            self.read_unmarked(text, origin, locale, &mut detection);
        }
        sort_by_number(&mut detection.findings, |finding| {
            u64::from(finding.span.start) << 32 | u64::from(u32::MAX - finding.span.end)
        });
        detection
    }

    /// Adds what is found in a text as it is, and closed up.
    fn read_as_written(
        &self,
        text: &str,
        looks: &[Look],
        origin: Origin,
        locale: Locale,
        into: &mut Detection,
    ) -> Markup {
        let folded = Folded::new(text);
        let markup = self.read(&folded, looks, origin, locale, false, into);
        // Spaced and vertical letters are read a second time, closed up; only what stands in such a run counts then.
        let tells = |text: &str, run: usize| {
            let mut anchors = scan::anchors_in(&self.catalogue, text, 0..text.len());
            anchors.any(|hit| hit.range.start >= run)
        };
        if folded.has_run(tells)
            && let Some(closed) = folded.closed_up()
        {
            self.read(&closed, looks, origin, locale, true, into);
        }
        markup
    }

    /// Whether anything may be found without the markup that is not found with it: where a phrase stands near blocks,
    /// which make lines; and where markup takes a word apart that is part of one.
    fn may_gain_unmarked(&self, text: &str, markup: Markup) -> bool {
        let splits_phrase = || {
            let words = words_with_markup(text);
            !words.is_empty() && scan::anchors(&self.catalogue, &Folded::new(&words)).next().is_some()
        };
        match markup {
            Markup::None => false,
            Markup::Possible => splits_phrase(),
            Markup::BlocksNearPhrase => true,
        }
    }

    /// Adds what is found in the text that markup leaves.
    #[inline(never)]
    fn read_unmarked(&self, text: &str, origin: Origin, locale: Locale, into: &mut Detection) {
        let unmarked = Unmarked::of(text);
        let mut found = Detection::default();
        self.read_as_written(&unmarked.text, &[], origin, locale, &mut found);
        let mut known = core::mem::take(&mut into.findings);
        for mut finding in found.findings {
            let place = unmarked.place(text, finding.span, finding.line);
            finding.quote = finding::quote(place.source);
            (finding.span, finding.line) = (place.span, place.line);
            add(finding, &mut known, &mut into.findings);
        }
        into.findings.append(&mut known);
        into.unread |= found.unread;
    }

    /// Adds what one reading of a text finds, of one that is `closed_up` only what stands in a run, unless it overlaps
    /// what is known.
    fn read(
        &self,
        folded: &Folded<'_>,
        looks: &[Look],
        origin: Origin,
        locale: Locale,
        closed_up: bool,
        into: &mut Detection,
    ) -> Markup {
        let anchors = Anchors::of(&self.catalogue, folded, MAX_HITS);
        let markup = if anchors.markup { Markup::Possible } else { Markup::None };
        let Some(mut page) = Page::of(&self.catalogue, folded, anchors) else { return markup };
        page.examinations = self.examinations;
        page.looks = looks;
        let mut readings = judge::judge(&page);
        into.unread |= page.truncated.get();
        readings.retain(|reading| reading.holds() && (!closed_up || folded.closed_run(reading.range.start).is_some()));
        keep_one_of_each(&mut readings);
        let mut known = core::mem::take(&mut into.findings);
        for reading in &readings {
            add(finding(&page, reading, origin, locale), &mut known, &mut into.findings);
        }
        into.findings.append(&mut known);
        if markup == Markup::Possible && !closed_up && stands_near_blocks(&page) {
            return Markup::BlocksNearPhrase;
        }
        markup
    }
}

/// What a text shows of markup while it is read as it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Markup {
    /// It has none.
    None,
    /// Signs with which markup may begin.
    Possible,
    /// A phrase that was looked at stands near a block of it.
    BlocksNearPhrase,
}

/// Whether a phrase stands where a block or cell of markup may make a line of its own for it: behind a tag on its line,
/// or before one.
#[inline(never)]
fn stands_near_blocks(page: &Page<'_>) -> bool {
    let text = page.folded.source();
    let mut looked = 0_usize;
    page.anchors.iter().any(|hit| {
        let place = page.folded.original_range(hit.range.clone());
        let from = place.start.saturating_sub(BEHIND_TAG_BYTES).max(looked.saturating_sub(BEFORE_TAG_BYTES));
        let before = &text[text.floor_char_boundary(from).min(place.start)..place.start];
        looked = text.floor_char_boundary(place.end + BEFORE_TAG_BYTES);
        let after = &text[place.end..looked];
        let is_break = |&byte: &u8| byte == b'\n';
        let start = before.as_bytes().iter().rposition(is_break).map_or(0, |at| at + 1);
        let end = after.as_bytes().iter().position(is_break).unwrap_or(after.len());
        // A tag that holds the phrase, as an attribute of it, makes no line for it.
        has_blocks(&before[start..]) || has_blocks(&after[..end])
    })
}

/// Adds a finding of a later reading to `found` unless it overlaps one that is `known`.
fn add(finding: Finding, known: &mut Vec<Finding>, found: &mut Vec<Finding>) {
    let Span { start, end } = finding.span;
    // A level of one character is part of a longer one that is written down the page: `极` above `秘`.
    known.retain(|part| part.span.start < start || end < part.span.end || part.rank >= finding.rank);
    if !known.iter().any(|other| other.span.start < end && start < other.span.end) {
        found.push(finding);
    }
}

/// Leaves the first [`MAX_FINDINGS`], higher ranks first and within a rank in the order of the text, and of the others
/// the first of each system and rank: rules tell nothing else apart.
fn keep_one_of_each(readings: &mut Vec<Reading>) {
    sort_by_number(readings, |reading| {
        u64::from(Rank::MAX.get() - reading.rank.get()) << 32 | reading.range.start as u64
    });
    let mut ranks = [0_u8; 1 << u8::BITS];
    let mut kept = 0;
    readings.retain(|reading| {
        let (known, rank) = (&mut ranks[usize::from(reading.system)], 1 << reading.rank.get());
        let keep = kept < MAX_FINDINGS || *known & rank == 0;
        *known |= rank;
        kept += usize::from(keep);
        keep
    });
}

/// The finding that a reading is told as.
fn finding(page: &Page<'_>, reading: &Reading, origin: Origin, locale: Locale) -> Finding {
    let catalogue = page.catalogue;
    let system = catalogue.system(reading.system);
    let (level, level_title) = match reading.claim.map(|claim| claim.name) {
        Some(Name::Level(level)) => {
            let level = catalogue.level(level);
            let title = Some(catalogue.localised(level.title, locale)).filter(|title| !title.is_empty());
            (Some(catalogue.text(level.name)), title)
        }
        Some(Name::Control(control)) => (Some(catalogue.text(catalogue.control(control).name)), None),
        None => (None, None),
    };
    // A control that raises the rank is part of what the level is: `UNCLASSIFIED//FOUO`.
    let raising = reading.controls.iter().find_map(|control| match control {
        Control::Known { index, .. } if reading.claim.is_some_and(|claim| claim.rank < reading.rank) => {
            Some(catalogue.text(catalogue.control(*index).name))
        }
        _ => None,
    });
    let level = level.map(|level| raising.map_or_else(|| level.to_owned(), |raising| joined(&[level, "//", raising])));
    Finding {
        system: catalogue.text(system.id).to_owned(),
        level,
        rank: reading.rank,
        action: crate::verdict::Action::default(),
        kind: reading.kind,
        span: page.folded.span(reading.range.clone()),
        quote: finding::quote(page.source(reading.range.clone())),
        origin,
        item: 0,
        file: None,
        property: None,
        region: None,
        line: page.folded.line_at(reading.range.start).number,
        confidence: reading.cues.confidence(),
        evidence: reading.cues.evidence(),
        controls: reading.controls.iter().map(|control| told(page, reading.system, control)).collect(),
        system_title: catalogue.localised(system.title, locale).to_owned(),
        level_title: level_title.map(str::to_owned),
    }
}

/// What stands behind a star, by the Chinese rules.
const PERIOD: &str = "How long it is secret, or until when";

fn told(page: &Page<'_>, system: u8, control: &Control) -> finding::Control {
    match control {
        Control::Known { index, value, .. } => {
            let declared = page.catalogue.control(*index);
            let (name, value) = (page.catalogue.text(declared.name), page.source(value.clone()));
            let meaning = Some(page.catalogue.text(declared.meaning)).filter(|meaning| !meaning.is_empty());
            finding::Control { name: joined(&[name, value]), meaning: meaning.map(str::to_owned) }
        }
        Control::Other(range) => finding::Control {
            name: page.source(range.clone()).to_owned(),
            meaning: page.catalogue.follows(system, Grammar::StarPeriod).then(|| PERIOD.to_owned()),
        },
    }
}

/// System and rank of the highest finding, for the tests of the grammars.
#[cfg(test)]
fn highest(text: &str) -> Option<(String, u8)> {
    let findings = Detector::default().find(text, Origin::Body, Locale::English);
    findings.into_iter().max_by_key(|finding| finding.rank).map(|finding| (finding.system, finding.rank.get()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markup_takes_apart_is_found_as_a_whole() {
        for (text, quote, expected) in [
            ("SEC<!-- -->RET//NOFORN\nBarge", "SEC<!-- -->RET//NOFORN", Some(("us", 4, 1))),
            ("note\n\n**S**ECRET//NOFORN\nBarge", "S**ECRET//NOFORN", Some(("us", 4, 3))),
            ("<p>S<b>EC</b>RET//NOFORN</p><p>Barge</p>", "S<b>EC</b>RET//NOFORN", Some(("us", 4, 1))),
            ("a\n<!--\n--><b>机</b>密★<i>5</i>年", "机</b>密★<i>5</i>年", Some(("cn", 4, 3))),
            ("<p><span>绝</span><span>密</span></p><p>西坪县人民政府文件</p>", "绝</span><span>密", Some(("cn", 5, 1))),
            ("<p>绝密</p><p>西坪县人民政府文件</p><p>西政发〔2031〕2号</p>", "绝密", Some(("cn", 5, 1))),
            (
                "<tr><th>Title</th><th>Classification</th></tr><tr><td>Barge</td><td>SECRET//NF</td></tr>",
                "SECRET//NF",
                Some(("us", 4, 1)),
            ),
            ("<tr><td>机</td><td>密</td></tr>", "", None),
            ("<li>S</li><li>ECRET</li>", "", None),
            ("<p>The word SEC<b>RET</b> is on it.</p>", "", None),
            ("S<b>ECRET</b>ARY of the board", "", None),
        ] {
            let findings = Detector::default().find(text, Origin::Body, Locale::English);
            let first = findings.first().map(|finding| (finding.system.as_str(), finding.rank.get(), finding.line));
            assert_eq!(first, expected, "{text}");
            let Some(finding) = findings.first() else { continue };
            let units: Vec<u16> = text.encode_utf16().collect();
            let found = &units[finding.span.start as usize..finding.span.end as usize];
            assert_eq!(String::from_utf16_lossy(found), quote, "{text}");
            assert_eq!(finding.quote, quote, "{text}");
        }
    }
}
