//! Part of `build.rs`: `extension/src/sites/*.json` → the table of shipped sites. A file that does not fit stops the
//! build.
use super::match_pattern::MatchPattern;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the files are.
pub const FOLDER: &str = "extension/src/sites";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteFile {
    title: String,
    category: Category,
    matches: Vec<String>,
    /// Selectors for the extension's scripts; the package build checks them.
    #[serde(default, rename = "editor")]
    _editor: IgnoredAny,
}

/// The variants of `submission::Category` that a shipped site may have.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Category {
    AiChat,
    Social,
    Playground,
}

/// The source of the table. Fails with the file and what is wrong with it.
pub fn table() -> Result<String, Box<dyn Error>> {
    let mut table = "static SHIPPED: &[ShippedSite] = &[\n".to_owned();
    for path in site_files()? {
        let at = path.display();
        let SiteFile { title, category, matches, _editor: _ } = read(&path).map_err(|why| format!("{at}: {why}"))?;
        for pattern in &matches {
            MatchPattern::parse(pattern).map_err(|why| format!("{at}: {pattern}: {why}"))?;
        }
        let id = path.file_stem().and_then(|stem| stem.to_str()).ok_or_else(|| format!("{at}: not a site's id"))?;
        let category = format!("Category::{category:?}");
        writeln!(
            table,
            "    ShippedSite {{ id: {id:?}, title: {title:?}, category: {category}, matches: &{matches:?} }},"
        )?;
    }
    table.push_str("];\n");
    Ok(table)
}

/// All files, by id, so that the table is the same on every machine.
fn site_files() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let folder = fs::read_dir(FOLDER).map_err(|why| format!("{FOLDER}: {why}"))?;
    let mut paths = folder.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    Ok(paths)
}

fn read(path: &Path) -> Result<SiteFile, Box<dyn Error>> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}
