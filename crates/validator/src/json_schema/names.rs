//! The names of objects, by pointers into a value: all of them in one pass, since there may be as many pointers as values.

use super::{Array, Json, Node, Object, push_segment};
use std::collections::HashMap;

/// Pointers, segment by segment.
#[derive(Default)]
struct Wanted<'p> {
    /// The pointer that ends here.
    pointer: Option<&'p str>,
    beneath: HashMap<&'p str, Self>,
}

/// The names of the objects at some pointers. What is no object has none.
pub fn names_at<F: Json>(value: F::Node<'_>, pointers: &[&str]) -> HashMap<String, Vec<String>> {
    let mut wanted = Wanted::default();
    for &pointer in pointers {
        let last = pointer.split('/').skip(1).fold(&mut wanted, |at, segment| at.beneath.entry(segment).or_default());
        last.pointer = Some(pointer);
    }
    let mut found = HashMap::new();
    collect::<F>(&value, &wanted, &mut found);
    found
}

fn collect<F: Json>(value: &F::Node<'_>, wanted: &Wanted<'_>, found: &mut HashMap<String, Vec<String>>) {
    if let (Some(pointer), Some(object)) = (wanted.pointer, value.as_object()) {
        let names = object.members().map(|(name, _)| name.as_ref().to_owned());
        found.insert(pointer.to_owned(), names.collect());
    }
    if wanted.beneath.is_empty() {
        return;
    }
    // What is both is empty.
    if let Some(array) = value.as_array() {
        for (position, element) in array.elements().enumerate() {
            if let Some(wanted) = wanted.beneath.get(&*position.to_string()) {
                collect::<F>(&element, wanted, found);
            }
        }
    } else if let Some(object) = value.as_object() {
        let mut segment = String::new();
        for (name, member) in object.members() {
            segment.clear();
            push_segment(&mut segment, name.as_ref());
            if let Some(wanted) = segment.get(1..).and_then(|segment| wanted.beneath.get(segment)) {
                collect::<F>(&member, wanted, found);
            }
        }
    }
}
