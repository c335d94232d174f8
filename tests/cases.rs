//! The cases of every marking system, `tests/cases/<system>.toml`, through the detector's one door.
//!
//! A case quotes the words that a finding must cover, and says nothing of offsets. `[[every]]` is a template: its text
//! is tried with each form (or portion code) that the system's file declares, so that no form ships untried.
mod suite;

use shareguard::{Finding, Locale, Origin, detect::Detector};
use std::{collections::BTreeSet, fmt::Write, fs, path::Path};
use suite::{Case, Expected, Suite, kind_name, suites, utf16_occurrences};
use unicode_normalization::UnicodeNormalization;

/// What is wrong with the findings of a case, in words.
fn complaint(system: &str, case: &Case, found: &[Finding]) -> Option<String> {
    let mut wrong = String::new();
    for expected in &case.findings {
        if !utf16_occurrences(&case.text, &expected.quote).is_empty()
            && found.iter().any(|finding| expected.is_met_by(system, &case.text, finding))
        {
            continue;
        }
        let level = expected.level.as_deref().unwrap_or("any level");
        writeln!(wrong, "    missing  {system} {level} rank {} {:?}", expected.rank, expected.quote)
            .expect("to a string");
    }
    // A weaker finding beside the quoted ones is not worth a row of its own in every case; a stronger one is an error.
    let ceiling = case.findings.iter().map(|expected| expected.rank).max();
    for finding in found.iter().filter(|finding| ceiling.is_none_or(|ceiling| finding.rank.get() > ceiling)) {
        writeln!(wrong, "    too much {}", describe(finding)).expect("to a string");
    }
    if wrong.is_empty() {
        return None;
    }
    for finding in found {
        writeln!(wrong, "    found    {}", describe(finding)).expect("to a string");
    }
    Some(format!("{system}: {}\n    text     {:?}\n{wrong}", case.name, case.text))
}

fn describe(finding: &Finding) -> String {
    let level = finding.level.as_deref().unwrap_or("no level");
    let evidence: Vec<String> =
        finding.evidence.iter().map(|evidence| format!("{} {:+.1}", evidence.cue, evidence.weight)).collect();
    let (rank, quote) = (finding.rank.get(), &finding.quote);
    format!(
        "{} {level} rank {rank} {} {quote:?} {:.2} [{}]",
        finding.system,
        kind_name(finding),
        finding.confidence,
        evidence.join(", ")
    )
}

fn assert_no_complaints(complaints: &[String], tried: usize) {
    assert!(complaints.is_empty(), "{} of {tried} cases fail:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn every_case_is_judged_as_written() {
    let detector = Detector::default();
    let mut complaints = Vec::new();
    let mut tried = 0;
    for Suite { system, cases, .. } in suites() {
        for case in cases {
            tried += 1;
            let found = detector.find(&case.text, Origin::Body, Locale::English);
            complaints.extend(complaint(&system.id, &case, &found));
        }
    }
    assert_no_complaints(&complaints, tried);
}

#[test]
fn every_form_has_a_text_in_which_it_is_found() {
    let mut untried = Vec::new();
    for Suite { system, tried, .. } in suites() {
        for level in &system.levels {
            for form in level.forms.iter().map(|form| &form.text).chain(&level.portions) {
                if !tried.contains(&(level.name.clone(), form.clone())) {
                    untried.push(format!("{}: {} {form:?}", system.id, level.name));
                }
            }
        }
    }
    assert!(untried.is_empty(), "no template demands a finding of:\n{}", untried.join("\n"));
}

#[test]
fn every_system_has_texts_to_find_and_texts_that_must_stay_silent() {
    const LEAST_OF_EACH: usize = 12;
    for Suite { system, cases, .. } in suites() {
        let silent = cases.iter().filter(|case| case.findings.is_empty()).count();
        assert!(silent >= LEAST_OF_EACH, "{}: {silent} texts that must stay silent", system.id);
        assert!(
            cases.len() - silent >= LEAST_OF_EACH,
            "{}: {} texts that must be found",
            system.id,
            cases.len() - silent
        );
    }
}

/// A way to write the same words with other characters, and whether it makes sense for them.
type Rewrite = (&'static str, fn(&str) -> Option<String>);

const REWRITES: [Rewrite; 4] = [
    ("full-width", |quote| {
        let wide = |c: char| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c) } else { c };
        Some(quote.chars().map(wide).collect())
    }),
    ("a zero-width space after each letter", |quote| {
        Some(quote.chars().flat_map(|c| if c.is_alphanumeric() { vec![c, '\u{200B}'] } else { vec![c] }).collect())
    }),
    ("canonically decomposed", |quote| {
        let decomposed: String = quote.nfd().collect();
        (decomposed != quote).then_some(decomposed)
    }),
    ("no-break spaces", |quote| quote.contains(' ').then(|| quote.replace(' ', "\u{A0}"))),
];

#[test]
fn a_marking_stays_found_when_its_characters_are_rewritten() {
    let detector = Detector::default();
    let mut complaints = Vec::new();
    let mut tried = 0;
    for Suite { system, cases, .. } in suites() {
        for case in cases {
            // A program's label is exact: nobody writes XML in full-width letters.
            let by_program = case.findings.iter().any(|expected| expected.kind.as_deref() == Some("metadata"))
                || case.text.starts_with('{');
            let Some(strongest) = case.findings.iter().max_by_key(|expected| expected.rank).filter(|_| !by_program)
            else {
                continue;
            };
            for (how, rewrite) in REWRITES {
                let Some(quote) = rewrite(&strongest.quote) else { continue };
                tried += 1;
                let text = case.text.replace(&strongest.quote, &quote);
                let expected = Expected { quote, kind: None, ..strongest.clone() };
                let rewritten = Case { name: format!("{}, {how}", case.name), text, findings: vec![expected] };
                let found = detector.find(&rewritten.text, Origin::Body, Locale::English);
                complaints.extend(complaint(&system.id, &rewritten, &found));
            }
        }
    }
    assert_no_complaints(&complaints, tried);
}

#[test]
fn every_reason_met_has_a_sentence_in_every_language() {
    let detector = Detector::default();
    let cases: Vec<Case> = suites().into_iter().flat_map(|suite| suite.cases).collect();
    let found = cases.iter().flat_map(|case| detector.find(&case.text, Origin::Body, Locale::English));
    let cues: BTreeSet<String> = found.flat_map(|finding| finding.evidence).map(|evidence| evidence.cue).collect();
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension/_locales");
    for locale in fs::read_dir(locales).expect("extension/_locales is there") {
        let path = locale.expect("readable").path().join("messages.json");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let messages: serde_json::Value = serde_json::from_str(&text).expect("messages are JSON");
        let silent: Vec<_> = cues.iter().filter(|cue| messages.get(format!("warning_cue_{cue}")).is_none()).collect();
        assert!(silent.is_empty(), "{}: no warning_cue_ message for {silent:?}", path.display());
    }
}
