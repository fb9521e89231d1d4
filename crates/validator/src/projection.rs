//! What `validated()` holds: which keys of the data are kept and which values are changed. The engine decides, a [`Builder`] makes the values.

mod tree;

pub(crate) use tree::Tree;

use crate::input::{Array, Key, Value, View};
use crate::path::append_key;
use crate::report::Report;
use crate::rules::string;
use crate::run::{Buffer, Casted, cast, text_of};
use crate::schema::{Cast, Schema};
use std::collections::HashSet;
use tree::{Change, Nodes};

/// Makes the values of another representation. The engine tells it what to make; what is shared needs no work.
pub trait Builder<'a, V: Value<'a>> {
    /// A value.
    type Output;
    /// An array that is being filled.
    type Table;
    /// Why a value cannot be made.
    type Error;

    /// A value as it is, an array with everything in it.
    fn share(&mut self, value: V) -> Result<Self::Output, Self::Error>;

    /// The data as a whole, where nothing is dropped or changed.
    fn share_root(&mut self, data: V::Array) -> Result<Self::Output, Self::Error>;

    /// `null`.
    fn null(&mut self) -> Result<Self::Output, Self::Error>;

    /// A boolean.
    fn boolean(&mut self, value: bool) -> Result<Self::Output, Self::Error>;

    /// An integer.
    fn integer(&mut self, value: i64) -> Result<Self::Output, Self::Error>;

    /// A float.
    fn float(&mut self, value: f64) -> Result<Self::Output, Self::Error>;

    /// A part of a string of the data.
    fn string(&mut self, text: &'a [u8]) -> Result<Self::Output, Self::Error>;

    /// The date that a text means, read by the first of the formats that fits, or by PHP's own reading if there is none.
    fn date(&mut self, text: &[u8], formats: &[Box<[u8]>]) -> Result<Self::Output, Self::Error>;

    /// The date that an object is.
    fn date_of_object(&mut self, value: V) -> Result<Self::Output, Self::Error> {
        self.share(value)
    }

    /// Begins an array of at most so many entries.
    fn begin(&mut self, capacity: usize) -> Result<Self::Table, Self::Error>;

    /// Begins an array for at most so many entries of one of the data.
    fn begin_part_of(&mut self, array: V::Array, capacity: usize) -> Result<Self::Table, Self::Error> {
        let _ = array;
        self.begin(capacity)
    }

    /// Adds an entry.
    fn put(&mut self, table: &mut Self::Table, key: Key<'a>, value: Self::Output) -> Result<(), Self::Error>;

    /// Ends an array.
    fn finish(&mut self, table: Self::Table) -> Result<Self::Output, Self::Error>;
}

/// What becomes of a value.
enum Outcome<T> {
    /// It stays as it is.
    Same,
    /// It is another one.
    Changed(T),
    /// It is left out; of an array: nothing is left of it.
    Nothing,
}

impl Schema {
    /// What the rules name of the data, after a check without failures: `report` knows what dropped out of it.
    ///
    /// # Errors
    /// Those of the builder.
    pub fn project<'a, A: Array<'a>, B: Builder<'a, A::Value>>(
        &self,
        data: A,
        report: &Report,
        builder: &mut B,
    ) -> Result<B::Output, B::Error> {
        let excluded = &report.excluded;
        let mut projector = Projector { tree: &self.tree, excluded, identity: Vec::new(), builder };
        match projector.array::<A::Value>(&Nodes::root(), data)? {
            Outcome::Same => builder.share_root(data),
            Outcome::Changed(output) => Ok(output),
            Outcome::Nothing if data.is_empty() => builder.share_root(data),
            Outcome::Nothing => {
                let table = builder.begin_part_of(data, 0)?;
                builder.finish(table)
            }
        }
    }
}

struct Projector<'r, B> {
    tree: &'r Tree,
    /// The places that dropped out.
    excluded: &'r HashSet<Box<[u8]>>,
    /// Where this is; kept only if there are such places.
    identity: Vec<u8>,
    builder: &'r mut B,
}

impl<'r, B> Projector<'r, B> {
    fn array<'a, V: Value<'a>>(&mut self, nodes: &Nodes, array: V::Array) -> Result<Outcome<B::Output>, B::Error>
    where
        B: Builder<'a, V>,
    {
        // No table is made as long as every entry stays as it is.
        let mut table: Option<B::Table> = None;
        let mut kept = 0_usize;
        for (at, (key, value)) in array.entries().enumerate() {
            let outcome = self.entry::<V>(nodes, key, value)?;
            if table.is_none() && !matches!(outcome, Outcome::Same) {
                let mut begun = self.builder.begin_part_of(array, array.len())?;
                for (key, value) in array.entries().take(at) {
                    let value = self.builder.share(value)?;
                    self.builder.put(&mut begun, key, value)?;
                }
                table = Some(begun);
            }
            let output = match (outcome, &table) {
                (Outcome::Nothing, _) => continue,
                (Outcome::Changed(output), _) => Some(output),
                (Outcome::Same, Some(_)) => Some(self.builder.share(value)?),
                (Outcome::Same, None) => None,
            };
            kept += 1;
            if let (Some(table), Some(output)) = (&mut table, output) {
                self.builder.put(table, key, output)?;
            }
        }
        match table {
            _ if kept == 0 => Ok(Outcome::Nothing),
            Some(table) => self.builder.finish(table).map(Outcome::Changed),
            None => Ok(Outcome::Same),
        }
    }

    fn entry<'a, V: Value<'a>>(&mut self, nodes: &Nodes, key: Key<'a>, value: V) -> Result<Outcome<B::Output>, B::Error>
    where
        B: Builder<'a, V>,
    {
        let Some(nodes) = self.tree.beneath(nodes, key) else { return Ok(Outcome::Nothing) };
        if self.excluded.is_empty() {
            return self.value(&nodes, value);
        }
        let length = self.identity.len();
        match key {
            Key::Int(key) => append_key(&mut self.identity, key.to_string().as_bytes()),
            Key::Text(key) => append_key(&mut self.identity, key),
        }
        let is_excluded = self.excluded.contains(&*self.identity);
        let outcome = if is_excluded { Ok(Outcome::Nothing) } else { self.value(&nodes, value) };
        self.identity.truncate(length);
        outcome
    }

    fn value<'a, V: Value<'a>>(&mut self, nodes: &Nodes, value: V) -> Result<Outcome<B::Output>, B::Error>
    where
        B: Builder<'a, V>,
    {
        let is_named = self.tree.is_named(nodes);
        if self.tree.has_beneath(nodes) {
            if let View::Array(array) = value.view() {
                return match self.array::<V>(nodes, array)? {
                    Outcome::Nothing if is_named && array.is_empty() => Ok(Outcome::Same),
                    Outcome::Nothing if is_named => {
                        let table = self.builder.begin_part_of(array, 0)?;
                        self.builder.finish(table).map(Outcome::Changed)
                    }
                    outcome => Ok(outcome),
                };
            }
            if !is_named {
                return Ok(Outcome::Nothing);
            }
        }
        match self.tree.change(nodes) {
            Some(change) => self.change(&change, value),
            None => Ok(Outcome::Same),
        }
    }

    /// Applies `trim` and `cast`.
    fn change<'a, V: Value<'a>>(&mut self, change: &Change, value: V) -> Result<Outcome<B::Output>, B::Error>
    where
        B: Builder<'a, V>,
    {
        let whole = value.view();
        let view = match whole {
            View::String(text) if change.trim => View::String(string::trim(text)),
            view => view,
        };
        let output = match (change.cast, view) {
            (Some(_), View::String(text)) if string::is_blank(text) => self.builder.null(),
            (Some(Cast::Date), View::Opaque) => self.builder.date_of_object(value),
            (Some(Cast::Date), view) => match text_of(view, &mut Buffer::default()) {
                Some(text) => self.builder.date(text, &change.formats),
                None => return Ok(Outcome::Same),
            },
            (Some(to), view) => match (cast(to, view), view) {
                (Some(Casted::Int(value)), View::Int(before)) if value == before => return Ok(Outcome::Same),
                (Some(Casted::Float(_)), View::Float(_)) | (Some(Casted::Bool(_)), View::Bool(_)) | (None, _) => {
                    return Ok(Outcome::Same);
                }
                (Some(Casted::Int(value)), _) => self.builder.integer(value),
                (Some(Casted::Float(value)), _) => self.builder.float(value),
                (Some(Casted::Bool(value)), _) => self.builder.boolean(value),
            },
            (None, View::String(text)) => match whole {
                View::String(before) if before.len() == text.len() => return Ok(Outcome::Same),
                _ => self.builder.string(text),
            },
            (None, _) => return Ok(Outcome::Same),
        };
        output.map(Outcome::Changed)
    }
}
