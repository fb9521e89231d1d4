//! Reads the chunked transfer coding (RFC 9112 section 7.1): says what of the bytes is data. Strict: CRLF at every end of a line, hexadecimal digits alone,
//! extensions as the grammar has them; recipients that were not have been made to see requests where others saw none.

use crate::limits::Limits;
use crate::reject::RejectKind;
use crate::scan::is_token_byte;

/// What stands next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// A digit of the size; so many have come.
    #[default]
    FirstDigit,
    Digits(u8),
    /// Whitespace behind the size or behind an extension: a semicolon has to follow (RFC 9112 section 7.1.1, erratum 4825).
    SpaceBeforeSemicolon,
    /// Behind a semicolon, whitespace allowed.
    BeforeName,
    Name,
    SpaceAfterName,
    /// Behind an equals sign, whitespace allowed.
    BeforeValue,
    Value,
    Quoted,
    QuotedPair,
    AfterQuoted,
    /// The LF at the end of the line with the size.
    SizeLf,
    Data,
    DataCr,
    DataLf,
    /// The last chunk has been read.
    Done,
}

/// The decoder.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chunked {
    state: State,
    /// Of the chunk, what is not read yet.
    left: u64,
    /// Bytes of all chunks so far, the present one whole.
    pub total: u64,
    /// Bytes of size lines beyond one digit and CRLF.
    extra: usize,
}

/// What was found. All of the bytes before it have been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Nothing more in these bytes.
    End,
    /// So many bytes of data come next; they count as read.
    Data(usize),
    /// The last chunk: the trailer section comes next.
    Last,
}

impl Chunked {
    /// Reads on, up to the next data. Gives how many bytes were read before that.
    ///
    /// # Errors
    /// What is wrong, and at which of the bytes.
    pub fn read(&mut self, bytes: &[u8], limits: &Limits) -> Result<(usize, Piece), (RejectKind, usize)> {
        let mut at = 0;
        loop {
            match self.state {
                State::Data => {
                    let there = bytes.len() - at;
                    let length = usize::try_from(self.left).map_or(there, |left| left.min(there));
                    if length == 0 {
                        return Ok((at, Piece::End));
                    }
                    self.left -= length as u64;
                    if self.left == 0 {
                        self.state = State::DataCr;
                    }
                    return Ok((at, Piece::Data(length)));
                }
                State::Done => return Ok((at, Piece::Last)),
                _ => {}
            }
            let Some(&byte) = bytes.get(at) else { return Ok((at, Piece::End)) };
            self.state = self.next(byte, limits).map_err(|kind| (kind, at))?;
            at += 1;
        }
    }

    /// The state behind a byte that is no data.
    fn next(&mut self, byte: u8, limits: &Limits) -> Result<State, RejectKind> {
        use State::*;
        let state = match (self.state, byte) {
            (FirstDigit, _) => {
                self.left = u64::from(digit(byte).ok_or(RejectKind::ChunkSizeInvalid)?);
                return Ok(Digits(1));
            }
            (Digits(count), byte) if byte.is_ascii_hexdigit() => {
                if count == 16 {
                    return Err(RejectKind::ChunkSizeTooLong);
                }
                self.left = self.left << 4 | u64::from(digit(byte).unwrap_or(0));
                return Ok(Digits(count + 1));
            }
            (Digits(_) | Name | Value | AfterQuoted, b'\r') => return self.end_of_size(limits),
            (SizeLf, b'\n') => return Ok(if self.left == 0 { Done } else { Data }),
            (DataCr, b'\r') => return Ok(DataLf),
            (DataLf, b'\n') => return Ok(FirstDigit),
            (DataCr | DataLf, _) => return Err(RejectKind::ChunkEndInvalid),
            (SizeLf, _) => return Err(RejectKind::BareCr),
            (Quoted, b'\r' | b'\n') => return Err(RejectKind::ChunkExtensionInvalid),
            (_, b'\n') => return Err(RejectKind::BareLf),
            (Digits(_) | Name | Value | SpaceAfterName | AfterQuoted | SpaceBeforeSemicolon, b';') => BeforeName,
            (Digits(_) | Value | AfterQuoted | SpaceBeforeSemicolon, b' ' | b'\t') => SpaceBeforeSemicolon,
            (BeforeName, b' ' | b'\t') => BeforeName,
            (BeforeName | Name, byte) if is_token_byte(byte) => Name,
            (Name | SpaceAfterName, b' ' | b'\t') => SpaceAfterName,
            (Name | SpaceAfterName, b'=') => BeforeValue,
            (BeforeValue, b' ' | b'\t') => BeforeValue,
            (BeforeValue, b'"') => Quoted,
            (BeforeValue | Value, byte) if is_token_byte(byte) => Value,
            (Quoted, b'"') => AfterQuoted,
            (Quoted, b'\\') => QuotedPair,
            (Quoted | QuotedPair, b'\t' | b' '..=b'~' | 0x80..) => Quoted,
            (Digits(_), _) => return Err(RejectKind::ChunkSizeInvalid),
            _ => return Err(RejectKind::ChunkExtensionInvalid),
        };
        self.extra += 1;
        if self.extra > limits.chunk_extensions {
            return Err(RejectKind::ChunkExtensionsTooLarge);
        }
        Ok(state)
    }

    /// At the CR behind a size: whether the body may be as large.
    fn end_of_size(&mut self, limits: &Limits) -> Result<State, RejectKind> {
        self.total = self.total.saturating_add(self.left);
        if self.total > limits.body { Err(RejectKind::BodyTooLarge) } else { Ok(State::SizeLf) }
    }
}

/// The value of a hexadecimal digit.
fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// Fields that may not stand in a trailer section: they frame, route, or change what has been understood already (RFC 9110 section 6.5.1).
pub(crate) fn is_forbidden_in_trailers(name: &[u8]) -> bool {
    const FORBIDDEN: &[&str] = &[
        "authorization",
        "cache-control",
        "connection",
        "content-encoding",
        "content-length",
        "content-range",
        "content-type",
        "cookie",
        "expect",
        "forwarded",
        "host",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "keep-alive",
        "max-forwards",
        "proxy-authorization",
        "proxy-connection",
        "range",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    FORBIDDEN.iter().any(|forbidden| name.eq_ignore_ascii_case(forbidden.as_bytes()))
}
