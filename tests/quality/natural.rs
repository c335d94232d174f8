//! False alarms on natural texts: manuals, proverbs, e-mails, word lists, program text that nobody wrote to try a
//! detector on.
//!
//! `scripts/corpora.mjs` collects them from the packages of `tests/corpus/natural.json`. A text is read as a whole, as
//! an attached file is, and paragraph by paragraph, as people paste. What is a marking there, or cannot be told from
//! one, stands in `tests/corpus/natural-accepted.json` with the reason.
use serde::Deserialize;
use shareguard::{Finding, Locale, Origin, detect::Detector, extract::html::text_of};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    env, fs,
    path::Path,
};

/// Where the collected texts are: set by `./build.sh quality`.
const FOLDER: &str = "SHAREGUARD_CORPORA";
/// False alarms in 100,000 paragraphs that nobody may exceed.
const MOST_ALARMS: f64 = 1.0;
/// Least text that a measurement is worth something on, in bytes, and least languages.
const LEAST_BYTES: usize = 20_000_000;
const LEAST_LANGUAGES: usize = 10;
/// Characters of a script without blanks that count as a word.
const CHARACTERS_OF_A_WORD: usize = 2;

#[derive(Deserialize)]
struct Text {
    path: String,
    language: String,
    text: String,
}

/// An alarm that stays, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    /// The line on which it stands, trimmed.
    line: String,
    #[allow(dead_code, reason = "for who reads the file")]
    reason: String,
}

/// What was read and found in one language.
#[derive(Default)]
struct Tally {
    bytes: usize,
    words: usize,
    paragraphs: usize,
    /// Findings in whole texts.
    in_texts: usize,
    /// Paragraphs with a finding.
    in_paragraphs: usize,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.bytes += other.bytes;
        self.words += other.words;
        self.paragraphs += other.paragraphs;
        self.in_texts += other.in_texts;
        self.in_paragraphs += other.in_paragraphs;
    }

    fn per_million_words(&self) -> f64 {
        self.in_texts as f64 * 1e6 / self.words.max(1) as f64
    }

    fn per_100_000_paragraphs(&self) -> f64 {
        self.in_paragraphs as f64 * 1e5 / self.paragraphs.max(1) as f64
    }
}

#[test]
#[ignore = "needs texts that are not in the tree: ./build.sh quality"]
fn natural_texts_raise_no_alarm() {
    let folder = env::var_os(FOLDER).unwrap_or_else(|| panic!("{FOLDER} names no folder: run ./build.sh quality"));
    let accepted = accepted();
    let detector = Detector::default();
    let mut seen = HashSet::new();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for_each_text(Path::new(&folder), |text| {
        let tally = tallies.entry(text.language.clone()).or_default();
        let content = if text.path.ends_with(".html") { text_of(&text.text) } else { text.text };
        tally.bytes += content.len();
        tally.words += words(&content);
        let told = |found: &[Finding], content: &str, where_: &str| {
            let alarms: Vec<_> =
                found.iter().filter(|finding| !accepted.contains(line_of(content, finding).trim())).collect();
            for alarm in &alarms {
                let (rank, line) = (alarm.rank.get(), line_of(content, alarm));
                let line: String = line.chars().take(200).collect();
                println!("{where_} {} {rank} {:.2} {}: {line}", alarm.system, alarm.confidence, text.path);
            }
            alarms.len()
        };
        tally.in_texts += told(&detector.find(&content, Origin::Body, Locale::English), &content, "text");
        for paragraph in paragraphs(&content) {
            // Licences and headings are repeated a thousand times.
            if seen.insert(paragraph.to_owned()) {
                tally.paragraphs += 1;
                let found = detector.find(paragraph, Origin::Body, Locale::English);
                tally.in_paragraphs += usize::from(told(&found, paragraph, "paragraph") > 0);
            }
        }
    });
    let mut all = Tally::default();
    for (language, tally) in &tallies {
        print(language, tally);
        all.add(tally);
    }
    print("all", &all);
    assert!(all.bytes >= LEAST_BYTES && tallies.len() >= LEAST_LANGUAGES, "too little text to say anything");
    assert!(all.per_100_000_paragraphs() <= MOST_ALARMS, "{:.2} false alarms", all.per_100_000_paragraphs());
}

fn print(language: &str, tally: &Tally) {
    println!(
        "{language:6} {:6.1} MB {:6.2} M words {:8} paragraphs   alarms: {:4} in texts ({:.2} per million words), {:3} in paragraphs ({:.2} per 100,000)",
        tally.bytes as f64 / 1e6,
        tally.words as f64 / 1e6,
        tally.paragraphs,
        tally.in_texts,
        tally.per_million_words(),
        tally.in_paragraphs,
        tally.per_100_000_paragraphs()
    );
}

fn accepted() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/natural-accepted.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let accepted: Vec<Accepted> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    accepted.into_iter().map(|accepted| accepted.line).collect()
}

/// Calls back with each text of each file; the first line of a file says what it was collected by.
fn for_each_text(folder: &Path, mut each: impl FnMut(Text)) {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    for file in files {
        let lines = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for line in lines.lines().skip(1) {
            each(serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", file.display())));
        }
    }
}

/// The line on which a finding begins.
fn line_of<'t>(content: &'t str, finding: &Finding) -> &'t str {
    content.split('\n').nth(finding.line as usize - 1).unwrap_or_default()
}

/// What blank lines separate and holds a letter.
fn paragraphs(content: &str) -> impl Iterator<Item = &str> {
    content.split("\n\n").map(str::trim).filter(|paragraph| paragraph.contains(char::is_alphabetic))
}

fn words(content: &str) -> usize {
    let is_unspaced = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}');
    let unspaced = content.chars().filter(|&c| is_unspaced(c)).count();
    let spaced = content.split(|c: char| !c.is_alphabetic() || is_unspaced(c)).filter(|word| !word.is_empty()).count();
    spaced + unspaced / CHARACTERS_OF_A_WORD
}
