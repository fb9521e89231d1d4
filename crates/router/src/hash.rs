//! A hash for short byte strings, and reading them word by word.
//!
//! The hash is not keyed: what is stored is written by the application, and what a request brings is only looked up.

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15; // 2^64 divided by the golden ratio
const SECOND: u64 = 0xD1B5_4A32_D192_ED03; // odd, and unlike the first in about half of its bits

/// Multiplies two words and folds the product, so that every bit of both counts.
#[inline(always)]
fn mix(one: u64, two: u64) -> u64 {
    let product = u128::from(one) * u128::from(two);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Eight bytes from a position on, the first one lowest; 0 beyond the end.
#[inline(always)]
pub(crate) fn read8(text: &[u8], at: usize) -> u64 {
    match text.get(at..at + 8).and_then(|bytes| <[u8; 8]>::try_from(bytes).ok()) {
        Some(bytes) => u64::from_le_bytes(bytes),
        None => 0,
    }
}

/// Four bytes from a position on, the first one lowest; 0 beyond the end.
#[inline(always)]
pub(crate) fn read4(text: &[u8], at: usize) -> u64 {
    match text.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok()) {
        Some(bytes) => u64::from(u32::from_le_bytes(bytes)),
        None => 0,
    }
}

/// Hashes `text`, beginning from `seed`.
#[inline(always)]
pub(crate) fn hash(seed: u32, text: &[u8]) -> u64 {
    let length = text.len();
    let mut state = (u64::from(seed) + 1).wrapping_mul(MULTIPLIER) ^ (length as u64);
    if length > 16 {
        // Two words a step; the last sixteen bytes may overlap those before.
        let mut at = 0;
        while at + 16 < length {
            state = mix(state ^ read8(text, at), read8(text, at + 8) ^ SECOND);
            at += 16;
        }
        mix(state ^ read8(text, length - 16), read8(text, length - 8) ^ SECOND)
    } else if length >= 8 {
        mix(state ^ read8(text, 0), read8(text, length - 8) ^ SECOND)
    } else if length >= 4 {
        mix(state ^ (read4(text, 0) | read4(text, length - 4) << 32), MULTIPLIER)
    } else if let (Some(&first), Some(&last)) = (text.first(), text.last()) {
        let middle = text[length / 2];
        mix(state ^ (u64::from(first) | u64::from(middle) << 8 | u64::from(last) << 16), MULTIPLIER)
    } else {
        mix(state, MULTIPLIER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_tells_lengths_and_seeds_apart() {
        let mut seen = std::collections::HashSet::new();
        for seed in 0..8 {
            for length in 0..40 {
                assert!(seen.insert(hash(seed, &vec![0; length])), "seed {seed}, length {length}");
            }
        }
    }
}
