//! PHP's empty array, which is `[]` and `{}` at once: what it stands for in a schema, and what schemas need so that it can be both as a
//! value.

use super::{Map, Value, subschemas};
use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{JsonType, JsonTypeSet, ValidationError};

/// Makes objects of the empty arrays that stand where only an object makes sense: for schemas, objects of schemas, and objects of names. For
/// schemas that come from PHP arrays; JSON needs none of it.
pub fn settle(schema: &mut Value) {
    subschemas::visit(schema, &mut |schema| {
        make_object(schema);
        if let Value::Object(members) = schema {
            members
                .iter_mut()
                .filter(|(keyword, _)| subschemas::is_object(keyword))
                .for_each(|(_, value)| make_object(value));
        }
    });
}

fn make_object(value: &mut Value) {
    if matches!(value, Value::Array(items) if items.is_empty()) {
        *value = Value::Object(Map::new());
    }
}

/// Begins arrays that stand in schemas for this file's sake.
const MARK: &str = "\0highper";

/// Whether a value of a schema was put there when it was compiled. Nothing may be taken for equal to it.
#[must_use]
pub fn is_mark(value: &Value) -> bool {
    matches!(value, Value::Array(items) if items.first().and_then(Value::as_str) == Some(MARK))
}

/// Changes a schema so that a value that answers `as_array()` and `as_object()`, and calls itself an array, is taken for both wherever types
/// come in lists. The crate asks for the one type of a value then, where it asks for the value otherwise.
pub fn admit(schema: &mut Value) {
    subschemas::visit(schema, &mut |schema| {
        if let Value::Object(members) = schema {
            admit_in_type(members);
            admit_in_enum(members);
        }
    });
}

fn has(items: &[Value], name: &str) -> bool {
    items.iter().any(|item| item.as_str() == Some(name))
}

/// `type: [object, null]` becomes an `anyOf` of single types, in an `allOf` with whatever stands there already.
fn admit_in_type(members: &mut Map<String, Value>) {
    let needed = |kind: &Value| matches!(kind, Value::Array(types) if has(types, "object") && !has(types, "array"));
    if !members.get("type").is_some_and(needed) || members.get("allOf").is_some_and(|all| !all.is_array()) {
        return;
    }
    let Some(Value::Array(types)) = members.remove("type") else { return };
    let mut branches: Vec<Value> = types.iter().map(|kind| object("type", kind.clone())).collect();
    // Never holds; its error tells what the list was.
    let mark = Value::Array([Value::from(MARK)].into_iter().chain(types).collect());
    branches.push(object("not", object("default", mark)));
    if let Value::Array(all) = members.entry("allOf").or_insert_with(|| Value::Array(Vec::new())) {
        all.push(object("anyOf", Value::Array(branches)));
    }
}

fn object(keyword: &str, value: Value) -> Value {
    let mut members = Map::new();
    members.insert(keyword.to_owned(), value);
    Value::Object(members)
}

/// An `enum` with `{}` and no array gets one, so that its values are compared with arrays at all.
fn admit_in_enum(members: &mut Map<String, Value>) {
    if let Some(Value::Array(options)) = members.get_mut("enum")
        && options.iter().any(|option| matches!(option, Value::Object(members) if members.is_empty()))
        && !options.iter().any(Value::is_array)
    {
        options.push(Value::Array(vec![Value::from(MARK)]));
    }
}

/// The types of an `anyOf` that [`admit`] made of them.
pub fn types_of(kind: &Kind) -> Option<JsonTypeSet> {
    let Kind::AnyOf { context } = kind else { return None };
    let marked = |error: &ValidationError<'_>| match error.kind() {
        Kind::Not { schema } => schema.get("default").filter(|mark| is_mark(mark)).cloned(),
        _ => None,
    };
    let mark = context.last()?.iter().find_map(marked)?;
    let types = mark.as_array()?.iter().filter_map(|name| name.as_str()?.parse::<JsonType>().ok());
    Some(types.fold(JsonTypeSet::empty(), JsonTypeSet::insert))
}

/// The place of the `type` that an `anyOf` at this place was made of.
pub fn place_of_type(place: &str) -> String {
    let schema = place.rsplitn(4, '/').nth(3).unwrap_or_default();
    format!("{schema}/type")
}
