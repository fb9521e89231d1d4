//! A number as JSON Schema looks at it, whatever it is held in.

use super::{JsonNumber, Number};
use std::borrow::Cow;

/// A number.
#[derive(Clone, Copy, Debug)]
pub enum SchemaNumber {
    /// Written as an integer, and within 64 bits.
    Integer(i64),
    /// Any other.
    Float(f64),
}

impl JsonNumber for SchemaNumber {
    #[inline(always)]
    fn as_u64(&self) -> Option<u64> {
        self.as_i64().and_then(|integer| u64::try_from(integer).ok())
    }

    #[inline(always)]
    fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(integer) => Some(*integer),
            Self::Float(_) => None,
        }
    }

    #[inline(always)]
    fn as_f64(&self) -> Option<f64> {
        Some(match self {
            Self::Integer(integer) => *integer as f64,
            Self::Float(float) => *float,
        })
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_number().to_string())
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Owned(match self {
            Self::Integer(integer) => Number::from(*integer),
            Self::Float(float) => Number::from_f64(*float).unwrap_or_else(|| Number::from(0)),
        })
    }

    #[inline(always)]
    fn is_integer(&self) -> bool {
        match self {
            Self::Integer(_) => true,
            Self::Float(float) => float.fract() == 0.0,
        }
    }

    #[inline(always)]
    fn is_written_as_integer(&self) -> bool {
        matches!(self, Self::Integer(_))
    }
}
