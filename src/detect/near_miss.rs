//! What was weighed and found too light, for who wants to know why a text stayed silent.
use super::{Detector, finding, judge, page::Page};
use crate::{Finding, Locale, Origin, detect::cue::Cue, detect::look::Look, order::sort_by_number, text::Folded};

/// Most near misses that are told, likeliest first.
pub const MAX_NEAR_MISSES: usize = 5;

impl Detector {
    /// What could have been a marking in `text` and was judged to be none, likeliest first, with what spoke for and
    /// against it. None of it overlaps a finding. Reads more than [`Detector::detect`] does, which stops where nothing
    /// can make a marking of a word.
    pub fn near_misses(&self, text: &str, origin: Origin, locale: Locale) -> Vec<Finding> {
        self.near_misses_shown(text, &[], origin, locale)
    }

    /// As [`Detector::near_misses`], of a text that was seen, with what the look of each of its lines says.
    pub(crate) fn near_misses_shown(&self, text: &str, looks: &[Look], origin: Origin, locale: Locale) -> Vec<Finding> {
        let folded = Folded::new(text);
        let Some(mut page) = Page::new(&self.catalogue, &folded) else { return Vec::new() };
        page.examinations = self.examinations;
        page.explaining = true;
        page.looks = looks;
        let (held, mut rejected): (Vec<_>, Vec<_>) =
            judge::judge(&page).into_iter().partition(super::reading::Reading::holds);
        rejected.retain(|reading| {
            !held.iter().any(|held| held.range.start < reading.range.end && reading.range.start < held.range.end)
        });
        for reading in rejected.iter_mut().filter(|reading| reading.unsupported) {
            reading.cues.add(Cue::Unsupported);
        }
        // Log-odds are at most zero here; as thousandths they make a number that sorts.
        sort_by_number(&mut rejected, |reading| (-1000.0 * reading.cues.log_odds()) as u64);
        rejected.truncate(MAX_NEAR_MISSES);
        rejected.iter().map(|reading| finding(&page, reading, origin, locale)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_told_with_what_spoke_against_them() {
        for (text, quote, cue) in [
            ("What does TLP:RED mean?", "TLP:RED", "question"),
            ("He had a folder marked SECRET on his kitchen table.", "SECRET", "prose_before"),
            ("秘密花园\n涂色书", "秘密", "everyday_phrase"),
            ("TOP SECRET clearance required", "TOP SECRET", "job_advert"),
        ] {
            let missed = Detector::default().near_misses(text, Origin::Body, Locale::English);
            let told = missed.iter().find(|missed| missed.quote == quote);
            let told = told.unwrap_or_else(|| panic!("{text}: {missed:?}"));
            assert!(told.confidence < 0.5, "{text}: {told:?}");
            assert!(told.evidence.iter().any(|evidence| evidence.cue == cue), "{text}: {told:?}");
        }
    }

    #[test]
    fn a_finding_is_no_near_miss() {
        for text in ["SECRET//NOFORN\nCrews rotate on Friday.", "lunch at noon"] {
            assert_eq!(Detector::default().near_misses(text, Origin::Body, Locale::English), [], "{text}");
        }
    }
}
