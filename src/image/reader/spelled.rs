//! What was read of a line: its text, how sure that is, and its colours.
use super::pixels::Canvas;
use super::quad::Quad;
use super::recogniser::{Recognised, Recogniser};
use super::strip::Strip;
use super::{ReaderError, body};
use crate::image::{Colour, Line};

#[derive(Debug, Default, PartialEq)]
pub(super) struct Spelled {
    pub(super) text: String,
    pub(super) confidence: f32,
    pub(super) ink: Colour,
    pub(super) paper: Colour,
}

impl Spelled {
    /// How much it speaks for the way in which it was read.
    pub(super) fn weight(&self) -> f32 {
        self.confidence * self.confidence * self.text.chars().count() as f32
    }

    /// A line that begins so, and ends as `end` does if that was read.
    pub(super) fn cut(self, end: Option<Spelled>) -> Spelled {
        let end = end.as_ref().map_or("", |end| body::after_cut(&end.text));
        let text = match (body::before_cut(&self.text), end) {
            ("", "") => String::new(),
            (start, "") => [start, "…"].concat(),
            (start, end) => [start, "… …", end].concat(),
        };
        Spelled { text, ..self }
    }

    pub(super) fn shown(self, corners: &Quad, canvas: &Canvas) -> Line {
        let Spelled { text, confidence, ink, paper } = self;
        Line { text, confidence, corners: corners.map(|corner| canvas.to_shown(corner)), ink, paper }
    }
}

/// What a strip says, and in which colours.
pub(super) fn spell(recogniser: &Recogniser, strip: &Strip) -> Result<Spelled, ReaderError> {
    if strip.width == 0 {
        return Ok(Spelled::default());
    }
    let Recognised { text, confidence } = recogniser.read(strip)?;
    let (ink, paper) = strip.colours();
    Ok(Spelled { text, confidence, ink, paper })
}
