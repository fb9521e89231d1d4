//! Messages through the public interface, by the tables that the pure-PHP backend's tests read too.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use highper_validator::Variant;
use highper_validator::input::{Array, Key, Segment, Value, View};
use highper_validator::messages::{Context, Message, Messages, MessagesBuilder, NoData, Payload};
use serde_json::Value as Json;

const MESSAGES: &str = include_str!("../../../tests/php/Validation/messages.ndjson");
const PLURALS: &str = include_str!("../../../tests/php/Validation/plurals.txt");

#[derive(Clone, Copy)]
struct Node<'a>(&'a Json);

#[derive(Clone, Copy)]
struct Table<'a>(&'a Json);

impl<'a> Value<'a> for Node<'a> {
    type Array = Table<'a>;

    fn view(self) -> View<'a, Table<'a>> {
        match self.0 {
            Json::Null => View::Null,
            Json::Bool(value) => View::Bool(*value),
            Json::Number(number) => number.as_i64().map_or_else(|| View::Float(number.as_f64().unwrap()), View::Int),
            Json::String(text) => View::String(text.as_bytes()),
            Json::Array(_) | Json::Object(_) => View::Array(Table(self.0)),
        }
    }

    fn is_same_opaque(self, _: Self) -> bool {
        false
    }
}

impl<'a> Array<'a> for Table<'a> {
    type Value = Node<'a>;
    type Entries = std::iter::Empty<(Key<'a>, Node<'a>)>;

    fn len(self) -> usize {
        self.0.as_array().map_or_else(|| self.0.as_object().map_or(0, serde_json::Map::len), Vec::len)
    }

    fn get(self, key: &Segment) -> Option<Node<'a>> {
        let key = std::str::from_utf8(key.text()).unwrap();
        let found = match self.0 {
            Json::Array(items) => items.get(key.parse::<usize>().ok()?),
            object => object.get(key),
        };
        found.map(Node)
    }

    fn is_list(self) -> bool {
        self.0.is_array()
    }

    fn entries(self) -> Self::Entries {
        std::iter::empty()
    }
}

fn flattened(prefix: &str, json: &Json, sink: &mut dyn FnMut(&str, &str)) {
    for (key, value) in json.as_object().into_iter().flatten() {
        let key = format!("{prefix}{key}");
        match value {
            Json::String(text) => sink(&key, text),
            nested => flattened(&format!("{key}."), nested, sink),
        }
    }
}

fn messages(texts: &Json, names: &Json) -> Messages {
    let mut builder = MessagesBuilder::default();
    // A list of objects where their order matters.
    for texts in texts.as_array().map_or(std::slice::from_ref(texts), Vec::as_slice) {
        flattened("", texts, &mut |key, text| match key {
            "@language" => builder.language(text.as_bytes()),
            key => builder.add(key.as_bytes(), text.as_bytes()),
        });
    }
    flattened("", names, &mut |path, name| builder.attribute(path.as_bytes(), name.as_bytes()));
    builder.build().unwrap()
}

fn rendered(messages: &Messages, message: &Message, parameters: &[&str]) -> String {
    let context = Context { pattern: b"name", path: b"name", variant: Variant::String, parameters, data: &NoData };
    let mut out = Vec::new();
    messages.render(message, &context, &mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn messages_of_the_table() {
    for line in MESSAGES.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let text = |name: &str, default: &str| case[name].as_str().unwrap_or(default).to_owned();
        let list = |name: &str| {
            let items = case[name].as_array().into_iter().flatten();
            items.map(|item| item.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let (rule, pattern, kind) = (text("rule", "required"), text("pattern", "name"), text("type", "string"));
        let (keys, parameters) = (list("keys"), list("parameters"));
        let variant = match &*kind {
            "numeric" => Variant::Numeric,
            "array" => Variant::Array,
            _ => Variant::String,
        };
        // Not one of the patterns escapes a star or a backslash.
        let mut left = keys.iter();
        let hidden = pattern.replace(r"\.", "\0");
        let segments = hidden
            .split('.')
            .map(|part| if part == "*" { left.next().unwrap().clone() } else { part.replace('\0', ".") });
        let path = segments.collect::<Vec<_>>().join(".");

        let messages = messages(&case["messages"], &case["attributes"]);
        let data = Payload::new(Table(&case["data"]), pattern.as_bytes(), keys.iter().map(String::as_bytes));
        let context = Context {
            pattern: pattern.as_bytes(),
            path: path.as_bytes(),
            variant,
            parameters: &parameters,
            data: &data,
        };
        let mut out = b"kept ".to_vec();
        match case["text"].as_str() {
            Some(text) => messages.render_text(text.as_bytes(), &rule, &context, &mut out),
            None => messages.render(&messages.resolve(pattern.as_bytes(), &rule, variant), &context, &mut out),
        }
        let expected = format!("kept {}", case["message"].as_str().unwrap());
        assert_eq!(String::from_utf8_lossy(&out), expected, "case: {line}");
    }
}

#[test]
fn numbers_take_their_form() {
    let forms = ["zero", "one", "two", "few", "many", "other"];
    for line in PLURALS.lines() {
        let mut words = line.split(' ');
        let language = words.next().unwrap();
        let mut builder = MessagesBuilder::default();
        builder.language(language.as_bytes());
        for form in forms {
            builder.add(format!("min.{form}").as_bytes(), form.as_bytes());
        }
        let messages = builder.build().unwrap();
        let message = messages.resolve(b"name", "min", Variant::String);
        while let (Some(number), Some(form)) = (words.next(), words.next()) {
            assert_eq!(rendered(&messages, &message, &[number]), form, "language: {language}, number: {number}");
        }
    }
}

#[test]
fn forms_without_other_are_refused() {
    for (key, expected) in [
        ("min.one", "message 'min' needs the form 'other'"),
        ("name.min.string.few", "message 'name.min.string' needs the form 'other'"),
    ] {
        let mut builder = MessagesBuilder::default();
        builder.add(b"first", b"");
        builder.add(key.as_bytes(), b"");
        assert_eq!(builder.build().unwrap_err().to_string(), expected);
    }
    for (error, expected) in [
        (MessagesBuilder::bad_text(b"a.min", "null"), "message 'a.min' must be a string or an array, null given"),
        (MessagesBuilder::bad_language("array"), "message '@language' must be a string, array given"),
        (MessagesBuilder::bad_attribute(b"a", "int"), "attribute 'a' must be a string, int given"),
    ] {
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn texts_that_are_no_utf_8_stay_as_they_are() {
    let messages = Messages::default();
    let parameters = [&b"a\xff"[..], b"\xc3\xa9"];
    let context =
        Context { pattern: b"\xff", path: b"\xff", variant: Variant::String, parameters: &parameters, data: &NoData };
    let mut out = Vec::new();
    messages.render_text(b":ATTRIBUTE :VALUES :Values \xfe:", "in", &context, &mut out);
    assert_eq!(out, b"\xff A\xff, \xc3\x89 A\xff, \xc3\x89 \xfe:");
}
