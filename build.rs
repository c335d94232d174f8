//! Turns the data files of the tree into tables: the Unicode data that folding needs, `src/systems/*.toml`,
//! `src/languages/*.toml`, `src/image/*.toml`, `src/extract/format/formats.toml` and `extension/src/sites/*.json`.
#![allow(unreachable_pub, dead_code, reason = "the modules are those of the library, which uses all of them")]

#[path = "src/bytes.rs"]
mod bytes;
#[path = "src/extract/format"]
mod format {
    pub mod generate;
}
#[path = "src/inflate.rs"]
mod inflate;
#[path = "src/marking"]
mod marking {
    mod blob;
    pub mod compile;
    pub mod declaration;
    pub mod read;
}
#[path = "src/order.rs"]
mod order;
#[path = "src/policy"]
mod policy {
    pub mod generate;
    mod match_pattern;
}
#[path = "src/substring.rs"]
mod substring;
#[path = "src/detect/words"]
mod words {
    pub mod generate;
    mod list;
}
#[path = "src/text"]
mod text {
    mod block;
    mod class;
    pub mod compile;
    mod compose;
    mod dictionary;
    mod entity;
    mod filter;
    mod fold;
    pub mod generate;
    mod map;
    pub mod phrase;
    mod shape;
    pub mod tables;
}

use marking::{compile::compile, read::read_systems};
use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/text");
    println!("cargo::rerun-if-changed=src/marking");
    println!("cargo::rerun-if-changed=src/systems");
    println!("cargo::rerun-if-changed=src/bytes.rs");
    println!("cargo::rerun-if-changed=src/inflate.rs");
    println!("cargo::rerun-if-changed=src/order.rs");
    println!("cargo::rerun-if-changed=src/detect/words");
    println!("cargo::rerun-if-changed=src/languages");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let tables = text::generate::derive();
    let bytes = tables.bytes();
    if text::tables::OwnedTables::read(&bytes).as_ref() != Some(&tables) {
        return Err("the tables of folding are not read as they are written".into());
    }
    fs::write(out.join("fold_tables.bin"), pack(&bytes)?)?;
    let systems = read_systems(Path::new("src/systems"))?;
    let blob = compile(&systems, &tables.tables()).map_err(|errors| {
        let told = errors
            .iter()
            .map(|error| format!("src/systems/{}.toml: {}: {}", systems[error.system].id, error.at, error.message));
        told.collect::<Vec<_>>().join("\n")
    })?;
    fs::write(out.join("catalogue.bin"), pack(&blob)?)?;
    fs::write(out.join("words.bin"), pack(&words::generate::words(Path::new("src/languages"), &tables.tables())?)?)?;
    println!("cargo::rerun-if-changed={CONFUSIONS}");
    fs::write(out.join("confusions.txt"), confusions()?)?;
    println!("cargo::rerun-if-changed={COLOURS}");
    fs::write(out.join("colours.txt"), colours(&systems)?)?;
    println!("cargo::rerun-if-changed={}", policy::generate::FOLDER);
    println!("cargo::rerun-if-changed=src/policy");
    fs::write(out.join("sites.rs"), policy::generate::table()?)?;
    println!("cargo::rerun-if-changed=src/extract/format");
    fs::write(out.join("formats.rs"), format::generate::table()?)?;
    Ok(())
}

/// What a recogniser of pictures reads for what is printed.
const CONFUSIONS: &str = "src/image/confusions.toml";

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Confusions {
    confusion: Vec<Confusion>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Confusion {
    #[allow(dead_code, reason = "for those who read the file")]
    why: String,
    /// 0 to 1.
    cost: f32,
    /// What is printed, and what is read for it, separated by blanks.
    read: std::collections::BTreeMap<String, String>,
}

/// The confusions as lines of cost, printed and read.
fn confusions() -> Result<String, Box<dyn Error>> {
    let Confusions { confusion } = toml::from_str(&fs::read_to_string(CONFUSIONS)?)?;
    let mut lines = String::new();
    for Confusion { cost, read, .. } in confusion {
        if !(0.0..=1.0).contains(&cost) {
            return Err(format!("{CONFUSIONS}: a cost of {cost} is not between 0 and 1").into());
        }
        for (printed, reads) in read {
            for read in reads.split(' ').filter(|read| *read != printed) {
                lines += &format!("{cost}\t{printed}\t{}\n", if read == "_" { "" } else { read });
            }
        }
    }
    Ok(lines)
}

/// Which colours belong to which level, and which offices have red heads and seals.
const COLOURS: &str = "src/image/colours.toml";

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Colours {
    level: Vec<LevelColours>,
    office: Vec<OfficeColours>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelColours {
    system: String,
    #[allow(dead_code, reason = "for those who read the file")]
    source: String,
    on: Vec<Surface>,
    colours: std::collections::BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Copy, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Surface {
    Bar,
    Ink,
    Border,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeColours {
    systems: Vec<String>,
    #[allow(dead_code, reason = "for those who read the file")]
    source: String,
    head: Option<String>,
    seal: Option<String>,
}

/// The colours as lines of where they are met, system, level and hexadecimal digits.
fn colours(systems: &[marking::declaration::System]) -> Result<String, Box<dyn Error>> {
    let Colours { level, office } = toml::from_str(&fs::read_to_string(COLOURS)?)?;
    let mut entries = Vec::new();
    for LevelColours { system, on, colours, .. } in &level {
        for (level, colours) in colours {
            let known = systems.iter().find(|known| known.id == *system);
            if !known.is_some_and(|known| known.levels.iter().any(|known| known.name == *level)) {
                return Err(format!("{COLOURS}: {system} has no level {level}").into());
            }
            for surface in on {
                let on = match surface {
                    Surface::Bar => "bar",
                    Surface::Ink => "ink",
                    Surface::Border => "border",
                };
                entries.extend(colours.iter().map(|colour| (on, system, level.as_str(), colour)));
            }
        }
    }
    for OfficeColours { systems: ids, head, seal, .. } in &office {
        for id in ids {
            if !systems.iter().any(|known| known.id == *id) {
                return Err(format!("{COLOURS}: there is no system {id}").into());
            }
            let met = [("head", head), ("seal", seal)];
            entries.extend(met.into_iter().filter_map(|(on, colour)| Some((on, id, "", colour.as_ref()?))));
        }
    }
    let mut lines = String::new();
    for (on, system, level, colour) in entries {
        if colour.len() != 6 || u32::from_str_radix(colour, 16).is_err() {
            return Err(format!("{COLOURS}: {colour} is not six hexadecimal digits").into());
        }
        lines += &format!("{on}\t{system}\t{level}\t{colour}\n");
    }
    Ok(lines)
}

/// The bytes compressed as well as the packer can, so that the library expands them to the same.
fn pack(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut packed = u32::try_from(bytes.len())?.to_le_bytes().to_vec();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Deflate, bytes, &mut packed)?;
    match inflate::inflate(&packed) {
        Some(expanded) if expanded == bytes => Ok(packed),
        _ => Err("the packer made blocks that the library does not read".into()),
    }
}
