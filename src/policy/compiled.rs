//! A policy as bytes, for the in-page core: one place, one language, patterns compiled.
//!
//! ```text
//! "SGPC" · version u8 · CRC-32 of the rest, u32 little-endian · postcard(CompiledPolicy)
//! ```
//! It is made for the core of the same build and is not a file format: any difference in version is refused.
use super::model::{Localised, Policy, Rule};
use crate::finding::Rank;
use crate::pattern::Program;
use crate::submission::{Locale, Place};
use serde::{Deserialize, Serialize};

/// Changes with every change of what is serialised.
const VERSION: u8 = 1;
const MAGIC: &[u8; 4] = b"SGPC";
const HEADER_BYTES: usize = MAGIC.len() + 1 + 4;

/// What a checker decides by.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CompiledPolicy {
    /// The rules, and all else but the patterns.
    pub policy: Policy,
    /// The policy's patterns.
    pub patterns: Vec<CompiledPattern>,
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
                ..self.policy.clone()
            },
            patterns: self
                .patterns
                .iter()
                .map(|pattern| CompiledPattern { title: in_one_language(&pattern.title, locale), ..pattern.clone() })
                .collect(),
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

/// CRC-32 as in ISO 3309, bit by bit: a policy is a few kilobytes, and arrives once a page.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

#[cfg(feature = "load")]
impl CompiledPolicy {
    /// Compiles the patterns of a policy that was loaded. Fails where a regular expression does, which [`load`] has refused.
    ///
    /// [`load`]: super::load::load
    pub fn new(policy: Policy) -> Result<CompiledPolicy, String> {
        let compiled = policy.patterns.iter().map(|pattern| {
            let program = crate::pattern::compile::compile(&pattern.regex)?;
            Ok(CompiledPattern { id: pattern.id.clone(), rank: pattern.rank, title: pattern.title.clone(), program })
        });
        let patterns = compiled.collect::<Result<_, String>>()?;
        Ok(CompiledPolicy { policy, patterns })
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
        let good = CompiledPolicy { policy: Policy::default(), patterns: Vec::new() }.to_bytes();
        assert!(CompiledPolicy::from_bytes(&good).is_ok());
        for at in 0..good.len() {
            let mut bytes = good.clone();
            bytes[at] ^= 0x10;
            assert!(CompiledPolicy::from_bytes(&bytes).is_err(), "byte {at} changed");
            assert!(CompiledPolicy::from_bytes(&good[..at]).is_err(), "cut to {at} bytes");
        }
    }
}
