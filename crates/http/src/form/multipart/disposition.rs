//! Content-Disposition of a part (RFC 7578, 4.2), as browsers write it (HTML Standard, 4.10.21.8): in quotes, with `%22`, `%0D` and `%0A`
//! for the bytes that cannot stand there, and with nothing else escaped.

use crate::syntax::{hex_pair, skip_blanks, take_token};
use std::borrow::Cow;

/// What it says.
pub(super) struct Disposition<'a> {
    pub name: Cow<'a, [u8]>,
    pub file_name: Option<Cow<'a, [u8]>>,
}

/// Reads the field's value; `None` if it is not `form-data`, has no name or one parameter twice, or is malformed.
///
/// Older programs escape quotes by backslashes, and browsers escape no backslash at all. So backslashes before quotes and backslashes are
/// taken for escapes; and for themselves where the value makes no sense by that.
pub(super) fn parse(value: &[u8]) -> Option<Disposition<'_>> {
    let (kind, rest) = take_token(value)?;
    if !kind.eq_ignore_ascii_case(b"form-data") {
        return None;
    }
    parameters(rest, true).or_else(|| parameters(rest, false))
}

fn parameters(text: &[u8], has_escapes: bool) -> Option<Disposition<'_>> {
    let mut rest = skip_blanks(text);
    let (mut name, mut file_name, mut extended) = (None, None, None);
    while !rest.is_empty() {
        rest = skip_blanks(rest.strip_prefix(b";")?);
        if rest.is_empty() || rest.first() == Some(&b';') {
            continue;
        }
        let (parameter, behind) = take_token(rest)?;
        let behind = skip_blanks(skip_blanks(behind).strip_prefix(b"=")?);
        let (value, behind) = match behind.strip_prefix(b"\"") {
            Some(inside) => {
                let end = quoted_end(inside, has_escapes)?;
                (Value { text: inside.get(..end)?, has_escapes }, inside.get(end + 1..)?)
            }
            None => {
                let end = behind.iter().position(|byte| b"; \t\"".contains(byte)).unwrap_or(behind.len());
                let (text, behind) = behind.split_at_checked(end).filter(|_| end > 0)?;
                (Value { text, has_escapes: false }, behind)
            }
        };
        rest = skip_blanks(behind);
        let slot = if parameter.eq_ignore_ascii_case(b"name") {
            &mut name
        } else if parameter.eq_ignore_ascii_case(b"filename") {
            &mut file_name
        } else if parameter.eq_ignore_ascii_case(b"filename*") {
            &mut extended
        } else {
            continue;
        };
        if slot.replace(value).is_some() {
            return None;
        }
    }
    // RFC 6266, 4.3: the extended form is preferred, where it can be read. RFC 7578 wants none in forms, but some send it.
    let file_name = match (extended.and_then(|value| extended_value(value.text)), file_name, extended) {
        (Some(name), _, _) => Some(Cow::Owned(name)),
        (None, Some(name), _) => Some(name.decode()),
        // A file all the same, and nobody can say of which name.
        (None, None, Some(_)) => return None,
        (None, None, None) => None,
    };
    Some(Disposition { name: name?.decode(), file_name })
}

/// Where the quote is that ends the text.
fn quoted_end(inside: &[u8], has_escapes: bool) -> Option<usize> {
    let mut is_escaped = false;
    inside.iter().position(|&byte| {
        if is_escaped && matches!(byte, b'"' | b'\\') {
            is_escaped = false;
            return false;
        }
        is_escaped = has_escapes && byte == b'\\';
        byte == b'"'
    })
}

/// A parameter's value as it is written.
#[derive(Clone, Copy)]
struct Value<'a> {
    text: &'a [u8],
    has_escapes: bool,
}

impl<'a> Value<'a> {
    /// Undoes what browsers do, and backslashes before quotes and backslashes.
    fn decode(self) -> Cow<'a, [u8]> {
        let is_escape = |byte: &u8| *byte == b'%' || (self.has_escapes && *byte == b'\\');
        if !self.text.iter().any(is_escape) {
            return Cow::Borrowed(self.text);
        }
        let mut out = Vec::with_capacity(self.text.len());
        let mut rest = self.text;
        while let Some((&byte, behind)) = rest.split_first() {
            let (byte, behind) = match (byte, behind.first()) {
                (b'%', _) => match hex_pair(behind) {
                    Some(decoded @ (b'"' | b'\r' | b'\n')) => (decoded, behind.get(2..).unwrap_or_default()),
                    _ => (byte, behind),
                },
                (b'\\', Some(&escaped @ (b'"' | b'\\'))) if self.has_escapes => {
                    (escaped, behind.get(1..).unwrap_or_default())
                }
                _ => (byte, behind),
            };
            out.push(byte);
            rest = behind;
        }
        Cow::Owned(out)
    }
}

/// An `ext-value` (RFC 8187, 3.2) in UTF-8; `None` if it is in another charset, or malformed.
fn extended_value(text: &[u8]) -> Option<Vec<u8>> {
    let mut parts = text.splitn(3, |&byte| byte == b'\'');
    let (charset, _language, mut rest) = (parts.next()?, parts.next()?, parts.next()?);
    if !charset.eq_ignore_ascii_case(b"utf-8") {
        return None;
    }
    let mut out = Vec::with_capacity(rest.len());
    while let Some((&byte, behind)) = rest.split_first() {
        match byte {
            b'%' => {
                out.push(hex_pair(behind)?);
                rest = behind.get(2..)?;
            }
            // `attr-char` has fewer, but nothing else can be meant by the others.
            0x21..=0x7e => {
                out.push(byte);
                rest = behind;
            }
            _ => return None,
        }
    }
    str::from_utf8(&out).is_ok_and(|name| !name.contains('\0')).then_some(out)
}
