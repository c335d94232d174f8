//! Files and standard input → bytes for the checker.
use crate::picture;
use shareguard::extract::file::{HEAD_BYTES, MAX_WHOLE_BYTES, TAIL_BYTES};
use shareguard::submission::File;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// How deep folders are followed. Nobody nests deeper by hand.
const MAX_DEPTH: usize = 64;

/// What was read of an input.
pub(crate) struct Content {
    /// Empty for standard input, which has none.
    name: String,
    /// In bytes. Of standard input only what was read is known.
    size: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
}

impl Content {
    /// What is written in it, where it is a picture.
    pub(crate) fn picture(&self) -> Result<picture::Read, picture::Unread> {
        if self.size > self.head.len() as u64 { Err(picture::Unread::File) } else { picture::read(&self.head) }
    }

    pub(crate) fn file(&self) -> File<'_> {
        File { name: &self.name, media_type: "", size: self.size, head: &self.head, tail: &self.tail }
    }
}

/// Reads a file, or standard input for `-`; of a large file its two ends.
pub(crate) fn read(path: &Path) -> io::Result<Content> {
    if path == Path::new("-") {
        // One byte more than is looked at, by which the checker sees that there is more.
        let head = up_to(MAX_WHOLE_BYTES + 1, io::stdin().lock())?;
        return Ok(Content { name: String::new(), size: head.len() as u64, head, tail: Vec::new() });
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut file = fs::File::open(path)?;
    let size = file.metadata()?.len();
    // What is no regular file (a pipe, a device) says nothing of its size, or something else.
    let head = up_to(if size > MAX_WHOLE_BYTES { HEAD_BYTES as u64 } else { MAX_WHOLE_BYTES + 1 }, &file)?;
    if size <= MAX_WHOLE_BYTES {
        return Ok(Content { name, size: head.len() as u64, head, tail: Vec::new() });
    }
    file.seek(SeekFrom::End(-(TAIL_BYTES as i64)))?;
    let tail = up_to(TAIL_BYTES as u64, &file)?;
    Ok(Content { name, size, head, tail })
}

fn up_to(limit: u64, from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
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
