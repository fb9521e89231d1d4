//! Groups: what may stand behind `(?`, and what is refused there.

use super::error::{PatternError, PatternErrorKind};
use super::parse::{Item, Parser};
use super::source::Flags;

/// PCRE's own limit.
const MAX_DEPTH: usize = 250;
/// The limit of PCRE before 10.44.
const MAX_NAME: usize = 32;

impl Parser<'_> {
    /// Reads a group, or flags alone; `at` is at the parenthesis.
    pub fn group(&mut self) -> Result<Option<Item>, PatternError> {
        let start = self.at;
        let flags = self.flags;
        self.at += 1;
        match self.peek() {
            Some(b'*') => return Err(PatternError::unsupported("verb", start)),
            Some(b'?') => {
                self.at += 1;
                if self.group_kind(start)? {
                    return Ok(None);
                }
            }
            _ => {}
        }
        if self.depth == MAX_DEPTH {
            return Err(PatternError::malformed("a group more than 250 deep", start));
        }
        self.depth += 1;
        let (expression, size) = self.alternation()?;
        self.depth -= 1;
        if self.peek() != Some(b')') {
            return Err(PatternError::malformed("a '(' without ')'", start));
        }
        self.at += 1;
        self.flags = flags;
        Ok(Some(Item::group(expression, size)))
    }

    /// Reads what follows `(?`; `true` if it is flags alone, for the rest of the group around.
    fn group_kind(&mut self, start: usize) -> Result<bool, PatternError> {
        let rest = self.rest();
        let construct = match rest {
            [b':', ..] => {
                self.at += 1;
                return Ok(false);
            }
            [b'=' | b'*', ..] => "lookahead",
            [b'!', ..] => "negative lookahead",
            [b'<', b'=' | b'*', ..] => "lookbehind",
            [b'<', b'!', ..] => "negative lookbehind",
            [b'<', ..] => return self.name(1, b'>'),
            [b'P', b'<', ..] => return self.name(2, b'>'),
            [b'\'', ..] => return self.name(1, b'\''),
            [b'P', b'=', ..] => "back-reference",
            [b'P', b'>', ..] | [b'&' | b'1'..=b'9', ..] | [b'+' | b'-', b'0'..=b'9', ..] => "subroutine call",
            [b'R' | b'0', ..] => "recursion",
            [b'>', ..] => "atomic group",
            [b'|', ..] => "branch reset group",
            [b'(', ..] => "conditional",
            [b'C', ..] => "callout",
            [b'[', ..] => "extended class",
            _ => return self.switches(start),
        };
        Err(PatternError::unsupported(construct, start))
    }

    /// The name of a group, behind so many bytes.
    fn name(&mut self, skip: usize, end: u8) -> Result<bool, PatternError> {
        self.at += skip;
        let rest = self.rest();
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let name = rest.get(..length).unwrap_or_default();
        let begins = name.first().is_some_and(|first| !first.is_ascii_digit());
        if !begins || length > MAX_NAME || rest.get(length) != Some(&end) {
            return Err(PatternError::malformed("a name that no group can have", self.at));
        }
        if !self.names.insert(name) {
            return Err(PatternError::malformed("a name that another group has", self.at));
        }
        self.at += length + 1;
        Ok(false)
    }

    /// Flags as in `(?i-s)` and `(?^x:`; `true` if they end with the parenthesis.
    fn switches(&mut self, start: usize) -> Result<bool, PatternError> {
        let mut on = true;
        let reset = self.peek() == Some(b'^');
        if reset {
            self.at += 1;
            self.flags = Flags::default();
        }
        loop {
            let letter = self.peek().ok_or(PatternError::malformed("a '(' without ')'", start))?;
            self.at += 1;
            match letter {
                b')' => return Ok(true),
                b':' => return Ok(false),
                b'-' if on && !reset => on = false,
                b'x' if self.peek() == Some(b'x') => return Err(PatternError::unsupported("the flag 'xx'", start)),
                _ if self.flags.switch(letter, on) => {}
                _ => return Err(PatternError { kind: PatternErrorKind::Flag(letter), offset: self.at - 1 }),
            }
        }
    }
}
