//! Addresses and names of the network: IPv4, IPv6, ranges of them, MAC, host names.

mod address;

use memchr::memchr;

pub(super) use address::{Octets, groups, is_dotted_quad};

/// Whether a text is an address of IPv4 or IPv6, as `FILTER_VALIDATE_IP` has them.
#[must_use]
pub fn is_ip(text: &[u8]) -> bool {
    is_ipv4(text) || is_ipv6(text)
}

/// Whether a text is four numbers up to 255 without leading zeros.
#[must_use]
pub fn is_ipv4(text: &[u8]) -> bool {
    is_dotted_quad(text, Octets::Plain)
}

/// Whether a text is an address of RFC 4291, section 2.2, in any of its forms; `::` stands for one group or more.
#[must_use]
pub fn is_ipv6(text: &[u8]) -> bool {
    groups(text, Octets::Plain).is_some_and(|found| {
        let count = found.count + if found.dotted { 2 } else { 0 };
        if found.compressed { count < 8 } else { count == 8 }
    })
}

/// Whether a text is an address and the length of a prefix, `10.0.0.0/8`; of both versions, or of the one named.
#[must_use]
pub fn is_cidr(text: &[u8], version: Option<u8>) -> bool {
    let Some((address, [b'/', length @ ..])) = memchr(b'/', text).and_then(|at| text.split_at_checked(at)) else {
        return false;
    };
    let length = match length {
        [b'0'] => 0,
        [b'1'..=b'9'] | [b'1'..=b'9', _] | [b'1'..=b'9', _, _] if length.iter().all(u8::is_ascii_digit) => {
            length.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
        }
        _ => return false,
    };
    (version != Some(6) && length <= 32 && is_ipv4(address))
        || (version != Some(4) && length <= 128 && is_ipv6(address))
}

/// Whether a text is six pairs of hexadecimal digits with hyphens or colons between, or three groups of four with dots between, as
/// `FILTER_VALIDATE_MAC` has them.
#[must_use]
pub fn is_mac(text: &[u8]) -> bool {
    let (separator, size) = match text.len() {
        14 => (b'.', 4),
        17 if text.get(2) == Some(&b'-') => (b'-', 2),
        17 => (b':', 2),
        _ => return false,
    };
    text.chunks(size + 1).all(|group| {
        let (digits, rest) = group.split_at_checked(size).unwrap_or((&[], group));
        !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit) && (rest.is_empty() || rest == [separator])
    })
}

/// Whether a text is a host name of RFC 1123, section 2.1: labels of letters, digits and inner hyphens, the last one not of digits alone.
#[must_use]
pub fn is_hostname(text: &[u8]) -> bool {
    if text.len() > 253 {
        return false;
    }
    let (mut last, mut length, mut numeric) = (b'.', 0, true);
    for &byte in text {
        match byte {
            b'.' if last.is_ascii_alphanumeric() => (length, numeric) = (0, true),
            b'-' if last != b'.' => (length, numeric) = (length + 1, false),
            b'0'..=b'9' => length += 1,
            b'a'..=b'z' | b'A'..=b'Z' => (length, numeric) = (length + 1, false),
            _ => return false,
        }
        if length > 63 {
            return false;
        }
        last = byte;
    }
    last.is_ascii_alphanumeric() && !numeric
}

#[cfg(test)]
mod tests;
