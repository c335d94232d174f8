//! Pages with paragraphs.
use crate::{Picture, texts};

#[test]
fn of_a_paragraph_it_is_read_where_lines_begin_and_where_it_ends() {
    let reading = Picture::of(include_bytes!("../../benches/pictures/marked-en.png")).read();
    let texts = texts(&reading);
    assert_eq!((texts.first(), texts.get(1)), (Some(&"SECRET//NOFORN"), Some(&"Minutes of the harbour office")));
    let is_first = |text: &&str| text.starts_with("(U) ") && text.ends_with('…');
    assert_eq!(texts.iter().copied().filter(is_first).count(), 5, "{texts:?}");
    for end in ["slipway until then.", "the scaffolding is free.", "light is wanted.", "brings a dog along.", "place."]
    {
        assert!(texts.iter().any(|text| text.ends_with(end)), "{end}: {texts:?}");
    }
    // A place that is read in part counts as read, and is told as one of which only the ends were; its box is the whole
    // line.
    assert_eq!(reading.unread, 0);
    let cut = reading.lines.iter().filter(|line| line.text.contains('…'));
    assert!(cut.clone().count() > 10, "{texts:?}");
    assert_eq!(cut.clone().count(), reading.ends_only as usize, "{texts:?}");
    for line in cut {
        assert!(line.corners[1].x - line.corners[0].x > 500.0, "{line:?}");
    }
}
