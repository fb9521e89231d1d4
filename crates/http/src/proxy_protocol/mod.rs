//! The PROXY protocol, versions 1 and 2, as HAProxy's proxy-protocol.txt specifies it: what a load balancer sends before anything else to say
//! who connected to it. To be read from trusted peers only, and then always: whether there is a header must not be guessed
//! (proxy-protocol.txt, 2).

mod crc32c;
mod tlv;
mod v1;
mod v2;

pub use tlv::{SslInfo, Tlv, Tlvs};

use std::fmt;
use std::net::SocketAddr;

/// The longest header of version 2 that is taken, unless told otherwise: addresses, a certificate's subject, an identifier and more.
pub const LONGEST: usize = 4096;

/// A header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header<'a> {
    /// How many bytes it takes. What follows is the connection's.
    pub length: usize,
    /// Who connected to whom; `None` where the proxy speaks for itself (a health check) or does not say: then the connection's own
    /// addresses count.
    pub endpoints: Option<Endpoints<'a>>,
    /// What else is told. Version 1 tells nothing else.
    pub tlvs: Tlvs<'a>,
}

/// The two ends of the connection to the proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoints<'a> {
    /// Over IP.
    Ip {
        /// Who connected.
        source: SocketAddr,
        /// To what.
        destination: SocketAddr,
    },
    /// Over a Unix socket: paths, without the NULs behind them.
    Unix {
        /// Who connected.
        source: &'a [u8],
        /// To what.
        destination: &'a [u8],
    },
}

/// What is wrong with a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProxyErrorKind {
    /// It does not begin as a header does.
    NoHeader,
    /// A line of version 1 does not end within 107 bytes.
    LineTooLong,
    /// A line of version 1 is malformed.
    Line,
    /// Another version than 2, or a command that nobody knows.
    Command,
    /// A family or a protocol that nobody knows.
    Family,
    /// A header longer than allowed.
    TooLong,
    /// The addresses do not fit in.
    Addresses,
    /// Something told does not fit in, or is there twice and may not.
    Tlv,
    /// The checksum is another one.
    Checksum,
}

/// What is wrong, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProxyError {
    /// What.
    pub kind: ProxyErrorKind,
    /// Where.
    pub offset: usize,
}

impl ProxyError {
    const fn new(kind: ProxyErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }
}

impl fmt::Display for ProxyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ProxyErrorKind::NoHeader => "there is no PROXY header",
            ProxyErrorKind::LineTooLong => "the PROXY line is too long",
            ProxyErrorKind::Line => "the PROXY line is malformed",
            ProxyErrorKind::Command => "the PROXY header has an unknown version or command",
            ProxyErrorKind::Family => "the PROXY header has an unknown address family or protocol",
            ProxyErrorKind::TooLong => "the PROXY header is too long",
            ProxyErrorKind::Addresses => "the PROXY header has too little room for its addresses",
            ProxyErrorKind::Tlv => "the PROXY header has a malformed extension",
            ProxyErrorKind::Checksum => "the PROXY header has a wrong checksum",
        };
        write!(formatter, "{what} (byte {})", self.offset)
    }
}

impl std::error::Error for ProxyError {}

/// Reads a header off the beginning of what a connection sent; `None` if more of it is needed. `longest` limits headers of version 2, and
/// with them what has to be kept.
///
/// # Errors
/// If it is none, as soon as that is certain. The connection is to be closed then, without an answer.
pub fn parse(input: &[u8], longest: usize) -> Result<Option<Header<'_>>, ProxyError> {
    let begin = |signature: &'static [u8]| {
        let same = input.iter().zip(signature).take_while(|(byte, expected)| byte == expected).count();
        (same == signature.len(), same)
    };
    let (is_binary, binary) = begin(&v2::SIGNATURE);
    let (is_line, line) = begin(v1::SIGNATURE);
    if is_binary {
        return v2::parse(input, longest);
    }
    if is_line {
        return v1::parse(input);
    }
    let same = binary.max(line);
    if same == input.len() { Ok(None) } else { Err(ProxyError::new(ProxyErrorKind::NoHeader, same)) }
}

#[cfg(test)]
mod tests;
