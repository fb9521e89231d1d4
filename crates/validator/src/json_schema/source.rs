//! Schemas as they are given: registered documents, and what can be told of patterns before they are compiled.

use super::{Draft, Options, SchemaFault, SchemaFaultKind, Value, draft, empty, report, subschemas};
use jsonschema::{Retrieve, Uri};
use std::collections::HashMap;
use std::error::Error;

/// The registered documents. Only those that a reference leads to are looked at; nothing else can be retrieved.
pub struct Documents {
    /// The documents by their normalized URIs, without fragments.
    by_uri: HashMap<String, Value>,
    options: Options,
}

impl Documents {
    /// The documents of the options; those without `$schema` are of the schema's draft.
    pub fn new(options: &Options, draft: Draft) -> Result<Self, SchemaFault> {
        let named = |(uri, document): &(String, Value)| Ok((name(uri)?, document.clone()));
        let by_uri = options.documents.iter().map(named).collect::<Result<_, _>>()?;
        Ok(Self { by_uri, options: Options { draft, ..options.clone() } })
    }
}

impl Retrieve for Documents {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let Some(document) = self.by_uri.get(uri.as_str().trim_end_matches('#')) else {
            return Err("not registered".into());
        };
        let draft = draft::of(document, &self.options)?;
        report::check_schema(document, draft, Some(uri.as_str()))?;
        let mut document = document.clone();
        if self.options.has_both {
            empty::admit(&mut document);
        }
        settle_references(&mut document);
        Ok(document)
    }
}

/// The name of a registered document: an absolute URI, without a fragment or with an empty one.
fn name(uri: &str) -> Result<String, SchemaFault> {
    let name = uri.strip_suffix('#').unwrap_or(uri);
    let is_absolute = name.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
            && !rest.is_empty()
    });
    if is_absolute
        && !name.contains('#')
        && let Ok(normalized) = referencing::uri::from_str(name)
    {
        return Ok(normalized.as_str().to_owned());
    }
    Err(SchemaFault::new(SchemaFaultKind::BadDefinition, format!("'{uri}' is no absolute URI")))
}

/// The keywords whose value names a schema by a URI of any kind.
const REFERENCES: [&str; 2] = ["$ref", "$dynamicRef"];

/// Whether a reference somewhere in a schema may be empty. May say so of a schema without any.
pub fn has_empty_reference(schema: &Value) -> bool {
    match schema {
        Value::Array(items) => items.iter().any(has_empty_reference),
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| REFERENCES.contains(&name.as_str()) && value == "" || has_empty_reference(value)),
        _ => false,
    }
}

/// Writes empty references as `#`, which means the same (RFC 3986, 4.4): the crate takes them for no reference at all, and everything
/// for right.
pub fn settle_references(schema: &mut Value) {
    subschemas::visit(schema, &mut |schema| {
        if let Value::Object(members) = schema {
            for keyword in REFERENCES {
                if let Some(Value::String(reference)) = members.get_mut(keyword)
                    && reference.is_empty()
                {
                    reference.push('#');
                }
            }
        }
    });
}

/// Whether a pattern somewhere in a schema may have lookaround or back-references, which the linear-time engine does not know. May say so
/// of a schema without any: where a name is a pattern is not looked into.
pub fn may_backtrack(schema: &Value) -> bool {
    match schema {
        Value::Array(items) => items.iter().any(may_backtrack),
        Value::Object(members) => {
            let pattern = members.get("pattern").and_then(Value::as_str);
            let names = members.get("patternProperties").and_then(Value::as_object);
            pattern.is_some_and(backtracks)
                || names.is_some_and(|names| names.keys().any(|name| backtracks(name)))
                || members.values().any(may_backtrack)
        }
        _ => false,
    }
}

fn backtracks(pattern: &str) -> bool {
    let mut bytes = pattern.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, bytes.peek()) {
            (b'(', Some(b'?')) => {
                bytes.next();
                // `(?:` groups, all others look around or have names.
                if bytes.peek() != Some(&b':') {
                    return true;
                }
            }
            (b'\\', Some(b'1'..=b'9' | b'k')) => return true,
            (b'\\', _) => {
                bytes.next();
            }
            _ => {}
        }
    }
    false
}
