//! What is wrong with a policy, in words an administrator can act on.
use serde::{Deserialize, Serialize};
use std::fmt;

/// One thing wrong with a policy, or with a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct PolicyError {
    /// JSON pointer (RFC 6901) to the place, such as `/rules/3/systems/0`; empty for the whole document.
    pub at: String,
    /// The class of mistake.
    pub problem: Problem,
    /// A sentence that says what is there and what was expected.
    pub message: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

/// A class of mistake. Stable: interfaces translate by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Problem {
    /// Not JSON.
    Syntax,
    /// Over a limit of size or number.
    TooLarge,
    /// Another version of the format.
    Version,
    /// A key that policies do not have.
    UnknownKey,
    /// A key that stands twice in one object.
    RepeatedKey,
    /// A key that must be there.
    MissingKey,
    /// Another kind of value.
    Type,
    /// The right kind of value, but not one of those possible.
    Value,
    /// A text that is too long to be shown.
    TooLong,
    /// A second thing of the same id, or a second entry of the same name.
    Duplicate,
    /// A marking system that neither ships nor is a pattern of the policy.
    UnknownSystem,
    /// A site that neither ships nor is the policy's own.
    UnknownSite,
    /// Not a URL match pattern.
    MatchPattern,
    /// Not a regular expression, or not one that can be run safely.
    Regex,
    /// Correct, but without the effect that was probably meant. Only in warnings.
    NoEffect,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = if self.at.is_empty() { "policy" } else { &self.at };
        write!(to, "{at}: {}", self.message)?;
        match &self.suggestion {
            Some(suggestion) => write!(to, "; did you mean {suggestion:?}?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for PolicyError {}
