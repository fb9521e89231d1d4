//! Addresses as SMTP and HTML have them.

use crate::rules::format::ip::{self, Octets};
use crate::rules::format::punycode::MAX_LABEL;

use super::{ALPHANUMERIC, ATOM, has_class};

/// A mailbox of RFC 5321, section 4.1.2, in the lengths of section 4.5.3.1 (254 being what is left of a path of 256 between its brackets).
pub(super) fn is_mailbox(text: &[u8]) -> bool {
    if text.len() > 254 {
        return false;
    }
    let local = if text.first() == Some(&b'"') { quoted(text) } else { dotted(text) };
    let Some((1..=64, [b'@', domain @ ..])) = local else {
        return false;
    };
    match domain {
        [b'[', literal @ .., b']'] => is_literal(literal, Octets::Padded),
        name => is_name(name),
    }
}

/// Atoms with single dots between: its length, and what follows.
pub(super) fn dotted(text: &[u8]) -> Option<(usize, &[u8])> {
    let mut last = b'.';
    let end = text.iter().position(|&byte| {
        let inside = has_class(byte, ATOM) || (byte == b'.' && last != b'.');
        if inside {
            last = byte;
        }
        !inside
    })?;
    (last != b'.').then_some(())?;
    Some((end, text.get(end..)?))
}

/// A quoted string: its length with the quotes, and what follows.
fn quoted(text: &[u8]) -> Option<(usize, &[u8])> {
    let mut bytes = text.iter().enumerate().skip(1);
    while let Some((at, &byte)) = bytes.next() {
        match byte {
            b'"' => return Some((at + 1, text.get(at + 1..)?)),
            b'\\' => {
                bytes.next().filter(|&(_, escaped)| matches!(escaped, b' '..=b'~'))?;
            }
            b' '..=b'~' => {}
            _ => return None,
        }
    }
    None
}

/// What stands in brackets: an address of IPv4, or one of IPv6 with its tag. No other tag is registered.
pub(super) fn is_literal(literal: &[u8], octets: Octets) -> bool {
    match literal.split_at_checked(5) {
        Some((tag, address)) if tag.eq_ignore_ascii_case(b"IPv6:") => {
            ip::groups(address, octets).is_some_and(|found| {
                let limit = if found.dotted { 6 } else { 8 };
                // Here `::` stands for two groups at least.
                if found.compressed { found.count + 2 <= limit } else { found.count == limit }
            })
        }
        _ => ip::is_dotted_quad(literal, octets),
    }
}

/// `sub-domain *("." sub-domain)`, each within what DNS has for a label.
fn is_name(name: &[u8]) -> bool {
    let (mut last, mut length) = (b'.', 0);
    for &byte in name {
        match byte {
            b'.' if has_class(last, ALPHANUMERIC) => length = 0,
            b'-' if last != b'.' => length += 1,
            _ if has_class(byte, ALPHANUMERIC) => length += 1,
            _ => return false,
        }
        if length > MAX_LABEL {
            return false;
        }
        last = byte;
    }
    has_class(last, ALPHANUMERIC)
}

/// What HTML's `<input type="email">` takes: any row of atoms and dots, and a name.
pub(super) fn is_html5(text: &[u8]) -> bool {
    let Some(end) = text.iter().position(|&byte| byte != b'.' && !has_class(byte, ATOM)) else {
        return false;
    };
    end > 0 && matches!(text.get(end..), Some([b'@', name @ ..]) if is_name(name))
}
