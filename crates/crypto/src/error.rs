//! What can go wrong. A message that does not authenticate says nothing more.

use std::fmt;

/// Why something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A key has another length than this one needs.
    KeyLength,
    /// The public half does not belong to the secret one.
    KeyMismatch,
    /// The bytes are no point of the curve, or one of small order.
    PublicKey,
    /// A text is not the encoding that it should be.
    Encoding,
    /// A message was changed, or the key or the associated data is another one.
    Authentication,
    /// A parameter is out of its range.
    Parameter,
    /// The stream has ended.
    Finished,
    /// The operating system gives no random bytes or no memory.
    Unavailable,
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::KeyLength => "the key has the wrong length",
            Self::KeyMismatch => "the public half does not belong to the secret one",
            Self::PublicKey => "the bytes are no valid public key",
            Self::Encoding => "the text is not of the encoding",
            Self::Authentication => "the message does not authenticate",
            Self::Parameter => "a parameter is out of its range",
            Self::Finished => "the stream is finished",
            Self::Unavailable => "the operating system refuses",
        })
    }
}

impl std::error::Error for Error {}
