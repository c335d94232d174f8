//! Authority blocks: who classified a document, why, and until when; who controls CUI.
//!
//! The block states no level. Two of its labels with values near each other are enough to say that the document is
//! classified.
use super::{
    cue::{Cue, Cues},
    field::labels,
    page::Page,
    reading::Reading,
    tail::is_code,
};
use crate::{
    Kind, Rank,
    substring::{any_of, contains},
};

/// Most lines from one label of a block to the next.
const MAX_GAP_LINES: usize = 4;
/// Labels that make a block.
const MIN_LABELS: usize = 2;
/// Labels that make a block in which some have no colon: `CL BY 0042 RSN 1.4(g) DECL ON 20610101`.
const MIN_UNANNOUNCED_LABELS: usize = 3;

/// A label with a value.
struct Line {
    system: u8,
    rank: Rank,
    phrase: super::scan::Hit,
    line: usize,
    end: usize,
    /// Whether a colon, rule or equals sign stands between label and value.
    announced: bool,
}

/// All blocks of the page.
#[inline(never)]
pub(crate) fn read_blocks(page: &Page<'_>) -> Vec<Reading> {
    let mut blocks = Vec::new();
    let mut open: Vec<Line> = Vec::new();
    for hit in &page.anchors {
        let Some((system, rank)) = labels(page, hit).find_map(|(system, field)| Some((system, field.authority?)))
        else {
            continue;
        };
        let Some((end, announced)) = value_end(page, hit.range.start, hit.range.end) else { continue };
        let line = Line { system, rank, line: page.line_at(hit.range.start), phrase: hit.clone(), end, announced };
        if let Some(last) = open.last()
            && (line.line > last.line + MAX_GAP_LINES || line.system != last.system)
        {
            blocks.extend(close(page, &open));
            open.clear();
        }
        // A longer label that begins at the same place replaces the shorter one.
        if open.last().is_some_and(|last| last.phrase.range.start == hit.range.start) {
            open.pop();
        }
        open.push(line);
    }
    blocks.extend(close(page, &open));
    blocks
}

/// The block that the lines make, if they are enough.
fn close(page: &Page<'_>, lines: &[Line]) -> Option<Reading> {
    let (first, last) = (lines.first()?, lines.last()?);
    let telling = lines.iter().filter(|line| line.rank > Rank::MIN).count();
    let enough = if lines.iter().all(|line| line.announced) { MIN_LABELS } else { MIN_UNANNOUNCED_LABELS };
    // Names, dates and sources have a capital or a digit: `Derived from: apple trees`.
    let named = || {
        lines.iter().any(|line| {
            let value = page.source(line.phrase.range.end..line.end);
            value.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
        })
    };
    if lines.len() < enough || telling == 0 || !named() {
        return None;
    }
    let rank = lines.iter().map(|line| line.rank).max()?;
    let mut cues = Cues::default();
    cues.add(Cue::BlockLines);
    Some(Reading {
        claim: None,
        system: first.system,
        rank,
        kind: Kind::AuthorityBlock,
        range: first.phrase.range.start..last.end,
        controls: Vec::new(),
        cues,
        unsupported: false,
    })
}

/// Where the value after a label ends, and whether a colon announces it; `None` for a label inside a sentence or
/// without a value. Without a colon the label has to be in capitals, as abbreviated blocks are.
fn value_end(page: &Page<'_>, start: usize, label_end: usize) -> Option<(usize, bool)> {
    let before = page.before(start).trim();
    let begins = !before.chars().any(char::is_alphanumeric)
        || before.ends_with(any_of(&[';', '.', '|', ')']))
        || page.before(start).ends_with("  ")
        || contains(before, ":");
    let rest = page.after(label_end);
    let value = rest.trim_start().strip_prefix(any_of(&[':', '|', '=']));
    let announced = value.is_some();
    if !(announced || rest.starts_with(' ') && is_code(page, start..label_end)) {
        return None;
    }
    // A rule to write on, a placeholder in brackets, is no value.
    let value = value.unwrap_or(rest).trim();
    let placeholder =
        value.starts_with(any_of(&['_', '<', '[', '…', '.', '{'])) || value.starts_with('(') && value.ends_with(')');
    let filled = !placeholder && value.chars().any(char::is_alphanumeric);
    ((begins || !announced) && filled).then(|| (label_end + rest.trim_end().len(), announced))
}

#[cfg(test)]
mod tests {
    use crate::detect::highest;

    #[test]
    fn blocks_are_found_in_full_and_in_telegram_style() {
        for (text, system, rank) in [
            ("Classified by: J. Hale\nDerived from: Multiple Sources\nDeclassify on: 20501231", "us", 3),
            ("CLASSIFIED BY: 1234567 DERIVED FROM: MISTY SCG DECLASSIFY ON: 20501231", "us", 3),
            ("Controlled by: Navy\nCUI category: PRVCY, HLTH\nPOC: desk 4", "us", 2),
        ] {
            assert_eq!(highest(text), Some((system.to_owned(), rank)), "{text}");
        }
    }

    #[test]
    fn labels_of_other_kinds_and_empty_blocks_stay_silent() {
        for text in [
            "Distribution: all staff\nPOC: Jane",
            "Reason: late delivery\nPOC: Jane",
            "Derived from the Latin word for hidden.",
            "Classified by type: mammals, birds\nReason: taxonomy",
            "Declassify On: (date)\nClassified By: (name)",
            "Classified ads\nDerived from wool",
        ] {
            assert_eq!(highest(text), None, "{text}");
        }
    }
}
