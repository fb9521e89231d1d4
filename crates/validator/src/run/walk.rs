//! From a field to the places in the data that it names.

use super::place::{Frame, Place, follow, follow_from_root};
use super::{Run, Stop};
use crate::host::Host;
use crate::input::{Array, Hint, Value, View};
use crate::path::{Part, Path};
use crate::schema::Field;

impl<'r, 'a, V: Value<'a>, H: Host<'a, V>> Run<'r, 'a, V, H> {
    /// Checks every place of a field, in the order of the data.
    #[inline]
    pub(super) fn field(&mut self, index: usize, field: &'r Field) -> Result<(), Stop<H::Error>> {
        if field.path.has_wildcards() {
            return self.walk(&Place { field, index, innermost: None }, 0, self.root);
        }
        let value = follow_from_root(field.parts(), self.root);
        self.place(&Place { field, index, innermost: None }, value)
    }

    /// Goes on from an array that lies behind a number of wildcards.
    fn walk(&mut self, place: &Place<'_, 'a, V>, number: usize, array: V::Array) -> Result<(), Stop<H::Error>> {
        let Some((table, behind)) = expand::<V>(&place.field.path, number, array) else { return Ok(()) };
        let (field, index) = (place.field, place.index);
        let is_last = number + 1 == field.path.wildcards().len();
        // Items look alike: what was found in one is likely to be there in the next.
        let mut hint = Hint::default();
        for (key, value) in table.entries() {
            let frame = Frame { key, value, outer: place.innermost };
            let place = Place { field, index, innermost: Some(&frame) };
            if is_last {
                let value = match (behind, value.view()) {
                    ([Part::Key(key)], View::Array(item)) => item.get_near(key, &mut hint),
                    _ => follow(behind, value),
                };
                self.place(&place, value)?;
            } else if let View::Array(array) = value.view() {
                self.walk(&place, number + 1, array)?;
            }
        }
        Ok(())
    }
}

/// The array whose entries a wildcard stands for, if the keys before it lead to one, and the path behind it.
pub(super) fn expand<'a, 'p, V: Value<'a>>(
    path: &'p Path,
    number: usize,
    array: V::Array,
) -> Option<(V::Array, &'p [Part])> {
    let at = *path.wildcards().get(number)?;
    let from = match number.checked_sub(1) {
        Some(before) => path.wildcards().get(before)? + 1,
        None => 0,
    };
    let table = match path.parts().get(from..at)? {
        [] => array,
        keys => match follow_from_root::<V>(keys, array)?.view() {
            View::Array(table) => table,
            _ => return None,
        },
    };
    Some((table, path.parts().get(at + 1..)?))
}

/// Shows every value that a path leads to; absent ones are left out.
pub(super) fn each<'a, V: Value<'a>>(path: &Path, root: V::Array, see: &mut impl FnMut(V)) {
    if path.has_wildcards() {
        each_behind(path, 0, root, see);
    } else if let Some(value) = follow_from_root(path.parts(), root) {
        see(value);
    }
}

fn each_behind<'a, V: Value<'a>>(path: &Path, number: usize, array: V::Array, see: &mut impl FnMut(V)) {
    let Some((table, behind)) = expand::<V>(path, number, array) else { return };
    let is_last = number + 1 == path.wildcards().len();
    for (_, value) in table.entries() {
        if is_last {
            if let Some(value) = follow(behind, value) {
                see(value);
            }
        } else if let View::Array(array) = value.view() {
            each_behind(path, number + 1, array, see);
        }
    }
}
