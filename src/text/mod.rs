//! Folding with an offset map, spans in UTF-16, lines and their position on the page.
//!
//! Detection reads folded text only, and speaks in byte offsets of it. [`Folded`] turns those back into what the person
//! wrote.
pub(crate) mod block;
pub(crate) mod character;
pub(crate) mod class;
pub(crate) mod compile;
mod compose;
pub mod confusion;
pub(crate) mod dictionary;
pub(crate) mod entity;
pub(crate) mod filter;
mod fold;
#[cfg(test)]
mod holds_for_any_text;
mod line;
mod map;
pub(crate) mod misread;
#[cfg(any(feature = "load", test))]
pub(crate) mod phrase;
mod places;
mod rewrite;
mod script;
pub(crate) mod shape;
mod spacing;
pub(crate) mod tables;

use crate::{Span, inflate::inflate};
use core::{cell::OnceCell, ops::Range};
use fold::Draft;
use std::sync::OnceLock;
use tables::{OwnedTables, Tables};

pub use line::Line;

/// What folding has to know of Unicode, derived and packed by `build.rs`.
pub(crate) static PACKED_TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fold_tables.bin"));
/// The tables of folding. Unpacked once.
pub(crate) fn fold_tables() -> Tables<'static> {
    static READ: OnceLock<OwnedTables> = OnceLock::new();
    let tables = READ.get_or_init(|| {
        let bytes = inflate(PACKED_TABLES);
        bytes.and_then(|bytes| OwnedTables::read(&bytes)).expect("build.rs packed it and looked whether it can be read")
    });
    tables.tables()
}

/// Why the fast ways through `text` are not those that the definition takes; `None` where they are.
#[cfg(test)]
pub(crate) fn difference(text: &str) -> Option<&'static str> {
    let tables = fold_tables();
    let (fast, slow) = (fold::fold(text, &tables), fold::fold_by_character(text, &tables));
    let spans = |draft: &Draft| {
        let starts = (0..draft.text.len()).filter(|&at| draft.text.is_char_boundary(at));
        starts.map(|at| draft.map.original(at..at + 1, text.len())).collect::<Vec<_>>()
    };
    if fast.text != slow.text || fast.page_breaks != slow.page_breaks {
        return Some("the folded texts differ");
    }
    if spans(&fast) != spans(&slow) {
        return Some("the folded texts come from other places");
    }
    (!spacing::tests::finds_all_runs(&Folded::new(text))).then_some("the letter-spaced runs differ")
}

/// Every how many bytes of the original the count of UTF-16 units is remembered.
const UTF16_STEP: usize = 1024;

/// A text and its folded form.
#[derive(Clone, Debug)]
pub struct Folded<'a> {
    original: &'a str,
    draft: Draft,
    /// Closed-up runs of a second reading.
    runs: Vec<Range<u32>>,
    line_starts: OnceCell<Vec<u32>>,
    /// Numbers of the lines where they are not those of the folded text.
    line_numbers: Option<Vec<u32>>,
    filled_lines: OnceCell<(usize, usize)>,
    /// UTF-16 units before each multiple of [`UTF16_STEP`].
    utf16: OnceCell<Vec<u32>>,
}

impl<'a> Folded<'a> {
    /// Folds `original`, which must be shorter than 4 GiB.
    pub fn new(original: &'a str) -> Folded<'a> {
        let draft = fold::fold(original, &fold_tables());
        let unified = if draft.has_look_alikes { script::unify(&draft, original) } else { None };
        Folded::of(original, unified.unwrap_or(draft))
    }

    fn of(original: &'a str, draft: Draft) -> Folded<'a> {
        Folded {
            original,
            draft,
            runs: Vec::new(),
            line_starts: OnceCell::new(),
            line_numbers: None,
            filled_lines: OnceCell::new(),
            utf16: OnceCell::new(),
        }
    }

    /// The folded text. Line breaks are `\n`; every other blank is one `' '`, and runs of them are kept.
    pub fn as_str(&self) -> &str {
        &self.draft.text
    }

    /// The whole text before folding.
    pub fn source(&self) -> &'a str {
        self.original
    }

    /// What a range of the folded text was folded from: whole characters, invisible ones after the last one included.
    ///
    /// # Panics
    /// When the range is not within the folded text.
    pub fn original(&self, folded: Range<usize>) -> &'a str {
        &self.original[self.original_range(folded)]
    }

    /// Where [`Folded::original`] stands in the original text, in bytes.
    pub fn original_range(&self, folded: Range<usize>) -> Range<usize> {
        self.draft.map.original(folded, self.original.len())
    }

    /// Where [`Folded::original`] stands in the original text, in UTF-16 units.
    pub fn span(&self, folded: Range<usize>) -> Span {
        let range = self.original_range(folded);
        Span { start: self.utf16_offset(range.start), end: self.utf16_offset(range.end) }
    }

    /// UTF-16 units before a byte offset of the original.
    fn utf16_offset(&self, offset: usize) -> u32 {
        let bytes = self.original.as_bytes();
        let counts = self.utf16.get_or_init(|| {
            let mut total = 0;
            let mut counts = Vec::with_capacity(bytes.len() / UTF16_STEP + 1);
            for step in bytes.chunks(UTF16_STEP) {
                counts.push(total);
                total += utf16_units(step);
            }
            counts.push(total);
            counts
        });
        let step = offset / UTF16_STEP;
        counts[step] + utf16_units(&bytes[step * UTF16_STEP..offset])
    }

    /// Number, from 1, of the line of that index.
    fn line_number(&self, index: usize) -> u32 {
        self.line_numbers.as_ref().map_or(index as u32 + 1, |numbers| numbers[index])
    }
}

/// UTF-16 units of the characters that begin in `bytes`: one for each first byte, and one more for each of four bytes.
pub(crate) fn utf16_units(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0)).sum()
}
