//! What an administrator declares as markings: patterns and dictionaries of terms.
use super::Localised;
use crate::finding::Rank;
use serde::{Deserialize, Serialize};

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
