//! A marking as a grammar read it, before anybody decides whether it is one.
use core::ops::Range;

use super::{
    cue::{Cue, Cues},
    page::Page,
    scan::Hit,
    tail::{Control, Tail},
};
use crate::{
    Kind, Rank,
    marking::{catalogue::Role, declaration::Stands},
};

/// What a phrase would mean in one system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Index of the system.
    pub(crate) system: u8,
    /// What it names there.
    pub(crate) name: Name,
    /// Rank of what it names.
    pub(crate) rank: Rank,
    /// The weakest position in which it is a marking.
    pub(crate) stands: Stands,
    /// Whether the system prints it in capitals.
    pub(crate) capitals: bool,
}

/// What a claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Name {
    /// A level.
    Level(u16),
    /// A control that marks a document without a level.
    Control(u16),
}

/// What `hit` would mean as a level, in every system that knows it.
pub(crate) fn claims(page: &Page<'_>, hit: &Hit) -> impl Iterator<Item = Claim> {
    let catalogue = page.catalogue;
    catalogue.uses(hit.phrase).iter().filter_map(|used| {
        let system = used.system;
        match used.role {
            Role::Form(index) => {
                let form = catalogue.form(index);
                let (name, rank) = (Name::Level(form.level), catalogue.level(form.level).rank);
                Some(Claim { system, name, rank, stands: form.stands, capitals: form.capitals })
            }
            Role::Control(index) if catalogue.control(index).alone => {
                let control = catalogue.control(index);
                let (name, rank) = (Name::Control(index), control.raises_to.unwrap_or(Rank::MIN));
                Some(Claim { system, name, rank, stands: Stands::Line, capitals: control.capitals })
            }
            _ => None,
        }
    })
}

/// A marking as it was read.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// What it says; `None` for an authority block, which states no level.
    pub(crate) claim: Option<Claim>,
    /// Index of the system.
    pub(crate) system: u8,
    /// Rank with what its controls raise it to.
    pub(crate) rank: Rank,
    /// The form in which it was written.
    pub(crate) kind: Kind,
    /// Where it stands in the folded text.
    pub(crate) range: Range<usize>,
    /// In the order of the text.
    pub(crate) controls: Vec<Control>,
    /// Why it is or is not a marking.
    pub(crate) cues: Cues,
    /// Whether the form is one of [`Stands::Supported`] and nothing of its system is near: no marking, but a line of a
    /// list of grades.
    pub(crate) unsupported: bool,
}

impl Reading {
    /// A reading of `claim` at `range` without any evidence yet but that of its form.
    pub(crate) fn new(page: &Page<'_>, claim: Claim, kind: Kind, range: Range<usize>, tail: &Tail) -> Reading {
        let mut cues = Cues::default();
        match claim.stands {
            Stands::Anywhere => cues.add(Cue::UnmistakableForm),
            Stands::Line => {}
            // Controls after a delimiter leave no doubt about the word before them.
            Stands::Confirmed | Stands::Supported | Stands::Field => cues.add_if(!tail.delimited, Cue::EverydayWord),
        }
        let raised = tail.controls.iter().filter_map(|control| match control {
            Control::Known { index, .. } => page.catalogue.control(*index).raises_to,
            Control::Other(_) => None,
        });
        let rank = raised.fold(claim.rank, Rank::max);
        let controls = tail.controls.clone();
        Reading { claim: Some(claim), system: claim.system, rank, kind, range, controls, cues, unsupported: false }
    }

    /// Whether it is believed to be a marking.
    pub(crate) fn holds(&self) -> bool {
        !self.unsupported && self.cues.log_odds() > 0.0
    }

    /// Whether it may yet hold when the neighbourhood speaks for it as much as it can.
    pub(crate) fn may_hold(&self) -> bool {
        !self.unsupported && self.cues.log_odds() + Cue::SupportNear.weight() + Cue::SupportsNear.weight() > 0.0
    }

    /// Adds what the neighbourhood says about the system of the reading. An explanation names all that stands beside a
    /// marking, too: `机密★20年表示保密期限为二十年`.
    pub(crate) fn look_around(&mut self, page: &Page<'_>) {
        let explained = self.cues.has(Cue::Explained) || self.cues.has(Cue::Question);
        let supports = if explained { 0 } else { page.supports(self.system, &self.range) };
        self.cues.add_if(supports > 0, Cue::SupportNear);
        self.cues.add_if(supports > 1, Cue::SupportsNear);
        #[cfg(feature = "files")]
        if !page.looks.is_empty() {
            self.look_at(page);
        }
    }
}

/// How much better a system fits that knows all of the controls on the line.
const WHOLE_LINE_FIT: f32 = 1.5;

/// How well `claim` fits the neighbourhood, to decide between systems that share a word.
pub(crate) fn affinity(page: &Page<'_>, claim: &Claim, range: &Range<usize>, tail: &Tail) -> Option<f32> {
    let own =
        tail.controls.iter().any(|control| matches!(control, Control::Known { system, .. } if *system == claim.system));
    let supports = page.supports(claim.system, range).min(3);
    let speaks = page.speaks(claim.system, range);
    if claim.stands == Stands::Supported && !own && supports == 0 && !speaks {
        return None;
    }
    let rarity = match claim.stands {
        Stands::Anywhere | Stands::Line => 0.9,
        Stands::Confirmed => 0.6,
        Stands::Supported => 0.2,
        Stands::Field => 0.0,
    };
    // `Confidential` is what companies print, `CONFIDENTIAL` what states do.
    let lowered = claim.capitals && page.source(range.clone()).chars().any(char::is_lowercase);
    let fit = rarity + if own { 3.0 } else { 0.0 } + supports as f32 * 1.2 + if speaks { 1.0 } else { 0.0 };
    Some(if lowered { (fit - 1.0).max(0.0) } else { fit })
}

/// The claim that fits best; of equals the first system of the catalogue's order wins. The last value is whether it can
/// stand; where none can, the first one is given.
pub(crate) fn best_claim(page: &Page<'_>, hit: &Hit, tail_of: impl Fn(&Claim) -> Tail) -> Option<(Claim, Tail, bool)> {
    let mut best: Option<(f32, Claim, Tail)> = None;
    let mut unsupported = None;
    for claim in claims(page, hit).filter(|claim| claim.stands != Stands::Field) {
        let tail = tail_of(&claim);
        let Some(fit) = affinity(page, &claim, &hit.range, &tail) else {
            unsupported.get_or_insert((claim, tail, false));
            continue;
        };
        let fit = if tail.complete && !tail.controls.is_empty() { fit + WHOLE_LINE_FIT } else { fit };
        if best.as_ref().is_none_or(|(known, ..)| fit > *known) {
            best = Some((fit, claim, tail));
        }
    }
    best.map(|(_, claim, tail)| (claim, tail, true)).or(unsupported)
}
