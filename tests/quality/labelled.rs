//! Recall, false alarms, exact rank and exact system over the labelled texts of the tree.
//!
//! `tests/corpus/*.jsonl`: one text a line with `id text expect system level rank kind why`; `expect` is `marked` or
//! `clean`, the highest marking of a text is its label. Texts labelled by the standards, never by what the detector
//! does. The cases of `tests/cases` are counted with them. Run with `--nocapture` to see the tables.
use super::{
    suite::suites,
    tally::{Label, Tally},
};
use serde::Deserialize;
use shareguard::{Finding, Locale, Origin, detect::Detector};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// What must hold over all corpora together, of the systems that ship.
const LEAST_RECALL: f64 = 0.98;
/// The same where somebody or something (a scanner, an editor) has garbled the marking.
const LEAST_RECALL_EVASION: f64 = 0.93;
const MOST_FALSE_ALARMS: f64 = 0.01;
const LEAST_EXACT_RANK: f64 = 0.97;
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
    /// Exam boilerplate is clean by the default policy, which is the one that is measured.
    fn is_counted(&self) -> bool {
        !self.why.starts_with("debatable:")
    }

    /// The group in the totals.
    fn total(&self) -> &'static str {
        match self.expect {
            Expect::Clean => "all clean",
            Expect::Marked if self.kind == "evasion" => "all evasion",
            // A sentence of a text says what the text is: counted for itself, because most are not found yet.
            Expect::Marked if self.kind == "declared" => "declared",
            Expect::Marked => "all marked",
        }
    }
}

/// A file of labelled texts, by its name.
type Corpus = (String, Vec<Labelled>);

fn corpora() -> Vec<Corpus> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut paths: Vec<_> =
        fs::read_dir(&folder).expect("tests/corpus is there").map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
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
fn shipped() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/systems");
    let files = fs::read_dir(folder).expect("src/systems is there").map(|entry| entry.expect("readable").path());
    files.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect()
}

/// Groups by name; those of totals begin with `all`.
type Groups = BTreeMap<String, Tally>;

#[test]
fn markings_are_told_from_mentions() {
    let detector = Detector::default();
    let shipped = shipped();
    let mut all = Groups::new();
    for (name, texts) in corpora() {
        let mut groups = Groups::new();
        println!("== {name}");
        for text in texts.iter().filter(|text| text.is_counted()) {
            if text.expect == Expect::Marked && !shipped.contains(&text.system) {
                continue;
            }
            let found = detector.find(&text.text, Origin::Body, Locale::English);
            let label = Label { system: &text.system, rank: text.rank };
            for group in [text.total().to_owned(), format!("{} {}", text.system, text.kind)] {
                all.entry(group.clone()).or_default().add(&label, &found);
                groups.entry(group).or_default().add(&label, &found);
            }
            let highest = found.iter().map(|finding| finding.rank.get()).max();
            let exact =
                found.iter().any(|finding| Some(finding.rank.get()) == highest && finding.system == text.system);
            if highest != (text.expect == Expect::Marked).then_some(text.rank) || highest.is_some() && !exact {
                println!("{}", complaint(text, &found));
            }
        }
        print(&groups);
    }
    println!("== all corpora");
    print(&all);
    let missed: Vec<String> = missed_goals(&all).collect();
    assert!(missed.is_empty(), "below the goals (run with --nocapture to see which texts): {}", missed.join(", "));
}

fn complaint(text: &Labelled, found: &[Finding]) -> String {
    let seen: Vec<String> =
        found.iter().map(|f| format!("{} {} {:?} {:.2}", f.system, f.rank.get(), f.quote, f.confidence)).collect();
    let Labelled { id, text, system, level, rank, kind, why, .. } = text;
    let level = level.as_deref().unwrap_or("no level");
    format!("{id} {system} {rank} {level} {kind} ({why}): {text:?} found [{}]", seen.join(", "))
}

/// The cases of the systems, in which nothing is missed: how many there are of each.
#[test]
fn cases_are_counted() {
    let detector = Detector::default();
    let mut groups = Groups::new();
    for suite in suites() {
        for case in &suite.cases {
            let found = detector.find(&case.text, Origin::Body, Locale::English);
            let expected = case.findings.iter().max_by_key(|expected| expected.rank);
            let label = Label { system: &suite.system.id, rank: expected.map_or(0, |expected| expected.rank) };
            let what = if expected.is_some() { "marked" } else { "clean" };
            for group in [format!("all {what}"), format!("{} {what}", suite.system.id)] {
                groups.entry(group).or_default().add(&label, &found);
            }
        }
    }
    println!("== tests/cases");
    print(&groups);
    let missed: Vec<String> = missed_goals(&groups).collect();
    assert!(missed.is_empty(), "tests/cases: {}", missed.join(", "));
}

fn print(groups: &Groups) {
    for (group, tally) in groups {
        println!("{group:24} {tally}");
    }
}

fn missed_goals(groups: &Groups) -> impl Iterator<Item = String> {
    let share = |group: &str, count: fn(&Tally) -> u32| groups.get(group).and_then(|tally| tally.share(count(tally)));
    let least = |what, value: Option<f64>, goal| (what, value, value.is_none_or(|value| value >= goal));
    let false_alarms = share("all clean", |tally| tally.found);
    [
        least("recall", share("all marked", |tally| tally.found), LEAST_RECALL),
        least("recall of garbled markings", share("all evasion", |tally| tally.found), LEAST_RECALL_EVASION),
        least("exact rank", share("all marked", |tally| tally.exact_rank), LEAST_EXACT_RANK),
        least("exact system", share("all marked", |tally| tally.exact_system), LEAST_EXACT_SYSTEM),
        ("false alarms", false_alarms, false_alarms.is_none_or(|value| value <= MOST_FALSE_ALARMS)),
    ]
    .into_iter()
    .filter(|(.., holds)| !holds)
    .map(|(what, value, _)| format!("{what} {:.3}", value.unwrap_or_default()))
}
