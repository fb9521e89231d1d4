//! The schemas within a schema, by the keywords that hold them. What stands elsewhere is data, or means nothing.

use super::{Map, Value};

/// Where a keyword has schemas.
enum Place {
    /// It is one.
    Schema,
    /// It is an object of them.
    Map,
    /// It is a list of them.
    List,
    /// It is one or, until 2019-09, a list of them.
    SchemaOrList,
}

fn place(keyword: &str) -> Option<Place> {
    Some(match keyword {
        "additionalItems"
        | "additionalProperties"
        | "contains"
        | "contentSchema"
        | "else"
        | "if"
        | "not"
        | "propertyNames"
        | "then"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Place::Schema,
        "$defs" | "definitions" | "dependencies" | "dependentSchemas" | "patternProperties" | "properties" => {
            Place::Map
        }
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Place::List,
        "items" => Place::SchemaOrList,
        _ => return None,
    })
}

/// Whether the keyword's value is an object.
pub fn is_object(keyword: &str) -> bool {
    matches!(keyword, "$vocabulary" | "dependentRequired") || matches!(place(keyword), Some(Place::Map))
}

/// Shows a schema and then those within it to somebody who may change them.
pub fn visit(schema: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    change(schema);
    let Value::Object(members) = schema else { return };
    for (keyword, value) in members {
        match (place(keyword), value) {
            (Some(Place::Map), Value::Object(schemas)) => visit_all(schemas, change),
            (Some(Place::List), Value::Array(schemas)) => schemas.iter_mut().for_each(|schema| visit(schema, change)),
            (Some(Place::SchemaOrList), Value::Array(schemas)) if !schemas.is_empty() => {
                schemas.iter_mut().for_each(|schema| visit(schema, change));
            }
            (Some(Place::Schema | Place::SchemaOrList), schema) => visit(schema, change),
            _ => {}
        }
    }
}

fn visit_all(schemas: &mut Map<String, Value>, change: &mut dyn FnMut(&mut Value)) {
    // A list among `dependencies` is one of names, and none of schemas.
    for schema in schemas.values_mut() {
        visit(schema, change);
    }
}

/// Whether the last segment of a keyword's place is a keyword: this one, and no name or index that looks like it.
pub fn ends_with(place: &str, keyword: &str) -> bool {
    let mut segments = place.split('/').skip(1).peekable();
    let mut last = None;
    while let Some(segment) = segments.next() {
        last = Some(segment);
        let has_name = match self::place(segment) {
            Some(Place::Map | Place::List) => true,
            Some(Place::SchemaOrList) => {
                segments.peek().is_some_and(|next| next.bytes().all(|byte| byte.is_ascii_digit()))
            }
            _ => false,
        };
        if has_name && segments.next().is_some() {
            last = None;
        }
    }
    last == Some(keyword)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_end_with_keywords_or_names() {
        for (place, expected) in [
            ("/additionalProperties", true),
            ("/properties/additionalProperties", false),
            ("/properties/properties/additionalProperties", true),
            ("/items/additionalProperties", true),
            ("/items/0/additionalProperties", true),
            ("/items/0/patternProperties/additionalProperties", false),
            ("/allOf/0/$ref/not/additionalProperties", true),
            ("/additionalProperties/type", false),
            ("", false),
        ] {
            assert_eq!(ends_with(place, "additionalProperties"), expected, "place: {place}");
        }
    }
}
