//! MessagePack (github.com/msgpack/msgpack, spec.md).

mod decode;
pub mod encode;
mod error;
mod format;
mod stream;
mod timestamp;
mod utf8;

pub use decode::{DEEPEST, Keys, Level, Levels, Options, Unsigned, decode, decode_first};
pub use encode::Output;
pub use error::{Container, Error, ErrorKind, KeyType};
pub use stream::{Limits, Scanner};
pub use timestamp::{TIMESTAMP, Timestamp};
pub use utf8::is_utf8;
