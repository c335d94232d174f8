//! Characters that look alike: digits for letters, and what a scanner reads for a letter.

/// Folded characters that are taken for one another.
const SHAPES: [&str; 9] = ["0oq", "1li|!", "2z", "3e", "4a", "5s$", "6b", "7t", "8b"];

/// Letters with what is read or typed for them.
const MISREAD_AS: [(u8, &[u8]); 9] = [
    (b'a', b"4"),
    (b'b', b"86"),
    (b'e', b"3f"),
    (b'i', b"1l!|"),
    (b'l', b"1"),
    (b'o', b"0"),
    (b's', b"5$"),
    (b't', b"7"),
    (b'z', b"2"),
];

/// One byte for all that are read or typed for one another, in either direction or by way of a third.
pub(super) const SHAPE: [u8; 256] = {
    let mut shape = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        shape[byte] = byte as u8;
        byte += 1;
    }
    let mut row = 0;
    while row < MISREAD_AS.len() {
        let (meant, read) = MISREAD_AS[row];
        let mut index = 0;
        while index < read.len() {
            let other = read[index] as usize;
            if shape[other] == read[index] {
                shape[other] = shape[meant as usize];
            }
            index += 1;
        }
        row += 1;
    }
    shape
};

/// Whether two folded characters are taken for one another.
pub(crate) fn alike(a: char, b: char) -> bool {
    a == b || shapes_of(a).chars().any(|shape| shape == b)
}

/// The folded characters, all ASCII, that are taken for `c`, with itself; none where that is only itself.
pub(crate) fn shapes_of(c: char) -> &'static str {
    SHAPES.iter().find(|row| row.chars().any(|shape| shape == c)).copied().unwrap_or_default()
}

/// What is read or typed for `letter`.
pub(crate) fn misread_as(letter: u8) -> &'static [u8] {
    MISREAD_AS.iter().find(|(meant, _)| *meant == letter).map_or(&[], |(_, read)| read)
}

/// The letters that `byte` may be meant for, and itself.
pub(crate) fn meant_by(byte: u8) -> impl Iterator<Item = u8> {
    let meant = MISREAD_AS.iter().filter(move |(_, read)| read.contains(&byte));
    meant.map(|(meant, _)| *meant).chain([byte])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_for_one_another_has_one_shape() {
        for byte in 0..=255 {
            for meant in meant_by(byte) {
                assert_eq!(SHAPE[usize::from(meant)], SHAPE[usize::from(byte)], "{byte} for {meant}");
            }
        }
        assert_eq!(SHAPE[usize::from(b'c')], b'c');
    }

    #[test]
    fn what_is_read_is_meant_for_what_it_is_read_for() {
        for (byte, letters) in [(b'0', "o0"), (b'1', "il1"), (b'l', "il"), (b'f', "ef"), (b'i', "i"), (b' ', " ")] {
            assert_eq!(meant_by(byte).collect::<Vec<_>>(), letters.as_bytes(), "{}", char::from(byte));
            for meant in meant_by(byte).filter(|&meant| meant != byte) {
                assert!(misread_as(meant).contains(&byte), "{} for {}", char::from(byte), char::from(meant));
            }
        }
    }
}
