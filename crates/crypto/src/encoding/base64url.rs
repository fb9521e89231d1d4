//! base64url without padding (RFC 4648, 5).

use super::{is_within, sign};
use crate::Error;
use crate::secret::wipe;
#[cfg(target_arch = "x86_64")]
use crate::sys;
use std::slice;

/// How many characters so many bytes make.
pub const fn base64url_length(length: usize) -> usize {
    (length / 3).saturating_mul(4).saturating_add([0, 2, 3][length % 3])
}

/// How many bytes so many characters stand for; none if no text has that length.
pub const fn base64url_decoded_length(length: usize) -> Option<usize> {
    match length % 4 {
        0 => Some(length / 4 * 3),
        2 => Some(length / 4 * 3 + 1),
        3 => Some(length / 4 * 3 + 2),
        _ => None,
    }
}

/// Writes without padding.
///
/// # Errors
/// [`Error::Parameter`] unless the output has room for exactly the text.
pub fn base64url(bytes: &[u8], out: &mut [u8]) -> Result<(), Error> {
    if out.len() != base64url_length(bytes.len()) {
        return Err(Error::Parameter);
    }
    let (blocks, rest) = bytes.as_chunks::<48>();
    let (wide, narrow) = out.split_at_mut(blocks.len() * 64);
    encode_all(blocks, wide.as_chunks_mut().0);
    if !rest.is_empty() {
        let mut block = [0; 48];
        let mut text = [0; 64];
        block.get_mut(..rest.len()).ok_or(Error::Parameter)?.copy_from_slice(rest);
        encode_all(slice::from_ref(&block), slice::from_mut(&mut text));
        narrow.copy_from_slice(text.get(..narrow.len()).ok_or(Error::Parameter)?);
        wipe(&mut block);
        wipe(&mut text);
    }
    Ok(())
}

/// Reads without padding; bits that are left over have to be zero, so that every text but one of that value is refused.
///
/// # Errors
/// [`Error::Parameter`] unless the output has exactly the length that [`base64url_decoded_length`] says, [`Error::Encoding`] for
/// everything that [`base64url`] would not write.
pub fn from_base64url(text: &[u8], out: &mut [u8]) -> Result<(), Error> {
    let length = base64url_decoded_length(text.len()).ok_or(Error::Encoding)?;
    if out.len() != length {
        return Err(Error::Parameter);
    }
    let (blocks, rest) = text.as_chunks::<64>();
    let (wide, narrow) = out.split_at_mut(blocks.len() * 48);
    let mut fault = decode_all(blocks, wide.as_chunks_mut().0);
    if !rest.is_empty() {
        let mut block = [b'A'; 64];
        let mut bytes = [0; 48];
        block.get_mut(..rest.len()).ok_or(Error::Parameter)?.copy_from_slice(rest);
        fault |= decode_all(slice::from_ref(&block), slice::from_mut(&mut bytes));
        narrow.copy_from_slice(bytes.get(..narrow.len()).ok_or(Error::Parameter)?);
        // What the last character holds beyond the last byte.
        let stray = bytes.get(narrow.len()).copied().unwrap_or_default();
        fault |= sign((stray | stray.wrapping_neg()).cast_signed()) & 0x80;
        wipe(&mut block);
        wipe(&mut bytes);
    }
    if fault & 0x80 != 0 {
        out.fill(0);
        return Err(Error::Encoding);
    }
    Ok(())
}

/// Encodes blocks by the widest registers that there are.
#[inline(always)]
fn encode_all(blocks: &[[u8; 48]], texts: &mut [[u8; 64]]) {
    #[cfg(target_arch = "x86_64")]
    if sys::base64url::encode(blocks, texts) {
        return;
    }
    for (block, text) in blocks.iter().zip(texts) {
        encode(block, text);
    }
}

/// Decodes blocks likewise; the highest bit is set if a character is none of the alphabet.
#[inline(always)]
fn decode_all(texts: &[[u8; 64]], blocks: &mut [[u8; 48]]) -> u8 {
    #[cfg(target_arch = "x86_64")]
    if let Some(is_valid) = sys::base64url::decode(texts, blocks) {
        return u8::from(!is_valid) << 7;
    }
    texts.iter().zip(blocks).fold(0, |fault, (text, block)| fault | decode(text, block))
}

#[inline(always)]
fn encode(bytes: &[u8; 48], text: &mut [u8; 64]) {
    for (six, eight) in bytes.as_chunks::<6>().0.iter().zip(text.as_chunks_mut::<8>().0) {
        let [a, b, c, d, e, f] = *six;
        *eight = spread(u64::from_be_bytes([0, 0, a, b, c, d, e, f])).to_be_bytes();
    }
    for character in text {
        *character = letter(*character);
    }
}

/// The highest bit is set if a character is none of the alphabet.
#[inline(always)]
fn decode(text: &[u8; 64], bytes: &mut [u8; 48]) -> u8 {
    let mut values = [0; 64];
    let mut fault = 0;
    for (value, character) in values.iter_mut().zip(text) {
        *value = place(*character);
        fault |= *value;
    }
    for (eight, six) in values.as_chunks::<8>().0.iter().zip(bytes.as_chunks_mut::<6>().0) {
        let [_, _, a, b, c, d, e, f] = gather(u64::from_be_bytes(*eight)).to_be_bytes();
        *six = [a, b, c, d, e, f];
    }
    wipe(&mut values);
    fault
}

/// 48 bits to eight bytes of six each: halves, quarters, eighths.
#[inline(always)]
const fn spread(bits: u64) -> u64 {
    let bits = (bits & 0xffff_ff00_0000) << 8 | bits & 0xff_ffff;
    let bits = (bits & 0x00ff_f000_00ff_f000) << 4 | bits & 0x0000_0fff_0000_0fff;
    (bits & 0x0fc0_0fc0_0fc0_0fc0) << 2 | bits & 0x003f_003f_003f_003f
}

/// The reverse; the two highest bits of every byte are left out.
#[inline(always)]
const fn gather(bits: u64) -> u64 {
    let bits = (bits & 0x3f00_3f00_3f00_3f00) >> 2 | bits & 0x003f_003f_003f_003f;
    let bits = (bits & 0x0fff_0000_0fff_0000) >> 4 | bits & 0x0000_0fff_0000_0fff;
    (bits & 0x00ff_ffff_0000_0000) >> 8 | bits & 0x00ff_ffff
}

/// The character of six bits.
#[inline(always)]
const fn letter(value: u8) -> u8 {
    let place = value.cast_signed();
    // Capitals come first; each range that the value lies beyond moves it on to where that range's characters stand.
    (value + b'A')
        .wrapping_add(sign(25 - place) & 6)
        .wrapping_sub(sign(51 - place) & 75)
        .wrapping_sub(sign(61 - place) & 13)
        .wrapping_add(sign(62 - place) & 49)
}

/// The six bits of a character; what is none of the alphabet has the highest bit set.
#[inline(always)]
const fn place(character: u8) -> u8 {
    let signed = (character & 0x7f).cast_signed();
    let byte = signed.cast_unsigned();
    let place = is_within(signed, b'A', b'Z') & byte.wrapping_sub(b'A' - 1)
        | is_within(signed, b'a', b'z') & byte.wrapping_sub(b'a' - 27)
        | is_within(signed, b'0', b'9') & byte.wrapping_sub(b'0').wrapping_add(53)
        | is_within(signed, b'-', b'-') & 63
        | is_within(signed, b'_', b'_') & 64;
    // Off by one, so that nothing found becomes all ones.
    place.wrapping_sub(1) | character & 0x80
}
