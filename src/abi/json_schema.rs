//! JSON Schemas that are compiled once, and JSON documents that are checked by them.

use super::error::{Error, refuse};
use super::findings::{self, Finding};
use super::guard::{Output, guard, hand_out, optional_text, release, shared, text};
use super::status::Status;
use highper_validator::json_schema::{
    Draft, InTree, JsonSchema as Compiled, Options, SchemaError, Tree, Undecided, Value, parse,
};
use std::ffi::c_char;

/// A compiled JSON Schema. Immutable.
pub struct JsonSchema(Compiled<InTree>);

impl From<Undecided> for Status {
    fn from(_: Undecided) -> Self {
        Self::Undecided
    }
}

/// Compiles a JSON Schema. What is supported is in docs/json-schema.md.
///
/// `schema`: its JSON text.
/// `settings`: NULL, or a JSON object of which every member may be missing: {"draft": "4" | "6" | "7" | "2019-09" | "2020-12", "formats": boolean,
/// "documents": {URI: schema, ...}}. The draft is that of schemas without "$schema", 2020-12 if it is missing; without formats, "format" is an annotation;
/// documents are what "$ref" may name. Nothing is ever fetched.
/// `json_schema`: gets the handle, to be given to highper_json_schema_free().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: a text is no JSON, or the schema does not follow its meta-schema or names what is not there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_json_schema_compile(
    schema: *const c_char,
    schema_length: usize,
    settings: *const c_char,
    settings_length: usize,
    json_schema: *mut *mut JsonSchema,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (schema, settings) = unsafe { (text(schema, schema_length)?, optional_text(settings, settings_length)?) };
        // SAFETY: as above.
        let (json_schema, error) = unsafe { (Output::new(json_schema)?, Output::optional(error)?) };
        match compile(schema, settings) {
            Ok(compiled) => {
                json_schema.write(hand_out(JsonSchema(compiled)));
                Ok(())
            }
            Err(reason) => Err(refuse(reason, error)),
        }
    })
}

/// Tells whether a JSON document follows the schema. HIGHPER_STATUS_UNDECIDED if a pattern takes too long on a value to be sure.
///
/// Checking goes as deep as the document and, at each level, as the schema's combinators: for schemas that refer to themselves and have dozens of
/// combinators within each other, the calling thread needs the 8 MiB of stack that main threads have.
///
/// `passes`: gets the answer.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the text is no JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_json_schema_passes(
    json_schema: *const JsonSchema,
    json: *const c_char,
    length: usize,
    passes: *mut bool,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (json_schema, json) = unsafe { (shared(json_schema)?, text(json, length)?) };
        // SAFETY: as above.
        let (passes, error) = unsafe { (Output::new(passes)?, Output::optional(error)?) };
        match Tree::parse(json) {
            Ok(tree) => {
                passes.write(json_schema.0.is_valid(tree.root())?);
                Ok(())
            }
            Err(reason) => Err(refuse(reason, error)),
        }
    })
}

/// Checks a JSON document: HIGHPER_STATUS_OK if it follows the schema, HIGHPER_STATUS_REFUSED if it does not or is no JSON, and
/// HIGHPER_STATUS_UNDECIDED as for highper_json_schema_passes().
///
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED. Its code is 422 if the document does not follow the schema, and highper_error_report()
/// tells everything; otherwise it is a fault of JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_json_schema_check(
    json_schema: *const JsonSchema,
    json: *const c_char,
    length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (json_schema, json) = unsafe { (shared(json_schema)?, text(json, length)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        let tree = match Tree::parse(json) {
            Ok(tree) => tree,
            Err(reason) => return Err(refuse(reason, error)),
        };
        if json_schema.0.is_valid(tree.root())? {
            return Ok(());
        }
        if let Some(error) = error {
            let findings: Vec<Finding> = json_schema.0.errors(tree.root())?.into_iter().map(finding).collect();
            error.write(hand_out(findings::error(&findings)));
        }
        Err(Status::Refused)
    })
}

/// Frees a JSON Schema. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_json_schema_free(json_schema: *mut JsonSchema) {
    // SAFETY: the caller promises what `release` asks for.
    unsafe { release(json_schema) };
}

fn compile(schema: &[u8], settings: Option<&[u8]>) -> Result<Compiled<InTree>, Error> {
    let schema = parse(schema)?;
    let options = match settings {
        Some(settings) => read_settings(parse(settings)?)?,
        None => Options::default(),
    };
    Ok(Compiled::compile(&schema, &options)?)
}

fn read_settings(settings: Value) -> Result<Options, Error> {
    let Value::Object(settings) = settings else { return Err(Error::of_options("the settings must be an object")) };
    let mut options = Options::default();
    for (key, value) in settings {
        match (&*key, value) {
            ("draft", Value::String(draft)) => options.draft = Draft::named(&draft)?,
            ("formats", Value::Bool(formats)) => options.formats = formats,
            ("documents", Value::Object(documents)) => options.documents = documents.into_iter().collect(),
            ("draft", _) => return Err(Error::of_options("'draft' must be a string")),
            ("formats", _) => return Err(Error::of_options("'formats' must be a boolean")),
            ("documents", _) => return Err(Error::of_options("'documents' must be an object")),
            _ => {
                let why = format!("there is no setting '{key}': draft, formats and documents are known");
                return Err(Error::of_options(&why));
            }
        }
    }
    Ok(options)
}

fn finding(error: SchemaError) -> Finding {
    let SchemaError { pointer, keyword, schema_pointer, message } = error;
    Finding {
        field: pointer.into(),
        rule: keyword.into(),
        parameters: vec![schema_pointer.into()],
        messages: vec![message.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_threads_may_use_a_schema() {
        const fn may_be_shared<T: Send + Sync>() {}
        may_be_shared::<JsonSchema>();
    }
}
