//! Blobs → [`Catalogue`].
//!
//! The sum of a blob vouches for what is in it: cut or changed bytes are refused before anything is made of them.
use super::{
    blob::{self, ROLE_BITS, Reader},
    catalogue::{Catalogue, Control, Field, Form, Level, Localised, Phrases, Role, System, Text, Use},
    declaration::Stands,
};
use crate::{Rank, text::compile::roots};
use core::ops::Range;

/// Bytes that are no blob of this version, that were damaged, or that hold more than a catalogue can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACatalogue;

/// The systems of all blobs, in their order.
pub(super) fn load(blobs: &[&[u8]]) -> Result<Catalogue, NotACatalogue> {
    read(blobs).ok_or(NotACatalogue)
}

fn read(blobs: &[&[u8]]) -> Option<Catalogue> {
    let mut load = Load::default();
    let mut phrases = Phrases::default();
    for blob in blobs {
        let more = load.blob(blob)?;
        phrases = if phrases.passes.is_empty() { more } else { merged(&phrases, &more) };
    }
    u16::try_from(phrases.passes.len()).ok()?;
    phrases.roots = roots(phrases.in_passes(u8::MAX));
    let (anchors, companions) = phrases.filters();
    let Load { texts, systems, levels, forms, controls, fields, .. } = load;
    Some(Catalogue { texts, systems, levels, forms, controls, fields, phrases, anchors, companions })
}

/// A catalogue while it is read.
#[derive(Default)]
struct Load {
    texts: String,
    /// End of the last text that was asked for.
    read: usize,
    systems: Vec<System>,
    levels: Vec<Level>,
    forms: Vec<Form>,
    controls: Vec<Control>,
    fields: Vec<Field>,
}

/// Where the lists of one system begin in those of the catalogue.
struct Starts {
    levels: usize,
    forms: usize,
    controls: usize,
    fields: usize,
}

impl Load {
    fn blob(&mut self, blob: &[u8]) -> Option<Phrases> {
        let mut from = Reader::new(blob)?;
        let length = from.number()?;
        self.texts.push_str(core::str::from_utf8(from.take(length)?).ok()?);
        let first = self.systems.len();
        let mut starts = Vec::new();
        for _ in 0..from.number()? {
            starts.push(Starts {
                levels: self.levels.len(),
                forms: self.forms.len(),
                controls: self.controls.len(),
                fields: self.fields.len(),
            });
            self.system(&mut from)?;
        }
        let phrases = read_phrases(&mut from, first, &starts)?;
        (from.is_empty() && self.read == self.texts.len()).then_some(phrases)
    }

    fn system(&mut self, from: &mut Reader<'_>) -> Option<()> {
        let (id, jurisdiction) = (self.text(from)?, self.text(from)?);
        let title = self.localised(from)?;
        let grammars = from.byte()?;
        let first = u16::try_from(self.levels.len()).ok()?;
        for _ in 0..from.number()? {
            self.level(from)?;
        }
        let levels = Range { start: first, end: u16::try_from(self.levels.len()).ok()? };
        for _ in 0..from.number()? {
            let (name, meaning) = (self.text(from)?, self.text(from)?);
            let flags = from.byte()?;
            self.controls.push(Control {
                name,
                meaning,
                raises_to: counted_from_1(flags),
                alone: flags & blob::ALONE != 0,
                open: flags & blob::OPEN != 0,
                capitals: flags & blob::CAPITAL_NAME != 0,
            });
        }
        for _ in 0..from.number()? {
            let words = u8::try_from(from.number()?).ok()?;
            let flags = from.byte()?;
            let metadata = flags & blob::METADATA != 0;
            self.fields.push(Field { words, metadata, authority: counted_from_1(flags) });
        }
        self.systems.push(System { id, jurisdiction, title, grammars, levels });
        Some(())
    }

    fn level(&mut self, from: &mut Reader<'_>) -> Option<()> {
        let name = self.text(from)?;
        let rank = Rank::new(from.byte()?)?;
        let title = self.localised(from)?;
        let level = u16::try_from(self.levels.len()).ok()?;
        self.levels.push(Level { name, rank, title });
        for _ in 0..from.number()? {
            let flags = from.byte()?;
            let stands = Stands::ALL.get(usize::from(flags & !blob::CAPITALS)).copied()?;
            self.forms.push(Form { level, stands, capitals: flags & blob::CAPITALS != 0 });
        }
        Some(())
    }

    /// The next text of the pool.
    fn text(&mut self, from: &mut Reader<'_>) -> Option<Text> {
        let start = self.read;
        self.read += from.number()?;
        self.texts.get(start..self.read)?;
        Some(Text { start: u32::try_from(start).ok()?, end: u32::try_from(self.read).ok()? })
    }

    fn localised(&mut self, from: &mut Reader<'_>) -> Option<Localised> {
        Some(Localised { en: self.text(from)?, zh_cn: self.text(from)? })
    }
}

/// A rank in the lowest bits, 0 for none.
fn counted_from_1(flags: u8) -> Option<Rank> {
    Rank::new((flags & 7).checked_sub(1)?)
}

fn read_phrases(from: &mut Reader<'_>, first: usize, starts: &[Starts]) -> Option<Phrases> {
    let mut phrases = Phrases::default();
    let mut before = 0..0;
    for _ in 0..from.number()? {
        let start = phrases.text.len();
        let shared = from.number()?;
        if shared > before.len() {
            return None;
        }
        phrases.text.extend_from_within(before.start..before.start + shared);
        let length = from.number()?;
        phrases.text.extend_from_slice(from.take(length)?);
        before = start..phrases.text.len();
        phrases.starts.push(u32::try_from(start).ok()?);
        phrases.passes.push(from.byte()?);
        phrases.use_starts.push(u32::try_from(phrases.uses.len()).ok()?);
        for _ in 0..from.number()? {
            let system = from.number()?;
            let role = read_role(from.number()?, starts.get(system)?)?;
            phrases.uses.push(Use { system: u8::try_from(first + system).ok()?, role });
        }
    }
    phrases.starts.push(u32::try_from(phrases.text.len()).ok()?);
    phrases.use_starts.push(u32::try_from(phrases.uses.len()).ok()?);
    Some(phrases)
}

fn read_role(used: usize, starts: &Starts) -> Option<Role> {
    let index = |start: usize| u16::try_from(start + (used >> ROLE_BITS)).ok();
    Some(match used as u32 & ((1 << ROLE_BITS) - 1) {
        blob::FORM => Role::Form(index(starts.forms)?),
        blob::PORTION => Role::Portion(index(starts.levels)?),
        blob::CONTROL => Role::Control(index(starts.controls)?),
        blob::CONTROL_PORTION => Role::ControlPortion(index(starts.controls)?),
        blob::FIELD => Role::Field(index(starts.fields)?),
        blob::SUPPORT => Role::Support,
        blob::CONFUSER => Role::Confuser,
        blob::LANGUAGE_WORD => Role::LanguageWord,
        _ => return None,
    })
}

/// The phrases of both, each once, with the uses of `a` before those of `b`.
fn merged(a: &Phrases, b: &Phrases) -> Phrases {
    let mut merged = Phrases::default();
    let (mut left, mut right) = (0, 0);
    while left < a.passes.len() || right < b.passes.len() {
        let (text, other) = (a.phrase(left), b.phrase(right));
        // Behind its last phrase each gives none.
        let (from_a, from_b) = match (text, other) {
            (Some(text), Some(other)) => (text <= other, other <= text),
            (text, other) => (text.is_some(), other.is_some()),
        };
        merged.starts.push(merged.text.len() as u32);
        merged.text.extend_from_slice(if from_a { text } else { other }.unwrap_or_default());
        merged.use_starts.push(merged.uses.len() as u32);
        let mut passes = 0;
        if from_a {
            passes |= a.passes[left];
            merged.uses.extend_from_slice(a.uses_of(left));
            left += 1;
        }
        if from_b {
            passes |= b.passes[right];
            merged.uses.extend_from_slice(b.uses_of(right));
            right += 1;
        }
        merged.passes.push(passes);
    }
    merged.starts.push(merged.text.len() as u32);
    merged.use_starts.push(merged.uses.len() as u32);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marking::catalogue::SHIPPED;

    #[test]
    fn what_ships_is_loaded() {
        let catalogue = load(&[SHIPPED]).expect("the blob that build.rs made");
        let ids: Vec<_> = catalogue.systems().iter().map(|system| catalogue.text(system.id)).collect();
        assert!(ids.contains(&"cn") && ids.is_sorted(), "{ids:?}");
        let us = catalogue.systems().iter().find(|system| catalogue.text(system.id) == "us").expect("us ships");
        let levels = catalogue.levels_of(us).iter().map(|level| (catalogue.text(level.name), level.rank.get()));
        assert!(levels.into_iter().any(|level| level == ("TOP SECRET", 5)));
    }

    #[test]
    fn damaged_blobs_are_refused() {
        for at in (0..SHIPPED.len()).step_by(97) {
            let mut blob = SHIPPED.to_vec();
            blob[at] ^= 0x10;
            assert!(load(&[&blob]).is_err(), "byte {at} changed");
            assert!(load(&[&SHIPPED[..at]]).is_err(), "cut to {at} bytes");
        }
    }

    #[test]
    fn a_second_blob_of_the_same_adds_no_phrase_and_doubles_the_uses() {
        let (one, two) = (load(&[SHIPPED]), load(&[SHIPPED, SHIPPED]));
        let (one, two) = (one.expect("one blob"), two.expect("two blobs"));
        assert_eq!(two.phrases.text, one.phrases.text);
        assert_eq!(two.phrases.passes, one.phrases.passes);
        assert_eq!(two.phrases.uses.len(), 2 * one.phrases.uses.len());
        assert_eq!(two.systems.len(), 2 * one.systems.len());
        let (last, its_twin) = (&one.systems[one.systems.len() - 1], &two.systems[two.systems.len() - 1]);
        assert_eq!(one.text(last.id), two.text(its_twin.id));
    }
}
