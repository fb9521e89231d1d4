//! HTTP/1.1 as a state machine: bytes in, events out, responses in, bytes out. No I/O, no clock, no PHP, no unsafe code.
//!
//! ARCHITECTURE.md says where this stands. Section numbers are those of RFC 9110 (semantics) and RFC 9112 (HTTP/1.1) unless another one is named.

#![deny(unsafe_code)]

mod chunked;
pub mod coding;
pub mod conditional;
mod connection;
pub mod cookie;
pub mod date;
mod fields;
pub mod form;
pub mod forwarded;
mod framing;
mod head;
mod host;
mod index;
mod input;
mod limits;
pub mod media;
mod method;
pub mod net;
mod output;
pub mod path;
pub mod proxy_protocol;
pub mod range;
mod reject;
mod response;
mod scan;
mod status;
mod syntax;
mod target;
mod version;

pub use connection::{Buffers, Closing, Connection, Event, Segment, Waiting};
pub use fields::{Field, Fields};
pub use framing::BodyLength;
pub use head::Head;
pub use limits::Limits;
pub use method::Method;
pub use reject::{Reject, RejectKind};
pub use response::{BodyKind, ResponseError};
pub use status::reason;
pub use target::TargetForm;
pub use version::Version;
