//! PHP's values as JSON Schema looks at them: where they are.

use crate::zval::json_value::{JsonValue, Key, List, Map, Members, Values};
use crate::zval::value::{IS_ARRAY, IS_FALSE, IS_NULL, IS_STRING, IS_TRUE};
use highper_validator::json_schema::{
    self as schema, Json, JsonType, LazyInstance, Node, NodeIdentity, Number, SchemaNumber, Value, cmp, is_mark, unique,
};
use std::borrow::Cow;
use std::collections::HashSet;

/// The representation.
pub struct Php;

/// A value, or the name of a property that a schema is to be asked about.
#[derive(Clone, Copy)]
pub enum PhpNode<'a> {
    Value(JsonValue<'a>),
    Name(&'a str),
}

impl Json for Php {
    type Node<'a> = PhpNode<'a>;
    type PreparedKey = Key;
    type StringBuffer = ();

    fn prepare_key(key: &str) -> Key {
        Key::new(key)
    }

    fn with_string_node<T>((): &mut (), string: &str, ask: impl FnOnce(PhpNode<'_>) -> T) -> T {
        ask(PhpNode::Name(string))
    }
}

impl<'a> PhpNode<'a> {
    #[inline(always)]
    const fn value(self) -> Option<JsonValue<'a>> {
        match self {
            Self::Value(value) => Some(value),
            Self::Name(_) => None,
        }
    }

    #[inline(always)]
    fn text(self) -> Option<&'a str> {
        match self {
            Self::Value(value) => value.text(),
            Self::Name(name) => Some(name),
        }
    }
}

impl<'a> Node<'a, Php> for PhpNode<'a> {
    type Object = Map<'a>;
    type Array = List<'a>;
    type Number = SchemaNumber;

    #[inline(always)]
    fn as_object(&self) -> Option<Map<'a>> {
        self.value()?.map()
    }

    #[inline(always)]
    fn as_array(&self) -> Option<List<'a>> {
        self.value()?.list()
    }

    #[inline(always)]
    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.text().map(Cow::Borrowed)
    }

    #[inline(always)]
    fn as_number(&self) -> Option<SchemaNumber> {
        let value = self.value()?;
        value.integer().map(SchemaNumber::Integer).or_else(|| value.float().map(SchemaNumber::Float))
    }

    #[inline(always)]
    fn as_boolean(&self) -> Option<bool> {
        match self.value()?.kind() {
            IS_TRUE => Some(true),
            IS_FALSE => Some(false),
            _ => None,
        }
    }

    #[inline(always)]
    fn is_null(&self) -> bool {
        self.value().is_some_and(|value| value.kind() <= IS_NULL)
    }

    #[inline(always)]
    fn is_string(&self) -> bool {
        self.value().is_none_or(|value| value.kind() == IS_STRING)
    }

    fn json_type(&self) -> JsonType {
        let Some(value) = self.value() else { return JsonType::String };
        match value.kind() {
            0..=IS_NULL => JsonType::Null,
            IS_FALSE | IS_TRUE => JsonType::Boolean,
            IS_STRING => JsonType::String,
            // What is both calls itself an array.
            IS_ARRAY if value.list().is_some() => JsonType::Array,
            _ if value.integer().is_some() || value.float().is_some() => JsonType::Number,
            _ => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match expected {
            Value::Null => self.is_null(),
            Value::Bool(expected) => self.as_boolean() == Some(*expected),
            Value::Number(expected) => self.as_number().is_some_and(|number| cmp::equal_numbers(&number, expected)),
            Value::String(expected) => self.text() == Some(expected),
            Value::Array(items) => self.as_array().is_some_and(|list| {
                list.len() == items.len()
                    && !is_mark(expected)
                    && list.iter().zip(items).all(|(value, item)| PhpNode::Value(value).equals_value(item))
            }),
            Value::Object(members) => self.as_object().is_some_and(|map| {
                map.len() == members.len()
                    && members.iter().all(|(name, expected)| {
                        map.get(&Key::new(name)).is_some_and(|value| PhpNode::Value(value).equals_value(expected))
                    })
            }),
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(match self {
            Self::Value(value) => to_value(*value),
            Self::Name(name) => Value::from(*name),
        })
    }

    fn lazy_value(&self) -> LazyInstance<'a> {
        match self.value().and_then(JsonValue::memory) {
            // Nobody asks for it, but for the value as a whole where a pattern took too long.
            Some((bytes, tag)) => LazyInstance::Deferred { bytes, tag, make, cell: Default::default() },
            None => LazyInstance::Ready(self.to_value()),
        }
    }

    #[inline(always)]
    fn identity(&self) -> Option<NodeIdentity> {
        Some(match self {
            Self::Value(value) => {
                let (address, kind) = value.identity();
                NodeIdentity::tagged(address, kind)
            }
            Self::Name(name) => NodeIdentity::tagged(name.as_ptr().addr(), u32::MAX),
        })
    }
}

fn make(bytes: &[u8], tag: u32) -> Value {
    // SAFETY: both come from a value's memory, which is as alive as when it was looked at.
    to_value(unsafe { JsonValue::from_memory(bytes, tag) })
}

/// A copy. The empty array becomes an array, and so does the empty object unless the two are told apart.
pub fn to_value(value: JsonValue<'_>) -> Value {
    if let Some(text) = value.text() {
        return Value::from(text);
    }
    if let Some(integer) = value.integer() {
        return Value::from(integer);
    }
    if let Some(float) = value.float() {
        return Number::from_f64(float).map_or(Value::Null, Value::Number);
    }
    if let Some(list) = value.list() {
        return Value::Array(list.iter().map(to_value).collect());
    }
    if let Some(map) = value.map() {
        return Value::Object(map.iter().map(|(name, value)| (name.into_owned(), to_value(value))).collect());
    }
    match value.kind() {
        IS_TRUE => Value::Bool(true),
        IS_FALSE => Value::Bool(false),
        _ => Value::Null,
    }
}

/// As [`to_value`], with the empty object as an empty array unless the two are told apart, so that they are equal.
fn to_comparable(value: JsonValue<'_>) -> Value {
    if let Some(list) = value.list() {
        return Value::Array(list.iter().map(to_comparable).collect());
    }
    match value.map() {
        Some(map) if map.len() == 0 && !value.is_exact() => Value::Array(Vec::new()),
        Some(map) => Value::Object(map.iter().map(|(name, value)| (name.into_owned(), to_comparable(value))).collect()),
        None => to_value(value),
    }
}

impl<'a> schema::Object<'a, Php> for Map<'a> {
    type Node = PhpNode<'a>;
    type MemberName = Cow<'a, str>;
    type MembersIter = std::iter::Map<Members<'a>, fn((Cow<'a, str>, JsonValue<'a>)) -> (Cow<'a, str>, PhpNode<'a>)>;

    #[inline(always)]
    fn len(&self) -> usize {
        Map::len(self)
    }

    #[inline(always)]
    fn get(&self, key: &Key) -> Option<PhpNode<'a>> {
        Map::get(self, key).map(PhpNode::Value)
    }

    #[inline(always)]
    fn members(&self) -> Self::MembersIter {
        self.iter().map(|(name, value)| (name, PhpNode::Value(value)))
    }
}

impl<'a> schema::Array<'a, Php> for List<'a> {
    type Node = PhpNode<'a>;
    type ElementsIter = std::iter::Map<Values<'a>, fn(JsonValue<'a>) -> PhpNode<'a>>;

    #[inline(always)]
    fn len(&self) -> usize {
        List::len(self)
    }

    #[inline(always)]
    fn elements(&self) -> Self::ElementsIter {
        self.iter().map(PhpNode::Value)
    }

    fn is_unique(&self) -> bool {
        all_differ(self, JsonValue::text).or_else(|| all_differ(self, JsonValue::integer)).unwrap_or_else(|| {
            let values: Vec<_> = self.iter().map(to_comparable).collect();
            unique::is_unique(&values)
        })
    }
}

/// Whether all elements differ, where all are of one simple kind; otherwise nothing is known.
fn all_differ<'a, T: std::hash::Hash + Eq>(list: &List<'a>, simple: fn(JsonValue<'a>) -> Option<T>) -> Option<bool> {
    simple(list.iter().next()?)?;
    let mut seen = HashSet::with_capacity(list.len());
    let mut differ = true;
    for value in list.iter() {
        differ &= seen.insert(simple(value)?);
    }
    Some(differ)
}
