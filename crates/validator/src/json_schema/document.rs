//! A JSON text as a value: read by the serializer's decoder, so that faults are those of every other JSON here.

use super::{Map, Number, Value};
use highper_serializer::json::{Decoder, Error, Options, big_as_double};
use highper_serializer::{JsonSink, Sink};

/// How deep values and schemas may be nested. As everywhere in PHP, a JSON text has one level less.
pub const MAX_DEPTH: usize = 512;

/// Reads a text.
///
/// # Errors
/// What is wrong with it.
pub fn parse(json: &[u8]) -> Result<Value, Error> {
    let mut tree = Tree { open: Vec::new(), root: Value::Null };
    Decoder::new().decode(json, Options { depth: MAX_DEPTH, ..Options::default() }, &mut tree)?;
    Ok(tree.root)
}

/// A container that is not complete yet.
enum Open {
    Array(Vec<Value>),
    Object(Map<String, Value>, String),
}

struct Tree {
    open: Vec<Open>,
    root: Value,
}

impl Tree {
    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            None => self.root = value,
            Some(Open::Array(items)) => items.push(value),
            Some(Open::Object(members, key)) => {
                members.insert(std::mem::take(key), value);
            }
        }
    }

    fn close(&mut self) {
        let value = match self.open.pop() {
            Some(Open::Array(items)) => Value::Array(items),
            Some(Open::Object(members, _)) => Value::Object(members),
            None => return,
        };
        self.put(value);
    }
}

fn text(bytes: &[u8]) -> String {
    // The decoder has checked it.
    String::from_utf8_lossy(bytes).into_owned()
}

impl Sink for Tree {
    type Error = Error;
    type Frame = ();

    fn null(&mut self) -> Result<(), Error> {
        self.put(Value::Null);
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), Error> {
        self.put(Value::Bool(value));
        Ok(())
    }

    fn integer(&mut self, value: i64) -> Result<(), Error> {
        self.put(Value::Number(value.into()));
        Ok(())
    }

    fn double(&mut self, value: f64) -> Result<(), Error> {
        // A number beyond the range of floats is infinite, as PHP reads it; JSON has no word for that, and the greatest float serves.
        let number = Number::from_f64(value).or_else(|| Number::from_f64(f64::MAX.copysign(value)));
        self.put(number.map_or(Value::Null, Value::Number));
        Ok(())
    }

    fn string(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.put(Value::String(text(bytes)));
        Ok(())
    }

    fn begin_array(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.open.push(Open::Array(Vec::new()));
        Ok(())
    }

    fn end_array(&mut self, (): ()) -> Result<(), Error> {
        self.close();
        Ok(())
    }

    fn begin_map(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.open.push(Open::Object(Map::new(), String::new()));
        Ok(())
    }

    fn key(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if let Some(Open::Object(_, key)) = self.open.last_mut() {
            *key = text(bytes);
        }
        Ok(())
    }

    fn end_map(&mut self, (): ()) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl JsonSink for Tree {
    fn big_integer(&mut self, digits: &[u8]) -> Result<(), Error> {
        self.double(big_as_double(digits))
    }
}
