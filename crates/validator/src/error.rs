//! Why rules cannot be compiled: a kind, a field, a rule; the text is written when it is asked for.

use std::fmt;

/// What kind of fault it is. The numbers are those of the PHP exception's codes and of the C ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CompileErrorKind {
    /// No rule of this name.
    UnknownRule = 1,
    /// Too few parameters, too many, or one that does not fit.
    BadParameters = 2,
    /// A regular expression that cannot be used.
    BadPattern = 3,
    /// A rule that needs a callback, and there is none.
    MissingCallback = 4,
    /// Something is not of the shape that is taken.
    BadDefinition = 5,
    /// The path of a field cannot be read.
    BadField = 6,
}

/// Why rules cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// What kind of fault it is.
    pub kind: CompileErrorKind,
    /// The field, as it was written.
    pub field: Option<Box<[u8]>>,
    /// The rule, as it was written.
    pub rule: Option<Box<[u8]>>,
    /// What is wrong, and what to do about it.
    pub why: String,
}

impl fmt::Display for CompileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.rule, &self.field) {
            (Some(rule), Some(field)) => {
                let (rule, field) = (String::from_utf8_lossy(rule), String::from_utf8_lossy(field));
                write!(out, "rule '{rule}' of field '{field}': {}", self.why)
            }
            (Some(rule), None) => write!(out, "rule '{}': {}", String::from_utf8_lossy(rule), self.why),
            (None, Some(field)) => write!(out, "field '{}': {}", String::from_utf8_lossy(field), self.why),
            (None, None) => out.write_str(&self.why),
        }
    }
}

impl std::error::Error for CompileError {}
