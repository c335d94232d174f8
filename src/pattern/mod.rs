//! Regular expressions that a policy declares as markings, run the same way in every shell.
//!
//! A regular expression is compiled once, where the policy is loaded, to two sparse automata (one finds the end of a match,
//! the other its start). These travel in the compiled policy; the in-page core can search with them and needs no regex
//! compiler. There is no other engine, so all shells decide alike, in time linear in the text.
//!
//! The syntax is that of the Rust `regex` crate, with one difference: `\b` and its kin know only ASCII words. So
//! `\bKX-\d+\b` matches in `关于KX-17的报告`, where the general definition sees no boundary.
#[cfg(feature = "load")]
pub mod compile;

use regex_automata::dfa::regex::Regex;
use regex_automata::dfa::sparse::DFA;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A compiled regular expression as it travels.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Finds where matches end. Little-endian bytes of `regex_automata::dfa::sparse::DFA`.
    forward: Vec<u8>,
    /// Finds where a match that ends there starts.
    reverse: Vec<u8>,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Program({} bytes)", self.size())
    }
}

impl Program {
    /// Size in bytes.
    pub fn size(&self) -> usize {
        self.forward.len() + self.reverse.len()
    }
}

/// A regular expression, ready to search.
#[derive(Debug)]
pub struct Matcher(Regex<DFA<Vec<u8>>>);

/// The bytes are not a program of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAProgram;

impl Matcher {
    /// Checks the bytes, in time linear in their number, and makes them searchable.
    pub fn new(program: &Program) -> Result<Matcher, NotAProgram> {
        let load = |bytes: &[u8]| DFA::from_bytes(bytes).map(|(dfa, _)| dfa.to_owned()).map_err(|_| NotAProgram);
        let (forward, reverse) = (load(&program.forward)?, load(&program.reverse)?);
        Ok(Matcher(Regex::builder().build_from_dfas(forward, reverse)))
    }

    /// The first `limit` matches that do not overlap, as byte ranges of `text`, leftmost first. Each step is linear in the
    /// text, so the whole is bounded by `limit` times its length.
    pub fn find<'t>(&'t self, text: &'t str, limit: usize) -> impl Iterator<Item = Range<usize>> + 't {
        self.0.find_iter(text).take(limit).map(|found| found.range())
    }
}
