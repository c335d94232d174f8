//! What is about to leave, by which way, and to which site.
use serde::{Deserialize, Serialize};

/// The way by which content leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// From the clipboard.
    Paste,
    /// Dragged into the page.
    Drop,
    /// Chosen in a file picker.
    Attach,
    /// Typed or dictated, and sent.
    Send,
}

/// Language of what the person reads. Falls back to English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Locale {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh_CN")]
    SimplifiedChinese,
}

/// One thing that leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// Plain text.
    Text(&'a str),
    /// HTML as the clipboard carries it.
    Html(&'a str),
    /// A file.
    #[cfg(feature = "files")]
    File(File<'a>),
}

/// A file: all of it, or its two ends where it is large.
#[cfg(feature = "files")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File<'a> {
    /// With its folders where a folder is shared.
    pub name: &'a str,
    /// As the browser or the operating system believes it to be; empty where nobody says.
    pub media_type: &'a str,
    /// Of the whole, in bytes.
    pub size: u64,
    /// From its start: all of it up to [`MAX_WHOLE_BYTES`](crate::extract::file::MAX_WHOLE_BYTES).
    pub head: &'a [u8],
    /// Up to its end; empty where `head` is all of it.
    pub tail: &'a [u8],
}

/// One action of the person, however many formats or files it consists of.
#[derive(Clone, Debug)]
pub struct Submission<'a> {
    /// Where it goes; `None` outside the browser.
    pub place: Option<Place>,
    /// By which way.
    pub channel: Channel,
    /// Language of titles and messages in the verdict.
    pub locale: Locale,
    /// What leaves.
    pub items: Vec<Item<'a>>,
}

/// What kind of site content goes to, as policy rules name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Assistants that answer from a model.
    AiChat,
    /// Where what is posted reaches other people.
    Social,
    /// This project's own page for trying it out.
    Playground,
    /// Any other site that an administrator added.
    Other,
}

/// A guarded site, as policy rules name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Place {
    /// Id of the site's data file, such as `chatgpt`, or of the policy's own site.
    pub site: String,
    /// Category of the site.
    pub category: Category,
    /// Those URL match patterns in the policy's rules that the page's address fits: found where the address is known,
    /// so that the address itself travels no further.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matched: Vec<String>,
}
