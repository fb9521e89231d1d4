//! Rules over documents, and what fails: presence, relations, sizes, wildcards, joined fields, options, callbacks.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use highper_validator::input::json::Document;
use highper_validator::{Compiler, Options, Report, RuleSource, Schema};
use support::Surroundings;

const PLAIN: Options = Options { strict: false, stop_on_first_failure: false, max_errors: 0 };

fn compile(rules: &[(&str, &str)]) -> Schema {
    let mut surroundings = Surroundings;
    let mut compiler = Compiler::new(&mut surroundings);
    for (callback, name) in [(1, "passes"), (2, "fails"), (3, "explains"), (4, "unique"), (4, "email:dns")] {
        compiler.custom(name.as_bytes(), false, callback).unwrap();
    }
    compiler.custom(b"always", true, 2).unwrap();
    for (field, rules) in rules {
        compiler.field(field.as_bytes(), &[RuleSource::Piped(rules.as_bytes())]).unwrap();
    }
    compiler.finish().unwrap()
}

/// The failures, as `path:rule` or `path:rule(parameters)`.
fn failures(schema: &Schema, data: &str, options: Options) -> String {
    let document = Document::parse(data.as_bytes()).unwrap();
    let table = document.table().unwrap();
    let mut report = Report::default();
    schema.check(table, &options, &mut Surroundings, &mut report).unwrap();
    assert_eq!(schema.passes(table, &options, &mut Surroundings).unwrap(), report.is_ok());
    let show = |failure: highper_validator::Failure<'_>| {
        let parameters: Vec<String> =
            failure.parameters().iter().map(|text| String::from_utf8_lossy(text).into_owned()).collect();
        let path = String::from_utf8_lossy(failure.path()).into_owned();
        let parameters = if parameters.is_empty() { String::new() } else { format!("({})", parameters.join(",")) };
        format!("{path}:{}{parameters}", failure.rule())
    };
    report.failures(schema).map(show).collect::<Vec<_>>().join(" ")
}

/// Rules by field, data, and what fails.
type Case<'t> = (&'t [(&'t str, &'t str)], &'t str, &'t str);

#[track_caller]
fn assert_all(options: Options, table: &[Case<'_>]) {
    for (rules, data, expected) in table {
        assert_eq!(failures(&compile(rules), data, options), *expected, "rules: {rules:?}, data: {data}");
    }
}

#[test]
fn presence() {
    assert_all(
        PLAIN,
        &[
            (&[("a", "required|string")], "{}", "a:required"),
            (&[("a", "required|string")], r#"{"a":"  "}"#, "a:required"),
            (&[("a", "string|min:5")], r#"{"a":" \t"}"#, ""),
            (&[("a", "string")], r#"{"a":null}"#, "a:string"),
            (&[("a", "nullable|string")], r#"{"a":null}"#, ""),
            (&[("a", "nullable|required")], r#"{"a":null}"#, "a:required"),
            (&[("a", "sometimes|required")], "{}", ""),
            (&[("a", "filled")], "{}", ""),
            (&[("a", "filled")], r#"{"a":[]}"#, "a:filled"),
            (&[("a", "present")], r#"{"a":null}"#, ""),
            (&[("a", "missing")], r#"{"a":null}"#, "a:missing"),
            (&[("a", "prohibited")], r#"{"a":0}"#, "a:prohibited"),
            (&[("a", "integer|min:3|max:1")], r#"{"a":2}"#, "a:min(3) a:max(1)"),
            (&[("a", "bail|integer|min:3|max:1")], r#"{"a":2}"#, "a:min(3)"),
            (&[("a", "accepted|integer")], r#"{"a":"x"}"#, "a:accepted"),
            (&[("a.b.c", "required")], r#"{"a":{"b":5}}"#, "a.b.c:required"),
            (
                &[(r"a\.b", "required"), (r"\*", "integer")],
                r#"{"a":{"b":1},"a.b":"","*":"x"}"#,
                "a.b:required *:integer",
            ),
        ],
    );
}

#[test]
fn relations() {
    assert_all(
        PLAIN,
        &[
            (&[("a", "required_if:b,true")], r#"{"b":true}"#, "a:required_if(b,true)"),
            (&[("a", "required_if:b,null")], r#"{"b":null}"#, "a:required_if(b,null)"),
            (&[("a", "required_if:b,null")], "{}", ""),
            (&[("a", "required_if:b,1")], r#"{"b":"1.0"}"#, "a:required_if(b,1)"),
            (&[("a", "required_if:b,1")], r#"{"b":true}"#, ""),
            (&[("a", "present_if:b,null")], "{}", "a:present_if(b,null)"),
            (&[("a.*.x", "required_with:a.*.y")], r#"{"a":[{"y":1},{"x":1,"y":1},{}]}"#, "a.0.x:required_with(a.0.y)"),
            (&[("a.*.x", "same:b.*.x")], r#"{"a":{"k":{"x":1}},"b":{"k":{"x":2}}}"#, "a.k.x:same(b.k.x)"),
            (
                &[("a.*", "confirmed")],
                r#"{"a":{"x":1,"x_confirmation":1,"0":2,"0_confirmation":3}}"#,
                "a.x_confirmation:confirmed a.0:confirmed a.0_confirmation:confirmed",
            ),
            (&[("a", "same:b")], r#"{"a":{"x":[1,2]},"b":{"x":[1,2]}}"#, ""),
            (&[("a", "same:b")], r#"{"a":[[[]],[1]],"b":[[[]],[2]]}"#, "a:same(b)"),
            (&[("a", "same:b")], r#"{"a":{"x":1,"y":2},"b":{"y":2,"x":1}}"#, "a:same(b)"),
            (&[("a", "different:b,c")], r#"{"a":1,"b":"1","c":1}"#, "a:different(b,c)"),
            (&[("a", "gt:b")], r#"{"a":"1.10","b":"1.1"}"#, "a:gt(b)"),
            (&[("a", "gt:b")], r#"{"a":[1,2],"b":[1]}"#, ""),
            (&[("a", "lt:5")], r#"{"a":"1e-1000000"}"#, ""),
            (&[("a", "before:2024-03-01")], r#"{"a":"2024-02-29"}"#, ""),
            (&[("a", "after:2024-03-01")], r#"{"a":"2024-02-29"}"#, "a:after(2024-03-01)"),
            (&[("a", "in_array:b.*")], r#"{"a":"1","b":[3,1.0]}"#, ""),
            (&[("a.*", "distinct")], r#"{"a":[1,"1","1.0",2]}"#, "a.0:distinct a.1:distinct a.2:distinct"),
            (&[("a.*", "distinct:strict")], r#"{"a":[1,"1","1"]}"#, "a.1:distinct(strict) a.2:distinct(strict)"),
            (
                &[("a.*", "distinct:ignore_case")],
                r#"{"a":["É","é"]}"#,
                "a.0:distinct(ignore_case) a.1:distinct(ignore_case)",
            ),
            (&[("a.*", "trim|distinct")], r#"{"a":["x"," x"]}"#, "a.0:distinct a.1:distinct"),
            (&[("a", "prohibits:b")], r#"{"a":1,"b":""}"#, ""),
        ],
    );
}

#[test]
fn sizes() {
    assert_all(
        PLAIN,
        &[
            (&[("a", "min:3")], r#"{"a":150}"#, ""),
            (&[("a", "numeric|min:3")], r#"{"a":"2.99"}"#, "a:min(3)"),
            (&[("a", "numeric|min:3")], r#"{"a":"1e1000000"}"#, ""),
            (&[("a", "numeric|max:3")], r#"{"a":"3.000000000000000000001"}"#, "a:max(3)"),
            (&[("a", "numeric|max:3")], r#"{"a":"3.0"}"#, ""),
            (&[("a", "numeric|max:3")], r#"{"a":3.01}"#, "a:max(3)"),
            (&[("a", "max:3")], r#"{"a":"äöü"}"#, ""),
            (&[("a", "size:2")], r#"{"a":[1,2]}"#, ""),
            (&[("a", "between:1.5,2.5")], r#"{"a":[1,2]}"#, ""),
            (&[("a", "integer|min:-9223372036854775808|max:9223372036854775807")], r#"{"a":5}"#, ""),
            (
                &[("a", "numeric|min:-9223372036854775808")],
                r#"{"a":"-9223372036854775809"}"#,
                "a:min(-9223372036854775808)",
            ),
            (&[("a", "max:0")], r#"{"a":null}"#, ""),
            (&[("a", "max:0")], r#"{"a":true}"#, "a:max(0)"),
        ],
    );
    let strict = Options { strict: true, ..PLAIN };
    assert_all(
        strict,
        &[
            (&[("a", "min:3")], r#"{"a":2}"#, "a:min(3)"),
            (&[("a", "numeric|min:3")], r#"{"a":"12"}"#, "a:numeric a:min(3)"),
            (&[("a", "integer")], r#"{"a":5.0}"#, "a:integer"),
            (&[("a", "boolean")], r#"{"a":1}"#, "a:boolean"),
            (&[("a", "accepted")], r#"{"a":"yes"}"#, "a:accepted"),
            (&[("a", "digits:2")], r#"{"a":"12"}"#, "a:digits(2)"),
            (&[("a", "gt:2")], r#"{"a":"abc"}"#, ""),
        ],
    );
}

#[test]
fn wildcards() {
    assert_all(
        PLAIN,
        &[
            (&[("a.*.b", "required")], r#"{"a":[{"b":1},{},5,null]}"#, "a.1.b:required a.2.b:required a.3.b:required"),
            (&[("a.*.b.*", "integer")], r#"{"a":[{"b":[1,"x"]},{"b":5},{"c":1}]}"#, "a.0.b.1:integer"),
            (&[("*", "integer")], r#"{"x.y":"x","z":1}"#, "x.y:integer"),
            (&[("a.*", "required")], r#"{"a":5}"#, ""),
            (&[("b.*", "integer"), ("a", "string")], r#"{"a":1,"b":["x"]}"#, "a:string b.0:integer"),
        ],
    );
}

/// Fields that name the same place are checked once, with the rules of all.
#[test]
fn joined_fields() {
    assert_all(
        PLAIN,
        &[
            (&[("a.*", "integer"), ("a.1", "min:5")], r#"{"a":["x",3]}"#, "a.1:min(5) a.0:integer"),
            (&[("a.*", "nullable"), ("a.0", "string")], r#"{"a":[null]}"#, ""),
            (&[("a.0", "string"), ("a.*", "required")], "{}", ""),
            (&[("a.*.x", "min:5"), ("*.0.x", "integer")], r#"{"a":[{"x":3},{"x":3}]}"#, "a.0.x:min(5) a.1.x:min(5)"),
            (
                &[("a.b", "required_with:c.*"), ("a.*", "string")],
                r#"{"a":{"b":""},"c":{"b":1}}"#,
                "a.b:required_with(c.b)",
            ),
            (&[("a.0", "distinct"), ("a.*", "string")], r#"{"a":["x","x"]}"#, "a.0:distinct"),
            (&[("a", "integer"), ("a", "min:5")], r#"{"a":3}"#, "a:min(5)"),
            (&[(r"a*", "integer"), (r"a\*", "min:5")], r#"{"a*":3}"#, "a*:min(5)"),
        ],
    );
}

#[test]
fn exclusion() {
    assert_all(
        PLAIN,
        &[
            (&[("a", "exclude"), ("a.b", "required")], r#"{"a":{}}"#, ""),
            (&[("a.*", "exclude_if:b,1"), ("a.*.x", "integer")], r#"{"a":[{"x":"x"}],"b":1}"#, ""),
            (
                &[("a.*", "exclude_unless:a.*.k,1"), ("a.*.x", "integer")],
                r#"{"a":[{"x":"x"},{"k":1,"x":"y"}]}"#,
                "a.1.x:integer",
            ),
            (&[("a", "integer|exclude_with:b|min:5")], r#"{"a":"x","b":1}"#, "a:integer"),
            (&[("a", "exclude"), ("b", "required_with:a")], r#"{"a":1}"#, "b:required_with(a)"),
        ],
    );
}

#[test]
fn limits() {
    let rules: &[(&str, &str)] = &[("a", "integer|min:9"), ("b", "integer"), ("c.*", "integer")];
    let data = r#"{"a":"x","b":"x","c":["x","x"]}"#;
    for (stop_on_first_failure, max_errors, expected) in [
        (false, 0, "a:integer a:min(9) b:integer c.0:integer c.1:integer"),
        (true, 0, "a:integer a:min(9)"),
        (true, 1, "a:integer"),
        (false, 4, "a:integer a:min(9) b:integer c.0:integer"),
        (false, 9, "a:integer a:min(9) b:integer c.0:integer c.1:integer"),
    ] {
        let options = Options { stop_on_first_failure, max_errors, strict: false };
        assert_eq!(failures(&compile(rules), data, options), expected, "{options:?}");
    }
}

#[test]
fn callbacks() {
    assert_all(
        PLAIN,
        &[
            (&[("a", "passes|fails:1|string")], r#"{"a":1}"#, "a:fails(1) a:string"),
            (&[("a", "fails")], r#"{"a":""}"#, ""),
            (&[("a", "always|string")], "{}", "a:always"),
            (&[("a", "string|unique:t,c")], r#"{"a":1}"#, "a:string"),
            (&[("a", "string|unique:t,c")], r#"{"a":"y"}"#, "a:unique(t,c)"),
            (&[("a", "email:dns")], r#"{"a":"y@y.de"}"#, "a:email(dns)"),
            (&[("a", "email:dns")], r#"{"a":"x@y.de"}"#, ""),
        ],
    );
    let schema = compile(&[("user_name", "explains")]);
    let document = Document::parse(br#"{"user_name":1}"#).unwrap();
    let mut report = Report::default();
    schema.check(document.table().unwrap(), &PLAIN, &mut Surroundings, &mut report).unwrap();
    let failure = report.failures(&schema).next().unwrap();
    let mut text = Vec::new();
    (0..failure.message_count()).for_each(|at| failure.write_message(at, document.table().unwrap(), &mut text));
    assert_eq!(text, b"onetwo");
}

#[test]
fn alternatives() {
    let mut surroundings = Surroundings;
    let mut compiler = Compiler::new(&mut surroundings);
    let lists = vec![
        vec![RuleSource::Piped(b"string|min:3")],
        vec![RuleSource::Text(b"integer"), RuleSource::Text(b"min:3")],
        vec![RuleSource::Text(b"array"), RuleSource::Closure(2)],
    ];
    compiler.field(b"a", &[RuleSource::Text(b"nullable"), RuleSource::AnyOf(lists)]).unwrap();
    let schema = compiler.finish().unwrap();
    for (data, expected) in [
        (r#"{"a":"abc"}"#, ""),
        (r#"{"a":3}"#, ""),
        (r#"{"a":2}"#, "a:any_of"),
        (r#"{"a":"ab"}"#, "a:any_of"),
        (r#"{"a":[1,2,3]}"#, "a:any_of"),
        (r#"{"a":null}"#, ""),
        ("{}", ""),
    ] {
        assert_eq!(failures(&schema, data, PLAIN), expected, "data: {data}");
    }
}

#[test]
fn messages() {
    let schema = compile(&[("items.*.unit_price", "numeric|min:5"), ("b", "required_with:items.*.x")]);
    let document = Document::parse(br#"{"items":[{"unit_price":7},{"unit_price":3}]}"#).unwrap();
    let mut report = Report::default();
    schema.check(document.table().unwrap(), &PLAIN, &mut Surroundings, &mut report).unwrap();
    let failure = report.failures(&schema).next().unwrap();
    let mut text = Vec::new();
    failure.write_message(0, document.table().unwrap(), &mut text);
    assert_eq!(String::from_utf8(text).unwrap(), "Items.1.unit price must be at least 5.");
    assert_eq!(failure.pattern(), b"items.*.unit_price");
    assert_eq!(failure.wildcard_keys().collect::<Vec<_>>(), [b"1"]);
}

/// What is quadratic takes minutes here.
#[test]
fn large_data() {
    let items: Vec<String> =
        (0..8_000).map(|at| format!(r#"{{"id":"k{at}","tags":[{at},"t{at}"],"n":{at}}}"#)).collect();
    let data = format!(r#"{{"items":[{}]}}"#, items.join(","));
    let schema = compile(&[
        ("items.*.id", "required|distinct|in_array:items.*.id"),
        ("items.*.tags.*", "distinct:ignore_case"),
        ("items.*.n", "exclude_unless:items.*.id,k5|lt:items.*.id"),
        ("items.7.id", "string"),
        ("items.*.n.x", "required"),
    ]);
    failures(&schema, &data, PLAIN);
}
