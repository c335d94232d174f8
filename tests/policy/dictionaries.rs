//! Terms of a policy: what they match, whose they are, and what of them travels to a page.
use crate::{checker, paste};
use proptest::prelude::*;
use shareguard::policy::compiled::CompiledPolicy;
use shareguard::policy::load::load;
use shareguard::{Checker, Kind, Locale, Span};

const PAGE: &str = "https://chatgpt.com/";

/// A dictionary of these terms, given as JSON.
fn dictionary(id: &str, rank: u8, how: &str, terms: &str) -> String {
    format!(
        r#"{{"id":"{id}","title":{{"en":"Project","zh_CN":"项目"}},"rank":{rank},"match":"{how}","terms":[{terms}]}}"#
    )
}

fn quotes(checker: &Checker, text: &str) -> Vec<String> {
    paste(checker, PAGE, text).findings.into_iter().map(|finding| finding.quote).collect()
}

#[test]
fn a_term_is_found_with_its_place_and_owner() {
    let checker = checker(&format!(
        r#""dictionaries":[{}]"#,
        dictionary("projects", 3, "word", r#"{"text":"Blue Heron","rank":4,"id":"bh"},"Kestrel""#)
    ));
    let verdict = paste(&checker, PAGE, "第一行😀\nabout BLUE\n heron, and kestrel");
    let [first, second] = verdict.findings.as_slice() else { panic!("{:?}", verdict.findings) };
    assert_eq!((first.system.as_str(), first.level.as_deref(), first.rank.get()), ("projects", Some("bh"), 4));
    assert_eq!((first.kind, first.line, first.span), (Kind::Term, 2, Span { start: 12, end: 23 }));
    assert_eq!((first.quote.as_str(), first.system_title.as_str()), ("BLUE\n heron", "Project"));
    assert_eq!((second.quote.as_str(), second.level.as_deref(), second.rank.get()), ("kestrel", None, 3));
}

#[test]
fn terms_match_as_their_dictionary_says() {
    for (how, term, text, expected) in [
        ("word", "heron", "a HERON, herons, xheron", &["HERON"][..]),
        ("word", "heron", "ｈｅｒｏｎ he\u{200B}ron", &["ｈｅｒｏｎ", "he\u{200B}ron"]),
        ("word", "blue heron", "blue   heron; blue\nheron; blue\n\nheron; blueheron", &["blue   heron", "blue\nheron"]),
        ("word", "KX-17/b", "kx-17/B kx - 17/b kx17/b kx-17/bb", &["kx-17/B", "kx - 17/b"]),
        ("word", "蓝鹭计划", "关于蓝鹭计划的说明，蓝 鹭 计 划", &["蓝鹭计划", "蓝 鹭 计 划"]),
        ("word", "백로 계획", "백로 계획은", &["백로 계획"]),
        ("word", "tuyến mật", "TUYE\u{302}\u{301}N MẬT", &["TUYE\u{302}\u{301}N MẬT"]),
        ("anywhere", "heron", "xHERONs", &["HERON"]),
        ("anywhere", "blue heron", "darkblue  herons; blueheron", &["blue  heron"]),
        ("anywhere", "a", "banana", &["a", "a", "a"]),
        ("anywhere", "🦩", "x🦩y", &["🦩"]),
    ] {
        let policy = dictionary("d", 3, how, &format!("{term:?}"));
        let checker = checker(&format!(r#""dictionaries":[{policy}]"#));
        assert_eq!(quotes(&checker, text), expected, "{how} {term:?} in {text:?}");
    }
}

#[test]
fn of_terms_inside_each_other_the_widest_counts_and_what_ranks_higher() {
    let policy = [
        dictionary("birds", 3, "word", r#""blue heron","heron","heron nest",{"text":"nest","rank":5}"#),
        dictionary("colours", 2, "anywhere", r#""blue""#),
    ];
    let checker = checker(&format!(r#""dictionaries":[{}]"#, policy.join(",")));
    assert_eq!(quotes(&checker, "the blue heron"), ["blue heron"]);
    assert_eq!(quotes(&checker, "a heron nest, bluest"), ["nest", "heron nest", "blue"]);
}

#[test]
fn a_rule_is_never_missed_for_want_of_room() {
    let policy = [
        dictionary("common", 2, "word", r#""heron",{"text":"egret","rank":4}"#),
        dictionary("rare", 2, "word", r#""bittern""#),
    ];
    let checker = checker(&format!(
        r#""dictionaries":[{}],"rules":[{{"id":"b","systems":["rare"],"action":"block"}}]"#,
        policy.join(",")
    ));
    let verdict = paste(&checker, PAGE, &format!("{} egret bittern", "heron ".repeat(5000)));
    assert_eq!((verdict.rank.map(|rank| rank.get()), verdict.action), (Some(4), shareguard::Action::Block));
    assert!(verdict.findings.len() < 100, "{}", verdict.findings.len());
}

#[test]
fn no_term_travels_to_a_page() {
    let policy = dictionary("projects", 3, "word", r#""Blue Heron","Kestrel",{"text":"Osprey","id":"o1"}"#);
    let full = checker(&format!(r#""dictionaries":[{policy}]"#));
    let bytes = full.compiled().for_place(None, Locale::English).to_bytes();
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    assert!(["heron", "kestrel", "osprey"].iter().all(|term| !text.contains(term)), "{text}");
    let in_page = Checker::new(CompiledPolicy::from_bytes(&bytes).expect("just made")).expect("just made");
    assert_eq!(quotes(&in_page, "an osprey and a kestrel"), ["osprey", "kestrel"]);
}

#[test]
fn a_hundred_thousand_terms_load_and_are_found() {
    let terms: Vec<String> = (0..100_000).map(|index| format!("\"lake {index} north\"")).collect();
    let checker = checker(&format!(r#""dictionaries":[{}]"#, dictionary("lakes", 3, "word", &terms.join(","))));
    assert_eq!(
        quotes(&checker, "from Lake 99999 North to lake 7 north and lake 100000 north"),
        ["Lake 99999 North", "lake 7 north"]
    );
    let size = checker.compiled().terms.size();
    assert!(size < 3 << 20, "{size} bytes travel to every guarded page");
}

#[test]
fn what_can_never_be_found_is_refused_with_its_place() {
    for (terms, at, reason) in [
        (r#""a","\u200b""#, "/dictionaries/0/terms/1", "nothing in it"),
        (r#""a\n\nb""#, "/dictionaries/0/terms/0", "empty line"),
        (
            r#"{"text":"a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a"}"#,
            "/dictionaries/0/terms/0",
            "65 words",
        ),
        (r#""a","b","a""#, "/dictionaries/0/terms/2", "already stands at 0"),
        (r#"{"text":"a","rank":6}"#, "/dictionaries/0/terms/0/rank", "0 to 5"),
        (r#"{"test":"a"}"#, "/dictionaries/0/terms/0/test", "not a key"),
        ("7", "/dictionaries/0/terms/0", "expected a text, or an object"),
    ] {
        let policy = dictionary("d", 3, "word", terms);
        let errors = load(&format!(r#"{{"version":1,"name":"Test","dictionaries":[{policy}]}}"#)).expect_err(terms);
        assert!(errors.iter().any(|error| error.at == at && error.message.contains(reason)), "{terms}: {errors:?}");
    }
}

#[test]
fn a_dictionary_may_not_take_the_id_of_a_system_or_pattern() {
    let dictionaries = [dictionary("us", 3, "word", "\"a\""), dictionary("p", 3, "word", "\"a\"")].join(",");
    let policy = format!(
        r#"{{"version":1,"name":"Test","patterns":[{{"id":"p","regex":"x","rank":1,"title":"P"}}],"dictionaries":[{dictionaries}]}}"#
    );
    let errors = load(&policy).expect_err("two ids are taken");
    let places: Vec<&str> = errors.iter().map(|error| error.at.as_str()).collect();
    assert_eq!(places, ["/dictionaries/0/id", "/dictionaries/1/id"]);
}

/// All places of a term in a text of plain words: after each word the next, with one blank between.
fn by_looking(terms: &[Vec<u8>], text: &[u8]) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for start in 0..text.len() {
        let ends = terms.iter().filter(|term| text[start..].starts_with(term)).map(|term| start + term.len());
        places.extend(ends.max().map(|end| (start, end)));
    }
    // Those inside others do not count.
    let all = places.clone();
    places.retain(|a| !all.iter().any(|b| b != a && b.0 <= a.0 && a.1 <= b.1));
    places
}

proptest! {
    #[test]
    fn the_same_is_found_by_looking_at_every_place(
        terms in proptest::collection::btree_set(proptest::collection::vec(0..4u8, 1..5), 1..6),
        text in proptest::collection::vec(0..4u8, 0..40),
    ) {
        let words = |units: &[u8]| units.iter().map(|&unit| ["heron", "ibis", "密", "KX"][usize::from(unit)]).collect::<Vec<_>>().join(" ");
        let named = terms.iter().map(|term| format!("{:?}", words(term))).collect::<Vec<_>>().join(",");
        let checker = checker(&format!(r#""dictionaries":[{}]"#, dictionary("d", 3, "word", &named)));
        let terms: Vec<Vec<u8>> = terms.into_iter().collect();
        // Few enough that none is left out.
        let expected: Vec<String> = by_looking(&terms, &text).into_iter().map(|(start, end)| words(&text[start..end])).collect();
        prop_assert_eq!(quotes(&checker, &words(&text)), expected);
    }
}
