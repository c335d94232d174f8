//! A policy as bytes, for the in-page core: one place, one language, patterns compiled.
//!
//! ```text
//! "SGPC" · version u8 · CRC-32 of the rest, u32 little-endian · postcard(CompiledPolicy)
//! ```
//! It is made for the core of the same build and is not a file format: any difference in version is refused.
#[cfg(feature = "load")]
use super::defect::{PolicyError, Problem};
use super::model::{Localised, Policy, Rule};
use crate::finding::Rank;
use crate::pattern::Program;
use crate::submission::{Locale, Place};
use crate::terms::Terms;
#[cfg(feature = "load")]
use crate::terms::compile::Unfindable;
use serde::{Deserialize, Serialize};

/// Changes with every change of what is serialised.
const VERSION: u8 = 4;
const MAGIC: &[u8; 4] = b"SGPC";
const HEADER_BYTES: usize = MAGIC.len() + 1 + 4;

/// What a checker decides by.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CompiledPolicy {
    /// The rules, and all else but what stands below.
    pub policy: Policy,
    /// The policy's patterns.
    pub patterns: Vec<CompiledPattern>,
    /// What its dictionaries are called, in their order.
    pub dictionaries: Vec<DictionaryName>,
    /// The terms of all of them.
    pub terms: Terms,
    /// The marking systems that it declares, as [`Catalogue::with`](crate::marking::catalogue::Catalogue::with) takes
    /// them; empty for none.
    #[serde(with = "serde_bytes")]
    pub systems: Vec<u8>,
}

/// What stands in a finding of a dictionary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DictionaryName {
    /// Stands as the system.
    pub id: String,
    /// What the person reads as the system's title.
    pub title: Localised<String>,
}

/// One pattern of a policy, compiled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompiledPattern {
    /// Stands as the system of its findings.
    pub id: String,
    /// Rank of its findings.
    pub rank: Rank,
    /// What the person reads as the system's title.
    pub title: Localised<String>,
    /// The regular expression.
    pub program: Program,
}

/// Why bytes were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BytesError {
    /// They are not a compiled policy at all.
    NotAPolicy,
    /// Another build made them: the extension was updated and this page was not.
    OtherVersion,
    /// They were cut or changed on the way.
    Damaged,
}

impl CompiledPolicy {
    /// The policy for pages at one place whose person reads one language: rules that cannot apply there, and everything
    /// that only administrators read, stay behind.
    pub fn for_place(&self, place: Option<&Place>, locale: Locale) -> CompiledPolicy {
        let rules = self.policy.rules.iter().filter(|rule| rule.covers(place)).map(|rule| Rule {
            description: String::new(),
            sites: Vec::new(),
            categories: Vec::new(),
            message: rule.message.as_ref().map(|message| in_one_language(message, locale)),
            reasons: rule.reasons.as_ref().map(|reasons| in_one_language(reasons, locale)),
            ..rule.clone()
        });
        CompiledPolicy {
            policy: Policy {
                contact: self.policy.contact.as_ref().map(|contact| in_one_language(contact, locale)),
                rules: rules.collect(),
                sites: Vec::new(),
                patterns: Vec::new(),
                dictionaries: Vec::new(),
                ..self.policy.clone()
            },
            patterns: self
                .patterns
                .iter()
                .map(|pattern| CompiledPattern { title: in_one_language(&pattern.title, locale), ..pattern.clone() })
                .collect(),
            dictionaries: self
                .dictionaries
                .iter()
                .map(|name| DictionaryName { id: name.id.clone(), title: in_one_language(&name.title, locale) })
                .collect(),
            terms: self.terms.clone(),
            systems: self.systems.clone(),
        }
    }

    /// The bytes for [`from_bytes`](Self::from_bytes).
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = postcard::to_allocvec(self).expect("postcard takes every value of these types");
        let mut bytes = Vec::with_capacity(HEADER_BYTES + body.len());
        bytes.extend_from_slice(MAGIC);
        bytes.push(VERSION);
        bytes.extend_from_slice(&crc32(&body).to_le_bytes());
        bytes.extend_from_slice(&body);
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote. Any other bytes are an error, never a panic.
    pub fn from_bytes(bytes: &[u8]) -> Result<CompiledPolicy, BytesError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(BytesError::NotAPolicy)?;
        let (&version, rest) = rest.split_first().ok_or(BytesError::Damaged)?;
        if version != VERSION {
            return Err(BytesError::OtherVersion);
        }
        let (sum, body) = rest.split_first_chunk::<4>().ok_or(BytesError::Damaged)?;
        if u32::from_le_bytes(*sum) != crc32(body) {
            return Err(BytesError::Damaged);
        }
        postcard::from_bytes(body).map_err(|_| BytesError::Damaged)
    }
}

/// What `said` says to readers of `locale`, alone.
fn in_one_language<T: Clone>(said: &Localised<T>, locale: Locale) -> Localised<T> {
    Localised { en: said.get(locale).cloned(), zh_cn: None }
}

/// CRC-32 as in ISO 3309, four bits at a time: with 100,000 terms a policy has some megabytes.
fn crc32(bytes: &[u8]) -> u32 {
    const NIBBLES: [u32; 16] = {
        let mut sums = [0; 16];
        let mut nibble = 0;
        while nibble < 16 {
            let mut crc = nibble as u32;
            let mut bit = 0;
            while bit < 4 {
                crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
                bit += 1;
            }
            sums[nibble] = crc;
            nibble += 1;
        }
        sums
    };
    let step = |crc: u32, nibble: u32| (crc >> 4) ^ NIBBLES[((crc ^ nibble) & 15) as usize];
    !bytes.iter().fold(u32::MAX, |crc, &byte| step(step(crc, u32::from(byte)), u32::from(byte) >> 4))
}

#[cfg(feature = "load")]
impl CompiledPolicy {
    /// Compiles the patterns and dictionaries of a policy whose shape was checked; `systems` are compiled already. The
    /// error says what cannot be compiled, and where.
    pub fn new(policy: Policy, systems: Vec<u8>) -> Result<CompiledPolicy, Vec<PolicyError>> {
        let wrong = |at: String, problem, message| PolicyError { at, problem, message, suggestion: None };
        let mut errors = Vec::new();
        let mut patterns = Vec::new();
        for (index, pattern) in policy.patterns.iter().enumerate() {
            match crate::pattern::compile::compile(&pattern.regex) {
                Ok(program) => patterns.push(CompiledPattern {
                    id: pattern.id.clone(),
                    rank: pattern.rank,
                    title: pattern.title.clone(),
                    program,
                }),
                Err(why) => errors.push(wrong(format!("/patterns/{index}/regex"), Problem::Regex, why)),
            }
        }
        let terms = crate::terms::compile::compile(&policy.dictionaries).unwrap_or_else(|unfindable| {
            errors.extend(unfindable.into_iter().map(|Unfindable { dictionary, term, why }| {
                wrong(format!("/dictionaries/{dictionary}/terms/{term}"), Problem::Value, why)
            }));
            Terms::default()
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        let names = policy.dictionaries.iter();
        let names =
            names.map(|dictionary| DictionaryName { id: dictionary.id.clone(), title: dictionary.title.clone() });
        Ok(CompiledPolicy { patterns, dictionaries: names.collect(), terms, systems, policy })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crc_is_the_standard_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn every_damaged_byte_is_noticed() {
        let good = CompiledPolicy::default().to_bytes();
        assert!(CompiledPolicy::from_bytes(&good).is_ok());
        for at in 0..good.len() {
            let mut bytes = good.clone();
            bytes[at] ^= 0x10;
            assert!(CompiledPolicy::from_bytes(&bytes).is_err(), "byte {at} changed");
            assert!(CompiledPolicy::from_bytes(&good[..at]).is_err(), "cut to {at} bytes");
        }
    }
}
