//! JSON (RFC 8259) and MessagePack: decoders that own the loop and feed a [`Sink`], encoders that append to bytes, transcoding between
//! the two, and the negotiation of media types. Knows nothing of PHP. Unsafe code is in `json::simd` alone.

#![deny(unsafe_code)]

mod event;
pub mod json;
pub mod msgpack;
pub mod negotiate;
pub mod transcode;

pub use event::{JsonSink, MessagePackSink, Sink};
