//! `shareguard policy explain`: which rules apply to a text, and which one decides.
use crate::arguments::Conditions;
use crate::input;
use crate::report::{self, word};
use crate::scan::Judge;
use crate::{Outcome, Trouble};
use shareguard::policy::model::{Base, Mode, TimeLimits};
use shareguard::{Finding, Policy};
use std::io::{self, Write};
use std::path::Path;

pub(crate) fn run(
    conditions: &Conditions,
    text: Option<&str>,
    file: Option<&Path>,
    out: &mut impl Write,
) -> Result<Outcome, Trouble> {
    let judge = Judge::new(conditions)?;
    let verdict = match (text, file) {
        (Some(text), _) => judge.text(text),
        (None, Some(file)) => judge.content(&input::read(file).map_err(|why| format!("{}: {why}", file.display()))?).0,
        (None, None) => return Err(Trouble::Input("a text is needed: --text or --file".to_owned())),
    };
    let policy = judge.checker().policy();
    writeln!(
        out,
        "policy: {}{}",
        policy.name,
        if policy.mode == Mode::Audit { " (audit: nothing above report)" } else { "" }
    )?;
    let TimeLimits { file_seconds, action_seconds } = policy.time_limits;
    writeln!(out, "time limits: {file_seconds} s for one file, {action_seconds} s for all files of an action")?;
    match (judge.place(), &conditions.site) {
        (Some(place), _) => writeln!(out, "place: {}, category {}", place.site, in_json(&place.category))?,
        (None, Some(url)) => writeln!(out, "place: {url} is not a guarded site")?,
        (None, None) => writeln!(out, "place: none given; rules that name sites or categories do not apply")?,
    }
    for finding in &verdict.findings {
        explain(policy, &judge, finding, out)?;
    }
    writeln!(out)?;
    report::verdict(out, file.unwrap_or(Path::new("text")), &verdict, None)?;
    writeln!(out, "action: {}", word(verdict.action))?;
    Ok(verdict.action.into())
}

fn explain(policy: &Policy, judge: &Judge, finding: &Finding, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{:?}: {}, rank {}", finding.quote, finding.system, finding.rank.get())?;
    for rule in &policy.rules {
        let why = if !rule.applies_at(judge.place(), judge.channel()) {
            "not here: another site, category or channel"
        } else if !rule.is_about(finding) {
            "not about this: another system or rank"
        } else {
            word(rule.action)
        };
        writeln!(out, "  rule {}: {why}", rule.id)?;
    }
    match policy.base {
        Base::Default => writeln!(out, "  default: rank 2 and above warn, rank 1 report"),
        Base::None => writeln!(out, "  no default"),
    }
}

/// A word as it stands in the policy.
fn in_json(word: &impl serde::Serialize) -> String {
    serde_json::to_string(word).unwrap_or_default().trim_matches('"').to_owned()
}
