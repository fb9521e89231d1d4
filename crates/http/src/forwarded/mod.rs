//! Who the client is, behind proxies: Forwarded (RFC 7239) or the older X-Forwarded-* fields, believed as far as trusted addresses wrote
//! them. Lists are read from the right, where the nearest proxy adds its own: what the client made up stands further left. Nodes are in
//! `node`, the grammar of Forwarded in `element`.

mod element;
mod node;

pub use element::{Element, elements_from_right};
pub use node::{Node, NodeName, NodePort};

use crate::Field;
use crate::net::Networks;
use crate::syntax::{port, split_at_byte, trimmed};
use std::borrow::Cow;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// Which fields the proxies write. Only one kind may be believed: a proxy that writes one kind passes the other on as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Forwarded (RFC 7239).
    Forwarded,
    /// X-Forwarded-For, -Proto, -Host and -Port.
    XForwarded,
}

/// How many elements are looked at, lest a long list takes long. No chain of proxies is as long.
const MOST_HOPS: usize = 64;

/// What is known of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client<'a> {
    /// Its address; `None` if a trusted proxy says that it is unknown, hides it, or wrote what cannot be read. It is
    /// never a proxy's address instead, which might be allowed more.
    pub address: Option<IpAddr>,
    /// The client's port, where it was told.
    pub port: Option<u16>,
    /// The obfuscated name (RFC 7239, 6.3) that a trusted proxy gave the client instead of an address.
    pub obfuscated: Option<Cow<'a, [u8]>>,
    /// The scheme that the client used, as it was written; `None` where no trusted proxy told one.
    pub proto: Option<Cow<'a, [u8]>>,
    /// The host that the client asked for, with its port if it had one.
    pub host: Option<Cow<'a, [u8]>>,
    /// The port that the client connected to, where X-Forwarded-Port told it.
    pub host_port: Option<u16>,
    /// How many elements were believed.
    pub hops: usize,
}

impl<'a> Client<'a> {
    fn direct(peer: SocketAddr) -> Self {
        Self {
            address: Some(peer.ip().to_canonical()),
            port: Some(peer.port()),
            obfuscated: None,
            proto: None,
            host: None,
            host_port: None,
            hops: 0,
        }
    }

    /// Takes the next node to the left. Says whether what stands left of it may be believed as well.
    fn step(&mut self, node: Option<Node<'a>>, trusted: &Networks) -> bool {
        self.hops += 1;
        (self.address, self.port) = (None, None);
        match node.map(|node| (node.name, node.port)) {
            Some((NodeName::Ip(address), port)) => {
                self.address = Some(address);
                self.port = match port {
                    Some(NodePort::Number(port)) => Some(port),
                    Some(NodePort::Obfuscated) | None => None,
                };
                trusted.contains(address) && self.hops < MOST_HOPS
            }
            Some((NodeName::Obfuscated(name), _)) => {
                self.obfuscated = Some(name);
                false
            }
            Some((NodeName::Unknown, _)) | None => false,
        }
    }
}

/// Finds the client of a request from a peer. `fields` are the request's.
///
/// A peer that is not trusted is the client itself, and nothing of what it sends is believed. Otherwise the client is the first from the
/// right that is not trusted, or the last of all.
pub fn client<'a, I>(peer: SocketAddr, fields: I, kind: Kind, trusted: &Networks) -> Client<'a>
where
    I: DoubleEndedIterator<Item = Field<'a>> + Clone,
{
    if !trusted.contains(peer.ip()) {
        return Client::direct(peer);
    }
    match kind {
        Kind::Forwarded => of_forwarded(peer, values(fields, b"forwarded"), trusted),
        Kind::XForwarded => of_x_forwarded(peer, fields, trusted),
    }
}

/// The values of a field's lines, the last first.
fn values<'a, I>(fields: I, name: &'static [u8]) -> impl Iterator<Item = &'a [u8]>
where
    I: DoubleEndedIterator<Item = Field<'a>>,
{
    fields.rev().filter(move |field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value)
}

fn of_forwarded<'a>(peer: SocketAddr, values: impl Iterator<Item = &'a [u8]>, trusted: &Networks) -> Client<'a> {
    let mut client = Client::direct(peer);
    for element in values.flat_map(elements_from_right) {
        let element = element.unwrap_or_default();
        let goes_on = client.step(element.forwarded_for, trusted);
        // Each proxy tells how it was asked itself: the furthest that is believed tells what the client did.
        client.proto = element.proto.filter(|proto| is_scheme(proto)).or(client.proto);
        client.host = element.host.filter(|host| is_host(host)).or(client.host);
        if !goes_on {
            break;
        }
    }
    client
}

fn of_x_forwarded<'a, I>(peer: SocketAddr, fields: I, trusted: &Networks) -> Client<'a>
where
    I: DoubleEndedIterator<Item = Field<'a>> + Clone,
{
    let mut client = Client::direct(peer);
    let members = |name| values(fields.clone(), name).flat_map(members_from_right);
    for member in members(b"x-forwarded-for") {
        let node = Node::parse_loosely(member);
        if !client.step(node, trusted) {
            break;
        }
    }
    // The other lists are as long as the first, or have one element that the nearest proxy wrote. Further left than what is believed there
    // is nothing to be believed here.
    let hops = client.hops.max(1);
    let told = |name| members(name).take(hops).last();
    client.proto = told(b"x-forwarded-proto").filter(|proto| is_scheme(proto)).map(Cow::Borrowed);
    client.host = told(b"x-forwarded-host").filter(|host| is_host(host)).map(Cow::Borrowed);
    client.host_port = told(b"x-forwarded-port").and_then(port);
    client
}

/// The members of a list without quotes, the last first. Empty ones are none.
fn members_from_right(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    value.rsplit(|&byte| byte == b',').map(trimmed).filter(|member| !member.is_empty())
}

/// `scheme` (RFC 3986, 3.1).
fn is_scheme(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic)
        && text.iter().all(|&byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// A host and perhaps a port (RFC 9110, 7.2), without escapes: what else there is has no business in a URL that is made of it.
fn is_host(text: &[u8]) -> bool {
    let behind = match text.strip_prefix(b"[") {
        Some(inside) => {
            let Some((address, behind)) = split_at_byte(inside, b']') else { return false };
            if node::ip::<Ipv6Addr>(address).is_none() {
                return false;
            }
            behind
        }
        None => {
            let is_name_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            let end = text.iter().position(|&byte| !is_name_byte(byte)).unwrap_or(text.len());
            if end == 0 {
                return false;
            }
            text.get(end..).unwrap_or_default()
        }
    };
    behind.is_empty() || behind.strip_prefix(b":").is_some_and(|digits| port(digits).is_some())
}

#[cfg(test)]
mod tests;
