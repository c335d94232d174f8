//! What is written in a line: the network that reads strips.
use super::ReaderError;
use super::ctc::{Alphabet, Glyph};
use super::hangul;
use super::network::{Network, Values};
use super::strip::{HEIGHT, Strip};
use rten_tensor::Layout;

/// Widest piece that is read at once, in pixels: 25 characters of Chinese, a line of print. Longer lines are read in
/// pieces, which keeps the memory that one takes small.
const WIDEST: usize = 1200;
/// By how much pieces overlap, in pixels: two wide characters, so that one that the cut goes through is whole in the
/// other piece.
const OVERLAP: usize = 2 * HEIGHT;

/// The outputs of the network: a number for each character at each step; what it saw, before it named anything; and
/// what that says where it is taken for Hangul.
const OUTPUTS: usize = 3;
const CHARACTERS: usize = 0;
const SEEN: usize = 1;
const HANGUL: usize = 2;
/// A piece whose characters are less sure than this may be Hangul.
const UNSURE: f32 = 0.9;

pub(super) struct Recogniser {
    network: Network,
    alphabet: Alphabet,
}

/// What a line says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Recognised {
    pub(super) text: String,
    /// Mean over the characters but blanks, 0 to 1; 0 without any.
    pub(super) confidence: f32,
}

impl Recogniser {
    pub(super) fn new(onnx: &[u8], characters: &str) -> Result<Recogniser, ReaderError> {
        let alphabet = Alphabet::new(characters).ok_or(ReaderError::Characters)?;
        let recogniser = Recogniser { network: Network::new(onnx, OUTPUTS)?, alphabet };
        // Whether the two belong together only shows when it runs; and the first run is the slowest one, before anybody
        // waits.
        recogniser.read(&Strip { rgb: vec![255; HEIGHT * HEIGHT * 3], width: HEIGHT })?;
        Ok(recogniser)
    }

    pub(super) fn read(&self, strip: &Strip) -> Result<Recognised, ReaderError> {
        let mut glyphs: Vec<Glyph> = Vec::new();
        let mut start = 0;
        loop {
            let end = if strip.width - start <= WIDEST { strip.width } else { start + WIDEST };
            let piece = if (start, end) == (0, strip.width) { strip } else { &strip.columns(start, end) };
            join(&mut glyphs, self.read_piece(piece)?, start);
            if end == strip.width {
                return Ok(recognised(&glyphs));
            }
            start = end - OVERLAP;
        }
    }

    /// The characters, with the middle of their steps in pixels of the piece.
    fn read_piece(&self, strip: &Strip) -> Result<Vec<Glyph>, ReaderError> {
        let area = strip.width * HEIGHT;
        let mut planes = vec![0.0; 3 * area];
        for (channel, plane) in planes.chunks_exact_mut(area).enumerate() {
            for (value, pixel) in plane.iter_mut().zip(strip.rgb.as_chunks::<3>().0) {
                *value = f32::from(pixel[2 - channel]) / 127.5 - 1.0;
            }
        }
        let [sums, seen] = self.network.run(planes, HEIGHT, strip.width, [CHARACTERS, SEEN])?;
        let (steps, classes) = steps_of(&sums, strip)?;
        if classes != self.alphabet.classes() {
            return Err(ReaderError::Characters);
        }
        let mut glyphs = self.alphabet.decode(&sums.into_data());
        for glyph in &mut glyphs {
            glyph.step = (2 * glyph.step + 1) * strip.width / (2 * steps);
        }
        if steps == 0 || recognised(&glyphs).confidence >= UNSURE {
            return Ok(glyphs);
        }
        let sums = self.network.go_on(SEEN, seen, HANGUL)?;
        let (steps, classes) = steps_of(&sums, strip)?;
        if classes != hangul::CLASSES {
            return Err(ReaderError::Characters);
        }
        let mut signs = hangul::decode(&sums.into_data());
        for sign in &mut signs {
            sign.steps = sign.steps.map(|step| (2 * step + 1) * strip.width / (2 * steps));
        }
        Ok(hangul::merge(glyphs, &signs))
    }
}

/// How many steps an output has, and how many classes at each.
fn steps_of(sums: &Values, strip: &Strip) -> Result<(usize, usize), ReaderError> {
    match *sums.shape() {
        [1, steps, classes] => Ok((steps, classes)),
        ref shape => Err(ReaderError::Network(format!("steps of shape {shape:?} for {} pixels", strip.width))),
    }
}

/// Appends a piece that begins at `start`, in pixels. Both know what stands in the overlap: it is cut in the middle of
/// its widest gap, where it goes through no character.
fn join(line: &mut Vec<Glyph>, piece: Vec<Glyph>, start: usize) {
    let piece = piece.into_iter().map(|glyph| Glyph { step: glyph.step + start, ..glyph });
    if start == 0 {
        line.extend(piece);
        return;
    }
    let inside = line.iter().map(|glyph| glyph.step).filter(|step| (start..start + OVERLAP).contains(step));
    let mut places = vec![start];
    places.extend(inside);
    places.push(start + OVERLAP);
    let gap = places.windows(2).max_by_key(|pair| pair[1] - pair[0]);
    let cut = gap.map_or(start, |pair| usize::midpoint(pair[0], pair[1]));
    line.retain(|glyph| glyph.step < cut);
    line.extend(piece.filter(|glyph| glyph.step >= cut));
}

fn recognised(glyphs: &[Glyph]) -> Recognised {
    let text: String = glyphs.iter().map(|glyph| glyph.character).collect();
    let sure: Vec<f32> = glyphs.iter().filter(|glyph| glyph.character != ' ').map(|glyph| glyph.confidence).collect();
    let confidence = if sure.is_empty() { 0.0 } else { sure.iter().sum::<f32>() / sure.len() as f32 };
    Recognised { text: text.trim().to_owned(), confidence }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, steps: &[usize]) -> Vec<Glyph> {
        text.chars().zip(steps).map(|(character, &step)| Glyph { character, confidence: 1.0, step }).collect()
    }

    #[test]
    fn pieces_are_joined_where_no_character_is_cut() {
        let mut line = glyphs("ABCDE", &[10, 1000, 1110, 1130, 1199]);
        // The E is cut in two in the first piece; the second one sees it whole, and the half of a C at its own start.
        join(&mut line, glyphs("(DEF", &[2, 27, 80, 200]), 1104);
        assert_eq!(recognised(&line).text, "ABCDEF");
    }

    #[test]
    fn confidence_is_that_of_characters() {
        let mut line = glyphs("A B", &[1, 2, 3]);
        line[0].confidence = 0.5;
        line[1].confidence = 0.1;
        assert_eq!(recognised(&line), Recognised { text: "A B".to_owned(), confidence: 0.75 });
        assert_eq!(recognised(&[]).confidence, 0.0);
    }
}
