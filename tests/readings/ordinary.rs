//! Ordinary writing stays ordinary: repairing what a recogniser got wrong must never make a marking of a line that is
//! none.
use shareguard::{
    Checker, Finding, Locale,
    image::{Colour, Line, Point, Reading},
};
use std::{fs, path::Path};

/// Longest line of a page, in characters.
const LINE_CHARS: usize = 60;
/// Height of a line, and from one to the next, in pixels.
const HEIGHT: f32 = 20.0;
const LEADING: f32 = 32.0;

/// A page of these lines in one size and colour.
fn page<'t>(lines: impl Iterator<Item = &'t str>) -> Reading {
    let lines: Vec<Line> = lines
        .enumerate()
        .map(|(index, text)| {
            let (left, top) = (40.0, 40.0 + index as f32 * LEADING);
            let (right, bottom) = (left + text.chars().count() as f32 * HEIGHT / 2.0, top + HEIGHT);
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y });
            let paper = Colour { r: 255, g: 255, b: 255 };
            Line { text: text.to_owned(), confidence: 0.95, corners, ink: Colour::default(), paper }
        })
        .collect();
    let height = 80 + (lines.len() as f32 * LEADING) as u32;
    Reading { width: 1000, height, turn: 0, lines, ..Reading::default() }
}

/// The lines that a page shows of a text.
fn lines_of(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    for mut line in text.lines() {
        while let Some((end, _)) = line.char_indices().nth(LINE_CHARS) {
            // A line that begins with its only blank goes on, too.
            let cut = line[..end].rfind(' ').filter(|&cut| cut > 0).unwrap_or(end);
            lines.push(&line[..cut]);
            line = &line[cut..];
        }
        lines.push(line);
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// The texts of the labelled corpora in which nothing is marked, and of the cases nothing is found.
fn clean_texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).expect("tests/corpus is there") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        for line in fs::read_to_string(&path).expect("readable").lines() {
            let text: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            if text["expect"] == "clean" && !text["why"].as_str().is_some_and(|why| why.starts_with("debatable:")) {
                texts.push(text["text"].as_str().expect("a text").to_owned());
            }
        }
    }
    texts
}

#[test]
fn no_line_of_a_clean_text_is_repaired_into_a_marking() {
    let checker = Checker::default();
    let texts = clean_texts();
    assert!(texts.len() > 500, "only {} clean texts", texts.len());
    let warned = |findings: Vec<Finding>| findings.into_iter().filter(|found| found.rank.get() > 0);
    let mut alarms = Vec::new();
    for text in &texts {
        let reading = page(lines_of(text).into_iter());
        let found = checker.inspect_reading(&reading, 0, "a.png", Locale::English).findings;
        alarms.extend(warned(found).filter_map(|found| {
            let is_repaired = found.evidence.iter().any(|evidence| evidence.cue == "misread");
            is_repaired.then(|| format!("{} {:?} {:?} in {text:?}", found.system, found.level, found.quote))
        }));
    }
    assert!(alarms.is_empty(), "{} alarms:\n{}", alarms.len(), alarms.join("\n"));
}
