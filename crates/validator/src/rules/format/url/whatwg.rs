//! URLs as the URL standard (url.spec.whatwg.org) parses them without a validation error, as far as they are absolute and name a host.

use crate::rules::format::ip::is_ipv6;

use super::whatwg_host::{is_domain, is_opaque};
use super::{is_escape, split_scheme};

/// Whether a text is such a URL with one of the schemes given; with `http` or `https`, if there are none.
///
/// Names of hosts that are not in ASCII are checked by categories of characters, not by all of UTS #46: the rules for joiners and for
/// writing from right to left are not applied.
#[must_use]
pub fn is_whatwg(text: &[u8], schemes: &[Box<[u8]>]) -> bool {
    let Some((scheme, rest)) = split_scheme(text) else {
        return false;
    };
    let Ok(rest) = std::str::from_utf8(rest) else {
        return false;
    };
    let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    let Some((authority, rest)) = rest.split_at_checked(end) else {
        return false;
    };
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    is_scheme(scheme, schemes) && is_authority(authority, scheme) && is_made_of_url(rest) && is_made_of_url(fragment)
}

fn is_scheme(scheme: &[u8], given: &[Box<[u8]>]) -> bool {
    if given.is_empty() {
        return scheme.eq_ignore_ascii_case(b"https") || scheme.eq_ignore_ascii_case(b"http");
    }
    matches!(scheme, [first, rest @ ..] if first.is_ascii_alphabetic()
        && rest.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')))
        && given.iter().any(|one| one.trim_ascii().eq_ignore_ascii_case(scheme))
}

/// A host and perhaps a port. User and password are a validation error.
fn is_authority(authority: &str, scheme: &[u8]) -> bool {
    let is = |name: &[u8]| scheme.eq_ignore_ascii_case(name);
    let file = is(b"file");
    let special = file || is(b"http") || is(b"https") || is(b"ws") || is(b"wss") || is(b"ftp");
    if let Some(rest) = authority.strip_prefix('[') {
        return rest.split_once(']').is_some_and(|(address, rest)| {
            is_ipv6(address.as_bytes()) && (rest.is_empty() || (!file && is_port(rest)))
        });
    }
    let at = authority.find(':').unwrap_or(authority.len());
    let (host, port) = authority.split_at_checked(at).unwrap_or((authority, ""));
    (port.is_empty() || (!file && is_port(port)))
        // A file has no host of this name: it stands for none.
        && !(file && host.eq_ignore_ascii_case("localhost"))
        && if special { is_domain(host) } else { is_opaque(host) }
}

/// A colon and a number of 16 bits, or none.
fn is_port(port: &str) -> bool {
    port.strip_prefix(':').is_some_and(|digits| {
        digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.bytes().fold(0, |value: u32, digit| (value * 10 + u32::from(digit - b'0')).min(0x1_0000))
                <= 0xFFFF
    })
}

/// Whether there are only URL code points and escapes.
pub(super) fn is_made_of_url(text: &str) -> bool {
    let mut escaped = true;
    let plain = text.bytes().enumerate().fold(true, |plain, (at, byte)| {
        if byte == b'%' {
            escaped &= is_escape(text.as_bytes(), at);
        }
        plain & (byte >= 0x80 || byte == b'%' || is_url_byte(byte))
    });
    plain
        && escaped
        && (text.is_ascii() || text.chars().all(|character| character.is_ascii() || is_url_character(character)))
}

fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'$'
                | b'&'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b'-'
                | b'.'
                | b'/'
                | b':'
                | b';'
                | b'='
                | b'?'
                | b'@'
                | b'_'
                | b'~'
        )
}

/// From U+00A0 on, without noncharacters.
fn is_url_character(character: char) -> bool {
    let code = u32::from(character);
    code >= 0xA0 && code & 0xFFFE != 0xFFFE && !(0xFDD0..=0xFDEF).contains(&code)
}
