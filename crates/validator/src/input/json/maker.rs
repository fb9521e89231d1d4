//! Makes a document of what the serializer's decoder tells.

use super::{Document, Entry, FEW, Name, Node, Table};
use crate::input::{integer_key, times_33};
use highper_serializer::json::{Error, big_as_double};
use highper_serializer::{JsonSink, Sink};
use std::borrow::Cow;

/// A document that is not complete yet.
pub(super) struct Maker {
    pub(super) document: Document,
    /// The tables that have not ended.
    open: Vec<usize>,
    /// The key of what comes next, with its text.
    key: Option<Name>,
}

impl Maker {
    pub(super) fn new(capacity: usize) -> Self {
        let document = Document { root: Node::Null, tables: Vec::new(), bytes: Vec::with_capacity(capacity) };
        Self { document, open: Vec::new(), key: None }
    }

    fn append(&mut self, text: &[u8]) -> (usize, usize) {
        let begin = self.document.bytes.len();
        self.document.bytes.extend_from_slice(text);
        (begin, self.document.bytes.len())
    }

    fn put(&mut self, node: Node) {
        let Document { root, tables, bytes } = &mut self.document;
        let Some(table) = self.open.last().and_then(|&table| tables.get_mut(table)) else {
            *root = node;
            return;
        };
        let at = table.entries.len();
        let Some(name) = self.key.take() else {
            let name = Name::Int(i64::try_from(at).unwrap_or(i64::MAX));
            table.entries.push(Entry { hash: 0, name, node });
            return;
        };
        if let Some(entry) = table.find(name, bytes) {
            entry.node = node;
            return;
        }
        table.is_list &= name == Name::Int(i64::try_from(at).unwrap_or(i64::MAX));
        table.entries.push(Entry { hash: times_33(&name_text(name, bytes)), name, node });
        if at >= FEW {
            let from = if at == FEW { 0 } else { at };
            for (at, entry) in table.entries.iter().enumerate().skip(from) {
                table.index.insert(name_text(entry.name, bytes).into(), at);
            }
        }
    }

    fn begin(&mut self, is_object: bool) {
        let table = self.document.tables.len();
        self.put(Node::Table(table));
        self.document.tables.push(Table { is_object, is_list: true, ..Table::default() });
        self.open.push(table);
    }
}

impl Table {
    fn find(&mut self, name: Name, bytes: &[u8]) -> Option<&mut Entry> {
        let text = name_text(name, bytes);
        let at = if self.entries.len() <= FEW {
            self.entries.iter().position(|other| name_text(other.name, bytes) == text)
        } else {
            self.index.get(&*text).copied()
        };
        self.entries.get_mut(at?)
    }
}

fn name_text(name: Name, bytes: &[u8]) -> Cow<'_, [u8]> {
    match name {
        Name::Int(value) => value.to_string().into_bytes().into(),
        Name::Text(begin, end) => bytes.get(begin..end).unwrap_or_default().into(),
    }
}

impl Sink for Maker {
    type Error = Error;
    type Frame = ();

    fn null(&mut self) -> Result<(), Error> {
        self.put(Node::Null);
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), Error> {
        self.put(Node::Bool(value));
        Ok(())
    }

    fn integer(&mut self, value: i64) -> Result<(), Error> {
        self.put(Node::Int(value));
        Ok(())
    }

    fn double(&mut self, value: f64) -> Result<(), Error> {
        self.put(Node::Float(value));
        Ok(())
    }

    fn string(&mut self, text: &[u8]) -> Result<(), Error> {
        let (begin, end) = self.append(text);
        self.put(Node::Text(begin, end));
        Ok(())
    }

    fn begin_array(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.begin(false);
        Ok(())
    }

    fn end_array(&mut self, (): ()) -> Result<(), Error> {
        self.open.pop();
        Ok(())
    }

    fn begin_map(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.begin(true);
        Ok(())
    }

    fn key(&mut self, text: &[u8]) -> Result<(), Error> {
        self.key = Some(match integer_key(text) {
            Some(value) => Name::Int(value),
            None => {
                let (begin, end) = self.append(text);
                Name::Text(begin, end)
            }
        });
        Ok(())
    }

    fn end_map(&mut self, (): ()) -> Result<(), Error> {
        self.open.pop();
        Ok(())
    }
}

impl JsonSink for Maker {
    fn big_integer(&mut self, digits: &[u8]) -> Result<(), Error> {
        self.put(Node::Float(big_as_double(digits)));
        Ok(())
    }
}
