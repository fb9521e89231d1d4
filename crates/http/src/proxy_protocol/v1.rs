//! Version 1: a line of text (proxy-protocol.txt, 2.1).

use super::ProxyErrorKind::{Line, LineTooLong};
use super::{Endpoints, Header, ProxyError, Tlvs};
use crate::syntax::port;
use std::net::{IpAddr, SocketAddr};

/// What a line begins with.
pub const SIGNATURE: &[u8] = b"PROXY ";

/// The longest line with its end: the longest that is not `UNKNOWN` has 104.
const LONGEST: usize = 107;

/// Reads a line that begins as it should.
pub fn parse(input: &[u8]) -> Result<Option<Header<'_>>, ProxyError> {
    // Behind CR there has to be room for LF.
    let line = input.get(..LONGEST - 1).unwrap_or(input);
    let Some(end) = memchr::memchr(b'\r', line) else {
        let is_too_long = line.len() == LONGEST - 1;
        return if is_too_long { Err(ProxyError::new(LineTooLong, LONGEST - 2)) } else { Ok(None) };
    };
    match input.get(end + 1) {
        Some(b'\n') => {}
        Some(_) => return Err(ProxyError::new(Line, end + 1)),
        None => return Ok(None),
    }
    let (text, length) = (line.get(..end).unwrap_or_default(), end + 2);
    let endpoints = endpoints(text).map_err(|offset| ProxyError::new(Line, offset))?;
    Ok(Some(Header { length, endpoints, tlvs: Tlvs::default() }))
}

/// What the line says, or at which byte it makes no sense.
fn endpoints(text: &[u8]) -> Result<Option<Endpoints<'_>>, usize> {
    let mut fields = text.split(|&byte| byte == b' ');
    let mut at = 0;
    let mut next = || {
        let field = fields.next();
        let begin = at;
        at += field.map_or(0, <[u8]>::len) + 1;
        (field.unwrap_or_default(), begin)
    };
    next();
    let (family, begin) = next();
    let is_six = match family {
        b"TCP4" => false,
        b"TCP6" => true,
        // Whatever follows is to be passed over.
        b"UNKNOWN" => return Ok(None),
        _ => return Err(begin),
    };
    let address = |(text, begin): (&[u8], usize)| {
        let address: Option<IpAddr> = str::from_utf8(text).ok().and_then(|text| text.parse().ok());
        address.filter(|address| address.is_ipv6() == is_six).ok_or(begin)
    };
    let (source, destination) = (address(next())?, address(next())?);
    let number = |(text, begin): (&[u8], usize)| port(text).ok_or(begin);
    let (source_port, destination_port) = (number(next())?, number(next())?);
    let (rest, begin) = next();
    if begin <= text.len() || !rest.is_empty() {
        return Err(begin);
    }
    Ok(Some(Endpoints::Ip {
        source: SocketAddr::new(source, source_port),
        destination: SocketAddr::new(destination, destination_port),
    }))
}
