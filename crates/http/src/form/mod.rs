//! Forms in bodies: which of the two kinds a Content-Type declares. Each kind is read as it arrives: `urlencoded`, `multipart`.

pub mod multipart;
pub mod urlencoded;

use crate::syntax::{skip_blanks, take_token, trimmed};
use std::fmt;

/// A kind of form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form<'a> {
    /// `application/x-www-form-urlencoded`.
    Urlencoded,
    /// `multipart/form-data`.
    Multipart(Boundary<'a>),
}

impl<'a> Form<'a> {
    /// The kind of form that a Content-Type declares; `None` if it is another body.
    ///
    /// # Errors
    /// If it is a multipart form whose boundary is missing or is none: it cannot be read.
    pub fn declared(content_type: &'a [u8]) -> Result<Option<Self>, BoundaryError> {
        let mut parts = content_type.splitn(2, |&byte| byte == b';');
        let essence = trimmed(parts.next().unwrap_or_default());
        if essence.eq_ignore_ascii_case(b"application/x-www-form-urlencoded") {
            return Ok(Some(Self::Urlencoded));
        }
        if !essence.eq_ignore_ascii_case(b"multipart/form-data") {
            return Ok(None);
        }
        Boundary::of_parameters(parts.next().unwrap_or_default()).map(|boundary| Some(Self::Multipart(boundary)))
    }
}

/// What separates the parts of a multipart body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boundary<'a>(&'a [u8]);

/// The longest boundary (RFC 2046, 5.1.1).
const LONGEST_BOUNDARY: usize = 70;

impl<'a> Boundary<'a> {
    /// Checks a boundary (RFC 2046, 5.1.1).
    ///
    /// # Errors
    /// If it is empty, longer than 70 bytes, ends with a space, or has a byte that none has.
    pub fn new(text: &'a [u8]) -> Result<Self, BoundaryError> {
        let is_boundary = (1..=LONGEST_BOUNDARY).contains(&text.len())
            && text.iter().all(|&byte| byte.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(&byte))
            && text.last() != Some(&b' ');
        if is_boundary { Ok(Self(text)) } else { Err(BoundaryError::Invalid) }
    }

    /// The bytes, without hyphens in front.
    pub const fn bytes(&self) -> &'a [u8] {
        self.0
    }

    /// Looks for it among the parameters of a media type. Without quotes it may have bytes that would need them, as some send it.
    fn of_parameters(text: &'a [u8]) -> Result<Self, BoundaryError> {
        let (mut rest, mut found) = (skip_blanks(text), None);
        while !rest.is_empty() {
            if let Some(behind) = rest.strip_prefix(b";") {
                rest = skip_blanks(behind);
                continue;
            }
            let (name, behind) = take_token(rest).ok_or(BoundaryError::Malformed)?;
            let behind = behind.strip_prefix(b"=").ok_or(BoundaryError::Malformed)?;
            let (value, behind) = match behind.strip_prefix(b"\"") {
                // There is no boundary with a quote or a backslash in it. In other parameters nothing matters but their end.
                Some(inside) => quoted_end(inside)
                    .and_then(|end| Some((inside.get(..end)?, inside.get(end + 1..)?)))
                    .ok_or(BoundaryError::Malformed)?,
                None => {
                    let end = behind.iter().position(|byte| b"; \t".contains(byte)).unwrap_or(behind.len());
                    behind.split_at_checked(end).unwrap_or((behind, b""))
                }
            };
            rest = skip_blanks(behind);
            if !rest.is_empty() && rest.first() != Some(&b';') {
                return Err(BoundaryError::Malformed);
            }
            if name.eq_ignore_ascii_case(b"boundary") && found.replace(value).is_some() {
                return Err(BoundaryError::Repeated);
            }
        }
        Self::new(found.ok_or(BoundaryError::Missing)?)
    }
}

/// Where the quote is that ends a quoted string, from the byte behind its first quote.
fn quoted_end(inside: &[u8]) -> Option<usize> {
    let mut is_escaped = false;
    inside.iter().position(|&byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })
}

/// Why a multipart form has no boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BoundaryError {
    /// There is none.
    Missing,
    /// There are two.
    Repeated,
    /// It is empty, too long, or has a byte that none has.
    Invalid,
    /// The parameters are malformed.
    Malformed,
}

impl fmt::Display for BoundaryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Missing => "the form's media type has no boundary",
            Self::Repeated => "the form's media type has more than one boundary",
            Self::Invalid => "the form's boundary is none",
            Self::Malformed => "the parameters of the form's media type are malformed",
        })
    }
}

impl std::error::Error for BoundaryError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_type_declares_a_form() {
        let boundary = |text: &'static str| Some(Form::Multipart(Boundary::new(text.as_bytes()).unwrap()));
        for (content_type, expected) in [
            ("application/x-www-form-urlencoded", Ok(Some(Form::Urlencoded))),
            ("Application/X-WWW-Form-Urlencoded ; charset=UTF-8", Ok(Some(Form::Urlencoded))),
            ("application/json", Ok(None)),
            ("multipart/mixed; boundary=a", Ok(None)),
            ("multipart/form-data2; boundary=a", Ok(None)),
            ("", Ok(None)),
            // Chromium, Firefox old and new, curl, Java Mail.
            (
                "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
                Ok(boundary("----WebKitFormBoundary7MA4YWxkTrZu0gW")),
            ),
            (
                "multipart/form-data; boundary=---------------------------9051914041544843365972754266",
                Ok(boundary("---------------------------9051914041544843365972754266")),
            ),
            (
                "multipart/form-data; boundary=----geckoformboundarya5b5b1c2d3e4f5a6b7c8d9e0f1a2b3c4",
                Ok(boundary("----geckoformboundarya5b5b1c2d3e4f5a6b7c8d9e0f1a2b3c4")),
            ),
            (
                "multipart/form-data; boundary=------------------------d74496d66958873e",
                Ok(boundary("------------------------d74496d66958873e")),
            ),
            (
                "multipart/form-data; boundary=\"----=_Part_4_701508.1145579811786\"",
                Ok(boundary("----=_Part_4_701508.1145579811786")),
            ),
            (
                "multipart/form-data; boundary=----=_Part_4_701508.1145579811786",
                Ok(boundary("----=_Part_4_701508.1145579811786")),
            ),
            ("Multipart/Form-Data;charset=utf-8;BOUNDARY=a; x=\"y;\\\"z\" ;", Ok(boundary("a"))),
            ("multipart/form-data; boundary=\"a b:c\"", Ok(boundary("a b:c"))),
            ("multipart/form-data", Err(BoundaryError::Missing)),
            ("multipart/form-data; charset=utf-8", Err(BoundaryError::Missing)),
            ("multipart/form-data; boundary=", Err(BoundaryError::Invalid)),
            ("multipart/form-data; boundary=\"\"", Err(BoundaryError::Invalid)),
            ("multipart/form-data; boundary=\"a \"", Err(BoundaryError::Invalid)),
            ("multipart/form-data; boundary=\"a\\\"b\"", Err(BoundaryError::Invalid)),
            ("multipart/form-data; boundary=a\u{e9}", Err(BoundaryError::Invalid)),
            (
                "multipart/form-data; boundary=01234567890123456789012345678901234567890123456789012345678901234567890",
                Err(BoundaryError::Invalid),
            ),
            ("multipart/form-data; boundary=a; boundary=b", Err(BoundaryError::Repeated)),
            ("multipart/form-data; boundary=a; Boundary=a", Err(BoundaryError::Repeated)),
            ("multipart/form-data; boundary=\"a", Err(BoundaryError::Malformed)),
            ("multipart/form-data; boundary=\"a\"b", Err(BoundaryError::Malformed)),
            ("multipart/form-data; boundary", Err(BoundaryError::Malformed)),
            ("multipart/form-data; boundary = a", Err(BoundaryError::Malformed)),
            ("multipart/form-data; boundary=a b", Err(BoundaryError::Malformed)),
        ] {
            assert_eq!(Form::declared(content_type.as_bytes()), expected, "Content-Type: {content_type}");
        }
    }
}
