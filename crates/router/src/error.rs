//! What can be wrong with a route or with the use of one: a kind, and where in the pattern. The wording is in `message`.

use crate::constraint::ConstraintErrorKind;

/// A fault, where it is, and in which pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteError {
    /// The fault.
    pub kind: RouteErrorKind,
    /// The pattern (or host pattern) at fault.
    pub pattern: Option<Box<[u8]>>,
    /// Bytes from the beginning of that pattern.
    pub offset: Option<usize>,
}

impl RouteError {
    pub(crate) fn at(kind: RouteErrorKind, pattern: &[u8], offset: usize) -> Self {
        Self { kind, pattern: Some(pattern.into()), offset: Some(offset) }
    }

    pub(crate) fn of(kind: RouteErrorKind, pattern: &[u8]) -> Self {
        Self { kind, pattern: Some(pattern.into()), offset: None }
    }
}

impl From<RouteErrorKind> for RouteError {
    fn from(kind: RouteErrorKind) -> Self {
        Self { kind, pattern: None, offset: None }
    }
}

/// The faults. Texts in them are bytes: what a user wrote need not be UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RouteErrorKind {
    /// The pattern's form.
    Malformed(Malformed),
    /// A bare word behind the colon that names no constraint.
    UnknownConstraint(Box<[u8]>),
    /// A regular expression outside the language of constraints.
    Constraint(ConstraintErrorKind),
    /// A parameter that is there twice.
    DuplicateParameter(Box<[u8]>),
    /// A route that answers the same requests as an earlier one.
    DuplicateRoute {
        /// The first method that both have.
        method: Box<[u8]>,
        /// The pattern that came later.
        new: Box<[u8]>,
        /// The pattern that was there.
        old: Box<[u8]>,
    },
    /// A name that belongs to another route.
    DuplicateName {
        /// The name.
        name: Box<[u8]>,
        /// The pattern it belongs to.
        old: Box<[u8]>,
    },
    /// Not a token.
    InvalidMethod(Box<[u8]>),
    /// An empty list of methods.
    NoMethod,
    /// More of something than a table holds.
    TooMany(Limit),
    /// url() for a name that no route has.
    UnknownName(Box<[u8]>),
    /// url() without a parameter that the route needs.
    MissingParameter {
        /// The parameter.
        name: Box<[u8]>,
        /// The route's name.
        route: Box<[u8]>,
    },
    /// url() with a value that cannot be used.
    BadParameter {
        /// The parameter.
        name: Box<[u8]>,
        /// The route's name.
        route: Box<[u8]>,
        /// What is wrong with it.
        fault: ParameterFault,
    },
}

/// Faults of a pattern's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it, and docs/router.md lists them")]
pub enum Malformed {
    MissingLeadingSlash,
    EmptyFirstSegment,
    UnclosedBrace,
    UnexpectedBrace,
    UnclosedBracket,
    UnexpectedBracket,
    EmptyTail,
    TextAfterTail,
    InvalidName,
    EmptyConstraint,
    CatchAllNotLast,
    InvalidEscape,
    Nul,
    UnexpectedQuestionMark,
    UnexpectedHash,
    InvalidHost,
}

/// What there can be too many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it, and docs/router.md lists them")]
pub enum Limit {
    Parameters,
    Tails,
    Segments,
    Methods,
}

/// Why url() cannot use a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it, and docs/router.md lists them")]
pub enum ParameterFault {
    Empty,
    /// The PHP (or other host language's) name of its type.
    Type(Box<[u8]>),
    /// The constraint as it was written.
    Constraint(Box<[u8]>),
    Unknown,
    DotSegment,
    LeadingSlash,
    Nul,
    RoundTrip,
    HostLabel,
}

/// The stable number of an error: `RouterException`'s code and the C ABI's `highper_error_code()`. A retired number is never given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
#[allow(missing_docs, reason = "docs/router.md lists them")]
pub enum ErrorCode {
    MalformedPattern = 1,
    UnknownConstraint = 2,
    BadConstraint = 3,
    DuplicateParameter = 4,
    DuplicateRoute = 5,
    DuplicateName = 6,
    BadMethod = 7,
    UnknownName = 8,
    MissingParameter = 9,
    BadParameter = 10,
    TooLarge = 16,
}
