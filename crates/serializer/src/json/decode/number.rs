//! Numbers: where they end, and what they are worth.

use super::float;

/// A number and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer of 64 bits.
    Integer(i64),
    /// An integer beyond that.
    Big,
    /// One with a fraction or an exponent.
    Double(f64),
}

/// How many decimal digits fit into 64 bits without a look at them.
const SAFE_DIGITS: usize = 19;

#[inline(always)]
fn digit(input: &[u8], at: usize) -> Option<u64> {
    let value = input.get(at)?.wrapping_sub(b'0');
    (value < 10).then_some(u64::from(value))
}

/// The value of eight digits, if that is what the next eight bytes are.
#[inline(always)]
fn eight_digits(input: &[u8], at: usize) -> Option<u64> {
    let bytes = input.get(at..at.wrapping_add(8))?;
    let word = u64::from_le_bytes(bytes.try_into().ok()?);
    // Every byte has the high half 3, also when 6 is added, which leaves that half only for 0 to 9.
    let halves = word & 0xf0f0_f0f0_f0f0_f0f0 | (word.wrapping_add(0x0606_0606_0606_0606) & 0xf0f0_f0f0_f0f0_f0f0) >> 4;
    if halves != 0x3333_3333_3333_3333 {
        return None;
    }
    Some(value_of_eight(word & 0x0f0f_0f0f_0f0f_0f0f))
}

/// Reads digits; the value wraps where they are too many.
#[inline(always)]
fn digits(input: &[u8], mut at: usize, mut value: u64) -> (usize, u64) {
    while let Some(eight) = eight_digits(input, at) {
        value = value.wrapping_mul(100_000_000).wrapping_add(eight);
        at += 8;
    }
    if let Some((count, rest)) = some_digits(input, at) {
        let power = SMALL_POWERS.get(count).copied().unwrap_or(1);
        return (at + count, value.wrapping_mul(power).wrapping_add(rest));
    }
    while let Some(one) = digit(input, at) {
        value = value.wrapping_mul(10).wrapping_add(one);
        at += 1;
    }
    (at, value)
}

const SMALL_POWERS: [u64; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// How many of the next eight bytes, which are not all digits, are some before the first that is none; and their value. How often a loop would turn
/// over them cannot be foreseen. Nothing at the end of the input.
#[inline(always)]
fn some_digits(input: &[u8], at: usize) -> Option<(usize, u64)> {
    let bytes = input.get(at..at.wrapping_add(8))?;
    let word = u64::from_le_bytes(bytes.try_into().ok()?) ^ 0x3030_3030_3030_3030;
    // A digit is below ten now: adding 0x76 sets the highest bit of every other byte. What it carries into comes behind the first of them.
    let others = (word.wrapping_add(0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080;
    let count = others.trailing_zeros() as usize / 8;
    // The last digit comes into the last byte, zeros in front of the first: shifted by 64 less eight for each, in two steps, since none
    // at all would be 64.
    let aligned = (word << 8) << (56 - count * 8);
    Some((count, value_of_eight(aligned)))
}

/// The value of eight digits, one a byte, the first in the lowest.
#[inline(always)]
fn value_of_eight(digits: u64) -> u64 {
    // Pairs, then fours, then all eight, each by one multiplication.
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff
}

/// Reads the digits before the point, which as a rule are few.
#[inline(always)]
fn leading_digits(input: &[u8], mut at: usize) -> (usize, u64) {
    let mut value = 0_u64;
    while let Some(one) = digit(input, at) {
        value = value.wrapping_mul(10).wrapping_add(one);
        at += 1;
    }
    (at, value)
}

/// Reads the number that begins at a sign or digit. As in ext/json's scanner the longest part that is a number counts, and what follows
/// is the next token's.
///
/// # Errors
/// The place where a digit is missing behind the sign.
#[inline(always)]
pub fn read(input: &[u8], start: usize) -> Result<(Number, usize), usize> {
    let is_negative = input.get(start) == Some(&b'-');
    let first = start + usize::from(is_negative);
    let (mut at, mut value) = match digit(input, first) {
        None => return Err(first),
        Some(0) => (first + 1, 0),
        Some(_) => leading_digits(input, first),
    };
    let integer_end = at;
    let mut exponent = 0_i64;
    let mut is_double = false;
    if input.get(at) == Some(&b'.') && digit(input, at + 1).is_some() {
        is_double = true;
        let point = at;
        (at, value) = digits(input, at + 1, value);
        exponent = -i64::try_from(at - point - 1).unwrap_or(i64::MAX);
    }
    let mantissa_end = at;
    if let Some(b'e' | b'E') = input.get(at) {
        let sign = input.get(at + 1);
        let digits_at = at + 1 + usize::from(matches!(sign, Some(b'+' | b'-')));
        if digit(input, digits_at).is_some() {
            is_double = true;
            let written;
            (at, written) = exponent_digits(input, digits_at);
            exponent = exponent.saturating_add(if sign == Some(&b'-') { -written } else { written });
        }
    }
    if !is_double {
        return Ok((integer(at - first, value, is_negative), at));
    }
    // The point does not count, and neither does a zero in front of it. More zeros only send a few more numbers the long way.
    let count =
        mantissa_end - first - usize::from(mantissa_end > integer_end) - usize::from(input.get(first) == Some(&b'0'));
    let magnitude = if count <= SAFE_DIGITS { float::nearest(value, exponent) } else { None };
    let double = match magnitude {
        Some(magnitude) if is_negative => -magnitude,
        Some(magnitude) => magnitude,
        None => long_double(input, start, at),
    };
    Ok((Number::Double(double), at))
}

/// Reads an exponent. A larger one than this makes no difference any more, whatever the digits in front: there are fewer than that.
#[inline]
fn exponent_digits(input: &[u8], mut at: usize) -> (usize, i64) {
    const LIMIT: i64 = i64::MAX / 16;
    let mut value = 0_i64;
    while let Some(one) = digit(input, at) {
        if value < LIMIT {
            value = value * 10 + i64::try_from(one).unwrap_or(0);
        }
        at += 1;
    }
    (at, value)
}

#[inline(always)]
fn integer(count: usize, value: u64, is_negative: bool) -> Number {
    if count < SAFE_DIGITS {
        // At most eighteen digits: below 2^63.
        let value = value.cast_signed();
        return Number::Integer(if is_negative { -value } else { value });
    }
    long_integer(count, value, is_negative)
}

#[cold]
fn long_integer(count: usize, value: u64, is_negative: bool) -> Number {
    let limit = (1_u64 << 63) - u64::from(!is_negative);
    if count == SAFE_DIGITS && value <= limit {
        return Number::Integer(if is_negative { 0_i64.wrapping_sub_unsigned(value) } else { value.cast_signed() });
    }
    Number::Big
}

/// A number with too many digits for 64 bits, or one that 128 bits do not decide.
#[cold]
fn long_double(input: &[u8], start: usize, end: usize) -> f64 {
    let text = input.get(start..end).unwrap_or_default();
    // Twenty digits and more: if the first nineteen give the same double whether the rest is nothing or almost one, it is that one.
    if let Some(double) = cut(text) { double } else { float::from_text(text) }
}

fn cut(text: &[u8]) -> Option<f64> {
    let (is_negative, text) = text.strip_prefix(b"-").map_or((false, text), |text| (true, text));
    let (mut value, mut count, mut exponent, mut is_fraction) = (0_u64, 0_usize, 0_i64, false);
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'.' => is_fraction = true,
            b'e' | b'E' => {
                let sign = text.get(at + 1);
                let digits_at = at + 1 + usize::from(matches!(sign, Some(b'+' | b'-')));
                let (_, written) = exponent_digits(text, digits_at);
                exponent = exponent.saturating_add(if sign == Some(&b'-') { -written } else { written });
                break;
            }
            _ if count < SAFE_DIGITS => {
                value = value * 10 + u64::from(byte - b'0');
                count += usize::from(value != 0);
                exponent -= i64::from(is_fraction);
            }
            _ => exponent += i64::from(!is_fraction),
        }
    }
    let (low, high) = (float::nearest(value, exponent)?, float::nearest(value.checked_add(1)?, exponent)?);
    (low.to_bits() == high.to_bits()).then_some(if is_negative { -low } else { low })
}

/// The double nearest to an integer's digits.
pub fn big_as_double(digits: &[u8]) -> f64 {
    cut(digits).unwrap_or_else(|| float::from_text(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_the_longest_one_does() {
        use Number::{Big, Double, Integer};
        for (input, wanted) in [
            ("0", Ok((Integer(0), 1))),
            ("-0", Ok((Integer(0), 2))),
            ("-0.0", Ok((Double(-0.0), 4))),
            ("-0e1", Ok((Double(-0.0), 4))),
            ("01", Ok((Integer(0), 1))),
            ("12 ", Ok((Integer(12), 2))),
            ("1.", Ok((Integer(1), 1))),
            ("1.x", Ok((Integer(1), 1))),
            ("1e", Ok((Integer(1), 1))),
            ("1e+", Ok((Integer(1), 1))),
            ("1.5e-x", Ok((Double(1.5), 3))),
            ("1E5", Ok((Double(1e5), 3))),
            ("-", Err(1)),
            ("-x", Err(1)),
            ("9223372036854775807", Ok((Integer(i64::MAX), 19))),
            ("9223372036854775808", Ok((Big, 19))),
            ("-9223372036854775808", Ok((Integer(i64::MIN), 20))),
            ("-9223372036854775809", Ok((Big, 20))),
            ("10000000000000000000", Ok((Big, 20))),
            ("123456789.12345679", Ok((Double(123_456_789.123_456_79), 18))),
            ("1e999", Ok((Double(f64::INFINITY), 5))),
            ("-1e999999999999999999999", Ok((Double(f64::NEG_INFINITY), 24))),
            ("1e-999999999999999999999", Ok((Double(0.0), 24))),
        ] {
            let found = read(input.as_bytes(), 0);
            assert_eq!(found, wanted, "input: {input}");
            if let (Ok((Double(found), _)), Ok((Double(wanted), _))) = (found, wanted) {
                assert_eq!(found.to_bits(), wanted.to_bits(), "input: {input}");
            }
        }
    }

    #[test]
    fn long_numbers_are_those_of_the_standard_library() {
        let zeros = "0".repeat(400);
        for text in [
            "0.1000000000000000055511151231257827021181583404541015625",
            "-65.61361699999997700000000000000000000001",
            "9007199254740993.00000000000000000000000000000001",
            "9007199254740992.99999999999999999999999999999999",
            "9007199254740993.00000000000000000000000000000000",
            "12345678901234567890123456789012345678901234567890",
            "2.4703282292062327208299439924e-324",
            "2.4703282292062328e-324",
            "1.7976931348623158e308",
            "1.79769313486231580793e308",
            "18446744073709551615.0",
            "18446744073709551616.0",
            "99999999999999999999e-5",
            &format!("1{zeros}e-400"),
            &format!("0.{zeros}1e401"),
            &format!("0.{zeros}123456789012345678901e401"),
        ] {
            let wanted: f64 = text.parse().unwrap();
            let found = match read(text.as_bytes(), 0).unwrap().0 {
                Number::Double(found) => found,
                Number::Big => big_as_double(text.as_bytes()),
                Number::Integer(_) => panic!("{text}"),
            };
            assert_eq!(found.to_bits(), wanted.to_bits(), "input: {text}");
        }
    }
}
