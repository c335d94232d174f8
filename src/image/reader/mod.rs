//! The reader: pixels → lines.
//!
//! ```text
//! Pixels → Canvas                    pixels.rs      no transparency, bounded size
//!   → where writing is               detector.rs    a network on the shrunk picture, then outline.rs
//!   → which way up                   turn.rs        by the shape of the boxes, and by reading a few lines both ways
//!   → the likeliest first            order.rs
//!   → how much of each               body.rs        of the lines of a paragraph only the ends
//!   → cut out and laid flat          strip.rs, column.rs
//!   → read                           recogniser.rs  a network on the strip, then ctc.rs; where it is unsure, hangul.rs
//!   → Reading                                       with what stands in QR codes: code/
//! ```
//! The networks are those of `src/image/models`. Nothing here knows the clock: whoever drives a [`Picture`] watches the time, and asks for as
//! many lines as there is time for.
mod body;
mod code;
mod column;
mod ctc;
mod detector;
mod hangul;
mod network;
mod order;
mod outline;
mod pixels;
mod quad;
mod recogniser;
mod resize;
mod strip;
mod turn;
#[cfg(feature = "reader-web")]
pub mod web;

pub use pixels::{NotPixels, Pixels};

use super::{Code, Colour, Line, Reading};
use body::Extent;
use detector::Detector;
use order::Placed;
use pixels::Canvas;
use quad::Quad;
use recogniser::{Recognised, Recogniser};
use std::fmt;
use std::sync::Arc;
use strip::Strip;
use turn::Turn;

/// The files that a reader is made of.
#[derive(Clone, Copy)]
pub struct Models<'a> {
    /// The network that finds writing, as ONNX.
    pub detector: &'a [u8],
    /// The network that reads a line, as ONNX.
    pub recogniser: &'a [u8],
    /// The characters that it knows, one a line, in the order of its classes.
    pub characters: &'a str,
}

/// Why a picture cannot be read. None of it depends on the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReaderError {
    /// A file holds no network, or not one of those that are known; in the words of the engine.
    Network(String),
    /// The characters are not those of the network.
    Characters,
}

impl fmt::Display for ReaderError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReaderError::Network(why) => write!(out, "the network cannot be used: {why}"),
            ReaderError::Characters => out.write_str("the list of characters is not the one of the network"),
        }
    }
}

impl std::error::Error for ReaderError {}

/// Reads pictures. Cheap to clone; holds the networks.
#[derive(Clone)]
pub struct Reader(Arc<Networks>);

struct Networks {
    detector: Detector,
    recogniser: Recogniser,
}

impl Reader {
    /// Takes some 20 ms natively and up to 250 ms in a browser that has not compiled it yet: make one and keep it.
    pub fn new(models: Models<'_>) -> Result<Reader, ReaderError> {
        let detector = Detector::new(models.detector)?;
        let recogniser = Recogniser::new(models.recogniser, models.characters)?;
        Ok(Reader(Arc::new(Networks { detector, recogniser })))
    }

    /// Finds the lines of a picture and which way up they are, and reads a few of them for that; reads its QR codes.
    pub fn open(&self, pixels: Pixels<'_>) -> Result<Picture, ReaderError> {
        let canvas = Canvas::new(pixels);
        let boxes = self.0.detector.find(&canvas)?;
        let networks = Arc::clone(&self.0);
        let (codes, codes_unread) = code::read(&canvas);
        let (lines, order) = (Vec::new(), Vec::new());
        let mut picture = Picture { networks, canvas, turn: Turn::Upright, lines, order, codes, codes_unread };
        picture.decide_turn(&boxes)?;
        Ok(picture)
    }
}

/// A picture whose lines are found, and read as far as was asked for.
pub struct Picture {
    networks: Arc<Networks>,
    canvas: Canvas,
    turn: Turn,
    lines: Vec<Found>,
    /// Indices of the lines that are not read yet, the next one last.
    order: Vec<usize>,
    codes: Vec<Code>,
    codes_unread: u32,
}

struct Found {
    corners: Quad,
    place: Placed,
    extent: Extent,
    /// `None` until it is read.
    line: Option<Line>,
}

/// A line that is this sure, of at least [`LONG_ENOUGH`] characters, stands the right way up.
const SURE: f32 = 0.93;
/// In characters. A shorter one may read well from both ends.
const LONG_ENOUGH: usize = 4;
/// How many lines are read in every way at most, to learn which one is right.
const MAX_PROBES: usize = 3;
/// A column that is less sure than this may be a line that is turned.
const SURE_COLUMN: f32 = 0.8;

impl Picture {
    /// Reads further lines, the most telling ones first. Fails only where the networks do not fit each other.
    pub fn read(&mut self, at_most: usize) -> Result<(), ReaderError> {
        for _ in 0..at_most {
            let Some(&next) = self.order.last() else { break };
            self.lines[next].line = Some(self.read_found(&self.lines[next])?.shown(&self.canvas));
            self.order.pop();
        }
        Ok(())
    }

    /// How many lines were found and not read yet.
    pub fn remaining(&self) -> usize {
        self.order.len()
    }

    /// What was read so far.
    pub fn reading(&self) -> Reading {
        let places: Vec<Placed> = self.lines.iter().map(|found| found.place).collect();
        let lines = order::of_reading(&places).into_iter().filter_map(|index| self.lines[index].line.clone());
        let is_cut = |found: &&Found| found.line.is_some() && found.extent != Extent::Whole;
        Reading {
            width: self.canvas.shown.0,
            height: self.canvas.shown.1,
            turn: self.turn.quarters(),
            lines: lines.filter(|line| !line.text.is_empty()).collect(),
            unread: self.remaining() as u32,
            ends_only: self.lines.iter().filter(is_cut).count() as u32,
            codes: self.codes.clone(),
            codes_unread: self.codes_unread,
        }
    }

    fn size(&self) -> (f32, f32) {
        (self.canvas.width as f32, self.canvas.height as f32)
    }

    /// The boxes as lines of a picture that is turned so.
    fn lay_out(&mut self, boxes: &[Quad], turn: Turn) {
        let canvas = self.size();
        let boxes = column::joined(boxes.iter().map(|corners| turn.corners_from_start(corners)).collect());
        self.turn = turn;
        let places: Vec<Placed> = boxes.iter().map(|corners| Placed::new(corners, turn, canvas)).collect();
        let found = boxes.iter().zip(&places).zip(body::extents(&places));
        self.lines = found.map(|((&corners, &place), extent)| Found { corners, place, extent, line: None }).collect();
        let (width, height) = if turn.quarters().is_multiple_of(2) { canvas } else { (canvas.1, canvas.0) };
        self.order = order::of_telling(&places, width, height);
        self.order.reverse();
    }

    /// Boxes say whether lines run across or down; from which end they are read, or whether they are columns, only reading says.
    fn decide_turn(&mut self, boxes: &[Quad]) -> Result<(), ReaderError> {
        let turns: &[Turn] = if turn::runs_sideways(boxes) {
            &[Turn::Right, Turn::Left, Turn::Upright]
        } else {
            &[Turn::Upright, Turn::Around]
        };
        self.lay_out(boxes, turns[0]);
        let mut weights = vec![0.0; turns.len()];
        for probe in self.probes() {
            for (turn, weight) in turns.iter().zip(&mut weights) {
                let corners = turn.corners_from_start(&probe);
                let line =
                    if column::is_tall(&corners) { self.read_column(&corners) } else { self.read_level(&corners) };
                let line = line?;
                *weight += line.weight();
                if line.confidence > SURE && line.text.chars().count() >= LONG_ENOUGH {
                    self.lay_out(boxes, *turn);
                    self.keep(line);
                    return Ok(());
                }
            }
        }
        let best = (0..turns.len()).rev().max_by(|&a, &b| weights[a].total_cmp(&weights[b])).unwrap_or_default();
        if best > 0 {
            self.lay_out(boxes, turns[best]);
        }
        Ok(())
    }

    /// Lines that are long for their height, likely ones first.
    fn probes(&self) -> Vec<Quad> {
        let corners = self.order.iter().rev().map(|&index| self.lines[index].corners);
        let longer_than = |times: f32| corners.clone().filter(move |it| quad::width(it) > times * quad::height(it));
        let long: Vec<Quad> = longer_than(LONG_ENOUGH as f32).take(MAX_PROBES).collect();
        if long.is_empty() { longer_than(turn::LINE).take(MAX_PROBES).collect() } else { long }
    }

    /// Takes over a line that was read before it was asked for.
    fn keep(&mut self, line: Spelled) {
        let index = self.lines.iter().position(|found| found.corners == line.corners);
        if let Some(index) = index {
            self.lines[index].line = Some(line.shown(&self.canvas));
            self.order.retain(|&other| other != index);
        }
    }

    /// Reads as much of a line as tells whether a marking stands in it. What is left out is an ellipsis in its text.
    fn read_found(&self, found: &Found) -> Result<Spelled, ReaderError> {
        let corners = &found.corners;
        match found.extent {
            Extent::Whole => self.read_box(corners),
            Extent::Ends(heights) => {
                let start = self.read_level(&body::start(corners))?;
                let end = if heights > 0.0 { Some(self.read_level(&body::end(corners, heights))?) } else { None };
                Ok(start.cut(end.as_ref(), *corners))
            }
        }
    }

    /// Reads a box: across, or down where it is tall, or as a line that is turned where it is no column either.
    fn read_box(&self, corners: &Quad) -> Result<Spelled, ReaderError> {
        if column::is_tall(corners) {
            let column = self.read_column(corners)?;
            if column.confidence > SURE_COLUMN {
                return Ok(column);
            }
            let [a, b, c, d] = *corners;
            let ways = [column, self.read_level(&[b, c, d, a])?, self.read_level(&[d, a, b, c])?];
            Ok(ways.into_iter().max_by(|a, b| a.weight().total_cmp(&b.weight())).unwrap_or_default())
        } else {
            self.read_level(corners)
        }
    }

    fn read_level(&self, corners: &Quad) -> Result<Spelled, ReaderError> {
        self.spell(*corners, Strip::cut(&self.canvas, corners))
    }

    fn read_column(&self, corners: &Quad) -> Result<Spelled, ReaderError> {
        let strip = Strip::cut(&self.canvas, &column::lying(*corners)).map(|lying| column::upright(&lying));
        self.spell(*corners, strip.filter(|strip| strip.width > 0))
    }

    fn spell(&self, corners: Quad, strip: Option<Strip>) -> Result<Spelled, ReaderError> {
        let Some(strip) = strip else { return Ok(Spelled { corners, ..Spelled::default() }) };
        let Recognised { text, confidence } = self.networks.recogniser.read(&strip)?;
        let (ink, paper) = strip.colours();
        Ok(Spelled { text, confidence, corners, ink, paper })
    }
}

/// A line that was read, in places of the canvas.
#[derive(Default)]
struct Spelled {
    text: String,
    confidence: f32,
    corners: Quad,
    ink: Colour,
    paper: Colour,
}

impl Spelled {
    /// How much it speaks for the way in which it was read.
    fn weight(&self) -> f32 {
        self.confidence * self.confidence * self.text.chars().count() as f32
    }

    /// The line of which this is where it begins, and `end` where it ends, if that was read.
    fn cut(self, end: Option<&Spelled>, corners: Quad) -> Spelled {
        let end = end.map_or("", |end| body::after_cut(&end.text));
        let text = match (body::before_cut(&self.text), end) {
            ("", "") => String::new(),
            (start, "") => [start, "…"].concat(),
            (start, end) => [start, "… …", end].concat(),
        };
        Spelled { text, corners, ..self }
    }

    fn shown(self, canvas: &Canvas) -> Line {
        let Spelled { text, confidence, corners, ink, paper } = self;
        Line { text, confidence, corners: corners.map(|corner| canvas.to_shown(corner)), ink, paper }
    }
}
