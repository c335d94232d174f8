//! What stands on the line after a marking: other levels beside it, or nothing that says anything.
use super::{
    page::Page,
    tail::{Delimiter, MAX_TAIL_BYTES, Sibling, Tail, find_control, is_code, read_delimiter},
    words::{List, begins, is},
};
use crate::{
    marking::{catalogue::Role, declaration::Grammar},
    substring::{any_of, contains, count_chars},
};

/// Longest remark in brackets after a mark, in characters with its brackets.
const MAX_REMARK_CHARS: usize = 24;
/// Length of the number that an embassy gives a telegram, with its zeros.
const MESSAGE_NUMBER_DIGITS: usize = 6;
/// Longest date with a place, in bytes of folded text.
const MAX_DATE_BYTES: usize = 60;
/// Longest word of a date that is neither a month nor a place, in characters: `de`, `年`.
const MAX_SHORT_WORD_CHARS: usize = 2;
/// The first year of a date, and the first that is none.
const MIN_YEAR: u32 = 1900;
const MAX_YEAR: u32 = 2100;
/// Dots that lead from an entry of a table of contents to its page.
const LEADERS: &str = "....";
/// Shortest line of nothing but a marking that may end with an exclamation mark, in bytes of folded text: a word of one
/// may be a headline.
const MIN_EXCLAIMED_BYTES: usize = 16;
/// Longest instruction of which a part is known, in bytes of folded text: `社外秘・取引先への開示禁止`.
const MAX_INSTRUCTION_BYTES: usize = 60;
/// Most levels listed on one line that are looked at.
const MAX_SIBLINGS: usize = 8;

impl Tail {
    /// Looks at the rest of the line from `at` on.
    pub(crate) fn finish(&mut self, page: &Page<'_>, system: u8, at: usize) {
        let text = page.text();
        let mut line_end = page.range(page.line_at(at)).end.max(at);
        let mut rest = at;
        while self.siblings.len() < MAX_SIBLINGS {
            let (delimiter, token) = read_delimiter(text, rest, line_end);
            // Markup sets levels off, too: `<li>TLP:RED</li><li>TLP:GREEN</li>`.
            let Some((sibling, end)) = find_level(page, system, token) else {
                // What both of two languages have behind their levels: `SECRET / SECRET // CEO / RÉSERVÉ AUX
                // CANADIENS`, `PROTECTED B (when completed) / PROTÉGÉ B (une fois rempli)`.
                let set_off = delimiter >= Delimiter::Slash || begins(&text[token..line_end], List::Riders);
                let on_line = |end| set_off && rest > at && end <= line_end;
                let control = find_control(page, token, system).filter(|control| on_line(control.end));
                let Some(control) = control else { break };
                rest = control.end;
                continue;
            };
            // A mark across the page may be written over and over: `SECRET   SECRET   SECRET`.
            let repeats = text[..rest].ends_with(&text[token..end]);
            if delimiter < Delimiter::Mark && !repeats && !contains(&text[rest..token], "<") {
                break;
            }
            self.siblings.push(sibling);
            rest = end;
            if rest > line_end {
                // A level of two words may go on in the next line, and the list with it.
                line_end = page.range(page.line_at(rest)).end;
            }
        }
        self.siblings_end = rest;
        let end = &text[rest..line_end];
        let after = end.trim_start();
        // A line of a mail as it is sent ends with an equals sign where it goes on: `SECRET//NO=`.
        let breaks = after == "=" && !self.controls.is_empty();
        // `内部文件，不得外传！`
        let exclaims = after == "!" && page.before(at).len() >= MIN_EXCLAIMED_BYTES;
        let asks = after.starts_with(any_of(&['=', '?', '!'])) && !is_rule(after) && !breaks && !exclaims;
        let short = end.len() <= MAX_TAIL_BYTES;
        let leads_on = short && end.ends_with(|c: char| c.is_ascii_digit()) && contains(end, LEADERS);
        self.complete = !asks
            && !leads_on
            && (is_silent(&text[read_delimiter(text, rest, line_end).1..line_end])
                || page.is_companion_text(system, rest..line_end)
                || after.starts_with('・')
                    && end.len() <= MAX_INSTRUCTION_BYTES
                    && page.holds_support(system, rest..line_end));
        // `NATO SECRET – 3 May 2031`. In Chinese a date behind a level may be the title of anything.
        let set_off = after.starts_with(any_of(&['-', '|', ','])) || end.len() > after.len() + 1;
        self.complete |= set_off && !page.catalogue.follows(system, Grammar::StarPeriod) && is_date(after, 1);
        // A telegram goes on with its station and number: `SECTION 01 OF 03 HARROW 000412`.
        self.complete |= page.catalogue.follows(system, Grammar::Capco)
            && short
            && (page.starts_with_support(system, rest) || ends_with_message_number(end))
            && is_code(page, rest..line_end);
    }
}

/// Whether a line ends with the number of a telegram: `STATE 004511`.
fn ends_with_message_number(line: &str) -> bool {
    let (words, number) = line.as_bytes().split_at(line.len().saturating_sub(MESSAGE_NUMBER_DIGITS));
    words.ends_with(b" ") && number.iter().all(u8::is_ascii_digit)
}

/// Whether nothing but a rule stands there, as on both sides of `=== SECRET//NOFORN ===`.
pub(super) fn is_rule(text: &str) -> bool {
    contains(text, "==") && text.bytes().all(|byte| matches!(byte, b'=' | b' '))
}

/// Whether `text` is a date with its year and day, and at most so many words besides short ones: `3 May 2031`, `Bonn,
/// 3. Mai 2031`, `2031年5月3日`.
pub(super) fn is_date(text: &str, most_words: usize) -> bool {
    if text.len() > MAX_DATE_BYTES || text.contains(any_of(&['/', '(', ';', '?', '!', '='])) {
        return false;
    }
    let (mut numbers, mut words, mut year) = (0, 0, false);
    let (mut number, mut letters) = (0, 0);
    for c in text.chars().chain([' ']) {
        if let Some(digit) = c.to_digit(10) {
            number = (10 * number + digit).min(MAX_YEAR);
        } else if number > 0 {
            numbers += 1;
            year |= (MIN_YEAR..MAX_YEAR).contains(&number) || c == '年';
            number = 0;
        }
        letters += usize::from(c.is_alphabetic());
        if letters > 0 && !c.is_alphabetic() {
            words += usize::from(letters > MAX_SHORT_WORD_CHARS);
            letters = 0;
        }
    }
    year && (2..=3).contains(&numbers) && words <= most_words
}

/// Whether the rest of a line says nothing: punctuation, page and copy numbers, markup.
fn is_silent(rest: &str) -> bool {
    if rest.len() > MAX_TAIL_BYTES {
        return false;
    }
    let is_told = |word: &str| word.is_empty() || is(word, List::Numbering);
    let mut word = String::new();
    let mut in_tag = false;
    for c in rest.chars() {
        match c {
            '<' | '\\' | '{' => in_tag = true,
            // Of markup like `}\end{center}` and `{color}` the name is in braces.
            '>' | '}' if in_tag => in_tag = false,
            _ if in_tag => {}
            c if c.is_alphabetic() => word.push(c),
            _ if is_told(&word) => word.clear(),
            // The first word mostly says something.
            _ => return false,
        }
    }
    !in_tag && is_told(&word)
}

/// Whether the line ends with a remark on the mark that ends at `at`: `時限秘（発表まで）`. In English, that would be
/// the year of a film.
pub(super) fn has_remark(page: &Page<'_>, at: usize) -> bool {
    let rest = page.after(at).trim();
    !page.before(at).ends_with(|c: char| c.is_ascii())
        && count_chars(rest) <= MAX_REMARK_CHARS
        && rest
            .strip_prefix('(')
            .and_then(|inside| inside.strip_suffix(')'))
            .is_some_and(|inside| !contains(inside, "("))
}

/// The longest level form at `at`, of `system` if it has one there, and its end.
fn find_level(page: &Page<'_>, system: u8, at: usize) -> Option<(Sibling, usize)> {
    page.controls_at(at).iter().rev().find_map(|hit| {
        let forms = page.catalogue.uses(hit.phrase).iter().filter_map(|used| match used.role {
            Role::Form(index) => Some((used.system, index)),
            _ => None,
        });
        let (system, form) = forms.max_by_key(|&(other, _)| other == system)?;
        Some((Sibling { system, level: page.catalogue.form(form).level }, hit.range.end))
    })
}
