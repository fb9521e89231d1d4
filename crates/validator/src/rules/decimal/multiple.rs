//! Whether one decimal is a multiple of another, in time linear in the digits of the one.

use num_bigint::BigUint;

use super::{Decimal, Digits, Form};

/// Digits that a `u64` holds in any case.
const SHORT: usize = 19;

/// Whether a value is a whole number of times the divisor; nothing is a multiple of zero.
#[must_use]
pub fn is_multiple_of(value: &Decimal<'_>, divisor: &Decimal<'_>) -> bool {
    if divisor.is_zero() {
        return false;
    }
    if let (Form::Int(value), Form::Int(divisor)) = (&value.0, &divisor.0) {
        return value.checked_rem(*divisor).is_none_or(|rest| rest == 0);
    }
    value.is_zero() || value.with_digits(|value| divisor.with_digits(|divisor| divides(&divisor, &value)))
}

/// Neither is zero. With both as integers that do not end in 0, times a power of ten.
fn divides(divisor: &Digits<'_>, value: &Digits<'_>) -> bool {
    let exponent = |digits: &Digits<'_>| digits.point.saturating_sub(i64::try_from(digits.len()).unwrap_or(i64::MAX));
    let power = exponent(value).saturating_sub(exponent(divisor));
    // The value would have to end in 0.
    let Ok(power) = u64::try_from(power) else { return false };
    // That many tens hold every 2 and every 5 of the divisor, which is less than 10^digits.
    let enough = u64::try_from(divisor.len().saturating_mul(4)).unwrap_or(u64::MAX);
    let power = power.min(enough);
    if divisor.len() <= SHORT { is_rest_short(value, divisor, power) } else { is_rest_long(value, divisor, power) }
}

fn digits<'a>(number: &Digits<'a>) -> impl Iterator<Item = u8> + use<'a> {
    number.head.iter().chain(number.tail).map(|byte| byte.wrapping_sub(b'0'))
}

fn is_rest_short(value: &Digits<'_>, divisor: &Digits<'_>, power: u64) -> bool {
    let divisor = digits(divisor).fold(0_u64, |sum, digit| sum * 10 + u64::from(digit));
    // Groups of digits, since dividing 128 bits is slow.
    let (mut rest, mut group, mut scale) = (0_u128, 0_u64, 1_u64);
    let wide = u128::from(divisor);
    for digit in digits(value) {
        group = group * 10 + u64::from(digit);
        scale *= 10;
        if scale == 1_000_000_000_000_000_000 {
            rest = (rest * u128::from(scale) + u128::from(group)) % wide;
            (group, scale) = (0, 1);
        }
    }
    rest = (rest * u128::from(scale) + u128::from(group)) % wide;
    for _ in 0..power {
        if rest == 0 {
            return true;
        }
        rest = rest * 10 % wide;
    }
    rest == 0
}

fn is_rest_long(value: &Digits<'_>, divisor: &Digits<'_>, power: u64) -> bool {
    // Digits that do not go through text: one piece of decimal places at a time.
    let number = |digits: Vec<u8>| BigUint::from_radix_be(&digits, 10);
    let Some(divisor) = number(digits(divisor).collect()) else { return false };
    let mut rest = BigUint::ZERO;
    let digits: Vec<u8> = digits(value).collect();
    // Pieces keep this linear: reading many digits at once is not.
    for piece in digits.chunks(512) {
        let (Some(piece_value), Ok(length)) = (number(piece.to_vec()), u32::try_from(piece.len())) else {
            return false;
        };
        rest = (rest * BigUint::from(10_u8).pow(length) + piece_value) % &divisor;
    }
    let tens = BigUint::from(10_u8).modpow(&BigUint::from(power), &divisor);
    (rest * tens % divisor) == BigUint::ZERO
}
