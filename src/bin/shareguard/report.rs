//! Verdicts for people: one block a finding, as compilers print it.
use crate::reasons::{Explained, Explanation, Extent, Part, Reason};
use crate::scan::is_standard_input;
use shareguard::{Action, Finding, Verdict};
use std::io::{self, Write};
use std::path::Path;

/// What was scanned.
#[derive(Default)]
pub(crate) struct Totals {
    files: usize,
    incomplete: usize,
    skimmed: usize,
    at_warn: usize,
    pub(crate) unreadable: usize,
}

impl Totals {
    pub(crate) fn add(&mut self, verdict: &Verdict) {
        self.files += 1;
        self.incomplete += usize::from(!verdict.complete);
        self.skimmed += verdict.skimmed.len();
        self.at_warn += usize::from(verdict.action >= Action::Warn);
    }
}

pub(crate) fn verdict(
    out: &mut impl Write,
    path: &Path,
    verdict: &Verdict,
    explanation: Option<&Explanation>,
) -> io::Result<()> {
    let name = if is_standard_input(path) { "(standard input)".to_owned() } else { path.display().to_string() };
    for (index, finding) in verdict.findings.iter().enumerate() {
        let Finding { system, level, rank, quote, kind, confidence, line, property, .. } = finding;
        let level = level.as_deref().unwrap_or("level not stated");
        let place = property.as_ref().map_or_else(|| line.to_string(), |property| format!(" {property}"));
        writeln!(out, "{name}:{place}: {system} {level} (rank {})", rank.get())?;
        writeln!(out, "  | {}", quote.replace(['\n', '\r', '\t'], " "))?;
        let kind = format!("{kind:?}").to_lowercase();
        if let Some(explained) = explanation.and_then(|explanation| explanation.findings.get(index)) {
            writeln!(out, "  = {kind}, confidence {confidence:.2}")?;
            explain(out, explained)?;
            continue;
        }
        let cues = finding.evidence.iter().map(|evidence| evidence.cue.as_str()).collect::<Vec<_>>().join(", ");
        writeln!(out, "  = {kind}, confidence {confidence:.2}{}{cues}", if cues.is_empty() { "" } else { ": " })?;
    }
    for missed in explanation.iter().flat_map(|explanation| &explanation.near_misses) {
        let Explained { system, level, line, quote, confidence, .. } = missed;
        let level = level.as_deref().unwrap_or("level not stated");
        writeln!(out, "{name}:{line}: not taken for a marking: {system} {level}, confidence {confidence:.2}")?;
        writeln!(out, "  | {}", quote.replace(['\n', '\r', '\t'], " "))?;
        explain(out, missed)?;
    }
    if let Some(Extent { lines, ends_only: ends_only @ 1.., .. }) = explanation.and_then(|given| given.read.as_ref()) {
        writeln!(out, "{name}: of {ends_only} of {lines} lines, within paragraphs, only the ends were read")?;
    }
    for notice in &verdict.notices {
        writeln!(out, "{name}: not fully checked: {}", notice.detail)?;
    }
    if let Some(guidance) = &verdict.guidance {
        writeln!(out, "{name}: {} by {}", word(verdict.action), guidance.rule)?;
        if let Some(message) = &guidance.message {
            writeln!(out, "  = {message}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Parts with their meaning, and the evidence with its weights.
fn explain(out: &mut impl Write, explained: &Explained) -> io::Result<()> {
    for Part { text, meaning } in &explained.parts {
        writeln!(out, "    {text}: {meaning}")?;
    }
    for Reason { weight, sentence, .. } in &explained.evidence {
        writeln!(out, "    {weight:+.1} {sentence}")?;
    }
    Ok(())
}

pub(crate) fn word(action: Action) -> &'static str {
    match action {
        Action::Allow => "allow",
        Action::Report => "report",
        Action::Warn => "warn",
        Action::Justify => "justify",
        Action::Block => "block",
    }
}

pub(crate) fn totals(out: &mut impl Write, totals: &Totals) -> io::Result<()> {
    let Totals { files, incomplete, skimmed, at_warn, unreadable } = totals;
    write!(out, "{files} checked, {at_warn} at warn or above")?;
    if *incomplete > 0 {
        write!(out, ", {incomplete} not fully checked")?;
    }
    if *skimmed > 0 {
        write!(out, ", {skimmed} not read in full")?;
    }
    if *unreadable > 0 {
        write!(out, ", {unreadable} could not be read")?;
    }
    writeln!(out)
}
