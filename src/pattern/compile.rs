//! Regular expression → [`Program`](super::Program). Bounded, and with an answer an administrator can act on.
use super::automaton::{MATCH, PLACE_BYTES, STARTS};
use super::{Matcher, Program};
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson::{self, Compiler, NFA};
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind, Look, Repetition};
use std::collections::HashMap;

/// The largest program, in bytes. `\w{1,20}-\d{1,8}` in full Unicode needs less; every frame that is guarded holds a
/// copy.
pub const MAX_PROGRAM_BYTES: usize = 256 * 1024;
/// The memory that compiling may take, in bytes, per automaton.
const MAX_COMPILE_BYTES: usize = 4 * 1024 * 1024;
/// How deep brackets may nest.
const MAX_NESTING: u32 = 64;

/// Compiles a regular expression. The error is a sentence that says what is wrong with it.
pub fn compile(regex: &str) -> Result<Program, String> {
    let hir = parse(regex)?;
    if hir.properties().minimum_len() == Some(0) {
        return Err("a regular expression that can match nothing at all, such as a*, would match everywhere".to_owned());
    }
    let program = Program {
        forward: automaton(&nfa(&hir, false)?, MatchKind::LeftmostFirst, StartKind::Unanchored)?,
        // A reverse search starts at the known end of a match and wants the furthest start.
        reverse: automaton(&nfa(&hir, true)?, MatchKind::All, StartKind::Anchored)?,
    };
    if program.size() > MAX_PROGRAM_BYTES {
        return Err(too_large());
    }
    debug_assert!(Matcher::new(&program).is_ok());
    Ok(program)
}

fn parse(regex: &str) -> Result<Hir, String> {
    let parsed = ParserBuilder::new().nest_limit(MAX_NESTING).build().parse(regex);
    parsed.map(with_ascii_boundaries).map_err(|error| {
        let (what, place) = match &error {
            regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(error.span().start.offset)),
            regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(error.span().start.offset)),
            other => (other.to_string(), None),
        };
        match place.and_then(|offset| regex.get(..offset)).filter(|before| !before.is_empty()) {
            Some(before) => format!("{what}, after {before:?}"),
            None => what,
        }
    })
}

/// Automata have no general word boundaries, and beside Chinese text the ASCII ones are what is meant.
fn with_ascii_boundaries(hir: Hir) -> Hir {
    match hir.into_kind() {
        HirKind::Look(look) => Hir::look(match look {
            Look::WordUnicode => Look::WordAscii,
            Look::WordUnicodeNegate => Look::WordAsciiNegate,
            Look::WordStartUnicode => Look::WordStartAscii,
            Look::WordEndUnicode => Look::WordEndAscii,
            Look::WordStartHalfUnicode => Look::WordStartHalfAscii,
            Look::WordEndHalfUnicode => Look::WordEndHalfAscii,
            other => other,
        }),
        HirKind::Repetition(repetition) => {
            let sub = Box::new(with_ascii_boundaries(*repetition.sub));
            Hir::repetition(Repetition { sub, ..repetition })
        }
        HirKind::Capture(capture) => with_ascii_boundaries(*capture.sub),
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(with_ascii_boundaries).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.into_iter().map(with_ascii_boundaries).collect()),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Empty => Hir::empty(),
    }
}

fn nfa(hir: &Hir, reverse: bool) -> Result<NFA, String> {
    let config = thompson::Config::new()
        .reverse(reverse)
        .which_captures(thompson::WhichCaptures::None)
        .nfa_size_limit(Some(MAX_COMPILE_BYTES));
    Compiler::new().configure(config).build_from_hir(hir).map_err(|_| too_large())
}

fn automaton(nfa: &NFA, kind: MatchKind, start: StartKind) -> Result<Vec<u8>, String> {
    let config = dense::Config::new()
        .match_kind(kind)
        .start_kind(start)
        .dfa_size_limit(Some(MAX_COMPILE_BYTES))
        .determinize_size_limit(Some(MAX_COMPILE_BYTES));
    let dfa = dense::Builder::new().configure(config).build_from_nfa(nfa).map_err(|_| too_large())?;
    let anchored = if start == StartKind::Anchored { Anchored::Yes } else { Anchored::No };
    written(&dfa, anchored).ok_or_else(too_large)
}

/// An automaton as [`automaton`](super::automaton) reads it. `None` where it is too large, or stops at bytes that
/// cannot be searched.
fn written(dfa: &dense::DFA<Vec<u32>>, anchored: Anchored) -> Option<Vec<u8>> {
    let mut states = States { dfa, known: HashMap::new(), order: Vec::new() };
    let mut bytes = Vec::new();
    let mut starts = Vec::with_capacity(STARTS);
    for byte in (0..=u8::MAX).map(Some).chain([None]) {
        let config = start::Config::new().look_behind(byte).anchored(anchored);
        starts.push(states.number(dfa.start_state(&config).ok()?));
    }
    // Places are known when all states before are written: until then their numbers stand there, and after which bytes.
    let mut places = Vec::new();
    let mut numbers: Vec<(usize, usize)> = Vec::new();
    bytes.resize(STARTS * PLACE_BYTES, 0);
    numbers.extend(starts.into_iter().enumerate().map(|(index, number)| (index * PLACE_BYTES, number)));
    let mut written = 0;
    while let Some(&state) = states.order.get(written) {
        written += 1;
        if bytes.len() > MAX_PROGRAM_BYTES || dfa.is_quit_state(state) {
            return None;
        }
        let mut ranges: Vec<(u8, u8, usize)> = Vec::new();
        for byte in 0..=u8::MAX {
            let number = states.number(dfa.next_state(state, byte));
            match ranges.last_mut() {
                Some((_, last, same)) if *same == number => *last = byte,
                _ => ranges.push((byte, byte, number)),
            }
        }
        ranges.retain(|&(.., number)| number != 0);
        let end = states.number(dfa.next_eoi_state(state));
        places.push(bytes.len());
        bytes.push(if dfa.is_match_state(state) { MATCH } else { 0 });
        bytes.extend((ranges.len() as u16).to_le_bytes());
        bytes.extend(ranges.iter().flat_map(|&(first, last, _)| [first, last]));
        for number in ranges.iter().map(|&(.., number)| number).chain([end]) {
            numbers.push((bytes.len(), number));
            bytes.extend([0; PLACE_BYTES]);
        }
    }
    for (at, number) in numbers {
        // The first number is that of the dead state, which is not written.
        let place = number.checked_sub(1).map_or(0, |index| places[index] as u32);
        bytes[at..at + PLACE_BYTES].copy_from_slice(&place.to_le_bytes()[..PLACE_BYTES]);
    }
    Some(bytes)
}

/// The states that were met, numbered from 1; 0 is the dead one.
struct States<'d> {
    dfa: &'d dense::DFA<Vec<u32>>,
    known: HashMap<StateID, usize>,
    /// In the order of their numbers.
    order: Vec<StateID>,
}

impl States<'_> {
    fn number(&mut self, state: StateID) -> usize {
        if self.dfa.is_dead_state(state) {
            return 0;
        }
        let order = &mut self.order;
        *self.known.entry(state).or_insert_with(|| {
            order.push(state);
            order.len()
        })
    }
}

fn too_large() -> String {
    format!(
        "this regular expression needs more than {} KiB when compiled: make repetition counts smaller, or write [0-9] and [A-Za-z] for \\d and \\w",
        MAX_PROGRAM_BYTES / 1024
    )
}
