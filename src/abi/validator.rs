//! Rules that are compiled once, and JSON documents that are checked by them.

mod definition;
mod host;
mod options;
mod validated;

pub use options::{ValidationOptions, highper_validation_options_init};

use super::error::{Error, refuse};
use super::findings::{self, Finding};
use super::guard::{Output, guard, hand_out, optional_text, release, shared, text};
use super::status::Status;
use super::text::OwnedText;
use highper_validator::input::json::{Document, JsonArray};
use highper_validator::{Failure, Report, Schema};
use host::{Alone, Undecided};
use std::ffi::c_char;

/// Compiled rules. Immutable.
pub struct Validator(Schema);

impl From<Undecided> for Status {
    fn from(_: Undecided) -> Self {
        Self::Undecided
    }
}

/// Compiles rules. What they mean is in docs/validator.md.
///
/// `rules`: a JSON object of rules by field. Those of a field are a text, "required|string|max:50", or an array whose elements are rules as
/// texts, "max:50", or as arrays of a name and parameters, ["in", "a", "b"]; of `any_of` the parameters are rules again.
/// `settings`: NULL, or a JSON object with texts: {"messages": {"field.rule": text, "rule": text, ...}, "attributes": {field: text, ...}}.
/// Messages may be nested, and "@language" among them is the tag of the language that their plural forms are of.
/// `validator`: gets the handle, to be given to highper_validator_free().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: a text is no JSON, or a rule is unknown or does not fit. Nobody can be called back, so
/// rules that need a database, a file or the network are refused; so are `timezone`, whose names are not known here, and `enum`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_validator_compile(
    rules: *const c_char,
    rules_length: usize,
    settings: *const c_char,
    settings_length: usize,
    validator: *mut *mut Validator,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (rules, settings) = unsafe { (text(rules, rules_length)?, optional_text(settings, settings_length)?) };
        // SAFETY: as above.
        let (validator, error) = unsafe { (Output::new(validator)?, Output::optional(error)?) };
        match definition::compile(rules, settings) {
            Ok(schema) => {
                validator.write(hand_out(Validator(schema)));
                Ok(())
            }
            Err(reason) => Err(refuse(reason, error)),
        }
    })
}

/// Tells whether a JSON document follows the rules. Ends at the first failure.
///
/// HIGHPER_STATUS_UNDECIDED if only PHP can tell, which is so of dates in words, of date formats with names or zones, and of `regex_pcre`; never where the
/// answer does not depend on such a value.
///
/// `options`: NULL for the defaults.
/// `json`: the document; one that is neither an object nor an array follows no rules.
/// `passes`: gets the answer.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the text is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_validator_passes(
    validator: *const Validator,
    options: *const ValidationOptions,
    json: *const c_char,
    length: usize,
    passes: *mut bool,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (validator, options, json) = unsafe { (shared(validator)?, options::read(options)?, text(json, length)?) };
        // SAFETY: as above.
        let (passes, error) = unsafe { (Output::new(passes)?, Output::optional(error)?) };
        let document = match Document::parse(json) {
            Ok(document) => document,
            Err(reason) => return Err(refuse(reason, error)),
        };
        passes.write(match document.table() {
            Some(data) => validator.0.passes(data, &options, &mut Alone)?,
            None => false,
        });
        Ok(())
    })
}

/// Checks a JSON document: HIGHPER_STATUS_OK if it follows the rules, HIGHPER_STATUS_REFUSED if it does not or is no JSON, and
/// HIGHPER_STATUS_UNDECIDED as for highper_validator_passes().
///
/// `options`, `json`: as for highper_validator_passes().
/// `validated`: NULL, or gets what the rules name of the document as JSON, to be given to highper_string_free(): what no rule names is
/// dropped, excluded fields are left out, `trim` and `cast` are applied. An object stays one, an array becomes an object where elements before its last are left
/// out. `cast:date` leaves texts as they are, since JSON knows no dates.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED. Its code is 422 if the document does not follow the rules, and highper_error_report()
/// tells everything; otherwise it is a fault of JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_validator_check(
    validator: *const Validator,
    options: *const ValidationOptions,
    json: *const c_char,
    length: usize,
    validated: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (validator, options, json) = unsafe { (shared(validator)?, options::read(options)?, text(json, length)?) };
        // SAFETY: as above.
        let (validated, error) = unsafe { (Output::optional(validated)?, Output::optional(error)?) };
        let document = match Document::parse(json) {
            Ok(document) => document,
            Err(reason) => return Err(refuse(reason, error)),
        };
        let Some(data) = document.table() else { return Err(refuse(findings::error(&[no_table()]), error)) };
        let Validator(schema) = validator;
        let mut report = Report::default();
        schema.check(data, &options, &mut Alone, &mut report)?;
        if !report.is_ok() {
            if let Some(error) = error {
                let findings: Vec<Finding> = report.failures(schema).map(|failure| finding(&failure, data)).collect();
                error.write(hand_out(findings::error(&findings)));
            }
            return Err(Status::Refused);
        }
        if let Some(validated) = validated {
            validated.write(OwnedText::give(validated::write(schema, data, &report)?));
        }
        Ok(())
    })
}

/// Frees a validator. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_validator_free(validator: *mut Validator) {
    // SAFETY: the caller promises what `release` asks for.
    unsafe { release(validator) };
}

fn finding(failure: &Failure<'_>, data: JsonArray<'_>) -> Finding {
    let message = |at| {
        let mut message = Vec::new();
        failure.write_message(at, data, &mut message);
        message
    };
    Finding {
        field: failure.path().into(),
        rule: failure.rule().into(),
        parameters: failure.parameters(),
        messages: (0..failure.message_count()).map(message).collect(),
    }
}

/// What is wrong with a document in which no field can be.
fn no_table() -> Finding {
    Finding {
        field: Vec::new(),
        rule: b"array".to_vec(),
        parameters: Vec::new(),
        messages: vec![b"The data must be an object or an array".to_vec()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_threads_may_use_a_validator() {
        const fn may_be_shared<T: Send + Sync>() {}
        may_be_shared::<Validator>();
    }
}
