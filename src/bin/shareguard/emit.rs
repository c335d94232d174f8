//! `shareguard policy emit`: the file by which an organisation brings a policy to its browsers.
//!
//! The whole policy travels as one string with its digest. Chromium drops a property that does not fit its schema
//! without a word, and Firefox validates nothing: so the browser carries text, and the extension checks all of it.
use crate::arguments::Target;
use crate::policy::read;
use crate::{Outcome, Trouble};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shareguard::policy::load::load;
use std::io::Write;
use std::path::Path;

/// The id that Chromium derives from `key` in the extension's manifest.
const CHROME_ID: &str = "gmpanpnmhfioaaobonhnmpmjmnapdilb";
/// `browser_specific_settings.gecko.id` in the extension's manifest.
const FIREFOX_ID: &str = "shareguard@shareguard";

pub(crate) fn run(
    file: &Path,
    target: Target,
    extension: Option<&str>,
    out: &mut impl Write,
) -> Result<Outcome, Trouble> {
    let text = read(file)?;
    if let Err(errors) = load(&text) {
        for error in &errors {
            eprintln!("error: {}: {error}", file.display());
        }
        return Ok(Outcome::Found);
    }
    // The digest is of exactly this text, so a byte order mark would have to be carried along.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    let managed = json!({ "policy_json": text, "policy_sha256": digest });
    let emitted = match target {
        Target::ChromeJson => json!({ "3rdparty": { "extensions": keyed(extension.unwrap_or(CHROME_ID), managed) } }),
        Target::Firefox => {
            json!({ "policies": { "3rdparty": { "Extensions": keyed(extension.unwrap_or(FIREFOX_ID), managed) } } })
        }
    };
    writeln!(out, "{}", serde_json::to_string_pretty(&emitted)?)?;
    Ok(Outcome::Clean)
}

fn keyed(id: &str, managed: Value) -> Value {
    Value::Object([(id.to_owned(), managed)].into_iter().collect())
}
