//! What a message may tell of a failure, and the data that it may show.

use crate::input::{Array, Segment, Value, View};
use crate::path::{Part, Path};
use crate::report::Variant;
use crate::rules::{number, string};
use std::io::Write as _;

/// A failure, as its message sees it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a, P, D> {
    /// The field as the rules name it.
    pub pattern: &'a [u8],
    /// The field as the data name it.
    pub path: &'a [u8],
    /// Which text of the rule is meant.
    pub variant: Variant,
    /// The rule's parameters, keys in place of wildcards.
    pub parameters: &'a [P],
    /// Where values come from that a message shows.
    pub data: &'a D,
}

/// Values that messages show; they are asked for only where a template does.
pub trait Data {
    /// Writes what the field itself holds, if it is a scalar.
    fn write_input(&self, out: &mut Vec<u8>);

    /// Writes what the field of a path holds, and tells whether it is a scalar other than null.
    fn write_value(&self, path: &[u8], out: &mut Vec<u8>) -> bool;

    /// Writes the size of what the field of a path holds, and tells whether it has one of this kind.
    fn write_size(&self, path: &[u8], variant: Variant, out: &mut Vec<u8>) -> bool;
}

/// Nothing: messages show no values.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoData;

impl Data for NoData {
    fn write_input(&self, _: &mut Vec<u8>) {}

    fn write_value(&self, _: &[u8], _: &mut Vec<u8>) -> bool {
        false
    }

    fn write_size(&self, _: &[u8], _: Variant, _: &mut Vec<u8>) -> bool {
        false
    }
}

/// The data that were checked, and in them the field that failed.
#[derive(Clone, Copy, Debug)]
pub struct Payload<'k, A, K> {
    data: A,
    pattern: &'k [u8],
    keys: K,
}

impl<'k, 'v, A: Array<'v>, K: Iterator<Item = &'k [u8]> + Clone> Payload<'k, A, K> {
    /// The data, the field as the rules name it, and the keys that its wildcards stand for.
    pub fn new(data: A, pattern: &'k [u8], keys: K) -> Self {
        Self { data, pattern, keys }
    }

    fn find(&self, path: &[u8], mut keys: impl Iterator<Item = &'k [u8]>) -> Option<A::Value> {
        let path = Path::parse(path)?;
        let (last, parts) = path.parts().split_last()?;
        let mut get = |array: A, part: &Part| match part {
            Part::Key(key) => array.get(key),
            Part::Any => array.get(&Segment::new(keys.next()?)),
        };
        let mut array = self.data;
        for part in parts {
            let View::Array(inner) = get(array, part)?.view() else { return None };
            array = inner;
        }
        get(array, last)
    }
}

impl<'k, 'v, A: Array<'v>, K: Iterator<Item = &'k [u8]> + Clone> Data for Payload<'k, A, K> {
    fn write_input(&self, out: &mut Vec<u8>) {
        if let Some(value) = self.find(self.pattern, self.keys.clone()) {
            write_scalar(value, out);
        }
    }

    fn write_value(&self, path: &[u8], out: &mut Vec<u8>) -> bool {
        self.find(path, std::iter::empty()).is_some_and(|value| write_scalar(value, out))
    }

    fn write_size(&self, path: &[u8], variant: Variant, out: &mut Vec<u8>) -> bool {
        let Some(value) = self.find(path, std::iter::empty()) else { return false };
        match (variant, value.view()) {
            (Variant::Array, View::Array(array)) => write_integer(array.len(), out),
            (Variant::Numeric, View::Int(_) | View::Float(_)) => write_scalar(value, out),
            (Variant::Numeric, View::String(text)) if number::parse_numeric(text).is_some() => write_scalar(value, out),
            (Variant::String, View::String(_) | View::Int(_) | View::Float(_)) => {
                let mut text = Vec::new();
                write_scalar(value, &mut text) && write_integer(string::length(&text), out)
            }
            _ => false,
        }
    }
}

/// Writes a value as text and tells whether it is one that has any.
fn write_scalar<'a>(value: impl Value<'a>, out: &mut Vec<u8>) -> bool {
    match value.view() {
        View::String(text) => out.extend_from_slice(text),
        View::Int(value) => return write_integer(value, out),
        View::Float(value) => out.extend_from_slice(&number::float_text(value)),
        View::Bool(value) => out.extend_from_slice(if value { b"true" } else { b"false" }),
        View::Null | View::Array(_) | View::Opaque => return false,
    }
    true
}

fn write_integer(value: impl std::fmt::Display, out: &mut Vec<u8>) -> bool {
    write!(out, "{value}").is_ok()
}
