//! Whether a request has a body and where that ends, and what becomes of the connection: decided here and nowhere else (RFC 9112 section 6).
//!
//! What two recipients might read in two ways is refused: both Content-Length and Transfer-Encoding, either of them twice, lists of lengths, codings in
//! HTTP/1.0. RFC 9112 section 6.3 allows to refuse all of these.

use crate::fields::{Fault, FieldSpan, place};
use crate::host;
use crate::index::Index;
use crate::limits::Limits;
use crate::method::Method;
use crate::reject::RejectKind;
use crate::scan::{elements, is_token};
use crate::version::Version;

/// How a request's body is framed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyLength {
    /// There is none.
    #[default]
    None,
    /// So many bytes, more than none.
    Sized(u64),
    /// As many as its chunks have.
    Chunked,
}

/// What a head says of its body and its connection.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Framing {
    pub body: BodyLength,
    pub keep_alive: bool,
    pub expects_continue: bool,
    /// `Upgrade` is there, and `Connection: upgrade` with it.
    pub wants_upgrade: bool,
}

/// A field of which there should be one: the numbers of the first and of the second, counted from 1.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Once {
    first: u32,
    second: u32,
}

impl Once {
    fn note(&mut self, number: u32) {
        if self.first == 0 {
            self.first = number;
        } else if self.second == 0 {
            self.second = number;
        }
    }

    /// The first one.
    pub fn first(self, fields: &[FieldSpan]) -> Option<FieldSpan> {
        fields.get((self.first as usize).wrapping_sub(1)).copied()
    }

    fn second(self, fields: &[FieldSpan]) -> Option<FieldSpan> {
        fields.get((self.second as usize).wrapping_sub(1)).copied()
    }
}

/// The fields that framing depends on, noted while they are read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    pub host: Once,
    length: Once,
    coding: Once,
    upgrade: Once,
    expect: bool,
    close: bool,
    keep_alive: bool,
    connection_upgrade: bool,
}

impl Seen {
    /// Notes a field if it is one of those. Its number counts from 1.
    #[inline]
    pub fn note<'v>(&mut self, name: &[u8], number: usize, value: impl FnOnce() -> &'v [u8]) {
        // Few names have both a length and an initial of these.
        match (name.first().map_or(0, |first| usize::from(first | 0x20))) << 8 | name.len() {
            HOST if is(name, b"Host") => self.host.note(place(number)),
            EXPECT if is(name, b"Expect") => self.expect = true,
            UPGRADE if is(name, b"Upgrade") => self.upgrade.note(place(number)),
            CONNECTION if is(name, b"Connection") => self.note_options(value()),
            CONTENT_LENGTH if is(name, b"Content-Length") => self.length.note(place(number)),
            TRANSFER_ENCODING if is(name, b"Transfer-Encoding") => self.coding.note(place(number)),
            _ => {}
        }
    }

    fn note_options(&mut self, value: &[u8]) {
        // As most clients send it.
        if matches!(value, b"keep-alive") {
            self.keep_alive = true;
            return;
        }
        for option in elements(value) {
            self.close |= is(option, b"close");
            self.keep_alive |= is(option, b"keep-alive");
            self.connection_upgrade |= is(option, b"upgrade");
        }
    }
}

/// Initial and length of the names that are looked for.
const HOST: usize = (b'h' as usize) << 8 | 4;
const EXPECT: usize = (b'e' as usize) << 8 | 6;
const UPGRADE: usize = (b'u' as usize) << 8 | 7;
const CONNECTION: usize = (b'c' as usize) << 8 | 10;
const CONTENT_LENGTH: usize = (b'c' as usize) << 8 | 14;
const TRANSFER_ENCODING: usize = (b't' as usize) << 8 | 17;

/// Whether a name is that one in any case; soonest when it is written as it usually is.
#[inline]
fn is(name: &[u8], usual: &[u8]) -> bool {
    name == usual || name.eq_ignore_ascii_case(usual)
}

fn at(span: FieldSpan) -> usize {
    span.name_at as usize
}

/// Decides for a head whose fields are all read.
#[inline]
pub(crate) fn decide(index: &Index, bytes: &[u8], limits: &Limits) -> Result<Framing, Fault> {
    let seen = &index.seen;
    check_host(index, bytes)?;
    let fields = &index.fields;
    let body = match (seen.length.first(fields), seen.coding.first(fields)) {
        (None, None) => BodyLength::None,
        (Some(length), None) => sized(seen.length.second(fields), length, bytes, limits)?,
        (length, Some(coding)) => chunked(index, length, coding, bytes)?,
    };
    if index.method == Method::Connect
        && body != BodyLength::None
        && let Some(span) = seen.length.first(fields).or(seen.coding.first(fields))
    {
        return Err((RejectKind::ConnectBody, at(span)));
    }
    let is_current = index.version >= Version::Http11;
    Ok(Framing {
        body,
        keep_alive: !seen.close && (is_current || seen.keep_alive),
        // HTTP/1.0 knows neither (RFC 9110 sections 7.8 and 10.1.1).
        expects_continue: seen.expect && is_current && expects_continue(index, bytes)? && body != BodyLength::None,
        wants_upgrade: is_current && seen.connection_upgrade && seen.upgrade.first != 0,
    })
}

/// RFC 9112 section 3.2. Where the target has an authority, that one counts; the Host field has to be valid all the same.
#[inline]
fn check_host(index: &Index, bytes: &[u8]) -> Result<(), Fault> {
    match (index.seen.host.first(&index.fields), index.seen.host.second(&index.fields)) {
        (None, _) if index.version == Version::Http10 => Ok(()),
        (None, _) => Err((RejectKind::HostMissing, index.end)),
        (Some(_), Some(second)) => Err((RejectKind::HostRepeated, at(second))),
        (Some(span), None) if host::is_valid(span.value(bytes)) => Ok(()),
        (Some(span), None) => Err((RejectKind::HostInvalid, span.value_at as usize)),
    }
}

/// RFC 9110 section 8.6: digits alone. What is larger than any number here is too large for any limit.
fn sized(second: Option<FieldSpan>, span: FieldSpan, bytes: &[u8], limits: &Limits) -> Result<BodyLength, Fault> {
    if let Some(second) = second {
        return Err((RejectKind::LengthRepeated, at(second)));
    }
    let digits = span.value(bytes);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err((RejectKind::LengthInvalid, span.value_at as usize));
    }
    let length = digits
        .iter()
        .try_fold(0_u64, |length, digit| length.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
        .filter(|&length| length <= limits.body);
    match length {
        None => Err((RejectKind::BodyTooLarge, span.value_at as usize)),
        Some(0) => Ok(BodyLength::None),
        Some(length) => Ok(BodyLength::Sized(length)),
    }
}

/// RFC 9112 sections 6.1 and 6.3: `chunked`, once, and nothing else.
#[cold]
fn chunked(index: &Index, length: Option<FieldSpan>, coding: FieldSpan, bytes: &[u8]) -> Result<BodyLength, Fault> {
    if index.version == Version::Http10 {
        return Err((RejectKind::CodingInHttp10, at(coding)));
    }
    if let Some(length) = length {
        return Err((RejectKind::LengthAndCoding, at(length).max(at(coding))));
    }
    if index.seen.coding.second == 0 && coding.value(bytes).eq_ignore_ascii_case(b"chunked") {
        return Ok(BodyLength::Chunked);
    }
    let lines = index.fields.iter().filter(|span| span.name(bytes).eq_ignore_ascii_case(b"transfer-encoding"));
    let (mut count, mut are_valid, mut ends_with_chunked) = (0, true, false);
    for name in lines.flat_map(|span| elements(span.value(bytes))) {
        are_valid &= is_token(name) && !ends_with_chunked;
        ends_with_chunked = name.eq_ignore_ascii_case(b"chunked");
        count += 1;
    }
    let is_known_form = are_valid && ends_with_chunked && count > 1;
    let kind = if is_known_form { RejectKind::CodingUnsupported } else { RejectKind::CodingInvalid };
    Err((kind, coding.value_at as usize))
}

/// RFC 9110 section 10.1.1: 100-continue is the only expectation there is.
#[cold]
fn expects_continue(index: &Index, bytes: &[u8]) -> Result<bool, Fault> {
    let lines = index.fields.iter().filter(|span| span.name(bytes).eq_ignore_ascii_case(b"expect"));
    for span in lines {
        if !elements(span.value(bytes)).all(|value| value.eq_ignore_ascii_case(b"100-continue")) {
            return Err((RejectKind::ExpectationUnknown, span.value_at as usize));
        }
    }
    Ok(true)
}
