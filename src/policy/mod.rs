//! Policy: what an administrator's rules make of findings. Never sees text.
//!
//! ```text
//! JSON ─ load (strict, every defect with a JSON pointer) → Policy ─ decide(findings, notices, place, channel) → Verdict
//!                                                            └ compiled → bytes for the in-page core
//! ```
//! The shape of the JSON is written down once, in [`shape`]: the loader checks by it and the JSON Schema is printed
//! from it.
pub mod compiled;
pub mod decide;
pub mod match_pattern;
pub mod model;
pub mod site;

#[cfg(feature = "load")]
mod check;
#[cfg(feature = "load")]
pub mod defect;
#[cfg(feature = "load")]
pub mod json;
#[cfg(feature = "load")]
pub mod load;
#[cfg(feature = "load")]
mod nearest;
#[cfg(feature = "load")]
pub mod schema;
#[cfg(feature = "load")]
pub mod shape;
#[cfg(feature = "load")]
pub mod systems;

pub use decide::decide;
pub use model::Policy;
