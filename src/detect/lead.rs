//! What stands before a level on its line: nothing, a prompt, a subject label, the words of a sentence.
use super::{
    page::Page,
    words::{List, Lists, begins, ends, is},
};
use crate::{
    substring::{any_of, contains, last_position},
    text::character::{is_numeral, is_word, trim_marks},
};

/// Longest owner before a dash, in bytes of folded text.
const MAX_OWNER_BYTES: usize = 80;

/// Longest time of day, in bytes.
const MAX_CLOCK_BYTES: usize = 5;

/// Empty and ticked boxes, of which a form offers one for each level.
pub(super) const BOXES: &[char] = &['□', '☐', '◻', '▢', '○', '◯', '☑', '☒', '■', '◼', '●', '◉'];

/// What sets a remark off that stands before a level: `DRAFT – `, `[translation] `.
const RIDER_ENDS: &[char] = &[' ', '-', '|', ']', ')', ':'];

/// What stands before a level on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    /// Nothing but blanks and decoration.
    Nothing,
    /// A number, date or copy number.
    Number,
    /// `//`, `//DEU`, `//JOINT`: the marking of another country or of several in the American format; or controls in
    /// front of the level, where they do not belong.
    Foreign,
    /// A subject label.
    Subject,
    /// Other words that end with a colon.
    Prompt,
    /// The label of a part of a document or page, or in brackets the remark of who copied it: `Annex B -`, `Slide 3:`,
    /// `[stamp]`.
    Part,
    /// A short name and a dash: the owner of a corporate marking.
    Owner,
    /// A time of day, as programmes and logs have it.
    Clock,
    /// Words of a sentence.
    Prose,
}

/// What stands before a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Before {
    /// What it is.
    pub(crate) lead: Lead,
    /// The bracket that opens right before the level.
    pub(crate) bracket: Option<char>,
    /// The quotation mark that opens right before the level.
    pub(crate) quote: Option<char>,
    /// Whether a box that is (`true`) or is not (`false`) ticked stands right before the level.
    pub(crate) ticked: Option<bool>,
    /// First byte of the marking with its leading slashes and country.
    pub(crate) start: usize,
}

/// Reads what stands between the start of the line and `at`.
pub(crate) fn read_lead(page: &Page<'_>, at: usize) -> Before {
    let whole = page.before(at);
    let line_start = at - whole.len();
    let mut result = Before { lead: Lead::Nothing, bracket: None, quote: None, ticked: None, start: at };
    let mut before = whole.trim_end_matches(any_of(&[' ', '*', '_', '~', '`']));
    // `'''SECRET'''` of a wiki
    if before.ends_with("''") {
        before = before.trim_end_matches(any_of(&[' ', '\'']));
    }
    // Most hits stand in a sentence, and nothing but a country or the number of a page ends with a letter.
    let worded = before.ends_with(char::is_alphabetic);
    let mut foreign = None;
    if !worded {
        result.ticked = read_box(whole);
        if let Some(quote) = before.chars().next_back().filter(|c| is_opening_quote(*c)) {
            result.quote = Some(quote);
            before = before[..before.len() - quote.len_utf8()].trim_end();
        }
        if let Some(bracket) = before.chars().next_back().filter(|c| matches!(c, '[' | '(' | '【' | '〖' | '<')) {
            result.bracket = Some(bracket);
            before = before[..before.len() - bracket.len_utf8()].trim_end();
            // Gateways stack their tags: `Subject: [EXTERNAL] [RESTRICTED] roster`.
            while let Some(open) = before.strip_suffix(']').and_then(|tag| last_position(tag, "[")) {
                before = before[..open].trim_end();
            }
        }
        foreign = read_controls(page, line_start, before);
    }
    if let Some(start) = foreign.or_else(|| read_foreign(before).map(|slashes| line_start + slashes)) {
        (result.start, result.lead) = (start, Lead::Foreign);
        return result;
    }
    if worded {
        result.lead = if is_numbering(before) { Lead::Number } else { Lead::Prose };
        return result;
    }
    // `<option>SECRET</option>` offers a choice.
    if before.trim_end().ends_with('>') && last_tag(before).starts_with("option") {
        result.ticked = Some(contains(before, "selected"));
    }
    let names_text = names_text(before);
    let before = trim_markup(page, at, before).trim_end();
    result.lead = if names_text {
        Lead::Prose
    } else if result.ticked.is_some() && before.chars().filter(|c| BOXES.contains(c)).count() > 1 {
        // The other answers of a form: `☐ UNCLASSIFIED ☒ CONFIDENTIAL`.
        Lead::Nothing
    } else if is_decoration(before) {
        Lead::Nothing
    } else if is_part(before, result.bracket) {
        Lead::Part
    } else if let Some(label) = before.strip_suffix(':') {
        // Forwarded mail stacks them: `Subject: FW:`.
        let is_subject =
            |part: &str| is(trim_marks(part).trim_end_matches(any_of(&[' ', '*', '_', '~', '`'])), List::Subjects);
        if label.split(any_of(&[':'])).all(is_subject) { Lead::Subject } else { Lead::Prompt }
    } else if is_clock(before) {
        Lead::Clock
    } else if !before.chars().any(|c| c.is_alphabetic() || is_opening_quote(c))
        && !before.ends_with(any_of(&['=', '"', '\'', '?', '$', '@', '%']))
        || is_numbering(before)
        || is(trim_marks(before).trim_end_matches(any_of(RIDER_ENDS)), List::Riders)
    {
        Lead::Number
    } else if before.len() <= MAX_OWNER_BYTES
        && before.ends_with(any_of(&['-', '|']))
        && !before.ends_with("->")
        && !before.contains(|c| is_opening_quote(c) || c == '?')
    {
        Lead::Owner
    } else {
        Lead::Prose
    };
    result
}

/// Where a control begins that a delimiter separates from the level, nothing but decoration before it: `NOFORN//`.
pub(crate) fn read_controls(page: &Page<'_>, line_start: usize, before: &str) -> Option<usize> {
    let control = before.strip_suffix("//")?.trim_end();
    let start = line_start + control.len() - trim_marks(control).len();
    let end = line_start + control.len();
    let known = page.controls_at(start).iter().any(|hit| hit.range.end == end);
    (known && is_decoration(&page.text()[line_start..start])).then_some(start)
}

/// Whether `before` is the number of a page or copy, in words and numbers: `Page 2 of 9`.
pub(super) fn is_numbering(before: &str) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    before.len() <= MAX_OWNER_BYTES
        && before.bytes().any(|byte| byte.is_ascii_digit())
        && words.all(|word| is_number(word) || is(word, List::Numbering))
}

/// Whether `before` is the number of a heading or of an entry in a list: `二、`, `（一）`, `十二.`.
pub(super) fn is_han_numbering(before: &str) -> bool {
    let mut number = trim_marks(before).trim_end().chars();
    matches!(number.next_back(), Some('、' | '.' | ',' | ')')) && number.all(is_numeral)
}

/// Whether `before` is the label of a part of a document, with what sets it off from its level: `Annex B (`, `[red
/// stamp:`.
fn is_part(before: &str, bracket: Option<char>) -> bool {
    // A remark may stand in a column of its own: `No. 31/4        [red stamp: SECRET]`.
    let bytes = before.as_bytes();
    let open = bytes.iter().rposition(|byte| matches!(byte, b'[' | b'(' | b']' | b')'));
    let note = open.filter(|&open| matches!(bytes[open], b'[' | b'('));
    let label = trim_marks(&before[note.unwrap_or(0)..]);
    let set_off = bracket.is_some() || label.ends_with(any_of(&[':', '-', '|', ']', ')']));
    const SPOKEN_OF: [List; 3] = [List::Asking, List::Examples, List::Verbs];
    // `[red stamp] `, `【红色方章】`: in a remark the part may stand last, too.
    let remarks = note.is_some() || before.trim_start().starts_with(any_of(&['[', '(']));
    let last = label.trim_end_matches(any_of(RIDER_ENDS));
    let named = || begins(label, List::Parts) || remarks && ends(last, List::Parts);
    set_off && label.len() <= MAX_OWNER_BYTES && named() && !Lists::of(label).has_any(&SPOKEN_OF)
}

/// Whether `before` is a time of day and nothing else: `20:40`.
fn is_clock(before: &str) -> bool {
    let before = before.trim();
    before.len() <= MAX_CLOCK_BYTES && has_clock(before)
}

/// Whether a time of day stands in `text`: `9:14`, `20.40`.
pub(super) fn has_clock(text: &str) -> bool {
    let is_clock = |at: &[u8]| matches!(at, [b'0'..=b'9', b':' | b'.', b'0'..=b'9', b'0'..=b'9']);
    text.as_bytes().windows(4).any(is_clock)
}

/// Where `//`, `//deu` or `//joint` begins that ends `before`, nothing but decoration before it.
fn read_foreign(before: &str) -> Option<usize> {
    let (slashes, country) =
        before.split_at(before.trim_end().trim_end_matches(|c: char| c.is_ascii_lowercase()).len());
    let decoration = slashes.trim_end().strip_suffix("//")?;
    let country = country.trim();
    let known = matches!(country.len(), 0 | 3) || country == "joint";
    (known && !decoration.trim_end().ends_with('/') && is_decoration(decoration)).then_some(decoration.len())
}

/// A box to tick right before the level: whether it is ticked.
fn read_box(before: &str) -> Option<bool> {
    let before = before.trim_end();
    let ends = |marks: &[&str]| marks.iter().any(|mark| before.ends_with(mark));
    if ends(&["☐", "□", "◻", "▢", "○", "◯", "[ ]", "( )", "[]", "❏"]) {
        return Some(false);
    }
    ends(&["☑", "☒", "■", "✓", "✔", "✅", "◼", "●", "√", "◉", "[x]", "(x)", "[v]", "[√]"]).then_some(true)
}

/// What follows the last `<`, or all.
fn last_tag(before: &str) -> &str {
    last_position(before, "<").map_or(before, |open| &before[open + 1..])
}

/// Whether `before` ends with the tag that opens a text of a program: `<string name="level_secret">`.
fn names_text(before: &str) -> bool {
    let tag = before.trim_end().strip_suffix('>').map(last_tag);
    tag.is_some_and(|tag| contains(tag, "name=") && begins(tag, List::TextElements))
}

/// Cuts markup off the end: `<p><b>`, `\begin{center}\textbf{`, `[b]`, `{color:red}` or `{{Banner|text=` before a level
/// is decoration. Where brackets say other things as well, what follows the beginning of the level at `at` has to close
/// them.
fn trim_markup<'t>(page: &Page<'_>, at: usize, before: &'t str) -> &'t str {
    let closes = |sign: &str| contains(page.after(at), sign);
    let mut before = before;
    loop {
        let markup = before.trim_end();
        let open = match markup.as_bytes().last() {
            Some(b'>') => last_position(markup, "<"),
            Some(b']') => last_position(markup, "[").filter(|_| closes("[/")),
            Some(b'{' | b'}') => {
                last_position(markup, "\\").or_else(|| last_position(markup, "{").filter(|_| closes("{")))
            }
            Some(b'|' | b'=') => last_position(markup, "{{").filter(|_| closes("}}")),
            _ => None,
        };
        let Some(open) = open.filter(|open| markup.len() - open <= MAX_OWNER_BYTES) else { return before };
        before = &before[..open];
    }
}

/// Blanks, list marks, markdown and rules: what decorates a line without saying anything.
fn is_decoration(text: &str) -> bool {
    let text = text.trim_start_matches('=');
    text.chars().all(|c| {
        !c.is_alphanumeric()
            && !is_opening_quote(c)
            && !matches!(c, '\'' | '$' | '@' | '=' | ':' | '?' | '!' | '{' | '}' | '%' | ')' | '+')
    })
}

/// A quotation mark, or the mark before a title.
pub(crate) fn is_opening_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‘' | '’' | '«' | '‹' | '»' | '《' | '〈' | '『' | '「' | '\'')
}

/// The mark that closes what such a mark opens.
pub(crate) fn is_closing_quote(c: char) -> bool {
    matches!(c, '"' | '”' | '“' | '’' | '‘' | '»' | '›' | '«' | '》' | '〉' | '』' | '」' | '\'')
}

/// Whether the words before a level end a sentence, so that it starts the next one.
pub(crate) fn ends_sentence(before: &str) -> bool {
    before.trim_end().ends_with(any_of(&['.', '!', '?', ':', ';', '。', '>'])) || !before.chars().any(is_word)
}
