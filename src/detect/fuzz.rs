//! `./build.sh fuzz`: texts of the tree, changed at random, read by the fast ways and by slow ones that leave nothing
//! out.
//!
//! A text in which the two differ is saved, and becomes a case.
use super::{Detection, Detector};
use crate::{Locale, Origin, marking::catalogue::Catalogue, text};
use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

/// How long texts are tried unless `FUZZ_SECONDS` says otherwise.
const SECONDS: u64 = 60;
/// Longest text that is tried, in bytes: the slow ways look for thousands of phrases at each place.
const MAX_BYTES: usize = 1_000;
/// Most changes of one text.
const MAX_CHANGES: u64 = 6;
/// What is put into texts besides pieces of others.
const PIECES: [&str; 32] = [
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\u{200B}",
    "\u{AD}",
    "\u{301}",
    "\u{323}\u{302}",
    "\u{FDFA}",
    "\u{3000}",
    "\0",
    "\u{0C}",
    "&#47;",
    "&amp;",
    "★",
    "／",
    "·",
    "・",
    ".",
    "-",
    "//",
    "(",
    ")",
    "[",
    "×",
    "а",
    "Е",
    "祕",
    "Ａ",
    "é",
    "😀",
];

/// xorshift64: any sequence will do, and one that a number names can be had again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn boundary(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }

    /// A text with some changes: pieces put in, left out, doubled, moved to the end of a block, or taken from another
    /// text.
    fn changed(&mut self, texts: &[String]) -> String {
        let mut text = texts[self.below(texts.len())].clone();
        for _ in 0..=self.below(MAX_CHANGES as usize) {
            let (a, b) = (self.boundary(&text), self.boundary(&text));
            let (from, to) = (a.min(b), a.max(b).min(text.ceil_char_boundary(a.min(b) + 12)));
            match self.below(5) {
                0 => text.insert_str(a, PIECES[self.below(PIECES.len())]),
                1 => text.replace_range(from..to, ""),
                2 => {
                    let doubled = text[from..to].to_owned();
                    text.insert_str(b, &doubled);
                }
                3 => text.insert_str(0, &"x".repeat(self.below(40))),
                _ => {
                    let other = &texts[self.below(texts.len())];
                    let start = self.boundary(other);
                    text.insert_str(a, &other[start..other.ceil_char_boundary(start + 30)]);
                }
            }
        }
        text.truncate(text.floor_char_boundary(MAX_BYTES));
        text
    }
}

/// The labelled texts of the tree.
fn seeds() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let entries = fs::read_dir(folder).expect("the corpus is in the tree");
    let files = entries
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|is| is == "jsonl"));
    let lines =
        files.flat_map(|file| fs::read_to_string(file).expect("a text").lines().map(str::to_owned).collect::<Vec<_>>());
    let text = |line: String| {
        let line: serde_json::Value = serde_json::from_str(&line).expect("a line of JSON");
        line["text"].as_str().map(str::to_owned)
    };
    lines.filter_map(text).collect()
}

/// What is different when `text` is read by the slow ways.
fn difference(text: &str, fast: &Detector, slow: &Detector) -> Option<String> {
    if let Some(difference) = text::difference(text) {
        return Some(difference.to_owned());
    }
    let read = |detector: &Detector| -> Detection { detector.detect(text, Origin::Body, Locale::English) };
    let (fast, slow) = (read(fast), read(slow));
    (fast != slow).then(|| format!("found {fast:?}\ninstead of {slow:?}"))
}

fn run(seconds: u64, mut random: Random) -> usize {
    let fast = Detector::default();
    let slow = Detector { catalogue: Arc::new(Catalogue::unfiltered()), ..Detector::default() };
    let texts = seeds();
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut tried = 0;
    while Instant::now() < end || tried < 50 {
        let text = random.changed(&texts);
        if let Some(difference) = difference(&text, &fast, &slow) {
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("build/fuzz");
            let file = folder.join(format!("{:016x}.txt", hasher.finish()));
            fs::create_dir_all(&folder).and_then(|()| fs::write(&file, &text)).expect("build can be written to");
            panic!("{text:?}, saved as {}: {difference}", file.display());
        }
        tried += 1;
    }
    tried
}

#[test]
fn fast_and_slow_ways_find_the_same() {
    run(2, Random(0x5EED));
}

#[test]
#[ignore = "takes as long as it is given: ./build.sh fuzz"]
fn fuzz() {
    let seconds = env::var("FUZZ_SECONDS").map_or(SECONDS, |seconds| seconds.parse().expect("a number of seconds"));
    let seed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(1, |time| time.as_nanos() as u64 | 1);
    println!("{} texts, beginning with {seed}, read alike", run(seconds, Random(seed)));
}
