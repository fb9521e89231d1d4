//! A collection that tells in constant time how many of its members a value equals. Since `==` is not transitive, no member stands for others:
//! they are counted by all that a comparison may look at.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Scalar, Text, float, infinity};

/// Integers below this, and above its negative, are exact as floats, and no others are the same float.
const EXACT: u64 = 1 << 53;

/// Scalars, counted.
#[derive(Debug, Default)]
pub struct Distinct<'a> {
    is_strict: bool,
    nulls: usize,
    falses: usize,
    trues: usize,
    /// Of all members, those that make a boolean of that value.
    like_false: usize,
    like_true: usize,
    /// By the bits of their value as a float.
    numbers: HashMap<u64, Numbers>,
    /// Integers that are not exact as floats, whether texts or not.
    large: HashMap<i64, usize>,
    /// Strings that are compared by their bytes.
    texts: HashMap<Cow<'a, [u8]>, usize>,
}

/// Members that are one number as a float.
#[derive(Clone, Copy, Debug, Default)]
struct Numbers {
    integers: usize,
    integer_texts: usize,
    floats: usize,
    float_texts: usize,
    /// Integers beyond 64 bits.
    long_texts: usize,
    /// Those of them that begin with a minus.
    negative_long_texts: usize,
}

impl<'a> Distinct<'a> {
    /// An empty one, comparing by `===` or by `==`.
    #[must_use]
    pub fn new(is_strict: bool) -> Self {
        Self { is_strict, ..Self::default() }
    }

    /// Adds a member.
    pub fn insert(&mut self, value: Scalar<'a>) {
        match value {
            Scalar::String(text) => self.insert_text(Cow::Borrowed(text)),
            value => self.insert_short(value),
        }
    }

    /// Adds a string that was made for it.
    pub fn insert_text(&mut self, text: Cow<'a, [u8]>) {
        if !self.is_strict {
            self.count(Scalar::String(&text).is_true());
            let is_read = match Text::of(&text) {
                Text::Plain => false,
                Text::Int(value) => {
                    self.number(float(value)).integer_texts += 1;
                    self.insert_large(value);
                    true
                }
                Text::Float(value) => {
                    self.number(value).float_texts += 1;
                    value.is_finite()
                }
                Text::Beyond(value) => {
                    let numbers = self.number(value);
                    numbers.long_texts += 1;
                    numbers.negative_long_texts += usize::from(value.is_sign_negative());
                    false
                }
            };
            if is_read {
                return;
            }
        }
        *self.texts.entry(text).or_default() += 1;
    }

    fn insert_short(&mut self, value: Scalar<'_>) {
        self.count(value.is_true());
        match value {
            Scalar::Null => self.nulls += 1,
            Scalar::Bool(false) => self.falses += 1,
            Scalar::Bool(true) => self.trues += 1,
            Scalar::Int(value) => {
                self.number(float(value)).integers += 1;
                self.insert_large(value);
            }
            Scalar::Float(value) => self.number(value).floats += 1,
            Scalar::String(_) => {}
        }
    }

    fn insert_large(&mut self, value: i64) {
        if value.unsigned_abs() >= EXACT {
            *self.large.entry(value).or_default() += 1;
        }
    }

    fn count(&mut self, is_true: bool) {
        *(if is_true { &mut self.like_true } else { &mut self.like_false }) += 1;
    }

    fn number(&mut self, value: f64) -> &mut Numbers {
        self.numbers.entry(bits(value)).or_default()
    }

    /// Whether a value equals one of the members, as `in_array()` tells.
    #[must_use]
    pub fn contains(&self, value: Scalar<'_>) -> bool {
        self.equal(value) > 0
    }

    /// Whether a value, being itself a member, equals another one.
    #[must_use]
    pub fn is_repeated(&self, value: Scalar<'_>) -> bool {
        let equals_itself = !matches!(value, Scalar::Float(value) if value.is_nan());
        self.equal(value) > usize::from(equals_itself)
    }

    /// The number of members that a value equals.
    fn equal(&self, value: Scalar<'_>) -> usize {
        if self.is_strict {
            return self.same(value);
        }
        let like = if value.is_true() { self.like_true } else { self.like_false };
        let bools = if value.is_true() { self.trues } else { self.falses };
        match value {
            Scalar::Bool(_) => like,
            Scalar::Null => {
                let zeros = self.numbers_of(0.0);
                self.nulls + bools + zeros.integers + zeros.floats + self.bytes(b"")
            }
            Scalar::Int(integer) => {
                let numbers = self.numbers_of(float(integer));
                let nulls = if integer == 0 { self.nulls } else { 0 };
                nulls
                    + bools
                    + self.exact(integer, &numbers)
                    + numbers.floats
                    + numbers.float_texts
                    + numbers.long_texts
            }
            Scalar::Float(value) if value.is_nan() => bools,
            Scalar::Float(value) => {
                let numbers = self.numbers_of(value);
                let nulls = if value == 0.0 { self.nulls } else { 0 };
                let names = infinity(value).map_or(0, |name| self.bytes(name));
                nulls + bools + numbers.all() + names
            }
            Scalar::String(text) => {
                let nulls = if text.is_empty() { self.nulls } else { 0 };
                nulls + bools + self.equal_to_text(text)
            }
        }
    }

    fn equal_to_text(&self, text: &[u8]) -> usize {
        match Text::of(text) {
            Text::Plain => {
                let named = [f64::INFINITY, f64::NEG_INFINITY].into_iter().find(|&value| infinity(value) == Some(text));
                self.bytes(text) + named.map_or(0, |value| self.numbers_of(value).floats)
            }
            Text::Int(integer) => {
                let numbers = self.numbers_of(float(integer));
                self.exact(integer, &numbers) + numbers.floats + numbers.float_texts
            }
            Text::Float(value) if value.is_finite() => self.numbers_of(value).all(),
            Text::Float(value) => self.numbers_of(value).floats + self.bytes(text),
            Text::Beyond(value) => {
                let numbers = self.numbers_of(value);
                let texts = if value.is_finite() { numbers.float_texts } else { 0 };
                // Of the other sign they can only be zeros, by an exponent.
                let opposite = match (value == 0.0, value.is_sign_negative()) {
                    (false, _) => 0,
                    (true, true) => numbers.long_texts - numbers.negative_long_texts,
                    (true, false) => numbers.negative_long_texts,
                };
                numbers.integers + numbers.floats + texts + opposite + self.bytes(text)
            }
        }
    }

    fn same(&self, value: Scalar<'_>) -> usize {
        match value {
            Scalar::Null => self.nulls,
            Scalar::Bool(false) => self.falses,
            Scalar::Bool(true) => self.trues,
            Scalar::Int(value) => self.exact(value, &self.numbers_of(float(value))),
            Scalar::Float(value) if value.is_nan() => 0,
            Scalar::Float(value) => self.numbers_of(value).floats,
            Scalar::String(text) => self.bytes(text),
        }
    }

    /// The integers that are just this one, of those that are the same float.
    fn exact(&self, value: i64, numbers: &Numbers) -> usize {
        if value.unsigned_abs() >= EXACT {
            return self.large.get(&value).copied().unwrap_or(0);
        }
        numbers.integers + numbers.integer_texts
    }

    fn numbers_of(&self, value: f64) -> Numbers {
        self.numbers.get(&bits(value)).copied().unwrap_or_default()
    }

    fn bytes(&self, text: &[u8]) -> usize {
        self.texts.get(text).copied().unwrap_or(0)
    }
}

impl Numbers {
    const fn all(&self) -> usize {
        self.integers + self.integer_texts + self.floats + self.float_texts + self.long_texts
    }
}

/// Both zeros are one number.
fn bits(value: f64) -> u64 {
    if value == 0.0 { 0 } else { value.to_bits() }
}
