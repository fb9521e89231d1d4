//! Errors of JSON Schemas where there are many of them, or where their places look alike.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use highper_validator::json_schema::{InTree, JsonSchema, Options, SchemaError, Tree, parse};
use std::time::Instant;

fn errors(schema: &str, json: &str) -> Vec<SchemaError> {
    let schema = JsonSchema::<InTree>::compile(&parse(schema.as_bytes()).unwrap(), &Options::default()).unwrap();
    schema.errors(Tree::parse(json.as_bytes()).unwrap().root()).unwrap()
}

/// An `unevaluatedProperties` is told only where nothing else failed in its schema, whatever failed in neighbours.
#[test]
fn places_that_begin_alike_are_told_apart() {
    let list = r#"{"items":{"properties":{"a":{"type":"string"}},"unevaluatedProperties":false}}"#;
    let map = r#"{"additionalProperties":{"properties":{"a":{"type":"string"}},"unevaluatedProperties":false}}"#;
    for (schema, json, expected) in [
        (list, r#"[{},{"b":1},{},{},{},{},{},{},{},{},{"a":1,"b":1}]"#, "/1/b /10/a"),
        (map, r#"{"x":{"b":1},"x-":{"a":1,"b":1},"x/a":{"a":1}}"#, "/x/b /x-/a /x~1a/a"),
        (map, r#"{"x":{"a":1,"b":1},"x-":{"b":1}}"#, "/x/a /x-/b"),
        (r#"{"properties":{"a":{"type":"string"}},"unevaluatedProperties":false}"#, r#"{"a":1,"b":1}"#, "/a"),
    ] {
        let pointers: Vec<String> = errors(schema, json).into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers.join(" "), expected, "schema: {schema}, document: {json}");
    }
}

#[test]
fn names_that_nothing_allows_are_told_wherever_they_are() {
    let schema = r#"{"anyOf":[true],"items":{"additionalProperties":false},"additionalProperties":{"additionalProperties":false}}"#;
    for (json, expected) in [
        (r#"[{},{"a/~":1,"b":{"c":1}},{"a":1}]"#, "/1/a~1~0 /1/b /2/a"),
        (r#"{"x/~":{"a":1},"y":{},"z":{"":1}}"#, "/x~1~0/a /z/"),
    ] {
        let pointers: Vec<String> = errors(schema, json).into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers.join(" "), expected, "document: {json}");
    }
}

/// What is quadratic takes minutes here.
#[test]
fn many_errors() {
    const COUNT: usize = 30_000;
    let list = format!("[{}]", vec![r#"{"b":1}"#; COUNT].join(","));
    let members: Vec<String> = (0..COUNT).map(|at| format!(r#""k{at}":{{"b":1}}"#)).collect();
    let map = format!("{{{}}}", members.join(","));
    for (schema, json) in [
        (r#"{"items":{"properties":{"a":true},"unevaluatedProperties":false}}"#, &list),
        (r#"{"items":{"additionalProperties":false}}"#, &list),
        (r#"{"additionalProperties":{"additionalProperties":false}}"#, &map),
    ] {
        let began = Instant::now();
        assert_eq!(errors(schema, json).len(), COUNT, "schema: {schema}");
        assert!(began.elapsed().as_secs() < 20, "schema: {schema}, {:?}", began.elapsed());
    }
}
