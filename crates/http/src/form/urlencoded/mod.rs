//! Forms and queries of names and values (WHATWG URL Standard, 5.1): read as they arrive. Decoded are bytes; what charset they are in is
//! the caller's to ask.

use crate::syntax::{hex_pair, split_at_byte};
use memchr::{memchr, memchr2};
use std::borrow::Cow;
use std::fmt;

/// What a form may be at most. Lengths are of decoded bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many pairs. 1,000, as PHP has it (`max_input_vars`).
    pub fields: usize,
    /// The bytes of a name. 1,024.
    pub name: usize,
    /// The bytes of a value. 1 MiB.
    pub value: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { fields: 1000, name: 1024, value: 1 << 20 }
    }
}

/// A name and a value, decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// What stands before the first `=`, or all if there is none.
    pub name: &'a [u8],
    /// What stands behind it.
    pub value: &'a [u8],
}

/// What is wrong with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormErrorKind {
    /// More pairs than allowed.
    TooManyFields,
    /// A name longer than allowed.
    NameTooLong,
    /// A value longer than allowed.
    ValueTooLong,
}

/// What is wrong, and at which byte of the body the pair, name or value begins. Nothing but a limit can be wrong: all else means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormError {
    /// What.
    pub kind: FormErrorKind,
    /// Where.
    pub offset: u64,
}

impl fmt::Display for FormError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            FormErrorKind::TooManyFields => "the form has too many fields",
            FormErrorKind::NameTooLong => "the name of a field is too long",
            FormErrorKind::ValueTooLong => "the value of a field is too long",
        };
        write!(formatter, "{what} (byte {})", self.offset)
    }
}

impl std::error::Error for FormError {}

/// Reads a form as it arrives. How it is cut changes nothing of what comes out.
///
/// A pair that arrives whole is not copied unless it has escapes; of one that is cut, at most three bytes for each that the limits
/// allow are kept.
#[derive(Clone, Debug)]
pub struct Parser {
    limits: Limits,
    /// The pairs that were begun.
    fields: usize,
    /// Where in the body the pair begins that is under way.
    begin: u64,
    /// What is there of it, as it came.
    held: Vec<u8>,
    /// Where in that its `=` is.
    equals: Option<usize>,
    /// What is decoded of the pair that was given last.
    decoded: Vec<u8>,
}

impl Parser {
    /// A parser at the beginning of a form.
    pub const fn new(limits: Limits) -> Self {
        Self { limits, fields: 0, begin: 0, held: Vec::new(), equals: None, decoded: Vec::new() }
    }

    /// Gives the next pair, and takes what it needed off the input. `None` if the input is used up: there may be more of it, or
    /// [`finish`](Self::finish) is next.
    ///
    /// # Errors
    /// What goes beyond a limit. The parser is of no use then.
    pub fn next<'a, 'b: 'a>(&'a mut self, input: &mut &'b [u8]) -> Result<Option<Pair<'a>>, FormError> {
        if self.held.is_empty() {
            // WHATWG: between two separators without anything in between is no pair.
            let empty = input.iter().take_while(|&&byte| byte == b'&').count();
            *input = input.get(empty..).unwrap_or_default();
            self.begin += length(empty);
            if input.is_empty() {
                return Ok(None);
            }
            if self.fields >= self.limits.fields {
                return Err(FormError { kind: FormErrorKind::TooManyFields, offset: self.begin });
            }
            self.fields += 1;
        }
        let Some(end) = memchr(b'&', input) else {
            self.hold(input)?;
            *input = b"";
            return Ok(None);
        };
        let (piece, rest) = input.split_at_checked(end).unwrap_or_default();
        *input = rest.get(1..).unwrap_or_default();
        if self.held.is_empty() {
            let begin = self.begin;
            self.begin += length(end) + 1;
            let (name, value) = split_at_byte(piece, b'=').unwrap_or((piece, b""));
            return decode_pair(name, value, begin, self.limits, &mut self.decoded).map(Some);
        }
        self.hold(piece)?;
        let next = self.begin + length(self.held.len()) + 1;
        self.take_held(next).map(Some)
    }

    /// Gives the last pair, once all input was given. The parser is at the beginning of a form then.
    ///
    /// # Errors
    /// As [`next`](Self::next).
    pub fn finish(&mut self) -> Result<Option<Pair<'_>>, FormError> {
        self.fields = 0;
        if self.held.is_empty() {
            self.begin = 0;
            return Ok(None);
        }
        self.take_held(0).map(Some)
    }

    /// Keeps a piece of a pair, unless it is certain already that a limit is passed: an escape has three bytes.
    fn hold(&mut self, piece: &[u8]) -> Result<(), FormError> {
        let fail = |kind, offset| Err(FormError { kind, offset });
        let (name, value) = match self.equals {
            Some(_) => (&b""[..], Some(piece)),
            None => split_at_byte(piece, b'=').map_or((piece, None), |(name, value)| (name, Some(value))),
        };
        if self.equals.is_none() {
            if self.held.len() + name.len() > self.limits.name.saturating_mul(3) {
                return fail(FormErrorKind::NameTooLong, self.begin);
            }
            self.held.extend_from_slice(name);
        }
        let Some(value) = value else { return Ok(()) };
        let equals = match self.equals {
            Some(equals) => equals,
            None => {
                if decode(&self.held).len() > self.limits.name {
                    return fail(FormErrorKind::NameTooLong, self.begin);
                }
                self.held.push(b'=');
                *self.equals.insert(self.held.len() - 1)
            }
        };
        if self.held.len() - equals - 1 + value.len() > self.limits.value.saturating_mul(3) {
            return fail(FormErrorKind::ValueTooLong, self.begin + length(equals) + 1);
        }
        self.held.extend_from_slice(value);
        Ok(())
    }

    /// The pair that was kept and is complete. The next one begins where it is told.
    fn take_held(&mut self, next: u64) -> Result<Pair<'_>, FormError> {
        let begin = std::mem::replace(&mut self.begin, next);
        let (name, value) = match self.equals.take() {
            Some(equals) => (self.held.get(..equals), self.held.get(equals + 1..)),
            None => (self.held.get(..), None),
        };
        let (name, value) = (name.unwrap_or_default(), value.unwrap_or_default());
        let name_length = decode_into(name, value, begin, self.limits, &mut self.decoded)?;
        self.held.clear();
        let (name, value) = self.decoded.split_at_checked(name_length).unwrap_or_default();
        Ok(Pair { name, value })
    }
}

/// Decodes into the buffer both, or neither if nothing is escaped.
fn decode_pair<'a>(
    name: &'a [u8],
    value: &'a [u8],
    begin: u64,
    limits: Limits,
    buffer: &'a mut Vec<u8>,
) -> Result<Pair<'a>, FormError> {
    if is_plain(name) && is_plain(value) && name.len() <= limits.name && value.len() <= limits.value {
        return Ok(Pair { name, value });
    }
    let name_length = decode_into(name, value, begin, limits, buffer)?;
    let (name, value) = buffer.split_at_checked(name_length).unwrap_or_default();
    Ok(Pair { name, value })
}

/// Overwrites the buffer with both, decoded; gives the length of the name.
fn decode_into(
    name: &[u8],
    value: &[u8],
    begin: u64,
    limits: Limits,
    buffer: &mut Vec<u8>,
) -> Result<usize, FormError> {
    buffer.clear();
    decode_to(name, buffer);
    let name_length = buffer.len();
    if name_length > limits.name {
        return Err(FormError { kind: FormErrorKind::NameTooLong, offset: begin });
    }
    decode_to(value, buffer);
    if buffer.len() - name_length > limits.value {
        return Err(FormError { kind: FormErrorKind::ValueTooLong, offset: begin + length(name.len()) + 1 });
    }
    Ok(name_length)
}

/// The pairs of a query, or of a form that is there whole. There are no limits but its own length.
pub fn pairs(query: &[u8]) -> impl Iterator<Item = (Cow<'_, [u8]>, Cow<'_, [u8]>)> + Clone {
    query.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = split_at_byte(pair, b'=').unwrap_or((pair, b""));
        (decode(name), decode(value))
    })
}

/// Makes spaces of plus signs and bytes of escapes. A percent sign without two hexadecimal digits behind it stands for itself.
pub fn decode(text: &[u8]) -> Cow<'_, [u8]> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    decode_to(text, &mut out);
    Cow::Owned(out)
}

fn is_plain(text: &[u8]) -> bool {
    memchr2(b'+', b'%', text).is_none()
}

fn decode_to(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = memchr2(b'+', b'%', rest) {
        let (plain, special) = rest.split_at_checked(at).unwrap_or_default();
        out.extend_from_slice(plain);
        let behind = special.get(1..).unwrap_or_default();
        rest = match (special.first(), hex_pair(behind)) {
            (Some(b'+'), _) => {
                out.push(b' ');
                behind
            }
            (_, Some(byte)) => {
                out.push(byte);
                behind.get(2..).unwrap_or_default()
            }
            (_, None) => {
                out.push(b'%');
                behind
            }
        };
    }
    out.extend_from_slice(rest);
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
