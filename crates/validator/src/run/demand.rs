//! Presence: what may, must or must not be there, and under which conditions.

use super::Run;
use super::place::Spot;
use super::scalar::scalar;
use super::subject::{Subject, is_filled};
use crate::host::Host;
use crate::input::{Value, View};
use crate::rules::loose::{Scalar, equals};
use crate::schema::{Condition, Demand, Expected, Other, Want};

impl<'r, 'a, V: Value<'a>, H: Host<'a, V>> Run<'r, 'a, V, H> {
    #[inline]
    pub(super) fn meets(&self, demand: Demand, subject: &Subject<'_, 'a, V>) -> bool {
        match demand {
            Demand::Required => subject.is_filled(),
            Demand::Filled => subject.value.is_none() || subject.is_filled(),
            Demand::Present => subject.value.is_some(),
            Demand::Missing => subject.value.is_none(),
            Demand::Prohibited => !subject.is_filled(),
            Demand::Accepted => self.is_accepted(subject.view),
            Demand::Declined => self.is_declined(subject.view),
        }
    }

    fn is_accepted(&self, view: View<'a, V::Array>) -> bool {
        match view {
            View::Bool(value) => value,
            View::Int(1) | View::String(b"yes" | b"on" | b"1" | b"true") => !self.options.strict,
            _ => false,
        }
    }

    fn is_declined(&self, view: View<'a, V::Array>) -> bool {
        match view {
            View::Bool(value) => !value,
            View::Int(0) | View::String(b"no" | b"off" | b"0" | b"false") => !self.options.strict,
            _ => false,
        }
    }

    /// Whether a condition holds.
    pub(super) fn applies(&self, condition: &Condition, spot: &Spot<'_, 'a, V>) -> bool {
        let value = |other: &Other| spot.other(other, self.root);
        let view = |other: &Other| value(other).map_or(View::Null, Value::view);
        match condition {
            Condition::Is { other, values, needs_presence, is_boolean } => {
                let value = value(other);
                (value.is_some() || !needs_presence) && has_one_of::<V>(value, values, *is_boolean)
            }
            Condition::IsNot { other, values, is_boolean } => !has_one_of::<V>(value(other), values, *is_boolean),
            Condition::Others { others, want, all } => {
                let is_as_wanted = |other: &Other| match want {
                    Want::Present => value(other).is_some(),
                    Want::Filled => is_filled(value(other)),
                    Want::Unfilled => !is_filled(value(other)),
                };
                if *all { others.iter().all(is_as_wanted) } else { others.iter().any(is_as_wanted) }
            }
            Condition::Accepted(other) => self.is_accepted(view(other)),
            Condition::Declined(other) => self.is_declined(view(other)),
        }
    }
}

fn has_one_of<'a, V: Value<'a>>(value: Option<V>, values: &[Expected], is_boolean: bool) -> bool {
    match value.map_or(View::Null, Value::view) {
        View::Null => values.iter().any(|expected| expected.is_null),
        View::Bool(value) => values.iter().any(|expected| expected.boolean == Some(value)),
        view => scalar(view).is_some_and(|value| {
            values.iter().any(|expected| match expected.boolean {
                Some(named) if is_boolean => value.is_true() == named,
                _ => equals(value, Scalar::String(&expected.text)),
            })
        }),
    }
}
