//! Lengths, blanks, and the characters that a text consists of. Encodings other than UTF-8 are in `string/encoding.rs`.

mod encoding;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::category::{LETTER, MARK, NUMBER, category};
pub use encoding::{Encoding, has_encoding};

/// The number of code points; of bytes, if the text is not UTF-8.
#[must_use]
pub fn length(text: &[u8]) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    std::str::from_utf8(text).map_or(text.len(), |text| text.chars().count())
}

const fn is_blank_byte(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0)
}

/// Whether PHP's `trim()` leaves nothing.
#[must_use]
pub fn is_blank(text: &[u8]) -> bool {
    text.iter().all(|&byte| is_blank_byte(byte))
}

/// What PHP's `trim()` leaves.
#[must_use]
pub fn trim(text: &[u8]) -> &[u8] {
    trim_of(text, is_blank_byte)
}

/// The text without such bytes at its ends.
#[inline]
pub(super) fn trim_of(mut text: &[u8], is_blank: impl Fn(u8) -> bool) -> &[u8] {
    while let [first, rest @ ..] = text
        && is_blank(*first)
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && is_blank(*last)
    {
        text = rest;
    }
    text
}

/// Letters and marks.
#[must_use]
pub fn is_alpha(text: &[u8], ascii: bool) -> bool {
    consists_of(text, |byte| byte.is_ascii_alphabetic(), ascii, LETTER | MARK)
}

/// Letters, marks, numbers, `-` and `_`.
#[must_use]
pub fn is_alpha_dash(text: &[u8], ascii: bool) -> bool {
    let is_narrow = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    consists_of(text, is_narrow, ascii, LETTER | MARK | NUMBER)
}

/// Letters, marks and numbers.
#[must_use]
pub fn is_alpha_num(text: &[u8], ascii: bool) -> bool {
    let wide = LETTER | MARK | NUMBER;
    consists_of(text, |byte| byte.is_ascii_alphanumeric(), ascii, wide)
}

/// Whether there is something, and it is all of these bytes or, beyond ASCII, of these categories.
fn consists_of(text: &[u8], is_narrow: impl Fn(u8) -> bool, ascii: bool, wide: u8) -> bool {
    // Without an early end this takes many bytes at once.
    if text.iter().fold(true, |all, &byte| all & is_narrow(byte)) {
        return !text.is_empty();
    }
    let at = text.iter().position(|&byte| !is_narrow(byte)).unwrap_or(0);
    let rest = text.get(at..).unwrap_or_default();
    if ascii || rest.first().is_some_and(u8::is_ascii) {
        return false;
    }
    // A character begins here, since what is before it is ASCII.
    std::str::from_utf8(rest).is_ok_and(|rest| {
        rest.chars().all(|character| match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => is_narrow(byte),
            _ => category(character) & wide != 0,
        })
    })
}

/// What Laravel takes for ASCII: what can be printed, tabs and line breaks, and the bytes 10 and 13 in hexadecimal.
#[must_use]
pub fn is_ascii(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r' | 0x10 | 0x13))
}

/// Whether lower case changes nothing; texts that are not UTF-8 are not lower case.
#[must_use]
pub fn is_lowercase(text: &[u8]) -> bool {
    stays(text, |byte| !byte.is_ascii_uppercase(), |character| character.to_lowercase().eq([character]))
}

/// Whether upper case changes nothing; texts that are not UTF-8 are not upper case.
#[must_use]
pub fn is_uppercase(text: &[u8]) -> bool {
    stays(text, |byte| !byte.is_ascii_lowercase(), |character| character.to_uppercase().eq([character]))
}

fn stays(text: &[u8], narrow: impl Fn(u8) -> bool, wide: impl Fn(char) -> bool) -> bool {
    if text.iter().fold(true, |all, &byte| all & byte.is_ascii() & narrow(byte)) {
        return true;
    }
    !text.is_ascii()
        && std::str::from_utf8(text).is_ok_and(|text| {
            text.chars().all(|character| match u8::try_from(character) {
                Ok(byte) if byte.is_ascii() => narrow(byte),
                _ => wide(character),
            })
        })
}

/// The text with each character in its lower case, for comparisons that ignore case; where it is not UTF-8, only ASCII letters.
#[must_use]
pub fn fold_case(text: &[u8]) -> Cow<'_, [u8]> {
    if is_lowercase(text) {
        return Cow::Borrowed(text);
    }
    match std::str::from_utf8(text) {
        Ok(wide) if !text.is_ascii() => {
            // İ alone becomes two characters, of which the first is its simple lower case.
            let lower = wide.chars().filter_map(|character| character.to_lowercase().next());
            Cow::Owned(lower.collect::<String>().into_bytes())
        }
        _ => Cow::Owned(text.to_ascii_lowercase()),
    }
}
