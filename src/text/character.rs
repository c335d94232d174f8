//! What a character is to who reads words around markings.

/// Without what stands before its first letter or digit.
pub(crate) fn trim_marks(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// A Chinese numeral: `二、`, `三十年`.
pub(crate) fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '两')
}

/// A character that belongs to a word of a script that separates words by blanks.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_han_or_kana(c)
}

/// A character of a script that is written without blanks between words: Han, kana.
pub(crate) fn is_han_or_kana(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}
