//! Files to pixels: what is turned, what is refused, and what is bounded.
use shareguard::image::decode::{MAX_PIXELS, NotDecoded, decode};

/// A PNG chunk with its checksum.
fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut checked = name.to_vec();
    checked.extend(content);
    let mut checksum = u32::MAX;
    for byte in &checked {
        checksum ^= u32::from(*byte);
        for _ in 0..8 {
            checksum = (checksum >> 1) ^ (0xEDB8_8320 & (checksum & 1).wrapping_neg());
        }
    }
    [&(content.len() as u32).to_be_bytes()[..], &checked, &(!checksum).to_be_bytes()].concat()
}

/// A PNG of one grey value, with 8 or 16 bits a pixel; of a large one only the first rows are there.
fn png(width: u32, height: u32, bits: u8, rows: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[bits, 0, 0, 0, 0]].concat();
    let row = 1 + width as usize * usize::from(bits) / 8;
    let pixels = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; row * rows as usize], 6);
    [&b"\x89PNG\r\n\x1A\n"[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", &pixels), &chunk(b"IEND", b"")].concat()
}

/// A GIF of one pixel, `frames` times.
fn gif(frames: usize) -> Vec<u8> {
    let mut file = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF".to_vec();
    for _ in 0..frames {
        file.extend(b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0");
    }
    file.push(b';');
    file
}

#[test]
fn pictures_are_decoded_whatever_their_depth() {
    for bits in [8, 16] {
        let decoded = decode(&png(3, 2, bits, 2)).unwrap();
        assert_eq!((decoded.width, decoded.height, decoded.is_animated), (3, 2, false), "{bits} bits");
        assert_eq!(decoded.rgba, [0, 0, 0, 255].repeat(6));
    }
}

#[test]
fn size_is_looked_at_before_memory_is_taken() {
    for (width, height) in [(65_000, 65_000), (u32::MAX >> 1, 1_000_000), (64_001, 1_000)] {
        let refused = decode(&png(width, height, 8, 0)).err();
        assert!(
            matches!(refused, Some(NotDecoded::TooLarge(..) | NotDecoded::TooMuchMemory)),
            "{width} × {height}: {refused:?}"
        );
    }
    const { assert!(MAX_PIXELS < 65_000 * 65_000) };
}

#[test]
fn what_is_cut_off_or_broken_is_damaged() {
    let whole = png(300, 300, 8, 300);
    for cut in [10, 40, whole.len() - 30] {
        let refused = decode(&whole[..cut]).err();
        assert!(matches!(refused, Some(NotDecoded::Damaged(_))), "{cut}: {refused:?}");
    }
    assert!(matches!(decode(b"\xFF\xD8\xFF\xE0 no picture at all").err(), Some(NotDecoded::Damaged(_))));
    assert!(matches!(decode(b"GIF89a").err(), Some(NotDecoded::Damaged(_))));
}

#[test]
fn what_is_no_known_picture_is_unsupported() {
    for file in [&b""[..], b"SECRET", b"%PDF-1.7", b"\0\0\0\x18ftypheic\0\0\0\0", b"II*\0\x08\0\0\0"] {
        assert_eq!(decode(file).err(), Some(NotDecoded::Unsupported), "{file:?}");
    }
}

#[test]
fn of_an_animation_the_first_picture_is_decoded_however_many_follow() {
    for (frames, is_animated) in [(1, false), (2, true), (10_000, true)] {
        let decoded = decode(&gif(frames)).unwrap();
        assert_eq!((decoded.width, decoded.height, decoded.is_animated), (1, 1, is_animated), "{frames} frames");
    }
}
