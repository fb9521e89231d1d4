//! What is wrong with a footer, and its wording.

use super::MAX_FOOTER;
use std::fmt;

/// Why a footer is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FooterFault {
    /// So many bytes are too many.
    Length(usize),
    /// It begins as JSON, and is no object within the limits.
    Shape,
    /// It holds a key, or `kid` or `wpk` is not what it has to be.
    Key,
    /// It names another key.
    OtherKey,
    /// It cannot name a key.
    NotJson,
}

impl fmt::Display for FooterFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Length(length) => {
                return write!(formatter, "A footer has at most {MAX_FOOTER} bytes, {length} given");
            }
            Self::Shape => "A footer in JSON is an object of at most 2 levels and 512 unique names",
            Self::Key => {
                "A footer must not hold a key: 'kid' names one (k4.lid, k4.pid, k4.sid), 'wpk' holds a wrapped one"
            }
            Self::OtherKey => "The footer's 'kid' is not the key's",
            Self::NotJson => "With a key ring the footer is JSON: kid has to stand in it",
        })
    }
}

impl std::error::Error for FooterFault {}
