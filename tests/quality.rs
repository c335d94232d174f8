//! Recall and false alarms on labelled texts. `cargo test --test quality -- --nocapture` lists what is missed and what is wrong.
//!
//! The texts are invented, so the rates are not field rates; they hold the line against regressions.
use std::{collections::BTreeMap, error::Error, fs, path::Path};

use serde::Deserialize;
use shareguard::{Finding, Locale, Origin, detect::Detector};

/// One labelled text.
#[derive(Deserialize)]
struct Case {
    id: String,
    text: String,
    expect: String,
    system: Option<String>,
    rank: Option<u8>,
    kind: String,
    why: String,
}

/// Systems that have a file.
fn is_shipped(system: &str) -> bool {
    shareguard::marking::catalogue::SYSTEMS.iter().any(|shipped| shipped.id == system)
}

/// Share of `part` in `whole`.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[test]
fn labelled_texts_are_told_apart() -> Result<(), Box<dyn Error>> {
    ["text_dev.jsonl", "text_own.jsonl", "text_grid.jsonl"].into_iter().try_for_each(judge)
}

/// Judges one file of labelled texts.
fn judge(file: &str) -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(file);
    println!("-- {file}");
    let detector = Detector::default();
    let mut marked: BTreeMap<bool, (usize, usize)> = BTreeMap::new();
    let (mut clean, mut alarms, mut found_total, mut right_system, mut right_rank) = (0, 0, 0, 0, 0);
    for line in fs::read_to_string(path)?.lines() {
        let case: Case = serde_json::from_str(line)?;
        let findings = detector.find(&case.text, Origin::Body, Locale::English);
        let highest = findings.iter().max_by_key(|finding| finding.rank);
        let told = |finding: &Finding| {
            format!("{} {:?} {} {:.2}", finding.system, finding.level, finding.rank.get(), finding.confidence)
        };
        if case.expect == "marked" {
            let system = case.system.unwrap_or_default();
            if !is_shipped(&system) {
                continue;
            }
            let (found, all) = marked.entry(case.kind == "evasion").or_default();
            *all += 1;
            let Some(highest) = highest else {
                println!("missed   {} {} {}: {:?}", case.id, case.kind, system, case.text);
                continue;
            };
            *found += 1;
            found_total += 1;
            right_system += usize::from(highest.system == system);
            right_rank += usize::from(Some(highest.rank.get()) == case.rank);
            if highest.system != system || Some(highest.rank.get()) != case.rank {
                println!(
                    "differs  {} expected {} {:?}, found {}: {:?}",
                    case.id,
                    system,
                    case.rank,
                    told(highest),
                    case.text
                );
            }
        } else if !case.why.starts_with("debatable:") && !case.why.starts_with("policy:") {
            clean += 1;
            if let Some(highest) = highest {
                alarms += 1;
                println!("alarm    {} {}: {:?} {:?}", case.id, told(highest), case.text, highest.evidence);
            }
        } else if let Some(highest) = highest {
            println!("debated  {} {}: {:?}", case.id, told(highest), case.text);
        }
    }
    for (evasion, (found, all)) in &marked {
        println!("recall {} {found}/{all} = {:.3}", if *evasion { "evasion" } else { "other" }, share(*found, *all));
    }
    println!("alarms {alarms}/{clean}, system {right_system}/{found_total}, rank {right_rank}/{found_total}");
    let (found, all) = marked.get(&false).copied().unwrap_or_default();
    assert!(share(found, all) >= 0.97, "recall {found}/{all}");
    let (found, all) = marked.get(&true).copied().unwrap_or_default();
    assert!(share(found, all) >= 0.8, "recall on disguised markings {found}/{all}");
    assert!((alarms as f64) <= 0.02 * clean as f64, "{alarms} false alarms in {clean}");
    assert!(share(right_system, found_total) >= 0.95, "right system {right_system}/{found_total}");
    assert!(share(right_rank, found_total) >= 0.97, "right rank {right_rank}/{found_total}");
    Ok(())
}
