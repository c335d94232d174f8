//! Compiles declared marking systems to a blob of the catalogue: in `build.rs` those of `src/systems`, at run time those of a policy.
use super::{
    blob::{self, ROLE_BITS},
    declaration::{Level, Localised, Stands, System, is_capitals},
    pass,
};
use crate::text::{
    phrase::{pattern_phrase, phrase},
    tables::Tables,
};
use std::collections::{BTreeMap, HashMap};

/// What is wrong with a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeclarationError {
    /// Index of the system.
    pub(crate) system: usize,
    /// JSON pointer (RFC 6901) to the place within the system, such as `/levels/2/forms/0/text`.
    pub(crate) at: String,
    /// A sentence that says what is wrong.
    pub(crate) message: String,
}

/// Everything that a phrase is used for, and the passes in which it is looked for.
#[derive(Default)]
struct Phrase {
    /// Index of the system, and what for: an index above [`ROLE_BITS`] bits of role.
    uses: Vec<(usize, usize)>,
    passes: u8,
}

/// The blob of `systems`. Fails at the first text that is blank or folds to the same as another of its system.
pub(crate) fn compile(systems: &[System], tables: &Tables<'_>) -> Result<Vec<u8>, DeclarationError> {
    let mut phrases = Phrases { tables, known: BTreeMap::new() };
    let mut writer = Writer::default();
    writer.number(systems.len());
    for (index, system) in systems.iter().enumerate() {
        phrases.add_system(index, system).map_err(|(at, message)| DeclarationError { system: index, at, message })?;
        write_system(&mut writer, system);
    }
    phrases.write(&mut writer);
    Ok(writer.finish())
}

/// Collects the phrases of all systems, in the order of their bytes.
struct Phrases<'t> {
    tables: &'t Tables<'t>,
    known: BTreeMap<String, Phrase>,
}

/// A place in a system and what is wrong there.
type Defect = (String, String);

impl Phrases<'_> {
    fn add_system(&mut self, system: usize, declared: &System) -> Result<(), Defect> {
        let mut forms: HashMap<String, &str> = HashMap::new();
        let mut form_index = 0;
        for (level_index, level) in declared.levels.iter().enumerate() {
            for (at, form) in level.forms.iter().enumerate() {
                // What is a level only after a label is found by the label.
                let passes = if form.stands == Stands::Field { pass::COMPANION } else { pass::ANCHOR };
                let place = || format!("/levels/{level_index}/forms/{at}/text");
                let phrase = self.add(system, &form.text, (blob::FORM, form_index), passes | pass::CONTROL, place)?;
                if let Some(other) = forms.insert(phrase, &form.text) {
                    return Err((place(), format!("{:?} folds to the same text as {other:?}", form.text)));
                }
                form_index += 1;
            }
            for (at, portion) in level.portions.iter().enumerate() {
                let place = || format!("/levels/{level_index}/portions/{at}");
                self.add(system, portion, (blob::PORTION, level_index), pass::PORTION, place)?;
            }
        }
        for (index, control) in declared.controls.iter().enumerate() {
            let passes = if control.alone { pass::ANCHOR | pass::CONTROL } else { pass::DELIMITED | pass::CONTROL };
            self.add(system, &control.name, (blob::CONTROL, index), passes, || format!("/controls/{index}/name"))?;
            for (at, form) in control.forms.iter().enumerate() {
                let place = || format!("/controls/{index}/forms/{at}");
                self.add(system, form, (blob::CONTROL, index), passes, place)?;
            }
            if let Some(portion) = &control.portion {
                let place = || format!("/controls/{index}/portion");
                self.add(system, portion, (blob::CONTROL_PORTION, index), pass::CONTROL, place)?;
            }
        }
        for (index, field) in declared.fields.iter().enumerate() {
            self.add(system, &field.label, (blob::FIELD, index), pass::ANCHOR, || format!("/fields/{index}/label"))?;
        }
        for (at, support) in declared.supports.iter().enumerate() {
            let phrase = pattern_phrase(support, self.tables);
            self.insert(system, phrase, (blob::SUPPORT, 0), pass::COMPANION, || format!("/supports/{at}"))?;
        }
        for (at, confuser) in declared.confusers.iter().enumerate() {
            self.add(system, confuser, (blob::CONFUSER, 0), pass::COMPANION, || format!("/confusers/{at}"))?;
        }
        for (at, word) in declared.language_words.iter().enumerate() {
            self.add(system, word, (blob::LANGUAGE_WORD, 0), pass::COMPANION, || format!("/language_words/{at}"))?;
        }
        Ok(())
    }

    fn add(
        &mut self,
        system: usize,
        text: &str,
        role: (u32, usize),
        passes: u8,
        at: impl Fn() -> String,
    ) -> Result<String, Defect> {
        let phrase = phrase(text, self.tables);
        self.insert(system, phrase.clone(), role, passes, at)?;
        Ok(phrase)
    }

    fn insert(
        &mut self,
        system: usize,
        phrase: String,
        (role, index): (u32, usize),
        passes: u8,
        at: impl Fn() -> String,
    ) -> Result<(), Defect> {
        if phrase.is_empty() {
            return Err((at(), "this is blank".to_owned()));
        }
        let phrase = self.known.entry(phrase).or_default();
        phrase.passes |= passes;
        let used = (system, index << ROLE_BITS | role as usize);
        if !phrase.uses.contains(&used) {
            phrase.uses.push(used);
        }
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        to.number(self.known.len());
        let mut before: &[u8] = &[];
        for (text, phrase) in &self.known {
            let text = text.as_bytes();
            let shared = text.iter().zip(before).take_while(|(a, b)| a == b).count();
            to.number(shared);
            to.number(text.len() - shared);
            to.rest.extend_from_slice(&text[shared..]);
            to.byte(phrase.passes);
            to.number(phrase.uses.len());
            for &(system, used) in &phrase.uses {
                to.number(system);
                to.number(used);
            }
            before = text;
        }
    }
}

fn write_system(to: &mut Writer, system: &System) {
    to.text(&system.id);
    to.text(&system.jurisdiction);
    write_localised(to, Some(&system.title));
    to.byte(system.grammars.iter().fold(0, |all, grammar| all | 1 << *grammar as u8));
    to.number(system.levels.len());
    for level in &system.levels {
        write_level(to, level);
    }
    to.number(system.controls.len());
    for control in &system.controls {
        to.text(&control.name);
        to.text(control.meaning.as_deref().unwrap_or_default());
        let mut flags = counted_from_1(control.raises_to);
        for (set, flag) in
            [(control.alone, blob::ALONE), (control.open, blob::OPEN), (is_capitals(&control.name), blob::CAPITAL_NAME)]
        {
            flags |= if set { flag } else { 0 };
        }
        to.byte(flags);
    }
    to.number(system.fields.len());
    for field in &system.fields {
        to.number(field.label.split(' ').count());
        to.byte(counted_from_1(field.authority) | if field.metadata { blob::METADATA } else { 0 });
    }
}

fn write_level(to: &mut Writer, level: &Level) {
    to.text(&level.name);
    to.byte(level.rank);
    write_localised(to, level.title.as_ref());
    to.number(level.forms.len());
    for form in &level.forms {
        to.byte(form.stands as u8 | if is_capitals(&form.text) { blob::CAPITALS } else { 0 });
    }
}

/// Two texts, both empty where there is none.
fn write_localised(to: &mut Writer, text: Option<&Localised>) {
    to.text(text.map_or("", |text| &text.en));
    to.text(text.map_or("", |text| &text.zh_cn));
}

fn counted_from_1(rank: Option<u8>) -> u8 {
    rank.map_or(0, |rank| rank + 1)
}

/// Writes a blob.
#[derive(Default)]
struct Writer {
    /// All texts.
    texts: String,
    /// Everything else.
    rest: Vec<u8>,
}

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.rest.push(byte);
    }

    fn number(&mut self, number: usize) {
        put_number(&mut self.rest, number);
    }

    fn text(&mut self, text: &str) {
        self.texts.push_str(text);
        self.number(text.len());
    }

    /// The whole blob.
    fn finish(self) -> Vec<u8> {
        let mut body = Vec::new();
        put_number(&mut body, self.texts.len());
        body.extend_from_slice(self.texts.as_bytes());
        body.extend_from_slice(&self.rest);
        let mut blob = blob::MAGIC.to_vec();
        blob.push(blob::VERSION);
        blob.extend_from_slice(&blob::adler32(&body).to_le_bytes());
        blob.extend_from_slice(&body);
        blob
    }
}

fn put_number(to: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Locale, Origin,
        detect::Detector,
        marking::{
            catalogue::Catalogue,
            declaration::{Control, Form},
        },
        text::fold_tables,
    };
    use std::sync::Arc;

    fn example(form: &str) -> System {
        let title = |title: &str| Localised { en: title.to_owned(), zh_cn: title.to_owned() };
        let form = Form { text: form.to_owned(), stands: Stands::Line };
        System {
            id: "example".to_owned(),
            jurisdiction: "XX".to_owned(),
            title: title("Example"),
            sources: Vec::new(),
            grammars: Vec::new(),
            levels: vec![Level {
                name: "Crimson".to_owned(),
                rank: 3,
                title: None,
                forms: vec![form],
                portions: Vec::new(),
            }],
            controls: vec![Control {
                name: "BOARD ONLY".to_owned(),
                portion: None,
                forms: Vec::new(),
                meaning: Some("The board only".to_owned()),
                raises_to: Some(5),
                alone: false,
                open: false,
            }],
            fields: Vec::new(),
            supports: Vec::new(),
            confusers: Vec::new(),
            language_words: Vec::new(),
        }
    }

    #[test]
    fn a_declared_system_is_detected_beside_those_that_ship() {
        let blob = compile(&[example("KESTREL CRIMSON")], fold_tables()).expect("a sound declaration");
        let catalogue = Arc::new(Catalogue::with(&blob).expect("a whole blob"));
        let detector = Detector { catalogue, examinations: false };
        for (text, expected) in [
            ("KESTREL CRIMSON//BOARD ONLY\nFigures", ("example", Some("Crimson//BOARD ONLY"), 5)),
            ("KESTREL  CRIMSON\nFigures", ("example", Some("Crimson"), 3)),
            ("SECRET//NOFORN\nFigures", ("us", Some("SECRET"), 4)),
        ] {
            let findings = detector.find(text, Origin::Body, Locale::English);
            let found: Vec<_> =
                findings.iter().map(|found| (&*found.system, found.level.as_deref(), found.rank.get())).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }

    #[test]
    fn forms_that_say_nothing_or_the_same_are_refused_with_their_place() {
        let mut twice = example("CRIMSON");
        twice.levels[0].forms.push(Form { text: "Ｃrimson".to_owned(), stands: Stands::Line });
        for (system, at, message) in [
            (twice, "/levels/0/forms/1/text", "\"Ｃrimson\" folds to the same text as \"CRIMSON\""),
            (example(" \u{200B}"), "/levels/0/forms/0/text", "this is blank"),
        ] {
            let error = compile(&[system], fold_tables()).expect_err(at);
            assert_eq!((error.system, &*error.at, &*error.message), (0, at, message));
        }
    }

    #[test]
    fn numbers_and_texts_come_back() {
        let mut writer = Writer::default();
        for number in [0, 1, 127, 128, 16_383, 16_384, 1 << 27] {
            writer.number(number);
        }
        writer.text("密");
        let blob = writer.finish();
        let mut reader = blob::Reader::new(&blob).expect("a whole blob");
        assert_eq!(reader.number().and_then(|length| reader.take(length)), Some("密".as_bytes()));
        for number in [0, 1, 127, 128, 16_383, 16_384, 1 << 27, "密".len()] {
            assert_eq!(reader.number(), Some(number));
        }
        assert!(reader.is_empty());
        assert_eq!(reader.number(), None);
    }
}
