//! The tables that folding reads. `build.rs` derives them from the Unicode data of its build dependencies, and packs
//! them.
use crate::{
    bytes::{Reader, put_number},
    order::sorted,
};

use core::ops::RangeInclusive;

/// Code points that share one block of [`Tables::values`].
pub(crate) const BLOCK: u32 = 64;

/// In the header of an [`Entry`]: the character combines with what stands before it.
pub(crate) const JOINS: u8 = 0x40;

/// Tags and variation selectors, which are ignorable; they lie far behind everything else.
const TAGS: RangeInclusive<u32> = 0xE0000..=0xE0FFF;

/// Everything folding has to know of Unicode.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tables<'t> {
    /// Block number for each run of [`BLOCK`] code points; those beyond the end fold to themselves but for tags.
    pub(crate) blocks: &'t [u16],
    /// For each code point of a block the place of its entry in `pool`, 0 where it folds to itself.
    pub(crate) values: &'t [u16],
    /// Entries: a header byte (length, or'ed with [`JOINS`]) and as many bytes of folded text.
    pub(crate) pool: &'t str,
    /// Combining marks that take part in composition, with their canonical combining class, sorted. Unlisted characters
    /// are of class 0.
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

/// [`Tables`] that own what they hold.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct OwnedTables {
    pub(crate) blocks: Vec<u16>,
    pub(crate) values: Vec<u16>,
    pub(crate) pool: String,
    pub(crate) classes: Vec<(u16, u8)>,
    pub(crate) pairs: Vec<u32>,
    pub(crate) composites: Vec<u16>,
    pub(crate) by_composite: Vec<u16>,
}

/// Instead of a value: the entry is the next one of the pool that was not met before. Most are.
const NEXT: usize = 1;

impl OwnedTables {
    /// The tables as folding reads them.
    pub(crate) fn tables(&self) -> Tables<'_> {
        Tables {
            blocks: &self.blocks,
            values: &self.values,
            pool: &self.pool,
            classes: &self.classes,
            pairs: &self.pairs,
            composites: &self.composites,
            by_composite: &self.by_composite,
        }
    }

    /// The bytes for [`read`](Self::read).
    #[allow(dead_code, reason = "only the build writes")]
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut to = Vec::new();
        put_number(&mut to, self.pool.len());
        to.extend_from_slice(self.pool.as_bytes());
        put_number(&mut to, self.blocks.len());
        for &block in &self.blocks {
            put_number(&mut to, usize::from(block));
        }
        put_number(&mut to, self.values.len());
        let mut next = FIRST_ENTRY;
        for &value in &self.values {
            let place = usize::from(value);
            put_number(
                &mut to,
                if place == 0 {
                    0
                } else if place == next {
                    NEXT
                } else {
                    place + 1
                },
            );
            if place == next {
                next = after_entry(&self.pool, place).expect("an entry of the pool");
            }
        }
        put_number(&mut to, self.classes.len());
        for &(mark, class) in &self.classes {
            put_number(&mut to, usize::from(mark));
            to.push(class);
        }
        put_number(&mut to, self.pairs.len());
        let mut last = 0;
        for (&pair, &composite) in self.pairs.iter().zip(&self.composites) {
            put_number(&mut to, (pair >> 16) as usize - last);
            put_number(&mut to, (pair & 0xFFFF) as usize);
            put_number(&mut to, usize::from(composite));
            last = (pair >> 16) as usize;
        }
        to
    }

    /// The tables that [`bytes`](Self::bytes) wrote.
    pub(crate) fn read(bytes: &[u8]) -> Option<OwnedTables> {
        let mut from = Reader::new(bytes);
        let mut tables = OwnedTables::default();
        let length = from.number()?;
        tables.pool.push_str(core::str::from_utf8(from.take(length)?).ok()?);
        for _ in 0..from.number()? {
            tables.blocks.push(from.number()? as u16);
        }
        let mut next = FIRST_ENTRY;
        for _ in 0..from.number()? {
            let place = match from.number()? {
                0 => 0,
                NEXT => {
                    let place = next;
                    next = after_entry(&tables.pool, place)?;
                    place
                }
                place => place - 1,
            };
            tables.values.push(place as u16);
        }
        for _ in 0..from.number()? {
            tables.classes.push((from.number()? as u16, from.byte()?));
        }
        let mut first = 0;
        for _ in 0..from.number()? {
            first += from.number()?;
            tables.pairs.push((first << 16 | from.number()?) as u32);
            tables.composites.push(from.number()? as u16);
        }
        tables.by_composite = by_composite(&tables.composites);
        from.is_empty().then_some(tables)
    }
}

/// Where the first entry of a pool stands: at 0 stands none.
const FIRST_ENTRY: usize = 1;

/// Where the entry after the one at `place` stands.
fn after_entry(pool: &str, place: usize) -> Option<usize> {
    Some(place + 1 + usize::from(pool.as_bytes().get(place)? & !JOINS))
}

/// The indices of composites, sorted by them.
pub(crate) fn by_composite(composites: &[u16]) -> Vec<u16> {
    sorted(composites.iter().map(|&composite| u64::from(composite)))
        .into_iter()
        .map(|(.., index)| index as u16)
        .collect()
}
