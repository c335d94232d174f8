//! Machine-readable labels that stand in tags and not in text: what office programs write beside a document's content.
//!
//! Microsoft's sensitivity labels are properties called `MSIP_Label_<GUID>_Name` (Microsoft, "Microsoft Information
//! Protection SDK: label metadata"); in XML the name is an element's or an attribute's, and the value is the text after
//! it. HTML has them in `<meta>` as well.

use super::html;

/// How all these names begin.
const PREFIX: &str = "MSIP_Label_";
/// Longest name and longest value of one of these that are read, in bytes.
const MAX_BYTES: usize = 256;
/// How much is kept of the labels of one file, in bytes. Pages of newspapers have some hundred `<meta>`, 20 kB
/// together.
const MAX_LABELS_BYTES: usize = 256 * 1024;

/// The labels of a file.
#[derive(Default)]
pub(super) struct Labels {
    /// One a line, as `name=value`.
    pub(super) text: String,
    /// Whether some were left out because there were too many.
    pub(super) is_cut: bool,
}

impl Labels {
    fn add(&mut self, name: &str, value: &str) {
        if self.text.len() + name.len() + value.len() + 2 > MAX_LABELS_BYTES {
            self.is_cut = true;
            return;
        }
        self.text.extend([name, "=", value, "\n"]);
    }

    /// Adds the labels of a text with XML in it.
    fn read_xml(&mut self, text: &str) {
        let mut rest = text;
        while !self.is_cut
            && let Some(at) = rest.find(PREFIX)
        {
            let is_in_tag = rest[..at].ends_with([':', '<', '"', '\'']);
            rest = &rest[at..];
            let length = rest
                .bytes()
                .take(MAX_BYTES)
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
                .count();
            let (name, after) = rest.split_at(length);
            rest = after;
            if is_in_tag && let Some(value) = value_after(after) {
                self.add(name, value);
            }
        }
    }

    /// Adds what `<meta name=… content=…>` say.
    fn read_metas(&mut self, html: &str) {
        let mut rest = html;
        while !self.is_cut
            && let Some(at) = find_meta(rest)
            && let Some((tag, after)) = html::split_tag(&rest[at..])
        {
            rest = after;
            let value = |names: &[&str]| {
                attributes(tag.attributes).find(|(known, _)| html::is_one_of(known, names)).map(|(_, value)| value)
            };
            if let (Some(name), Some(content)) = (value(&NAMING), value(&["content"])) {
                self.add(name, content);
            }
        }
    }
}

/// The labels of a text with XML in it.
pub(super) fn of_xml(text: &str) -> Labels {
    let mut labels = Labels::default();
    labels.read_xml(text);
    labels
}

/// The labels of HTML: those in XML that Word and Outlook put into the head, and those in `<meta>`.
pub(super) fn of_html(html: &str) -> Labels {
    let mut labels = of_xml(html);
    labels.read_metas(html);
    labels
}

/// The value of an attribute that is such a name, or the text of the next element that has any, however many tags come
/// before it.
fn value_after(text: &str) -> Option<&str> {
    let near = &text[..text.floor_char_boundary(2 * MAX_BYTES)];
    let value = match near.strip_prefix("='").and_then(|value| value.split('\'').next()) {
        Some(value) => value,
        None => match near.strip_prefix("=\"").and_then(|value| value.split('"').next()) {
            Some(value) => value,
            None => near
                .split('>')
                .skip(1)
                .map(|piece| piece.split('<').next().unwrap_or_default().trim())
                .find(|value| !value.is_empty())?,
        },
    };
    Some(&value[..value.floor_char_boundary(MAX_BYTES)])
}

const META: &[u8] = b"<meta";
/// Attributes of a `<meta>` that say what its content is: those of HTML, RDFa and microdata.
const NAMING: [&str; 4] = ["name", "property", "itemprop", "http-equiv"];

fn find_meta(html: &str) -> Option<usize> {
    let begins = |window: &[u8]| {
        let (name, behind) = window.split_at(META.len());
        name.eq_ignore_ascii_case(META) && (behind[0].is_ascii_whitespace() || behind[0] == b'/')
    };
    html.as_bytes().windows(META.len() + 1).position(begins)
}

/// Names and values of the attributes in a tag, without quotation marks.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let Some(after) = after.trim_ascii_start().strip_prefix('=') else {
                if after.is_empty() {
                    return None;
                }
                rest = after;
                continue;
            };
            let after = after.trim_ascii_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_at(after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len())),
            };
            rest = after;
            return Some((name, value));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_where_office_programs_put_them() {
        for (text, expected) in [
            (
                r#"<property fmtid="{D5}" name="MSIP_Label_1f-2_Name"><vt:lpwstr>Secret</vt:lpwstr></property>"#,
                "MSIP_Label_1f-2_Name=Secret\n",
            ),
            (r#"<o:MSIP_Label_1f_Name dt:dt="string">Secret</o:MSIP_Label_1f_Name>"#, "MSIP_Label_1f_Name=Secret\n"),
            (r#"<rdf:Description pdfx:MSIP_Label_1f_Name='Secret' x='1'>y"#, "MSIP_Label_1f_Name=Secret\n"),
            ("MSIP_Label_1f_Name=Secret", ""),
            ("<MSIP_Label_", ""),
            ("plain", ""),
        ] {
            assert_eq!(of_xml(text).text, expected, "{text}");
        }
    }

    #[test]
    fn html_says_more_in_its_head() {
        for (html, expected) in [
            (r#"<META name="classification" content='SECRET//NOFORN'>"#, "classification=SECRET//NOFORN\n"),
            ("<meta content=x name=y>", "y=x\n"),
            (
                "<meta\n  property = \"classification\"\n  content = 'A > SECRET//NOFORN'\n/>",
                "classification=A > SECRET//NOFORN\n",
            ),
            ("<meta data-name=a content=b><metadata name=a content=b>", ""),
            (r#"<meta charset="utf-8"><meta name="a""#, ""),
        ] {
            assert_eq!(of_html(html).text, expected, "{html}");
        }
    }

    #[test]
    fn time_is_linear_in_what_never_ends() {
        for unit in ["<meta ", "<MSIP_Label_", "MSIP_Label_a>", "<meta name="] {
            let text = unit.repeat(1 << 18);
            assert!(of_html(&text).text.len() <= MAX_LABELS_BYTES, "{unit}");
        }
    }

    #[test]
    fn none_is_left_out_in_silence() {
        let label = "<meta name=classification content=SECRET//NOFORN>";
        for (before, is_read) in [(65, true), (1000, true), (100_000, false)] {
            for other in ["<meta name=a content=b>", "<o:MSIP_Label_1f_Enabled>x</o:MSIP_Label_1f_Enabled>"] {
                let labels = of_html(&(other.repeat(before) + label));
                assert_eq!(labels.text.ends_with("classification=SECRET//NOFORN\n"), is_read, "{before} of {other}");
                assert_eq!(labels.is_cut, !is_read, "{before} of {other}");
            }
        }
        let long = format!("<meta name=description content='{}. SECRET//NOFORN'>", "The pump house opens. ".repeat(99));
        assert!(of_html(&long).text.ends_with("SECRET//NOFORN\n"));
    }
}
