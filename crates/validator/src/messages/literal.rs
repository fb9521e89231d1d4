//! Reads the PHP files that hold texts: nested arrays of literals in single quotes, flattened to keys with dots. Knows no more of PHP.

use std::fmt;

/// How deep arrays may be in each other.
const MAX_DEPTH: usize = 8;

/// A file is not of the form that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiteralError {
    /// Where, in bytes.
    pub offset: usize,
}

impl fmt::Display for LiteralError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "byte {} is not part of an array of texts in single quotes", self.offset)
    }
}

impl std::error::Error for LiteralError {}

/// Hands each text of a PHP file to `sink`, with its key.
pub(super) fn read(source: &str, sink: &mut impl FnMut(&[u8], Vec<u8>)) -> Result<(), LiteralError> {
    let mut reader = Reader { source: source.as_bytes(), at: 0 };
    reader.expect(b"<?php")?;
    if reader.takes(b"declare(strict_types=1)") {
        reader.expect(b";")?;
    }
    reader.expect(b"return")?;
    reader.expect(b"[")?;
    reader.array(&mut Vec::new(), 0, sink)?;
    reader.expect(b";")?;
    reader.skip();
    if reader.at == reader.source.len() { Ok(()) } else { Err(reader.error()) }
}

struct Reader<'a> {
    source: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn error(&self) -> LiteralError {
        LiteralError { offset: self.at }
    }

    fn rest(&self) -> &'a [u8] {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Leaves white space and comments behind.
    fn skip(&mut self) {
        loop {
            self.at += self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let rest = self.rest();
            let comment = if rest.starts_with(b"//") || rest.starts_with(b"#") {
                memchr::memchr(b'\n', rest).unwrap_or(rest.len())
            } else if rest.starts_with(b"/*") {
                memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2)
            } else {
                return;
            };
            self.at += comment;
        }
    }

    fn takes(&mut self, token: &[u8]) -> bool {
        self.skip();
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn expect(&mut self, token: &[u8]) -> Result<(), LiteralError> {
        if self.takes(token) { Ok(()) } else { Err(self.error()) }
    }

    /// A literal, behind its opening quote.
    fn text(&mut self) -> Result<Vec<u8>, LiteralError> {
        let mut text = Vec::new();
        loop {
            let rest = self.rest();
            let Some(end) = memchr::memchr2(b'\'', b'\\', rest) else { return Err(self.error()) };
            text.extend_from_slice(rest.get(..end).unwrap_or_default());
            self.at += end + 1;
            if rest.get(end) == Some(&b'\'') {
                return Ok(text);
            }
            match rest.get(end + 1) {
                Some(&byte @ (b'\'' | b'\\')) => {
                    text.push(byte);
                    self.at += 1;
                }
                // As in PHP, a backslash before anything else is one.
                _ => text.push(b'\\'),
            }
        }
    }

    /// An array, behind its opening bracket; `key` is what leads there, and stands there again afterwards.
    fn array(
        &mut self,
        key: &mut Vec<u8>,
        depth: usize,
        sink: &mut impl FnMut(&[u8], Vec<u8>),
    ) -> Result<(), LiteralError> {
        let prefix = key.len();
        while !self.takes(b"]") {
            self.expect(b"'")?;
            if depth > 0 {
                key.push(b'.');
            }
            key.extend(self.text()?);
            self.expect(b"=>")?;
            if self.takes(b"'") {
                sink(key, self.text()?);
            } else if depth < MAX_DEPTH {
                self.expect(b"[")?;
                self.array(key, depth + 1, sink)?;
            } else {
                return Err(self.error());
            }
            key.truncate(prefix);
            if !self.takes(b",") {
                return self.expect(b"]");
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Result<Vec<(String, String)>, LiteralError> {
        let mut found = Vec::new();
        read(source, &mut |key, text| {
            found.push((String::from_utf8_lossy(key).into_owned(), String::from_utf8_lossy(&text).into_owned()));
        })?;
        Ok(found)
    }

    #[test]
    fn nested_arrays_become_keys_with_dots() {
        let source = r"<?php
            declare(strict_types=1);
            /* not 'this' => 'one' */
            return ['a' => 'A', // nor 'that'
                'b' => ['c' => 'it\'s \\ \n', 'd' => ['e' => '']], # the end
                'f.g' => 'é',
            ];
        ";
        let expected = [("a", "A"), ("b.c", r"it's \ \n"), ("b.d.e", ""), ("f.g", "é")];
        assert_eq!(texts(source).unwrap(), expected.map(|(key, text)| (key.to_owned(), text.to_owned())));
        assert_eq!(texts("<?php return [];").unwrap(), []);
    }

    #[test]
    fn what_is_no_literal_is_refused() {
        for (source, offset) in [
            ("return [];", 0),
            ("<?php return ['a'];", 17),
            ("<?php return ['a' => 1];", 21),
            ("<?php return ['a' => \"b\"];", 21),
            ("<?php return ['a' => 'b' . 'c'];", 25),
            ("<?php return ['a' => 'b'", 24),
            ("<?php return ['a' => 'b", 22),
            ("<?php return []; echo 1;", 17),
        ] {
            assert_eq!(texts(source), Err(LiteralError { offset }), "source: {source}");
        }
    }
}
