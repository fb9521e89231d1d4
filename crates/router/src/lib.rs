//! Patterns, constraints and the table that maps a method and a path to a route. No PHP, no I/O, no unsafe code.
//!
//! docs/router.md says what all of this promises; the pure-PHP backend promises the same.

#![forbid(unsafe_code)]

mod canonical;
mod conflicts;
mod constraint;
mod edge;
mod error;
mod explain;
mod find;
mod hash;
mod links;
mod message;
mod method;
mod pattern;
mod plan;
mod scratch;
mod table;
mod trie;
mod url;

pub use canonical::{PathError, decode};
pub use conflicts::{Cause, Conflict};
pub use constraint::ConstraintErrorKind;
pub use error::{ErrorCode, Limit, Malformed, ParameterFault, RouteError, RouteErrorKind};
pub use explain::{Comparison, Explanation, SegmentComparison};
pub use find::{Found, Request, Resolution};
pub use message::message;
pub use method::MethodSet;
pub use scratch::{Scratch, Value};
pub use table::{NewRoute, Options, Route, Table, TrailingSlash};
pub use url::Parameters;
