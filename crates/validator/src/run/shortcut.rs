//! Taking the shortcut through a field's rules.

use super::text::{EXACT, has_format, is_url};
use crate::input::{Array, Value, View};
use crate::rules::format::email;
use crate::rules::string;
use crate::schema::{Field, Rule, Shortcut};

/// Whether a field's shortcut accepts a value.
#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "bounds beyond the exact ones are beyond the value, too")]
pub(super) fn accepts<'a, V: Value<'a>>(field: &Field, value: V) -> bool {
    match (&field.shortcut, value.view()) {
        (Shortcut::Text { least, most, rules }, View::String(text)) => {
            // What begins with another byte than a space is not blank.
            text.first().is_some_and(|first| *first > b' ')
                && has_length(text, *least, *most)
                && rules.iter().all(|&at| field.checks.steps.get(at).is_some_and(|step| is_form(&step.rule, text)))
        }
        (Shortcut::Integer { least, most } | Shortcut::Number { least, most }, View::Int(value)) => {
            (*least..=*most).contains(&value)
        }
        (Shortcut::Number { least, most }, View::Float(value)) => {
            value.abs() < EXACT && *least as f64 <= value && value <= *most as f64
        }
        (Shortcut::Boolean, View::Bool(_)) => true,
        (Shortcut::Array { least, most }, View::Array(array)) => (*least..=*most).contains(&array.len()),
        _ => false,
    }
}

/// Whether a text that is not empty has so many code points.
#[inline(always)]
fn has_length(text: &[u8], least: usize, most: usize) -> bool {
    // There are no more of them than bytes.
    (least <= 1 && text.len() <= most) || (least..=most).contains(&string::length(text))
}

#[inline(always)]
fn is_form(rule: &Rule, text: &[u8]) -> bool {
    match rule {
        Rule::Pattern { pattern, .. } => pattern.is_match(text),
        Rule::In { choices, .. } => choices.contain(text),
        Rule::Format(format) => has_format(*format, text),
        Rule::Url(rule) => is_url(rule, text),
        Rule::Email(rule) => rule.modes.iter().all(|&mode| email::is_email(text, mode)),
        _ => false,
    }
}
