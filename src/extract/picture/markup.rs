//! XML, read tolerantly: what has no end, or ends something else, is passed over. Nothing is fetched and no entity is
//! defined: names and numbers of characters are all that is expanded.
use crate::text::entity;

/// A piece of XML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'x> {
    /// The start of an element, with what stands in the tag behind its name.
    Open { name: &'x str, attributes: &'x str, is_empty: bool },
    /// The end of one.
    Close,
    /// Text between tags, with its references.
    Text(&'x str),
    /// Text without references.
    Verbatim(&'x str),
}

/// The pieces of a text, in order; comments, instructions and declarations are none.
pub(super) struct Tokens<'x> {
    rest: &'x str,
}

impl<'x> Tokens<'x> {
    pub(super) fn new(xml: &'x str) -> Tokens<'x> {
        Tokens { rest: xml }
    }

    /// What stands before `end`, which must come; and goes on behind it.
    fn until(&mut self, end: &str) -> Option<&'x str> {
        let (before, after) = self.rest.split_once(end)?;
        self.rest = after;
        Some(before)
    }
}

impl<'x> Iterator for Tokens<'x> {
    type Item = Token<'x>;

    fn next(&mut self) -> Option<Token<'x>> {
        loop {
            if !self.rest.starts_with('<') {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return (end > 0).then_some(Token::Text(text));
            }
            if let Some(rest) = self.rest.strip_prefix("<![CDATA[") {
                self.rest = rest;
                return self.until("]]>").map(Token::Verbatim);
            }
            if self.rest.starts_with("<!--") {
                self.until("-->")?;
            } else if self.rest.starts_with("<?") {
                self.until("?>")?;
            } else if self.rest.starts_with("<!") {
                self.until(">")?;
            } else if self.rest.starts_with("</") {
                self.until(">")?;
                return Some(Token::Close);
            } else {
                let (tag, rest) = split_tag(&self.rest[1..])?;
                self.rest = rest;
                let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
                let (name, attributes) = tag.split_at(tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len()));
                return Some(Token::Open { name, attributes, is_empty });
            }
        }
    }
}

/// What stands in the tag of which this is the inside, and what follows it. A `>` in quotation marks does not end it.
fn split_tag(inside: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    let end = inside.bytes().position(|byte| {
        match quote {
            Some(open) if byte == open => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            _ => {}
        }
        quote.is_none() && byte == b'>'
    })?;
    Some((&inside[..end], &inside[end + 1..]))
}

/// Names and values of attributes, with their references.
pub(super) fn attributes(mut tag: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        let (name, rest) = tag.split_once('=')?;
        let rest = rest.trim_ascii_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, rest) = rest[1..].split_once(quote)?;
        tag = rest;
        Some((name.trim_ascii(), value))
    })
}

/// The text that is written with references.
pub(in crate::extract) fn expanded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (character, length) = entity::decode(&rest[at..]).unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}
