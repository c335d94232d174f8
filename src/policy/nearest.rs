//! "Did you mean": the known word that an unknown one was probably meant to be.
use std::cmp::Reverse;

/// Words from other products' policies, and what they are called here.
const ELSEWHERE: &[(&str, &str)] = &[
    ("audit", "report"),
    ("log", "report"),
    ("monitor", "report"),
    ("ask", "warn"),
    ("bypass", "warn"),
    ("coach", "warn"),
    ("override", "justify"),
    ("deny", "block"),
    ("stop", "block"),
    ("ignore", "allow"),
    ("permit", "allow"),
    ("clipboard", "paste"),
    ("textpaste", "paste"),
    ("bulk_data_entry", "paste"),
    ("drag_and_drop", "drop"),
    ("draganddrop", "drop"),
    ("upload", "attach"),
    ("fileupload", "attach"),
    ("file_upload", "attach"),
    ("file_attached", "attach"),
    ("submit", "send"),
    ("level", "action"),
    ("actions", "action"),
    ("severity", "ranks"),
    ("rank", "ranks"),
    ("urls", "sites"),
    ("url_list", "sites"),
    ("domains", "sites"),
    ("detectors", "systems"),
    ("interceptionpoints", "channels"),
    ("custommessages", "message"),
    ("pattern", "regex"),
    ("ai", "ai-chat"),
    ("genai", "ai-chat"),
    ("chat", "ai-chat"),
    ("social-media", "social"),
    ("zh", "zh_CN"),
    ("zh-hans", "zh_CN"),
];

/// The candidate that `word` was probably meant to be: the same in another case or with other joints, what another
/// product calls so, or one with few letters different (one in three).
pub(super) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = plain(word);
    let elsewhere = ELSEWHERE.iter().find(|(theirs, _)| plain(theirs) == word).map(|(_, ours)| *ours);
    let distances = candidates.into_iter().map(|candidate| {
        let known = plain(candidate);
        let distance = if elsewhere == Some(candidate) { 0 } else { distance(&word, &known) };
        // Of equals the one that begins alike: `usa` was meant to be `us`, not `ua`.
        let alike = word.chars().zip(known.chars()).take_while(|(a, b)| a == b).count();
        (distance, Reverse(alike), candidate)
    });
    let (distance, _, candidate) = distances.min_by_key(|&(distance, alike, _)| (distance, alike))?;
    (distance <= word.chars().count() / 3).then_some(candidate)
}

fn plain(word: &str) -> String {
    word.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many letters must be added, dropped, changed or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_misses_are_recognised_and_others_are_not_guessed() {
        let actions = ["allow", "report", "warn", "justify", "block"];
        for (word, expected) in [
            ("Warn", Some("warn")),
            ("wran", Some("warn")),
            ("blok", Some("block")),
            ("deny", Some("block")),
            ("justfy", Some("justify")),
            ("explode", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, actions), expected, "{word}");
        }
        assert_eq!(nearest("zh-CN", ["en", "zh_CN"]), Some("zh_CN"));
        assert_eq!(nearest("uss", ["us", "cn"]), Some("us"));
    }
}
