//! How well markings are told from mentions: recall, false alarms, exact rank and system over labelled texts.
//!
//! `tests/corpus/*.jsonl`: one text a line with `id text expect system level rank kind why`; `expect` is `marked` or
//! `clean`, the highest marking of a text is its label. Texts labelled by the standards, never by what the detector does.
//! Run with `--nocapture` to see the table.
use serde::Deserialize;
use shareguard::{Finding, Locale, Origin, detect::Detector};
use std::{collections::BTreeMap, fmt, fmt::Write, fs, path::Path};

/// What a released detector must reach on the systems that ship.
const LEAST_RECALL: f64 = 0.97;
/// The same where somebody or something (a scanner, an editor) has garbled the marking.
const LEAST_RECALL_EVASION: f64 = 0.80;
const MOST_FALSE_ALARMS: f64 = 0.02;
const LEAST_EXACT_RANK: f64 = 0.95;
const LEAST_EXACT_SYSTEM: f64 = 0.95;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled {
    id: String,
    text: String,
    expect: Expect,
    system: String,
    level: Option<String>,
    rank: u8,
    kind: String,
    /// Begins with `debatable:` where a sensible product may differ, with `policy:` where a policy decides.
    why: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Expect {
    Marked,
    Clean,
}

impl Labelled {
    fn is_counted(&self) -> bool {
        !self.why.starts_with("debatable:") && !self.why.starts_with("policy:")
    }
}

/// Counts of one group of texts.
#[derive(Default)]
struct Tally {
    texts: u32,
    /// Texts with a finding at all: right for marked ones, a false alarm for clean ones.
    found: u32,
    exact_rank: u32,
    exact_system: u32,
}

impl Tally {
    fn add(&mut self, text: &Labelled, found: &[Finding]) {
        self.texts += 1;
        let Some(rank) = found.iter().map(|finding| finding.rank).max() else { return };
        self.found += 1;
        self.exact_rank += u32::from(rank.get() == text.rank);
        self.exact_system +=
            u32::from(found.iter().any(|finding| finding.rank == rank && finding.system == text.system));
    }

    /// A count as a part of all texts of the group; 1 of an empty group.
    fn share(&self, count: u32) -> f64 {
        if self.texts == 0 { 1.0 } else { f64::from(count) / f64::from(self.texts) }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (found, rank, system) =
            (self.share(self.found), self.share(self.exact_rank), self.share(self.exact_system));
        write!(f, "{:4} texts  found {found:.3}  exact rank {rank:.3}  exact system {system:.3}", self.texts)
    }
}

fn corpus() -> Vec<(String, Vec<Labelled>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut paths: Vec<_> =
        fs::read_dir(&folder).expect("tests/corpus is there").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    let read = |path: &Path| {
        let lines = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let parse = |(number, line)| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{}:{}: {error}", path.display(), number + 1))
        };
        lines.lines().enumerate().map(parse).collect()
    };
    paths.iter().map(|path| (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), read(path))).collect()
}

/// Systems that ship: those with a data file.
fn shipped() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/systems");
    let files = fs::read_dir(folder).expect("src/systems is there").map(|entry| entry.expect("readable").path());
    files.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect()
}

#[test]
fn markings_are_told_from_mentions() {
    let detector = Detector::default();
    let shipped = shipped();
    let mut failures = String::new();
    for (name, texts) in corpus() {
        let mut groups: BTreeMap<String, Tally> = BTreeMap::new();
        let mut wrong = String::new();
        for text in texts.iter().filter(|text| text.is_counted()) {
            if text.expect == Expect::Marked && !shipped.contains(&text.system) {
                continue;
            }
            let found = detector.find(&text.text, Origin::Body, Locale::English);
            let total = match text.expect {
                Expect::Clean => "all clean",
                Expect::Marked if text.kind == "evasion" => "all evasion",
                Expect::Marked => "all marked",
            };
            for group in [total.to_owned(), format!("{} {}", text.system, text.kind)] {
                groups.entry(group).or_default().add(text, &found);
            }
            let highest = found.iter().map(|finding| finding.rank.get()).max();
            if highest != (text.expect == Expect::Marked).then_some(text.rank) {
                let seen: Vec<String> = found
                    .iter()
                    .map(|f| format!("{} {} {:?} {:.2}", f.system, f.rank.get(), f.quote, f.confidence))
                    .collect();
                let label = text.level.as_deref().unwrap_or("no level");
                writeln!(
                    wrong,
                    "{} {} {label} {} {} ({}): {:?} found [{}]",
                    text.id,
                    text.system,
                    text.rank,
                    text.kind,
                    text.why,
                    text.text,
                    seen.join(", ")
                )
                .expect("to a string");
            }
        }
        println!("== {name}\n{wrong}");
        for (group, tally) in &groups {
            println!("{group:24} {tally}");
        }
        let none = Tally::default();
        let of = |group: &str| groups.get(group).unwrap_or(&none);
        let (marked, evasion, clean) = (of("all marked"), of("all evasion"), of("all clean"));
        let recall = marked.share(marked.found);
        let recall_evasion = evasion.share(evasion.found);
        let false_alarms = clean.share(clean.found);
        let exact_rank = marked.share(marked.exact_rank);
        let exact_system = marked.share(marked.exact_system);
        for (what, value, holds) in [
            ("recall", recall, recall >= LEAST_RECALL),
            ("recall of garbled markings", recall_evasion, recall_evasion >= LEAST_RECALL_EVASION),
            ("false alarms", false_alarms, false_alarms <= MOST_FALSE_ALARMS),
            ("exact rank", exact_rank, exact_rank >= LEAST_EXACT_RANK),
            ("exact system", exact_system, exact_system >= LEAST_EXACT_SYSTEM),
        ] {
            if !holds {
                writeln!(failures, "{name}: {what} {value:.3}").expect("to a string");
            }
        }
    }
    assert!(failures.is_empty(), "below the floor (run with --nocapture to see which texts):\n{failures}");
}
