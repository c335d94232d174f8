//! Which colours are the same to a reader, whatever light a picture was taken in.
use super::reading::Colour;

/// How far apart the largest and the smallest part of a colour are, 0 to 255, that is no shade of grey. Strokes are
/// thin, and mixed with the paper.
const COLOURED_INK: u8 = 50;
const COLOURED_PAPER: u8 = 70;
/// How far two papers differ in any part, 0 to 255.
const OTHER_PAPER: u8 = 60;
/// How far apart two colours of different hues are, 0 to 255: in the difference between two of their parts.
const OTHER_HUE: i16 = 36;

/// Whether strokes are of a colour.
pub(super) fn is_coloured(ink: Colour) -> bool {
    spread(ink) > COLOURED_INK
}

/// Whether what they stand on is of a colour.
pub(super) fn is_coloured_paper(paper: Colour) -> bool {
    spread(paper) > COLOURED_PAPER
}

/// Whether two colours are of different hues, whatever the light. Grey is one as well.
pub(super) fn is_other_hue(ink: Colour, other: Colour) -> bool {
    let hue = |Colour { r, g, b }| [(r, g), (g, b), (b, r)].map(|(one, next)| i16::from(one) - i16::from(next));
    hue(ink).into_iter().zip(hue(other)).any(|(own, other)| (own - other).abs() > OTHER_HUE)
}

/// Whether two colours are of different papers, and not of one in light and shadow.
pub(super) fn is_other(paper: Colour, ordinary: Colour) -> bool {
    let parts = [paper.r, paper.g, paper.b];
    let other = [ordinary.r, ordinary.g, ordinary.b];
    parts.iter().zip(other).any(|(own, other)| own.abs_diff(other) > OTHER_PAPER)
}

fn spread(colour: Colour) -> u8 {
    let parts = [colour.r, colour.g, colour.b];
    parts.into_iter().max().unwrap_or(0) - parts.into_iter().min().unwrap_or(0)
}
