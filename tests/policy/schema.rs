//! One shape, three readers: the loader, the schema and the typed model.
use serde_json::Value;
use shareguard::policy::load::load;
use shareguard::policy::schema::json_schema;

/// A policy that says everything that can be said.
const EVERYTHING: &str = r#"{
  "$schema": "policy.schema.json",
  "version": 1, "name": "Everything", "base": "none", "mode": "audit",
  "contact": {"en": "Security", "zh_CN": "保密办"},
  "rules": [{
    "id": "a", "description": "All keys.", "sites": ["chatgpt", "*://*.example.org/*", "intranet"],
    "categories": ["ai-chat", "social", "playground", "other"], "channels": ["paste", "drop", "attach", "send"],
    "systems": ["us", "projects"], "ranks": {"min": 1, "max": 4}, "action": "justify",
    "message": "Ask.", "reasons": {"en": ["A"], "zh_CN": ["甲"]}
  }],
  "failures": {"encrypted": "allow", "truncated": "report", "too_large": "warn", "timeout": "justify",
               "unsupported": "block", "damaged": "warn", "engine_error": "warn"},
  "time_limits": {"file_seconds": 3, "action_seconds": 120},
  "patterns": [{"id": "projects", "regex": "KX-[0-9]+", "rank": 3, "title": {"en": "Project"}}],
  "dictionaries": [{"id": "places", "title": "Place", "rank": 3, "match": "anywhere", "terms": ["Fen", {"text": "Moor", "rank": 4, "id": "m1"}]}],
  "systems": [{
    "id": "kestrel", "jurisdiction": "Kestrel Ltd", "title": {"en": "Kestrel labels"}, "sources": ["Standard 4"], "grammars": ["capco"],
    "levels": [{"name": "Crimson", "rank": 3, "title": {"en": "Crimson"}, "forms": [{"text": "KESTREL CRIMSON", "stands": "line"}], "portions": ["KC"]}],
    "controls": [{"name": "BOARD ONLY", "portion": "BO", "forms": ["BOARD"], "meaning": "The board", "raises_to": 4, "alone": true, "open": true}],
    "fields": [{"label": "Label", "metadata": true, "authority": 3}],
    "supports": ["File #"], "confusers": ["crimson paint"], "language_words": ["the"]
  }],
  "exam_boilerplate": "find",
  "sites": [{"id": "intranet", "title": "Intranet", "category": "other", "matches": ["https://intranet.example/*"]}]
}"#;

#[test]
fn a_policy_that_says_everything_is_taken_whole() {
    let loaded = load(EVERYTHING).unwrap_or_else(|errors| panic!("{errors:?}"));
    let typed = serde_json::to_value(&loaded.policy).expect("a policy is JSON");
    let Value::Object(mut written) = serde_json::from_str(EVERYTHING).expect("it was loaded") else {
        panic!("an object")
    };
    written.remove("$schema");
    for (key, said) in &written {
        // What is said once for all languages is kept as English; everything else is kept as it stands.
        let reshaped = ["contact", "rules", "patterns", "dictionaries"].contains(&key.as_str());
        // Systems are compiled and not kept.
        if !reshaped && key != "systems" {
            assert_eq!(&typed[key], said, "{key}");
        }
    }
    assert_eq!(typed["rules"][0]["systems"], written["rules"][0]["systems"]);
    assert_eq!(typed["rules"][0]["ranks"], written["rules"][0]["ranks"]);
}

/// Every key of the schema stands in the policy above, and the other way round: so the shape has no key that the typed
/// model lacks, and none is forgotten here.
#[test]
fn the_schema_names_exactly_these_keys() {
    let schema = serde_json::to_value(json_schema()).expect("a schema is JSON");
    let policy: Value = serde_json::from_str(EVERYTHING).expect("it is JSON");
    compare("", &schema, &policy);
}

fn compare(at: &str, schema: &Value, value: &Value) {
    if let (Some(properties), Value::Object(members)) = (schema.get("properties").and_then(Value::as_object), value) {
        let mut named: Vec<_> = properties.keys().collect();
        let mut written: Vec<_> = members.keys().collect();
        named.sort();
        written.sort();
        assert_eq!(named, written, "at {at:?}");
        for (key, member) in members {
            compare(&format!("{at}/{key}"), &properties[key], member);
        }
    } else if let (Some(of), Value::Array(items)) = (schema.get("items"), value) {
        for item in items {
            compare(&format!("{at}/*"), of, item);
        }
    }
}

#[test]
fn the_schema_describes_every_key() {
    let schema = serde_json::to_value(json_schema()).expect("a schema is JSON");
    described("", &schema);
}

fn described(at: &str, schema: &Value) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    for (key, property) in properties {
        let at = format!("{at}/{key}");
        assert!(
            property["description"].as_str().is_some_and(|text| text.len() > 10) || at.contains("contact/"),
            "{at}"
        );
        described(&at, property);
        if let Some(of) = property.get("items") {
            described(&at, of);
        }
    }
}
