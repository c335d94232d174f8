//! Shareguard's core: from what a person is about to share to a verdict.
//!
//! ```text
//! Submission { site, channel, items }            submission.rs   what is leaving, and where to
//!   → extract   bytes → text + origin            extract/
//!   → fold      text → folded text + offset map  text/
//!   → scan      folded text → candidates         detect/scan.rs
//!   → grammars  candidate → parsed marking       detect/
//!   → judge     marking or mention?              detect/judge.rs
//!   → Finding                                    finding.rs
//!   → decide    findings + policy → Verdict      policy/, verdict.rs
//! ```
//!
//! [`Checker`] is the one door. The core does not know JavaScript, the clock, randomness, files or the network:
//! the same input and policy give the same verdict in the browser, under Node and on the command line.
//!
//! Vocabulary: a *marking system* (`us`) has *levels* (`SECRET`), each with a *rank* that makes levels of all systems
//! comparable (0 to 5). A marking stands in a *banner line*, a *portion mark*, an *authority block*, a field or a
//! stamp, and may carry *controls* (`NOFORN`). What is read is a *finding* with its *evidence*; what is said of it is a
//! *verdict* with an *action*, by a *rule* of the *policy*.
#![cfg_attr(not(any(feature = "web", feature = "reader-web", feature = "inpage")), forbid(unsafe_code))]

mod bytes;
pub mod checker;
pub mod detect;
pub mod extract;
pub mod finding;
#[cfg(any(feature = "files", feature = "reader"))]
pub mod image;
mod inflate;
#[cfg(feature = "inpage")]
pub mod inpage;
pub mod marking;
mod order;
pub mod pattern;
pub mod policy;
pub mod submission;
mod substring;
pub mod terms;
pub mod text;
pub mod verdict;
#[cfg(feature = "web")]
pub mod web;

pub use checker::Checker;
pub use finding::{Evidence, Finding, Kind, Origin, Rank, Region, Span};
pub use policy::Policy;
pub use submission::{Category, Channel, Item, Locale, Place, Submission};
pub use verdict::{Action, Notice, NoticeKind, Verdict};
