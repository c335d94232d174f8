//! From offsets in folded text back to offsets in the text it was folded from.
use core::ops::Range;

/// Where a stretch of folded text comes from. It reaches to the start of the next segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// First byte in the folded text.
    pub(crate) folded: u32,
    /// First byte in the original text.
    pub(crate) original: u32,
    /// Whether the stretch cannot be told apart: all of it comes from all of its original. Otherwise byte n comes from
    /// byte n.
    pub(crate) whole: bool,
}

/// An exact map of byte offsets, as few segments as the text has changes of length.
#[derive(Clone, Debug, Default)]
pub(crate) struct OffsetMap {
    segments: Vec<Segment>,
}

impl OffsetMap {
    /// From `folded` on, byte n comes from byte n, beginning at `original`.
    pub(crate) fn verbatim(&mut self, folded: usize, original: usize) {
        let continues = self.segments.last().is_some_and(|last| {
            !last.whole && folded - last.folded as usize == original.wrapping_sub(last.original as usize)
        });
        if !continues {
            self.push(Segment { folded: folded as u32, original: original as u32, whole: false });
        }
    }

    /// From `folded` on, everything comes from one stretch that begins at `original`.
    pub(crate) fn whole(&mut self, folded: usize, original: usize) {
        let continues = self.segments.last().is_some_and(|last| last.whole && last.original as usize == original);
        if !continues {
            self.push(Segment { folded: folded as u32, original: original as u32, whole: true });
        }
    }

    /// A segment that replaces one of which nothing is left, or follows.
    fn push(&mut self, segment: Segment) {
        match self.segments.last_mut() {
            Some(last) if last.folded == segment.folded => *last = segment,
            _ => self.segments.push(segment),
        }
    }

    /// What follows was deleted: the last character, which begins at `folded`, reaches over it.
    pub(crate) fn absorb(&mut self, folded: usize) {
        if let Some(&last) = self.segments.last()
            && !last.whole
        {
            self.whole(folded, last.original as usize + (folded - last.folded as usize));
        }
    }

    /// Start of the original of the folded byte at `folded`.
    pub(crate) fn start(&self, folded: usize) -> usize {
        match self.index(folded) {
            Some(index) => {
                let segment = self.segments[index];
                let inside = if segment.whole { 0 } else { folded - segment.folded as usize };
                segment.original as usize + inside
            }
            None => 0,
        }
    }

    /// Original of a folded range, from the start of the character that made its first byte to the end of the one that
    /// made its last byte, deleted characters after it included. `end` is the length of the original text.
    pub(crate) fn original(&self, range: Range<usize>, end: usize) -> Range<usize> {
        let start = self.start(range.start);
        if range.is_empty() {
            return start..start;
        }
        let Some(index) = self.index(range.end - 1) else { return start..end };
        let segment = self.segments[index];
        let end = if segment.whole {
            self.segments.get(index + 1).map_or(end, |next| next.original as usize)
        } else {
            segment.original as usize + (range.end - segment.folded as usize)
        };
        start..end
    }

    /// The segments that a folded range touches, the first one cut to begin with it.
    pub(crate) fn within(&self, range: Range<usize>) -> impl Iterator<Item = Segment> + '_ {
        let first = self.index(range.start).unwrap_or(0);
        self.segments[first.min(self.segments.len())..]
            .iter()
            .take_while(move |segment| (segment.folded as usize) < range.end)
            .map(move |&segment| {
                let cut = range.start.saturating_sub(segment.folded as usize);
                let inside = if segment.whole { 0 } else { cut };
                Segment { folded: segment.folded + cut as u32, original: segment.original + inside as u32, ..segment }
            })
    }

    /// Index of the segment that holds the folded byte; `None` in an empty map.
    fn index(&self, folded: usize) -> Option<usize> {
        self.segments.partition_point(|segment| segment.folded as usize <= folded).checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_characters_belong_to_the_character_before_them() {
        // "aB\u{200B}c" folds to "abc".
        let mut map = OffsetMap::default();
        map.verbatim(0, 0);
        map.absorb(1);
        map.verbatim(2, 5);
        for (range, original) in [(0..1, 0..1), (1..2, 1..5), (2..3, 5..6), (0..3, 0..6), (1..1, 1..1)] {
            assert_eq!(map.original(range.clone(), 6), original, "{range:?}");
        }
    }

    #[test]
    fn an_expansion_cannot_be_split() {
        // "xﬁy" folds to "xfiy".
        let mut map = OffsetMap::default();
        map.verbatim(0, 0);
        map.whole(1, 1);
        map.verbatim(3, 4);
        for (range, original) in [(1..2, 1..4), (2..3, 1..4), (0..2, 0..4), (2..4, 1..5)] {
            assert_eq!(map.original(range.clone(), 5), original, "{range:?}");
        }
    }
}
