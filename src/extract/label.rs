//! Machine-readable labels that stand in tags and not in text: what office programs write beside a document's content.
//!
//! Microsoft's sensitivity labels are properties called `MSIP_Label_<GUID>_Name` (Microsoft, "Microsoft Information Protection SDK: label
//! metadata"); in XML the name is an element's or an attribute's, and the value is the text after it. HTML has them in `<meta>` as well.

/// How all these names begin.
const PREFIX: &str = "MSIP_Label_";
/// Longest name and longest value that are read, in bytes.
const MAX_BYTES: usize = 256;
/// Most labels that are read of one file.
const MAX_LABELS: usize = 64;

/// The labels of a text with XML in it, one a line as `name=value`; empty where there are none.
pub(super) fn of_xml(text: &str) -> String {
    let mut labels = String::new();
    let mut rest = text;
    for _ in 0..MAX_LABELS {
        let Some(at) = rest.find(PREFIX) else { break };
        let is_in_tag = rest[..at].ends_with([':', '<', '"', '\'']);
        rest = &rest[at..];
        let length = rest
            .bytes()
            .take(MAX_BYTES)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
            .count();
        let (name, after) = rest.split_at(length);
        rest = after;
        if !is_in_tag {
            continue;
        }
        if let Some(value) = value_after(after) {
            labels.extend([name, "=", value, "\n"]);
        }
    }
    labels
}

/// The text of the next element that has any, however many tags come before it.
fn value_after(text: &str) -> Option<&str> {
    let near = &text[..text.floor_char_boundary(2 * MAX_BYTES)];
    let value = near
        .split('>')
        .skip(1)
        .map(|piece| piece.split('<').next().unwrap_or_default().trim())
        .find(|value| !value.is_empty())?;
    Some(&value[..value.floor_char_boundary(MAX_BYTES)])
}

/// The labels of HTML: those in XML that Word and Outlook put into the head, and `<meta name=… content=…>`, one a line.
pub(super) fn of_html(html: &str) -> String {
    let mut labels = of_xml(html);
    let mut rest = html;
    for _ in 0..MAX_LABELS {
        let Some(at) = find_meta(rest) else { break };
        let tag = &rest[at..];
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        rest = &rest[at + tag.len()..];
        if let (Some(name), Some(content)) = (attribute(tag, "name"), attribute(tag, "content"))
            && name.len() + content.len() <= 2 * MAX_BYTES
        {
            labels.extend([name, "=", content, "\n"]);
        }
    }
    labels
}

fn find_meta(html: &str) -> Option<usize> {
    html.as_bytes().windows(6).position(|window| window.eq_ignore_ascii_case(b"<meta "))
}

/// The value of an attribute of a tag, without its quotation marks.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag
        .as_bytes()
        .windows(name.len() + 1)
        .position(|window| window[..name.len()].eq_ignore_ascii_case(name.as_bytes()) && window[name.len()] == b'=')?;
    let value = &tag[at + name.len() + 1..];
    match value.as_bytes().first()? {
        quote @ (b'"' | b'\'') => value[1..].split(char::from(*quote)).next(),
        _ => value.split_ascii_whitespace().next(),
    }
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
            ("MSIP_Label_1f_Name=Secret", ""),
            ("<MSIP_Label_", ""),
            ("plain", ""),
        ] {
            assert_eq!(of_xml(text), expected, "{text}");
        }
    }

    #[test]
    fn html_says_more_in_its_head() {
        for (html, expected) in [
            (r#"<META name="classification" content='SECRET//NOFORN'>"#, "classification=SECRET//NOFORN\n"),
            ("<meta content=x name=y>", "y=x\n"),
            (r#"<meta charset="utf-8"><meta name="a""#, ""),
        ] {
            assert_eq!(of_html(html), expected, "{html}");
        }
    }

    #[test]
    fn time_is_linear_in_what_never_ends() {
        for unit in ["<meta ", "<MSIP_Label_", "MSIP_Label_a>", "<meta name="] {
            let text = unit.repeat(1 << 18);
            assert!(of_html(&text).len() <= 1 << 20, "{unit}");
        }
    }
}
