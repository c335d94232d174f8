//! What a marking system declares: the shape of `src/systems/*.toml`, and of the systems a policy declares.
//!
//! `build.rs` reads the files through these same types, so a file that does not fit stops the build with its place.
use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// Highest rank, see `finding::Rank`.
const MAX_RANK: u8 = 5;

/// One marking system.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// Short and stable: `cn`. Equals the file's name.
    pub id: String,
    /// Country (ISO 3166-1 alpha-2) or organisation that the system belongs to.
    pub jurisdiction: String,
    /// What the person reads.
    pub title: Localised,
    /// Where the facts in this file come from: law, standard, or handbook with its year.
    pub sources: Vec<String>,
    /// Grammars that this system's markings follow besides the general ones (own line, field, repeated line).
    #[serde(default)]
    pub grammars: Vec<Grammar>,
    /// Lowest first.
    pub levels: Vec<Level>,
    /// Controls, caveats and handling instructions that may follow a level.
    #[serde(default)]
    pub controls: Vec<Control>,
    /// Labels before a level: `密级`, `Classification`, `ism:classification`.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Neighbours that make a nearby level more likely a marking, and one of this system: copy numbers, handling
    /// instructions, the issuing body. `#` stands for one or more digits: `〔#〕#号`, `Экз. № #`.
    #[serde(default)]
    pub supports: Vec<String>,
    /// Phrases that contain a form and are not a marking: `密室逃脱`, `SECRET SANTA`.
    #[serde(default)]
    pub confusers: Vec<String>,
    /// Everyday words of the language in which this system's documents are written. They never make a marking; they
    /// decide between systems that share a level word: `le`, `des` for a French `SECRET`, `の`, `を` for a Japanese
    /// `機密`.
    #[serde(default)]
    pub language_words: Vec<String>,
}

/// A label whose value is a level.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Without the colon or equals sign: `密级`.
    pub label: String,
    /// Whether a program wrote it: the value may be a portion code, and the label may stand anywhere on a line.
    #[serde(default)]
    pub metadata: bool,
    /// For a label of an authority block, such as `Classified By`, whose value is not a level: the rank that such a
    /// block at least implies, 0 for a label that only goes along, such as `Reason`.
    #[serde(default, deserialize_with = "optional_rank")]
    pub authority: Option<u8>,
}

/// A text in the languages of the interface.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localised {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh_cn: String,
}

/// A grammar with code of its own. Every system has the general ones for nothing: a level on a line of its own with
/// controls after `//`, `/`, `-`, `,` or in brackets; a level after a field label; a portion code in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grammar {
    /// `LEVEL//CONTROL/CONTROL//…` and `(S//NF)` in the middle of text; unknown controls are accepted after a
    /// delimiter. The ODNI CAPCO register and DoDM 5200.01 volume 2.
    Capco,
    /// `密级★保密期限`; 中华人民共和国保守国家秘密法.
    StarPeriod,
    /// Who classified it, why and until when: `Classified By:`, `Derived From:`, `Controlled by:`.
    AuthorityBlock,
}

/// One level of a system.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// In the system's own words: `机密`.
    pub name: String,
    /// 0 to 5, see `finding::Rank`.
    #[serde(deserialize_with = "rank")]
    pub rank: u8,
    /// What the person reads; the name where absent.
    #[serde(default)]
    pub title: Option<Localised>,
    /// How it is written out.
    pub forms: Vec<Form>,
    /// How it is written in a portion mark: `S`, `秘密`.
    #[serde(default)]
    pub portions: Vec<String>,
}

/// One way to write a level.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// As the standard prints it; matching folds case, width, blanks, look-alikes. A form printed in capitals only
    /// here is expected in capitals: the same word in lower case counts against a marking. One or two letters and `//`
    /// are a level before a control that is known: `TS//`.
    pub text: String,
    /// The weakest position in which this alone is a marking.
    #[serde(default)]
    pub stands: Stands,
}

/// The weakest position in which a form alone is taken for a marking, strongest form first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stands {
    /// Unmistakable wherever it stands, unless it is quoted or explained: `秘密★`, `TLP:RED`.
    Anywhere,
    /// On a line of its own, with or without controls: `NATO SECRET`.
    #[default]
    Line,
    /// On a line of its own and confirmed by something else: first or last line of the text, the same line at both
    /// ends, a supporting neighbour, controls. For everyday words: `秘密`, `OFFICIAL`.
    Confirmed,
    /// As `Confirmed`, and only with a support, field or language word of this system near: for a word that belongs to
    /// another system where nothing tells, such as a French `SECRET`.
    Supported,
    /// Only as the value of one of this system's fields: `密` after `密等`.
    Field,
}

impl Stands {
    /// Every one, in order.
    pub const ALL: [Stands; 5] = [Stands::Anywhere, Stands::Line, Stands::Confirmed, Stands::Supported, Stands::Field];
}

/// A control, caveat, or handling instruction.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Long form: `NOFORN`.
    pub name: String,
    /// Short form in portion marks: `NF`.
    #[serde(default)]
    pub portion: Option<String>,
    /// Other spellings.
    #[serde(default)]
    pub forms: Vec<String>,
    /// What it means, in English.
    #[serde(default)]
    pub meaning: Option<String>,
    /// A level below this rank is raised to it: `UNCLASSIFIED//FOUO` is 2.
    #[serde(default, deserialize_with = "optional_rank")]
    pub raises_to: Option<u8>,
    /// Whether it marks a document without any level: `LAW ENFORCEMENT SENSITIVE`.
    #[serde(default)]
    pub alone: bool,
    /// Whether free text may follow: `REL TO USA, GBR`, `SAR-NAME`, `SP-CTI`.
    #[serde(default)]
    pub open: bool,
}

/// Whether `text` has letters with case, all of them capitals.
pub(crate) fn is_capitals(text: &str) -> bool {
    // `l` is what a scanner reads for `I`.
    !text.chars().any(|c| c.is_lowercase() && !matches!(c, 'l' | 'ｌ')) && text.chars().any(char::is_uppercase)
}

fn rank<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    let rank = u8::deserialize(from)?;
    let refusal = || D::Error::custom(format_args!("{rank} is no rank, which is a number from 0 to {MAX_RANK}"));
    if rank <= MAX_RANK { Ok(rank) } else { Err(refusal()) }
}

fn optional_rank<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    rank(from).map(Some)
}
