//! v4.public: signing.

use crate::key::SecretKey;
use crate::token::{self, Purpose, le64};
use crate::wipe::Wiped;
use highper_crypto::Error;

/// The signature that a payload is sent with.
pub(crate) const OVERHEAD: usize = 64;

/// How long a token is, for a payload and a footer of these lengths.
pub const fn token_length(payload: usize, footer: usize) -> usize {
    token::length(Purpose::Public, payload.saturating_add(OVERHEAD), footer)
}

/// Signs a payload.
///
/// # Errors
/// [`Error::Parameter`] unless the output has the token's length, or for a footer that is too long. The output is zero then.
pub fn sign(key: &SecretKey, payload: &[u8], footer: &[u8], implicit: &[u8], out: &mut [u8]) -> Result<(), Error> {
    write(key, payload, footer, implicit, out).inspect_err(|_| out.fill(0))
}

fn write(key: &SecretKey, payload: &[u8], footer: &[u8], implicit: &[u8], out: &mut [u8]) -> Result<(), Error> {
    let length = payload.len().checked_add(OVERHEAD).ok_or(Error::Parameter)?;
    let room = token::lay_out(Purpose::Public, length, footer, out)?;
    // Ed25519 reads its message twice, so here the parts have to stand in a row.
    let lengths = [payload, footer, implicit].map(|part| le64(part.len()));
    let [payload_length, footer_length, implicit_length] = &lengths;
    let message = Wiped::join(&[PREFIX, payload_length, payload, footer_length, footer, implicit_length, implicit]);
    let signature = key.0.sign(&message);
    let (body, place) = token::raw_part(room, length)?.split_last_chunk_mut().ok_or(Error::Parameter)?;
    body.copy_from_slice(payload);
    *place = signature;
    token::encode_in_place(room, length)
}

/// What every token's signed bytes begin with: four parts and the header.
pub(crate) const PREFIX: &[u8; 26] = b"\x04\0\0\0\0\0\0\0\x0a\0\0\0\0\0\0\0v4.public.";

/// The length of what is signed: before the payload stand the prefix and its length, behind it the other parts with theirs.
pub(crate) fn message_length(payload: usize, footer: usize, implicit: usize) -> Option<usize> {
    (PREFIX.len() + 24).checked_add(payload)?.checked_add(footer)?.checked_add(implicit)
}

/// What stands before the payload.
pub(crate) fn write_head(head: &mut [u8], payload: usize) {
    for (place, byte) in head.iter_mut().zip(PREFIX.iter().copied().chain(le64(payload))) {
        *place = byte;
    }
}

/// What stands behind it.
pub(crate) fn write_tail(tail: &mut [u8], footer: &[u8], implicit: &[u8]) {
    let (footer_length, implicit_length) = (le64(footer.len()), le64(implicit.len()));
    let mut rest = tail;
    for part in [footer_length.as_slice(), footer, &implicit_length, implicit] {
        let Some((place, behind)) = rest.split_at_mut_checked(part.len()) else { return };
        place.copy_from_slice(part);
        rest = behind;
    }
}
