//! What must hold of folding for any text.
use super::{Folded, compose::is_accent, fold_tables, phrase::canonical};
use proptest::prelude::*;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// Any text, and texts of the characters that folding treats in ways of their own.
fn texts() -> impl Strategy<Value = String> {
    let special = prop::sample::select(
        "aAzé\u{301}\u{323}\u{302}\u{307}\u{336}İıßﬁﷺＡ密⾒각\u{1100}\u{1161}\u{11A8}ｶﾞ \u{A0}\u{3000}\t\r\n\x0C\0\u{85}\u{2028}\u{200B}\u{AD}\u{FEFF}\u{E0041}★⭐\u{FE0F}\
         ／⁄–−㊙𝐒🅂🆂ꜱСЕтΝαก\u{E33}\u{E48}क\u{94D}\u{93C}&#;4x7apm\u{FFFD}\u{10FFFF}"
            .chars()
            .collect::<Vec<_>>(),
    );
    let references = prop::sample::select(vec!["&amp;", "&#47;", "&nbsp;", "&#x301;", "&shy;", "&Eacute;", "\r\n"]);
    let piece = prop_oneof![8 => special.prop_map(String::from), 1 => references.prop_map(String::from)];
    prop_oneof![".{0,40}", prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())]
}

/// Every range of `folded` between characters, or some where there are many.
fn ranges(folded: &str) -> impl Iterator<Item = core::ops::Range<usize>> + '_ {
    let bounds: Vec<_> = (0..=folded.len()).filter(|&at| folded.is_char_boundary(at)).collect();
    let some = bounds.len();
    bounds.clone().into_iter().enumerate().flat_map(move |(index, start)| {
        let ends: Vec<_> =
            [index, index + 1, index + 2, some - 1].into_iter().filter_map(|end| bounds.get(end).copied()).collect();
        ends.into_iter().filter(move |&end| end >= start).map(move |end| start..end)
    })
}

/// Checks one reading of a text.
fn check(folded: &Folded<'_>) -> Result<(), TestCaseError> {
    let source = folded.source();
    let units: Vec<u16> = source.encode_utf16().collect();
    for range in ranges(folded.as_str()) {
        let original = folded.original(range.clone());
        let span = folded.span(range.clone());
        prop_assert!(span.start <= span.end && span.end as usize <= units.len());
        let slice = &units[span.start as usize..span.end as usize];
        prop_assert!(original.encode_utf16().eq(slice.iter().copied()), "{:?}", range);
    }
    let whole = folded.original_range(0..folded.as_str().len());
    prop_assert!(folded.as_str().is_empty() || whole.end == source.len());
    let lines: Vec<_> = folded.lines().collect();
    prop_assert_eq!(lines.len(), folded.line_count());
    prop_assert!(
        lines.windows(2).all(|pair| pair[0].range.end + 1 == pair[1].range.start && pair[0].number < pair[1].number)
    );
    prop_assert!(!folded.as_str().contains(|c: char| c.is_control() && c != '\n'));
    Ok(())
}

proptest! {
    #[test]
    fn spans_are_in_bounds_and_between_characters(text in texts()) {
        let folded = Folded::new(&text);
        check(&folded)?;
        if let Some(closed) = folded.closed_up() {
            check(&closed)?;
            for start in 0..closed.as_str().len() {
                if let Some(run) = closed.closed_run(start) {
                    prop_assert!(run.contains(&start) && closed.as_str().get(run).is_some());
                }
            }
        }
    }

    #[test]
    fn the_original_of_a_match_folds_to_the_match(before in texts(), after in texts(), index in 0..6usize) {
        let written = ["TOP SECRET", "ＳＥＣ\u{200B}ＲＥＴ", "TUYỆT MẬT", "TUYE\u{323}\u{302}T MA\u{302}\u{323}T", "绝\u{200C}密★20年", "대\u{1112}\u{1166}외비"][index];
        let word = Folded::new(written).as_str().to_owned();
        let text = format!("{before} {written} {after}");
        let folded = Folded::new(&text);
        for (at, _) in folded.as_str().match_indices(&word) {
            let again = Folded::new(folded.original(at..at + word.len()));
            prop_assert!(again.as_str().contains(&word), "{:?} gives {:?}", folded.original(at..at + word.len()), again.as_str());
        }
        prop_assert!(folded.as_str().contains(&word), "{:?}", folded.as_str());
    }

    #[test]
    fn composed_and_decomposed_text_fold_alike(text in texts()) {
        // Left as they stand are marks that have a class and never compose (Thai tones), and scripts beyond U+FFFF.
        let is_lone = |c: char| {
            c > '\u{FFFF}' || canonical_combining_class(c) != 0 && !is_accent(c) && fold_tables().class(c) == 0
        };
        // They may be part of a character that is never composed (U+0F75).
        let text: String = text.nfd().filter(|&c| c != '&' && !is_lone(c)).collect();
        let (nfc, nfd): (String, String) = (text.nfc().collect(), text.nfd().collect());
        let (composed, decomposed) = (Folded::new(&nfc), Folded::new(&nfd));
        prop_assert_eq!(composed.as_str(), decomposed.as_str());
    }

    #[test]
    fn folding_twice_changes_nothing(text in texts()) {
        let text = text.replace(['&', ';'], "");
        let once = Folded::new(&text).as_str().to_owned();
        let twice = Folded::new(&once);
        prop_assert_eq!(twice.as_str(), once.as_str());
        prop_assert_eq!(canonical(&canonical(&once)), canonical(&once));
    }
}

#[test]
fn characters_fold_as_the_standard_or_our_table_says() {
    for (text, expected) in [
        ("ＳＥＣＲＥＴ／／ＮＦ", "secret//nf"),
        ("𝐒𝐄𝐂𝐑𝐄𝐓 ⓢⓔⓒ 🅂🄴🄲 🆂🅴🅲 🅢 ꜱᴇᴄʀᴇᴛ", "secret sec sec sec s secret"),
        ("★☆⭐\u{FE0F}✩＊*﹡", "*******"),
        ("⁄∕／/⧸", "/////"),
        ("‐‑‒–—―−－﹣-", "----------"),
        ("GİZLİ ısı ß ﬁ ſ", "gizli ısı ss fi s"),
        ("MA\u{302}\u{323}T mật", "mật mật"),
        ("S\u{336}E\u{336}C", "sec"),
        ("\u{1103}\u{1162}외비 ㈜", "대외비 (주)"),
        ("⾒不", "見不"),
        ("㊙️ 祕", "㊙ 秘"),
        ("a\u{A0}\u{3000}\u{2800}\u{2009}\tb", "a     b"),
        ("a\r\nb\rc\u{2028}d\x0Be\u{85}f", "a\nb\nc\nd\ne\nf"),
        ("S\0E\0C\0", "sec"),
        ("s\u{200B}\u{AD}\u{2060}\u{202E}\u{E0041}\u{3164}\u{FE0F}e", "se"),
        ("ไทยำ ที่", "ไทยํา ที่"),
        ("Ⅱ급비밀 II급비밀", "ii급비밀 ii급비밀"),
        ("【机密】〔2031〕（S）", "[机密][2031](s)"),
        ("TLP：RED", "tlp:red"),
        ("ﺳﺮﻱ ســـري", "سري سري"),
    ] {
        assert_eq!(Folded::new(text).as_str(), expected, "{text}");
    }
}

#[test]
fn large_and_hostile_texts_fold() {
    const MAX_EXPANSION: usize = 6;
    for unit in [
        "a",
        "\0",
        "\u{301}",
        "é\u{301}\u{323}",
        "ﷺ",
        "㌖",
        "&amp;",
        "&",
        "\u{200B}",
        "s\u{200B}",
        "密",
        "S ",
        "а a",
        "\x0C",
        "☆",
    ] {
        let text = unit.repeat(10_000_000 / 16 / unit.len());
        let folded = Folded::new(&text);
        assert!(folded.as_str().len() <= MAX_EXPANSION * text.len(), "{unit:?}");
        assert!(folded.span(0..folded.as_str().len()).end as usize <= text.len(), "{unit:?}");
        let _ = folded.closed_up();
    }
}
