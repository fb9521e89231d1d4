//! HMAC (RFC 2104) with SHA-2. Built on AWS-LC's digests instead of its HMAC, whose keys cost two allocations before the first byte.

use crate::hash::{Algorithm, put};
use crate::{Error, secret};
use aws_lc_rs::digest as sha;
use std::fmt;

/// The longest block of SHA-2 (FIPS 180-4, 1).
const MAX_BLOCK: usize = 128;

/// The longest digest.
pub(crate) const MAX_DIGEST: usize = 64;

/// Messages up to this length are put beside the key and digested in one go.
const SHORT: usize = 1024;

/// A code over what comes in pieces. What it knows of the key is overwritten when it is dropped.
#[derive(Clone)]
pub struct Hmac {
    inner: Option<sha::Context>,
    key: Block,
}

impl Hmac {
    /// Begins a code.
    ///
    /// # Errors
    /// [`Error::Parameter`] for an algorithm that is none of SHA-2.
    pub fn new(algorithm: Algorithm, key: &[u8]) -> Result<Self, Error> {
        let sha = algorithm.sha().ok_or(Error::Parameter)?;
        let key = Block::new(sha, key);
        let mut inner = sha::Context::new(sha);
        inner.update(key.pad(INNER).used());
        Ok(Self { inner: Some(inner), key })
    }

    /// Adds the next piece.
    ///
    /// # Errors
    /// [`Error::Finished`] after [`Hmac::finish`].
    pub fn update(&mut self, data: &[u8]) -> Result<(), Error> {
        self.inner.as_mut().ok_or(Error::Finished)?.update(data);
        Ok(())
    }

    /// Ends the code.
    ///
    /// # Errors
    /// [`Error::Finished`] if it has ended before; [`Error::Parameter`] unless the output has exactly the digest's length.
    pub fn finish(&mut self, out: &mut [u8]) -> Result<(), Error> {
        let inner = self.inner.as_ref().ok_or(Error::Finished)?;
        if out.len() != inner.algorithm().output_len() {
            return Err(Error::Parameter);
        }
        let inner = self.inner.take().ok_or(Error::Finished)?;
        put(self.key.close(inner.finish().as_ref()).used(), out);
        Ok(())
    }
}

impl fmt::Debug for Hmac {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Hmac")
    }
}

/// The code of one message.
///
/// # Errors
/// [`Error::Parameter`] for an algorithm that is none of SHA-2, or unless the output has exactly its length.
pub fn sign(algorithm: Algorithm, key: &[u8], message: &[u8], out: &mut [u8]) -> Result<(), Error> {
    if out.len() != algorithm.length() {
        return Err(Error::Parameter);
    }
    put(code(algorithm, key, &[message])?.used(), out);
    Ok(())
}

/// Whether a code is the message's, compared in constant time. One of another length is not.
///
/// # Errors
/// [`Error::Parameter`] for an algorithm that is none of SHA-2.
pub fn verify(algorithm: Algorithm, key: &[u8], message: &[u8], given: &[u8]) -> Result<bool, Error> {
    Ok(secret::is_equal(code(algorithm, key, &[message])?.used(), given))
}

/// The code of parts in a row.
pub(crate) fn code(algorithm: Algorithm, key: &[u8], parts: &[&[u8]]) -> Result<Text<MAX_DIGEST>, Error> {
    let sha = algorithm.sha().ok_or(Error::Parameter)?;
    let key = Block::new(sha, key);
    let mut text = Text::<{ MAX_BLOCK + SHORT }>::new();
    let is_short = text.push(key.pad(INNER).used()) && parts.iter().all(|part| text.push(part));
    let inner = if is_short {
        sha::digest(sha, text.used())
    } else {
        let mut inner = sha::Context::new(sha);
        inner.update(key.pad(INNER).used());
        parts.iter().for_each(|part| inner.update(part));
        inner.finish()
    };
    Ok(key.close(inner.as_ref()))
}

/// What the key is added to (RFC 2104, 2).
const INNER: u8 = 0x36;
const OUTER: u8 = 0x5c;

/// A key that fills a block of the digest.
#[derive(Clone)]
struct Block {
    sha: &'static sha::Algorithm,
    bytes: Text<MAX_BLOCK>,
}

impl Block {
    fn new(sha: &'static sha::Algorithm, key: &[u8]) -> Self {
        let mut bytes = Text::new();
        if key.len() > sha.block_len() {
            bytes.push(sha::digest(sha, key).as_ref());
        } else {
            bytes.push(key);
        }
        bytes.length = sha.block_len();
        Self { sha, bytes }
    }

    fn pad(&self, with: u8) -> Text<MAX_BLOCK> {
        let mut pad = self.bytes.clone();
        pad.bytes.iter_mut().for_each(|byte| *byte ^= with);
        pad
    }

    /// The code, from the inner digest.
    fn close(&self, inner: &[u8]) -> Text<MAX_DIGEST> {
        let mut text = Text::<{ MAX_BLOCK + MAX_DIGEST }>::new();
        text.push(self.pad(OUTER).used());
        text.push(inner);
        let mut code = Text::new();
        code.push(sha::digest(self.sha, text.used()).as_ref());
        code
    }
}

/// Bytes in a row, zero beyond, overwritten when they are dropped.
#[derive(Clone)]
pub(crate) struct Text<const CAPACITY: usize> {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl<const CAPACITY: usize> Text<CAPACITY> {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; CAPACITY], length: 0 }
    }

    /// Whether there was room.
    fn push(&mut self, part: &[u8]) -> bool {
        let Some(room) = self.bytes.get_mut(self.length..).and_then(|rest| rest.get_mut(..part.len())) else {
            return false;
        };
        room.copy_from_slice(part);
        self.length += part.len();
        true
    }

    pub(crate) fn used(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl<const CAPACITY: usize> Drop for Text<CAPACITY> {
    fn drop(&mut self) {
        secret::wipe(&mut self.bytes);
    }
}

#[cfg(test)]
mod tests;
