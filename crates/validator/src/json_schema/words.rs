//! The message of each keyword. They complete a sentence that begins with the value; docs/json-schema.md has the table.

use super::{Number, Value, empty};
use highper_serializer::json::encode;
use jsonschema::JsonTypeSet;
use jsonschema::error::{TypeKind, ValidationErrorKind};

/// The message of an error.
#[cold]
pub fn message(kind: &ValidationErrorKind) -> String {
    use ValidationErrorKind as Kind;
    match kind {
        Kind::FalseSchema | Kind::AdditionalProperties { .. } | Kind::UnevaluatedProperties { .. } => {
            "is not allowed".to_owned()
        }
        Kind::Type { kind } => of_type(kind),
        Kind::Enum { .. } => "must be one of the values listed".to_owned(),
        Kind::Constant { .. } => "must be the one value allowed".to_owned(),
        Kind::Minimum { limit } => format!("must be at least {}", bound(limit)),
        Kind::Maximum { limit } => format!("must be at most {}", bound(limit)),
        Kind::ExclusiveMinimum { limit } => format!("must be greater than {}", bound(limit)),
        Kind::ExclusiveMaximum { limit } => format!("must be less than {}", bound(limit)),
        Kind::MultipleOf { multiple_of } => format!("must be a multiple of {}", float(*multiple_of)),
        Kind::MinLength { limit } => at_least(*limit, "character", "characters"),
        Kind::MaxLength { limit } => at_most(*limit, "character", "characters"),
        Kind::Pattern { pattern } => format!("must match the pattern '{pattern}'"),
        Kind::Format { format } => format!("must be of the format '{format}'"),
        Kind::MinItems { limit } => at_least(*limit, "item", "items"),
        Kind::MaxItems { limit } => at_most(*limit, "item", "items"),
        Kind::AdditionalItems { limit } => at_most(u64::try_from(*limit).unwrap_or(u64::MAX), "item", "items"),
        Kind::UnevaluatedItems { .. } => "has items that are not allowed".to_owned(),
        Kind::UniqueItems => "must not have an item twice".to_owned(),
        Kind::Contains => "must have items that match, as many as asked for".to_owned(),
        Kind::MinProperties { limit } => at_least(*limit, "property", "properties"),
        Kind::MaxProperties { limit } => at_most(*limit, "property", "properties"),
        Kind::Required { property } => format!("must have the property '{}'", super::fault::quoted(property)),
        kind @ Kind::AnyOf { .. } if let Some(types) = empty::types_of(kind) => types_message(types),
        Kind::AnyOf { .. } => "must match at least one of the alternatives".to_owned(),
        Kind::OneOfNotValid { .. } | Kind::OneOfMultipleValid { .. } => {
            "must match exactly one of the alternatives".to_owned()
        }
        Kind::Not { .. } => "must not match what is excluded".to_owned(),
        Kind::PropertyNames { error } => format!("the name of a property {}", message(error.kind())),
        // Annotations here, and what ends a check instead.
        Kind::ContentEncoding { .. }
        | Kind::ContentMediaType { .. }
        | Kind::FromUtf8 { .. }
        | Kind::Referencing(_)
        | Kind::BacktrackLimitExceeded { .. }
        | Kind::RegexEngineFailure { .. } => "is not valid".to_owned(),
        Kind::Custom { message, .. } => message.clone(),
    }
}

fn of_type(kind: &TypeKind) -> String {
    let types = match kind {
        TypeKind::Single(kind) => JsonTypeSet::from(*kind),
        TypeKind::Multiple(types) => *types,
    };
    types_message(types)
}

/// What is said of a value of another type than these.
pub fn types_message(types: JsonTypeSet) -> String {
    let names = types.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    if types.len() == 1 { format!("must be of type {names}") } else { format!("must be of one of the types {names}") }
}

fn at_least(limit: u64, one: &str, many: &str) -> String {
    format!("must have at least {limit} {}", if limit == 1 { one } else { many })
}

fn at_most(limit: u64, one: &str, many: &str) -> String {
    format!("must have at most {limit} {}", if limit == 1 { one } else { many })
}

fn bound(limit: &Value) -> String {
    match limit {
        Value::Number(number) => of_number(number),
        other => other.to_string(),
    }
}

fn of_number(number: &Number) -> String {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(integer), ..) => integer.to_string(),
        (_, Some(integer), _) => integer.to_string(),
        (_, _, Some(value)) => float(value),
        _ => number.to_string(),
    }
}

/// A float as json_encode() writes it.
fn float(value: f64) -> String {
    let mut text = Vec::new();
    encode::double(&mut text, value, 0);
    String::from_utf8(text).unwrap_or_default()
}
