//! What a backslash means: a character, a set, or something that is refused.

use super::error::PatternError;
use super::parse::Parser;
use super::properties;
use super::set::Set;

/// What an escape stands for, in a class and outside.
pub(super) enum Escape {
    Char(char),
    Set(Set),
}

impl Parser<'_> {
    /// Reads an escape that means the same in a class and outside; `at` is at the backslash.
    pub fn escape(&mut self) -> Result<Escape, PatternError> {
        let start = self.at;
        let letter = self.peek_at(1).ok_or(PatternError::malformed("a backslash with nothing behind it", start))?;
        self.at += 2;
        let unicode = self.unicode;
        let set = |set: Set, negated: bool| Ok(Escape::Set(if negated { set.negate(unicode) } else { set }));
        match letter {
            b'd' | b'D' => set(Set::digit(unicode), letter == b'D'),
            b'w' | b'W' => set(Set::word(unicode), letter == b'W'),
            b's' | b'S' => set(Set::space(unicode), letter == b'S'),
            b'h' | b'H' => set(Set::horizontal(unicode), letter == b'H'),
            b'v' | b'V' => set(Set::vertical(unicode), letter == b'V'),
            b'p' | b'P' => self.property(start, letter == b'P').map(Escape::Set),
            b'a' => Ok(Escape::Char('\x07')),
            b'e' => Ok(Escape::Char('\x1B')),
            b'f' => Ok(Escape::Char('\x0C')),
            b'n' => Ok(Escape::Char('\n')),
            b'r' => Ok(Escape::Char('\r')),
            b't' => Ok(Escape::Char('\t')),
            b'c' => self.control(start).map(Escape::Char),
            b'x' => self.hexadecimal(start).map(Escape::Char),
            b'o' => self.octal_in_braces(start).map(Escape::Char),
            b'0' => self.octal(start).map(Escape::Char),
            b'N' if self.peek() == Some(b'{') => self.named(start).map(Escape::Char),
            b'G' => Err(PatternError::unsupported("\\G", start)),
            b'K' => Err(PatternError::unsupported("\\K", start)),
            b'R' => Err(PatternError::unsupported("\\R", start)),
            b'X' => Err(PatternError::unsupported("\\X", start)),
            b'C' => Err(PatternError::unsupported("\\C", start)),
            b'Z' => Err(PatternError::unsupported("\\Z", start)),
            b'g' if matches!(self.peek(), Some(b'<' | b'\'')) => {
                Err(PatternError::unsupported("subroutine call", start))
            }
            b'g' | b'k' | b'1'..=b'9' => Err(PatternError::unsupported("back-reference", start)),
            letter if letter.is_ascii_alphanumeric() => Err(PatternError::malformed("an unknown escape", start)),
            _ => {
                self.at = start + 1;
                Ok(Escape::Char(self.char()?))
            }
        }
    }

    /// A character by three octal digits at most, of which the first is at `at - 1`.
    pub fn octal(&mut self, start: usize) -> Result<char, PatternError> {
        let mut code = self.text.get(self.at - 1).map_or(0, |digit| u32::from(digit - b'0'));
        for _ in 0..2 {
            match self.peek() {
                Some(digit @ b'0'..=b'7') => code = code * 8 + u32::from(digit - b'0'),
                _ => break,
            }
            self.at += 1;
        }
        self.code(code, start)
    }

    /// A character of this code, if there is one.
    fn code(&self, code: u32, start: usize) -> Result<char, PatternError> {
        if !self.unicode && code > 0xFF {
            return Err(PatternError::malformed("a code above FF without the flag 'u'", start));
        }
        char::from_u32(code).ok_or(PatternError::malformed("a code that is no character's", start))
    }

    /// `\cA`
    fn control(&mut self, start: usize) -> Result<char, PatternError> {
        let letter = self.peek().filter(|byte| (b' '..=b'~').contains(byte));
        let letter = letter.ok_or(PatternError::malformed("\\c without a printable character", start))?;
        self.at += 1;
        Ok(char::from(letter.to_ascii_uppercase() ^ 0x40))
    }

    /// `\x41`, `\x{41}`
    fn hexadecimal(&mut self, start: usize) -> Result<char, PatternError> {
        let code = if self.peek() == Some(b'{') { self.braces(1, 16) } else { self.digits(2, 16) };
        self.code(code.ok_or(PatternError::malformed("an escape without its digits", start))?, start)
    }

    /// `\o{101}`
    fn octal_in_braces(&mut self, start: usize) -> Result<char, PatternError> {
        let code = if self.peek() == Some(b'{') { self.braces(1, 8) } else { None };
        self.code(code.ok_or(PatternError::malformed("an escape without its digits", start))?, start)
    }

    /// `\N{U+41}`
    fn named(&mut self, start: usize) -> Result<char, PatternError> {
        let code = if self.rest().starts_with(b"{U+") && self.unicode { self.braces(3, 16) } else { None };
        code.map_or(Err(PatternError::unsupported("\\N{", start)), |code| self.code(code, start))
    }

    /// A number in braces, behind so many bytes.
    fn braces(&mut self, skip: usize, radix: u32) -> Option<u32> {
        self.at += skip;
        let code = self.digits(8, radix)?;
        (self.peek() == Some(b'}')).then(|| self.at += 1)?;
        Some(code)
    }

    fn digits(&mut self, most: usize, radix: u32) -> Option<u32> {
        let is_digit = |byte: &&u8| char::from(**byte).is_digit(radix);
        let count = self.rest().iter().take(most).take_while(is_digit).count();
        let digits = std::str::from_utf8(self.rest().get(..count)?).ok()?;
        self.at += count;
        u32::from_str_radix(digits, radix).ok()
    }

    /// `\pL`, `\p{Lu}`, `\p{^Lu}`, `\P{Lu}`; `at` is behind the letter.
    fn property(&mut self, start: usize, negated: bool) -> Result<Set, PatternError> {
        let unknown = PatternError::malformed("a property that is not known", start);
        let (name, negated) = if self.peek() == Some(b'{') {
            let length = self.rest().iter().position(|&byte| byte == b'}').ok_or(unknown.clone())?;
            let name = self.rest().get(1..length).unwrap_or_default();
            self.at += length + 1;
            name.strip_prefix(b"^").map_or((name, negated), |name| (name, !negated))
        } else {
            let name = self.rest().get(..1).filter(|name| name.iter().all(u8::is_ascii_alphabetic));
            self.at += 1;
            (name.ok_or(unknown.clone())?, negated)
        };
        let set = properties::by_name(name, self.flags.fold_case).ok_or(unknown)?.cut(self.unicode);
        Ok(if negated { set.negate(self.unicode) } else { set })
    }
}
