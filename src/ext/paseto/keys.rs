//! `Paseto\LocalKey`, `Paseto\SecretKey` and `Paseto\PublicKey`.

use crate::ext::crypto::key::{Generated, Key};
use crate::ext::crypto::signing::Secret;
use crate::zval::class::Class;
use highper_crypto::{Error, sign};
use std::sync::Arc;

/// `Paseto\LocalKey`. Rings and tokens share the key, so that there is no second copy of it.
#[derive(PartialEq)]
pub struct LocalKey(pub Arc<highper_paseto::LocalKey>);

/// `Paseto\SecretKey`, shared likewise.
#[derive(PartialEq)]
pub struct SecretKey(pub Arc<highper_paseto::SecretKey>);

/// `Paseto\PublicKey`, shared likewise.
#[derive(PartialEq)]
pub struct PublicKey(pub Arc<highper_paseto::PublicKey>);

impl From<highper_paseto::LocalKey> for LocalKey {
    fn from(key: highper_paseto::LocalKey) -> Self {
        Self(Arc::new(key))
    }
}

impl From<highper_paseto::SecretKey> for SecretKey {
    fn from(key: highper_paseto::SecretKey) -> Self {
        Self(Arc::new(key))
    }
}

impl From<highper_paseto::PublicKey> for PublicKey {
    fn from(key: highper_paseto::PublicKey) -> Self {
        Self(Arc::new(key))
    }
}

pub static LOCAL_KEY: Class = Class::new();
pub static SECRET_KEY: Class = Class::new();
pub static PUBLIC_KEY: Class = Class::new();

impl Key for LocalKey {
    const NAME: &'static str = "Paseto\\LocalKey";
    const NEEDS: &'static str = "exactly 32 bytes";

    fn class() -> &'static Class {
        &LOCAL_KEY
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        highper_paseto::LocalKey::from_bytes(bytes).map(Self::from)
    }

    fn expose<R>(&self, to: impl FnOnce(&[u8]) -> R) -> R {
        to(self.0.expose())
    }
}

impl Generated for LocalKey {
    fn generate() -> Result<Self, Error> {
        highper_paseto::LocalKey::generate().map(Self::from)
    }
}

impl Key for SecretKey {
    const NAME: &'static str = "Paseto\\SecretKey";
    const NEEDS: &'static str = "exactly 64 bytes";

    fn class() -> &'static Class {
        &SECRET_KEY
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        highper_paseto::SecretKey::from_bytes(bytes).map(Self::from)
    }

    fn expose<R>(&self, to: impl FnOnce(&[u8]) -> R) -> R {
        to(self.0.to_bytes().expose())
    }
}

impl Generated for SecretKey {
    fn generate() -> Result<Self, Error> {
        highper_paseto::SecretKey::generate().map(Self::from)
    }
}

impl Secret for SecretKey {
    type Public = PublicKey;

    fn wrap(key: sign::SigningKey) -> Self {
        highper_paseto::SecretKey::from(key).into()
    }

    fn public(&self) -> PublicKey {
        self.0.public_key().into()
    }
}

impl Key for PublicKey {
    const NAME: &'static str = "Paseto\\PublicKey";
    const NEEDS: &'static str = "exactly 32 bytes";

    fn class() -> &'static Class {
        &PUBLIC_KEY
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        highper_paseto::PublicKey::from_bytes(bytes).map(Self::from)
    }

    fn expose<R>(&self, to: impl FnOnce(&[u8]) -> R) -> R {
        to(self.0.as_bytes())
    }
}
