//! Text as a terminal shows it: logs have its colours in them, and manuals print a letter over itself to make it bold.

/// The text without what only a terminal reads (ECMA-48, 5.4 and 5.6; ECMA-35, 13.2: control sequences, strings and
/// escape sequences) and with one letter where several were printed over each other. Escape sequences are in ISO-2022-JP
/// as well; in that encoding the text is read besides.
pub(super) fn shown(text: String) -> String {
    if !text.contains(['\x1B', '\x08']) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['\x1B', '\x08']) {
        out.push_str(&rest[..at]);
        let is_backspace = rest[at..].starts_with('\x08');
        rest = &rest[at + 1..];
        if is_backspace && !out.ends_with('\n') {
            out.pop();
        } else if is_backspace {
            out.push('\x08');
        } else {
            match escape_length(rest) {
                Some(length) => rest = &rest[length..],
                None => out.push('\x1B'),
            }
        }
    }
    out.push_str(rest);
    out
}

/// How long the sequence is of which `text` follows the escape character; `None` where it is none.
fn escape_length(text: &str) -> Option<usize> {
    let begins = text.chars().next()?;
    let inside = &text[begins.len_utf8()..];
    match begins {
        // Parameters, then what they are for.
        '[' => Some(text.len() - behind_final(inside.trim_start_matches(|c| matches!(c, ' '..='?')), '@').len()),
        // Strings, such as the title of the window; one that does not end on its line is none.
        ']' | 'P' | 'X' | '^' | '_' => {
            let line = inside.split('\n').next().unwrap_or_default();
            let end = line.find(['\x07', '\x1B']);
            Some(match end {
                Some(at) if line[at..].starts_with("\x1B\\") => 1 + at + 2,
                Some(at) if line[at..].starts_with('\x07') => 1 + at + 1,
                _ => 1,
            })
        }
        // Which characters follow, and how a line is drawn.
        ' '..='/' => Some(text.len() - behind_final(text.trim_start_matches(|c| matches!(c, ' '..='/')), '0').len()),
        '0'..='~' => Some(1),
        _ => None,
    }
}

/// What follows the last character of a sequence, if it is one from `first` on.
fn behind_final(text: &str, first: char) -> &str {
    text.strip_prefix(|c| (first..='~').contains(&c)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_a_terminal_shows_is_read() {
        for (text, expected) in [
            ("\x1B[1;31mSECRET//\x1B[0mNOFORN\x1B[K", "SECRET//NOFORN"),
            ("S\x08SE\x08EC\x08C", "SEC"),
            ("_\x08机_\x08密", "机密"),
            ("a\n\x08b", "a\n\x08b"),
            ("\x08", ""),
            ("a\x1B", "a\x1B"),
            ("a\x1B[", "a"),
            ("a\x1B[密", "a密"),
            ("\x1B]0;pumps\x07SECRET\x1B(B\x1B[m//NOFORN", "SECRET//NOFORN"),
            ("\x1B]8;;x:y\x1B\\SECRET\x1B]8;;\x1B\\//NF\x1B=\x1B>", "SECRET//NF"),
            ("\x1B]0;SECRET//NF\n", "0;SECRET//NF\n"),
            ("a\x1B(密", "a密"),
            ("a\x1B密", "a\x1B密"),
        ] {
            assert_eq!(shown(text.to_owned()), expected, "{text:?}");
        }
    }
}
