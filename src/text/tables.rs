//! The shape of the tables that folding reads. `build.rs` derives them from the Unicode data of its build dependencies.

use core::ops::RangeInclusive;

/// Code points that share one block of [`Tables::values`].
pub(crate) const BLOCK: u32 = 64;

/// In the header of an [`Entry`]: the character combines with what stands before it.
pub(crate) const JOINS: u8 = 0x40;

/// Tags and variation selectors, which are ignorable; they lie far behind everything else.
const TAGS: RangeInclusive<u32> = 0xE0000..=0xE0FFF;

/// Everything folding has to know of Unicode.
#[derive(Debug)]
pub(crate) struct Tables<'t> {
    /// Block number for each run of [`BLOCK`] code points; those beyond the end fold to themselves but for tags.
    pub(crate) blocks: &'t [u16],
    /// For each code point of a block the place of its entry in `pool`, 0 where it folds to itself.
    pub(crate) values: &'t [u16],
    /// Entries: a header byte (length, or'ed with [`JOINS`]) and as many bytes of folded text.
    pub(crate) pool: &'t str,
    /// Combining marks that take part in composition, with their canonical combining class, sorted. Unlisted characters are of class 0.
    pub(crate) classes: &'t [(u16, u8)],
    /// First and second character of each canonical composite (`first << 16 | second`), sorted.
    pub(crate) pairs: &'t [u32],
    /// The composite of the pair of the same index.
    pub(crate) composites: &'t [u16],
    /// Indices of `composites`, sorted by composite.
    pub(crate) by_composite: &'t [u16],
}

/// What one character folds to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry<'t> {
    /// The folded text, empty for a character that is left out.
    pub(crate) text: &'t str,
    /// Whether it combines with what stands before it.
    pub(crate) joins: bool,
}

impl<'t> Tables<'t> {
    /// What `code_point` folds to; `None` for itself.
    #[inline]
    pub(crate) fn entry(&self, code_point: u32) -> Option<Entry<'t>> {
        let Some(&block) = self.blocks.get((code_point / BLOCK) as usize) else {
            return TAGS.contains(&code_point).then_some(Entry { text: "", joins: false });
        };
        let place = self.values[(u32::from(block) * BLOCK + code_point % BLOCK) as usize] as usize;
        if place == 0 {
            return None;
        }
        let header = self.pool.as_bytes()[place];
        let length = usize::from(header & !JOINS);
        Some(Entry { text: &self.pool[place + 1..place + 1 + length], joins: header & JOINS != 0 })
    }
}
