//! What is left of data: only what rules name, changed as they say, arrays shared where nothing is.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use highper_validator::input::Array;
use highper_validator::input::json::{Document, JsonArray, JsonValue};
use highper_validator::input::{Key, Value};
use highper_validator::{Builder, Compiler, Options, Report, RuleSource};
use std::convert::Infallible;
use support::{Surroundings, Written, show};

/// Marks what is shared.
#[derive(Default)]
struct Shared(Written);

impl<'a> Builder<'a, JsonValue<'a>> for Shared {
    type Output = String;
    type Table = Vec<String>;
    type Error = Infallible;

    fn share(&mut self, value: JsonValue<'a>) -> Result<String, Infallible> {
        Ok(format!("&{}", show(value.view())))
    }

    fn share_root(&mut self, data: JsonArray<'a>) -> Result<String, Infallible> {
        Ok(if data.is_empty() { "[]".to_owned() } else { "all".to_owned() })
    }

    fn null(&mut self) -> Result<String, Infallible> {
        Builder::<JsonValue<'a>>::null(&mut self.0)
    }

    fn boolean(&mut self, value: bool) -> Result<String, Infallible> {
        Builder::<JsonValue<'a>>::boolean(&mut self.0, value)
    }

    fn integer(&mut self, value: i64) -> Result<String, Infallible> {
        Builder::<JsonValue<'a>>::integer(&mut self.0, value)
    }

    fn float(&mut self, value: f64) -> Result<String, Infallible> {
        Builder::<JsonValue<'a>>::float(&mut self.0, value)
    }

    fn string(&mut self, text: &'a [u8]) -> Result<String, Infallible> {
        Builder::<JsonValue<'a>>::string(&mut self.0, text)
    }

    fn date(&mut self, text: &[u8], formats: &[Box<[u8]>]) -> Result<String, Infallible> {
        Builder::<JsonValue<'a>>::date(&mut self.0, text, formats)
    }

    fn begin(&mut self, capacity: usize) -> Result<Vec<String>, Infallible> {
        Builder::<JsonValue<'a>>::begin(&mut self.0, capacity)
    }

    fn put(&mut self, table: &mut Vec<String>, key: Key<'a>, value: String) -> Result<(), Infallible> {
        Builder::<JsonValue<'a>>::put(&mut self.0, table, key, value)
    }

    fn finish(&mut self, table: Vec<String>) -> Result<String, Infallible> {
        Builder::<JsonValue<'a>>::finish(&mut self.0, table)
    }
}

/// Rules by field, data, and what is left of them.
type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str);

#[test]
fn projections() {
    let table: [Case; 24] = [
        (&[], "{}", "[]"),
        (&[], r#"{"a":1}"#, "[]"),
        (&[("a", "required")], r#"{"a":[1,{"b":2}]}"#, "all"),
        (&[("a", "required")], r#"{"a":[1],"b":2}"#, "[a=&[0=1]]"),
        (&[("a", "array"), ("a.b", "integer")], r#"{"a":{"b":1,"c":2}}"#, "[a=[b=&1]]"),
        (&[("a", "array"), ("a.b", "integer")], r#"{"a":{"c":2}}"#, "[a=[]]"),
        (&[("a.b", "integer")], r#"{"a":{"c":2}}"#, "[]"),
        (&[("a.b", "integer")], r#"{"a":{"b":1}}"#, "all"),
        (&[("a", "string"), ("a.b", "integer")], r#"{"a":"x","z":1}"#, "[a=&\"x\"]"),
        (&[("a.b", "integer")], r#"{"a":"x"}"#, "[]"),
        (
            &[("a", "array"), ("a.*.b", "integer")],
            r#"{"a":[{"b":1},{"c":1},{"b":2,"c":3},5]}"#,
            "[a=[0=&[b=1] 2=[b=&2]]]",
        ),
        (
            &[("a.*", "present"), ("a.*.b", "integer")],
            r#"{"a":[{"b":1},{"c":1},[],5]}"#,
            "[a=[0=&[b=1] 1=[] 2=&[] 3=&5]]",
        ),
        (&[("a", "array"), ("a.*", "string")], r#"{"a":[]}"#, "all"),
        (&[("a.*", "string")], r#"{"a":[]}"#, "[]"),
        (&[("a.0", "integer"), ("a.*.b", "integer")], r#"{"a":[1,{"b":1,"c":2}]}"#, "[a=[0=&1 1=[b=&1]]]"),
        (&[("a", "exclude"), ("b", "string")], r#"{"a":1,"b":"x"}"#, "[b=&\"x\"]"),
        (&[("a.*", "exclude_if:a.*.k,1"), ("a.*.x", "integer")], r#"{"a":[{"x":1,"k":1},{"x":2}]}"#, "[a=[1=&[x=2]]]"),
        (&[("a", "trim|string")], r#"{"a":" x ","b":1}"#, "[a=\"x\"]"),
        (&[("a", "trim|string")], r#"{"a":"x"}"#, "all"),
        (
            &[("a", "cast:int"), ("b", "cast:float"), ("c", "cast:bool")],
            r#"{"a":"5","b":"1.5","c":"on"}"#,
            "[a=5 b=1.5 c=true]",
        ),
        (&[("a", "cast:int"), ("b", "cast:float"), ("c", "cast:bool")], r#"{"a":5,"b":1.5,"c":true}"#, "all"),
        (&[("a", "cast:int"), ("b", "nullable|cast:int")], r#"{"a":" ","b":null}"#, "[a=null b=&null]"),
        (&[("a", "trim|cast:date")], r#"{"a":" 2024-02-29"}"#, "[a=date(2024-02-29, 0)]"),
        (&[("a.*", "trim"), ("a.1", "string")], r#"{"a":[" x"," y"]}"#, "[a=[0=\"x\" 1=\"y\"]]"),
    ];
    for (rules, data, expected) in table {
        let mut surroundings = Surroundings;
        let mut compiler = Compiler::new(&mut surroundings);
        for (field, rules) in rules {
            compiler.field(field.as_bytes(), &[RuleSource::Piped(rules.as_bytes())]).unwrap();
        }
        let schema = compiler.finish().unwrap();
        let document = Document::parse(data.as_bytes()).unwrap();
        let mut report = Report::default();
        schema.check(document.table().unwrap(), &Options::default(), &mut surroundings, &mut report).unwrap();
        assert!(report.is_ok(), "rules: {rules:?}, data: {data}");
        let found = schema.project(document.table().unwrap(), &report, &mut Shared::default()).unwrap();
        assert_eq!(found, expected, "rules: {rules:?}, data: {data}");
    }
}
