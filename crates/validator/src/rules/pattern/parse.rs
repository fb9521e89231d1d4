//! The parser: alternatives, sequences, repetitions, groups. It writes the expression of the engine as it reads.

use super::error::{PatternError, PatternErrorKind};
use super::escape::Escape;
use super::set::Set;
use super::size::Size;
use super::source::{Flags, Source};
use regex_syntax::hir::{Hir, Look, Repetition};
use std::collections::HashSet;

/// PCRE's own limit.
const MAX_REPETITION: u32 = 65_535;

const NOTHING_TO_REPEAT: &str = "nothing to repeat";

/// What a pattern is in the engine's terms.
pub(super) struct Parsed {
    pub expression: Hir,
    pub size: Size,
    pub looks: Looks,
}

/// Assertions that the engine does not understand quite as PCRE does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    /// `^` with the flag `m`.
    pub lines: bool,
    /// `\b` or `\B`.
    pub words: bool,
}

/// A part of a pattern.
pub(super) struct Item {
    expression: Hir,
    size: Size,
    repeats: Repeats,
}

/// How an item takes a quantifier.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeats {
    Never,
    Single,
    Group,
}

impl Item {
    pub fn single(expression: Hir, size: Size) -> Self {
        Self { expression, size, repeats: Repeats::Single }
    }

    pub fn group(expression: Hir, size: Size) -> Self {
        Self { expression, size: size.plus(Size::new(1, 10)), repeats: Repeats::Group }
    }

    fn look(look: Look) -> Self {
        Self { expression: Hir::look(look), size: Size::new(1, 1), repeats: Repeats::Never }
    }
}

pub(super) struct Parser<'a> {
    pub text: &'a [u8],
    pub at: usize,
    pub unicode: bool,
    pub flags: Flags,
    pub depth: usize,
    pub names: HashSet<&'a [u8]>,
    looks: Looks,
    /// Between `\Q` and `\E`.
    quoted: bool,
}

pub(super) fn parse(source: &Source<'_>) -> Result<Parsed, PatternError> {
    if source.unicode
        && let Err(error) = std::str::from_utf8(source.text)
    {
        return Err(PatternError::malformed("bytes that are no UTF-8", error.valid_up_to()));
    }
    let mut parser = Parser {
        text: source.text,
        at: source.start,
        unicode: source.unicode,
        flags: source.flags,
        looks: Looks::default(),
        depth: 0,
        names: HashSet::new(),
        quoted: false,
    };
    let (mut expression, size) = parser.alternation()?;
    if parser.at < parser.text.len() {
        return Err(PatternError::malformed("a ')' without '('", parser.at));
    }
    if size.is_too_large() {
        return Err(PatternError { kind: PatternErrorKind::TooLarge, offset: 0 });
    }
    if source.anchored {
        expression = Hir::concat(vec![Hir::look(Look::Start), expression]);
    }
    Ok(Parsed { expression, size, looks: parser.looks })
}

impl<'a> Parser<'a> {
    pub fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    pub fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    /// The character here: a code point, or a byte. The text is not at its end.
    pub fn char(&mut self) -> Result<char, PatternError> {
        let start = self.at;
        let cut_off = PatternError::malformed("bytes that are no UTF-8", start);
        let first = self.peek().ok_or(cut_off.clone())?;
        if !self.unicode || first.is_ascii() {
            self.at += 1;
            return Ok(char::from(first));
        }
        self.at += match first {
            ..0xE0 => 2,
            0xE0..0xF0 => 3,
            0xF0.. => 4,
        };
        let char = self.text.get(start..self.at).and_then(|bytes| std::str::from_utf8(bytes).ok()?.chars().next());
        char.ok_or(cut_off)
    }

    pub fn alternation(&mut self) -> Result<(Hir, Size), PatternError> {
        let (first, mut size) = self.sequence()?;
        let mut branches = vec![first];
        while self.peek() == Some(b'|') {
            self.at += 1;
            let (branch, its_size) = self.sequence()?;
            branches.push(branch);
            size = size.plus(its_size).plus(Size::new(1, 3));
        }
        Ok((Hir::alternation(branches), size))
    }

    fn sequence(&mut self) -> Result<(Hir, Size), PatternError> {
        let mut items = Vec::new();
        let mut size = Size::default();
        loop {
            self.skip()?;
            match self.peek() {
                None => break,
                Some(b'|' | b')') if !self.quoted => break,
                _ => {}
            }
            if let Some(item) = self.item()? {
                let item = self.repeated(item)?;
                items.push(item.expression);
                size = size.plus(item.size);
                if size.is_too_large() {
                    return Err(PatternError { kind: PatternErrorKind::TooLarge, offset: 0 });
                }
            }
        }
        Ok((Hir::concat(items), size))
    }

    /// Goes past what means nothing: the ends of quotes, comments, and with the flag `x` white space.
    fn skip(&mut self) -> Result<(), PatternError> {
        loop {
            let rest = self.rest();
            if rest.starts_with(b"\\E") {
                self.quoted = false;
                self.at += 2;
            } else if self.quoted {
                return Ok(());
            } else if rest.starts_with(b"\\Q") {
                self.quoted = true;
                self.at += 2;
            } else if rest.starts_with(b"(?#") {
                let end = rest.iter().position(|&byte| byte == b')');
                self.at += 1 + end.ok_or(PatternError::malformed("a comment without ')'", self.at))?;
            } else if !self.flags.extended || !self.skip_space(rest)? {
                return Ok(());
            }
        }
    }

    fn skip_space(&mut self, rest: &[u8]) -> Result<bool, PatternError> {
        match rest {
            [b' ' | b'\t'..=b'\r', ..] => self.at += 1,
            [b'#', ..] => self.at += rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1),
            // What PCRE skips of these depends on its version.
            [0x85, ..] if !self.unicode => return Err(PatternError::unsupported("white space beyond ASCII", self.at)),
            [0xC2, 0x85, ..] | [0xE2, 0x80, 0x8E | 0x8F | 0xA8 | 0xA9, ..] if self.unicode => {
                return Err(PatternError::unsupported("white space beyond ASCII", self.at));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Reads an item; `None` if it switches flags only.
    fn item(&mut self) -> Result<Option<Item>, PatternError> {
        let start = self.at;
        if self.quoted {
            return self.literal().map(Some);
        }
        let item = match self.peek() {
            Some(b'(') => return self.group(),
            Some(b'[') => self.class()?,
            Some(b'\\') => self.escaped()?,
            Some(b'*' | b'+' | b'?') => return Err(PatternError::malformed(NOTHING_TO_REPEAT, start)),
            Some(b'{') if self.counted()?.is_some() => {
                return Err(PatternError::malformed(NOTHING_TO_REPEAT, start));
            }
            Some(b'^') => {
                self.at += 1;
                self.looks.lines |= self.flags.lines;
                Item::look(if self.flags.lines { Look::StartLF } else { Look::Start })
            }
            Some(b'$') => {
                self.at += 1;
                Item::look(if self.flags.lines { Look::EndLF } else { Look::End })
            }
            Some(b'.') => {
                self.at += 1;
                self.any(self.flags.dot_all)
            }
            _ => self.literal()?,
        };
        Ok(Some(item))
    }

    fn literal(&mut self) -> Result<Item, PatternError> {
        let char = self.char()?;
        Ok(self.character(char))
    }

    fn character(&self, char: char) -> Item {
        let fold_case = self.flags.fold_case;
        let set = Set::range(char, char);
        let set = if fold_case { set.fold(self.unicode) } else { set };
        Item::single(set.into_expression(self.unicode), Size::char(char))
    }

    /// Any character, or any but a newline.
    fn any(&self, newline: bool) -> Item {
        let set = if newline { Set::empty() } else { Set::range('\n', '\n') };
        Item::single(set.negate(self.unicode).into_expression(self.unicode), Size::new(1, 1))
    }

    /// An escape outside of classes.
    fn escaped(&mut self) -> Result<Item, PatternError> {
        let look = match self.peek_at(1) {
            Some(b'A') => Look::Start,
            Some(b'z') => Look::End,
            // In UTF-8 text beyond ASCII the engine is not asked.
            Some(b'b') => Look::WordAscii,
            Some(b'B') => Look::WordAsciiNegate,
            Some(b'N') => {
                self.at += 2;
                if self.peek() != Some(b'{') || self.counted()?.is_some() {
                    return Ok(self.any(false));
                }
                self.at -= 2;
                return self.escape_item();
            }
            _ => return self.escape_item(),
        };
        self.at += 2;
        self.looks.words |= matches!(look, Look::WordAscii | Look::WordAsciiNegate);
        Ok(Item::look(look))
    }

    fn escape_item(&mut self) -> Result<Item, PatternError> {
        Ok(match self.escape()? {
            Escape::Char(char) => self.character(char),
            Escape::Set(set) => Item::single(set.into_expression(self.unicode), Size::set()),
        })
    }

    /// Reads the quantifier behind an item, if there is one.
    fn repeated(&mut self, item: Item) -> Result<Item, PatternError> {
        self.skip()?;
        let start = self.at;
        if self.quoted {
            return Ok(item);
        }
        let Some((min, max)) = self.quantifier()? else { return Ok(item) };
        if item.repeats == Repeats::Never {
            return Err(PatternError::malformed(NOTHING_TO_REPEAT, start));
        }
        match self.peek() {
            Some(b'+') => return Err(PatternError::unsupported("possessive quantifier", start)),
            // Which match is found first does not matter.
            Some(b'?') => self.at += 1,
            _ => {}
        }
        let size = item.size.times(min, max, item.repeats == Repeats::Single);
        let sub = Box::new(item.expression);
        let expression = Hir::repetition(Repetition { min, max, greedy: true, sub });
        Ok(Item { expression, size, repeats: Repeats::Never })
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, PatternError> {
        let bounds = match self.peek() {
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'?') => (0, Some(1)),
            Some(b'{') => {
                let Some((min, max, length)) = self.counted()? else { return Ok(None) };
                self.at += length;
                return Ok(Some((min, max)));
            }
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(bounds))
    }

    /// The bounds and the length of a quantifier in braces, if what stands here is one; other braces are ordinary characters.
    fn counted(&self) -> Result<Option<(u32, Option<u32>, usize)>, PatternError> {
        let mut at = 1;
        let blanks = |at: &mut usize| {
            let before = *at;
            while matches!(self.peek_at(*at), Some(b' ' | b'\t')) {
                *at += 1;
            }
            *at > before
        };
        let number = |at: &mut usize| {
            let mut number = None;
            while let Some(digit @ b'0'..=b'9') = self.peek_at(*at) {
                number = Some((number.unwrap_or(0_u32) * 10 + u32::from(digit - b'0')).min(MAX_REPETITION + 1));
                *at += 1;
            }
            number
        };
        let mut has_blanks = blanks(&mut at);
        let min = number(&mut at);
        has_blanks |= blanks(&mut at);
        let mut max = min;
        if self.peek_at(at) == Some(b',') {
            at += 1;
            has_blanks |= blanks(&mut at);
            max = number(&mut at);
            has_blanks |= blanks(&mut at);
        }
        if self.peek_at(at) != Some(b'}') || (min.is_none() && max.is_none()) {
            return Ok(None);
        }
        let Some(min) = min.filter(|_| !has_blanks) else {
            // Since PCRE 10.43 a quantifier, before it ordinary characters.
            return Err(PatternError::unsupported("a quantifier with blanks or without its first number", self.at));
        };
        if min.max(max.unwrap_or(0)) > MAX_REPETITION {
            return Err(PatternError::malformed("a repetition above 65535", self.at));
        }
        if max.is_some_and(|max| max < min) {
            return Err(PatternError::malformed("a repetition that runs backwards", self.at));
        }
        Ok(Some((min, max, at + 1)))
    }
}
