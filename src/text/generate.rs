//! Derives the tables of folding from Unicode data. Part of `build.rs`, not of the library.
use super::compose::is_accent;
use super::tables::{BLOCK, JOINS, OwnedTables, by_pair};
use std::collections::HashMap;
use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, compose, decompose_canonical},
};

/// Beyond this only tags fold to anything else, of which `Tables` knows without a table.
const CODE_POINTS: u32 = 0x2FA40;

/// Characters that NFKC and case folding leave different although they are written for one another, by what they fold
/// to. Sources: Unicode confusables.txt (UTS #39) for dashes, slashes and small capitals; the star variants seen in
/// 密级★期限.
const VARIANTS: [(&str, &str); 14] = [
    ("*", "★☆⭐✩✪✫✬✭✮✯✰⚝⋆∗⁎✱✲✳✴✵✶✷✸✹✺✻✼✽❋⍟🌟٭"),
    ("/", "⁄∕⧸⟋╱"),
    ("-", "‐‑‒–—―−⁃⸺⸻➖─━"),
    (":", "∶꞉"),
    ("'", "‘’‚‛ʼ′"),
    ("\"", "“”„‟″"),
    ("(", "﴾❨❪⦅⸨"),
    (")", "﴿❩❫⦆⸩"),
    ("[", "【〔〖〘〚❲⟦"),
    ("]", "】〕〗〙〛❳⟧"),
    ("\\", "∖⧵"),
    ("+", "➕"),
    ("秘", "祕"),
    // Sigma as scholars draw it, which nobody else writes.
    ("c", "ϲϹ"),
];

/// Small capitals from `a` to `z`; `.` where there is none.
const SMALL_CAPITALS: &str = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ.ʏᴢ";

/// First of the runs from A to Z in which the letter is drawn white on a shape: 🅐, 🅰.
const NEGATIVE_LETTERS: [u32; 2] = [0x1F150, 0x1F170];

/// Kept as it is although NFKC has 秘 for it: the emoji is no Chinese level, and a Japanese one by itself.
const CIRCLED_SECRET: char = '㊙';

/// Kept as it is although NFKC has a sentence of 33 bytes for it: no marking holds it, and 10 MB of it would not fit
/// into memory.
const LONGEST_LIGATURE: char = 'ﷺ';

/// Default_Ignorable_Code_Point (Unicode 16, DerivedCoreProperties.txt), the Mongolian vowel separator included.
fn is_ignorable(c: char) -> bool {
    matches!(
        u32::from(c),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
            | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8 | 0x1BCA0..=0x1BCA3
            | 0x1D173..=0x1D17A
    )
}

/// Arabic tatweel only lengthens the line between two letters.
const TATWEEL: char = '\u{640}';

/// Blank, and no ignorable or white space in the eyes of Unicode.
const BRAILLE_BLANK: char = '\u{2800}';

fn variant(c: char) -> Option<char> {
    if let Some((to, _)) = VARIANTS.iter().find(|(_, variants)| variants.contains(c)) {
        return to.chars().next();
    }
    if let Some(index) = SMALL_CAPITALS.chars().position(|capital| capital == c && c != '.') {
        return char::from_u32(u32::from('a') + index as u32);
    }
    NEGATIVE_LETTERS.iter().find_map(|first| {
        let index = u32::from(c).wrapping_sub(*first);
        if index < 26 { char::from_u32(u32::from('a') + index) } else { None }
    })
}

/// Full case folding (Unicode, CaseFolding.txt, C + F), without the Turkic mappings: dotless `ı` is a letter of its
/// own.
fn case_fold(text: &str) -> String {
    let fold = |c: char| -> String {
        if c == 'ı' { c.into() } else { c.to_uppercase().flat_map(char::to_lowercase).collect() }
    };
    text.chars().map(fold).collect()
}

/// What one character folds to, decomposed accents composed.
fn folded(c: char) -> String {
    match c {
        '\u{85}' | '\u{2028}' | '\u{2029}' => return "\n".into(),
        CIRCLED_SECRET | LONGEST_LIGATURE => return c.into(),
        c if c.is_control() => return " ".into(),
        _ => {}
    }
    // First, because NFKC has another letter for some.
    let mut text = String::from(variant(c).unwrap_or(c));
    loop {
        let before = text.clone();
        text = case_fold(&text.nfkc().collect::<String>()).nfkc().collect();
        text = text
            .chars()
            .filter(|&c| !is_ignorable(c) && c != TATWEEL && (!is_accent(c) || is_composable(c)))
            .map(|c| if c.is_whitespace() || c == BRAILLE_BLANK { ' ' } else { variant(c).unwrap_or(c) })
            .collect();
        if text == before {
            break;
        }
    }
    // An accent that did not compose, such as the dot of `İ`.
    text = text.char_indices().filter(|&(at, c)| at == 0 || !is_accent(c)).map(|(_, c)| c).collect();
    // An accent on a blank, such as `¨`, is a character of its own.
    if text == " " && !c.is_whitespace() && c != BRAILLE_BLANK { c.into() } else { text }
}

/// The pair of which `c` is the canonical composite.
fn canonical_pair(c: char) -> Option<(char, char)> {
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(part));
    let second = parts.pop()?;
    let first = parts.into_iter().map(Some).reduce(|a, b| compose(a?, b?))??;
    (compose(first, second) == Some(c)).then_some((first, second))
}

/// All pairs of characters below U+10000 that compose to something folding leaves alone, sorted by that. Hangul is done
/// by arithmetic.
fn composites() -> Vec<(u16, u16, u16)> {
    let bmp = |c: char| u16::try_from(u32::from(c)).ok();
    (0x80..0xAC00u32)
        .chain(0xD7A4..0x10000)
        .filter_map(char::from_u32)
        .filter(|&c| folded(c) == String::from(c))
        .filter_map(|c| canonical_pair(c).and_then(|(first, second)| Some((bmp(first)?, bmp(second)?, bmp(c)?))))
        .collect()
}

/// Whether `c` is the second character of a composite, or a vowel or trailing consonant of a Hangul syllable.
fn is_composable(c: char) -> bool {
    static SECONDS: std::sync::OnceLock<Vec<char>> = std::sync::OnceLock::new();
    let seconds = SECONDS.get_or_init(|| {
        let pairs = (0x80..0x10000u32).filter_map(char::from_u32).filter_map(canonical_pair);
        let mut seconds: Vec<_> = pairs.map(|(_, second)| second).collect();
        seconds.sort_unstable();
        seconds.dedup();
        seconds
    });
    seconds.binary_search(&c).is_ok() || matches!(u32::from(c), 0x1161..=0x1175 | 0x11A8..=0x11C2)
}

/// Derives the tables.
pub fn derive() -> OwnedTables {
    let mut pool = String::from("\0");
    let mut places = HashMap::new();
    let mut known = HashMap::new();
    let (mut blocks, mut values) = (Vec::new(), Vec::new());
    for first in (0..CODE_POINTS).step_by(BLOCK as usize) {
        let block: Vec<u16> = (first..first + BLOCK)
            .map(|code| char::from_u32(code).map_or(0, |c| place(c, &mut pool, &mut places)))
            .collect();
        let number = *known.entry(block.clone()).or_insert_with(|| {
            values.extend(block);
            values.len() / BLOCK as usize - 1
        });
        blocks.push(u16::try_from(number).expect("fewer blocks than 65536"));
    }
    let table = composites();
    let mut classes: Vec<(u16, u8)> = table
        .iter()
        .filter_map(|&(_, second, _)| {
            let class = canonical_combining_class(char::from_u32(second.into())?);
            (class != 0).then_some((second, class))
        })
        .collect();
    classes.sort_unstable();
    classes.dedup();
    let pairs: Vec<u32> = table.iter().map(|&(first, second, _)| u32::from(first) << 16 | u32::from(second)).collect();
    OwnedTables {
        blocks,
        values,
        pool,
        classes,
        composites: table.iter().map(|&(.., composite)| composite).collect(),
        by_pair: by_pair(&pairs),
        pairs,
    }
}

/// Place of the entry of `c` in the pool, 0 where it folds to itself.
fn place(c: char, pool: &mut String, places: &mut HashMap<(String, bool), u16>) -> u16 {
    if c.is_ascii() {
        return 0;
    }
    let text = folded(c);
    let joins = text.chars().next().is_some_and(is_composable);
    if !joins && text.chars().eq([c]) {
        return 0;
    }
    *places.entry((text.clone(), joins)).or_insert_with(|| {
        let place = u16::try_from(pool.len()).expect("a pool of at most 64 KiB");
        let length =
            u8::try_from(text.len()).ok().filter(|&length| length < JOINS).expect("entries shorter than 64 bytes");
        pool.push(char::from(length | if joins { JOINS } else { 0 }));
        pool.push_str(&text);
        place
    })
}
