use super::*;
use serde_json::json;

fn compile(schema: &Value) -> Result<JsonSchema<SerdeJson>, SchemaFault> {
    JsonSchema::compile(schema, &Options::default())
}

fn with(schema: &Value, options: &Options) -> JsonSchema<SerdeJson> {
    JsonSchema::compile(schema, options).unwrap_or_else(|fault| panic!("{schema}: {fault}"))
}

/// The errors as `pointer | keyword | place | message`.
fn told(schema: &Value, value: &Value) -> Vec<String> {
    let schema = with(schema, &Options { formats: true, ..Options::default() });
    let errors = schema.errors(value).unwrap();
    assert_eq!(schema.is_valid(value).unwrap(), errors.is_empty(), "value: {value}");
    let line = |error: SchemaError| {
        let SchemaError { pointer, keyword, schema_pointer, message } = error;
        format!("{pointer} | {keyword} | {schema_pointer} | {message}")
    };
    errors.into_iter().map(line).collect()
}

#[test]
fn an_empty_reference_is_one_to_the_resource_itself() {
    for keyword in ["$ref", "$dynamicRef"] {
        let compiled = compile(&json!({"type": "object", "properties": {"a": {keyword: ""}}})).unwrap();
        for (value, expected) in
            [(json!({"a": 1}), false), (json!({"a": {"a": 1}}), false), (json!({"a": {"a": {}}}), true)]
        {
            assert_eq!(compiled.is_valid(&value), Ok(expected), "{keyword}, value: {value}");
        }
    }
    let data = compile(
        &json!({"const": {"$ref": ""}, "properties": {"$ref": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"$ref": ""}}}),
    )
    .unwrap();
    assert_eq!(data.is_valid(&json!({"$ref": ""})), Ok(false));
    assert_eq!(compile(&json!({"const": {"$ref": ""}})).unwrap().is_valid(&json!({"$ref": ""})), Ok(true));
}

#[test]
fn keywords_tell_errors_in_their_words() {
    let draft_4 = "http://json-schema.org/draft-04/schema#";
    for (schema, value, expected) in [
        (json!(false), json!(1), &[" | false |  | is not allowed"][..]),
        (json!({"type": "string"}), json!(1), &[" | type | /type | must be of type string"]),
        (json!({"type": ["string"]}), json!(1), &[" | type | /type | must be of type string"]),
        (
            json!({"type": ["string", "null", "integer"]}),
            json!(1.5),
            &[" | type | /type | must be of one of the types null, integer, string"],
        ),
        (
            json!({"enum": [1, "a"], "const": 1}),
            json!(2),
            &[
                " | const | /const | must be the one value allowed",
                " | enum | /enum | must be one of the values listed",
            ],
        ),
        (json!({"enum": [[1.0]], "const": [1]}), json!([1]), &[]),
        (
            json!({"minimum": 3.0, "maximum": 1.5, "exclusiveMinimum": 1e20, "exclusiveMaximum": -2, "multipleOf": 1e-5}),
            json!(2.000_001),
            &[
                " | exclusiveMaximum | /exclusiveMaximum | must be less than -2",
                " | exclusiveMinimum | /exclusiveMinimum | must be greater than 1.0e+20",
                " | maximum | /maximum | must be at most 1.5",
                " | minimum | /minimum | must be at least 3",
                " | multipleOf | /multipleOf | must be a multiple of 1.0e-5",
            ],
        ),
        (
            json!({"$schema": draft_4, "minimum": 5, "exclusiveMinimum": true, "type": "integer"}),
            json!(5.0),
            &[
                " | exclusiveMinimum | /exclusiveMinimum | must be greater than 5",
                " | type | /type | must be of type integer",
            ],
        ),
        (
            json!({"minLength": 1, "pattern": "^x", "format": "date"}),
            json!(""),
            &[
                " | format | /format | must be of the format 'date'",
                " | minLength | /minLength | must have at least 1 character",
                " | pattern | /pattern | must match the pattern '^x'",
            ],
        ),
        (json!({"maxLength": 2}), json!("äöü"), &[" | maxLength | /maxLength | must have at most 2 characters"]),
        (
            json!({"uniqueItems": true, "minItems": 3, "maxItems": 1, "contains": {"type": "string"}}),
            json!([1, 1.0]),
            &[
                " | contains | /contains | must have items that match, as many as asked for",
                " | maxItems | /maxItems | must have at most 1 item",
                " | minItems | /minItems | must have at least 3 items",
                " | uniqueItems | /uniqueItems | must not have an item twice",
            ],
        ),
        (
            json!({"minProperties": 2, "maxProperties": 0}),
            json!({"a": 1}),
            &[
                " | maxProperties | /maxProperties | must have at most 0 properties",
                " | minProperties | /minProperties | must have at least 2 properties",
            ],
        ),
        (
            json!({"anyOf": [{"type": "string"}], "oneOf": [{}, {}], "not": {}}),
            json!(1),
            &[
                " | anyOf | /anyOf | must match at least one of the alternatives",
                " | not | /not | must not match what is excluded",
                " | oneOf | /oneOf | must match exactly one of the alternatives",
            ],
        ),
    ] {
        assert_eq!(told(&schema, &value), expected, "schema: {schema}");
    }
}

#[test]
fn errors_stand_where_all_backends_tell_them() {
    let draft_7 = "http://json-schema.org/draft-07/schema#";
    for (schema, value, expected) in [
        (
            json!({"properties": {"a": false}, "required": ["y", "x"], "additionalProperties": false}),
            json!({"a": 1, "d~/e": 4, "c": 3}),
            &[
                " | required | /required | must have the property 'x'",
                " | required | /required | must have the property 'y'",
                "/a | false | /properties/a | is not allowed",
                "/c | additionalProperties | /additionalProperties | is not allowed",
                "/d~0~1e | additionalProperties | /additionalProperties | is not allowed",
            ][..],
        ),
        (
            json!({"properties": {"additionalProperties": false, "b": {"additionalProperties": false}}}),
            json!({"additionalProperties": {"c": 1}, "b": {"d": 1, "a": 2}}),
            &[
                "/additionalProperties | false | /properties/additionalProperties | is not allowed",
                "/b/a | additionalProperties | /properties/b/additionalProperties | is not allowed",
                "/b/d | additionalProperties | /properties/b/additionalProperties | is not allowed",
            ],
        ),
        (
            json!({"prefixItems": [true], "items": false}),
            json!([1, 2, 3]),
            &["/1 | false | /items | is not allowed", "/2 | false | /items | is not allowed"],
        ),
        (
            json!({"$schema": draft_7, "items": [true], "additionalItems": false}),
            json!([1, 2, 3]),
            &[" | additionalItems | /additionalItems | must have at most 1 item"],
        ),
        (
            json!({"dependentRequired": {"a": ["b", "c"]}, "dependentSchemas": {"a": {"required": ["d"]}}}),
            json!({"a": 1}),
            &[
                " | dependentRequired | /dependentRequired | must have the property 'b'",
                " | dependentRequired | /dependentRequired | must have the property 'c'",
                " | required | /dependentSchemas/a/required | must have the property 'd'",
            ],
        ),
        (
            json!({"$schema": draft_7, "dependencies": {"a": ["b"], "x": {"required": ["d"]}, "z": false}}),
            json!({"a": 1, "x": 1, "z": 1}),
            &[
                " | dependencies | /dependencies | must have the property 'b'",
                " | required | /dependencies/x/required | must have the property 'd'",
                " | false | /dependencies/z | is not allowed",
            ],
        ),
        (
            json!({"propertyNames": {"$ref": "#/$defs/n"}, "$defs": {"n": {"maxLength": 1}}}),
            json!({"aa": 1, "bb": 1}),
            &[" | maxLength | /propertyNames/$ref/maxLength | the name of a property must have at most 1 character"],
        ),
        (json!({"propertyNames": false}), json!({"aa": 1}), &[" | false | /propertyNames | is not allowed"]),
        (
            json!({"unevaluatedProperties": {"type": "string"}}),
            json!({"a": 1, "b": 2, "c": "s"}),
            &[
                "/a | unevaluatedProperties | /unevaluatedProperties | is not allowed",
                "/b | unevaluatedProperties | /unevaluatedProperties | is not allowed",
            ],
        ),
        (
            json!({"properties": {"a": {"type": "string"}}, "unevaluatedProperties": false}),
            json!({"a": 1, "b": 2}),
            &["/a | type | /properties/a/type | must be of type string"],
        ),
        (
            json!({"properties": {"a": {"unevaluatedItems": false}}, "required": ["b"]}),
            json!({"a": [1, 2]}),
            &[
                " | required | /required | must have the property 'b'",
                "/a | unevaluatedItems | /properties/a/unevaluatedItems | has items that are not allowed",
            ],
        ),
        (
            json!({"if": {"type": "integer"}, "then": {"minimum": 5}, "else": false}),
            json!(1),
            &[" | minimum | /then/minimum | must be at least 5"],
        ),
        (
            json!({"contains": {"type": "string"}, "minContains": 2, "maxContains": 3}),
            json!(["a"]),
            &[" | contains | /contains | must have items that match, as many as asked for"],
        ),
        (
            json!({"items": {"$ref": "#/$defs/a"}, "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"minimum": 9}}}),
            json!([9, 1, 9, 9, 9, 9, 9, 9, 9, 9, 1, 1.5]),
            &[
                "/1 | minimum | /items/$ref/allOf/0/$ref/minimum | must be at least 9",
                "/10 | minimum | /items/$ref/allOf/0/$ref/minimum | must be at least 9",
                "/11 | minimum | /items/$ref/allOf/0/$ref/minimum | must be at least 9",
            ],
        ),
    ] {
        assert_eq!(told(&schema, &value), expected, "schema: {schema}");
    }
}

#[test]
fn schemas_at_fault_are_refused() {
    use SchemaFaultKind::{InvalidSchema, UnknownDraft, UnresolvedReference};
    for (schema, kind, expected) in [
        (
            json!({"type": "x"}),
            InvalidSchema,
            "does not follow the meta-schema: must match at least one of the alternatives at '/type'",
        ),
        (
            json!({"properties": {"b": {"minimum": "x"}, "a": {"required": 5}}}),
            InvalidSchema,
            "does not follow the meta-schema: must be of type array at '/properties/a/required'",
        ),
        (
            json!([]),
            InvalidSchema,
            "does not follow the meta-schema: must be of one of the types boolean, object at ''",
        ),
        (
            json!({"properties": {"a": {"pattern": "["}}}),
            InvalidSchema,
            "'[' is no regular expression at '/properties/a/pattern'",
        ),
        (
            json!({"patternProperties": {"(": true}}),
            InvalidSchema,
            "'(' is no regular expression at '/patternProperties/('",
        ),
        (json!({"$ref": "#/nope"}), UnresolvedReference, "a reference points to '/nope', where nothing is"),
        (json!({"$ref": "#nope"}), UnresolvedReference, "a reference names the anchor 'nope', which is nowhere"),
        (
            json!({"$ref": "http://example.com/a#/b"}),
            UnresolvedReference,
            "there is no document 'http://example.com/a': give it to compile()",
        ),
        (
            json!({"$ref": "file:///etc/passwd"}),
            UnresolvedReference,
            "there is no document 'file:///etc/passwd': give it to compile()",
        ),
        (json!({"$ref": "http://[bad"}), UnresolvedReference, "'http://[bad' is no URI reference"),
        (
            json!({"$schema": "http://example.com/own"}),
            UnknownDraft,
            "there is no meta-schema 'http://example.com/own'",
        ),
        (
            json!({"$schema": "http://json-schema.org/draft-03/schema#"}),
            UnknownDraft,
            "there is no meta-schema 'http://json-schema.org/draft-03/schema#'",
        ),
    ] {
        let fault = compile(&schema).unwrap_err();
        assert_eq!((fault.kind, fault.to_string().as_str()), (kind, expected), "schema: {schema}");
    }
}

#[test]
fn meta_schemas_are_there_and_documents_can_be_given() {
    for draft in ["draft-04", "draft-06", "draft-07", "draft/2019-09", "draft/2020-12"] {
        let scheme = if draft.starts_with("draft/") { "https" } else { "http" };
        let schema = json!({"$ref": format!("{scheme}://json-schema.org/{draft}/schema#")});
        let schema = with(&schema, &Options::default());
        assert!(schema.is_valid(&json!({"type": "string"})).unwrap(), "{draft}");
        assert!(!schema.is_valid(&json!({"type": 1})).unwrap(), "{draft}");
    }
    let documents = vec![
        ("http://example.com/a#".to_owned(), json!({"$defs": {"x": {"$ref": "b"}}})),
        ("http://example.com/b".to_owned(), json!({"type": "string"})),
    ];
    let options = Options { documents, ..Options::default() };
    let schema = with(&json!({"items": {"$ref": "http://example.com/a#/$defs/x"}}), &options);
    let errors = schema.errors(&json!([1])).unwrap();
    assert_eq!(errors.first().unwrap().schema_pointer, "/items/$ref/$ref/type");
}

#[test]
fn drafts_are_chosen_by_the_schema_or_the_options() {
    let schema = json!({"prefixItems": [false]});
    for (draft, is_valid) in [("2020-12", false), ("2019-09", true), ("7", true), ("6", true), ("4", true)] {
        let options = Options { draft: Draft::named(draft).unwrap(), ..Options::default() };
        assert_eq!(with(&schema, &options).is_valid(&json!([1])).unwrap(), is_valid, "draft {draft}");
    }
    let options = Options { draft: Draft::Draft4, ..Options::default() };
    let schema = json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "prefixItems": [false]});
    assert!(!with(&schema, &options).is_valid(&json!([1])).unwrap());
    assert_eq!(Draft::named("3").unwrap_err().kind, SchemaFaultKind::UnknownDraft);
}

#[test]
fn formats_are_checked_on_request_and_contents_never() {
    for draft in [Draft::Draft4, Draft::Draft6, Draft::Draft7, Draft::Draft201909, Draft::Draft202012] {
        let schema = json!({"format": "ipv4", "contentEncoding": "base64", "contentMediaType": "application/json"});
        for formats in [false, true] {
            let schema = with(&schema, &Options { draft, formats, ..Options::default() });
            assert_eq!(schema.is_valid(&json!("%")).unwrap(), !formats, "{draft:?}");
        }
    }
}

#[test]
fn hostile_patterns_end_in_no_verdict() {
    let schema = with(&json!({"properties": {"x": {"pattern": "^(?=(a+)+$)b"}}}), &Options::default());
    let hostile = json!({"x": "a".repeat(40) + "c"});
    let given_up = (schema.is_valid(&hostile), schema.errors(&hostile).map(|errors| errors.len()));
    // The engine may find a way; if not, it says so in both.
    assert!(matches!(given_up, (Ok(false), Ok(1)) | (Err(_), Err(_))), "{given_up:?}");
    let schema = with(&json!({"properties": {"x": {"pattern": "^(a|a)*\\1$(?!x)"}}}), &Options::default());
    let undecided = Undecided("/x".to_owned());
    let hostile = json!({"x": "a".repeat(60) + "c"});
    assert_eq!(schema.is_valid(&hostile), Err(undecided.clone()));
    assert_eq!(schema.errors(&hostile), Err(undecided));
    let linear = with(&json!({"pattern": "^(a+)+$"}), &Options::default());
    assert!(!linear.is_valid(&json!("a".repeat(50_000) + "c")).unwrap());
}

#[test]
fn recursion_ends() {
    let schema = with(&json!({"allOf": [{"$ref": "#"}], "items": {"$ref": "#"}, "type": "array"}), &Options::default());
    let deep = (0..400).fold(json!([]), |inner, _| json!([inner]));
    assert!(schema.is_valid(&deep).unwrap());
    let wrong = (0..400).fold(json!(1), |inner, _| json!([inner]));
    assert!(!schema.is_valid(&wrong).unwrap());
    assert!(schema.errors(&wrong).unwrap().iter().all(|error| error.keyword == "type"));
}

#[test]
fn empty_arrays_become_what_makes_sense() {
    for (schema, expected) in [
        (json!([]), json!({})),
        (
            json!({"properties": [], "required": [], "items": []}),
            json!({"properties": {}, "required": [], "items": {}}),
        ),
        (
            json!({"properties": {"required": [], "enum": {"enum": [], "const": []}}}),
            json!({"properties": {"required": {}, "enum": {"enum": [], "const": []}}}),
        ),
        (json!({"allOf": [[], {"not": []}], "items": [[]]}), json!({"allOf": [{}, {"not": {}}], "items": [{}]})),
        (
            json!({"dependentRequired": {"a": []}, "default": []}),
            json!({"dependentRequired": {"a": []}, "default": []}),
        ),
        (json!({"dependentRequired": [], "x": []}), json!({"dependentRequired": {}, "x": []})),
    ] {
        let mut settled = schema.clone();
        settle_empty_arrays(&mut settled);
        assert_eq!(settled, expected, "schema: {schema}");
    }
}

#[test]
fn texts_are_read_as_elsewhere() {
    let text = r#"{"a":[1,-2.5,1e400,"\u00e4",null,true,{}],"b":12345678901234567890,"a\u0000":[]}"#;
    let expected = json!({"a": [1, -2.5, f64::MAX, "ä", null, true, {}], "b": 12_345_678_901_234_567_890.0, "a\0": []});
    assert_eq!(parse(text.as_bytes()).unwrap(), expected);
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert!(parse(deep(MAX_DEPTH - 1).as_bytes()).is_ok());
    assert!(parse(deep(MAX_DEPTH).as_bytes()).is_err());
    assert_eq!(parse(b"{\"a\":}").unwrap_err().offset, 5);
}

#[test]
fn documents_have_absolute_names() {
    for (uri, is_taken) in [
        ("http://example.com/a", true),
        ("http://example.com/a#", true),
        ("urn:example:a", true),
        ("a.json", false),
        ("", false),
        ("http://example.com/a#b", false),
        ("http://[bad", false),
        (":a", false),
    ] {
        let options = Options { documents: vec![(uri.to_owned(), json!(true))], ..Options::default() };
        let compiled = JsonSchema::<SerdeJson>::compile(&json!({}), &options);
        match compiled {
            Ok(_) => assert!(is_taken, "{uri}"),
            Err(fault) => {
                assert!(!is_taken, "{uri}: {fault}");
                assert_eq!(fault.kind, SchemaFaultKind::BadDefinition);
                assert_eq!(fault.to_string(), format!("'{uri}' is no absolute URI"));
            }
        }
    }
    let documents = vec![("http://example.com/a".to_owned(), json!({"type": 1}))];
    let options = Options { documents, ..Options::default() };
    assert!(JsonSchema::<SerdeJson>::compile(&json!({}), &options).is_ok(), "nothing leads to it");
    let fault = JsonSchema::<SerdeJson>::compile(&json!({"$ref": "http://example.com/a"}), &options).unwrap_err();
    assert!(fault.to_string().starts_with("'http://example.com/a' does not follow the meta-schema: "), "{fault}");
}

#[test]
fn lists_of_types_are_told_as_they_were_written() {
    let schema = json!({
        "items": {"$ref": "#/$defs/x"},
        "$defs": {"x": {"type": ["object", "null", "string"], "allOf": [true], "minLength": 2}},
    });
    let schema = with(&schema, &Options { has_both: true, ..Options::default() });
    assert!(schema.is_valid(&json!([null, {}, "ab", {"a": 1}])).unwrap());
    let errors = schema.errors(&json!([1, [], "a", ["\0highper", "object", "null", "string"]])).unwrap();
    let message = "must be of one of the types null, string, object";
    let lines: Vec<_> = errors
        .iter()
        .map(|error| (&*error.pointer, &*error.keyword, &*error.schema_pointer, &*error.message))
        .collect();
    assert_eq!(
        lines,
        [
            ("/0", "type", "/items/$ref/type", message),
            ("/1", "type", "/items/$ref/type", message),
            ("/2", "minLength", "/items/$ref/minLength", "must have at least 2 characters"),
            ("/3", "type", "/items/$ref/type", message),
        ]
    );
}
