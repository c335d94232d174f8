//! Levels in a column of a table whose head announces them: `id,site,classification` above `2,Birch,SECRET//NOFORN`.
//!
//! Columns are told by commas, semicolons, rules, tabs, or gaps of two blanks or more. A column that has every level
//! once explains them.
use core::ops::Range;

use super::{
    banner::read_after_level,
    cue::Cue,
    field::{labels, level_at},
    page::Page,
    reading::{Claim, Reading, affinity, claims},
    scan::Hit,
    tail::Tail,
};
use crate::{
    Kind,
    marking::declaration::Stands,
    order::sort_by_number,
    substring::{contains, position},
};

/// Most rows of all tables of a text that are read. The text is told to be read in part where there are more.
const MAX_ROWS: usize = 20_000;
/// Most columns of one table that are headed as levels.
const MAX_HEADS: usize = 16;
/// Fewest rows, each with another level, that make a table of the levels.
const MIN_LISTED_ROWS: usize = 3;
/// A column that is said to hold levels holds one at least in so many of its cells; a word that heads one by chance has
/// one of them far below it.
const CELLS_PER_LEVEL: usize = 64;
/// The least that is between columns which nothing else sets off.
const GAP: &str = "  ";

/// What separates the columns of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Mark(u8),
    Tab,
    Gap,
}

/// In the order in which they are tried.
const SEPARATORS: [Separator; 5] =
    [Separator::Mark(b'|'), Separator::Tab, Separator::Mark(b','), Separator::Mark(b';'), Separator::Gap];

/// A label that is the head of a column.
struct Head<'p> {
    label: &'p Hit,
    line: usize,
    separator: Separator,
    /// How many columns stand before it.
    column: usize,
    /// How many there are.
    columns: usize,
}

impl Head<'_> {
    /// Whether a line of so many cells is a row of the table: at most a rule at its end is missing. Where commas
    /// separate, they stand in cells as well, and gaps are wider where a cell is empty.
    fn has_row_of(&self, cells: usize) -> bool {
        let exact = matches!(self.separator, Separator::Mark(b'|') | Separator::Tab);
        cells > 1 && (!exact || cells.abs_diff(self.columns) <= 1)
    }
}

/// The levels in columns of the page that are headed as levels, in the order of the text.
pub(crate) fn read_columns(page: &Page<'_>) -> Vec<Reading> {
    let is_label = |hit: &&Hit| {
        labels(page, hit).any(|(_, field)| field.authority.is_none() && !field.metadata) && is_set_off(page, &hit.range)
    };
    let found: Vec<&Hit> = page.anchors.iter().filter(is_label).collect();
    let mut rows = MAX_ROWS;
    let mut readings: Vec<Reading> = Vec::new();
    for labels in found.chunk_by(|one, next| page.line_at(one.range.start) == page.line_at(next.range.start)) {
        for head in heads(page, labels) {
            readings.extend(read_rows(page, &head, &mut rows));
        }
    }
    sort_by_number(&mut readings, |reading| reading.range.start as u64);
    // Two heads may announce the same column: one label is the beginning of another.
    readings.dedup_by_key(|reading| reading.range.start);
    readings
}

/// Whether what stands on both sides of `label` may separate columns: in prose words and stops stand there, and no line
/// need be cut.
fn is_set_off(page: &Page<'_>, label: &Range<usize>) -> bool {
    let (before, after) = (page.before(label.start), page.after(label.end));
    let left = before.trim_end_matches(PADDING);
    let right = after.trim_start_matches(PADDING);
    let separates = |end: Option<&u8>, padding: Range<usize>| match end {
        None | Some(b'|' | b',' | b';') => true,
        Some(_) => contains(&page.text()[padding.clone()], GAP) || contains(page.source(padding), "\t"),
    };
    separates(right.as_bytes().first(), label.end..label.end + after.len() - right.len())
        && separates(left.as_bytes().last(), label.start - before.len() + left.len()..label.start)
}

/// Those of the labels of one line that are all that stands at the head of a column.
///
/// The line is cut into cells once for all of them: one line may hold nothing but labels.
fn heads<'p>(page: &Page<'_>, labels: &[&'p Hit]) -> Vec<Head<'p>> {
    let Some(first) = labels.first() else { return Vec::new() };
    let line = page.line_at(first.range.start);
    let mut heads: Vec<Head<'p>> = Vec::new();
    for separator in SEPARATORS {
        let cells = cells(page, page.range(line), separator);
        if cells.len() < 2 {
            continue;
        }
        for &label in labels {
            let column = cells.partition_point(|cell| cell.start < label.range.start);
            if cells.get(column) == Some(&label.range) && heads.iter().all(|head| head.label.range != label.range) {
                heads.push(Head { label, line, separator, column, columns: cells.len() });
            }
            if heads.len() == MAX_HEADS {
                return heads;
            }
        }
    }
    heads
}

/// The levels in the rows below a head; of `rows`, which may be read yet, some are used up.
fn read_rows(page: &Page<'_>, head: &Head<'_>, rows: &mut usize) -> Vec<Reading> {
    let &Head { label, line: above, separator, column, .. } = head;
    let first = above + 1;
    let mut readings: Vec<Reading> = Vec::new();
    // Rows with a level of any system, those included that no such head announces: `INTERNAL` above `CONFIDENTIAL`.
    let mut levels = 0;
    let mut filled = 0;
    for line in first..page.line_count() {
        if *rows == 0 {
            page.truncated.set(true);
            break;
        }
        *rows -= 1;
        let cells = cells(page, page.range(line), separator);
        let Some(cell) = cells.get(column).filter(|_| head.has_row_of(cells.len())) else { break };
        // A head that is printed again on each page says nothing.
        filled += usize::from(!cell.is_empty() && page.text()[cell.clone()] != page.text()[label.range.clone()]);
        levels += usize::from(level_at(page, cell.start).is_some_and(|(hit, _)| hit.range == *cell));
        readings.extend(read_cell(page, label, cell));
    }
    if levels * CELLS_PER_LEVEL < filled {
        return Vec::new();
    }
    let name = |reading: &Reading| reading.claim.map(|claim| claim.name);
    // No more rows are compared than there are levels: then one comes again.
    let differ = (1..readings.len()).all(|row| readings[..row].iter().all(|above| name(above) != name(&readings[row])));
    let legend = if column == 0 { MIN_LISTED_ROWS - 1 } else { MIN_LISTED_ROWS };
    let listed = readings.len() > 1 && readings.len().max(levels) >= legend && differ;
    for reading in &mut readings {
        reading.cues.add_if(listed, Cue::GradesListed);
    }
    readings
}

/// The level that is all of a cell.
fn read_cell(page: &Page<'_>, label: &Hit, cell: &Range<usize>) -> Option<Reading> {
    let (hit, _) = level_at(page, cell.start)?;
    let announced = |system: u8| labels(page, label).any(|(other, _)| other == system);
    let (claim, tail): (Claim, Tail) = claims(page, &hit)
        .filter(|claim| claim.stands != Stands::Field || announced(claim.system))
        .filter_map(|claim| {
            let (tail, _) = read_after_level(page, &claim, &hit.range);
            let fit = affinity(page, &claim, &hit.range, &tail).or(announced(claim.system).then_some(0.0))?;
            Some((fit, claim, tail))
        })
        .reduce(|best, other| if other.0 > best.0 { other } else { best })
        .map(|(_, claim, tail)| (claim, tail))?;
    // `OFFICIAL-SENSITIVE [COMMERCIAL]` ends with its bracket.
    let rest = page.text().get(tail.end..cell.end).unwrap_or_default();
    let whole = rest.bytes().all(|byte| matches!(byte, b']' | b')')) && hit.range.end <= cell.end;
    let mut reading = Reading::new(page, claim, Kind::Header, hit.range.start..tail.end, &tail);
    let lowered = claim.capitals && page.source(hit.range.clone()).chars().any(char::is_lowercase);
    reading.cues.add(Cue::TableColumn);
    reading.cues.add_if(tail.delimited, Cue::ControlsParsed);
    reading.cues.add_if(lowered, Cue::NotCapitals);
    whole.then_some(reading)
}

/// The cells of a line without the blanks, rules and quotation marks around them.
fn cells(page: &Page<'_>, line: Range<usize>, separator: Separator) -> Vec<Range<usize>> {
    let text = &page.text()[line.clone()];
    let mut cells = Vec::new();
    let mut start = 0;
    let mut add = |range: Range<usize>| {
        let cell = text[range.clone()].trim_start_matches(PADDING);
        let start = line.start + range.end - cell.len();
        cells.push(start..start + cell.trim_end_matches(PADDING).len());
    };
    match separator {
        Separator::Gap => {
            let at = text.len() - text.trim_start_matches(' ').len();
            start = at;
            let mut from = at;
            while let Some(gap) = position(&text[from..], GAP) {
                let end = from + gap;
                let blanks = text[end..].len() - text[end..].trim_start_matches(' ').len();
                add(start..end);
                (start, from) = (end + blanks, end + blanks);
            }
        }
        Separator::Tab if !contains(page.source(line.clone()), "\t") => {}
        Separator::Tab | Separator::Mark(_) => {
            for (at, byte) in text.bytes().enumerate() {
                let separates = match separator {
                    Separator::Mark(mark) => byte == mark,
                    // Folding leaves a blank for it.
                    _ => byte == b' ' && page.source(line.start + at..line.start + at + 1).starts_with('\t'),
                };
                if separates {
                    add(start..at);
                    start = at + 1;
                }
            }
        }
    }
    add(start..text.len());
    cells
}

/// What may stand around the text of a cell.
const PADDING: &[char] = &[' ', '"', '\'', '*', '_', '`'];

#[cfg(test)]
mod tests {
    use crate::{
        Locale, Origin,
        detect::{Detector, highest},
    };

    #[test]
    fn levels_are_read_where_the_head_of_their_column_announces_them() {
        for (text, system, rank) in [
            ("no,pier,classification,date\n1,west,UNCLASSIFIED,1 May\n2,east,SECRET//NOFORN,2 May", "us", 4),
            ("| Pier | Classification |\n|---|---|\n| West | UNCLASSIFIED |\n| East | **CONFIDENTIAL** |", "us", 3),
            ("Pier\tClassification\tDate\nWest\tSECRET\t1 May", "us", 4),
            ("Pier       Classification   Date\nWest       SECRET           1 May", "us", 4),
            ("文件名,密级,期限\n泵房图纸.dwg,机密,10年", "cn", 4),
            ("\"pier\";\"classification\"\n\"west\";\"SECRET\"", "us", 4),
        ] {
            assert_eq!(highest(text), Some((system.to_owned(), rank)), "{text}");
        }
    }

    #[test]
    fn no_row_of_a_long_table_and_no_later_table_is_left_out_in_silence() {
        let head = "no,pier,classification,date\n";
        let row = |level: &str| format!("1,west,{level},1 May\n");
        for (before, is_read, is_told) in [
            (head.to_owned() + &row("UNCLASSIFIED").repeat(600), true, false),
            (format!("{head}{}\n", row("UNCLASSIFIED")).repeat(40) + head, true, false),
            (head.to_owned() + &row("").repeat(super::MAX_ROWS), false, true),
            (head.repeat(300), true, true),
        ] {
            let text = before + &row("SECRET");
            let detection = Detector::default().detect(&text, Origin::Body, Locale::English);
            let is_found = detection.findings.iter().any(|finding| finding.rank.get() == 4);
            assert_eq!((is_found, detection.unread), (is_read, is_told), "{} bytes", text.len());
        }
    }

    #[test]
    fn tables_of_the_levels_and_other_columns_stay_silent() {
        for text in [
            "Classification,colour\nSECRET,red\nCONFIDENTIAL,blue",
            "no,classification,colour\n3,TOP SECRET,orange\n2,SECRET,red\n1,CONFIDENTIAL,blue",
            "name,clearance,until\nOsei,SECRET,2033",
            "no,classification\n1,secret gardens of Kent\n2,mammals",
            "| Classification |\n\nSECRET, she said.",
            // Words of a language, one of which is a label.
            &("LEVEL | non-reserved\nLIKE | reserved\n".to_owned()
                + &"LOCK | reserved\n".repeat(70)
                + "SENSITIVE | reserved"),
            // A thesaurus.
            "classification|1\n(noun)|sorting|order|rank\nconfidential|1\n(adj.)|secret|private|hidden",
        ] {
            assert_eq!(highest(text), None, "{text}");
        }
    }
}
