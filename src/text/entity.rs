//! HTML character references (HTML Living Standard, section 13.5): `&#47;`, `&#x2605;`, `&nbsp;`, `&Eacute;`.
//! Text copied from a page's source carries them, and so do badly converted documents.
use crate::substring::any_of;

/// Longest name or number that is decoded, in bytes.
const MAX_NAME_BYTES: usize = 14;

/// Named references for characters that markings use.
const NAMED: [(&str, char); 58] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("hairsp", '\u{200A}'),
    ("numsp", '\u{2007}'),
    ("puncsp", '\u{2008}'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("shy", '\u{AD}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("ZeroWidthSpace", '\u{200B}'),
    ("NoBreak", '\u{2060}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("sol", '/'),
    ("bsol", '\\'),
    ("frasl", '\u{2044}'),
    ("lpar", '('),
    ("rpar", ')'),
    ("lsqb", '['),
    ("lbrack", '['),
    ("rsqb", ']'),
    ("rbrack", ']'),
    ("colon", ':'),
    ("semi", ';'),
    ("comma", ','),
    ("period", '.'),
    ("ast", '*'),
    ("midast", '*'),
    ("star", '☆'),
    ("starf", '★'),
    ("bigstar", '★'),
    ("hyphen", '-'),
    ("dash", '-'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("horbar", '―'),
    ("minus", '−'),
    ("lowbar", '_'),
    ("plus", '+'),
    ("equals", '='),
    ("num", '#'),
    ("verbar", '|'),
    ("vert", '|'),
    ("middot", '·'),
    ("bull", '•'),
    ("hellip", '…'),
    ("sect", '§'),
    ("numero", '№'),
    ("szlig", 'ß'),
    ("ordm", 'º'),
];

/// Endings of the references for accented letters (`&eacute;`, `&Uuml;`), and the letters that have one.
const ACCENTED: [(&str, &str, &str); 8] = [
    ("acute", "AEIOUYaeiouy", "ÁÉÍÓÚÝáéíóúý"),
    ("grave", "AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
    ("circ", "AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
    ("uml", "AEIOUaeiouy", "ÄËÏÖÜäëïöüÿ"),
    ("tilde", "ANOano", "ÃÑÕãñõ"),
    ("cedil", "Cc", "Çç"),
    ("ring", "Aa", "Åå"),
    ("slash", "Oo", "Øø"),
];

/// The character that a reference at the start of `text` stands for, and the length of the reference in bytes.
/// An ampersand that is itself written as a reference is looked through: `&amp;#47;` is `/`.
pub(crate) fn decode(text: &str) -> Option<(char, usize)> {
    let mut end = text.strip_prefix('&').map(|_| 1)?;
    let mut answer = None;
    // After `&amp;` the next name may make a reference with that ampersand.
    while let Some(name) = name(&text[end..]) {
        let Some(c) = character(name) else { break };
        end += name.len() + 1;
        answer = Some((c, end));
        if c != '&' {
            break;
        }
    }
    answer
}

/// What stands before the semicolon.
fn name(text: &str) -> Option<&str> {
    let end = text.bytes().take(MAX_NAME_BYTES + 1).position(|byte| byte == b';')?;
    text.get(..end)
}

/// What stands between `&` and `;`.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix) = number.strip_prefix(any_of(&['x', 'X'])).map_or((number, 10), |digits| (digits, 16));
        let add = |sum: u32, c: char| sum.checked_mul(radix)?.checked_add(c.to_digit(radix)?);
        return digits.chars().try_fold(0, add).and_then(char::from_u32).filter(|_| !digits.is_empty());
    }
    if let Some(&(_, c)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(c);
    }
    ACCENTED.iter().find_map(|(ending, letters, accented)| {
        let letter = name.strip_suffix(ending)?;
        let index = letters.bytes().position(|known| letter.as_bytes() == [known])?;
        accented.chars().zip(0..).find_map(|(c, place)| (place == index).then_some(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_once_or_twice_encoded() {
        for (text, expected) in [
            ("&#47;x", Some(('/', 5))),
            ("&#x2605;", Some(('★', 8))),
            ("&#X2F;", Some(('/', 6))),
            ("&#;", None),
            ("&#x;", None),
            ("&#+47;", None),
            ("&#4294967343;", None),
            ("&nbsp;", Some(('\u{A0}', 6))),
            ("&Eacute;", Some(('É', 8))),
            ("&uuml;", Some(('ü', 6))),
            ("&amp;#47;", Some(('/', 9))),
            ("&amp;amp;nbsp;", Some(('\u{A0}', 14))),
            ("&amp; b;", Some(('&', 5))),
            ("&nonsense;", None),
            ("&#xD800;", None),
            ("&#99999999999999999;", None),
            ("&é;", None),
            ("&;", None),
            ("&", None),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
