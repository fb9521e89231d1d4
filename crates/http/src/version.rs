//! The versions that are spoken (RFC 9112 section 2.3).

/// A version of HTTP/1. A request of a higher minor version than 1 is treated as one of version 1.1 (RFC 9110 section 2.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// HTTP/1.0 (RFC 1945, and what RFC 9112 says of it)
    Http10,
    /// HTTP/1.1
    #[default]
    Http11,
}
