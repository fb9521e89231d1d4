//! Hosts of the URL standard: names, addresses of IPv4, and what other schemes have in their place.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::rules::category::{LETTER, MARK, NUMBER, PUNCTUATION, SYMBOL, category};
use crate::rules::format::ip::is_ipv4;
use crate::rules::format::{data, punycode};

use super::is_escape;
use super::whatwg::is_made_of_url;

/// Ranges of characters that cannot stand in a name.
static REFUSED: LazyLock<Box<[(u32, u32)]>> = LazyLock::new(|| {
    let code = |text| u32::from_str_radix(text, 16).unwrap_or(u32::MAX);
    data::entries(include_str!("../../../../../../php/Data/hosts.php"))
        .map(|(first, last)| (code(first), code(last)))
        .collect()
});

/// The host of a scheme that the standard knows: a name, or an address if its last label is a number.
pub(super) fn is_domain(host: &str) -> bool {
    let Some(host) = decoded(host) else {
        return false;
    };
    let host = if host.is_ascii() { host } else { Cow::Owned(host.replace(['\u{3002}', '\u{FF0E}', '\u{FF61}'], ".")) };
    if !host.chars().all(is_allowed) || !host.split('.').all(is_label) {
        return false;
    }
    let last = host.strip_suffix('.').unwrap_or(&host).rsplit('.').next().unwrap_or_default();
    let hexadecimal = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    if hexadecimal.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        return false;
    }
    let number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    if number { is_ipv4(host.as_bytes()) } else { host.bytes().any(|byte| byte != b'.') }
}

/// Escapes are read in names, before anything else.
fn decoded(host: &str) -> Option<Cow<'_, str>> {
    if !host.contains('%') {
        return Some(Cow::Borrowed(host));
    }
    let mut bytes = Vec::with_capacity(host.len());
    let mut rest = host.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escape = after.split_at_checked(2).filter(|_| byte == b'%' && is_escape(rest, 0));
        let Some((digits, after_digits)) = escape else {
            bytes.push(byte);
            rest = after;
            continue;
        };
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = after_digits;
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// No forbidden domain code point, and nothing that UTS #46 forbids or ignores.
fn is_allowed(character: char) -> bool {
    match character {
        '\0'..=' ' | '\u{7F}' => false,
        '#' | '%' | '/' | ':' | '<' | '>' | '?' | '@' | '[' | '\\' | ']' | '^' | '|' => false,
        '!'..='~' => true,
        _ => {
            let code = u32::from(character);
            category(character) & (LETTER | MARK | NUMBER | SYMBOL | PUNCTUATION) != 0
                && REFUSED.get(REFUSED.partition_point(|&(_, last)| last < code)).is_none_or(|&(first, _)| code < first)
        }
    }
}

/// A label that does not begin with a mark and, if it is encoded, stands for one beyond ASCII.
fn is_label(label: &str) -> bool {
    let begins = |text: &str| text.chars().next().is_none_or(|first| category(first) & MARK == 0);
    match label.split_at_checked(4) {
        Some((prefix, encoded)) if prefix.eq_ignore_ascii_case("xn--") => punycode::decode(encoded)
            .is_some_and(|text| !text.is_ascii() && text.chars().all(is_allowed) && begins(&text)),
        _ => begins(label),
    }
}

/// The host of any other scheme: not empty, nothing forbidden in it.
pub(super) fn is_opaque(host: &str) -> bool {
    !host.is_empty() && !host.contains(['/', ':', '?', '@']) && is_made_of_url(host)
}
