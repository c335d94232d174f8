//! Files that stand in a text in letters, as base64 or percent-encoded: pictures in pages and notebooks, attachments in
//! exports, scripts in scripts. And what a text says of itself that is encrypted or packed.
use super::format;
use super::mail::{base64, encoded_by};

/// The shortest run of base64 that is looked at, in bytes: the smallest picture with a word in it has some hundred.
const MIN_RUN_BYTES: usize = 64;
/// The shortest first line of such a run, in bytes: programs break them after 60, 64, 72 or 76.
const MIN_LINE_BYTES: usize = 60;
/// How many files are taken out of one text.
const MAX_FILES: usize = 4096;
/// How many pixels a picture has in which nobody can write a word.
const MAX_ICON_PIXELS: u32 = 24 * 24;
/// How much of a file tells whether it is text, in bytes.
const SAMPLE_BYTES: usize = 1024;

/// What begins a block that is encrypted (RFC 9580, 6.2; RFC 7468, 8 and 9; age-encryption.org/v1, "ASCII armor").
const ARMOURS: [&str; 4] = [
    "-----BEGIN PGP MESSAGE-----",
    "-----BEGIN PKCS7-----",
    "-----BEGIN CMS-----",
    "-----BEGIN AGE ENCRYPTED FILE-----",
];

/// What stands in a text.
#[derive(Debug, Default)]
pub(super) struct Embedded {
    /// Files that may have words in them.
    pub(super) files: Vec<Vec<u8>>,
    /// Whether there are more.
    pub(super) is_cut: bool,
}

impl Embedded {
    /// The files in a text.
    pub(super) fn of(text: &str) -> Embedded {
        let mut embedded = Embedded::default();
        let mut rest = text.as_bytes();
        while let Some((run, after)) = next_run(rest) {
            rest = after;
            // A run may be cut anywhere: what is left over stands for no byte.
            let whole = run.len() - usize::from(run.len() % 4 == 1);
            if let Some(file) = base64(&run[..whole])
                && (is_data_with_words(&file) || is_text(&file))
            {
                embedded.add(file);
            }
        }
        let mut rest = text;
        while let Some((_, after)) = rest.split_once("data:") {
            let end = after.find(['"', '\'', ')', '>', ' ', '\n']).unwrap_or(after.len());
            let (address, behind) = after.split_at(end);
            rest = behind;
            if let Some((kind, written)) = address.split_once(',')
                && written.contains('%')
                && !kind.ends_with("base64")
                && kind.contains('/')
            {
                embedded.add(encoded_by(b'%', written.as_bytes()));
            }
        }
        embedded
    }

    fn add(&mut self, file: Vec<u8>) {
        if self.files.len() < MAX_FILES {
            self.files.push(file);
        } else {
            self.is_cut = true;
        }
    }
}

/// Whether a block in the text is encrypted.
pub(super) fn is_encrypted(text: &str) -> bool {
    text.contains("-----BEGIN ") && lines(text).any(|line| ARMOURS.contains(&line))
}

/// Whether a file stands in the text as uuencode or yEnc write it (POSIX.1-2024, uuencode).
pub(super) fn has_encoded_file(text: &str) -> bool {
    let is_begin = |line: &str| {
        let mut words = line.split(' ');
        let is_marked = matches!(words.next(), Some("begin" | "begin-base64"));
        let is_mode =
            |mode: &str| (3..=4).contains(&mode.len()) && mode.bytes().all(|digit| matches!(digit, b'0'..=b'7'));
        is_marked && words.next().is_some_and(is_mode) && words.next().is_some()
            || line.starts_with("=ybegin ") && line.contains(" name=")
    };
    lines(text).zip(lines(text).skip(1)).any(|(line, next)| is_begin(line) && !next.is_empty())
}

/// Lines, without what quotes them in an answer.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.trim_start_matches(['>', ' ', '\t']).trim_end())
}

/// The next run of base64, which may go on over lines that are filled, and what follows it.
fn next_run(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let end_of = |text: &[u8]| text.iter().position(|byte| !is_digit(byte)).unwrap_or(text.len());
    let mut from = 0;
    loop {
        // A line of base64 that begins here or later has a digit there, and most text has none.
        let probe = from + MIN_LINE_BYTES - 1;
        if !is_digit(text.get(probe)?) {
            from = probe + 1;
            continue;
        }
        let start = text[from..probe].iter().rposition(|byte| !is_digit(byte)).map_or(from, |at| from + at + 1);
        from = probe + end_of(&text[probe..]);
        let first = from - start;
        if first < MIN_LINE_BYTES {
            continue;
        }
        let mut run = text[start..from].to_vec();
        let mut rest = &text[from..];
        // Lines of one length, whether the file has a line break there or an escape for one.
        while let Some(after) = [&b"\r\n"[..], b"\n", b"\\r\\n", b"\\n"].iter().find_map(|end| rest.strip_prefix(*end))
        {
            let after = after.trim_ascii_start();
            let length = end_of(after);
            if length == 0 || length > first {
                break;
            }
            run.extend(&after[..length]);
            rest = &after[length..];
            if length < first {
                break;
            }
        }
        if run.len() >= MIN_RUN_BYTES {
            return Some((run, rest));
        }
    }
}

/// Whether bytes are data of a known format in which somebody may have written something.
fn is_data_with_words(bytes: &[u8]) -> bool {
    format::of_embedded(bytes)
        .is_some_and(|format| !format.is_wordless() && pixels(bytes).is_none_or(|pixels| pixels > MAX_ICON_PIXELS))
}

/// How many pixels a PNG or a GIF has (PNG, 11.2.1; GIF89a, 18).
fn pixels(picture: &[u8]) -> Option<u32> {
    let (width, height) = if picture.starts_with(b"\x89PNG") {
        let side = |at: usize| picture.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
        (side(16)?, side(20)?)
    } else if picture.starts_with(b"GIF8") {
        let side = |at: usize| picture.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes).map(u32::from);
        (side(6)?, side(8)?)
    } else {
        return None;
    };
    width.checked_mul(height)
}

/// Whether bytes are text and nothing else: of those that mean something else hardly any are UTF-8 without a control
/// character, or letters with a zero byte behind each.
fn is_text(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace() && *byte != 0x1B;
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    match std::str::from_utf8(bytes) {
        Ok(_) if !sample.iter().any(is_control) => true,
        _ => {
            sample.len() >= MIN_RUN_BYTES / 2
                && sample.as_chunks::<2>().0.iter().all(|&[byte, zero]| byte != 0 && zero == 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `SECRET//NOFORN` and a sentence, as `base64` writes them.
    const WRITTEN: &str =
        "U0VDUkVULy9OT0ZPUk4KClRoZSBwdW1wIGhvdXNlIG9wZW5zIG9uIE1vbmRheSwgYW5kIGV2ZXJ5Ym9keSBpcyBpbnZpdGVkLgo=";

    #[test]
    fn files_are_found_however_they_are_written() {
        let (one, two) = WRITTEN.split_at(60);
        for text in [
            format!("<img src='data:text/plain;base64,{WRITTEN}'>"),
            format!("{{\"a\": \"{WRITTEN}\"}}"),
            format!("{{\"a\": \"{one}\\n{two}\"}}"),
            format!("{one}\n{two}\n"),
            format!("  {one}\r\n  {two}\r\n"),
        ] {
            let files = Embedded::of(&text).files;
            assert!(files.len() == 1 && files[0].starts_with(b"SECRET//NOFORN\n"), "{text}: {files:?}");
        }
        let drawn = Embedded::of("url(\"data:image/svg+xml,%3Csvg%3E%3Ctext%3ESECRET%3C/text%3E\")").files;
        assert_eq!(drawn, [b"<svg><text>SECRET</text>"]);
    }

    #[test]
    fn digests_icons_and_long_words_are_no_files() {
        let icon =
            "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAAE0lEQVR42mNk+M9QzwAEjKMKAIQAA4oBBb3cAAAAAElFTkSuQmCC";
        for text in [
            "sha512-xvFZjo5PgG0D3PZ1r5cXv0Ex6Lx0lCq1nZlqvW8YqjWQpZGVXkqFoW1u3n2vL7mY7mYb0k1x2l3p4q5r6s7t8A==",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "src/main/java/org/example/pumps/house/opening/hours/and/everything/else/that/has/a/long/path",
            icon,
        ] {
            assert_eq!(Embedded::of(text).files, [b""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_encrypted_or_packed_says_so() {
        for (text, expected) in [
            ("Hello\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA1\n", [true, false]),
            ("> -----BEGIN PGP MESSAGE-----\n", [true, false]),
            ("A block begins with -----BEGIN PGP MESSAGE-----.", [false, false]),
            ("-----BEGIN CERTIFICATE-----\nMIIB\n", [false, false]),
            ("Hello\n\nbegin 644 a.txt\n$4T5#4D54\n`\nend\n", [false, true]),
            ("begin 8 work", [false, false]),
            ("begin 644", [false, false]),
        ] {
            assert_eq!([is_encrypted(text), has_encoded_file(text)], expected, "{text}");
        }
    }

    #[test]
    fn time_is_linear_in_what_never_ends() {
        for unit in ["A", "data:", "data:a/b,%", "begin 644 a\n", "AAAA\n", "-----BEGIN "] {
            let text = unit.repeat(1 << 18);
            assert!(Embedded::of(&text).files.len() <= MAX_FILES, "{unit}");
            let _ = (is_encrypted(&text), has_encoded_file(&text));
        }
    }
}
