//! JSON as text: what is escaped in its strings as a reader would see it.
//!
//! Many programs write everything outside ASCII as `\uXXXX`, and slashes as `\/`: `机密★` and `SECRET//NOFORN` are then
//! nowhere in the file. Properties, YAML and program text have `\uXXXX` as well.

/// Longest escape in braces, in bytes: six digits.
const MAX_BRACED_BYTES: usize = 10;

/// The text with escapes resolved; names, brackets and quotation marks stay, because grammars read them. What is no
/// escape stays as well.
pub(super) fn unescaped(json: String) -> String {
    // JSON in JSON has its escapes escaped.
    unescaped_characters(resolved(json, "\\", escape))
}

/// The text of a file in which characters may be written as `\uXXXX`, `\u{XXXX}` or `\xXX`, with these resolved and
/// nothing else.
pub(super) fn unescaped_characters(text: String) -> String {
    let text = resolved(text, "\\u", |text| unicode(text).or_else(|| in_braces(text)).unwrap_or(('\\', 1)));
    resolved(text, "\\x", |text| ascii(text).unwrap_or(('\\', 1)))
}

/// The text with what stands for a character wherever `sign` begins something.
fn resolved(text: String, sign: &str, escape: impl Fn(&str) -> (char, usize)) -> String {
    if !text.contains(sign) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(sign) {
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

/// `\u{673A}`, as JavaScript and Rust have it.
fn in_braces(text: &str) -> Option<(char, usize)> {
    let near = &text[..text.floor_char_boundary(MAX_BRACED_BYTES)];
    let (digits, _) = near.strip_prefix("\\u{")?.split_once('}')?;
    let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some((character, digits.len() + 4))
}

/// `\x2F`. Beyond ASCII languages do not agree on what it is.
fn ascii(text: &str) -> Option<(char, usize)> {
    let digits = text.strip_prefix("\\x")?.get(..2)?;
    let byte = u8::from_str_radix(digits, 16).ok().filter(|byte| matches!(byte, b' '..=b'~'))?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some((char::from(byte), 4))
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
            (r#""{\"a\":\"\\u673a\\u5bc6\"}""#, r#""{"a":"机密"}""#),
            ("plain", "plain"),
        ] {
            assert_eq!(unescaped(json.to_owned()), expected, "{json}");
        }
        for (text, expected) in [
            (r"a=\u673A\u5bc6\n", r"a=机密\n"),
            (r"C:\users\u12", r"C:\users\u12"),
            (r"\u{673a}\x2f\x2F", "机//"),
            (r"\xE6\x0a\u{x}\u{", r"\xE6\x0a\u{x}\u{"),
        ] {
            assert_eq!(unescaped_characters(text.to_owned()), expected, "{text}");
        }
    }
}
