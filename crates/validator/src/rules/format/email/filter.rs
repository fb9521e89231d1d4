//! Addresses as PHP's `FILTER_VALIDATE_EMAIL` has them: dot-separated atoms or quoted strings, and a name of two labels or an address in
//! brackets.

use std::str::Chars;

use crate::rules::category::{LETTER, NUMBER, category};
use crate::rules::format::ip::Octets;
use crate::rules::format::punycode::MAX_LABEL;

use super::mailbox::{dotted, is_literal};
use super::{ALPHANUMERIC, ATOM, has_class};

/// The most bytes of an address.
const MAX_LENGTH: usize = 320;

/// Whether PHP's filter accepts the text, with its flag for characters beyond ASCII or without.
pub(super) fn is_email(text: &[u8], unicode: bool) -> bool {
    if text.len() > MAX_LENGTH {
        return false;
    }
    if let Some((local, [b'@', domain @ ..])) = dotted(text)
        && domain.is_ascii()
        && domain.first() != Some(&b'[')
    {
        return local <= 64 && text.len() < 255 && std::str::from_utf8(domain).is_ok_and(is_name);
    }
    let Some(text) = std::str::from_utf8(text).ok().filter(|text| unicode || text.is_ascii()) else {
        return false;
    };
    if text.contains(['\r', '\n']) || !is_short_enough(text) {
        return false;
    }
    let mut rest = text.chars();
    loop {
        if !(if rest.as_str().starts_with('"') { skip_quoted(&mut rest) } else { skip_atom(&mut rest) }) {
            return false;
        }
        match rest.next() {
            Some('.') => {}
            Some('@') => break,
            _ => return false,
        }
    }
    let domain = rest.as_str();
    match domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(literal) => is_literal(literal.as_bytes(), Octets::Plain),
        None => is_name(domain),
    }
}

/// At least one character of an atom.
fn skip_atom(rest: &mut Chars<'_>) -> bool {
    let text = rest.as_str();
    let end = text
        .find(|character| match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => !has_class(byte, ATOM),
            _ => !is_word(character),
        })
        .unwrap_or(text.len());
    *rest = text.get(end..).unwrap_or_default().chars();
    end > 0
}

/// A quoted string: neither space, tab, NUL nor line break in it, unless escaped.
fn skip_quoted(rest: &mut Chars<'_>) -> bool {
    rest.next();
    while let Some(character) = rest.next() {
        match character {
            '"' => return true,
            '\\' if rest.next().is_some_and(|escaped| escaped.is_ascii() || is_cased(escaped)) => {}
            '\\' => return false,
            '\0' | '\t' | ' ' => return false,
            '\u{80}'.. if !is_word(character) => return false,
            _ => {}
        }
    }
    false
}

/// Letters and numbers of whatever script.
fn is_word(character: char) -> bool {
    category(character) & (LETTER | NUMBER) != 0
}

/// The filter counts characters: less than 255 in all, and at most 64 before an `@`. A quote goes with the character beside it, an escape is
/// one; where more quotes stand together than that allows, it stops to count.
fn is_short_enough(text: &str) -> bool {
    let (mut count, mut quotes, mut allowed) = (0, 0, 1);
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match character {
            '"' => {
                quotes += 1;
                if quotes > allowed {
                    return true;
                }
                continue;
            }
            '@' if count > 64 && quotes <= 1 => return false,
            '\\' if !rest.next().is_some_and(|escaped| escaped <= '~' || is_cased(escaped)) => return true,
            _ => {}
        }
        count += 1;
        if count == 255 {
            return false;
        }
        (quotes, allowed) = (0, 2);
    }
    true
}

/// Two labels at least, the last one beginning with a letter.
fn is_name(name: &str) -> bool {
    let (mut last, mut length, mut dots, mut first) = ('.', 0, 0, '.');
    for character in name.chars() {
        match character {
            '.' if is_alphanumeric(last) => (length, dots) = (0, dots + 1),
            '-' if last != '.' => length += 1,
            _ if is_alphanumeric(character) => {
                if last == '.' {
                    first = character;
                }
                length += 1;
            }
            _ => return false,
        }
        if length > MAX_LABEL {
            return false;
        }
        last = character;
    }
    is_alphanumeric(last) && dots > 0 && !first.is_ascii_digit()
}

/// Letters and digits of ASCII, as the filter takes them.
fn is_alphanumeric(character: char) -> bool {
    match u8::try_from(character) {
        Ok(byte) => has_class(byte, ALPHANUMERIC),
        Err(_) => is_cased(character),
    }
}

/// The two characters outside ASCII that a pattern takes for letters of it when it does not look at case.
fn is_cased(character: char) -> bool {
    matches!(character, '\u{17F}' | '\u{212A}')
}
