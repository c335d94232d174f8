//! QR codes.
use crate::Picture;
use qrcodegen::{QrCode, QrCodeEcc};
use shareguard::image::{Code, Point};

/// A code of modules that are so many pixels large, with the margin that it must have.
fn drawn(text: &str, ecc: QrCodeEcc, module: i32) -> Picture {
    let code = QrCode::encode_text(text, ecc).expect("it fits");
    let side = (code.size() + 8) * module;
    let mut picture = Picture::blank(side as u32, side as u32);
    for (at, pixel) in picture.rgba.as_chunks_mut::<4>().0.iter_mut().enumerate() {
        let (x, y) = (at as i32 % side / module - 4, at as i32 / side / module - 4);
        if code.get_module(x, y) {
            *pixel = [0, 0, 0, 255];
        }
    }
    picture
}

/// What they say, without those that are damaged.
fn said(codes: &[Code]) -> Vec<String> {
    codes.iter().filter_map(Code::bytes).map(|bytes| String::from_utf8(bytes).expect("UTF-8")).collect()
}

#[test]
fn codes_of_all_sizes_are_read() {
    for (characters, module) in [(10, 3), (10, 40), (40, 2), (100, 5), (300, 4), (1_000, 3), (2_000, 4)] {
        let text: String = (0..characters).map(|at| char::from(b'A' + (at * 7 % 26) as u8)).collect();
        let codes = drawn(&text, QrCodeEcc::Low, module).open().reading().codes;
        assert_eq!(said(&codes), [text.as_str()], "{characters} characters in modules of {module} pixels");
    }
    assert_eq!(said(&drawn("机密★长期", QrCodeEcc::High, 4).open().reading().codes), ["机密★长期"]);
}

#[test]
fn codes_that_are_turned_slanted_or_far_away_are_read() {
    let code = drawn("SECRET//NOFORN, see https://example.org/a", QrCodeEcc::Medium, 8);
    let (width, height) = (code.width as f32, code.height as f32);
    let turned = |degrees: f32| {
        let (sin, cos) = degrees.to_radians().sin_cos();
        code.moved(code.width * 3 / 2, code.height * 3 / 2, |x, y| {
            let (x, y) = (x - width * 0.75, y - height * 0.75);
            (x * cos + y * sin + width / 2.0, y * cos - x * sin + height / 2.0)
        })
    };
    // As from below: farther away, narrower.
    let leaning = |by: f32| {
        code.moved(code.width, code.height, |x, y| {
            let depth = 1.0 + by * (1.0 - y / height);
            ((x - width / 2.0) * depth + width / 2.0, y * depth / (1.0 + by * 0.5) - by * height * 0.1)
        })
    };
    let mut pictures: Vec<(String, Picture)> =
        (0..8).map(|at| (format!("{} degrees", at * 47), turned(at as f32 * 47.0))).collect();
    pictures.extend([0.1, 0.2].map(|by| (format!("leaning by {by}"), leaning(by))));
    pictures.push(("mirrored".to_owned(), code.moved(code.width, code.height, |x, y| (width - 1.0 - x, y))));
    pictures.push(("pale".to_owned(), code.map(|value| 150 + value / 4)));
    for (what, picture) in pictures {
        let reading = picture.open().reading();
        assert_eq!(said(&reading.codes), ["SECRET//NOFORN, see https://example.org/a"], "{what}");
        assert_eq!(reading.codes_unread, 0, "{what}");
    }
}

#[test]
fn a_code_stands_where_it_is_drawn() {
    let code = drawn("SECRET", QrCodeEcc::Medium, 6);
    let placed = code.moved(900, 700, |x, y| (x - 300.0, y - 200.0));
    let [Code { corners, .. }] = placed.open().reading().codes.try_into().expect("one code");
    // Its margin is four modules wide.
    let (left, top, side) = (324.0, 224.0, 21.0 * 6.0);
    let expected = [(left, top), (left + side, top), (left + side, top + side), (left, top + side)];
    for (Point { x, y }, (left, top)) in corners.into_iter().zip(expected) {
        assert!((x - left).abs() < 3.0 && (y - top).abs() < 3.0, "{x} {y} instead of {left} {top}");
    }
}

#[test]
fn a_code_that_is_covered_in_part_is_read_or_told() {
    let code = drawn("SECRET//NOFORN", QrCodeEcc::High, 8);
    // Between the corners, which stay.
    let covered = |share: f32| {
        let (from, to) = (code.width as f32 * 0.45, code.width as f32 * (0.45 + share));
        code.moved(code.width, code.height, |x, y| {
            if x > from && x < to && y > from && y < to { (-1.0, -1.0) } else { (x, y) }
        })
    };
    assert_eq!(said(&covered(0.1).open().reading().codes), ["SECRET//NOFORN"]);
    let reading = covered(0.4).open().reading();
    assert_eq!((reading.codes.len(), said(&reading.codes)), (1, Vec::new()), "{reading:?}");
}

#[test]
fn pages_without_a_code_have_none() {
    for page in [
        &include_bytes!("../../benches/pictures/clean-en.png")[..],
        include_bytes!("../../benches/pictures/clean-zh.png"),
    ] {
        let reading = Picture::of(page).open().reading();
        assert_eq!((reading.codes, reading.codes_unread), (Vec::new(), 0));
    }
}

#[test]
fn a_picture_full_of_corners_ends_and_tells_what_was_left_out() {
    let one = drawn("SECRET", QrCodeEcc::Low, 3);
    let (width, height) = (one.width as f32, one.height as f32);
    let many = one.moved(one.width * 8, one.height * 6, |x, y| (x % width, y % height));
    let reading = many.open().reading();
    assert!(
        reading.codes.len() == 16 && reading.codes_unread > 0,
        "{} and {}",
        reading.codes.len(),
        reading.codes_unread
    );
    assert!(said(&reading.codes).iter().all(|said| *said == "SECRET"));
}
