//! JSON Schema: schemas compiled once, values of any representation checked by them in place. The crate `jsonschema` does the work; what is
//! ours is what all backends agree on: which errors are told, in which order and words, and that no reference leaves the process.

mod document;
mod draft;
mod empty;
mod fault;
mod names;
mod number;
mod order;
mod report;
mod source;
mod subschemas;
#[cfg(test)]
mod tests;
mod tree;
mod words;

use jsonschema::{PatternOptions, ValidationOptions, Validator};
use referencing::SPECIFICATIONS;
use source::Documents;
use std::borrow::Cow;

pub use document::{MAX_DEPTH, parse};
pub use draft::Draft;
pub use empty::{is_mark, settle as settle_empty_arrays};
pub use fault::{SchemaFault, SchemaFaultKind};
pub use jsonschema::JsonType;
pub use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object, SerdeJson, cmp, unique};
pub use jsonschema_value::LazyInstance;
pub use number::SchemaNumber;
pub use report::{SchemaError, push_segment};
pub use serde_json::{Map, Number, Value};
pub use tree::{InTree, Tree, TreeArray, TreeNode, TreeObject};

/// How often a pattern with lookaround or back-references may try again on one value. Others take linear time and are not counted.
const BACKTRACK_LIMIT: usize = 1_000_000;
/// How large a pattern may become, in bytes.
const PATTERN_SIZE: usize = 10 << 20;

/// What a schema is compiled with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The draft of schemas that do not name theirs.
    pub draft: Draft,
    /// Whether `format` is checked.
    pub formats: bool,
    /// Schemas that references may name, by absolute URI.
    pub documents: Vec<(String, Value)>,
    /// Whether values may be array and object at once; see [`JsonSchema::compile`].
    pub has_both: bool,
}

/// A pattern that needs too long: whether the value follows the schema is not known. Holds the pointer to the string at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided(pub String);

/// A compiled schema for values of one representation.
pub struct JsonSchema<F: Json> {
    validator: Validator<F>,
    /// Whether some pattern may backtrack, so that a check may remain undecided.
    may_backtrack: bool,
}

impl<F: Json> std::fmt::Debug for JsonSchema<F> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("JsonSchema").field("may_backtrack", &self.may_backtrack).finish_non_exhaustive()
    }
}

impl<F: Json> JsonSchema<F> {
    /// Compiles a schema. With `has_both`, a value that answers `as_array()` and `as_object()`, and calls itself an array, is taken for both;
    /// its representation must find nothing equal that [`is_mark`] knows.
    ///
    /// # Errors
    /// If it does not follow its meta-schema or names what is not there.
    pub fn compile(schema: &Value, options: &Options) -> Result<Self, SchemaFault> {
        let draft = draft::of(schema, options)?;
        let documents = Documents::new(options, draft)?;
        report::check_schema(schema, draft, None)?;
        let mut schema = Cow::Borrowed(schema);
        if options.has_both {
            empty::admit(schema.to_mut());
        }
        if source::has_empty_reference(&schema) {
            source::settle_references(schema.to_mut());
        }
        let validator = ValidationOptions::<_, F>::default()
            .with_draft(draft.into())
            .with_registry(&SPECIFICATIONS)
            .with_retriever(documents)
            .should_validate_formats(options.formats)
            .with_pattern_options(
                PatternOptions::fancy_regex().backtrack_limit(BACKTRACK_LIMIT).size_limit(PATTERN_SIZE),
            )
            // Annotations, in every draft.
            .without_content_encoding_support("base64")
            .without_content_media_type_support("application/json")
            .build(&schema)
            .map_err(|error| fault::of_build(&error))?;
        let mut documents = options.documents.iter().map(|(_, document)| document);
        let may_backtrack = source::may_backtrack(&schema) || documents.any(source::may_backtrack);
        Ok(Self { validator, may_backtrack })
    }

    /// Whether a value follows the schema.
    ///
    /// # Errors
    /// If a pattern takes too long to be sure.
    #[inline]
    pub fn is_valid<'i>(&'i self, value: F::Node<'i>) -> Result<bool, Undecided> {
        if !self.may_backtrack {
            return Ok(self.validator.is_valid(value));
        }
        Ok(self.validator.is_valid(value.clone()) || self.errors(value)?.is_empty())
    }

    /// What is wrong with a value, in the order that all backends agree on; nothing if it follows the schema.
    ///
    /// # Errors
    /// If a pattern takes too long to be sure.
    pub fn errors<'i>(&'i self, value: F::Node<'i>) -> Result<Vec<SchemaError>, Undecided> {
        let errors = self.validator.iter_errors(value.clone());
        report::report(errors, |pointers| names::names_at::<F>(value, pointers))
    }
}
