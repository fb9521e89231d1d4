//! Authenticated encryption of whole messages: XChaCha20-Poly1305, AES-256-GCM and ChaCha20-Poly1305, all by AWS-LC. A sealed message is nonce,
//! ciphertext and tag; the nonce is random.

use crate::secret::Secret;
use crate::xchacha20::derive;
use crate::{Error, random};
use aws_lc_rs::aead::{AES_256_GCM, Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use std::fmt;

/// The length of a tag.
const TAG: usize = 16;

/// How a message is encrypted and authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// draft-irtf-cfrg-xchacha-03.
    XChaCha20Poly1305,
    /// NIST SP 800-38D.
    Aes256Gcm,
    /// RFC 8439.
    ChaCha20Poly1305,
}

impl Algorithm {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::XChaCha20Poly1305, Self::Aes256Gcm, Self::ChaCha20Poly1305];

    /// Its name, as PHP's callers write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::XChaCha20Poly1305 => "xchacha20-poly1305",
            Self::Aes256Gcm => "aes-256-gcm",
            Self::ChaCha20Poly1305 => "chacha20-poly1305",
        }
    }

    /// The algorithm of a name.
    pub fn from_name(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name().as_bytes() == name)
    }

    /// The length of a nonce.
    pub const fn nonce_length(self) -> usize {
        match self {
            Self::XChaCha20Poly1305 => 24,
            Self::Aes256Gcm | Self::ChaCha20Poly1305 => 12,
        }
    }

    /// What a sealed message is longer than the message.
    pub const fn overhead(self) -> usize {
        self.nonce_length() + TAG
    }
}

/// A key for an algorithm.
pub struct Aead {
    algorithm: Algorithm,
    key: Key,
}

enum Key {
    /// Each message has a key of its own, made of this one and the first 16 bytes of the nonce.
    Extended(Secret<32>),
    /// With what the algorithm makes of the key beforehand. AWS-LC overwrites it when it is freed.
    Prepared(LessSafeKey),
}

impl Aead {
    /// From a key.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if there is no memory for it.
    pub fn new(algorithm: Algorithm, key: &[u8; 32]) -> Result<Self, Error> {
        let key = match algorithm {
            Algorithm::XChaCha20Poly1305 => Key::Extended(Secret::new(*key)),
            Algorithm::ChaCha20Poly1305 => Key::Prepared(prepare(&CHACHA20_POLY1305, key)?),
            Algorithm::Aes256Gcm => Key::Prepared(prepare(&AES_256_GCM, key)?),
        };
        Ok(Self { algorithm, key })
    }

    /// The algorithm.
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Encrypts a message with a random nonce. The output is longer by [`Algorithm::overhead`].
    ///
    /// # Errors
    /// [`Error::Parameter`] if the output has another length, or the message is longer than the algorithm allows; [`Error::Unavailable`] if there
    /// are no random bytes.
    pub fn seal(&self, message: &[u8], associated: &[u8], out: &mut [u8]) -> Result<(), Error> {
        let (nonce, _) = self.split(out, message.len())?;
        random::fill(nonce)?;
        self.seal_after_nonce(message, associated, out)
    }

    /// As [`Self::seal`] with a given nonce, which must never be used again: for test vectors.
    ///
    /// # Errors
    /// As [`Self::seal`]; [`Error::Parameter`] if the nonce has another length.
    #[doc(hidden)]
    pub fn seal_with_nonce(
        &self,
        nonce: &[u8],
        message: &[u8],
        associated: &[u8],
        out: &mut [u8],
    ) -> Result<(), Error> {
        let (start, _) = self.split(out, message.len())?;
        if nonce.len() != start.len() {
            return Err(Error::Parameter);
        }
        start.copy_from_slice(nonce);
        self.seal_after_nonce(message, associated, out)
    }

    /// Encrypts with the nonce that the output begins with.
    fn seal_after_nonce(&self, message: &[u8], associated: &[u8], out: &mut [u8]) -> Result<(), Error> {
        let (nonce, sealed) = self.split(out, message.len())?;
        let (ciphertext, tag) = sealed.split_at_mut_checked(message.len()).ok_or(Error::Parameter)?;
        let seal = |key: &LessSafeKey, nonce| {
            key.seal_out_of_place_scatter(nonce, Aad::from(associated), message, ciphertext, &[], tag)
        };
        let done = self.with(nonce, seal)?;
        done.map_err(|_| {
            out.fill(0);
            Error::Parameter
        })
    }

    /// Decrypts what [`Self::seal`] made. The output is shorter by [`Algorithm::overhead`], and zero after a failure.
    ///
    /// # Errors
    /// [`Error::Authentication`] if it was not made with this key and this associated data, or was changed; [`Error::Parameter`] if the output has
    /// another length.
    pub fn open(&self, sealed: &[u8], associated: &[u8], out: &mut [u8]) -> Result<(), Error> {
        let opened = self.open_unwiped(sealed, associated, out);
        if opened.is_err() {
            out.fill(0);
        }
        opened
    }

    fn open_unwiped(&self, sealed: &[u8], associated: &[u8], out: &mut [u8]) -> Result<(), Error> {
        let length = sealed.len().checked_sub(self.algorithm.overhead()).ok_or(Error::Authentication)?;
        if out.len() != length {
            return Err(Error::Parameter);
        }
        let (nonce, rest) = sealed.split_at_checked(self.algorithm.nonce_length()).ok_or(Error::Authentication)?;
        let (ciphertext, tag) = rest.split_at_checked(length).ok_or(Error::Authentication)?;
        self.with(nonce, |key, nonce| key.open_separate_gather(nonce, Aad::from(associated), ciphertext, tag, out))?
            .map_err(|_| Error::Authentication)
    }

    /// The place for the nonce, and the one for what follows it, if the output is as long as it has to be.
    fn split<'out>(&self, out: &'out mut [u8], message: usize) -> Result<(&'out mut [u8], &'out mut [u8]), Error> {
        if message.checked_add(self.algorithm.overhead()) != Some(out.len()) {
            return Err(Error::Parameter);
        }
        out.split_at_mut_checked(self.algorithm.nonce_length()).ok_or(Error::Parameter)
    }

    /// Calls with AWS-LC's key and nonce for a message's nonce.
    fn with<T>(&self, nonce: &[u8], call: impl FnOnce(&LessSafeKey, Nonce) -> T) -> Result<T, Error> {
        match &self.key {
            Key::Extended(key) => {
                let (subkey, nonce) = derive(key.expose(), nonce.try_into().map_err(|_| Error::Parameter)?);
                let key = prepare(&CHACHA20_POLY1305, subkey.expose())?;
                Ok(call(&key, Nonce::assume_unique_for_key(nonce)))
            }
            Key::Prepared(key) => Ok(call(key, Nonce::try_assume_unique_for_key(nonce).map_err(|_| Error::Parameter)?)),
        }
    }
}

impl fmt::Debug for Aead {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Aead({})", self.algorithm.name())
    }
}

fn prepare(algorithm: &'static aws_lc_rs::aead::Algorithm, key: &[u8; 32]) -> Result<LessSafeKey, Error> {
    UnboundKey::new(algorithm, key).map(LessSafeKey::new).map_err(|_| Error::Unavailable)
}

#[cfg(test)]
mod tests;
