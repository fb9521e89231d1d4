//! Reads what is between the headers of containers: keys and scalars, in runs, and those headers. Safe code that looks at each length once.

use super::{Keys, Options, Unsigned};
use crate::MessagePackSink;
use crate::msgpack::format::*;
use crate::msgpack::timestamp::{TIMESTAMP, Timestamp};
use crate::msgpack::utf8::{is_utf8, valid_length};
use crate::msgpack::{Container, Error, ErrorKind, KeyType};

/// The header of an array or map.
#[derive(Clone, Copy)]
pub struct Opening {
    pub is_map: bool,
    length: u32,
}

impl Opening {
    /// The number of keys and values, or of elements.
    #[inline(always)]
    pub fn items(self) -> usize {
        if self.is_map { self.count().saturating_mul(2) } else { self.count() }
    }

    #[cold]
    pub fn too_long(self) -> ErrorKind {
        ErrorKind::Length(if self.is_map { Container::Map } else { Container::Array }, self.length)
    }

    #[inline(always)]
    fn count(self) -> usize {
        usize::try_from(self.length).unwrap_or(usize::MAX)
    }

    #[inline(always)]
    pub fn begin<S: MessagePackSink>(self, sink: &mut S) -> Result<S::Frame, S::Error> {
        if self.is_map { sink.begin_map(Some(self.count())) } else { sink.begin_array(Some(self.count())) }
    }
}

/// What has become of a key.
#[derive(Clone, Copy)]
enum Key {
    /// It was a string and has been told.
    Read,
    /// It is another value, which is still to be read.
    Other,
}

/// Whether an array or a map begins with this byte.
#[inline(always)]
pub const fn is_container(format: u8) -> bool {
    matches!(format, FIXMAP..FIXSTR | ARRAY16..=MAP32)
}

/// What is left of the input.
pub struct Reader<'i> {
    rest: &'i [u8],
    /// The length of the whole.
    end: usize,
}

impl<'i> Reader<'i> {
    #[inline(always)]
    pub fn new(input: &'i [u8]) -> Self {
        Self { rest: input, end: input.len() }
    }

    /// The number of bytes that are left.
    #[inline(always)]
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// The byte that comes next.
    #[inline(always)]
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// How many bytes have been read.
    #[inline(always)]
    pub fn at(&self) -> usize {
        self.end - self.rest.len()
    }

    #[cold]
    fn truncated(&self) -> Error {
        Error::new(ErrorKind::Truncated, self.end)
    }

    #[inline(always)]
    fn byte(&mut self) -> Result<u8, Error> {
        let Some((&byte, rest)) = self.rest.split_first() else { return Err(self.truncated()) };
        self.rest = rest;
        Ok(byte)
    }

    #[inline(always)]
    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let Some((bytes, rest)) = self.rest.split_first_chunk() else { return Err(self.truncated()) };
        self.rest = rest;
        Ok(*bytes)
    }

    #[inline(always)]
    fn length16(&mut self) -> Result<u32, Error> {
        self.bytes().map(|bytes| u16::from_be_bytes(bytes).into())
    }

    #[inline(always)]
    fn length32(&mut self) -> Result<u32, Error> {
        self.bytes().map(u32::from_be_bytes)
    }

    /// The data of what begins at `at`.
    #[inline(always)]
    fn data(&mut self, at: usize, container: Container, length: u32) -> Result<&'i [u8], Error> {
        let count = usize::try_from(length).unwrap_or(usize::MAX);
        let Some((data, rest)) = self.rest.split_at_checked(count) else {
            return Err(Error::new(ErrorKind::Length(container, length), at));
        };
        self.rest = rest;
        Ok(data)
    }

    #[inline(always)]
    fn text(&mut self, at: usize, length: u32) -> Result<&'i [u8], Error> {
        let begin = self.at();
        let text = self.data(at, Container::Str, length)?;
        if is_utf8(text) { Ok(text) } else { Err(Error::new(ErrorKind::Utf8, begin + valid_length(text))) }
    }

    /// Reads elements up to the first that is a container; gives the number of those that are left, it included.
    #[inline(never)]
    pub fn elements<S: MessagePackSink>(
        &mut self,
        mut left: usize,
        options: Options,
        sink: &mut S,
    ) -> Result<usize, S::Error>
    where
        S::Error: From<Error>,
    {
        while left > 0 && self.scalar(false, options, sink)? {
            left -= 1;
        }
        Ok(left)
    }

    /// Reads keys and values up to the first that is a container; gives the number of those that are left, it included.
    #[inline(never)]
    pub fn pairs<S: MessagePackSink>(
        &mut self,
        mut left: usize,
        options: Options,
        sink: &mut S,
    ) -> Result<usize, S::Error>
    where
        S::Error: From<Error>,
    {
        while left > 0 {
            if left.is_multiple_of(2) {
                sink.place(self.at());
                if let Key::Other = self.key(options, sink)? {
                    let format = self.rest.first().copied().unwrap_or(NIL);
                    if is_container(format) {
                        break;
                    }
                    sink.begin_key()?;
                    self.scalar(true, options, sink)?;
                    sink.end_key()?;
                }
                left -= 1;
            }
            if !self.scalar(false, options, sink)? {
                break;
            }
            left -= 1;
        }
        Ok(left)
    }

    /// The header of the array or map that comes next.
    #[inline(always)]
    pub fn opening(&mut self) -> Result<Opening, Error> {
        let format = self.byte()?;
        let is_map = matches!(format, FIXMAP..FIXARRAY | MAP16 | MAP32);
        let length = match format {
            ARRAY16 | MAP16 => self.length16()?,
            ARRAY32 | MAP32 => self.length32()?,
            _ => (format & 0xf).into(),
        };
        Ok(Opening { is_map, length })
    }

    /// Reads a key if it is a string.
    #[inline(always)]
    fn key<S: MessagePackSink>(&mut self, options: Options, sink: &mut S) -> Result<Key, S::Error>
    where
        S::Error: From<Error>,
    {
        let at = self.at();
        let Some(&format @ FIXSTR..NIL) = self.rest.first() else { return self.other_key(options.keys, sink) };
        self.byte()?;
        let text = self.text(at, (format & 0x1f).into())?;
        if options.keys == Keys::Object && text.first() == Some(&0) {
            return Err(Error::new(ErrorKind::NulKey, at).into());
        }
        sink.key(text)?;
        Ok(Key::Read)
    }

    #[inline(never)]
    fn other_key<S: MessagePackSink>(&mut self, keys: Keys, sink: &mut S) -> Result<Key, S::Error>
    where
        S::Error: From<Error>,
    {
        let (at, before) = (self.at(), self.rest);
        let refused = |key| Err(Error::new(ErrorKind::Key(key), at).into());
        let format = self.byte()?;
        let (text, is_bin) = match format {
            STR8 | STR16 | STR32 => {
                let length = self.length_of(format)?;
                (self.text(at, length)?, false)
            }
            _ if keys == Keys::Any => {
                self.rest = before;
                return Ok(Key::Other);
            }
            BIN8 | BIN16 | BIN32 => {
                let length = self.length_of(format)?;
                (self.data(at, Container::Bin, length)?, true)
            }
            0..FIXMAP | FIXSTR..NIL | UINT8..=INT64 | NEGATIVE_FIXINT.. | RESERVED => {
                self.rest = before;
                return Ok(Key::Other);
            }
            NIL => return refused(KeyType::Null),
            FALSE | TRUE => return refused(KeyType::Bool),
            FLOAT32 | FLOAT64 => return refused(KeyType::Float),
            FIXMAP..FIXARRAY | MAP16 | MAP32 => return refused(KeyType::Map),
            FIXARRAY..FIXSTR | ARRAY16 | ARRAY32 => return refused(KeyType::Array),
            EXT8..=EXT32 | FIXEXT1..=FIXEXT16 => return refused(KeyType::Extension),
        };
        if keys == Keys::Object && text.first() == Some(&0) {
            return Err(Error::new(ErrorKind::NulKey, at).into());
        }
        if is_bin {
            sink.binary_key(text)?
        } else {
            sink.key(text)?
        }
        Ok(Key::Read)
    }

    /// The length behind a format byte of str, bin or ext.
    #[inline(always)]
    fn length_of(&mut self, format: u8) -> Result<u32, Error> {
        match format {
            BIN8 | STR8 | EXT8 => self.byte().map(u32::from),
            BIN16 | STR16 | EXT16 => self.length16(),
            _ => self.length32(),
        }
    }

    /// Reads the next item and tells what it is, unless it is a container: then nothing is read, and the answer is no.
    #[inline(always)]
    fn scalar<S: MessagePackSink>(&mut self, is_key: bool, options: Options, sink: &mut S) -> Result<bool, S::Error>
    where
        S::Error: From<Error>,
    {
        let Some((&format, rest)) = self.rest.split_first() else { return Err(self.truncated().into()) };
        if is_container(format) {
            return Ok(false);
        }
        let at = self.at();
        sink.place(at);
        self.rest = rest;
        match format {
            0..FIXMAP => sink.integer(format.into()),
            NEGATIVE_FIXINT.. => sink.integer(i8::from_be_bytes([format]).into()),
            FIXSTR..NIL => sink.string(self.text(at, (format & 0x1f).into())?),
            NIL => sink.null(),
            FALSE => sink.boolean(false),
            TRUE => sink.boolean(true),
            FLOAT64 => sink.double(f64::from_be_bytes(self.bytes()?)),
            FLOAT32 => sink.double(f32::from_be_bytes(self.bytes()?).into()),
            UINT8 => sink.integer(self.byte()?.into()),
            UINT16 => sink.integer(u16::from_be_bytes(self.bytes()?).into()),
            UINT32 => sink.integer(u32::from_be_bytes(self.bytes()?).into()),
            UINT64 => {
                let value = u64::from_be_bytes(self.bytes()?);
                match (i64::try_from(value), options.unsigned) {
                    (Ok(value), _) => sink.integer(value),
                    (_, Unsigned::Refuse) => Err(Error::new(ErrorKind::IntegerRange(value), at).into()),
                    (_, Unsigned::PassAsFloat) if is_key && options.keys != Keys::Any => {
                        Err(Error::new(ErrorKind::Key(KeyType::Float), at).into())
                    }
                    _ => sink.unsigned(value),
                }
            }
            INT8 => sink.integer(i8::from_be_bytes(self.bytes()?).into()),
            INT16 => sink.integer(i16::from_be_bytes(self.bytes()?).into()),
            INT32 => sink.integer(i32::from_be_bytes(self.bytes()?).into()),
            INT64 => sink.integer(i64::from_be_bytes(self.bytes()?)),
            STR8 | STR16 | STR32 => {
                let length = self.length_of(format)?;
                sink.string(self.text(at, length)?)
            }
            BIN8 | BIN16 | BIN32 => {
                let length = self.length_of(format)?;
                sink.binary(self.data(at, Container::Bin, length)?)
            }
            EXT8 | EXT16 | EXT32 => {
                let length = self.length_of(format)?;
                self.extension(at, length, sink)
            }
            FIXEXT1..=FIXEXT16 => self.extension(at, 1 << (format - FIXEXT1), sink),
            // Containers are not among these.
            RESERVED | FIXMAP..FIXSTR | ARRAY16..=MAP32 => Err(Error::new(ErrorKind::Reserved, at).into()),
        }?;
        Ok(true)
    }

    fn extension<S: MessagePackSink>(&mut self, at: usize, length: u32, sink: &mut S) -> Result<(), S::Error>
    where
        S::Error: From<Error>,
    {
        let kind = i8::from_be_bytes(self.bytes()?);
        let data = self.data(at, Container::Extension, length)?;
        if kind == TIMESTAMP {
            // A sink that reads it again finds no fault.
            Timestamp::read(data).map_err(|kind| Error::new(kind, at))?;
        }
        sink.extension(kind, data)
    }
}
