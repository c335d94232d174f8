//! The phrases for which a line may be misread: those of the catalogue, with what each is used for, and the signs
//! beside them. No second list.
use super::colours::Colours;
use super::confusion::{Printed, read_for};
use crate::{
    marking::{
        catalogue::{Catalogue, PhraseId, Role},
        declaration::{Grammar, Stands},
    },
    text::Folded,
};
use std::collections::HashSet;

/// In a phrase: any digits. Misread digits are no digits, so only what stands before them is compared.
const DIGITS: char = crate::text::dictionary::DIGITS as char;

/// The sign № at the end of a phrase as it is folded, behind which a number stands.
const NUMBER_SIGN: &str = "no";

/// How a phrase is written, which decides how much may be misread in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// Latin: the recogniser knows it, and most mistakes make another word of it.
    Latin,
    /// Han, with or without kana: each character says a lot.
    Han,
    /// Hangul, with or without Han: each syllable is told by its letters, of which one may be misread.
    Hangul,
    /// Cyrillic, Greek: nothing of it is known to the recogniser, and what it answers looks alike.
    LookAlike,
}

impl Writing {
    /// `None` for what is recognised neither as itself nor as something that looks like it: Hebrew, Arabic and
    /// Devanagari come as rows of zeros.
    fn of(phrase: &str) -> Option<Writing> {
        let is = |c: char, ranges: &[(u32, u32)]| ranges.iter().any(|&(from, to)| (from..=to).contains(&u32::from(c)));
        let letters = || phrase.chars().filter(|c| c.is_alphabetic());
        if letters().any(|c| is(c, &[(0x590, 0x11FF)])) {
            None
        } else if letters().any(|c| is(c, &[(0xAC00, 0xD7A3)])) {
            Some(Writing::Hangul)
        } else if letters().any(|c| is(c, &[(0x370, 0x52F), (0x1F00, 0x1FFF)])) {
            Some(Writing::LookAlike)
        } else if letters().any(|c| is(c, &[(0x3040, 0x30FF), (0x4E00, 0x9FFF)])) {
            Some(Writing::Han)
        } else {
            Some(Writing::Latin)
        }
    }

    /// What may be misread in a phrase of so many characters, as costs of [`confusion`](super::confusion).
    fn budget(self, length: usize) -> f32 {
        let length = length as f32;
        match self {
            // Below the cost of a character that is simply another one, up to a length at which no other word comes
            // near: `c) RESTRICTED` in a quiz is not `EU RESTRICTED`.
            Writing::Latin => (0.1 * length).min((0.06 * length).max(0.9)),
            Writing::Han => (0.18 * length).min(0.9),
            // One letter of three syllables, two of six.
            Writing::Hangul => (0.16 * length).min(0.95),
            // Lines that were marked cost 0.04 to 0.25 a character, all others of 278 pictures 0.36 and more.
            Writing::LookAlike => 0.28 * length,
        }
    }
}

/// A phrase of the catalogue.
#[derive(Debug)]
pub(super) struct Known {
    /// Folded.
    pub(super) text: String,
    pub(super) letters: Printed,
    pub(super) writing: Writing,
    /// Whether it is a level, or a control that marks a document alone.
    pub(super) is_level: bool,
    /// Whether it stands for a level only where something else tells: of two that are as near the other one is meant.
    pub(super) is_reserved: bool,
    /// Whether a star and a period follow it.
    pub(super) is_starred: bool,
    /// Whether it is a label before a level.
    pub(super) is_label: bool,
    /// Whether digits follow it.
    pub(super) has_number: bool,
    /// Indices of the systems that use it.
    pub(super) systems: Vec<u8>,
    /// The levels that it stands for, each with the index of its system.
    pub(super) levels: Vec<(u8, u16)>,
    /// What may be misread in it.
    pub(super) budget: f32,
}

/// All phrases that are compared, shortest first.
#[derive(Debug)]
pub(crate) struct Lexicon {
    known: Vec<Known>,
    /// The controls of systems that print them behind delimiters, longest first; and whether free text may follow.
    controls: Vec<(String, bool)>,
    /// What stands for the two slashes between the parts of a banner line, longest first.
    delimiters: Vec<String>,
    /// What stands for ★ or ▲ between a level and its period.
    stars: Vec<char>,
    /// What stands for the colon behind a label.
    colons: Vec<char>,
    /// What stands for a slash.
    strokes: Vec<char>,
    /// Everyday phrases with a level in them, folded.
    confusers: HashSet<String>,
    /// What colours mean in the systems of the catalogue.
    pub(super) colours: Colours,
}

/// Shortest phrase that is compared, in characters, by its writing: shorter ones are too much like others.
const fn shortest(writing: Writing) -> usize {
    match writing {
        Writing::Latin => 3,
        Writing::Han | Writing::Hangul => 2,
        Writing::LookAlike => 6,
    }
}

impl Lexicon {
    pub(crate) fn of(catalogue: &Catalogue) -> Lexicon {
        let phrases = || catalogue.dictionary().phrases();
        let mut known: Vec<Known> = phrases()
            .filter_map(|(index, phrase)| {
                let uses = catalogue.uses(PhraseId(u16::try_from(index).ok()?));
                let is = |wanted: fn(&Role) -> bool| uses.iter().any(|used| wanted(&used.role));
                let is_level = uses.iter().any(|used| match used.role {
                    Role::Form(_) => true,
                    Role::Control(index) => catalogue.control(index).alone,
                    _ => false,
                });
                let is_label = is(|role| matches!(role, Role::Field(_)));
                let text = core::str::from_utf8(phrase).ok()?;
                let is_reserved = uses.iter().all(|used| match used.role {
                    Role::Form(form) => catalogue.form(form).stands >= Stands::Supported,
                    _ => true,
                });
                let text = if is_label { text } else { text.trim_end_matches(':') };
                let (text, has_number) = match text.split_once(DIGITS) {
                    Some((before, "")) => (before.trim_end(), true),
                    Some(_) => return None,
                    None => (text, text.strip_suffix(NUMBER_SIGN).is_some_and(|before| before.ends_with([' ', '.']))),
                };
                let (writing, letters) = (Writing::of(text)?, Printed::of(text));
                let used = is_level || is_label || is(|role| *role == Role::Support);
                (used && letters.len() >= shortest(writing)).then(|| Known {
                    text: text.to_owned(),
                    budget: writing.budget(letters.len()),
                    systems: uses.iter().map(|used| used.system).collect(),
                    levels: uses
                        .iter()
                        .filter_map(|used| match used.role {
                            Role::Form(form) => Some((used.system, catalogue.form(form).level)),
                            _ => None,
                        })
                        .collect(),
                    letters,
                    writing,
                    is_starred: is_level && uses.iter().any(|used| catalogue.follows(used.system, Grammar::StarPeriod)),
                    is_reserved,
                    is_level,
                    is_label,
                    has_number,
                })
            })
            .collect();
        // `CEKPETHO` in Latin letters is what is read for `СЕКРЕТНО`.
        let look_alike: Vec<u8> = known
            .iter()
            .filter(|known| known.is_level && known.writing == Writing::LookAlike)
            .flat_map(|known| known.systems.iter().copied())
            .collect();
        known.retain(|known| {
            known.writing != Writing::Latin || !known.systems.iter().all(|system| look_alike.contains(system))
        });
        known.sort_by_key(|known| known.letters.len());
        let mut controls: Vec<(String, bool)> = phrases()
            .filter_map(|(index, phrase)| {
                let uses = catalogue.uses(PhraseId(u16::try_from(index).ok()?));
                let control = uses.iter().find_map(|used| match used.role {
                    Role::Control(control) | Role::ControlPortion(control)
                        if catalogue.follows(used.system, Grammar::Capco) =>
                    {
                        Some(control)
                    }
                    _ => None,
                })?;
                Some((core::str::from_utf8(phrase).ok()?.to_owned(), catalogue.control(control).open))
            })
            .collect();
        controls.sort_by_key(|(text, _)| core::cmp::Reverse(text.len()));
        // One slash alone also stands within a part.
        let mut delimiters: Vec<String> = read_for("//").filter(|read| read.len() > 1).collect();
        delimiters.extend(["//", "/ /"].map(String::from));
        delimiters.sort_by_key(|delimiter| core::cmp::Reverse(delimiter.len()));
        let signs = |printed: &[&str]| {
            printed
                .iter()
                .copied()
                .flat_map(read_for)
                .chain(printed.iter().map(|&sign| sign.to_owned()))
                .filter_map(|read| read.parse().ok())
                .collect()
        };
        let (stars, colons, strokes) = (signs(&["*", "▲"]), signs(&[":"]), signs(&["/"]));
        let is_confuser = |index: usize| {
            let id = PhraseId(u16::try_from(index).unwrap_or(u16::MAX));
            catalogue.uses(id).iter().any(|used| used.role == Role::Confuser)
        };
        let confusers = phrases()
            .filter(|(index, _)| is_confuser(*index))
            .filter_map(|(_, phrase)| core::str::from_utf8(phrase).ok().map(str::to_owned))
            .collect();
        let colours = Colours::of(catalogue);
        Lexicon { known, controls, delimiters, stars, colons, strokes, confusers, colours }
    }

    /// Length of what may stand for two slashes at the start of a text, 0 where nothing does.
    pub(super) fn delimiter(&self, text: &str) -> usize {
        let blanks = text.len() - text.trim_start_matches(' ').len();
        let found = self.delimiters.iter().find(|delimiter| text[blanks..].starts_with(delimiter.as_str()));
        found.map_or(0, |delimiter| blanks + delimiter.len())
    }

    /// Whether a text, folded, is an everyday phrase with a level in it.
    pub(super) fn is_confuser(&self, text: &str) -> bool {
        self.confusers.contains(text)
    }

    /// Whether a character may stand for a slash, and for two that touch.
    pub(super) fn is_stroke(&self, c: char) -> bool {
        self.strokes.contains(&c)
    }

    /// Whether a character may stand for the star or the triangle between a level and its period.
    pub(super) fn is_star(&self, c: char) -> bool {
        self.stars.contains(&c)
    }

    /// Whether a character may stand for the colon behind a label.
    pub(super) fn is_colon(&self, c: char) -> bool {
        self.colons.contains(&c)
    }

    /// The longest control with which a text begins, how much of the text that is, and whether free text may follow it.
    /// Before a slash the `I` at its end may be lost: `TOP SECRET//S//NOFORN`.
    pub(super) fn control_at(&self, text: &str) -> Option<(&str, usize, bool)> {
        let ends = |length: usize| {
            text.get(length..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) || self.delimiter(rest) > 0)
        };
        self.controls.iter().find_map(|(control, open)| {
            let stem = control.strip_suffix('i').filter(|stem| {
                text.strip_prefix(stem).is_some_and(|rest| rest.starts_with('/') && self.delimiter(rest) > 0)
            });
            let length = if text.starts_with(control.as_str()) && (*open || ends(control.len())) {
                control.len()
            } else {
                stem?.len()
            };
            Some((control.as_str(), length, *open))
        })
    }

    /// The level that is written exactly so, folded.
    pub(super) fn level(&self, text: &str) -> Option<&Known> {
        let length = text.chars().count();
        self.of_length(length..=length).iter().find(|known| known.is_level && known.text == text)
    }

    /// The level that a line is, alone or before a star and its period.
    pub(super) fn grade(&self, line: &str) -> Option<&Known> {
        let folded = Folded::new(line);
        let own = folded.as_str().trim_matches(|c: char| !c.is_alphanumeric());
        let before_star = own.split(|c| self.is_star(c) && !c.is_alphanumeric()).next().unwrap_or(own);
        self.level(before_star.trim())
    }

    /// Those with so many characters.
    pub(super) fn of_length(&self, lengths: core::ops::RangeInclusive<usize>) -> &[Known] {
        let first = self.known.partition_point(|known| known.letters.len() < *lengths.start());
        let end = self.known.partition_point(|known| known.letters.len() <= *lengths.end());
        &self.known[first..end.max(first)]
    }
}
