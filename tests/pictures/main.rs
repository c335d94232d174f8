//! A few drawn pictures, read and judged whole: what must be found in each, and what is known to be found wrongly.
use serde::Deserialize;
use shareguard::image::decode::{Decoded, decode};
use shareguard::image::reader::{Models, Picture, Pixels, Reader};
use shareguard::{Checker, Locale};
use std::{collections::BTreeMap, fs, path::PathBuf};

const MODELS: Models<'static> = Models {
    detector: include_bytes!("../../src/image/models/detector.onnx"),
    recogniser: include_bytes!("../../src/image/models/recogniser.onnx"),
    characters: include_str!("../../src/image/models/characters.txt"),
};

/// After how many lines is judged what was read so far.
const LINES_AT_ONCE: usize = 4;
/// In how many of the marked pictures the first of these lines hold the marking, at least.
const MIN_FOUND_AT_ONCE: f32 = 0.75;

/// A line of `small/labels.jsonl`; it says more, for measuring.
#[derive(Deserialize)]
struct Label {
    file: String,
    expect: Expect,
    /// As in findings.
    system: String,
    /// The highest in the picture.
    rank: u8,
    /// As it is written in the picture.
    marking: String,
}

#[derive(PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Expect {
    Marked,
    Clean,
}

/// What is judged wrongly for a reason that is known: `small/known.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    file: String,
    /// What is found instead, as [`Verdict`] is written.
    found: String,
    #[serde(rename = "reason")]
    _reason: String,
}

/// The highest finding, as `system rank`, or `nothing`.
type Verdict = String;

fn small(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/small").join(file)
}

fn text_of(file: &str) -> String {
    fs::read_to_string(small(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn labels() -> Vec<Label> {
    text_of("labels.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .collect()
}

fn expected(label: &Label) -> Verdict {
    match label.expect {
        Expect::Marked => format!("{} {}", label.system, label.rank),
        Expect::Clean => "nothing".to_owned(),
    }
}

/// Its lines found and not read.
fn open(reader: &Reader, label: &Label) -> Picture {
    let bytes = fs::read(small(&label.file)).unwrap_or_else(|error| panic!("{}: {error}", label.file));
    let Decoded { rgba, width, height, .. } =
        decode(&bytes).unwrap_or_else(|error| panic!("{}: {error:?}", label.file));
    let pixels = Pixels::new(&rgba, width, height).expect("decoded pictures have four bytes a pixel");
    reader.open(pixels).unwrap_or_else(|error| panic!("{}: {error}", label.file))
}

fn read(picture: &mut Picture, at_most: usize, label: &Label) {
    picture.read(at_most).unwrap_or_else(|error| panic!("{}: {error}", label.file));
}

/// Of findings of the same rank that of the system that is expected, so that a second system does no harm.
fn verdict(picture: &Picture, checker: &Checker, label: &Label) -> Verdict {
    let inspection = checker.inspect_reading(&picture.reading(), 0, &label.file, Locale::English);
    inspection
        .findings
        .iter()
        .max_by_key(|finding| (finding.rank, finding.system == label.system))
        .map_or_else(|| "nothing".to_owned(), |finding| format!("{} {}", finding.system, finding.rank.get()))
}

#[test]
fn markings_in_pictures_are_found_with_their_system_and_rank() {
    let known: Vec<Known> = serde_json::from_str(&text_of("known.json")).expect("known.json");
    let mut known: BTreeMap<String, String> = known.into_iter().map(|known| (known.file, known.found)).collect();
    let reader = Reader::new(MODELS).expect("the models of the tree");
    let checker = Checker::default();
    let mut wrong = Vec::new();
    for label in labels() {
        let mut picture = open(&reader, &label);
        read(&mut picture, usize::MAX, &label);
        let found = verdict(&picture, &checker, &label);
        let wanted = expected(&label);
        match known.remove(&label.file) {
            Some(_) if found == wanted => wrong.push(format!("{}: right now, and no longer to be listed", label.file)),
            Some(instead) if found == instead => {}
            _ if found == wanted => {}
            _ => wrong.push(format!("{}: {found} instead of {wanted} ({})", label.file, label.marking)),
        }
    }
    wrong.extend(known.into_keys().map(|file| format!("{file}: listed, and not there")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The likeliest lines are read first, and what they say is not taken back by what follows: so the extension tells it
/// early.
#[test]
fn what_is_found_before_all_is_read_is_what_is_found_in_the_end() {
    let reader = Reader::new(MODELS).expect("the models of the tree");
    let checker = Checker::default();
    let (mut wrong, mut found, mut found_at_once) = (Vec::new(), 0, 0);
    for label in labels() {
        let mut picture = open(&reader, &label);
        let mut verdicts = Vec::new();
        while verdicts.is_empty() || picture.remaining() > 0 {
            read(&mut picture, LINES_AT_ONCE, &label);
            verdicts.push(verdict(&picture, &checker, &label));
        }
        let last = verdicts[verdicts.len() - 1].as_str();
        if verdicts.iter().any(|early| early != "nothing" && early != last) {
            wrong.push(format!("{}: {}", label.file, verdicts.join(", ")));
        }
        found += usize::from(last != "nothing");
        found_at_once += usize::from(last != "nothing" && verdicts[0] == last);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(found_at_once as f32 >= MIN_FOUND_AT_ONCE * found as f32, "{found_at_once} of {found}");
}
