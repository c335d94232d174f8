//! Part of `build.rs`: `formats.toml` → the table of formats. A file that does not fit stops the build.
use serde::Deserialize;
use std::error::Error;
use std::fmt::Write;
use std::fs;

/// Where the file is.
pub const FILE: &str = "src/extract/format/formats.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: Vec<Format>,
    text: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Format {
    en: String,
    #[serde(rename = "zh_CN")]
    zh_cn: String,
    /// For those who read the file; must be there.
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    picture: bool,
    endings: Vec<String>,
    signatures: Vec<Signature>,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default)]
    locks: Vec<String>,
    #[serde(default)]
    locked: bool,
    #[serde(default)]
    wordless: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    kind: Kind,
    endings: Vec<String>,
    #[serde(default)]
    media_types: Vec<String>,
    #[serde(default)]
    beginnings: Vec<String>,
}

/// A variant of the enum of this name beside the table.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Html,
    Json,
    Mail,
    Xml,
    Plain,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signature {
    #[serde(default)]
    at: usize,
    bytes: String,
    example: String,
}

/// The source of the table, and of the examples for tests. Fails with the format and what is wrong with it.
pub fn table() -> Result<String, Box<dyn Error>> {
    let File { format, text } = toml::from_str(&fs::read_to_string(FILE)?)?;
    let mut table = "static FORMATS: &[Format] = &[\n".to_owned();
    let mut examples =
        "#[cfg(test)]\n/// One for each signature, in their order.\nstatic EXAMPLES: &[&[u8]] = &[\n".to_owned();
    for Format { en, zh_cn, _source, picture, endings, signatures, parts, locks, locked, wordless } in format {
        if signatures.is_empty() || endings.is_empty() {
            return Err(format!("{FILE}: {en} has no signatures or no endings").into());
        }
        write!(table, "    Format {{ en: {en:?}, zh_cn: {zh_cn:?}, endings: &{endings:?}, signatures: &[")?;
        for Signature { at, bytes, example } in &signatures {
            let written = read(bytes).map_err(|why| format!("{FILE}: {en}: {bytes}: {why}"))?;
            let pieces = pieces(*at, &written).into_iter().map(|(at, run)| format!("({at}, &{run:?}), "));
            write!(table, "&[{}], ", pieces.collect::<String>())?;
            let example = whole(example).map_err(|why| format!("{FILE}: {en}: {example}: {why}"))?;
            writeln!(examples, "    &{:?},", [vec![b'.'; *at], example].concat())?;
        }
        write!(table, "], parts: &[")?;
        let all_of = |parts: &[String]| -> Result<String, String> {
            let bytes = |part| whole(part).map_err(|why| format!("{FILE}: {en}: {part}: {why}"));
            parts.iter().map(|part| Ok(format!("&{:?}, ", bytes(part)?))).collect()
        };
        write!(table, "{}], locks: &[{}", all_of(&parts)?, all_of(&locks)?)?;
        writeln!(table, "], picture: {picture}, is_locked: {locked}, is_wordless: {wordless} }},")?;
    }
    let mut texts = "static TEXTS: &[Text] = &[\n".to_owned();
    for Text { kind, endings, media_types, beginnings } in text {
        writeln!(
            texts,
            "    Text {{ kind: Kind::{kind:?}, endings: &{endings:?}, media_types: &{media_types:?}, beginnings: &{beginnings:?} }},"
        )?;
    }
    Ok([table, examples, texts].map(|table| table + "];\n").concat())
}

/// Bytes as the file writes them; `None` where any will do.
fn read(written: &str) -> Result<Vec<Option<u8>>, &'static str> {
    let mut bytes = Vec::new();
    let mut rest = written;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        if character != '\\' {
            bytes.push(Some(u8::try_from(character).ok().filter(u8::is_ascii).ok_or("bytes above 7F are \\xNN")?));
        } else if let Some(after) = rest.strip_prefix('x') {
            let digits = after.get(..2).ok_or("\\x is followed by two digits")?;
            bytes.push(Some(u8::from_str_radix(digits, 16).map_err(|_| "\\x is followed by two digits")?));
            rest = &after[2..];
        } else {
            bytes.push(match rest.chars().next() {
                Some('\\') => Some(b'\\'),
                Some('.') => None,
                _ => return Err("a backslash is followed by x, a dot or another one"),
            });
            rest = &rest[1..];
        }
    }
    if bytes.iter().all(Option::is_none) { Err("there is no byte in it") } else { Ok(bytes) }
}

/// The runs of given bytes, each with where it begins in the file.
fn pieces(at: usize, written: &[Option<u8>]) -> Vec<(usize, Vec<u8>)> {
    let mut pieces: Vec<(usize, Vec<u8>)> = Vec::new();
    for (at, byte) in (at..).zip(written).filter_map(|(at, byte)| Some((at, (*byte)?))) {
        match pieces.last_mut() {
            Some((start, run)) if *start + run.len() == at => run.push(byte),
            _ => pieces.push((at, vec![byte])),
        }
    }
    pieces
}

/// Bytes of which each is given.
fn whole(written: &str) -> Result<Vec<u8>, &'static str> {
    read(written)?.into_iter().collect::<Option<_>>().ok_or("every byte must be given")
}
