//! `SymmetricKey`, `MacKey` and `DerivationKey`: bytes, each for one purpose.

use super::key::{Generated, Key};
use crate::zval::class::Class;
use highper_crypto::Error;
use highper_crypto::secret::{Secret, SecretBytes};

/// `SymmetricKey`.
#[derive(PartialEq)]
pub struct SymmetricKey(pub Secret<32>);

/// `MacKey`.
#[derive(PartialEq)]
pub struct MacKey(pub SecretBytes);

/// `DerivationKey`.
#[derive(PartialEq)]
pub struct DerivationKey(pub SecretBytes);

pub static SYMMETRIC_KEY: Class = Class::new();
pub static MAC_KEY: Class = Class::new();
pub static DERIVATION_KEY: Class = Class::new();

impl Key for SymmetricKey {
    const NAME: &'static str = "SymmetricKey";
    const NEEDS: &'static str = "exactly 32 bytes";

    fn class() -> &'static Class {
        &SYMMETRIC_KEY
    }

    fn read(bytes: &[u8]) -> Result<Self, Error> {
        Secret::from_slice(bytes).map(Self)
    }

    fn expose<R>(&self, to: impl FnOnce(&[u8]) -> R) -> R {
        to(self.0.expose())
    }
}

impl Generated for SymmetricKey {
    fn generate() -> Result<Self, Error> {
        Secret::generate().map(Self)
    }
}

/// A key of 16 to 1024 bytes.
fn of_any_length(bytes: &[u8]) -> Result<SecretBytes, Error> {
    if (16..=1024).contains(&bytes.len()) { Ok(SecretBytes::from_slice(bytes)) } else { Err(Error::KeyLength) }
}

fn generate() -> Result<SecretBytes, Error> {
    Secret::<32>::generate().map(|secret| SecretBytes::from_slice(secret.expose()))
}

macro_rules! of_any_length {
    ($($key:ident $name:literal $place:ident),*) => {
        $(impl Key for $key {
            const NAME: &'static str = $name;
            const NEEDS: &'static str = "16 to 1024 bytes";

            fn class() -> &'static Class {
                &$place
            }

            fn read(bytes: &[u8]) -> Result<Self, Error> {
                of_any_length(bytes).map(Self)
            }

            fn expose<R>(&self, to: impl FnOnce(&[u8]) -> R) -> R {
                to(self.0.expose())
            }
        }

        impl Generated for $key {
            fn generate() -> Result<Self, Error> {
                generate().map(Self)
            }
        })*
    };
}
of_any_length!(MacKey "MacKey" MAC_KEY, DerivationKey "DerivationKey" DERIVATION_KEY);
