//! JSON as PASETO wants it: UTF-8, strictly by RFC 8259, one object, nested and named within limits, its names unique on every level. Builds
//! nothing: a visitor is shown the strings and the outermost members, and keeps what it wants.

mod names;
mod text;
mod write;

use names::Names;
pub use text::Text;
pub use write::write_string;

/// How large a document may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Objects and arrays inside each other, the outermost included.
    pub levels: usize,
    /// Names in all objects together.
    pub names: usize,
}

/// Why a document is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No object in JSON.
    Syntax,
    /// Too many levels or names, or a name that is there twice.
    Limit,
}

/// Where members can be added to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The offset of the closing brace.
    pub closing: usize,
    /// Whether there is no member.
    pub is_empty: bool,
}

/// Is shown what stands in a document.
pub trait Visitor<'j> {
    /// The name of a member, on any level.
    #[inline(always)]
    fn name(&mut self, text: Text<'j>) {
        let _ = text;
    }

    /// A string that is a value, on any level.
    #[inline(always)]
    fn string(&mut self, text: Text<'j>) {
        let _ = text;
    }

    /// A member of the outermost object; the value if it is a string.
    fn member(&mut self, name: Text<'j>, value: Option<Text<'j>>);
}

/// Reads a document to its end.
///
/// # Errors
/// What is wrong with it.
#[inline]
pub fn scan<'j, V: Visitor<'j>>(input: &'j [u8], limits: Limits, visitor: &mut V) -> Result<Outline, Fault> {
    // From here on every byte above 0x7f is part of a character, and there is none outside strings.
    std::str::from_utf8(input).map_err(|_| Fault::Syntax)?;
    let mut scanner = Scanner { input, at: 0, names: limits.names, levels: limits.levels };
    scanner.skip_space();
    if scanner.peek() != Some(b'{') {
        return Err(Fault::Syntax);
    }
    let is_empty = scanner.object(1, visitor)?;
    let closing = scanner.at - 1;
    scanner.skip_space();
    if scanner.at == input.len() { Ok(Outline { closing, is_empty }) } else { Err(Fault::Syntax) }
}

struct Scanner<'j> {
    input: &'j [u8],
    at: usize,
    /// So many names are left.
    names: usize,
    levels: usize,
}

impl<'j> Scanner<'j> {
    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.input.get(self.at).copied()
    }

    #[inline(always)]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    #[inline(always)]
    fn take(&mut self, byte: u8) -> Result<(), Fault> {
        if self.peek() != Some(byte) {
            return Err(Fault::Syntax);
        }
        self.at += 1;
        Ok(())
    }

    /// Whether a list goes on behind a comma; it ends with the closing byte.
    #[inline(always)]
    fn goes_on(&mut self, closing: u8) -> Result<bool, Fault> {
        self.skip_space();
        let byte = self.peek();
        if byte != Some(b',') && byte != Some(closing) {
            return Err(Fault::Syntax);
        }
        self.at += 1;
        Ok(byte == Some(b','))
    }

    /// Whether it is empty.
    fn object<V: Visitor<'j>>(&mut self, level: usize, visitor: &mut V) -> Result<bool, Fault> {
        self.enter(level)?;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(true);
        }
        let mut names = Names::default();
        loop {
            self.skip_space();
            self.names = self.names.checked_sub(1).ok_or(Fault::Limit)?;
            let name = self.string()?;
            visitor.name(name);
            names.push(name);
            self.skip_space();
            self.take(b':')?;
            self.skip_space();
            let value = self.value(level, visitor)?;
            if level == 1 {
                visitor.member(name, value);
            }
            if !self.goes_on(b'}')? {
                break;
            }
        }
        if names.are_unique() { Ok(false) } else { Err(Fault::Limit) }
    }

    fn array<V: Visitor<'j>>(&mut self, level: usize, visitor: &mut V) -> Result<(), Fault> {
        self.enter(level)?;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.skip_space();
            self.value(level, visitor)?;
            if !self.goes_on(b']')? {
                return Ok(());
            }
        }
    }

    /// Past the opening bracket and the space behind it.
    fn enter(&mut self, level: usize) -> Result<(), Fault> {
        if level > self.levels {
            return Err(Fault::Limit);
        }
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    #[inline(always)]
    fn value<V: Visitor<'j>>(&mut self, level: usize, visitor: &mut V) -> Result<Option<Text<'j>>, Fault> {
        match self.peek() {
            Some(b'"') => {
                let text = self.string()?;
                visitor.string(text);
                return Ok(Some(text));
            }
            Some(b'{') => self.object(level + 1, visitor).map(drop)?,
            Some(b'[') => self.array(level + 1, visitor)?,
            Some(b't') => self.literal(b"true")?,
            Some(b'f') => self.literal(b"false")?,
            Some(b'n') => self.literal(b"null")?,
            _ => self.number()?,
        }
        Ok(None)
    }

    fn literal(&mut self, word: &[u8]) -> Result<(), Fault> {
        let rest = self.input.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(Fault::Syntax);
        }
        self.at += word.len();
        Ok(())
    }

    fn number(&mut self) -> Result<(), Fault> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { Err(Fault::Syntax) } else { Ok(()) }
    }

    #[inline(always)]
    fn string(&mut self) -> Result<Text<'j>, Fault> {
        self.take(b'"')?;
        let start = self.at;
        let mut escapes = 0;
        loop {
            self.at = text::plain_end(self.input, self.at);
            match self.peek() {
                Some(b'"') => {
                    let raw = self.input.get(start..self.at).unwrap_or_default();
                    self.at += 1;
                    return Ok(Text::new(raw, escapes));
                }
                Some(b'\\') => {
                    escapes += 1;
                    self.at = text::escape_end(self.input, self.at).ok_or(Fault::Syntax)?;
                }
                _ => return Err(Fault::Syntax),
            }
        }
    }
}

#[cfg(test)]
mod tests;
