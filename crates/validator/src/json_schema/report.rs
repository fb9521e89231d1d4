//! From the errors that `jsonschema` finds to those that all backends tell. docs/json-schema.md says which these are.

use super::names::names_at;
use super::{Draft, SchemaFault, SerdeJson, Undecided, Value, empty, fault, order, subschemas, words};
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const ADDITIONAL_PROPERTIES: &str = "additionalProperties";

/// One error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    /// The pointer to the value at fault.
    pub pointer: String,
    /// The keyword; `false` for the schema `false`.
    pub keyword: String,
    /// The pointer to the keyword, by the way that was gone.
    pub schema_pointer: String,
    /// What is wrong, in English.
    pub message: String,
}

/// Appends a name to a pointer.
pub fn push_segment(pointer: &mut String, name: &str) {
    pointer.push('/');
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The names of the objects at some pointers into the value that was checked.
type Names = HashMap<String, Vec<String>>;

/// Puts the errors of a check in their form and order; `names` gives the names of the objects at some pointers.
pub fn report<'e>(
    found: impl Iterator<Item = ValidationError<'e>>,
    names: impl FnOnce(&[&str]) -> Names,
) -> Result<Vec<SchemaError>, Undecided> {
    let found: Vec<_> = found.collect();
    let undecided = |error: &&ValidationError<'_>| {
        matches!(error.kind(), Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. })
    };
    if let Some(error) = found.iter().find(undecided) {
        return Err(Undecided(error.instance_path().as_str().to_owned()));
    }
    let pointers = found.iter().filter(|error| is_told_by_name(error)).map(|error| error.instance_path().as_str());
    let pointers: Vec<_> = pointers.collect();
    let names = if pointers.is_empty() { Names::new() } else { names(&pointers) };
    let places = Places::of(&found);
    let mut errors = Vec::with_capacity(found.len());
    for error in &found {
        if !is_unevaluated(error) || !places.have_other_than(error) {
            tell(error, &names, &mut errors);
        }
    }
    errors.sort_by(|one, other| {
        order::compare(&one.pointer, &other.pointer)
            .then_with(|| order::compare(&one.schema_pointer, &other.schema_pointer))
            .then_with(|| one.message.cmp(&other.message))
    });
    errors.dedup();
    Ok(errors)
}

/// Whether an error of an object is told of each of its names: where no keyword beside `additionalProperties` names properties, that is found
/// like any other schema `false`.
fn is_told_by_name(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), Kind::FalseSchema)
        && subschemas::ends_with(error.evaluation_path().as_str(), ADDITIONAL_PROPERTIES)
}

fn is_unevaluated(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), Kind::UnevaluatedItems { .. } | Kind::UnevaluatedProperties { .. })
}

/// By the place of each keyword that failed, the pointers to the values at fault; nothing where nobody will ask.
struct Places<'f>(BTreeMap<&'f str, BTreeSet<&'f str>>);

impl<'f> Places<'f> {
    fn of(found: &'f [ValidationError<'_>]) -> Self {
        let mut places: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        if found.iter().any(is_unevaluated) {
            for error in found {
                places.entry(error.evaluation_path().as_str()).or_default().insert(error.instance_path().as_str());
            }
        }
        Self(places)
    }

    /// Whether the schema object that an `unevaluated…` stands in has another error about the same value: what counts as evaluated is certain
    /// only where nothing else failed.
    fn have_other_than(&self, error: &ValidationError<'_>) -> bool {
        let (value, place) = (error.instance_path().as_str(), error.evaluation_path().as_str());
        let schema = place.rsplit_once('/').map_or("", |(schema, _)| schema);
        let beneath = format!("{value}/");
        let is_about_value = |pointers: &BTreeSet<&str>| {
            let next = pointers.range(beneath.as_str()..).next();
            pointers.contains(value) || next.is_some_and(|pointer| pointer.starts_with(&beneath))
        };
        let same_begin = self.0.range(schema..).take_while(|(other, _)| other.starts_with(schema));
        same_begin
            .filter(|(other, _)| **other != place && is_within(other, schema))
            .any(|(_, pointers)| is_about_value(pointers))
    }
}

/// Whether a pointer is another one or goes on from it.
fn is_within(pointer: &str, other: &str) -> bool {
    pointer.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Adds what is told of one error that was found.
fn tell(error: &ValidationError<'_>, names: &Names, errors: &mut Vec<SchemaError>) {
    let pointer = error.instance_path().as_str();
    let place = match error.kind() {
        // Its own place knows the references beneath `propertyNames`.
        Kind::PropertyNames { error } => error.evaluation_path().as_str(),
        _ => error.evaluation_path().as_str(),
    };
    let (keyword, schema_pointer) = keyword(error.kind(), place);
    let message = words::message(error.kind());
    let mut push = |pointer: String, keyword: &str| {
        errors.push(SchemaError {
            pointer,
            keyword: keyword.to_owned(),
            schema_pointer: schema_pointer.clone(),
            message: message.clone(),
        });
    };
    match error.kind() {
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            unexpected.iter().for_each(|name| push(within(pointer, name), keyword));
        }
        _ if is_told_by_name(error) => {
            let names = names.get(pointer).into_iter().flatten();
            names.for_each(|name| push(within(pointer, name), ADDITIONAL_PROPERTIES));
        }
        _ => push(pointer.to_owned(), keyword),
    }
}

fn within(pointer: &str, name: &str) -> String {
    let mut pointer = pointer.to_owned();
    push_segment(&mut pointer, name);
    pointer
}

/// The keyword that failed and its place.
fn keyword<'k>(kind: &'k Kind, place: &'k str) -> (&'k str, String) {
    let (schema, last) = place.rsplit_once('/').unwrap_or(("", place));
    match kind {
        Kind::FalseSchema => ("false", place.to_owned()),
        Kind::PropertyNames { error } => keyword(error.kind(), place),
        kind @ Kind::AnyOf { .. } if empty::types_of(kind).is_some() => ("type", empty::place_of_type(place)),
        // Whichever of the bounds was missed.
        Kind::Contains => ("contains", format!("{schema}/contains")),
        // `dependentRequired` and `dependencies` are told from `required` by their place.
        Kind::Required { .. } => (last, place.to_owned()),
        kind => (kind.keyword(), place.to_owned()),
    }
}

/// Checks a schema, or a registered document, by its meta-schema.
pub fn check_schema(schema: &Value, draft: Draft, document: Option<&str>) -> Result<(), SchemaFault> {
    let validator = match draft {
        Draft::Draft4 => jsonschema::draft4::meta::validator(),
        Draft::Draft6 => jsonschema::draft6::meta::validator(),
        Draft::Draft7 => jsonschema::draft7::meta::validator(),
        Draft::Draft201909 => jsonschema::draft201909::meta::validator(),
        Draft::Draft202012 => jsonschema::draft202012::meta::validator(),
    };
    if validator.is_valid(schema) {
        return Ok(());
    }
    let first = report(validator.iter_errors(schema), |pointers| names_at::<SerdeJson>(schema, pointers))
        .ok()
        .and_then(|errors| errors.into_iter().next());
    let (pointer, message) = first.map_or_else(Default::default, |error| (error.pointer, error.message));
    Err(fault::of_meta_schema(document, pointer, &message))
}
