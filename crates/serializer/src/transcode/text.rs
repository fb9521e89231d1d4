//! Writes JSON while MessagePack is read: the smallest text that there is, so nothing is escaped that need not be.

use super::moment;
use super::{Error, Obstacle};
use crate::event::{MessagePackSink, Sink};
use crate::json::encode::flags::{
    PRESERVE_ZERO_FRACTION, UNESCAPED_LINE_TERMINATORS, UNESCAPED_SLASHES, UNESCAPED_UNICODE,
};
use crate::json::encode::{self, Escapes};
use crate::msgpack::{TIMESTAMP, Timestamp};

const ESCAPES: &Escapes = &Escapes::new(UNESCAPED_SLASHES | UNESCAPED_UNICODE | UNESCAPED_LINE_TERMINATORS);

/// The text so far. Behind every value there is a comma, which the next bracket overwrites.
#[derive(Default)]
pub struct Text {
    bytes: Vec<u8>,
    /// Of the value that comes next.
    offset: usize,
    /// The value that comes next is a key, which is no str.
    is_key: bool,
}

impl Text {
    /// Begins a text, with room for what comes of a message of so many bytes, as a rule.
    pub fn begin_document(&mut self, length: usize) {
        self.bytes.clear();
        self.bytes.reserve(length + length / 4 + 16);
        self.is_key = false;
    }

    /// The finished text.
    pub fn finish(&mut self) -> &[u8] {
        self.bytes.pop();
        &self.bytes
    }

    /// Gives back memory beyond what an ordinary document needs.
    pub fn shrink(&mut self, most: usize) {
        if self.bytes.capacity() > most {
            self.bytes = Vec::new();
        }
    }

    #[cold]
    fn fault(&self, obstacle: Obstacle) -> Error {
        Error::Obstacle(obstacle, self.offset)
    }

    /// What only values may be.
    #[inline(always)]
    fn no_key(&self) -> Result<(), Error> {
        if self.is_key { Err(self.fault(Obstacle::Type)) } else { Ok(()) }
    }

    #[inline(always)]
    fn put(&mut self, text: &[u8]) -> Result<(), Error> {
        self.no_key()?;
        self.bytes.extend_from_slice(text);
        Ok(())
    }

    /// A string and what stands behind it. What is no UTF-8 can be bin only: the decoder has looked at str.
    #[inline(always)]
    fn text(&mut self, text: &[u8], behind: u8) -> Result<(), Error> {
        encode::string(&mut self.bytes, text, ESCAPES).map_err(|_| self.fault(Obstacle::Utf8))?;
        self.bytes.push(behind);
        Ok(())
    }

    #[inline(always)]
    fn number(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        if self.is_key {
            self.bytes.push(b'"');
            write(&mut self.bytes);
            self.bytes.extend_from_slice(b"\":");
        } else {
            write(&mut self.bytes);
            self.bytes.push(b',');
        }
    }

    #[inline(always)]
    fn end(&mut self, bracket: u8) {
        match self.bytes.last_mut() {
            Some(last @ b',') => *last = bracket,
            _ => self.bytes.push(bracket),
        }
        self.bytes.push(b',');
    }
}

impl Sink for Text {
    type Error = Error;
    type Frame = ();

    #[inline(always)]
    fn place(&mut self, offset: usize) {
        self.offset = offset;
    }

    #[inline(always)]
    fn null(&mut self) -> Result<(), Error> {
        self.put(b"null,")
    }

    #[inline(always)]
    fn boolean(&mut self, value: bool) -> Result<(), Error> {
        self.put(if value { b"true," } else { b"false," })
    }

    #[inline(always)]
    fn integer(&mut self, value: i64) -> Result<(), Error> {
        self.number(|bytes| encode::integer(bytes, value));
        Ok(())
    }

    #[inline(always)]
    fn double(&mut self, value: f64) -> Result<(), Error> {
        self.no_key()?;
        if !encode::double(&mut self.bytes, value, PRESERVE_ZERO_FRACTION) {
            return Err(self.fault(Obstacle::NotFinite));
        }
        self.bytes.push(b',');
        Ok(())
    }

    #[inline(always)]
    fn string(&mut self, text: &[u8]) -> Result<(), Error> {
        self.text(text, if self.is_key { b':' } else { b',' })
    }

    #[inline(always)]
    fn begin_array(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.put(b"[")
    }

    #[inline(always)]
    fn end_array(&mut self, (): ()) -> Result<(), Error> {
        self.end(b']');
        Ok(())
    }

    #[inline(always)]
    fn begin_map(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.put(b"{")
    }

    #[inline(always)]
    fn key(&mut self, text: &[u8]) -> Result<(), Error> {
        self.text(text, b':')
    }

    #[inline(always)]
    fn end_map(&mut self, (): ()) -> Result<(), Error> {
        self.end(b'}');
        Ok(())
    }
}

impl MessagePackSink for Text {
    fn unsigned(&mut self, value: u64) -> Result<(), Error> {
        self.number(|bytes| encode::unsigned(bytes, value));
        Ok(())
    }

    fn binary(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.string(bytes)
    }

    fn extension(&mut self, kind: i8, data: &[u8]) -> Result<(), Error> {
        self.no_key()?;
        let moment = if kind == TIMESTAMP { Timestamp::read(data).ok().and_then(moment::text) } else { None };
        let moment = moment.ok_or_else(|| self.fault(Obstacle::Type))?;
        self.string(moment.as_bytes())
    }

    fn begin_key(&mut self) -> Result<(), Error> {
        self.is_key = true;
        Ok(())
    }

    fn end_key(&mut self) -> Result<(), Error> {
        self.is_key = false;
        Ok(())
    }
}
