//! v4.local: encrypting. The token is made where it will stand: nothing is allocated.

use crate::derive::Derived;
use crate::key::LocalKey;
use crate::token::{self, Purpose, le64};
use highper_crypto::{Error, hash, random};

/// The nonce and the code that a payload is sent with.
pub(crate) const OVERHEAD: usize = 64;

/// How long a token is, for a payload and a footer of these lengths.
pub const fn token_length(payload: usize, footer: usize) -> usize {
    token::length(Purpose::Local, payload.saturating_add(OVERHEAD), footer)
}

/// Encrypts a payload.
///
/// # Errors
/// [`Error::Parameter`] unless the output has the token's length, or for a footer that is too long; [`Error::Unavailable`] if there are no
/// random bytes. The output is zero then.
pub fn encrypt(key: &LocalKey, payload: &[u8], footer: &[u8], implicit: &[u8], out: &mut [u8]) -> Result<(), Error> {
    let nonce = random::array().inspect_err(|_| out.fill(0))?;
    encrypt_with_nonce(key, &nonce, payload, footer, implicit, out)
}

/// As [`encrypt`], with a nonce that must never be used again. For test vectors.
///
/// # Errors
/// As [`encrypt`].
#[doc(hidden)]
pub fn encrypt_with_nonce(
    key: &LocalKey,
    nonce: &[u8; 32],
    payload: &[u8],
    footer: &[u8],
    implicit: &[u8],
    out: &mut [u8],
) -> Result<(), Error> {
    write(key, nonce, payload, footer, implicit, out).inspect_err(|_| out.fill(0))
}

fn write(
    key: &LocalKey,
    nonce: &[u8; 32],
    payload: &[u8],
    footer: &[u8],
    implicit: &[u8],
    out: &mut [u8],
) -> Result<(), Error> {
    let length = payload.len().checked_add(OVERHEAD).ok_or(Error::Parameter)?;
    let room = token::lay_out(Purpose::Local, length, footer, out)?;
    let raw = token::raw_part(room, length)?;
    let (head, rest) = raw.split_first_chunk_mut::<32>().ok_or(Error::Parameter)?;
    let (text, code) = rest.split_last_chunk_mut::<32>().ok_or(Error::Parameter)?;
    *head = *nonce;
    text.copy_from_slice(payload);
    let derived = key.derivation.derive(nonce)?;
    derived.apply(text)?;
    authenticate(&derived, nonce, text, footer, implicit, code)?;
    token::encode_in_place(room, length)
}

/// What every token's authenticated bytes begin with: five parts, the header, and the length of the nonce.
const PREFIX: &[u8; 33] = b"\x05\0\0\0\0\0\0\0\x09\0\0\0\0\0\0\0v4.local.\x20\0\0\0\0\0\0\0";

/// The code over all parts, which are hashed where they are.
pub(crate) fn authenticate(
    derived: &Derived,
    nonce: &[u8; 32],
    text: &[u8],
    footer: &[u8],
    implicit: &[u8],
    code: &mut [u8; 32],
) -> Result<(), Error> {
    let (text_length, footer_length) = (le64(text.len()), le64(footer.len()));
    let implicit_length = le64(implicit.len());
    let parts: [&[u8]; 8] = [PREFIX, nonce, &text_length, text, &footer_length, footer, &implicit_length, implicit];
    hash::blake2b(derived.mac.expose(), &parts, code)
}
