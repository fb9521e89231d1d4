//! `gt`, `gte`, `lt`, `lte`: sizes compared with a number or with another field's.

use super::Run;
use super::place::Spot;
use super::size::{Size, size_of, strict_size_of};
use super::subject::{Subject, is_numeric};
use crate::host::Host;
use crate::input::{Value, View};
use crate::schema::{Comparison, Operand};
use std::cmp::Ordering;

impl Comparison {
    #[inline]
    pub(super) fn accepts(self, ordering: Ordering) -> bool {
        match self {
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Equal => ordering.is_eq(),
            Self::GreaterOrEqual => ordering.is_ge(),
            Self::Greater => ordering.is_gt(),
        }
    }
}

impl<'r, 'a, V: Value<'a>, H: Host<'a, V>> Run<'r, 'a, V, H> {
    pub(super) fn compares(
        &self,
        comparison: Comparison,
        operand: &Operand,
        subject: &Subject<'_, 'a, V>,
        spot: &Spot<'_, 'a, V>,
    ) -> bool {
        // What was sent is compared, not what `trim` left of it.
        let view = subject.value.map_or(View::Null, Value::view);
        let sizes = match &operand.number {
            Some(number) => self.size_by_number(view).zip(Size::of_parameter(number)),
            None => {
                let other = spot.other(&operand.other, self.root).map_or(View::Null, Value::view);
                self.sizes(view, other, subject.checks.flags.is_numeric)
            }
        };
        sizes.is_some_and(|(size, other)| comparison.accepts(size.compare(&other)))
    }

    /// What is compared with a number: numbers only, unless every type has a size of its own.
    fn size_by_number(&self, view: View<'a, V::Array>) -> Option<Size<'a>> {
        if self.options.strict {
            strict_size_of(view)
        } else if is_numeric(view, false) {
            Size::of_number(view)
        } else {
            None
        }
    }

    /// What is compared with another field: two numbers, or two values of one type.
    fn sizes(
        &self,
        view: View<'a, V::Array>,
        other: View<'a, V::Array>,
        is_numeric_field: bool,
    ) -> Option<(Size<'a>, Size<'a>)> {
        if self.options.strict {
            let are_numbers = matches!((view, other), (View::Int(_) | View::Float(_), View::Int(_) | View::Float(_)));
            let are_alike = are_numbers || is_same_type(view, other);
            return if are_alike { strict_size_of(view).zip(strict_size_of(other)) } else { None };
        }
        if is_numeric(view, false) && is_numeric(other, false) {
            return Size::of_number(view).zip(Size::of_number(other));
        }
        if !is_same_type(view, other) {
            return None;
        }
        let as_numbers = is_numeric_field || is_numeric(view, false);
        size_of(view, as_numbers).zip(size_of(other, as_numbers))
    }
}

fn is_same_type<A>(view: View<'_, A>, other: View<'_, A>) -> bool {
    matches!(
        (view, other),
        (View::Null, View::Null)
            | (View::Bool(_), View::Bool(_))
            | (View::Int(_), View::Int(_))
            | (View::Float(_), View::Float(_))
            | (View::String(_), View::String(_))
            | (View::Array(_), View::Array(_))
    )
}
