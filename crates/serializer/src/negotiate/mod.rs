//! Media types: which of them are JSON or MessagePack, which one an Accept header asks for (RFC 9110, 12.5.1), and which one bytes
//! without a declared type are of. The grammar is in `grammar`, the choice in `accept`.

mod accept;
mod grammar;

pub use accept::{Choice, accepted};

use grammar::{MediaType, Value, trimmed};

/// What JSON is called where the peer leaves the choice.
pub const JSON: &[u8] = b"application/json";
/// What MessagePack is called where the peer leaves the choice.
pub const MESSAGE_PACK: &[u8] = b"application/msgpack";

/// The names of MessagePack; only the second is registered.
const MESSAGE_PACK_NAMES: [&[u8]; 4] =
    [MESSAGE_PACK, b"application/vnd.msgpack", b"application/x-msgpack", b"application/messagepack"];

/// A form that values can be written in and read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// MessagePack.
    MessagePack,
}

impl Format {
    /// The format of a `type/subtype`, in any case.
    fn of(essence: &[u8]) -> Option<Self> {
        if is_named(essence, JSON, b"+json") {
            return Some(Self::Json);
        }
        let is_message_pack = is_named(essence, MESSAGE_PACK, b"+msgpack")
            || MESSAGE_PACK_NAMES.iter().any(|name| essence.eq_ignore_ascii_case(name));
        is_message_pack.then_some(Self::MessagePack)
    }

    /// The format of bytes whose type nobody declared: JSON if they begin like a JSON text, MessagePack otherwise.
    ///
    /// A single byte that is a digit is both; a message of one byte that JSON's other first bytes would be is taken for JSON, too, which
    /// then is an error: cut-off JSON is the likelier cause.
    pub fn sniffed(bytes: &[u8]) -> Self {
        let first = bytes.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        match first {
            Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => Self::Json,
            _ => Self::MessagePack,
        }
    }

    /// The format that a Content-Type header declares.
    ///
    /// # Errors
    /// If it is neither JSON nor MessagePack, or of another charset than UTF-8.
    pub fn declared(content_type: &[u8]) -> Result<Self, Unsupported> {
        // What most say, and nothing to parse.
        if content_type == JSON {
            return Ok(Self::Json);
        }
        if content_type == MESSAGE_PACK {
            return Ok(Self::MessagePack);
        }
        let mut charset = None;
        let media_type = MediaType::parse(trimmed(content_type), |name, value| {
            if charset.is_none() && is_foreign_charset(name, value) {
                charset = Some(value);
            }
        });
        let format =
            media_type.filter(|media_type| !media_type.has_wildcard()).and_then(|found| Self::of(found.essence));
        match (format, charset) {
            (None, _) => Err(Unsupported::Type(content_type.into())),
            (Some(_), Some(charset)) => Err(Unsupported::Charset(charset.bytes().collect())),
            (Some(format), None) => Ok(format),
        }
    }
}

/// Whether a type has a name, or a structured suffix (RFC 6838, 4.2.8) with something before it.
fn is_named(essence: &[u8], name: &[u8], suffix: &[u8]) -> bool {
    if essence.eq_ignore_ascii_case(name) {
        return true;
    }
    let Some(split) = essence.len().checked_sub(suffix.len()) else { return false };
    let (before, end) = essence.split_at(split);
    end.eq_ignore_ascii_case(suffix) && before.last().is_some_and(|&byte| byte != b'/')
}

/// Whether a parameter asks for another charset than UTF-8, the only one of both formats.
fn is_foreign_charset(name: &[u8], value: Value<'_>) -> bool {
    name.eq_ignore_ascii_case(b"charset") && !value.is(b"utf-8") && !value.is(b"utf8")
}

/// Why a body cannot be read or written as declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// The type is none of the two, or malformed.
    Type(Vec<u8>),
    /// The charset is not UTF-8.
    Charset(Vec<u8>),
}

impl Unsupported {
    /// What to tell people.
    pub fn message(&self) -> String {
        match self {
            Self::Type(given) => {
                format!("Media type '{}' is not supported: use application/json or application/msgpack", shown(given))
            }
            Self::Charset(given) => format!("Charset '{}' is not supported: use UTF-8", shown(given)),
        }
    }
}

/// What to tell people if nothing fits an Accept header.
pub fn not_acceptable(accept: &[u8]) -> String {
    format!("Nothing fits the Accept header '{}': there are application/json and application/msgpack", shown(accept))
}

/// A peer's text as it may stand in a message and a log: not too long, and without control characters.
fn shown(text: &[u8]) -> String {
    const LONGEST: usize = 100;
    let printable = |&byte: &u8| if (0x20..0x7f).contains(&byte) { char::from(byte) } else { '?' };
    let mut shown: String = text.iter().take(LONGEST).map(printable).collect();
    if text.len() > LONGEST {
        shown.push_str("...");
    }
    shown
}

#[cfg(test)]
mod tests;
