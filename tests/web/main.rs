//! The wasm-bindgen shell, from the side of JavaScript: in Node, Chromium and Firefox.
#![cfg(target_arch = "wasm32")]
use js_sys::{JSON, Reflect};
use serde_json::{Value, json};
use shareguard::policy::compiled::CompiledPolicy;
use shareguard::web::types::{FileItem, PlaceOfPage, TextSubmission};
use shareguard::web::{WebChecker, catalogue, file_limits, policy_schema, validate_policy};
use shareguard::{Channel, Checker, Item, Locale, Submission};
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// Texts of every kind that a paste may be.
const TEXTS: &[&str] = &[
    "",
    " ",
    "\0",
    "Lunch at noon?",
    "SECRET//NOFORN",
    "SECRET//NOFORN\n\nThe pump house opens.\n\nSECRET//NOFORN",
    "(TS//SI//NF) The pump house opens.",
    "(U) Lunch. (S//NF) Supper.",
    "TOP SECRET//SI/TK//ORCON/NOFORN\nReport",
    "CUI//SP-CTI\nList of pumps",
    "UNCLASSIFIED//FOUO\nList of pumps",
    "Classified By: J. Doe\nDerived From: Memo 7\nDeclassify On: 20501231",
    "机密★10年",
    "绝密★长期\n关于泵房的报告",
    "密级：秘密\n标题：泵房",
    "秘密★启用前\n高三期末联考 历史试题卷\n考生须知：",
    "这是我们之间的秘密。",
    "内部资料，注意保存",
    "OFFICIAL-SENSITIVE\n\nPump house",
    "UK SECRET\n\nPump house",
    "NATO RESTRICTED\n\nPump house",
    "COSMIC TOP SECRET\n\nPump house",
    "RESTREINT UE/EU RESTRICTED\n\nPump house",
    "SECRET UE/EU SECRET\n\nPump house",
    "TUYỆT MẬT\nSố: 7/KH-UBND",
    "TLP:RED",
    "TLP:AMBER+STRICT\nHosts",
    "TLP:CLEAR\nHosts",
    "S E C R E T / / N O F O R N",
    "\u{FF33}\u{FF25}\u{FF23}\u{FF32}\u{FF25}\u{FF34}//NOFORN",
    "S\u{200B}ECRET//NOFORN",
    "😀😀 机密★10年 😀",
    "The secret of the neighbour's tomatoes.",
    "const TOP_SECRET = \"TLP:RED\";",
];

fn js(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).expect("it was JSON")
}

fn parsed<T: Tsify>(answer: &Ts<T>) -> Value {
    let text = JSON::stringify(&answer.js_value()).expect("answers are plain data");
    serde_json::from_str(&String::from(text)).expect("it was JSON")
}

fn submission(text: &str, html: &str, place: &Value, locale: &str) -> Ts<TextSubmission> {
    Ts::new_unchecked(js(&json!({"text": text, "html": html, "place": place, "channel": "paste", "locale": locale})))
}

fn checker(policy: &Value) -> WebChecker {
    WebChecker::new(Some(policy.to_string())).unwrap_or_else(|_| panic!("{policy}"))
}

fn locale(name: &str) -> Ts<Locale> {
    Ts::new_unchecked(name.into())
}

#[wasm_bindgen_test]
fn javascript_gets_what_the_core_says() {
    let web = WebChecker::default();
    let core = Checker::default();
    for text in TEXTS {
        for (name, locale) in [("en", Locale::English), ("zh_CN", Locale::SimplifiedChinese)] {
            let answer =
                web.check_text(submission(text, "", &Value::Null, name)).unwrap_or_else(|_| panic!("{text:?}"));
            let items = vec![Item::Text(text)];
            let verdict = core.check(&Submission { place: None, channel: Channel::Paste, locale, items });
            let expected = serde_json::to_value(&verdict).expect("a verdict is JSON");
            // JavaScript has no difference between 1 and 1.0.
            assert_eq!(parsed(&answer), parsed::<PlaceOfPage>(&Ts::new_unchecked(js(&expected))), "{text:?}");
        }
    }
}

#[wasm_bindgen_test]
fn what_is_absent_is_null_and_never_undefined() {
    let answer =
        WebChecker::default().check_text(submission("Lunch?", "", &Value::Null, "en")).unwrap_or_else(|_| panic!());
    let rank = Reflect::get(&answer.js_value(), &"rank".into()).expect("an object");
    assert!(rank.is_null());
}

#[wasm_bindgen_test]
fn an_html_only_clipboard_is_read() {
    let html = "<p>SECRET//NOFORN</p><p>The pump house opens.</p>";
    let answer =
        WebChecker::default().check_text(submission("", html, &Value::Null, "en")).unwrap_or_else(|_| panic!());
    assert_eq!(parsed(&answer)["findings"][0]["origin"], "html");
}

#[wasm_bindgen_test]
fn what_nearly_was_a_marking_is_told_below_the_threshold() {
    let locale = Ts::new_unchecked(JsValue::from_str("en"));
    let missed = WebChecker::default().near_misses("What does TLP:RED mean?", locale).unwrap_or_else(|_| panic!());
    let missed = parsed(&missed);
    assert_eq!(missed[0]["quote"], "TLP:RED", "{missed}");
    assert!(missed[0]["confidence"].as_f64().is_some_and(|confidence| confidence < 0.5), "{missed}");
}

#[wasm_bindgen_test]
fn a_question_of_another_type_is_an_error_and_no_panic() {
    let web = WebChecker::default();
    for question in
        [Value::Null, json!({}), json!("SECRET"), json!({"text": 7, "html": "", "channel": "paste", "locale": "en"})]
    {
        assert!(web.check_text(Ts::new_unchecked(js(&question))).is_err(), "{question}");
    }
    let fax = json!({"text": "", "html": "", "place": null, "channel": "fax", "locale": "en"});
    assert!(web.check_text(Ts::new_unchecked(js(&fax))).is_err());
}

#[wasm_bindgen_test]
fn a_bad_policy_is_refused_with_its_report_as_cause() {
    let Err(error) =
        WebChecker::new(Some(r#"{"version":1,"name":"N","rules":[{"id":"a","action":"deny"}]}"#.to_owned()))
    else {
        panic!("deny is no action")
    };
    let error: js_sys::Error = error.dyn_into().unwrap_or_else(|_| panic!("not an Error"));
    assert!(String::from(error.message()).contains("/rules/0/action"));
    let report = parsed::<PlaceOfPage>(&Ts::new_unchecked(error.cause()));
    assert_eq!(report["errors"][0]["at"], "/rules/0/action");
    assert_eq!(report["errors"][0]["problem"], "value");
    assert_eq!(report["errors"][0]["suggestion"], "block");
}

#[wasm_bindgen_test]
fn a_policy_is_validated_without_being_put_in_force() {
    let report = parsed(&validate_policy("{").unwrap_or_else(|_| panic!()));
    assert_eq!(report["errors"][0]["problem"], "syntax");
    assert_eq!(report["summary"], Value::Null);
    let report = parsed(&validate_policy(r#"{"version":1,"name":"N","base":"none"}"#).unwrap_or_else(|_| panic!()));
    assert_eq!((&report["errors"], &report["warnings"][0]["at"]), (&json!([]), &json!("/rules")));
    assert_eq!((&report["summary"]["name"], &report["summary"]["base"]), (&json!("N"), &json!("none")));
}

#[wasm_bindgen_test]
fn a_place_goes_out_and_comes_back() {
    let web = checker(&json!({"version": 1, "name": "N", "rules": [
        {"id": "a", "sites": ["https://chatgpt.com/g/*"], "action": "block"},
    ]}));
    let place = |url| parsed(&web.site_for(url).unwrap_or_else(|_| panic!("{url}")));
    assert_eq!(place("https://unguarded.example/"), Value::Null);
    assert_eq!(place("https://chatgpt.com/"), json!({"site": "chatgpt", "category": "ai-chat"}));
    let matched = place("https://chatgpt.com/g/1");
    assert_eq!(matched["matched"], json!(["https://chatgpt.com/g/*"]));
    for (url, action) in [("https://chatgpt.com/", "warn"), ("https://chatgpt.com/g/1", "block")] {
        let answer = web.check_text(submission("TLP:RED", "", &place(url), "en")).unwrap_or_else(|_| panic!("{url}"));
        assert_eq!(parsed(&answer)["action"], action, "{url}");
    }
}

#[wasm_bindgen_test]
fn a_compiled_policy_is_for_one_place_and_language() {
    let web = checker(&json!({"version": 1, "name": "N", "rules": [
        {"id": "here", "sites": ["chatgpt"], "action": "block", "message": {"en": "No.", "zh_CN": "不可。"}},
        {"id": "elsewhere", "sites": ["claude"], "action": "block"},
    ]}));
    let place = || web.site_for("https://chatgpt.com/").unwrap_or_else(|_| panic!());
    let bytes = web.compiled_policy(place(), locale("zh_CN")).unwrap_or_else(|_| panic!());
    let compiled = CompiledPolicy::from_bytes(&bytes).expect("just made");
    let [rule] = compiled.policy.rules.as_slice() else { panic!("{:?}", compiled.policy.rules) };
    assert_eq!(rule.id, "here");
    assert_eq!(
        rule.message.as_ref().and_then(|message| message.get(Locale::English)).map(String::as_str),
        Some("不可。")
    );
    assert!(web.compiled_policy(place(), locale("tlh")).is_err());
}

#[wasm_bindgen_test]
fn the_catalogue_is_told_in_the_persons_language() {
    for (name, title) in [("en", "China"), ("zh_CN", "国家秘密")] {
        let told = parsed(&catalogue(locale(name)).unwrap_or_else(|_| panic!("{name}")));
        let systems = told["systems"].as_array().expect("a list");
        let cn = systems.iter().find(|system| system["id"] == "cn").expect("it ships");
        assert!(cn["title"].as_str().is_some_and(|told| told.contains(title)), "{}", cn["title"]);
        assert!(cn["levels"].as_array().is_some_and(|levels| levels.len() >= 3));
        assert!(told["sites"].as_array().is_some_and(|sites| sites.iter().any(|site| site["id"] == "chatgpt")));
    }
}

#[wasm_bindgen_test]
fn the_schema_is_json() {
    let schema: Value = serde_json::from_str(&policy_schema().unwrap_or_else(|_| panic!())).expect("it is JSON");
    assert_eq!(schema["additionalProperties"], false);
}

#[wasm_bindgen_test]
fn a_frame_is_told_what_failing_leads_to() {
    let web = checker(&json!({"version": 1, "name": "N", "mode": "audit", "failures": {"timeout": "block"},
        "contact": {"en": "Security office", "zh_CN": "保密办"}}));
    let outcomes = |name: &str| {
        parsed(&web.failures(Ts::new_unchecked(JsValue::NULL), locale(name)).unwrap_or_else(|_| panic!("{name}")))
    };
    assert_eq!(outcomes("zh_CN")["contact"], "保密办");
    assert_eq!(
        outcomes("en")["actions"],
        json!({"encrypted": "report", "truncated": "report", "too_large": "report",
        "timeout": "report", "unsupported": "report", "damaged": "report", "engine_error": "report"})
    );
    assert_eq!(parsed(&web.stance(Ts::new_unchecked(JsValue::NULL)).unwrap_or_else(|_| panic!())), "audited");
}

fn file(name: &str, size: u64) -> Ts<FileItem> {
    Ts::new_unchecked(js(&json!({"name": name, "media_type": "", "size": size, "item": 3, "locale": "en"})))
}

#[wasm_bindgen_test]
fn a_submission_with_files_is_inspected_item_by_item_and_concluded() {
    let web = checker(&json!({"version": 1, "name": "N", "failures": {"unsupported": "block"}}));
    let marked = encoding_rs::GB18030.encode("机密★10年\n\n关于泵房的报告").0;
    let pdf = b"%PDF-1.7";
    let text = web.inspect_text("Lunch?", "", locale("en")).unwrap_or_else(|_| panic!());
    assert_eq!(parsed(&text), json!({"findings": [], "notices": [], "pictures": [], "skimmed": []}));
    let marked = web.inspect_file(file("a/b.txt", marked.len() as u64), &marked, &[]).unwrap_or_else(|_| panic!());
    let unread = web.inspect_file(file("c.pdf", pdf.len() as u64), pdf, &[]).unwrap_or_else(|_| panic!());
    let (marked, unread) = (parsed(&marked), parsed(&unread));
    let finding = &marked["findings"][0];
    assert_eq!((&finding["system"], &finding["file"], &finding["item"]), (&json!("cn"), &json!("a/b.txt"), &json!(3)));
    let inspected = json!({"place": null, "channel": "attach", "locale": "en",
        "findings": marked["findings"], "notices": unread["notices"],
        "skimmed": [{"item": 5, "file": "d.png", "lines": 30, "ends_only": 9, "codes_unread": 0}]});
    let verdict = parsed(&web.conclude(Ts::new_unchecked(js(&inspected))).unwrap_or_else(|_| panic!()));
    assert_eq!(
        (&verdict["action"], &verdict["rank"], &verdict["complete"]),
        (&json!("block"), &json!(4), &json!(false))
    );
    assert_eq!(verdict["guidance"]["rule"], "failures/unsupported");
    assert_eq!(verdict["notices"][0]["file"], "c.pdf");
    assert_eq!(verdict["skimmed"], inspected["skimmed"]);
}

#[wasm_bindgen_test]
fn of_a_large_file_its_two_ends_are_enough() {
    let limits = parsed(&file_limits().unwrap_or_else(|_| panic!()));
    assert!(limits["head"].as_f64() < limits["whole"].as_f64(), "{limits}");
    let answer =
        WebChecker::default().inspect_file(file("a.log", 1 << 40), b"SECRET//NOFORN\n\nIt opens.\n", b"\nTLP:RED\n");
    let inspection = parsed(&answer.unwrap_or_else(|_| panic!()));
    assert_eq!(inspection["notices"][0]["kind"], "truncated");
    assert_eq!(inspection["findings"].as_array().map(Vec::len), Some(2), "{inspection}");
}

#[wasm_bindgen_test]
fn a_file_of_another_type_is_an_error_and_no_panic() {
    let web = WebChecker::default();
    for question in [Value::Null, json!({}), json!({"name": 7, "media_type": "", "size": 1, "item": 0, "locale": "en"})]
    {
        assert!(web.inspect_file(Ts::new_unchecked(js(&question)), b"a", &[]).is_err(), "{question}");
    }
    assert!(web.conclude(Ts::new_unchecked(js(&json!({"channel": "attach"})))).is_err());
}
