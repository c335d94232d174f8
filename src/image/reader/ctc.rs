//! From what the recogniser says of each column of a line to its text.
//!
//! Connectionist temporal classification (Graves et al., 2006): each step names a character or none; the same one in
//! neighbouring steps is one character, and two equal characters have a step with none between them.

/// A recognised character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) character: char,
    /// Share of this character among all at its surest step, 0 to 1.
    pub(super) confidence: f32,
    /// At which step it is surest.
    pub(super) step: usize,
}

/// What the classes of the recogniser stand for: none first, then the characters in their order.
pub(super) struct Alphabet(Vec<char>);

impl Alphabet {
    /// From a list with one character a line. `None` where a line has none or several.
    ///
    /// The class after the last one is the blank, which cannot stand in the list.
    pub(super) fn new(list: &str) -> Option<Alphabet> {
        let mut characters = Vec::new();
        for line in list.lines() {
            let mut of_line = line.chars();
            characters.push(of_line.next()?);
            if of_line.next().is_some() {
                return None;
            }
        }
        characters.push(' ');
        Some(Alphabet(characters))
    }

    /// How many there are, with the one for none.
    pub(super) fn classes(&self) -> usize {
        self.0.len() + 1
    }

    /// The likeliest text. `sums` holds a number for each class at each step; softmax would make shares of them.
    pub(super) fn decode(&self, sums: &[f32]) -> Vec<Glyph> {
        let mut glyphs: Vec<Glyph> = Vec::new();
        let mut before = 0;
        for (step, sums) in sums.chunks_exact(self.classes()).enumerate() {
            let class = largest(sums);
            if class > 0 {
                let confidence = share(sums, class);
                match glyphs.last_mut() {
                    Some(last) if class == before => {
                        if confidence > last.confidence {
                            (last.confidence, last.step) = (confidence, step);
                        }
                    }
                    _ => glyphs.push(Glyph { character: self.0[class - 1], confidence, step }),
                }
            }
            before = class;
        }
        glyphs
    }
}

/// The class with the largest sum.
pub(super) fn largest(sums: &[f32]) -> usize {
    let highest = sums.iter().copied().fold(f32::MIN, f32::max);
    sums.iter().position(|&sum| sum == highest).unwrap_or_default()
}

/// Softmax, of one class only.
pub(super) fn share(sums: &[f32], class: usize) -> f32 {
    let all: f32 = sums.iter().map(|sum| (sum - sums[class]).exp()).sum();
    1.0 / all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sums that name these classes of five, each with a share of nine tenths.
    fn named(classes: &[usize]) -> Vec<f32> {
        let sum = |class: usize, at: usize| if class == at { 36.0_f32.ln() } else { 0.0 };
        classes.iter().flat_map(|&class| (0..5).map(move |at| sum(class, at))).collect()
    }

    #[test]
    fn repeated_steps_are_one_character() {
        let alphabet = Alphabet::new("A\nB\n★").unwrap();
        assert_eq!(alphabet.classes(), 5);
        for (classes, expected) in [
            (&[1, 1, 2, 2][..], "AB"),
            (&[1, 0, 1], "AA"),
            (&[0, 0], ""),
            (&[], ""),
            (&[3, 4, 3], "★ ★"),
            (&[0, 2, 0, 0, 1, 1, 1], "BA"),
        ] {
            let glyphs = alphabet.decode(&named(classes));
            let text: String = glyphs.iter().map(|glyph| glyph.character).collect();
            assert_eq!(text, expected, "{classes:?}");
            assert!(glyphs.iter().all(|glyph| (glyph.confidence - 0.9).abs() < 1e-3), "{glyphs:?}");
        }
        let steps: Vec<_> = alphabet.decode(&named(&[0, 2, 0, 0, 1])).iter().map(|glyph| glyph.step).collect();
        assert_eq!(steps, [1, 4]);
    }

    #[test]
    fn what_is_no_number_is_no_crash() {
        let alphabet = Alphabet::new("A\nB\n★").unwrap();
        assert_eq!(alphabet.decode(&[f32::NAN; 5]).len(), 0);
    }

    #[test]
    fn a_list_has_one_character_a_line() {
        assert!(Alphabet::new("A\nBC").is_none());
        assert!(Alphabet::new("A\n\nB").is_none());
    }
}
