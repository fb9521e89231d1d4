//! What rules name of a document, as JSON.

use crate::abi::status::Status;
use highper_serializer::json::encode::{self, Escapes, flags};
use highper_validator::input::json::{JsonArray, JsonValue};
use highper_validator::input::{Array, Key, Value, View};
use highper_validator::{Builder, Report, Schema};
use std::convert::Infallible;

/// Texts as they are, but for what has to be escaped.
const ESCAPES: &Escapes =
    &Escapes::new(flags::UNESCAPED_SLASHES | flags::UNESCAPED_UNICODE | flags::UNESCAPED_LINE_TERMINATORS);

/// Writes what the rules name of data in which nothing failed.
pub fn write(schema: &Schema, data: JsonArray<'_>, report: &Report) -> Result<Vec<u8>, Status> {
    let made = match schema.project(data, report, &mut Maker) {
        Ok(made) => made,
        Err(never) => match never {},
    };
    let mut json = Vec::new();
    made.write(&mut json)?;
    Ok(json)
}

/// A value of the result. It is written when all is known, so that nothing is written twice.
enum Made<'a> {
    Shared(View<'a, JsonArray<'a>>),
    Text(Box<[u8]>),
    Table(Table<'a>),
}

struct Table<'a> {
    /// It was an object before.
    is_object: bool,
    entries: Vec<(Key<'a>, Made<'a>)>,
}

struct Maker;

impl<'a> Builder<'a, JsonValue<'a>> for Maker {
    type Output = Made<'a>;
    type Table = Table<'a>;
    type Error = Infallible;

    fn share(&mut self, value: JsonValue<'a>) -> Result<Made<'a>, Infallible> {
        Ok(Made::Shared(value.view()))
    }

    fn share_root(&mut self, data: JsonArray<'a>) -> Result<Made<'a>, Infallible> {
        Ok(Made::Shared(View::Array(data)))
    }

    fn null(&mut self) -> Result<Made<'a>, Infallible> {
        Ok(Made::Shared(View::Null))
    }

    fn boolean(&mut self, value: bool) -> Result<Made<'a>, Infallible> {
        Ok(Made::Shared(View::Bool(value)))
    }

    fn integer(&mut self, value: i64) -> Result<Made<'a>, Infallible> {
        Ok(Made::Shared(View::Int(value)))
    }

    fn float(&mut self, value: f64) -> Result<Made<'a>, Infallible> {
        Ok(Made::Shared(View::Float(value)))
    }

    fn string(&mut self, text: &'a [u8]) -> Result<Made<'a>, Infallible> {
        Ok(Made::Shared(View::String(text)))
    }

    fn date(&mut self, text: &[u8], _: &[Box<[u8]>]) -> Result<Made<'a>, Infallible> {
        Ok(Made::Text(text.into()))
    }

    fn begin(&mut self, capacity: usize) -> Result<Table<'a>, Infallible> {
        Ok(Table { is_object: false, entries: Vec::with_capacity(capacity) })
    }

    fn begin_part_of(&mut self, array: JsonArray<'a>, capacity: usize) -> Result<Table<'a>, Infallible> {
        Ok(Table { is_object: array.is_object(), entries: Vec::with_capacity(capacity) })
    }

    fn put(&mut self, table: &mut Table<'a>, key: Key<'a>, value: Made<'a>) -> Result<(), Infallible> {
        table.entries.push((key, value));
        Ok(())
    }

    fn finish(&mut self, table: Table<'a>) -> Result<Made<'a>, Infallible> {
        Ok(Made::Table(table))
    }
}

impl Made<'_> {
    fn write(&self, json: &mut Vec<u8>) -> Result<(), Status> {
        match self {
            Self::Shared(view) => write_view(*view, json),
            Self::Text(text) => write_text(text, json),
            Self::Table(Table { is_object, entries }) => {
                let is_at = |(at, (key, _)): (usize, &(Key<'_>, _))| *key == Key::Int(i64::try_from(at).unwrap_or(-1));
                let is_object = *is_object || !entries.iter().enumerate().all(is_at);
                write_entries(is_object, entries.iter().map(|(key, value)| (*key, value)), json, |value, json| {
                    value.write(json)
                })
            }
        }
    }
}

fn write_view(view: View<'_, JsonArray<'_>>, json: &mut Vec<u8>) -> Result<(), Status> {
    match view {
        View::Null | View::Opaque => json.extend_from_slice(b"null"),
        View::Bool(value) => json.extend_from_slice(if value { b"true" } else { b"false" }),
        View::Int(value) => encode::integer(json, value),
        View::Float(value) => {
            if !encode::double(json, value, flags::PRESERVE_ZERO_FRACTION) {
                // A number beyond the range of floats was read as infinite; another such has the same meaning.
                json.extend_from_slice(if value > 0.0 { b"1e999" } else { b"-1e999" });
            }
        }
        View::String(text) => return write_text(text, json),
        View::Array(array) => {
            return write_entries(array.is_object(), array.entries(), json, |value, json| {
                write_view(value.view(), json)
            });
        }
    }
    Ok(())
}

fn write_entries<'a, T>(
    is_object: bool,
    entries: impl Iterator<Item = (Key<'a>, T)>,
    json: &mut Vec<u8>,
    write: impl Fn(T, &mut Vec<u8>) -> Result<(), Status>,
) -> Result<(), Status> {
    json.push(if is_object { b'{' } else { b'[' });
    for (at, (key, value)) in entries.enumerate() {
        if at > 0 {
            json.push(b',');
        }
        if is_object {
            match key {
                Key::Int(key) => write_text(key.to_string().as_bytes(), json)?,
                Key::Text(key) => write_text(key, json)?,
            }
            json.push(b':');
        }
        write(value, json)?;
    }
    json.push(if is_object { b'}' } else { b']' });
    Ok(())
}

fn write_text(text: &[u8], json: &mut Vec<u8>) -> Result<(), Status> {
    // A part of a text of JSON, of which only ASCII was taken away.
    encode::string(json, text, ESCAPES).map_err(|_| Status::Internal)
}
