//! Hex and base64url in constant time: every character is computed, none looked up, and nothing branches on the bytes. The loops go over
//! whole chunks of fixed size, which the compiler turns into vector instructions.

mod base64url;
mod hex;

pub use base64url::{base64url, base64url_decoded_length, base64url_length, from_base64url};
pub use hex::{from_hex, hex, hex_length};

/// All ones if the number is negative, else zero.
#[inline(always)]
const fn sign(number: i8) -> u8 {
    (number >> 7).cast_unsigned()
}

/// All ones if a character of 7 bits is in a range, else zero.
#[inline(always)]
const fn is_within(character: i8, first: u8, last: u8) -> u8 {
    sign((first.cast_signed() - 1 - character) & (character - 1 - last.cast_signed()))
}

#[cfg(test)]
pub(crate) mod tests;
