//! Pictures of nothing, and sizes that nobody draws.
use crate::{MODELS, Picture, reader};
use shareguard::image::reader::{Models, NotPixels, Pixels, Reader, ReaderError};

#[test]
fn pictures_of_any_shape_are_read_without_failing() {
    for (width, height) in [(1, 1), (1, 400), (400, 1), (2, 3), (31, 33), (3000, 8), (8, 3000)] {
        let reading = Picture::blank(width, height).read();
        assert_eq!((reading.width, reading.height), (width, height));
        assert_eq!(reading.lines, [], "{width} × {height}");
    }
}

#[test]
fn noise_ends() {
    // A linear congruential generator (Knuth's MMIX): the same noise everywhere.
    let mut state = 7_u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    let rgba = (0..320 * 240 * 4).map(|_| noise()).collect();
    let reading = Picture { rgba, width: 320, height: 240 }.read();
    assert_eq!(reading.unread, 0);
}

#[test]
fn bytes_of_another_size_are_refused() {
    assert_eq!(Pixels::new(&[0; 15], 2, 2).err(), Some(NotPixels));
    assert!(reader().open(Pixels::new(&[0; 16], 2, 2).unwrap()).is_ok());
}

#[test]
fn networks_that_are_none_are_refused() {
    for (detector, recogniser) in [
        (&b""[..], MODELS.recogniser),
        (&b"no network"[..], MODELS.recogniser),
        (&MODELS.detector[..MODELS.detector.len() / 2], MODELS.recogniser),
        (MODELS.detector, &MODELS.recogniser[..1000]),
    ] {
        let refused = Reader::new(Models { detector, recogniser, ..MODELS }).err();
        assert!(matches!(refused, Some(ReaderError::Network(_))), "{refused:?}");
    }
    for characters in ["", "A\nB", "AB\nC"] {
        let reader = Reader::new(Models { characters, ..MODELS });
        assert_eq!(reader.err(), Some(ReaderError::Characters), "{characters:?}");
    }
}
