//! `===` on whole values.

use super::scalar::scalar;
use crate::input::{Array, Value, View};
use crate::rules::loose::is_same as is_same_scalar;

/// Arrays that lie deeper inside each other are never the same: only references make such, of an array to itself.
const MAX_LEVELS: usize = 4_096;

/// Whether two values are the same; what is absent is `null`. Arrays are if they hold the same under the same keys in the same order.
pub(super) fn is_same<'a, V: Value<'a>>(one: Option<V>, other: Option<V>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => are_same(one, other),
        (None, None) => true,
        (Some(value), None) | (None, Some(value)) => matches!(value.view(), View::Null),
    }
}

fn are_same<'a, V: Value<'a>>(one: V, other: V) -> bool {
    // Arrays whose entries are still to be compared. Data may be nested deeper than a stack is.
    let mut open = Vec::new();
    let (mut one, mut other) = (one, other);
    loop {
        match (one.view(), other.view()) {
            (View::Array(this), View::Array(that)) if this.len() == that.len() && open.len() < MAX_LEVELS => {
                open.push(this.entries().zip(that.entries()));
            }
            (View::Opaque, View::Opaque) if one.is_same_opaque(other) => {}
            (this, that) if scalar(this).zip(scalar(that)).is_some_and(|(this, that)| is_same_scalar(this, that)) => {}
            _ => return false,
        }
        loop {
            let Some(entries) = open.last_mut() else { return true };
            match entries.next() {
                Some(((key, _), (other_key, _))) if key != other_key => return false,
                Some(((_, next), (_, other_next))) => {
                    (one, other) = (next, other_next);
                    break;
                }
                None => {
                    open.pop();
                }
            }
        }
    }
}
