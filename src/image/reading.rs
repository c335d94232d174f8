//! What was read in a picture.
use core::ops::RangeInclusive;
use serde::{Deserialize, Serialize};

/// A place in a picture, in pixels of the picture as it is shown: after the orientation that its file asks for, `x` to
/// the right and `y` downwards from the top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(any(feature = "web", feature = "reader-web"), derive(tsify::Tsify))]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// A colour as a screen shows it (sRGB), 0 to 255 each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(any(feature = "web", feature = "reader-web"), derive(tsify::Tsify))]
pub struct Colour {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

/// A line of writing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(any(feature = "web", feature = "reader-web"), derive(tsify::Tsify))]
pub struct Line {
    /// As it was recognised, with the recogniser's mistakes.
    pub text: String,
    /// Mean over its characters, 0 to 1.
    pub confidence: f32,
    /// The box around it, starting where reading starts: for upright writing top left, top right, bottom right, bottom
    /// left. For writing that is turned, the first corner is still the one before the first character's top.
    pub corners: [Point; 4],
    /// Mean colour of the strokes.
    pub ink: Colour,
    /// Mean colour of what they stand on.
    pub paper: Colour,
}

/// A QR code (ISO/IEC 18004) as it was seen; `bytes` tells what it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(any(feature = "web", feature = "reader-web"), derive(tsify::Tsify))]
pub struct Code {
    /// How many modules its sides have, see [`Code::SIDES`].
    pub modules: u32,
    /// Its modules row by row from the top left, 1 for dark ones and 0 for light ones.
    #[serde(with = "serde_bytes")]
    #[cfg_attr(any(feature = "web", feature = "reader-web"), tsify(type = "Uint8Array"))]
    pub dark: Vec<u8>,
    /// As those of a [`Line`]: the first one is where its top left corner is when it is upright.
    pub corners: [Point; 4],
}

impl Code {
    /// How many modules the sides of a code may have, in versions 1 to 40.
    pub const SIDES: RangeInclusive<u32> = 21..=177;
}

/// What a coloured shape beside the writing is, by its extent alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(any(feature = "web", feature = "reader-web"), derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum ShapeKind {
    /// A thin line.
    Rule,
    /// A round ring, as that of an office's seal.
    Seal,
    /// A thick frame around a page.
    Border,
    /// A filled strip across a page.
    Bar,
}

/// A coloured shape that is no writing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(any(feature = "web", feature = "reader-web"), derive(tsify::Tsify))]
pub struct Shape {
    /// What it is.
    pub kind: ShapeKind,
    /// The box around it, clockwise. A rule's and a bar's two long sides come first and third.
    pub corners: [Point; 4],
    /// Its mean colour.
    pub colour: Colour,
}

/// The lines of a picture, or those of them that were read so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(any(feature = "web", feature = "reader-web"), derive(tsify::Tsify))]
pub struct Reading {
    /// Of the picture as it is shown, in pixels.
    pub width: u32,
    /// Of the picture as it is shown, in pixels.
    pub height: u32,
    /// By how many quarter turns clockwise the picture must be turned to be upright, 0 to 3.
    pub turn: u8,
    /// From top to bottom of the upright picture, and from left to right where they stand beside each other.
    pub lines: Vec<Line>,
    /// Places with writing that were found and not read, because of a limit.
    pub unread: u32,
    /// How many of the lines are long ones of paragraphs of which only the ends were read; an ellipsis stands for the
    /// rest.
    pub ends_only: u32,
    /// What stands in the picture for machines to read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// QR codes that were found and are not among `codes`, because there are too many.
    #[serde(default)]
    pub codes_unread: u32,
    /// Coloured rules, seals, borders and bars, in no order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shapes: Vec<Shape>,
}
