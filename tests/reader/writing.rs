//! Lines that are longer, taller or otherwise placed than print.
use crate::{Picture, texts};

#[test]
fn a_line_longer_than_the_recogniser_sees_is_read_whole() {
    let reading = Picture::of(include_bytes!("pictures/long.png")).read();
    let line = "Every valve of the upper reservoir was opened and closed twice while the crew of the northern pump house noted \
                pressure, temperature and flow in the ledger";
    assert_eq!(texts(&reading), [line]);
}

#[test]
fn a_column_of_characters_is_read_from_its_top() {
    let reading = Picture::of(include_bytes!("pictures/column.png")).read();
    assert_eq!(reading.turn, 0);
    // Of 資 it knows the simplified form only.
    assert!(texts(&reading).contains(&"內部资料"), "{:?}", texts(&reading));
    assert!(texts(&reading).contains(&"The pump house opens on"), "{:?}", texts(&reading));
}

#[test]
fn hangul_is_read_beside_other_writing() {
    let reading = Picture::of(include_bytes!("pictures/hangul.png")).read();
    assert_eq!(texts(&reading), ["Ⅱ급비밀", "수신：국방부 장관", "Pump house 3, east gate", "배수펌프 교체 계획"]);
}
