//! Turns the data files of the tree into tables: the Unicode data that folding needs, `src/systems/*.toml` and
//! `extension/src/sites/*.json`.
#![allow(unreachable_pub, reason = "the modules are those of the library, where it is reachable")]

#[path = "src/marking/declaration.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod declaration;

#[path = "src/text/class.rs"]
mod class;
#[path = "src/text/compile.rs"]
mod compile;
#[path = "src/text/compose.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod compose;
#[path = "src/text/dictionary.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod dictionary;
#[path = "src/text/entity.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod entity;
#[path = "src/text/filter.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod filter;
#[path = "src/text/fold.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod fold;
#[path = "src/marking/generate.rs"]
mod generate_catalogue;
#[path = "src/policy/generate.rs"]
mod generate_sites;
#[path = "src/text/generate.rs"]
mod generate_tables;
#[path = "src/text/map.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod map;
#[path = "src/policy/match_pattern.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod match_pattern;
#[path = "src/marking/pass.rs"]
mod pass;
#[path = "src/text/tables.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod tables;

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
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let tables = generate_tables::OwnedTables::derive();
    fs::write(out.join("fold_tables.rs"), tables.source())?;
    let systems = generate_catalogue::read_systems(Path::new("src/systems"))?;
    fs::write(out.join("catalogue.rs"), generate_catalogue::catalogue(&systems, &tables.tables())?)?;
    println!("cargo::rerun-if-changed={}", generate_sites::FOLDER);
    println!("cargo::rerun-if-changed=src/policy");
    fs::write(out.join("sites.rs"), generate_sites::table()?)?;
    Ok(())
}
