//! Byte by byte: what is left at the end of an input, and what every instruction set has to agree with.

use super::Stop;

/// Whether a byte ends the text of a string or interrupts it.
#[inline(always)]
fn stops(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// See [`super::Vector::text`]; `start` is where the text began, for the check of its UTF-8.
#[inline(always)]
pub fn text(input: &[u8], start: usize, mut at: usize, mut has_high: bool) -> Stop {
    while let Some(&byte) = input.get(at) {
        if stops(byte) {
            break;
        }
        has_high |= byte >= 0x80;
        at += 1;
    }
    Stop { at, is_valid: !has_high || is_utf8(input, start, at) }
}

/// Whether a part of the input is valid UTF-8.
pub fn is_utf8(input: &[u8], start: usize, end: usize) -> bool {
    input.get(start..end).is_some_and(|text| std::str::from_utf8(text).is_ok())
}

/// See [`super::Vector::skip_space`].
#[inline(always)]
pub fn skip_space(input: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = input.get(at) {
        at += 1;
    }
    at
}
