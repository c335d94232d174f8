//! Findings, notices, place and channel → verdict.
use super::model::{Base, Failures, Mode, Policy, Rule};
use crate::finding::{Finding, Rank};
use crate::order::sort_by_number;
use crate::submission::{Channel, Locale, Place};
use crate::verdict::{Action, Guidance, Notice, Verdict};
use serde::Serialize;

/// Decides what becomes of a submission.
///
/// Each finding gets the strictest action of the rules that are about it, unless one of them says `allow`: an exception
/// beats everything, for the findings it is about. Each notice gets the action that the policy gives to its kind,
/// unless an exception is about everything at this place. The submission gets the strictest of all these.
pub fn decide(
    policy: &Policy,
    place: Option<&Place>,
    channel: Channel,
    locale: Locale,
    mut findings: Vec<Finding>,
    notices: Vec<Notice>,
) -> Verdict {
    let here: Vec<&Rule> = rules_at(policy, place, channel).collect();
    for finding in &mut findings {
        finding.action = judge(policy.base, &here, finding).action;
    }
    // What led to the verdict comes first: of two markings the higher one may be excepted. Stable, so that the order of
    // the text stays.
    sort_by_number(&mut findings, |finding| {
        let action = Action::Block as u64 - finding.action as u64;
        action << 8 | u64::from(Rank::MAX.get() - finding.rank.get())
    });

    let mut decision = findings.first().map(|finding| judge(policy.base, &here, finding)).unwrap_or_default();
    let failures = failures_where(policy, excepts_everything(here.iter().copied()));
    for notice in &notices {
        let (action, id) = failures.get(notice.kind);
        decision.consider(Decision { action, by: By::Named(id) });
    }

    for finding in &mut findings {
        finding.action = policy.mode.carries_out(finding.action);
    }
    let action = policy.mode.carries_out(decision.action);
    Verdict {
        action,
        rank: findings.iter().map(|finding| finding.rank).max(),
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
    let excepted = is_excepted(policy, place);
    failures_where(policy, excepted).map(|action| policy.mode.carries_out(action))
}

/// What people at one place are told that the policy does there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Its rules are carried out.
    Enforced,
    /// What they find is counted, and nobody is asked.
    Audited,
    /// One of them lets everything go, by every channel.
    Excepted,
}

/// The policy's stance at one place.
pub fn stance_at(policy: &Policy, place: Option<&Place>) -> Stance {
    if is_excepted(policy, place) {
        Stance::Excepted
    } else if policy.mode == Mode::Audit {
        Stance::Audited
    } else {
        Stance::Enforced
    }
}

/// Whether everything is excepted at this place, whatever channel it goes by.
fn is_excepted(policy: &Policy, place: Option<&Place>) -> bool {
    [Channel::Paste, Channel::Drop, Channel::Attach, Channel::Send]
        .iter()
        .all(|&channel| excepts_everything(rules_at(policy, place, channel)))
}

fn rules_at<'a>(policy: &'a Policy, place: Option<&Place>, channel: Channel) -> impl Iterator<Item = &'a Rule> {
    policy.rules.iter().filter(move |rule| rule.applies_at(place, channel))
}

fn excepts_everything<'a>(mut rules: impl Iterator<Item = &'a Rule>) -> bool {
    rules.any(Rule::excepts_everything)
}

/// What each kind of notice leads to: where everything is excepted, what nobody could read is, too.
fn failures_where(policy: &Policy, excepted: bool) -> Failures {
    policy.failures.map(|action| if excepted { Action::Allow } else { action })
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
