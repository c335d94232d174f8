//! The wasm-bindgen shell: what the background, the pages and their tests call.
//!
//! Rust decides, TypeScript carries: the types in `build/web/shareguard.d.ts` are generated from the ones here and in
//! the core. What goes in and out is plain data; only [`WebChecker`] is an object, and it holds nothing but the policy.
//!
//! ```sh
//! wasm-pack build --release --target web --mode no-install --no-opt --no-pack \
//!     --out-dir build/web --out-name shareguard -- --no-default-features --features web
//! node_modules/.bin/wasm-opt -O3 build/web/shareguard_bg.wasm -o build/web/shareguard_bg.wasm   # binaryen 110 or newer
//! ```
pub mod types;

use crate::extract::file::{HEAD_BYTES, MAX_WHOLE_BYTES, TAIL_BYTES};
use crate::image::Reading;
use crate::policy::compiled::CompiledPolicy;
use crate::policy::decide::{Stance, failures_at, stance_at};
use crate::policy::defect::PolicyError;
use crate::policy::load::{load, warnings};
use crate::submission::File;
use crate::verdict::Inspection;
use crate::{Checker, Item, Locale, Submission};
use tsify::Ts;
use tsify::Tsify;
use types::{
    Catalogue, FailureOutcomes, FileItem, FileLimits, Inspected, NearMisses, PlaceOfPage, PolicyReport, PolicySummary,
    TextSubmission, TimeLimits,
};
use wasm_bindgen::prelude::*;

/// Logs where a panic happened. Not its message: that may hold content.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        web_sys::console::error_1(&format!("shareguard: panic at {place}").into());
    }));
}

/// Checks submissions by one policy. Immutable; a new policy makes a new checker.
#[wasm_bindgen(js_name = Checker)]
#[derive(Debug, Default)]
pub struct WebChecker {
    inner: Checker,
}

#[wasm_bindgen(js_class = Checker)]
impl WebChecker {
    /// By a policy, or by the default one without. Throws an `Error` whose `cause` is a `PolicyReport`.
    #[wasm_bindgen(constructor)]
    pub fn new(policy: Option<String>) -> Result<WebChecker, JsValue> {
        let Some(policy) = policy else {
            return Ok(WebChecker::default());
        };
        let compiled = load(&policy).map_err(|errors| refusal(&errors))?;
        let inner = Checker::new(compiled).map_err(|_| JsError::new("a program just compiled was refused"))?;
        Ok(WebChecker { inner })
    }

    /// Checks text. Throws only when the answer cannot be handed to JavaScript, or the question is not of its type.
    #[wasm_bindgen(js_name = checkText)]
    pub fn check_text(&self, submission: Ts<TextSubmission>) -> Result<Ts<crate::Verdict>, JsError> {
        let TextSubmission { text, html, place, channel, locale } = submission.to_rust()?;
        Ok(self.inner.check(&Submission { place, channel, locale, items: formats(&text, &html) }).into_ts()?)
    }

    /// What could have been a marking in a text and was judged to be none, likeliest first.
    #[wasm_bindgen(js_name = nearMisses)]
    pub fn near_misses(&self, text: &str, locale: Ts<Locale>) -> Result<Ts<NearMisses>, JsError> {
        Ok(NearMisses(self.inner.near_misses(&Item::Text(text), locale.to_rust()?)).into_ts()?)
    }

    /// What the text of a submission holds, for a submission with files; its items are the first ones.
    #[wasm_bindgen(js_name = inspectText)]
    pub fn inspect_text(&self, text: &str, html: &str, locale: Ts<Locale>) -> Result<Ts<Inspection>, JsError> {
        Ok(self.inner.inspect(&formats(text, html), 0, locale.to_rust()?).into_ts()?)
    }

    /// What a file holds. `head` is all of it up to `FileLimits.whole` bytes, else its start, and `tail` its end.
    #[wasm_bindgen(js_name = inspectFile)]
    pub fn inspect_file(&self, file: Ts<FileItem>, head: &[u8], tail: &[u8]) -> Result<Ts<Inspection>, JsError> {
        let FileItem { name, media_type, size, item, locale } = file.to_rust()?;
        // JavaScript has sizes as fractions; none is below zero or above what a double says exactly.
        let file = File { name: &name, media_type: &media_type, size: size as u64, head, tail };
        Ok(self.inner.inspect(&[Item::File(file)], item, locale).into_ts()?)
    }

    /// What the writing in a picture holds, which a reader read. `item` is the number of the file in the submission,
    /// `file` its name. Whoever has taken this over takes the picture out of `pictures` of the inspection of the file.
    #[wasm_bindgen(js_name = inspectReading)]
    pub fn inspect_reading(
        &self,
        reading: Ts<Reading>,
        item: u32,
        file: &str,
        locale: Ts<Locale>,
    ) -> Result<Ts<Inspection>, JsError> {
        Ok(self.inner.inspect_reading(&reading.to_rust()?, item, file, locale.to_rust()?).into_ts()?)
    }

    /// What could have been a marking in a picture and was judged to be none, likeliest first.
    #[wasm_bindgen(js_name = nearMissesOfReading)]
    pub fn near_misses_of_reading(&self, reading: Ts<Reading>, locale: Ts<Locale>) -> Result<Ts<NearMisses>, JsError> {
        Ok(NearMisses(self.inner.near_misses_of_reading(&reading.to_rust()?, locale.to_rust()?)).into_ts()?)
    }

    /// The verdict on a submission whose items were inspected.
    pub fn conclude(&self, inspected: Ts<Inspected>) -> Result<Ts<crate::Verdict>, JsError> {
        let Inspected { place, channel, locale, findings, notices, skimmed } = inspected.to_rust()?;
        let inspection = Inspection { findings, notices, pictures: Vec::new(), skimmed };
        Ok(self.inner.conclude(place.as_ref(), channel, locale, inspection).into_ts()?)
    }

    /// The place that a page is, as rules name it; null where the page is not guarded.
    #[wasm_bindgen(js_name = siteFor)]
    pub fn site_for(&self, url: &str) -> Result<Ts<PlaceOfPage>, JsError> {
        Ok(PlaceOfPage(self.inner.policy().place_of(url)).into_ts()?)
    }

    /// The policy for the in-page core of pages at one place whose person reads one language.
    #[wasm_bindgen(js_name = compiledPolicy)]
    pub fn compiled_policy(&self, place: Ts<PlaceOfPage>, locale: Ts<Locale>) -> Result<Vec<u8>, JsError> {
        let PlaceOfPage(place) = place.to_rust()?;
        Ok(self.inner.compiled().for_place(place.as_ref(), locale.to_rust()?).to_bytes())
    }

    /// What each way of not being fully checked leads to at one place.
    pub fn failures(&self, place: Ts<PlaceOfPage>, locale: Ts<Locale>) -> Result<Ts<FailureOutcomes>, JsError> {
        let (PlaceOfPage(place), locale) = (place.to_rust()?, locale.to_rust()?);
        let policy = self.inner.policy();
        let contact = policy.contact.as_ref().and_then(|contact| contact.get(locale)).cloned();
        Ok(FailureOutcomes { actions: failures_at(policy, place.as_ref()), contact }.into_ts()?)
    }

    /// What the policy does at one place.
    pub fn stance(&self, place: Ts<PlaceOfPage>) -> Result<Ts<Stance>, JsError> {
        let PlaceOfPage(place) = place.to_rust()?;
        Ok(stance_at(self.inner.policy(), place.as_ref()).into_ts()?)
    }

    /// How long checking files may take.
    #[wasm_bindgen(js_name = timeLimits)]
    pub fn time_limits(&self) -> Result<Ts<TimeLimits>, JsError> {
        Ok(TimeLimits::from(self.inner.policy().time_limits).into_ts()?)
    }

    /// What people are told of the policy in force.
    #[wasm_bindgen(js_name = policySummary)]
    pub fn policy_summary(&self) -> Result<Ts<PolicySummary>, JsError> {
        Ok(PolicySummary::of(self.inner.policy()).into_ts()?)
    }
}

/// An empty format is one that the clipboard did not have.
fn formats<'a>(text: &'a str, html: &'a str) -> Vec<Item<'a>> {
    [Item::Text(text), Item::Html(html)]
        .into_iter()
        .filter(|item| !matches!(item, Item::Text("") | Item::Html("")))
        .collect()
}

/// How much of a file `inspectFile` wants.
#[wasm_bindgen(js_name = fileLimits)]
pub fn file_limits() -> Result<Ts<FileLimits>, JsError> {
    Ok(FileLimits { whole: MAX_WHOLE_BYTES as f64, head: HEAD_BYTES as f64, tail: TAIL_BYTES as f64 }.into_ts()?)
}

/// Says what is wrong with a policy, and what is probably not meant.
#[wasm_bindgen(js_name = validatePolicy)]
pub fn validate_policy(policy: &str) -> Result<Ts<PolicyReport>, JsError> {
    Ok(report(load(policy)).into_ts()?)
}

/// The JSON Schema of policies, for editors.
#[wasm_bindgen(js_name = policySchema)]
pub fn policy_schema() -> Result<String, JsError> {
    Ok(serde_json::to_string_pretty(&crate::policy::schema::json_schema())?)
}

/// The marking systems and sites that ship.
#[wasm_bindgen]
pub fn catalogue(locale: Ts<Locale>) -> Result<Ts<Catalogue>, JsError> {
    Ok(Catalogue::new(locale.to_rust()?).into_ts()?)
}

fn report(loaded: Result<CompiledPolicy, Vec<PolicyError>>) -> PolicyReport {
    match loaded {
        Ok(CompiledPolicy { policy, .. }) => {
            PolicyReport { errors: Vec::new(), warnings: warnings(&policy), summary: Some(PolicySummary::of(&policy)) }
        }
        Err(errors) => PolicyReport { errors, warnings: Vec::new(), summary: None },
    }
}

/// The `Error` for a policy that was refused.
fn refusal(errors: &[PolicyError]) -> JsValue {
    let message = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let options = js_sys::ErrorOptions::new(&match report(Err(errors.to_vec())).into_ts() {
        Ok(report) => report.js_value(),
        Err(why) => JsError::from(why).into(),
    });
    js_sys::Error::new_with_error_options(&message, &options).into()
}
