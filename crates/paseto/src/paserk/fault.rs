//! Why a key is not wrapped or unwrapped, and the wording.

use super::password::{KIB, MAX_MEMORY, MIN_MEMORY};
use highper_crypto::Error;
use highper_crypto::password::MAX_PASSES;
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

/// What is said of a memory that is none of a [`Cost`](super::Cost), as it was given.
pub fn memory_out_of_range(given: impl fmt::Display) -> String {
    format!("The memory must be a multiple of {KIB} from {MIN_MEMORY} to {MAX_MEMORY}, {given} given")
}

/// What is said of passes that are none of a [`Cost`](super::Cost), as they were given.
pub fn passes_out_of_range(given: impl fmt::Display) -> String {
    format!("The passes must be 1 to {MAX_PASSES}, {given} given")
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
            Self::MemoryCost(memory) => formatter.write_str(&memory_out_of_range(memory)),
            Self::PassesCost(passes) => formatter.write_str(&passes_out_of_range(passes)),
            Self::Conversion => formatter.write_str("The public key cannot be converted to X25519"),
            Self::Other(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for PaserkError {}
