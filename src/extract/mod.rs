//! From what a submission carries to the text in it.
pub mod html;
