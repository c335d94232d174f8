//! The marking systems of `src/systems`, as compiled in: what [`declaration`](super::declaration) declares, without anything to parse,
//! and every phrase of theirs with what it is used for.
use super::declaration::{Grammar, Stands};
use crate::Rank;

/// One marking system.
#[derive(Debug)]
pub struct System {
    /// Short and stable: `cn`.
    pub id: &'static str,
    /// Country (ISO 3166-1 alpha-2) or organisation.
    pub jurisdiction: &'static str,
    /// What the person reads.
    pub title: Localised,
    /// Grammars that its markings follow besides the general ones.
    pub grammars: &'static [Grammar],
    /// Lowest first.
    pub levels: &'static [Level],
    /// Controls, caveats and handling instructions.
    pub controls: &'static [Control],
    /// Labels before a level.
    pub fields: &'static [Field],
}

/// A text in the languages of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Localised {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh_cn: &'static str,
}

/// One level.
#[derive(Debug)]
pub struct Level {
    /// In the system's own words.
    pub name: &'static str,
    /// Comparable among systems.
    pub rank: Rank,
    /// What the person reads, where it is not the name.
    pub title: Option<Localised>,
    /// How it is written out.
    pub forms: &'static [Form],
}

/// One way to write a level.
#[derive(Debug)]
pub struct Form {
    /// As the standard prints it.
    pub text: &'static str,
    /// The weakest position in which this alone is a marking.
    pub stands: Stands,
}

/// A label whose value is a level.
#[derive(Debug)]
pub struct Field {
    /// As declared.
    pub label: &'static str,
    /// Whether a program wrote it.
    pub metadata: bool,
    /// The rank that an authority block with this label at least implies.
    pub authority: Option<Rank>,
}

/// A control, caveat, or handling instruction.
#[derive(Debug)]
pub struct Control {
    /// Long form.
    pub name: &'static str,
    /// Short form in portion marks.
    pub portion: Option<&'static str>,
    /// What it means, in English.
    pub meaning: Option<&'static str>,
    /// A level below this rank is raised to it.
    pub raises_to: Option<Rank>,
    /// Whether it marks a document without any level.
    pub alone: bool,
    /// Whether free text may follow.
    pub open: bool,
}

/// What a phrase is to one system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Index of the system.
    pub system: u8,
    /// What for.
    pub role: Role,
}

/// What a phrase is used for. Numbers are indices in the lists of its system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A level, written out.
    Form {
        /// Of the level.
        level: u8,
        /// Among the forms of the level.
        form: u8,
    },
    /// A level in a portion mark.
    Portion {
        /// Of the level.
        level: u8,
    },
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

/// A rank from a system's file; `build.rs` has looked at it.
pub(crate) const fn rank(number: u8) -> Rank {
    match Rank::new(number) {
        Some(rank) => rank,
        None => panic!("a rank is a number from 0 to 5"),
    }
}

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// Ids of the marking systems, in the order of [`SYSTEMS`].
pub fn system_ids() -> impl Iterator<Item = &'static str> {
    SYSTEMS.iter().map(|system| system.id)
}

/// A phrase of the catalogue: folded text that one or more systems use for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhraseId(pub(crate) u16);

impl PhraseId {
    /// What it is used for, by system in the order of [`SYSTEMS`].
    pub fn uses(self) -> &'static [Use] {
        let index = usize::from(self.0);
        &USES[usize::from(USE_STARTS[index])..usize::from(USE_STARTS[index + 1])]
    }
}
