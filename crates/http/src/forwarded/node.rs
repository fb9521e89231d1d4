//! Nodes (RFC 7239, 6): who took part in a request.

use crate::syntax::port;
use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A node: a name, and perhaps a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'a> {
    /// The name.
    pub name: NodeName<'a>,
    /// The port.
    pub port: Option<NodePort>,
}

/// A node's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeName<'a> {
    /// An address. An IPv4-mapped one is what it means.
    Ip(IpAddr),
    /// A name that means something to whoever made it up; it begins with an underscore.
    Obfuscated(Cow<'a, [u8]>),
    /// Nobody knows.
    Unknown,
}

/// A node's port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodePort {
    /// A number.
    Number(u16),
    /// A made-up one.
    Obfuscated,
}

impl<'a> Node<'a> {
    /// Reads a node by the book.
    pub fn parse(text: Cow<'a, [u8]>) -> Option<Self> {
        if text.first() == Some(&b'[') {
            let end = memchr::memchr(b']', &text)?;
            let address = ip::<Ipv6Addr>(text.get(1..end)?)?;
            let port = node_port(text.get(end + 1..)?)?;
            return Some(Self { name: NodeName::Ip(IpAddr::V6(address).to_canonical()), port });
        }
        let end = memchr::memchr(b':', &text).unwrap_or(text.len());
        let (name, behind) = text.split_at_checked(end)?;
        let port = node_port(behind)?;
        if name.eq_ignore_ascii_case(b"unknown") {
            return Some(Self { name: NodeName::Unknown, port });
        }
        if is_obfuscated(name) {
            let name = match text {
                Cow::Borrowed(text) => Cow::Borrowed(text.get(..end)?),
                Cow::Owned(text) => Cow::Owned(text.get(..end)?.to_vec()),
            };
            return Some(Self { name: NodeName::Obfuscated(name), port });
        }
        Some(Self { name: NodeName::Ip(IpAddr::V4(ip::<Ipv4Addr>(name)?)), port })
    }

    /// Reads a node as X-Forwarded-For has them: by the book, and addresses of IPv6 without brackets.
    pub(super) fn parse_loosely(text: &'a [u8]) -> Option<Self> {
        if let Some(address) = ip::<Ipv6Addr>(text) {
            return Some(Self { name: NodeName::Ip(IpAddr::V6(address).to_canonical()), port: None });
        }
        Self::parse(Cow::Borrowed(text))
    }
}

/// An address as the standard library reads it: dotted decimal without zeros in front, or RFC 4291, 2.2.
pub(super) fn ip<T: std::str::FromStr>(text: &[u8]) -> Option<T> {
    str::from_utf8(text).ok()?.parse().ok()
}

/// What stands behind a name: nothing, or a colon and a port.
fn node_port(text: &[u8]) -> Option<Option<NodePort>> {
    let Some(text) = text.strip_prefix(b":") else { return text.is_empty().then_some(None) };
    if is_obfuscated(text) {
        Some(Some(NodePort::Obfuscated))
    } else {
        port(text).map(|port| Some(NodePort::Number(port)))
    }
}

/// `obfnode` and `obfport`.
fn is_obfuscated(text: &[u8]) -> bool {
    text.len() > 1
        && text.first() == Some(&b'_')
        && text.iter().all(|&byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}
