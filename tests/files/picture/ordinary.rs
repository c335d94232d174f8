//! What stands in pictures that carry no marking.
use super::make::*;
use super::{found, share};

#[test]
fn what_cameras_and_programs_write_is_no_marking() {
    let camera = tiff(
        Order::Little,
        &[
            (0x010F, 2, b"Secret Camera Works\0"),
            (0x0110, 2, b"SECRET\0"),
            (0x0131, 2, b"TOP SECRET\0"),
            (0x0132, 2, b"2024:05:03 10:11:12\0"),
        ],
        &[(0x927C, 7, b"SECRET//NOFORN"), (0xA430, 2, b"CONFIDENTIAL\0"), (0x9286, 7, &[0; 64])],
    );
    let history = xmp(
        "<rdf:Description xmp:CreatorTool='Editor 5' xmpMM:DocumentID='xmp.did:0801' crs:Restricted='True' photoshop:ICCProfile='sRGB IEC61966-2.1'>\
         <xmpMM:History><rdf:Seq><rdf:li stEvt:action='saved' stEvt:changed='/metadata'/></rdf:Seq></xmpMM:History></rdf:Description>",
    );
    for (what, file) in [
        ("camera", jpeg_exif(&camera)),
        ("history", jpeg_xmp(&history)),
        ("profile", jpeg(&[(0xE2, b"ICC_PROFILE\0\x01\x01SECRET//NOFORN".to_vec())])),
        ("inside the picture", [jpeg(&[]), b"\xFF\xFE\0\x10SECRET//NOFORN".to_vec()].concat()),
        ("program", png(&[text("Software", b"www.inkscape.org"), text("date:create", b"2024-05-03T10:11:12+00:00")])),
        ("nothing", png(&[])),
    ] {
        let verdict = share("a", &file);
        assert_eq!((found(&verdict), verdict.notices.len()), (vec![], 1), "{what}");
    }
}

#[test]
fn words_about_what_a_picture_shows_are_no_marking() {
    let prompt = "a folder stamped TOP SECRET, cinematic, masterpiece\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7";
    let workflow = r#"{"6": {"inputs": {"text": "a confidential dossier, TOP SECRET stamp", "clip": ["4", 1]}, "class_type": "CLIPTextEncode"}}"#;
    let keywords: [(u8, &[u8]); 4] = [(25, b"SECRET"), (25, b"confidential"), (25, b"spy"), (5, b"TOP SECRET")];
    for (what, file) in [
        ("prompt", png(&[text("parameters", prompt.as_bytes())])),
        ("prompt in capitals", png(&[text("prompt", b"TOP SECRET")])),
        ("workflow", png(&[international_text("workflow", workflow, false)])),
        (
            "prompt in EXIF",
            jpeg_exif(&tiff(Order::Big, &[], &[(0x9286, 7, &[b"UNICODE\0", &utf16(Order::Big, prompt)[..]].concat())])),
        ),
        ("stock picture", jpeg_iptc(&keywords)),
        ("title", jpeg_exif(&exif(0x9C9B, &utf16(Order::Little, "SECRET")))),
        (
            "caption",
            jpeg_iptc(&[(120, b"A rubber stamp reading top secret lies on a desk in a museum of the cold war.")]),
        ),
        (
            "title in XMP",
            jpeg_xmp(&xmp(
                "<rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang='x-default'>CONFIDENTIAL</rdf:li></rdf:Alt></dc:title></rdf:Description>",
            )),
        ),
        ("garden", jpeg_xmp(&xmp_of("The secret garden behind the pump house"))),
        ("Chinese", jpeg_exif(&exif(0x010E, "这是我们之间的秘密，机密文件展览".as_bytes()))),
    ] {
        let verdict = share("a", &file);
        assert_eq!((found(&verdict), verdict.notices.len()), (vec![], 1), "{what}");
    }
}

#[test]
fn pictures_that_programs_write_as_text_are_no_text() {
    let data = "QUFBQUFB".repeat(100_000);
    let lines = format!("{}&#xA;", "QUFBQUFB".repeat(9)).repeat(2_000);
    let packet =
        xmp(&format!("<rdf:Description GDepth:Data='{data}'><xmpGImg:image>{lines}</xmpGImg:image></rdf:Description>"));
    let verdict = share("a.webp", &webp(&[(b"XMP ", packet)]));
    assert_eq!((found(&verdict), verdict.notices.len()), (vec![], 1), "{verdict:?}");
}
