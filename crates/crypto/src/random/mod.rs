//! Random values from the operating system's source. What identifies things by time and chance is in `ids`, the store that small requests are served from in `pool`.

mod ids;
mod pool;

use crate::Error;

pub use ids::{ulid, uuid4, uuid7};

/// Fills with random bytes.
///
/// # Errors
/// [`Error::Unavailable`] if the operating system gives none; the bytes are zero then.
pub fn fill(out: &mut [u8]) -> Result<(), Error> {
    pool::fill(out).inspect_err(|_| out.fill(0))
}

/// Random bytes, so many as the type says.
///
/// # Errors
/// As [`fill`].
pub fn array<const LENGTH: usize>() -> Result<[u8; LENGTH], Error> {
    let mut out = [0; LENGTH];
    fill(&mut out)?;
    Ok(out)
}

/// A random integer from a range, both ends included, each with the same probability.
///
/// # Errors
/// [`Error::Parameter`] if min is greater than max; as [`fill`].
pub fn between(min: i64, max: i64) -> Result<i64, Error> {
    if min > max {
        return Err(Error::Parameter);
    }
    let span = max.wrapping_sub(min).cast_unsigned();
    let Some(count) = span.checked_add(1) else {
        return Ok(i64::from_le_bytes(array()?));
    };
    // The high halves of the products are uniform once those are drawn again whose low halves fall into the part that is left over.
    let rest = count.wrapping_neg() % count;
    loop {
        let chance = u64::from_le_bytes(array()?);
        if chance.wrapping_mul(count) >= rest {
            let high = (u128::from(chance) * u128::from(count)) >> 64;
            return Ok(min.wrapping_add_unsigned(u64::try_from(high).unwrap_or_default()));
        }
    }
}

#[cfg(test)]
mod tests;
