//! What is said of a submission.
use crate::finding::{Finding, Rank};
use serde::{Deserialize, Serialize};

/// What happens to a submission, mildest first, so that the stricter of two is `a.max(b)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Let go, say nothing.
    #[default]
    Allow,
    /// Let go, count it.
    Report,
    /// Ask; the person may share anyway.
    Warn,
    /// Ask; the person may share anyway after stating a reason: for themselves, since nobody is told and nothing keeps
    /// it.
    Justify,
    /// Stop.
    Block,
}

/// Why something was not fully checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoticeKind {
    /// Protected by a password.
    Encrypted,
    /// Only a part was read.
    Truncated,
    /// Over a size limit.
    TooLarge,
    /// Over the time limit.
    Timeout,
    /// A format that is not read.
    Unsupported,
    /// Broken, or not what it claims to be.
    Damaged,
    /// The checker itself failed.
    EngineError,
}

/// What was not fully checked, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Notice {
    /// Why.
    pub kind: NoticeKind,
    /// What and how much, without content: `only the first 10 MiB were checked`.
    pub detail: String,
    /// Which item of the submission, counted from 0; `None` where it is about the submission as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// The name of the file that it is about; `None` where it is about text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

impl Notice {
    /// About the submission as a whole.
    pub fn new(kind: NoticeKind, detail: impl Into<String>) -> Notice {
        Notice { kind, detail: detail.into(), item: None, file: None }
    }
}

/// A picture of which something was left out that hardly ever is a marking: the middle of long lines in paragraphs, QR
/// codes that are damaged or too small. It is no [`Notice`]: nobody is stopped by it, or every page of print would be
/// one that was not fully checked. But nobody is told that all of it was read, either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Skimmed {
    /// Which item of the submission, counted from 0.
    pub item: u32,
    /// The name of the picture.
    pub file: String,
    /// How many lines it has.
    pub lines: u32,
    /// Of how many of them only the ends were read.
    pub ends_only: u32,
    /// How many QR codes in it were found and not read.
    pub codes_unread: u32,
}

/// What some items of a submission hold, before it is decided what becomes of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Inspection {
    /// What was found.
    pub findings: Vec<Finding>,
    /// What was not fully checked.
    pub notices: Vec<Notice>,
    /// Pictures whose writing nobody has read yet, each as the notice that it becomes in the verdict. Whoever has a
    /// reader takes out those that it reads; where there is none, they stay.
    pub pictures: Vec<Notice>,
    /// Pictures that were read, and of which something was left out.
    pub skimmed: Vec<Skimmed>,
}

/// What the person is told besides the findings; from the rule that decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Guidance {
    /// Id of the rule that decided.
    pub rule: String,
    /// The administrator's sentence, in the person's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Whom to ask, in the person's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Reasons to choose from where the action is `justify`; a typed reason is always possible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// The answer to one submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Verdict {
    /// The strictest action of any rule that applies, or `allow` by exception.
    pub action: Action,
    /// Highest rank found; `None` when nothing was.
    pub rank: Option<Rank>,
    /// False when something was not fully checked; `notices` say what.
    pub complete: bool,
    /// What was found, strictest action first, then highest rank, then in order of the items and their text; at most
    /// [`MAX_FINDINGS`](crate::checker::MAX_FINDINGS). For the action one of each system and rank was weighed, which is
    /// all that rules tell apart.
    pub findings: Vec<Finding>,
    /// What was not fully checked.
    pub notices: Vec<Notice>,
    /// Pictures that were read, and of which something was left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skimmed: Vec<Skimmed>,
    /// The rule that decided and what it says; `None` where the action is `allow`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidance: Option<Guidance>,
}
