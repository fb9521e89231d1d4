//! URLs with an authority: by the grammar that Laravel has for `url`, and as the URL standard has them.

mod schemes;
mod whatwg;
mod whatwg_host;

use memchr::memchr;

pub use whatwg::is_whatwg;

use crate::rules::category::{LETTER, MARK, NUMBER, SYMBOL, category};
use crate::rules::format::ip::is_ipv6;

/// Whether a text is a URL with one of the schemes given (all that are known, if there are none), in which characters beyond ASCII may
/// stand as they are: `scheme://user:password@host:port/path?query#fragment`, all but scheme and host optional.
#[must_use]
pub fn is_url(text: &[u8], protocols: &[Box<[u8]>]) -> bool {
    let Some((scheme, rest)) = split_scheme(text) else {
        return false;
    };
    schemes::is_accepted(scheme, protocols) && (is_plain(rest) || std::str::from_utf8(rest).is_ok_and(is_rest))
}

/// What stands before `://` and behind it.
fn split_scheme(text: &[u8]) -> Option<(&[u8], &[u8])> {
    match text {
        [b'h', b't', b't', b'p', b's', b':', b'/', b'/', rest @ ..] => Some((b"https", rest)),
        _ => {
            let (scheme, rest) = text.split_at_checked(memchr(b':', text)?)?;
            Some((scheme, rest.strip_prefix(b"://")?))
        }
    }
}

/// Whether what follows the scheme is of the usual form: a name in ASCII, no user, no port, nothing escaped. If not, it takes more to tell.
fn is_plain(rest: &[u8]) -> bool {
    let (mut length, mut hyphens, mut dots) = (0_usize, false, false);
    let mut end = rest.len();
    for (at, &byte) in rest.iter().enumerate() {
        if byte.is_ascii_alphanumeric() {
            length += 1;
        } else if byte == b'-' {
            (length, hyphens) = (length + 1, true);
        } else if byte == b'.' && length > 0 {
            (length, hyphens, dots) = (0, false, true);
        } else {
            end = at;
            break;
        }
    }
    if length == 0 || (dots && hyphens) {
        return false;
    }
    let rest = rest.get(end..).unwrap_or_default();
    let rest = if rest.first() == Some(&b'/') { skip_plain(rest, PATH) } else { rest };
    let rest = rest.strip_prefix(b"?").map_or(rest, |query| skip_plain(query, QUERY));
    rest.strip_prefix(b"#").map_or(rest, |fragment| skip_plain(fragment, FRAGMENT)).is_empty()
}

/// What follows the scheme.
fn is_rest(rest: &str) -> bool {
    let rest = without_user(rest);
    let Some(rest) = without_host(rest).and_then(without_port) else {
        return false;
    };
    let rest = if rest.starts_with('/') { skip(rest, PATH) } else { rest };
    let rest = rest.strip_prefix('?').map_or(rest, |query| skip(query, QUERY));
    rest.strip_prefix('#').map_or(rest, |fragment| skip(fragment, FRAGMENT)).is_empty()
}

/// Without `user@` or `user:password@`, if there is one of them.
fn without_user(text: &str) -> &str {
    if memchr(b'@', text.as_bytes()).is_none() {
        return text;
    }
    let part = |text| Some(skip(text, USER)).filter(|rest: &&str| rest.len() < str::len(text));
    let Some(after) = part(text) else {
        return text;
    };
    let after = after.strip_prefix(':').and_then(part).unwrap_or(after);
    after.strip_prefix('@').unwrap_or(text)
}

/// Without a host, which must be there.
fn without_host(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('[') {
        let (address, rest) = rest.split_once(']')?;
        return is_ipv6(address.as_bytes()).then_some(rest);
    }
    let end = text.bytes().position(|byte| matches!(byte, b':' | b'/' | b'?' | b'#')).unwrap_or(text.len());
    let (host, rest) = text.split_at_checked(end)?;
    is_host(host).then_some(rest)
}

/// A name of one label in ASCII, or labels of letters, numbers, marks, symbols, `-` and `_`, the last one without the latter three. A dot may
/// end it.
fn is_host(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_all = |text: &str, class| !text.is_empty() && skip(text, class).is_empty();
    match host.rsplit_once('.') {
        None => is_all(host, SINGLE),
        Some((labels, top)) => {
            labels.split('.').all(|label| is_all(label, LABEL))
                && (is_all(top, TOP)
                    || top.split_at_checked(4).is_some_and(|(prefix, encoded)| {
                        prefix.eq_ignore_ascii_case("xn--") && is_all(encoded, ENCODED)
                    }))
        }
    }
}

/// Without a port, if there is one; what it is does not matter, but it must be digits.
fn without_port(text: &str) -> Option<&str> {
    match text.strip_prefix(':') {
        Some(port) => {
            Some(port.trim_start_matches(|digit: char| digit.is_ascii_digit())).filter(|rest| rest.len() < port.len())
        }
        None => Some(text),
    }
}

// Where a character may stand.
const USER: u8 = 1;
const LABEL: u8 = 2;
const TOP: u8 = 4;
const SINGLE: u8 = 8;
const ENCODED: u8 = 16;
const PATH: u8 = 32;
const QUERY: u8 = 64;
const FRAGMENT: u8 = 128;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        table[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => !0,
            b'-' => !TOP,
            b'_' => !(TOP | ENCODED),
            b'.' => USER | PATH | QUERY | FRAGMENT,
            b'~' | b'$' | b'+' | b'=' => LABEL | PATH | QUERY | FRAGMENT,
            b'<' | b'>' | b'^' | b'`' | b'|' => LABEL,
            b'!' | b'&' | b'\'' | b'(' | b')' | b'*' | b',' | b';' | b':' | b'@' | b'/' => PATH | QUERY | FRAGMENT,
            b'?' => QUERY | FRAGMENT,
            b'[' | b']' => QUERY,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// Where a character beyond ASCII may stand.
fn class(character: char) -> u8 {
    let category = category(character);
    if matches!(character, '\u{17F}' | '\u{212A}') {
        // Letters of ASCII but for their case, and case does not matter here.
        !0
    } else if category & (LETTER | NUMBER) != 0 {
        !(SINGLE | ENCODED)
    } else if category & MARK != 0 {
        LABEL | TOP
    } else if category & SYMBOL != 0 {
        LABEL
    } else {
        0
    }
}

/// The text without the characters in ASCII of a class that it begins with.
fn skip_plain(text: &[u8], wanted: u8) -> &[u8] {
    let end = text.iter().position(|&byte| CLASSES[usize::from(byte)] & wanted == 0).unwrap_or(text.len());
    text.get(end..).unwrap_or_default()
}

/// The text without the characters of a class that it begins with. Where a path, a query, a fragment or a user can stand, `%` and two
/// hexadecimal digits can, too.
fn skip(text: &str, wanted: u8) -> &str {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += match bytes.get(at) {
            Some(&byte) if CLASSES[usize::from(byte)] & wanted != 0 => 1,
            Some(b'%') if wanted & (USER | PATH | QUERY | FRAGMENT) != 0 && is_escape(bytes, at) => 3,
            Some(0x80..) => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(character) if class(character) & wanted != 0 => character.len_utf8(),
                _ => break,
            },
            _ => break,
        };
    }
    text.get(at..).unwrap_or_default()
}

/// Whether two hexadecimal digits follow the place.
fn is_escape(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at + 1..at + 3), Some([high, low]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests;
