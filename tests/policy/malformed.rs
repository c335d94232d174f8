use shareguard::policy::defect::{PolicyError, Problem};
use shareguard::policy::load::{MAX_POLICY_BYTES, load, warnings};

/// Each defect is found at its place, with its class, and with what was probably meant. In the policy `@` stands for
/// the members every policy needs.
#[test]
fn every_mistake_is_found_at_its_place() {
    use Problem::*;
    /// Place, class, suggestion.
    type Mistake = (&'static str, Problem, Option<&'static str>);
    let table: &[(&str, &[Mistake])] = &[
        // Not JSON, or not this format.
        ("", &[("", Syntax, None)]),
        ("not json", &[("", Syntax, None)]),
        ("{@", &[("", Syntax, None)]),
        ("{@,}", &[("", Syntax, None)]),
        ("{@} {}", &[("", Syntax, None)]),
        ("[]", &[("", Type, None)]),
        ("null", &[("", Type, None)]),
        ("\"policy\"", &[("", Type, None)]),
        ("{}", &[("", MissingKey, None), ("", MissingKey, None)]),
        (r#"{"version":1}"#, &[("", MissingKey, None)]),
        (r#"{"version":2,"name":"N","new":1}"#, &[("/version", Version, None)]),
        (r#"{"version":1.5,"name":"N"}"#, &[("/version", Version, None)]),
        (r#"{"version":"1","name":"N"}"#, &[("/version", Type, None)]),
        // Keys.
        ("{@,\"rulez\":[]}", &[("/rulez", UnknownKey, Some("rules"))]),
        ("{@,\"Rules\":[]}", &[("/Rules", UnknownKey, Some("rules"))]),
        ("{@,\"xyzzy\":1}", &[("/xyzzy", UnknownKey, None)]),
        ("{@,\"a/b~c\":1}", &[("/a~1b~0c", UnknownKey, None)]),
        ("{@,\"mode\":\"audit\",\"mode\":\"enforce\"}", &[("/mode", RepeatedKey, None)]),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","severity":3}]}"#,
            &[("/rules/0/severity", UnknownKey, Some("ranks"))],
        ),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","rank":{"min":3}}]}"#,
            &[("/rules/0/rank", UnknownKey, Some("ranks"))],
        ),
        (r#"{@,"rules":[{"action":"warn"}]}"#, &[("/rules/0", MissingKey, None)]),
        (r#"{@,"rules":[{"id":"a"}]}"#, &[("/rules/0", MissingKey, None)]),
        // Kinds of value.
        ("{@,\"rules\":{}}", &[("/rules", Type, None)]),
        ("{@,\"rules\":[]}", &[("/rules", Value, None)]),
        ("{@,\"rules\":[\"warn\"]}", &[("/rules/0", Type, None)]),
        ("{@,\"rules\":null}", &[("/rules", Type, None)]),
        ("{@,\"mode\":true}", &[("/mode", Type, None)]),
        ("{@,\"contact\":[\"a\"]}", &[("/contact", Type, None)]),
        ("{@,\"contact\":{}}", &[("/contact", Value, None)]),
        ("{@,\"contact\":{\"zh-CN\":\"a\"}}", &[("/contact/zh-CN", UnknownKey, Some("zh_CN"))]),
        ("{@,\"contact\":{\"fr\":\"a\"}}", &[("/contact/fr", UnknownKey, None)]),
        ("{@,\"contact\":{\"en\":7}}", &[("/contact/en", Type, None)]),
        ("{@,\"failures\":\"warn\"}", &[("/failures", Type, None)]),
        (r#"{"version":1,"name":"  "}"#, &[("/name", Value, None)]),
        // Words.
        ("{@,\"base\":\"defaults\"}", &[("/base", Value, Some("default"))]),
        ("{@,\"mode\":\"monitor-only\"}", &[("/mode", Value, None)]),
        ("{@,\"failures\":{\"timeout\":\"deny\"}}", &[("/failures/timeout", Value, Some("block"))]),
        ("{@,\"failures\":{\"tooLarge\":\"warn\"}}", &[("/failures/tooLarge", UnknownKey, Some("too_large"))]),
        (r#"{@,"rules":[{"id":"a","action":"Warn"}]}"#, &[("/rules/0/action", Value, Some("warn"))]),
        (r#"{@,"rules":[{"id":"a","action":2}]}"#, &[("/rules/0/action", Type, None)]),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","channels":["upload"]}]}"#,
            &[("/rules/0/channels/0", Value, Some("attach"))],
        ),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","categories":["ai_chat"]}]}"#,
            &[("/rules/0/categories/0", Value, Some("ai-chat"))],
        ),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","categories":["mail"]}]}"#,
            &[("/rules/0/categories/0", Value, None)],
        ),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","categories":["social","social"]}]}"#,
            &[("/rules/0/categories/1", Duplicate, None)],
        ),
        // Names.
        (
            r#"{@,"rules":[{"id":"a","action":"warn","systems":["uss"]}]}"#,
            &[("/rules/0/systems/0", UnknownSystem, Some("us"))],
        ),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","systems":["us","projects"]}]}"#,
            &[("/rules/0/systems/1", UnknownSystem, None)],
        ),
        (r#"{@,"rules":[{"id":"a","action":"warn","systems":[]}]}"#, &[("/rules/0/systems", Value, None)]),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","sites":["ChatGTP"]}]}"#,
            &[("/rules/0/sites/0", UnknownSite, Some("chatgpt"))],
        ),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","sites":["example.org"]}]}"#,
            &[("/rules/0/sites/0", UnknownSite, None)],
        ),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","sites":["https://example.org"]}]}"#,
            &[("/rules/0/sites/0", MatchPattern, None)],
        ),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","sites":["https://e.org:8443/*"]}]}"#,
            &[("/rules/0/sites/0", MatchPattern, None)],
        ),
        (
            r#"{@,"rules":[{"id":"a","action":"warn"},{"id":"a","action":"block"}]}"#,
            &[("/rules/1/id", Duplicate, None)],
        ),
        (r#"{@,"rules":[{"id":"default/a","action":"warn"}]}"#, &[("/rules/0/id", Value, None)]),
        (r#"{@,"rules":[{"id":"","action":"warn"}]}"#, &[("/rules/0/id", Value, None)]),
        // Time limits.
        (r#"{@,"time_limits":{"file_seconds":0}}"#, &[("/time_limits/file_seconds", Value, None)]),
        (r#"{@,"time_limits":{"file_seconds":61}}"#, &[("/time_limits/file_seconds", Value, None)]),
        (r#"{@,"time_limits":{"file_seconds":1.5}}"#, &[("/time_limits/file_seconds", Value, None)]),
        (r#"{@,"time_limits":{"action_seconds":"60"}}"#, &[("/time_limits/action_seconds", Type, None)]),
        (
            r#"{@,"time_limits":{"action_second":60}}"#,
            &[("/time_limits/action_second", UnknownKey, Some("action_seconds"))],
        ),
        (r#"{@,"time_limits":60}"#, &[("/time_limits", Type, None)]),
        // Ranks.
        (r#"{@,"rules":[{"id":"a","action":"warn","ranks":{"min":6}}]}"#, &[("/rules/0/ranks/min", Value, None)]),
        (r#"{@,"rules":[{"id":"a","action":"warn","ranks":{"min":-1}}]}"#, &[("/rules/0/ranks/min", Value, None)]),
        (r#"{@,"rules":[{"id":"a","action":"warn","ranks":{"min":2.5}}]}"#, &[("/rules/0/ranks/min", Value, None)]),
        (r#"{@,"rules":[{"id":"a","action":"warn","ranks":{"min":"secret"}}]}"#, &[("/rules/0/ranks/min", Type, None)]),
        (r#"{@,"rules":[{"id":"a","action":"warn","ranks":{"min":4,"max":2}}]}"#, &[("/rules/0/ranks", Value, None)]),
        (r#"{@,"rules":[{"id":"a","action":"warn","ranks":[2,5]}]}"#, &[("/rules/0/ranks", Type, None)]),
        // Texts.
        (r#"{@,"rules":[{"id":"a","action":"warn","message":"LONG"}]}"#, &[("/rules/0/message", TooLong, None)]),
        (
            r#"{@,"rules":[{"id":"a","action":"warn","message":{"zh_CN":"LONG"}}]}"#,
            &[("/rules/0/message/zh_CN", TooLong, None)],
        ),
        (r#"{@,"rules":[{"id":"a","action":"justify","reasons":"Approved"}]}"#, &[("/rules/0/reasons", Type, None)]),
        (
            r#"{@,"rules":[{"id":"a","action":"justify","reasons":{"en":["A",""]}}]}"#,
            &[("/rules/0/reasons/en/1", Value, None)],
        ),
        // Patterns.
        (r#"{@,"patterns":[{"id":"p","regex":"(?=a)b","rank":3,"title":"P"}]}"#, &[("/patterns/0/regex", Regex, None)]),
        (r#"{@,"patterns":[{"id":"p","regex":"(a)\\1","rank":3,"title":"P"}]}"#, &[("/patterns/0/regex", Regex, None)]),
        (r#"{@,"patterns":[{"id":"p","regex":"a(b","rank":3,"title":"P"}]}"#, &[("/patterns/0/regex", Regex, None)]),
        (r#"{@,"patterns":[{"id":"p","regex":"a*","rank":3,"title":"P"}]}"#, &[("/patterns/0/regex", Regex, None)]),
        (
            r#"{@,"patterns":[{"id":"p","regex":"[ab]*a[ab]{30}","rank":3,"title":"P"}]}"#,
            &[("/patterns/0/regex", Regex, None)],
        ),
        (
            r#"{@,"patterns":[{"id":"p","regex":"\\w{900}","rank":3,"title":"P"}]}"#,
            &[("/patterns/0/regex", Regex, None)],
        ),
        (r#"{@,"patterns":[{"id":"us","regex":"a","rank":3,"title":"P"}]}"#, &[("/patterns/0/id", Duplicate, None)]),
        (r#"{@,"patterns":[{"id":"p","regex":"a","rank":9,"title":"P"}]}"#, &[("/patterns/0/rank", Value, None)]),
        (r#"{@,"patterns":[{"id":"p","regex":"a","title":"P"}]}"#, &[("/patterns/0", MissingKey, None)]),
        (
            r#"{@,"patterns":[{"id":"p","pattern":"a","rank":3,"title":"P"}]}"#,
            &[("/patterns/0/pattern", UnknownKey, Some("regex")), ("/patterns/0", MissingKey, None)],
        ),
        // Sites.
        (
            r#"{@,"sites":[{"id":"s","title":"S","category":"other","matches":["s.example"]}]}"#,
            &[("/sites/0/matches/0", MatchPattern, None)],
        ),
        (
            r#"{@,"sites":[{"id":"s","title":"S","category":"other","matches":[]}]}"#,
            &[("/sites/0/matches", Value, None)],
        ),
        (r#"{@,"sites":[{"id":"s","title":"S","matches":["*://s.example/*"]}]}"#, &[("/sites/0", MissingKey, None)]),
        // Everything at once.
        (
            r#"{@,"moed":"audit","rules":[{"id":"a","action":"deny","systems":["usa"]},{"id":"a","action":"warn","ranks":{"min":7}}]}"#,
            &[
                ("/moed", UnknownKey, Some("mode")),
                ("/rules/0/action", Value, Some("block")),
                ("/rules/0/systems/0", UnknownSystem, Some("us")),
                ("/rules/1/ranks/min", Value, None),
                ("/rules/1/id", Duplicate, None),
            ],
        ),
    ];
    let mut wrong = Vec::new();
    for (policy, expected) in table {
        let policy = policy.replace('@', r#""version":1,"name":"N""#).replace("LONG", &"长".repeat(201));
        let errors = load(&policy).err().unwrap_or_default();
        let found: Vec<_> =
            errors.iter().map(|error| (error.at.as_str(), error.problem, error.suggestion.as_deref())).collect();
        if found != *expected {
            wrong.push(format!("{policy}\n   expected {expected:?}\n   found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(table.len() >= 60);
}

#[test]
fn an_error_is_a_sentence_for_administrators() {
    let policy = r#"{"version":1,"name":"N","rules":[{"id":"a","action":"deny"}]}"#;
    let errors = load(policy).expect_err("deny is no action");
    let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let expected =
        r#"/rules/0/action: "deny" is not one of allow, report, warn, justify, block; did you mean "block"?"#;
    assert_eq!(said, [expected]);
}

#[test]
fn a_policy_too_large_is_refused_unread() {
    let policy = format!(r#"{{"version":1,"name":"{}"}}"#, "a".repeat(MAX_POLICY_BYTES));
    let errors = load(&policy).expect_err("over the limit");
    assert_eq!(errors[0].problem, Problem::TooLarge);
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let policy = "[".repeat(500_000);
    let errors = load(&policy).expect_err("too deep");
    assert_eq!(errors[0].problem, Problem::Syntax);
}

#[test]
fn what_is_probably_not_meant_is_warned_of() {
    let table: &[(&str, &[&str])] = &[
        (r#""mode":"audit""#, &[]),
        (r#""rules":[{"id":"a","action":"report","ranks":{"min":2}}]"#, &["/rules/0/action"]),
        (r#""base":"none","rules":[{"id":"a","action":"report","ranks":{"min":2}}]"#, &[]),
        (r#""rules":[{"id":"a","action":"warn","reasons":["A"]}]"#, &["/rules/0/reasons"]),
        (r#""rules":[{"id":"a","action":"allow","message":"A"}]"#, &["/rules/0/message"]),
        (r#""base":"none""#, &["/rules"]),
    ];
    for (rest, expected) in table {
        let policy = format!(r#"{{"version":1,"name":"N",{rest}}}"#);
        let loaded = load(&policy).unwrap_or_else(|errors| panic!("{policy}: {errors:?}"));
        let found: Vec<PolicyError> = warnings(&loaded.policy);
        assert_eq!(found.iter().map(|warning| warning.at.as_str()).collect::<Vec<_>>(), *expected, "{policy}");
    }
}

#[test]
fn a_byte_order_mark_and_a_schema_key_are_no_mistakes() {
    let policy = "\u{FEFF}{\"$schema\":\"./policy.schema.json\",\"version\":1,\"name\":\"N\"}";
    assert!(load(policy).is_ok());
}
