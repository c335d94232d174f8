//! Marking systems: what their files declare, and the catalogue compiled from them.
pub mod catalogue;
pub mod declaration;

/// Ids of the marking systems that ship.
pub fn system_ids() -> impl Iterator<Item = &'static str> {
    // Until the catalogue is compiled in: the files of src/systems.
    ["cn", "eu", "nato", "tlp", "uk", "us", "vn"].into_iter()
}
