//! Marking systems: what their files and policies declare, and the catalogue that detection reads.
//!
//! ```text
//! src/systems/*.toml ─ read (build.rs) ┐
//!                                      ├→ declaration::System ─ compile → blob ─ load → Catalogue
//! "systems" of a policy ───────────────┘
//! ```
mod blob;
pub mod catalogue;
#[cfg(any(feature = "load", test))]
pub(crate) mod compile;
pub mod declaration;
mod load;
pub(crate) mod pass;
