use super::*;
use crate::json_schema::{Array, JsonNumber, JsonSchema, JsonType, Node, Object, Options, SerdeJson, Value, parse};
use serde_json::json;

#[test]
fn a_tree_holds_what_its_text_says() {
    for text in [
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        r#"[1,[2,[3,{}],"a"],-0.5,{"b":[null,{"c":"\u00e9\ud83d\ude00"}],"a":{"":0}},[]]"#,
        r#"{"a":1,"b":{"a":2,"b":3},"a":4}"#,
        r#"{"i":1,"h":2,"g":3,"f":4,"e":5,"d":6,"c":7,"b":8,"a":9,"e":10,"i":{"x":[]}}"#,
        "[9223372036854775807,9223372036854775808,1e999,-1e999,1e2,1.0]",
    ] {
        let tree = Tree::parse(text.as_bytes()).unwrap();
        let expected = parse(text.as_bytes()).unwrap();
        assert_eq!(*tree.root().to_value(), expected, "text: {text}");
        assert!(tree.root().equals_value(&expected), "text: {text}");
        assert!(!tree.root().equals_value(&json!(["other"])), "text: {text}");
    }
    for text in ["", "{", "[1,]", "\"\u{1}\""] {
        assert_eq!(Tree::parse(text.as_bytes()).err(), parse(text.as_bytes()).err(), "text: {text}");
    }
}

#[test]
fn members_are_found_by_name() {
    for count in [0, 1, FEW, FEW + 1, 100] {
        let members: Vec<String> = (0..count).rev().map(|at| format!(r#""k{at}":{at}"#)).collect();
        let tree = Tree::parse(format!("{{{}}}", members.join(",")).as_bytes()).unwrap();
        let object = tree.root().as_object().unwrap();
        assert_eq!((object.len(), object.members().count()), (count, count));
        for at in 0..count {
            let found = object.get(&format!("k{at}").into());
            assert_eq!(found.and_then(|node| node.as_number()?.as_i64()), i64::try_from(at).ok(), "of {count}");
        }
        assert!(object.get(&"k".into()).is_none() && object.get(&"k100".into()).is_none());
    }
}

#[test]
fn numbers_know_how_they_were_written() {
    let tree = Tree::parse(b"[1,1.0,1.5,-1]").unwrap();
    let numbers = tree.root().as_array().unwrap().elements().filter_map(|node| node.as_number());
    let known: Vec<_> =
        numbers.map(|number| (number.is_integer(), number.is_written_as_integer(), number.as_u64())).collect();
    assert_eq!(known, [(true, true, Some(1)), (true, false, None), (false, false, None), (true, true, None)]);
    assert_eq!(tree.root().json_type(), JsonType::Array);
}

#[test]
fn a_schema_finds_in_a_tree_what_it_finds_in_values() {
    let schemas = [
        json!({"type": ["object", "array"], "required": ["a"], "additionalProperties": {"type": "integer"}}),
        json!({"uniqueItems": true, "items": {"enum": [1, "a", {"b": [1.0]}, null]}, "contains": {"const": 1}}),
        json!({"propertyNames": {"maxLength": 1}, "patternProperties": {"^a": {"minimum": 2, "multipleOf": 0.5}}}),
        json!({"$ref": "#/$defs/list", "$defs": {"list": {"properties": {"next": {"$ref": "#/$defs/list"}}, "required": ["v"]}}}),
        json!({"unevaluatedProperties": false, "properties": {"a": true}, "anyOf": [{"minProperties": 2}, {"not": {"type": "object"}}]}),
        json!({"$schema": "http://json-schema.org/draft-04/schema#", "items": {"type": "integer"}}),
    ];
    let texts = [
        r#"{"a":1,"bb":2.5}"#,
        r#"{"a":3,"ab":2.25,"b":"x"}"#,
        r#"[1,"a",{"b":[1]},null,1.0]"#,
        r#"["a","a"]"#,
        r#"["b","a"]"#,
        r#"[1,2,1.0]"#,
        r#"[{"a":[]},{"a":{}},{"a":[]}]"#,
        r#"{"v":1,"next":{"v":2,"next":{"w":3}}}"#,
        "7",
        "[]",
        "{}",
    ];
    for schema in &schemas {
        let of_values = JsonSchema::<SerdeJson>::compile(schema, &Options::default()).unwrap();
        let of_trees = JsonSchema::<InTree>::compile(schema, &Options::default()).unwrap();
        for text in texts {
            let value: Value = parse(text.as_bytes()).unwrap();
            let tree = Tree::parse(text.as_bytes()).unwrap();
            let errors = of_values.errors(&value);
            assert_eq!(of_trees.errors(tree.root()), errors, "schema: {schema}, text: {text}");
            assert_eq!(
                of_trees.is_valid(tree.root()),
                errors.map(|errors| errors.is_empty()),
                "schema: {schema}, text: {text}"
            );
        }
    }
}
