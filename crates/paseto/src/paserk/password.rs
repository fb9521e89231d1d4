//! `k4.local-pw` and `k4.secret-pw`: a key wrapped by a password. Written as salt, memory in bytes, passes, lanes, nonce, encrypted key, code. What
//! a text asks of Argon2 is compared with what is granted before any of it is given.

use super::{PaserkError, text};
use crate::key::{LocalKey, SecretKey};
use crate::wipe::Wiped;
use highper_crypto::password::MAX_PASSES;
use highper_crypto::secret::{self, Secret};
use highper_crypto::{hash, kdf, random, xchacha20};
use zeroize::Zeroizing;

const LOCAL: &str = "k4.local-pw.";
const SECRET: &str = "k4.secret-pw.";

/// Argon2 counts its memory in these, and needs eight of them.
pub(super) const KIB: u64 = 1024;
pub(super) const MIN_MEMORY: u64 = 8 * KIB;
pub(super) const MAX_MEMORY: u64 = 4 << 30;

/// What wrapping costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// In bytes: a multiple of 1024, 8 KiB to 4 GiB.
    pub memory: u64,
    /// 1 to 64.
    pub passes: u32,
}

/// What unwrapping may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// In bytes.
    pub memory: u64,
    /// Passes over it.
    pub passes: u32,
}

/// Wraps a local key.
///
/// # Errors
/// [`PaserkError::MemoryCost`] or [`PaserkError::PassesCost`] if the cost is out of its range; if there are no random bytes or not so much memory.
pub fn wrap_local_with_password(key: &LocalKey, password: &[u8], cost: Cost) -> Result<String, PaserkError> {
    wrap(LOCAL, Secret::new(*key.expose()), password, cost, &random::array()?, &random::array()?)
}

/// Wraps a secret key.
///
/// # Errors
/// As [`wrap_local_with_password`].
pub fn wrap_secret_with_password(key: &SecretKey, password: &[u8], cost: Cost) -> Result<String, PaserkError> {
    wrap(SECRET, key.to_bytes(), password, cost, &random::array()?, &random::array()?)
}

/// Takes a local key out.
///
/// # Errors
/// [`PaserkError::Memory`] or [`PaserkError::Passes`] if it asks for more than is granted; if there is not so much memory;
/// [`PaserkError::Authentication`], whatever else is wrong.
pub fn unwrap_local_with_password(paserk: &[u8], password: &[u8], limits: Limits) -> Result<LocalKey, PaserkError> {
    unwrap::<120, 32>(LOCAL, paserk, password, limits).map(LocalKey::new)
}

/// Takes a secret key out.
///
/// # Errors
/// As [`unwrap_local_with_password`].
pub fn unwrap_secret_with_password(paserk: &[u8], password: &[u8], limits: Limits) -> Result<SecretKey, PaserkError> {
    let bytes = unwrap::<152, 64>(SECRET, paserk, password, limits)?;
    Ok(SecretKey::from_bytes(bytes.expose())?)
}

const fn is_memory(memory: u64) -> bool {
    memory >= MIN_MEMORY && memory <= MAX_MEMORY && memory.is_multiple_of(KIB)
}

pub(super) fn wrap<const KEY: usize>(
    header: &str,
    mut key: Secret<KEY>,
    password: &[u8],
    cost: Cost,
    salt: &[u8; 16],
    nonce: &[u8; 24],
) -> Result<String, PaserkError> {
    let Cost { memory, passes } = cost;
    if !is_memory(memory) {
        return Err(PaserkError::MemoryCost(memory));
    }
    if passes == 0 || passes > MAX_PASSES {
        return Err(PaserkError::PassesCost(passes));
    }
    let keys = Keys::new(password, salt, cost)?;
    xchacha20::apply(keys.cipher.expose(), nonce, key.expose_mut());
    let (memory, passes, lanes) = (memory.to_be_bytes(), passes.to_be_bytes(), 1_u32.to_be_bytes());
    let parts = Wiped::join(&[salt, &memory, &passes, &lanes, nonce, key.expose()]);
    let code = keys.authenticate(header, &parts)?;
    Ok(super::take(text::write(header, &[&parts, &*code])))
}

fn unwrap<const LENGTH: usize, const KEY: usize>(
    header: &str,
    paserk: &[u8],
    password: &[u8],
    limits: Limits,
) -> Result<Secret<KEY>, PaserkError> {
    let bytes = text::read::<LENGTH>(header, paserk).ok_or(PaserkError::Authentication)?;
    let (parts, code) = bytes.expose().split_last_chunk::<32>().ok_or(PaserkError::Authentication)?;
    let (salt, rest) = parts.split_first_chunk().ok_or(PaserkError::Authentication)?;
    let (memory, rest) = rest.split_first_chunk().ok_or(PaserkError::Authentication)?;
    let (passes, rest) = rest.split_first_chunk().ok_or(PaserkError::Authentication)?;
    let (lanes, rest) = rest.split_first_chunk().ok_or(PaserkError::Authentication)?;
    let (nonce, encrypted) = rest.split_first_chunk().ok_or(PaserkError::Authentication)?;
    let (memory, passes) = (u64::from_be_bytes(*memory), u32::from_be_bytes(*passes));
    if memory > limits.memory {
        return Err(PaserkError::Memory { asked: memory, granted: limits.memory });
    }
    if passes > limits.passes {
        return Err(PaserkError::Passes { asked: passes, granted: limits.passes });
    }
    if u32::from_be_bytes(*lanes) != 1 || !is_memory(memory) || passes == 0 {
        return Err(PaserkError::Authentication);
    }
    let keys = Keys::new(password, salt, Cost { memory, passes })?;
    if !secret::is_equal(&*keys.authenticate(header, parts)?, code) {
        return Err(PaserkError::Authentication);
    }
    let mut key = Secret::from_slice(encrypted)?;
    xchacha20::apply(keys.cipher.expose(), nonce, key.expose_mut());
    Ok(key)
}

/// What is derived from a password.
struct Keys {
    cipher: Secret<32>,
    mac: Secret<32>,
}

impl Keys {
    fn new(password: &[u8], salt: &[u8; 16], cost: Cost) -> Result<Self, PaserkError> {
        let memory = u32::try_from(cost.memory / KIB).map_err(|_| PaserkError::MemoryCost(cost.memory))?;
        let mut derived = Secret::<32>::new([0; 32]);
        kdf::argon2id(password, salt, memory, cost.passes, 1, derived.expose_mut())?;
        let mut keys = Self { cipher: Secret::new([0; 32]), mac: Secret::new([0; 32]) };
        hash::blake2b(b"", &[b"\xff", derived.expose()], keys.cipher.expose_mut())?;
        hash::blake2b(b"", &[b"\xfe", derived.expose()], keys.mac.expose_mut())?;
        Ok(keys)
    }

    fn authenticate(&self, header: &str, parts: &[u8]) -> Result<Zeroizing<[u8; 32]>, PaserkError> {
        let mut code = Zeroizing::new([0; 32]);
        hash::blake2b(self.mac.expose(), &[header.as_bytes(), parts], &mut *code)?;
        Ok(code)
    }
}
