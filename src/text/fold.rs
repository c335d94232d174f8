//! Folding: one way to write what can be written in many, with a map back.
//!
//! NFKC and case folding, canonical composition, invisible characters left out, line breaks `\n`, every other blank a
//! space, stars `*`, slashes `/`, dashes `-`, HTML character references decoded. Accents stay: `mật` is not `mat`.
use super::{
    block::{BLOCK, Block, MASKS},
    entity,
    map::OffsetMap,
    tables::Tables,
};
use crate::substring::count_chars;

/// Most marks in a row that are composed with what they stand on; further ones are left out. The limit of the
/// Stream-Safe Text Format (Unicode Standard Annex #15), which no text of any language reaches.
const MAX_MARKS: usize = 30;

/// A text under construction together with where it comes from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// The folded text.
    pub(crate) text: String,
    /// From `text` to the original.
    pub(crate) map: OffsetMap,
    /// Offsets in `text` of the line breaks that were page breaks (U+000C).
    pub(crate) page_breaks: Vec<u32>,
    /// Whether `text` holds letters of a script whose letters look like Latin ones.
    pub(crate) has_look_alikes: bool,
}

/// Folds `text`, at most 4 GiB of it.
pub(crate) fn fold(text: &str, tables: &Tables<'_>) -> Draft {
    let mut fold = Fold { source: text, tables, draft: Draft::default(), scratch: Vec::new() };
    fold.draft.text.reserve(text.len());
    fold.run();
    fold.draft
}

/// The same, character by character: slow, and nothing in it decides what may be passed over.
#[cfg(test)]
pub(crate) fn fold_by_character(text: &str, tables: &Tables<'_>) -> Draft {
    let mut fold = Fold { source: text, tables, draft: Draft::default(), scratch: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        at = fold.replace(at);
    }
    fold.draft
}

struct Fold<'t> {
    source: &'t str,
    tables: &'t Tables<'t>,
    draft: Draft,
    /// A base and its marks while they are composed; kept to be reused.
    scratch: Vec<char>,
}

impl Fold<'_> {
    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        let mut unsure = Unsure::default();
        let mut copied = 0;
        let mut at = 0;
        while let Some(place) = unsure.next(bytes, at) {
            at = place;
            if bytes[at] >= 0x80 {
                let (code_point, length) = decode(bytes, at);
                if self.tables.entry(code_point).is_none() {
                    at += length;
                    continue;
                }
            }
            self.copy(copied, at);
            at = self.replace(at);
            copied = at;
        }
        self.copy(copied, bytes.len());
        self.draft.has_look_alikes |= unsure.look_alikes;
    }

    /// Appends what needs no table: capital ASCII letters are lowered, everything else stays.
    fn copy(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        let start = self.draft.text.len();
        self.draft.map.verbatim(start, from);
        self.draft.text.push_str(&self.source[from..to]);
        self.draft.text[start..].make_ascii_lowercase();
    }

    /// Folds the character, or character reference, at `at`; returns where the next one begins.
    fn replace(&mut self, at: usize) -> usize {
        let (c, length) = self.character(at);
        let end = at + length;
        if c.is_ascii() {
            return self.replace_ascii(c, at, end);
        }
        match self.tables.entry(u32::from(c)) {
            None => self.put(c.encode_utf8(&mut [0; 4]), at, end),
            Some(entry) if entry.joins => return self.join(at),
            Some(entry) if entry.text.is_empty() => self.absorb(),
            Some(entry) => self.put(entry.text, at, end),
        }
        end
    }

    fn replace_ascii(&mut self, c: char, at: usize, end: usize) -> usize {
        match c {
            '\r' if self.source[end..].starts_with('\n') => {
                self.put("\n", at, end + 1);
                return end + 1;
            }
            '\n' | '\r' | '\x0B' => self.put("\n", at, end),
            '\x0C' => {
                self.draft.page_breaks.push(self.draft.text.len() as u32);
                self.put("\n", at, end);
            }
            // Text in UTF-16 that was read as bytes has a NUL in every gap.
            '\0' => self.absorb(),
            c if c.is_ascii_control() => self.put(" ", at, end),
            c => self.put(c.to_ascii_lowercase().encode_utf8(&mut [0; 4]), at, end),
        }
        end
    }

    /// Appends what the original `at..end` folds to.
    fn put(&mut self, folded: &str, at: usize, end: usize) {
        if folded.len() == end - at && count_chars(folded) <= 1 {
            self.draft.map.verbatim(self.draft.text.len(), at);
        } else {
            self.draft.map.whole(self.draft.text.len(), at);
        }
        self.draft.text.push_str(folded);
        // Any of its letters: `ᾀ` folds to two, and only the second is a plain Greek one.
        self.draft.has_look_alikes |= folded.bytes().any(is_look_alike);
    }

    /// Leaves out a character: the one before it reaches over it.
    fn absorb(&mut self) {
        if let Some(last) = self.draft.text.chars().next_back() {
            self.draft.map.absorb(self.draft.text.len() - last.len_utf8());
        }
    }

    /// Composes the character before `at` with the marks from `at` on; returns where they end.
    fn join(&mut self, at: usize) -> usize {
        let mut chars = core::mem::take(&mut self.scratch);
        chars.clear();
        // A mark on a blank has nothing to compose with.
        let base = self.draft.text.chars().next_back().filter(|&base| base != ' ' && base != '\n');
        if let Some(base) = base {
            let start = self.draft.text.len() - base.len_utf8();
            self.draft.map.absorb(start);
            self.draft.text.truncate(start);
            self.tables.decompose(base, &mut chars);
        }
        let mut end = at;
        let mut marks = 0;
        while end < self.source.len() {
            let (c, length) = self.character(end);
            match self.tables.entry(u32::from(c)) {
                Some(entry) if entry.joins => {
                    for part in entry.text.chars() {
                        marks = if self.tables.class(part) == 0 { 0 } else { marks + 1 };
                        if marks <= MAX_MARKS {
                            chars.push(part);
                        }
                    }
                }
                Some(entry) if entry.text.is_empty() => {}
                _ => break,
            }
            end += length;
        }
        self.tables.compose(&mut chars);
        if chars.is_empty() {
            self.absorb();
        } else if base.is_none() {
            self.draft.map.whole(self.draft.text.len(), at);
        }
        self.draft.text.extend(&chars);
        self.scratch = chars;
        end
    }

    /// The character at `at` and its length in bytes, a character reference decoded.
    fn character(&self, at: usize) -> (char, usize) {
        let rest = &self.source[at..];
        match rest.chars().next() {
            Some('&') => entity::decode(rest).unwrap_or(('&', 1)),
            Some(c) => (c, c.len_utf8()),
            None => ('\0', 0),
        }
    }
}

/// Goes through the characters of a text that may fold to something else than themselves, capital ASCII letters left
/// out.
#[derive(Default)]
struct Unsure {
    /// Where the next block begins.
    next: usize,
    /// The places of the last block that were not handed out yet.
    mask: u32,
    /// Whether a first byte was seen of a script whose letters look like Latin ones.
    look_alikes: bool,
}

impl Unsure {
    /// The first such character that begins at `from` or later. Places only move forward.
    #[inline]
    fn next(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        if !MASKS {
            return self.next_by_byte(bytes, from);
        }
        loop {
            while self.mask != 0 {
                let place = self.next - BLOCK + self.mask.trailing_zeros() as usize;
                self.mask &= self.mask - 1;
                if place >= from {
                    return Some(place);
                }
            }
            self.next = self.next.max(from / BLOCK * BLOCK);
            if self.next >= bytes.len() {
                return None;
            }
            let block = Block::at(bytes, self.next);
            self.next += BLOCK;
            self.mask = self.unsure(block);
        }
    }

    fn next_by_byte(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        const PLAIN: [bool; 256] = {
            let mut plain = [false; 256];
            let mut byte = 0;
            while byte < 256 {
                // As `unsure` has it; inside of a character is what follows one that was not handed out.
                plain[byte] = matches!(byte as u8, b'\n' | b' '..=b'%' | b'\''..=b'~' | 0x80..=0xBF | 0xE4..=0xE6 | 0xE8..=0xE9 | 0xEB..=0xEC);
                byte += 1;
            }
            plain
        };
        let mut at = from;
        loop {
            while PLAIN[usize::from(*bytes.get(at)?)] {
                at += 1;
            }
            self.look_alikes |= is_look_alike(bytes[at]);
            // Small letters of two bytes, as `unsure` has them.
            match (bytes[at], bytes.get(at + 1)) {
                (0xC3, Some(0xA0..=0xBF)) | (0xD0, Some(0xB0..=0xBF)) | (0xD1, Some(0x80..=0x9F)) => at += 2,
                _ => return Some(at),
            }
        }
    }

    /// Where characters begin that are not sure to fold to themselves. `the_sure_fold_to_themselves` tries all of
    /// Unicode.
    #[inline]
    fn unsure(&mut self, block: Block) -> u32 {
        let plain = (block.within(b' ', b'~') & !block.equal(b'&')) | block.equal(b'\n');
        if plain == u32::MAX {
            return 0;
        }
        let inside = block.within(0x80, 0xBF);
        let unsure = !(plain | inside);
        if unsure == 0 || inside == 0 {
            return unsure;
        }
        self.look_alikes |= block.within(LOOK_ALIKES[0], LOOK_ALIKES[1]) != 0;
        // U+4000 to U+9FFF, but for one of U+79xx, and Hangul from U+B000 to U+CFFF.
        let sevens = block.equal(0xE7) & ((block.equal(0xA5) >> 1) | 1 << 31);
        let unspaced = block.within(0xE4, 0xE9) & !sevens | block.within(0xEB, 0xEC);
        let mut unsure = unsure & !unspaced;
        let before = |first, last| block.within(first, last) >> 1;
        if unsure & block.within(0xC3, 0xD1) != 0 {
            // Small letters of two bytes: `à` to `ÿ`; `ά` to `ώ`, without the `ς` at the end of a word; `а` to `п`,
            // `р` to `џ`.
            let high = before(0xB0, 0xBF);
            unsure &= !(block.equal(0xC3) & before(0xA0, 0xBF)
                | block.equal(0xCE) & (high | before(0xAC, 0xAF))
                | block.equal(0xCF) & before(0x80, 0x8E) & !before(0x82, 0x82)
                | block.equal(0xD0) & high
                | block.equal(0xD1) & before(0x80, 0x9F));
        }
        if unsure & block.within(0xE3, 0xED) != 0 {
            // Kana, but for marks of voice and what is like a digraph; Hangul from U+D000 to U+D77F.
            let last = |first, last| block.within(first, last) >> 2;
            unsure &= !(block.equal(0xE3)
                & (before(0x81, 0x81)
                    | before(0x82, 0x82) & (last(0x80, 0x98) | last(0xA1, 0xBF))
                    | before(0x83, 0x83) & last(0x80, 0xBA))
                | block.equal(0xED) & before(0x80, 0x9D));
        }
        unsure
    }
}

/// Bounds of the first bytes of letters that look like Latin ones: Greek and Cyrillic, and marks before them.
pub(super) const LOOK_ALIKES: [u8; 2] = [0xCD, 0xD3];

fn is_look_alike(byte: u8) -> bool {
    (LOOK_ALIKES[0]..=LOOK_ALIKES[1]).contains(&byte)
}

/// The code point whose first byte is at `at`, and its length in bytes. `bytes` are UTF-8, and not ASCII at `at`.
#[inline]
fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let follow = |n: usize| u32::from(bytes[at + n] & 0x3F);
    let lead = u32::from(bytes[at]);
    match lead {
        0..0xE0 => ((lead & 0x1F) << 6 | follow(1), 2),
        0xE0..0xF0 => ((lead & 0x0F) << 12 | follow(1) << 6 | follow(2), 3),
        _ => ((lead & 0x07) << 18 | follow(1) << 12 | follow(2) << 6 | follow(3), 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_tables;

    #[test]
    fn the_sure_fold_to_themselves() {
        let other = |c: &char| (*c as u32) >= 0x80 && fold_tables().entry(u32::from(*c)).is_some();
        for c in ('\0'..=char::MAX).filter(other) {
            // At every place of a block, the last ones included.
            for before in 0..BLOCK {
                let text = format!("{}{c}{}", "密".repeat(before / 3) + &"a".repeat(before % 3), "密".repeat(BLOCK));
                assert_eq!(Unsure::default().next(text.as_bytes(), 0), Some(before), "{c:?}");
                assert_eq!(Unsure::default().next_by_byte(text.as_bytes(), 0), Some(before), "{c:?}");
            }
        }
    }
}
