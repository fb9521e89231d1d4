//! Validation: rules compiled once into a [`Schema`], and payloads of any representation checked by it in place. Knows nothing of PHP; what
//! only the caller's surroundings can do (dates in words, callbacks, PCRE) it asks a [`Host`]. No unsafe code.

#![forbid(unsafe_code)]

mod compile;
mod error;
mod host;
pub mod input;
pub mod json_schema;
pub mod messages;
mod parse;
mod path;
mod projection;
mod report;
pub mod rules;
mod run;
mod schema;
mod source;

pub use compile::Compiler;
pub use error::{CompileError, CompileErrorKind};
pub use host::{Day, Environment, Host, Verdict};
pub use projection::Builder;
pub use report::{Failure, Report, Variant};
pub use run::Options;
pub use schema::Schema;
pub use source::RuleSource;
