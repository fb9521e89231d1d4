//! Reads a request's head, line by line, and keeps where everything in it is. What has been read is not read again when more bytes come.

use crate::fields::{Fault, FieldSpan, Line, line, place};
use crate::framing::{self, Framing, Seen};
use crate::limits::Limits;
use crate::method::Method;
use crate::reject::RejectKind;
use crate::scan::{path_end, target_end, token_end};
use crate::target::Target;
use crate::version::Version;

/// How far a head has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Reading {
    /// An empty line may come, or the request line.
    #[default]
    Start,
    /// An empty line has come (RFC 9112 section 2.2).
    AfterEmptyLine,
    /// The request line is read.
    Fields,
}

/// A head, as places in its bytes.
#[derive(Debug, Default)]
pub(crate) struct Index {
    reading: Reading,
    /// Where the line begins that is to be read; in the end, how long the head is.
    pub end: usize,
    pub method: Method,
    pub method_at: u32,
    pub method_end: u32,
    pub target: Target,
    pub version: Version,
    pub fields: Vec<FieldSpan>,
    pub seen: Seen,
    pub framing: Framing,
}

impl Index {
    /// Forgets the head, but keeps its memory. Method and target are written before they are looked at, but for a head that is refused before.
    #[inline]
    pub fn clear(&mut self) {
        self.fields.clear();
        self.seen = Seen::default();
        (self.reading, self.end) = (Reading::Start, 0);
        (self.method, self.version) = (Method::Other, Version::Http11);
        self.framing = Framing::default();
    }

    /// Reads on. `bytes` are those of the request from its beginning, as far as they are there; says whether the head is complete.
    #[inline]
    pub fn read(&mut self, bytes: &[u8], limits: &Limits) -> Result<bool, Fault> {
        let limit = limits.head.min(Limits::MAX_HEAD);
        let is_cut = bytes.len() >= limit;
        let view = bytes.get(..limit).unwrap_or(bytes);
        if self.reading != Reading::Fields && !self.read_request_line(view, limits)? {
            return if is_cut { Err((RejectKind::TargetTooLong, limit)) } else { Ok(false) };
        }
        loop {
            match line(view, self.end, &mut self.fields)? {
                Line::Field { name_end, next } => {
                    let count = self.fields.len();
                    if count > limits.fields {
                        return Err((RejectKind::TooManyFields, self.end));
                    }
                    self.seen.note(view.get(self.end..name_end).unwrap_or_default(), count, || {
                        self.fields.last().map(|span| span.value(view)).unwrap_or_default()
                    });
                    self.end = next;
                }
                Line::Empty(next) => {
                    self.end = next;
                    self.framing = framing::decide(self, view, limits)?;
                    return Ok(true);
                }
                Line::Partial if is_cut => return Err((RejectKind::HeadTooLarge, limit)),
                Line::Partial => return Ok(false),
            }
        }
    }

    /// Reads the request line, and an empty line before it.
    fn read_request_line(&mut self, bytes: &[u8], limits: &Limits) -> Result<bool, Fault> {
        let at = self.end;
        match bytes.get(at..).unwrap_or_default() {
            [] => return Ok(false),
            [b'\r' | b'\n', ..] if self.reading == Reading::AfterEmptyLine => return Err((RejectKind::EmptyLines, at)),
            [b'\r'] => return Ok(false),
            [b'\r', b'\n', ..] => {
                (self.reading, self.end) = (Reading::AfterEmptyLine, at + 2);
                return self.read_request_line(bytes, limits);
            }
            [b'\r', ..] => return Err((RejectKind::BareCr, at)),
            [b'\n', ..] => return Err((RejectKind::BareLf, at)),
            _ => {}
        }
        let method_end = token_end(bytes, at);
        if method_end - at > limits.method {
            return Err((RejectKind::MethodTooLong, at + limits.method));
        }
        match bytes.get(method_end) {
            None => return Ok(false),
            Some(b' ') if method_end > at => {}
            Some(0x16) if method_end == at => return Err((RejectKind::Tls, at)),
            Some(_) if method_end == at => return Err((RejectKind::NotHttp, at)),
            Some(_) => return Err((RejectKind::MethodInvalid, method_end)),
        }
        let target_at = method_end + 1;
        let path_end = path_end(bytes, target_at);
        let end = if bytes.get(path_end) == Some(&b'?') { target_end(bytes, path_end) } else { path_end };
        if end - target_at > limits.target {
            return Err((RejectKind::TargetTooLong, target_at + limits.target));
        }
        match bytes.get(end) {
            None => return Ok(false),
            Some(b' ') if end > target_at => {}
            // A request of HTTP/0.9 has no version.
            Some(b'\r' | b'\n') if end > target_at => return Err((RejectKind::VersionInvalid, end)),
            Some(_) => return Err((RejectKind::TargetInvalid, end)),
        }
        let method = Method::from_name(bytes.get(at..method_end).unwrap_or_default());
        let Some((version, next)) = read_version(bytes, end + 1, bytes.get(at..end) == Some(b"PRI *"))? else {
            return Ok(false);
        };
        self.target = Target::read(bytes, target_at, path_end, end, method)?;
        self.version = version;
        (self.method, self.method_at, self.method_end) = (method, place(at), place(method_end));
        (self.reading, self.end) = (Reading::Fields, next);
        Ok(true)
    }
}

/// `HTTP/1.1` and the end of the line (RFC 9112 section 2.3).
#[inline]
fn read_version(bytes: &[u8], at: usize, is_preface: bool) -> Result<Option<(Version, usize)>, Fault> {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest {
        [b'H', b'T', b'T', b'P', b'/', b'1', b'.', b'1', b'\r', b'\n', ..] => {
            return Ok(Some((Version::Http11, at + 10)));
        }
        [b'H', b'T', b'T', b'P', b'/', b'1', b'.', minor @ b'0'..=b'9', b'\r', b'\n', ..] => {
            return Ok(Some((if *minor == b'0' { Version::Http10 } else { Version::Http11 }, at + 10)));
        }
        _ => {}
    }
    odd_version(rest, at, is_preface)
}

/// A version that is incomplete or wrong, one byte after the other, so that the first wrong one is found however many have come.
#[cold]
fn odd_version(rest: &[u8], at: usize, is_preface: bool) -> Result<Option<(Version, usize)>, Fault> {
    for (number, &byte) in rest.iter().enumerate().take(10) {
        let is_right = match number {
            0..=4 => b"HTTP/".get(number) == Some(&byte),
            5 | 7 => byte.is_ascii_digit(),
            6 => byte == b'.',
            8 if byte == b'\n' => return Err((RejectKind::BareLf, at + number)),
            8 => byte == b'\r',
            _ if byte == b'\n' => {
                let kind = if is_preface { RejectKind::Http2 } else { RejectKind::VersionUnsupported };
                return Err((kind, at));
            }
            _ => return Err((RejectKind::BareCr, at + 8)),
        };
        if !is_right {
            return Err((RejectKind::VersionInvalid, at + number));
        }
    }
    Ok(None)
}
