//! Letter-spaced text closed up: `S E C R E T / / N O F O R N`, `机 密`, `S.E.C.R.E.T`, and one character a line.
//!
//! This is a second reading besides the first: a run of single characters is put together only where it is one, and a
//! word inside a longer run ends up inside a longer word (`S E C R E T A R Y`), where no phrase is found.
use super::{
    Folded,
    block::MASKS,
    class::{Class, class},
    places::{Places, is_blank, is_single, next_by_byte, word_length},
    rewrite::Rewrite,
};
use core::ops::Range;

/// Fewest letters of a script with blanks between words that make a run.
const MIN_LETTERS: usize = 3;
/// Fewest letters of one without.
const MIN_UNSPACED: usize = 2;
/// Fewest letters between dots or the like: `U.S.A.` is no spaced word.
const MIN_DOTTED: usize = 4;
/// Fewest characters of a run that slashes may go on: so many tell where a run begins.
const MIN_BEFORE_SLASHES: usize = 2;
/// Widest gap that is told from wider ones, in blanks.
const MAX_GAP: usize = 16;
/// Most line breaks between two characters of a column: with a blank line between them, as word processors paste
/// paragraphs.
const MAX_BREAKS: usize = 2;
/// Longest run, in characters. A longer one is several.
const MAX_RUN: usize = 4096;

/// How much of the text before and behind a run is told with it, in bytes.
const BEFORE_RUN_BYTES: usize = 16;
const BEHIND_RUN_BYTES: usize = 400;

impl<'a> Folded<'a> {
    /// The same text with letter-spaced runs closed up; `None` where there are none. Where the gaps of a run differ,
    /// the wide ones are those between words. Everything outside the runs is as in `self`; [`Folded::closed_run`] tells
    /// what is inside.
    pub fn closed_up(&self) -> Option<Folded<'a>> {
        let mut rewrite = None;
        let mut runs = Vec::new();
        Closing::new(self, &mut |kept| {
            let rewrite = rewrite.get_or_insert_with(|| Rewrite::new(&self.draft));
            rewrite.keep_to(kept[0].start);
            let start = rewrite.len() as u32;
            for (index, part) in kept.iter().enumerate() {
                if index > 0 {
                    rewrite.drop_to(part.start);
                }
                rewrite.keep_to(part.end);
            }
            runs.push(start..rewrite.len() as u32);
        })
        .close();
        let (draft, line_numbers) = rewrite?.finish();
        let mut closed = Folded::of(self.original, draft);
        closed.line_numbers = Some(match &self.line_numbers {
            Some(numbers) => line_numbers.into_iter().map(|number| numbers[number as usize - 1]).collect(),
            None => line_numbers,
        });
        closed.runs = runs;
        Some(closed)
    }

    /// Whether any letter-spaced run is `telling`: that is asked of the closed-up run with some of the text before and
    /// behind it, and where the run begins in that. Much cheaper than [`Folded::closed_up`], which makes a second
    /// reading of all of the text.
    pub fn has_run(&self, mut telling: impl FnMut(&str, usize) -> bool) -> bool {
        let text = self.as_str();
        let mut closed = String::new();
        let mut found = false;
        Closing::new(self, &mut |kept| {
            if found {
                return;
            }
            let (start, end) = (kept[0].start, kept[kept.len() - 1].end);
            let before = text.floor_char_boundary(start.saturating_sub(BEFORE_RUN_BYTES));
            closed.clear();
            closed.push_str(&text[before..start]);
            closed.extend(kept.iter().map(|part| &text[part.clone()]));
            closed.push_str(&text[end..text.floor_char_boundary(end + BEHIND_RUN_BYTES)]);
            found = telling(&closed, start - before);
        })
        .close();
        found
    }

    /// The closed-up run that the folded `offset` is in, in this text. A marking must fill it, or end where a word of
    /// it does.
    pub fn closed_run(&self, offset: usize) -> Option<Range<usize>> {
        let index = self.runs.partition_point(|run| run.end as usize <= offset);
        let run = self.runs.get(index)?;
        (run.start as usize <= offset).then_some(run.start as usize..run.end as usize)
    }
}

/// The widest gap between two letters of a word, of the gaps of a run: half as wide again as most are, since a hasty
/// hand or a justified line varies them. Where many are wider none is one between words, for words have more letters
/// than that.
fn widest_in_word(gaps: impl Iterator<Item = usize>) -> usize {
    let (mut counts, mut all) = ([0; MAX_GAP + 1], 0);
    for gap in gaps.filter(|&gap| gap > 0) {
        counts[gap.min(MAX_GAP)] += 1;
        all += 1;
    }
    let (mut middle, mut narrow) = (0, counts[0]);
    while 2 * narrow < all {
        middle += 1;
        narrow += counts[middle];
    }
    let widest = middle + (middle / 2).max(1) - 1;
    let wide: usize = counts[MAX_GAP.min(widest + 1)..].iter().sum();
    if MIN_LETTERS * wide > all { usize::MAX } else { widest }
}

/// The runs of a text while they are looked for.
struct Closing<'f, 'a> {
    text: &'f Folded<'a>,
    /// Told of each run: the parts that are left of it, in their order.
    found: &'f mut dyn FnMut(&[Range<usize>]),
    /// The parts of the run that was found.
    kept: Vec<Range<usize>>,
    /// The characters of the run that was reached, in the first reading.
    run: Vec<Range<usize>>,
    /// How many line breaks stand between two of them: none, or as many as set the lines of a column apart.
    breaks: usize,
}

impl<'f, 'a> Closing<'f, 'a> {
    fn new(text: &'f Folded<'a>, found: &'f mut dyn FnMut(&[Range<usize>])) -> Self {
        Closing { text, found, kept: Vec::new(), run: Vec::new(), breaks: 0 }
    }

    fn close(&mut self) {
        let bytes = self.text.as_str().as_bytes();
        let mut places = Places::default();
        let mut at = 0;
        while let Some(place) = if MASKS { places.next(bytes, at) } else { next_by_byte(bytes, at) } {
            at = self.read_from(place);
        }
    }

    /// Reads what stands between blanks, beginning at `start`, up to the first that is no single character; gives where
    /// that ends.
    fn read_from(&mut self, start: usize) -> usize {
        let bytes = self.text.as_str().as_bytes();
        let mut at = start;
        let mut breaks = 0;
        while at < bytes.len() {
            if is_blank(bytes[at]) {
                breaks += usize::from(bytes[at] == b'\n');
                at += 1;
                continue;
            }
            let start = at;
            at += word_length(&bytes[at..]);
            if is_single(&bytes[start..at]) {
                self.single(start..at, breaks);
            } else if self.run.len() >= MIN_BEFORE_SLASHES
                && breaks == 0
                && self.breaks == 0
                && is_slashed(&bytes[start..at])
            {
                for part in characters(&self.text.as_str()[start..at]) {
                    self.run.push(start + part.start..start + part.end);
                }
            } else {
                self.several(start..at, breaks);
                return at;
            }
            breaks = 0;
        }
        self.flush();
        at
    }

    /// One character between blanks, `breaks` lines below what stands before it.
    fn single(&mut self, range: Range<usize>, breaks: usize) {
        if self.run.len() >= MAX_RUN || breaks > MAX_BREAKS {
            self.flush();
        }
        if self.run.len() > 1 && breaks != self.breaks {
            // What stands nearer to this one, as beside it on its line, is not part of the column before.
            let near = (breaks < self.breaks).then(|| self.run.pop()).flatten();
            self.flush();
            self.run.extend(near);
        }
        if !self.run.is_empty() {
            self.breaks = breaks;
        }
        self.run.push(range);
    }

    /// Several characters between blanks.
    fn several(&mut self, range: Range<usize>, breaks: usize) {
        if breaks == 0 && self.breaks > 0 {
            self.run.pop();
        }
        self.flush();
        let mut start = range.start;
        while let Some((separator, length)) = dotted(&self.text.as_str()[start..range.end]) {
            self.close_dotted(start..start + length, separator);
            start += length;
            let rest = &self.text.as_str()[start..range.end];
            start += rest.len() - rest.trim_start_matches('/').len();
        }
    }

    /// Closes up the run that was reached, if it is one.
    fn flush(&mut self) {
        let run = core::mem::take(&mut self.run);
        let text = self.text.as_str();
        let letters = |class_: Class| {
            let is_letter = |range: &&Range<usize>| {
                class(text.as_bytes(), range.start) == class_ && !text.as_bytes()[range.start].is_ascii_digit()
            };
            run.iter().filter(is_letter).count()
        };
        if letters(Class::Word) >= MIN_LETTERS || letters(Class::Unspaced) >= MIN_UNSPACED {
            let gaps = run.windows(2).map(|pair| pair[1].start - pair[0].end);
            let widest = widest_in_word(gaps);
            self.kept.clear();
            for (index, range) in run.iter().enumerate() {
                // A wide gap is one between words: of it one blank is kept.
                let is_wide =
                    run.get(index + 1).is_some_and(|next| self.breaks == 0 && next.start - range.end > widest);
                self.kept.push(range.start..range.end + usize::from(is_wide));
            }
            (self.found)(&self.kept);
        }
        self.run = run;
        self.run.clear();
        self.breaks = 0;
    }

    fn close_dotted(&mut self, range: Range<usize>, separator: char) {
        let text = self.text.as_str();
        self.kept.clear();
        let mut start = range.start;
        for (at, _) in text[range.clone()].match_indices(separator) {
            self.kept.push(start..range.start + at);
            start = range.start + at + separator.len_utf8();
        }
        self.kept.push(start..range.end);
        (self.found)(&self.kept);
    }
}

/// Whether a word is two slashes with at most one character before and one behind them, as between the words of a
/// spaced banner: `S E C R E T//N O F O R N`.
fn is_slashed(word: &[u8]) -> bool {
    let Some(at) = word.windows(2).position(|pair| pair == b"//") else { return false };
    let (before, after) = (&word[..at], &word[at + 2..]);
    (before.is_empty() || is_single(before)) && (after.is_empty() || is_single(after))
}

/// The ranges of the characters of `word`.
fn characters(word: &str) -> impl Iterator<Item = Range<usize>> {
    word.char_indices().map(|(at, c)| at..at + c.len_utf8())
}

/// The letters with the same character between them with which a word begins, as the `s.e.c.r.e.t` of
/// `s.e.c.r.e.t//nf`: that character, and how long they are in bytes.
fn dotted(word: &str) -> Option<(char, usize)> {
    let mut chars = word.chars();
    chars.next()?;
    let separator = chars.next().filter(|separator| matches!(separator, '.' | '-' | '_' | '·' | '•' | '・' | '‧'))?;
    let (mut letters, mut unspaced, mut end) = (0, 0, 0);
    let mut chars = word.char_indices();
    // A period may follow the level: `机·密·★·1·0·年`.
    let goes_on = |c: char, letters: usize| {
        c.is_alphabetic() || c == '/' || letters >= MIN_UNSPACED && (c == '*' || c.is_ascii_digit())
    };
    while let Some((at, c)) = chars.next().filter(|&(_, c)| goes_on(c, letters)) {
        letters += usize::from(c.is_alphabetic() || c == '/');
        unspaced += usize::from(class(word.as_bytes(), at) == Class::Unspaced);
        end = at + c.len_utf8();
        if chars.next().is_none_or(|(_, c)| c != separator) {
            break;
        }
    }
    let enough = letters >= MIN_DOTTED || unspaced == letters && letters >= MIN_UNSPACED;
    // `N.A.T.O.` has one at its end, too.
    let closed = word[end..].strip_prefix(separator).is_some_and(str::is_empty);
    let end = if closed { word.len() } else { end };
    (enough && !word[end..].starts_with(char::is_alphanumeric)).then_some((separator, end))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The first place at `from` or behind it that is not blank.
    fn next_word(text: &[u8], from: usize) -> Option<usize> {
        Some(from + text[from..].iter().position(|&byte| !is_blank(byte))?)
    }

    /// The runs of `text`, found by reading all of it.
    fn all_runs(folded: &Folded<'_>) -> Vec<Vec<Range<usize>>> {
        let mut runs = Vec::new();
        let bytes = folded.as_str().as_bytes();
        let mut keep = |kept: &[Range<usize>]| runs.push(kept.to_owned());
        let mut closing = Closing::new(folded, &mut keep);
        let mut at = 0;
        while let Some(place) = next_word(bytes, at) {
            at = closing.read_from(place);
        }
        runs
    }

    /// Whether the runs are found by the blocks, and byte by byte, that are found by reading all of the text.
    pub(crate) fn finds_all_runs(folded: &Folded<'_>) -> bool {
        let (mut by_block, mut by_byte) = (Vec::new(), Vec::new());
        Closing::new(folded, &mut |kept| by_block.push(kept.to_owned())).close();
        let mut keep = |kept: &[Range<usize>]| by_byte.push(kept.to_owned());
        let mut closing = Closing::new(folded, &mut keep);
        let mut at = 0;
        while let Some(place) = next_by_byte(folded.as_str().as_bytes(), at) {
            at = closing.read_from(place);
        }
        let all = all_runs(folded);
        by_block == all && by_byte == all
    }

    proptest! {
        #[test]
        fn reading_only_where_runs_may_begin_closes_up_the_same(text in "([a机é😀]|[ab] |//|[a机]//[b机] |[机é😀] | {1,6}|\n|[.·•・_-]|[a机é][.·•・‧]){0,60}") {
            let folded = Folded::new(&text);
            prop_assert!(finds_all_runs(&folded));
        }
    }

    #[test]
    fn spaced_runs_are_closed_up() {
        for (text, expected) in [
            ("S E C R E T / / N O F O R N\nRadar", Some("secret//noforn\nradar")),
            ("机 密 ★ 2 0 年", Some("机密*20年")),
            ("V S - N U R  F Ü R  D E N", Some("vs-nur für den")),
            ("T  O  P    S  E  C  R  E  T", Some("top secret")),
            ("T\u{A0}O\u{A0}P S E C R E T", Some("topsecret")),
            ("S E C R E T A R Y", Some("secretary")),
            ("S E C R E T  G A R D E N", Some("secret garden")),
            ("C O N F I D E N T I A L SECTION 01", Some("confidential section 01")),
            ("a b c SECRET", Some("abc secret")),
            ("绝\n密\n西坪县委", Some("绝密\n西坪县委")),
            ("\n S \n E\nC\nR\n\nx", Some("\n secr\n\nx")),
            ("机\n密 级", Some("机\n密级")),
            ("绝\n\n密\n\n西坪县委", Some("绝密\n\n西坪县委")),
            ("a\n\nb\nc\nd", Some("a\n\nbcd")),
            ("绝\n\n\n密", None),
            ("S.E.C.R.E.T text", Some("secret text")),
            ("S-E-C-R-E-T//NF", Some("secret//nf")),
            ("S E C R E T//N O F O R N text", Some("secret//noforn text")),
            ("T O P   S E C R E T // S I", Some("top secret//si")),
            ("S.E.C.R.E.T//N.O.F.O.R.N text", Some("secret//noforn text")),
            ("N.A.T.O. SECRET", Some("nato secret")),
            ("s//n o f", None),
            ("机·密·★·1·0·年", Some("机密*10年")),
            ("a-b-2-0-3", None),
            ("绝.密★30年", Some("绝密*30年")),
            ("極・秘", Some("極秘")),
            ("京・阪神", None),
            ("s.e.c.retary", None),
            ("I am a U.S.A. man", None),
            ("1 2 3 4 5 6", None),
            ("plan B is a go", None),
            ("", None),
        ] {
            let folded = Folded::new(text);
            let closed = folded.closed_up();
            assert_eq!(closed.as_ref().map(Folded::as_str), expected, "{text:?}");
        }
    }

    #[test]
    fn the_second_reading_keeps_lines_and_originals() {
        let folded = Folded::new("one\n绝\n密\nＳ Ｅ Ｃ Ｒ Ｅ Ｔ\x0Cend");
        let closed = folded.closed_up().expect("two runs");
        let lines: Vec<_> =
            closed.lines().map(|line| (line.number, line.last_of_page, closed.original(line.range))).collect();
        assert_eq!(lines, [(1, false, "one"), (2, false, "绝\n密"), (4, true, "Ｓ Ｅ Ｃ Ｒ Ｅ Ｔ"), (5, true, "end")]);
        let start = closed.as_str().find("secret").expect("closed up");
        assert_eq!(closed.closed_run(start + 3), Some(start..start + 6));
        assert_eq!(closed.closed_run(0), None);
    }
}
