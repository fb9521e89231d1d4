//! From decimal digits to the nearest double (D. Lemire: Number parsing at a gigabyte per second, 2021). What that algorithm cannot
//! decide, the standard library does.

use super::powers::{GREATEST, POWERS, SMALLEST};

/// Powers of ten that a double holds exactly.
const EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

const MANTISSA_BITS: u32 = 52;
const EXPONENT_BIAS: i32 = 1023;

/// The double nearest to `digits` × 10^`exponent`; `None` where that cannot be decided from 128 bits of the power.
#[inline(always)]
pub fn nearest(digits: u64, exponent: i64) -> Option<f64> {
    // Both factors and so the rounded result of one operation are exact (W. Clinger, 1990).
    if digits >> (MANTISSA_BITS + 1) == 0 && exponent.unsigned_abs() <= 22 {
        let power = EXACT.get(usize::try_from(exponent.unsigned_abs()).unwrap_or(0)).copied()?;
        let digits = digits as f64;
        return Some(if exponent < 0 { digits / power } else { digits * power });
    }
    by_multiplication(digits, exponent)
}

#[inline]
fn by_multiplication(digits: u64, exponent: i64) -> Option<f64> {
    if digits == 0 || exponent < i64::from(SMALLEST) {
        return Some(0.0);
    }
    if exponent > i64::from(GREATEST) {
        return Some(f64::INFINITY);
    }
    let exponent = i32::try_from(exponent).ok()?;
    let zeros = digits.leading_zeros();
    let digits = digits << zeros;
    let power = *POWERS.get(usize::try_from(exponent - SMALLEST).ok()?)?;
    let (power_high, power_low) = ((power >> 64) as u64, power as u64);
    let mut product = u128::from(digits) * u128::from(power_high);
    // Nine bits more than a mantissa and its rounding bit: where they are all ones, the lower half of the power may carry into them.
    if (product >> 64) & 0x1ff == 0x1ff {
        let lower = u128::from(digits) * u128::from(power_low);
        product = product.wrapping_add(lower >> 64);
        if product as u64 == u64::MAX && !(-27..=55).contains(&exponent) {
            return None;
        }
    }
    let high = (product >> 64) as u64;
    let upper_bit = (high >> 63) as i32;
    let shift = upper_bit + 64 - i32::try_from(MANTISSA_BITS).ok()? - 3;
    let mut mantissa = high >> shift;
    // The exponent of two of 10^exponent: log2(10) as a fraction of 2^16.
    let power_of_two = (((152_170 + 65_536) * exponent) >> 16) + 63;
    let mut binary = power_of_two + upper_bit - i32::try_from(zeros).ok()? + EXPONENT_BIAS;
    if binary <= 0 {
        // Subnormal, or nothing at all.
        if 1 - binary >= 64 {
            return Some(0.0);
        }
        mantissa >>= 1 - binary;
        mantissa += mantissa & 1;
        mantissa >>= 1;
        // Rounding may have made it a normal number; then the bit is in the exponent's place already.
        return Some(f64::from_bits(mantissa));
    }
    // Half-way between two doubles: to the even one. Only these exponents can have such products.
    if product as u64 <= 1 && (-4..=23).contains(&exponent) && mantissa & 3 == 1 && mantissa << shift == high {
        mantissa &= !1;
    }
    mantissa += mantissa & 1;
    mantissa >>= 1;
    if mantissa >= 2 << MANTISSA_BITS {
        mantissa = 1 << MANTISSA_BITS;
        binary += 1;
    }
    if binary >= 0x7ff {
        return Some(f64::INFINITY);
    }
    let fraction = mantissa & ((1 << MANTISSA_BITS) - 1);
    Some(f64::from_bits(fraction | (u64::try_from(binary).ok()?) << MANTISSA_BITS))
}

/// The same by the standard library, from the text.
#[cold]
pub fn from_text(text: &[u8]) -> f64 {
    // A number that the decoder has read is one for the standard library too.
    std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(digits: u64, exponent: i64) {
        let text = format!("{digits}e{exponent}");
        let wanted: f64 = text.parse().unwrap();
        if let Some(found) = nearest(digits, exponent) {
            assert_eq!(found.to_bits(), wanted.to_bits(), "{text}: {found:e} for {wanted:e}");
        }
    }

    #[test]
    fn edges_are_rounded_as_the_standard_library_does() {
        let digits = [
            0,
            1,
            2,
            5,
            9,
            4_503_599_627_370_496,
            9_007_199_254_740_991,
            9_007_199_254_740_992,
            9_007_199_254_740_993,
            9_007_199_254_740_995,
            17_976_931_348_623_157,
            17_976_931_348_623_158,
            17_976_931_348_623_159,
            22_250_738_585_072_014,
            22_250_738_585_072_011,
            49_406_564_584_124_654,
            24_703_282_292_062_327,
            24_703_282_292_062_328,
            u64::MAX,
            u64::MAX - 1,
            9_999_999_999_999_999_999,
            10_000_000_000_000_000_000,
        ];
        for digits in digits {
            // Miri takes its time.
            for exponent in (-400..=400).step_by(if cfg!(miri) { 67 } else { 1 }) {
                check(digits, exponent);
            }
        }
    }

    #[test]
    fn random_numbers_are_rounded_as_the_standard_library_does() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        for _ in 0..200_000 {
            let digits = random() >> (random() % 64);
            check(digits, (random() % 700) as i64 - 360);
        }
    }

    #[test]
    fn few_numbers_are_left_undecided() {
        let mut undecided = 0;
        for digits in (1..1_000_000_u64).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15)) {
            undecided += u32::from(nearest(digits, (digits % 600) as i64 - 300).is_none());
        }
        assert!(undecided < 10, "{undecided}");
    }
}
