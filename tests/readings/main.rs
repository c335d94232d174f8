//! What was read in pictures, `tests/readings/*.toml`, through the checker's door for it: lines with their boxes → the
//! marking that they are, and where it stands; or none.
mod ordinary;

use qrcodegen::{QrCode, QrCodeEcc};
use serde::Deserialize;
use shareguard::{
    Checker, Finding, Locale, Origin, Region,
    image::{Code, Colour, Line, Point, Reading, Shape, ShapeKind},
    verdict::Inspection,
};
use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    picture: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// Width and height as shown, in pixels.
    #[serde(default = "of_a_scan")]
    size: (u32, u32),
    #[serde(default)]
    turn: u8,
    lines: Vec<Written>,
    #[serde(default)]
    shapes: Vec<Drawn>,
    /// The highest marking; `None` where there must be none.
    marking: Option<Marking>,
    /// Which reasons of [`SIGNS`] the marking has, or what nearly was one.
    #[serde(default)]
    signs: Vec<String>,
}

/// The reasons that belong to one system.
const SIGNS: [&str; 4] = ["red_head", "sealed", "level_colour", "level_border"];

fn of_a_scan() -> (u32, u32) {
    (1000, 1400)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    text: String,
    /// Left, top, right, bottom.
    at: [f32; 4],
    /// How far the end is lower than the start, in pixels.
    #[serde(default)]
    fall: f32,
    #[serde(default)]
    ink: [u8; 3],
    #[serde(default = "white")]
    paper: [u8; 3],
}

/// A coloured shape beside the writing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Drawn {
    kind: ShapeKind,
    /// Left, top, right, bottom.
    at: [f32; 4],
    colour: [u8; 3],
}

impl Drawn {
    fn shape(&self) -> Shape {
        let [left, top, right, bottom] = self.at;
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y });
        let [r, g, b] = self.colour;
        Shape { kind: self.kind, corners, colour: Colour { r, g, b } }
    }
}

fn white() -> [u8; 3] {
    [255; 3]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marking {
    system: String,
    level: String,
    rank: u8,
    /// As it was read: the recogniser's words, not those that were meant.
    quote: String,
}

impl Written {
    /// As a line of a picture that must be turned by so many quarters.
    fn line(&self, turn: u8) -> Line {
        let [left, top, right, bottom] = self.at;
        let point = |x, y| Point { x, y };
        let colour = |[r, g, b]: [u8; 3]| Colour { r, g, b };
        let mut corners =
            [point(left, top), point(right, top + self.fall), point(right, bottom + self.fall), point(left, bottom)];
        // The first one is where reading starts.
        corners.rotate_right(usize::from(turn));
        Line { text: self.text.clone(), confidence: 0.95, corners, ink: colour(self.ink), paper: colour(self.paper) }
    }
}

fn complaint(checker: &Checker, case: &Case) -> Option<String> {
    let (width, height) = case.size;
    let lines: Vec<Line> = case.lines.iter().map(|line| line.line(case.turn)).collect();
    let shapes = case.shapes.iter().map(Drawn::shape).collect();
    let reading = Reading { width, height, turn: case.turn, lines, shapes, ..Reading::default() };
    let inspection = checker.inspect_reading(&reading, 0, "a.png", Locale::English);
    let highest = inspection.findings.iter().max_by_key(|finding| finding.rank);
    let is_right = match (&case.marking, highest) {
        (None, None) => true,
        (Some(expected), Some(found)) => {
            let Marking { system, level, rank, quote } = expected;
            (system, Some(level), *rank, quote) == (&found.system, found.level.as_ref(), found.rank.get(), &found.quote)
                && found.origin == Origin::Image
                && found.file.as_deref() == Some("a.png")
                && is_around(case, quote, found)
        }
        _ => false,
    };
    let near = checker.near_misses_of_reading(&reading, Locale::English);
    let evidence = highest.or(near.first()).into_iter().flat_map(|finding| &finding.evidence);
    let signs: BTreeSet<&str> = evidence.map(|it| it.cue.as_str()).filter(|cue| SIGNS.contains(cue)).collect();
    if is_right && signs == case.signs.iter().map(String::as_str).collect() {
        return None;
    }
    let mut complaint = format!("{}\n    expected {:?} with {:?}\n", case.name, case.marking, case.signs);
    for (what, findings) in [("found", &inspection.findings), ("missed", &near)] {
        for Finding { system, level, rank, quote, region, evidence, .. } in findings {
            let evidence: Vec<String> =
                evidence.iter().map(|evidence| format!("{} {:+.1}", evidence.cue, evidence.weight)).collect();
            writeln!(complaint, "    {what} {system} {level:?} {rank:?} {quote:?} {region:?} {}", evidence.join(", "))
                .expect("to a string");
        }
    }
    Some(complaint)
}

/// Whether the region of a finding is around the middle of each line that is part of its quote.
fn is_around(case: &Case, quote: &str, found: &Finding) -> bool {
    let (width, height) = case.size;
    let Some(region) = found.region else { return false };
    let mut own = case.lines.iter().filter(|line| quote.contains(line.text.trim()) || line.text.contains(quote));
    own.all(|Written { at: [left, top, right, bottom], fall, .. }| {
        let (x, y) = ((left + right) / 2.0 / width as f32, ((top + bottom + fall) / 2.0) / height as f32);
        (region.left..region.right).contains(&x) && (region.top..region.bottom).contains(&y)
    })
}

#[test]
fn what_is_written_in_pictures_is_judged_as_expected() {
    let checker = Checker::default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings");
    let mut complaints = Vec::new();
    let mut tried = 0;
    for entry in fs::read_dir(folder).expect("the folder of this test") {
        let path = entry.expect("the folder of this test").path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let cases: Cases = toml::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        for case in &cases.picture {
            tried += 1;
            complaints.extend(complaint(&checker, case).map(|complaint| format!("{}: {complaint}", path.display())));
        }
    }
    assert!(tried > 0, "no cases");
    assert!(complaints.is_empty(), "{} of {tried} pictures:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn lines_that_were_not_read_are_told() {
    let checker = Checker::default();
    for (locale, said) in [(Locale::English, "7 lines of the picture"), (Locale::SimplifiedChinese, "7 行文字未读取")]
    {
        let reading = Reading { width: 10, height: 10, unread: 7, ..Reading::default() };
        let inspection = checker.inspect_reading(&reading, 2, "a.png", locale);
        let [notice] = inspection.notices.as_slice() else { panic!("{inspection:?}") };
        assert!(notice.detail.contains(said), "{notice:?}");
        assert_eq!((notice.item, notice.file.as_deref()), (Some(2), Some("a.png")));
    }
}

#[test]
fn what_stands_in_qr_codes_is_judged() {
    let checker = Checker::default();
    let corners = [(200.0, 300.0), (400.0, 300.0), (400.0, 500.0), (200.0, 500.0)].map(|(x, y)| Point { x, y });
    let code = |bytes: &[u8]| {
        let drawn = QrCode::encode_binary(bytes, QrCodeEcc::Low).expect("it fits");
        let side = drawn.size();
        let places = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        let dark = places.map(|(x, y)| u8::from(drawn.get_module(x, y))).collect();
        Code { modules: side as u32, dark, corners }
    };
    // The last but one is in GB 18030.
    for (bytes, expected) in [
        (&b"SECRET//NOFORN\nRunway plan, copy 2 of 5"[..], &[("us", "SECRET//NOFORN")][..]),
        ("密级：机密★10年".as_bytes(), &[("cn", "机密★10年")]),
        (b"\xBB\xFA\xC3\xDC\xA1\xEF\x31\x30\xC4\xEA", &[("cn", "机密★10年")]),
        (b"https://shop.example/victorias-secret?id=7", &[]),
        (b"WIFI:S:garden;T:WPA;P:top secret;;", &[]),
        (b"\x00\x01\x02\xFF", &[]),
    ] {
        // The same code on two posters is one.
        let codes = vec![code(bytes), code(bytes)];
        let reading = Reading { width: 1000, height: 1000, codes, ..Reading::default() };
        let Inspection { findings, notices, skimmed, .. } =
            checker.inspect_reading(&reading, 3, "a.png", Locale::English);
        let found: Vec<_> = findings.iter().map(|found| (found.system.as_str(), found.quote.as_str())).collect();
        assert_eq!(found, expected, "{}", bytes.escape_ascii());
        assert_eq!((notices.as_slice(), skimmed.as_slice()), (&[][..], &[][..]));
        for Finding { origin, region, item, file, .. } in findings {
            assert_eq!((origin, item, file.as_deref()), (Origin::QrCode, 3, Some("a.png")));
            assert_eq!(region, Some(Region { left: 0.2, top: 0.3, right: 0.4, bottom: 0.5 }));
        }
    }
    // One of noise, and ones that no code is.
    let noise = (0..21 * 21).map(|at: u32| (at.wrapping_mul(0x9E37_79B1) >> 31) as u8).collect();
    let odd = [(21, noise), (21, vec![1; 20]), (0, Vec::new()), (u32::MAX, vec![0; 441])];
    let codes: Vec<Code> = odd.map(|(modules, dark)| Code { modules, dark, corners }).into();
    let reading = Reading { width: 10, height: 10, codes, codes_unread: 2, ..Reading::default() };
    let inspection = checker.inspect_reading(&reading, 0, "a.png", Locale::English);
    assert_eq!((inspection.notices.len(), inspection.skimmed[0].codes_unread), (0, 6), "told, and nobody is stopped");
}
