//! Where letter-spaced runs may begin: a word of one character before another such word, or a word with a separator
//! behind its first character. Found by blocks where there are masks, and byte by byte elsewhere.
use super::block::{BLOCK, Block, later};

pub(super) fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\n'
}

/// The first word at `from` or behind it that is one character before another such word, or has a separator behind its
/// first character: what [`Places`] finds, byte by byte. `from` is where a word ends, or the start of the text.
pub(super) fn next_by_byte(text: &[u8], from: usize) -> Option<usize> {
    let mut single = None;
    let mut at = from;
    loop {
        while is_blank(*text.get(at)?) {
            at += 1;
        }
        let start = at;
        at += 1;
        while text.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
            at += 1;
        }
        match text.get(at) {
            Some(&(b'-' | b'.' | b'_' | 0xC2 | 0xE2 | 0xE3)) => return Some(single.unwrap_or(start)),
            Some(&byte) if !is_blank(byte) => {
                single = None;
                while text.get(at).is_some_and(|&byte| !is_blank(byte)) {
                    at += 1;
                }
            }
            _ if single.is_some() => return single,
            _ => single = Some(start),
        }
    }
}

/// How many bytes stand before the first blank.
pub(super) fn word_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|&byte| is_blank(byte)).unwrap_or(bytes.len())
}

/// Whether `word`, which is not empty, is one character.
pub(super) fn is_single(word: &[u8]) -> bool {
    word.len() <= 4 && word[1..].iter().all(|byte| byte & 0xC0 == 0x80)
}

/// Goes through the places of a folded text where a run may begin, or a word of which all letters have something
/// between them.
pub(super) struct Places {
    /// Where the next block begins.
    next: usize,
    /// Ends of second characters of possible runs, and second separators of possible words, of the last block that were
    /// not handed out.
    mask: u32,
    /// The masks of the block before: the next ones depend on the last bytes of it.
    before: Masks,
}

/// What stands at the bytes of a block.
#[derive(Clone, Copy, Default)]
struct Masks {
    blank: u32,
    /// Bytes inside of characters.
    inside: u32,
    /// First bytes after a blank.
    start: u32,
    /// Blanks after single characters.
    single: u32,
    /// Separators after a first character.
    separator: u32,
}

impl Default for Places {
    fn default() -> Places {
        // Before the text stands as good as a blank.
        Places { next: 0, mask: 0, before: Masks { blank: u32::MAX, ..Masks::default() } }
    }
}

impl Places {
    /// The first such place at `from` or behind it. Places only move forward.
    pub(super) fn next(&mut self, text: &[u8], from: usize) -> Option<usize> {
        loop {
            while self.mask != 0 {
                let place = self.next - BLOCK + self.mask.trailing_zeros() as usize;
                self.mask &= self.mask - 1;
                if place >= from
                    && let Some(start) = start(text, place).filter(|&start| start >= from)
                {
                    return Some(start);
                }
            }
            // A blank stands after the end, too.
            if self.next > text.len() {
                return None;
            }
            let block = Block::at(text, self.next);
            self.next += BLOCK;
            self.mask = self.read(block);
        }
    }

    #[inline]
    fn read(&mut self, block: Block) -> u32 {
        let before = self.before;
        let blank = block.among(&[(b' ', b' '), (b'\n', b'\n')]);
        let inside = block.within(0x80, 0xBF);
        let start = !blank & later(blank, before.blank, 1);
        // First bytes of `·`, `•` and `・`, among others.
        let wide = if inside != 0 { block.equal(0xC2) | block.equal(0xE2) | block.equal(0xE3) } else { 0 };
        let separator = block.within(b'-', b'.') | block.equal(b'_') | wide;
        let ends = self.ends(start, before.start, inside);
        let (single, first_separator) = (blank & ends, separator & ends);
        let mut found = 0;
        if single != 0 {
            let near = (2..=7).fold(0, |near, by| near | later(single, before.single, by));
            // After four blanks or more the one before may be further away.
            let far = (1..=4).fold(start, |far, by| far & later(blank, before.blank, by));
            found |= single & (near | self.ends(far, u32::MAX, inside));
        }
        // Two letters are enough in scripts that fill three bytes; and few words have a wide separator behind their
        // first letter.
        found |= first_separator & (wide | later(inside, before.inside, 1));
        if (first_separator | before.separator) != 0 {
            let next = later(first_separator, before.separator, 1);
            found |= separator & self.ends(next, before.separator << 1, inside);
        }
        self.before = Masks { blank, inside, start, single, separator: first_separator };
        found
    }

    /// Where characters may end that begin at `start`: right behind each, at most three bytes inside of it passed.
    #[inline]
    fn ends(&self, start: u32, start_before: u32, inside: u32) -> u32 {
        let inside_before = self.before.inside;
        let mut ends = later(start, start_before, 1);
        if (inside | inside_before) != 0 {
            let mut all_inside = u32::MAX;
            for by in 1..=3 {
                all_inside &= later(inside, inside_before, by);
                ends |= all_inside & later(start, start_before, by + 1);
            }
        }
        ends
    }
}

/// Where reading has to begin because of a `place` that [`Places`] found: at the first of two single characters of
/// which the second ends there, or at the word with a separator there; `None` where it is neither.
fn start(text: &[u8], place: usize) -> Option<usize> {
    let word = |end: usize| text[..end].iter().rposition(|&byte| is_blank(byte)).map_or(0, |blank| blank + 1);
    if text.get(place).is_some_and(|&byte| !is_blank(byte)) {
        return Some(word(place));
    }
    let second = word(place);
    let gap = text[..second].iter().rev().take_while(|&&byte| is_blank(byte)).count();
    let end = second - gap;
    // A single character has at most four bytes.
    let tail = text[..end].iter().rev().take(5).position(|&byte| is_blank(byte)).unwrap_or(end.min(5));
    let first = end - tail;
    (first < end && is_single(&text[first..end])).then_some(first)
}
