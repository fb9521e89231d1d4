//! Reads the regular expressions that may stand in a constraint: what PCRE and a linear-time engine understand alike, and
//! nothing else. Whatever is refused is refused by name and position.

use super::syntax::{Assertion, ByteSet, Item, Node};

const MAX_DEPTH: usize = 32;
const MAX_REPETITION: u32 = 1000;
const MAX_SIZE: u64 = 1000;

/// What is wrong with a constraint; where is a byte offset in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintError {
    /// The fault.
    pub kind: ConstraintErrorKind,
    /// Bytes from the beginning of the constraint.
    pub offset: usize,
}

/// The faults of a constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintErrorKind {
    /// A construct that not every backend has; the name completes "… is not supported in a constraint".
    Unsupported(&'static str),
    /// An escape outside the language; the byte behind the backslash.
    UnsupportedEscape(u8),
    /// A fault of form; the text says what to do.
    Malformed(&'static str),
}

use ConstraintErrorKind::{Malformed, Unsupported, UnsupportedEscape};

pub(super) type Result<T> = std::result::Result<T, ConstraintError>;

/// A parsed constraint.
pub(crate) struct Parsed {
    pub(crate) node: Node,
    /// `(?u)`: code points instead of bytes.
    pub(crate) unicode: bool,
    /// `(?i)` in `(?u)` mode, where it is left to the engine; in byte mode it is resolved into the sets.
    pub(crate) fold_case: bool,
}

/// Parses the text of a constraint.
pub(crate) fn parse(text: &[u8]) -> Result<Parsed> {
    let mut parser = Parser { text, at: 0, unicode: false, fold_case: false, depth: 0 };
    if text.starts_with(b"(?u)") || text.starts_with(b"(?ui)") || text.starts_with(b"(?iu)") {
        parser.unicode = true;
        parser.fold_case = text.get(3) != Some(&b')');
        parser.at = if parser.fold_case { 5 } else { 4 };
        if let Err(error) = std::str::from_utf8(text) {
            return Err(fault(Malformed("the text is not UTF-8"), error.valid_up_to()));
        }
    } else if text.starts_with(b"(?i)") {
        parser.fold_case = true;
        parser.at = 4;
    }
    let fold_case = parser.fold_case;
    let node = parser.alternation()?;
    if parser.peek().is_some() {
        return Err(fault(Malformed("a ')' has no '('"), parser.at));
    }
    if node.size() > MAX_SIZE {
        return Err(fault(Malformed("it expands to more than 1000 elements"), 0));
    }
    Ok(Parsed { node, unicode: parser.unicode, fold_case: parser.unicode && fold_case })
}

pub(super) fn fault(kind: ConstraintErrorKind, offset: usize) -> ConstraintError {
    ConstraintError { kind, offset }
}

pub(super) struct Parser<'t> {
    pub(super) text: &'t [u8],
    pub(super) at: usize,
    pub(super) unicode: bool,
    pub(super) fold_case: bool,
    depth: usize,
}

pub(super) const DIGITS: &[(u8, u8)] = &[(b'0', b'9')];
pub(super) const WORD: &[(u8, u8)] = &[(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')];
pub(super) const SPACE: &[(u8, u8)] = &[(0x09, 0x0d), (b' ', b' ')];

impl<'t> Parser<'t> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'t [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn alternation(&mut self) -> Result<Node> {
        let mut branches = vec![self.sequence()?];
        while self.eat(b'|') {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Alternation(branches) })
    }

    fn sequence(&mut self) -> Result<Node> {
        let mut nodes = Vec::new();
        while let Some(byte) = self.peek() {
            if byte == b'|' || byte == b')' {
                break;
            }
            match self.repetition()? {
                Node::Sequence(inner) => nodes.extend(inner),
                Node::Empty => {}
                node => nodes.push(node),
            }
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    fn repetition(&mut self) -> Result<Node> {
        let atom = self.atom()?;
        let start = self.at;
        let Some((min, max)) = self.quantifier()? else { return Ok(atom) };
        if matches!(atom, Node::Assertion(_)) {
            return Err(fault(Malformed("there is nothing to repeat here"), start));
        }
        if self.eat(b'+') {
            return Err(fault(Unsupported("a possessive quantifier"), start));
        }
        // A lazy quantifier accepts the same values; only what it captures would differ.
        self.eat(b'?');
        let again = self.at;
        if matches!(self.peek(), Some(b'*' | b'+' | b'?' | b'{')) {
            return Err(fault(Malformed("there is nothing to repeat here"), again));
        }
        Ok(match (min, max) {
            (1, Some(1)) => atom,
            (min, max) => Node::Repeat { node: Box::new(atom), min, max },
        })
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>> {
        let start = self.at;
        let bounds = match self.peek() {
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'?') => (0, Some(1)),
            Some(b'{') => return self.counted(start).map(Some),
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(bounds))
    }

    fn counted(&mut self, start: usize) -> Result<(u32, Option<u32>)> {
        self.at += 1;
        let not_a_count = fault(Malformed("write \\{ for a literal brace"), start);
        let min = self.number().ok_or_else(|| not_a_count.clone())?;
        let max = if self.eat(b',') { self.number() } else { Some(min) };
        if !self.eat(b'}') {
            return Err(not_a_count);
        }
        if min > MAX_REPETITION || max.is_some_and(|max| max > MAX_REPETITION) {
            return Err(fault(Malformed("a repetition is at most 1000"), start));
        }
        if max.is_some_and(|max| max < min) {
            return Err(fault(Malformed("the repetition runs backwards"), start));
        }
        Ok((min, max))
    }

    fn number(&mut self) -> Option<u32> {
        let mut value = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let before: u32 = value.unwrap_or(0);
            value = Some(before.saturating_mul(10).saturating_add(u32::from(digit - b'0')));
            self.at += 1;
        }
        value
    }

    fn atom(&mut self) -> Result<Node> {
        let start = self.at;
        match self.peek() {
            Some(b'(') => self.group(),
            Some(b'[') => self.class(),
            Some(b'\\') => self.escape(),
            Some(b'*' | b'+' | b'?') => Err(fault(Malformed("there is nothing to repeat here"), start)),
            Some(b'{') => Err(fault(Malformed("write \\{ for a literal brace"), start)),
            Some(b'^') => {
                self.at += 1;
                Ok(Node::Assertion(Assertion::Start))
            }
            Some(b'$') => {
                self.at += 1;
                Ok(Node::Assertion(Assertion::End))
            }
            Some(b'.') => {
                self.at += 1;
                Ok(if self.unicode {
                    Node::Class { items: vec![Item::Range('\n', '\n')], negated: true }
                } else {
                    Node::Set(ByteSet::of(&[(b'\n', b'\n')]).negated())
                })
            }
            _ => {
                let code = self.literal_code();
                Ok(self.code(code))
            }
        }
    }

    /// The byte or code point here; the text is known to go on.
    pub(super) fn literal_code(&mut self) -> u32 {
        if self.unicode {
            // The whole text was checked before; four bytes hold any code point, and a cut one behind the first does no harm.
            let ahead = self.rest().get(..4).unwrap_or(self.rest());
            let first = ahead.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
            if let Some(code_point) = first {
                self.at += code_point.len_utf8();
                return u32::from(code_point);
            }
        }
        let byte = self.peek().unwrap_or_default();
        self.at += 1;
        u32::from(byte)
    }

    fn code(&self, code: u32) -> Node {
        if self.unicode {
            return Node::Literal(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let byte = u8::try_from(code).unwrap_or_default();
        self.set(ByteSet::of(&[(byte, byte)]))
    }

    fn set(&self, set: ByteSet) -> Node {
        Node::Set(if self.fold_case { set.case_folded() } else { set })
    }

    fn group(&mut self) -> Result<Node> {
        let start = self.at;
        let outer_fold_case = self.fold_case;
        self.at += 1;
        if self.peek() == Some(b'*') {
            return Err(fault(Unsupported("a verb"), start));
        }
        if self.peek() == Some(b'?') {
            self.at += 1;
            self.group_kind(start)?;
        }
        if self.depth == MAX_DEPTH {
            return Err(fault(Malformed("groups nest at most 32 deep"), start));
        }
        self.depth += 1;
        let node = self.alternation()?;
        self.depth -= 1;
        if !self.eat(b')') {
            return Err(fault(Malformed("close the group with ')'"), start));
        }
        self.fold_case = outer_fold_case;
        Ok(node)
    }

    /// Reads what follows `(?`, up to the beginning of the group's content.
    fn group_kind(&mut self, start: usize) -> Result<()> {
        let rest = self.rest();
        let unsupported = match rest {
            [b':', ..] => {
                self.at += 1;
                return Ok(());
            }
            [b'i', b':', ..] if !self.unicode => {
                self.at += 2;
                self.fold_case = true;
                return Ok(());
            }
            [b'=' | b'!', ..] => "look-ahead",
            [b'<', b'=' | b'!', ..] => "look-behind",
            [b'>', ..] => "an atomic group",
            [b'#', ..] => "a comment",
            [b'|', ..] => "a branch reset",
            [b'(', ..] => "a conditional",
            [b'C', ..] => "a callout",
            [b'R' | b'&' | b'0'..=b'9', ..] | [b'+' | b'-', b'0'..=b'9', ..] | [b'P', b'>', ..] => "recursion",
            [b'P', b'=', ..] => "a back-reference",
            [b'P', b'<', name @ ..] => match group_name(name) {
                Some(length) => {
                    self.at += length + 3;
                    return Ok(());
                }
                None => "an inline flag",
            },
            [b'<', name @ ..] => match group_name(name) {
                Some(length) => {
                    self.at += length + 2;
                    return Ok(());
                }
                None => "an inline flag",
            },
            _ => "an inline flag",
        };
        Err(fault(Unsupported(unsupported), start))
    }

    pub(super) fn escape(&mut self) -> Result<Node> {
        let start = self.at;
        let kind = self.text.get(start + 1).copied();
        let node = match kind {
            Some(b'A') => Node::Assertion(Assertion::Start),
            Some(b'z') => Node::Assertion(Assertion::End),
            Some(b'b') => Node::Assertion(Assertion::WordBoundary),
            Some(b'B') => Node::Assertion(Assertion::NotWordBoundary),
            Some(b'd') => self.shorthand(DIGITS, false),
            Some(b'D') => self.shorthand(DIGITS, true),
            Some(b'w') => self.shorthand(WORD, false),
            Some(b'W') => self.shorthand(WORD, true),
            Some(b's') => self.shorthand(SPACE, false),
            Some(b'S') => self.shorthand(SPACE, true),
            Some(b'1'..=b'9' | b'g' | b'k') => return Err(fault(Unsupported("a back-reference"), start)),
            Some(b'p' | b'P') => {
                let property = self.property()?;
                return Ok(Node::Class { items: vec![property], negated: false });
            }
            _ => {
                let code = self.escaped_code()?;
                return Ok(self.code(code));
            }
        };
        self.at += 2;
        Ok(node)
    }

    fn shorthand(&self, ranges: &'static [(u8, u8)], negated: bool) -> Node {
        if self.unicode {
            return Node::Class { items: char_ranges(ranges), negated };
        }
        let set = ByteSet::of(ranges);
        Node::Set(if negated { set.negated() } else { set })
    }

    /// An escape that stands for one byte or code point.
    pub(super) fn escaped_code(&mut self) -> Result<u32> {
        let start = self.at;
        let Some(kind) = self.text.get(start + 1).copied() else {
            return Err(fault(Malformed("it ends in a backslash"), start));
        };
        self.at += 2;
        Ok(match kind {
            b't' => 9,
            b'n' => 10,
            b'r' => 13,
            b'f' => 12,
            b'x' => return self.hexadecimal(start),
            other if other.is_ascii_punctuation() => u32::from(other),
            other => return Err(fault(UnsupportedEscape(other), start)),
        })
    }

    fn hexadecimal(&mut self, start: usize) -> Result<u32> {
        let digits = match self.rest() {
            [b'{', rest @ ..] => {
                let length = rest.iter().position(|&byte| byte == b'}').unwrap_or(0);
                self.at += length + 2;
                &rest[..length]
            }
            rest => {
                self.at += 2;
                rest.get(..2).unwrap_or_default()
            }
        };
        let valid = !digits.is_empty() && digits.len() <= 8 && digits.iter().all(u8::is_ascii_hexdigit);
        let code =
            std::str::from_utf8(digits).ok().filter(|_| valid).and_then(|text| u32::from_str_radix(text, 16).ok());
        if self.unicode {
            code.filter(|&code| char::from_u32(code).is_some())
                .ok_or(fault(Malformed("write a valid code point"), start))
        } else {
            code.filter(|&code| code < 256).ok_or(fault(Malformed("write a code from 00 to FF"), start))
        }
    }
}

/// The length of a group's name and the `>` behind it being there.
fn group_name(text: &[u8]) -> Option<usize> {
    let length = text.iter().position(|&byte| byte == b'>')?;
    let valid = |(index, byte): (usize, &u8)| {
        *byte == b'_' || byte.is_ascii_alphabetic() || (index > 0 && byte.is_ascii_digit())
    };
    (length > 0 && text[..length].iter().enumerate().all(valid)).then_some(length)
}

pub(super) fn char_ranges(ranges: &[(u8, u8)]) -> Vec<Item> {
    ranges.iter().map(|&(first, last)| Item::Range(char::from(first), char::from(last))).collect()
}
