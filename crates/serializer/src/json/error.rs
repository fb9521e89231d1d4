//! What is wrong with a document and where. The numbers are ext/json's.

use std::fmt;

/// The kinds of faults, with PHP's JSON_ERROR_* numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[repr(u8)]
pub enum ErrorKind {
    /// Arrays and objects are nested too deeply.
    Depth = 1,
    /// A bracket closes what the other kind opened.
    StateMismatch = 2,
    /// A control character, or the end of the document inside a string.
    ControlCharacter = 3,
    /// Anything else that is no JSON.
    Syntax = 4,
    /// Invalid UTF-8.
    Utf8 = 5,
    /// A name that an object's property cannot have.
    InvalidPropertyName = 9,
    /// An escape of half a surrogate pair.
    Utf16 = 10,
}

impl ErrorKind {
    /// The number that PHP gives it.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The words that PHP has for it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Depth => "Maximum stack depth exceeded",
            Self::StateMismatch => "State mismatch (invalid or malformed JSON)",
            Self::ControlCharacter => "Control character error, possibly incorrectly encoded",
            Self::Syntax => "Syntax error",
            Self::Utf8 => "Malformed UTF-8 characters, possibly incorrectly encoded",
            Self::InvalidPropertyName => "The decoded property name is invalid",
            Self::Utf16 => "Single unpaired UTF-16 surrogate in unicode escape",
        }
    }
}

/// A fault and the byte at which the document cannot go on.
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
        write!(formatter, "{} at byte {}", self.kind.message(), self.offset)
    }
}

impl std::error::Error for Error {}

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// From 1; lines end in LF.
    pub line: usize,
    /// From 1, in code points.
    pub column: usize,
}

/// The line and column of an offset.
pub fn position(input: &[u8], offset: usize) -> Position {
    let before = input.get(..offset).unwrap_or(input);
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
    let column = 1 + before.iter().skip(start).filter(|&&byte| byte & 0xc0 != 0x80).count();
    Position { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_code_points() {
        for (input, offset, line, column) in
            [("", 0, 1, 1), ("abc", 2, 1, 3), ("a\nb", 2, 2, 1), ("ä\nöx", 5, 2, 2), ("a\r\nb", 9, 2, 2)]
        {
            assert_eq!(position(input.as_bytes(), offset), Position { line, column }, "input: {input:?}");
        }
    }
}
