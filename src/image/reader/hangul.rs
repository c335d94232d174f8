//! Hangul, of which the recogniser has no characters.
//!
//! It answers with Han characters that look a little like each syllable. What it saw before it named them tells
//! syllables well, though: a further layer takes each apart into the letters that it is written with, a first
//! consonant, a vowel and a last consonant or none, so that all 11,172 syllables (Unicode, chapter 3.12) are told by 68
//! classes; and grades beside them, whose Roman numerals the recogniser takes for strokes, by three more.
//! `scripts/models/hangul` says how that layer came about.
use super::ctc::{Glyph, largest, share};

/// What stands at a step, in the order of the first classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Nothing,
    /// Writing that is no Hangul: for the recogniser to name.
    Other,
    Syllable,
    Blank,
    Numeral(char),
}

const KINDS: [Kind; 7] = [
    Kind::Nothing,
    Kind::Other,
    Kind::Syllable,
    Kind::Blank,
    Kind::Numeral('Ⅰ'),
    Kind::Numeral('Ⅱ'),
    Kind::Numeral('Ⅲ'),
];
/// How many letters a syllable may begin with, have in its middle, and end with, where nothing is one of them.
const LETTERS: [usize; 3] = [19, 21, 28];
/// How many classes there are at each step: the kinds, and the letters one place after the other.
pub(super) const CLASSES: usize = KINDS.len() + LETTERS[0] + LETTERS[1] + LETTERS[2];
/// The first syllable, of which all follow in the order of their letters.
const FIRST: u32 = '가' as u32;

/// What the recogniser knows and hardly ever takes a part of a syllable for: in 19,000 lines of Hangul without one,
/// each of them was read 35 times or less, and in four of five or more of those with one.
const SIGNS: [char; 8] = [':', '：', '(', ')', '（', '）', '.', '。'];
/// Syllables that are less sure than this on the mean are none.
const SURE: f32 = 0.5;

/// What stands at neighbouring steps, and is no nothing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sign {
    what: What,
    /// Share of what it is among all that it could be, at its surest step, 0 to 1.
    confidence: f32,
    /// The first and the last one.
    pub(super) steps: [usize; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Other,
    Syllable(char),
    Numeral(char),
    Blank,
}

/// What is likeliest to stand in a line. `sums` holds a number for each class at each step.
pub(super) fn decode(sums: &[f32]) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    let mut before = None;
    for (step, sums) in sums.chunks_exact(CLASSES).enumerate() {
        let found = at(sums);
        if let Some((what, confidence)) = found {
            match signs.last_mut() {
                Some(last) if before == Some(what) => {
                    last.confidence = last.confidence.max(confidence);
                    last.steps[1] = step;
                }
                _ => signs.push(Sign { what, confidence, steps: [step; 2] }),
            }
        }
        before = found.map(|(what, _)| what);
    }
    signs
}

/// What stands at one step, and how sure that is.
fn at(sums: &[f32]) -> Option<(What, f32)> {
    let (kinds, mut rest) = sums.split_at(KINDS.len());
    let kind = largest(kinds);
    let mut confidence = share(kinds, kind);
    let what = match KINDS[kind] {
        Kind::Nothing => return None,
        Kind::Other => What::Other,
        Kind::Blank => What::Blank,
        Kind::Numeral(numeral) => What::Numeral(numeral),
        Kind::Syllable => {
            let mut syllable = 0;
            for count in LETTERS {
                let (letters, others) = rest.split_at(count);
                let letter = largest(letters);
                confidence *= share(letters, letter);
                syllable = syllable * count + letter;
                rest = others;
            }
            What::Syllable(char::from_u32(FIRST + syllable as u32)?)
        }
    };
    Some((what, confidence))
}

/// What the recogniser read, with Hangul where it is surer to stand than what was read there. All places are in pixels.
pub(super) fn merge(read: Vec<Glyph>, signs: &[Sign]) -> Vec<Glyph> {
    let syllables = signs.iter().filter(|sign| matches!(sign.what, What::Syllable(_)));
    let Some(sure) = mean(syllables.map(|sign| sign.confidence)) else { return read };
    let written: Vec<&Sign> = signs.iter().filter(|sign| sign.what != What::Blank).collect();
    let mut merged: Vec<Glyph> = Vec::new();
    let mut replaced: Vec<f32> = Vec::new();
    let mut left = read.as_slice();
    let mut written = written.into_iter().peekable();
    for sign in signs {
        let [first, last] = sign.steps;
        match sign.what {
            What::Blank => merged.push(Glyph { character: ' ', confidence: sign.confidence, step: first }),
            what => {
                written.next();
                // It reaches half the way to the next one.
                let end = written.peek().map_or(usize::MAX, |next| usize::midpoint(last, next.steps[0]));
                let (own, others) = left.split_at(left.partition_point(|glyph| glyph.step < end));
                left = others;
                let (What::Syllable(character) | What::Numeral(character)) = what else {
                    merged.extend(own);
                    continue;
                };
                let step = usize::midpoint(first, last);
                let (kept, others): (Vec<Glyph>, Vec<Glyph>) =
                    own.iter().partition(|glyph| SIGNS.contains(&glyph.character));
                replaced.extend(others.iter().filter(|glyph| glyph.character != ' ').map(|glyph| glyph.confidence));
                let (before, behind) = kept.split_at(kept.partition_point(|glyph| glyph.step < step));
                merged.extend(before);
                merged.push(Glyph { character, confidence: sign.confidence, step });
                merged.extend(behind);
            }
        }
    }
    merged.dedup_by(|later, earlier| later.character == ' ' && earlier.character == ' ');
    if sure < SURE || mean(replaced.into_iter()).is_some_and(|other| other > sure) { read } else { merged }
}

fn mean(values: impl Iterator<Item = f32>) -> Option<f32> {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums that name a kind, and letters where it is a syllable, each with nearly all of the share.
    fn step(kind: Kind, letters: [usize; 3]) -> Vec<f32> {
        let mut sums = vec![0.0; CLASSES];
        sums[KINDS.iter().position(|&other| other == kind).unwrap()] = 20.0;
        let mut start = KINDS.len();
        for (letter, count) in letters.into_iter().zip(LETTERS) {
            sums[start + letter] = 20.0;
            start += count;
        }
        sums
    }

    /// The letters of a syllable.
    fn letters(syllable: char) -> [usize; 3] {
        let index = (syllable as u32 - FIRST) as usize;
        [index / (LETTERS[1] * LETTERS[2]), index / LETTERS[2] % LETTERS[1], index % LETTERS[2]]
    }

    fn sign(what: What, steps: [usize; 2]) -> Sign {
        Sign { what, confidence: 0.9, steps }
    }

    fn glyphs(text: &str, steps: &[usize], confidence: f32) -> Vec<Glyph> {
        text.chars().zip(steps).map(|(character, &step)| Glyph { character, confidence, step }).collect()
    }

    fn text(glyphs: &[Glyph]) -> String {
        glyphs.iter().map(|glyph| glyph.character).collect()
    }

    #[test]
    fn syllables_are_told_by_their_letters() {
        for syllable in ['가', '비', '밀', '급', '외', '힣'] {
            let sums = step(Kind::Syllable, letters(syllable));
            let signs = decode(&sums);
            assert_eq!(signs.len(), 1, "{syllable}");
            assert_eq!(signs[0].what, What::Syllable(syllable));
            assert!(signs[0].confidence > 0.99, "{syllable}: {}", signs[0].confidence);
        }
    }

    #[test]
    fn the_same_at_neighbouring_steps_is_one() {
        let (nothing, other) = (step(Kind::Nothing, [0; 3]), step(Kind::Other, [0; 3]));
        let (bi, mil) = (step(Kind::Syllable, letters('비')), step(Kind::Syllable, letters('밀')));
        let sums = [&other, &other, &nothing, &bi, &bi, &mil, &nothing, &mil].map(Vec::as_slice).concat();
        let expected = [
            (What::Other, [0, 1]),
            (What::Syllable('비'), [3, 4]),
            (What::Syllable('밀'), [5, 5]),
            (What::Syllable('밀'), [7, 7]),
        ];
        let found: Vec<_> = decode(&sums).into_iter().map(|sign| (sign.what, sign.steps)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_no_hangul_stays_as_it_was_read() {
        let signs = [
            sign(What::Other, [10, 20]),
            sign(What::Syllable('급'), [60, 66]),
            sign(What::Blank, [80, 80]),
            sign(What::Syllable('비'), [100, 106]),
            sign(What::Syllable('밀'), [150, 155]),
        ];
        let read = glyphs("II号 01里", &[12, 22, 61, 80, 99, 108, 152], 0.4);
        assert_eq!(text(&merge(read, &signs)), "II급 비밀");
        let read = glyphs("号(01:里)", &[12, 40, 61, 108, 125, 152, 170], 0.4);
        let signs = [
            sign(What::Syllable('급'), [10, 16]),
            sign(What::Syllable('비'), [60, 106]),
            sign(What::Syllable('밀'), [150, 155]),
        ];
        assert_eq!(text(&merge(read, &signs)), "급(비:밀)");
        let read = glyphs("1号", &[12, 61], 0.4);
        let numbered = [sign(What::Numeral('Ⅱ'), [10, 20]), sign(What::Syllable('급'), [60, 66])];
        assert_eq!(text(&merge(read.clone(), &numbered)), "Ⅱ급");
        assert_eq!(text(&merge(read, &numbered[..1])), "1号");
    }

    #[test]
    fn what_is_surer_is_taken() {
        let signs = [sign(What::Syllable('비'), [10, 12]), sign(What::Syllable('밀'), [60, 62])];
        for (confidence, expected) in [(0.95, "机密"), (0.6, "비밀")] {
            assert_eq!(text(&merge(glyphs("机密", &[11, 61], confidence), &signs)), expected, "{confidence}");
        }
        let unsure = signs.map(|sign| Sign { confidence: 0.4, ..sign });
        assert_eq!(text(&merge(glyphs("机密", &[11, 61], 0.3), &unsure)), "机密");
        assert_eq!(text(&merge(Vec::new(), &unsure)), "");
    }

    #[test]
    fn what_is_no_number_is_no_crash() {
        assert_eq!(decode(&[f32::NAN; CLASSES]).len(), 0);
    }
}
