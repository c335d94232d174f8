//! How far what was read is from what may be printed: an edit distance in which mistakes that the recogniser is known
//! for are cheap.
use crate::text::fold_tables;
use core::ops::RangeInclusive;
use std::{collections::HashMap, sync::OnceLock};

/// Lines of cost, printed and read, tabs between them; `build.rs` makes them of `confusions.toml`.
static TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/confusions.txt"));

/// What it costs that the marks of a letter are others, or missing.
pub(super) const OTHER_MARKS: f32 = 0.05;
/// What it costs that one letter of a syllable of Hangul was read as another one, or lost, or is too much.
const OTHER_LETTER: f32 = 0.45;
/// What it costs that any other character was read, that one was lost, or that one is too much.
const OTHER: f32 = 1.0;

/// What is read for what is printed, by the first character that is printed.
type Confusions = HashMap<char, Vec<Confusion>>;

#[derive(Debug)]
struct Confusion {
    printed: Vec<char>,
    read: Vec<char>,
    cost: f32,
}

fn confusions() -> &'static Confusions {
    static READ: OnceLock<Confusions> = OnceLock::new();
    READ.get_or_init(|| {
        let mut confusions = Confusions::new();
        for line in TABLE.lines() {
            let mut fields = line.split('\t');
            let (Some(cost), Some(printed), Some(read)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let (Ok(cost), Some(first)) = (cost.parse(), printed.chars().next()) else { continue };
            let confusion = Confusion { printed: printed.chars().collect(), read: read.chars().collect(), cost };
            confusions.entry(first).or_default().push(confusion);
        }
        confusions
    })
}

/// All that may be read for what is printed, as the table has it and never nothing.
pub(super) fn read_for(printed: &str) -> impl Iterator<Item = String> {
    let first = printed.chars().next();
    let known = first.and_then(|first| confusions().get(&first)).into_iter().flatten();
    known
        .filter(move |confusion| confusion.printed.iter().copied().eq(printed.chars()) && !confusion.read.is_empty())
        .map(|confusion| confusion.read.iter().collect())
}

const SYLLABLES: RangeInclusive<char> = '가'..='힣';

/// The letters with which a syllable of Hangul is written: two, or three.
fn letters(syllable: char) -> Option<Vec<char>> {
    SYLLABLES.contains(&syllable).then(|| decomposed(syllable))
}

/// What it costs that one character was read for another.
fn other((own, own_base): (char, char), (other, other_base): (char, char)) -> f32 {
    if own == other {
        0.0
    } else if own_base == other_base {
        OTHER_MARKS
    } else if let (Some(own), Some(other)) = (letters(own), letters(other)) {
        let differing = (0..3).filter(|&place| own.get(place) != other.get(place)).count();
        if differing == 1 { OTHER_LETTER } else { OTHER }
    } else {
        OTHER
    }
}

/// The letter under the marks of a folded letter.
fn base(c: char) -> char {
    if c.is_ascii() || SYLLABLES.contains(&c) {
        return c;
    }
    decomposed(c).first().copied().unwrap_or(c)
}

fn decomposed(c: char) -> Vec<char> {
    let mut parts = Vec::new();
    fold_tables().decompose(c, &mut parts);
    parts
}

/// A set of characters, each as one bit of its number: those of ASCII have their own, of others two may share one. All
/// syllables of Hangul, which are read for each other, have the same.
type Set = u128;

fn bit(c: char) -> Set {
    let c = if SYLLABLES.contains(&c) { *SYLLABLES.start() } else { c };
    1 << (u32::from(c) % Set::BITS)
}

/// Folded characters as they were read.
#[derive(Debug)]
pub(super) struct Read {
    /// Each with its letter under the marks.
    letters: Vec<(char, char)>,
    /// All of them and their letters under the marks.
    all: Set,
}

impl Read {
    pub(super) fn of(folded: &str) -> Read {
        let letters: Vec<_> = folded.chars().map(|c| (c, base(c))).collect();
        let all = letters.iter().fold(0, |set, &(c, base)| set | bit(c) | bit(base));
        Read { letters, all }
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    fn has(&self, at: usize, text: &[char]) -> bool {
        self.letters.get(at..at + text.len()).is_some_and(|own| own.iter().zip(text).all(|((c, _), other)| c == other))
    }
}

/// Folded characters as they are printed, with what may be read for them.
#[derive(Debug)]
pub(super) struct Printed {
    letters: Vec<Letter>,
    /// Everything that may be read for any of them.
    reads: Set,
}

#[derive(Debug)]
struct Letter {
    own: char,
    /// The letter under its marks.
    base: char,
    /// The mistakes that begin with it.
    confusions: Vec<&'static Confusion>,
    /// What may be read for it at less than the cost of another character; everything where it may be lost.
    reads: Set,
}

impl Printed {
    pub(super) fn of(folded: &str) -> Printed {
        let chars: Vec<char> = folded.chars().collect();
        let mut letters: Vec<Letter> = (0..chars.len())
            .map(|at| {
                let (own, base) = (chars[at], base(chars[at]));
                let known = confusions().get(&own).into_iter().flatten();
                let confusions = known.filter(|confusion| chars[at..].starts_with(&confusion.printed)).collect();
                Letter { own, base, confusions, reads: bit(own) | bit(base) }
            })
            .collect();
        for at in 0..letters.len() {
            for Confusion { printed, read, .. } in letters[at].confusions.clone() {
                let set = if read.is_empty() { Set::MAX } else { read.iter().fold(0, |set, &c| set | bit(c)) };
                letters[at..at + printed.len()].iter_mut().for_each(|letter| letter.reads |= set);
            }
        }
        // That one may be lost lets nothing be read for it.
        let reads = letters.iter().flat_map(|letter| {
            let confused = letter.confusions.iter().flat_map(|confusion| &confusion.read);
            [letter.own, letter.base].into_iter().chain(confused.copied())
        });
        let reads = reads.fold(0, |set, c| set | bit(c));
        Printed { letters, reads }
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether so much of one of them has nothing in the other that the budget is spent. Faster than the distance, and
    /// passes most by.
    fn is_beyond(&self, read: &Read, budget: f32) -> bool {
        let missing = self.letters.iter().filter(|letter| letter.reads & read.all == 0).count();
        let is_foreign = |&&(c, base): &&(char, char)| c != ' ' && (bit(c) | bit(base)) & self.reads == 0;
        missing as f32 * OTHER > budget || read.letters.iter().filter(is_foreign).count() as f32 * OTHER > budget
    }
}

/// What it costs to take `read` for `printed`; `None` where that is more than `budget`, and where `read` goes on with
/// letters after what is printed: an inflected word is no level.
pub(super) fn cost(printed: &Printed, read: &Read, budget: f32) -> Option<f32> {
    if printed.is_beyond(read, budget) {
        return None;
    }
    let (rows, columns) = (printed.len() + 1, read.len() + 1);
    let mut costs = vec![f32::INFINITY; rows * columns];
    costs[0] = 0.0;
    // The last row that is reached within the budget.
    let mut furthest = 0;
    for row in 0..rows {
        if row > furthest {
            return None;
        }
        let own = printed.letters.get(row);
        for column in 0..columns {
            let here = costs[row * columns + column];
            if here > budget {
                continue;
            }
            let mut reach = |down: usize, right: usize, cost: f32| {
                if column + right < columns && here + cost <= budget {
                    furthest = furthest.max(row + down);
                    let there = &mut costs[(row + down) * columns + column + right];
                    *there = there.min(here + cost);
                }
            };
            let found = read.letters.get(column);
            // At the end it would be an ending.
            if let Some((found, _)) = found
                && (own.is_some() || !found.is_alphabetic())
            {
                reach(0, 1, if *found == ' ' { OTHER_MARKS } else { OTHER });
            }
            let Some(own) = own else { continue };
            reach(1, 0, OTHER);
            if let Some(&found) = found {
                reach(1, 1, other((own.own, own.base), found));
            }
            for Confusion { printed, read: found, cost } in &own.confusions {
                if read.has(column, found) {
                    reach(printed.len(), found.len(), *cost);
                }
            }
        }
    }
    costs.last().copied().filter(|&cost| cost <= budget)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Folded;

    fn cost_of(printed: &str, read: &str) -> f32 {
        cost(&Printed::of(Folded::new(printed).as_str()), &Read::of(read), 99.0).unwrap_or(f32::INFINITY)
    }

    #[test]
    fn known_mistakes_cost_little_and_others_much() {
        for (printed, read, most) in [
            ("secret", "secret", 0.0),
            ("secret", "5ecret", 0.31),
            ("top secret", "topsecret", 0.06),
            ("tuyệt mật", "tuyet mat", 0.3),
            ("diffusion restreinte", "diffusion restreinté", 0.06),
            ("机密", "机蜜", 0.31),
            ("для служебного пользования", "ana cnyxe6horo nonb30bahma", 2.6),
            ("совершенно секретно", "cobepwehho cekpetho", 2.0),
            ("ακρως απορρητο", "akpωσ anoppto", 2.4),
            ("대외비", "대의비", 0.46),
            ("외부 유출 금지", "외부유줄금지", 0.56),
        ] {
            let found = cost_of(printed, read);
            assert!(found <= most, "{read} for {printed}: {found}");
        }
        for (printed, read, least) in [
            ("secret", "sacred", 2.0),
            ("机密", "机器", 1.0),
            ("top secret", "top secretary", 2.0),
            ("秘密", "秘方", 1.0),
            ("대외비", "대회전", 1.45),
            ("대외비", "대외", 1.0),
            ("2급비밀", "3급비밀", 1.0),
        ] {
            let found = cost_of(printed, read);
            assert!(found >= least, "{read} for {printed}: {found}");
        }
    }

    #[test]
    fn no_more_than_the_budget_is_spent() {
        let (printed, read) = (Printed::of("restricted"), Read::of("rest and be thankful"));
        assert_eq!(cost(&printed, &read, 1.5), None);
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        assert_eq!(confusions().values().map(Vec::len).sum::<usize>(), TABLE.lines().count());
    }
}
