//! What the look of a line says, where somebody saw the text.
use super::cue::Cue;

/// What the look of a line says.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Of whatever stands on it.
    pub cues: Vec<Cue>,
    /// Of what one system says on it.
    pub signs: Vec<Sign>,
}

/// What speaks for the markings of one system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The reason that it is.
    pub cue: Cue,
    /// Index of the system.
    pub system: u8,
    /// Index of the one level that it is a sign of; `None` where it is one of all.
    pub level: Option<u16>,
}
