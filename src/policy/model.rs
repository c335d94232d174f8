//! What a policy says. Read from JSON by [`load`](super::load), from bytes by [`compiled`](super::compiled).
use super::site::Site;
use crate::finding::{Finding, Rank};
use crate::submission::{Category, Channel, Locale, Place};
use crate::verdict::{Action, NoticeKind};
use serde::{Deserialize, Deserializer, Serialize};

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
    /// Sites guarded besides those that ship.
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

/// What happens to certain findings, at certain places. Each empty list stands for "all".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Unique in the policy; travels in verdicts and events.
    pub id: String,
    /// For administrators.
    #[serde(default, with = "only_json")]
    pub description: String,
    /// Ids of sites, or URL match patterns.
    #[serde(default, with = "only_json")]
    pub sites: Vec<String>,
    /// Kinds of sites.
    #[serde(default, with = "only_json")]
    pub categories: Vec<Category>,
    /// Ways by which content leaves.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// Marking systems, or ids of the policy's patterns.
    #[serde(default)]
    pub systems: Vec<String>,
    /// Ranks of findings; see [`Rule::ranks`] for what its absence means.
    #[serde(default)]
    pub ranks: Option<Ranks>,
    /// What happens.
    pub action: Action,
    /// What the person reads besides the findings.
    #[serde(default)]
    pub message: Option<Localised<String>>,
    /// Reasons to choose from where the action is `justify`.
    #[serde(default)]
    pub reasons: Option<Localised<Vec<String>>>,
}

impl Rule {
    /// The ranks the rule is about. One that names none is about everything restricted, ranks 1 to 5: a rule that blocks
    /// "social" is not meant to block a text that says it is public. An `allow` without ranks is about all of them.
    pub fn ranks(&self) -> Ranks {
        let lowest = if self.action == Action::Allow { Rank::MIN } else { Rank::INTERNAL };
        self.ranks.unwrap_or(Ranks { min: lowest, max: Rank::MAX })
    }

    /// Whether it is about this place and channel.
    pub fn applies_at(&self, place: Option<&Place>, channel: Channel) -> bool {
        self.covers(place) && (self.channels.is_empty() || self.channels.contains(&channel))
    }

    /// Whether it is about this place, by whatever channel. A rule that names sites or categories is not about "no place".
    pub(super) fn covers(&self, place: Option<&Place>) -> bool {
        let site = self.sites.is_empty()
            || place.is_some_and(|place| {
                self.sites.iter().any(|named| *named == place.site || place.matched.contains(named))
            });
        let category =
            self.categories.is_empty() || place.is_some_and(|place| self.categories.contains(&place.category));
        site && category
    }

    /// Whether it is about this finding, wherever it is going.
    pub fn is_about(&self, finding: &Finding) -> bool {
        self.ranks().contain(finding.rank) && (self.systems.is_empty() || self.systems.contains(&finding.system))
    }

    /// Whether it is about whatever leaves, findings or not: then it also says what becomes of content that was not
    /// fully checked.
    pub fn is_about_everything(&self) -> bool {
        self.systems.is_empty() && self.ranks() == Ranks::ALL
    }

    /// Whether it lets go whatever leaves, also what was not fully checked.
    pub fn excepts_everything(&self) -> bool {
        self.action == Action::Allow && self.is_about_everything()
    }
}

/// A range of ranks, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranks {
    /// Lowest; 0 where absent.
    #[serde(default = "lowest")]
    pub min: Rank,
    /// Highest; 5 where absent.
    #[serde(default = "highest")]
    pub max: Rank,
}

const fn lowest() -> Rank {
    Rank::MIN
}

const fn highest() -> Rank {
    Rank::MAX
}

impl Ranks {
    /// 0 to 5.
    pub const ALL: Ranks = Ranks { min: Rank::MIN, max: Rank::MAX };

    /// Whether `rank` lies inside.
    pub fn contain(self, rank: Rank) -> bool {
        self.min <= rank && rank <= self.max
    }
}

/// What each way of not being fully checked leads to. `warn` unless the policy says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the fields are the variants of NoticeKind, described there")]
pub struct Failures {
    pub encrypted: Action,
    pub truncated: Action,
    pub too_large: Action,
    pub timeout: Action,
    pub unsupported: Action,
    pub damaged: Action,
    pub engine_error: Action,
}

impl Failures {
    /// The action for one kind, with the name that guidance gives as its rule.
    pub fn get(&self, kind: NoticeKind) -> (Action, &'static str) {
        match kind {
            NoticeKind::Encrypted => (self.encrypted, "failures/encrypted"),
            NoticeKind::Truncated => (self.truncated, "failures/truncated"),
            NoticeKind::TooLarge => (self.too_large, "failures/too_large"),
            NoticeKind::Timeout => (self.timeout, "failures/timeout"),
            NoticeKind::Unsupported => (self.unsupported, "failures/unsupported"),
            NoticeKind::Damaged => (self.damaged, "failures/damaged"),
            NoticeKind::EngineError => (self.engine_error, "failures/engine_error"),
        }
    }

    /// Each action changed in the same way.
    pub fn map(self, change: impl Fn(Action) -> Action) -> Failures {
        let Failures { encrypted, truncated, too_large, timeout, unsupported, damaged, engine_error } = self;
        Failures {
            encrypted: change(encrypted),
            truncated: change(truncated),
            too_large: change(too_large),
            timeout: change(timeout),
            unsupported: change(unsupported),
            damaged: change(damaged),
            engine_error: change(engine_error),
        }
    }
}

impl Default for Failures {
    fn default() -> Self {
        let warn = Action::Warn;
        Failures {
            encrypted: warn,
            truncated: warn,
            too_large: warn,
            timeout: warn,
            unsupported: warn,
            damaged: warn,
            engine_error: warn,
        }
    }
}

/// How long checking files may take before what is left counts as not checked ([`NoticeKind::Timeout`]), in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TimeLimits {
    /// For one file, from when it is begun.
    pub file_seconds: u32,
    /// For all files of one action together.
    pub action_seconds: u32,
}

impl TimeLimits {
    /// The longest for one file. A megabyte of text takes a twentieth of a second; what takes a minute will not end well.
    pub const MAX_FILE_SECONDS: u32 = 60;
    /// The longest for an action. Who drops a folder may wait, but not without end.
    pub const MAX_ACTION_SECONDS: u32 = 600;
}

impl Default for TimeLimits {
    /// As long as a person may be kept waiting without having been asked.
    fn default() -> Self {
        TimeLimits { file_seconds: 10, action_seconds: 60 }
    }
}

/// A regular expression that counts as a marking: project names, document numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Stands as the system of its findings; unique among patterns and marking systems.
    pub id: String,
    /// In the syntax of the Rust `regex` crate; see [`crate::pattern`] for what differs.
    pub regex: String,
    /// Rank of its findings.
    pub rank: Rank,
    /// What the person reads as the system's title.
    pub title: Localised<String>,
}

/// Terms that count as markings: names of projects, places, people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dictionary {
    /// Stands as the system of its findings; unique among dictionaries, patterns and marking systems.
    pub id: String,
    /// What the person reads as the system's title.
    pub title: Localised<String>,
    /// Rank of what it finds, unless a term has its own.
    pub rank: Rank,
    /// Where its terms match.
    #[serde(default, rename = "match")]
    pub matching: Matching,
    /// The terms.
    pub terms: Vec<Term>,
}

/// Where the terms of a dictionary match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matching {
    /// As whole words: `heron` not in `herons`. In scripts without blanks between words, and in Korean, anywhere.
    #[default]
    Word,
    /// Also inside words.
    Anywhere,
}

/// One term of a dictionary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Term {
    /// With the rank of its dictionary.
    Plain(String),
    /// With something of its own.
    Detailed(DetailedTerm),
}

/// A term with something of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetailedTerm {
    /// What is looked for.
    pub text: String,
    /// Instead of the rank of its dictionary.
    #[serde(default)]
    pub rank: Option<Rank>,
    /// What findings call it, so that warnings and events can name it without quoting it.
    #[serde(default)]
    pub id: Option<String>,
}

impl Term {
    /// What is looked for.
    pub fn text(&self) -> &str {
        match self {
            Term::Plain(text) => text,
            Term::Detailed(term) => &term.text,
        }
    }

    /// Its own rank.
    pub fn rank(&self) -> Option<Rank> {
        match self {
            Term::Plain(_) => None,
            Term::Detailed(term) => term.rank,
        }
    }

    /// Its own id.
    pub fn id(&self) -> Option<&str> {
        match self {
            Term::Plain(_) => None,
            Term::Detailed(term) => term.id.as_deref(),
        }
    }
}

/// Something said in the languages of the interface. In JSON either the thing itself, for all languages, or an object
/// with one of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Localised<T> {
    /// English, and what other languages fall back to.
    pub en: Option<T>,
    /// Simplified Chinese.
    #[serde(rename = "zh_CN")]
    pub zh_cn: Option<T>,
}

impl<T> Localised<T> {
    /// In the wanted language, else in English, else in whichever there is.
    pub fn get(&self, locale: Locale) -> Option<&T> {
        let wanted = match locale {
            Locale::English => &self.en,
            Locale::SimplifiedChinese => &self.zh_cn,
        };
        wanted.as_ref().or(self.en.as_ref()).or(self.zh_cn.as_ref())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Localised<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Each<T> {
            #[serde(default = "Option::default")]
            en: Option<T>,
            #[serde(default = "Option::default", rename = "zh_CN")]
            zh_cn: Option<T>,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Said<T> {
            Once(T),
            Each(Each<T>),
        }
        // The binary form has no way to tell the two apart, and needs none.
        let said =
            if from.is_human_readable() { Said::deserialize(from)? } else { Said::Each(Each::deserialize(from)?) };
        Ok(match said {
            Said::Once(one) => Localised { en: Some(one), zh_cn: None },
            Said::Each(Each { en, zh_cn }) => Localised { en, zh_cn },
        })
    }
}

/// Of what only JSON holds: a compiled policy does without it, and the page without the code that would read it.
mod only_json {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { value.serialize(to) } else { to.serialize_unit() }
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
        from: D,
    ) -> Result<T, D::Error> {
        if from.is_human_readable() { T::deserialize(from) } else { <()>::deserialize(from).map(|()| T::default()) }
    }
}
