//! Exact decimals: compared and divided by their digits and exponents, which are never written out. How texts are read is in `number.rs`.

mod multiple;

use std::cmp::Ordering;

use super::number::{Parts, Shortest, short_integer};
pub use multiple::is_multiple_of;

/// An exact number. Texts are borrowed, integers and floats are held in place.
#[derive(Clone, Copy, Debug)]
pub struct Decimal<'a>(Form<'a>);

#[derive(Clone, Copy, Debug)]
enum Form<'a> {
    Int(i64),
    /// Too large for that.
    Count(usize),
    Float(f64),
    Text(Digits<'a>),
}

/// `0.digits × 10^point`, the digits in two pieces, with zeros neither at their begin nor at their end; none at all for a zero.
#[derive(Clone, Copy, Debug)]
struct Digits<'a> {
    is_negative: bool,
    head: &'a [u8],
    tail: &'a [u8],
    /// Held at the limits of 64 bits.
    point: i64,
}

impl<'a> Decimal<'a> {
    /// Reads a numeric text.
    #[must_use]
    #[inline]
    pub fn parse(text: &'a [u8]) -> Option<Self> {
        if let Some(value) = short_integer(text) {
            return Some(Self(Form::Int(value)));
        }
        let Parts { is_negative, whole, fraction, exponent, .. } = Parts::read(text)?;
        Some(Self(Form::Text(Digits::new(is_negative, whole, fraction, exponent))))
    }

    /// The number that an integer is.
    #[must_use]
    pub const fn from_i64(value: i64) -> Self {
        Self(Form::Int(value))
    }

    /// The number that a count is.
    #[must_use]
    pub fn from_usize(value: usize) -> Self {
        Self(i64::try_from(value).map_or(Form::Count(value), Form::Int))
    }

    /// The number that a float's text holds; none if it is not finite.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(Form::Float(value)))
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Form::Int(value) => *value == 0,
            Form::Count(_) => false,
            Form::Float(value) => *value == 0.0,
            Form::Text(digits) => digits.is_zero(),
        }
    }

    fn with_digits<R>(&self, with: impl FnOnce(Digits<'_>) -> R) -> R {
        match &self.0 {
            Form::Int(value) => with(Written::new(value.unsigned_abs()).digits(*value < 0)),
            Form::Count(value) => with(Written::new(u64::try_from(*value).unwrap_or(u64::MAX)).digits(false)),
            Form::Float(value) => {
                let Some(shortest) = Shortest::of(*value) else { return with(Digits::new(false, &[], &[], 0)) };
                let mut digits = Digits::new(*value < 0.0, shortest.digits(), &[], 0);
                if !digits.is_zero() {
                    digits.point = shortest.point;
                }
                with(digits)
            }
            Form::Text(digits) => with(*digits),
        }
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal<'_> {}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal<'_> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        // A float's text is the float when read again, so that what is exact as a float lies on the same side of both.
        let order = match (&self.0, &other.0) {
            (Form::Int(this), Form::Int(other)) => return this.cmp(other),
            (Form::Int(this), Form::Float(other)) => exact(*this).and_then(|this| this.partial_cmp(other)),
            (Form::Float(this), Form::Int(other)) => exact(*other).and_then(|other| this.partial_cmp(&other)),
            (Form::Float(this), Form::Float(other)) => this.partial_cmp(other),
            _ => None,
        };
        if let Some(order) = order {
            return order;
        }
        self.with_digits(|this| other.with_digits(|other| this.compare(&other)))
    }
}

impl<'a> Digits<'a> {
    fn new(is_negative: bool, whole: &'a [u8], fraction: &'a [u8], exponent: i64) -> Self {
        let is_digit = |byte: &u8| *byte != b'0';
        let all = whole.len() + fraction.len();
        let begin = whole.iter().chain(fraction).position(is_digit).unwrap_or(all);
        let end = whole.iter().chain(fraction).rev().position(is_digit).map_or(begin, |zeros| all - zeros);
        let cut = |piece: &'a [u8], offset: usize| {
            let place = |at: usize| at.saturating_sub(offset).min(piece.len());
            piece.get(place(begin)..place(end)).unwrap_or_default()
        };
        let (head, tail) = (cut(whole, 0), cut(fraction, whole.len()));
        // Texts are shorter than 2^63 bytes.
        let [length, zeros] = [whole.len(), begin].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        Self { is_negative, head, tail, point: exponent.saturating_add(length - zeros) }
    }

    fn is_zero(&self) -> bool {
        self.head.is_empty() && self.tail.is_empty()
    }

    fn len(&self) -> usize {
        self.head.len() + self.tail.len()
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return if other.is_negative { Ordering::Greater } else { Ordering::Less },
            (false, true) => return if self.is_negative { Ordering::Less } else { Ordering::Greater },
            (false, false) => {}
        }
        match (self.is_negative, other.is_negative) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self.compare_magnitude(other),
            (true, true) => other.compare_magnitude(self),
        }
    }

    /// Neither is zero.
    fn compare_magnitude(&self, other: &Self) -> Ordering {
        let digits = |this: &Self| this.head.iter().chain(this.tail).copied();
        self.point.cmp(&other.point).then_with(|| {
            if self.tail.is_empty() && other.tail.is_empty() {
                return self.head.cmp(other.head);
            }
            digits(self).cmp(digits(other))
        })
    }
}

/// A small integer as the float that it is.
fn exact(value: i64) -> Option<f64> {
    i32::try_from(value).ok().map(f64::from)
}

/// The digits of an integer.
struct Written {
    bytes: [u8; 20],
    begin: usize,
}

impl Written {
    fn new(mut value: u64) -> Self {
        let mut written = Self { bytes: [b'0'; 20], begin: 20 };
        for place in written.bytes.iter_mut().rev() {
            if value == 0 {
                break;
            }
            *place = b"0123456789".get(usize::try_from(value % 10).unwrap_or(0)).copied().unwrap_or(b'0');
            value /= 10;
            written.begin -= 1;
        }
        written
    }

    fn digits(&self, is_negative: bool) -> Digits<'_> {
        Digits::new(is_negative, self.bytes.get(self.begin..).unwrap_or_default(), &[], 0)
    }
}

/// The number of digits after the point; `None` if the text is not numeric or has an exponent or blanks.
#[must_use]
pub fn places(text: &[u8]) -> Option<usize> {
    let is_plain = matches!(text, [b'+' | b'-' | b'.' | b'0'..=b'9', ..] | [])
        && matches!(text, [.., b'.' | b'0'..=b'9'] | [])
        && !text.iter().any(|byte| matches!(byte, b'e' | b'E'));
    if is_plain { Parts::read(text).map(|parts| parts.fraction.len()) } else { None }
}

#[cfg(test)]
mod tests;
