//! Where in the data a check is: the keys that wildcards stand for, other fields as seen from there, the path in words.

use crate::input::{Array, Key, Segment, Value, View};
use crate::path::{Part, Path, append_key};
use crate::schema::{Field, Other};

/// An entry that a wildcard stands for.
pub(super) struct Frame<'p, 'a, V> {
    pub(super) key: Key<'a>,
    pub(super) value: V,
    /// That of the wildcard before.
    pub(super) outer: Option<&'p Frame<'p, 'a, V>>,
}

/// A place that a field names.
pub(super) struct Place<'p, 'a, V> {
    pub(super) field: &'p Field,
    pub(super) index: usize,
    /// The entry of the last wildcard.
    pub(super) innermost: Option<&'p Frame<'p, 'a, V>>,
}

/// A place, seen by the rules of a field: not necessarily the one by which it was come to.
pub(super) struct Spot<'p, 'a, V> {
    pub(super) place: &'p Place<'p, 'a, V>,
    pub(super) field: &'p Field,
    pub(super) index: usize,
    /// Of the fields that name the place the first with wildcards: it says what stars in the names of other fields stand for.
    pub(super) guide: &'p Field,
}

/// What lies at the end of keys; nothing if an array is missing on the way.
#[inline]
pub(super) fn follow<'a, V: Value<'a>>(parts: &[Part], value: V) -> Option<V> {
    let mut value = value;
    for part in parts {
        let (Part::Key(key), View::Array(array)) = (part, value.view()) else { return None };
        value = array.get(key)?;
    }
    Some(value)
}

/// As [`follow`], from the data itself.
#[inline]
pub(super) fn follow_from_root<'a, V: Value<'a>>(parts: &[Part], root: V::Array) -> Option<V> {
    match parts.split_first()? {
        (Part::Key(key), []) => root.get(key),
        (Part::Key(key), rest) => follow(rest, root.get(key)?),
        (Part::Any, _) => None,
    }
}

/// The text of a key, made into a segment for being looked up.
fn segment(key: Key<'_>) -> Segment {
    match key {
        Key::Int(value) => Segment::new(value.to_string().as_bytes()),
        Key::Text(text) => Segment::new(text),
    }
}

fn append_text(bytes: &mut Vec<u8>, key: Key<'_>) {
    match key {
        Key::Int(value) => bytes.extend_from_slice(value.to_string().as_bytes()),
        Key::Text(text) => bytes.extend_from_slice(text),
    }
}

impl<'p, 'a, V: Value<'a>> Place<'p, 'a, V> {
    /// The entry of a wildcard, the first having the number 0.
    fn frame(&self, number: usize) -> Option<&'p Frame<'p, 'a, V>> {
        let mut frame = self.innermost?;
        for _ in number + 1..self.field.path.wildcards().len() {
            frame = frame.outer?;
        }
        Some(frame)
    }

    /// The key at a position of the path.
    pub(super) fn key(&self, at: usize) -> Option<Key<'p>>
    where
        'a: 'p,
    {
        match self.field.parts().get(at)? {
            Part::Key(segment) => Some(segment.key()),
            Part::Any => {
                let number = self.field.path.wildcards().iter().position(|&wildcard| wildcard == at)?;
                self.frame(number).map(|frame| frame.key)
            }
        }
    }

    /// Whether another path names this place too: its wildcards are expanded only as far as there are arrays.
    pub(super) fn is_of(&self, path: &Path, root: V::Array) -> bool
    where
        'a: 'p,
    {
        let is_same = |(at, part): (usize, &Part)| match part {
            Part::Any => true,
            Part::Key(segment) => self.key(at) == Some(segment.key()),
        };
        if !path.parts().iter().enumerate().all(is_same) {
            return false;
        }
        let Some(&last) = path.wildcards().last() else { return true };
        let mut value: Option<V> = None;
        for at in 0..=last {
            let table = match value.map(Value::view) {
                None => root,
                Some(View::Array(array)) => array,
                Some(_) => return false,
            };
            let Some(key) = self.key(at) else { return false };
            let Some(next) = table.get(&segment(key)) else { return false };
            value = Some(next);
        }
        true
    }

    /// Appends the path, keys joined by dots; answers where it begins and ends.
    pub(super) fn write_path(&self, bytes: &mut Vec<u8>) -> (usize, usize)
    where
        'a: 'p,
    {
        let begin = bytes.len();
        for at in 0..self.field.parts().len() {
            if at > 0 {
                bytes.push(b'.');
            }
            if let Some(key) = self.key(at) {
                append_text(bytes, key);
            }
        }
        (begin, bytes.len())
    }

    /// What tells the place from any other, preceded by the same of every place above it.
    pub(super) fn identities(&self) -> Vec<Vec<u8>>
    where
        'a: 'p,
    {
        let mut identity = Vec::new();
        let mut identities = Vec::with_capacity(self.field.parts().len());
        for at in 0..self.field.parts().len() {
            let mut text = Vec::new();
            if let Some(key) = self.key(at) {
                append_text(&mut text, key);
            }
            append_key(&mut identity, &text);
            identities.push(identity.clone());
        }
        identities
    }
}

impl<'p, 'a, V: Value<'a>> Spot<'p, 'a, V> {
    /// A place as seen by the field that led there.
    #[inline]
    pub(super) fn own(place: &'p Place<'p, 'a, V>) -> Self {
        Self { place, field: place.field, index: place.index, guide: place.field }
    }

    /// The key that a star stands for, the first having the number 0.
    pub(super) fn wildcard_key(&self, number: usize) -> Option<Key<'p>>
    where
        'a: 'p,
    {
        self.place.key(*self.guide.path.wildcards().get(number)?)
    }

    /// The value of another field.
    #[inline]
    pub(super) fn other(&self, other: &Other, root: V::Array) -> Option<V>
    where
        'a: 'p,
    {
        let parts = other.parts();
        if !other.path.has_wildcards() {
            return follow_from_root(parts, root);
        }
        let is_own = std::ptr::eq(self.field, self.place.field) && std::ptr::eq(self.field, self.guide);
        if is_own && other.shared > 0 {
            // What both have in common has been looked up already.
            let frame = self.place.frame(other.shared - 1)?;
            let behind = other.path.wildcards().get(other.shared - 1)? + 1;
            return self.resolve(parts.get(behind..)?, other.shared, frame.value);
        }
        let (first, rest) = parts.split_first()?;
        let (value, number) = match first {
            Part::Key(key) => (root.get(key)?, 0),
            Part::Any => (root.get(&self.stand_in(0))?, 1),
        };
        self.resolve(rest, number, value)
    }

    /// Follows a path whose next wildcard has some number.
    #[inline]
    fn resolve(&self, parts: &[Part], number: usize, value: V) -> Option<V>
    where
        'a: 'p,
    {
        let (mut value, mut number) = (value, number);
        for part in parts {
            let View::Array(array) = value.view() else { return None };
            value = match part {
                Part::Key(key) => array.get(key)?,
                Part::Any => {
                    number += 1;
                    array.get(&self.stand_in(number - 1))?
                }
            };
        }
        Some(value)
    }

    /// What stands for a wildcard; a star where the field has no such many.
    #[cold]
    fn stand_in(&self, number: usize) -> Segment
    where
        'a: 'p,
    {
        self.wildcard_key(number).map_or_else(|| Segment::new(b"*"), segment)
    }

    /// Appends where in a written path, which begins at some byte, the keys are that stars stand for.
    pub(super) fn write_keys(&self, begin: usize, keys: &mut Vec<(usize, usize)>)
    where
        'a: 'p,
    {
        let mut at = begin;
        let mut text = Vec::new();
        for position in 0..self.field.parts().len() {
            text.clear();
            if let Some(key) = self.place.key(position) {
                append_text(&mut text, key);
            }
            if self.guide.path.wildcards().contains(&position) {
                keys.push((at, at + text.len()));
            }
            at += text.len() + 1;
        }
    }
}
