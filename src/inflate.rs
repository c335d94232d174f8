//! Expands what `build.rs` packs: DEFLATE (RFC 1951) without stored blocks.
//!
//! Crates that read all of DEFLATE, in streams, add 10 kB to the in-page core; this adds 1.5.

/// Most that is expanded, in bytes: above all tables that there are.
const MAX_BYTES: usize = 1 << 20;
/// Longest code, in bits.
const MAX_BITS: usize = 15;
/// Codes for lengths of codes come in this order.
const CODE_ORDER: [u8; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/// The symbol that ends a block; those above it are lengths of repetitions.
const END: u16 = 256;
/// Symbols for lengths and for distances of which RFC 1951 knows a meaning.
const LENGTHS: u16 = 29;
const DISTANCES: u16 = 30;

/// The expanded bytes; `None` where `packed` is anything but their number, as u32, little-endian, and a whole stream of
/// such blocks.
pub(crate) fn inflate(packed: &[u8]) -> Option<Vec<u8>> {
    let (length, packed) = packed.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok().filter(|&length| length <= MAX_BYTES)?;
    let mut bits = Bits { bytes: packed, at: 0, held: 0, count: 0, sound: true };
    let mut out = Vec::with_capacity(length);
    loop {
        let last = bits.take(1);
        let (literals, distances) = match bits.take(2) {
            1 => fixed_codes()?,
            2 => codes(&mut bits)?,
            _ => return None,
        };
        expand_block(&mut bits, &literals, &distances, &mut out, length)?;
        if last == 1 {
            return (out.len() == length).then_some(out);
        }
    }
}

/// Everything here is inlined and what is read stays in local variables: the page runs this once, before its JavaScript
/// engine has optimised anything.
fn expand_block(from: &mut Bits<'_>, literals: &Code, distances: &Code, out: &mut Vec<u8>, most: usize) -> Option<()> {
    let mut bits = *from;
    loop {
        let symbol = bits.symbol(literals);
        if symbol < END {
            out.push(symbol as u8);
        } else if symbol == END {
            *from = bits;
            return bits.is_sound().then_some(());
        } else {
            let length = match symbol - END - 1 {
                // The last one says the longest length, without extra bits.
                symbol if symbol == LENGTHS - 1 => 258,
                symbol if symbol < LENGTHS => 3 + steps(&mut bits, symbol, 4),
                _ => return None,
            };
            let symbol = bits.symbol(distances);
            if symbol >= DISTANCES {
                return None;
            }
            let start = out.len().checked_sub(1 + steps(&mut bits, symbol, 2))?;
            let distance = out.len() - start;
            if length <= distance {
                out.extend_from_within(start..start + length);
            } else {
                // One after the other, because what is repeated overlaps what it makes.
                for at in start..start + length {
                    out.push(out[at]);
                }
            }
        }
        if out.len() > most || !bits.is_sound() {
            return None;
        }
    }
}

/// The number that a length or distance symbol stands for: from the second group of `group` symbols on, each group has
/// one more bit of its own than the one before, and takes up where that one ends.
#[inline(always)]
fn steps(bits: &mut Bits<'_>, symbol: u16, group: u16) -> usize {
    if symbol < 2 * group {
        return usize::from(symbol);
    }
    let extra = u32::from(symbol / group - 1);
    let first = usize::from(group + symbol % group) << extra;
    first + bits.take(extra) as usize
}

/// The codes of a block that brings none, from section 3.2.6. The packer ends with an empty one.
fn fixed_codes() -> Option<(Code, Code)> {
    let lengths = [(8, 144), (9, 112), (7, 24), (8, 8)].into_iter();
    let literals: Vec<u8> = lengths.flat_map(|(length, times)| core::iter::repeat_n(length, times)).collect();
    Some((Code::new(&literals)?, Code::new(&[5; DISTANCES as usize])?))
}

/// The codes at the head of a block.
fn codes(bits: &mut Bits<'_>) -> Option<(Code, Code)> {
    let literals = bits.take(5) as usize + 257;
    let distances = bits.take(5) as usize + 1;
    let mut of_lengths = [0; CODE_ORDER.len()];
    for &symbol in CODE_ORDER.get(..bits.take(4) as usize + 4)? {
        of_lengths[usize::from(symbol)] = bits.take(3) as u8;
    }
    let of_lengths = Code::new(&of_lengths)?;
    let mut lengths = Vec::new();
    while lengths.len() < literals + distances {
        let (length, times) = match bits.symbol(&of_lengths) {
            16 => (*lengths.last()?, 3 + bits.take(2)),
            17 => (0, 3 + bits.take(3)),
            18 => (0, 11 + bits.take(7)),
            length if bits.is_sound() => (length as u8, 1),
            _ => return None,
        };
        lengths.resize(lengths.len() + times as usize, length);
    }
    let (literals, distances) = lengths.split_at_checked(literals)?;
    Some((Code::new(literals)?, Code::new(distances)?))
}

/// A prefix code: for every run of [`MAX_BITS`] bits the symbol that it begins with, above four bits for the length of
/// its code; 0 for no symbol.
struct Code(Vec<u16>);

impl Code {
    /// From the lengths of the codes of all symbols, 0 for one that does not occur. `None` where there are more codes
    /// than bits for them.
    fn new(lengths: &[u8]) -> Option<Code> {
        let mut table = vec![0; 1 << MAX_BITS];
        let mut next = 0_usize;
        for length in 1..=MAX_BITS {
            for (symbol, _) in lengths.iter().enumerate().filter(|&(_, &its)| usize::from(its) == length) {
                // Codes begin with their highest bit, the stream with its lowest.
                let first = (next as u16).reverse_bits() >> (16 - MAX_BITS);
                let mut place = usize::from(first);
                next += 1 << (MAX_BITS - length);
                if next > table.len() {
                    return None;
                }
                while place < table.len() {
                    table[place] = (symbol << 4 | length) as u16;
                    place += 1 << length;
                }
            }
        }
        Some(Code(table))
    }
}

/// Bits of a stream, those of lower value first. Behind the end stand zeros, which [`Bits::is_sound`] tells.
#[derive(Clone, Copy)]
struct Bits<'p> {
    bytes: &'p [u8],
    at: usize,
    held: u32,
    count: u32,
    sound: bool,
}

impl Bits<'_> {
    /// Whether everything that was read was there.
    #[inline(always)]
    fn is_sound(&self) -> bool {
        self.sound && self.at * 8 - self.count as usize <= self.bytes.len() * 8
    }

    /// Makes sure that at least [`MAX_BITS`] bits are held.
    #[inline(always)]
    fn fill(&mut self) {
        while self.count < MAX_BITS as u32 {
            self.held |= u32::from(self.bytes.get(self.at).copied().unwrap_or(0)) << self.count;
            self.at += 1;
            self.count += 8;
        }
    }

    /// The next `count` bits, at most [`MAX_BITS`].
    #[inline(always)]
    fn take(&mut self, count: u32) -> u32 {
        self.fill();
        let taken = self.held & ((1 << count) - 1);
        self.held >>= count;
        self.count -= count;
        taken
    }

    /// The next symbol; without meaning where the bits are no code.
    #[inline(always)]
    fn symbol(&mut self, code: &Code) -> u16 {
        self.fill();
        let entry = code.0[(self.held & ((1 << MAX_BITS) - 1)) as usize];
        let length = u32::from(entry & 15);
        self.held >>= length;
        self.count -= length;
        self.sound &= entry != 0;
        entry >> 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;

    /// The best that this packer does; `build.rs` has another.
    const LEVEL: u8 = 10;

    /// Text that is long and varied enough for blocks with codes of their own.
    fn varied(seed: u64) -> Vec<u8> {
        let mut state = seed | 1;
        let mut text = Vec::new();
        while text.len() < 12_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let (word, length) = (state >> 56, (state >> 33) % 9 + 1);
            text.extend((0..length).map(|at| b'a' + ((word * 7 + at * word) % 23) as u8));
            text.push(b' ');
        }
        text
    }

    /// With its length in front.
    fn packed(text: &[u8]) -> Vec<u8> {
        let mut packed = (text.len() as u32).to_le_bytes().to_vec();
        packed.extend(compress_to_vec(text, LEVEL));
        packed
    }

    #[test]
    fn what_was_packed_comes_back() {
        for seed in [1, 2, 3] {
            let text = varied(seed);
            assert_eq!(inflate(&packed(&text)), Some(text), "{seed}");
        }
        // Too short for codes of their own.
        for text in [&b""[..], b"banner", b"banner, banner, banner line"] {
            assert_eq!(inflate(&packed(text)).as_deref(), Some(text));
        }
    }

    #[test]
    fn changed_streams_end() {
        let packed = packed(&varied(1));
        for at in (0..packed.len()).step_by(packed.len() / 200) {
            let mut changed = packed.clone();
            changed[at] ^= 0x5A;
            let _ = inflate(&changed);
        }
    }

    #[test]
    fn cut_streams_and_long_ones_are_refused() {
        let text = varied(7);
        let packed = packed(&text);
        let mut short = packed.clone();
        short[..4].copy_from_slice(&(text.len() as u32 - 1).to_le_bytes());
        assert_eq!(inflate(&short), None);
        for at in (0..packed.len()).step_by(packed.len() / 50) {
            assert_eq!(inflate(&packed[..at]), None, "cut to {at} bytes");
        }
    }
}
