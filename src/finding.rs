//! A finding: one recognised marking, where it stands, and why it is believed to be a marking.

use crate::verdict::Action;
use serde::{Deserialize, Serialize};

/// A half-open range in the checked text, in UTF-16 code units: the unit of `String.length` and of the DOM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Span {
    /// First unit inside.
    pub start: u32,
    /// First unit after the end; never less than `start`.
    pub end: u32,
}

/// Makes the levels of all systems comparable: 5 top secret, 4 secret, 3 confidential,
/// 2 restricted, official-sensitive or CUI, 1 internal or corporate, 0 explicitly unclassified or public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(try_from = "u8", into = "u8")]
#[cfg_attr(feature = "web", tsify(type = "0 | 1 | 2 | 3 | 4 | 5"))]
pub struct Rank(u8);

impl Rank {
    /// The lowest rank: says that it is public or unclassified.
    pub const MIN: Rank = Rank(0);
    /// The lowest rank of what is not for everybody: internal, corporate.
    pub const INTERNAL: Rank = Rank(1);
    /// The lowest rank that warns by default: restricted, official-sensitive, CUI.
    pub const RESTRICTED: Rank = Rank(2);
    /// The highest rank, top secret.
    pub const MAX: Rank = Rank(5);

    /// The rank, or `None` above 5.
    pub const fn new(rank: u8) -> Option<Rank> {
        if rank <= 5 { Some(Rank(rank)) } else { None }
    }

    /// The number, 0 to 5.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Rank {
    type Error = &'static str;
    fn try_from(rank: u8) -> Result<Self, Self::Error> {
        Rank::new(rank).ok_or("a rank is a number from 0 to 5")
    }
}

impl From<Rank> for u8 {
    fn from(rank: Rank) -> u8 {
        rank.0
    }
}

/// The form in which a marking was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A line that marks the page: `SECRET//NOFORN`.
    Banner,
    /// A mark before one paragraph: `(S//NF)`, `（机密）`.
    Portion,
    /// Who classified it, why and until when; the level itself may not be stated.
    AuthorityBlock,
    /// A field or line in the head of a document: `密级：机密`, `Classification: SECRET`.
    Header,
    /// A bare level word standing alone, as from a rubber stamp.
    Stamp,
    /// A machine-readable label: ISM attributes, STANAG 4774, MSIP properties.
    Metadata,
    /// A term from the policy.
    Term,
    /// A pattern from the policy.
    Pattern,
}

/// The part of the submission in which the marking stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Origin {
    /// The text itself.
    Body,
    /// The formatted version of a paste, where it differs from the plain one.
    Html,
    /// The name of a file.
    Name,
    /// Properties that stand beside the content: sensitivity labels, `<meta>`, a picture's caption.
    Metadata,
    /// Writing in a picture.
    Image,
    /// A QR code in a picture.
    QrCode,
}

/// A rectangle in a picture, in fractions of its width and height as it is shown, 0 to 1 from the top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Region {
    /// Its left edge.
    #[serde(serialize_with = "three_decimals")]
    pub left: f32,
    /// Its upper edge.
    #[serde(serialize_with = "three_decimals")]
    pub top: f32,
    /// Its right edge, beyond `left`.
    #[serde(serialize_with = "three_decimals")]
    pub right: f32,
    /// Its lower edge, beyond `top`.
    #[serde(serialize_with = "three_decimals")]
    pub bottom: f32,
}

/// One reason for or against taking a match for a marking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Evidence {
    /// A stable name in snake case, such as `own_line` or `running_prose`; every interface has a sentence for it.
    pub cue: String,
    /// Change of the log-odds that this is a marking; negative counts against.
    #[serde(serialize_with = "three_decimals")]
    pub weight: f32,
}

/// One part of a marking besides its level: a control, caveat, period, addressee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Control {
    /// As the system writes it, in its long form: `NOFORN`, `10年`.
    pub name: String,
    /// What it means, in English, where the system's file says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
}

/// One recognised marking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Finding {
    /// Id of the marking system, such as `cn`; for terms and patterns the id the policy gave.
    pub system: String,
    /// The level in the system's own words, such as `机密`; `None` where the marking does not state it.
    pub level: Option<String>,
    /// A lower bound where `level` is `None`.
    pub rank: Rank,
    /// What the policy makes of it alone: `allow` where an exception or no rule is about it, and as long as nobody has
    /// decided.
    pub action: Action,
    /// The form in which it was written.
    pub kind: Kind,
    /// Where it stands in the text of `origin`.
    pub span: Span,
    /// The original characters under `span`, at most [`MAX_QUOTE_CHARS`] of them.
    pub quote: String,
    /// Which part of the submission it was read from.
    pub origin: Origin,
    /// Which item of the submission, counted from 0.
    pub item: u32,
    /// The name of the file that it stands in; `None` in text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// What the property is called in which it stands, such as `EXIF ImageDescription`; `None` elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub property: Option<String>,
    /// Where it stands in a picture; `None` in text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// The line, counted from 1, on which it starts.
    pub line: u32,
    /// How sure: 0.5 is the threshold below which nothing is reported.
    #[serde(serialize_with = "three_decimals")]
    pub confidence: f32,
    /// Why, strongest first.
    pub evidence: Vec<Evidence>,
    /// Controls, caveats, periods that were parsed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Control>,
    /// The system's title in the person's language.
    pub system_title: String,
    /// What the level is called in the person's language; equals `level` where there is no other name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level_title: Option<String>,
}

/// Longest quote that a finding carries, in characters.
pub const MAX_QUOTE_CHARS: usize = 120;

/// As much of `text` as a finding quotes.
pub(crate) fn quote(text: &str) -> String {
    text.chars().take(MAX_QUOTE_CHARS).collect()
}

/// Writes a score the same way in every shell: as `f32` it would be `0.9` in our JSON and `0.8999999761581421` in
/// JavaScript.
fn three_decimals<S: serde::Serializer>(score: &f32, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64((f64::from(*score) * 1000.0).round() / 1000.0)
}
