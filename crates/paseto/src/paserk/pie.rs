//! `k4.local-wrap.pie` and `k4.secret-wrap.pie`: a key wrapped by a local one. Written as code, nonce, encrypted key.

use super::{PaserkError, text};
use crate::derive::{self, CIPHER};
use crate::key::{LocalKey, SecretKey};
use highper_crypto::secret::{self, Secret};
use highper_crypto::{hash, random};
use zeroize::Zeroizing;

const LOCAL: &str = "k4.local-wrap.pie.";
const SECRET: &str = "k4.secret-wrap.pie.";

/// Wraps a local key.
///
/// # Errors
/// If there are no random bytes.
pub fn wrap_local(key: &LocalKey, wrapping: &LocalKey) -> Result<String, PaserkError> {
    wrap(LOCAL, Secret::new(*key.expose()), wrapping, &random::array()?)
}

/// Wraps a secret key.
///
/// # Errors
/// If there are no random bytes.
pub fn wrap_secret(key: &SecretKey, wrapping: &LocalKey) -> Result<String, PaserkError> {
    wrap(SECRET, key.to_bytes(), wrapping, &random::array()?)
}

/// Takes a local key out.
///
/// # Errors
/// [`PaserkError::Authentication`], whatever is wrong.
pub fn unwrap_local(paserk: &[u8], wrapping: &LocalKey) -> Result<LocalKey, PaserkError> {
    unwrap::<96, 32>(LOCAL, paserk, wrapping).map(LocalKey::new)
}

/// Takes a secret key out.
///
/// # Errors
/// [`PaserkError::Authentication`], whatever is wrong.
pub fn unwrap_secret(paserk: &[u8], wrapping: &LocalKey) -> Result<SecretKey, PaserkError> {
    let bytes = unwrap::<128, 64>(SECRET, paserk, wrapping)?;
    Ok(SecretKey::from_bytes(bytes.expose())?)
}

pub(super) fn wrap<const KEY: usize>(
    header: &str,
    mut key: Secret<KEY>,
    wrapping: &LocalKey,
    nonce: &[u8; 32],
) -> Result<String, PaserkError> {
    encrypt(wrapping, nonce, key.expose_mut())?;
    let code = authenticate(header, wrapping, nonce, key.expose())?;
    Ok(super::take(text::write(header, &[&*code, nonce, key.expose()])))
}

fn unwrap<const LENGTH: usize, const KEY: usize>(
    header: &str,
    paserk: &[u8],
    wrapping: &LocalKey,
) -> Result<Secret<KEY>, PaserkError> {
    let bytes = text::read::<LENGTH>(header, paserk).ok_or(PaserkError::Authentication)?;
    let (code, rest) = bytes.expose().split_first_chunk::<32>().ok_or(PaserkError::Authentication)?;
    let (nonce, encrypted) = rest.split_first_chunk::<32>().ok_or(PaserkError::Authentication)?;
    if !secret::is_equal(&*authenticate(header, wrapping, nonce, encrypted)?, code) {
        return Err(PaserkError::Authentication);
    }
    let mut key = Secret::from_slice(encrypted)?;
    encrypt(wrapping, nonce, key.expose_mut())?;
    Ok(key)
}

/// Encrypts or decrypts.
fn encrypt(wrapping: &LocalKey, nonce: &[u8; 32], key: &mut [u8]) -> Result<(), PaserkError> {
    let mut derived = Secret::new([0; CIPHER]);
    hash::blake2b(wrapping.expose(), &[b"\x80", nonce], derived.expose_mut())?;
    Ok(derive::apply(&derived, key)?)
}

fn authenticate(
    header: &str,
    wrapping: &LocalKey,
    nonce: &[u8; 32],
    encrypted: &[u8],
) -> Result<Zeroizing<[u8; 32]>, PaserkError> {
    let mut mac = Secret::new([0; 32]);
    hash::blake2b(wrapping.expose(), &[b"\x81", nonce], mac.expose_mut())?;
    let mut code = Zeroizing::new([0; 32]);
    hash::blake2b(mac.expose(), &[header.as_bytes(), nonce, encrypted], &mut *code)?;
    Ok(code)
}
