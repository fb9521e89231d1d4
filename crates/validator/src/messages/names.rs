//! What messages call fields.

use super::glob;
use super::placeholders::Case;
use std::collections::HashMap;

/// The names that the caller gave.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    by_path: HashMap<Box<[u8]>, Box<[u8]>>,
    /// The paths that hold stars, in the order given.
    with_stars: Vec<Box<[u8]>>,
}

impl Names {
    pub(super) fn add(&mut self, path: &[u8], name: &[u8]) {
        let is_new = self.by_path.insert(path.into(), name.into()).is_none();
        if is_new && path.contains(&b'*') {
            self.with_stars.push(path.into());
        }
    }

    /// Writes the name of a field: `path` is what the data call it, `pattern` what the rules do.
    pub(super) fn write(&self, path: &[u8], pattern: &[u8], out: &mut Vec<u8>) {
        match self.given(path, pattern) {
            Some(name) => out.extend_from_slice(name),
            None => out.extend(path.iter().map(|&byte| if byte == b'_' { b' ' } else { byte })),
        }
    }

    fn given(&self, path: &[u8], pattern: &[u8]) -> Option<&[u8]> {
        if self.by_path.is_empty() {
            return None;
        }
        let exact = self.by_path.get(path).or_else(|| self.by_path.get(pattern));
        let found = exact.or_else(|| {
            let key = self.with_stars.iter().find(|key| glob::matches(key, path))?;
            self.by_path.get(key)
        });
        found.map(|name| &**name)
    }

    /// Writes the name of the field that a parameter names.
    pub(super) fn write_parameter(&self, parameter: &[u8], out: &mut Vec<u8>) {
        if parameter.contains(&b'\\') {
            self.write(&unescaped(parameter), parameter, out);
        } else {
            self.write(parameter, parameter, out);
        }
    }

    /// Writes a date as it stands, or the name of the field that stands in its place.
    pub(super) fn write_date(&self, parameter: &[u8], out: &mut Vec<u8>) {
        let is_path = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80 || br"_.*\-".contains(byte);
        if parameter.iter().all(is_path) {
            self.write_parameter(parameter, out);
        } else {
            out.extend_from_slice(parameter);
        }
    }
}

/// A path without its backslashes.
pub(super) fn unescaped(path: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let escaped = if byte == b'\\' { bytes.next_if(|next| matches!(next, b'.' | b'*' | b'\\')) } else { None };
        out.push(escaped.unwrap_or(byte));
    }
    out
}

/// Brings what stands behind a place into upper case, or its first letter. Of a text that is not UTF-8, ASCII letters alone.
pub(super) fn recase(out: &mut Vec<u8>, from: usize, case: Case) {
    let Some(text) = out.get_mut(from..) else { return };
    let (Some(first), true) = (text.first_mut(), case != Case::AsItIs) else { return };
    if case == Case::Capital && first.is_ascii() {
        first.make_ascii_uppercase();
        return;
    }
    if text.is_ascii() {
        text.make_ascii_uppercase();
        return;
    }
    let Ok(text) = std::str::from_utf8(text) else {
        if case == Case::Upper {
            text.make_ascii_uppercase();
        }
        return;
    };
    let upper = if case == Case::Upper {
        text.to_uppercase()
    } else {
        let mut letters = text.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect()
    };
    out.truncate(from);
    out.extend_from_slice(upper.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_path_then_by_pattern_then_by_star() {
        let mut names = Names::default();
        for (path, name) in
            [("a.*.c", "star"), ("a.1.c", "exact"), ("b.*", "first"), ("*.x", "second"), ("*.x", "third")]
        {
            names.add(path.as_bytes(), name.as_bytes());
        }
        for (path, pattern, expected) in [
            ("a.1.c", "a.*.c", "exact"),
            ("a.2.c", "a.*.c", "star"),
            ("a.b.c", "a.b.c", "star"),
            ("b.x", "b.x", "first"),
            ("c.x", "c.x", "third"),
            ("first_name.y", "first_name.y", "first name.y"),
        ] {
            let mut out = Vec::new();
            names.write(path.as_bytes(), pattern.as_bytes(), &mut out);
            assert_eq!(String::from_utf8_lossy(&out), expected, "path: {path}");
        }
    }

    #[test]
    fn dates_are_told_from_fields() {
        for (parameter, expected) in [
            ("start_date", "start date"),
            ("a.start_date", "a.start date"),
            (r"a\.b_c", "a.b c"),
            ("tomorrow", "tomorrow"),
            ("2024-01-01", "2024-01-01"),
            ("2024-01-01 America/New_York", "2024-01-01 America/New_York"),
        ] {
            let mut out = Vec::new();
            Names::default().write_date(parameter.as_bytes(), &mut out);
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }

    #[test]
    fn texts_take_a_case() {
        for (text, capital, upper) in [
            (&b""[..], &b""[..], &b""[..]),
            (b"name", b"Name", b"NAME"),
            ("élan ß".as_bytes(), "Élan ß".as_bytes(), "ÉLAN SS".as_bytes()),
            (b"a\xff", b"A\xff", b"A\xff"),
            (b"\xffa", b"\xffa", b"\xffA"),
            ("aé".as_bytes(), "Aé".as_bytes(), "AÉ".as_bytes()),
            ("žluť\u{ff}".as_bytes(), "Žluť\u{ff}".as_bytes(), "ŽLUŤ\u{178}".as_bytes()),
        ] {
            for (case, expected) in [(Case::AsItIs, text), (Case::Capital, capital), (Case::Upper, upper)] {
                let mut out = [b"-", text].concat();
                recase(&mut out, 1, case);
                assert_eq!(out.get(1..), Some(expected), "text: {text:?}, case: {case:?}");
            }
        }
    }

    #[test]
    fn backslashes_go() {
        for (path, expected) in [(r"a\.b", "a.b"), (r"\*\\\x\", r"*\\x\"), ("", "")] {
            assert_eq!(unescaped(path.as_bytes()), expected.as_bytes(), "path: {path}");
        }
    }
}
