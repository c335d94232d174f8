//! What a policy says. Read from JSON by [`load`](super::load), from bytes by [`compiled`](super::compiled).
mod declared;
mod failures;
mod localised;
mod only_json;
mod rule;

use super::site::Site;
use crate::verdict::Action;
pub use declared::{DetailedTerm, Dictionary, Matching, Pattern, Term};
pub use failures::{Failures, TimeLimits};
pub use localised::Localised;
pub use rule::{Ranks, Rule};
use serde::{Deserialize, Serialize};

/// The version of the format that this program reads.
pub const VERSION: u32 = 1;

/// A whole policy. `Policy::default()` is what holds where no administrator said anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Of the format, [`VERSION`].
    pub version: u32,
    /// What people know it by.
    pub name: String,
    /// Which rules stand behind its own.
    #[serde(default)]
    pub base: Base,
    /// Whether its actions are carried out.
    #[serde(default)]
    pub mode: Mode,
    /// Whom the person may ask.
    #[serde(default)]
    pub contact: Option<Localised<String>>,
    /// In the order of the file. The strictest that applies decides; `allow` beats all.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// What happens when something was not fully checked.
    #[serde(default)]
    pub failures: Failures,
    /// How long checking files may take.
    #[serde(default, with = "only_json")]
    pub time_limits: TimeLimits,
    /// Regular expressions that count as markings.
    #[serde(default, with = "only_json")]
    pub patterns: Vec<Pattern>,
    /// Terms that count as markings.
    #[serde(default, with = "only_json")]
    pub dictionaries: Vec<Dictionary>,
    /// What the boilerplate of examination papers is.
    #[serde(default)]
    pub exam_boilerplate: ExamBoilerplate,
    /// What pages of guarded sites are called and of which kind they are, before what ships says so.
    #[serde(default, with = "only_json")]
    pub sites: Vec<Site>,
}

impl Default for Policy {
    fn default() -> Self {
        Policy {
            version: VERSION,
            name: "Shareguard default".to_owned(),
            base: Base::Default,
            mode: Mode::Enforce,
            contact: None,
            rules: Vec::new(),
            failures: Failures::default(),
            time_limits: TimeLimits::default(),
            patterns: Vec::new(),
            dictionaries: Vec::new(),
            exam_boilerplate: ExamBoilerplate::Ignore,
            sites: Vec::new(),
        }
    }
}

/// Which rules stand behind a policy's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Rank 2 and above warns, rank 1 is reported.
    #[default]
    Default,
    /// None: what no rule names is let go.
    None,
}

/// Whether a policy's actions are carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// They are.
    #[default]
    Enforce,
    /// Everything above `report` becomes `report`: to see what a policy would do before anybody is stopped by it.
    Audit,
}

impl Mode {
    /// What becomes of an action that was decided.
    pub fn carries_out(self, action: Action) -> Action {
        match self {
            Mode::Enforce => action,
            Mode::Audit => action.min(Action::Report),
        }
    }
}

/// What `绝密★启用前` at the head of an examination paper is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExamBoilerplate {
    /// Nothing: it is printed on every mock paper that pupils share.
    #[default]
    Ignore,
    /// A marking, as for those who make the real papers.
    Find,
}
