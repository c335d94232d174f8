//! Text that is written with markup, as a reader of what it makes sees it: `SEC<!-- -->RET`, `**S**ECRET`,
//! `<p>绝密</p><p>西坪县…`.
//!
//! Other than [`super::html`], which reads what is known to be HTML, this leaves line breaks as they are written, and
//! whatever it does not know: somebody pastes a line of source in the middle of a mail.
use super::html::{BLOCKS, CELLS, comment_length, is_one_of};
use core::ops::RangeInclusive;

use crate::{
    Span,
    text::{
        block::{BLOCK, Block, MASKS},
        utf16_units,
    },
};

/// Elements within a line, which leave no gap where they begin or end.
const INLINE: [&str; 20] = [
    "span", "b", "i", "u", "s", "em", "strong", "font", "mark", "small", "big", "wbr", "a", "code", "ins", "del",
    "sub", "sup", "tt", "bdi",
];
/// Blocks that say what a page is called or offer a choice, which are no lines of it.
const NO_LINES: [&str; 2] = ["title", "option"];
/// What stands between the cells of a table.
const CELL: &str = " | ";
/// Longest tag or comment, in bytes: word processors write whole style sheets into a tag.
pub(crate) const MAX_MARKUP_BYTES: usize = 400;
/// Stars of markdown in a row: bold, and slanted besides. One may also be the one before a period, or times.
const STARS: RangeInclusive<usize> = 2..=3;
/// How much before and behind a word with markup inside is looked at with it, in bytes.
const AROUND_BYTES: usize = 80;

/// A text without its markup.
pub(crate) struct Unmarked {
    /// What is left.
    pub(crate) text: String,
    /// Parts of it that were kept together, in their order.
    parts: Vec<Part>,
}

#[derive(Clone, Copy)]
struct Part {
    /// Where it begins in what is left, in UTF-16 units.
    start: u32,
    /// Where it begins in the text with its markup, in UTF-16 units, and in bytes.
    original: u32,
    byte: u32,
    /// How many line breaks were put in before it, less those that were left out.
    lines: i32,
}

/// Where something stands in a text with markup.
pub(crate) struct Place<'t> {
    pub(crate) span: Span,
    /// What stands there.
    pub(crate) source: &'t str,
    /// The number of the line on which it begins.
    pub(crate) line: u32,
}

impl Unmarked {
    /// `text` without comments and inline tags, with a line for each block and a rule between cells.
    pub(crate) fn of(text: &str) -> Unmarked {
        let mut unmarked = Unmarked { text: String::with_capacity(text.len()), parts: Vec::new() };
        let mut part = Part { start: 0, original: 0, byte: 0, lines: 0 };
        let mut done = 0;
        loop {
            let found = next_markup(text, done, false);
            let Found { at, end, instead } = found.unwrap_or(Found { at: text.len(), end: text.len(), instead: "" });
            unmarked.parts.push(part);
            unmarked.text.push_str(&text[done..at]);
            unmarked.text.push_str(instead);
            let kept = utf16_units(&text.as_bytes()[done..at]);
            // All that stands instead of markup is ASCII.
            part.start += kept + instead.len() as u32;
            part.original += kept + utf16_units(&text.as_bytes()[at..end]);
            part.lines += breaks(instead) - breaks(&text[at..end]);
            done = end;
            part.byte = end as u32;
            if found.is_none() {
                return unmarked;
            }
        }
    }

    /// Where a range of what is left, on its line `line`, stands in `text`, which has the markup.
    pub(crate) fn place<'t>(&self, text: &'t str, span: Span, line: u32) -> Place<'t> {
        let last = span.end.max(span.start + 1) - 1;
        let (from, to) = (self.part(span.start), self.part(last));
        let span = Span { start: span.start - from.start + from.original, end: last - to.start + to.original + 1 };
        let mut rest = text[from.byte as usize..].chars();
        let mut unit = from.original;
        let mut behind = |end: u32| {
            while unit < end
                && let Some(c) = rest.next()
            {
                unit += c.len_utf16() as u32;
            }
            rest.as_str()
        };
        let source = behind(span.start);
        let source = &source[..source.len() - behind(span.end).len()];
        Place { span, source, line: line.wrapping_sub_signed(from.lines) }
    }

    /// The last part that begins at `at` or before. The first one begins at the start, and an empty one ends where the
    /// next begins.
    fn part(&self, at: u32) -> &Part {
        &self.parts[self.parts.partition_point(|part| part.start <= at) - 1]
    }
}

/// Whether a block or cell begins or ends in `text`.
pub(crate) fn has_blocks(text: &str) -> bool {
    let mut done = 0;
    while let Some(found) = next_markup(text, done, false) {
        if !found.instead.is_empty() {
            return true;
        }
        done = found.end;
    }
    false
}

/// The words of `text` with markup inside them and what stands around them, without their markup; empty where there are
/// none. Much shorter than the text, mostly.
pub(crate) fn words_with_markup(text: &str) -> String {
    let mut words = String::new();
    let (mut at, mut done) = (0, 0);
    while let Some(found) = next_markup(text, at, true) {
        at = found.end;
        if found.instead.is_empty() && goes_on(text, at) {
            let from = text.floor_char_boundary(found.at.saturating_sub(AROUND_BYTES)).max(done);
            done = text.floor_char_boundary(at + AROUND_BYTES);
            words.push_str(&Unmarked::of(&text[from..done]).text);
            words.push('\n');
            at = done;
        }
    }
    words
}

/// Whether a word goes on at `at`, or behind tags there that leave no gap.
fn goes_on(text: &str, at: usize) -> bool {
    let mut at = at;
    while text.as_bytes().get(at) == Some(&b'<')
        && let Some((length, "")) = read_tag(&text[at..])
    {
        at += length;
    }
    text[at..].starts_with(is_part)
}

fn breaks(text: &str) -> i32 {
    text.bytes().map(|byte| i32::from(byte == b'\n')).sum()
}

/// Letters, digits, and the star before a period.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '★'
}

/// Markup in a text.
#[derive(Clone, Copy)]
struct Found {
    at: usize,
    end: usize,
    /// What a reader sees instead.
    instead: &'static str,
}

/// The first markup that begins at `from` or later; with `inside_words` only what follows a character of a word.
fn next_markup(text: &str, from: usize, inside_words: bool) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut from = from;
    loop {
        let at = next_mark(bytes, from)?;
        let is_tag = bytes[at] == b'<';
        let found = if inside_words && !text[..at].ends_with(is_part) {
            None
        } else if is_tag {
            read_tag(&text[at..])
        } else {
            read_stars(text, at)
        };
        if let Some((length, instead)) = found {
            return Some(Found { at, end: at + length, instead });
        }
        // A run of stars is asked about once.
        from = at + 1;
        while !is_tag && bytes.get(from) == Some(&b'*') {
            from += 1;
        }
    }
}

/// Where the first `<` or `*` stands from `from` on.
fn next_mark(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while MASKS && at < bytes.len() {
        let block = Block::at(bytes, at);
        let mask = block.equal(b'<') | block.equal(b'*');
        if mask != 0 {
            return Some(at + mask.trailing_zeros() as usize);
        }
        at += BLOCK;
    }
    let rest = bytes.get(at..)?;
    Some(at + rest.iter().position(|&byte| byte == b'<' || byte == b'*')?)
}

/// The comment or the known tag with which `text` begins: its length, and what a reader sees instead.
fn read_tag(text: &str) -> Option<(usize, &'static str)> {
    let bytes = &text.as_bytes()[..text.len().min(MAX_MARKUP_BYTES)];
    let instead = if bytes.starts_with(b"<!--") {
        return Some((comment_length(bytes)?, ""));
    } else {
        let closes = bytes.get(1) == Some(&b'/');
        let start = 1 + usize::from(closes);
        let length = bytes.get(start..)?.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
        let (name, rest) = text[start..].split_at(length);
        // `<S//NF>` is a portion mark.
        if !matches!(rest.as_bytes(), [b' ' | b'\n' | b'>', ..] | [b'/', b'>', ..]) {
            return None;
        }
        if is_one_of(name, &INLINE) {
            ""
        } else if is_one_of(name, &CELLS) {
            if closes { CELL } else { "" }
        } else if is_one_of(name, &BLOCKS) && !is_one_of(name, &NO_LINES) {
            "\n"
        } else {
            return None;
        }
    };
    let end = bytes.iter().position(|&byte| byte == b'>')?;
    Some((end + 1, instead))
}

/// The stars of bold markdown at `at`, which touch a word.
fn read_stars(text: &str, at: usize) -> Option<(usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut end = at;
    while bytes.get(end) == Some(&b'*') {
        end += 1;
    }
    (STARS.contains(&(end - at)) && (text[..at].ends_with(is_part) || text[end..].starts_with(is_part)))
        .then_some((end - at, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reader_sees_words_lines_and_cells() {
        for (text, expected) in [
            ("SEC<!-- x -->RET//NF", "SECRET//NF"),
            ("SEC<!---->RET", "SECRET"),
            ("SEC<!-->RET<!-- x -->", "SECRET"),
            ("**S**ECRET//NOFORN", "SECRET//NOFORN"),
            ("**机**密★10年 **重要**", "机密★10年 重要"),
            ("<SPAN>绝</SPAN><span style='color: red'>密</span>", "绝密"),
            ("<p>绝密</p><p>西坪县</p>", "\n绝密\n\n西坪县\n"),
            ("<tr><th>密级</th><td>机密</td></tr>", "\n密级 | 机密 | \n"),
            ("SEC<br>RET", "SEC\nRET"),
            ("a <b>bold</b> word", "a bold word"),
            ("<title>Secret</title>", "<title>Secret</title>"),
            ("(S) <S//NF> a < b > c, List<String>", "(S) <S//NF> a < b > c, List<String>"),
            ("机密★10年 2*3 x * y ** z", "机密★10年 2*3 x * y ** z"),
            ("SEC<!-- RET <b RET", "SEC<!-- RET <b RET"),
            ("****a", "****a"),
        ] {
            assert_eq!(Unmarked::of(text).text, expected, "{text:?}");
        }
    }

    #[test]
    fn words_with_markup_are_picked_out() {
        let text = format!("{}SEC<b>RET</b>//NF{}", "word ".repeat(100), " <b>word</b>".repeat(100));
        let words = words_with_markup(&text);
        assert!(words.contains("SECRET//NF") && words.len() < 3 * AROUND_BYTES, "{words}");
        assert_eq!(words_with_markup("<p>绝</p><p>密</p> a <b>bold</b> word"), "");
    }

    proptest! {
        #[test]
        fn what_is_kept_stands_where_it_is_said(text in "([aé机😀★]|<b>|</b>|<!--\n-->|<br>|<td>|</td>|<|>| |\n|\\*{1,4}){0,40}") {
            let unmarked = Unmarked::of(&text);
            let line = |before: &str| 1 + breaks(before) as u32;
            for (at, c) in unmarked.text.char_indices().filter(|&(_, c)| c.is_alphabetic() || c == '😀') {
                let start = utf16_units(&unmarked.text.as_bytes()[..at]);
                let span = Span { start, end: start + c.len_utf16() as u32 };
                let place = unmarked.place(&text, span, line(&unmarked.text[..at]));
                prop_assert_eq!(place.source, c.to_string());
                let byte = place.source.as_ptr() as usize - text.as_ptr() as usize;
                let start = utf16_units(&text.as_bytes()[..byte]);
                prop_assert_eq!(place.span, Span { start, end: start + c.len_utf16() as u32 });
                prop_assert_eq!(place.line, line(&text[..byte]));
            }
            let _ = words_with_markup(&text);
        }
    }
}
