//! The command line.
use clap::{Args, Parser, Subcommand, ValueEnum};
use shareguard::{Channel, Locale};
use std::path::PathBuf;

/// Finds security classification markings in what is about to be shared.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit status: 0 nothing at warn or above, 1 something, 2 an input could not be read or the arguments are wrong."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check files, folders or standard input
    Scan(Scan),
    /// Check, explain and prepare policies
    #[command(subcommand)]
    Policy(Policy),
}

#[derive(Debug, Args)]
pub(crate) struct Scan {
    /// Files, folders (with all that is in them), or - for standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) conditions: Conditions,
    /// Answer with one JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// Say what each part of a marking means, what spoke for and against it, and what nearly was one
    #[arg(long, conflicts_with = "jsonl")]
    pub(crate) explain: bool,
    /// Read {"id":…,"text":…} or {"id":…,"path":…} from standard input, one a line; answer one line each, in order
    #[arg(long)]
    pub(crate) jsonl: bool,
    /// Print what is written in pictures, line by line, and judge nothing
    #[arg(long, conflicts_with_all = ["jsonl", "explain"])]
    pub(crate) lines: bool,
}

/// Under which conditions something is shared.
#[derive(Debug, Args)]
pub(crate) struct Conditions {
    /// Policy to decide by; the built-in one where absent
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Address of the page that it goes to
    #[arg(long, value_name = "URL")]
    pub(crate) site: Option<String>,
    /// Way by which it leaves
    #[arg(long, value_enum, default_value_t = Way::Paste)]
    pub(crate) channel: Way,
    /// Language of titles and messages
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub(crate) locale: Language,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Way {
    Paste,
    Drop,
    Attach,
    Send,
}

impl From<Way> for Channel {
    fn from(way: Way) -> Channel {
        match way {
            Way::Paste => Channel::Paste,
            Way::Drop => Channel::Drop,
            Way::Attach => Channel::Attach,
            Way::Send => Channel::Send,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Language {
    En,
    #[value(name = "zh_CN")]
    ZhCn,
}

impl From<Language> for Locale {
    fn from(language: Language) -> Locale {
        match language {
            Language::En => Locale::English,
            Language::ZhCn => Locale::SimplifiedChinese,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Policy {
    /// Say everything that is wrong with a policy
    Check {
        /// The policy, or - for standard input
        file: PathBuf,
        /// Answer with one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Say which rules apply to a text, and which one decides
    Explain {
        #[command(flatten)]
        conditions: Conditions,
        /// The text
        #[arg(long, required_unless_present = "file", conflicts_with = "file")]
        text: Option<String>,
        /// A file with the text, or - for standard input
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Print the JSON Schema of policies, for editors
    Schema,
    /// Print the file that brings a policy to the browsers of an organisation
    Emit {
        /// The policy, or - for standard input
        file: PathBuf,
        /// For which browser
        #[arg(long = "for", value_enum, value_name = "BROWSER")]
        target: Target,
        /// Id of the extension, where it is not the published one
        #[arg(long, value_name = "ID")]
        extension: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Target {
    /// A file for /etc/chromium/policies/managed or /etc/opt/chrome/policies/managed
    ChromeJson,
    /// A policies.json
    Firefox,
}
