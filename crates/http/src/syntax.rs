//! What the grammars of many fields share (RFC 9110, 5.6): tokens, blanks, lists, parameters and quoted strings.

use std::borrow::Cow;

/// `tchar` (RFC 9110, 5.6.2).
pub const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~'
        )
}

/// Whether a text is a token: one `tchar` at least, and nothing else.
pub fn is_token(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|&byte| is_token_byte(byte))
}

/// `OWS` (RFC 9110, 5.6.3).
pub const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Without the blanks at the beginning.
pub fn skip_blanks(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|&&byte| is_blank(byte)).count();
    text.get(blanks..).unwrap_or_default()
}

/// Without the blanks on either side.
pub fn trimmed(text: &[u8]) -> &[u8] {
    let text = skip_blanks(text);
    let blanks = text.iter().rev().take_while(|&&byte| is_blank(byte)).count();
    text.get(..text.len() - blanks).unwrap_or_default()
}

/// What stands before and behind the first of a byte; `None` without one.
pub fn split_at_byte(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(byte, text)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Reads a token off the beginning of a text.
pub fn take_token(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = text.iter().position(|&byte| !is_token_byte(byte)).unwrap_or(text.len());
    if length == 0 { None } else { text.split_at_checked(length) }
}

/// A decimal number without a sign. One that is too large for the type is the largest there is.
pub fn saturating_decimal(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(digits.iter().fold(0, |number: u64, &digit| {
        number.checked_mul(10).and_then(|tens| tens.checked_add(u64::from(digit - b'0'))).unwrap_or(u64::MAX)
    }))
}

/// A port: decimal, without a sign, without zeros in front.
pub fn port(digits: &[u8]) -> Option<u16> {
    let has_zeros = digits.len() > 1 && digits.first() == Some(&b'0');
    saturating_decimal(digits).filter(|_| !has_zeros).and_then(|number| u16::try_from(number).ok())
}

/// The value of a hexadecimal digit.
pub const fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// The byte that two hexadecimal digits at the beginning of a text stand for.
pub fn hex_pair(text: &[u8]) -> Option<u8> {
    let (&high, &low) = (text.first()?, text.get(1)?);
    Some(hex_digit(high)? << 4 | hex_digit(low)?)
}

/// `qvalue` (RFC 9110, 12.4.2) in thousandths. Old Java clients send `.2`; what they mean is plain.
pub fn qvalue(text: &[u8]) -> Option<u16> {
    let (whole, digits) = split_at_byte(text, b'.').unwrap_or((text, b""));
    if digits.len() > 3 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digit = |place: usize| digits.get(place).map_or(0, |&digit| u16::from(digit - b'0'));
    let fraction = digit(0) * 100 + digit(1) * 10 + digit(2);
    match whole {
        b"0" => Some(fraction),
        b"" if !digits.is_empty() => Some(fraction),
        b"1" if fraction == 0 => Some(1000),
        _ => None,
    }
}

/// What was in quotes (RFC 9110, 5.6.4), with its escapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted<'a> {
    text: &'a [u8],
    is_escaped: bool,
}

impl<'a> Quoted<'a> {
    /// The value itself. Nothing is copied unless it has escapes.
    pub fn bytes(self) -> Cow<'a, [u8]> {
        if !self.is_escaped {
            return Cow::Borrowed(self.text);
        }
        let mut is_escape = false;
        let plain = self.text.iter().copied().filter(|&byte| {
            is_escape = byte == b'\\' && !is_escape;
            !is_escape
        });
        Cow::Owned(plain.collect())
    }
}

/// Reads a quoted string off the beginning of a text, whose first byte is its quote.
pub fn take_quoted(text: &[u8]) -> Option<(Quoted<'_>, &[u8])> {
    let inside = text.strip_prefix(b"\"")?;
    let (mut at, mut is_escaped) = (0, false);
    loop {
        match *inside.get(at)? {
            b'"' => break,
            b'\\' if is_quotable(*inside.get(at + 1)?) => {
                is_escaped = true;
                at += 2;
            }
            byte if byte != b'\\' && is_quotable(byte) => at += 1,
            _ => return None,
        }
    }
    Some((Quoted { text: inside.get(..at)?, is_escaped }, inside.get(at + 1..)?))
}

/// HTAB, SP, VCHAR or obs-text: what may stand behind a backslash, and all that may stand without one but `"` and `\`.
const fn is_quotable(byte: u8) -> bool {
    byte == b'\t' || (byte >= b' ' && byte != 0x7f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qvalues_are_thousandths() {
        for (text, expected) in [
            ("0", Some(0)),
            ("0.", Some(0)),
            ("0.5", Some(500)),
            ("0.123", Some(123)),
            ("1", Some(1000)),
            ("1.000", Some(1000)),
            (".2", Some(200)),
            ("", None),
            (".", None),
            ("1.001", None),
            ("0.1234", None),
            ("2", None),
            ("-1", None),
            ("0,5", None),
        ] {
            assert_eq!(qvalue(text.as_bytes()), expected, "q-value: {text}");
        }
    }

    #[test]
    fn quoted_strings_end_at_their_quote() {
        for (text, expected) in [
            (r#""""#, Some(("", ""))),
            (r#""a;b" c"#, Some(("a;b", " c"))),
            (r#""a\"b\\" c"#, Some((r#"a"b\"#, " c"))),
            (r#""a"#, None),
            (r#""a\"#, None),
            ("\"a\n\"", None),
            ("\"a\\\n\"", None),
            ("a", None),
        ] {
            let found = take_quoted(text.as_bytes()).map(|(value, rest)| (value.bytes().into_owned(), rest.to_vec()));
            let expected = expected.map(|(value, rest): (&str, &str)| (value.into(), rest.into()));
            assert_eq!(found, expected, "text: {text}");
        }
    }

    #[test]
    fn numbers_too_large_are_the_largest() {
        for (text, expected) in [
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", Some(u64::MAX)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("007", Some(7)),
            ("", None),
            ("+1", None),
            ("1 ", None),
        ] {
            assert_eq!(saturating_decimal(text.as_bytes()), expected, "digits: {text}");
        }
        for (text, expected) in [("0", Some(0)), ("65535", Some(65535)), ("65536", None), ("080", None), ("", None)] {
            assert_eq!(port(text.as_bytes()), expected, "port: {text}");
        }
    }
}
