//! JSON Schema: a schema and a value, both as JSON. Whatever they are, compiling and checking end in time, a check is the same each time, and its
//! errors point to places that are there. An input is the schema, an empty line, and the value.

use crate::patience::within;
use crate::random::Random;
use highper_validator::json_schema::{Draft, JsonSchema, Options, SerdeJson, Undecided, parse};
use std::time::Duration;

/// Inputs are short, but patterns may try again and again up to a limit, once for each error.
const PATIENCE: Duration = Duration::from_secs(30);
const DRAFTS: [&str; 5] = ["4", "6", "7", "2019-09", "2020-12"];

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    within(PATIENCE, || examine(input, random))
}

fn examine(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let end = input.windows(2).position(|pair| pair == b"\n\n").unwrap_or(input.len());
    let (schema, value) = input.split_at(end);
    let (Ok(schema), Ok(value)) = (parse(schema), parse(value)) else { return Ok(false) };
    let draft = random.pick(&DRAFTS).copied().unwrap_or_default();
    let draft = Draft::named(draft).map_err(|fault| fault.to_string())?;
    let options = Options { draft, formats: random.below(2) == 0, ..Options::default() };
    let compiled = match JsonSchema::<SerdeJson>::compile(&schema, &options) {
        Ok(compiled) => compiled,
        Err(fault) if fault.why.is_empty() => return Err(format!("{fault:?} says nothing")),
        Err(_) => return Ok(false),
    };
    let (Ok(errors), Ok(is_valid)) = (compiled.errors(&value), compiled.is_valid(&value)) else { return Ok(true) };
    if is_valid != errors.is_empty() {
        return Err(format!("valid is {is_valid}, errors are {errors:?}"));
    }
    match compiled.errors(&value) {
        Ok(again) if again == errors => {}
        Ok(again) => return Err(format!("{errors:?}, then {again:?}")),
        Err(Undecided(pointer)) => return Err(format!("decided, then undecided at '{pointer}'")),
    }
    let lost = errors.iter().find(|error| value.pointer(&error.pointer).is_none() || error.message.is_empty());
    lost.map_or(Ok(true), |error| Err(format!("{error:?} points to nothing of {value}")))
}

const SEEDS: &[&str] = &[
    r##"{"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":20},"age":{"type":"integer","minimum":0,"exclusiveMaximum":150}},"required":["name"],"additionalProperties":false}

{"name":"","age":150,"more":1}"##,
    r##"{"$defs":{"node":{"type":["object","null"],"properties":{"next":{"$ref":"#/$defs/node"}}}},"$ref":"#/$defs/node"}

{"next":{"next":{"next":null}}}"##,
    r##"{"allOf":[{"anyOf":[{"const":1},{"enum":["a",null,1.0]}]},{"oneOf":[{"multipleOf":0.1},{"not":{"type":"number"}}]},{"if":{"minimum":5},"then":{"maximum":9},"else":{"format":"email"}}]}

1.0"##,
    r##"{"type":"array","prefixItems":[{"pattern":"^(?=a)b*$"}],"items":{"uniqueItems":true},"contains":{"const":[1,1]},"minContains":1,"maxContains":2,"unevaluatedItems":false,"minItems":1}

["ab",[1,1],[1,1.0]]"##,
    r##"{"patternProperties":{"^x-":{"type":"string"},"(a+)+$":true},"propertyNames":{"maxLength":5},"dependentRequired":{"a":["b"]},"dependentSchemas":{"b":{"minProperties":3}},"unevaluatedProperties":{"format":"date-time"}}

{"x-a":1,"a":2,"c~/d":"2026-01-31T12:00:00Z"}"##,
    r##"{"$schema":"http://json-schema.org/draft-04/schema#","id":"http://example.com/a","definitions":{"b":{"minimum":1,"exclusiveMinimum":true}},"items":[{"$ref":"#/definitions/b"}],"additionalItems":false,"dependencies":{"a":["b"]}}

[1,2]"##,
    r##"{"$id":"http://example.com/tree","$dynamicAnchor":"node","properties":{"children":{"items":{"$dynamicRef":"#node"}},"v":{"format":"ipv6"}},"unevaluatedProperties":false}

{"children":[{"v":"::1","w":1}],"v":"x"}"##,
    "true\n\n[]",
    "{\"format\":\"regex\",\"contentEncoding\":\"base64\",\"contentMediaType\":\"application/json\"}\n\n\"(\"",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    let formats = [
        "date",
        "time",
        "duration",
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "ipv4",
        "uri",
        "iri-reference",
        "uri-template",
        "uuid",
        "json-pointer",
        "relative-json-pointer",
    ];
    let formats = formats.map(|format| format!("{{\"format\":\"{format}\"}}\n\n\"2026-01-31\""));
    SEEDS.iter().map(|seed| (*seed).to_owned()).chain(formats).map(String::into_bytes).collect()
}
