//! Paths of fields by their parts, so that those that have to do with another one are found without asking each of them.

use crate::path::{Part, Path};
use std::collections::HashMap;

/// Paths, each with a number.
#[derive(Default)]
pub(super) struct Paths<'p> {
    /// What goes on with a key, and with a wildcard.
    keys: HashMap<&'p [u8], Paths<'p>>,
    any: Option<Box<Paths<'p>>>,
    /// The numbers of those that end here.
    ends: Vec<usize>,
}

impl<'p> Paths<'p> {
    pub(super) fn of(paths: impl Iterator<Item = &'p Path>) -> Self {
        let mut all = Self::default();
        for (number, path) in paths.enumerate() {
            all.insert(path, number);
        }
        all
    }

    pub(super) fn insert(&mut self, path: &'p Path, number: usize) {
        let mut node = self;
        for part in path.parts() {
            node = match part {
                Part::Key(key) => node.keys.entry(key.text()).or_default(),
                Part::Any => node.any.get_or_insert_default(),
            };
        }
        node.ends.push(number);
    }

    /// The numbers of the paths that may name a place that this one names, too, in their order.
    pub(super) fn overlapping(&self, path: &Path) -> Vec<usize> {
        let mut nodes = vec![self];
        for part in path.parts() {
            nodes = nodes.into_iter().flat_map(|node| node.next(part)).collect();
        }
        let mut found: Vec<usize> = nodes.into_iter().flat_map(|node| node.ends.iter().copied()).collect();
        found.sort_unstable();
        found
    }

    /// Whether this path may name a place at or beneath one that a path here names.
    pub(super) fn are_above(&self, path: &Path) -> bool {
        let mut nodes = vec![self];
        for part in path.parts() {
            nodes = nodes.into_iter().flat_map(|node| node.next(part)).collect();
            if nodes.iter().any(|node| !node.ends.is_empty()) {
                return true;
            }
        }
        false
    }

    fn next(&self, part: &Part) -> impl Iterator<Item = &Self> {
        let (named, all) = match part {
            Part::Key(key) => (self.keys.get(key.text()), None),
            Part::Any => (None, Some(self.keys.values())),
        };
        named.into_iter().chain(all.into_iter().flatten()).chain(self.any.as_deref())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::{Path, Paths};

    #[test]
    fn finds_those_that_overlap() {
        let all = ["a.*", "a.b", "*.b", "a.b.c", r"a.\*", "c", "*"].map(|text| Path::parse(text.as_bytes()).unwrap());
        let paths = Paths::of(all.iter());
        for (text, overlapping, above) in [
            ("a.*", &[0, 1, 2, 4][..], true),
            ("a.b", &[0, 1, 2], true),
            ("x.b", &[2], true),
            ("*.*", &[0, 1, 2, 4], true),
            ("a.*.c", &[3], true),
            (r"a.\*", &[0, 4], true),
            ("c", &[5, 6], true),
        ] {
            let path = Path::parse(text.as_bytes()).unwrap();
            assert_eq!((&*paths.overlapping(&path), paths.are_above(&path)), (overlapping, above), "{text}");
        }
        let deep = Path::parse(b"a.b.c").unwrap();
        let paths = Paths::of(std::iter::once(&deep));
        for (text, above) in [("a.b", false), ("a.b.c.d", true), ("*.*.*.*", true), ("a.c.*", false), ("a.*.*", true)] {
            assert_eq!(paths.are_above(&Path::parse(text.as_bytes()).unwrap()), above, "{text}");
        }
    }
}
