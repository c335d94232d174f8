//! What is written in a picture, as text that is judged, and where each finding in it stands.
use super::{
    cells::join_fields,
    heading::headings,
    lexicon::Lexicon,
    look::looks,
    page::{Page, region},
    reading::Reading,
    repair::{Edit, repair},
    signs::add_signs,
    stack::{join_slanted, join_stacked},
};
use crate::{
    detect::{cue::Cue, look::Look},
    finding::{self, Finding, Span},
};

/// The writing of a picture.
#[derive(Debug)]
pub(crate) struct Writing<'r> {
    reading: &'r Reading,
    page: Page,
    /// One line for each row of the page, with the edits.
    text: String,
    /// What is judged otherwise than it was read, for each row.
    edits: Vec<Vec<Edit>>,
    /// What the look of each line says.
    looks: Vec<Look>,
}

impl<'r> Writing<'r> {
    pub(crate) fn of(reading: &'r Reading, lexicon: &Lexicon) -> Writing<'r> {
        let mut page = Page::of(reading);
        join_stacked(&mut page, lexicon);
        join_slanted(&mut page, lexicon);
        let labels = join_fields(&mut page, lexicon);
        // A label is known; its value is a line by itself.
        let looks = looks(&page, &reading.lines, lexicon);
        let values = page.rows.iter().zip(&labels).zip(&looks).map(|((row, label), look)| {
            let start = label.as_ref().map_or(0, |label| label.read.end);
            (&row.text[start..], look.as_slice())
        });
        let mut edits = repair(lexicon, values);
        for (edits, label) in edits.iter_mut().zip(labels) {
            let Some(label) = label else { continue };
            for edit in edits.iter_mut() {
                edit.read = edit.read.start + label.read.end..edit.read.end + label.read.end;
            }
            edits.insert(0, label);
        }
        for (edits, heading) in edits.iter_mut().zip(headings(&page, lexicon, &looks)) {
            if edits.is_empty() {
                edits.extend(heading);
            }
        }
        let mut looks: Vec<Look> = looks.into_iter().map(|cues| Look { cues, signs: Vec::new() }).collect();
        add_signs(&page, reading, &lexicon.colours, &mut looks);
        let mut text = String::new();
        for ((row, edits), look) in page.rows.iter().zip(&edits).zip(&mut looks) {
            if !text.is_empty() {
                text.push('\n');
            }
            let mut at = 0;
            for Edit { read, judged, misread } in edits {
                text.extend([&row.text[at..read.start], judged]);
                at = read.end;
                if *misread && !look.cues.contains(&Cue::Misread) {
                    look.cues.push(Cue::Misread);
                }
            }
            text.push_str(&row.text[at..]);
        }
        Writing { reading, page, text, edits, looks }
    }

    /// One line for each row of the page, from top to bottom.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// For each line of [`Writing::text`] what its look says.
    pub(crate) fn looks(&self) -> &[Look] {
        &self.looks
    }

    /// Lines of the picture that were found and not read.
    pub(crate) fn unread(&self) -> usize {
        self.reading.unread as usize + self.page.unread
    }

    /// A finding in [`Writing::text`] as one in what was read, one line for each row, with its place in the picture.
    pub(crate) fn placed(&self, finding: Finding) -> Finding {
        let (start, end) = (self.read_at(finding.span.start, Side::Start), self.read_at(finding.span.end, Side::End));
        let (mut span, mut quote) = (Span { start: 0, end: 0 }, String::new());
        let mut lines = Vec::new();
        let mut units = 0;
        for (index, row) in self.page.rows.iter().enumerate() {
            let from = if index == start.row { start.at } else { 0 };
            let to = if index == end.row { end.at } else { row.text.len() };
            if index == start.row {
                span.start = units + utf16_units(&row.text[..from]);
            }
            if index == end.row {
                span.end = units + utf16_units(&row.text[..to]);
            }
            if (start.row..=end.row).contains(&index) && from <= to {
                if !quote.is_empty() {
                    quote.push('\n');
                }
                quote.push_str(&row.text[from..to]);
                let touched = row.pieces.iter().filter(|(_, piece)| piece.start < to && from < piece.end);
                lines.extend(touched.map(|(line, _)| *line));
            }
            units += utf16_units(&row.text) + 1;
        }
        let quote = finding::quote(&quote);
        Finding { span, quote, region: region(self.reading, lines.into_iter()), ..finding }
    }

    /// Where a place of the judged text was read.
    fn read_at(&self, unit: u32, side: Side) -> Place {
        let mut left = unit;
        let mut place = Place { row: 0, at: 0 };
        for (row, (line, edits)) in self.text.split('\n').zip(&self.edits).enumerate() {
            let units = utf16_units(line);
            if left <= units {
                return Place { row, at: read_offset(edits, byte_at(line, left), side) };
            }
            left -= units + 1;
            place = Place { row, at: self.page.rows[row].text.len() };
        }
        place
    }
}

/// A place in what was read.
#[derive(Clone, Copy)]
struct Place {
    row: usize,
    /// In bytes of the row.
    at: usize,
}

/// Which end of a range an offset is: what was edited is covered as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// Where an offset of a judged line stands in the row that was read.
fn read_offset(edits: &[Edit], judged: usize, side: Side) -> usize {
    let mut read_end = 0;
    let mut judged_end = 0;
    for Edit { read, judged: text, .. } in edits {
        let start = judged_end + (read.start - read_end);
        let end = start + text.len();
        if judged < start || judged == start && side == Side::Start {
            break;
        }
        if judged < end || judged == end && side == Side::End {
            return if side == Side::Start { read.start } else { read.end };
        }
        (read_end, judged_end) = (read.end, end);
    }
    read_end + (judged - judged_end)
}

/// The offset in bytes of one in UTF-16 units.
fn byte_at(line: &str, unit: u32) -> usize {
    let mut units = 0;
    let found = line.char_indices().find(|(_, c)| {
        let here = units >= unit;
        units += c.len_utf16() as u32;
        here
    });
    found.map_or(line.len(), |(at, _)| at)
}

fn utf16_units(text: &str) -> u32 {
    text.chars().map(|c| c.len_utf16() as u32).sum()
}
