//! Canonical composition (NFC, Unicode Standard Annex #15) of what folding leaves: `m a ◌̣ ◌̂ t` is `mật`, jamo are
//! syllables.
use super::tables::Tables;

// Hangul syllables are composed by arithmetic (The Unicode Standard, section 3.12).
const L_FIRST: u32 = 0x1100;
const L_COUNT: u32 = 19;
const V_FIRST: u32 = 0x1161;
const V_COUNT: u32 = 21;
/// One before the first trailing consonant, which stands for "none".
const T_NONE: u32 = 0x11A7;
const T_COUNT: u32 = 28;
const S_FIRST: u32 = 0xAC00;
const S_COUNT: u32 = L_COUNT * V_COUNT * T_COUNT;

/// The first combining mark of Unicode.
const FIRST_MARK: u32 = 0x300;

impl Tables<'_> {
    /// Canonical combining class, 0 for everything that is not a composable mark.
    pub(crate) fn class(&self, c: char) -> u8 {
        let code = match u32::from(c) {
            code @ FIRST_MARK..=0xFFFF => code as u16,
            _ => return 0,
        };
        self.classes.binary_search_by_key(&code, |&(mark, _)| mark).map_or(0, |index| self.classes[index].1)
    }

    /// The character that `first` and `second` are together.
    fn pair(&self, first: char, second: char) -> Option<char> {
        let (a, b) = (u32::from(first), u32::from(second));
        let (l, v) = (a.wrapping_sub(L_FIRST), b.wrapping_sub(V_FIRST));
        if l < L_COUNT && v < V_COUNT {
            return char::from_u32(S_FIRST + (l * V_COUNT + v) * T_COUNT);
        }
        let (s, t) = (a.wrapping_sub(S_FIRST), b.wrapping_sub(T_NONE));
        if s < S_COUNT && s.is_multiple_of(T_COUNT) && t > 0 && t < T_COUNT {
            return char::from_u32(a + t);
        }
        if a > 0xFFFF || b > 0xFFFF {
            return None;
        }
        let found = self.by_pair.binary_search_by_key(&(a << 16 | b), |&index| self.pairs[usize::from(index)]).ok()?;
        char::from_u32(u32::from(self.composites[usize::from(self.by_pair[found])]))
    }

    /// Appends the canonical decomposition of `c`.
    pub(crate) fn decompose(&self, c: char, into: &mut Vec<char>) {
        let code = u32::from(c);
        let s = code.wrapping_sub(S_FIRST);
        if s < S_COUNT {
            into.extend(char::from_u32(L_FIRST + s / (V_COUNT * T_COUNT)));
            into.extend(char::from_u32(V_FIRST + s % (V_COUNT * T_COUNT) / T_COUNT));
            if !s.is_multiple_of(T_COUNT) {
                into.extend(char::from_u32(T_NONE + s % T_COUNT));
            }
            return;
        }
        match self.composites.binary_search_by_key(&code, |&composite| composite.into()) {
            Ok(index) => {
                let pair = self.pairs[index];
                // The tables hold scalar values only; a first part may decompose further, a second never does.
                if let (Some(first), Some(second)) = (char::from_u32(pair >> 16), char::from_u32(pair & 0xFFFF)) {
                    self.decompose(first, into);
                    into.push(second);
                }
            }
            Err(_) => into.push(c),
        }
    }

    /// Puts decomposed `chars` into canonical order and composes them in place. Generic accents that do not compose
    /// (stacked ones, strokes through letters, the dot that `İ` leaves) are dropped as if they had never stood there.
    /// Takes time quadratic in the longest run of marks.
    pub(crate) fn compose(&self, chars: &mut Vec<char>) {
        // By insertion, because runs of marks are short: `slice::sort` would be 4 kB of wasm for them.
        for end in 1..chars.len() {
            let class = self.class(chars[end]);
            let before = chars[..end].iter().rev().take_while(|&&c| class != 0 && self.class(c) > class).count();
            for at in (end - before..end).rev() {
                chars.swap(at, at + 1);
            }
        }
        let mut length = 0;
        let mut starter = None;
        let mut last_class = 0;
        for read in 0..chars.len() {
            let c = chars[read];
            let class = self.class(c);
            if let Some(at) = starter {
                let unblocked = length == at + 1 || last_class < class;
                if unblocked && let Some(composite) = self.pair(chars[at], c) {
                    chars[at] = composite;
                    continue;
                }
            }
            if is_accent(c) {
                continue;
            }
            if class == 0 {
                starter = Some(length);
            }
            last_class = class;
            chars[length] = c;
            length += 1;
        }
        chars.truncate(length);
    }
}

/// Marks that may be put on any letter and carry no meaning of their own where they do not compose.
/// Vowel and tone marks that only their own script uses (Thai, Devanagari) are not among them.
pub(crate) fn is_accent(c: char) -> bool {
    matches!(
        u32::from(c),
        0x0300..=0x036F // combining diacritical marks
            | 0x0483..=0x0489 // Cyrillic titlo and numeral signs
            | 0x0591..=0x05BD | 0x05BF | 0x05C1 | 0x05C2 | 0x05C4 | 0x05C5 | 0x05C7 // Hebrew points
            | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06E4 | 0x06E7 | 0x06E8 | 0x06EA..=0x06ED // Arabic vowel signs
            | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F
    )
}
