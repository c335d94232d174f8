//! The one door: a submission goes in, a verdict comes out.
use crate::detect::{Detection, Detector};
use crate::extract::html::text_of;
use crate::finding::{Finding, Kind, MAX_QUOTE_CHARS, Origin, Span};
use crate::order::sort_by_number;
use crate::pattern::{Matcher, NotAProgram};
use crate::policy::compiled::{CompiledPattern, CompiledPolicy, DictionaryName};
use crate::policy::model::ExamBoilerplate;
use crate::policy::{Policy, decide};
use crate::submission::{Item, Locale, Submission};
use crate::terms::Match;
use crate::text::Folded;
use crate::verdict::{Notice, NoticeKind, Verdict};
use std::borrow::Cow;

/// How much of one text is checked, in bytes of UTF-8. The rest gets the notice `truncated`.
pub const MAX_TEXT_BYTES: usize = 10 * 1024 * 1024;
/// How many findings a verdict carries. More would help nobody to decide, and the strictest come first.
pub const MAX_FINDINGS: usize = 200;
/// How many matches of one pattern are looked at in one text: the action is settled by the first.
const MAX_PATTERN_MATCHES: usize = 32;

/// Checks submissions by one policy. Immutable; a new policy makes a new checker.
#[derive(Debug)]
pub struct Checker {
    detector: Detector,
    compiled: CompiledPolicy,
    /// One for each of `compiled.patterns`, in the same order.
    matchers: Vec<Matcher>,
}

impl Default for Checker {
    /// By the default policy, without an administrator.
    fn default() -> Self {
        Checker { detector: Detector::default(), compiled: CompiledPolicy::default(), matchers: Vec::new() }
    }
}

impl Checker {
    /// By a compiled policy. Fails when its patterns or terms are not as this version makes them.
    pub fn new(compiled: CompiledPolicy) -> Result<Checker, NotAProgram> {
        if !compiled.terms.is_sound(compiled.dictionaries.len()) {
            return Err(NotAProgram);
        }
        let matchers =
            compiled.patterns.iter().map(|pattern| Matcher::new(&pattern.program)).collect::<Result<_, _>>()?;
        let examinations = compiled.policy.exam_boilerplate == ExamBoilerplate::Find;
        let detector = Detector { examinations, ..Detector::default() };
        Ok(Checker { detector, compiled, matchers })
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
        let mut findings: Vec<Finding> = Vec::new();
        let mut notices = Vec::new();
        let mut plain = "";
        for (index, item) in (0u32..).zip(&submission.items) {
            let (all, origin, what) = match item {
                Item::Text(text) => (*text, Origin::Body, "text"),
                Item::Html(html) => (*html, Origin::Html, "html"),
            };
            let part = first_bytes(all);
            if part.len() < all.len() {
                notices.push(truncated(what, "only the first 10 MiB were checked"));
            }
            let text = match item {
                Item::Text(_) => Cow::Borrowed(part),
                Item::Html(_) => Cow::Owned(text_of(part)),
            };
            match item {
                Item::Text(_) => plain = part,
                Item::Html(_) if letters(&text).eq(letters(plain)) => continue,
                Item::Html(_) => {}
            }
            let Detection { findings: found, unread, .. } = self.find(&text, origin, submission.locale);
            if unread {
                notices.push(truncated(what, "it holds more words of markings than are looked at"));
            }
            // The same marking in another format of the same content is not another marking.
            let known = findings.len();
            for finding in found {
                if !findings[..known].iter().any(|earlier| is_same_marking(earlier, &finding)) {
                    findings.push(Finding { item: index, ..finding });
                }
            }
        }
        let mut verdict =
            decide(self.policy(), submission.place.as_ref(), submission.channel, submission.locale, findings, notices);
        verdict.findings.truncate(MAX_FINDINGS);
        verdict
    }

    /// All markings of one text: those of the catalogue and those of the policy.
    fn find(&self, text: &str, origin: Origin, locale: Locale) -> Detection {
        let mut detection = self.detector.detect(text, origin, locale);
        for (pattern, matcher) in self.compiled.patterns.iter().zip(&self.matchers) {
            let mut place = Place::default();
            for found in matcher.find(text, MAX_PATTERN_MATCHES) {
                let start = place.advance(text, found.start);
                let line = place.line;
                let end = place.advance(text, found.end);
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

fn truncated(what: &str, why: &str) -> Notice {
    Notice::new(NoticeKind::Truncated, format!("{what}: {why}"))
}

/// Whether two findings of different items are one marking: what they say is the same but for blanks.
fn is_same_marking(a: &Finding, b: &Finding) -> bool {
    a.system == b.system && a.level == b.level && letters(&a.quote).eq(letters(&b.quote))
}

/// The characters of a text but blanks: how formats of one content are compared, since they break lines differently.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|character| !character.is_whitespace())
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
        kind: Kind::Pattern,
        span,
        quote: quote.chars().take(MAX_QUOTE_CHARS).collect(),
        origin,
        item: 0,
        file: None,
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
        kind: Kind::Term,
        span: folded.span(found.range.clone()),
        quote: folded.original(found.range.clone()).chars().take(MAX_QUOTE_CHARS).collect(),
        origin,
        item: 0,
        file: None,
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
struct Place {
    byte: usize,
    /// UTF-16 code units before `byte`.
    unit: u32,
    /// Counted from 1.
    line: u32,
}

impl Default for Place {
    fn default() -> Self {
        Place { byte: 0, unit: 0, line: 1 }
    }
}

impl Place {
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
