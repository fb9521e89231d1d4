//! Classes in brackets.

use super::error::PatternError;
use super::escape::Escape;
use super::parse::{Item, Parser};
use super::set::Set;
use super::size::Size;

/// What has been read of a class.
struct Members {
    /// Characters and ranges, which the flag `i` adds to.
    written: Vec<(char, char)>,
    /// Properties and the like, which it does not.
    named: Set,
    /// The bytes of PCRE's code that they take.
    code: u64,
    /// The character before, which may begin a range.
    before: Option<char>,
    /// What the range that is open begins with, and where it does.
    low: Option<(char, usize)>,
}

impl Members {
    fn add_range(&mut self, low: char, high: char) {
        self.written.push((low, high));
        self.code += 9;
    }

    fn add_char(&mut self, char: char) -> Result<(), PatternError> {
        let Some((low, start)) = self.low.take() else {
            self.add_range(char, char);
            self.before = Some(char);
            return Ok(());
        };
        if low > char {
            return Err(PatternError::malformed("a range that runs backwards", start));
        }
        self.add_range(low, char);
        self.before = None;
        Ok(())
    }

    fn add_set(&mut self, set: &Set) {
        self.named = std::mem::replace(&mut self.named, Set::empty()).or(set);
        self.code += 9;
        self.before = None;
    }
}

impl Parser<'_> {
    /// Reads a class; `at` is at its bracket.
    pub fn class(&mut self) -> Result<Item, PatternError> {
        let start = self.at;
        if self.rest().starts_with(b"[[:<:]]") || self.rest().starts_with(b"[[:>:]]") {
            return Err(PatternError::unsupported("[[:<:]] or [[:>:]]", start));
        }
        if self.posix_length().is_some() {
            return Err(PatternError::malformed("a POSIX class outside of brackets", start));
        }
        self.at += 1;
        let negated = self.class_head();
        let members = self.members(start)?;
        let written = Set::of(&members.written);
        let written = if self.flags.fold_case { written.fold(self.unicode) } else { written };
        let set = written.or(&members.named);
        let set = if negated { set.negate(self.unicode) } else { set };
        // Bytes are written as a table, of one length.
        let size = if self.unicode { Size::set().plus(Size::new(0, members.code)) } else { Size::set() };
        Ok(Item::single(set.into_expression(self.unicode), size))
    }

    /// Reads up to where the members begin: quotes with nothing in them do not count.
    fn class_head(&mut self) -> bool {
        let mut negated = false;
        loop {
            let rest = self.rest();
            self.at += if rest.starts_with(b"\\E") {
                2
            } else if rest.starts_with(b"\\Q\\E") {
                4
            } else if !negated && rest.starts_with(b"^") {
                negated = true;
                1
            } else {
                return negated;
            }
        }
    }

    fn members(&mut self, start: usize) -> Result<Members, PatternError> {
        let mut members = Members { written: Vec::new(), named: Set::empty(), code: 0, before: None, low: None };
        let mut first = true;
        let mut quoted = false;
        loop {
            let at = self.at;
            let byte = self.peek().ok_or(PatternError::malformed("a class without ']'", start))?;
            if quoted {
                if self.rest().starts_with(b"\\E") {
                    self.at += 2;
                    quoted = false;
                } else {
                    let char = self.char()?;
                    members.add_char(char)?;
                }
                first = false;
                continue;
            }
            match byte {
                b']' if !first => {
                    self.at += 1;
                    if members.low.take().is_some() {
                        members.add_char('-')?;
                    }
                    return Ok(members);
                }
                b'-' if members.before.is_some() && members.low.is_none() => {
                    self.at += 1;
                    members.low = members.before.take().map(|low| (low, at));
                }
                b'[' if self.posix_length().is_some() => {
                    let set = self.posix()?;
                    self.set_member(&mut members, &set, at)?;
                }
                b'\\' if self.peek_at(1) == Some(b'Q') => {
                    self.at += 2;
                    quoted = true;
                }
                b'\\' if self.peek_at(1) == Some(b'E') => self.at += 2,
                b'\\' => match self.escape_in_class()? {
                    Escape::Char(char) => members.add_char(char)?,
                    Escape::Set(set) => self.set_member(&mut members, &set, at)?,
                },
                _ => {
                    let char = self.char()?;
                    members.add_char(char)?;
                }
            }
            first = false;
        }
    }

    /// A set has no place at either end of a range.
    fn set_member(&self, members: &mut Members, set: &Set, start: usize) -> Result<(), PatternError> {
        let mut rest = self.rest();
        while let Some(next) = rest.strip_prefix(b"\\E").or_else(|| rest.strip_prefix(b"\\Q\\E")) {
            rest = next;
        }
        let begins_range = matches!(rest, [b'-', next, ..] if *next != b']');
        if members.low.is_some() || begins_range {
            return Err(PatternError::malformed("a range that begins or ends with a set", start));
        }
        members.add_set(set);
        Ok(())
    }

    fn escape_in_class(&mut self) -> Result<Escape, PatternError> {
        let start = self.at;
        match self.peek_at(1) {
            Some(b'b') => {
                self.at += 2;
                Ok(Escape::Char('\x08'))
            }
            Some(b'1'..=b'7') => {
                self.at += 2;
                self.octal(start).map(Escape::Char)
            }
            Some(b'A' | b'B' | b'G' | b'K' | b'R' | b'X' | b'C' | b'Z' | b'z' | b'g' | b'k' | b'8' | b'9') => {
                Err(PatternError::malformed("an escape that has no place in a class", start))
            }
            Some(b'N') if self.peek_at(2) != Some(b'{') => {
                Err(PatternError::malformed("an escape that has no place in a class", start))
            }
            _ => self.escape(),
        }
    }

    /// The length of what looks like a class within the class, `[:…:]`, `[.….]` or `[=…=]`, if there is one here. Another such beginning, or
    /// the end of the class, before it is closed makes the bracket an ordinary character.
    fn posix_length(&self) -> Option<usize> {
        let rest = self.rest();
        let mark = *rest.get(1).filter(|mark| matches!(mark, b':' | b'.' | b'='))?;
        let mut at = 2;
        loop {
            match (*rest.get(at)?, *rest.get(at + 1)?) {
                (b'\\', b']' | b'\\') => at += 1,
                (b'[', next) if next == mark => return None,
                (b']', _) => return None,
                (end, b']') if end == mark => return Some(at + 2),
                _ => {}
            }
            at += 1;
        }
    }

    /// Reads `[:alpha:]`, or refuses it; `at` is at its bracket.
    fn posix(&mut self) -> Result<Set, PatternError> {
        let start = self.at;
        let length = self.posix_length().unwrap_or(0);
        let name = self.rest().get(..length).unwrap_or_default();
        let unknown = PatternError::malformed("a POSIX class that is not known", start);
        let name = name.strip_prefix(b"[:").and_then(|name| name.strip_suffix(b":]")).ok_or(unknown.clone())?;
        let (name, negated) = name.strip_prefix(b"^").map_or((name, false), |name| (name, true));
        // PCRE's versions differ in whether case still counts.
        if self.unicode && self.flags.fold_case && matches!(name, b"lower" | b"upper") {
            return Err(PatternError::unsupported("[:lower:] or [:upper:] with the flags 'i' and 'u'", start));
        }
        let set = Set::posix(name, self.unicode, self.flags.fold_case).ok_or(unknown)?;
        self.at += length;
        Ok(if negated { set.negate(self.unicode) } else { set })
    }
}
