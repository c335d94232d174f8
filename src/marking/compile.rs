//! Compiles declared marking systems to a blob of the catalogue: in `build.rs` those of `src/systems`, at run time
//! those of a policy.
use super::{
    blob,
    declaration::{Control, Level, Localised, System, is_capitals},
};
use crate::{
    bytes::put_number,
    text::{
        phrase::{pattern_phrase, phrase},
        tables::Tables,
    },
};
use std::collections::HashMap;

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

/// Shortest form that is looked for as it is misread, in bytes of ASCII.
const MIN_MISREAD_BYTES: usize = 6;
/// Fewest systems that declare such a form: where all were looked for, clean text would be read more slowly.
const MIN_MISREAD_SYSTEMS: usize = 2;

/// The blob of `systems`. Fails where a text is blank, or a form folds to the same as another of its system; the error
/// has all such places.
pub(crate) fn compile(systems: &[System], tables: &Tables<'_>) -> Result<Vec<u8>, Vec<DeclarationError>> {
    let mut declared: HashMap<String, usize> = HashMap::new();
    for form in systems.iter().flat_map(|system| &system.levels).flat_map(|level| &level.forms) {
        *declared.entry(phrase(&form.text, tables)).or_default() += 1;
    }
    let mut writer = Writer {
        tables,
        declared,
        texts: String::new(),
        phrases: String::new(),
        rest: Vec::new(),
        index: 0,
        errors: Vec::new(),
    };
    writer.number(systems.len());
    for (index, system) in systems.iter().enumerate() {
        writer.index = index;
        writer.system(system);
    }
    if writer.errors.is_empty() { Ok(writer.finish()) } else { Err(writer.errors) }
}

/// Writes a blob.
struct Writer<'t> {
    tables: &'t Tables<'t>,
    /// How many systems declare each form, by its phrase.
    declared: HashMap<String, usize>,
    /// All texts.
    texts: String,
    /// All phrases.
    phrases: String,
    /// Everything else.
    rest: Vec<u8>,
    /// Index of the system that is written.
    index: usize,
    errors: Vec<DeclarationError>,
}

impl Writer<'_> {
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

    /// Two texts, both empty where there is none.
    fn localised(&mut self, text: Option<&Localised>) {
        self.text(text.map_or("", |text| &text.en));
        self.text(text.map_or("", |text| &text.zh_cn));
    }

    /// The phrase that a text of the declaration is found by; `at` is its place.
    fn phrase(&mut self, phrase: &str, at: impl FnOnce() -> String) {
        if phrase.is_empty() {
            self.error(at(), "there is nothing in it to look for".to_owned());
        }
        self.phrases.push_str(phrase);
        self.number(phrase.len());
    }

    fn error(&mut self, at: String, message: String) {
        self.errors.push(DeclarationError { system: self.index, at, message });
    }

    fn system(&mut self, system: &System) {
        self.text(&system.id);
        self.text(&system.jurisdiction);
        self.localised(Some(&system.title));
        self.byte(system.grammars.iter().fold(0, |all, grammar| all | 1 << *grammar as u8));
        self.number(system.levels.len());
        let mut forms = HashMap::new();
        for (index, level) in system.levels.iter().enumerate() {
            self.level(level, index, &mut forms);
        }
        self.number(system.controls.len());
        for (index, control) in system.controls.iter().enumerate() {
            self.control(control, index);
        }
        self.number(system.fields.len());
        for (index, field) in system.fields.iter().enumerate() {
            self.number(field.label.split(' ').count());
            self.byte(counted_from_1(field.authority) | if field.metadata { blob::METADATA } else { 0 });
            self.phrase(&phrase(&field.label, self.tables), || format!("/fields/{index}/label"));
        }
        for (list, words, fold) in [
            ("supports", &system.supports, pattern_phrase as fn(&str, &Tables<'_>) -> String),
            ("confusers", &system.confusers, phrase),
            ("language_words", &system.language_words, phrase),
        ] {
            self.number(words.len());
            for (index, word) in words.iter().enumerate() {
                self.phrase(&fold(word, self.tables), || format!("/{list}/{index}"));
            }
        }
    }

    /// `forms` are those of the levels before, by their phrases.
    fn level<'s>(&mut self, level: &'s Level, index: usize, forms: &mut HashMap<String, &'s str>) {
        self.text(&level.name);
        self.byte(level.rank);
        self.localised(level.title.as_ref());
        self.number(level.forms.len());
        for (at, form) in level.forms.iter().enumerate() {
            let place = || format!("/levels/{index}/forms/{at}/text");
            let phrase = phrase(&form.text, self.tables);
            let misread = phrase.is_ascii()
                && phrase.len() >= MIN_MISREAD_BYTES
                && self.declared.get(&phrase).is_some_and(|&systems| systems >= MIN_MISREAD_SYSTEMS);
            let flags = [(is_capitals(&form.text), blob::CAPITALS), (misread, blob::MISREAD)];
            self.byte(flags.iter().filter(|(set, _)| *set).fold(form.stands as u8, |flags, (_, flag)| flags | flag));
            self.phrase(&phrase, place);
            if let Some(other) = forms.insert(phrase, &form.text) {
                self.error(place(), format!("{:?} folds to the same text as {other:?}", form.text));
            }
        }
        self.number(level.portions.len());
        for (at, portion) in level.portions.iter().enumerate() {
            self.phrase(&phrase(portion, self.tables), || format!("/levels/{index}/portions/{at}"));
        }
    }

    fn control(&mut self, control: &Control, index: usize) {
        self.text(&control.name);
        self.text(control.meaning.as_deref().unwrap_or_default());
        let mut flags = counted_from_1(control.raises_to);
        for (set, flag) in [
            (control.alone, blob::ALONE),
            (control.open, blob::OPEN),
            (is_capitals(&control.name), blob::CAPITAL_NAME),
            (control.portion.is_some(), blob::HAS_PORTION),
        ] {
            flags |= if set { flag } else { 0 };
        }
        self.byte(flags);
        let name = phrase(&control.name, self.tables);
        self.phrase(&name, || format!("/controls/{index}/name"));
        // The name is often repeated among the forms.
        let forms: Vec<_> = control.forms.iter().map(|form| phrase(form, self.tables)).collect();
        self.number(forms.iter().filter(|form| **form != name).count());
        for (at, form) in forms.iter().enumerate().filter(|(_, form)| **form != name) {
            self.phrase(form, || format!("/controls/{index}/forms/{at}"));
        }
        if let Some(portion) = &control.portion {
            self.phrase(&phrase(portion, self.tables), || format!("/controls/{index}/portion"));
        }
    }

    /// The whole blob.
    fn finish(self) -> Vec<u8> {
        let mut body = Vec::new();
        for part in [self.texts, self.phrases] {
            put_number(&mut body, part.len());
            body.extend_from_slice(part.as_bytes());
        }
        body.extend_from_slice(&self.rest);
        let mut blob = blob::MAGIC.to_vec();
        blob.push(blob::VERSION);
        blob.extend_from_slice(&blob::adler32(&body).to_le_bytes());
        blob.extend_from_slice(&body);
        blob
    }
}

fn counted_from_1(rank: Option<u8>) -> u8 {
    rank.map_or(0, |rank| rank + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Locale, Origin,
        detect::Detector,
        marking::{
            catalogue::Catalogue,
            declaration::{Form, Stands},
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
        let blob = compile(&[example("KESTREL CRIMSON")], &fold_tables()).expect("a sound declaration");
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
            (example(" \u{200B}"), "/levels/0/forms/0/text", "there is nothing in it to look for"),
        ] {
            let errors = compile(&[system], &fold_tables()).expect_err(at);
            let expected = DeclarationError { system: 0, at: at.to_owned(), message: message.to_owned() };
            assert_eq!(errors, [expected]);
        }
    }
}
