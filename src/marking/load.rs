//! Blobs → [`Catalogue`].
//!
//! The sum of a blob vouches for what is in it: cut or changed bytes are refused before anything is made of them.
use super::{
    blob,
    catalogue::{Catalogue, Control, Field, Form, Level, Localised, Phrases, Role, System, Text, Use},
    declaration::Stands,
    pass,
};
use crate::{Rank, bytes::Reader, order::sorted, text::compile::roots};

/// Bytes that are no blob of this version, that were damaged, or that hold more than a catalogue can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACatalogue;

/// The systems of `base`, and behind them those of `blob`.
pub(super) fn load(base: Option<&Catalogue>, blob: &[u8]) -> Result<Catalogue, NotACatalogue> {
    read(base, blob).ok_or(NotACatalogue)
}

fn read(base: Option<&Catalogue>, blob: &[u8]) -> Option<Catalogue> {
    let mut load = base.map_or_else(Load::default, Load::of);
    load.blob(blob)?;
    let phrases = collect(&load.phrases)?;
    // Behind brackets the scanner looks for portion codes, behind delimiters for controls.
    let (mut anchors, companions) = (phrases.filter(pass::ANCHOR, b"([{/\\|<*"), phrases.filter(pass::COMPANION, b""));
    let (portions, delimited) = (phrases.filter(pass::PORTION, b""), phrases.filter(pass::DELIMITED, b""));
    phrases.in_passes(pass::MISREAD).for_each(|phrase| anchors.add_misread(phrase));
    let (misread, misread_delimited) = (phrases.misread_filter(pass::MISREAD), phrases.misread_filter(pass::DELIMITED));
    let Load { texts, systems, levels, forms, controls, fields, .. } = load;
    Some(Catalogue {
        texts,
        systems,
        levels,
        forms,
        controls,
        fields,
        phrases,
        anchors,
        companions,
        portions,
        delimited,
        misread,
        misread_delimited,
    })
}

/// A catalogue while it is read.
#[derive(Default)]
struct Load<'b> {
    /// What is left of the phrases of the blob that is read.
    unread: &'b [u8],
    /// End of the last text that was asked for, in `texts`.
    read: usize,
    texts: String,
    systems: Vec<System>,
    levels: Vec<Level>,
    forms: Vec<Form>,
    controls: Vec<Control>,
    fields: Vec<Field>,
    /// Those that are used for the same in the order in which the systems declare them.
    phrases: Vec<Phrase<'b>>,
}

/// One thing that one system uses a phrase for.
struct Phrase<'b> {
    text: &'b [u8],
    passes: u8,
    used: Use,
}

impl<'b> Load<'b> {
    /// Goes on where `base` was ready.
    fn of(base: &'b Catalogue) -> Load<'b> {
        let Catalogue { texts, systems, levels, forms, controls, fields, phrases, .. } = base;
        let mut load = Load {
            unread: &[],
            read: texts.len(),
            texts: texts.clone(),
            systems: systems.clone(),
            levels: levels.clone(),
            forms: forms.clone(),
            controls: controls.clone(),
            fields: fields.clone(),
            phrases: Vec::new(),
        };
        for (index, text) in base.dictionary().phrases() {
            let passes = phrases.passes[index];
            load.phrases.extend(phrases.uses_of(index).iter().map(|&used| Phrase { text, passes, used }));
        }
        load
    }

    fn blob(&mut self, blob: &'b [u8]) -> Option<()> {
        let mut from = blob::open(blob)?;
        let length = from.number()?;
        self.texts.push_str(core::str::from_utf8(from.take(length)?).ok()?);
        let length = from.number()?;
        self.unread = from.take(length)?;
        for _ in 0..from.number()? {
            self.system(&mut from)?;
        }
        (from.is_empty() && self.unread.is_empty() && self.read == self.texts.len()).then_some(())
    }

    fn system(&mut self, from: &mut Reader<'b>) -> Option<()> {
        let (id, jurisdiction) = (self.text(from)?, self.text(from)?);
        let title = self.localised(from)?;
        let grammars = from.byte()?;
        let first = index(&self.levels)?;
        for _ in 0..from.number()? {
            self.level(from)?;
        }
        for _ in 0..from.number()? {
            self.control(from)?;
        }
        for _ in 0..from.number()? {
            let words = u8::try_from(from.number()?).ok()?;
            let flags = from.byte()?;
            self.phrase(from, pass::ANCHOR, Role::Field(index(&self.fields)?))?;
            let metadata = flags & blob::METADATA != 0;
            self.fields.push(Field { words, metadata, authority: counted_from_1(flags) });
        }
        for role in [Role::Support, Role::Confuser, Role::LanguageWord] {
            for _ in 0..from.number()? {
                self.phrase(from, pass::COMPANION, role)?;
            }
        }
        self.systems.push(System { id, jurisdiction, title, grammars, levels: first..index(&self.levels)? });
        Some(())
    }

    fn level(&mut self, from: &mut Reader<'b>) -> Option<()> {
        let name = self.text(from)?;
        let rank = Rank::new(from.byte()?)?;
        let title = self.localised(from)?;
        let level = index(&self.levels)?;
        self.levels.push(Level { name, rank, title });
        for _ in 0..from.number()? {
            let flags = from.byte()?;
            let stands = Stands::ALL.get(usize::from(flags & !(blob::CAPITALS | blob::MISREAD))).copied()?;
            // What is a level only after a label is found by the label.
            let pass = if stands == Stands::Field { pass::COMPANION } else { pass::ANCHOR };
            let misread = if flags & blob::MISREAD != 0 { pass::MISREAD } else { 0 };
            self.phrase(from, pass | misread | pass::CONTROL, Role::Form(index(&self.forms)?))?;
            self.forms.push(Form { level, stands, capitals: flags & blob::CAPITALS != 0 });
        }
        for _ in 0..from.number()? {
            self.phrase(from, pass::PORTION, Role::Portion(level))?;
        }
        Some(())
    }

    fn control(&mut self, from: &mut Reader<'b>) -> Option<()> {
        let (name, meaning) = (self.text(from)?, self.text(from)?);
        let flags = from.byte()?;
        let alone = flags & blob::ALONE != 0;
        let control = index(&self.controls)?;
        let passes = if alone { pass::ANCHOR | pass::CONTROL } else { pass::DELIMITED | pass::CONTROL };
        self.phrase(from, passes, Role::Control(control))?;
        for _ in 0..from.number()? {
            self.phrase(from, passes, Role::Control(control))?;
        }
        if flags & blob::HAS_PORTION != 0 {
            self.phrase(from, pass::CONTROL, Role::ControlPortion(control))?;
        }
        self.controls.push(Control {
            name,
            meaning,
            raises_to: counted_from_1(flags),
            alone,
            open: flags & blob::OPEN != 0,
            capitals: flags & blob::CAPITAL_NAME != 0,
        });
        Some(())
    }

    /// Takes the next phrase, as one of the system that is read.
    fn phrase(&mut self, from: &mut Reader<'b>, passes: u8, role: Role) -> Option<()> {
        let (text, unread) = self.unread.split_at_checked(from.number()?)?;
        self.unread = unread;
        let system = u8::try_from(self.systems.len()).ok()?;
        self.phrases.push(Phrase { text, passes, used: Use { system, role } });
        Some(())
    }

    /// Takes the next text.
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

/// The index of what is pushed next.
fn index<T>(list: &[T]) -> Option<u16> {
    u16::try_from(list.len()).ok()
}

/// A rank in the lowest bits, 0 for none.
fn counted_from_1(flags: u8) -> Option<Rank> {
    Rank::new((flags & 7).checked_sub(1)?)
}

/// Each phrase once, in the order of their bytes, with all that it is used for.
fn collect(declared: &[Phrase<'_>]) -> Option<Phrases> {
    let mut order = Vec::with_capacity(declared.len());
    put_in_order(declared, (0..u32::try_from(declared.len()).ok()?).collect(), 0, &mut order);
    let mut phrases = Phrases::default();
    let mut last: &[u8] = &[];
    for index in order {
        let Phrase { text, passes, used } = &declared[index as usize];
        if *text != last {
            phrases.starts.push(u32::try_from(phrases.text.len()).ok()?);
            phrases.use_starts.push(u32::try_from(phrases.uses.len()).ok()?);
            phrases.passes.push(0);
            phrases.text.extend_from_slice(text);
            last = text;
        }
        *phrases.passes.last_mut()? |= passes;
        let first = *phrases.use_starts.last()? as usize;
        if !phrases.uses[first..].contains(used) {
            phrases.uses.push(*used);
        }
    }
    phrases.starts.push(u32::try_from(phrases.text.len()).ok()?);
    phrases.use_starts.push(u32::try_from(phrases.uses.len()).ok()?);
    u16::try_from(phrases.passes.len()).ok()?;
    phrases.roots = roots(phrases.in_passes(u8::MAX));
    Some(phrases)
}

/// How many bytes of a phrase are compared at once: as many as a number holds.
const STEP: usize = 8;

/// Appends `indices`, of phrases that agree before `depth`, in the order of the phrases.
fn put_in_order(phrases: &[Phrase<'_>], indices: Vec<u32>, depth: usize, order: &mut Vec<u32>) {
    let number = |&index: &u32| {
        let rest = phrases[index as usize].text.get(depth..).unwrap_or_default();
        // No phrase holds a zero, so one that ends stands before those that go on.
        rest.iter().chain(&[0; STEP]).take(STEP).fold(0, |number, &byte| number << 8 | u64::from(byte))
    };
    let numbers: Vec<u64> = indices.iter().map(number).collect();
    let sorted = sorted(numbers.iter().copied());
    for equal in sorted.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let indices = equal.iter().map(|&(.., place)| indices[place as usize]);
        match equal {
            // They go on, and may differ there.
            [(_, low, _), _, ..] if low & 0xFF != 0 => put_in_order(phrases, indices.collect(), depth + STEP, order),
            _ => order.extend(indices),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marking::catalogue::shipped_blob;

    #[test]
    fn what_ships_is_loaded() {
        let catalogue = load(None, &shipped_blob()).expect("the blob that build.rs made");
        let ids: Vec<_> = catalogue.systems().iter().map(|system| catalogue.text(system.id)).collect();
        assert!(ids.contains(&"cn") && ids.is_sorted(), "{ids:?}");
        let us = catalogue.systems().iter().find(|system| catalogue.text(system.id) == "us").expect("us ships");
        let levels = catalogue.levels_of(us).iter().map(|level| (catalogue.text(level.name), level.rank.get()));
        assert!(levels.into_iter().any(|level| level == ("TOP SECRET", 5)));
    }

    #[test]
    fn damaged_blobs_are_refused() {
        let good = shipped_blob();
        for at in (0..good.len()).step_by(97) {
            let mut blob = good.clone();
            blob[at] ^= 0x10;
            assert!(load(None, &blob).is_err(), "byte {at} changed");
            assert!(load(None, &good[..at]).is_err(), "cut to {at} bytes");
        }
    }

    #[test]
    fn phrases_are_in_the_order_of_their_bytes() {
        let catalogue = load(None, &shipped_blob()).expect("the blob that build.rs made");
        let phrases: Vec<_> = catalogue.phrases.in_passes(u8::MAX).collect();
        assert!(phrases.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_second_blob_of_the_same_adds_no_phrase_and_doubles_the_uses() {
        let blob = shipped_blob();
        let one = load(None, &blob).expect("one blob");
        let two = load(Some(&one), &blob).expect("the same once more");
        assert_eq!(two.phrases.text, one.phrases.text);
        assert_eq!(two.phrases.passes, one.phrases.passes);
        assert_eq!(two.phrases.uses.len(), 2 * one.phrases.uses.len());
        assert_eq!(two.systems.len(), 2 * one.systems.len());
        let (last, its_twin) = (&one.systems[one.systems.len() - 1], &two.systems[two.systems.len() - 1]);
        assert_eq!(one.text(last.id), two.text(its_twin.id));
        for index in 0..one.phrases.passes.len() {
            let (uses, twice) = (one.phrases.uses_of(index), two.phrases.uses_of(index));
            assert_eq!(twice[..uses.len()], *uses, "what ships stands first");
        }
    }
}
