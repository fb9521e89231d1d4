//! A JSON text as a flat tree: a few vectors, however many values it has. For texts that are checked once and let go of.

mod node;
#[cfg(test)]
mod tests;

pub use node::{InTree, TreeArray, TreeNode, TreeObject};

use super::MAX_DEPTH;
use highper_serializer::json::{Decoder, Error, Options, big_as_double};
use highper_serializer::{JsonSink, Sink};

/// With more members than that, those of an object are sorted by name and searched by halves.
const FEW: usize = 8;

/// A document.
#[derive(Debug)]
pub struct Tree {
    root: Item,
    /// The elements of all arrays, those of one array in a row.
    elements: Vec<Item>,
    /// The members of all objects, likewise; names within an object differ.
    members: Vec<(Span, Item)>,
    /// All strings and names.
    text: String,
}

/// A part of a vector or of the text.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    begin: usize,
    end: usize,
}

#[derive(Clone, Copy, Debug)]
enum Item {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    String(Span),
    Array(Span),
    Object(Span),
}

impl Tree {
    /// Reads a text. Of equal names in an object the last one counts.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(json: &[u8]) -> Result<Self, Error> {
        let text = String::with_capacity(json.len());
        let tree = Self { root: Item::Null, elements: Vec::new(), members: Vec::new(), text };
        let mut maker = Maker { tree, name: Span::default(), open: Vec::new(), pending: Vec::new() };
        Decoder::new().decode(json, Options { depth: MAX_DEPTH, ..Options::default() }, &mut maker)?;
        Ok(maker.tree)
    }

    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> TreeNode<'_> {
        TreeNode::of(self, &self.root)
    }

    #[inline]
    fn text(&self, span: Span) -> &str {
        self.text.get(span.begin..span.end).unwrap_or_default()
    }
}

/// Makes a tree of what a decoder tells.
struct Maker {
    tree: Tree,
    /// The name of what comes next, if it is in an object.
    name: Span,
    /// For each container that has not ended, its own name and where its values begin.
    open: Vec<(Span, usize)>,
    /// The values of those containers, which may have further containers between them; names are those of members.
    pending: Vec<(Span, Item)>,
}

impl Maker {
    #[inline]
    fn put(&mut self, item: Item) {
        if self.open.is_empty() {
            self.tree.root = item;
        } else {
            self.pending.push((self.name, item));
        }
    }

    #[inline]
    fn append(&mut self, bytes: &[u8]) -> Span {
        let text = &mut self.tree.text;
        let begin = text.len();
        // The decoder has checked it.
        match std::str::from_utf8(bytes) {
            Ok(valid) => text.push_str(valid),
            Err(_) => text.push_str(&String::from_utf8_lossy(bytes)),
        }
        Span { begin, end: text.len() }
    }

    fn begin(&mut self) {
        self.open.push((self.name, self.pending.len()));
    }

    /// Ends a container: its name becomes that of the next value again. Gives the place where its values begin.
    fn end(&mut self) -> usize {
        let (name, from) = self.open.pop().unwrap_or_default();
        self.name = name;
        from
    }

    /// Moves the last values to the members of the tree.
    fn close_object(&mut self, from: usize) -> Span {
        let Tree { members, text, .. } = &mut self.tree;
        let name = |span: Span| text.get(span.begin..span.end).unwrap_or_default();
        let begin = members.len();
        if self.pending.len() - from > FEW {
            if let Some(own) = self.pending.get_mut(from..) {
                own.sort_by(|(one, _), (other, _)| name(*one).cmp(name(*other)));
            }
            for member in self.pending.drain(from..) {
                match members.get_mut(begin..).and_then(<[_]>::last_mut) {
                    Some(last) if name(last.0) == name(member.0) => *last = member,
                    _ => members.push(member),
                }
            }
        } else {
            for member in self.pending.drain(from..) {
                let own = members.get_mut(begin..).unwrap_or_default();
                match own.iter_mut().find(|other| name(other.0) == name(member.0)) {
                    Some(other) => *other = member,
                    None => members.push(member),
                }
            }
        }
        Span { begin, end: members.len() }
    }
}

impl Sink for Maker {
    type Error = Error;
    type Frame = ();

    fn null(&mut self) -> Result<(), Error> {
        self.put(Item::Null);
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), Error> {
        self.put(Item::Bool(value));
        Ok(())
    }

    fn integer(&mut self, value: i64) -> Result<(), Error> {
        self.put(Item::Integer(value));
        Ok(())
    }

    fn double(&mut self, value: f64) -> Result<(), Error> {
        // A number beyond the range of floats is infinite, as PHP reads it; JSON has no word for that, and the greatest float serves.
        let value = if value.is_finite() { value } else { f64::MAX.copysign(value) };
        self.put(Item::Float(value));
        Ok(())
    }

    fn string(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let span = self.append(bytes);
        self.put(Item::String(span));
        Ok(())
    }

    fn begin_array(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.begin();
        Ok(())
    }

    fn end_array(&mut self, (): ()) -> Result<(), Error> {
        let from = self.end();
        let begin = self.tree.elements.len();
        self.tree.elements.extend(self.pending.drain(from..).map(|(_, item)| item));
        self.put(Item::Array(Span { begin, end: self.tree.elements.len() }));
        Ok(())
    }

    fn begin_map(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.begin();
        Ok(())
    }

    fn key(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.name = self.append(bytes);
        Ok(())
    }

    fn end_map(&mut self, (): ()) -> Result<(), Error> {
        let from = self.end();
        let members = self.close_object(from);
        self.put(Item::Object(members));
        Ok(())
    }
}

impl JsonSink for Maker {
    fn big_integer(&mut self, digits: &[u8]) -> Result<(), Error> {
        self.double(big_as_double(digits))
    }
}
