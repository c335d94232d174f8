//! Blocks of bytes that are looked at together: 16 at a time where the web module has SIMD, and a few instructions a
//! byte elsewhere.

/// How many bytes a block has: one bit of a mask stands for each, the lowest for the first.
pub(crate) const BLOCK: usize = 32;

/// Whether masks are quicker than bytes one by one: everywhere but where 64-bit numbers and vectors have to be
/// imitated, as in WebAssembly without SIMD that is translated to JavaScript.
pub(crate) const MASKS: bool = cfg!(any(target_feature = "simd128", not(target_family = "wasm")));

/// Bytes of a text, folded or not; past its end come line breaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block(Lanes);

impl Block {
    /// The block that begins at `at`.
    #[inline]
    pub(crate) fn at(text: &[u8], at: usize) -> Block {
        match text.get(at..).and_then(|rest| rest.first_chunk()) {
            Some(bytes) => Block(Lanes::new(bytes)),
            None => Block::last(text, at),
        }
    }

    #[cold]
    fn last(text: &[u8], at: usize) -> Block {
        let mut bytes = [b'\n'; BLOCK];
        let rest = text.get(at..).unwrap_or_default();
        bytes[..rest.len()].copy_from_slice(rest);
        Block(Lanes::new(&bytes))
    }

    /// Where `byte` stands.
    #[inline(always)]
    pub(crate) fn equal(self, byte: u8) -> u32 {
        self.within(byte, byte)
    }

    /// Where a byte from `first` to `last` stands.
    #[inline(always)]
    pub(crate) fn within(self, first: u8, last: u8) -> u32 {
        self.among(&[(first, last)])
    }

    /// Where a byte within any of these bounds stands.
    #[inline(always)]
    pub(crate) fn among(self, bounds: &[(u8, u8)]) -> u32 {
        self.0.among(bounds)
    }

    /// Where a character of the set stands.
    #[inline(always)]
    pub(crate) fn of(self, set: &AsciiSet) -> u32 {
        self.0.of(set)
    }
}

/// The first byte from `from` on that is within these bounds, both included.
pub(crate) fn find(text: &[u8], from: usize, [first, last]: [u8; 2]) -> Option<usize> {
    if !MASKS {
        return text[from..].iter().position(|byte| (first..=last).contains(byte)).map(|at| from + at);
    }
    let mut at = from;
    while at < text.len() {
        let found = Block::at(text, at).within(first, last);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize).filter(|&found| found < text.len());
        }
        at += BLOCK;
    }
    None
}

/// A set of ASCII characters: for each low half of a byte a bit for each high half.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AsciiSet([u8; 16]);

impl AsciiSet {
    /// Adds an ASCII character.
    pub(crate) fn insert(&mut self, character: u8) {
        self.0[usize::from(character & 0x0F)] |= 1 << (character >> 4);
    }
}

#[cfg(target_feature = "simd128")]
mod lanes {
    use super::{AsciiSet, BLOCK};
    use core::arch::wasm32::{
        i8x16_swizzle, u8x16, u8x16_bitmask, u8x16_le, u8x16_ne, u8x16_shr, u8x16_splat, u8x16_sub, v128, v128_and,
        v128_or,
    };

    #[derive(Clone, Copy, Debug)]
    pub(super) struct Lanes([v128; 2]);

    impl Lanes {
        #[inline]
        pub(super) fn new(b: &[u8; BLOCK]) -> Lanes {
            // One instruction: the compiler sees that these are neighbours in memory. Loading through a pointer would
            // be unsafe code.
            let load = |n: usize| {
                u8x16(
                    b[n],
                    b[n + 1],
                    b[n + 2],
                    b[n + 3],
                    b[n + 4],
                    b[n + 5],
                    b[n + 6],
                    b[n + 7],
                    b[n + 8],
                    b[n + 9],
                    b[n + 10],
                    b[n + 11],
                    b[n + 12],
                    b[n + 13],
                    b[n + 14],
                    b[n + 15],
                )
            };
            Lanes([load(0), load(16)])
        }

        #[inline(always)]
        pub(super) fn among(self, bounds: &[(u8, u8)]) -> u32 {
            let mask = |lanes| {
                let within = |&(first, last): &(u8, u8)| {
                    u8x16_le(u8x16_sub(lanes, u8x16_splat(first)), u8x16_splat(last - first))
                };
                let any = bounds.iter().map(within).fold(u8x16_splat(0), |any, one| v128_or(any, one));
                u32::from(u8x16_bitmask(any))
            };
            mask(self.0[0]) | mask(self.0[1]) << 16
        }

        #[inline(always)]
        pub(super) fn of(self, set: &AsciiSet) -> u32 {
            let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = set.0;
            let sets = u8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
            // Of halves from 8 on, which no ASCII character has, none is in any set.
            let halves = u8x16(1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
            let mask = |lanes| {
                let low = i8x16_swizzle(sets, v128_and(lanes, u8x16_splat(0x0F)));
                let high = i8x16_swizzle(halves, u8x16_shr(lanes, 4));
                u32::from(u8x16_bitmask(u8x16_ne(v128_and(low, high), u8x16_splat(0))))
            };
            mask(self.0[0]) | mask(self.0[1]) << 16
        }
    }
}

#[cfg(not(target_feature = "simd128"))]
mod lanes {
    use super::{AsciiSet, BLOCK, MASKS};

    #[derive(Clone, Copy, Debug)]
    pub(super) struct Lanes([u8; BLOCK]);

    impl Lanes {
        #[inline]
        pub(super) fn new(bytes: &[u8; BLOCK]) -> Lanes {
            Lanes(*bytes)
        }

        #[inline(always)]
        pub(super) fn among(self, bounds: &[(u8, u8)]) -> u32 {
            let mut is = [0u8; BLOCK];
            for &(first, last) in bounds {
                for (is, byte) in is.iter_mut().zip(self.0) {
                    *is |= u8::from(byte.wrapping_sub(first) <= last - first);
                }
            }
            mask(is)
        }

        #[inline(always)]
        pub(super) fn of(self, set: &AsciiSet) -> u32 {
            mask(self.0.map(|byte| u8::from(byte < 0x80) & set.0[usize::from(byte & 0x0F)] >> (byte >> 4 & 7)))
        }
    }

    /// Which of the numbers, that are all 0 or 1, are 1.
    #[inline(always)]
    fn mask(is: [u8; BLOCK]) -> u32 {
        if !MASKS {
            return (0..).zip(is).map(|(bit, is)| u32::from(is) << bit).fold(0, |mask, bit| mask | bit);
        }
        // The product moves the lowest bits of eight bytes into the highest byte.
        const GATHER: u64 = 0x0102_0408_1020_4080;
        let mut mask = 0;
        for (index, eight) in is.as_chunks::<8>().0.iter().enumerate() {
            mask |= (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) << (8 * index);
        }
        mask as u32
    }
}

use lanes::Lanes;

/// What `mask` says, `by` bytes later; `before` is that mask of the block before.
#[inline]
pub(crate) fn later(mask: u32, before: u32, by: u32) -> u32 {
    mask << by | before >> (BLOCK as u32 - by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_say_which_bytes_are_within_bounds() {
        let text: Vec<u8> = (0..=255).collect();
        for at in (0..260).step_by(7) {
            let block = Block::at(&text, at);
            let byte = |bit: usize| text.get(at + bit).copied().unwrap_or(b'\n');
            for (first, last) in [(0, 0), (b'\n', b'\n'), (b'a', b'z'), (0x80, 0xBF), (0xC0, 0xFF), (0, 255)] {
                let expected: Vec<usize> = (0..BLOCK).filter(|&bit| (first..=last).contains(&byte(bit))).collect();
                let mask = block.within(first, last);
                let found: Vec<usize> = (0..BLOCK).filter(|bit| mask & 1 << bit != 0).collect();
                assert_eq!(found, expected, "{at} {first} {last}");
                let first_found = (at.min(256)..256).find(|&at| (first..=last).contains(&text[at]));
                assert_eq!(find(&text, at.min(256), [first, last]), first_found, "{at} {first} {last}");
                let mut set = AsciiSet::default();
                (first..=last.min(0x7F)).for_each(|byte| set.insert(byte));
                assert_eq!(block.of(&set), mask & block.within(0, 0x7F), "{at} {first} {last}");
            }
        }
    }
}
