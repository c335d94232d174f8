//! Pictures: what is written in them, and where.
//!
//! ```text
//! Pixels  → reader/   find lines of writing, turn them upright, recognise them   (feature `reader`: a module of its own, with the networks)
//! Reading → Checker   lines with their places → findings                        (with the checker, which has the catalogue)
//! ```
//! The two meet in a [`Reading`] only: in the extension they are two WebAssembly modules in two workers, so that text
//! never waits for a picture, and what a picture does to its reader costs nobody else anything.
#[cfg(feature = "files")]
mod banner;
#[cfg(feature = "files")]
mod cells;
#[cfg(feature = "files")]
mod code;
#[cfg(feature = "files")]
mod colours;
#[cfg(feature = "files")]
mod confusion;
#[cfg(feature = "cli")]
pub mod decode;
#[cfg(feature = "files")]
mod genre;
#[cfg(feature = "files")]
mod heading;
#[cfg(feature = "files")]
mod hue;
#[cfg(feature = "files")]
mod lexicon;
#[cfg(feature = "files")]
mod look;
#[cfg(feature = "files")]
mod marks;
#[cfg(feature = "files")]
mod page;
#[cfg(feature = "files")]
mod place;
#[cfg(feature = "reader")]
pub mod reader;
mod reading;
#[cfg(feature = "files")]
mod repair;
#[cfg(feature = "files")]
mod signs;
#[cfg(feature = "files")]
mod stack;
#[cfg(feature = "files")]
mod writing;

#[cfg(feature = "files")]
pub(crate) use lexicon::Lexicon;
#[cfg(feature = "files")]
pub(crate) use page::region_of;
#[cfg(feature = "files")]
pub(crate) use writing::Writing;

pub use reading::{Code, Colour, Line, Point, Reading, Shape, ShapeKind};
