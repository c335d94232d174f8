//! Shapes that only JavaScript asks for. TypeScript's types are generated from them.
use crate::marking::catalogue::{self, Level};
use crate::policy::defect::PolicyError;
use crate::policy::model::{self, Base, Failures, Mode, Rule, VERSION};
use crate::policy::site;
use crate::submission::{Category, Channel, Locale, Place};
use crate::verdict::Skimmed;
use crate::{Action, Finding, Notice, Policy, Rank};
use serde::{Deserialize, Serialize};
use tsify::Tsify;

/// Text that is about to leave, in the formats of one action.
#[derive(Debug, Deserialize, Tsify)]
pub struct TextSubmission {
    /// `text/plain`; empty where there is none.
    pub text: String,
    /// `text/html`; empty where there is none.
    pub html: String,
    /// Where it goes; null outside guarded sites.
    #[tsify(type = "Place | null")]
    pub place: Option<Place>,
    /// By which way.
    pub channel: Channel,
    /// Language of titles and messages in the verdict.
    pub locale: Locale,
}

/// A file of a submission, besides its bytes.
#[derive(Debug, Deserialize, Tsify)]
pub struct FileItem {
    /// With its folders where a folder is shared.
    pub name: String,
    /// As the browser believes it to be; empty where it does not know.
    pub media_type: String,
    /// Of the whole, in bytes.
    pub size: f64,
    /// Its number in the submission, counted from 0.
    pub item: u32,
    /// Language of notes and titles.
    pub locale: Locale,
}

/// How much of a file is wanted, in bytes.
#[derive(Debug, Serialize, Tsify)]
pub struct FileLimits {
    /// Up to here the whole file.
    pub whole: f64,
    /// Above, this much of its start.
    pub head: f64,
    /// And this much of its end.
    pub tail: f64,
}

/// A submission whose items were inspected one by one.
#[derive(Debug, Deserialize, Tsify)]
pub struct Inspected {
    /// Where it goes; null outside guarded sites.
    #[tsify(type = "Place | null")]
    pub place: Option<Place>,
    /// By which way.
    pub channel: Channel,
    /// Language of titles and messages in the verdict.
    pub locale: Locale,
    /// Of all items.
    pub findings: Vec<Finding>,
    /// Of all items, and of those that could not even be inspected; with those of pictures that nobody read.
    pub notices: Vec<Notice>,
    /// Of all pictures.
    pub skimmed: Vec<Skimmed>,
}

/// What was judged to be no marking: findings whose confidence is below the threshold.
#[derive(Debug, Serialize, Tsify)]
#[serde(transparent)]
#[tsify(missing_as_null)]
pub struct NearMisses(pub Vec<crate::Finding>);

/// Where a page is; null where it is not guarded.
#[derive(Debug, Serialize, Deserialize, Tsify)]
#[serde(transparent)]
#[tsify(missing_as_null)]
pub struct PlaceOfPage(pub Option<Place>);

/// What each way of not being fully checked leads to at one place: for whoever cannot reach the checker.
#[derive(Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct FailureOutcomes {
    /// With exceptions and the policy's mode already counted in.
    #[tsify(type = "Record<NoticeKind, Action>")]
    pub actions: Failures,
    /// Whom the person may ask, in their language.
    pub contact: Option<String>,
}

/// What is to be said of a policy before it comes into force.
#[derive(Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct PolicyReport {
    /// Empty where the policy can come into force.
    pub errors: Vec<PolicyError>,
    /// What is correct and probably not meant.
    pub warnings: Vec<PolicyError>,
    /// Null where there are errors.
    pub summary: Option<PolicySummary>,
}

/// How long checking files may take, in seconds. In a policy each may be left out; here both are there.
#[derive(Debug, Serialize, Tsify)]
pub struct TimeLimits {
    /// For one file, from when it is begun.
    pub file_seconds: u32,
    /// For all files of one action together.
    pub action_seconds: u32,
}

impl From<model::TimeLimits> for TimeLimits {
    fn from(model::TimeLimits { file_seconds, action_seconds }: model::TimeLimits) -> TimeLimits {
        TimeLimits { file_seconds, action_seconds }
    }
}

/// What people are told of a policy.
#[derive(Debug, Serialize, Tsify)]
pub struct PolicySummary {
    /// Of the format.
    pub version: u32,
    /// What people know it by.
    pub name: String,
    /// Which rules stand behind its own.
    pub base: Base,
    /// Whether its actions are carried out.
    pub mode: Mode,
    /// How long checking files may take.
    pub time_limits: TimeLimits,
    /// Its own rules, in the order of the file.
    pub rules: Vec<RuleSummary>,
    /// How many patterns.
    pub patterns: u32,
    /// Sites that it guards besides those that ship.
    pub sites: Vec<site::Site>,
}

/// What people are told of a rule. Each empty list stands for "all".
#[derive(Debug, Serialize, Tsify)]
pub struct RuleSummary {
    /// Unique in the policy.
    pub id: String,
    /// The administrator's words for administrators; may be empty.
    pub description: String,
    /// Ids of sites, or URL match patterns.
    pub sites: Vec<String>,
    /// Kinds of sites.
    pub categories: Vec<Category>,
    /// Ways by which content leaves.
    pub channels: Vec<Channel>,
    /// Marking systems, or ids of the policy's patterns.
    pub systems: Vec<String>,
    /// Lowest rank it is about, also where the rule does not say.
    pub lowest: Rank,
    /// Highest rank it is about.
    pub highest: Rank,
    /// What happens.
    pub action: Action,
}

impl RuleSummary {
    fn of(rule: &Rule) -> RuleSummary {
        let ranks = rule.ranks();
        RuleSummary {
            id: rule.id.clone(),
            description: rule.description.clone(),
            sites: rule.sites.clone(),
            categories: rule.categories.clone(),
            channels: rule.channels.clone(),
            systems: rule.systems.clone(),
            lowest: ranks.min,
            highest: ranks.max,
            action: rule.action,
        }
    }
}

impl PolicySummary {
    pub(super) fn of(policy: &Policy) -> PolicySummary {
        PolicySummary {
            version: VERSION,
            name: policy.name.clone(),
            base: policy.base,
            mode: policy.mode,
            time_limits: policy.time_limits.into(),
            rules: policy.rules.iter().map(RuleSummary::of).collect(),
            patterns: policy.patterns.len() as u32,
            sites: policy.sites.clone(),
        }
    }
}

/// The marking systems and sites that ship, with their titles in one language.
#[derive(Debug, Serialize, Tsify)]
pub struct Catalogue {
    /// In the order of their ids.
    pub systems: Vec<SystemEntry>,
    /// In the order of their ids.
    pub sites: Vec<SiteEntry>,
}

/// A marking system.
#[derive(Debug, Serialize, Tsify)]
pub struct SystemEntry {
    /// `cn`.
    pub id: String,
    /// Its title in the person's language.
    pub title: String,
    /// Country (ISO 3166-1 alpha-2) or organisation.
    pub jurisdiction: String,
    /// Lowest first.
    pub levels: Vec<LevelEntry>,
}

/// A level of a marking system.
#[derive(Debug, Serialize, Tsify)]
pub struct LevelEntry {
    /// In the system's own words: `机密`.
    pub name: String,
    /// What it is called in the person's language.
    pub title: String,
    /// Its rank.
    pub rank: Rank,
}

/// A guarded site.
#[derive(Debug, Serialize, Tsify)]
pub struct SiteEntry {
    /// `chatgpt`.
    pub id: String,
    /// The name people know it by.
    pub title: String,
    /// What kind of site it is.
    pub category: Category,
}

impl Catalogue {
    pub(super) fn new(locale: Locale) -> Catalogue {
        let shipped = catalogue::Catalogue::shipped();
        let level = |level: &Level| {
            let (name, title) = (shipped.text(level.name), shipped.localised(level.title, locale));
            let title = if title.is_empty() { name } else { title };
            LevelEntry { name: name.to_owned(), title: title.to_owned(), rank: level.rank }
        };
        let systems = shipped.systems().iter().map(|system| SystemEntry {
            id: shipped.text(system.id).to_owned(),
            title: shipped.localised(system.title, locale).to_owned(),
            jurisdiction: shipped.text(system.jurisdiction).to_owned(),
            levels: shipped.levels_of(system).iter().map(level).collect(),
        });
        let sites = site::shipped().iter().map(|site| SiteEntry {
            id: site.id.to_owned(),
            title: site.title.to_owned(),
            category: site.category,
        });
        Catalogue { systems: systems.collect(), sites: sites.collect() }
    }
}
