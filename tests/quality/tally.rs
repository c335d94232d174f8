//! Counts of one group of labelled texts.
use shareguard::Finding;
use std::fmt;

/// What a text is labelled with.
pub(crate) struct Label<'a> {
    pub(crate) system: &'a str,
    pub(crate) rank: u8,
}

/// How many texts were found, and how exactly.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) texts: u32,
    /// Texts with a finding at all: right for marked ones, a false alarm for clean ones.
    pub(crate) found: u32,
    pub(crate) exact_rank: u32,
    pub(crate) exact_system: u32,
}

impl Tally {
    pub(crate) fn add(&mut self, label: &Label<'_>, found: &[Finding]) {
        self.texts += 1;
        let Some(rank) = found.iter().map(|finding| finding.rank).max() else { return };
        self.found += 1;
        self.exact_rank += u32::from(rank.get() == label.rank);
        self.exact_system +=
            u32::from(found.iter().any(|finding| finding.rank == rank && finding.system == label.system));
    }

    /// A count as a part of all texts of the group; `None` of an empty group.
    pub(crate) fn share(&self, count: u32) -> Option<f64> {
        (self.texts > 0).then(|| f64::from(count) / f64::from(self.texts))
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |count| self.share(count).unwrap_or_default();
        let (found, rank, system) = (share(self.found), share(self.exact_rank), share(self.exact_system));
        write!(f, "{:5} texts  found {found:.3}  exact rank {rank:.3}  exact system {system:.3}", self.texts)
    }
}
