use crate::{check, checker, paste};
use shareguard::policy::decide;
use shareguard::policy::decide::{Stance, failures_at, stance_at};
use shareguard::{Action, Channel, Checker, Item, Locale, Notice, NoticeKind, Submission};

const CHATGPT: &str = "https://chatgpt.com/c/1";
const X: &str = "https://x.com/home";
const NOWHERE: &str = "https://unguarded.example/";

const SECRET: &str = "SECRET//NOFORN\n\nThe pump house opens on Monday.\n\nSECRET//NOFORN";
const GREEN: &str = "TLP:GREEN\n\nHost list";
const CLEAR: &str = "TLP:CLEAR\n\nHost list";
const PLAIN: &str = "The pump house opens on Monday.";

#[test]
fn without_an_administrator_restricted_warns_internal_is_reported_public_is_let_go() {
    let checker = Checker::default();
    for (text, action, rank) in [
        (SECRET, Action::Warn, Some(4)),
        (GREEN, Action::Report, Some(1)),
        (CLEAR, Action::Allow, Some(0)),
        (PLAIN, Action::Allow, None),
    ] {
        let verdict = paste(&checker, CHATGPT, text);
        assert_eq!((verdict.action, verdict.rank.map(|rank| rank.get())), (action, rank), "{text}");
        assert_eq!(verdict.guidance.is_some(), action > Action::Allow, "{text}");
    }
}

#[test]
fn the_strictest_rule_decides_and_allow_beats_all() {
    use Action::{Allow, Block, Justify, Report, Warn};
    // rules, page, channel, text, action, rule that decides
    let table: &[(&str, &str, Channel, &str, Action, &str)] = &[
        // A rule is stricter than the default, or milder without effect.
        (r#"[{"id":"a","action":"block"}]"#, CHATGPT, Channel::Paste, SECRET, Block, "a"),
        (r#"[{"id":"a","action":"report"}]"#, CHATGPT, Channel::Paste, SECRET, Warn, "default/restricted"),
        (r#"[{"id":"a","action":"warn"}]"#, CHATGPT, Channel::Paste, SECRET, Warn, "a"),
        // The order of rules does not matter, except among equals.
        (r#"[{"id":"a","action":"justify"},{"id":"b","action":"block"}]"#, X, Channel::Paste, SECRET, Block, "b"),
        (r#"[{"id":"b","action":"block"},{"id":"a","action":"justify"}]"#, X, Channel::Paste, SECRET, Block, "b"),
        (r#"[{"id":"a","action":"block"},{"id":"b","action":"block"}]"#, X, Channel::Paste, SECRET, Block, "a"),
        // Exceptions, wherever they stand.
        (r#"[{"id":"a","action":"block"},{"id":"b","action":"allow"}]"#, X, Channel::Paste, SECRET, Allow, ""),
        (r#"[{"id":"b","action":"allow"},{"id":"a","action":"block"}]"#, X, Channel::Paste, SECRET, Allow, ""),
        (r#"[{"id":"a","action":"allow","systems":["us"]}]"#, X, Channel::Paste, SECRET, Allow, ""),
        (r#"[{"id":"a","action":"allow","systems":["cn"]}]"#, X, Channel::Paste, SECRET, Warn, "default/restricted"),
        (r#"[{"id":"a","action":"allow","ranks":{"max":3}}]"#, X, Channel::Paste, SECRET, Warn, "default/restricted"),
        // Criteria: each must hold.
        (r#"[{"id":"a","action":"block","sites":["chatgpt"]}]"#, CHATGPT, Channel::Paste, SECRET, Block, "a"),
        (r#"[{"id":"a","action":"block","sites":["chatgpt"]}]"#, X, Channel::Paste, SECRET, Warn, "default/restricted"),
        (
            r#"[{"id":"a","action":"block","sites":["*://chatgpt.com/c/*"]}]"#,
            CHATGPT,
            Channel::Paste,
            SECRET,
            Block,
            "a",
        ),
        (
            r#"[{"id":"a","action":"block","sites":["*://chatgpt.com/g/*"]}]"#,
            CHATGPT,
            Channel::Paste,
            SECRET,
            Warn,
            "default/restricted",
        ),
        (
            r#"[{"id":"a","action":"block","sites":["*://unguarded.example/*"]}]"#,
            NOWHERE,
            Channel::Paste,
            SECRET,
            Block,
            "a",
        ),
        (
            r#"[{"id":"a","action":"block","sites":["chatgpt"]}]"#,
            NOWHERE,
            Channel::Paste,
            SECRET,
            Warn,
            "default/restricted",
        ),
        (r#"[{"id":"a","action":"block","categories":["social"]}]"#, X, Channel::Paste, SECRET, Block, "a"),
        (
            r#"[{"id":"a","action":"block","categories":["social"]}]"#,
            CHATGPT,
            Channel::Paste,
            SECRET,
            Warn,
            "default/restricted",
        ),
        (
            r#"[{"id":"a","action":"block","categories":["social"],"sites":["chatgpt"]}]"#,
            X,
            Channel::Paste,
            SECRET,
            Warn,
            "default/restricted",
        ),
        (r#"[{"id":"a","action":"block","channels":["drop","attach"]}]"#, X, Channel::Drop, SECRET, Block, "a"),
        (
            r#"[{"id":"a","action":"block","channels":["drop","attach"]}]"#,
            X,
            Channel::Paste,
            SECRET,
            Warn,
            "default/restricted",
        ),
        (r#"[{"id":"a","action":"block","ranks":{"min":4}}]"#, X, Channel::Paste, SECRET, Block, "a"),
        (r#"[{"id":"a","action":"block","ranks":{"min":5}}]"#, X, Channel::Paste, SECRET, Warn, "default/restricted"),
        (r#"[{"id":"a","action":"block","ranks":{"min":2,"max":4}}]"#, X, Channel::Paste, SECRET, Block, "a"),
        // A rule without ranks is about everything that is not for everybody, and not about what is public.
        (r#"[{"id":"a","action":"block"}]"#, X, Channel::Paste, GREEN, Block, "a"),
        (r#"[{"id":"a","action":"block"}]"#, X, Channel::Paste, CLEAR, Allow, ""),
        (r#"[{"id":"a","action":"block","ranks":{"min":0}}]"#, X, Channel::Paste, CLEAR, Block, "a"),
        (r#"[{"id":"a","action":"block"}]"#, X, Channel::Paste, PLAIN, Allow, ""),
        (r#"[{"id":"a","action":"report"}]"#, X, Channel::Send, GREEN, Report, "a"),
        (r#"[{"id":"a","action":"justify"}]"#, X, Channel::Send, GREEN, Justify, "a"),
    ];
    for (rules, url, channel, text, action, decided) in table {
        let checker = checker(&format!(r#""rules":{rules}"#));
        let verdict = check(&checker, url, *channel, Locale::English, text);
        let by = verdict.guidance.map_or(String::new(), |guidance| guidance.rule);
        assert_eq!((verdict.action, by.as_str()), (*action, *decided), "{rules} on {url} by {channel:?}: {text:?}");
    }
}

#[test]
fn an_exception_for_one_finding_does_not_cover_another() {
    let checker = checker(r#""rules":[{"id":"a","action":"allow","systems":["tlp"]}]"#);
    let verdict = paste(&checker, X, &format!("TLP:RED\n\n{SECRET}"));
    assert!(verdict.findings.iter().any(|finding| finding.system == "tlp"), "exempt findings are still told");
    assert_eq!(verdict.action, Action::Warn);
}

#[test]
fn however_many_markings_a_text_has_no_rule_misses_what_it_is_about() {
    let paragraphs = |count: usize| "(S//NF) The pump house opens on Monday.\n\n".repeat(count);
    let red = |text: String| format!("{text}TLP:RED\n\nHost list\n");
    let corporate = |text: String| format!("{text}ACME CORP. CONFIDENTIAL\n");
    let unmarked = |text: &str| format!("<p>{}</p>", text.replace("\n\n", "</p><p>"));
    for (rules, text, action) in [
        (r#""rules":[{"id":"a","action":"allow","systems":["us"]}]"#, red(paragraphs(300)), Action::Warn),
        (r#""rules":[{"id":"a","action":"block","systems":["tlp"]}]"#, red(paragraphs(300)), Action::Block),
        (r#""rules":[{"id":"a","action":"block","systems":["tlp"]}]"#, red(paragraphs(70)), Action::Block),
        (r#""rules":[{"id":"a","action":"block","systems":["tlp"]}]"#, unmarked(&red(paragraphs(70))), Action::Block),
        (
            r#""base":"none","rules":[{"id":"a","action":"block","systems":["corp"]}]"#,
            corporate(paragraphs(70)),
            Action::Block,
        ),
        // One system, several ranks.
        (
            r#""base":"none","rules":[{"id":"a","action":"block","ranks":{"max":3}}]"#,
            format!("{}(C) The crew.\n", paragraphs(70)),
            Action::Block,
        ),
    ] {
        let checker = checker(rules);
        let verdict = paste(&checker, X, &text);
        assert_eq!((verdict.action, verdict.complete), (action, true), "{rules} {}", text.len());
    }
}

#[test]
fn without_a_base_only_rules_decide() {
    let checker = checker(r#""base":"none","rules":[{"id":"a","systems":["cn"],"action":"block"}]"#);
    assert_eq!(paste(&checker, X, SECRET).action, Action::Allow);
    assert_eq!(paste(&checker, X, "机密★10年").action, Action::Block);
}

#[test]
fn audit_lowers_everything_to_report_and_tells_the_rule() {
    let checker = checker(r#""mode":"audit","rules":[{"id":"a","action":"block"}]"#);
    let verdict = paste(&checker, X, SECRET);
    assert_eq!(verdict.action, Action::Report);
    assert_eq!(verdict.guidance.expect("it is reported").rule, "a");
    assert_eq!(paste(&checker, X, PLAIN).action, Action::Allow);
}

#[test]
fn each_failure_has_its_own_outcome() {
    let kinds = [
        (NoticeKind::Encrypted, "encrypted"),
        (NoticeKind::Truncated, "truncated"),
        (NoticeKind::TooLarge, "too_large"),
        (NoticeKind::Timeout, "timeout"),
        (NoticeKind::Unsupported, "unsupported"),
        (NoticeKind::Damaged, "damaged"),
        (NoticeKind::EngineError, "engine_error"),
    ];
    let outcome = |policy: &str, kind| {
        let notice = Notice::new(kind, "");
        let checker = checker(policy);
        decide(checker.policy(), None, Channel::Attach, Locale::English, Vec::new(), vec![notice])
    };
    for (kind, name) in kinds {
        let verdict = outcome("", kind);
        assert_eq!((verdict.action, verdict.complete), (Action::Warn, false), "{name} by default");
        let verdict = outcome(&format!(r#""failures":{{"{name}":"block"}}"#), kind);
        assert_eq!(verdict.action, Action::Block, "{name}");
        assert_eq!(verdict.guidance.expect("it blocks").rule, format!("failures/{name}"));
        for (_, other) in kinds.iter().filter(|(other, _)| *other != kind) {
            let verdict = outcome(&format!(r#""failures":{{"{other}":"block"}}"#), kind);
            assert_eq!(verdict.action, Action::Warn, "{name} is not {other}");
        }
    }
    // An exception about everything is one for what could not be checked as well; one about some findings is not.
    let all = r#""rules":[{"id":"a","action":"allow"}]"#;
    let some = r#""rules":[{"id":"a","action":"allow","systems":["us"]}]"#;
    assert_eq!(outcome(all, NoticeKind::Damaged).action, Action::Allow);
    assert_eq!(outcome(some, NoticeKind::Damaged).action, Action::Warn);
}

#[test]
fn findings_that_led_to_the_verdict_come_before_higher_ones_that_did_not() {
    const BOTH: &str = "TLP:RED\n\nCUI//SP-CTI\n\nThe pump house opens on Monday.";
    let excepting = r#""rules":[{"id":"partners","action":"allow","systems":["tlp"]}]"#;
    let blocking = r#""rules":[{"id":"ours","action":"block","systems":["us"]}]"#;
    let audited = format!(r#""mode":"audit",{blocking}"#);
    type Row<'a> = (&'a str, &'a [(&'a str, Action)], &'a str);
    let table: &[Row<'_>] = &[
        ("", &[("tlp", Action::Warn), ("us", Action::Warn)], "default/restricted"),
        (excepting, &[("us", Action::Warn), ("tlp", Action::Allow)], "default/restricted"),
        (blocking, &[("us", Action::Block), ("tlp", Action::Warn)], "ours"),
        (&audited, &[("us", Action::Report), ("tlp", Action::Report)], "ours"),
    ];
    for (policy, expected, rule) in table {
        let verdict = paste(&checker(policy), CHATGPT, BOTH);
        let found: Vec<_> = verdict.findings.iter().map(|found| (found.system.as_str(), found.action)).collect();
        assert_eq!(found, *expected, "{policy}");
        assert_eq!(verdict.rank.map(|rank| rank.get()), Some(3), "{policy}: the highest of all that was found");
        assert_eq!(verdict.guidance.expect("something was found").rule, *rule, "{policy}");
    }
}

#[test]
fn people_are_told_what_the_policy_does_where_they_are() {
    let allow = |more: &str| format!(r#""rules":[{{"id":"a","action":"allow"{more}}}]"#);
    for (policy, stance) in [
        (String::new(), Stance::Enforced),
        (r#""mode":"audit""#.to_owned(), Stance::Audited),
        (allow(r#","sites":["x"]"#), Stance::Excepted),
        (format!(r#""mode":"audit",{}"#, allow(r#","sites":["x"]"#)), Stance::Excepted),
        (allow(r#","sites":["chatgpt"]"#), Stance::Enforced),
        // Of one channel, or of some markings: the others are asked about.
        (allow(r#","channels":["paste"]"#), Stance::Enforced),
        (allow(r#","systems":["us"]"#), Stance::Enforced),
        // What is not fully checked may be let go without an exception.
        (r#""failures":{"timeout":"allow"}"#.to_owned(), Stance::Enforced),
    ] {
        let checker = checker(&policy);
        let place = checker.policy().place_of(X);
        assert_eq!(stance_at(checker.policy(), place.as_ref()), stance, "{policy}");
    }
}

#[test]
fn whoever_cannot_reach_the_checker_knows_what_failing_leads_to() {
    let at = |policy: &str, page: &str| {
        let checker = checker(policy);
        failures_at(checker.policy(), checker.policy().place_of(page).as_ref()).engine_error
    };
    let blocking = r#""failures":{"engine_error":"block"}"#;
    let allow = |more: &str| format!(r#"{blocking},"rules":[{{"id":"a","action":"allow"{more}}}]"#);
    for (policy, action) in [
        (String::new(), Action::Warn),
        (blocking.to_owned(), Action::Block),
        (format!(r#"{blocking},"mode":"audit""#), Action::Report),
        (allow(""), Action::Allow),
        (allow(r#","sites":["x"]"#), Action::Allow),
        (allow(r#","sites":["chatgpt"]"#), Action::Block),
        // Of one channel only, and the frame may ask about any.
        (allow(r#","channels":["paste"]"#), Action::Block),
        (allow(r#","systems":["us"]"#), Action::Block),
    ] {
        assert_eq!(at(&policy, X), action, "{policy}");
    }
    let others = failures_at(checker(blocking).policy(), None);
    assert_eq!((others.timeout, others.unsupported), (Action::Warn, Action::Warn));
}

#[test]
fn the_rest_of_a_text_over_the_limit_is_not_called_clean() {
    let limit = shareguard::checker::MAX_TEXT_BYTES;
    let text = format!("{}\n{SECRET}", "a b\n".repeat(limit / 4));
    let verdict = paste(&Checker::default(), X, &text);
    assert_eq!((verdict.action, verdict.complete), (Action::Warn, false));
    assert_eq!(verdict.notices[0].kind, NoticeKind::Truncated);
    let within = &text[..limit];
    assert!(paste(&Checker::default(), X, within).complete, "the limit itself is within");
}

#[test]
fn guidance_speaks_the_persons_language() {
    let checker = checker(
        r#""contact":{"en":"Security office","zh_CN":"保密办"},
           "rules":[{"id":"a","action":"justify","message":{"en":"Ask first.","zh_CN":"请先询问。"},"reasons":{"en":["Approved"]}}]"#,
    );
    for (locale, message, contact) in
        [(Locale::English, "Ask first.", "Security office"), (Locale::SimplifiedChinese, "请先询问。", "保密办")]
    {
        let guidance = check(&checker, X, Channel::Paste, locale, SECRET).guidance.expect("a rule decides");
        assert_eq!(guidance.message.as_deref(), Some(message));
        assert_eq!(guidance.contact.as_deref(), Some(contact));
        assert_eq!(guidance.reasons, ["Approved"], "what is said once is said in every language");
    }
}

#[test]
fn one_marking_in_two_formats_is_one_finding() {
    let checker = Checker::default();
    let html = "<p>SECRET//NOFORN</p><p>The pump house opens.</p><p>TLP:RED</p>";
    let items = vec![Item::Text("SECRET//NOFORN\n\nThe pump house opens."), Item::Html(html)];
    let verdict = checker.check(&Submission { place: None, channel: Channel::Paste, locale: Locale::English, items });
    let found: Vec<_> = verdict.findings.iter().map(|finding| (finding.quote.as_str(), finding.item)).collect();
    assert_eq!(found, [("SECRET//NOFORN", 0), ("TLP:RED", 1)]);
}

#[test]
fn examination_papers_are_for_the_policy_to_decide() {
    let paper = "绝密★启用前\n2030年全国硕士研究生招生考试\n数学（一）";
    assert_eq!(paste(&checker(""), X, paper).rank, None);
    let verdict = paste(&checker(r#""exam_boilerplate":"find""#), X, paper);
    assert_eq!(verdict.rank.map(|rank| rank.get()), Some(5));
}
