//! The order of JSON Pointers: segment by segment, indices as numbers.

use std::cmp::Ordering;

/// Compares two pointers; one that is the other's beginning comes first.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one.split('/'), other.split('/'));
    loop {
        match (one.next(), other.next()) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(one), Some(other)) => match segments(one, other) {
                Ordering::Equal => {}
                order => return order,
            },
        }
    }
}

fn segments(one: &str, other: &str) -> Ordering {
    if is_index(one) && is_index(other) {
        one.len().cmp(&other.len()).then_with(|| one.cmp(other))
    } else {
        one.cmp(other)
    }
}

fn is_index(segment: &str) -> bool {
    segment == "0"
        || (!segment.is_empty() && !segment.starts_with('0') && segment.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_compared_by_segments() {
        let sorted = ["", "/", "/0", "/2", "/2/a", "/10", "/10/00", "/10/01", "/10/1", "/:", "/a", "/a/b", "/a!", "/é"];
        for (position, one) in sorted.iter().enumerate() {
            for (place, other) in sorted.iter().enumerate() {
                assert_eq!(compare(one, other), position.cmp(&place), "{one} and {other}");
            }
        }
    }
}
