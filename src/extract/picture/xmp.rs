//! XMP: properties in XML (ISO 16684-1; Adobe, "XMP Specification Part 1").
//!
//! A property is an element, whose text may stand in a list, or an attribute. Programs call the same one by the same
//! prefix, so that names are read as they are written.
use super::markup::{Token, Tokens, attributes, expanded};
use super::{Properties, Purpose, is_data};
use crate::extract::encoding::plausible;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How deep elements stand in one another.
const MAX_DEPTH: usize = 64;
/// How many properties of one packet are read.
const MAX_NAMES: usize = 1024;
/// Longest value that can be a label, in bytes.
const MAX_LABEL_BYTES: usize = 256;
/// How many bytes of labels are read.
const MAX_LABELS_BYTES: usize = 256 * 1024;

/// Titles and keywords: what a picture shows, not what it is.
const TITLES: [&str; 5] =
    ["dc:title", "dc:subject", "lr:hierarchicalSubject", "photoshop:Category", "photoshop:SupplementalCategories"];

/// Reads a packet.
pub(super) fn read(packet: &[u8], into: &mut Properties) {
    let packet = into.look_at(packet);
    let Some(xml) = text_of(packet) else { return };
    let mut values = Values::default();
    values.read(&xml);
    into.is_cut |= values.is_cut;
    for (name, text) in &values.texts {
        let purpose = if TITLES.contains(name) { Purpose::Title } else { Purpose::Note };
        into.add(&["XMP ", name].concat(), purpose, text);
    }
    into.add("XMP", Purpose::Labels, &values.labels);
}

/// A packet's text. It is in UTF-8, or in UTF-16 in some formats, whatever the file says of other texts in it.
fn text_of(packet: &[u8]) -> Option<Cow<'_, str>> {
    match str::from_utf8(packet) {
        Ok(text) if !text.contains('\0') => Some(text.into()),
        _ => plausible(packet).first().map(|decoding| decoding.text(packet).into()),
    }
}

/// What is read of a packet.
#[derive(Default)]
struct Values<'x> {
    /// Names with their values, those of a list one a line.
    texts: BTreeMap<&'x str, String>,
    /// Short values as they stand in XML: with their names, but not in lists.
    labels: String,
    is_cut: bool,
}

impl<'x> Values<'x> {
    fn read(&mut self, xml: &'x str) {
        // Names of the elements around, outermost first.
        let mut around: Vec<&str> = Vec::new();
        let mut beyond = 0_usize;
        for token in Tokens::new(xml) {
            match token {
                Token::Open { name, attributes: inside, is_empty } => {
                    for (name, value) in attributes(inside).filter(|(name, _)| is_property(name)) {
                        self.add(name, &expanded(value), Form::Attribute);
                    }
                    if !is_empty && around.len() < MAX_DEPTH {
                        around.push(name);
                    } else if !is_empty {
                        beyond += 1;
                        self.is_cut = true;
                    }
                }
                Token::Close if beyond > 0 => beyond -= 1,
                Token::Close => {
                    around.pop();
                }
                Token::Text(text) if text.trim_ascii().is_empty() => {}
                Token::Text(text) => self.add_in(&around, &expanded(text)),
                Token::Verbatim(text) => self.add_in(&around, text),
            }
        }
    }

    /// Takes the text of an element: of the innermost that is a property, and not of a list's item or of RDF's own.
    fn add_in(&mut self, around: &[&'x str], text: &str) {
        if let Some(name) = around.iter().rev().find(|name| is_property(name)) {
            self.add(name, text, Form::Element);
        }
    }

    fn add(&mut self, name: &'x str, value: &str, form: Form) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        if value.len() <= MAX_LABEL_BYTES && self.labels.len() >= MAX_LABELS_BYTES {
            self.is_cut = true;
        } else if value.len() <= MAX_LABEL_BYTES {
            let written = match form {
                Form::Attribute => writeln!(self.labels, "{name}=\"{value}\""),
                Form::Element => writeln!(self.labels, "<{name}>{value}</{name}>"),
            };
            written.expect("a string takes what is written");
        }
        if is_data(value) {
            return;
        }
        if self.texts.len() == MAX_NAMES && !self.texts.contains_key(name) {
            self.is_cut = true;
            return;
        }
        let text = self.texts.entry(name).or_default();
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(value);
    }
}

#[derive(Clone, Copy)]
enum Form {
    Attribute,
    Element,
}

/// Whether a name is that of a property, and not of RDF, of XML itself or of the packet.
fn is_property(name: &str) -> bool {
    let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
    !matches!(prefix, "rdf" | "xml" | "xmlns" | "x") && name != "xmlns"
}
