//! XML of office programs as a reader sees it: flat OpenDocument (OpenDocument 1.3, part 3) and Word (ISO/IEC 29500-1,
//! 17).
//!
//! They write what a person typed as several runs, wherever a spelling checker or an earlier edit drew a line:
//! `<w:t>SEC</w:t></w:r><w:r><w:t>RET</w:t>`. All their tags have a prefix, and paragraphs are called alike in all of
//! them; by that they are known. Other XML stays as it is: there, names of elements say what a value is.
use super::html::split_tag;
use super::label::attributes;

/// Elements that begin or end a line, by what stands behind the prefix.
const LINES: [&str; 11] = ["p", "h", "tr", "table-row", "br", "line-break", "cr", "list-item", "sect", "page", "title"];
/// Elements that stand beside each other on a line.
const CELLS: [&str; 3] = ["tc", "table-cell", "covered-table-cell"];
/// Elements that stand for a blank.
const BLANKS: [&str; 3] = ["tab", "s", "ptab"];
/// Attributes that are shown or read aloud, by what stands behind the prefix: watermarks, and what pictures are called.
const SHOWN: [&str; 4] = ["string", "title", "descr", "alt"];

/// The text of XML, where an office program wrote it; any other as it is.
pub(super) fn shown(xml: String) -> String {
    if !has_paragraphs(&xml) {
        return xml;
    }
    let mut out = String::with_capacity(xml.len());
    let mut aside = String::new();
    let mut rest = &*xml;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if !rest[1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()) {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let Some((tag, after)) = split_tag(rest) else { break };
        let Some(tagged) = tag.attributes.strip_prefix(':') else {
            out.push_str(&rest[..rest.len() - after.len()]);
            rest = after;
            continue;
        };
        rest = after;
        let (name, inside) = tagged.split_at(tagged.find(|c: char| !is_in_name(c)).unwrap_or(tagged.len()));
        if LINES.contains(&name) {
            out.push('\n');
        } else if CELLS.contains(&name) && tag.closes {
            out.push_str(" | ");
        } else if BLANKS.contains(&name) && !tag.closes {
            out.push(' ');
        }
        for (name, value) in attributes(inside) {
            let name = name.rsplit(':').next().unwrap_or_default();
            if SHOWN.contains(&name) && !value.trim_ascii().is_empty() {
                aside.extend(["\n\n", value]);
            }
        }
    }
    out.push_str(rest);
    out.push_str(&aside);
    out
}

/// Whether a paragraph with a prefix begins in the text.
fn has_paragraphs(xml: &str) -> bool {
    let begins = |rest: &str| [" ", ">", "/>", "\n", "\r"].iter().any(|end| rest.starts_with(end));
    [":p", ":h"].iter().any(|name| {
        xml.match_indices(name).any(|(at, _)| {
            let prefix = xml[..at].rfind(|c: char| !is_in_name(c)).map_or("", |start| &xml[start..at]);
            prefix.len() > 1 && prefix.starts_with('<') && begins(&xml[at + name.len()..])
        })
    })
}

fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn runs_are_one_text_and_paragraphs_are_lines() {
        for (xml, expected) in [
            (
                "<w:p><w:r><w:t>机密</w:t></w:r><w:r><w:t>★10年</w:t></w:r></w:p><w:p w:x='1'>a</w:p>",
                "\n机密★10年\n\na\n",
            ),
            (
                "<text:p><text:span a='>'>TOP </text:span><text:span>SECRET</text:span><text:s/>a</text:p>",
                "\nTOP SECRET a\n",
            ),
            ("<a:p/><w:tr><w:tc>密级</w:tc><w:tc>机密</w:tc></w:tr>", "\n\n密级 | 机密 | \n"),
            ("<v:x v:string=\"SECRET//NF\"/><w:p>a</w:p>", "\na\n\n\nSECRET//NF"),
            ("<w:p>a < b <c>d</c> <w:t", "\na < b <c>d</c> <w:t"),
            // Names of elements say what these values are.
            ("<x:report><x:classification>SECRET</x:classification></x:report>", ""),
            ("<p>a</p><x:pump>b</x:pump>", ""),
        ] {
            assert_eq!(shown(xml.to_owned()), if expected.is_empty() { xml } else { expected }, "{xml}");
        }
    }

    #[test]
    fn time_is_linear_in_what_never_ends() {
        for unit in ["<w:p ", "<", ":p", "a:p", "<w:p>", "<w:p a='"] {
            let xml = format!("<w:p>{}", unit.repeat(1 << 17));
            assert!(shown(xml.clone()).len() <= 2 * xml.len(), "{unit}");
        }
    }
}
