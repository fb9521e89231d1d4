//! A string as it stands in a document, read on demand, so that nothing is copied that would have to be wiped.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use zeroize::Zeroizing;

/// A string between its quotes. Its escapes are known to be valid.
#[derive(Clone, Copy, Default)]
pub struct Text<'j> {
    raw: &'j [u8],
    /// How many escapes there are. A whole word, since a narrower one would be written and then read as part of one, which stalls.
    escapes: usize,
}

impl<'j> Text<'j> {
    pub(super) const fn new(raw: &'j [u8], escapes: usize) -> Self {
        Self { raw, escapes }
    }

    /// What it stands for, if it is written without escapes.
    #[inline(always)]
    pub const fn plain(&self) -> Option<&'j [u8]> {
        if self.escapes == 0 { Some(self.raw) } else { None }
    }

    /// What it stands for.
    pub fn decoded(&self) -> Decoded<'j> {
        self.plain().map_or_else(
            || {
                // An escape is longer than what it stands for, so the copy never moves and can be wiped.
                let mut copy = Zeroizing::new(Vec::with_capacity(self.raw.len()));
                copy.extend(self.bytes());
                Decoded::Copy(copy)
            },
            Decoded::Plain,
        )
    }

    /// Whether it stands for these bytes.
    #[inline(always)]
    pub fn is(&self, bytes: &[u8]) -> bool {
        self.plain().map_or_else(|| self.bytes().eq(bytes.iter().copied()), |plain| plain == bytes)
    }

    /// Whether it stands for something that begins with these bytes.
    #[inline(always)]
    pub fn starts_with(&self, bytes: &[u8]) -> bool {
        self.plain()
            .map_or_else(|| self.bytes().take(bytes.len()).eq(bytes.iter().copied()), |plain| plain.starts_with(bytes))
    }

    /// A number that is the same for equal texts.
    #[inline(always)]
    pub fn print(&self) -> u32 {
        match self.plain() {
            Some(plain) => print(plain),
            None => print(&self.decoded()),
        }
    }

    const fn bytes(&self) -> Bytes<'j> {
        Bytes { rest: self.raw, pending: [0; 4], length: 0 }
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Text<'_> {}

impl PartialOrd for Text<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.plain(), other.plain()) {
            (Some(one), Some(other)) => one.cmp(other),
            _ => self.bytes().cmp(other.bytes()),
        }
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Text({})", self.raw.len())
    }
}

/// What a text stands for.
#[derive(Debug)]
pub enum Decoded<'j> {
    /// A part of the document.
    Plain(&'j [u8]),
    /// A copy without escapes.
    Copy(Zeroizing<Vec<u8>>),
}

impl Deref for Decoded<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Plain(plain) => plain,
            Self::Copy(copy) => copy,
        }
    }
}

/// Both ends and the length: names of one document differ there as a rule.
#[inline(always)]
fn print(bytes: &[u8]) -> u32 {
    let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last))),
            _ => (bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
        },
    };
    let length = u64::try_from(bytes.len()).unwrap_or_default();
    let mixed = (first ^ last.rotate_left(29)).wrapping_add(length).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let [.., a, b, c, d] = mixed.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The bytes that a text stands for.
struct Bytes<'j> {
    rest: &'j [u8],
    /// What is left of a character that an escape stood for, the next byte first.
    pending: [u8; 4],
    length: u8,
}

impl Bytes<'_> {
    fn unicode(&mut self) -> Option<u8> {
        let (unit, rest) = four_hex(self.rest)?;
        self.rest = rest;
        let point = if let 0xd800..0xdc00 = unit {
            let (low, rest) = four_hex(self.rest.strip_prefix(b"\\u")?)?;
            self.rest = rest;
            0x1_0000 + ((unit & 0x3ff) << 10) + (low & 0x3ff)
        } else {
            unit
        };
        let length = char::from_u32(point)?.encode_utf8(&mut self.pending).len();
        self.length = u8::try_from(length).ok()?;
        self.next()
    }
}

impl Iterator for Bytes<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if let Some(length) = self.length.checked_sub(1) {
            let [first, ..] = self.pending;
            self.pending.rotate_left(1);
            self.length = length;
            return Some(first);
        }
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        if first != b'\\' {
            return Some(first);
        }
        let (&kind, rest) = rest.split_first()?;
        self.rest = rest;
        match kind {
            b'n' => Some(b'\n'),
            b't' => Some(b'\t'),
            b'r' => Some(b'\r'),
            b'b' => Some(0x08),
            b'f' => Some(0x0c),
            b'u' => self.unicode(),
            itself => Some(itself),
        }
    }
}

/// The value of four hexadecimal digits, and what comes behind them.
fn four_hex(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_first_chunk::<4>()?;
    let mut value = 0;
    for digit in digits {
        value = value << 4 | char::from(*digit).to_digit(16)?;
    }
    Some((value, rest))
}

/// The place behind the escape that begins at a backslash; none if it is not valid. Half a surrogate pair is not.
#[cold]
pub fn escape_end(input: &[u8], at: usize) -> Option<usize> {
    match input.get(at + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
        b'u' => match four_hex(input.get(at + 2..)?)? {
            (0xd800..0xdc00, rest) => match four_hex(rest.strip_prefix(b"\\u")?)?.0 {
                0xdc00..0xe000 => Some(at + 12),
                _ => None,
            },
            (0xdc00..0xe000, _) => None,
            _ => Some(at + 6),
        },
        _ => None,
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHEST: u64 = 0x8080_8080_8080_8080;

/// The place of the first quote, backslash or control character from a place on, or the input's end.
#[inline(always)]
pub fn plain_end(input: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(eight) = input.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*eight);
        let (quote, backslash) = (word ^ (ONES * 0x22), word ^ (ONES * 0x5c));
        // A borrow can only mark bytes above the first that is meant.
        let stops = ((word.wrapping_sub(ONES * 0x20) & !word)
            | (quote.wrapping_sub(ONES) & !quote)
            | (backslash.wrapping_sub(ONES) & !backslash))
            & HIGHEST;
        if stops != 0 {
            return at + (stops.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = input.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len())
}
