//! What was looked up on a page already: every system that shares a level asks about what follows it, and so does each
//! level of a list.
use super::{
    meant,
    scan::{self, Hit},
};
use crate::{
    marking::catalogue::{Catalogue, PhraseId},
    text::{Folded, confusion::Misreading},
};
use core::{cell::RefCell, ops::Range};
use std::rc::Rc;

/// Most words of one text that are looked at as misread: each is compared with every level and control.
const MAX_MISREAD_WORDS: usize = 400;
/// For how many places it is kept which controls begin there: more than a list of levels is followed.
const KEPT_CONTROLS: usize = 16;

/// Answers of one page, by what was asked.
#[derive(Debug, Default)]
pub(super) struct Known {
    misread: RefCell<MisreadWords>,
    /// Oldest first.
    controls: RefCell<Vec<(usize, Rc<[Hit]>)>>,
}

/// The words that were looked at as misread.
#[derive(Debug, Default)]
struct MisreadWords {
    count: usize,
    last: Range<usize>,
    /// What the last one was taken for.
    meant: Option<(PhraseId, Misreading)>,
}

impl Known {
    /// As [`meant::misread`]; nothing for what comes after [`MAX_MISREAD_WORDS`].
    pub(super) fn misread(
        &self,
        catalogue: &Catalogue,
        folded: &Folded<'_>,
        range: Range<usize>,
    ) -> Option<(PhraseId, Misreading)> {
        let words = &mut *self.misread.borrow_mut();
        if words.last != range {
            words.count += 1;
            let looks = words.count <= MAX_MISREAD_WORDS;
            words.meant = looks.then(|| meant::misread(catalogue, folded, range.clone())).flatten();
            words.last = range;
        }
        words.meant
    }

    /// As [`scan::controls_at`].
    pub(super) fn controls_at(&self, catalogue: &Catalogue, folded: &Folded<'_>, at: usize) -> Rc<[Hit]> {
        let known = &mut *self.controls.borrow_mut();
        if let Some((_, hits)) = known.iter().find(|(other, _)| *other == at) {
            return Rc::clone(hits);
        }
        let hits: Rc<[Hit]> = Rc::from(scan::controls_at(catalogue, folded, at));
        if known.len() == KEPT_CONTROLS {
            known.remove(0);
        }
        known.push((at, Rc::clone(&hits)));
        hits
    }
}
