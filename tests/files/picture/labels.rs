//! Labels that programs write.
use super::make::*;
use super::{found, share};

const ID: &str = "MSIP_Label_2096f6a2-d2f7-48be-b329-b73aaa526e5d";

#[test]
fn labels_in_xmp_are_found() {
    for (packet, system, level) in [
        (
            format!("<rdf:Description pdfx:{ID}_Enabled='true' pdfx:{ID}_Name='Confidential' pdfx:{ID}_SiteId='1'/>"),
            "corp",
            "Confidential",
        ),
        (
            format!("<rdf:Description><pdfx:{ID}_Enabled>true</pdfx:{ID}_Enabled><pdfx:{ID}_Name>Confidential</pdfx:{ID}_Name></rdf:Description>"),
            "corp",
            "Confidential",
        ),
        ("<rdf:Description ism:classification='S' ism:ownerProducer='USA' ism:disseminationControls='NF'/>".to_owned(), "us", "SECRET"),
        (
            "<slab:originatorConfidentialityLabel><slab:ConfidentialityInformation><slab:PolicyIdentifier>NATO</slab:PolicyIdentifier>\
             <slab:Classification>RESTRICTED</slab:Classification></slab:ConfidentialityInformation></slab:originatorConfidentialityLabel>"
                .to_owned(),
            "nato",
            "NATO RESTRICTED",
        ),
    ] {
        let verdict = share("a.jpg", &jpeg_xmp(&xmp(&packet)));
        assert_eq!(found(&verdict), [(system, level, "XMP")], "{packet}: {verdict:#?}");
    }
}

#[test]
fn a_keyword_of_png_can_announce_a_level() {
    for (keyword, value, level) in [("Classification", "SECRET", "SECRET"), ("密级", "机密", "机密")] {
        let verdict = share("a.png", &png(&[text("Author", b"Harbour office"), text(keyword, value.as_bytes())]));
        assert!(found(&verdict).iter().any(|(_, known, _)| *known == level), "{keyword}: {verdict:#?}");
    }
}
