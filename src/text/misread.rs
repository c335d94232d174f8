//! Tells in a few instructions that no phrase begins at a place, whichever of its letters are misread.
use super::{
    compile::set,
    filter::{FILTER_BITS, Set, has},
    shape::SHAPE,
};

/// How many bytes of a text the [`MisreadFilter`] looks at. Shorter phrases are read as they are misread only where
/// something else is an anchor.
pub(crate) const MISREAD_BYTES: usize = 4;

/// Tells quickly that [`Dictionary::misread_at`](super::dictionary::Dictionary::misread_at) finds no phrase of a set at
/// a place.
#[derive(Clone, Debug)]
pub(crate) struct MisreadFilter(Set);

impl MisreadFilter {
    /// For phrases in canonical form; those of fewer than [`MISREAD_BYTES`] are left out.
    pub(crate) fn new<'p>(phrases: impl IntoIterator<Item = &'p [u8]>) -> MisreadFilter {
        let mut hashes: Set = Box::new([0; 1 << (FILTER_BITS - 5)]);
        phrases.into_iter().filter_map(|phrase| hash(phrase, 0)).for_each(|hash| set(&mut hashes, hash));
        MisreadFilter(hashes)
    }

    /// Admits every place: what the other one is measured by.
    #[cfg(test)]
    pub(crate) fn everywhere() -> MisreadFilter {
        MisreadFilter(Box::new([u32::MAX; 1 << (FILTER_BITS - 5)]))
    }

    /// Whether such a phrase may begin at `at`.
    #[inline]
    pub(crate) fn admits(&self, text: &[u8], at: usize) -> bool {
        hash(text, at).is_some_and(|hash| has(&self.0, hash))
    }
}

/// Fibonacci hashing of the shapes of the bytes at `at`; `None` at the end of the text.
#[inline]
fn hash(text: &[u8], at: usize) -> Option<u32> {
    let bytes: &[u8; MISREAD_BYTES] = text.get(at..)?.first_chunk()?;
    let shapes = bytes.map(|byte| SHAPE[usize::from(byte)]);
    Some(u32::from_le_bytes(shapes).wrapping_mul(0x9E37_79B1) >> (32 - FILTER_BITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_misread_is_admitted() {
        let filter = MisreadFilter::new([b"noforn".as_slice(), b"confidential", b"nf"]);
        for (text, expected) in [
            ("noforn", true),
            ("n0f0rn", true),
            ("nofirm", false),
            ("c0nf1dent1al", true),
            ("conflict", true),
            ("cone", true),
            ("con", false),
            ("nf//", false),
            ("", false),
        ] {
            assert_eq!(filter.admits(text.as_bytes(), 0), expected, "{text}");
        }
    }
}
