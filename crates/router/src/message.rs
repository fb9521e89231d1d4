//! The wording of errors. Cold: nothing here is called unless something went wrong.

use crate::constraint::ConstraintErrorKind;
use crate::error::{ErrorCode, Limit, Malformed, ParameterFault, RouteError, RouteErrorKind};
use std::fmt;

impl RouteErrorKind {
    /// The stable code.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Malformed(_) => ErrorCode::MalformedPattern,
            Self::UnknownConstraint(_) => ErrorCode::UnknownConstraint,
            Self::Constraint(_) => ErrorCode::BadConstraint,
            Self::DuplicateParameter(_) => ErrorCode::DuplicateParameter,
            Self::DuplicateRoute { .. } => ErrorCode::DuplicateRoute,
            Self::DuplicateName { .. } => ErrorCode::DuplicateName,
            Self::InvalidMethod(_) | Self::NoMethod => ErrorCode::BadMethod,
            Self::TooMany(_) => ErrorCode::TooLarge,
            Self::UnknownName(_) => ErrorCode::UnknownName,
            Self::MissingParameter { .. } => ErrorCode::MissingParameter,
            Self::BadParameter { .. } => ErrorCode::BadParameter,
        }
    }

    /// What is wrong, without the place.
    pub fn what(&self) -> Vec<u8> {
        match self {
            Self::Malformed(fault) => fault.texts().0.into(),
            Self::UnknownConstraint(name) => quote(&[b"Unknown constraint '", name, b"'"]),
            Self::Constraint(ConstraintErrorKind::Malformed(_)) => b"Malformed constraint".into(),
            Self::Constraint(ConstraintErrorKind::Unsupported(construct)) => {
                quote(&[uppercase_first(construct).as_bytes(), b" is not supported in a constraint"])
            }
            Self::Constraint(ConstraintErrorKind::UnsupportedEscape(byte)) => {
                quote(&[b"The escape \\", &[*byte], b" is not supported in a constraint"])
            }
            Self::DuplicateParameter(name) => quote(&[b"Duplicate parameter '", name, b"'"]),
            Self::DuplicateRoute { method, new, .. } => quote(&[b"Duplicate route ", method, b" '", new, b"'"]),
            Self::DuplicateName { name, .. } => quote(&[b"Duplicate route name '", name, b"'"]),
            Self::InvalidMethod(name) => quote(&[b"Invalid method '", name, b"'"]),
            Self::NoMethod => b"No method given".into(),
            Self::TooMany(limit) => limit.texts().0.into(),
            Self::UnknownName(name) => quote(&[b"No route is named '", name, b"'"]),
            Self::MissingParameter { name, route } => {
                quote(&[b"Missing parameter '", name, b"' of route '", route, b"'"])
            }
            Self::BadParameter { name, route, fault } => {
                quote(&[b"Parameter '", name, b"' of route '", route, b"' ", &fault.texts().0])
            }
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Vec<u8> {
        match self {
            Self::Malformed(fault) => fault.texts().1.into(),
            Self::UnknownConstraint(_) => {
                b"use int, alpha, alnum, slug, uuid, ulid, hex, date or a regular expression".into()
            }
            Self::Constraint(ConstraintErrorKind::Malformed(hint)) => (*hint).into(),
            Self::Constraint(_) => b"use what the documentation lists under Constraints".into(),
            Self::DuplicateParameter(_) => b"give each parameter a name of its own".into(),
            Self::DuplicateRoute { old, .. } => {
                quote(&[b"'", old, b"' already answers the same requests; remove one of them"])
            }
            Self::DuplicateName { old, .. } => {
                quote(&[b"it already belongs to '", old, b"'; give each route a name of its own"])
            }
            Self::InvalidMethod(_) => b"a method is a token such as GET (RFC 9110, 5.6.2)".into(),
            Self::NoMethod => b"name at least one, or use any()".into(),
            Self::TooMany(limit) => limit.texts().1.into(),
            Self::UnknownName(_) => b"name it when adding it".into(),
            Self::MissingParameter { .. } => b"pass a value for it".into(),
            Self::BadParameter { fault, .. } => fault.texts().1.into(),
        }
    }
}

impl RouteError {
    /// `what at byte N of pattern 'P': hint`, or `what: hint`.
    pub fn message(&self) -> Vec<u8> {
        message(&self.kind.what(), self.pattern.as_deref().zip(self.offset), &self.kind.hint())
    }
}

/// Puts a message together: what is wrong, where in which pattern, and what to do about it.
pub fn message(what: &[u8], place: Option<(&[u8], usize)>, hint: &[u8]) -> Vec<u8> {
    let mut message = what.to_vec();
    if let Some((pattern, offset)) = place {
        message.extend_from_slice(format!(" at byte {offset} of pattern '").as_bytes());
        message.extend_from_slice(pattern);
        message.push(b'\'');
    }
    message.extend_from_slice(b": ");
    message.extend_from_slice(hint);
    message
}

impl fmt::Display for RouteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&String::from_utf8_lossy(&self.message()))
    }
}

impl std::error::Error for RouteError {}

fn quote(pieces: &[&[u8]]) -> Vec<u8> {
    pieces.concat()
}

fn uppercase_first(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

impl Malformed {
    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::MissingLeadingSlash => ("Missing leading slash", "begin the pattern with '/'"),
            Self::EmptyFirstSegment => ("Empty first segment", "a path that begins with '//' would name a host"),
            Self::UnclosedBrace => ("Unclosed '{'", "close the parameter with '}'"),
            Self::UnexpectedBrace => ("Unexpected '}'", "write %7D for a literal brace"),
            Self::UnclosedBracket => ("Unclosed '['", "close the optional tail with ']'"),
            Self::UnexpectedBracket => ("Unexpected ']'", "write %5D for a literal bracket"),
            Self::EmptyTail => ("Empty optional tail", "put something between '[' and ']'"),
            Self::TextAfterTail => ("Text after an optional tail", "move the optional tail to the end"),
            Self::InvalidName => {
                ("Invalid parameter name", "begin with a letter or '_', go on with letters, digits, '_' or '-'")
            }
            Self::EmptyConstraint => ("Empty constraint", "write a constraint after ':' or leave the ':' out"),
            Self::CatchAllNotLast => {
                ("Catch-all is not the last segment", "give it a whole segment at the end of the pattern")
            }
            Self::InvalidEscape => ("Invalid escape", "write '%' and two hexadecimal digits"),
            Self::Nul => ("NUL in the pattern", "take it out"),
            Self::UnexpectedQuestionMark => {
                ("Unexpected '?'", "a pattern is a path; write %3F for the character itself")
            }
            Self::UnexpectedHash => ("Unexpected '#'", "a pattern is a path; write %23 for the character itself"),
            Self::InvalidHost => {
                ("Invalid host", "write labels of letters, digits, '-', '_' and parameters, separated by dots")
            }
        }
    }
}

impl Limit {
    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Parameters => ("Too many parameters", "at most 32"),
            Self::Tails => ("Too many optional tails", "at most 16"),
            Self::Segments => ("Too many segments", "at most 256"),
            Self::Methods => ("Too many methods", "at most 64"),
        }
    }
}

impl ParameterFault {
    fn texts(&self) -> (Vec<u8>, &'static str) {
        match self {
            Self::Empty => (b"is empty".into(), "pass a non-empty value"),
            Self::Type(name) => {
                (quote(&[b"is of type ", name]), "pass a string, an integer, a Stringable or a backed enum")
            }
            Self::Constraint(text) => (quote(&[b"does not satisfy ", text]), "pass a value that it accepts"),
            Self::Unknown => (b"is unknown".into(), "put it into $query or take it out"),
            Self::DotSegment => (b"holds a '.' or '..' segment".into(), "clients would remove it"),
            Self::LeadingSlash => (b"begins with '/'".into(), "take the slash away"),
            Self::Nul => (b"holds a NUL".into(), "take it out"),
            Self::HostLabel => (
                b"does not survive the round trip".into(),
                "a host label is made of lower-case letters, digits, '-' and '_'",
            ),
            Self::RoundTrip => {
                (b"does not survive the round trip".into(), "choose a value without the literal that follows it")
            }
        }
    }
}
