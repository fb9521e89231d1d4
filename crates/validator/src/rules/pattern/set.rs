//! Sets of characters: code points with the flag `u`, bytes without it, which are looked at as if they were code points.

use super::program::Chars;
use super::properties;
use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange, Hir};
use std::sync::LazyLock;

/// The highest byte.
const LAST_BYTE: char = '\u{FF}';

/// White space within a line, as PCRE's `\h` has it.
const HORIZONTAL: [(char, char); 9] = [
    ('\t', '\t'),
    (' ', ' '),
    ('\u{A0}', '\u{A0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{180E}', '\u{180E}'),
    ('\u{2000}', '\u{200A}'),
    ('\u{202F}', '\u{202F}'),
    ('\u{205F}', '\u{205F}'),
    ('\u{3000}', '\u{3000}'),
];

/// Ends of lines, as PCRE's `\v` has them.
const VERTICAL: [(char, char); 3] = [('\n', '\r'), ('\u{85}', '\u{85}'), ('\u{2028}', '\u{2029}')];

/// What `\w` stands for with the flag `u`, put together once: patterns hold it often, and the tables are slow to read.
static WORD_SET: LazyLock<Set> =
    LazyLock::new(|| ["L", "N", "Mn", "Pc"].iter().fold(Set::empty(), |set, name| set.or(&properties::general(name))));

/// The letters of words, of which `\b` speaks, with the flag `u`.
pub(super) static WORD: LazyLock<Chars> = LazyLock::new(|| Chars::of(&Class::Unicode(WORD_SET.0.clone())));

/// Some characters.
#[derive(Clone, Debug)]
pub(super) struct Set(pub ClassUnicode);

impl Set {
    pub fn empty() -> Self {
        Self(ClassUnicode::empty())
    }

    pub fn of(ranges: &[(char, char)]) -> Self {
        Self(ClassUnicode::new(ranges.iter().map(|&(low, high)| ClassUnicodeRange::new(low, high))))
    }

    pub fn range(low: char, high: char) -> Self {
        Self::of(&[(low, high)])
    }

    pub fn or(mut self, other: &Self) -> Self {
        self.0.union(&other.0);
        self
    }

    pub fn and(mut self, other: &Self) -> Self {
        self.0.intersect(&other.0);
        self
    }

    pub fn without(mut self, other: &Self) -> Self {
        self.0.difference(&other.0);
        self
    }

    /// Everything else.
    pub fn negate(mut self, unicode: bool) -> Self {
        self.0.negate();
        self.cut(unicode)
    }

    /// Without the flag `u` there is nothing beyond the bytes.
    pub fn cut(self, unicode: bool) -> Self {
        if unicode { self } else { self.and(&Self::range('\0', LAST_BYTE)) }
    }

    /// The other cases of what is in it. Bytes have one within ASCII only.
    pub fn fold(mut self, unicode: bool) -> Self {
        if unicode {
            properties::fold(&mut self.0);
            return self;
        }
        let ascii = Self::range('\0', '\x7F');
        let mut folded = self.clone().and(&ascii);
        properties::fold(&mut folded.0);
        self.or(&folded.and(&ascii))
    }

    /// `\d`
    pub fn digit(unicode: bool) -> Self {
        if unicode { properties::general("Nd") } else { Self::range('0', '9') }
    }

    /// `\w`, as PCRE 10.43 has it.
    pub fn word(unicode: bool) -> Self {
        if unicode { WORD_SET.clone() } else { Self::of(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]) }
    }

    /// `\s`
    pub fn space(unicode: bool) -> Self {
        if unicode {
            properties::general("Z").or(&Self::of(&HORIZONTAL)).or(&Self::of(&VERTICAL))
        } else {
            Self::of(&[('\t', '\r'), (' ', ' ')])
        }
    }

    /// `\h`
    pub fn horizontal(unicode: bool) -> Self {
        Self::of(&HORIZONTAL).cut(unicode)
    }

    /// `\v`
    pub fn vertical(unicode: bool) -> Self {
        Self::of(&VERTICAL).cut(unicode)
    }

    /// A class like `[:alpha:]`; `None` if there is none of this name.
    pub fn posix(name: &[u8], unicode: bool, fold_case: bool) -> Option<Self> {
        if unicode {
            return Self::posix_unicode(name);
        }
        let ranges: &[(char, char)] = match name {
            b"alnum" => &[('0', '9'), ('A', 'Z'), ('a', 'z')],
            b"alpha" => &[('A', 'Z'), ('a', 'z')],
            b"ascii" => &[('\0', '\x7F')],
            b"blank" => &[('\t', '\t'), (' ', ' ')],
            b"cntrl" => &[('\0', '\x1F'), ('\x7F', '\x7F')],
            b"digit" => &[('0', '9')],
            b"graph" => &[('!', '~')],
            b"lower" | b"upper" if fold_case => &[('A', 'Z'), ('a', 'z')],
            b"lower" => &[('a', 'z')],
            b"print" => &[(' ', '~')],
            b"punct" => &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
            b"space" => &[('\t', '\r'), (' ', ' ')],
            b"upper" => &[('A', 'Z')],
            b"word" => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
            b"xdigit" => &[('0', '9'), ('A', 'F'), ('a', 'f')],
            _ => return None,
        };
        Some(Self::of(ranges))
    }

    /// The same by properties, as PCRE has them (pcre2pattern, "Posix character classes").
    fn posix_unicode(name: &[u8]) -> Option<Self> {
        let general = properties::general;
        let set = match name {
            b"alnum" => general("L").or(&general("N")),
            b"alpha" => general("L"),
            b"ascii" => Self::range('\0', '\x7F'),
            b"blank" => Self::horizontal(true),
            b"cntrl" => general("Cc"),
            b"digit" => general("Nd"),
            b"graph" => Self::graph(),
            b"lower" => general("Ll"),
            b"print" => Self::graph().or(&general("Zs")).or(&Self::range('\u{180E}', '\u{180E}')),
            b"punct" => general("P").or(&general("S").and(&Self::range('\0', '\x7F'))),
            b"space" => Self::space(true),
            b"upper" => general("Lu"),
            b"word" => Self::word(true),
            b"xdigit" => Self::of(&[
                ('0', '9'),
                ('A', 'F'),
                ('a', 'f'),
                ('\u{FF10}', '\u{FF19}'),
                ('\u{FF21}', '\u{FF26}'),
                ('\u{FF41}', '\u{FF46}'),
            ]),
            _ => return None,
        };
        Some(set)
    }

    fn graph() -> Self {
        let general = properties::general;
        let unseen = Self::of(&[('\u{61C}', '\u{61C}'), ('\u{180E}', '\u{180E}'), ('\u{2066}', '\u{2069}')]);
        ["L", "M", "N", "P", "S"].iter().fold(general("Cf").without(&unseen), |set, name| set.or(&general(name)))
    }

    /// As a part of an expression.
    pub fn into_expression(self, unicode: bool) -> Hir {
        if unicode {
            return Hir::class(Class::Unicode(self.0));
        }
        let byte = |code: char| u8::try_from(code).unwrap_or(u8::MAX);
        let ranges = self.0.ranges().iter().map(|range| ClassBytesRange::new(byte(range.start()), byte(range.end())));
        Hir::class(Class::Bytes(ClassBytes::new(ranges)))
    }
}
