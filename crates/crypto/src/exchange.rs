//! X25519 (RFC 7748): keys, and the secret that two of them share.

use crate::secret::Secret;
use crate::{Error, sys};
use std::fmt;
use zeroize::Zeroizing;

/// The encodings of the points whose shared secret is zero for every secret key, without the top bit, which is ignored: of order 1, 2, 4 and 8 on
/// the curve and on its twist, each also as a number that was not reduced.
const SMALL_ORDER: [[u8; 32]; 7] = [
    number(0, 0),
    number(1, 0),
    // The two points of order 8.
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09,
        0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b, 0x04, 0x44,
        0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57,
    ],
    // One less than the prime 2^255 - 19, the prime, and one more.
    number(0xec, 0xff),
    number(0xed, 0xff),
    number(0xee, 0xff),
];

/// A number whose bytes between the first and the last are alike, below 2^255.
const fn number(first: u8, middle: u8) -> [u8; 32] {
    let mut bytes = [middle; 32];
    bytes[0] = first;
    bytes[31] = middle & 0x7f;
    bytes
}

/// The public half of a pair.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// From 32 bytes.
    ///
    /// # Errors
    /// [`Error::KeyLength`]; [`Error::PublicKey`] for a point of small order.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| Error::KeyLength)?;
        let [rest @ .., last] = &bytes;
        let is_small = SMALL_ORDER.iter().any(|[small @ .., top]| small == rest && *top == last & 0x7f);
        if is_small { Err(Error::PublicKey) } else { Ok(Self(bytes)) }
    }

    /// The bytes, as they were given.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("exchange::PublicKey")
    }
}

/// The secret half of a pair, with the public one.
#[derive(Clone)]
pub struct SecretKey {
    secret: Secret<32>,
    public: PublicKey,
}

impl SecretKey {
    /// A random one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if there are no random bytes.
    pub fn generate() -> Result<Self, Error> {
        Secret::generate().map(Self::new)
    }

    /// From the 32 bytes of the secret half, or 64 with the public half behind it.
    ///
    /// # Errors
    /// [`Error::KeyLength`]; [`Error::KeyMismatch`] if the public half is another one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let (secret, public) = bytes.split_at_checked(32).ok_or(Error::KeyLength)?;
        if !matches!(public.len(), 0 | 32) {
            return Err(Error::KeyLength);
        }
        let key = Self::new(Secret::from_slice(secret)?);
        if public.is_empty() || public == key.public.0 { Ok(key) } else { Err(Error::KeyMismatch) }
    }

    /// From a seed of 32 bytes: the beginning of its SHA-512, as libsodium's `crypto_box_seed_keypair`.
    ///
    /// # Errors
    /// [`Error::KeyLength`].
    pub fn from_seed(seed: &[u8]) -> Result<Self, Error> {
        let seed = Secret::<32>::from_slice(seed)?;
        Ok(Self::new(Self::half_of_hash(seed.expose())))
    }

    /// The beginning of a seed's SHA-512, from which Ed25519 makes its scalar, too (RFC 8032, 5.1.5).
    pub(crate) fn half_of_hash(seed: &[u8; 32]) -> Secret<32> {
        let mut hash = Zeroizing::new([[0; 32]; 2]);
        sys::sha512(seed, &mut hash);
        let [half, _] = *hash;
        Secret::new(half)
    }

    pub(crate) fn new(secret: Secret<32>) -> Self {
        let public = PublicKey(sys::x25519_public(secret.expose()));
        Self { secret, public }
    }

    /// The secret half.
    pub const fn expose(&self) -> &[u8; 32] {
        self.secret.expose()
    }

    /// Both halves, the secret one first.
    pub fn to_bytes(&self) -> Secret<64> {
        let mut bytes = Secret::new([0; 64]);
        let (secret, public) = bytes.expose_mut().split_at_mut(32);
        secret.copy_from_slice(self.expose());
        public.copy_from_slice(&self.public.0);
        bytes
    }

    /// The public half.
    pub const fn public_key(&self) -> PublicKey {
        self.public
    }

    /// The secret that is shared with the owner of a public key: the bare coordinate, to be hashed before it is used.
    ///
    /// # Errors
    /// [`Error::PublicKey`] if it is zero (RFC 7748, 6.1).
    pub fn agree(&self, public: &PublicKey) -> Result<Secret<32>, Error> {
        let mut shared = Secret::new([0; 32]);
        sys::x25519(self.expose(), &public.0, shared.expose_mut()).ok_or(Error::PublicKey)?;
        Ok(shared)
    }
}

impl PartialEq for SecretKey {
    fn eq(&self, other: &Self) -> bool {
        self.secret == other.secret
    }
}

impl Eq for SecretKey {}

impl fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("exchange::SecretKey")
    }
}

#[cfg(test)]
mod tests;
