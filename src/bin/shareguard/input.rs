//! Files → text.
use shareguard::{Notice, NoticeKind};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How much of one file is read, in bytes: what the checker looks at, twice, because UTF-16 may take double the room.
const MAX_FILE_BYTES: u64 = 2 * shareguard::checker::MAX_TEXT_BYTES as u64 + 4;
/// How deep folders are followed. Nobody nests deeper by hand.
const MAX_DEPTH: usize = 64;

/// What was read of an input.
pub(crate) enum Content {
    /// Text.
    Text(String),
    /// Something that cannot be read yet, and why.
    NotRead(Notice),
}

/// Reads a file, or standard input for `-`.
pub(crate) fn read(path: &Path) -> io::Result<Content> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    }
    Ok(decode(bytes))
}

/// UTF-8, or UTF-16 with a byte order mark. A file that is neither is no text that could be checked: it is said to be
/// unsupported, never clean.
fn decode(bytes: Vec<u8>) -> Content {
    let cut = bytes.len() as u64 == MAX_FILE_BYTES;
    if let Some(units) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return utf16(units, u16::from_le_bytes);
    }
    if let Some(units) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return utf16(units, u16::from_be_bytes);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        // Of a file that was cut, the last character may be cut as well.
        Err(error) if cut && error.utf8_error().error_len().is_none() => {
            let whole = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(whole);
            match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(_) => return unsupported(),
            }
        }
        Err(_) => return unsupported(),
    };
    // Text has no NUL; what has is a program's data that happens to be valid UTF-8.
    if text.contains('\0') {
        return unsupported();
    }
    Content::Text(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Content {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Content::NotRead(Notice::new(NoticeKind::Damaged, "UTF-16 with half a code unit at the end"));
    }
    let units = pairs.iter().map(|&pair| unit(pair));
    // As a browser does it: a lone surrogate becomes one replacement character, and all offsets stay.
    Content::Text(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn unsupported() -> Content {
    Content::NotRead(Notice::new(NoticeKind::Unsupported, "not text in UTF-8, or in UTF-16 with a byte order mark"))
}

/// A folder that could not be listed, or a link that leads nowhere.
#[derive(Debug)]
pub(crate) struct Unlisted {
    pub(crate) path: PathBuf,
    pub(crate) why: io::Error,
}

/// All files below `path`, itself included, in the order of their names.
pub(crate) fn files_below(path: &Path) -> Vec<Result<PathBuf, Unlisted>> {
    let mut files = Vec::new();
    walk(path, &mut Vec::new(), &mut files);
    files
}

/// `above` are the real paths of the folders that lead here: a link back to one of them is not followed again.
fn walk(path: &Path, above: &mut Vec<PathBuf>, files: &mut Vec<Result<PathBuf, Unlisted>>) {
    let unlisted = |why| Err(Unlisted { path: path.to_owned(), why });
    if path == Path::new("-") {
        return files.push(Ok(path.to_owned()));
    }
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return files.push(Ok(path.to_owned())),
        Err(why) => return files.push(unlisted(why)),
    }
    let (real, names) = match fs::canonicalize(path).and_then(|real| Ok((real, names_in(path)?))) {
        Ok(listed) => listed,
        Err(why) => return files.push(unlisted(why)),
    };
    if above.contains(&real) {
        return;
    }
    if above.len() == MAX_DEPTH {
        return files.push(unlisted(io::Error::other(format!("folders nest deeper than {MAX_DEPTH}"))));
    }
    above.push(real);
    for name in names {
        walk(&path.join(name), above, files);
    }
    above.pop();
}

fn names_in(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    let mut names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}
