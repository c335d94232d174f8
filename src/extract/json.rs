//! JSON as text: what is escaped in its strings as a reader would see it.
//!
//! Many programs write everything outside ASCII as `\uXXXX`, and slashes as `\/`: `机密★` and `SECRET//NOFORN` are then nowhere in the file.
/// The text with escapes resolved; names, brackets and quotation marks stay, because grammars read them. What is no escape stays as well.
pub(super) fn unescaped(json: String) -> String {
    if !json.contains('\\') {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    let mut rest = json.as_str();
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = escape(rest);
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The character that the escape at the start of `text` stands for, and the escape's length in bytes.
fn escape(text: &str) -> (char, usize) {
    let simple = match text.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'/') => '/',
        Some(b'\\') => '\\',
        Some(b'"') => '"',
        Some(b'u') => return unicode(text).unwrap_or(('\\', 1)),
        _ => return ('\\', 1),
    };
    (simple, 2)
}

/// `\u673A`, or two of them for a character above U+FFFF.
fn unicode(text: &str) -> Option<(char, usize)> {
    let first = unit(text)?;
    if let Some(character) = char::from_u32(u32::from(first)) {
        return Some((character, 6));
    }
    let second = unit(&text[6..])?;
    char::decode_utf16([first, second]).next()?.ok().map(|character| (character, 12))
}

fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved_and_everything_else_stays() {
        for (json, expected) in [
            (r#"{"a":"SECRET\/\/NOFORN"}"#, r#"{"a":"SECRET//NOFORN"}"#),
            (r#""\u673a\u5bc6\u260510\u5e74""#, "\"机密★10年\""),
            (r#""\ud83d\ude00""#, "\"😀\""),
            (r#""a\nb\tc""#, "\"a\nb\tc\""),
            // No escapes: a lone surrogate, a path, the end of the text, too few digits, signs where digits are due.
            (r"\ud83d x", r"\ud83d x"),
            (r"\ud83d\u0041", r"\ud83dA"),
            (r"C:\Users", r"C:\Users"),
            (r"\", r"\"),
            (r"\u67", r"\u67"),
            (r"\u+123", r"\u+123"),
            (r"\u12é", r"\u12é"),
            ("plain", "plain"),
        ] {
            assert_eq!(unescaped(json.to_owned()), expected, "{json}");
        }
    }
}
