//! The text of HTML and of SVG in it as a reader sees it: a line for each block, a gap between cells, nothing of
//! scripts, styles and comments.
//!
//! Not a parser of HTML: it must only not lose words, and not join or tear apart lines that a marking stands on.
//! Character references stay as they are; folding reads them.

use crate::substring::{contains, position};

/// Elements whose content nobody reads. The list is that of the extension too, which makes plain text of HTML for
/// editors that take nothing else.
const SILENT: [&str; 3] = include!("silent.json");

/// Elements that stand on lines of their own.
pub(crate) const BLOCKS: [&str; 46] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "desc",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "text",
    "title",
    "tr",
];

/// Blocks with a blank line around them, so that a paragraph stays one.
const PARAGRAPHS: [&str; 10] = ["blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "table"];

/// Elements that stand beside each other in a row of a table.
pub(crate) const CELLS: [&str; 2] = ["td", "th"];

/// Elements in which no markup is read.
#[cfg(feature = "files")]
const VERBATIM: [&str; 2] = ["textarea", "title"];

/// Whether `name` is one of these, in whatever case.
#[inline(never)]
pub(crate) fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The text of `html`, as a clipboard carries it.
pub fn text_of(html: &str) -> String {
    let mut text = Text { out: String::with_capacity(html.len() / 2), gap: Gap::None, verbatim: 0 };
    // Whether elements that hold characters as they are have been found to end.
    #[cfg(feature = "files")]
    let mut has_ends = true;
    let mut rest = html;
    while let Some(open) = position(rest, "<") {
        text.push(&rest[..open]);
        rest = &rest[open..];
        // A comment, a script or characters as they are without an end hide the rest from a browser's reader, not from
        // us. Looking for an end again and again would take the square of the time.
        if rest.starts_with("<!--") {
            let Some(length) = comment_length(rest.as_bytes()) else { break };
            rest = &rest[length..];
            continue;
        }
        // XML, which is no format of the clipboard.
        if cfg!(feature = "files")
            && let Some(verbatim) = rest.strip_prefix("<![CDATA[")
        {
            let Some(end) = position(verbatim, "]]>") else { break };
            text.push(&verbatim[..end]);
            rest = &verbatim[end + 3..];
            continue;
        }
        if !begins_tag(rest) {
            text.push("<");
            rest = &rest[1..];
            continue;
        }
        // A tag without an end reaches to the end of the text: what it holds is read as text.
        let Some((tag, after)) = split_tag(rest) else { break };
        if !tag.closes && !tag.empty && is_one_of(tag.name, &SILENT) && !is_shown_template(&tag) {
            let Some(after) = skip_element(after, tag.name) else { break };
            rest = after;
            continue;
        }
        rest = after;
        text.tag(&tag);
        // What looks like markup in these is shown as it is.
        #[cfg(feature = "files")]
        if has_ends && !tag.closes && is_one_of(tag.name, &VERBATIM) {
            match before_end(rest, tag.name) {
                Some((written, after)) => {
                    text.push(written);
                    rest = after;
                }
                None => has_ends = false,
            }
        }
    }
    text.push(rest);
    text.out
}

/// How long the comment at the start of `html` is; `None` where it has no end. Browsers end it with `--!>` too, and
/// `<!-->` at once.
pub(crate) fn comment_length(html: &[u8]) -> Option<usize> {
    let ends = |end: usize| html[..end].ends_with(b"--") || end >= 7 && html[..end].ends_with(b"--!");
    (4..html.len()).find(|&end| html[end] == b'>' && ends(end)).map(|end| end + 1)
}

/// A tag.
pub(super) struct Tag<'h> {
    pub(super) name: &'h str,
    /// What stands behind the name.
    pub(super) attributes: &'h str,
    pub(super) closes: bool,
    empty: bool,
}

/// Whether a tag opens what browsers show of a component, which is no template then: saved pages have them.
fn is_shown_template(tag: &Tag<'_>) -> bool {
    cfg!(feature = "files") && contains(tag.attributes, "shadowrootmode")
}

/// Whether the `<` at the start of `html` begins a tag.
fn begins_tag(html: &str) -> bool {
    let name = html[1..].strip_prefix('/').unwrap_or(&html[1..]);
    name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?'))
}

/// The tag at the start of `html`, and what follows it; `None` where it has no end.
pub(super) fn split_tag(html: &str) -> Option<(Tag<'_>, &str)> {
    let bytes = html.as_bytes();
    let closes = bytes.get(1) == Some(&b'/');
    let start = 1 + usize::from(closes);
    let mut quote = None;
    let end = bytes.iter().enumerate().skip(start).find_map(|(at, &byte)| match quote {
        Some(open) if byte == open => {
            quote = None;
            None
        }
        Some(_) => None,
        // Only behind an equals sign does a quotation mark hold an attribute together.
        None if matches!(byte, b'"' | b'\'') && html[..at].trim_ascii_end().ends_with('=') => {
            quote = Some(byte);
            None
        }
        None => (byte == b'>').then_some(at),
    })?;
    let name_end =
        bytes[start..end].iter().position(|byte| !byte.is_ascii_alphanumeric()).map_or(end, |length| start + length);
    let (name, attributes) = (&html[start..name_end], &html[name_end..end]);
    let tag = Tag { name, attributes, closes, empty: bytes[end - 1] == b'/' };
    Some((tag, &html[end + 1..]))
}

/// What stands before the end of the element `name`, and that end with all that follows.
#[cfg(feature = "files")]
fn before_end<'h>(html: &'h str, name: &str) -> Option<(&'h str, &'h str)> {
    let after = skip_element(html, name)?;
    let end = html[..html.len() - after.len()].rfind("</")?;
    Some(html.split_at(end))
}

/// What follows the end of the element `name`; `None` where it does not end.
fn skip_element<'h>(html: &'h str, name: &str) -> Option<&'h str> {
    let mut rest = html;
    loop {
        rest = &rest[position(rest, "<")? + 1..];
        let Some(tag) = rest.strip_prefix('/') else { continue };
        rest = tag;
        let ends = rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if ends {
            return position(rest, ">").map(|end| &rest[end + 1..]);
        }
    }
}

/// What goes between the last word and the next one, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Cell,
    Line,
    Paragraph,
}

struct Text {
    out: String,
    gap: Gap,
    /// Open elements in which blanks and line breaks are as written.
    verbatim: u32,
}

impl Text {
    fn tag(&mut self, tag: &Tag<'_>) {
        if is_one_of(tag.name, &["pre", "textarea"]) {
            self.verbatim = if tag.closes { self.verbatim.saturating_sub(1) } else { self.verbatim + 1 };
        }
        let gap = if is_one_of(tag.name, &PARAGRAPHS) {
            Gap::Paragraph
        } else if self.gap >= Gap::Line && is_one_of(tag.name, &["br"]) {
            // A second line break in a row is a blank line.
            Gap::Paragraph
        } else if is_one_of(tag.name, &BLOCKS) || is_one_of(tag.name, &["tspan"]) && contains(tag.attributes, " x=") {
            // In SVG a line is a part of a text that has a place.
            Gap::Line
        } else if is_one_of(tag.name, &CELLS) {
            Gap::Cell
        } else {
            return;
        };
        self.gap = self.gap.max(gap);
    }

    fn push(&mut self, written: &str) {
        if self.verbatim > 0 {
            if !written.is_empty() {
                self.close_gap();
                self.out.push_str(written);
            }
            return;
        }
        let mut rest = written;
        while !rest.is_empty() {
            let word = rest.trim_ascii_start();
            if word.len() < rest.len() {
                self.gap = self.gap.max(Gap::Blank);
            }
            let end = word.find(|c: char| c.is_ascii_whitespace()).unwrap_or(word.len());
            if end > 0 {
                self.close_gap();
                self.out.push_str(&word[..end]);
            }
            rest = &word[end..];
        }
    }

    fn close_gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str(match self.gap {
                Gap::None => "",
                Gap::Blank => " ",
                Gap::Cell => " | ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_inline_elements_are_not() {
        for (html, expected) in [
            ("<p>SECRET//NOFORN</p><p>Ferry</p>", "SECRET//NOFORN\n\nFerry"),
            ("<div>one</div><div>two</div>", "one\ntwo"),
            ("a<br>b<br/><br>c", "a\nb\n\nc"),
            ("<b>SEC</b><i>RET</i>//NF", "SECRET//NF"),
            ("<ul><li>(U) a</li>\n  <li>(S) b</li></ul>", "(U) a\n(S) b"),
            ("<table><tr><th>Classification</th><td>SECRET</td></tr></table>", "Classification | SECRET"),
            ("  <span>a</span>\n  b  ", "a b"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("<details><summary>SECRET//NF</summary>Ferry</details>", "SECRET//NF\nFerry"),
            ("<select><option>one<option>two</select>", "one\ntwo"),
            (
                "<svg><title>Plan</title><path d='M0'/><text>SECRET//NF</text><text>Ferry</text></svg>",
                "Plan\nSECRET//NF\nFerry",
            ),
            (
                "<text><tspan x='4' dy='0'>SEC<tspan>RET</tspan></tspan><tspan dy=\"9\" x='4'>Ferry</tspan></text>",
                "SECRET\nFerry",
            ),
        ] {
            assert_eq!(text_of(html).trim(), expected, "{html}");
        }
    }

    #[test]
    fn scripts_styles_and_comments_are_not_read() {
        for (html, expected) in [
            ("<style>p{color:red}</style>x", "x"),
            ("<script>if (a < b) { s = '</p>'; }</script>x", "x"),
            ("<!-- SECRET --><p>x", "x"),
            ("<SCRIPT>a</SCRIPT >x", "x"),
            ("<svg><style>text { fill: red }</style>x</svg>", "x"),
        ] {
            assert_eq!(text_of(html).trim(), expected, "{html}");
        }
    }

    #[test]
    fn what_browsers_show_is_read() {
        for (html, expected) in [
            ("<noscript>SECRET//NF</noscript>", "SECRET//NF"),
            ("<svg><path><p>SECRET//NF</p>", "SECRET//NF"),
            ("<!-->SECRET//NF<!-- x -->", "SECRET//NF"),
            ("<!--->SECRET//NF<!-- x -->", "SECRET//NF"),
            ("<!-- x --!>SECRET//NF<!-- x -->", "SECRET//NF"),
            ("<!--!>x<b>-->SECRET//NF", "SECRET//NF"),
            ("<![CDATA[SECRET//NF]]> Ferry", "SECRET//NF Ferry"),
            // No browser shows these; who knows what else is wrong with such a page.
            ("a<style><p>SECRET//NF", "a<style><p>SECRET//NF"),
            ("a<![CDATA[SECRET//NF", "a<![CDATA[SECRET//NF"),
        ] {
            assert_eq!(text_of(html).trim(), expected, "{html}");
        }
    }

    #[test]
    fn time_is_linear_in_what_never_ends() {
        // Quadratic reading of these would take minutes.
        for unit in ["<", "<a", "<!--", "<a =\"", "<script>", "</", "<![CDATA[", "<!-- x --", "<style></style"] {
            let html = unit.repeat(1 << 18);
            assert!(text_of(&html).len() <= html.len(), "{unit}");
        }
    }

    #[test]
    fn what_is_no_tag_stays() {
        for (html, expected) in [
            ("a < b", "a < b"),
            ("<3", "<3"),
            ("x <", "x <"),
            ("<p title=\"a > b\">x", "x"),
            ("it's <b title='>'>x</b>", "it's x"),
            ("a <b c", "a <b c"),
            ("<!-- open <b>x", "<!-- open <b>x"),
            ("SECRET&#47;&#47;NOFORN", "SECRET&#47;&#47;NOFORN"),
        ] {
            assert_eq!(text_of(html).trim(), expected, "{html}");
        }
    }
}
