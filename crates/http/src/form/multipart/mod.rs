//! Forms of parts (RFC 7578, RFC 2046 5.1): events, limits and errors. The parser is in `parser`, a part's head in `head` and its
//! Content-Disposition in `disposition`.

mod disposition;
mod head;
mod parser;

pub use head::PartHead;
pub use parser::Parser;

use std::fmt;

/// What comes out of a form, in this order: `Part`, any number of `Data`, `EndOfPart`, for each part; then `End`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A part begins.
    Part(PartHead<'a>),
    /// Bytes of the part: never none. How they are cut depends on how the input was.
    Data(&'a [u8]),
    /// The part is complete.
    EndOfPart,
    /// The form is complete. What follows it is nothing to anybody.
    End,
}

/// What a form may be at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many parts. 1,000.
    pub parts: usize,
    /// The bytes of a part's head, its blank line included: as many are kept while it is not there whole. 8 KiB.
    pub head: usize,
    /// The bytes of a name or of a file's name, decoded. 1,024.
    pub name: usize,
    /// The bytes of a part without a file's name. 1 MiB.
    pub field: u64,
    /// The bytes of a part with a file's name. As many as in all.
    pub file: u64,
    /// The bytes in all, to the end of the last delimiter. 8 MiB.
    pub total: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { parts: 1000, head: 8 << 10, name: 1024, field: 1 << 20, file: 8 << 20, total: 8 << 20 }
    }
}

/// What is wrong with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MultipartErrorKind {
    /// It ends before its last delimiter.
    UnexpectedEnd,
    /// Something stands behind a boundary other than the end of the line, or two hyphens.
    Delimiter,
    /// A line of a head is no field: no name, no colon, a line break or NUL within, or it goes on from the line before.
    HeadField,
    /// Content-Disposition is missing.
    MissingDisposition,
    /// Content-Disposition is not `form-data` with one name, or is malformed.
    Disposition,
    /// Content-Disposition, Content-Type or Content-Transfer-Encoding is there twice.
    RepeatedField,
    /// The part is encoded (RFC 7578, 4.7 has deprecated that): passed on, it would be other data.
    TransferEncoding,
    /// More parts than allowed.
    TooManyParts,
    /// A head longer than allowed.
    HeadTooLong,
    /// A name or a file's name longer than allowed.
    NameTooLong,
    /// A part longer than allowed.
    PartTooLong,
    /// A form longer than allowed.
    TooLong,
}

/// What is wrong, and at which byte of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MultipartError {
    /// What.
    pub kind: MultipartErrorKind,
    /// Where: the byte that is wrong or too much, the line of a head, or the beginning of the head.
    pub offset: u64,
}

impl MultipartError {
    pub(crate) const fn new(kind: MultipartErrorKind, offset: u64) -> Self {
        Self { kind, offset }
    }

    /// Whether the form is too large rather than wrong: 413 and not 400.
    pub const fn is_limit(&self) -> bool {
        use MultipartErrorKind::{HeadTooLong, NameTooLong, PartTooLong, TooLong, TooManyParts};
        matches!(self.kind, TooManyParts | HeadTooLong | NameTooLong | PartTooLong | TooLong)
    }
}

impl fmt::Display for MultipartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            MultipartErrorKind::UnexpectedEnd => "the form ends before its last delimiter",
            MultipartErrorKind::Delimiter => "a delimiter does not end with its line",
            MultipartErrorKind::HeadField => "a line of a part's head is not a field",
            MultipartErrorKind::MissingDisposition => "a part has no Content-Disposition",
            MultipartErrorKind::Disposition => "the Content-Disposition of a part is malformed",
            MultipartErrorKind::RepeatedField => "a field of a part's head is repeated",
            MultipartErrorKind::TransferEncoding => "a part has a transfer encoding",
            MultipartErrorKind::TooManyParts => "the form has too many parts",
            MultipartErrorKind::HeadTooLong => "the head of a part is too long",
            MultipartErrorKind::NameTooLong => "the name of a part is too long",
            MultipartErrorKind::PartTooLong => "a part is too long",
            MultipartErrorKind::TooLong => "the form is too long",
        };
        write!(formatter, "{what} (byte {})", self.offset)
    }
}

impl std::error::Error for MultipartError {}

#[cfg(test)]
mod tests;
