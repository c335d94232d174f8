//! Why a text was judged as it was: each marking in its parts with their meaning, what spoke for and against it, and
//! what nearly was one.
use serde::Serialize;
use shareguard::image::Reading;
use shareguard::{Finding, Locale};
use std::sync::OnceLock;

/// The sentences of the warning, which has one for each reason.
const SENTENCES: [(&str, Locale); 2] = [
    (include_str!("../../../extension/_locales/en/messages.json"), Locale::English),
    (include_str!("../../../extension/_locales/zh_CN/messages.json"), Locale::SimplifiedChinese),
];

/// The key `explanation` of an answer.
#[derive(Serialize)]
pub(crate) struct Explanation {
    /// In the order of the findings.
    pub(crate) findings: Vec<Explained>,
    /// What was weighed and found too light, likeliest first.
    pub(crate) near_misses: Vec<Explained>,
    /// Of a picture; absent for what is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) read: Option<Extent>,
}

/// How much of the writing of a picture was read.
#[derive(Serialize)]
pub(crate) struct Extent {
    /// Lines of which something was read.
    pub(crate) lines: usize,
    /// Of these the long ones of paragraphs, of which only the ends were.
    pub(crate) ends_only: u32,
    /// Places with writing that were not read.
    pub(crate) unread: u32,
}

impl From<&Reading> for Extent {
    fn from(&Reading { ref lines, ends_only, unread, .. }: &Reading) -> Extent {
        Extent { lines: lines.len(), ends_only, unread }
    }
}

impl Explanation {
    pub(crate) fn new(
        findings: &[Finding],
        near_misses: &[Finding],
        reading: Option<&Reading>,
        locale: Locale,
    ) -> Explanation {
        let explain = |findings: &[Finding]| findings.iter().map(|finding| Explained::new(finding, locale)).collect();
        Explanation { findings: explain(findings), near_misses: explain(near_misses), read: reading.map(Extent::from) }
    }
}

/// One marking, or what nearly was one.
#[derive(Serialize)]
pub(crate) struct Explained {
    /// Counted from 1.
    pub(crate) line: u32,
    pub(crate) quote: String,
    pub(crate) system: String,
    pub(crate) level: Option<String>,
    /// Below 0.5 for a near miss.
    pub(crate) confidence: f32,
    /// The level, then its controls in the order of the text.
    pub(crate) parts: Vec<Part>,
    /// Strongest first.
    pub(crate) evidence: Vec<Reason>,
}

/// A part of a marking.
#[derive(Serialize)]
pub(crate) struct Part {
    pub(crate) text: String,
    pub(crate) meaning: String,
}

/// A piece of evidence.
#[derive(Serialize)]
pub(crate) struct Reason {
    pub(crate) cue: String,
    /// Change of the log-odds; their sum decides, zero being the threshold.
    pub(crate) weight: f32,
    pub(crate) sentence: String,
}

impl Explained {
    fn new(finding: &Finding, locale: Locale) -> Explained {
        let Finding { line, quote, system, system_title, level, level_title, rank, confidence, .. } = finding;
        let level_part = level.iter().map(|level| {
            let title = level_title.as_ref().unwrap_or(level);
            Part { text: level.clone(), meaning: format!("{title}; {system_title}, rank {}", rank.get()) }
        });
        let controls = finding.controls.iter().map(|control| Part {
            text: control.name.clone(),
            meaning: control.meaning.clone().unwrap_or_else(|| "not declared by the system".to_owned()),
        });
        let evidence = finding.evidence.iter().map(|evidence| Reason {
            cue: evidence.cue.clone(),
            weight: evidence.weight,
            sentence: sentence(&evidence.cue, locale),
        });
        Explained {
            line: *line,
            quote: quote.clone(),
            system: system.clone(),
            level: level.clone(),
            confidence: *confidence,
            parts: level_part.chain(controls).collect(),
            evidence: evidence.collect(),
        }
    }
}

/// The sentence for a cue; the cue itself where there is none.
fn sentence(cue: &str, locale: Locale) -> String {
    static MESSAGES: OnceLock<Vec<(serde_json::Value, Locale)>> = OnceLock::new();
    let messages = MESSAGES.get_or_init(|| {
        let parse =
            |text| serde_json::from_str(text).expect("the extension's messages are JSON, as its build makes sure");
        SENTENCES.into_iter().map(|(text, locale)| (parse(text), locale)).collect()
    });
    let of_locale = messages.iter().find(|(_, known)| *known == locale);
    of_locale
        .and_then(|(messages, _)| messages[format!("warning_cue_{cue}")]["message"].as_str())
        .unwrap_or(cue)
        .to_owned()
}
