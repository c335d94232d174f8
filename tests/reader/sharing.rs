//! Pictures whose lines are read by two readers.
use crate::{MODELS, Picture};
use shareguard::image::reader::{LineReader, ReaderError};
use std::sync::OnceLock;

fn other() -> &'static LineReader {
    static READER: OnceLock<LineReader> = OnceLock::new();
    READER.get_or_init(|| LineReader::new(MODELS.recogniser, MODELS.characters).expect("the networks that ship"))
}

#[test]
fn what_another_reader_reads_is_what_this_one_would() {
    for (name, file) in [
        ("a page of print", include_bytes!("../../benches/pictures/marked-en.png").as_slice()),
        ("a column", include_bytes!("pictures/column.png")),
        ("a long line", include_bytes!("pictures/long.png")),
        ("Hangul", include_bytes!("pictures/hangul.png")),
    ] {
        let picture = Picture::of(file);
        for quarters in 0..4 {
            let picture = picture.turned(quarters);
            let alone = picture.read();
            // The first one is handed out before it is known which way up it is: it may come back before that or after
            // it.
            for comes_at_once in [true, false] {
                let mut shared = picture.open();
                let mut others = 0;
                while let Some(errand) = shared.hand_out() {
                    assert_eq!(shared.handed_out(), 1, "{name}");
                    let read = other().read(&errand).expect("what was handed out");
                    others += 1;
                    if comes_at_once {
                        shared.take_back(&read);
                        assert_eq!(shared.handed_out(), 0, "{name}");
                    }
                    shared.read(1).expect("the networks that ship fit each other");
                    shared.take_back(&read);
                    assert_eq!(shared.handed_out(), 0, "{name}");
                }
                shared.read(usize::MAX).expect("the networks that ship fit each other");
                assert_eq!(shared.reading(), alone, "{name}, {quarters} quarters");
                // Each reads about as many; of a column the other one none.
                let lines = alone.lines.len();
                assert!(2 * others + 2 >= lines || name == "a column", "{name}: {others} of {lines}");
            }
        }
    }
}

#[test]
fn lines_that_do_not_come_back_are_read_here_the_last_one_first() {
    let picture = Picture::of(include_bytes!("pictures/page.png"));
    let alone = picture.read();
    let mut shared = picture.open();
    shared.read(0).expect("the networks that ship fit each other");
    let left = shared.remaining();
    let errands: Vec<Vec<u8>> = std::iter::from_fn(|| shared.hand_out()).collect();
    assert_eq!((errands.len(), shared.remaining(), shared.handed_out()), (left, left, left));
    assert!(left > 2, "{left}");
    shared.read(1).expect("the networks that ship fit each other");
    let late = other().read(errands.last().expect("three at least")).expect("what was handed out");
    shared.take_back(&late);
    assert_eq!((shared.remaining(), shared.handed_out()), (left - 1, left - 1));
    let first = other().read(&errands[0]).expect("what was handed out");
    for _ in 0..2 {
        shared.take_back(&first);
        assert_eq!((shared.remaining(), shared.handed_out()), (left - 2, left - 2));
    }
    shared.read(usize::MAX).expect("the networks that ship fit each other");
    assert_eq!((shared.remaining(), shared.handed_out()), (0, 0));
    assert_eq!(shared.reading(), alone);
}

#[test]
fn what_is_no_line_of_a_picture_is_refused_and_changes_nothing() {
    let picture = Picture::of(include_bytes!("pictures/page.png"));
    let mut shared = picture.open();
    shared.read(0).expect("the networks that ship fit each other");
    let errand = shared.hand_out().expect("a line");
    let read = other().read(&errand).expect("what was handed out");
    let left = shared.remaining();
    for length in [0, 3, 5, 7, 9, errand.len() - 1] {
        assert_eq!(other().read(&errand[..length]), Err(ReaderError::Errand), "{length}");
    }
    let huge = [&errand[..4], &u32::MAX.to_le_bytes(), &errand[8..]].concat();
    assert_eq!(other().read(&huge), Err(ReaderError::Errand));
    for length in [0, 3, 4, 5, 15, 18, read.len() - 1] {
        shared.take_back(&read[..length]);
        assert_eq!((shared.remaining(), shared.handed_out()), (left, 1), "{length}");
    }
    let nowhere = [&u32::MAX.to_le_bytes(), &read[4..]].concat();
    shared.take_back(&nowhere);
    assert_eq!((shared.remaining(), shared.handed_out()), (left, 1));
    shared.take_back(&read);
    assert_eq!((shared.remaining(), shared.handed_out()), (left - 1, 0));
}
