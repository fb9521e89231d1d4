//! What is wrong with claims, and its wording.

use super::Value;
use std::fmt;

/// Which claim is at fault, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimFault {
    /// The claim's name; empty if it is the payload as a whole.
    pub claim: &'static str,
    /// Why.
    pub kind: ClaimFaultKind,
}

/// The faults of claims. A time is given as it is written in the token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimFaultKind {
    /// The payload is no JSON object with unique names.
    Payload,
    /// A claim that is demanded is not there.
    Missing,
    /// A claim is no time.
    NotTime,
    /// A claim is no string.
    NotText,
    /// A claim has another value than the one demanded.
    Mismatch,
    /// A value that is to be added is no UTF-8.
    NotUtf8,
    /// The token has expired.
    Expired(Box<str>),
    /// The token becomes valid later.
    NotYetValid(Box<str>),
    /// The token was issued later.
    IssuedInFuture(Box<str>),
}

impl ClaimFault {
    #[cold]
    pub(super) const fn new(claim: &'static str, kind: ClaimFaultKind) -> Self {
        Self { claim, kind }
    }

    /// A time that is too early or too late.
    #[cold]
    pub(super) fn at(claim: &'static str, value: &Value<'_>, kind: fn(Box<str>) -> ClaimFaultKind) -> Self {
        let text = value.as_ref().and_then(Option::as_ref).map(|text| text.decoded());
        Self { claim, kind: kind(String::from_utf8_lossy(text.as_deref().unwrap_or_default()).into()) }
    }
}

impl fmt::Display for ClaimFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let claim = self.claim;
        match &self.kind {
            ClaimFaultKind::Payload => formatter.write_str("The payload is not a JSON object with unique names"),
            ClaimFaultKind::Missing => write!(formatter, "The claim '{claim}' is missing"),
            ClaimFaultKind::NotTime => {
                write!(formatter, "The claim '{claim}' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z")
            }
            ClaimFaultKind::NotText => write!(formatter, "The claim '{claim}' must be a string"),
            ClaimFaultKind::Mismatch => write!(formatter, "The claim '{claim}' is not the expected one"),
            // The reason is worded as PHP's encoder words it.
            ClaimFaultKind::NotUtf8 => formatter.write_str(
                "The claims cannot be written as JSON: Malformed UTF-8 characters, possibly incorrectly encoded",
            ),
            ClaimFaultKind::Expired(exp) => write!(formatter, "The token has expired at {exp}"),
            ClaimFaultKind::NotYetValid(nbf) => write!(formatter, "The token is not valid before {nbf}"),
            ClaimFaultKind::IssuedInFuture(iat) => write!(formatter, "The token was issued in the future, at {iat}"),
        }
    }
}

impl std::error::Error for ClaimFault {}
