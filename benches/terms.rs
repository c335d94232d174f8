//! What a policy's terms cost: a clean megabyte by 1,000 and by 100,000 terms, in one run: `cargo bench --bench terms`.
//!
//! The terms are unfriendly on purpose: made of words that stand in the text, so that many sequences begin one.
use shareguard::{policy::load::load, text::Folded};
use std::{
    fmt::Write,
    hint::black_box,
    time::{Duration, Instant},
};

/// Common words, of which the text and most terms are made.
const WORDS: [&str; 32] = [
    "the",
    "committee",
    "met",
    "on",
    "tuesday",
    "to",
    "look",
    "at",
    "plan",
    "for",
    "new",
    "library",
    "most",
    "members",
    "had",
    "read",
    "draft",
    "and",
    "several",
    "asked",
    "how",
    "long",
    "work",
    "would",
    "take",
    "architect",
    "said",
    "roof",
    "could",
    "finished",
    "before",
    "winter",
];
/// How many different characters the Chinese text and terms are made of: 500 make up three quarters of ordinary text.
const CHARACTERS: usize = 500;

/// Numbers that look like chance and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    fn characters(&mut self, count: usize) -> String {
        (0..count).filter_map(|_| char::from_u32(0x4E00 + 37 * self.below(CHARACTERS) as u32)).collect()
    }
}

/// A policy with `count` terms: two common words and a rare one, four characters, numbers of documents.
fn policy(count: usize, how: &str) -> String {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let mut terms = String::new();
    for index in 0..count {
        let comma = if index == 0 { "" } else { "," };
        let _ = match index % 20 {
            0..12 => write!(terms, "{comma}\"{} {} z{index}\"", chance.word(), chance.word()),
            12..17 => write!(terms, "{comma}\"{}〇{index}\"", chance.characters(4)),
            _ => write!(terms, "{comma}\"KX-{index}\""),
        };
    }
    format!(
        r#"{{"version":1,"name":"Bench","dictionaries":[{{"id":"d","title":"D","rank":3,"match":"{how}","terms":[{terms}]}}]}}"#
    )
}

fn least(mut call: impl FnMut() -> usize) -> Duration {
    (0..9)
        .map(|_| {
            let start = Instant::now();
            black_box(call());
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn main() {
    let mut chance = Chance(88_172_645_463_325_252);
    let mut english = String::new();
    while english.len() < 1_000_000 {
        english.push_str(chance.word());
        english.push(' ');
    }
    let chinese = chance.characters(333_000);
    println!("{:20} {:>9} {:>10} {:>9} {:>9} {:>7}", "1 MB", "terms", "size", "fold", "find", "ratio");
    for how in ["word", "anywhere"] {
        for (name, text) in [("english", &english), ("chinese", &chinese)] {
            let folded = Folded::new(text);
            let fold = least(|| Folded::new(text).as_str().len());
            let mut fewest = None;
            for count in [1_000, 10_000, 100_000] {
                let compiled = load(&policy(count, how)).expect("a policy");
                let find = least(|| compiled.terms.find(folded.as_str()).len());
                let ratio = find.as_secs_f64() / *fewest.get_or_insert(find.as_secs_f64());
                let size = compiled.terms.size() / 1024;
                println!(
                    "{:20} {count:>9} {size:>6} KiB {fold:>9.1?} {find:>9.1?} {ratio:>6.2}x",
                    format!("{name}, {how}")
                );
            }
        }
    }
}
