//! A JSON document as a tree in memory: for callers that hand over texts, not values.

mod maker;

use super::{Array, Key, Segment, Value, View};
use highper_serializer::json::{Decoder, Error, Options};
use maker::Maker;
use std::collections::HashMap;

/// With more entries than that, a table is searched by an index.
const FEW: usize = 16;

/// A document. Objects are tables as PHP makes arrays of them: a key that looks like an integer is one, of two entries with one key the last counts.
#[derive(Debug)]
pub struct Document {
    root: Node,
    tables: Vec<Table>,
    /// All strings and keys.
    bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
enum Node {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(usize, usize),
    Table(usize),
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The hash of the key's text.
    hash: u64,
    name: Name,
    node: Node,
}

#[derive(Debug, Default)]
struct Table {
    entries: Vec<Entry>,
    /// Where a key is, in tables with many.
    index: HashMap<Box<[u8]>, usize>,
    is_object: bool,
    is_list: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Int(i64),
    Text(usize, usize),
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &[u8]) -> Result<Self, Error> {
        let mut maker = Maker::new(text.len());
        Decoder::new().decode(text, Options::default(), &mut maker)?;
        Ok(maker.document)
    }

    /// The outermost value.
    #[must_use]
    pub fn value(&self) -> JsonValue<'_> {
        JsonValue { document: self, node: self.root }
    }

    /// The outermost value, if it is an array or an object.
    #[must_use]
    pub fn table(&self) -> Option<JsonArray<'_>> {
        match self.value().view() {
            View::Array(array) => Some(array),
            _ => None,
        }
    }

    #[inline]
    fn text(&self, begin: usize, end: usize) -> &[u8] {
        self.bytes.get(begin..end).unwrap_or_default()
    }

    #[inline]
    fn key(&self, name: Name) -> Key<'_> {
        match name {
            Name::Int(value) => Key::Int(value),
            Name::Text(begin, end) => Key::Text(self.text(begin, end)),
        }
    }
}

/// A value of a document.
#[derive(Clone, Copy, Debug)]
pub struct JsonValue<'a> {
    document: &'a Document,
    node: Node,
}

/// An array or object of a document.
#[derive(Clone, Copy, Debug)]
pub struct JsonArray<'a> {
    document: &'a Document,
    table: &'a Table,
}

impl JsonArray<'_> {
    /// Whether it is an object, whatever its keys.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.table.is_object
    }
}

impl<'a> Value<'a> for JsonValue<'a> {
    type Array = JsonArray<'a>;

    #[inline]
    fn view(self) -> View<'a, JsonArray<'a>> {
        let document = self.document;
        match self.node {
            Node::Null => View::Null,
            Node::Bool(value) => View::Bool(value),
            Node::Int(value) => View::Int(value),
            Node::Float(value) => View::Float(value),
            Node::Text(begin, end) => View::String(document.text(begin, end)),
            Node::Table(table) => match document.tables.get(table) {
                Some(table) => View::Array(JsonArray { document, table }),
                None => View::Null,
            },
        }
    }

    fn is_same_opaque(self, _: Self) -> bool {
        false
    }
}

impl<'a> Array<'a> for JsonArray<'a> {
    type Value = JsonValue<'a>;
    type Entries = Entries<'a>;

    #[inline]
    fn len(self) -> usize {
        self.table.entries.len()
    }

    #[inline]
    fn get(self, key: &Segment) -> Option<JsonValue<'a>> {
        let Self { document, table } = self;
        let at = match key.key() {
            Key::Int(at) if !table.is_object => usize::try_from(at).ok()?,
            wanted if table.entries.len() <= FEW => {
                let hash = key.hash();
                let is_wanted = |entry: &&Entry| entry.hash == hash && document.key(entry.name) == wanted;
                return table.entries.iter().find(is_wanted).map(|entry| JsonValue { document, node: entry.node });
            }
            _ => *table.index.get(key.text())?,
        };
        table.entries.get(at).map(|entry| JsonValue { document, node: entry.node })
    }

    #[inline]
    fn is_list(self) -> bool {
        self.table.is_list
    }

    #[inline]
    fn entries(self) -> Entries<'a> {
        Entries { document: self.document, entries: self.table.entries.iter() }
    }
}

/// The entries of an array or object.
#[derive(Debug)]
pub struct Entries<'a> {
    document: &'a Document,
    entries: std::slice::Iter<'a, Entry>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Key<'a>, JsonValue<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let document = self.document;
        self.entries.next().map(|entry| (document.key(entry.name), JsonValue { document, node: entry.node }))
    }
}

#[cfg(test)]
mod tests {
    use super::Document;
    use crate::input::{Array, Key, Segment, Value, View};

    #[test]
    fn keys() {
        let document = Document::parse(br#"{"b":1,"7":2,"07":3,"-1":4,"b":5,"":6}"#).unwrap();
        let table = document.table().unwrap();
        let keys: Vec<Key<'_>> = table.entries().map(|(key, _)| key).collect();
        let text = |text: &'static str| Key::Text(text.as_bytes());
        assert_eq!(keys, [text("b"), Key::Int(7), text("07"), Key::Int(-1), text("")]);
        for (key, expected) in [("b", 5), ("7", 2), ("07", 3), ("-1", 4), ("", 6)] {
            let value = table.get(&Segment::new(key.as_bytes())).unwrap().view();
            assert!(matches!(value, View::Int(value) if value == expected), "key: {key}");
        }
        assert!(table.get(&Segment::new(b"c")).is_none());
        assert!(!table.is_list());
    }

    #[test]
    fn many_keys() {
        let entries: Vec<String> = (0..40).map(|at| format!(r#""k{}":{at}"#, at % 20)).collect();
        let document = Document::parse(format!("{{{}}}", entries.join(",")).as_bytes()).unwrap();
        let table = document.table().unwrap();
        assert_eq!(table.len(), 20);
        for at in 0..20 {
            let value = table.get(&Segment::new(format!("k{at}").as_bytes())).unwrap().view();
            assert!(matches!(value, View::Int(value) if value == at + 20), "key: {at}");
        }
    }

    #[test]
    fn lists() {
        for (text, expected) in [
            ("[]", true),
            ("{}", true),
            ("[1,2]", true),
            (r#"{"0":1,"1":2}"#, true),
            (r#"{"1":1,"0":2}"#, false),
            (r#"{"a":1}"#, false),
        ] {
            let document = Document::parse(text.as_bytes()).unwrap();
            assert_eq!(document.table().unwrap().is_list(), expected, "document: {text}");
        }
    }

    #[test]
    fn faults() {
        for text in ["", "{", "[1,]", "{\"a\":\"\u{1}\"}"] {
            assert!(Document::parse(text.as_bytes()).is_err(), "document: {text}");
        }
        assert!(Document::parse(b"1").unwrap().table().is_none());
    }
}
