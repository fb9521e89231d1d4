//! Keys from keys (HKDF) and keys from passwords (Argon2).

use crate::hash::{Algorithm, put};
use crate::memory::Blocks;
use crate::{Error, hmac};
use argon2::{Argon2, Params};

pub(crate) use argon2::{Algorithm as Variant, Version};

/// The least memory that Argon2 runs with in one lane, in KiB (RFC 9106, 3.1).
pub const MIN_MEMORY: u32 = 8;

/// The most memory that Argon2 is run with, in KiB: 4 GiB.
pub const MAX_MEMORY: u32 = 4 << 20;

/// The most lanes that Argon2 is run with. They are computed one after the other.
pub const MAX_LANES: u32 = 64;

/// How many bytes HKDF gives at most, if the algorithm is one of SHA-2 (RFC 5869, 2.3).
pub const fn max_length(algorithm: Algorithm) -> usize {
    255 * algorithm.length()
}

/// HKDF (RFC 5869): extracts from the key with the salt and expands with the info.
///
/// # Errors
/// [`Error::Parameter`] for an algorithm that is none of SHA-2, and for an output of no byte or more than [`max_length`].
pub fn hkdf(algorithm: Algorithm, key: &[u8], salt: &[u8], info: &[u8], out: &mut [u8]) -> Result<(), Error> {
    if out.is_empty() || out.len() > max_length(algorithm) {
        return Err(Error::Parameter);
    }
    let secret = hmac::code(algorithm, salt, &[key])?;
    let mut last = hmac::Text::new();
    for (number, chunk) in (1..=u8::MAX).zip(out.chunks_mut(algorithm.length())) {
        last = hmac::code(algorithm, secret.used(), &[last.used(), info, &[number]])?;
        put(last.used(), chunk);
    }
    Ok(())
}

/// What Argon2 costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cost {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

/// Argon2id 1.3 (RFC 9106).
///
/// # Errors
/// [`Error::Parameter`] for a salt of less than 8 bytes, an output of less than 4, no pass, no lane or more than [`MAX_LANES`], less than
/// 8 KiB a lane, or more than [`MAX_MEMORY`]; [`Error::Unavailable`] if there is not so much memory. The output is zero then.
pub fn argon2id(
    password: &[u8],
    salt: &[u8],
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    out: &mut [u8],
) -> Result<(), Error> {
    argon2(Variant::Argon2id, Version::V0x13, Cost { memory_kib, passes, lanes }, password, salt, out)
}

pub(crate) fn argon2(
    variant: Variant,
    version: Version,
    cost: Cost,
    password: &[u8],
    salt: &[u8],
    out: &mut [u8],
) -> Result<(), Error> {
    let filled = fill(variant, version, cost, password, salt, out);
    filled.inspect_err(|_| out.fill(0))
}

fn fill(
    variant: Variant,
    version: Version,
    cost: Cost,
    password: &[u8],
    salt: &[u8],
    out: &mut [u8],
) -> Result<(), Error> {
    if cost.memory_kib > MAX_MEMORY || cost.lanes > MAX_LANES {
        return Err(Error::Parameter);
    }
    let params =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(out.len())).map_err(|_| Error::Parameter)?;
    let mut blocks = Blocks::new(params.block_count())?;
    Argon2::new(variant, version, params)
        .hash_password_into_with_memory(password, salt, out, &mut *blocks)
        .map_err(|_| Error::Parameter)
}

#[cfg(test)]
mod tests;
