//! What is written in a picture, as text that is judged, and where each finding in it stands.
use super::{
    look::looks,
    page::{Page, region},
    reading::Reading,
};
use crate::{
    detect::cue::Cue,
    finding::{Finding, Span},
};
use core::ops::Range;

/// The writing of a picture.
#[derive(Debug)]
pub(crate) struct Writing<'r> {
    reading: &'r Reading,
    page: Page,
    /// One line for each row of the page.
    text: String,
    /// What the look of each line says.
    looks: Vec<Vec<Cue>>,
}

impl<'r> Writing<'r> {
    pub(crate) fn of(reading: &'r Reading) -> Writing<'r> {
        let page = Page::of(reading);
        let looks = looks(&page, &reading.lines);
        let rows: Vec<&str> = page.rows.iter().map(|row| row.text.as_str()).collect();
        Writing { text: rows.join("\n"), reading, looks, page }
    }

    /// One line for each row of the page, from top to bottom.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// For each line of [`Writing::text`] what its look says.
    pub(crate) fn looks(&self) -> &[Vec<Cue>] {
        &self.looks
    }

    /// Lines of the picture that were found and not read.
    pub(crate) fn unread(&self) -> usize {
        self.reading.unread as usize + self.page.unread
    }

    /// A finding in [`Writing::text`] with its place in the picture.
    pub(crate) fn placed(&self, finding: Finding) -> Finding {
        let range = self.bytes(finding.span);
        Finding { region: region(self.reading, self.lines_in(range)), ..finding }
    }

    /// The lines of the reading that a range of the text touches.
    fn lines_in(&self, range: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let mut start = 0;
        self.page.rows.iter().flat_map(move |row| {
            let first = start;
            start += row.text.len() + 1;
            let range = range.clone();
            row.pieces
                .iter()
                .filter(move |(_, piece)| first + piece.start < range.end && range.start < first + piece.end)
                .map(|(line, _)| *line)
        })
    }

    /// A span of the text, in bytes.
    fn bytes(&self, span: Span) -> Range<usize> {
        let mut unit = 0;
        let mut at = |wanted: u32| {
            let found = self.text.char_indices().find_map(|(byte, c)| {
                let here = unit >= wanted;
                unit += c.len_utf16() as u32;
                here.then_some(byte)
            });
            unit = 0;
            found.unwrap_or(self.text.len())
        };
        at(span.start)..at(span.end)
    }
}
