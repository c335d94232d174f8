//! Terms → [`Terms`].
use super::{BEGINS, Class, ENDS, Index, MAX_SEED_UNITS, MAX_TERM_UNITS, SLOT_BYTES, Terms, beginning, read, units};
use crate::policy::model::{Dictionary, Matching};
use crate::text::Folded;
use std::collections::{BTreeMap, BTreeSet};
use units::{Hash, Unit};

/// Places for each beginning: of other sequences at most one in six is taken for a beginning, and followed one unit
/// further.
const PLACES_PER_BEGINNING: usize = 6;
/// Fewest bytes of that set.
const MIN_BEGINNINGS_BYTES: usize = 64;

/// A term that can never be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfindable {
    /// Index of its dictionary.
    pub dictionary: usize,
    /// Its index there.
    pub term: usize,
    /// A sentence that says why.
    pub why: String,
}

/// Compiles all dictionaries of a policy, at most as many as a `u16` counts. The error names every term that can never
/// be found.
pub fn compile(dictionaries: &[Dictionary]) -> Result<Terms, Vec<Unfindable>> {
    let mut classes = BTreeMap::new();
    let mut unfindable = Vec::new();
    let (mut words, mut anywhere) = (Sequences::default(), Sequences::default());
    for (index, dictionary) in dictionaries.iter().enumerate() {
        for (place, term) in dictionary.terms.iter().enumerate() {
            let units = match units_of(term.text(), dictionary.matching) {
                Ok(units) => units,
                Err(why) => {
                    unfindable.push(Unfindable { dictionary: index, term: place, why });
                    continue;
                }
            };
            let rank = term.rank().unwrap_or(dictionary.rank);
            let known = classes.len();
            let class = *classes.entry((index as u16, rank, term.id())).or_insert(known);
            match dictionary.matching {
                Matching::Word => words.add(&units, class, rank),
                Matching::Anywhere => anywhere.add(&units, class, rank),
            }
        }
    }
    if !unfindable.is_empty() {
        return Err(unfindable);
    }
    let mut classes: Vec<_> = classes.into_iter().collect();
    classes.sort_by_key(|&(_, index)| index);
    let classes =
        classes.into_iter().map(|((dictionary, rank, id), _)| Class { dictionary, rank, id: id.map(str::to_owned) });
    Ok(Terms { words: words.index(1), anywhere: anywhere.index(MAX_SEED_UNITS), classes: classes.collect() })
}

/// The units of a term. The error is a sentence that says why it can never be found.
fn units_of(term: &str, matching: Matching) -> Result<Vec<Hash>, String> {
    let folded = Folded::new(term);
    let folded = folded.as_str().trim_matches([' ', '\n']);
    let units: Vec<Unit> = match matching {
        Matching::Word => units::words(folded).collect(),
        Matching::Anywhere => units::chars(folded).collect(),
    };
    if units.is_empty() {
        return Err("this term has nothing in it that can be seen".to_owned());
    }
    if units.len() > MAX_TERM_UNITS {
        let what = if matching == Matching::Word { "words and marks" } else { "characters" };
        return Err(format!("this term has {} {what}, of at most {MAX_TERM_UNITS}", units.len()));
    }
    let hashes: Option<Vec<Hash>> = units.into_iter().map(|unit| unit.hash).collect();
    hashes.ok_or_else(|| "a term does not reach over an empty line".to_owned())
}

/// The sequences of one [`Index`] while it is put together.
#[derive(Default)]
struct Sequences {
    /// All beginnings by their length.
    beginnings: BTreeSet<(usize, Hash)>,
    /// Each term with its class and rank.
    terms: BTreeMap<Hash, (usize, crate::Rank)>,
    shortest: Option<usize>,
}

impl Sequences {
    fn add(&mut self, units: &[Hash], class: usize, rank: crate::Rank) {
        let mut hash = Hash::EMPTY;
        for (before, unit) in units.iter().enumerate() {
            hash = hash.then(*unit);
            self.beginnings.insert((before + 1, hash));
        }
        self.shortest = Some(self.shortest.map_or(units.len(), |shortest| shortest.min(units.len())));
        // Of the same term in two dictionaries the higher rank holds.
        let known = self.terms.entry(hash).or_insert((class, rank));
        if rank > known.1 {
            *known = (class, rank);
        }
    }

    fn index(self, most_seed: usize) -> Index {
        let Some(shortest) = self.shortest else { return Index::default() };
        let seed = shortest.min(most_seed);
        let asked = self.beginnings.iter().filter(|(length, _)| *length >= seed);
        let bytes = (asked.clone().count() * PLACES_PER_BEGINNING / 4).next_power_of_two().max(MIN_BEGINNINGS_BYTES);
        let mut beginnings = vec![0; bytes];
        for (_, hash) in asked {
            let (byte, shift) = beginning(*hash, bytes);
            let ends = if self.terms.contains_key(hash) { ENDS } else { 0 };
            beginnings[byte] |= (BEGINS | ends) << shift;
        }
        // At most two thirds are taken.
        let count = (self.terms.len() * 3 / 2 + 1).next_power_of_two();
        let mut slots = vec![0; count * SLOT_BYTES];
        for (hash, (class, _)) in &self.terms {
            let mut at = hash.place as usize & (count - 1);
            while read(&slots[at * SLOT_BYTES..], 4) != 0 {
                at = (at + 1) & (count - 1);
            }
            let slot = &mut slots[at * SLOT_BYTES..][..SLOT_BYTES];
            slot[..4].copy_from_slice(&hash.proof.to_le_bytes());
            slot[4..].copy_from_slice(&(*class as u32 + 1).to_le_bytes());
        }
        Index { seed: seed as u8, beginnings, slots }
    }
}
