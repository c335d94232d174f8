//! How fast text is folded and scanned, against a `regex` alternation of the same phrases in the same run: `cargo
//! bench`.
//!
//! Times are the least of several runs, so that a busy machine disturbs little; compare the ratios, not the times. The
//! hostile texts are measured at two sizes: the factor between them tells whether the time is linear.
use shareguard::{
    Locale, Origin,
    detect::{Detector, scan},
    marking::catalogue::Catalogue,
    text::Folded,
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// English prose with nothing in it, made for this.
const ENGLISH: &str = "The committee met on Tuesday to look at the plan for the new library. Most of the members had read the draft, and \
    several of them asked how long the work would take. The architect said that the roof could be finished before winter if the weather \
    stayed dry, but that nobody should count on it. In the end they agreed to meet again in March.\n";
/// Chinese prose of the same kind.
const CHINESE: &str = "委员会星期二开会讨论了新图书馆的计划。大多数委员已经看过草案，有几位询问工程需要多长时间。建筑师说，如果天气一直干燥，\
    屋顶可以在冬天以前完工，但是谁也不要指望这一点。最后大家同意三月份再开一次会。\n";
/// Russian, Vietnamese and Korean.
const MIXED: &str = "Комитет собрался во вторник, чтобы обсудить план новой библиотеки (Library Plan). Ủy ban họp hôm thứ Ba để xem xét \
    kế hoạch cho thư viện mới. 위원회는 새 도서관 계획을 검토하기 위해 화요일에 모였다. Größere Änderungen sind nicht nötig.\n";
/// Source code.
const CODE: &str = "fn main() -> Result<(), Error> {\n\tlet client_secret = config.get(\"secret\")?; // not (s)\n\tfor (s, c) in items \
    .iter() {\n\t\tprintln!(\"{s}: {c}\");\n\t}\n\tOk(())\n}\n";

/// The least time of one call, of enough calls to be measured.
fn least<T>(runs: usize, mut call: impl FnMut() -> T) -> Duration {
    let once = {
        let start = Instant::now();
        black_box(call());
        start.elapsed()
    };
    let calls = (Duration::from_millis(2).as_nanos() / once.as_nanos().max(1)).clamp(1, 10_000) as u32;
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..calls {
                black_box(call());
            }
            start.elapsed() / calls
        })
        .min()
        .unwrap_or_default()
}

/// `unit` repeated up to `bytes`.
fn repeated(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes.div_ceil(unit.len()))
}

fn alternation() -> regex::Regex {
    let quote = |text: &str| regex::escape(text).replace(' ', r"\s+");
    let all: Vec<_> = Catalogue::shipped().anchors().map(quote).collect();
    regex::RegexBuilder::new(&all.join("|"))
        .case_insensitive(true)
        .size_limit(1 << 28)
        .dfa_size_limit(1 << 26)
        .build()
        .expect("escaped phrases")
}

fn main() {
    let regex = alternation();
    let catalogue = Catalogue::shipped();
    println!(
        "{:24} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7}",
        "clean text", "fold", "scan", "close up", "detect", "regex", "ratio"
    );
    for (name, unit) in [("english", ENGLISH), ("chinese", CHINESE), ("mixed scripts", MIXED), ("code", CODE)] {
        for (size, bytes) in [("1 kB", 1_000), ("1 MB", 1_000_000)] {
            let text = repeated(unit, bytes);
            let folded = Folded::new(&text);
            let fold = least(7, || Folded::new(&text).as_str().len());
            let scan = least(7, || scan::anchors(&catalogue, &folded).count());
            let close = least(7, || folded.closed_up().is_some());
            let detect = least(7, || Detector::default().find(&text, Origin::Body, Locale::English).len());
            let regex = least(3, || regex.find_iter(&text).count());
            let ratio = regex.as_secs_f64() / detect.as_secs_f64();
            println!(
                "{:24} {fold:>9.1?} {scan:>9.1?} {close:>9.1?} {detect:>9.1?} {regex:>9.1?} {ratio:>6.1}x",
                format!("{name}, {size}")
            );
        }
    }
    println!("\n{:24} {:>9} {:>9} {:>9} {:>7}", "hostile text", "fold+scan", "detect", "1/8 of it", "factor");
    for (name, unit) in [
        ("aaaa", "a"),
        ("((((", "("),
        ("confidential", "confidential "),
        ("top secret", "TOP SECRET//SI//"),
        ("密", "密"),
        ("spaced letters", "S E C R E T "),
        ("zero width", "s\u{200B}e\u{200B}c\u{200B}"),
        ("full width", "ＳＥＣＲＥＴ　"),
        ("expansion", "\u{FDFA}"),
        ("stacked accents", "e\u{301}\u{302}\u{323}"),
        ("line breaks", "\n"),
        ("blanks", "top "),
        ("mixed words", "аbс "),
    ] {
        let (small, large) = (repeated(unit, 125_000), repeated(unit, 1_000_000));
        let text = |text: &str| {
            let folded = Folded::new(text);
            (scan::anchors(&catalogue, &folded).count(), folded.closed_up().is_some())
        };
        let detector = Detector::default();
        let (one, whole, eighth) = (
            least(3, || text(&large)),
            least(3, || detector.find(&large, Origin::Body, Locale::English).len()),
            least(3, || detector.find(&small, Origin::Body, Locale::English).len()),
        );
        let factor = whole.as_secs_f64() / eighth.as_secs_f64();
        println!("{name:24} {one:>9.1?} {whole:>9.1?} {eighth:>9.1?} {factor:>6.1}x");
    }
}
