//! Compiles `src/languages/*.toml` to bytes. Part of `build.rs`, not of the library.
use super::list::{List, SET_BYTES};
use crate::text::{phrase::phrase, tables::Tables};
use std::{collections::BTreeMap, error::Error, fs, path::Path};

/// The words of all languages, in the order of their bytes: for each how many bytes it shares with the one before, how many
/// follow, these, and the set of its lists.
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
    let mut bytes = Vec::new();
    let mut before: &[u8] = &[];
    for (word, lists) in &words {
        let word = word.as_bytes();
        let shared = word.iter().zip(before).take_while(|(a, b)| a == b).count();
        bytes.extend([u8::try_from(shared)?, u8::try_from(word.len() - shared)?]);
        bytes.extend_from_slice(&word[shared..]);
        bytes.extend_from_slice(&lists.to_le_bytes()[..SET_BYTES]);
        before = word;
    }
    Ok(bytes)
}
