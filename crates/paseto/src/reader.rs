//! Reading tokens: authenticated first, then decrypted. One buffer serves all of them, and nothing that was secret stays in it.

use crate::key::{LocalKey, PublicKey};
use crate::token::{self, Parts, Purpose};
use crate::wipe::wipe;
use crate::{Invalid, local, public};
use highper_crypto::{encoding, secret};
use std::fmt;
use std::ops::Range;

/// A buffer that has grown larger is given back.
const KEPT: usize = 1 << 16;

/// Reads tokens.
#[derive(Default)]
pub struct Reader {
    buffer: Vec<u8>,
}

impl Reader {
    /// Authenticates and decrypts a v4.local token. One that is longer than the maximal length is not looked at.
    ///
    /// # Errors
    /// If it is anything else, or does not authenticate.
    pub fn decrypt(
        &mut self,
        key: &LocalKey,
        token: &[u8],
        implicit: &[u8],
        max_length: usize,
    ) -> Result<Opened<'_>, Invalid> {
        let parts = split(token, Purpose::Local, max_length)?;
        let (body, footer) = (parts.body_length()?, parts.footer_length()?);
        if body < local::OVERHEAD {
            return Err(Invalid);
        }
        let opened = self.take(body + footer);
        let (raw, tail) = opened.split_at_mut_checked(body).ok_or(Invalid)?;
        decode(parts.body, raw)?;
        decode(parts.footer, tail)?;
        let (nonce, rest) = raw.split_first_chunk_mut::<32>().ok_or(Invalid)?;
        let (text, code) = rest.split_last_chunk_mut::<32>().ok_or(Invalid)?;
        let derived = key.derivation.derive(nonce).map_err(|_| Invalid)?;
        let mut expected = [0; 32];
        local::authenticate(&derived, nonce, text, tail, implicit, &mut expected).map_err(|_| Invalid)?;
        let is_authentic = secret::is_equal(&expected, code);
        // The right code of a forged token is a secret.
        wipe(&mut expected);
        if !is_authentic {
            return Err(Invalid);
        }
        derived.apply(text).map_err(|_| Invalid)?;
        Ok(Opened { payload: 32..body - 32, footer: body..body + footer, bytes: opened })
    }

    /// Verifies a v4.public token. One that is longer than the maximal length is not looked at.
    ///
    /// # Errors
    /// If it is anything else, or does not verify.
    pub fn verify(
        &mut self,
        key: &PublicKey,
        token: &[u8],
        implicit: &[u8],
        max_length: usize,
    ) -> Result<Opened<'_>, Invalid> {
        let point = key.point.as_ref().ok_or(Invalid)?;
        let parts = split(token, Purpose::Public, max_length)?;
        let payload = parts.body_length()?.checked_sub(public::OVERHEAD).ok_or(Invalid)?;
        let footer = parts.footer_length()?;
        let message = public::message_length(payload, footer, implicit.len()).ok_or(Invalid)?;
        // The body is decoded to where its payload belongs in the signed message. The signature that follows it gives way to the other
        // parts; those are decoded behind the room for all of this.
        let start = public::PREFIX.len() + 8;
        let end = start + payload;
        let room = message.max(end + public::OVERHEAD);
        let opened = Opened { bytes: self.take(room + footer), payload: start..end, footer: room..room + footer };
        let (signed, tail) = opened.bytes.split_at_mut_checked(room).ok_or(Invalid)?;
        let (head, body) = signed.split_at_mut_checked(start).ok_or(Invalid)?;
        let body = body.get_mut(..payload + public::OVERHEAD).ok_or(Invalid)?;
        decode(parts.body, body)?;
        decode(parts.footer, tail)?;
        let signature: [u8; 64] = *body.last_chunk().ok_or(Invalid)?;
        public::write_head(head, payload);
        public::write_tail(signed.get_mut(end..message).ok_or(Invalid)?, tail, implicit);
        if point.verify(signed.get(..message).ok_or(Invalid)?, &signature) { Ok(opened) } else { Err(Invalid) }
    }

    /// So many bytes of the buffer, of which nobody knows what they hold.
    fn take(&mut self, length: usize) -> &mut [u8] {
        if self.buffer.capacity() > KEPT && length <= KEPT {
            self.buffer = Vec::new();
        }
        if self.buffer.len() < length {
            // What it holds is no secret, but need not be copied either.
            self.buffer.clear();
            self.buffer.resize(length, 0);
        }
        self.buffer.get_mut(..length).unwrap_or_default()
    }
}

/// [`Opened`] has overwritten what it gave, unless its owner never got to drop it.
impl Drop for Reader {
    fn drop(&mut self) {
        wipe(&mut self.buffer);
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Reader")
    }
}

fn split(token: &[u8], purpose: Purpose, max_length: usize) -> Result<Parts<'_>, Invalid> {
    if token.len() > max_length { Err(Invalid) } else { token::split(token, purpose) }
}

fn decode(text: &[u8], out: &mut [u8]) -> Result<(), Invalid> {
    encoding::from_base64url(text, out).map_err(|_| Invalid)
}

/// What an authentic token holds. It is overwritten when this is dropped.
pub struct Opened<'r> {
    bytes: &'r mut [u8],
    payload: Range<usize>,
    footer: Range<usize>,
}

impl Opened<'_> {
    /// The payload, whose claims nobody has checked.
    pub fn payload(&self) -> &[u8] {
        self.bytes.get(self.payload.clone()).unwrap_or_default()
    }

    /// The footer.
    pub fn footer(&self) -> &[u8] {
        self.bytes.get(self.footer.clone()).unwrap_or_default()
    }
}

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        wipe(self.bytes);
    }
}

impl fmt::Debug for Opened<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Opened")
    }
}

#[cfg(test)]
mod tests;
