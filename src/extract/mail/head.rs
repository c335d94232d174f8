//! The headers of a message or of a part of one, and what they say of its body.
use super::encoded::{encoded_by, text_of};

/// How many parameters of one header are read.
const MAX_PARAMETERS: usize = 64;

/// How the body of a part is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Transfer {
    #[default]
    AsItIs,
    Base64,
    QuotedPrintable,
    Unknown,
}

impl Transfer {
    fn of(value: &str) -> Transfer {
        // Comments and parameters behind it are not allowed, and are written.
        let name = value.trim_ascii().trim_matches('"').split([' ', '\t', ';', '(']).next().unwrap_or_default();
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if ["", "7bit", "8bit", "binary"].into_iter().any(is) {
            Transfer::AsItIs
        } else if is("base64") {
            Transfer::Base64
        } else if is("quoted-printable") {
            Transfer::QuotedPrintable
        } else {
            Transfer::Unknown
        }
    }
}

/// What the headers of a part say of its body.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) transfer: Transfer,
    /// In small letters; empty where none is given, which is plain text.
    pub(super) media_type: String,
    pub(super) charset: Option<String>,
    pub(super) boundary: Option<String>,
    /// Of the file that the part is.
    pub(super) name: Option<String>,
    /// Of S/MIME: what is done to what is in it.
    pub(super) smime_type: Option<String>,
}

impl Head {
    pub(super) fn of(headers: &str) -> Head {
        let mut head = Head::default();
        for (name, value) in fields(headers) {
            if name.eq_ignore_ascii_case("Content-Transfer-Encoding") {
                // Where two are given programs do not agree; what is not encoded after all is read as it stands.
                if head.transfer == Transfer::AsItIs {
                    head.transfer = Transfer::of(value);
                }
            } else if name.eq_ignore_ascii_case("Content-Type") && head.media_type.is_empty() {
                head.media_type = value.split(';').next().unwrap_or_default().trim_ascii().to_ascii_lowercase();
                head.charset = parameter(value, "charset");
                head.boundary = parameter(value, "boundary");
                head.smime_type = parameter(value, "smime-type");
                head.name = head.name.or_else(|| parameter(value, "name"));
            } else if name.eq_ignore_ascii_case("Content-Disposition") {
                head.name = parameter(value, "filename").or(head.name);
            }
        }
        head
    }

    /// Whether the body is text of the message and no file.
    pub(super) fn is_text(&self) -> bool {
        ["text/", "message/"].iter().any(|start| self.media_type.starts_with(start)) || !self.media_type.contains('/')
    }
}

/// Name and value of each header, with the lines on which it goes on.
fn fields(headers: &str) -> impl Iterator<Item = (&str, &str)> {
    unfolded(headers).filter_map(field)
}

/// Headers, each with the lines that go on with it because they begin with a blank.
pub(super) fn unfolded(headers: &str) -> impl Iterator<Item = &str> {
    let mut rest = headers;
    std::iter::from_fn(move || {
        let goes_on = |at: &usize| rest[*at..].starts_with([' ', '\t']);
        let ends = rest.match_indices('\n').map(|(at, _)| at + 1);
        let end = ends.into_iter().find(|at| !goes_on(at)).unwrap_or(rest.len());
        let (header, after) = rest.split_at(end);
        rest = after;
        (!header.is_empty()).then_some(header)
    })
}

/// Name and value of a header; `None` where it is none.
pub(super) fn field(header: &str) -> Option<(&str, &str)> {
    let (name, value) = header.split_once(':')?;
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic())).then_some((name, value))
}

/// Whether a header says that what it is about is not in plain sight.
pub(super) fn hides_words((name, value): (&str, &str)) -> bool {
    name.eq_ignore_ascii_case("Content-Transfer-Encoding")
        && (value.trim_ascii().is_empty() || Transfer::of(value) != Transfer::AsItIs)
}

/// The length of the headers at the start of an entity, in bytes, without the blank line that ends them. What is no
/// header is a body already.
pub(super) fn head_length(entity: &[u8]) -> usize {
    let mut at = 0;
    for line in entity.split_inclusive(|&byte| byte == b'\n') {
        let is_folded = at > 0 && matches!(line, [b' ' | b'\t', ..]);
        let is_field = |line: &[u8]| {
            line.iter()
                .position(|&byte| byte == b':')
                .is_some_and(|colon| colon > 0 && line[..colon].iter().all(u8::is_ascii_graphic))
        };
        let is_envelope = at == 0 && line.starts_with(b"From ");
        if line.trim_ascii().is_empty() || !(is_folded || is_envelope || is_field(line)) {
            break;
        }
        at += line.len();
    }
    at
}

/// The value of a parameter of a header (RFC 2045, 5.1; RFC 2231): without quotation marks, with its parts put
/// together, decoded.
pub(super) fn parameter(value: &str, name: &str) -> Option<String> {
    let mut found = String::new();
    for (known, value) in parameters(value).take(MAX_PARAMETERS) {
        let Some(rest) =
            known.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &known[name.len()..])
        else {
            continue;
        };
        match rest.strip_prefix('*') {
            None if rest.is_empty() => return (!value.is_empty()).then_some(value),
            // `*` alone, or with the number of a part: digits, and a star where it is encoded.
            Some(number) if number.trim_end_matches('*').bytes().all(|byte| byte.is_ascii_digit()) => {
                found.push_str(&value);
            }
            _ => {}
        }
    }
    if let Some((charset, written)) =
        found.split_once('\'').and_then(|(charset, rest)| Some((charset, rest.split_once('\'')?.1)))
    {
        return text_of(&encoded_by(b'%', written.as_bytes()), Some(charset));
    }
    (!found.is_empty()).then_some(found)
}

/// Names and values of the parameters of a header; a value in quotation marks may have semicolons in it.
fn parameters(value: &str) -> impl Iterator<Item = (&str, String)> {
    let mut rest = value.split_once(';').map_or("", |(_, rest)| rest);
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_ascii_start();
        let value;
        (value, rest) = match after.strip_prefix('"') {
            Some(quoted) => {
                let mut is_escaped = false;
                let end = quoted.find(|c| {
                    let ends = c == '"' && !is_escaped;
                    is_escaped = c == '\\' && !is_escaped;
                    ends
                });
                let (value, after) = quoted.split_at(end.unwrap_or(quoted.len()));
                (value.replace("\\\"", "\""), after.split_once(';').map_or("", |(_, rest)| rest))
            }
            None => {
                let (value, after) = after.split_once(';').unwrap_or((after, ""));
                (value.trim_ascii().to_owned(), after)
            }
        };
        Some((name.rsplit(';').next().unwrap_or_default().trim_ascii(), value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_as_programs_write_them() {
        for (value, expected) in [
            (" text/plain; charset=utf-8; name=\"a;b\"", Some("a;b")),
            ("text/plain; NAME = a.txt ", Some("a.txt")),
            ("a/b; name=\"a\\\"b\"", Some("a\"b")),
            ("a/b;\r\n name*0=\"pump \";\r\n name*1=\"house.txt\"", Some("pump house.txt")),
            ("a/b; name*=UTF-8''%E6%9C%BA", Some("机")),
            ("a/b; name*0*=gb2312'zh'%BB%FA; name*1*=%C3%DC", Some("机密")),
            ("a/b; filename=x", None),
            ("a/b; name=", None),
            ("a/b; name=\"open", Some("open")),
            ("a/b", None),
        ] {
            assert_eq!(parameter(value, "name").as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn an_encoding_that_is_named_twice_is_one() {
        for headers in [
            "Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n",
            "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding:\n base64\n",
        ] {
            assert_eq!(Head::of(headers).transfer, Transfer::Base64, "{headers}");
        }
    }

    #[test]
    fn headers_end_where_a_line_is_none() {
        for (entity, expected) in [
            ("a: b\n c\n\nx", "a: b\n c\n"),
            ("From x\na: b\nFrom y\n", "From x\na: b\n"),
            ("Hello there\n", ""),
            ("\na: b", ""),
            ("a: b", "a: b"),
        ] {
            assert_eq!(&entity[..head_length(entity.as_bytes())], expected, "{entity:?}");
        }
    }
}
