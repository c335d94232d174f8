//! What must hold for any file that begins as a picture.
use super::make::*;
use super::{MARKING, found, share};
use crate::notices;
use proptest::prelude::*;
use shareguard::extract::file::read;
use shareguard::extract::picture::Property;
use shareguard::submission::File;
use shareguard::{Locale, NoticeKind};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// One file of each format. All texts in it begin with letters of their own, so that no part of one is another.
static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let comment = [&b"UNICODE\0"[..], &utf16(Order::Little, "mill by the river")].concat();
    let caption = iptc(&[(120, b"lock and weir, "), (25, b"harbour")]);
    let tiff = tiff(Order::Little, &[(0x010E, 2, b"pump house"), (0x83BB, 4, &caption)], &[(0x9286, 7, &comment)]);
    let xmp = xmp_of("a chart of the bay");
    vec![
        jpeg(&[
            (0xE1, [b"Exif\0\0", &tiff[..]].concat()),
            (0xE1, [b"http://ns.adobe.com/xap/1.0/\0", &xmp[..]].concat()),
            (0xE1, [&b"http://ns.adobe.com/xmp/extension/\0"[..], &[b'A'; 32], &[0; 8], &xmp_of("quay")].concat()),
            (0xED, [&b"Photoshop 3.0\0"[..], &resource(0x0404, &iptc(&[(105, b"eels")]))].concat()),
            (0xFE, b"dam".to_vec()),
        ]),
        png(&[
            text("Comment", b"dam"),
            packed_text("Description", b"bridge"),
            international_text("XML:com.adobe.xmp", &String::from_utf8_lossy(&xmp), true),
            (b"eXIf", tiff.clone()),
            profile("iptc", &resource(0x0404, &iptc(&[(105, b"eels")]))),
        ]),
        gif(&[
            (0xFE, blocks(b"dam")),
            (0x01, [&[12][..], &[0; 12], &blocks(b"bridge")].concat()),
            (0xFF, gif_xmp(&xmp)),
        ]),
        webp(&[(b"EXIF", tiff.clone()), (b"XMP ", xmp.clone())]),
        heic(&tiff, &xmp),
        jxl(&tiff, &xmp),
        jp2(&xmp),
        tiff,
    ]
});

/// What is read of a file of which nothing else is known.
fn properties(bytes: &[u8]) -> Vec<Property> {
    read(&File { name: "a", media_type: "", size: bytes.len() as u64, head: bytes, tail: &[] }, Locale::English)
        .properties
}

#[test]
fn a_file_that_ends_anywhere_is_read_up_to_there() {
    for file in SAMPLES.iter() {
        let whole: BTreeSet<String> = properties(file).into_iter().map(|property| property.name).collect();
        assert!(!whole.is_empty(), "{:?}", &file[..12]);
        let mut before = 0;
        for end in 0..file.len() {
            let cut: BTreeSet<String> = properties(&file[..end]).into_iter().map(|property| property.name).collect();
            assert!(cut.is_subset(&whole), "{:?} cut to {end} bytes: {cut:?}", &file[..12]);
            before = before.max(cut.len());
        }
        // Its last byte is never what all depends on.
        assert!(before + 1 >= whole.len(), "{:?}", &file[..12]);
    }
}

proptest! {
    #[test]
    fn changed_files_are_read_to_an_end(
        sample in 0..8_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![Just(0), Just(0xFF), Just(0x80), any::<u8>()], 1..5_usize), 1..8),
    ) {
        let mut file = SAMPLES[sample].clone();
        for (place, byte, length) in changes {
            let at = place.index(file.len());
            let end = file.len().min(at + length);
            file[at..end].fill(byte);
        }
        for Property { name, text, .. } in properties(&file) {
            prop_assert!(!name.is_empty() && !text.trim().is_empty(), "{name}: {text:?}");
        }
    }

    #[test]
    fn pieces_of_files_in_any_order_are_read_to_an_end(
        start in 0..8_usize,
        pieces in prop::collection::vec((0..8_usize, any::<prop::sample::Index>(), 0..200_usize), 0..6),
    ) {
        let mut file = SAMPLES[start][..12].to_vec();
        for (sample, place, length) in pieces {
            let from = &SAMPLES[sample];
            let at = place.index(from.len());
            file.extend_from_slice(&from[at..from.len().min(at + length)]);
        }
        properties(&file);
    }
}

#[test]
fn directories_that_lead_to_themselves_end() {
    // One entry, EXIF's directory, which is this one; and the next directory is this one, too.
    let file = b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0";
    assert_eq!(found(&share("a.tif", file)), []);
}

#[test]
fn what_is_too_much_is_left_out_and_told() {
    // 4 MiB of words from 4 kB.
    let bomb = png(&[packed_text("Comment", "pump ".repeat(900_000).as_bytes())]);
    let many = png(&vec![text("Comment", b"a"); 5_000]);
    let long = jpeg_xmp(&xmp(&"<a:b>x</a:b>".repeat(5_000)));
    let names: String = (0..2_000).map(|number| format!("<a:b{number}>x</a:b{number}>")).collect();
    let deep = webp(&[(b"XMP ", "<a:b>".repeat(10_000).into_bytes())]);
    // In any of a dozen encodings; to tell which takes a minute for all of it.
    let letters: Vec<u8> = b"\xBB\xFA\xC3\xDC\xA1\xEF".repeat(2_000);
    let legacy = tiff(Order::Little, &[(0x010E, 2, &letters[..]); 1_000], &[]);
    for (what, file, expected) in [
        ("text in unknown encodings", legacy, vec![NoticeKind::Truncated, NoticeKind::Unsupported]),
        ("bomb", bomb, vec![NoticeKind::Truncated, NoticeKind::Unsupported]),
        ("many texts", many, vec![NoticeKind::Truncated, NoticeKind::Unsupported]),
        ("many values of a name", long, vec![NoticeKind::Unsupported]),
        ("many names", jpeg_xmp(&xmp(&names)), vec![NoticeKind::Truncated, NoticeKind::Unsupported]),
        ("deep", deep, vec![NoticeKind::Truncated, NoticeKind::Unsupported]),
    ] {
        assert_eq!(notices(&share("a", &file)), expected, "{what}");
    }
}

#[test]
fn a_name_without_an_end_is_cut() {
    for file in [
        png(&[text(&"Comment".repeat(10_000), MARKING.as_bytes())]),
        jpeg_xmp(&xmp(&format!("<a:{0}>{MARKING}</a:{0}>", "机".repeat(10_000)))),
    ] {
        let verdict = share("a", &file);
        let lengths: Vec<usize> = found(&verdict).into_iter().map(|(.., property)| property.len()).collect();
        assert!(matches!(lengths[..], [40..=80]), "{lengths:?}");
    }
}

#[test]
fn of_a_large_picture_it_is_told_that_its_end_was_not_read() {
    let jpeg = jpeg_exif(&exif(0x010E, MARKING.as_bytes()));
    let png = png(&[text("Comment", MARKING.as_bytes())]);
    for (head, expected) in
        [(&jpeg, vec![NoticeKind::Unsupported]), (&png, vec![NoticeKind::Truncated, NoticeKind::Unsupported])]
    {
        let verdict = crate::check(&[File { name: "a", media_type: "", size: 1 << 30, head, tail: b"" }]);
        assert_eq!((found(&verdict).len(), notices(&verdict)), (1, expected));
    }
}
