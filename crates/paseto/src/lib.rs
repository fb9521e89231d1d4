//! PASETO version 4 and PASERK: tokens, claims, footers and serialized keys. Knows no PHP.
#![forbid(unsafe_code)]

pub mod claims;
mod derive;
pub mod footer;
mod json;
mod key;
pub mod local;
pub mod paserk;
pub mod public;
mod reader;
pub mod time;
mod token;
mod wipe;

use std::fmt;

pub use footer::MAX_FOOTER;
pub use key::{LocalKey, PublicKey, SecretKey};
pub use reader::{Opened, Reader};
pub use token::Purpose;

/// A token is refused. Before it is authenticated, nobody learns why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid;

impl fmt::Display for Invalid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("The token is not valid")
    }
}

impl std::error::Error for Invalid {}
