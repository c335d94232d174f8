//! The bytes that the catalogue travels in, from where it is compiled to where it is read.
//!
//! ```text
//! "SGMC" · version u8 · Adler-32 of the rest, u32 little-endian
//! texts     length, then all texts that people read, one after the other in the order in which the rest asks for them
//! phrases   length, then all phrases in the same way
//! systems   number, then each with its levels, their forms, its controls, its fields and its companions
//! ```
//! Numbers are LEB128, and a text or phrase stands there as its length. It is made for the reader of the same build and
//! is not a file format: another version is refused.

use crate::bytes::Reader;

pub(super) const MAGIC: &[u8; 4] = b"SGMC";
/// Changes with every change of what is written.
pub(super) const VERSION: u8 = 2;

/// Of a form, the bit that says that it is printed in capitals; how it stands is in the bits below.
pub(super) const CAPITALS: u8 = 0x08;
/// Of a form, the bit that says that it is also looked for as it is misread.
pub(super) const MISREAD: u8 = 0x10;
/// Of a control, the bits besides the rank it raises to, which is counted from 1.
pub(super) const ALONE: u8 = 0x08;
pub(super) const OPEN: u8 = 0x10;
pub(super) const CAPITAL_NAME: u8 = 0x20;
pub(super) const HAS_PORTION: u8 = 0x40;
/// Of a field, the bit that says that a program wrote it; below it is the rank of an authority block, counted from 1.
pub(super) const METADATA: u8 = 0x08;

/// A reader behind the header of `blob`, if it is one of this version and whole.
pub(super) fn open(blob: &[u8]) -> Option<Reader<'_>> {
    let (version, rest) = blob.strip_prefix(MAGIC)?.split_first()?;
    let (sum, body) = rest.split_first_chunk::<4>()?;
    (*version == VERSION && u32::from_le_bytes(*sum) == adler32(body)).then_some(Reader::new(body))
}

/// Adler-32 as in RFC 1950: tells a cut or changed blob.
pub(super) fn adler32(bytes: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    /// As many bytes as can be added before the sums have to be reduced.
    const STEP: usize = 5552;
    let (mut a, mut b) = (1, 0);
    for step in bytes.chunks(STEP) {
        for &byte in step {
            a += u32::from(byte);
            b += a;
        }
        a %= MODULUS;
        b %= MODULUS;
    }
    b << 16 | a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_standard_one() {
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }
}
