//! From what a submission carries to the text in it.
pub mod html;
pub(crate) mod markup;

#[cfg(feature = "files")]
mod card;
#[cfg(feature = "files")]
mod embedded;
#[cfg(feature = "files")]
mod encoding;
#[cfg(feature = "files")]
pub mod file;
#[cfg(feature = "files")]
mod format;
#[cfg(feature = "files")]
mod json;
#[cfg(feature = "files")]
mod label;
#[cfg(feature = "files")]
mod mail;
#[cfg(feature = "files")]
mod page;
#[cfg(feature = "files")]
pub mod picture;
#[cfg(feature = "files")]
mod reading;
#[cfg(feature = "files")]
mod terminal;
#[cfg(feature = "files")]
mod xml;

#[cfg(feature = "files")]
pub(crate) use encoding::texts_of;
#[cfg(feature = "files")]
pub use reading::{Reading, Unread};
