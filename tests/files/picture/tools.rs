//! Files to which other programs wrote their properties: ExifTool 12.57 and Exiv2 0.27.6, as Debian 12 has them. The
//! pictures are one pixel; that of HEIC is none.
use super::{found, share};

#[test]
fn what_other_programs_wrote_is_read() {
    for (name, file, expected) in [
        (
            "exiftool.jpg",
            &include_bytes!("tools/exiftool.jpg")[..],
            &["EXIF ImageDescription", "EXIF XPComment", "EXIF UserComment"][..],
        ),
        // Text is packed.
        ("exiftool.png", include_bytes!("tools/exiftool.png"), &["PNG Comment", "PNG Description"]),
        ("exiftool.gif", include_bytes!("tools/exiftool.gif"), &["GIF comment"]),
        ("exiftool.webp", include_bytes!("tools/exiftool.webp"), &["EXIF ImageDescription"]),
        ("exiftool.tif", include_bytes!("tools/exiftool.tif"), &["EXIF ImageDescription", "XMP dc:description"]),
        ("exiftool.heic", include_bytes!("tools/exiftool.heic"), &["EXIF ImageDescription", "XMP dc:description"]),
        (
            "exiv2.jpg",
            include_bytes!("tools/exiv2.jpg"),
            &["EXIF UserComment", "IPTC Headline", "JPEG comment", "XMP dc:description"],
        ),
        (
            "exiv2.png",
            include_bytes!("tools/exiv2.png"),
            &["EXIF ImageDescription", "IPTC Caption", "XMP dc:description"],
        ),
    ] {
        let verdict = share(name, file);
        let mut properties: Vec<&str> = found(&verdict).into_iter().map(|(.., property)| property).collect();
        let mut expected = expected.to_vec();
        properties.sort_unstable();
        expected.sort_unstable();
        assert_eq!(properties, expected, "{name}: {verdict:#?}");
    }
}
