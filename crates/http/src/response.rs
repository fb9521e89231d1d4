//! Writes the head of a response. Names and values of fields are looked at first, so that nothing in them can end the head or the response.

use crate::output::Output;
use crate::scan::{elements, is_token, value_end};
use crate::status;
use std::fmt;

/// What a response has for a body. How it is framed follows from that, the method, the status and the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind<'b> {
    /// None.
    Empty,
    /// These bytes, which are copied.
    Bytes(&'b [u8]),
    /// So many bytes, which are written behind the head or put there by the caller.
    Sized(u64),
    /// As many as are written until the response is finished.
    Stream,
}

/// A response that is not as it should be, or comes when none may. Nothing of it has been written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseError {
    /// There is no request to answer.
    NoRequest,
    /// The response has begun already.
    Begun,
    /// The response has not begun, or is complete.
    NotBegun,
    /// A final status is 200 to 599, an interim one 100 to 199; 101 needs a request for an upgrade, whose body has been read.
    Status,
    /// A field name is no token.
    Name,
    /// A field value has control characters.
    Value,
    /// A Content-Length that is no number, or not the body's.
    ContentLength,
    /// A Transfer-Encoding besides chunked: the connection frames the body itself.
    TransferEncoding,
    /// More bytes than Content-Length has said.
    TooLong,
    /// Fewer bytes than Content-Length has said. The connection is closed, so that the client notices.
    TooShort,
    /// A field that may not stand in a trailer section (RFC 9110 section 6.5.1).
    Trailer,
}

impl fmt::Display for ResponseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoRequest => "there is no request to answer",
            Self::Begun => "the response has begun already",
            Self::NotBegun => "the response has not begun, or is complete",
            Self::Status => "the status is not one that can be sent now",
            Self::Name => "a field name is no token",
            Self::Value => "a field value has control characters",
            Self::ContentLength => "the Content-Length is not that of the body",
            Self::TransferEncoding => "the transfer coding is the server's to choose",
            Self::TooLong => "the body is longer than its Content-Length",
            Self::TooShort => "the body is shorter than its Content-Length",
            Self::Trailer => "the field may not stand in a trailer section",
        })
    }
}

impl std::error::Error for ResponseError {}

/// What the caller's fields say that bears on the framing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Given {
    pub date: bool,
    pub content_length: Option<u64>,
    pub close: bool,
    pub upgrade: bool,
}

/// Writes a status line.
#[inline]
pub(crate) fn put_status(output: &mut Output, status: u16) {
    match status::line(status) {
        Some(line) => output.put(line),
        None => {
            output.put(b"HTTP/1.1 ");
            output.put_decimal(u64::from(status));
            output.put(b" \r\n");
        }
    }
}

/// Writes fields, but for those that are the connection's own to write.
#[inline]
pub(crate) fn put_fields<'f>(
    output: &mut Output,
    fields: impl IntoIterator<Item = (&'f [u8], &'f [u8])>,
) -> Result<Given, ResponseError> {
    let mut given = Given::default();
    for (name, value) in fields {
        if !given.takes(name, value)? {
            put_field(output, name, value)?;
        }
    }
    Ok(given)
}

/// Writes one field.
#[inline]
pub(crate) fn put_field(output: &mut Output, name: &[u8], value: &[u8]) -> Result<(), ResponseError> {
    if !is_token(name) {
        return Err(ResponseError::Name);
    }
    if value_end(value, 0) != value.len() {
        return Err(ResponseError::Value);
    }
    let bytes = &mut output.bytes;
    bytes.reserve(name.len() + value.len() + 4);
    bytes.extend_from_slice(name);
    bytes.extend_from_slice(b": ");
    bytes.extend_from_slice(value);
    bytes.extend_from_slice(b"\r\n");
    Ok(())
}

impl Given {
    /// Whether a field is taken out, since the connection writes what it says.
    #[inline]
    fn takes(&mut self, name: &[u8], value: &[u8]) -> Result<bool, ResponseError> {
        match name.len() {
            4 if name.eq_ignore_ascii_case(b"date") => self.date = true,
            10 if name.eq_ignore_ascii_case(b"connection") => {
                self.close |= elements(value).any(|option| option.eq_ignore_ascii_case(b"close"));
                self.upgrade |= elements(value).any(|option| option.eq_ignore_ascii_case(b"upgrade"));
                // The rest of it, such as upgrade, is the caller's.
                let is_own = |option: &[u8]| {
                    option.is_empty()
                        || option.eq_ignore_ascii_case(b"close")
                        || option.eq_ignore_ascii_case(b"keep-alive")
                };
                return Ok(elements(value).all(is_own));
            }
            10 if name.eq_ignore_ascii_case(b"keep-alive") => return Ok(true),
            14 if name.eq_ignore_ascii_case(b"content-length") => {
                let length = decimal(value).ok_or(ResponseError::ContentLength)?;
                if self.content_length.replace(length).is_some_and(|before| before != length) {
                    return Err(ResponseError::ContentLength);
                }
                return Ok(true);
            }
            17 if name.eq_ignore_ascii_case(b"transfer-encoding") => {
                if !value.eq_ignore_ascii_case(b"chunked") {
                    return Err(ResponseError::TransferEncoding);
                }
                return Ok(true);
            }
            _ => {}
        }
        Ok(false)
    }
}

fn decimal(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u64, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| u64::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}
