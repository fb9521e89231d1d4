//! Rules and texts as JSON, read into the engine's notation.

use super::host::Alone;
use crate::abi::error::Error;
use highper_serializer::json::encode;
use highper_validator::input::json::{Document, JsonArray, JsonValue};
use highper_validator::input::{Array, Key, Value, View};
use highper_validator::messages::{Messages, MessagesBuilder};
use highper_validator::{CompileError, CompileErrorKind, Compiler, RuleSource, Schema};

/// Arrays within arrays: of messages, and of `any_of`.
const MAX_DEPTH: usize = 8;

/// Compiles rules and texts.
pub fn compile(rules: &[u8], settings: Option<&[u8]>) -> Result<Schema, Error> {
    let document = Document::parse(rules)?;
    let mut surroundings = Alone;
    let mut compiler = Compiler::new(&mut surroundings);
    for (field, rules) in object(&document, "the rules")?.entries() {
        let field = text_of(field);
        compiler.field(&field, &sources(&field, rules, 0)?)?;
    }
    let schema = compiler.finish()?;
    match settings {
        Some(settings) => Ok(schema.with_messages(read_settings(settings)?)),
        None => Ok(schema),
    }
}

fn object<'a>(document: &'a Document, what: &str) -> Result<JsonArray<'a>, CompileError> {
    let table = document.table().filter(|table| table.is_object());
    table.ok_or_else(|| bad(None, format!("{what} must be an object, {} given", type_of(document.value()))))
}

fn bad(field: Option<&[u8]>, why: String) -> CompileError {
    CompileError { kind: CompileErrorKind::BadDefinition, field: field.map(Into::into), rule: None, why }
}

fn text_of(key: Key<'_>) -> Vec<u8> {
    match key {
        Key::Int(key) => key.to_string().into(),
        Key::Text(key) => key.into(),
    }
}

/// The type of a value in PHP's words, as messages have it.
fn type_of(value: JsonValue<'_>) -> &'static str {
    match value.view() {
        View::Null => "null",
        View::Bool(_) => "bool",
        View::Int(_) => "int",
        View::Float(_) => "float",
        View::String(_) => "string",
        View::Array(table) if table.is_object() => "object",
        View::Array(_) | View::Opaque => "array",
    }
}

/// The rules of a field, or of an alternative.
fn sources<'a>(field: &[u8], rules: JsonValue<'a>, depth: usize) -> Result<Vec<RuleSource<'a>>, CompileError> {
    match rules.view() {
        View::String(text) => Ok(vec![RuleSource::Piped(text)]),
        View::Array(list) if !list.is_object() => list.entries().map(|(_, rule)| source(field, rule, depth)).collect(),
        _ => Err(bad(Some(field), format!("rules must be a string or a list, {} given", type_of(rules)))),
    }
}

fn source<'a>(field: &[u8], rule: JsonValue<'a>, depth: usize) -> Result<RuleSource<'a>, CompileError> {
    match rule.view() {
        View::String(text) => Ok(RuleSource::Text(text)),
        View::Array(parts) if !parts.is_object() && depth < MAX_DEPTH => parts_of(field, parts, depth + 1),
        _ => Err(bad_rule(field, rule)),
    }
}

fn bad_rule(field: &[u8], given: JsonValue<'_>) -> CompileError {
    bad(Some(field), format!("a rule must be a string or a list, {} given", type_of(given)))
}

/// A rule as a list of its name and its parameters.
fn parts_of<'a>(field: &[u8], parts: JsonArray<'a>, depth: usize) -> Result<RuleSource<'a>, CompileError> {
    let mut values = parts.entries().map(|(_, value)| value);
    let Some(View::String(name)) = values.next().map(Value::view) else {
        return Err(bad(Some(field), "an array of a rule must begin with its name".to_owned()));
    };
    if RuleSource::is_any_of(name) {
        return Ok(RuleSource::AnyOf(values.map(|rules| sources(field, rules, depth)).collect::<Result<_, _>>()?));
    }
    let mut parameters = Vec::new();
    for value in values {
        match value.view() {
            View::Array(list) if !list.is_object() => {
                for (_, value) in list.entries() {
                    parameters.push(parameter(field, value)?);
                }
            }
            _ => parameters.push(parameter(field, value)?),
        }
    }
    Ok(RuleSource::Parts(name, parameters))
}

/// A parameter as text, as PHP makes it of the value.
fn parameter(field: &[u8], value: JsonValue<'_>) -> Result<Box<[u8]>, CompileError> {
    Ok(match value.view() {
        View::String(text) => text.into(),
        View::Bool(true) => (*b"true").into(),
        View::Bool(false) => (*b"false").into(),
        View::Null => (*b"NULL").into(),
        View::Int(number) => number.to_string().into_bytes().into(),
        View::Float(number) => {
            let mut text = Vec::new();
            if !encode::double(&mut text, number, 0) {
                text.extend_from_slice(if number > 0.0 { b"INF" } else { b"-INF" });
            }
            text.make_ascii_uppercase();
            text.into()
        }
        View::Array(_) | View::Opaque => return Err(bad_rule(field, value)),
    })
}

fn read_settings(settings: &[u8]) -> Result<Messages, Error> {
    let document = Document::parse(settings)?;
    let mut builder = MessagesBuilder::default();
    for (key, value) in object(&document, "the settings")?.entries() {
        let key = text_of(key);
        let View::Array(texts) = value.view() else {
            let key = String::from_utf8_lossy(&key);
            return Err(bad(None, format!("'{key}' must be an object, {} given", type_of(value))).into());
        };
        match &*key {
            b"messages" => read_messages(&mut builder, &[], texts, 0)?,
            b"attributes" => read_attributes(&mut builder, texts)?,
            key => {
                let key = String::from_utf8_lossy(key);
                return Err(bad(None, format!("there is no setting '{key}': messages and attributes are known")).into());
            }
        }
    }
    Ok(builder.build()?)
}

/// Templates; the keys of objects within objects are joined by dots.
fn read_messages(
    builder: &mut MessagesBuilder,
    prefix: &[u8],
    texts: JsonArray<'_>,
    depth: usize,
) -> Result<(), CompileError> {
    for (key, value) in texts.entries() {
        let key = [prefix, &*text_of(key)].concat();
        match value.view() {
            View::String(tag) if key == b"@language" => builder.language(tag),
            View::String(text) => builder.add(&key, text),
            _ if key == b"@language" => return Err(MessagesBuilder::bad_language(type_of(value))),
            View::Array(texts) if depth < MAX_DEPTH => {
                read_messages(builder, &[&*key, b"."].concat(), texts, depth + 1)?;
            }
            _ => return Err(MessagesBuilder::bad_text(&key, type_of(value))),
        }
    }
    Ok(())
}

fn read_attributes(builder: &mut MessagesBuilder, names: JsonArray<'_>) -> Result<(), CompileError> {
    for (path, value) in names.entries() {
        let path = text_of(path);
        match value.view() {
            View::String(name) => builder.attribute(&path, name),
            _ => return Err(MessagesBuilder::bad_attribute(&path, type_of(value))),
        }
    }
    Ok(())
}
