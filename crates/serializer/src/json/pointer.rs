//! JSON Pointer (RFC 6901): finds the value that a pointer names while the document is read once, and builds nothing.

use super::{Decoder, Error, Options, check};
use crate::{JsonSink, Sink};

/// A pointer's tokens, without their escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    tokens: Vec<Token>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    text: Vec<u8>,
    /// The element of an array that it names.
    index: Option<usize>,
    /// Where in the pointer it begins, at its slash.
    offset: usize,
}

/// Why a text is no pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerFault {
    /// It is not empty and does not begin with a slash.
    NoSlash,
    /// The tilde at this byte is not followed by 0 or 1.
    Tilde(usize),
}

impl Pointer {
    /// Reads a pointer.
    ///
    /// # Errors
    /// What is wrong with it (RFC 6901, 3).
    pub fn parse(text: &[u8]) -> Result<Self, PointerFault> {
        let Some((first, _)) = text.split_first() else { return Ok(Self { tokens: Vec::new() }) };
        if *first != b'/' {
            return Err(PointerFault::NoSlash);
        }
        let mut tokens: Vec<Token> = Vec::new();
        let mut bytes = text.iter().enumerate();
        while let Some((offset, &byte)) = bytes.next() {
            if byte == b'/' {
                tokens.push(Token { text: Vec::new(), index: None, offset });
                continue;
            }
            let Some(token) = tokens.last_mut() else { return Err(PointerFault::NoSlash) };
            token.text.push(match byte {
                b'~' => match bytes.next() {
                    Some((_, b'0')) => b'~',
                    Some((_, b'1')) => b'/',
                    _ => return Err(PointerFault::Tilde(offset)),
                },
                other => other,
            });
        }
        for token in &mut tokens {
            token.index = index(&token.text);
        }
        Ok(Self { tokens })
    }
}

/// The index that a token is: digits without a leading zero (RFC 6901, 4). One beyond all arrays is one nevertheless.
fn index(text: &[u8]) -> Option<usize> {
    match text {
        [b'0'] => Some(0),
        [b'1'..=b'9', rest @ ..] if rest.iter().all(u8::is_ascii_digit) => Some(
            text.iter()
                .fold(0_usize, |value, digit| value.saturating_mul(10).saturating_add(usize::from(digit - b'0'))),
        ),
        _ => None,
    }
}

/// What stands where a pointer cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// An object without the key.
    Object,
    /// An array with so many elements.
    Array(usize),
    /// A string.
    String,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// Null.
    Null,
}

/// Where a pointer cannot go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// How much of the pointer's text names what is there.
    pub prefix: usize,
    /// What is there.
    pub found: Found,
    /// The token that names nothing in it.
    pub token: Vec<u8>,
    /// Whether that token could be an array's index.
    pub is_index: bool,
}

/// Reads a whole document and answers with the place of the value that a pointer names; of equal keys the last one counts.
///
/// # Errors
/// What is wrong with the document.
pub fn find(input: &[u8], pointer: &Pointer, options: Options) -> Result<Result<usize, Missing>, Error> {
    match search(input, pointer, options) {
        Err(Error { offset: usize::MAX, .. }) => {
            check(input, options, false)?;
            search(input, pointer, Options { is_deep_allowed: true, ..options })
        }
        outcome => outcome,
    }
}

fn search(input: &[u8], pointer: &Pointer, options: Options) -> Result<Result<usize, Missing>, Error> {
    let mut finder = Finder { tokens: &pointer.tokens, trail: Vec::new(), place: 0, inside: None, is_wanted: true };
    Decoder::new().decode(input, options, &mut finder)?;
    Ok(finder.outcome())
}

/// A value on the way to the one that is named.
#[derive(Clone, Copy, Debug)]
struct Step {
    found: Found,
    place: usize,
}

/// The innermost container, if it is on the way: how many tokens lead to it, and for an array how many elements it has so far.
#[derive(Clone, Copy, Debug)]
struct Inside {
    level: usize,
    elements: usize,
    is_map: bool,
}

struct Finder<'p> {
    tokens: &'p [Token],
    /// The document, then what each token has led to.
    trail: Vec<Step>,
    place: usize,
    inside: Option<Inside>,
    /// Whether the next value is the one that the token leads to.
    is_wanted: bool,
}

impl Finder<'_> {
    fn outcome(&self) -> Result<usize, Missing> {
        let reached = self.trail.len().saturating_sub(1);
        match (self.tokens.get(reached), self.trail.last()) {
            (Some(token), Some(step)) => Err(Missing {
                prefix: token.offset,
                found: step.found,
                token: token.text.clone(),
                is_index: token.index.is_some(),
            }),
            _ => Ok(self.trail.last().map_or(0, |step| step.place)),
        }
    }

    /// A value begins; true if it is on the way.
    fn arrive(&mut self, found: Found) -> bool {
        let mut is_wanted = self.is_wanted;
        if let Some(inside) = &mut self.inside {
            if !inside.is_map {
                is_wanted = self.tokens.get(inside.level).is_some_and(|token| token.index == Some(inside.elements));
                inside.elements += 1;
            }
            if is_wanted {
                self.trail.truncate(inside.level + 1);
            }
        }
        self.is_wanted = false;
        if is_wanted {
            self.trail.push(Step { found, place: self.place });
        }
        is_wanted
    }

    fn scalar(&mut self, found: Found) -> Result<(), Error> {
        self.arrive(found);
        Ok(())
    }

    fn begin(&mut self, found: Found, is_map: bool) -> Result<Option<Inside>, Error> {
        let is_wanted = self.arrive(found);
        let level = self.trail.len().saturating_sub(1);
        // Behind the last token there is nothing to look for.
        let inside = (is_wanted && level < self.tokens.len()).then_some(Inside { level, elements: 0, is_map });
        Ok(std::mem::replace(&mut self.inside, inside))
    }

    fn end(&mut self, outer: Option<Inside>) -> Result<(), Error> {
        if let Some(Inside { level, elements, is_map: false }) = self.inside
            && let Some(step) = self.trail.get_mut(level)
        {
            step.found = Found::Array(elements);
        }
        self.inside = outer;
        self.is_wanted = false;
        Ok(())
    }
}

impl Sink for Finder<'_> {
    type Error = Error;
    type Frame = Option<Inside>;

    fn place(&mut self, offset: usize) {
        self.place = offset;
    }

    fn null(&mut self) -> Result<(), Error> {
        self.scalar(Found::Null)
    }

    fn boolean(&mut self, _: bool) -> Result<(), Error> {
        self.scalar(Found::Boolean)
    }

    fn integer(&mut self, _: i64) -> Result<(), Error> {
        self.scalar(Found::Number)
    }

    fn double(&mut self, _: f64) -> Result<(), Error> {
        self.scalar(Found::Number)
    }

    fn string(&mut self, _: &[u8]) -> Result<(), Error> {
        self.scalar(Found::String)
    }

    fn begin_array(&mut self, _: Option<usize>) -> Result<Self::Frame, Error> {
        self.begin(Found::Array(0), false)
    }

    fn end_array(&mut self, outer: Self::Frame) -> Result<(), Error> {
        self.end(outer)
    }

    fn begin_map(&mut self, _: Option<usize>) -> Result<Self::Frame, Error> {
        self.begin(Found::Object, true)
    }

    fn key(&mut self, text: &[u8]) -> Result<(), Error> {
        if let Some(inside) = self.inside {
            self.is_wanted = self.tokens.get(inside.level).is_some_and(|token| token.text == text);
        }
        Ok(())
    }

    fn end_map(&mut self, outer: Self::Frame) -> Result<(), Error> {
        self.end(outer)
    }
}

impl JsonSink for Finder<'_> {
    fn big_integer(&mut self, _: &[u8]) -> Result<(), Error> {
        self.scalar(Found::Number)
    }
}

/// Where a value that begins at a place of a valid document ends.
///
/// # Errors
/// What is wrong with the document there.
pub fn value_end(input: &[u8], place: usize, options: Options) -> Result<usize, Error> {
    let options = Options { is_deep_allowed: true, depth: usize::MAX, is_prefix: true, ..options };
    let rest = input.get(place..).unwrap_or_default();
    // A pointer that names the whole, so that nothing is looked for.
    let mut finder = Finder { tokens: &[], trail: Vec::new(), place: 0, inside: None, is_wanted: false };
    Decoder::new()
        .decode(rest, options, &mut finder)
        .map(|length| place + length)
        .map_err(|error| Error::new(error.kind, place.saturating_add(error.offset)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::ErrorKind;

    fn ask(document: &str, pointer: &str) -> Result<String, Missing> {
        let pointer = Pointer::parse(pointer.as_bytes()).unwrap();
        let options = Options::default();
        let place = find(document.as_bytes(), &pointer, options).unwrap()?;
        let end = value_end(document.as_bytes(), place, options).unwrap();
        Ok(document[place..end].to_owned())
    }

    /// The document of RFC 6901, 5.
    const RFC: &str = r#"{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}"#;

    #[test]
    fn pointers_name_what_the_rfc_says() {
        for (pointer, value) in [
            ("", RFC),
            ("/foo", r#"["bar", "baz"]"#),
            ("/foo/0", r#""bar""#),
            ("/", "0"),
            ("/a~1b", "1"),
            ("/c%d", "2"),
            ("/e^f", "3"),
            ("/g|h", "4"),
            ("/i\\j", "5"),
            ("/k\"l", "6"),
            ("/ ", "7"),
            ("/m~0n", "8"),
        ] {
            assert_eq!(ask(RFC, pointer).as_deref(), Ok(value), "pointer: {pointer}");
        }
    }

    #[test]
    fn the_last_of_equal_keys_counts_on_every_level() {
        for (document, pointer, value) in [
            (r#"{"a":1,"a":2}"#, "/a", Some("2")),
            (r#"{"a":{"b":1},"a":{"c":2}}"#, "/a/b", None),
            (r#"{"a":{"b":1},"a":3}"#, "/a", Some("3")),
            (r#"{"a":{"b":1,"x":{"b":5}},"c":{"b":2}}"#, "/a/b", Some("1")),
            (r#"[[1,2],[3,[4]]]"#, "/1/1/0", Some("4")),
            (r#"{"\u0061":{"0":[7]}}"#, "/a/0/0", Some("7")),
        ] {
            assert_eq!(ask(document, pointer).ok().as_deref(), value, "{pointer} of {document}");
        }
    }

    #[test]
    fn what_is_missing_is_told_from_the_left() {
        for (document, pointer, prefix, found, is_index) in [
            (r#"{"a":[1,2]}"#, "/a/2", 2, Found::Array(2), true),
            (r#"{"a":[1,2]}"#, "/a/-", 2, Found::Array(2), false),
            (r#"{"a":[1,2]}"#, "/a/01", 2, Found::Array(2), false),
            (r#"{"a":[1,2]}"#, "/b/c", 0, Found::Object, false),
            (r#"{"a":"x"}"#, "/a/b", 2, Found::String, false),
            (r#"{"a":{"b":null}}"#, "/a/b/c", 4, Found::Null, false),
            ("1", "/a", 0, Found::Number, false),
            ("[true]", "/0/1", 2, Found::Boolean, true),
            ("[1]", "/18446744073709551616", 0, Found::Array(1), true),
        ] {
            let missing = ask(document, pointer).unwrap_err();
            assert_eq!(
                (missing.prefix, missing.found, missing.is_index),
                (prefix, found, is_index),
                "{pointer} of {document}"
            );
        }
    }

    #[test]
    fn malformed_pointers_are_refused() {
        for (pointer, fault) in [
            ("a", PointerFault::NoSlash),
            ("~", PointerFault::NoSlash),
            ("/~", PointerFault::Tilde(1)),
            ("/a~2", PointerFault::Tilde(2)),
            ("/~0/~", PointerFault::Tilde(4)),
        ] {
            assert_eq!(Pointer::parse(pointer.as_bytes()), Err(fault), "pointer: {pointer}");
        }
    }

    #[test]
    fn the_whole_document_is_checked() {
        let pointer = Pointer::parse(b"/a").unwrap();
        let error = find(br#"{"a":1,"b":nope}"#, &pointer, Options::default()).unwrap_err();
        assert_eq!(error, Error { kind: ErrorKind::Syntax, offset: 12 });
    }
}
