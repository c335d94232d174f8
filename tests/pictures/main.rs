//! A few drawn pictures, read and judged whole: what must be found in each, and what is known to be found wrongly.
use serde::Deserialize;
use shareguard::image::decode::{Decoded, decode};
use shareguard::image::reader::{Models, Pixels, Reader};
use shareguard::{Checker, Locale};
use std::{collections::BTreeMap, fs, path::PathBuf};

const MODELS: Models<'static> = Models {
    detector: include_bytes!("../../src/image/models/detector.onnx"),
    recogniser: include_bytes!("../../src/image/models/recogniser.onnx"),
    characters: include_str!("../../src/image/models/characters.txt"),
};

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

/// Of findings of the same rank that of the system that is expected, so that a second system does no harm.
fn verdict(reader: &Reader, checker: &Checker, label: &Label) -> Verdict {
    let bytes = fs::read(small(&label.file)).unwrap_or_else(|error| panic!("{}: {error}", label.file));
    let Decoded { rgba, width, height, .. } =
        decode(&bytes).unwrap_or_else(|error| panic!("{}: {error:?}", label.file));
    let pixels = Pixels::new(&rgba, width, height).expect("decoded pictures have four bytes a pixel");
    let mut picture = reader.open(pixels).unwrap_or_else(|error| panic!("{}: {error}", label.file));
    picture.read(usize::MAX).unwrap_or_else(|error| panic!("{}: {error}", label.file));
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
        let found = verdict(&reader, &checker, &label);
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
