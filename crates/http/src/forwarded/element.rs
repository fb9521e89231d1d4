//! The grammar of Forwarded (RFC 7239, 4), read from the right.

use super::node::Node;
use crate::syntax::{is_token_byte, skip_blanks, take_quoted, take_token, trimmed};
use std::borrow::Cow;

/// What one proxy says of the request that it forwarded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element<'a> {
    /// Who asked the proxy.
    pub forwarded_for: Option<Node<'a>>,
    /// Where the proxy was asked.
    pub by: Option<Node<'a>>,
    /// The Host field that the proxy was sent.
    pub host: Option<Cow<'a, [u8]>>,
    /// The scheme by which it was asked.
    pub proto: Option<Cow<'a, [u8]>>,
}

impl<'a> Element<'a> {
    /// Reads an element; `None` if it is malformed or has a parameter twice. Parameters that are not known are passed over.
    pub fn parse(text: &'a [u8]) -> Option<Self> {
        let mut element = Self::default();
        let mut seen = [false; 4];
        let mut rest = skip_blanks(text);
        loop {
            // A pair may be missing.
            if !rest.is_empty() && rest.first() != Some(&b';') {
                let (name, behind) = take_token(rest)?;
                let (value, behind) = value(behind.strip_prefix(b"=")?)?;
                rest = skip_blanks(behind);
                let known = [&b"for"[..], b"by", b"host", b"proto"];
                if let Some(index) = known.iter().position(|known| name.eq_ignore_ascii_case(known)) {
                    match index {
                        0 => element.forwarded_for = Some(Node::parse(value)?),
                        1 => element.by = Some(Node::parse(value)?),
                        2 => element.host = Some(value),
                        _ => element.proto = Some(value),
                    }
                    if std::mem::replace(seen.get_mut(index)?, true) {
                        return None;
                    }
                }
            }
            if rest.is_empty() {
                return Some(element);
            }
            rest = skip_blanks(rest.strip_prefix(b";")?);
        }
    }
}

/// Reads a value: in quotes, or a token. Colons and brackets stand in quotes by the book, but not with every proxy.
fn value(text: &[u8]) -> Option<(Cow<'_, [u8]>, &[u8])> {
    if text.first() == Some(&b'"') {
        return take_quoted(text).map(|(value, rest)| (value.bytes(), rest));
    }
    let is_plain = |byte: u8| is_token_byte(byte) || b":[]".contains(&byte);
    let end = text.iter().position(|&byte| !is_plain(byte)).unwrap_or(text.len());
    let (value, rest) = text.split_at_checked(end).filter(|_| end > 0)?;
    Some((Cow::Borrowed(value), rest))
}

/// The elements of a field's value, the last first; `None` for one that is malformed. Empty ones are none.
///
/// What the client made up cannot spoil what a proxy added behind it, be it a quote that does not end.
pub fn elements_from_right(value: &[u8]) -> impl Iterator<Item = Option<Element<'_>>> {
    let mut rest = Some(value);
    let texts = std::iter::from_fn(move || {
        let text = rest?;
        let (before, element) = match last_comma(text) {
            Some(comma) => (text.get(..comma), text.get(comma + 1..)?),
            None => (None, text),
        };
        rest = before;
        Some(trimmed(element))
    });
    texts.filter(|text| !text.is_empty()).map(Element::parse)
}

/// Where the last comma outside of quotes is. Seen from the right, a quote begins or ends a quoted string unless an odd number of
/// backslashes stands before it.
fn last_comma(text: &[u8]) -> Option<usize> {
    let mut is_quoted = false;
    for (at, &byte) in text.iter().enumerate().rev() {
        match byte {
            b',' if !is_quoted => return Some(at),
            b'"' => {
                let before = text.get(..at).unwrap_or_default();
                let backslashes = before.iter().rev().take_while(|&&byte| byte == b'\\').count();
                if backslashes % 2 == 0 {
                    is_quoted = !is_quoted;
                }
            }
            _ => {}
        }
    }
    None
}
