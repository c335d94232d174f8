//! Marking systems that a policy declares: detected, ranked and named like those that ship.
use crate::{check, checker, paste};
use shareguard::policy::compiled::CompiledPolicy;
use shareguard::policy::defect::Problem;
use shareguard::policy::load::load;
use shareguard::policy::systems::{MAX_FORMS, MAX_LEVELS, MAX_PHRASES, MAX_SYSTEMS};
use shareguard::{Action, Channel, Checker, Kind, Locale};

const PAGE: &str = "https://chatgpt.com/";

/// One company's labels in the text of documents, and the GUIDs that its office programs write for them.
const KESTREL: &str = r##""systems": [{
  "id": "kestrel", "jurisdiction": "Kestrel Ltd", "title": {"en": "Kestrel labels", "zh_CN": "红隼公司标签"},
  "sources": ["Information Handling Standard 4"],
  "levels": [
    {"name": "Kestrel Open", "rank": 0, "forms": [{"text": "KESTREL OPEN"}]},
    {"name": "Kestrel Crimson", "rank": 3, "title": "Crimson: named people only",
     "forms": [{"text": "KESTREL CRIMSON", "stands": "anywhere"}, {"text": "CRIMSON", "stands": "field"},
               {"text": "f3a1c2d4-0b5e-4c6f-9a7b-1234567890ab", "stands": "field"}],
     "portions": ["KC"]}],
  "controls": [{"name": "BOARD ONLY", "portion": "BO", "meaning": "For members of the board", "raises_to": 5}],
  "fields": [{"label": "Kestrel label"}, {"label": "MSIP_Label_Id", "metadata": true}],
  "supports": ["Kestrel file #"], "confusers": ["KESTREL CRIMSON paint"], "language_words": ["kestrel"]}]"##;

fn kestrel() -> Checker {
    checker(&format!(r#"{KESTREL},"rules":[{{"id":"k","systems":["kestrel"],"ranks":{{"min":3}},"action":"block"}}]"#))
}

#[test]
fn a_declared_system_is_detected_and_told_like_one_that_ships() {
    for (text, level, rank, kind) in [
        ("KESTREL CRIMSON\n\nThe figures for June", "Kestrel Crimson", 3, Kind::Header),
        ("ＫＥＳＴＲＥＬ　CRIM\u{200B}SON//BOARD ONLY\n\nThe figures", "Kestrel Crimson//BOARD ONLY", 5, Kind::Header),
        ("Kestrel label: CRIMSON\nThe figures for June", "Kestrel Crimson", 3, Kind::Header),
        ("MSIP_Label_Id=\"f3a1c2d4-0b5e-4c6f-9a7b-1234567890ab\"", "Kestrel Crimson", 3, Kind::Metadata),
        ("(KC//BO) The ferry sails at nine on Monday.", "Kestrel Crimson//BOARD ONLY", 5, Kind::Portion),
    ] {
        let verdict = paste(&kestrel(), PAGE, text);
        let [finding] = verdict.findings.as_slice() else { panic!("{text}: {:?}", verdict.findings) };
        assert_eq!(
            (&*finding.system, finding.level.as_deref(), finding.rank.get(), finding.kind),
            ("kestrel", Some(level), rank, kind),
            "{text}"
        );
        assert_eq!(verdict.action, Action::Block, "{text}");
        assert!(!finding.evidence.is_empty(), "{text}");
    }
    let verdict =
        check(&kestrel(), PAGE, Channel::Paste, Locale::SimplifiedChinese, "KESTREL CRIMSON//BOARD ONLY\nJune");
    let finding = &verdict.findings[0];
    assert_eq!(finding.system_title, "红隼公司标签");
    assert_eq!(finding.level_title.as_deref(), Some("Crimson: named people only"));
    assert_eq!(finding.controls[0].meaning.as_deref(), Some("For members of the board"));
}

#[test]
fn the_example_of_the_documentation_does_what_it_says() {
    let compiled =
        load(include_str!("../../docs/own-labels.policy.json")).unwrap_or_else(|errors| panic!("{errors:?}"));
    let checker = Checker::new(compiled).expect("it was compiled by this program");
    for (text, level, action) in [
        ("KESTREL CRIMSON\n\nJune", "Kestrel Crimson", Action::Block),
        ("MSIP_Label_Id: f3a1c2d4-0b5e-4c6f-9a7b-1234567890ab", "Kestrel Crimson", Action::Block),
        ("Sensitivity label: 0B5E4C6F-7D21-4A58-8C3E-5F60718293A4", "Kestrel Internal", Action::Report),
    ] {
        let verdict = paste(&checker, PAGE, text);
        let levels: Vec<_> = verdict.findings.iter().map(|finding| finding.level.as_deref()).collect();
        assert_eq!((levels, verdict.action), (vec![Some(level)], action), "{text}");
    }
}

#[test]
fn words_of_a_declared_system_in_other_places_are_left_alone() {
    for text in
        ["KESTREL CRIMSON paint, 5 litres", "crimson", "The kestrel hovered.", "Colour: CRIMSON", "f3a1c2d4-0b5e"]
    {
        assert_eq!(paste(&kestrel(), PAGE, text).findings, [], "{text}");
    }
    let shipped = paste(&kestrel(), PAGE, "SECRET//NOFORN\n\nJune");
    assert_eq!((&*shipped.findings[0].system, shipped.action), ("us", Action::Warn));
}

#[test]
fn a_page_finds_them_by_the_compiled_policy() {
    let full = kestrel();
    let place = full.policy().place_of(PAGE);
    let bytes = full.compiled().for_place(place.as_ref(), Locale::English).to_bytes();
    let in_page = Checker::new(CompiledPolicy::from_bytes(&bytes).expect("just made")).expect("just made");
    for text in ["KESTREL CRIMSON//BOARD ONLY\nJune", "KESTREL OPEN\nJune", "TLP:RED", "June"] {
        assert_eq!(paste(&in_page, PAGE, text), paste(&full, PAGE, text), "{text}");
    }
}

#[test]
fn damaged_systems_make_no_checker() {
    let mut compiled = kestrel().compiled().clone();
    let last = compiled.systems.len() - 1;
    compiled.systems[last] ^= 1;
    assert!(Checker::new(compiled).is_err());
}

/// A system of these levels, given as JSON.
fn system(id: &str, levels: &str, more: &str) -> String {
    format!(r#"{{"id":"{id}","title":"T","levels":[{levels}]{more}}}"#)
}

fn level(forms: &str) -> String {
    format!(r#"{{"name":"L","rank":3,"forms":[{forms}]}}"#)
}

fn form(text: &str) -> String {
    format!(r#"{{"text":"{text}"}}"#)
}

#[test]
fn every_defect_has_its_place() {
    let good = level(&form("KESTREL CRIMSON"));
    let many = |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<Vec<_>>().join(",");
    let crowded = many(MAX_SYSTEMS, &|index| {
        let forms = many(MAX_FORMS, &|form| format!(r#"{{"text":"K {index} {form}"}}"#));
        system(&format!("k{index}"), &many(4, &|at| level(&forms.replace("K ", &format!("K{at} ")))), "")
    });
    for (systems, at, problem, says) in [
        (system("us", &good, ""), "/systems/0/id", Problem::Duplicate, "already the id of a marking system"),
        (
            [system("k", &good, ""), system("k", &good, "")].join(","),
            "/systems/1/id",
            Problem::Duplicate,
            "already the id of /systems/0",
        ),
        (system("k k", &good, ""), "/systems/0/id", Problem::Value, "not an id"),
        (system("k", "", ""), "/systems/0/levels", Problem::Value, "empty"),
        (
            system("k", &many(MAX_LEVELS + 1, &|at| level(&form(&format!("K{at}")))), ""),
            "/systems/0/levels",
            Problem::TooLarge,
            "33",
        ),
        (r#"{"id":"k","title":"T"}"#.to_owned(), "/systems/0", Problem::MissingKey, "levels"),
        (system("k", r#"{"name":"L","rank":6,"forms":[]}"#, ""), "/systems/0/levels/0/rank", Problem::Value, "0 to 5"),
        (
            system("k", &level(r#"{"text":"K","stand":"line"}"#), ""),
            "/systems/0/levels/0/forms/0/stand",
            Problem::UnknownKey,
            "stands",
        ),
        (
            system("k", &level(r#"{"text":"K","stands":"lines"}"#), ""),
            "/systems/0/levels/0/forms/0/stands",
            Problem::Value,
            "anywhere, line",
        ),
        (
            system("k", &level(&form("\\u200b")), ""),
            "/systems/0/levels/0/forms/0/text",
            Problem::Value,
            "nothing in it",
        ),
        (
            system("k", &level(&[form("KESTREL"), form("Ｋestrel")].join(",")), ""),
            "/systems/0/levels/0/forms/1/text",
            Problem::Value,
            "folds to the same text",
        ),
        (
            system("k", &good, r#","controls":[{"name":"A","open":"yes"}]"#),
            "/systems/0/controls/0/open",
            Problem::Type,
            "true or false",
        ),
        (system("k", &good, r#","fields":["Label"]"#), "/systems/0/fields/0", Problem::Type, "an object"),
        (system("k", &good, r#","grammars":["capcom"]"#), "/systems/0/grammars/0", Problem::Value, "capco"),
        (crowded, "/systems", Problem::TooLarge, &*format!("of at most {MAX_PHRASES}")),
    ] {
        let policy = format!(r#"{{"version":1,"name":"Test","systems":[{systems}]}}"#);
        let errors = load(&policy).expect_err(at);
        assert!(
            errors.iter().any(|error| error.at == at && error.problem == problem && error.message.contains(says)),
            "{at}: {errors:?}"
        );
    }
}

#[test]
fn a_pattern_may_not_take_the_id_of_a_declared_system() {
    let errors = load(&format!(
        r#"{{"version":1,"name":"Test",{KESTREL},"patterns":[{{"id":"kestrel","regex":"x","rank":1,"title":"P"}}]}}"#
    ))
    .expect_err("an id twice");
    let places: Vec<_> = errors.iter().map(|error| error.at.as_str()).collect();
    assert_eq!(places, ["/patterns/0/id"]);
}
