//! The marking systems as detection reads them: what [`declaration`](super::declaration) declares, without anything to
//! parse, and every phrase of theirs with what it is used for.
//!
//! A catalogue holds the systems that ship, and those that a policy declares. Everything is looked up by index; a text
//! is a place in one pool, and costs nothing until somebody reads it.
use super::{
    declaration::{Grammar, Stands},
    load::{NotACatalogue, load},
    pass::ANCHOR,
};
use crate::{
    Locale, Rank,
    inflate::inflate,
    text::{dictionary::Dictionary, filter::Filter, misread::MisreadFilter},
};
use core::ops::Range;
use std::sync::{Arc, OnceLock};

/// The systems of `src/systems`, compiled and packed by `build.rs`.
pub(crate) static PACKED_CATALOGUE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.bin"));

/// The blob of the systems that ship.
pub(super) fn shipped_blob() -> Vec<u8> {
    inflate(PACKED_CATALOGUE).expect("build.rs packed it and looked whether it can be expanded")
}

/// Marking systems, ready to be detected.
#[derive(Debug)]
pub struct Catalogue {
    pub(super) texts: String,
    pub(super) systems: Vec<System>,
    pub(super) levels: Vec<Level>,
    pub(super) forms: Vec<Form>,
    pub(super) controls: Vec<Control>,
    pub(super) fields: Vec<Field>,
    pub(super) phrases: Phrases,
    /// Where an anchor may begin.
    pub(crate) anchors: Filter,
    /// Where a companion may begin.
    pub(crate) companions: Filter,
    /// Where a portion code may begin behind a bracket.
    pub(crate) portions: Filter,
    /// Where a control may begin behind a delimiter.
    pub(crate) delimited: Filter,
    /// Where a level may begin that is misread.
    pub(crate) misread: MisreadFilter,
    /// Where a control may begin that is misread, behind a delimiter.
    pub(crate) misread_delimited: MisreadFilter,
}

/// A text of a catalogue: read it with [`Catalogue::text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Text {
    /// Whether it has no characters.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A text in the languages of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Localised {
    /// English.
    pub en: Text,
    /// Simplified Chinese.
    pub zh_cn: Text,
}

/// One marking system.
#[derive(Clone, Debug)]
pub struct System {
    /// Short and stable: `cn`.
    pub id: Text,
    /// Country (ISO 3166-1 alpha-2) or organisation.
    pub jurisdiction: Text,
    /// What the person reads.
    pub title: Localised,
    /// One bit for each [`Grammar`].
    pub(super) grammars: u8,
    /// Indices of its levels, lowest first.
    pub levels: Range<u16>,
}

/// One level.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    /// In the system's own words.
    pub name: Text,
    /// Comparable among systems.
    pub rank: Rank,
    /// What the person reads; empty where it is the name.
    pub title: Localised,
}

/// One way to write a level.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Index of the level.
    pub level: u16,
    /// The weakest position in which this alone is a marking.
    pub stands: Stands,
    /// Whether the standard prints it in capitals.
    pub capitals: bool,
}

/// A label whose value is a level.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Of how many words.
    pub words: u8,
    /// Whether a program wrote it.
    pub metadata: bool,
    /// The rank that an authority block with this label at least implies.
    pub authority: Option<Rank>,
}

/// A control, caveat, or handling instruction.
#[derive(Clone, Copy, Debug)]
pub struct Control {
    /// Long form.
    pub name: Text,
    /// What it means, in English; may be empty.
    pub meaning: Text,
    /// A level below this rank is raised to it.
    pub raises_to: Option<Rank>,
    /// Whether it marks a document without any level.
    pub alone: bool,
    /// Whether free text may follow.
    pub open: bool,
    /// Whether the name is printed in capitals.
    pub capitals: bool,
}

/// What a phrase is to one system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Index of the system.
    pub system: u8,
    /// What for.
    pub role: Role,
}

/// What a phrase is used for. Numbers are indices in the lists of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A form of a level, written out.
    Form(u16),
    /// A level in a portion mark.
    Portion(u16),
    /// The name or another spelling of a control.
    Control(u16),
    /// The short form of a control.
    ControlPortion(u16),
    /// A label before a level.
    Field(u16),
    /// A neighbour that confirms.
    Support,
    /// A phrase that contains a form and is no marking.
    Confuser,
    /// An everyday word of the system's language.
    LanguageWord,
}

/// A phrase of a catalogue: folded text that one or more systems use for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhraseId(pub(crate) u16);

/// All phrases, in ascending order of their bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    /// One after the other.
    pub(super) text: Vec<u8>,
    /// Where each starts in `text`, and the end of the last one.
    pub(super) starts: Vec<u32>,
    /// See [`Dictionary::roots`].
    pub(super) roots: Vec<u16>,
    /// The passes in which each is looked for.
    pub(super) passes: Vec<u8>,
    /// Where the uses of each start in `uses`, and the end of the last one.
    pub(super) use_starts: Vec<u32>,
    pub(super) uses: Vec<Use>,
}

impl Catalogue {
    /// The systems that ship. Read once and shared.
    pub fn shipped() -> Arc<Catalogue> {
        static CATALOGUE: OnceLock<Arc<Catalogue>> = OnceLock::new();
        let catalogue = CATALOGUE.get_or_init(|| {
            Arc::new(load(None, &shipped_blob()).expect("build.rs compiled it with the same code, and a test loads it"))
        });
        Arc::clone(catalogue)
    }

    /// The systems that ship and those of `blob`, which [`compile`](super::compile::compile) made.
    pub fn with(blob: &[u8]) -> Result<Catalogue, NotACatalogue> {
        load(Some(&Catalogue::shipped()), blob)
    }

    /// The systems that ship, of which any phrase is looked for at any place: what the filters are measured by.
    #[cfg(test)]
    pub(crate) fn unfiltered() -> Catalogue {
        let mut catalogue = load(None, &shipped_blob()).expect("build.rs compiled it with the same code");
        let Catalogue { anchors, companions, portions, delimited, misread, misread_delimited, .. } = &mut catalogue;
        for filter in [misread, misread_delimited] {
            *filter = MisreadFilter::everywhere();
        }
        for filter in [anchors, companions, portions, delimited] {
            *filter = Filter::everywhere();
        }
        catalogue
    }

    /// The characters of a text.
    pub fn text(&self, text: Text) -> &str {
        // Loading made sure that the range is one of the pool.
        self.texts.get(text.start as usize..text.end as usize).unwrap_or_default()
    }

    /// A text in one language.
    pub fn localised(&self, text: Localised, locale: Locale) -> &str {
        self.text(match locale {
            Locale::English => text.en,
            Locale::SimplifiedChinese => text.zh_cn,
        })
    }

    /// All systems: those that ship in the order of their ids, then those of the policy.
    pub fn systems(&self) -> &[System] {
        &self.systems
    }

    /// Ids of all systems, in their order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.systems.iter().map(|system| self.text(system.id))
    }

    /// The system of that index.
    pub fn system(&self, index: u8) -> &System {
        &self.systems[usize::from(index)]
    }

    /// The levels of a system, lowest first.
    pub fn levels_of(&self, system: &System) -> &[Level] {
        &self.levels[usize::from(system.levels.start)..usize::from(system.levels.end)]
    }

    /// The level of that index.
    pub fn level(&self, index: u16) -> &Level {
        &self.levels[usize::from(index)]
    }

    /// The form of that index.
    pub fn form(&self, index: u16) -> &Form {
        &self.forms[usize::from(index)]
    }

    /// The control of that index.
    pub fn control(&self, index: u16) -> &Control {
        &self.controls[usize::from(index)]
    }

    /// The field of that index.
    pub fn field(&self, index: u16) -> &Field {
        &self.fields[usize::from(index)]
    }

    /// Whether the markings of a system follow `grammar`.
    pub fn follows(&self, system: u8, grammar: Grammar) -> bool {
        self.system(system).grammars & 1 << grammar as u8 != 0
    }

    /// What a phrase is used for, by system in their order.
    pub fn uses(&self, phrase: PhraseId) -> &[Use] {
        self.phrases.uses_of(usize::from(phrase.0))
    }

    /// The passes in which a phrase is looked for.
    #[inline]
    pub(crate) fn passes(&self, phrase: usize) -> u8 {
        self.phrases.passes[phrase]
    }

    /// The phrases, to look them up by.
    #[inline]
    pub(crate) fn dictionary(&self) -> Dictionary<'_> {
        let Phrases { text, starts, roots, .. } = &self.phrases;
        Dictionary { text, starts, roots }
    }

    /// The phrases that are anchors anywhere, folded: levels, telling controls, labels.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.phrases.in_passes(ANCHOR).filter_map(|phrase| core::str::from_utf8(phrase).ok())
    }
}

impl Phrases {
    /// What a phrase is used for.
    pub(super) fn uses_of(&self, index: usize) -> &[Use] {
        &self.uses[self.use_starts[index] as usize..self.use_starts[index + 1] as usize]
    }

    /// Those that are looked for in any of `passes`.
    pub(super) fn in_passes(&self, passes: u8) -> impl Iterator<Item = &[u8]> {
        let Phrases { text, starts, roots, .. } = self;
        let all = Dictionary { text, starts, roots }.phrases().zip(&self.passes);
        all.filter(move |(_, its)| **its & passes != 0).map(|((_, phrase), _)| phrase)
    }

    /// Where those may begin that are looked for in any of `passes`, and where `openings` stand.
    pub(super) fn filter(&self, passes: u8, openings: &[u8]) -> Filter {
        Filter::new(self.in_passes(passes), openings)
    }

    /// Where those may begin that are looked for in any of `passes`, as they are misread.
    pub(super) fn misread_filter(&self, passes: u8) -> MisreadFilter {
        MisreadFilter::new(self.in_passes(passes).filter(|phrase| phrase.is_ascii()))
    }
}
