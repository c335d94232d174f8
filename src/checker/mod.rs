//! The one door: a submission goes in, a verdict comes out.
#[cfg(feature = "files")]
mod files;

use crate::detect::{Detection, Detector, look::Look};
use crate::extract::html::text_of;
use crate::finding::{self, Finding, Kind, Origin, Span};
#[cfg(feature = "files")]
use crate::image::Lexicon;
use crate::marking::catalogue::Catalogue;
use crate::order::sort_by_number;
use crate::pattern::{Matcher, NotAProgram};
use crate::policy::compiled::{CompiledPattern, CompiledPolicy, DictionaryName};
use crate::policy::model::ExamBoilerplate;
use crate::policy::{Policy, decide};
use crate::submission::{Channel, Item, Locale, Place, Submission};
use crate::substring::joined;
use crate::terms::Match;
use crate::text::Folded;
use crate::verdict::{Action, Inspection, Notice, NoticeKind, Verdict};
use std::sync::Arc;
#[cfg(feature = "files")]
use std::sync::OnceLock;

/// How much of one text is checked, in bytes of UTF-8. The rest gets the notice `truncated`.
pub const MAX_TEXT_BYTES: usize = 10 * 1024 * 1024;
/// How many findings a verdict carries: those of a few texts with as many as can be. More would help nobody to decide,
/// and the strictest come first.
pub const MAX_FINDINGS: usize = 3 * crate::detect::MAX_FINDINGS;
/// How many matches of one pattern are looked at in one text: the action is settled by the first.
const MAX_PATTERN_MATCHES: usize = 32;

/// Of a text in which some candidates were not judged.
const TOO_MANY_WORDS: &str = "it holds more words of markings than are looked at";

/// Checks submissions by one policy. Immutable; a new policy makes a new checker.
#[derive(Debug)]
pub struct Checker {
    detector: Detector,
    compiled: CompiledPolicy,
    /// One for each of `compiled.patterns`, in the same order.
    matchers: Vec<Matcher>,
    /// Made when the first picture comes.
    #[cfg(feature = "files")]
    lexicon: OnceLock<Lexicon>,
}

impl Default for Checker {
    /// By the default policy, without an administrator.
    fn default() -> Self {
        Checker::of(Detector::default(), CompiledPolicy::default(), Vec::new())
    }
}

impl Checker {
    /// By a compiled policy. Fails when its patterns, terms or marking systems are not as this version makes them.
    pub fn new(compiled: CompiledPolicy) -> Result<Checker, NotAProgram> {
        if !compiled.terms.is_sound(compiled.dictionaries.len()) {
            return Err(NotAProgram);
        }
        let matchers =
            compiled.patterns.iter().map(|pattern| Matcher::new(&pattern.program)).collect::<Result<_, _>>()?;
        let examinations = compiled.policy.exam_boilerplate == ExamBoilerplate::Find;
        let catalogue = match compiled.systems.as_slice() {
            [] => Catalogue::shipped(),
            declared => Arc::new(Catalogue::with(declared).map_err(|_| NotAProgram)?),
        };
        let detector = Detector { catalogue, examinations };
        Ok(Checker::of(detector, compiled, matchers))
    }

    fn of(detector: Detector, compiled: CompiledPolicy, matchers: Vec<Matcher>) -> Checker {
        Checker {
            detector,
            compiled,
            matchers,
            #[cfg(feature = "files")]
            lexicon: OnceLock::new(),
        }
    }

    /// The policy it checks by.
    pub fn policy(&self) -> &Policy {
        &self.compiled.policy
    }

    /// The policy it checks by, compiled.
    pub fn compiled(&self) -> &CompiledPolicy {
        &self.compiled
    }

    /// The verdict on one action of the person, however many items it has.
    pub fn check(&self, submission: &Submission<'_>) -> Verdict {
        let Submission { place, channel, locale, items } = submission;
        self.conclude(place.as_ref(), *channel, *locale, self.inspect(items, 0, *locale))
    }

    /// What some items of a submission hold, without a word on what becomes of them: a submission with many files is
    /// inspected one by one. `first` is the number of the first item in its submission.
    pub fn inspect(&self, items: &[Item<'_>], first: u32, locale: Locale) -> Inspection {
        let mut inspection = Inspection::default();
        let mut plain = "";
        for (index, item) in (first..).zip(items) {
            match item {
                Item::Text(all) => {
                    plain = first_bytes(all);
                    self.inspect_text(all, plain, Origin::Body, index, locale, &mut inspection);
                }
                Item::Html(all) => {
                    let text = text_of(first_bytes(all));
                    if !is_same_text(plain, &text, true) {
                        self.inspect_text(all, &text, Origin::Html, index, locale, &mut inspection);
                    }
                }
                #[cfg(feature = "files")]
                Item::File(file) => self.inspect_file(file, index, locale, &mut inspection),
            }
        }
        inspection
    }

    /// What could have been a marking in an item and was judged to be none, likeliest first in each of its parts.
    pub fn near_misses(&self, item: &Item<'_>, locale: Locale) -> Vec<Finding> {
        let missed = |text: &str, origin| self.detector.near_misses(first_bytes(text), origin, locale);
        match item {
            Item::Text(text) => missed(text, Origin::Body),
            Item::Html(html) => missed(&text_of(first_bytes(html)), Origin::Html),
            #[cfg(feature = "files")]
            Item::File(file) => {
                let read = crate::extract::file::read(file, locale);
                // Of a file that may be in several encodings, the likeliest.
                let reading = read.text.and_then(|text| text.into_readings().next()).unwrap_or_default();
                let texts = reading.parts.into_iter();
                let properties = read.properties.into_iter().chain(reading.properties);
                let properties = properties.map(|property| (Origin::Metadata, property.text));
                texts.chain(properties).flat_map(|(origin, text)| missed(&text, origin)).collect()
            }
        }
    }

    /// The verdict on a submission whose items were inspected.
    pub fn conclude(
        &self,
        place: Option<&Place>,
        channel: Channel,
        locale: Locale,
        Inspection { findings, mut notices, pictures, skimmed }: Inspection,
    ) -> Verdict {
        notices.extend(pictures);
        let mut verdict = decide(self.policy(), place, channel, locale, findings, notices);
        verdict.findings.truncate(MAX_FINDINGS);
        verdict.skimmed = skimmed;
        verdict
    }

    /// `all` is the format as it came, `text` what of it is read.
    fn inspect_text(&self, all: &str, text: &str, origin: Origin, item: u32, locale: Locale, into: &mut Inspection) {
        let what = if origin == Origin::Html { "html" } else { "text" };
        let mut truncated = |why: &str| {
            into.notices.push(Notice::new(NoticeKind::Truncated, joined(&[what, ": ", why])));
        };
        if all.len() > MAX_TEXT_BYTES {
            truncated("only the first 10 MiB were checked");
        }
        let Detection { findings: found, unread } = self.find(text, origin, locale);
        if unread {
            truncated(TOO_MANY_WORDS);
        }
        // The same marking in another format of the same content is not another marking.
        let known = into.findings.len();
        for finding in found {
            if !into.findings[..known].iter().any(|earlier| is_same_marking(earlier, &finding)) {
                into.findings.push(Finding { item, ..finding });
            }
        }
    }

    /// All markings of one text: those of the catalogue and those of the policy.
    fn find(&self, text: &str, origin: Origin, locale: Locale) -> Detection {
        self.find_shown(text, &[], origin, locale)
    }

    /// The same of a text that was seen: `looks` has for each of its lines what its look says.
    fn find_shown(&self, text: &str, looks: &[Look], origin: Origin, locale: Locale) -> Detection {
        let mut detection = self.detector.detect_shown(text, looks, origin, locale);
        for (pattern, matcher) in self.compiled.patterns.iter().zip(&self.matchers) {
            let mut cursor = Cursor::default();
            for found in matcher.find(text, MAX_PATTERN_MATCHES) {
                let start = cursor.advance(text, found.start);
                let line = cursor.line;
                let end = cursor.advance(text, found.end);
                detection.findings.push(pattern_finding(
                    pattern,
                    &text[found],
                    Span { start, end },
                    line,
                    origin,
                    locale,
                ));
            }
        }
        if !self.compiled.terms.is_empty() {
            let folded = Folded::new(text);
            for found in self.compiled.terms.find(folded.as_str()) {
                let dictionary = &self.compiled.dictionaries[usize::from(found.class.dictionary)];
                detection.findings.push(term_finding(dictionary, &found, &folded, origin, locale));
            }
        }
        sort_by_number(&mut detection.findings, |finding| u64::from(finding.span.start));
        detection
    }
}

/// As much of a text as is checked; whole characters.
fn first_bytes(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_TEXT_BYTES)]
}

/// Whether two findings of different items are one marking: what they say is the same but for blanks.
fn is_same_marking(a: &Finding, b: &Finding) -> bool {
    a.system == b.system && a.level == b.level && is_same_text(&a.quote, &b.quote, false)
}

/// Whether two texts are the same but for blanks: how formats of one content are compared, since they break lines
/// differently. With `by_lines` the first one also breaks its lines wherever the second does: programs that put several
/// formats on the clipboard may flatten one to a single line, on which a heading is a word among others.
fn is_same_text(plain: &str, shown: &str, by_lines: bool) -> bool {
    let mut plain = plain.chars();
    // Both begin a line.
    let (mut breaks, mut is_broken) = (false, true);
    for character in shown.chars() {
        if character.is_whitespace() {
            breaks |= by_lines && character == '\n';
            continue;
        }
        let same = loop {
            match plain.next() {
                Some(blank) if blank.is_whitespace() => is_broken |= blank == '\n',
                other => break other,
            }
        };
        if same != Some(character) || breaks && !is_broken {
            return false;
        }
        (breaks, is_broken) = (false, false);
    }
    plain.all(char::is_whitespace)
}

fn pattern_finding(
    pattern: &CompiledPattern,
    quote: &str,
    span: Span,
    line: u32,
    origin: Origin,
    locale: Locale,
) -> Finding {
    Finding {
        system: pattern.id.clone(),
        level: None,
        rank: pattern.rank,
        action: Action::default(),
        kind: Kind::Pattern,
        span,
        quote: finding::quote(quote),
        origin,
        item: 0,
        file: None,
        property: None,
        region: None,
        line,
        // The administrator said so; there is nothing to weigh.
        confidence: 1.0,
        evidence: Vec::new(),
        controls: Vec::new(),
        system_title: pattern.title.get(locale).unwrap_or(&pattern.id).clone(),
        level_title: None,
    }
}

fn term_finding(
    dictionary: &DictionaryName,
    found: &Match<'_>,
    folded: &Folded<'_>,
    origin: Origin,
    locale: Locale,
) -> Finding {
    Finding {
        system: dictionary.id.clone(),
        level: found.class.id.clone(),
        rank: found.class.rank,
        action: Action::default(),
        kind: Kind::Term,
        span: folded.span(found.range.clone()),
        quote: finding::quote(folded.original(found.range.clone())),
        origin,
        item: 0,
        file: None,
        property: None,
        region: None,
        line: folded.line_at(found.range.start).number,
        // As with patterns.
        confidence: 1.0,
        evidence: Vec::new(),
        controls: Vec::new(),
        system_title: dictionary.title.get(locale).unwrap_or(&dictionary.id).clone(),
        level_title: None,
    }
}

/// A place in a text that only moves forward.
struct Cursor {
    byte: usize,
    /// UTF-16 code units before `byte`.
    unit: u32,
    /// Counted from 1.
    line: u32,
}

impl Default for Cursor {
    fn default() -> Self {
        Cursor { byte: 0, unit: 0, line: 1 }
    }
}

impl Cursor {
    /// Moves to `byte`, a character boundary not before the present one; gives its offset in UTF-16 code units.
    fn advance(&mut self, text: &str, byte: usize) -> u32 {
        for character in text[self.byte..byte].chars() {
            self.unit += character.len_utf16() as u32;
            self.line += u32::from(character == '\n');
        }
        self.byte = byte;
        self.unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;

    #[test]
    fn what_a_pasted_page_shows_is_judged() {
        for (text, html) in [
            ("", "<svg xmlns='http://www.w3.org/2000/svg'><text>SECRET//NOFORN</text></svg>"),
            ("", "<svg><path d='M0 0'><p>SECRET//NOFORN</p><p>The pump house opens.</p>"),
            ("", "<noscript>SECRET//NOFORN</noscript><p>The pump house opens.</p>"),
            ("", "<!--><p>SECRET//NOFORN</p><!-- x -->"),
            // Flattened to one line by whoever copied it.
            (
                "SECRET The pump house opens on Monday at noon.",
                "<h1>SECRET</h1><p>The pump house opens on Monday at noon.</p>",
            ),
        ] {
            let items = vec![Item::Text(text), Item::Html(html)];
            let submission = Submission { place: None, channel: Channel::Paste, locale: Locale::English, items };
            let verdict = Checker::default().check(&submission);
            assert_eq!((verdict.action, verdict.complete), (Action::Warn, true), "{text} {html}");
        }
    }

    #[test]
    fn a_format_is_another_one_where_its_words_or_lines_are_not_in_the_plain_text() {
        for (plain, shown, expected) in [
            ("SECRET\nFerry", "SECRET\n\nFerry", true),
            ("\n\nSECRET\r\n Ferry  at noon\n", " SECRET\nFerry at\u{A0}noon", true),
            ("SECRET\nFerry\nat noon", "SECRET\nFerry at noon", true),
            ("SECRET Ferry", "\nSECRET Ferry\n", true),
            ("SECRET Ferry", "SECRET\nFerry", false),
            ("SECRET\nFerry at noon", "SECRET\nFerry\nat noon", false),
            ("SECRET", "SECRET Ferry", false),
            ("SECRET Ferry", "SECRET", false),
            ("", "", true),
            ("", "x", false),
        ] {
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(is_same_text(plain, shown, false), letters(plain) == letters(shown), "{plain:?} {shown:?}");
            assert_eq!(is_same_text(plain, shown, true), expected, "{plain:?} {shown:?}");
        }
    }
}
