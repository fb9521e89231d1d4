//! JSON (RFC 8259), as PHP's ext/json reads and writes it.

mod decode;
pub mod encode;
mod error;
pub mod pointer;
pub(crate) mod simd;

pub use decode::{Decoder, InvalidUtf8, Level, Options, big_as_double, check};
pub use error::{Error, ErrorKind, Position, position};
pub use simd::names as instruction_sets;
