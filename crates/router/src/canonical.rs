//! The canonical form of a path (RFC 3986, 6.2.2) and percent-decoding. Nothing here knows of routes.

use crate::hash::read8;

/// Why no route can match a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathError {
    /// It does not begin with `/`.
    NoLeadingSlash,
    /// It holds a NUL, raw or as `%00`.
    Nul,
    /// It holds a `%` without two hexadecimal digits behind it.
    InvalidEscape,
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// `pchar` of RFC 3986, 3.3, without escapes.
const fn is_plain(byte: u8) -> bool {
    is_unreserved(byte)
        || matches!(byte, b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b':' | b'@')
}

/// The bytes that stand for themselves in a path.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = is_plain(byte as u8) || byte == b'/' as usize;
        byte += 1;
    }
    plain
};

/// Whether every byte of a path, or of a part of one, stands for itself, so that it is in canonical form and has nothing to decode.
#[inline(always)]
pub(crate) fn is_plain_path(text: &[u8]) -> bool {
    text.iter().fold(true, |plain, &byte| plain & PLAIN[usize::from(byte)])
}

/// Where the segment that begins at `start` ends: at the next slash or with the text.
#[inline(always)]
pub(crate) fn segment_end(text: &[u8], start: usize) -> usize {
    const SLASHES: u64 = 0x2f2f_2f2f_2f2f_2f2f;
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let mut at = start;
    while at < text.len() {
        let left = text.len() - at;
        let word = if left >= 8 {
            read8(text, at)
        } else if text.len() >= 8 {
            // The last eight bytes, those before `at` shifted out; the zeros that come in are no slashes.
            read8(text, text.len() - 8) >> (8 * (8 - left))
        } else {
            let found = text[at..].iter().position(|&byte| byte == b'/');
            return found.map_or(text.len(), |distance| at + distance);
        };
        // A byte of the difference is zero where the text has a slash; this marks exactly those.
        let difference = word ^ SLASHES;
        let marks = !(((difference & LOW) + LOW) | difference | LOW);
        if marks != 0 {
            return at + (marks.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    text.len()
}

const HEX_UPPER: &[u8; 16] = b"0123456789ABCDEF";

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The byte that the escape at the beginning of `text` stands for, if it is one.
pub(crate) fn escape(text: &[u8]) -> Option<u8> {
    match text {
        [b'%', high, low, ..] => Some(hex_digit(*high)? << 4 | hex_digit(*low)?),
        _ => None,
    }
}

fn push_escape(byte: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(&[b'%', HEX_UPPER[usize::from(byte >> 4)], HEX_UPPER[usize::from(byte & 15)]]);
}

/// Appends the canonical form of path text up to its first `?` or `#`; on failure also says where.
pub(crate) fn canonicalize(text: &[u8], out: &mut Vec<u8>) -> Result<(), (PathError, usize)> {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'/' => out.push(byte),
            plain if is_plain(plain) => out.push(byte),
            b'?' | b'#' => break,
            b'%' => {
                match escape(&text[at..]) {
                    None => return Err((PathError::InvalidEscape, at)),
                    Some(0) => return Err((PathError::Nul, at)),
                    Some(decoded) if is_unreserved(decoded) => out.push(decoded),
                    Some(decoded) => push_escape(decoded, out),
                }
                at += 2;
            }
            0 => return Err((PathError::Nul, at)),
            _ => push_escape(byte, out),
        }
        at += 1;
    }
    Ok(())
}

/// Whether a canonical text holds escapes, so that decoding it changes it.
pub(crate) fn has_escapes(text: &[u8]) -> bool {
    text.contains(&b'%')
}

/// Whether a canonical text is the only one that decodes as it does: it has no reserved characters, escaped or not.
pub(crate) fn is_written_one_way(text: &[u8]) -> bool {
    let is_reserved = |byte: u8| {
        byte == b'/' || (is_plain(byte) && !is_unreserved(byte)) || matches!(byte, b'?' | b'#' | b'[' | b']')
    };
    let mut decoded = Vec::new();
    decode(text, &mut decoded);
    !decoded.into_iter().any(is_reserved)
}

/// Appends a canonical text with its escapes decoded.
pub fn decode(text: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match escape(&text[at..]) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
}

/// Appends a value in the escaped form that goes into a segment; `keep_slashes` is for catch-alls.
pub(crate) fn encode(value: &[u8], keep_slashes: bool, out: &mut Vec<u8>) {
    for &byte in value {
        if is_unreserved(byte) || (keep_slashes && byte == b'/') {
            out.push(byte);
        } else {
            push_escape(byte, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_form() {
        for (input, expected) in [
            ("/users", Ok("/users")),
            ("/%75sers", Ok("/users")),
            ("/caf\u{e9}", Ok("/caf%C3%A9")),
            ("/caf%c3%a9", Ok("/caf%C3%A9")),
            ("/a%2fb", Ok("/a%2Fb")),
            ("/a%2Cb,c", Ok("/a%2Cb,c")),
            ("/a b{}", Ok("/a%20b%7B%7D")),
            ("/a?b=%zz", Ok("/a")),
            ("/a#b", Ok("/a")),
            ("/%7e%2E", Ok("/~.")),
            ("/%", Err((PathError::InvalidEscape, 1))),
            ("/a%4", Err((PathError::InvalidEscape, 2))),
            ("/%zz", Err((PathError::InvalidEscape, 1))),
            ("/%+1", Err((PathError::InvalidEscape, 1))),
            ("/a%00", Err((PathError::Nul, 2))),
            ("/a\0", Err((PathError::Nul, 2))),
        ] {
            let mut out = Vec::new();
            let result = canonicalize(input.as_bytes(), &mut out).map(|()| String::from_utf8(out).unwrap_or_default());
            assert_eq!(result, expected.map(str::to_owned), "input: {input}");
        }
    }

    #[test]
    fn segments_end_at_slashes() {
        for length in 0..30 {
            for slash in 0..=length {
                let mut text = vec![b'.'; length];
                if let Some(byte) = text.get_mut(slash) {
                    *byte = b'/';
                }
                for start in 0..=length {
                    let expected = if slash >= start { slash } else { length };
                    assert_eq!(segment_end(&text, start), expected, "length {length}, slash {slash}, start {start}");
                }
            }
        }
        assert_eq!(segment_end(b"\xaf\x2e\x30\xff/\x80\x00\x01", 0), 4, "neighbours of the slash");
    }

    #[test]
    fn decoding_reverses_encoding() {
        let every_byte: Vec<u8> = (0..=255).collect();
        for keep_slashes in [false, true] {
            let (mut encoded, mut decoded) = (Vec::new(), Vec::new());
            encode(&every_byte, keep_slashes, &mut encoded);
            decode(&encoded, &mut decoded);
            assert_eq!(decoded, every_byte);
        }
    }
}
