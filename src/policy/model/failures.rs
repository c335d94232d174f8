//! What happens when something could not be fully checked, and how long checking may take.
use crate::verdict::{Action, NoticeKind};
use serde::{Deserialize, Serialize};

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
    /// The longest for one file. A megabyte of text takes a twentieth of a second; what takes a minute will not end
    /// well.
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
