//! Cards and calendars of the first versions, which write what is not ASCII in quoted-printable (vCard 2.1, 2.1.3).
use super::mail::quoted_printable;

/// How a line says that its value is written so.
const PARAMETER: &str = "QUOTED-PRINTABLE";

/// The text with such values decoded, where they are UTF-8; everything else stays.
pub(super) fn decoded(text: String) -> String {
    if !text.contains(PARAMETER) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let value = line.find(':').filter(|&at| line[..at].contains(PARAMETER));
        let mut written = line[value.map_or(line.len(), |at| at + 1)..].to_owned();
        out.push_str(&line[..line.len() - written.len()]);
        while written.trim_ascii_end().ends_with('=')
            && let Some(next) = lines.next()
        {
            written.push_str(next);
        }
        match String::from_utf8(quoted_printable(written.as_bytes())) {
            Ok(value) => out.push_str(&value),
            Err(_) => out.push_str(&written),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn values_that_say_so_are_decoded() {
        for (text, expected) in [
            (
                "N:a\nNOTE;ENCODING=QUOTED-PRINTABLE:=E6=9C=BA=\n=E5=AF=86\nX:=41\n",
                "N:a\nNOTE;ENCODING=QUOTED-PRINTABLE:机密\nX:=41\n",
            ),
            ("NOTE;QUOTED-PRINTABLE;CHARSET=GB2312:=BB=FA=", "NOTE;QUOTED-PRINTABLE;CHARSET=GB2312:=BB=FA="),
            ("QUOTED-PRINTABLE is a way to write =41.\n", "QUOTED-PRINTABLE is a way to write =41.\n"),
            ("X:=41", "X:=41"),
        ] {
            assert_eq!(decoded(text.to_owned()), expected, "{text}");
        }
    }
}
