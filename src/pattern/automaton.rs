//! An automaton as it travels, and how it is run.
//!
//! ```text
//! starts    for each byte that may stand before, and for none: where the state to start in stands, u24
//! states    flags u8 (1: a match ended before the byte that led here) · number of ranges u16
//!           · that many pairs of first and last byte, in order · where each leads, u24 · where the end of the text leads, u24
//! ```
//! All numbers are little-endian. A place is an offset in these bytes; 0 is the state in which nothing can match any
//! more, and so is every place that makes no sense.
//!
//! Matches are told one byte late: that is how an automaton sees what stands behind a match, such as the boundary of a
//! word.

/// Bytes of a place.
pub(super) const PLACE_BYTES: usize = 3;
/// How many places to start in there are: one for each byte, and one for none.
pub(super) const STARTS: usize = 257;
/// Of a state, the flag for a match.
pub(super) const MATCH: u8 = 1;
/// Nothing can match any more.
const DEAD: usize = 0;

/// Runs an automaton.
#[derive(Clone, Copy, Debug)]
pub(super) struct Automaton<'a>(pub(super) &'a [u8]);

impl Automaton<'_> {
    /// Whether the bytes are long enough to be an automaton. What they say is not looked at: the compiled policy has a
    /// sum.
    pub(super) fn is_sound(self) -> bool {
        self.0.len() >= STARTS * PLACE_BYTES
    }

    fn place(self, at: usize) -> usize {
        match self.0.get(at..at + PLACE_BYTES) {
            Some(&[low, middle, high]) => usize::from(low) | usize::from(middle) << 8 | usize::from(high) << 16,
            _ => DEAD,
        }
    }

    /// The state to start in beside `byte`.
    fn start(self, byte: Option<u8>) -> usize {
        self.place(byte.map_or(STARTS - 1, usize::from) * PLACE_BYTES)
    }

    /// The state that `byte`, or the end of the text, leads to from the state at `state`.
    fn next(self, state: usize, byte: Option<u8>) -> usize {
        let Some(&[_, low, high]) = self.0.get(state..state + 3) else { return DEAD };
        let ranges = state + 3;
        let count = usize::from(low) | usize::from(high) << 8;
        let places = ranges + 2 * count;
        let Some(byte) = byte else { return self.place(places + count * PLACE_BYTES) };
        let pairs = self.0.get(ranges..places).unwrap_or_default();
        match pairs.chunks_exact(2).position(|range| byte <= range[1]) {
            Some(index) if pairs[2 * index] <= byte => self.place(places + index * PLACE_BYTES),
            _ => DEAD,
        }
    }

    fn is_match(self, state: usize) -> bool {
        self.0.get(state).is_some_and(|flags| flags & MATCH != 0)
    }

    /// The end of the first match that begins at or after `from`: of those that begin there, the one that the
    /// expression prefers.
    pub(super) fn find_end(self, text: &[u8], from: usize) -> Option<usize> {
        let mut state = self.start(from.checked_sub(1).map(|before| text[before]));
        let mut end = None;
        for at in from..=text.len() {
            state = self.next(state, text.get(at).copied());
            if state == DEAD {
                break;
            }
            if self.is_match(state) {
                end = Some(at);
            }
        }
        end
    }

    /// The start of the longest match that ends at `end` and begins at or after `from`, by an automaton that reads
    /// backwards.
    pub(super) fn find_start(self, text: &[u8], from: usize, end: usize) -> Option<usize> {
        let mut state = self.start(text.get(end).copied());
        let mut start = None;
        for at in (from..=end).rev() {
            state = self.next(state, at.checked_sub(1).map(|before| text[before]));
            if state == DEAD {
                break;
            }
            if self.is_match(state) {
                start = Some(at);
            }
        }
        start
    }
}
