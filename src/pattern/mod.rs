//! Regular expressions that a policy declares as markings, run the same way in every shell.
//!
//! A regular expression is compiled once, where the policy is loaded, to two automata (one finds the end of a match,
//! the other its start). These travel in the compiled policy; the in-page core can search with them and needs no regex
//! compiler. There is no other engine, so all shells decide alike, in time linear in the text. The automata are made by
//! the `regex-automata` crate and run by [`automaton`]: the crate's own way to run them has 20 kB of code.
//!
//! The syntax is that of the Rust `regex` crate, with one difference: `\b` and its kin know only ASCII words. So
//! `\bKX-\d+\b` matches in `关于KX-17的报告`, where the general definition sees no boundary.
mod automaton;
#[cfg(feature = "load")]
pub mod compile;

use automaton::Automaton;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A compiled regular expression as it travels.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Finds where matches end: an [`automaton`].
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
pub struct Matcher(Program);

/// The bytes are not a program of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAProgram;

impl Matcher {
    /// Makes a program searchable.
    pub fn new(program: &Program) -> Result<Matcher, NotAProgram> {
        let sound = Automaton(&program.forward).is_sound() && Automaton(&program.reverse).is_sound();
        if sound { Ok(Matcher(program.clone())) } else { Err(NotAProgram) }
    }

    /// The first `limit` matches that do not overlap, as byte ranges of `text`, leftmost first. Each step is linear in
    /// the text, so the whole is bounded by `limit` times its length.
    pub fn find<'t>(&'t self, text: &'t str, limit: usize) -> impl Iterator<Item = Range<usize>> + 't {
        let (forward, reverse) = (Automaton(&self.0.forward), Automaton(&self.0.reverse));
        let mut from = 0;
        let next = move || {
            let end = forward.find_end(text.as_bytes(), from)?;
            let start = reverse.find_start(text.as_bytes(), from, end)?;
            // No expression matches nothing, so the search goes on.
            from = end;
            Some(start..end)
        };
        std::iter::from_fn(next).take(limit)
    }
}
