//! What is wrong with a message and where. The codes are MessagePackException's.

use std::fmt;

/// What has a length in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Text.
    Str,
    /// Bytes.
    Bin,
    /// A typed value.
    Extension,
    /// Values.
    Array,
    /// Pairs.
    Map,
}

/// A type that a key cannot have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyType {
    /// nil.
    Null,
    /// false or true.
    Bool,
    /// Of 32 or 64 bits.
    Float,
    /// An array.
    Array,
    /// A map.
    Map,
    /// An extension, timestamps included.
    Extension,
}

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes end before the value does.
    Truncated,
    /// Bytes follow the value.
    TrailingBytes,
    /// The byte 0xc1.
    Reserved,
    /// A timestamp of that many bytes.
    TimestampLength(usize),
    /// A timestamp with that many nanoseconds.
    TimestampNanoseconds(u32),
    /// More levels than this.
    Depth(usize),
    /// A length that the rest of the message cannot hold.
    Length(Container, u32),
    /// A value that needs more bytes than this.
    TooLong(usize),
    /// An integer above `i64::MAX`.
    IntegerRange(u64),
    /// A key of a type that is not wanted.
    Key(KeyType),
    /// A key that begins with NUL.
    NulKey,
    /// A str that is not UTF-8.
    Utf8,
}

impl ErrorKind {
    /// The number of the kind; a retired one is not used again.
    pub const fn code(self) -> u8 {
        match self {
            Self::Truncated => 1,
            Self::TrailingBytes => 2,
            Self::Reserved | Self::TimestampLength(_) | Self::TimestampNanoseconds(_) => 3,
            Self::Depth(_) => 4,
            Self::Length(..) | Self::TooLong(_) => 5,
            Self::IntegerRange(_) => 6,
            Self::Key(_) | Self::NulKey => 7,
            Self::Utf8 => 8,
        }
    }

    /// What is wrong.
    pub fn what(self) -> String {
        match self {
            Self::Truncated => "The bytes end within a value".to_owned(),
            Self::TrailingBytes => "Bytes follow the value".to_owned(),
            Self::Reserved => "Format byte 0xc1".to_owned(),
            Self::TimestampLength(length) => format!("A timestamp of {length} bytes"),
            Self::TimestampNanoseconds(count) => format!("A timestamp with {count} nanoseconds"),
            Self::Depth(depth) => format!("Values are nested deeper than {depth}"),
            Self::Length(Container::Str, length) => format!("A str of {length} bytes"),
            Self::Length(Container::Bin, length) => format!("A bin of {length} bytes"),
            Self::Length(Container::Extension, length) => format!("An extension of {length} bytes"),
            Self::Length(Container::Array, length) => format!("An array of {length} elements"),
            Self::Length(Container::Map, length) => format!("A map of {length} pairs"),
            Self::TooLong(limit) => format!("A value of more than {limit} bytes"),
            Self::IntegerRange(value) => format!("The integer {value}"),
            Self::Key(key) => format!("A map key of type {}", key.name()),
            Self::NulKey => "A map key that begins with NUL".to_owned(),
            Self::Utf8 => "A str that is not UTF-8".to_owned(),
        }
    }

    /// What to do about it.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Truncated => "the message is cut off",
            Self::TrailingBytes => "use an Unpacker for several values",
            Self::Reserved => "MessagePack never uses it",
            Self::TimestampLength(_) => "it has 4, 8 or 12",
            Self::TimestampNanoseconds(_) => "it has 0 to 999999999",
            Self::Depth(_) => "raise the depth, or nest less",
            Self::Length(..) => "the message is too short for it",
            Self::TooLong(_) => "raise the maximum length, or send less at a time",
            Self::IntegerRange(_) => "choose UINT64_AS_STRING or UINT64_AS_FLOAT",
            Self::Key(_) => "unpack with MAPS_AS_MAPS",
            Self::NulKey => "unpack to arrays or with MAPS_AS_MAPS",
            Self::Utf8 => "the sender has to use bin",
        }
    }
}

impl KeyType {
    const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "bool",
            Self::Float => "float",
            Self::Array => "array",
            Self::Map => "map",
            Self::Extension => "extension",
        }
    }
}

/// A fault and the byte at which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    /// What it is.
    pub kind: ErrorKind,
    /// Where, in bytes.
    pub offset: usize,
}

impl Error {
    pub(crate) const fn new(kind: ErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at byte {}: {}", self.kind.what(), self.offset, self.kind.hint())
    }
}

impl std::error::Error for Error {}
