//! The text of HTML as a reader sees it: a line for each block, a gap between cells, nothing of scripts, styles and comments.
//!
//! Not a parser of HTML: it must only not lose words, and not join or tear apart lines that a marking stands on. Character references
//! stay as they are; folding reads them.

/// Elements whose content nobody reads.
const SILENT: [&str; 5] = ["script", "style", "template", "noscript", "svg"];

/// Elements that stand on lines of their own.
pub(crate) const BLOCKS: [&str; 42] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
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
    "p",
    "pre",
    "section",
    "title",
    "tr",
];

/// Blocks with a blank line around them, so that a paragraph stays one.
const PARAGRAPHS: [&str; 10] = ["blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "table"];

/// Elements that stand beside each other in a row of a table.
pub(crate) const CELLS: [&str; 2] = ["td", "th"];

/// Whether `name` is one of these, in whatever case.
#[inline(never)]
pub(crate) fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The text of `html`.
pub fn text_of(html: &str) -> String {
    let mut text = Text { out: String::with_capacity(html.len() / 2), gap: Gap::None, verbatim: 0 };
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push(&rest[..open]);
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            // An unclosed comment hides the rest from a browser's reader, not from us. Looking for its end again and again
            // would take the square of the time.
            let mut ends = comment.match_indices('>').map(|(end, _)| end);
            let Some(end) = ends.find(|&end| comment[..end].ends_with("--")) else { break };
            rest = &comment[end + 1..];
            continue;
        }
        if !begins_tag(rest) {
            text.push("<");
            rest = &rest[1..];
            continue;
        }
        // A tag without an end reaches to the end of the text: what it holds is read as text.
        let Some((tag, after)) = split_tag(rest) else { break };
        rest = after;
        if !tag.closes && !tag.empty && is_one_of(tag.name, &SILENT) {
            rest = skip_element(rest, tag.name);
            continue;
        }
        text.tag(&tag);
    }
    text.push(rest);
    text.out
}

/// A tag without its attributes.
struct Tag<'h> {
    name: &'h str,
    closes: bool,
    empty: bool,
}

/// Whether the `<` at the start of `html` begins a tag.
fn begins_tag(html: &str) -> bool {
    let name = html[1..].strip_prefix('/').unwrap_or(&html[1..]);
    name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?'))
}

/// The tag at the start of `html`, and what follows it; `None` where it has no end.
fn split_tag(html: &str) -> Option<(Tag<'_>, &str)> {
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
    let tag = Tag { name: &html[start..name_end], closes, empty: bytes[end - 1] == b'/' };
    Some((tag, &html[end + 1..]))
}

/// What follows the end of the element `name`; nothing where it does not end, as a browser reads it.
fn skip_element<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        let Some(tag) = rest.strip_prefix('/') else { continue };
        rest = tag;
        let ends = rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if ends {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
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
        } else if is_one_of(tag.name, &BLOCKS) {
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
        ] {
            assert_eq!(text_of(html).trim(), expected, "{html}");
        }
    }

    #[test]
    fn time_is_linear_in_what_never_ends() {
        // Quadratic reading of these would take minutes.
        for unit in ["<", "<a", "<!--", "<a =\"", "<script>", "</"] {
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
