//! `SigningKey` and `VerifyingKey`. PASETO's own pair is built on the same engine, in classes of its own.

use super::key::{Generated, Key, Refusal, make, of, text};
use crate::zval::args::{Frame, Return, give, none, object};
use crate::zval::array::new_string;
use crate::zval::class::Class;
use crate::zval::guard::{cold, kept};
use highper_crypto::memory::scrub_stack;
use highper_crypto::{Error, pem, sign};

/// `SigningKey`.
#[derive(PartialEq)]
pub struct SigningKey(pub sign::SigningKey);

/// `VerifyingKey`.
#[derive(PartialEq)]
pub struct VerifyingKey(pub sign::VerifyingKey);

pub static SIGNING_KEY: Class = Class::new();
pub static VERIFYING_KEY: Class = Class::new();

/// A kind of key that is a pair's secret half.
pub trait Secret: Key {
    /// The public half's kind.
    type Public: Key;

    /// A key of the engine's.
    fn wrap(key: sign::SigningKey) -> Self;

    /// The public half.
    fn public(&self) -> Self::Public;
}

impl Key for SigningKey {
    const NAME: &'static str = "SigningKey";
    const NEEDS: &'static str = "exactly 64 bytes";

    fn class() -> &'static Class {
        &SIGNING_KEY
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        sign::SigningKey::from_bytes(bytes).map(Self)
    }

    fn expose<R>(&self, to: impl FnOnce(&[u8]) -> R) -> R {
        to(self.0.to_bytes().expose())
    }
}

impl Generated for SigningKey {
    fn generate() -> Result<Self, Error> {
        sign::SigningKey::generate().map(Self)
    }
}

impl Secret for SigningKey {
    type Public = VerifyingKey;

    fn wrap(key: sign::SigningKey) -> Self {
        Self(key)
    }

    fn public(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }
}

impl Key for VerifyingKey {
    const NAME: &'static str = "VerifyingKey";
    const NEEDS: &'static str = "exactly 32 bytes";

    fn class() -> &'static Class {
        &VERIFYING_KEY
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        sign::VerifyingKey::from_bytes(bytes).map(Self)
    }

    fn expose<R>(&self, to: impl FnOnce(&[u8]) -> R) -> R {
        to(self.0.as_bytes())
    }
}

const NOT_PRIVATE_PEM: &str = "Not PEM of an Ed25519 private key: PKCS #8 without a password is expected";
const NOT_PUBLIC_PEM: &str = "Not PEM of an Ed25519 public key: SubjectPublicKeyInfo is expected";

/// `fromSeed()`.
pub unsafe extern "C" fn from_seed<K: Secret>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(seed) = text(frame) {
            make(result, || match sign::SigningKey::from_seed(seed) {
                Ok(key) => Ok(K::wrap(key)),
                Err(_) => Err(Refusal::Seed(seed.len())),
            });
        }
    });
}

/// `fromPem()` of a secret half.
pub unsafe extern "C" fn from_private_pem<K: Secret>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(text) = text(frame) {
            make(result, || {
                let seed = pem::read_signing_key(text).map_err(|_| Refusal::Encoding(NOT_PRIVATE_PEM))?;
                sign::SigningKey::from_seed(seed.expose()).map(K::wrap).map_err(|error| Refusal::Key(error, 32))
            });
        }
    });
}

/// `fromPem()` of a public half.
pub unsafe extern "C" fn from_public_pem<K: Key>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(text) = text(frame) {
            make(result, || {
                let bytes = pem::read_verifying_key(text).map_err(|_| Refusal::Encoding(NOT_PUBLIC_PEM))?;
                super::key::read::<K>(&bytes)
            });
        }
    });
}

/// `verifyingKey()` and `publicKey()`.
pub unsafe extern "C" fn public<K: Secret>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; the object is of K's class.
        if none(frame).is_some()
            && let Some(key) = of::<K>(object(frame))
        {
            make(result, || Ok(key.public()));
        }
    });
}

/// `revealPem()`.
pub unsafe extern "C" fn reveal_pem(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; the object is a SigningKey.
        if none(frame).is_some()
            && let Some(key) = of::<SigningKey>(object(frame))
        {
            give(result, new_string(kept(pem::signing_key(key.0.seed())).as_bytes()));
            scrub_stack();
        }
    });
}

/// `toPem()`.
pub unsafe extern "C" fn to_pem(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; the object is a VerifyingKey.
        if none(frame).is_some()
            && let Some(key) = of::<VerifyingKey>(object(frame))
        {
            give(result, new_string(pem::verifying_key(key.0.as_bytes()).as_bytes()));
        }
    });
}
