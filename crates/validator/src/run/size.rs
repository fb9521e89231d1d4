//! Sizes: what a value's size is, and how it compares with numbers. Numbers themselves: their digits, decimals and multiples.

use super::Run;
use super::scalar::{Buffer, text_of};
use super::subject::{Subject, is_numeric};
use super::text::EXACT;
use crate::host::Host;
use crate::input::{Array, Value, View};
use crate::rules::decimal::{Decimal, is_multiple_of, places};
use crate::rules::number::parse_numeric;
use crate::rules::string;
use crate::schema::{Number, Rule};
use std::cmp::Ordering;

/// How large a value is.
#[derive(Clone, Copy)]
pub(super) enum Size<'a> {
    Integer(i64),
    Decimal(Decimal<'a>),
}

/// The whole part of a text of a few digits, perhaps with a point and more digits, and whether any of these is not zero.
#[inline]
pub(super) fn plain(text: &[u8]) -> Option<(i64, bool)> {
    if text.len() > 18 {
        return None;
    }
    let mut whole = 0;
    let mut bytes = text.iter();
    for byte in bytes.by_ref() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            if *byte != b'.' || text.first() == Some(&b'.') {
                return None;
            }
            break;
        }
        whole = whole * 10 + i64::from(digit);
    }
    let mut has_fraction = false;
    for byte in bytes {
        if !byte.is_ascii_digit() {
            return None;
        }
        has_fraction |= *byte != b'0';
    }
    (!text.is_empty()).then_some((whole, has_fraction))
}

impl<'a> Size<'a> {
    fn count(count: usize) -> Self {
        i64::try_from(count).map_or_else(|_| Self::Decimal(Decimal::from_usize(count)), Self::Integer)
    }

    /// That of a number.
    #[inline]
    pub(super) fn of_number<A>(view: View<'a, A>) -> Option<Self> {
        match view {
            View::Int(value) => Some(Self::Integer(value)),
            View::Float(value) => Decimal::from_f64(value).map(Self::Decimal),
            View::String(text) => Self::of_text(text),
            _ => None,
        }
    }

    /// That of a numeric text.
    #[inline]
    pub(super) fn of_text(text: &'a [u8]) -> Option<Self> {
        match plain(text) {
            Some((value, false)) => Some(Self::Integer(value)),
            _ => Decimal::parse(text).map(Self::Decimal),
        }
    }

    #[inline]
    pub(super) fn compare(&self, other: &Size<'_>) -> Ordering {
        match (self, other) {
            (Self::Integer(size), Size::Integer(other)) => size.cmp(other),
            _ => self.decimal().cmp(&other.decimal()),
        }
    }

    fn decimal(&self) -> Decimal<'a> {
        match *self {
            Self::Integer(value) => Decimal::from_i64(value),
            Self::Decimal(decimal) => decimal,
        }
    }

    /// That of a parameter.
    #[inline]
    pub(super) fn of_parameter(number: &'a Number) -> Option<Self> {
        match number.integer {
            Some(value) => Some(Self::Integer(value)),
            None => Decimal::parse(&number.text).map(Self::Decimal),
        }
    }

    /// Whether it lies between two integers.
    fn is_between(&self, least: i64, most: i64) -> bool {
        match self {
            Self::Integer(value) => (least..=most).contains(value),
            // The least and the greatest integer stand for no limit.
            Self::Decimal(value) => {
                (least == i64::MIN || *value >= Decimal::from_i64(least))
                    && (most == i64::MAX || *value <= Decimal::from_i64(most))
            }
        }
    }
}

/// Whether the length of a text lies between two integers.
#[inline]
fn has_length(text: &[u8], least: i64, most: i64) -> bool {
    let Ok(bytes) = i64::try_from(text.len()) else { return false };
    // A character has one to four bytes: often there is no need to count.
    if bytes <= most && (bytes + 3) / 4 >= least {
        return true;
    }
    bytes >= least && i64::try_from(string::length(text)).is_ok_and(|length| (least..=most).contains(&length))
}

/// The size of a value: that of a number where numbers are meant and it is one, the number of its entries or of its characters.
#[inline]
pub(super) fn size_of<'a, A: Array<'a>>(view: View<'a, A>, is_numeric_field: bool) -> Option<Size<'a>> {
    match view {
        View::Array(array) => Some(Size::count(array.len())),
        View::Int(_) | View::Float(_) if is_numeric_field => Size::of_number(view),
        View::String(text) => match if is_numeric_field { Size::of_text(text) } else { None } {
            Some(size) => Some(size),
            None => Some(Size::count(string::length(text))),
        },
        View::Null | View::Bool(false) => Some(Size::Integer(0)),
        View::Bool(true) => Some(Size::Integer(1)),
        View::Int(_) | View::Float(_) => {
            text_of(view, &mut Buffer::default()).map(|text| Size::count(string::length(text)))
        }
        View::Opaque => None,
    }
}

/// As [`size_of`], by the value's own type alone.
#[inline]
pub(super) fn strict_size_of<'a, A: Array<'a>>(view: View<'a, A>) -> Option<Size<'a>> {
    match view {
        View::String(_) => size_of(view, false),
        view => size_of(view, true),
    }
}

impl<'r, 'a, V: Value<'a>, H: Host<'a, V>> Run<'r, 'a, V, H> {
    #[inline]
    pub(super) fn size(&self, subject: &Subject<'_, 'a, V>) -> Option<Size<'a>> {
        if self.options.strict {
            strict_size_of(subject.view)
        } else {
            size_of(subject.view, subject.checks.flags.is_numeric)
        }
    }

    /// Whether the size of a value lies between two integers.
    #[expect(clippy::cast_precision_loss, reason = "bounds beyond the exact ones are beyond the value, too")]
    pub(super) fn has_size(&self, least: i64, most: i64, subject: &Subject<'_, 'a, V>) -> bool {
        let takes_texts_as_numbers = subject.checks.flags.is_numeric && !self.options.strict;
        match subject.view {
            View::String(text) if takes_texts_as_numbers => match plain(text) {
                Some((value, has_fraction)) => {
                    least <= value && if has_fraction { value < most } else { value <= most }
                }
                None => self.size(subject).is_some_and(|size| size.is_between(least, most)),
            },
            View::String(text) => has_length(text, least, most),
            View::Int(value) if subject.checks.flags.is_numeric || self.options.strict => {
                (least..=most).contains(&value)
            }
            // Integers up to there are floats, too.
            View::Float(value) if subject.checks.flags.is_numeric && value.abs() < EXACT => {
                least as f64 <= value && value <= most as f64
            }
            _ => self.size(subject).is_some_and(|size| size.is_between(least, most)),
        }
    }

    /// Whether the size of a value lies between two numbers.
    pub(super) fn has_size_between(
        &self,
        range: &(Option<Number>, Option<Number>),
        subject: &Subject<'_, 'a, V>,
    ) -> bool {
        let Some(size) = self.size(subject) else { return false };
        let is = |number: &Option<Number>, expected: fn(Ordering) -> bool| match number {
            None => true,
            Some(number) => Size::of_parameter(number).is_some_and(|number| expected(size.compare(&number))),
        };
        is(&range.0, Ordering::is_ge) && is(&range.1, Ordering::is_le)
    }

    /// The rules about digits, decimals and multiples.
    pub(super) fn is_number_like(&self, rule: &Rule, view: View<'a, V::Array>) -> bool {
        if self.options.strict && matches!(view, View::String(_)) {
            return false;
        }
        let mut buffer = Buffer::default();
        let Some(text) = text_of(view, &mut buffer) else { return false };
        match rule {
            Rule::Digits { least, most } => {
                text.iter().all(u8::is_ascii_digit) && (*least..=*most).contains(&text.len())
            }
            Rule::Decimal { least, most } => {
                is_numeric(view, false) && places(text).is_some_and(|places| (*least..=*most).contains(&places))
            }
            Rule::MultipleOf(number) => {
                if let (View::Int(value), Some(divisor)) = (view, number.integer) {
                    return value.checked_rem(divisor).is_none_or(|rest| rest == 0);
                }
                match (parse_numeric(text), Decimal::parse(text), Decimal::parse(&number.text)) {
                    (Some(_), Some(value), Some(divisor)) => is_multiple_of(&value, &divisor),
                    _ => false,
                }
            }
            _ => false,
        }
    }
}
