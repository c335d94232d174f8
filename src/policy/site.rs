//! Guarded sites: the shipped data files, and what a policy calls their pages.
use super::match_pattern::MatchPattern;
use super::model::Policy;
use crate::submission::{Category, Place};
use serde::{Deserialize, Serialize};

/// What a policy calls some pages of guarded sites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Stable and short: `chatgpt`.
    pub id: String,
    /// The name people know it by.
    pub title: String,
    /// What kind of site it is.
    pub category: Category,
    /// URL match patterns of its pages.
    pub matches: Vec<String>,
}

/// A site that ships: what `build.rs` makes of `extension/src/sites/<id>.json`.
#[derive(Debug)]
pub struct ShippedSite {
    /// The file's name.
    pub id: &'static str,
    /// The name people know it by.
    pub title: &'static str,
    /// What kind of site it is.
    pub category: Category,
    /// URL match patterns of its pages.
    pub matches: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/sites.rs"));

/// The sites that ship, by id.
pub fn shipped() -> &'static [ShippedSite] {
    SHIPPED
}

impl Policy {
    /// The place a page is, as rules name it; `None` where no site and no rule is about its address.
    ///
    /// The policy's own sites come before the shipped ones, so that an administrator can put one in another category. A
    /// page that only a rule's match pattern names is a site of that pattern's name.
    pub fn place_of(&self, url: &str) -> Option<Place> {
        let fits = |pattern: &str| MatchPattern::parse(pattern).is_ok_and(|pattern| pattern.matches(url));
        let mut matched: Vec<String> = Vec::new();
        for pattern in self.rules.iter().flat_map(|rule| &rule.sites) {
            if !matched.contains(pattern) && fits(pattern) {
                matched.push(pattern.clone());
            }
        }
        let added = self.sites.iter().find(|site| site.matches.iter().any(|pattern| fits(pattern)));
        let known = added.map(|site| (site.id.as_str(), site.category)).or_else(|| {
            let shipped = shipped().iter().find(|site| site.matches.iter().any(|pattern| fits(pattern)))?;
            Some((shipped.id, shipped.category))
        });
        let (site, category) = match known {
            Some((id, category)) => (id.to_owned(), category),
            None => (matched.first()?.clone(), Category::Other),
        };
        Some(Place { site, category, matched })
    }
}
