//! Paths of fields: keys separated by dots, `*` for every key of an array, `\.` `\*` `\\` for the characters themselves.

use crate::input::Segment;

/// The most segments a path may have: data nested deeper than that is not looked into.
pub(crate) const MAX_SEGMENTS: usize = 64;

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A key.
    Key(Segment),
    /// Every key.
    Any,
}

/// The path of a field, or of several if there are wildcards in it.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    text: Box<[u8]>,
    parts: Box<[Part]>,
    /// Where among the parts the wildcards are.
    wildcards: Box<[usize]>,
}

impl Path {
    /// Reads a path; `None` if it has too many segments.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let mut parts = Vec::new();
        let mut key = Vec::new();
        // Whether the segment is a single star that nothing escapes.
        let mut is_escaped = false;
        let mut bytes = text.iter().copied().peekable();
        loop {
            let byte = bytes.next();
            match byte {
                Some(b'\\') => {
                    is_escaped = true;
                    let escaped = bytes.next_if(|next| matches!(next, b'.' | b'*' | b'\\'));
                    key.push(escaped.unwrap_or(b'\\'));
                }
                Some(byte) if byte != b'.' => key.push(byte),
                _ => {
                    let is_wildcard = key == b"*" && !is_escaped;
                    parts.push(if is_wildcard { Part::Any } else { Part::Key(Segment::new(&key)) });
                    key.clear();
                    is_escaped = false;
                    if byte.is_none() {
                        break;
                    }
                }
            }
        }
        (parts.len() <= MAX_SEGMENTS).then(|| Self::new(text, parts))
    }

    fn new(text: &[u8], parts: Vec<Part>) -> Self {
        let wildcards = parts.iter().enumerate().filter(|(_, part)| **part == Part::Any).map(|(at, _)| at).collect();
        Self { text: text.into(), parts: parts.into(), wildcards }
    }

    /// The path without its last segment, if there are more.
    pub(crate) fn parent(&self) -> Option<Self> {
        let (_, parts) = self.parts.split_last()?;
        if parts.is_empty() { None } else { Some(Self::new(&self.text, parts.to_vec())) }
    }

    /// The same path, its last key with something appended; `None` if it ends with a wildcard.
    pub(crate) fn with_suffix(&self, suffix: &[u8]) -> Option<Self> {
        let mut parts = self.parts.to_vec();
        let text = [&self.text, suffix].concat();
        let Some(Part::Key(last)) = parts.pop() else { return None };
        parts.push(Part::Key(Segment::new(&[last.text(), suffix].concat())));
        Some(Self::new(&text, parts))
    }

    /// Equal for paths that are spelled differently and mean the same.
    pub(crate) fn identity(&self) -> Box<[u8]> {
        let mut identity = Vec::with_capacity(self.text.len() + 2 * self.parts.len());
        for part in &self.parts {
            match part {
                Part::Key(key) => append_key(&mut identity, key.text()),
                Part::Any => identity.push(b'*'),
            }
        }
        identity.into()
    }

    /// The path as it was written.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    #[inline]
    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Where among the parts the wildcards are.
    #[inline]
    pub(crate) fn wildcards(&self) -> &[usize] {
        &self.wildcards
    }

    #[inline]
    pub(crate) fn has_wildcards(&self) -> bool {
        !self.wildcards.is_empty()
    }

    /// How many wildcards stand in the part that two paths have in common, written alike.
    pub(crate) fn shared_wildcards(&self, other: &Self) -> usize {
        let same = self.parts.iter().zip(&other.parts).take_while(|(one, other)| one == other);
        same.filter(|(part, _)| **part == Part::Any).count()
    }
}

/// Appends a key so that a sequence of keys can be told from any other.
pub(crate) fn append_key(identity: &mut Vec<u8>, key: &[u8]) {
    identity.push(b'=');
    identity.extend_from_slice(&key.len().to_le_bytes());
    identity.extend_from_slice(key);
}

#[cfg(test)]
mod tests {
    use super::{Part, Path};

    fn show(path: &Path) -> Vec<String> {
        let show = |part: &Part| match part {
            Part::Key(key) => String::from_utf8_lossy(key.text()).into_owned(),
            Part::Any => "<any>".to_owned(),
        };
        path.parts().iter().map(show).collect()
    }

    #[test]
    fn paths() {
        let table: [(&str, &[&str]); 14] = [
            ("a", &["a"]),
            ("", &[""]),
            ("a.b", &["a", "b"]),
            ("a..b.", &["a", "", "b", ""]),
            ("a.*", &["a", "<any>"]),
            ("*.*", &["<any>", "<any>"]),
            ("a*.**", &["a*", "**"]),
            (r"a\.b", &["a.b"]),
            (r"a.\*", &["a", "*"]),
            (r"\\", &[r"\"]),
            (r"a\b\", &[r"a\b\"]),
            (r"\\.*", &[r"\", "<any>"]),
            (r"\\*", &[r"\*"]),
            ("items.0.x", &["items", "0", "x"]),
        ];
        for (text, parts) in table {
            assert_eq!(show(&Path::parse(text.as_bytes()).unwrap()), parts, "path: {text}");
        }
    }

    #[test]
    fn depth() {
        assert!(Path::parse("a.".repeat(63).as_bytes()).is_some());
        assert!(Path::parse("a.".repeat(64).as_bytes()).is_none());
    }
}
