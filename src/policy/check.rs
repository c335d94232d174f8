//! Checks the JSON of a policy against its [`shape`](super::shape), and says everything that is wrong with it.
use super::defect::{PolicyError, Problem};
use super::json::Json;
use super::match_pattern::MatchPattern;
use super::model::{Ranks, VERSION};
use super::nearest::nearest;
use super::shape::{Field, LANGUAGES, MAX_ID_CHARS, MAX_REGEX_CHARS, POLICY, Shape};
use super::site;
use super::systems;
use crate::finding::Rank;
use crate::marking::catalogue::Catalogue;
use crate::pattern::compile::compile;
use crate::terms::MAX_TERMS;
use std::collections::HashMap;

/// Everything that is wrong with a policy, first by place, then what concerns several places.
pub(super) fn check(json: &Json) -> Vec<PolicyError> {
    let mut walk = Walk {
        at: String::new(),
        systems: Catalogue::shipped()
            .ids()
            .map(str::to_owned)
            .chain(ids_of(json, systems::KEY))
            .chain(ids_of(json, "patterns"))
            .chain(ids_of(json, "dictionaries"))
            .collect(),
        sites: site::shipped().iter().map(|site| site.id.to_owned()).chain(ids_of(json, "sites")).collect(),
        errors: Vec::new(),
    };
    walk.check(json, &POLICY);
    check_across(json, &mut walk);
    walk.errors
}

/// The ids that a list of the policy declares.
fn ids_of<'j>(json: &'j Json, list: &str) -> impl Iterator<Item = String> + use<'j> {
    let items = json.get(list).map(Json::items).unwrap_or_default();
    items.iter().filter_map(|item| item.get("id")?.as_str()).map(str::to_owned)
}

/// What cannot be seen at one place alone: ids that stand twice or are taken, ranges the wrong way round.
fn check_across(json: &Json, walk: &mut Walk) {
    check_ids(json, walk, &["rules"], HashMap::new());
    check_ids(json, walk, &["sites"], HashMap::new());
    // What finds markings is named where a system is named.
    let shipped = Catalogue::shipped();
    let shipped_systems = shipped.ids().map(|system| (system, "a marking system".to_owned())).collect();
    check_ids(json, walk, &[systems::KEY, "patterns", "dictionaries"], shipped_systems);
    let terms = json.get("dictionaries").map(Json::items).unwrap_or_default().iter();
    let terms: usize = terms.map(|dictionary| dictionary.get("terms").map_or(0, |terms| terms.items().len())).sum();
    if terms > MAX_TERMS {
        let message = format!("the dictionaries have {terms} terms, of at most {MAX_TERMS} in all");
        walk.error_at("/dictionaries".to_owned(), Problem::TooLarge, message);
    }
    for (index, rule) in json.get("rules").map(Json::items).unwrap_or_default().iter().enumerate() {
        let Some(ranks) = rule.get("ranks") else {
            continue;
        };
        let end = |key, absent: u64| match ranks.get(key) {
            Some(Json::Number(number)) => number.as_u64(),
            Some(_) => None,
            None => Some(absent),
        };
        let ends = (end("min", u64::from(Ranks::ALL.min.get())), end("max", u64::from(Ranks::ALL.max.get())));
        if let (Some(min), Some(max)) = ends
            && min > max
            // An end that is no rank was reported as such.
            && min.max(max) <= u64::from(Rank::MAX.get())
        {
            let message = format!("min ({min}) is above max ({max}), so this rule could never apply");
            walk.error_at(format!("/rules/{index}/ranks"), Problem::Value, message);
        }
    }
}

/// No id may stand twice in these lists, nor be one of those taken, which come with what they are the id of.
fn check_ids<'j>(json: &'j Json, walk: &mut Walk, lists: &[&str], mut taken: HashMap<&'j str, String>) {
    for list in lists {
        for (index, item) in json.get(list).map(Json::items).unwrap_or_default().iter().enumerate() {
            let Some(id) = item.get("id").and_then(Json::as_str) else {
                continue;
            };
            if let Some(owner) = taken.get(id) {
                let at = format!("/{list}/{index}/id");
                walk.error_at(at, Problem::Duplicate, format!("{id:?} is already the id of {owner}"));
            } else {
                taken.insert(id, format!("/{list}/{index}"));
            }
        }
    }
}

/// A walk over the tree that knows where it is.
struct Walk {
    at: String,
    /// Ids that may stand where a system is named.
    systems: Vec<String>,
    /// Ids that may stand where a site is named.
    sites: Vec<String>,
    errors: Vec<PolicyError>,
}

impl Walk {
    fn error(&mut self, problem: Problem, message: String) {
        self.error_at(self.at.clone(), problem, message);
    }

    fn error_at(&mut self, at: String, problem: Problem, message: String) {
        self.errors.push(PolicyError { at, problem, message, suggestion: None });
    }

    /// An error with a suggestion, where one of the candidates is near.
    fn mistaken<'c>(
        &mut self,
        problem: Problem,
        message: String,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) {
        let suggestion = nearest(word, candidates).map(str::to_owned);
        self.errors.push(PolicyError { at: self.at.clone(), problem, message, suggestion });
    }

    fn inside(&mut self, segment: &str, look: impl FnOnce(&mut Walk)) {
        let outside = self.at.len();
        self.at.push('/');
        self.at.push_str(&segment.replace('~', "~0").replace('/', "~1"));
        look(self);
        self.at.truncate(outside);
    }

    fn check(&mut self, json: &Json, shape: &Shape) {
        match (shape, json) {
            (Shape::Flag, Json::Bool(_)) => {}
            (Shape::Version, Json::Number(_)) => {} // another number was reported before
            (Shape::Rank, Json::Number(number)) => {
                if number.as_u64().and_then(|rank| Rank::new(u8::try_from(rank).ok()?)).is_none() {
                    self.error(Problem::Value, format!("a rank is a whole number from 0 to 5, not {number}"));
                }
            }
            (Shape::Seconds(most), Json::Number(number)) => {
                if !number.as_u64().is_some_and(|seconds| (1..=u64::from(*most)).contains(&seconds)) {
                    self.error(Problem::Value, format!("a whole number of seconds from 1 to {most}, not {number}"));
                }
            }
            (Shape::List { of, most }, Json::Array(items)) => self.check_list(items, of, *most),
            (Shape::Object(fields), Json::Object(members)) => self.check_object(members, fields),
            (Shape::Localised(_), Json::Object(members)) => self.check_languages(members, shape),
            (Shape::Either(first, _), _) if json.kind() == kind_of(first) => self.check(json, first),
            (Shape::Either(_, second), _) if json.kind() == kind_of(second) => self.check(json, second),
            (Shape::Localised(one), _) if json.kind() == kind_of(one) => self.check(json, one),
            (_, Json::String(text)) if kind_of(shape) == "a string" => self.check_string(text, shape),
            _ => self.error(Problem::Type, format!("expected {}, found {}", expected(shape), json.kind())),
        }
    }

    fn check_string(&mut self, text: &str, shape: &Shape) {
        match shape {
            Shape::Text(most) => self.check_length(text, *most),
            Shape::Id => self.check_id(text),
            Shape::Choice(choices) => {
                let words = || choices.iter().map(|(word, _)| *word);
                if !words().any(|word| word == text) {
                    let all = words().collect::<Vec<_>>().join(", ");
                    self.mistaken(Problem::Value, format!("{text:?} is not one of {all}"), text, words());
                }
            }
            Shape::System => self.check_system(text),
            Shape::Site => self.check_site(text),
            Shape::MatchPattern => self.check_match_pattern(text),
            Shape::Regex => {
                self.check_length(text, MAX_REGEX_CHARS);
                if let Err(why) = compile(text) {
                    self.error(Problem::Regex, why);
                }
            }
            // The others are no strings.
            _ => {}
        }
    }

    fn check_length(&mut self, text: &str, most: usize) {
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.error(Problem::Value, "this text is empty; leave the key out, or say something".to_owned());
        } else if length > most {
            self.error(Problem::TooLong, format!("this text has {length} characters, of at most {most}"));
        }
    }

    fn check_id(&mut self, id: &str) {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        if id.is_empty() || id.len() > MAX_ID_CHARS || !id.bytes().all(fits) {
            let message = format!("{id:?} is not an id: 1 to {MAX_ID_CHARS} of A-Z a-z 0-9 - _ .");
            self.error(Problem::Value, message);
        }
    }

    fn check_system(&mut self, text: &str) {
        if !self.systems.iter().any(|system| system == text) {
            let systems = self.systems.clone();
            let message =
                format!("there is no marking system, pattern or dictionary {text:?}; there are {}", systems.join(", "));
            self.mistaken(Problem::UnknownSystem, message, text, systems.iter().map(String::as_str));
        }
    }

    fn check_site(&mut self, text: &str) {
        if text.contains("://") || text == "<all_urls>" {
            self.check_match_pattern(text);
        } else if !self.sites.iter().any(|site| site == text) {
            let sites = self.sites.clone();
            let message = format!(
                "there is no site {text:?}; name a site by its id, or by a match pattern such as *://*.example.org/*"
            );
            self.mistaken(Problem::UnknownSite, message, text, sites.iter().map(String::as_str));
        }
    }

    fn check_match_pattern(&mut self, text: &str) {
        if let Err(why) = MatchPattern::parse(text) {
            self.error(Problem::MatchPattern, format!("{text:?} is not a match pattern: {why}"));
        }
    }

    fn check_list(&mut self, items: &[Json], of: &Shape, most: usize) {
        if items.is_empty() {
            self.error(Problem::Value, "this list is empty; leave the key out, or name at least one".to_owned());
        }
        if items.len() > most {
            self.error(Problem::TooLarge, format!("this list has {} entries, of at most {most}", items.len()));
        }
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (index, item) in items.iter().enumerate().take(most) {
            self.inside(&index.to_string(), |walk| {
                walk.check(item, of);
                let Some(text) = item.as_str() else { return };
                if let Some(first) = seen.get(text) {
                    walk.error(Problem::Duplicate, format!("{text:?} already stands at {first} in this list"));
                } else {
                    seen.insert(text, index);
                }
            });
        }
    }

    fn check_object(&mut self, members: &[(String, Json)], fields: &[Field]) {
        for (index, (key, value)) in members.iter().enumerate() {
            self.inside(key, |walk| {
                if members[..index].iter().any(|(earlier, _)| earlier == key) {
                    walk.error(Problem::RepeatedKey, format!("{key:?} stands twice in one object"));
                }
                match fields.iter().find(|field| field.name == key) {
                    Some(field) => walk.check(value, &field.shape),
                    None => {
                        let names = || fields.iter().map(|field| field.name);
                        let all = names().collect::<Vec<_>>().join(", ");
                        walk.mistaken(
                            Problem::UnknownKey,
                            format!("{key:?} is not a key here; there are {all}"),
                            key,
                            names(),
                        );
                    }
                }
            });
        }
        for field in fields.iter().filter(|field| field.required) {
            if !members.iter().any(|(key, _)| key == field.name) {
                self.error(Problem::MissingKey, format!("{:?} is missing: {}", field.name, expected(&field.shape)));
            }
        }
    }

    fn check_languages(&mut self, members: &[(String, Json)], shape: &Shape) {
        let Shape::Localised(one) = shape else { return };
        if members.is_empty() {
            self.error(Problem::Value, format!("expected {}", expected(shape)));
        }
        for (index, (language, said)) in members.iter().enumerate() {
            self.inside(language, |walk| {
                if members[..index].iter().any(|(earlier, _)| earlier == language) {
                    walk.error(Problem::RepeatedKey, format!("{language:?} stands twice in one object"));
                }
                if LANGUAGES.contains(&language.as_str()) {
                    walk.check(said, one);
                } else {
                    let message =
                        format!("{language:?} is not a language of the interface; there are {}", LANGUAGES.join(", "));
                    walk.mistaken(Problem::UnknownKey, message, language, LANGUAGES.iter().copied());
                }
            });
        }
    }
}

/// The kind of JSON value that a shape asks for first.
fn kind_of(shape: &Shape) -> &'static str {
    match shape {
        Shape::Version | Shape::Rank | Shape::Seconds(_) => "a number",
        Shape::Flag => "true or false",
        Shape::List { .. } => "a list",
        Shape::Object(_) => "an object",
        Shape::Localised(one) | Shape::Either(one, _) => kind_of(one),
        Shape::Text(_)
        | Shape::Id
        | Shape::Choice(_)
        | Shape::System
        | Shape::Site
        | Shape::MatchPattern
        | Shape::Regex => "a string",
    }
}

/// What a shape asks for, as it stands in a sentence.
fn expected(shape: &Shape) -> String {
    match shape {
        Shape::Version => format!("the number {VERSION}"),
        Shape::Text(_) => "a text".to_owned(),
        Shape::Id => "an id".to_owned(),
        Shape::Rank => "a rank, a number from 0 to 5".to_owned(),
        Shape::Seconds(most) => format!("a number of seconds, from 1 to {most}"),
        Shape::Flag => "true or false".to_owned(),
        Shape::Choice(choices) => {
            format!("one of {}", choices.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", "))
        }
        Shape::System => "the id of a marking system".to_owned(),
        Shape::Site => "the id of a site or a match pattern".to_owned(),
        Shape::MatchPattern => "a match pattern such as *://*.example.org/*".to_owned(),
        Shape::Regex => "a regular expression".to_owned(),
        Shape::List { of, .. } => format!("a list, each entry {}", expected(of)),
        Shape::Localised(one) => {
            format!("{}, or an object with one for each of {}", expected(one), LANGUAGES.join(", "))
        }
        Shape::Either(first, second) => format!("{}, or {}", expected(first), expected(second)),
        Shape::Object(fields) => {
            format!(
                "an object with keys among {}",
                fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
            )
        }
    }
}
