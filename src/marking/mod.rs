//! Marking systems: what their files declare, and the catalogue compiled from them.
pub mod catalogue;
pub mod declaration;
pub(crate) mod pass;
