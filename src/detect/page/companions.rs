//! What stands around a marking: supports, words of a language, everyday phrases that hold a level.
use super::{MAX_REACH_BYTES, Page};
use crate::{
    detect::scan::{self, Hit},
    marking::{
        catalogue::{PhraseId, Role},
        declaration::is_capitals,
    },
    substring::contains,
};
use core::ops::Range;

/// How far a neighbour may stand from a marking, in lines and in bytes.
const NEAR_LINES: usize = 6;
const NEAR_BYTES: usize = 500;
/// The same in rows of a picture, many of which are cells of a table.
const NEAR_ROWS: usize = 24;
/// How far around a marking the language of the text is judged, in bytes.
const LANGUAGE_BYTES: usize = 600;

/// How much text is looked through for companions at once, in bytes.
pub(super) const STRETCH_BYTES: usize = 128;

/// What the companions around a range say of each system, by its index.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// Empty before the first question.
    range: Range<usize>,
    /// How many different supports stand near.
    supports: Vec<u16>,
    /// How many words of its language.
    words: Vec<u16>,
    /// The supports that were counted.
    seen: Vec<PhraseId>,
}

impl Page<'_> {
    /// How many different supports of `system` stand near `range`, not counting what overlaps it.
    pub(crate) fn supports(&self, system: u8, range: &Range<usize>) -> usize {
        self.look_around(range);
        self.around.borrow().supports[usize::from(system)].into()
    }

    /// Whether the text around is written in the language of `system`.
    pub(crate) fn speaks(&self, system: u8, range: &Range<usize>) -> bool {
        self.look_around(range);
        self.around.borrow().words[usize::from(system)] > 1
    }

    /// Counts for all systems at once what stands around `range`: a word that many of them share is asked about for
    /// each.
    fn look_around(&self, range: &Range<usize>) {
        let around = &mut *self.around.borrow_mut();
        if around.range == *range {
            return;
        }
        let Around { supports, words, seen, .. } = around;
        for counts in [&mut *supports, &mut *words] {
            counts.clear();
            counts.resize(self.catalogue.systems().len(), 0);
        }
        seen.clear();
        let line = self.line_at(range.start);
        let lines = if self.looks.is_empty() { NEAR_LINES } else { NEAR_ROWS };
        let first = self.range(line.saturating_sub(lines)).start.max(range.start.saturating_sub(NEAR_BYTES));
        let last = self.range((line + lines).min(self.line_count() - 1)).end.min(range.end + NEAR_BYTES);
        self.each_companion(range.start.saturating_sub(LANGUAGE_BYTES)..range.end + LANGUAGE_BYTES, &mut |hit| {
            let near = (first..last).contains(&hit.range.start);
            let overlaps = hit.range.start < range.end && range.start < hit.range.end;
            let counts = near && !overlaps && !seen.contains(&hit.phrase);
            let mut supported = false;
            for used in self.catalogue.uses(hit.phrase) {
                let system = usize::from(used.system);
                match used.role {
                    Role::LanguageWord => words[system] += 1,
                    Role::Support if counts => {
                        supports[system] += 1;
                        supported = true;
                    }
                    _ => {}
                }
            }
            if supported {
                seen.push(hit.phrase);
            }
        });
        around.range = range.clone();
    }

    /// Whether a longer everyday phrase contains `range`. None begins on the line before, in small letters, and goes on
    /// in capitals: `Status: Open` is above `SECRET//NOFORN`.
    pub(crate) fn is_confused(&self, range: &Range<usize>) -> bool {
        // No confuser is longer than this.
        const REACH: usize = 120;
        let mut confused = false;
        let goes_on = |from: usize| {
            let before = from..range.start;
            !contains(&self.text()[before.clone()], "\n")
                || is_capitals(self.source(before)) == is_capitals(self.source(range.clone()))
        };
        self.each_companion(range.start.saturating_sub(REACH)..range.end, &mut |hit| {
            let contains = hit.range.start <= range.start
                && hit.range.end >= range.end
                && hit.range.len() > range.len()
                && goes_on(hit.range.start);
            confused |= contains && self.catalogue.uses(hit.phrase).iter().any(|used| used.role == Role::Confuser);
        });
        confused
    }

    /// Whether the support phrases, numbers and punctuation of `system` are all that `range` holds.
    pub(crate) fn is_companion_text(&self, system: u8, range: Range<usize>) -> bool {
        if range.len() > MAX_REACH_BYTES {
            return false;
        }
        let mut at = range.start;
        let mut words = false;
        self.each_companion(range.clone(), &mut |hit| {
            if hit.range.start >= at && hit.range.end <= range.end && self.has_role(hit, system, Role::Support) {
                words |= self.text()[at..hit.range.start].chars().any(char::is_alphabetic);
                at = hit.range.end;
            }
        });
        !words && !self.text()[at..range.end].chars().any(char::is_alphabetic)
    }

    /// Whether a support of `system` stands in `range`.
    pub(crate) fn holds_support(&self, system: u8, range: Range<usize>) -> bool {
        let mut found = false;
        self.each_companion(range, &mut |hit| found |= self.has_role(hit, system, Role::Support));
        found
    }

    /// Whether a support of `system` is the first word from `at` on.
    pub(crate) fn starts_with_support(&self, system: u8, at: usize) -> bool {
        let start = at + self.text()[at..].len() - self.text()[at..].trim_start_matches(' ').len();
        self.holds_support(system, start..start + 1)
    }

    fn has_role(&self, hit: &Hit, system: u8, role: Role) -> bool {
        self.catalogue.uses(hit.phrase).iter().any(|used| used.system == system && used.role == role)
    }

    /// Calls back with the companions that begin in `range`, in their order.
    fn each_companion(&self, range: Range<usize>, found: &mut dyn FnMut(&Hit)) {
        for stretch in range.start / STRETCH_BYTES..range.end.div_ceil(STRETCH_BYTES).min(self.companions.len()) {
            for hit in self.companions_of(stretch) {
                if range.contains(&hit.range.start) {
                    found(hit);
                }
            }
        }
    }

    fn companions_of(&self, stretch: usize) -> &[Hit] {
        let bound = |stretch: usize| self.text().floor_char_boundary(stretch * STRETCH_BYTES);
        self.companions[stretch]
            .get_or_init(|| scan::companions(self.catalogue, self.folded, bound(stretch)..bound(stretch + 1)).collect())
    }
}
