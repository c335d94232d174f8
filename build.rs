//! Turns the data files of the tree into tables: the Unicode data that folding needs, `src/systems/*.toml`,
//! `src/languages/*.toml` and `extension/src/sites/*.json`.
#![allow(unreachable_pub, dead_code, reason = "the modules are those of the library, which uses all of them")]

#[path = "src/bytes.rs"]
mod bytes;
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
    println!("cargo::rerun-if-changed={}", policy::generate::FOLDER);
    println!("cargo::rerun-if-changed=src/policy");
    fs::write(out.join("sites.rs"), policy::generate::table()?)?;
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

/// The bytes compressed as well as the packer can, so that the library expands them to the same.
fn pack(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut packed = u32::try_from(bytes.len())?.to_le_bytes().to_vec();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Deflate, bytes, &mut packed)?;
    match inflate::inflate(&packed) {
        Some(expanded) if expanded == bytes => Ok(packed),
        _ => Err("the packer made blocks that the library does not read".into()),
    }
}
