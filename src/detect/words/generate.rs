//! Compiles `src/languages/*.toml` to bytes. Part of `build.rs`, not of the library.
use super::list::{List, SET_BYTES};
use crate::text::{phrase::phrase, tables::Tables};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    path::Path,
};

/// The words of all languages, in the order of their bytes: how many there are, the different sets of lists with their
/// number before them, and then of each word the index of its set, of each how many bytes it shares with the one
/// before, of each how many follow, and all these. What is alike stands together, which packs to a tenth less than word
/// by word.
pub fn words(directory: &Path, tables: &Tables<'_>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut words: BTreeMap<String, u32> = BTreeMap::new();
    for file in fs::read_dir(directory)? {
        let path = file?.path();
        let shown = path.display();
        let lists: BTreeMap<String, Vec<String>> =
            toml::from_str(&fs::read_to_string(&path)?).map_err(|error| format!("{shown}: {error}"))?;
        for (key, texts) in lists {
            let (_, list) = List::ALL
                .into_iter()
                .find(|(known, _)| *known == key)
                .ok_or(format!("{shown}: no list is called {key}"))?;
            for text in texts {
                let word = phrase(&text, tables);
                if word.is_empty() {
                    return Err(format!("{shown}: {key}: {text:?} is blank").into());
                }
                *words.entry(word).or_default() |= list.bit();
            }
        }
    }
    let sets: Vec<u32> = words.values().copied().collect::<BTreeSet<u32>>().into_iter().collect();
    let (mut indices, mut shared_bytes, mut lengths, mut text) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut before: &[u8] = &[];
    for (word, lists) in &words {
        let word = word.as_bytes();
        let shared = word.iter().zip(before).take_while(|(a, b)| a == b).count();
        indices.push(u8::try_from(sets.partition_point(|set| set < lists))?);
        shared_bytes.push(u8::try_from(shared)?);
        lengths.push(u8::try_from(word.len() - shared)?);
        text.extend_from_slice(&word[shared..]);
        before = word;
    }
    let mut bytes = u16::try_from(words.len())?.to_le_bytes().to_vec();
    bytes.push(u8::try_from(sets.len())?);
    bytes.extend(sets.iter().flat_map(|set| set.to_le_bytes().into_iter().take(SET_BYTES)));
    for part in [indices, shared_bytes, lengths, text] {
        bytes.extend(part);
    }
    Ok(bytes)
}
