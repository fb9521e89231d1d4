//! Keys, one type for each purpose: a key of one cannot be used for the other.

use crate::derive::Derivation;
use highper_crypto::Error;
use highper_crypto::secret::Secret;
use highper_crypto::sign::{SigningKey, VerifyingKey};
use std::fmt;

/// A key that encrypts tokens and decrypts them.
pub struct LocalKey {
    bytes: Secret<32>,
    pub(crate) derivation: Derivation,
}

impl LocalKey {
    /// A random one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if there are no random bytes.
    pub fn generate() -> Result<Self, Error> {
        Secret::generate().map(Self::new)
    }

    /// From 32 bytes.
    ///
    /// # Errors
    /// [`Error::KeyLength`] for any other length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        Secret::from_slice(bytes).map(Self::new)
    }

    pub(crate) fn new(bytes: Secret<32>) -> Self {
        let derivation = Derivation::new(bytes.expose());
        Self { bytes, derivation }
    }

    /// The bytes.
    pub const fn expose(&self) -> &[u8; 32] {
        self.bytes.expose()
    }
}

impl PartialEq for LocalKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for LocalKey {}

impl fmt::Debug for LocalKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LocalKey")
    }
}

/// A key that signs tokens.
#[derive(PartialEq)]
pub struct SecretKey(pub(crate) SigningKey);

impl From<SigningKey> for SecretKey {
    fn from(key: SigningKey) -> Self {
        Self(key)
    }
}

impl SecretKey {
    /// A random one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if there are no random bytes.
    pub fn generate() -> Result<Self, Error> {
        SigningKey::generate().map(Self)
    }

    /// From a seed of 32 bytes.
    ///
    /// # Errors
    /// [`Error::KeyLength`] for any other length.
    pub fn from_seed(seed: &[u8]) -> Result<Self, Error> {
        SigningKey::from_seed(seed).map(Self)
    }

    /// From the seed and the public half, 64 bytes.
    ///
    /// # Errors
    /// [`Error::KeyLength`] for any other length, [`Error::KeyMismatch`] if the halves do not belong together.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        SigningKey::from_bytes(bytes).map(Self)
    }

    /// The seed and the public half.
    pub fn to_bytes(&self) -> Secret<64> {
        self.0.to_bytes()
    }

    /// The seed.
    pub fn seed(&self) -> &[u8; 32] {
        self.0.seed()
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        let point = self.0.verifying_key();
        PublicKey { bytes: *point.as_bytes(), point: Some(point) }
    }
}

impl Eq for SecretKey {}

impl fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretKey")
    }
}

/// A key that verifies tokens.
///
/// PASERK's own test vectors write and read keys that are no points of the curve, or of small order. They are keys here, too; nothing verifies
/// with them, and nothing is sealed to them.
#[derive(Clone)]
pub struct PublicKey {
    bytes: [u8; 32],
    pub(crate) point: Option<VerifyingKey>,
}

impl PublicKey {
    /// From 32 bytes.
    ///
    /// # Errors
    /// [`Error::KeyLength`] for any other length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let bytes = bytes.try_into().map_err(|_| Error::KeyLength)?;
        Ok(Self { bytes, point: VerifyingKey::from_bytes(&bytes).ok() })
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Whether anything can be verified with it.
    pub const fn is_valid(&self) -> bool {
        self.point.is_some()
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PublicKey")
    }
}
