//! PASERK k4: keys as text, plain, named, or wrapped by another key, by a password, or to a public key.

mod fault;
mod password;
mod pie;
mod seal;
mod text;

pub use fault::{PaserkError, memory_out_of_range, passes_out_of_range};
pub use password::{
    Cost, Limits, unwrap_local_with_password, unwrap_secret_with_password, wrap_local_with_password,
    wrap_secret_with_password,
};
pub use pie::{unwrap_local, unwrap_secret, wrap_local, wrap_secret};
pub use seal::{seal, unseal};

use crate::key::{LocalKey, PublicKey, SecretKey};
use highper_crypto::{Error, hash};
use zeroize::Zeroizing;

const LOCAL: &str = "k4.local.";
const SECRET: &str = "k4.secret.";
const PUBLIC: &str = "k4.public.";

/// `k4.local`: the key itself.
pub fn local(key: &LocalKey) -> Zeroizing<String> {
    text::write(LOCAL, &[key.expose()])
}

/// `k4.secret`: the key itself.
pub fn secret(key: &SecretKey) -> Zeroizing<String> {
    text::write(SECRET, &[key.to_bytes().expose()])
}

/// `k4.public`.
pub fn public(key: &PublicKey) -> String {
    take(text::write(PUBLIC, &[key.as_bytes()]))
}

/// Reads `k4.local`.
///
/// # Errors
/// [`Error::Encoding`] for everything else.
pub fn read_local(paserk: &[u8]) -> Result<LocalKey, Error> {
    text::read(LOCAL, paserk).map(LocalKey::new).ok_or(Error::Encoding)
}

/// Reads `k4.secret`.
///
/// # Errors
/// [`Error::Encoding`] for everything else, [`Error::KeyMismatch`] if the public half does not belong to the secret one.
pub fn read_secret(paserk: &[u8]) -> Result<SecretKey, Error> {
    let bytes = text::read::<64>(SECRET, paserk).ok_or(Error::Encoding)?;
    SecretKey::from_bytes(bytes.expose())
}

/// Reads `k4.public`.
///
/// # Errors
/// [`Error::Encoding`] for everything else.
pub fn read_public(paserk: &[u8]) -> Result<PublicKey, Error> {
    let bytes = text::read::<32>(PUBLIC, paserk).ok_or(Error::Encoding)?;
    PublicKey::from_bytes(bytes.expose())
}

/// `k4.lid`: names a key, and tells nothing of it.
pub fn lid(key: &LocalKey) -> String {
    id("k4.lid.", &local(key))
}

/// `k4.sid`: names a secret key.
pub fn sid(key: &SecretKey) -> String {
    id("k4.sid.", &secret(key))
}

/// `k4.pid`: names a public key.
pub fn pid(key: &PublicKey) -> String {
    id("k4.pid.", &public(key))
}

fn id(header: &str, paserk: &str) -> String {
    let mut digest = [0; 33];
    // BLAKE2b gives up to 64 bytes, so this cannot fail.
    let _ = hash::blake2b(b"", &[header.as_bytes(), paserk.as_bytes()], &mut digest);
    take(text::write(header, &[&digest]))
}

/// A text that is no secret.
fn take(mut text: Zeroizing<String>) -> String {
    std::mem::take(&mut *text)
}

#[cfg(test)]
mod tests;
