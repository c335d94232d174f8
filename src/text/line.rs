//! Lines and where on the page they stand.
use super::{
    Folded,
    block::{BLOCK, Block, MASKS},
};
use core::ops::Range;

/// One line of a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands in the folded text, without its line break.
    pub range: Range<usize>,
    /// Number in the original text, from 1.
    pub number: u32,
    /// Whether it is the first line of the text that holds anything but blanks.
    pub first: bool,
    /// Whether it is the last such line of the text.
    pub last: bool,
    /// Whether it is the first such line of the text or after a page break (U+000C).
    pub first_of_page: bool,
    /// Whether it is the last such line of the text or before a page break.
    pub last_of_page: bool,
}

impl Folded<'_> {
    /// All lines. A text without line breaks is one line; so is an empty one.
    pub fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        (0..self.line_starts().len()).map(|index| self.line(index))
    }

    /// The line that holds the folded `offset`, or ends with it.
    pub fn line_at(&self, offset: usize) -> Line {
        self.line(self.line_index(offset))
    }

    /// Index, from 0, of the line that holds the folded `offset`.
    pub fn line_index(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|&start| start as usize <= offset).saturating_sub(1)
    }

    /// How many lines there are, at least 1.
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    /// The line of that index, from 0.
    ///
    /// # Panics
    /// When there is no such line.
    pub fn line(&self, index: usize) -> Line {
        let range = self.line_range(index);
        let filled = !self.is_blank(&range);
        let (first, last) = *self.filled_lines();
        let before = || (0..index).rev().map(|other| self.line_range(other));
        let after = || (index + 1..self.line_count()).map(|other| self.line_range(other));
        Line {
            number: self.line_number(index),
            first: filled && index == first,
            last: filled && index == last,
            first_of_page: filled
                && before()
                    .find(|other| self.ends_page(other) || !self.is_blank(other))
                    .is_none_or(|other| self.ends_page(&other)),
            last_of_page: filled
                && (self.ends_page(&range)
                    || after()
                        .find(|other| !self.is_blank(other) || self.ends_page(other))
                        .is_none_or(|other| self.is_blank(&other))),
            range,
        }
    }

    /// Where the line of that index stands, without its line break.
    ///
    /// # Panics
    /// When there is no such line.
    pub fn line_range(&self, index: usize) -> Range<usize> {
        let starts = self.line_starts();
        let end = starts.get(index + 1).map_or(self.as_str().len(), |&next| next as usize - 1);
        starts[index] as usize..end
    }

    fn is_blank(&self, range: &Range<usize>) -> bool {
        self.as_str().as_bytes()[range.clone()].iter().all(|&byte| byte == b' ')
    }

    /// Whether the line break after the line is a page break.
    fn ends_page(&self, range: &Range<usize>) -> bool {
        self.draft.page_breaks.binary_search(&(range.end as u32)).is_ok()
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.as_str().as_bytes();
            let mut starts = vec![0];
            if !MASKS {
                let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
                starts.extend(breaks.map(|(at, _)| at as u32 + 1));
                return starts;
            }
            for first in (0..bytes.len()).step_by(BLOCK) {
                let mut breaks = Block::at(bytes, first).equal(b'\n');
                while breaks != 0 {
                    let at = first + breaks.trailing_zeros() as usize;
                    // What stands behind the end is none.
                    if at < bytes.len() {
                        starts.push(at as u32 + 1);
                    }
                    breaks &= breaks - 1;
                }
            }
            starts
        })
    }

    /// Indices of the first and last line that are not blank; the first greater than the last where there is none.
    fn filled_lines(&self) -> &(usize, usize) {
        self.filled_lines.get_or_init(|| {
            let filled = |byte: &u8| *byte != b' ' && *byte != b'\n';
            let bytes = self.as_str().as_bytes();
            match (bytes.iter().position(filled), bytes.iter().rposition(filled)) {
                (Some(first), Some(last)) => (self.line_index(first), self.line_index(last)),
                _ => (1, 0),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_number_and_place() {
        let folded = Folded::new("\r\n TOP \r\nmiddle\u{2028}end\x0C\n\nnext\rlast\n \n");
        let lines: Vec<_> = folded
            .lines()
            .map(|line| {
                (
                    line.number,
                    &folded.as_str()[line.range],
                    line.first,
                    line.last,
                    line.first_of_page,
                    line.last_of_page,
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                (1, "", false, false, false, false),
                (2, " top ", true, false, true, false),
                (3, "middle", false, false, false, false),
                (4, "end", false, false, false, true),
                (5, "", false, false, false, false),
                (6, "", false, false, false, false),
                (7, "next", false, false, true, false),
                (8, "last", false, true, false, true),
                (9, " ", false, false, false, false),
                (10, "", false, false, false, false),
            ]
        );
    }

    #[test]
    fn every_offset_has_a_line() {
        let folded = Folded::new("a\nbc\n");
        let numbers: Vec<_> = (0..=5).map(|offset| folded.line_at(offset).number).collect();
        assert_eq!(numbers, [1, 1, 2, 2, 2, 3]);
        assert_eq!(Folded::new("").line_at(0).range, 0..0);
    }
}
