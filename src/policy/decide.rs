//! Findings, notices, place and channel → verdict.
use super::model::{Base, Failures, Policy, Rule};
use crate::finding::{Finding, Rank};
use crate::order::sort_by_number;
use crate::submission::{Channel, Locale, Place};
use crate::verdict::{Action, Guidance, Notice, Verdict};

/// Decides what becomes of a submission.
///
/// Each finding gets the strictest action of the rules that are about it, unless one of them says `allow`: an exception
/// beats everything, for the findings it is about. Each notice gets the action that the policy gives to its kind, unless
/// an exception is about everything at this place. The submission gets the strictest of all these.
pub fn decide(
    policy: &Policy,
    place: Option<&Place>,
    channel: Channel,
    locale: Locale,
    mut findings: Vec<Finding>,
    notices: Vec<Notice>,
) -> Verdict {
    // Stable, so that within a rank the order of the text stays.
    sort_by_number(&mut findings, |finding| u64::from(Rank::MAX.get() - finding.rank.get()));
    let here: Vec<&Rule> = policy.rules.iter().filter(|rule| rule.applies_at(place, channel)).collect();

    let mut decision = Decision::default();
    for finding in &findings {
        decision.consider(judge(policy.base, &here, finding));
    }
    let excepted = here.iter().any(|rule| rule.excepts_everything());
    if !excepted {
        for notice in &notices {
            let (action, id) = policy.failures.get(notice.kind);
            decision.consider(Decision { action, by: By::Named(id) });
        }
    }

    let action = policy.mode.carries_out(decision.action);
    Verdict {
        action,
        rank: findings.first().map(|finding| finding.rank),
        complete: notices.is_empty(),
        guidance: (action > Action::Allow).then(|| guidance(policy, decision.by, locale)),
        findings,
        notices,
        skimmed: Vec::new(),
    }
}

/// What each way of not being fully checked leads to at one place, for where the checker itself is out of reach: an
/// exception counts only if it holds for every channel.
pub fn failures_at(policy: &Policy, place: Option<&Place>) -> Failures {
    let excepted = [Channel::Paste, Channel::Drop, Channel::Attach, Channel::Send]
        .iter()
        .all(|&channel| policy.rules.iter().any(|rule| rule.excepts_everything() && rule.applies_at(place, channel)));
    policy.failures.map(|action| if excepted { Action::Allow } else { policy.mode.carries_out(action) })
}

/// An action, and who says so.
#[derive(Default)]
struct Decision<'a> {
    action: Action,
    by: By<'a>,
}

/// Who decided.
#[derive(Clone, Copy)]
enum By<'a> {
    /// A rule of the policy.
    Rule(&'a Rule),
    /// Something without words of its own: a base rule, a failure outcome.
    Named(&'static str),
}

impl Default for By<'_> {
    fn default() -> Self {
        By::Named("")
    }
}

impl<'a> Decision<'a> {
    /// Becomes `other` where that is stricter: of equals the first stays.
    fn consider(&mut self, other: Decision<'a>) {
        if other.action > self.action {
            *self = other;
        }
    }
}

/// The decision on one finding by the rules that apply here.
fn judge<'a>(base: Base, here: &[&'a Rule], finding: &Finding) -> Decision<'a> {
    let mut decision = Decision::default();
    for rule in here.iter().filter(|rule| rule.is_about(finding)) {
        if rule.action == Action::Allow {
            return Decision::default();
        }
        decision.consider(Decision { action: rule.action, by: By::Rule(rule) });
    }
    // After the policy's own rules, so that of equally strict ones the administrator's speaks.
    if base == Base::Default {
        decision.consider(default_for(finding.rank));
    }
    decision
}

/// What holds without an administrator, and behind the rules of one who did not say `"base": "none"`.
fn default_for(rank: Rank) -> Decision<'static> {
    if rank >= Rank::RESTRICTED {
        Decision { action: Action::Warn, by: By::Named("default/restricted") }
    } else if rank >= Rank::INTERNAL {
        Decision { action: Action::Report, by: By::Named("default/internal") }
    } else {
        Decision::default()
    }
}

fn guidance(policy: &Policy, by: By<'_>, locale: Locale) -> Guidance {
    let contact = policy.contact.as_ref().and_then(|contact| contact.get(locale)).cloned();
    match by {
        By::Rule(rule) => Guidance {
            rule: rule.id.clone(),
            message: rule.message.as_ref().and_then(|message| message.get(locale)).cloned(),
            contact,
            reasons: rule.reasons.as_ref().and_then(|reasons| reasons.get(locale)).cloned().unwrap_or_default(),
        },
        By::Named(id) => Guidance { rule: id.to_owned(), contact, ..Guidance::default() },
    }
}
