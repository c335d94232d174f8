//! The policy, through its doors: JSON in, verdict or errors out.
mod decide;
mod dictionaries;
mod malformed;
mod patterns;
mod round_trip;
mod schema;
mod sites;
mod systems;

use shareguard::policy::load::load;
use shareguard::{Channel, Checker, Item, Locale, Submission, Verdict};

/// A checker by a policy that must be valid; `rest` are its members besides version and name.
fn checker(rest: &str) -> Checker {
    let comma = if rest.is_empty() { "" } else { "," };
    let policy = format!(r#"{{"version":1,"name":"Test"{comma}{rest}}}"#);
    let compiled = load(&policy).unwrap_or_else(|errors| panic!("{policy}: {errors:?}"));
    Checker::new(compiled).expect("it was compiled by this program")
}

/// The verdict on a text pasted into a page.
fn paste(checker: &Checker, url: &str, text: &str) -> Verdict {
    check(checker, url, Channel::Paste, Locale::English, text)
}

fn check(checker: &Checker, url: &str, channel: Channel, locale: Locale, text: &str) -> Verdict {
    let place = checker.policy().place_of(url);
    checker.check(&Submission { place, channel, locale, items: vec![Item::Text(text)] })
}
