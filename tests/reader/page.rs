//! One page: which way up, in which colours, in which order.
use crate::{Picture, texts};
use shareguard::image::Colour;

const PAGE: &[u8] = include_bytes!("pictures/page.png");
const LINES: [&str; 6] = [
    "TOP SECRET//SI//NOFORN",
    "机密★10年",
    "Harbour inspection report",
    "The pump house opens on Monday at nine.",
    "港口泵房检修安排的通知",
    "Valve 7 was replaced in March 2031.",
];

#[test]
fn a_page_is_read_whichever_way_it_is_turned() {
    let page = Picture::of(PAGE);
    for quarters in 0..4 {
        let turned = page.turned(quarters);
        let reading = turned.read();
        assert_eq!((reading.turn, reading.unread), (quarters, 0), "{:?}", texts(&reading));
        assert_eq!((reading.width, reading.height), (turned.width, turned.height));
        assert_eq!(texts(&reading), LINES, "turned by {quarters}");
        // A box begins where reading begins, in the picture as it is.
        let [first, second, third, _] = reading.lines[0].corners;
        let (along, down) = ((second.x - first.x, second.y - first.y), (third.x - second.x, third.y - second.y));
        let quarter = |(x, y): (f32, f32)| match (x.abs() > y.abs(), x + y > 0.0) {
            (true, true) => 0,
            (false, false) => 1,
            (true, false) => 2,
            (false, true) => 3,
        };
        assert_eq!((quarter(along), quarter(down)), (quarters, (quarters + 3) % 4), "{:?}", reading.lines[0]);
    }
}

#[test]
fn light_on_dark_slanted_and_faint_pages_are_read() {
    let page = Picture::of(PAGE);
    let (width, height) = (page.width, page.height);
    for (how, picture) in [
        ("inverted", page.map(|value| 255 - value)),
        ("faint", page.map(|value| 180 + value / 4)),
        ("rising by 7°", page.moved(width, height + 60, |x, y| (x, y - 59.0 + x * 0.123))),
        ("falling by 7°", page.moved(width, height + 60, |x, y| (x, y - x * 0.123))),
        ("narrowing to the right", {
            let middle = height as f32 / 2.0;
            page.moved(width, height, move |x, y| (x, middle + (y - middle) * (1.0 + x / 2400.0)))
        }),
    ] {
        let reading = picture.read();
        assert_eq!(texts(&reading)[..2], LINES[..2], "{how}: {:?}", texts(&reading));
        assert_eq!(reading.turn, 0, "{how}");
    }
}

#[test]
fn ink_and_paper_are_told() {
    let reading = Picture::of(PAGE).read();
    let Colour { r, g, b } = reading.lines[0].ink;
    assert!(r > 150 && g < 110 && b < 110, "{:?}", reading.lines[0].ink);
    let Colour { r, g, b } = reading.lines[3].ink;
    assert!(r < 110 && g < 110 && b < 110, "{:?}", reading.lines[3].ink);
    assert!(reading.lines.iter().all(|line| line.paper.r > 235 && line.paper.g > 235 && line.paper.b > 235));
}

#[test]
fn lines_are_read_as_they_are_asked_for() {
    let mut picture = Picture::of(PAGE).open();
    assert_eq!((picture.reading().lines.len(), picture.remaining()), (0, LINES.len()));
    // One of them tells which way up they are.
    picture.read(0).unwrap();
    let before = (picture.reading().lines.len(), picture.remaining());
    assert_eq!(before, (1, LINES.len() - 1));
    picture.read(2).unwrap();
    let reading = picture.reading();
    assert_eq!((reading.lines.len(), reading.unread as usize), (before.0 + 2, picture.remaining()));
    assert_eq!(picture.remaining(), before.1 - 2);
    // What stands at the top comes first.
    assert_eq!(texts(&reading)[..2], LINES[..2]);
    picture.read(0).unwrap();
    assert_eq!(picture.reading(), reading);
}
