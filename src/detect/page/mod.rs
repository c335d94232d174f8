//! A folded text with everything the grammars look up in it: its lines, and the phrases of the catalogue that stand in
//! it.
mod companions;

use super::{
    known::Known,
    lead::is_numbering,
    look::Look,
    repair::repaired_head,
    scan::{Anchors, Hit},
    words::{List, begins},
};
use crate::{
    marking::catalogue::{Catalogue, PhraseId, Role},
    substring::{contains, position},
    text::{Folded, confusion::Misreading},
};
use companions::{Around, STRETCH_BYTES};
use core::{
    cell::{Cell, OnceCell, RefCell},
    ops::Range,
};
use std::rc::Rc;

/// Most phrases of the catalogue that are judged in one text. What stands after them is not read, and the text counts
/// as not fully checked: 1 MB of prose about secrets holds some 15,000. Judging takes about a microsecond each, and the
/// page waits for it.
pub(crate) const MAX_HITS: usize = 16_384;
/// How far the line of a marking is looked at before and after it, in bytes: text without line breaks must not take the
/// square of the time.
const MAX_REACH_BYTES: usize = 600;
/// Most lines before a marking that may be a prompt, numbers or fences.
const MAX_PREAMBLE_LINES: usize = 6;
/// Longest line that can be a prompt, in bytes.
const MAX_PROMPT_BYTES: usize = 120;
/// A text that holds at least one anchor.
#[derive(Debug)]
pub(crate) struct Page<'t> {
    /// The text.
    pub(crate) folded: &'t Folded<'t>,
    /// What it was looked up in.
    pub(crate) catalogue: &'t Catalogue,
    /// Levels, controls, labels and portion codes, in the order of the text.
    pub(crate) anchors: Vec<Hit>,
    /// Whether something was not looked at: there were more anchors than [`MAX_HITS`], or more rows of tables than are
    /// read.
    pub(crate) truncated: Cell<bool>,
    /// Whether an examination paper's boilerplate counts as a marking.
    pub(crate) examinations: bool,
    /// Whether what can be no marking is read all the same, to say why.
    pub(crate) explaining: bool,
    /// For each line of the original what its look says of it; empty where nobody saw the text.
    pub(crate) looks: &'t [Look],
    inked: Range<usize>,
    /// The first two lines that are neither blank nor a prompt.
    body: Vec<usize>,
    /// Companions by the [`STRETCH_BYTES`] in which they begin, looked up when somebody asks: most of a text is far
    /// from any anchor.
    companions: Vec<OnceCell<Vec<Hit>>>,
    /// The line that was asked for last, and what stands around the range that was: most questions are about the same
    /// again.
    line: Cell<Found>,
    around: RefCell<Around>,
    known: Known,
}

/// A line, and where it begins and ends; behind its end for none.
#[derive(Clone, Copy, Debug)]
struct Found {
    index: usize,
    start: usize,
    end: usize,
}

impl<'t> Page<'t> {
    /// Looks `folded` up in `catalogue`; `None` when it holds no anchor, and so no marking.
    pub(crate) fn new(catalogue: &'t Catalogue, folded: &'t Folded<'t>) -> Option<Page<'t>> {
        Page::of(catalogue, folded, Anchors::of(catalogue, folded, MAX_HITS))
    }

    /// The same, when its anchors are known.
    pub(crate) fn of(catalogue: &'t Catalogue, folded: &'t Folded<'t>, anchors: Anchors) -> Option<Page<'t>> {
        let Anchors { hits: mut anchors, truncated, .. } = anchors;
        if let Some(head) = repaired_head(catalogue, folded)
            && !anchors.iter().any(|hit| hit.range == head.range)
        {
            anchors.insert(0, head);
        }
        if anchors.is_empty() {
            return None;
        }
        let text = folded.as_str();
        let companions = vec![OnceCell::new(); text.len() / STRETCH_BYTES + 1];
        let mut page = Page {
            folded,
            catalogue,
            anchors,
            truncated: Cell::new(truncated),
            examinations: false,
            explaining: false,
            looks: &[],
            inked: 0..0,
            body: Vec::new(),
            companions,
            line: Cell::new(Found { index: 0, start: usize::MAX, end: 0 }),
            around: RefCell::default(),
            known: Known::default(),
        };
        let first = (0..page.line_count()).find(|&line| !page.line(line).is_empty()).unwrap_or(0);
        let last = (first..page.line_count()).rev().find(|&line| !page.line(line).is_empty()).unwrap_or(first);
        page.inked = first..last + 1;
        page.body =
            page.inked().filter(|&line| !page.line(line).is_empty() && !is_preamble(page.line(line))).take(2).collect();
        Some(page)
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &'t str {
        self.folded.as_str()
    }

    /// What a folded range was folded from.
    pub(crate) fn source(&self, range: Range<usize>) -> &'t str {
        self.folded.original(range)
    }

    /// How many lines the text has.
    pub(crate) fn line_count(&self) -> usize {
        self.folded.line_count()
    }

    /// Index of the line that holds `offset`.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.find_line(offset).index
    }

    fn find_line(&self, offset: usize) -> Found {
        let last = self.line.get();
        if last.start <= offset && offset <= last.end {
            return last;
        }
        let index = self.folded.line_index(offset);
        let Range { start, end } = self.range(index);
        let found = Found { index, start, end };
        self.line.set(found);
        found
    }

    /// The range of a line without its line break.
    pub(crate) fn range(&self, line: usize) -> Range<usize> {
        self.folded.line_range(line)
    }

    /// What the look of the line that holds `offset` says of it.
    #[cfg(feature = "files")]
    pub(super) fn look(&self, offset: usize) -> Option<&'t Look> {
        let line = self.folded.line_at(offset).number as usize;
        self.looks.get(line - 1)
    }

    /// The text of a line, trimmed.
    pub(crate) fn line(&self, line: usize) -> &'t str {
        self.text()[self.range(line)].trim()
    }

    /// The text before `offset` on its line, the last [`MAX_REACH_BYTES`] of it.
    pub(crate) fn before(&self, offset: usize) -> &'t str {
        let mut start = self.find_line(offset).start.max(offset.saturating_sub(MAX_REACH_BYTES));
        while !self.text().is_char_boundary(start) {
            start += 1;
        }
        &self.text()[start..offset]
    }

    /// The text from `offset` on on its line, the first [`MAX_REACH_BYTES`] of it.
    pub(crate) fn after(&self, offset: usize) -> &'t str {
        let mut end = self.find_line(offset).end.max(offset).min(offset + MAX_REACH_BYTES);
        while !self.text().is_char_boundary(end) {
            end -= 1;
        }
        &self.text()[offset..end]
    }

    /// The next line that is not blank.
    pub(crate) fn next_inked(&self, line: usize) -> Option<usize> {
        (line + 1..self.inked.end).find(|&next| !self.line(next).is_empty())
    }

    /// The last line before `line` that is not blank.
    pub(crate) fn previous_inked(&self, line: usize) -> Option<usize> {
        (self.inked.start..line.min(self.inked.end)).rev().find(|&previous| !self.line(previous).is_empty())
    }

    /// Whether nothing but prompts, numbers and decoration stands before `line`.
    pub(crate) fn is_head(&self, line: usize) -> bool {
        let before = self.inked.start..line;
        before.len() <= MAX_PREAMBLE_LINES && before.into_iter().all(|before| is_preamble(self.line(before)))
    }

    /// Whether nothing but numbers and decoration stands after `line`.
    pub(crate) fn is_foot(&self, line: usize) -> bool {
        let after = line + 1..self.inked.end;
        let is_number = |line: &str| !line.chars().any(char::is_alphabetic) || is_numbering(line);
        after.len() <= 3 && after.into_iter().all(|after| is_number(self.line(after)))
    }

    /// Whether any line besides `line` and the prompts before it holds words.
    pub(crate) fn has_body(&self, line: usize) -> bool {
        self.body.iter().any(|&other| other != line)
    }

    fn inked(&self) -> Range<usize> {
        self.inked.clone()
    }

    /// The level or control for which the word at `range` is most likely misread; nothing for what comes after many.
    pub(crate) fn misread(&self, range: Range<usize>) -> Option<(PhraseId, Misreading)> {
        self.known.misread(self.catalogue, self.folded, range)
    }

    /// The levels and controls, short forms included, that begin exactly at `at`, shorter ones first.
    pub(crate) fn controls_at(&self, at: usize) -> Rc<[Hit]> {
        self.known.controls_at(self.catalogue, self.folded, at)
    }

    /// Whether a level stands on the line before `at`.
    pub(crate) fn has_level_before(&self, at: usize) -> bool {
        let start = at - self.before(at).len();
        let first = self.anchors.partition_point(|hit| hit.range.start < start);
        let is_level =
            |hit: &Hit| self.catalogue.uses(hit.phrase).iter().any(|used| matches!(used.role, Role::Form(_)));
        self.anchors[first..]
            .iter()
            .take_while(|hit| hit.range.start < at)
            .any(|hit| hit.range.end <= at && is_level(hit))
    }
}

/// A line that may stand before the head of a document: a request to an assistant, the subject of a message, a copy
/// number, a code fence, a tag or comment.
fn is_preamble(line: &str) -> bool {
    let is_tag = || line.starts_with('<') && position(line, ">") == Some(line.len() - 1);
    let is_fence = || line.starts_with("```") || line.starts_with("~~~");
    let no_words = !line.chars().any(char::is_alphabetic) || is_fence() || is_tag() || is_numbering(line);
    let is_subject = || contains(line, ":") && begins(line, List::Subjects);
    no_words || line.len() <= MAX_PROMPT_BYTES && (line.ends_with(':') || is_subject())
}
