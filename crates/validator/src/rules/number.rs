//! Numbers in texts as PHP reads them; floats as PHP writes them are in `number/float.rs`. How they compare is in `decimal.rs` and `loose.rs`.

mod float;

use super::string::trim_of;
pub(super) use float::Shortest;
pub use float::{FloatText, float_text};

/// A text of PHP's `is_numeric()`, typed as PHP types it in arithmetic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Numeric {
    /// Digits alone, within 64 bits.
    Int(i64),
    /// Anything else; infinite where a float cannot hold it.
    Float(f64),
}

/// Reads a numeric text.
#[must_use]
pub fn parse_numeric(text: &[u8]) -> Option<Numeric> {
    if let Some(value) = short_integer(text) {
        return Some(Numeric::Int(value));
    }
    let parts = Parts::read(text)?;
    Some(parts.integer().map_or_else(|| Numeric::Float(parts.float()), Numeric::Int))
}

/// Whether a text is numeric, whatever its value.
#[must_use]
pub fn is_numeric(text: &[u8]) -> bool {
    short_integer(text).is_some() || Parts::read(text).is_some()
}

/// Reads an integer as `FILTER_VALIDATE_INT` does: no leading zeros, within 64 bits, blanks around it but no form feed.
#[must_use]
pub fn is_integer(text: &[u8]) -> Option<i64> {
    let text = trim_of(text, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b));
    let digits = match text {
        [b'-' | b'+', digits @ ..] => digits,
        digits => digits,
    };
    match digits {
        [b'0'] => Some(0),
        [b'1'..=b'9', ..] => short_integer(text).or_else(|| long_integer(text)),
        _ => None,
    }
}

/// A sign perhaps, and one to 18 digits, which fit in any case.
#[inline]
pub(super) fn short_integer(text: &[u8]) -> Option<i64> {
    let (is_negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0_i64;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(if is_negative { -value } else { value })
}

fn long_integer(text: &[u8]) -> Option<i64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// A numeric text taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts<'a> {
    pub is_negative: bool,
    /// The digits before the point.
    pub whole: &'a [u8],
    /// The digits after the point.
    pub fraction: &'a [u8],
    /// Neither a point nor an exponent is there.
    pub is_integer: bool,
    /// Held at the limits of 64 bits.
    pub exponent: i64,
    /// Without what is blank.
    text: &'a [u8],
    ends_blank: bool,
}

impl<'a> Parts<'a> {
    /// Takes a text apart if it is numeric.
    pub fn read(text: &'a [u8]) -> Option<Self> {
        let is_blank = |byte| matches!(byte, b' ' | b'\t'..=b'\r');
        let ends_blank = text.last().is_some_and(|&last| is_blank(last));
        let text = trim_of(text, is_blank);
        let (is_negative, rest) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let (whole, rest) = digits(rest);
        let (fraction, rest, has_point) = match rest {
            [b'.', rest @ ..] => {
                let (fraction, rest) = digits(rest);
                (fraction, rest, true)
            }
            rest => (&[] as &[u8], rest, false),
        };
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let exponent = match rest {
            [] => None,
            [b'e' | b'E', rest @ ..] => Some(exponent(rest)?),
            _ => return None,
        };
        let is_integer = !has_point && exponent.is_none();
        Some(Self { is_negative, whole, fraction, is_integer, exponent: exponent.unwrap_or(0), text, ends_blank })
    }

    /// The value as an integer, if PHP takes it for one.
    pub fn integer(&self) -> Option<i64> {
        let value = if self.is_integer { long_integer(self.text) } else { None };
        // With a blank behind it, PHP takes the least integer for a float.
        value.filter(|&value| value != i64::MIN || !self.ends_blank)
    }

    /// The value as a float.
    pub fn float(&self) -> f64 {
        const LARGEST: i64 = 19_999;
        let Ok(text) = std::str::from_utf8(self.text) else { return f64::NAN };
        if self.exponent.unsigned_abs() <= LARGEST.unsigned_abs() {
            return text.parse().unwrap_or(f64::NAN);
        }
        // PHP's strtod holds exponents at this, which a very long row of digits can bring to light.
        let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
        format!("{mantissa}e{}", self.exponent.clamp(-LARGEST, LARGEST)).parse().unwrap_or(f64::NAN)
    }
}

fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let length = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(length).unwrap_or((text, &[]))
}

fn exponent(text: &[u8]) -> Option<i64> {
    let (is_negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (exponent, rest) = digits(text);
    if exponent.is_empty() || !rest.is_empty() {
        return None;
    }
    let step = |value: i64, byte: &u8| {
        let digit = i64::from(byte.wrapping_sub(b'0'));
        value.saturating_mul(10).saturating_add(if is_negative { -digit } else { digit })
    };
    Some(exponent.iter().fold(0, step))
}

#[cfg(test)]
mod tests {
    use super::{Numeric, is_integer, is_numeric, parse_numeric};
    use Numeric::{Float, Int};

    #[test]
    fn numeric_texts_are_those_of_is_numeric() {
        for (text, expected) in [
            ("0", Some(Int(0))),
            ("-0", Some(Int(0))),
            ("007", Some(Int(7))),
            (" \t\n\r\x0b\x0c+12 \t\n\r\x0b\x0c", Some(Int(12))),
            ("9223372036854775807", Some(Int(i64::MAX))),
            ("-9223372036854775808", Some(Int(i64::MIN))),
            (" -9223372036854775808", Some(Int(i64::MIN))),
            ("-9223372036854775808 ", Some(Float(-9_223_372_036_854_775_808.0))),
            ("000000000000000000000000000000009", Some(Int(9))),
            ("9223372036854775808", Some(Float(9_223_372_036_854_775_808.0))),
            ("5.", Some(Float(5.0))),
            (".5", Some(Float(0.5))),
            ("-.5e-1", Some(Float(-0.05))),
            ("1.e2", Some(Float(100.0))),
            ("1e5", Some(Float(1e5))),
            ("1E+5", Some(Float(1e5))),
            ("1e1000", Some(Float(f64::INFINITY))),
            ("-1e99999999999999999999", Some(Float(f64::NEG_INFINITY))),
            ("1e-99999999999999999999", Some(Float(0.0))),
            ("0e99999999999999999999", Some(Float(0.0))),
            ("", None),
            (" ", None),
            (".", None),
            ("-", None),
            ("- 1", None),
            ("--1", None),
            ("1e", None),
            ("1e+", None),
            (".e5", None),
            ("1.2.3", None),
            ("1 2", None),
            ("1\0", None),
            ("\u{a0}1", None),
            ("0x1A", None),
            ("1_000", None),
            ("INF", None),
            ("NAN", None),
            ("\u{661}", None),
        ] {
            assert_eq!(parse_numeric(text.as_bytes()), expected, "input: {text:?}");
            assert_eq!(is_numeric(text.as_bytes()), expected.is_some(), "input: {text:?}");
        }
    }

    #[test]
    fn an_exponent_is_held_where_php_holds_it() {
        let zeros = "0".repeat(20_000);
        assert_eq!(parse_numeric(format!("0.{zeros}1e20002").as_bytes()), Some(Float(0.01)));
        assert_eq!(parse_numeric(format!("0.{zeros}1e-20002").as_bytes()), Some(Float(0.0)));
    }

    #[test]
    fn integers_are_those_of_filter_var() {
        for (text, expected) in [
            ("0", Some(0)),
            ("+0", Some(0)),
            ("-0", Some(0)),
            ("12", Some(12)),
            ("+12", Some(12)),
            (" \t\n\r\x0b-12 \t\n\r\x0b", Some(-12)),
            ("9223372036854775807", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9223372036854775808", None),
            ("-9223372036854775809", None),
            ("99999999999999999999999999", None),
            ("", None),
            (" ", None),
            ("+", None),
            ("00", None),
            ("+00", None),
            ("01", None),
            ("1.0", None),
            ("1e1", None),
            ("\x0c1", None),
            ("1\x0c", None),
            ("- 1", None),
            ("+-1", None),
            ("1 2", None),
            ("1\0", None),
        ] {
            assert_eq!(is_integer(text.as_bytes()), expected, "input: {text:?}");
        }
    }
}
