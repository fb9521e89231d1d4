//! Why a key is not wrapped or unwrapped, and the wording.

use highper_crypto::Error;
use std::fmt;

/// Why a key is not wrapped or unwrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PaserkError {
    /// It is of another type, was changed, or the key or password is another one.
    Authentication,
    /// More memory is asked for than is granted, in bytes.
    Memory {
        /// What the text asks for.
        asked: u64,
        /// The most that is granted.
        granted: u64,
    },
    /// More passes are asked for than are granted.
    Passes {
        /// What the text asks for.
        asked: u32,
        /// The most that are granted.
        granted: u32,
    },
    /// The memory to wrap with, in bytes, is out of its range.
    MemoryCost(u64),
    /// The passes to wrap with are out of their range.
    PassesCost(u32),
    /// The public key has no counterpart to agree on a secret with.
    Conversion,
    /// What the operating system did not give, or cannot happen.
    Other(Error),
}

impl From<Error> for PaserkError {
    fn from(error: Error) -> Self {
        match error {
            Error::Unavailable => Self::Other(error),
            _ => Self::Authentication,
        }
    }
}

impl fmt::Display for PaserkError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Authentication => formatter.write_str(
                "The PASERK cannot be opened: it is of another type, was changed, or the key or password is another one",
            ),
            Self::Memory { asked, granted } => {
                write!(formatter, "The PASERK asks for {asked} bytes of memory, {granted} are granted")
            }
            Self::Passes { asked, granted } => {
                write!(formatter, "The PASERK asks for {asked} passes, {granted} are granted")
            }
            Self::MemoryCost(memory) => {
                write!(formatter, "The memory must be a multiple of 1024 from 8192 to 4294967296, {memory} given")
            }
            Self::PassesCost(passes) => write!(formatter, "The passes must be 1 to 64, {passes} given"),
            Self::Conversion => formatter.write_str("The public key cannot be converted to X25519"),
            Self::Other(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for PaserkError {}
