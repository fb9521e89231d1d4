//! PHP's comparison of scalars: `==` as PHP 8 has it, and `===`. Sets of what was compared are in `loose/distinct.rs`.

mod distinct;
#[cfg(test)]
mod tests;

use super::number::{Numeric, Parts, parse_numeric};
pub use distinct::Distinct;

/// A value that is no array and no object.
#[derive(Clone, Copy, Debug)]
pub enum Scalar<'a> {
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string.
    String(&'a [u8]),
}

impl Scalar<'_> {
    /// What PHP makes of it where it wants a boolean.
    #[must_use]
    pub fn is_true(&self) -> bool {
        match *self {
            Self::Null => false,
            Self::Bool(value) => value,
            Self::Int(value) => value != 0,
            Self::Float(value) => value != 0.0,
            Self::String(text) => !matches!(text, [] | b"0"),
        }
    }
}

/// A string as it takes part in a comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Text {
    /// Not numeric.
    Plain,
    Int(i64),
    /// Not an integer.
    Float(f64),
    /// An integer beyond 64 bits, above or below. PHP takes for one what has 20 digits, and does not look at a fraction or an exponent then.
    Beyond(f64),
}

/// Digits that no integer has.
const TOO_MANY: usize = 20;

impl Text {
    fn of(text: &[u8]) -> Self {
        // Most are not numeric, and seen not to be by their first byte.
        if !matches!(text.first(), Some(b'0'..=b'9' | b'.' | b'+' | b'-' | b' ' | b'\t'..=b'\r')) {
            return Self::Plain;
        }
        match parse_numeric(text) {
            None => Self::Plain,
            Some(Numeric::Int(value)) => Self::Int(value),
            Some(Numeric::Float(value)) => {
                let is_beyond = Parts::read(text).is_some_and(|parts| {
                    let zeros = parts.whole.iter().take_while(|&&byte| byte == b'0').count();
                    parts.is_integer || parts.whole.len() - zeros >= TOO_MANY
                });
                if is_beyond { Self::Beyond(value) } else { Self::Float(value) }
            }
        }
    }
}

// PHP compares an integer with a float by making a float of it.
#[expect(clippy::cast_precision_loss)]
const fn float(value: i64) -> f64 {
    value as f64
}

/// `===`.
#[must_use]
pub fn is_same(this: Scalar<'_>, other: Scalar<'_>) -> bool {
    match (this, other) {
        (Scalar::Null, Scalar::Null) => true,
        (Scalar::Bool(this), Scalar::Bool(other)) => this == other,
        (Scalar::Int(this), Scalar::Int(other)) => this == other,
        (Scalar::Float(this), Scalar::Float(other)) => this == other,
        (Scalar::String(this), Scalar::String(other)) => this == other,
        _ => false,
    }
}

/// `==`.
#[must_use]
pub fn equals(this: Scalar<'_>, other: Scalar<'_>) -> bool {
    use Scalar as Of;
    match (this, other) {
        (Of::Null, Of::String(text)) | (Of::String(text), Of::Null) => text.is_empty(),
        (Of::Null | Of::Bool(_), _) | (_, Of::Null | Of::Bool(_)) => this.is_true() == other.is_true(),
        (Of::Int(this), Of::Int(other)) => this == other,
        (Of::Float(this), Of::Float(other)) => this == other,
        (Of::Int(integer), Of::Float(value)) | (Of::Float(value), Of::Int(integer)) => float(integer) == value,
        (Of::Int(integer), Of::String(text)) | (Of::String(text), Of::Int(integer)) => match Text::of(text) {
            Text::Plain => false,
            Text::Int(value) => integer == value,
            Text::Float(value) | Text::Beyond(value) => float(integer) == value,
        },
        (Of::Float(value), Of::String(text)) | (Of::String(text), Of::Float(value)) => match Text::of(text) {
            Text::Plain => infinity(value) == Some(text),
            Text::Int(integer) => float(integer) == value,
            Text::Float(other) | Text::Beyond(other) => value == other,
        },
        (Of::String(this), Of::String(other)) => this == other || are_equal_numbers(this, other),
    }
}

fn are_equal_numbers(this: &[u8], other: &[u8]) -> bool {
    match (Text::of(this), Text::of(other)) {
        (Text::Plain, _) | (_, Text::Plain) | (Text::Int(_), Text::Beyond(_)) | (Text::Beyond(_), Text::Int(_)) => {
            false
        }
        (Text::Int(this), Text::Int(other)) => this == other,
        (Text::Int(integer), Text::Float(value)) | (Text::Float(value), Text::Int(integer)) => float(integer) == value,
        // Where a float is not exact enough for both, the texts decide.
        (Text::Beyond(this), Text::Beyond(other)) => {
            this.is_sign_negative() != other.is_sign_negative() && this == other
        }
        (Text::Float(this) | Text::Beyond(this), Text::Float(other) | Text::Beyond(other)) => {
            this == other && this.is_finite()
        }
    }
}

/// What an infinity is as text.
fn infinity(value: f64) -> Option<&'static [u8]> {
    match value {
        f64::INFINITY => Some(b"INF"),
        f64::NEG_INFINITY => Some(b"-INF"),
        _ => None,
    }
}
