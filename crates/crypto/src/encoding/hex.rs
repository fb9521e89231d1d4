//! Hex digits.

use super::{is_within, sign};
use crate::Error;
use crate::secret::wipe;

/// So many bytes are read at a time.
const BLOCK: usize = 32;

/// How many digits so many bytes make.
pub const fn hex_length(length: usize) -> usize {
    length.saturating_mul(2)
}

/// Writes lower-case digits.
///
/// # Errors
/// [`Error::Parameter`] unless the output has room for exactly these.
pub fn hex(bytes: &[u8], out: &mut [u8]) -> Result<(), Error> {
    if out.len() != hex_length(bytes.len()) {
        return Err(Error::Parameter);
    }
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let (wide, narrow) = out.split_at_mut(blocks.len() * 2 * BLOCK);
    for (text, block) in wide.as_chunks_mut::<{ 2 * BLOCK }>().0.iter_mut().zip(blocks) {
        encode(block, text);
    }
    if !rest.is_empty() {
        // A whole block for the rest, too: byte by byte, the compiler makes jumps of it.
        let (mut block, mut text) = ([0; BLOCK], [0; 2 * BLOCK]);
        block.get_mut(..rest.len()).ok_or(Error::Parameter)?.copy_from_slice(rest);
        encode(&block, &mut text);
        narrow.copy_from_slice(text.get(..narrow.len()).ok_or(Error::Parameter)?);
        wipe(&mut block);
        wipe(&mut text);
    }
    Ok(())
}

#[inline(always)]
fn encode(bytes: &[u8; BLOCK], text: &mut [u8; 2 * BLOCK]) {
    for (pair, byte) in text.as_chunks_mut().0.iter_mut().zip(bytes) {
        *pair = digits(*byte);
    }
}

/// Reads digits, upper- or lower-case.
///
/// # Errors
/// [`Error::Parameter`] unless the output has exactly half their length, [`Error::Encoding`] if they are not digits, or of an odd number.
pub fn from_hex(text: &[u8], out: &mut [u8]) -> Result<(), Error> {
    let (pairs, []) = text.as_chunks() else {
        return Err(Error::Encoding);
    };
    if out.len() != pairs.len() {
        return Err(Error::Parameter);
    }
    let mut fault = 0;
    let (blocks, rest) = pairs.as_chunks::<BLOCK>();
    let (wide, narrow) = out.split_at_mut(blocks.len() * BLOCK);
    for (bytes, block) in wide.as_chunks_mut::<BLOCK>().0.iter_mut().zip(blocks) {
        fault |= decode(block, bytes);
    }
    if !rest.is_empty() {
        let (mut block, mut bytes) = ([*b"00"; BLOCK], [0; BLOCK]);
        block.get_mut(..rest.len()).ok_or(Error::Parameter)?.copy_from_slice(rest);
        fault |= decode(&block, &mut bytes);
        narrow.copy_from_slice(bytes.get(..narrow.len()).ok_or(Error::Parameter)?);
        wipe(block.as_flattened_mut());
        wipe(&mut bytes);
    }
    if fault & 0x80 != 0 {
        out.fill(0);
        return Err(Error::Encoding);
    }
    Ok(())
}

/// The highest bit is set if one is no digit.
#[inline(always)]
fn decode(pairs: &[[u8; 2]; BLOCK], bytes: &mut [u8; BLOCK]) -> u8 {
    let mut values = [0; 2 * BLOCK];
    let mut fault = 0;
    for (value_of, character) in values.iter_mut().zip(pairs.as_flattened()) {
        *value_of = value(*character);
        fault |= *value_of;
    }
    for (byte, pair) in bytes.iter_mut().zip(values.as_chunks().0) {
        // The low byte of the number becomes the high digit moved up, beside the low digit.
        let number = u16::from_le_bytes(*pair);
        let [both, _] = (number << 4 | number >> 8).to_le_bytes();
        *byte = both;
    }
    wipe(&mut values);
    fault
}

/// The two digits of a byte.
#[inline(always)]
const fn digits(byte: u8) -> [u8; 2] {
    [digit(byte >> 4), digit(byte & 15)]
}

#[inline(always)]
const fn digit(value: u8) -> u8 {
    // The letters come 39 after where the decimal digits end.
    value + b'0' + (sign(9 - value.cast_signed()) & 39)
}

/// The value of a digit; what is none has the highest bit set.
#[inline(always)]
const fn value(character: u8) -> u8 {
    let decimal = (character & 0x7f).cast_signed();
    let letter = (character & 0x7f | 0x20).cast_signed();
    let value = is_within(decimal, b'0', b'9') & (decimal.cast_unsigned().wrapping_sub(b'0' - 1))
        | is_within(letter, b'a', b'f') & (letter.cast_unsigned().wrapping_sub(b'a' - 11));
    // Off by one, so that nothing found becomes all ones.
    value.wrapping_sub(1) | character & 0x80
}
