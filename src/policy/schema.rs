//! The JSON Schema of a policy, for editors that complete and check while an administrator types.
use super::json::Json;
use super::match_pattern::MatchPattern;
use super::model::VERSION;
use super::shape::{Field, LANGUAGES, MAX_ID_CHARS, MAX_REGEX_CHARS, POLICY, Shape};
use super::site;
use crate::marking::catalogue::Catalogue;

/// The schema, in the dialect 2020-12. Stricter things (a regular expression that compiles) are left to `policy check`.
pub fn json_schema() -> Json {
    let Json::Object(members) = schema(&POLICY) else {
        return Json::Null;
    };
    let head = [
        ("$schema".to_owned(), Json::from("https://json-schema.org/draft/2020-12/schema")),
        ("title".to_owned(), Json::from("Shareguard policy")),
    ];
    Json::Object(head.into_iter().chain(members).collect())
}

fn schema(shape: &Shape) -> Json {
    match shape {
        Shape::Version => object([("const", number(VERSION as usize))]),
        Shape::Text(most) => {
            object([("type", "string".into()), ("minLength", number(1)), ("maxLength", number(*most))])
        }
        Shape::Id => object([("type", "string".into()), ("pattern", id_pattern().as_str().into())]),
        Shape::Rank => object([("type", "integer".into()), ("minimum", number(0)), ("maximum", number(5))]),
        Shape::Seconds(most) => {
            object([("type", "integer".into()), ("minimum", number(1)), ("maximum", number(*most as usize))])
        }
        Shape::Flag => object([("type", "boolean".into())]),
        Shape::Choice(choices) => {
            let each =
                choices.iter().map(|(word, doc)| object([("const", (*word).into()), ("description", (*doc).into())]));
            object([("oneOf", Json::Array(each.collect()))])
        }
        Shape::System => any_of(
            Catalogue::shipped().ids(),
            object([("type", "string".into()), ("pattern", id_pattern().as_str().into())]),
        ),
        Shape::Site => any_of(site::shipped().iter().map(|site| site.id), object([("type", "string".into())])),
        Shape::MatchPattern => {
            let example = "*://*.example.org/*";
            debug_assert!(MatchPattern::parse(example).is_ok());
            object([("type", "string".into()), ("examples", Json::Array(vec![example.into()]))])
        }
        Shape::Regex => {
            object([("type", "string".into()), ("minLength", number(1)), ("maxLength", number(MAX_REGEX_CHARS))])
        }
        Shape::List { of, most } => {
            let limits = [("minItems", number(1)), ("maxItems", number(*most)), ("uniqueItems", Json::Bool(true))];
            object([("type", "array".into()), ("items", schema(of))].into_iter().chain(limits))
        }
        Shape::Localised(one) => {
            let each = LANGUAGES.iter().map(|language| (*language, schema(one)));
            let by_language = object([
                ("type", "object".into()),
                ("properties", object(each)),
                ("minProperties", number(1)),
                ("additionalProperties", Json::Bool(false)),
            ]);
            object([("anyOf", Json::Array(vec![schema(one), by_language]))])
        }
        Shape::Either(first, second) => object([("anyOf", Json::Array(vec![schema(first), schema(second)]))]),
        Shape::Object(fields) => object([
            ("type", "object".into()),
            ("properties", object(fields.iter().map(|field| (field.name, described(field))))),
            (
                "required",
                Json::Array(fields.iter().filter(|field| field.required).map(|field| field.name.into()).collect()),
            ),
            ("additionalProperties", Json::Bool(false)),
        ]),
    }
}

fn described(field: &Field) -> Json {
    let Json::Object(members) = schema(&field.shape) else {
        return Json::Null;
    };
    let doc = ("description".to_owned(), field.doc.into());
    Json::Object(std::iter::once(doc).chain(members).collect())
}

/// One of these words, which editors offer, or something else.
fn any_of<'w>(words: impl Iterator<Item = &'w str>, other: Json) -> Json {
    let words = object([("enum", Json::Array(words.map(Json::from).collect()))]);
    object([("anyOf", Json::Array(vec![words, other]))])
}

fn id_pattern() -> String {
    format!("^[A-Za-z0-9._-]{{1,{MAX_ID_CHARS}}}$")
}

fn object<'k>(members: impl IntoIterator<Item = (&'k str, Json)>) -> Json {
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn number(value: usize) -> Json {
    Json::Number(value.into())
}
