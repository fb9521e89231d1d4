//! Patterns that need no engine: from the beginning to the end, so many characters of one set after so many of another.

use super::program::Chars;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// More parts than that are left to the engine.
const MAX_PARTS: usize = 32;

/// `^[a-z]{2}-\d{3,}$`. All parts but the last are of one length, so that there is but one way to match.
#[derive(Debug)]
pub(super) struct Shape(Box<[Part]>);

#[derive(Debug)]
struct Part {
    set: Bytes,
    /// The same set in code points.
    chars: Chars,
    min: usize,
    max: usize,
}

/// A set of bytes.
#[derive(Debug)]
struct Bytes([bool; 256]);

impl Bytes {
    fn of(chars: &Chars) -> Self {
        let mut bytes = [false; 256];
        for (byte, is_in) in (0..=u8::MAX).zip(&mut bytes) {
            *is_in = chars.contains(char::from(byte));
        }
        Self(bytes)
    }

    #[inline]
    fn contains(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).is_some_and(|&is_in| is_in)
    }
}

/// The characters of a class; none without the flag `u` if they take several bytes.
fn only_bytes(class: &Class, unicode: bool) -> Option<Chars> {
    let is_long = matches!(class, Class::Unicode(class) if !class.is_ascii());
    (unicode || !is_long).then(|| Chars::of(class))
}

/// The character that the bytes are, if they are but one.
fn only_char(bytes: &[u8]) -> Option<char> {
    let mut chars = std::str::from_utf8(bytes).ok()?.chars();
    chars.next().filter(|_| chars.as_str().is_empty())
}

impl Shape {
    /// The shape that an expression is, if it is one.
    pub fn of(expression: &Hir, unicode: bool) -> Option<Self> {
        let HirKind::Concat(parts) = expression.kind() else { return None };
        let [first, parts @ .., last] = parts.as_slice() else { return None };
        if *first.kind() != HirKind::Look(Look::Start) || *last.kind() != HirKind::Look(Look::End) {
            return None;
        }
        let mut shape = Vec::new();
        for part in parts {
            Self::push(part, unicode, &mut shape)?;
        }
        let fixed = shape.len().checked_sub(1)?;
        let is_fixed = shape.iter().take(fixed).all(|part| part.min == part.max);
        (is_fixed && shape.len() <= MAX_PARTS).then(|| Self(shape.into()))
    }

    fn push(expression: &Hir, unicode: bool, parts: &mut Vec<Part>) -> Option<()> {
        let mut part = |chars: Chars, min, max| parts.push(Part { set: Bytes::of(&chars), chars, min, max });
        match expression.kind() {
            HirKind::Class(class) => part(only_bytes(class, unicode)?, 1, 1),
            HirKind::Literal(literal) => {
                let of = |char| Chars::new(std::iter::once((char, char)));
                match std::str::from_utf8(&literal.0) {
                    Ok(text) if unicode => text.chars().for_each(|char| part(of(char), 1, 1)),
                    _ => literal.0.iter().for_each(|&byte| part(of(char::from(byte)), 1, 1)),
                }
            }
            HirKind::Repetition(repetition) => {
                let min = usize::try_from(repetition.min).ok()?;
                let max = repetition.max.map_or(Some(usize::MAX), |max| usize::try_from(max).ok())?;
                let class = match repetition.sub.kind() {
                    HirKind::Class(class) => class,
                    HirKind::Literal(literal) => {
                        let char = match &*literal.0 {
                            &[byte] => char::from(byte),
                            bytes if unicode => only_char(bytes)?,
                            _ => return None,
                        };
                        part(Chars::new(std::iter::once((char, char))), min, max);
                        return Some(());
                    }
                    _ => return None,
                };
                part(only_bytes(class, unicode)?, min, max);
            }
            _ => return None,
        }
        Some(())
    }

    /// Whether a text of ASCII, or of bytes, is of the shape.
    #[inline]
    pub fn fits(&self, text: &[u8]) -> bool {
        let Some((last, parts)) = self.0.split_last() else { return text.is_empty() };
        let mut text = text;
        for part in parts {
            match text.split_at_checked(part.min) {
                Some((these, rest)) if these.iter().all(|&byte| part.set.contains(byte)) => text = rest,
                _ => return false,
            }
        }
        (last.min..=last.max).contains(&text.len()) && text.iter().all(|&byte| last.set.contains(byte))
    }

    /// Whether a text of code points is of the shape.
    pub fn fits_chars(&self, text: &str) -> bool {
        let Some((last, parts)) = self.0.split_last() else { return text.is_empty() };
        let mut chars = text.chars();
        for part in parts {
            for _ in 0..part.min {
                if !chars.next().is_some_and(|char| part.chars.contains(char)) {
                    return false;
                }
            }
        }
        let mut count = 0;
        for char in chars {
            count += 1;
            if !last.chars.contains(char) {
                return false;
            }
        }
        (last.min..=last.max).contains(&count)
    }
}
