//! Passes: bits that say where a phrase of the catalogue is looked for.

/// Anywhere; a text without any of these holds no marking.
pub(crate) const ANCHOR: u8 = 1;
/// Anywhere, but only in a text with an anchor.
pub(crate) const COMPANION: u8 = 2;
/// Behind an opening bracket; an anchor there.
pub(crate) const PORTION: u8 = 4;
/// Where a grammar expects a level or a control.
pub(crate) const CONTROL: u8 = 8;
/// Behind a delimiter; an anchor there, because the level before it may be misread.
pub(crate) const DELIMITED: u8 = 16;
/// Anywhere as a scanner or a hasty typist gets it wrong: an anchor, too.
pub(crate) const MISREAD: u8 = 32;
