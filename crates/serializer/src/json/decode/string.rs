//! Strings with escapes or with invalid UTF-8 that is to be left out or replaced; the others are handed on as they stand.

use super::InvalidUtf8;
pub use crate::json::simd::Stop;
use crate::json::simd::{Task, Vector};
use crate::json::{Error, ErrorKind};

/// The value of four hexadecimal digits.
#[inline(always)]
fn four_hex(input: &[u8], at: usize) -> Option<u32> {
    let (mut value, mut all) = (0, 0);
    for &byte in input.get(at..at.wrapping_add(4))? {
        let digit = *HEX.get(usize::from(byte))?;
        value = value << 4 | u32::from(digit);
        all |= digit;
    }
    (all != NO_DIGIT).then_some(value)
}

const NO_DIGIT: u8 = 0xff;

/// The value of every hexadecimal digit.
static HEX: [u8; 256] = {
    let mut table = [NO_DIGIT; 256];
    let mut value = 0;
    while value < 16 {
        table[b"0123456789abcdef"[value as usize] as usize] = value;
        table[b"0123456789ABCDEF"[value as usize] as usize] = value;
        value += 1;
    }
    table
};

/// What the escape at a backslash stands for, appended; answers with the place behind it.
#[inline(always)]
fn escape(input: &[u8], at: usize, text: &mut Vec<u8>) -> Result<usize, Error> {
    let byte = match input.get(at + 1) {
        Some(&byte @ (b'"' | b'\\' | b'/')) => byte,
        Some(b'n') => b'\n',
        Some(b't') => b'\t',
        Some(b'r') => b'\r',
        Some(b'b') => 0x08,
        Some(b'f') => 0x0c,
        Some(b'u') => return unicode(input, at, text),
        _ => return Err(Error::new(ErrorKind::Syntax, at)),
    };
    text.push(byte);
    Ok(at + 2)
}

/// `\uXXXX`, or two of them for a code point above 0xffff.
#[inline(always)]
fn unicode(input: &[u8], at: usize, text: &mut Vec<u8>) -> Result<usize, Error> {
    let Some(unit) = four_hex(input, at + 2) else { return Err(Error::new(ErrorKind::Syntax, at)) };
    let (point, end) = match unit {
        0xd800..0xdc00 => {
            let follows = input.get(at + 6) == Some(&b'\\') && input.get(at + 7) == Some(&b'u');
            match four_hex(input, at + 8) {
                Some(low @ 0xdc00..0xe000) if follows => (0x1_0000 + ((unit & 0x3ff) << 10) + (low & 0x3ff), at + 12),
                _ => return Err(Error::new(ErrorKind::Utf16, at)),
            }
        }
        _ => (unit, at + 6),
    };
    let Some(point) = char::from_u32(point) else { return Err(Error::new(ErrorKind::Utf16, at)) };
    let mut buffer = [0; 4];
    text.extend_from_slice(point.encode_utf8(&mut buffer).as_bytes());
    Ok(end)
}

/// A string whose text stops at `at`, or has invalid UTF-8 from there on; its first byte is at `start`. What it stands for goes into `text`.
pub struct Unusual<'s> {
    pub input: &'s [u8],
    pub start: usize,
    pub stop: Stop,
    pub invalid: InvalidUtf8,
    pub text: &'s mut Vec<u8>,
}

impl Task for Unusual<'_> {
    /// The place behind the closing quote.
    type Output = Result<usize, Error>;

    #[inline(always)]
    fn run<V: Vector>(self) -> Self::Output {
        let Self { input, start, mut stop, invalid, text } = self;
        text.clear();
        if stop.is_valid {
            text.extend_from_slice(input.get(start..stop.at).unwrap_or_default());
        }
        loop {
            if !stop.is_valid {
                return broken(input, start, stop.at, invalid, text);
            }
            let mut at = stop.at;
            match input.get(at) {
                Some(b'"') => return Ok(at + 1),
                Some(b'\\') => {}
                _ => return Err(Error::new(ErrorKind::ControlCharacter, at)),
            }
            // Escapes often come in rows.
            while input.get(at) == Some(&b'\\') {
                at = escape(input, at, text)?;
            }
            stop = V::copy_text(input, at, text);
            if !stop.is_valid {
                stop.at = at;
            }
        }
    }
}

/// Reads a string with invalid UTF-8 somewhere behind `at`.
///
/// # Errors
/// The place of the first invalid byte, if such bytes are not to be left out or replaced.
#[cold]
fn broken(input: &[u8], start: usize, at: usize, invalid: InvalidUtf8, text: &mut Vec<u8>) -> Result<usize, Error> {
    if invalid == InvalidUtf8::Reject {
        let end = at
            + input
                .get(at..)
                .unwrap_or_default()
                .iter()
                .take_while(|&&byte| byte >= 0x20 && byte != b'"' && byte != b'\\')
                .count();
        let valid =
            std::str::from_utf8(input.get(at..end).unwrap_or_default()).err().map_or(0, |error| error.valid_up_to());
        return Err(Error::new(ErrorKind::Utf8, at + valid));
    }
    text.clear();
    let mut at = start;
    loop {
        match input.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at = escape(input, at, text)?,
            Some(0..0x20) | None => return Err(Error::new(ErrorKind::ControlCharacter, at)),
            Some(&byte) => match sequence(input, at) {
                0 => {
                    if invalid == InvalidUtf8::Substitute {
                        text.extend_from_slice("\u{fffd}".as_bytes());
                    }
                    at += 1;
                }
                1 => {
                    text.push(byte);
                    at += 1;
                }
                length => {
                    text.extend_from_slice(input.get(at..at + length).unwrap_or_default());
                    at += length;
                }
            },
        }
    }
}

/// The length of the UTF-8 sequence at a place; 0 if there is none.
pub fn sequence(input: &[u8], at: usize) -> usize {
    let rest = input.get(at..).unwrap_or_default();
    let longest = rest.get(..4).unwrap_or(rest);
    let valid = match std::str::from_utf8(longest) {
        Ok(text) => text,
        Err(error) => {
            longest.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or("")
        }
    };
    valid.chars().next().map_or(0, char::len_utf8)
}
