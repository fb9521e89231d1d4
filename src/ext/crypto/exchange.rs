//! `KeyPair` and `PublicKey`, of X25519.

use super::key::{Generated, Key, Refusal, make, of, text};
use crate::zval::args::{Frame, Return, none, object};
use crate::zval::class::Class;
use crate::zval::guard::cold;
use highper_crypto::{Error, exchange};

/// `KeyPair`.
#[derive(PartialEq)]
pub struct KeyPair(pub exchange::SecretKey);

/// `PublicKey`.
#[derive(PartialEq)]
pub struct PublicKey(pub exchange::PublicKey);

pub static KEY_PAIR: Class = Class::new();
pub static PUBLIC_KEY: Class = Class::new();

impl Key for KeyPair {
    const NAME: &'static str = "KeyPair";
    const NEEDS: &'static str = "64 or 32 bytes";

    fn class() -> &'static Class {
        &KEY_PAIR
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        exchange::SecretKey::from_bytes(bytes).map(Self)
    }

    fn expose<R>(&self, to: impl FnOnce(&[u8]) -> R) -> R {
        to(self.0.to_bytes().expose())
    }
}

impl Generated for KeyPair {
    fn generate() -> Result<Self, Error> {
        exchange::SecretKey::generate().map(Self)
    }
}

impl Key for PublicKey {
    const NAME: &'static str = "PublicKey";
    const NEEDS: &'static str = "exactly 32 bytes";

    fn class() -> &'static Class {
        &PUBLIC_KEY
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        exchange::PublicKey::from_bytes(bytes).map(Self)
    }

    fn expose<R>(&self, to: impl FnOnce(&[u8]) -> R) -> R {
        to(self.0.as_bytes())
    }
}

/// `fromSeed()`.
pub unsafe extern "C" fn from_seed(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(seed) = text(frame) {
            make(result, || match exchange::SecretKey::from_seed(seed) {
                Ok(secret) => Ok(KeyPair(secret)),
                Err(_) => Err(Refusal::Seed(seed.len())),
            });
        }
    });
}

/// `publicKey()`.
pub unsafe extern "C" fn public_key(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; the object is a KeyPair.
        if none(frame).is_some()
            && let Some(pair) = of::<KeyPair>(object(frame))
        {
            make(result, || Ok(PublicKey(pair.0.public_key())));
        }
    });
}
