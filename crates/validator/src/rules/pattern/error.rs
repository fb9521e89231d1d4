//! Why a pattern cannot be used.

use std::fmt;

/// What is wrong with a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternErrorKind {
    /// It does not begin with a delimiter.
    NoDelimiter,
    /// This delimiter does not come.
    Unclosed(u8),
    /// A flag, behind the pattern or in it, that is not known or not supported.
    Flag(u8),
    /// A construct that no engine of linear time has, or that PCRE's versions do not agree on.
    Unsupported(&'static str),
    /// It is no regular expression.
    Malformed(&'static str),
    /// It takes too much memory.
    TooLarge,
}

/// What is wrong with a pattern, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// What is wrong.
    pub kind: PatternErrorKind,
    /// Where, in bytes from the beginning of the pattern, its delimiter included.
    pub offset: usize,
}

impl PatternError {
    pub(super) const fn malformed(what: &'static str, offset: usize) -> Self {
        Self { kind: PatternErrorKind::Malformed(what), offset }
    }

    pub(super) const fn unsupported(construct: &'static str, offset: usize) -> Self {
        Self { kind: PatternErrorKind::Unsupported(construct), offset }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = self.offset;
        match self.kind {
            PatternErrorKind::NoDelimiter => out.write_str("a pattern begins with a delimiter, as in /^[a-z]+$/"),
            PatternErrorKind::Unclosed(delimiter) => {
                write!(out, "the closing delimiter '{}' is missing", char::from(delimiter))
            }
            PatternErrorKind::Flag(flag) if flag.is_ascii_graphic() => {
                write!(out, "the flag '{}' is not supported", char::from(flag))
            }
            PatternErrorKind::Flag(flag) => write!(out, "the flag '\\x{flag:02X}' is not supported"),
            PatternErrorKind::Unsupported(construct) => {
                write!(out, "{construct} at byte {offset} is not supported: write regex_pcre, which uses PCRE")
            }
            PatternErrorKind::Malformed(what) => write!(out, "cannot be compiled: {what} at byte {offset}"),
            PatternErrorKind::TooLarge => out.write_str("is too large"),
        }
    }
}

impl std::error::Error for PatternError {}
