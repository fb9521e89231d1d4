//! Passwords, hashed with Argon2 to PHC strings.

mod phc;

use crate::kdf::{self, Cost, Variant, Version};
use crate::{Error, random, secret};
use phc::Phc;

/// What PHP's password_hash() takes for salt and hash.
const SALT_LENGTH: usize = 16;
const HASH_LENGTH: usize = 32;

/// The most passes that a hash is made with, and is believed.
pub const MAX_PASSES: u32 = 64;

/// What there is to say of a password and a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They belong together.
    Valid,
    /// They do not, or the hash is broken or asks for too much.
    Invalid,
    /// The hash is none of Argon2: another has to judge.
    Foreign,
}

/// Hashes a password with Argon2id 1.3 and a random salt, in one lane.
///
/// # Errors
/// [`Error::Parameter`] for less than [`kdf::MIN_MEMORY`] or more than [`kdf::MAX_MEMORY`], no pass or more than [`MAX_PASSES`]; [`Error::Unavailable`] if there is
/// not so much memory, or no random bytes.
pub fn hash(password: &[u8], memory_kib: u32, passes: u32) -> Result<String, Error> {
    if passes > MAX_PASSES {
        return Err(Error::Parameter);
    }
    let salt = random::array::<SALT_LENGTH>()?;
    let mut hash = [0; HASH_LENGTH];
    kdf::argon2id(password, &salt, memory_kib, passes, 1, &mut hash)?;
    let cost = Cost { memory_kib, passes, lanes: 1 };
    Ok(phc::write(cost, &salt, &hash))
}

/// Whether a password belongs to a hash.
///
/// # Errors
/// [`Error::Unavailable`] if there is not so much memory.
pub fn verify(password: &[u8], hash: &[u8]) -> Result<Verdict, Error> {
    let Some(variant) = phc::variant(hash) else {
        return Ok(Verdict::Foreign);
    };
    let Some(phc) = Phc::read(variant, hash).filter(|phc| phc.cost.passes <= MAX_PASSES) else {
        return Ok(Verdict::Invalid);
    };
    let mut computed = vec![0; phc.hash.len()];
    match kdf::argon2(phc.variant, phc.version, phc.cost, password, &phc.salt, &mut computed) {
        Ok(()) if secret::is_equal(&phc.hash, &computed) => Ok(Verdict::Valid),
        Ok(()) | Err(Error::Parameter) => Ok(Verdict::Invalid),
        Err(error) => Err(error),
    }
}

/// Whether [`hash`] would make another kind of hash.
pub fn needs_rehash(hash: &[u8], memory_kib: u32, passes: u32) -> bool {
    let expected = Cost { memory_kib, passes, lanes: 1 };
    phc::variant(hash)
        .and_then(|variant| Phc::read(variant, hash))
        .is_none_or(|phc| phc.variant != Variant::Argon2id || phc.version != Version::V0x13 || phc.cost != expected)
}

#[cfg(test)]
mod tests;
