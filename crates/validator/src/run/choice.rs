//! Lists to choose from, and keys that arrays have to have.

use super::place::Spot;
use super::scalar::{Buffer, cast_to_text, scalar, text_of};
use super::subject::Subject;
use super::{Answer, Run, Stop};
use crate::host::Host;
use crate::input::{Array, Key, Segment, Value, View};
use crate::rules::loose::{Distinct, Scalar, equals};
use crate::schema::{CONFIRMATION, Choices, Enumeration, Other, Rule};

/// From so many comparisons on, gathering the values first takes less time.
const MANY: usize = 1 << 10;

/// Whether a value is one of the choices, or every element is one where a field is to be an array.
#[inline]
pub(super) fn is_in<'a, V: Value<'a>>(choices: &Choices, subject: &Subject<'_, 'a, V>) -> bool {
    match subject.view {
        View::String(text) => choices.contain(text),
        View::Array(array) => {
            subject.checks.flags.is_array && array.entries().all(|(_, element)| is_chosen::<V>(choices, element.view()))
        }
        view => is_chosen::<V>(choices, view),
    }
}

fn is_chosen<'a, V: Value<'a>>(choices: &Choices, view: View<'a, V::Array>) -> bool {
    cast_to_text(view, &mut Buffer::default()).is_some_and(|text| choices.contain(text))
}

/// Whether an array holds all of some texts, or none of them.
pub(super) fn contains<'a, A: Array<'a>>(texts: &[Box<[u8]>], negated: bool, view: View<'a, A>) -> bool {
    let View::Array(array) = view else { return false };
    let values = || array.entries().filter_map(|(_, element)| scalar(element.view()));
    if texts.len().saturating_mul(array.len()) < MANY {
        let holds = |text: &[u8]| values().any(|value| equals(value, Scalar::String(text)));
        return texts.iter().all(|text| holds(text) != negated);
    }
    let mut distinct = Distinct::new(false);
    values().for_each(|value| distinct.insert(value));
    texts.iter().all(|text| distinct.contains(Scalar::String(text)) != negated)
}

pub(super) fn has_keys<'a, A: Array<'a>>(rule: &Rule, view: View<'a, A>) -> bool {
    let View::Array(array) = view else { return false };
    let has = |key: &Segment| array.get(key).is_some();
    match rule {
        Rule::RequiredArrayKeys(keys) => keys.iter().all(has),
        Rule::InArrayKeys(keys) => keys.iter().any(has),
        Rule::ArrayKeys(keys) => {
            // No more entries than keys that are there: every entry has one of them, if no key is named twice.
            let known = |key: Key<'_>| keys.iter().any(|known| known.key() == key);
            array.len() <= keys.len() && array.entries().all(|(key, _)| known(key))
        }
        _ => false,
    }
}

impl<'r, 'a, V: Value<'a>, H: Host<'a, V>> Run<'r, 'a, V, H> {
    pub(super) fn is_case(&mut self, enumeration: &Enumeration, subject: &Subject<'_, 'a, V>) -> Answer<H::Error> {
        match (subject.view, subject.value) {
            (View::Opaque, Some(value)) => self.host.is_case_of(&enumeration.class, value).map_err(Stop::Host),
            (view, _) => {
                let mut buffer = Buffer::default();
                Ok(text_of(view, &mut buffer).is_some_and(|text| enumeration.values.contain(text)))
            }
        }
    }

    /// Whether the entry of the same key and a suffix is the same.
    pub(super) fn is_confirmed(
        &self,
        parent: Option<&Other>,
        subject: &Subject<'_, 'a, V>,
        spot: &Spot<'_, 'a, V>,
    ) -> bool {
        let array = match parent {
            None => self.root,
            Some(parent) => match spot.other(parent, self.root).map(Value::view) {
                Some(View::Array(array)) => array,
                _ => return false,
            },
        };
        let key = match spot.place.key(spot.field.parts().len() - 1) {
            Some(Key::Int(key)) => key.to_string().into_bytes(),
            Some(Key::Text(key)) => key.to_vec(),
            None => return false,
        };
        let other = array.get(&Segment::new(&[&*key, CONFIRMATION].concat()));
        super::identity::is_same(subject.value, other)
    }
}
