//! Classes: `[...]`, the POSIX classes within, and `\p{...}`. A part of the parser in `parse`.

use super::parse::ConstraintErrorKind::{Malformed, Unsupported, UnsupportedEscape};
use super::parse::{DIGITS, Parser, Result, SPACE, WORD, char_ranges, fault};
use super::syntax::{ByteSet, Item, Node};

/// One member of a class: a code (byte or code point) that may begin a range, or a whole set.
enum Member {
    Code(u32),
    Set(Vec<(u8, u8)>),
    Property(Item),
}

/// The POSIX classes (POSIX.1-2017, 9.3.5, C locale; `word` and `ascii` as in PCRE), in ascending ranges.
fn posix_class(name: &[u8]) -> Option<&'static [(u8, u8)]> {
    Some(match name {
        b"alnum" => &[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')],
        b"alpha" => &[(b'A', b'Z'), (b'a', b'z')],
        b"ascii" => &[(0, 0x7f)],
        b"blank" => &[(b'\t', b'\t'), (b' ', b' ')],
        b"cntrl" => &[(0, 0x1f), (0x7f, 0x7f)],
        b"digit" => DIGITS,
        b"graph" => &[(0x21, 0x7e)],
        b"lower" => &[(b'a', b'z')],
        b"print" => &[(0x20, 0x7e)],
        b"punct" => &[(0x21, 0x2f), (0x3a, 0x40), (0x5b, 0x60), (0x7b, 0x7e)],
        b"space" => SPACE,
        b"upper" => &[(b'A', b'Z')],
        b"word" => WORD,
        b"xdigit" => &[(b'0', b'9'), (b'A', b'F'), (b'a', b'f')],
        _ => return None,
    })
}

/// The general categories (Unicode Standard, 4.5, table 4-4) and their one-letter groups.
const CATEGORIES: &[&str] = &[
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi",
    "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Co", "Cn",
];

impl Parser<'_> {
    pub(super) fn property(&mut self) -> Result<Item> {
        let start = self.at;
        if !self.unicode {
            return Err(fault(Unsupported("a property outside (?u)"), start));
        }
        let negated = self.text.get(start + 1) == Some(&b'P');
        let rest = self.text.get(start + 2..).unwrap_or_default();
        let (name, length) = match rest {
            [b'{', rest @ ..] => {
                let length = rest.iter().position(|&byte| byte == b'}').unwrap_or(0);
                (&rest[..length], length + 2)
            }
            rest => (rest.get(..1).unwrap_or_default(), 1),
        };
        let known = CATEGORIES.iter().find(|category| category.as_bytes() == name);
        let Some(name) = known else { return Err(fault(Unsupported("an unknown property"), start)) };
        self.at = start + 2 + length;
        Ok(Item::Property { name: (*name).to_owned(), negated })
    }

    pub(super) fn class(&mut self) -> Result<Node> {
        let start = self.at;
        self.at += 1;
        let negated = self.eat(b'^');
        let (mut set, mut items) = (ByteSet::default(), Vec::new());
        let mut first = true;
        loop {
            match self.peek() {
                None => return Err(fault(Malformed("close the class with ']'"), start)),
                Some(b']') if !first => break,
                Some(_) => {}
            }
            first = false;
            let begin = self.at;
            let member = self.class_member()?;
            let ranged = self.rest().first() == Some(&b'-') && self.rest().get(1).is_some_and(|&byte| byte != b']');
            let (low, high) = match (member, ranged) {
                (Member::Code(code), false) => (code, code),
                (Member::Code(low), true) => {
                    self.at += 1;
                    match self.class_member()? {
                        Member::Code(high) if low <= high => (low, high),
                        Member::Code(_) => return Err(fault(Malformed("a range runs backwards"), begin)),
                        _ => return Err(fault(Malformed("a range ends in a class"), begin)),
                    }
                }
                (_, true) => return Err(fault(Malformed("a range ends in a class"), begin)),
                (Member::Set(ranges), false) => {
                    set = set.union(ByteSet::of(&ranges));
                    if self.unicode {
                        items.extend(char_ranges(&ranges));
                    }
                    continue;
                }
                (Member::Property(item), false) => {
                    items.push(item);
                    continue;
                }
            };
            if self.unicode {
                // A range across the surrogates has code points at both ends, which is all that counts.
                let (low, high) = (char::from_u32(low), char::from_u32(high));
                items.extend(low.zip(high).map(|(low, high)| Item::Range(low, high)));
            } else {
                set.add(u8::try_from(low).unwrap_or_default(), u8::try_from(high).unwrap_or_default());
            }
        }
        self.at += 1;
        if self.unicode {
            return Ok(Node::Class { items, negated });
        }
        // Case first, then negation: `(?i)[^a]` refuses `A` too.
        let set = if self.fold_case { set.case_folded() } else { set };
        Ok(Node::Set(if negated { set.negated() } else { set }))
    }

    fn class_member(&mut self) -> Result<Member> {
        let start = self.at;
        match self.rest() {
            [b'[', kind @ (b':' | b'.' | b'='), inner @ ..] => {
                if let Some(length) = posix_length(*kind, inner) {
                    let (negated, name) = match &inner[..length] {
                        [b'^', name @ ..] => (true, name),
                        name => (false, name),
                    };
                    let ranges = if *kind == b':' { posix_class(name) } else { None };
                    let unsupported = fault(Unsupported("a POSIX class"), start);
                    let ranges = ranges.filter(|_| !(negated && self.unicode)).ok_or(unsupported)?;
                    self.at += length + 4;
                    return Ok(Member::Set(if negated {
                        ByteSet::of(ranges).negated().ranges()
                    } else {
                        ranges.to_vec()
                    }));
                }
                self.at += 1;
                Ok(Member::Code(u32::from(b'[')))
            }
            [b'\\', kind @ (b'd' | b'w' | b's' | b'D' | b'W' | b'S'), ..] => {
                let ranges = match kind.to_ascii_lowercase() {
                    b'd' => DIGITS,
                    b'w' => WORD,
                    _ => SPACE,
                };
                let negated = kind.is_ascii_uppercase();
                if negated && self.unicode {
                    return Err(fault(UnsupportedEscape(*kind), start));
                }
                self.at += 2;
                Ok(Member::Set(if negated { ByteSet::of(ranges).negated().ranges() } else { ranges.to_vec() }))
            }
            [b'\\', b'p' | b'P', ..] => Ok(Member::Property(self.property()?)),
            [b'\\', b'1'..=b'9' | b'g' | b'k', ..] => Err(fault(Unsupported("a back-reference"), start)),
            [b'\\', ..] => Ok(Member::Code(self.escaped_code()?)),
            _ => Ok(Member::Code(self.literal_code())),
        }
    }
}

/// The length of what stands between `[:` and `:]` (or `[.`, `[=`), if the text is of that form.
fn posix_length(kind: u8, inner: &[u8]) -> Option<usize> {
    let end = inner.iter().position(|&byte| byte == b']')?;
    (end > 0 && inner[end - 1] == kind).then(|| end - 1)
}
