//! The cases of every marking system, `tests/cases/<system>.toml`, as [`suites`] reads them: templates filled in.
use serde::Deserialize;
use shareguard::{
    Finding,
    marking::declaration::{Level, Stands, System},
};
use std::{collections::BTreeSet, fs, ops::Range, path::Path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CasesFile {
    #[serde(default)]
    every: Vec<Template>,
    case: Vec<Case>,
}

/// A text with `{}` for a form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    name: String,
    of: Slot,
    text: String,
    found: bool,
    /// The words a finding must cover; the form alone where absent.
    #[serde(default = "the_form")]
    quote: String,
    /// The level that the text states besides a control.
    #[serde(default)]
    level: Option<String>,
}

fn the_form() -> String {
    "{}".to_owned()
}

/// What a template is tried with.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Slot {
    /// Forms that can stand without a field label or a supporting neighbour.
    Forms,
    /// Forms that need a supporting neighbour.
    SupportedForms,
    /// Forms that are a marking only as the value of a field.
    FieldForms,
    /// Portion codes.
    Portions,
    /// Controls in all their spellings, beside the template's level.
    Controls,
    /// Portion codes of controls, beside the template's level.
    ControlPortions,
}

impl Template {
    /// What the template is tried with, each with the level that its text then states.
    fn fillings<'a>(&self, system: &'a System) -> Vec<(&'a Level, &'a str)> {
        let each_level = |words: &dyn Fn(&'a Level) -> Vec<&'a str>| {
            system.levels.iter().flat_map(|level| words(level).into_iter().map(move |word| (level, word))).collect()
        };
        let standing = |stands: &dyn Fn(Stands) -> bool| {
            each_level(&|level| {
                level.forms.iter().filter(|form| stands(form.stands)).map(|form| form.text.as_str()).collect()
            })
        };
        let stated = || {
            let level =
                self.level.as_ref().unwrap_or_else(|| panic!("{}: a template for controls names its level", self.name));
            system
                .levels
                .iter()
                .find(|known| known.name == *level)
                .unwrap_or_else(|| panic!("{}: no level {level}", self.name))
        };
        match self.of {
            Slot::Forms => standing(&|stands| stands < Stands::Supported),
            Slot::SupportedForms => standing(&|stands| stands == Stands::Supported),
            Slot::FieldForms => standing(&|stands| stands == Stands::Field),
            Slot::Portions => each_level(&|level| level.portions.iter().map(String::as_str).collect()),
            Slot::Controls => system
                .controls
                .iter()
                .flat_map(|control| std::iter::once(&control.name).chain(&control.forms))
                .map(|form| (stated(), form.as_str()))
                .collect(),
            Slot::ControlPortions => {
                system.controls.iter().filter_map(|control| Some((stated(), control.portion.as_deref()?))).collect()
            }
        }
    }

    fn case(&self, level: &Level, form: &str) -> Case {
        // Letters are a level before a control only.
        let form = &if form.ends_with("//") { format!("{form}NF") } else { form.to_owned() };
        let expected = Expected {
            quote: self.quote.replace("{}", form),
            level: Some(level.name.clone()),
            rank: level.rank,
            kind: None,
        };
        Case {
            name: format!("{form:?} {}", self.name),
            text: self.text.replace("{}", form),
            findings: if self.found { vec![expected] } else { Vec::new() },
        }
    }
}

/// A text and what must be found in it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) findings: Vec<Expected>,
}

/// A finding that a case demands.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// Words of the text that a finding must cover, at least once where they occur more often.
    pub(crate) quote: String,
    #[serde(default)]
    pub(crate) level: Option<String>,
    pub(crate) rank: u8,
    /// `banner`, `portion`, …, as a finding serialises it.
    #[serde(default)]
    pub(crate) kind: Option<String>,
}

impl Expected {
    pub(crate) fn is_met_by(&self, system: &str, text: &str, finding: &Finding) -> bool {
        finding.system == system
            && finding.rank.get() == self.rank
            && (self.level.is_none() || self.level == finding.level)
            && self.kind.as_ref().is_none_or(|kind| *kind == kind_name(finding))
            && utf16_occurrences(text, &self.quote).iter().any(|at| covers(finding, at))
    }
}

pub(crate) fn kind_name(finding: &Finding) -> String {
    serde_json::to_value(finding.kind).expect("a kind serialises").as_str().expect("as a string").to_owned()
}

/// Whether the finding's span holds the whole range, in UTF-16 code units.
fn covers(finding: &Finding, at: &Range<u32>) -> bool {
    finding.span.start <= at.start && at.end <= finding.span.end
}

pub(crate) fn utf16_occurrences(text: &str, quote: &str) -> Vec<Range<u32>> {
    let length = |s: &str| u32::try_from(s.encode_utf16().count()).expect("a case is short");
    text.match_indices(quote).map(|(at, _)| length(&text[..at])..length(&text[..at]) + length(quote)).collect()
}

/// The cases of one system, templates filled in.
pub(crate) struct Suite {
    pub(crate) system: System,
    pub(crate) cases: Vec<Case>,
    /// Forms, field forms and portions for which some template demands a finding.
    pub(crate) tried: BTreeSet<(String, String)>,
}

/// All suites, in order of their systems.
pub(crate) fn suites() -> Vec<Suite> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut systems: Vec<System> = fs::read_dir(root.join("src/systems"))
        .expect("src/systems is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| parse(&path))
        .collect();
    systems.sort_by(|a, b| a.id.cmp(&b.id));
    systems.into_iter().map(|system| suite(system, &root.join("tests/cases"))).collect()
}

fn suite(system: System, folder: &Path) -> Suite {
    let file: CasesFile = parse(&folder.join(format!("{}.toml", system.id)));
    let mut cases = file.case;
    let mut tried = BTreeSet::new();
    for template in &file.every {
        for (level, form) in template.fillings(&system) {
            if template.found {
                tried.insert((level.name.clone(), form.to_owned()));
            }
            cases.push(template.case(level, form));
        }
    }
    Suite { system, cases, tried }
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
