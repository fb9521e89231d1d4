//! Why a schema cannot be compiled.

use super::{Value, words};
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ReferencingError, ValidationError};
use std::fmt;

/// What kind of fault it is. The numbers are those of the PHP exception's codes and of the C ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaFaultKind {
    /// The schema does not follow its meta-schema.
    InvalidSchema = 1,
    /// A reference names what is not there.
    UnresolvedReference = 2,
    /// The draft is none of those supported.
    UnknownDraft = 3,
    /// Something is not of the shape that is taken.
    BadDefinition = 5,
}

/// Why a schema cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaFault {
    /// What kind of fault it is.
    pub kind: SchemaFaultKind,
    /// What is wrong.
    pub why: String,
    /// Where in the schema.
    pub pointer: Option<String>,
}

impl SchemaFault {
    #[cold]
    pub(super) const fn new(kind: SchemaFaultKind, why: String) -> Self {
        Self { kind, why, pointer: None }
    }

    #[cold]
    pub(super) const fn at(pointer: String, why: String) -> Self {
        Self { kind: SchemaFaultKind::InvalidSchema, why, pointer: Some(pointer) }
    }
}

impl fmt::Display for SchemaFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.pointer {
            Some(pointer) => write!(out, "{} at '{pointer}'", self.why),
            None => out.write_str(&self.why),
        }
    }
}

impl std::error::Error for SchemaFault {}

/// A reference that leads nowhere.
#[cold]
pub fn of_reference(error: &ReferencingError) -> SchemaFault {
    let kind = SchemaFaultKind::UnresolvedReference;
    let why = match error {
        ReferencingError::Unretrievable { uri, source } => {
            // A document that is there, and at fault itself.
            if let Some(fault) = source.downcast_ref::<SchemaFault>() {
                return fault.clone();
            }
            format!("there is no document '{}': give it to compile()", uri.trim_end_matches('#'))
        }
        ReferencingError::PointerToNowhere { pointer }
        | ReferencingError::InvalidPercentEncoding { pointer, .. }
        | ReferencingError::InvalidArrayIndex { pointer, .. } => {
            format!("a reference points to '{pointer}', where nothing is")
        }
        ReferencingError::NoSuchAnchor { anchor } | ReferencingError::InvalidAnchor { anchor } => {
            format!("a reference names the anchor '{anchor}', which is nowhere")
        }
        ReferencingError::InvalidUri(error) => format!("'{}' is no URI reference", uri(error)),
        ReferencingError::UnknownSpecification { specification: uri }
        | ReferencingError::CircularMetaschema { uri } => {
            return SchemaFault::new(SchemaFaultKind::UnknownDraft, format!("there is no meta-schema '{uri}'"));
        }
    };
    SchemaFault::new(kind, why)
}

fn uri(error: &referencing::UriError) -> &str {
    match error {
        referencing::UriError::Parse { uri, .. } | referencing::UriError::Resolve { uri, .. } => uri,
    }
}

/// What only compiling finds, in a schema that follows its meta-schema.
#[cold]
pub fn of_build(error: &ValidationError<'_>) -> SchemaFault {
    let pointer = error.instance_path().as_str().to_owned();
    match error.kind() {
        ValidationErrorKind::Referencing(error) => of_reference(error),
        ValidationErrorKind::Format { format } if format == "regex" => {
            let pattern = error.instance().as_str().map_or_else(|| error.instance().to_string(), str::to_owned);
            SchemaFault::at(pointer, format!("'{pattern}' is no regular expression"))
        }
        ValidationErrorKind::Custom { message, .. } => SchemaFault::at(pointer, message.clone()),
        kind => SchemaFault::at(pointer, format!("does not follow the meta-schema: {}", words::message(kind))),
    }
}

/// A schema at odds with its meta-schema; `document` is its name if it is a registered one.
#[cold]
pub fn of_meta_schema(document: Option<&str>, pointer: String, message: &str) -> SchemaFault {
    let what = document.map(|uri| format!("'{uri}' ")).unwrap_or_default();
    SchemaFault::at(pointer, format!("{what}does not follow the meta-schema: {message}"))
}

/// A value of a schema as an error quotes it.
pub fn quoted(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
