//! `shareguard scan --lines`: what is written in pictures, without a word on what it means.
use crate::input;
use crate::picture::Read;
use crate::scan::write_line;
use crate::{Outcome, Trouble};
use serde::Serialize;
use shareguard::Locale;
use shareguard::image::{Colour, Reading, Shape};
use std::io::Write;
use std::path::PathBuf;

#[derive(Serialize)]
struct Answer<'a> {
    path: &'a str,
    #[serde(flatten)]
    reading: Reading,
}

pub(crate) fn run(paths: &[PathBuf], json: bool, out: &mut impl Write) -> Result<Outcome, Trouble> {
    let mut outcome = Outcome::Clean;
    for file in paths.iter().flat_map(|path| input::files_below(path)) {
        let (path, read) = match file {
            Ok(path) => {
                let content = input::read(&path).map_err(|why| why.to_string());
                let read = content.and_then(|content| content.picture().map_err(|why| why.says(Locale::English)));
                (path, read)
            }
            Err(input::Unlisted { path, why }) => (path, Err(why.to_string())),
        };
        match read {
            Ok(Read { reading, .. }) if json => write_line(out, &Answer { path: &path.to_string_lossy(), reading })?,
            Ok(Read { reading, .. }) => {
                let Reading { width, height, turn, lines, unread, ends_only, codes, codes_unread, shapes } = reading;
                writeln!(
                    out,
                    "{}: {width} × {height} pixels, turned by {turn} quarters, {unread} lines not read, {ends_only} only at their ends",
                    path.display()
                )?;
                for line in lines {
                    let corners = line.corners.map(|corner| format!("{:.0},{:.0}", corner.x, corner.y)).join(" ");
                    writeln!(out, "  {:.2} {} [{corners}]", line.confidence, line.text)?;
                }
                for code in &codes {
                    let bytes = code.bytes();
                    let said = bytes.as_deref().map_or("not read".into(), String::from_utf8_lossy);
                    writeln!(out, "  QR code: {}", said.escape_debug())?;
                }
                if codes_unread > 0 {
                    writeln!(out, "  {codes_unread} more QR codes")?;
                }
                for Shape { kind, corners, colour: Colour { r, g, b } } in shapes {
                    let corners = corners.map(|corner| format!("{:.0},{:.0}", corner.x, corner.y)).join(" ");
                    writeln!(out, "  {kind:?} #{r:02x}{g:02x}{b:02x} [{corners}]")?;
                }
            }
            Err(why) => {
                outcome = Outcome::Unreadable;
                eprintln!("error: {}: {why}", path.display());
            }
        }
    }
    Ok(outcome)
}
