//! The in-page shell: plain C-ABI exports, for a content script that loads this core as wasm or translated by wasm2js.
//!
//! ```text
//! warm()               the build calls it, and ships the memory as it is then: no page has to load what is the same in all of them
//! spent(part)          → what it leaves out of that: where a part stands that nothing reads any more, and spent_bytes(part) how long it is
//! input(capacity)      → where to write; the memory may have grown, so take a new view of it
//! arm(length)          → 0, or why the compiled policy at the start of the input was refused
//! check(text, html, …) → 0 when clean, else the length of the verdict in JSON
//! answer()             → where the verdict stands
//! ```
//! All state is one input buffer, one answer and one checker. There is one thread and no way back into JavaScript, so
//! no call meets another. Pointers are offsets in the linear memory, valid until the next call.
// `no_mangle` counts as unsafe code, because two libraries could export one name. This is the only one linked. Nothing
// else here is unsafe: the input is a buffer of ours that JavaScript writes to between calls.
#![allow(unsafe_code, reason = "exports for JavaScript need names that stay")]

#[cfg(target_arch = "wasm32")]
mod allocator;
mod json;

use crate::checker::MAX_TEXT_BYTES;
use crate::policy::compiled::{BytesError, CompiledPolicy};
use crate::{Action, Channel, Checker, Item, Locale, Submission};
use json::json;
use std::cell::RefCell;

/// Room for one format, in bytes: what is checked and one character more, by which the checker sees that something was
/// cut. `TextEncoder.encodeInto` stops when the room is full.
const FORMAT_BYTES: usize = MAX_TEXT_BYTES + 4;
/// What the catalogue and a first check take, in bytes. Translated to JavaScript, the core copies its memory whenever
/// it grows, so it grows once.
const ROOM_BYTES: usize = 2 << 20;
/// A text for which everything is needed that is made when it is first used.
const EVERYTHING: &str =
    "SECRET//NOFORN\n\n(S//NF) Is this what \"机密★10年\" means? Ѕесrеt, S E C R E T, CONFIDENT1AL//NOFORN, mật khẩu.";
/// The largest input: text and HTML.
const MAX_INPUT_BYTES: usize = 2 * FORMAT_BYTES;

thread_local! {
    static CORE: RefCell<Core> = const { RefCell::new(Core { input: Vec::new(), answer: Vec::new(), armed: None }) };
}

struct Core {
    input: Vec<u8>,
    answer: Vec<u8>,
    armed: Option<Armed>,
}

struct Armed {
    checker: Checker,
    locale: Locale,
}

/// Loads the catalogue, the tables and the lists of words, and makes room for checks. Without it the first [`arm`] and
/// [`check`] do.
#[unsafe(no_mangle)]
pub extern "C" fn warm() {
    #[cfg(target_arch = "wasm32")]
    let _wiping = allocator::wiping();
    // Freed at once, and there for what follows.
    drop(std::hint::black_box(Vec::<u8>::with_capacity(ROOM_BYTES)));
    let items = vec![Item::Text(EVERYTHING), Item::Html(EVERYTHING)];
    let submission = Submission { place: None, channel: Channel::Paste, locale: Locale::English, items };
    std::hint::black_box(Checker::default().check(&submission));
}

/// What is packed and was expanded by [`warm`], once for all.
fn expanded(part: usize) -> Option<&'static [u8]> {
    [crate::text::PACKED_TABLES, crate::detect::PACKED_WORDS, crate::marking::catalogue::PACKED_CATALOGUE]
        .get(part)
        .copied()
}

/// Where a part of the memory begins that nothing reads after [`warm`]; 0 behind the last part.
#[unsafe(no_mangle)]
pub extern "C" fn spent(part: usize) -> *const u8 {
    expanded(part).map_or(std::ptr::null(), <[u8]>::as_ptr)
}

/// The length of that part in bytes; 0 behind the last part.
#[unsafe(no_mangle)]
pub extern "C" fn spent_bytes(part: usize) -> usize {
    expanded(part).map_or(0, <[u8]>::len)
}

/// Makes room for `capacity` bytes of input and says where: at most [`MAX_INPUT_BYTES`] of them, 0 above.
#[unsafe(no_mangle)]
pub extern "C" fn input(capacity: usize) -> *mut u8 {
    if capacity > MAX_INPUT_BYTES {
        return std::ptr::null_mut();
    }
    CORE.with_borrow_mut(|core| {
        if core.input.len() < capacity {
            // The old content is of no use, so it is not copied.
            core.input = Vec::new();
            core.input.resize(capacity, 0);
        }
        core.input.as_mut_ptr()
    })
}

/// Room that one format may take, in bytes: what a caller gives `TextEncoder.encodeInto` at most.
#[unsafe(no_mangle)]
pub extern "C" fn format_bytes() -> usize {
    FORMAT_BYTES
}

/// Takes the first `length` bytes of the input as compiled policy. `locale` is 0 for English, 1 for simplified Chinese.
///
/// 0: armed. 1: not a compiled policy. 2: made by another version of the extension. 3: damaged. After an error the core
/// is as it was.
#[unsafe(no_mangle)]
pub extern "C" fn arm(length: usize, locale: u32) -> u32 {
    CORE.with_borrow_mut(|core| {
        let Some(bytes) = core.input.get(..length) else {
            return 3;
        };
        let compiled = match CompiledPolicy::from_bytes(bytes) {
            Ok(compiled) => compiled,
            Err(BytesError::NotAPolicy) => return 1,
            Err(BytesError::OtherVersion) => return 2,
            Err(BytesError::Damaged) => return 3,
        };
        let Ok(checker) = Checker::new(compiled) else {
            return 3;
        };
        let locale = if locale == 1 { Locale::SimplifiedChinese } else { Locale::English };
        core.armed = Some(Armed { checker, locale });
        0
    })
}

/// Checks the first `text_length` bytes of the input as plain text and the `html_length` bytes after them as HTML; 0
/// for a format that there is not. `channel` counts as `Channel` is declared: 0 paste, 1 drop, 2 attach, 3 send.
///
/// 0: clean. Above 0: something was found or not fully checked; so many bytes of verdict in JSON stand at [`answer`].
/// -1: not armed. -2: lengths or channel out of range, or not UTF-8: which is a defect of the caller.
#[unsafe(no_mangle)]
pub extern "C" fn check(text_length: usize, html_length: usize, channel: u32) -> i32 {
    CORE.with_borrow_mut(|core| {
        let Some(armed) = &core.armed else { return -1 };
        let channel = match channel {
            0 => Channel::Paste,
            1 => Channel::Drop,
            2 => Channel::Attach,
            3 => Channel::Send,
            _ => return -2,
        };
        let Some((text, html)) = formats(&core.input, text_length, html_length) else {
            return -2;
        };
        let items = [Item::Text(text), Item::Html(html)];
        let items = items.into_iter().filter(|item| !matches!(item, Item::Text("") | Item::Html(""))).collect();
        // The place is in the compiled policy: only rules that apply here came along.
        let verdict = armed.checker.check(&Submission { place: None, channel, locale: armed.locale, items });
        if verdict.action == Action::Allow && verdict.findings.is_empty() && verdict.complete {
            return 0;
        }
        core.answer = json(&verdict).expect("a test writes verdicts with everything they can hold");
        i32::try_from(core.answer.len()).expect("a verdict has a bounded number of findings, each of bounded size")
    })
}

/// Where the last verdict stands, in UTF-8. Valid until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    CORE.with_borrow(|core| core.answer.as_ptr())
}

/// The two formats in the input.
fn formats(input: &[u8], text_length: usize, html_length: usize) -> Option<(&str, &str)> {
    let (text, rest) = input.split_at_checked(text_length)?;
    let html = rest.get(..html_length)?;
    Some((std::str::from_utf8(text).ok()?, std::str::from_utf8(html).ok()?))
}
