//! The shape of a policy file: the one description that the loader checks by and the JSON Schema is printed from.
use Shape::{
    Choice, Either, Id, List, Localised, MatchPattern, Object, Rank, Regex, Seconds, Site, System, Text, Version,
};

use super::model::TimeLimits;
use crate::terms::MAX_TERMS;

/// Longest message to the person, in characters: what fits on the dialog, and what Chrome's connectors allow.
pub const MAX_MESSAGE_CHARS: usize = 200;
/// Longest name, title, reason or contact, in characters.
pub const MAX_TITLE_CHARS: usize = 120;
/// Longest description, in characters.
pub const MAX_DESCRIPTION_CHARS: usize = 1000;
/// Longest regular expression, in characters.
pub const MAX_REGEX_CHARS: usize = 1000;
/// Longest id, in characters.
pub const MAX_ID_CHARS: usize = 64;

/// Longest term of a dictionary, in characters.
pub const MAX_TERM_CHARS: usize = 200;
/// Most dictionaries of a policy.
pub const MAX_DICTIONARIES: usize = 64;

/// What a value must look like.
#[derive(Debug)]
pub enum Shape {
    /// The number of this version of the format.
    Version,
    /// A text that is not blank, of at most so many characters.
    Text(usize),
    /// Letters, digits, `-`, `_`, `.`: unique where it is declared.
    Id,
    /// A rank, 0 to 5.
    Rank,
    /// A whole number of seconds, from 1 to this.
    Seconds(u32),
    /// True or false.
    Flag,
    /// One of these words; each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
    /// Id of a marking system, or of a pattern in this policy.
    System,
    /// Id of a site, or a URL match pattern.
    Site,
    /// A URL match pattern.
    MatchPattern,
    /// A regular expression.
    Regex,
    /// At least one and at most `most` of these, no two alike.
    List {
        /// What it is a list of.
        of: &'static Shape,
        /// At most so many.
        most: usize,
    },
    /// This, once for all languages, or an object with one for each.
    Localised(&'static Shape),
    /// The first, or the second, which is another kind of JSON value.
    Either(&'static Shape, &'static Shape),
    /// An object with these keys and no other.
    Object(&'static [Field]),
}

/// One key of an object.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it says, for administrators.
    pub doc: &'static str,
    /// What its value looks like.
    pub shape: Shape,
}

pub(super) const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, required: true, doc, shape }
}

pub(super) const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, required: false, doc, shape }
}

/// A key that editors need and the loader ignores.
pub const SCHEMA_KEY: &str = "$schema";

/// Languages of the interface, as a policy names them.
pub const LANGUAGES: &[&str] = &["en", "zh_CN"];

/// The whole policy.
pub static POLICY: Shape = Object(&[
    optional(SCHEMA_KEY, Text(500), "Where editors find this schema. Ignored otherwise."),
    required("version", Version, "Version of the format."),
    required("name", Text(MAX_TITLE_CHARS), "What people know this policy by."),
    optional(
        "base",
        Choice(&[
            (
                "default",
                "Behind the rules: rank 2 and above warns, rank 1 is reported. To be milder, write an allow rule.",
            ),
            ("none", "What no rule names is let go."),
        ]),
        "Which rules stand behind those of this policy.",
    ),
    optional(
        "mode",
        Choice(&[
            ("enforce", "Actions are carried out."),
            (
                "audit",
                "Everything above report becomes report: to see what a policy would do before anybody is stopped.",
            ),
        ]),
        "Whether the actions are carried out.",
    ),
    optional("contact", Localised(&Text(MAX_TITLE_CHARS)), "Whom the person may ask; stands in every warning."),
    optional(
        "rules",
        List { of: &RULE, most: 500 },
        "All rules apply, and the strictest decides: report < warn < justify < block. Only allow is an exception and beats all.",
    ),
    optional("failures", FAILURES, "What happens when something was not fully checked. Each is warn unless given."),
    optional(
        "time_limits",
        Object(&[
            optional("file_seconds", Seconds(TimeLimits::MAX_FILE_SECONDS), "For one file; 10 where absent."),
            optional(
                "action_seconds",
                Seconds(TimeLimits::MAX_ACTION_SECONDS),
                "For all files of one action together; 60 where absent.",
            ),
        ]),
        "How long checking files may take, in seconds. What is not done by then was not checked: failures/timeout says what then.",
    ),
    optional(
        "patterns",
        List { of: &PATTERN, most: 64 },
        "Regular expressions that count as markings: project names, document numbers.",
    ),
    optional(
        "dictionaries",
        List { of: &DICTIONARY, most: MAX_DICTIONARIES },
        "Terms that count as markings: names of projects, places, people. At most 100,000 in all.",
    ),
    optional(
        super::systems::KEY,
        List { of: &super::systems::SYSTEM, most: super::systems::MAX_SYSTEMS },
        "Marking systems of one's own, declared as those that ship are: labels of one company, GUIDs of sensitivity labels.",
    ),
    optional(
        "exam_boilerplate",
        Choice(&[
            ("ignore", "It is printed on every mock paper that pupils share."),
            ("find", "It is a marking, as for those who make the real papers."),
        ]),
        "What 绝密★启用前 at the head of an examination paper is.",
    ),
    optional(
        "sites",
        List { of: &SITE, most: 500 },
        "What pages of guarded sites are called and of which kind they are, before what ships says so. No further site is guarded by it.",
    ),
]);

static RULE: Shape = Object(&[
    required("id", Id, "Unique in this policy; stands in warnings and events."),
    optional("description", Text(MAX_DESCRIPTION_CHARS), "For administrators."),
    optional("sites", List { of: &Site, most: 200 }, "Ids of sites, or URL match patterns. All where absent."),
    optional("categories", List { of: &CATEGORY, most: 4 }, "Kinds of sites. All where absent."),
    optional("channels", List { of: &CHANNEL, most: 4 }, "Ways by which content leaves. All where absent."),
    optional(
        "systems",
        List { of: &System, most: 200 },
        "Marking systems, or ids of patterns of this policy. All where absent.",
    ),
    optional(
        "ranks",
        Object(&[
            optional("min", Rank, "Lowest rank. 0 where absent."),
            optional("max", Rank, "Highest rank. 5 where absent."),
        ]),
        "Ranks of findings: 5 top secret, 4 secret, 3 confidential, 2 restricted, 1 internal, 0 public. Where absent, 1 to 5, and for allow 0 to 5.",
    ),
    required("action", ACTION, "What happens to what this rule is about."),
    optional("message", Localised(&Text(MAX_MESSAGE_CHARS)), "What the person reads besides the findings."),
    optional(
        "reasons",
        Localised(&List { of: &Text(MAX_TITLE_CHARS), most: 10 }),
        "Reasons to choose from where the action is justify. One can always be typed.",
    ),
]);

const ACTION: Shape = Choice(&[
    ("allow", "Let go. An exception: beats all other rules for what this rule is about."),
    ("report", "Let go and count."),
    ("warn", "Ask; the person may share anyway."),
    ("justify", "Ask; the person may share anyway after stating a reason, which nobody is told and nothing keeps."),
    ("block", "Stop."),
]);

static CATEGORY: Shape = CATEGORIES;
const CATEGORIES: Shape = Choice(&[
    ("ai-chat", "Assistants that answer from a model."),
    ("social", "Where what is posted reaches other people."),
    ("playground", "Shareguard's own page for trying it out."),
    ("other", "Any other site that this policy adds."),
]);

static CHANNEL: Shape = Choice(&[
    ("paste", "From the clipboard."),
    ("drop", "Dragged into the page."),
    ("attach", "Chosen in a file picker."),
    ("send", "Typed or dictated, and sent."),
]);

const FAILURES: Shape = Object(&[
    optional("encrypted", ACTION, "Protected by a password."),
    optional("truncated", ACTION, "Only a part was read."),
    optional("too_large", ACTION, "Over a size limit."),
    optional("timeout", ACTION, "Over the time limit."),
    optional("unsupported", ACTION, "A format that is not read."),
    optional("damaged", ACTION, "Broken, or not what it claims to be."),
    optional("engine_error", ACTION, "The checker itself failed."),
]);

static PATTERN: Shape = Object(&[
    required(
        "id",
        Id,
        "Stands as the system of what it finds, so that rules can name it. Not the id of a marking system.",
    ),
    required(
        "regex",
        Regex,
        "In the syntax of the Rust regex crate: linear in time, hence without look-around and back-references. (?i) ignores case; \\b knows ASCII words.",
    ),
    required("rank", Rank, "Rank of what it finds."),
    required("title", Localised(&Text(MAX_TITLE_CHARS)), "What the person reads: which kind of marking this is."),
]);

static DICTIONARY: Shape = Object(&[
    required(
        "id",
        Id,
        "Stands as the system of what it finds, so that rules can name it. Not the id of a marking system or pattern.",
    ),
    required("title", Localised(&Text(MAX_TITLE_CHARS)), "What the person reads: which kind of term this is."),
    required("rank", Rank, "Rank of what it finds, unless a term has its own."),
    optional(
        "match",
        Choice(&[
            ("word", "As whole words. In scripts without blanks between words, and in Korean, anywhere."),
            ("anywhere", "Also inside words."),
        ]),
        "Where its terms match; word unless given. Capitals, width, accents written apart and the like make no difference.",
    ),
    required(
        "terms",
        List { of: &TERM, most: MAX_TERMS },
        "What is looked for: texts, or objects where a term has a rank or id of its own.",
    ),
]);

static TERM: Shape = Either(
    &Text(MAX_TERM_CHARS),
    &Object(&[
        required("text", Text(MAX_TERM_CHARS), "What is looked for."),
        optional("rank", Rank, "Instead of the rank of its dictionary."),
        optional("id", Id, "What findings call it, so that warnings and events can name it without quoting it."),
    ]),
);

static SITE: Shape = Object(&[
    required("id", Id, "Unique among sites."),
    required("title", Text(MAX_TITLE_CHARS), "The name people know it by."),
    required("category", CATEGORIES, "What kind of site it is."),
    required("matches", List { of: &MatchPattern, most: 100 }, "URL match patterns of its pages: *://*.example.org/*"),
]);
