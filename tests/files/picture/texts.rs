use super::make::*;
use super::{MARKING, found, share};

#[test]
fn a_marking_is_found_wherever_programs_write_text() {
    let note = MARKING.as_bytes();
    let named = |encoding: &[u8; 8], text: &[u8]| tiff(Order::Big, &[], &[(0x9286, 7, &[encoding, text].concat())]);
    let extended = xmp_of(MARKING);
    let (first, second) = extended.split_at(200);
    let piece = |offset: usize, text: &[u8]| {
        let numbers = [(extended.len() as u32).to_be_bytes(), (offset as u32).to_be_bytes()].concat();
        (0xE1, [&b"http://ns.adobe.com/xmp/extension/\0"[..], &[b'A'; 32], &numbers, text].concat())
    };
    let resources = resource(0x0404, &iptc(&[(120, note)]));
    let (front, back) = resources.split_at(9);
    let photoshop = |part: &[u8]| (0xED, [b"Photoshop 3.0\0", part].concat());
    let files: Vec<(&str, &str, Vec<u8>)> = vec![
        ("a.jpg", "EXIF ImageDescription", jpeg_exif(&exif(0x010E, note))),
        ("a.jpg", "EXIF Artist", jpeg_exif(&exif(0x013B, note))),
        ("a.jpg", "EXIF Copyright", jpeg_exif(&tiff(Order::Big, &[(0x010F, 2, b"Camera\0"), (0x8298, 2, note)], &[]))),
        ("a.jpg", "EXIF XPTitle", jpeg_exif(&exif(0x9C9B, &utf16(Order::Little, MARKING)))),
        ("a.jpg", "EXIF XPComment", jpeg_exif(&exif(0x9C9C, &utf16(Order::Little, MARKING)))),
        ("a.jpg", "EXIF XPKeywords", jpeg_exif(&exif(0x9C9E, &utf16(Order::Little, MARKING)))),
        ("a.jpg", "EXIF XPSubject", jpeg_exif(&exif(0x9C9F, &utf16(Order::Little, MARKING)))),
        ("a.jpg", "EXIF UserComment", jpeg_exif(&named(b"ASCII\0\0\0", note))),
        ("a.jpg", "EXIF UserComment", jpeg_exif(&named(&[0; 8], note))),
        ("a.jpg", "EXIF UserComment", jpeg_exif(&named(b"UNICODE\0", &utf16(Order::Big, MARKING)))),
        ("a.jpg", "EXIF UserComment", jpeg_exif(&named(b"UNICODE\0", &utf16(Order::Little, MARKING)))),
        ("a.jpg", "XMP dc:description", jpeg_xmp(&xmp_of(MARKING))),
        ("a.jpg", "XMP dc:description", jpeg(&[piece(200, second), piece(0, first)])),
        ("a.jpg", "IPTC Caption", jpeg_iptc(&[(0, b"\0\x02"), (120, note)])),
        ("a.jpg", "IPTC Caption", jpeg(&[photoshop(front), photoshop(back)])),
        ("a.jpg", "IPTC Headline", jpeg_iptc(&[(105, note)])),
        ("a.jpg", "IPTC Keywords", jpeg_iptc(&[(25, b"harbour"), (25, note)])),
        ("a.jpg", "IPTC Special Instructions", jpeg_iptc(&[(40, note)])),
        ("a.jpg", "JPEG comment", jpeg(&[(0xE0, b"JFIF\0".to_vec()), (0xFE, note.to_vec())])),
        ("a.png", "PNG Comment", png(&[text("Comment", note)])),
        ("a.png", "PNG Description", png(&[packed_text("Description", note)])),
        ("a.png", "PNG Description", png(&[international_text("Description", MARKING, false)])),
        ("a.png", "PNG Description", png(&[international_text("Description", MARKING, true)])),
        (
            "a.png",
            "XMP dc:description",
            png(&[international_text("XML:com.adobe.xmp", &String::from_utf8_lossy(&extended), false)]),
        ),
        ("a.png", "EXIF ImageDescription", png(&[(b"eXIf", exif(0x010E, note))])),
        ("a.png", "EXIF ImageDescription", png(&[profile("exif", &[b"Exif\0\0", &exif(0x010E, note)[..]].concat())])),
        ("a.png", "IPTC Caption", png(&[profile("iptc", &resources)])),
        ("a.png", "XMP dc:description", png(&[profile("xmp", &extended)])),
        ("a.gif", "GIF comment", gif(&[(0xFE, blocks(note))])),
        ("a.gif", "GIF text", gif(&[(0x01, [&[12][..], &[0; 12], &blocks(note)].concat())])),
        ("a.gif", "XMP dc:description", gif(&[(0xF9, b"\x04\0\0\0\0\0".to_vec()), (0xFF, gif_xmp(&extended))])),
        ("a.webp", "EXIF ImageDescription", webp(&[(b"EXIF", exif(0x010E, note))])),
        ("a.webp", "EXIF ImageDescription", webp(&[(b"EXIF", [b"Exif\0\0", &exif(0x010E, note)[..]].concat())])),
        ("a.webp", "XMP dc:description", webp(&[(b"ICCP", vec![0; 7]), (b"XMP ", extended.clone())])),
        ("a.tif", "EXIF ImageDescription", exif(0x010E, note)),
        ("a.tif", "XMP dc:description", tiff(Order::Big, &[(0x02BC, 1, &extended)], &[])),
        ("a.tif", "IPTC Caption", tiff(Order::Little, &[(0x83BB, 7, &iptc(&[(120, note)]))], &[])),
        ("a.tif", "IPTC Caption", tiff(Order::Big, &[(0x8649, 7, &resources)], &[])),
        ("a.heic", "EXIF ImageDescription", heic(&exif(0x010E, note), b"<x/>")),
        ("a.heic", "XMP dc:description", heic(b"", &extended)),
        ("a.jxl", "EXIF ImageDescription", jxl(&exif(0x010E, note), b"<x/>")),
        ("a.jxl", "XMP dc:description", jxl(b"", &extended)),
        ("a.jp2", "XMP dc:description", jp2(&extended)),
    ];
    let mut missed = Vec::new();
    for (name, property, file) in files {
        let verdict = share(name, &file);
        if found(&verdict) != [("us", "SECRET", property)] || verdict.notices.len() > 1 {
            missed.push((name, property, verdict));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_caption_is_read_in_the_encoding_of_whoever_wrote_it() {
    for (label, marking, system) in [
        ("utf-8", "机密★10年\n关于泵房改造工程", "cn"),
        ("gb18030", "机密★10年\n关于泵房改造工程", "cn"),
        ("big5", "極機密\n主旨：關於泵房改建工程之相關情形", "tw"),
        ("windows-1251", "Совершенно секретно\nЭкз. 1\nДоклад о насосной станции", "ru"),
    ] {
        let (bytes, _, lossy) = encoding_rs::Encoding::for_label(label.as_bytes()).expect("one").encode(marking);
        assert!(!lossy, "{label}");
        for (what, file) in [
            ("EXIF", jpeg_exif(&exif(0x010E, &bytes))),
            ("IPTC", jpeg_iptc(&[(120, &bytes)])),
            ("JPEG", jpeg(&[(0xFE, bytes.to_vec())])),
            ("PNG", png(&[text("Comment", &bytes)])),
        ] {
            let verdict = share("a", &file);
            assert!(found(&verdict).iter().any(|(known, ..)| *known == system), "{what} in {label}: {verdict:#?}");
        }
    }
}

#[test]
fn xmp_is_read_however_it_is_written() {
    for (what, packet) in [
        ("attribute", xmp("<rdf:Description photoshop:Headline='SECRET//NOFORN'/>")),
        ("references", xmp_of("SECRET&#x2F;&#47;NOFORN")),
        ("verbatim", xmp_of("<![CDATA[SECRET//NOFORN]]>")),
        ("comment before", xmp(&format!("<!-- > -->{}", String::from_utf8_lossy(&xmp_of(MARKING))))),
        ("second language", xmp_of("Le port</rdf:li><rdf:li xml:lang='en'>SECRET//NOFORN")),
        ("no packet", b"<a:b>SECRET//NOFORN</a:b>".to_vec()),
        ("never closed", b"<x:xmpmeta><rdf:RDF><a:b>SECRET//NOFORN".to_vec()),
        ("UTF-16", [&b"\xFE\xFF"[..], &utf16(Order::Big, &String::from_utf8_lossy(&xmp_of(MARKING)))].concat()),
    ] {
        let verdict = share("a.webp", &webp(&[(b"XMP ", packet)]));
        assert_eq!(found(&verdict).len(), 1, "{what}: {verdict:#?}");
    }
}

#[test]
fn a_caption_that_is_written_in_several_ways_is_one_marking() {
    let note = MARKING.as_bytes();
    let file = jpeg(&[
        (
            0xE1,
            [
                b"Exif\0\0",
                &tiff(Order::Little, &[(0x010E, 2, note), (0x9C9C, 1, &utf16(Order::Little, MARKING))], &[])[..],
            ]
            .concat(),
        ),
        (0xE1, [b"http://ns.adobe.com/xap/1.0/\0", &xmp_of(MARKING)[..]].concat()),
        (0xED, [&b"Photoshop 3.0\0"[..], &resource(0x0404, &iptc(&[(120, note), (105, b"TLP:RED")]))].concat()),
    ]);
    assert_eq!(
        found(&share("a.jpg", &file)),
        [("us", "SECRET", "EXIF ImageDescription"), ("tlp", "TLP:RED", "IPTC Headline")]
    );
}

#[test]
fn every_page_of_a_tiff_is_read() {
    // The first page has no text; behind it stands where the second one is.
    let mut file = b"II*\0\x08\0\0\0\0\0\x0E\0\0\0".to_vec();
    file.extend(b"\x01\0\x0E\x01\x02\0\x0F\0\0\0\x20\0\0\0\0\0\0\0");
    assert_eq!(file.len(), 0x20);
    file.extend(b"SECRET//NOFORN\0");
    assert_eq!(found(&share("a.tif", &file)), [("us", "SECRET", "EXIF ImageDescription")]);
}
