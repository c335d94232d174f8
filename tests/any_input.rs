//! What must hold of findings whatever the text is.
use proptest::prelude::*;
use shareguard::{Locale, Origin, detect::Detector, finding::MAX_QUOTE_CHARS};
use std::sync::LazyLock;

static DETECTOR: LazyLock<Detector> = LazyLock::new(Detector::default);

/// Pieces of markings and what surrounds them, in any order, with any characters between: most random text holds no
/// marking at all.
fn text() -> impl Strategy<Value = String> {
    const PIECES: [&str; 40] = [
        "SECRET",
        "TOP SECRET",
        "CONFIDENTIAL",
        "//",
        "NOFORN",
        "/",
        "(S",
        "(TS//SI//NF)",
        ")",
        "REL TO USA, GBR",
        "CUI",
        "机密",
        "★",
        "绝密★10年",
        "密级：",
        "（秘密）",
        "启用前",
        "试卷",
        "内部资料",
        "NATO ",
        "COSMIC ",
        "OFFICIAL-SENSITIVE",
        "UK EYES ONLY",
        "RESTREINT UE/EU RESTRICTED",
        "TỐI MẬT",
        "Số: 12",
        "TLP:RED",
        "tlp:amber+strict",
        "Classified By:",
        "Declassify On: 25X1",
        "Subject: ",
        "\n",
        "\r\n",
        "\u{200B}",
        "\u{AD}",
        "\u{301}",
        "\u{202E}",
        "&#47;",
        "<b>",
        "𝐒𝐄𝐂𝐑𝐄𝐓",
    ];
    let piece = prop_oneof![6 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 2 => "[ -~]{0,12}", 1 => "\\PC{0,6}", 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_finding_says_truly_where_it_stands(text in text()) {
        let units: Vec<u16> = text.encode_utf16().collect();
        for finding in DETECTOR.find(&text, Origin::Body, Locale::English) {
            let (start, end) = (finding.span.start as usize, finding.span.end as usize);
            prop_assert!(start < end && end <= units.len(), "{finding:?}");
            let under = String::from_utf16(&units[start..end]);
            prop_assert!(under.is_ok(), "a span cuts a character in two: {finding:?}");
            let under = under.unwrap_or_default();
            prop_assert_eq!(&finding.quote, &under.chars().take(MAX_QUOTE_CHARS).collect::<String>());
            prop_assert_eq!(finding.line as usize, line_of(&units, start), "{:?}", finding);
            prop_assert!((0.5..=1.0).contains(&finding.confidence), "{finding:?}");
        }
    }

    #[test]
    fn findings_come_in_the_order_of_the_text_and_the_same_each_time(text in text()) {
        let found = DETECTOR.find(&text, Origin::Body, Locale::English);
        prop_assert!(found.is_sorted_by_key(|finding| finding.span.start), "{found:?}");
        prop_assert_eq!(found, DETECTOR.find(&text, Origin::Body, Locale::English));
    }
}

/// The line, counted from 1, of a UTF-16 position. All line breaks of Unicode count, CRLF as one.
fn line_of(units: &[u16], position: usize) -> usize {
    const BREAKS: [u16; 7] = [0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029];
    let ends = |&at: &usize| BREAKS.contains(&units[at]) && !(units[at] == 0x0D && units.get(at + 1) == Some(&0x0A));
    1 + (0..position).filter(ends).count()
}
