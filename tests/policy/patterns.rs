use crate::{checker, paste};
use proptest::prelude::*;
use shareguard::pattern::{Matcher, compile::compile};
use shareguard::{Kind, Span};

const PAGE: &str = "https://chatgpt.com/";

#[test]
fn a_pattern_finds_what_it_says_and_where() {
    let checker = checker(
        r#""patterns":[{"id":"projects","regex":"\\bKX-\\d+\\b","rank":3,"title":{"en":"Project","zh_CN":"项目"}}]"#,
    );
    let verdict = paste(&checker, PAGE, "第一行😀\n关于KX-17的报告, LKX-1, KX-2a");
    let [finding] = verdict.findings.as_slice() else { panic!("{:?}", verdict.findings) };
    assert_eq!((finding.system.as_str(), finding.kind, finding.rank.get()), ("projects", Kind::Pattern, 3));
    assert_eq!((finding.quote.as_str(), finding.line, finding.span), ("KX-17", 2, Span { start: 8, end: 13 }));
    assert_eq!(finding.system_title, "Project");
}

#[test]
fn patterns_match_as_the_syntax_says() {
    for (regex, text, expected) in [
        ("(?i)project", "PROJECT x", &["PROJECT"][..]),
        (r"\p{Han}{2}密", "这是机密的", &["是机密"]),
        (r"\d{3}", "１２３ 456", &["１２３", "456"]),
        ("a|ab", "ab", &["a"]),
        ("ab|a", "ab", &["ab"]),
        ("^X", "aX\nX", &[]),
        ("(?m)^X", "aX\nX", &["X"]),
        (r"KX\b", "KX密", &["KX"]),
        (r"\BX", "aX X", &["X"]),
        ("a.c", "a\u{1F600}c a\nc", &["a\u{1F600}c"]),
    ] {
        let matcher =
            Matcher::new(&compile(regex).unwrap_or_else(|why| panic!("{regex}: {why}"))).expect("just compiled");
        let found: Vec<&str> = matcher.find(text, 9).map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{regex} in {text:?}");
    }
}

#[test]
fn what_cannot_run_safely_is_refused_with_the_reason() {
    for (regex, reason) in [
        ("(?<=a)b", "look-around"),
        (r"(a)\1", "backreferences"),
        ("[ab]*a[ab]{30}", "KiB when compiled"),
        (r"\w{900}", "KiB when compiled"),
        ("x*", "would match everywhere"),
        (r"(?-u:\xFF)", "invalid UTF-8"),
        ("ab(cd", "after \"ab\""),
    ] {
        let why = compile(regex).expect_err(regex);
        assert!(why.contains(reason), "{regex}: {why}");
    }
}

#[test]
fn common_patterns_are_small_enough_for_pages() {
    for (regex, kib) in [
        (r"\bKX-[0-9]{2,6}\b", 8),
        (r"\bKX-\d{2,6}\b", 40),
        (r"(?i)project\s+(aurora|borealis|corona)", 16),
        (r"[A-Z]{2,4}-\d{4}-[0-9a-f]{8}", 16),
        (r"项目代号[:：]?\p{Han}{2,6}", 64),
        (r"\w+@example\.org", 192),
    ] {
        let size = compile(regex).unwrap_or_else(|why| panic!("{regex}: {why}")).size();
        println!("{regex}: {size} bytes");
        assert!(size <= kib * 1024, "{regex}: {size} bytes");
    }
}

/// A regular expression of every construct that is taken, over few characters.
fn expressions() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        Just("a"),
        Just("b"),
        Just("密"),
        Just("."),
        Just("[ab]"),
        Just("[^a]"),
        Just(r"\d"),
        Just(r"\s"),
        Just(r"\p{Han}"),
        Just("(?i:B)")
    ];
    let leaf = prop_oneof![8 => one, 1 => prop_oneof![Just("^"), Just("$"), Just("(?m:^)"), Just("(?m:$)")]];
    leaf.prop_map(str::to_owned).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}{b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(?:{a}|{b})")),
            (inner, prop_oneof![Just("?"), Just("+"), Just("*?"), Just("{1,2}")])
                .prop_map(|(a, times)| format!("(?:{a}){times}")),
        ]
    })
}

proptest! {
    // Each case builds three automata.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 16, ..ProptestConfig::default() })]

    /// What travels to pages finds what the `regex` crate finds, by whose syntax administrators write.
    #[test]
    fn a_pattern_finds_what_the_regex_crate_finds(expression in expressions(), text in "[abB1 \n密]{0,12}") {
        let Ok(program) = compile(&expression) else { return Ok(()) };
        let matcher = Matcher::new(&program).expect("just compiled");
        let expected = regex::Regex::new(&expression).expect("it was compiled by the same syntax");
        let found: Vec<_> = matcher.find(&text, usize::MAX).collect();
        prop_assert_eq!(found, expected.find_iter(&text).map(|found| found.range()).collect::<Vec<_>>());
    }
}
