//! Looking for a few letters in a line, and counting them.
//!
//! The standard library's ways prepare for long texts, by 4 kB of code that every page would load.

/// Where `part`, which is not empty, first begins in `text`. Takes the product of their lengths at worst: for short
/// parts.
pub(crate) fn position(text: &str, part: &str) -> Option<usize> {
    let (&first, rest) = part.as_bytes().split_first()?;
    let text = text.as_bytes();
    let mut from = 0;
    loop {
        let at = from + text[from..].iter().position(|&byte| byte == first)?;
        if text[at + 1..].starts_with(rest) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Whether `part` stands in `text`; see [`position`].
pub(crate) fn contains(text: &str, part: &str) -> bool {
    position(text, part).is_some()
}

/// Where `part` last begins in `text`; see [`position`].
pub(crate) fn last_position(text: &str, part: &str) -> Option<usize> {
    text.as_bytes().windows(part.len()).rposition(|window| window == part.as_bytes())
}

/// Any of these characters, as the standard library's ways of looking take it. An array is a type of its own for each
/// number of characters, and the core would carry each way once for each.
#[inline(always)]
pub(crate) const fn any_of(characters: &[char]) -> &[char] {
    characters
}

/// The texts one after the other. The standard library's way serves slices of anything, and takes the core a kilobyte.
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// How many characters a short text has.
pub(crate) fn count_chars(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::{count_chars, last_position, position};

    #[test]
    fn finds_what_the_standard_library_finds() {
        for text in ["", "a", "ab", "a. b. c", ". ", "密. 级. ", "-->", "a->b->c", "é😀"] {
            assert_eq!(count_chars(text), text.chars().count(), "{text}");
            for part in [". ", "->", "密", "abcdefghi"] {
                assert_eq!(position(text, part), text.find(part), "{part} in {text}");
                assert_eq!(last_position(text, part), text.rfind(part), "{part} in {text}");
            }
        }
    }
}
