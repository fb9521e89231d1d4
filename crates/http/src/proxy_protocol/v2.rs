//! Version 2: bytes (proxy-protocol.txt, 2.2).

use super::ProxyErrorKind::{Addresses, Command, Family, TooLong};
use super::{Endpoints, Header, ProxyError, Tlvs};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// What a header begins with: nothing that another protocol does.
pub const SIGNATURE: [u8; 12] = *b"\r\n\r\n\0\r\nQUIT\n";

/// The bytes before the addresses.
const FIXED: usize = SIGNATURE.len() + 4;
/// The room for the path of a Unix socket.
const UNIX: usize = 108;

/// Reads a header that begins as it should.
pub fn parse(input: &[u8], longest: usize) -> Result<Option<Header<'_>>, ProxyError> {
    let fail = |kind, offset| Err(ProxyError::new(kind, offset));
    let mut fixed = input.iter().skip(SIGNATURE.len()).copied();
    let Some(command) = fixed.next() else { return Ok(None) };
    let is_local = match command {
        0x20 => true,
        0x21 => false,
        _ => return fail(Command, 12),
    };
    let Some(family) = fixed.next() else { return Ok(None) };
    if family >> 4 > 3 || family & 15 > 2 {
        return fail(Family, 13);
    }
    let (Some(high), Some(low)) = (fixed.next(), fixed.next()) else { return Ok(None) };
    let length = FIXED + usize::from(u16::from_be_bytes([high, low]));
    if length > longest {
        return fail(TooLong, 14);
    }
    let Some(header) = input.get(..length) else { return Ok(None) };
    let body = header.get(FIXED..).unwrap_or_default();
    // What a proxy says of its own connection is to be passed over, but for its length.
    if is_local {
        return Ok(Some(Header { length, endpoints: None, tlvs: Tlvs::default() }));
    }
    let room = match family >> 4 {
        1 => 2 * (4 + 2),
        2 => 2 * (16 + 2),
        3 => 2 * UNIX,
        _ => 0,
    };
    let Some((addresses, rest)) = body.split_at_checked(room) else { return fail(Addresses, FIXED) };
    let endpoints = match family >> 4 {
        1 => ip::<4>(addresses).map(|(source, destination)| (v4(source), v4(destination), addresses)),
        2 => ip::<16>(addresses).map(|(source, destination)| (v6(source), v6(destination), addresses)),
        _ => None,
    };
    let endpoints = match endpoints {
        Some((source, destination, addresses)) => {
            let mut ports =
                addresses.rchunks_exact(2).map(|port| port.iter().fold(0, |port, &byte| port << 8 | u16::from(byte)));
            let (destination_port, source_port) = (ports.next().unwrap_or(0), ports.next().unwrap_or(0));
            Some(Endpoints::Ip {
                source: SocketAddr::new(source, source_port),
                destination: SocketAddr::new(destination, destination_port),
            })
        }
        None => addresses.split_at_checked(UNIX).map(|(source, destination)| Endpoints::Unix {
            source: until_nul(source),
            destination: until_nul(destination),
        }),
    };
    let tlvs = Tlvs::checked(header, length - rest.len())?;
    Ok(Some(Header { length, endpoints, tlvs }))
}

/// The two addresses of so many bytes at the beginning.
fn ip<const LENGTH: usize>(addresses: &[u8]) -> Option<([u8; LENGTH], [u8; LENGTH])> {
    let (source, rest) = addresses.split_first_chunk::<LENGTH>()?;
    Some((*source, *rest.first_chunk::<LENGTH>()?))
}

fn v4(bytes: [u8; 4]) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(bytes))
}

fn v6(bytes: [u8; 16]) -> IpAddr {
    IpAddr::V6(Ipv6Addr::from(bytes))
}

/// A path; one of the abstract kind begins with NUL and has no end but its room's.
fn until_nul(path: &[u8]) -> &[u8] {
    let end = path.iter().skip(1).position(|&byte| byte == 0).map_or(path.len(), |end| end + 1);
    if path.first() == Some(&0) && end == 1 { b"" } else { path.get(..end).unwrap_or(path) }
}
