//! How well markings are told from mentions, in figures.
//!
//! `cargo test --test quality` holds the goals over the labelled texts of the tree; `./build.sh quality` prints the
//! tables as well, and adds the false alarms on natural texts, which are collected outside the tree.
mod labelled;
mod natural;
#[path = "../suite/mod.rs"]
#[allow(dead_code, reason = "the cases use the rest")]
mod suite;
mod tally;
