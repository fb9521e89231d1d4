//! The words of an address as `Mode::Rfc` knows them: where one begins, what it is, and which characters cannot stand in any.

use crate::rules::category::{OTHER, SYMBOL, category};

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing more.
    End,
    /// Letters, digits, or a character outside ASCII.
    Generic,
    At,
    Dot,
    Hyphen,
    Slash,
    Backslash,
    Quote,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    Space,
    Tab,
    Nul,
    /// `, < > ; :`, which a local part cannot hold without quotes.
    Special,
    /// Anything else, `::` and the tag `IPv6` among it.
    Other,
}

/// A word and where it ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) end: usize,
}

/// Whether every character may stand in an address at all: no control but tab and NUL, no symbol, nothing unassigned or without a shape.
pub(super) fn is_made_of_characters(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'\0' | b'\t' | b' '..=b'~' | 0x80..))
        && (text.is_ascii()
            || text.chars().all(|character| character.is_ascii() || !matches!(category(character), SYMBOL | OTHER)))
}

/// The word that begins at a place.
pub(super) fn token(text: &str, start: usize) -> Token {
    let Some(&first) = text.as_bytes().get(start) else {
        return Token { kind: Kind::End, end: start };
    };
    let kind = KINDS[usize::from(first)];
    let rest = || text.get(start..).unwrap_or_default();
    let (kind, length) = match first {
        b'0'..=b'9' => (kind, rest().bytes().take_while(u8::is_ascii_digit).count()),
        b'A'..=b'Z' | b'a'..=b'z' => letters(rest()),
        b':' if text.as_bytes().get(start + 1) == Some(&b':') => (Kind::Other, 2),
        0x80.. => beyond(rest()),
        _ => (kind, 1),
    };
    Token { kind, end: start + length }
}

/// What a byte of ASCII is by itself.
static KINDS: [Kind; 256] = {
    let mut table = [Kind::Other; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        table[byte as usize] = match byte {
            b'@' => Kind::At,
            b'.' => Kind::Dot,
            b'-' => Kind::Hyphen,
            b'/' => Kind::Slash,
            b'\\' => Kind::Backslash,
            b'"' => Kind::Quote,
            b'(' => Kind::OpenParenthesis,
            b')' => Kind::CloseParenthesis,
            b'[' => Kind::OpenBracket,
            b']' => Kind::CloseBracket,
            b' ' => Kind::Space,
            b'\t' => Kind::Tab,
            b'\0' => Kind::Nul,
            b',' | b'<' | b'>' | b';' | b':' => Kind::Special,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Kind::Generic,
            _ => Kind::Other,
        };
        byte += 1;
    }
    table
};

/// A word that begins beyond ASCII.
fn beyond(rest: &str) -> (Kind, usize) {
    match rest.chars().next() {
        // The two that ISO 8859-1 has for Spanish stand for themselves, like `!` and `?`.
        Some(first @ ('¡' | '¿')) => (Kind::Other, first.len_utf8()),
        Some(first) if is_letter(first) => letters(rest),
        Some(first) => (Kind::Generic, first.len_utf8()),
        None => (Kind::End, 0),
    }
}

/// Letters, and the 4 or 6 that may end them.
fn letters(rest: &str) -> (Kind, usize) {
    let end = rest.find(|character| !is_letter(character)).unwrap_or(rest.len());
    let numbered = matches!(rest.as_bytes().get(end), Some(b'4' | b'6'));
    if rest.get(..end) == Some("IPv") && rest.as_bytes().get(end) == Some(&b'6') {
        return (Kind::Other, end + 1);
    }
    (Kind::Generic, end + usize::from(numbered))
}

/// Letters of ASCII, and the two characters that are such letters but for their case.
fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, '\u{17F}' | '\u{212A}')
}
