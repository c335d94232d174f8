//! JSON → [`Policy`]. Strict, and reports everything that is wrong at once: administrators fix a policy in one go.
use super::check::check;
use super::compiled::CompiledPolicy;
use super::defect::{PolicyError, Problem};
use super::json::Json;
use super::match_pattern::MatchPattern;
use super::model::{Base, Policy, VERSION};
use super::shape::SCHEMA_KEY;
use super::site::shipped;
use super::systems::{self, compile_declared};
use crate::finding::Rank;
use crate::verdict::Action;

/// The largest policy, in bytes: 100,000 terms of 30 bytes, and room for the rest. The last good policy is kept in the
/// extension's storage, which holds 10 MiB.
pub const MAX_POLICY_BYTES: usize = 4 * 1024 * 1024;
/// What all patterns of a policy may take when compiled, in bytes: every guarded frame holds a copy.
pub const MAX_PROGRAMS_BYTES: usize = 1024 * 1024;

/// Reads a policy. The error is never empty.
pub fn load(text: &str) -> Result<CompiledPolicy, Vec<PolicyError>> {
    let json = parse(text).map_err(|error| vec![error])?;
    if let Some(version) = json.get("version").filter(|version| is_other_version(version)) {
        // Nothing else can be said of a format that this program does not know.
        let found = serde_json::to_string(version).unwrap_or_default();
        let message = format!("this program reads version {VERSION}, not {found}");
        return Err(vec![error("/version", Problem::Version, message)]);
    }
    let errors = check(&json);
    if !errors.is_empty() {
        return Err(errors);
    }
    let systems = compile_declared(&json)?;
    let policy = typed(json).map_err(|why| vec![error("", Problem::Value, why)])?;
    let compiled = CompiledPolicy::new(policy, systems)?;
    let size: usize = compiled.patterns.iter().map(|pattern| pattern.program.size()).sum();
    if size > MAX_PROGRAMS_BYTES {
        let (size, limit) = (size.div_ceil(1024), MAX_PROGRAMS_BYTES / 1024);
        let message = format!("the patterns need {size} KiB when compiled, of at most {limit}");
        return Err(vec![error("/patterns", Problem::TooLarge, message)]);
    }
    Ok(compiled)
}

/// What is correct and probably not meant.
pub fn warnings(policy: &Policy) -> Vec<PolicyError> {
    let mut warnings = Vec::new();
    for (index, rule) in policy.rules.iter().enumerate() {
        let mut warn = |key: &str, message: &str| {
            warnings.push(error(&format!("/rules/{index}/{key}"), Problem::NoEffect, message.to_owned()));
        };
        let milder =
            policy.base == Base::Default && rule.ranks().min >= Rank::RESTRICTED && rule.action == Action::Report;
        if milder {
            warn(
                "action",
                "the default rules already warn here and the strictest decides; to be milder say allow, or set base to none",
            );
        }
        if rule.reasons.is_some() && rule.action != Action::Justify {
            warn("reasons", "reasons are asked for only where the action is justify");
        }
        if rule.message.is_some() && rule.action <= Action::Report {
            warn("message", "nobody is shown a message where the action is allow or report");
        }
    }
    warnings.extend(unguarded(policy));
    if policy.base == Base::None && policy.rules.is_empty() {
        let message = "without base and rules nothing is ever found fault with";
        warnings.push(error("/rules", Problem::NoEffect, message.to_owned()));
    }
    warnings
}

/// The patterns of sites and rules by which somebody may expect pages to be guarded that are not.
fn unguarded(policy: &Policy) -> Vec<PolicyError> {
    const OF_SITE: &str = "the extension guards only the sites that ship, and this adds none to them: it says what pages of theirs are called, and of which kind they are";
    const OF_RULE: &str = "no site that ships has such pages, and only those are guarded";
    let shipped = || shipped().iter().flat_map(|site| site.matches).filter_map(|text| MatchPattern::parse(text).ok());
    let is_guarded = |pattern: &MatchPattern<'_>| shipped().any(|guarded| guarded.meets(pattern));
    let warning = |at: String, why: &str| error(&at, Problem::NoEffect, why.to_owned());
    let mut warnings = Vec::new();
    for (site, declared) in policy.sites.iter().enumerate() {
        for (index, text) in declared.matches.iter().enumerate() {
            if MatchPattern::parse(text).is_ok_and(|pattern| pattern.is_any_host() || !is_guarded(&pattern)) {
                warnings.push(warning(format!("/sites/{site}/matches/{index}"), OF_SITE));
            }
        }
    }
    for (rule, declared) in policy.rules.iter().enumerate() {
        for (index, text) in declared.sites.iter().enumerate() {
            if MatchPattern::parse(text).is_ok_and(|pattern| !is_guarded(&pattern)) {
                warnings.push(warning(format!("/rules/{rule}/sites/{index}"), OF_RULE));
            }
        }
    }
    warnings
}

fn parse(text: &str) -> Result<Json, PolicyError> {
    // Editors on Windows put it there, and it is no part of JSON.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.len() > MAX_POLICY_BYTES {
        let message = format!("a policy has at most {MAX_POLICY_BYTES} bytes, this one {}", text.len());
        return Err(error("", Problem::TooLarge, message));
    }
    serde_json::from_str(text).map_err(|why| error("", Problem::Syntax, format!("this is not JSON: {why}")))
}

fn error(at: &str, problem: Problem, message: String) -> PolicyError {
    PolicyError { at: at.to_owned(), problem, message, suggestion: None }
}

fn is_other_version(version: &Json) -> bool {
    matches!(version, Json::Number(number) if number.as_u64() != Some(u64::from(VERSION)))
}

/// The tree as the typed policy. An error is a difference between `shape` and `model`, which a test excludes.
fn typed(json: Json) -> Result<Policy, String> {
    let Json::Object(mut members) = json else {
        return Err("a policy is an object".to_owned());
    };
    // The systems are compiled from the tree.
    members.retain(|(key, _)| key != SCHEMA_KEY && key != systems::KEY);
    let text = serde_json::to_string(&Json::Object(members)).map_err(|why| why.to_string())?;
    serde_json::from_str(&text).map_err(|why| why.to_string())
}
