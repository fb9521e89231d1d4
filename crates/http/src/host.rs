//! The Host field and the authority of a request target: `uri-host [ ":" port ]` (RFC 3986 section 3.2, RFC 9110 section 7.2).

use std::net::Ipv6Addr;

/// Whether it is a host, with or without a port. An empty host is none: a URI of HTTP has to have one (RFC 9110 section 4.2.1). Nor is one with user
/// information (section 4.2.4).
pub(crate) fn is_valid(authority: &[u8]) -> bool {
    split(authority).is_some()
}

/// Whether it is a host with a port, as CONNECT wants it (RFC 9110 section 9.3.6).
pub(crate) fn is_valid_with_port(authority: &[u8]) -> bool {
    split(authority).is_some_and(|port| !port.is_empty())
}

/// The digits of the port of a valid authority; none where there is no port.
fn split(authority: &[u8]) -> Option<&[u8]> {
    let rest = if let [b'[', literal @ ..] = authority {
        let end = literal.iter().position(|&byte| byte == b']')?;
        let (address, rest) = literal.split_at_checked(end)?;
        if !is_address_literal(address) {
            return None;
        }
        rest.get(1..)?
    } else {
        // Most names are plain up to the port.
        let plain = authority.iter().position(|&byte| !PLAIN[usize::from(byte)]).unwrap_or(authority.len());
        let end = match authority.get(plain) {
            None | Some(b':') => plain,
            Some(_) => odd_name_end(authority)?,
        };
        if end == 0 {
            return None;
        }
        authority.get(end..)?
    };
    match rest {
        [] => Some(b""),
        [b':', port @ ..] => is_port(port).then_some(port),
        _ => None,
    }
}

/// The characters of a `reg-name` that need no closer look.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        byte += 1;
    }
    table
};

/// Where a name ends that is not plain, if it is one all the same.
#[cold]
fn odd_name_end(authority: &[u8]) -> Option<usize> {
    let end = authority.iter().position(|&byte| byte == b':').unwrap_or(authority.len());
    authority.get(..end).is_some_and(is_name).then_some(end)
}

/// `reg-name`, of which an IPv4 address is one.
fn is_name(mut name: &[u8]) -> bool {
    while let [byte, rest @ ..] = name {
        name = match byte {
            b'%' => match rest {
                [high, low, rest @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => rest,
                _ => return false,
            },
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&'..=b',' | b';' | b'=' => rest,
            byte if byte.is_ascii_alphanumeric() => rest,
            _ => return false,
        };
    }
    true
}

/// What may stand in brackets: an IPv6 address, or one of a later version.
fn is_address_literal(literal: &[u8]) -> bool {
    if let [b'v' | b'V', future @ ..] = literal {
        let Some(dot) = future.iter().position(|&byte| byte == b'.') else { return false };
        let (version, address) = future.split_at(dot);
        let address = address.get(1..).unwrap_or_default();
        return !version.is_empty()
            && version.iter().all(u8::is_ascii_hexdigit)
            && !address.is_empty()
            && address.iter().all(|&byte| byte == b':' || (byte != b'%' && is_name(&[byte])));
    }
    std::str::from_utf8(literal).is_ok_and(|text| text.parse::<Ipv6Addr>().is_ok())
}

/// Digits that are a port's number, or none: the grammar has the colon alone, too.
fn is_port(digits: &[u8]) -> bool {
    let mut value = 0_u32;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return false;
        }
        value = value.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
    }
    value <= u32::from(u16::MAX)
}
