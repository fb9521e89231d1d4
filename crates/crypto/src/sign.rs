//! Ed25519 (RFC 8032): keys, signing by AWS-LC, and strict verification by ed25519-dalek, each the faster of the two at its part.

use crate::secret::{Secret, is_equal};
use crate::{Error, exchange, sys};
use ed25519_dalek::ed25519::signature::Signer;
use ed25519_dalek::{Signature, Verifier};
use std::fmt;
use zeroize::Zeroizing;

/// The length of a signature.
pub const LENGTH: usize = 64;

/// The encodings of the points of small order, all eight. A signature's R is compared with them as bytes: verification computes R anew and
/// compares its only canonical encoding with what was given, so no other encoding of a point gets that far.
const SMALL_ORDER: [[u8; 32]; 8] = [
    coordinate(1, 0, 0),
    coordinate(0xec, 0xff, 0x7f),
    coordinate(0, 0, 0),
    coordinate(0, 0, 0x80),
    ORDER_8[0],
    with_sign(ORDER_8[0]),
    ORDER_8[1],
    with_sign(ORDER_8[1]),
];

/// The y of the points of order 8.
const ORDER_8: [[u8; 32]; 2] = [
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf,
        0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20,
        0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
];

const fn coordinate(first: u8, middle: u8, last: u8) -> [u8; 32] {
    let mut bytes = [middle; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

const fn with_sign(mut bytes: [u8; 32]) -> [u8; 32] {
    bytes[31] |= 0x80;
    bytes
}

/// The public half of a pair: a point that was decompressed once.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// From 32 bytes.
    ///
    /// # Errors
    /// [`Error::KeyLength`]; [`Error::PublicKey`] for what is no point, one of small order, or not its canonical encoding.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| Error::KeyLength)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| Error::PublicKey)?;
        if key.is_weak() || !is_reduced(&bytes) { Err(Error::PublicKey) } else { Ok(Self(key)) }
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Whether a signature is this key's for a message: S below the group's order, R in its canonical encoding and, like the key, not of
    /// small order. Another length is false.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let Some((r, _)) = signature.split_first_chunk::<32>() else { return false };
        !SMALL_ORDER.contains(r)
            && Signature::from_slice(signature).is_ok_and(|signature| self.0.verify(message, &signature).is_ok())
    }

    /// The X25519 key of the same point, as libsodium's `crypto_sign_ed25519_pk_to_curve25519`.
    ///
    /// # Errors
    /// [`Error::PublicKey`] if the point is not in the group of prime order.
    pub fn to_exchange(&self) -> Result<exchange::PublicKey, Error> {
        let point = self.0.to_edwards();
        if !point.is_torsion_free() {
            return Err(Error::PublicKey);
        }
        exchange::PublicKey::from_bytes(point.to_montgomery().as_bytes())
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("VerifyingKey")
    }
}

/// Whether y is below the prime 2^255 - 19. (The two encodings of x = 0 with its sign set belong to points of small order.)
fn is_reduced([first, middle @ .., last]: &[u8; 32]) -> bool {
    *first < 0xed || last & 0x7f != 0x7f || middle.iter().any(|byte| *byte != 0xff)
}

/// The secret half of a pair.
#[derive(Clone)]
pub struct SigningKey {
    /// The seed and the public half, one behind the other, as libsodium keeps them and AWS-LC wants them.
    halves: Zeroizing<[[u8; 32]; 2]>,
}

impl SigningKey {
    /// A random one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if there are no random bytes.
    pub fn generate() -> Result<Self, Error> {
        Secret::generate().map(|seed| Self::new(&seed))
    }

    /// From a seed of 32 bytes.
    ///
    /// # Errors
    /// [`Error::KeyLength`].
    pub fn from_seed(seed: &[u8]) -> Result<Self, Error> {
        Secret::from_slice(seed).map(|seed| Self::new(&seed))
    }

    /// From the 64 bytes of seed and public half.
    ///
    /// # Errors
    /// [`Error::KeyLength`]; [`Error::KeyMismatch`] if the public half is another one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let (seed, public) = bytes.split_first_chunk::<32>().ok_or(Error::KeyLength)?;
        if public.len() != 32 {
            return Err(Error::KeyLength);
        }
        let key = Self::from_seed(seed)?;
        if is_equal(key.public(), public) { Ok(key) } else { Err(Error::KeyMismatch) }
    }

    fn new(seed: &Secret<32>) -> Self {
        Self { halves: Zeroizing::new([*seed.expose(), sys::ed25519_public(seed.expose())]) }
    }

    /// Seed and public half.
    pub fn to_bytes(&self) -> Secret<64> {
        let mut bytes = Secret::new([0; 64]);
        bytes.expose_mut().copy_from_slice(self.halves.as_flattened());
        bytes
    }

    /// The seed, which RFC 8032 calls the private key.
    pub fn seed(&self) -> &[u8; 32] {
        let [seed, _] = &*self.halves;
        seed
    }

    /// The bytes of the public half.
    pub fn public(&self) -> &[u8; 32] {
        let [_, public] = &*self.halves;
        public
    }

    /// The public half. Decompresses it: keep the result if it is needed more than once.
    pub fn verifying_key(&self) -> VerifyingKey {
        // The bytes were computed from the seed, so they are a point.
        VerifyingKey(
            ed25519_dalek::VerifyingKey::from_bytes(self.public()).unwrap_or_else(|_| self.reference().verifying_key()),
        )
    }

    /// The signature of a message.
    pub fn sign(&self, message: &[u8]) -> [u8; LENGTH] {
        // Both give the same bytes: the signature is determined by key and message.
        sys::ed25519_sign(message, &self.halves).unwrap_or_else(|| self.reference().sign(message).to_bytes())
    }

    /// The same key for ed25519-dalek, which gives the same results, but derives and signs more slowly.
    fn reference(&self) -> ed25519_dalek::SigningKey {
        ed25519_dalek::SigningKey::from_bytes(self.seed())
    }

    /// The X25519 key of the same secret, as libsodium's `crypto_sign_ed25519_sk_to_curve25519`.
    pub fn to_exchange(&self) -> exchange::SecretKey {
        let mut scalar = exchange::SecretKey::half_of_hash(self.seed());
        let [first, .., last] = scalar.expose_mut();
        // The bits that X25519 ignores (RFC 7748, 5).
        *first &= 0xf8;
        *last = *last & 0x7f | 0x40;
        exchange::SecretKey::new(scalar)
    }
}

impl PartialEq for SigningKey {
    fn eq(&self, other: &Self) -> bool {
        is_equal(self.seed(), other.seed())
    }
}

impl Eq for SigningKey {}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SigningKey")
    }
}

#[cfg(test)]
mod tests;
