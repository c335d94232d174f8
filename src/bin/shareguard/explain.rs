//! `shareguard policy explain`: which rules apply to a text, and which one decides.
use crate::Outcome;
use crate::arguments::Conditions;
use crate::input::{self, Content};
use crate::report::{self, word};
use crate::scan::Judge;
use shareguard::policy::model::{Base, Mode};
use shareguard::{Finding, Policy};
use std::io;
use std::path::Path;

pub(crate) fn run(conditions: &Conditions, text: Option<&str>, file: Option<&Path>) -> Result<Outcome, String> {
    let judge = Judge::new(conditions)?;
    let content = match (text, file) {
        (Some(text), _) => Content::Text(text.to_owned()),
        (None, Some(file)) => input::read(file).map_err(|why| format!("{}: {why}", file.display()))?,
        (None, None) => return Err("a text is needed: --text or --file".to_owned()),
    };
    let policy = judge.checker().policy();
    println!(
        "policy: {}{}",
        policy.name,
        if policy.mode == Mode::Audit { " (audit: nothing above report)" } else { "" }
    );
    match (judge.place(), &conditions.site) {
        (Some(place), _) => println!("place: {}, category {}", place.site, in_json(&place.category)),
        (None, Some(url)) => println!("place: {url} is not a guarded site"),
        (None, None) => println!("place: none given; rules that name sites or categories do not apply"),
    }
    let verdict = judge.content(&content);
    for finding in &verdict.findings {
        explain(policy, &judge, finding);
    }
    println!();
    report::verdict(&mut io::stdout().lock(), file.unwrap_or(Path::new("text")), &content, &verdict)
        .map_err(|why| why.to_string())?;
    println!("action: {}", word(verdict.action));
    Ok(verdict.action.into())
}

fn explain(policy: &Policy, judge: &Judge, finding: &Finding) {
    println!("\n{:?}: {}, rank {}", finding.quote, finding.system, finding.rank.get());
    for rule in &policy.rules {
        let why = if !rule.applies_at(judge.place(), judge.channel()) {
            "not here: another site, category or channel"
        } else if !rule.is_about(finding) {
            "not about this: another system or rank"
        } else {
            word(rule.action)
        };
        println!("  rule {}: {why}", rule.id);
    }
    match policy.base {
        Base::Default => println!("  default: rank 2 and above warn, rank 1 report"),
        Base::None => println!("  no default"),
    }
}

/// A word as it stands in the policy.
fn in_json(word: &impl serde::Serialize) -> String {
    serde_json::to_string(word).unwrap_or_default().trim_matches('"').to_owned()
}
