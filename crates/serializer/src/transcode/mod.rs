//! From JSON to MessagePack and back, without a tree in between: a decoder of one format feeds a sink that writes the other.

mod checked;
mod moment;
mod packer;
mod text;

pub use moment::text as moment_text;
pub use packer::Packed;

use crate::json::{self, Decoder, ErrorKind};
use crate::msgpack;
use crate::negotiate::Format;
use checked::Checked;
use packer::Packer;
use text::Text;

/// Why bytes cannot be transcoded, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The document is no JSON.
    Json(json::Error),
    /// The message is no MessagePack.
    MessagePack(msgpack::Error),
    /// The other format has nothing for the value, or key, that begins at an offset.
    Obstacle(Obstacle, usize),
}

/// What a format has nothing for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// JSON: a number without a finite double.
    NotFinite,
    /// JSON: a type of values or keys.
    Type,
    /// JSON: bytes that are not UTF-8.
    Utf8,
    /// MessagePack: a length above 2^32 - 1.
    Length,
}

impl Obstacle {
    /// The number that PHP has for it among JSON_ERROR_*, if it is JSON's.
    pub const fn json_code(self) -> Option<u8> {
        match self {
            Self::Utf8 => Some(ErrorKind::Utf8.code()),
            Self::NotFinite => Some(7),
            Self::Type => Some(8),
            Self::Length => None,
        }
    }

    /// The words for it; where it is JSON's, PHP's.
    pub const fn message(self) -> &'static str {
        match self {
            Self::NotFinite => "Inf and NaN cannot be JSON encoded",
            Self::Type => "Type is not supported",
            Self::Utf8 => ErrorKind::Utf8.message(),
            Self::Length => "Lengths end at 4294967295",
        }
    }
}

impl From<json::Error> for Error {
    fn from(error: json::Error) -> Self {
        Self::Json(error)
    }
}

impl From<msgpack::Error> for Error {
    fn from(error: msgpack::Error) -> Self {
        Self::MessagePack(error)
    }
}

/// What has been made of some bytes.
pub enum Transcoded<'t> {
    /// Nothing: they are what was asked for.
    AsTheyAre,
    /// A message.
    MessagePack(Packed<'t>),
    /// A document.
    Json(&'t [u8]),
}

/// Beyond that, [`Transcoder::shrink`] gives memory back.
const KEPT: usize = 256 << 10;

/// The memory that transcoding works in. May be used again and again, also after bytes that were refused.
#[derive(Default)]
pub struct Transcoder {
    decoder: Decoder<packer::Open>,
    levels: Vec<msgpack::Level<()>>,
    packer: Packer,
    text: Text,
}

impl Transcoder {
    /// Makes bytes of one format of those of another; of the same format they are checked only.
    ///
    /// # Errors
    /// If the bytes are invalid, nested too deeply, or hold what the other format cannot.
    pub fn transcode(&mut self, input: &[u8], from: Format, to: Format, depth: usize) -> Result<Transcoded<'_>, Error> {
        match (from, to) {
            (Format::Json, Format::MessagePack) => self.to_message_pack(input, depth).map(Transcoded::MessagePack),
            (Format::MessagePack, Format::Json) => self.to_json(input, depth).map(Transcoded::Json),
            (Format::Json, Format::Json) => {
                json::check(input, json_options(depth), false)?;
                Ok(Transcoded::AsTheyAre)
            }
            (Format::MessagePack, Format::MessagePack) => {
                self.levels.clear();
                msgpack::decode(input, message_pack_options(depth), &mut self.levels, &mut Checked)?;
                Ok(Transcoded::AsTheyAre)
            }
        }
    }

    /// Gives back memory beyond what an ordinary document needs.
    pub fn shrink(&mut self) {
        self.decoder.shrink();
        self.packer.shrink(KEPT);
        self.text.shrink(KEPT);
        if self.levels.capacity() > KEPT / size_of::<msgpack::Level<()>>() {
            self.levels = Vec::new();
        }
    }

    /// Writes a JSON document as MessagePack: integers of 64 bits exactly, with or without a sign; other numbers as float 64.
    ///
    /// # Errors
    /// If the document is invalid, nested too deeply, or holds a number that no double holds.
    pub fn to_message_pack(&mut self, input: &[u8], depth: usize) -> Result<Packed<'_>, Error> {
        let options = json_options(depth);
        self.packer.begin_document(input.len());
        match self.decoder.decode(input, options, &mut self.packer) {
            // Deeper than the decoder vouches for ext/json's parser.
            Err(Error::Json(json::Error { offset: usize::MAX, .. })) => {
                json::check(input, options, false)?;
                self.packer.begin_document(input.len());
                let options = json::Options { is_deep_allowed: true, ..options };
                self.decoder.decode(input, options, &mut self.packer)?;
            }
            done => {
                done?;
            }
        }
        Ok(self.packer.finish())
    }

    /// Writes a MessagePack message as JSON: keys as strings, bin as a string if it is UTF-8, timestamps as RFC 3339 has them.
    ///
    /// # Errors
    /// If the message is invalid, nested too deeply, or holds what JSON cannot.
    pub fn to_json(&mut self, input: &[u8], depth: usize) -> Result<&[u8], Error> {
        self.text.begin_document(input.len());
        self.levels.clear();
        msgpack::decode(input, message_pack_options(depth), &mut self.levels, &mut self.text)?;
        Ok(self.text.finish())
    }
}

fn json_options(depth: usize) -> json::Options {
    json::Options { depth, ..json::Options::default() }
}

fn message_pack_options(depth: usize) -> msgpack::Options {
    msgpack::Options { depth, ..msgpack::Options::default() }
}

#[cfg(test)]
mod tests;
