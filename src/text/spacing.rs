//! Letter-spaced text closed up: `S E C R E T / / N O F O R N`, `机 密`, `S.E.C.R.E.T`, and one character a line.
//!
//! This is a second reading besides the first: a run of single characters is put together only where it is one, and a word inside a longer
//! run ends up inside a longer word (`S E C R E T A R Y`), where no phrase is found.
use super::{
    Folded,
    class::{Class, class},
    rewrite::Rewrite,
};
use core::ops::Range;

/// Fewest letters of a script with blanks between words that make a run.
const MIN_LETTERS: usize = 3;
/// Fewest letters of one without.
const MIN_UNSPACED: usize = 2;
/// Fewest letters between dots or the like: `U.S.A.` is no spaced word.
const MIN_DOTTED: usize = 4;
/// Longest run, in characters. A longer one is several.
const MAX_RUN: usize = 4096;

impl<'a> Folded<'a> {
    /// The same text with letter-spaced runs closed up; `None` where there are none. Where the gaps of a run differ, the wide ones are
    /// those between words. Everything outside the runs is as in `self`; [`Folded::closed_run`] tells what is inside.
    pub fn closed_up(&self) -> Option<Folded<'a>> {
        let mut closing = Closing { text: self, rewrite: None, runs: Vec::new(), run: Vec::new(), vertical: false };
        closing.close();
        let Closing { rewrite, runs, .. } = closing;
        let (draft, line_numbers) = rewrite?.finish();
        let mut closed = Folded::of(self.original, draft);
        closed.line_numbers = Some(match &self.line_numbers {
            Some(numbers) => line_numbers.into_iter().map(|number| numbers[number as usize - 1]).collect(),
            None => line_numbers,
        });
        closed.runs = runs;
        Some(closed)
    }

    /// The closed-up run that the folded `offset` is in, in this text. A marking must fill it, or end where a word of it does.
    pub fn closed_run(&self, offset: usize) -> Option<Range<usize>> {
        let index = self.runs.partition_point(|run| run.end as usize <= offset);
        let run = self.runs.get(index)?;
        (run.start as usize <= offset).then_some(run.start as usize..run.end as usize)
    }
}

/// The runs of a text while they are looked for.
struct Closing<'f, 'a> {
    text: &'f Folded<'a>,
    rewrite: Option<Rewrite<'f>>,
    /// In the second reading.
    runs: Vec<Range<u32>>,
    /// The characters of the run that was reached, in the first reading.
    run: Vec<Range<usize>>,
    /// Whether they stand one a line.
    vertical: bool,
}

impl Closing<'_, '_> {
    fn close(&mut self) {
        let bytes = self.text.as_str().as_bytes();
        let is_blank = |byte: u8| byte == b' ' || byte == b'\n';
        let mut at = 0;
        let mut breaks = 0;
        while at < bytes.len() {
            if is_blank(bytes[at]) {
                breaks += usize::from(bytes[at] == b'\n');
                at += 1;
                continue;
            }
            let start = at;
            while at < bytes.len() && !is_blank(bytes[at]) {
                at += 1;
            }
            if at - start <= 4 && bytes[start + 1..at].iter().all(|byte| byte & 0xC0 == 0x80) {
                self.single(start..at, breaks);
            } else {
                self.several(start..at, breaks);
            }
            breaks = 0;
        }
        self.flush();
    }

    /// One character between blanks, `breaks` lines below what stands before it.
    fn single(&mut self, range: Range<usize>, breaks: usize) {
        if self.run.len() >= MAX_RUN || breaks > 1 {
            self.flush();
        }
        let vertical = breaks == 1;
        if self.run.len() > 1 && vertical != self.vertical {
            // What stands beside another on its line is not part of a column.
            let beside = self.vertical.then(|| self.run.pop()).flatten();
            self.flush();
            self.run.extend(beside);
        }
        if !self.run.is_empty() {
            self.vertical = vertical;
        }
        self.run.push(range);
    }

    /// Several characters between blanks.
    fn several(&mut self, range: Range<usize>, breaks: usize) {
        if breaks == 0 && self.vertical {
            self.run.pop();
        }
        self.flush();
        if let Some((separator, length)) = dotted(&self.text.as_str()[range.clone()]) {
            self.close_dotted(range.start..range.start + length, separator);
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
            let narrowest = run.windows(2).map(|pair| pair[1].start - pair[0].end).min().unwrap_or(0);
            let widest = narrowest + (narrowest / 2).max(1) - 1;
            let rewrite = self.rewrite.get_or_insert_with(|| Rewrite::new(&self.text.draft));
            rewrite.keep_to(run[0].start);
            let start = rewrite.len() as u32;
            for (index, range) in run.iter().enumerate() {
                rewrite.keep_to(range.end);
                let Some(next) = run.get(index + 1) else { break };
                if !self.vertical && next.start - range.end > widest {
                    rewrite.keep_to(range.end + 1);
                }
                rewrite.drop_to(next.start);
            }
            self.runs.push(start..rewrite.len() as u32);
        }
        self.run = run;
        self.run.clear();
        self.vertical = false;
    }

    fn close_dotted(&mut self, range: Range<usize>, separator: char) {
        let text = self.text.as_str();
        let rewrite = self.rewrite.get_or_insert_with(|| Rewrite::new(&self.text.draft));
        rewrite.keep_to(range.start);
        let start = rewrite.len() as u32;
        for (at, _) in text[range.clone()].match_indices(separator) {
            rewrite.keep_to(range.start + at);
            rewrite.drop_to(range.start + at + separator.len_utf8());
        }
        rewrite.keep_to(range.end);
        self.runs.push(start..rewrite.len() as u32);
    }
}

/// The letters with the same character between them with which a word begins, as the `s.e.c.r.e.t` of `s.e.c.r.e.t//nf`: that
/// character, and how long they are in bytes.
fn dotted(word: &str) -> Option<(char, usize)> {
    let separator =
        word.chars().nth(1).filter(|separator| matches!(separator, '.' | '-' | '_' | '·' | '•' | '・' | '‧'))?;
    let (mut letters, mut unspaced, mut end) = (0, 0, 0);
    let mut chars = word.char_indices();
    while let Some((at, c)) = chars.next().filter(|&(_, c)| c.is_alphabetic() || c == '/') {
        letters += 1;
        unspaced += usize::from(class(word.as_bytes(), at) == Class::Unspaced);
        end = at + c.len_utf8();
        if chars.next().is_none_or(|(_, c)| c != separator) {
            break;
        }
    }
    let enough = letters >= MIN_DOTTED || unspaced == letters && letters >= MIN_UNSPACED;
    (enough && !word[end..].starts_with(char::is_alphanumeric)).then_some((separator, end))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("S.E.C.R.E.T text", Some("secret text")),
            ("S-E-C-R-E-T//NF", Some("secret//nf")),
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
