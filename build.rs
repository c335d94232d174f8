//! Turns the data files of the tree into tables: `src/systems/*.toml` and `extension/src/sites/*.json`.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
