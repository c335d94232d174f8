//! `shareguard policy`.
use crate::arguments::Policy;
use crate::{Outcome, Trouble, applied_rules, emit};
use serde::Serialize;
use shareguard::Checker;
use shareguard::policy::defect::PolicyError;
use shareguard::policy::load::{MAX_POLICY_BYTES, load, warnings};
use shareguard::policy::schema::json_schema;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

pub(crate) fn run(command: &Policy, out: &mut impl Write) -> Result<Outcome, Trouble> {
    match command {
        Policy::Check { file, json } => check(file, *json, out),
        Policy::Explain { conditions, text, file } => {
            applied_rules::run(conditions, text.as_deref(), file.as_deref(), out)
        }
        Policy::Schema => {
            writeln!(out, "{}", serde_json::to_string_pretty(&json_schema())?)?;
            Ok(Outcome::Clean)
        }
        Policy::Emit { file, target, extension } => emit::run(file, *target, extension.as_deref(), out),
    }
}

/// What is wrong with a policy. Its shape is that of `PolicyReport` in the browser.
#[derive(Serialize)]
struct Report {
    errors: Vec<PolicyError>,
    warnings: Vec<PolicyError>,
}

fn check(file: &Path, json: bool, out: &mut impl Write) -> Result<Outcome, Trouble> {
    let report = match load(&read(file)?) {
        Ok(compiled) => Report { errors: Vec::new(), warnings: warnings(&compiled.policy) },
        Err(errors) => Report { errors, warnings: Vec::new() },
    };
    let valid = report.errors.is_empty();
    if json {
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
    } else {
        let name = file.display();
        for error in &report.errors {
            writeln!(out, "error: {name}: {error}")?;
        }
        for warning in &report.warnings {
            writeln!(out, "warning: {name}: {warning}")?;
        }
        writeln!(out, "{name}: {}", if valid { "valid" } else { "not valid; it would not come into force" })?;
    }
    Ok(if valid { Outcome::Clean } else { Outcome::Found })
}

/// The text of a policy, or of standard input for `-`. The loader says what is wrong with one that is too large.
pub(crate) fn read(file: &Path) -> Result<String, String> {
    let mut text = String::new();
    let limit = MAX_POLICY_BYTES as u64 + 4;
    let read = if file == Path::new("-") {
        io::stdin().lock().take(limit).read_to_string(&mut text)
    } else {
        File::open(file).and_then(|file| file.take(limit).read_to_string(&mut text))
    };
    read.map(|_| text).map_err(|why| format!("{}: {why}", file.display()))
}

/// A checker by the policy in a file.
pub(crate) fn checker(file: &Path) -> Result<Checker, String> {
    let compiled = load(&read(file)?).map_err(|errors| {
        let each = errors.iter().map(|error| format!("{}: {error}", file.display()));
        each.collect::<Vec<_>>().join("\nerror: ")
    })?;
    Checker::new(compiled).map_err(|_| format!("{}: a pattern just compiled was refused", file.display()))
}
