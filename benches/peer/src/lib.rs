//! The `regex` crate as JavaScript sees it: one pattern, and how often it matches.
//!
//! ```text
//! input(capacity)  → where to write
//! compile(length)  → 1 when the start of the input is a pattern that was compiled, else 0
//! count(length)    → how often the pattern matches in the start of the input
//! ```
use regex::{Regex, RegexBuilder};
use std::cell::RefCell;

/// Limits of the compiled pattern and of the lazily built automaton, in bytes: high enough never to be reached.
const MAX_PROGRAM_BYTES: usize = 1 << 28;
const MAX_AUTOMATON_BYTES: usize = 1 << 26;

thread_local! {
    static STATE: RefCell<(Vec<u8>, Option<Regex>)> = const { RefCell::new((Vec::new(), None)) };
}

#[unsafe(no_mangle)]
pub extern "C" fn input(capacity: usize) -> *mut u8 {
    STATE.with_borrow_mut(|(input, _)| {
        input.resize(capacity, 0);
        input.as_mut_ptr()
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn compile(length: usize) -> u32 {
    STATE.with_borrow_mut(|(input, regex)| {
        *regex = input.get(..length).and_then(|pattern| std::str::from_utf8(pattern).ok()).and_then(|pattern| {
            let mut builder = RegexBuilder::new(pattern);
            builder.case_insensitive(true).size_limit(MAX_PROGRAM_BYTES).dfa_size_limit(MAX_AUTOMATON_BYTES);
            builder.build().ok()
        });
        u32::from(regex.is_some())
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn count(length: usize) -> usize {
    STATE.with_borrow(|(input, regex)| match (regex, input.get(..length).map(std::str::from_utf8)) {
        (Some(regex), Some(Ok(text))) => regex.find_iter(text).count(),
        _ => 0,
    })
}
