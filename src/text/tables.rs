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
    /// Canonical composites, sorted.
    pub(crate) composites: &'t [u16],
    /// First and second character (`first << 16 | second`) of the composite of the same index.
    pub(crate) pairs: &'t [u32],
    /// Indices of `pairs`, sorted by pair.
    pub(crate) by_pair: &'t [u16],
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
    pub(crate) by_pair: Vec<u16>,
}

/// Instead of a reference: the code point is the first one with this entry. Most are.
const NEW: usize = 1;
/// Numbers above this are references, to entries that were there before.
const OLD: usize = 2;
/// In the header of a packed entry: it is one character, packed as its distance from the code point.
const NEAR: u8 = 0x80;

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
            by_pair: &self.by_pair,
        }
    }

    /// The bytes for [`read`](Self::read): columns of one kind of number each, most of them as the difference from what
    /// the numbers before let expect. So they repeat themselves, and pack to two thirds.
    #[allow(dead_code, reason = "only the build writes")]
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut to = Vec::new();
        put_number(&mut to, self.blocks.len());
        for &block in &self.blocks {
            put_number(&mut to, usize::from(block));
        }
        let first_uses = first_uses(&self.blocks);
        let [mut references, mut headers, mut distances, mut texts] = [const { Vec::new() }; 4];
        let mut places = Vec::new();
        let (mut expected, mut distance) = (0, 0);
        for (index, &place) in self.values.iter().enumerate() {
            if place == 0 {
                put_number(&mut references, 0);
                continue;
            }
            if let Some(entry) = places.iter().position(|&known| known == place) {
                put_number(&mut references, OLD + folded_sign(entry as i32 - expected));
                expected = entry as i32 + 1;
                continue;
            }
            put_number(&mut references, NEW);
            places.push(place);
            let code_point = first_code_point(&first_uses, index);
            let Entry { text, joins } = self.tables().entry(code_point).expect("it has a place");
            let header = text.len() as u8 | if joins { JOINS } else { 0 };
            let mut chars = text.chars();
            if let (Some(only), None) = (chars.next(), chars.next()) {
                headers.push(header | NEAR);
                let from_here = only as i32 - code_point as i32;
                put_number(&mut distances, folded_sign(from_here - distance));
                distance = from_here;
            } else {
                headers.push(header);
                texts.extend_from_slice(text.as_bytes());
            }
        }
        put_number(&mut to, self.values.len());
        for column in [&references, &headers, &distances, &texts] {
            put_number(&mut to, column.len());
            to.extend_from_slice(column);
        }
        put_number(&mut to, self.classes.len());
        for &(mark, class) in &self.classes {
            put_number(&mut to, usize::from(mark));
            to.push(class);
        }
        put_number(&mut to, self.pairs.len());
        let mut last = 0;
        for &composite in &self.composites {
            put_number(&mut to, usize::from(composite - last));
            last = composite;
        }
        let mut last = 0;
        for &pair in &self.pairs {
            put_number(&mut to, folded_sign((pair >> 16) as i32 - last));
            last = (pair >> 16) as i32;
        }
        for &pair in &self.pairs {
            put_number(&mut to, (pair & 0xFFFF) as usize);
        }
        to
    }

    /// The tables that [`bytes`](Self::bytes) wrote.
    pub(crate) fn read(bytes: &[u8]) -> Option<OwnedTables> {
        let mut from = Reader::new(bytes);
        // Place 0 is that of no entry.
        let mut tables = OwnedTables { pool: String::from("\0"), ..OwnedTables::default() };
        for _ in 0..from.number()? {
            tables.blocks.push(from.number()? as u16);
        }
        let first_uses = first_uses(&tables.blocks);
        let count = from.number()?;
        let mut column = || from.number().and_then(|length| from.take(length)).map(Reader::new);
        let (mut references, mut headers, mut distances, mut texts) = (column()?, column()?, column()?, column()?);
        let mut places = Vec::new();
        let (mut expected, mut distance) = (0, 0);
        for index in 0..count {
            tables.values.push(match references.number()? {
                0 => 0,
                NEW => {
                    let place = tables.pool.len() as u16;
                    places.push(place);
                    let header = headers.byte()?;
                    tables.pool.push(char::from(header & !NEAR));
                    if header & NEAR == 0 {
                        let text = texts.take(usize::from(header & !JOINS))?;
                        tables.pool.push_str(core::str::from_utf8(text).ok()?);
                    } else {
                        distance += signed(distances.number()?);
                        let code_point = first_code_point(&first_uses, index);
                        tables.pool.push(char::from_u32(code_point.wrapping_add_signed(distance))?);
                    }
                    place
                }
                old => {
                    let entry = expected + signed(old - OLD);
                    expected = entry + 1;
                    *places.get(entry as usize)?
                }
            });
        }
        for _ in 0..from.number()? {
            tables.classes.push((from.number()? as u16, from.byte()?));
        }
        let count = from.number()?;
        let mut composite = 0;
        for _ in 0..count {
            composite += from.number()?;
            tables.composites.push(composite as u16);
        }
        let mut first = 0;
        for _ in 0..count {
            first += signed(from.number()?);
            tables.pairs.push((first as u32) << 16);
        }
        for pair in &mut tables.pairs {
            *pair |= from.number()? as u32;
        }
        tables.by_pair = by_pair(&tables.pairs);
        from.is_empty().then_some(tables)
    }
}

/// For each block of values the first run of code points that has it. Blocks are numbered as they come.
fn first_uses(blocks: &[u16]) -> Vec<u32> {
    let mut first_uses = Vec::new();
    for (run, &block) in (0..).zip(blocks) {
        if usize::from(block) == first_uses.len() {
            first_uses.push(run);
        }
    }
    first_uses
}

/// The first code point whose value is the one at `index`.
fn first_code_point(first_uses: &[u32], index: usize) -> u32 {
    let block = BLOCK as usize;
    first_uses.get(index / block).map_or(0, |run| run * BLOCK + (index % block) as u32)
}

/// A number of which [`signed`] makes this one: those near zero are small.
#[allow(dead_code, reason = "only the build writes")]
fn folded_sign(number: i32) -> usize {
    (number << 1 ^ number >> 31) as usize
}

fn signed(number: usize) -> i32 {
    (number >> 1) as i32 ^ -((number & 1) as i32)
}

/// The indices of pairs, sorted by them.
pub(crate) fn by_pair(pairs: &[u32]) -> Vec<u16> {
    sorted(pairs.iter().map(|&pair| u64::from(pair))).into_iter().map(|(.., index)| index as u16).collect()
}
