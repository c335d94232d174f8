//! The terms of a policy: names of projects, places, people; up to [`MAX_TERMS`] of them, found in one pass however
//! many there are.
//!
//! Text and terms are folded alike and cut into *units*: words for terms that match whole words, characters for those
//! that match anywhere. A term is a sequence of units, and only hashes of sequences are kept, never the terms: a frame
//! of a web page that is guarded holds no list that could be read. At each unit of the text a sequence may begin; it is
//! followed for as long as it is the beginning of some term.
//!
//! A sequence is known by 64 bits. Two different ones are taken for each other about once in 30 GB of text with 100,000
//! terms.
#[cfg(feature = "load")]
pub mod compile;
mod units;

use crate::{Rank, order::sort_by_number};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use units::{Hash, Unit, chars, words};

/// Most terms of a policy.
pub const MAX_TERMS: usize = 100_000;
/// Longest term, in units: words, or characters where it matches anywhere.
pub const MAX_TERM_UNITS: usize = 64;
/// How many units a sequence has at least before it is looked up, where terms match anywhere: nearly every single
/// character begins some term.
const MAX_SEED_UNITS: usize = 3;
/// How many terms of one text are kept. Those of other dictionaries or ranks are kept besides, so that no rule misses
/// what it is about.
const MAX_MATCHES: usize = 64;

/// Terms, ready to be found. Made by `compile`, travels in the compiled policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Those that match whole words.
    words: Index,
    /// Those that match anywhere.
    anywhere: Index,
    /// What is said of terms. Most share one entry with others of their dictionary and rank.
    classes: Vec<Class>,
}

/// What is said of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Index of the dictionary in the policy.
    pub dictionary: u16,
    /// Rank of what it finds.
    pub rank: Rank,
    /// What the policy calls the term.
    pub id: Option<String>,
}

/// A term in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match<'t> {
    /// Where it stands, in bytes of the folded text.
    pub range: Range<usize>,
    /// What the policy says of it.
    pub class: &'t Class,
}

/// The sequences of units that are terms, and those that begin one.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Index {
    /// How many units a sequence has when `beginnings` is asked first.
    seed: u8,
    /// For each sequence two bits, [`BEGINS`] and [`ENDS`], which it shares with some others; a power of two of bytes.
    #[serde(with = "serde_bytes")]
    beginnings: Vec<u8>,
    /// Open addressing, a power of two of slots: the second half of the hash and the class plus one, both
    /// little-endian; zeros where free.
    #[serde(with = "serde_bytes")]
    slots: Vec<u8>,
}

const SLOT_BYTES: usize = 8;
/// The sequence is, or begins, a term.
const BEGINS: u8 = 1;
/// The sequence is a term.
const ENDS: u8 = 2;

impl std::fmt::Debug for Index {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Index({} bytes)", self.size())
    }
}

impl Terms {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// Whether every number in it stays within what it is a number of: what came from outside may not make a search go
    /// wrong.
    pub fn is_sound(&self, dictionaries: usize) -> bool {
        self.words.is_sound(self.classes.len())
            && self.anywhere.is_sound(self.classes.len())
            && self.classes.iter().all(|class| usize::from(class.dictionary) < dictionaries)
    }

    /// Bytes that the index takes.
    pub fn size(&self) -> usize {
        self.words.size() + self.anywhere.size()
    }

    /// The terms in `folded`, leftmost first; of those inside others only the ones that rank higher.
    pub fn find(&self, folded: &str) -> Vec<Match<'_>> {
        let mut found = Found::default();
        self.words.search(words(folded), |range, class| found.keep(range, &self.classes[class]));
        self.anywhere.search(chars(folded), |range, class| found.keep(range, &self.classes[class]));
        found.widest()
    }
}

/// What a search has found so far.
#[derive(Default)]
struct Found<'t> {
    matches: Vec<Match<'t>>,
}

impl<'t> Found<'t> {
    fn keep(&mut self, range: Range<usize>, class: &'t Class) {
        let like = |other: &Match<'_>| other.class.dictionary == class.dictionary && other.class.rank == class.rank;
        if self.matches.len() < MAX_MATCHES || !self.matches.iter().any(like) {
            self.matches.push(Match { range, class });
        }
    }

    fn widest(mut self) -> Vec<Match<'t>> {
        sort_by_number(&mut self.matches, |found| {
            (found.range.start as u64) << 32 | u64::from(u32::MAX - found.range.end as u32)
        });
        let mut kept: Vec<Match<'t>> = Vec::new();
        for found in self.matches {
            let covered = kept.iter().any(|other| {
                other.range.start <= found.range.start
                    && found.range.end <= other.range.end
                    && found.class.rank <= other.class.rank
            });
            if !covered {
                kept.push(found);
            }
        }
        kept
    }
}

/// A sequence of units that may become a term.
#[derive(Clone, Copy)]
struct Begun {
    /// Where it begins in the text.
    start: usize,
    /// How many units it has.
    units: usize,
    /// Of all of them.
    hash: Hash,
}

impl Index {
    fn size(&self) -> usize {
        self.beginnings.len() + self.slots.len()
    }

    fn is_sound(&self, classes: usize) -> bool {
        if self.beginnings.is_empty() && self.slots.is_empty() {
            return true;
        }
        let mut entries = self.slots.chunks_exact(SLOT_BYTES).map(|slot| read(slot, 4));
        (1..=MAX_SEED_UNITS).contains(&usize::from(self.seed))
            && self.beginnings.len().is_power_of_two()
            && self.slots.len().is_power_of_two()
            && self.slots.len() >= SLOT_BYTES
            // A free slot ends every search.
            && entries.clone().any(|entry| entry == 0)
            && entries.all(|entry| entry as usize <= classes)
    }

    /// Reports every term among the units: where it stands and the index of its class.
    fn search(&self, units: impl Iterator<Item = Unit>, mut found: impl FnMut(Range<usize>, usize)) {
        if self.slots.is_empty() {
            return;
        }
        let mut begun: Vec<Begun> = Vec::with_capacity(MAX_TERM_UNITS);
        for Unit { range, hash } in units {
            let Some(hash) = hash else {
                begun.clear();
                continue;
            };
            begun.retain_mut(|sequence| self.follow(sequence, hash, range.end, &mut found));
            let mut sequence = Begun { start: range.start, units: 0, hash: Hash::EMPTY };
            if self.follow(&mut sequence, hash, range.end, &mut found) {
                begun.push(sequence);
            }
        }
    }

    /// Adds a unit, which ends at `end`, to a sequence; reports it if it is a term now, and says whether it may become
    /// a longer one.
    #[inline]
    fn follow(
        &self,
        sequence: &mut Begun,
        unit: Hash,
        end: usize,
        found: &mut impl FnMut(Range<usize>, usize),
    ) -> bool {
        sequence.units += 1;
        sequence.hash = sequence.hash.then(unit);
        if sequence.units < usize::from(self.seed) {
            return true;
        }
        let bits = self.bits(sequence.hash);
        if bits & ENDS != 0
            && let Some(class) = self.class(sequence.hash)
        {
            found(sequence.start..end, class);
        }
        bits & BEGINS != 0 && sequence.units < MAX_TERM_UNITS
    }

    /// What a sequence is to terms: certainly nothing that these bits do not say, perhaps less.
    #[inline]
    fn bits(&self, hash: Hash) -> u8 {
        let (byte, shift) = beginning(hash, self.beginnings.len());
        self.beginnings[byte] >> shift
    }

    /// The class of the term that a sequence is.
    fn class(&self, hash: Hash) -> Option<usize> {
        let slots = self.slots.len() / SLOT_BYTES;
        let mut at = hash.place as usize & (slots - 1);
        loop {
            let slot = &self.slots[at * SLOT_BYTES..][..SLOT_BYTES];
            match read(slot, 4) {
                0 => return None,
                class if read(slot, 0) == hash.proof => return Some(class as usize - 1),
                _ => at = (at + 1) & (slots - 1),
            }
        }
    }
}

/// Where the bits of a sequence stand among so many bytes of beginnings, a power of two: the byte, and how far to shift
/// it.
#[inline]
fn beginning(hash: Hash, bytes: usize) -> (usize, u32) {
    // Not the bits that choose the slot.
    let place = hash.place.rotate_left(16) ^ hash.proof;
    ((place >> 2) as usize & (bytes - 1), (place & 3) * 2)
}

#[inline]
fn read(slot: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([slot[at], slot[at + 1], slot[at + 2], slot[at + 3]])
}
