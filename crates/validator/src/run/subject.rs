//! The value that rules are asked of: whether it is there, what it is.

use super::size::plain;
use crate::input::{Array, Value, View};
use crate::rules::decimal::Decimal;
use crate::rules::number;
use crate::rules::string;
use crate::schema::{Checks, Class};

/// The classes of rules that are asked of what is absent, though the field need not be there; of what is absent, blank, or `null` where that
/// is allowed; and of what is there.
const WAIVED: u8 = Class::Exclude as u8;
const BLANK: u8 = WAIVED | Class::Implicit as u8;
const PRESENT: u8 = BLANK | Class::Plain as u8 | Class::Unfailed as u8;

/// A value, and what is known of it.
pub(super) struct Subject<'r, 'a, V: Value<'a>> {
    /// As it stands in the data.
    pub(super) value: Option<V>,
    /// As rules see it; `null` if it is absent.
    pub(super) view: View<'a, V::Array>,
    /// What is known of the field's rules as a whole.
    pub(super) checks: &'r Checks,
    /// The classes of rules that are asked.
    asked: u8,
    /// There was a `trim`.
    pub(super) was_trimmed: bool,
    /// It took something away.
    pub(super) is_trimmed: bool,
}

impl<'r, 'a, V: Value<'a>> Subject<'r, 'a, V> {
    #[inline(always)]
    pub(super) fn new(value: Option<V>, checks: &'r Checks) -> Self {
        let (view, asked) = match value {
            None => (View::Null, if checks.flags.sometimes { WAIVED } else { BLANK }),
            Some(value) => {
                let view = value.view();
                let is_blank = match view {
                    View::Null => checks.flags.nullable,
                    View::String(text) => is_blank(text),
                    _ => false,
                };
                (view, if is_blank { BLANK } else { PRESENT })
            }
        };
        Self { value, view, checks, asked, was_trimmed: false, is_trimmed: false }
    }

    /// The same value, as rules of another list see it.
    pub(super) fn with<'o>(&self, checks: &'o Checks) -> Subject<'o, 'a, V> {
        let mut other = Subject::new(self.value, checks);
        (other.view, other.was_trimmed, other.is_trimmed) = (self.view, self.was_trimmed, self.is_trimmed);
        other
    }

    /// Whether it is there and neither blank nor a `null` that is allowed.
    #[inline(always)]
    pub(super) fn is_present(&self) -> bool {
        self.asked == PRESENT
    }

    /// Whether a rule of some class is asked.
    #[inline(always)]
    pub(super) fn is_asked(&self, class: Class) -> bool {
        self.asked & class as u8 != 0
    }

    /// It has failed.
    pub(super) fn fail(&mut self) {
        self.asked &= !(Class::Unfailed as u8);
    }

    /// Leaves spaces at the ends out of account from here on.
    pub(super) fn trim(&mut self) {
        self.was_trimmed = true;
        if let View::String(text) = self.view {
            let trimmed = string::trim(text);
            self.is_trimmed |= trimmed.len() < text.len();
            self.view = View::String(trimmed);
        }
    }

    /// Whether it follows `required`.
    #[inline(always)]
    pub(super) fn is_filled(&self) -> bool {
        match self.view {
            View::Null => false,
            // That it is not blank has been seen.
            View::String(_) => self.asked & Class::Plain as u8 != 0,
            View::Array(array) => !array.is_empty(),
            _ => true,
        }
    }
}

/// Whether a value follows `required`.
#[inline]
pub(super) fn is_filled<'a, V: Value<'a>>(value: Option<V>) -> bool {
    match value.map(Value::view) {
        None | Some(View::Null) => false,
        Some(View::String(text)) => !is_blank(text),
        Some(View::Array(array)) => !array.is_empty(),
        Some(_) => true,
    }
}

#[inline(always)]
fn is_blank(text: &[u8]) -> bool {
    // Most texts begin with something else than a space.
    match text.first() {
        Some(first) => *first <= b' ' && string::is_blank(text),
        None => true,
    }
}

#[inline(always)]
pub(super) fn is_boolean<A>(view: View<'_, A>, strict: bool) -> bool {
    match view {
        View::Bool(_) => true,
        View::Int(0 | 1) | View::String(b"0" | b"1") => !strict,
        _ => false,
    }
}

#[inline]
pub(super) fn is_integer<A>(view: View<'_, A>, strict: bool) -> bool {
    match view {
        View::Int(_) => true,
        View::String(text) => !strict && number::is_integer(text).is_some(),
        View::Float(value) => !strict && number::is_integer(&number::float_text(value)).is_some(),
        _ => false,
    }
}

#[inline]
pub(super) fn is_numeric<A>(view: View<'_, A>, strict: bool) -> bool {
    match view {
        View::Int(_) => true,
        View::Float(value) => value.is_finite(),
        View::String(text) => !strict && (plain(text).is_some() || Decimal::parse(text).is_some()),
        _ => false,
    }
}
