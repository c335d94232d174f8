//! What happens to certain findings, at certain places.
use super::{Localised, only_json};
use crate::finding::{Finding, Rank};
use crate::submission::{Category, Channel, Place};
use crate::verdict::Action;
use serde::{Deserialize, Serialize};

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
    /// The ranks the rule is about. One that names none is about everything restricted, ranks 1 to 5: a rule that
    /// blocks "social" is not meant to block a text that says it is public. An `allow` without ranks is about all of
    /// them.
    pub fn ranks(&self) -> Ranks {
        let lowest = if self.action == Action::Allow { Rank::MIN } else { Rank::INTERNAL };
        self.ranks.unwrap_or(Ranks { min: lowest, max: Rank::MAX })
    }

    /// Whether it is about this place and channel.
    pub fn applies_at(&self, place: Option<&Place>, channel: Channel) -> bool {
        self.covers(place) && (self.channels.is_empty() || self.channels.contains(&channel))
    }

    /// Whether it is about this place, by whatever channel. A rule that names sites or categories is not about "no
    /// place".
    pub(in crate::policy) fn covers(&self, place: Option<&Place>) -> bool {
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
