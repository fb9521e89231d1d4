//! From what `JsonSchema::compile()` is given to a schema, and what SchemaException says.

use super::schema_value::{Php, to_value};
use crate::ext::exception;
use crate::ext::json::throw_fault;
use crate::zval::array::{Array, Key, new_string};
use crate::zval::guard::{cold, kept};
use crate::zval::json_check::{MAX_DEPTH, Unwritable, check as check_value};
use crate::zval::json_value::{JsonValue, StackUsedUp};
use crate::zval::value::{IS_ARRAY, IS_FALSE, IS_OBJECT, IS_STRING, IS_TRUE, Raw};
use ext_php_rs::ffi::HashTable;
use highper_serializer::json::{Error, ErrorKind};
use highper_validator::json_schema::{
    Draft, JsonSchema, Options, SchemaFault, SchemaFaultKind, Undecided, Value, parse as parse_text,
    settle_empty_arrays,
};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

// SchemaException's constants; 1 to 3 and 5 are the engine's.
const BAD_VALUE: i64 = 4;
pub const BAD_DEFINITION: i64 = 5;

/// What ends a call early. A text with a fault is not owned.
pub enum Fault<'f> {
    Json(Error, &'f [u8]),
    Schema { code: i64, why: Vec<u8>, pointer: Option<Vec<u8>> },
}

impl Fault<'_> {
    fn definition(why: Vec<u8>) -> Self {
        Self::Schema { code: BAD_DEFINITION, why, pointer: None }
    }

    /// Throws it. For use within a cold handler.
    #[cold]
    pub fn throw(self) {
        match self {
            Self::Json(error, json) => throw_fault(&exception::JSON, error, json),
            Self::Schema { code, why, pointer } => throw(code, &why, pointer.as_deref()),
        }
    }
}

impl From<SchemaFault> for Fault<'_> {
    fn from(fault: SchemaFault) -> Self {
        let SchemaFault { kind, why, pointer } = fault;
        Self::Schema { code: kind as i64, why: why.into(), pointer: pointer.map(Into::into) }
    }
}

impl From<Box<Unwritable>> for Fault<'_> {
    fn from(unwritable: Box<Unwritable>) -> Self {
        let pointer = unwritable.pointer();
        Self::Schema { code: BAD_VALUE, why: unwritable.why, pointer }
    }
}

/// Throws a SchemaException.
#[cold]
pub fn throw(code: i64, why: &[u8], pointer: Option<&[u8]>) {
    let message = match pointer {
        Some(pointer) => [why, b" at '", pointer, b"'"].concat(),
        None => why.into(),
    };
    let message = kept(message);
    let pointer = pointer.map_or(Raw::NULL, new_string);
    exception::throw(&exception::SCHEMA, &message, code, &[("pointer", pointer)]);
}

/// Throws for a value that cannot be written as JSON.
#[cold]
pub fn throw_unwritable(unwritable: Box<Unwritable>) {
    cold(|| Fault::from(unwritable).throw());
}

/// Says that nothing is known of a value.
#[cold]
pub fn throw_undecided(undecided: Option<Undecided>) {
    cold(|| match undecided {
        Some(Undecided(pointer)) => {
            let pointer = kept(pointer);
            throw(BAD_VALUE, b"a pattern takes too long on the value", Some(pointer.as_bytes()));
        }
        None => throw(BAD_VALUE, b"the value is nested too deeply for the stack", None),
    });
}

/// A JSON text, as the decoder reads it; the empty one is no document.
fn read_text(json: &[u8]) -> Result<Value, Fault<'_>> {
    if json.is_empty() {
        return Err(Fault::Json(Error { kind: ErrorKind::Syntax, offset: 0 }, json));
    }
    parse_text(json).map_err(|error| Fault::Json(error, json))
}

/// A schema as the caller gives it; `None` if it is of no type that is taken.
///
/// # Safety
/// The value is alive as long as `'f`.
unsafe fn read_schema<'f>(given: Raw) -> Result<Option<Value>, Fault<'f>> {
    // SAFETY: as promised.
    unsafe {
        let given = given.dereferenced();
        match given.kind() {
            IS_STRING => read_text(given.bytes()).map(Some),
            IS_TRUE => Ok(Some(Value::Bool(true))),
            IS_FALSE => Ok(Some(Value::Bool(false))),
            IS_ARRAY | IS_OBJECT => {
                check_value(given, false).map_err(|unwritable| match unwritable.pointer() {
                    Some(_) => Fault::from(unwritable),
                    None => Fault::definition(format!("the schema is nested deeper than {MAX_DEPTH} levels").into()),
                })?;
                let mut schema = to_value(JsonValue::new(given, false));
                settle_empty_arrays(&mut schema);
                Ok(Some(schema))
            }
            _ => Ok(None),
        }
    }
}

/// The registered documents.
///
/// # Safety
/// The array is alive as long as `'f`.
unsafe fn read_documents<'f>(table: *mut HashTable) -> Result<Vec<(String, Value)>, Fault<'f>> {
    let mut documents = Vec::new();
    if table.is_null() {
        return Ok(documents);
    }
    for (key, given) in Array(table).iter() {
        let uri = match key {
            Key::Name(name) => String::from_utf8_lossy(name).into_owned(),
            Key::Index(index) => index.cast_signed().to_string(),
        };
        // SAFETY: an element of a live array.
        let Some(document) = (unsafe { read_schema(given)? }) else {
            let what = b"a schema must be an array, an object, a bool or a JSON text, ";
            // SAFETY: as above.
            return Err(Fault::definition([&what[..], &unsafe { given.type_name() }, b" given"].concat()));
        };
        documents.push((uri, document));
    }
    Ok(documents)
}

/// Compiles what `compile()` was given.
///
/// # Safety
/// All is alive as long as `'f`.
pub unsafe fn build<'f>(
    given: Raw,
    documents: *mut HashTable,
    formats: bool,
    draft: Option<&[u8]>,
) -> Result<JsonSchema<Php>, Fault<'f>> {
    // SAFETY: as promised.
    unsafe {
        let draft = match draft {
            Some(name) => Draft::named(&String::from_utf8_lossy(name))?,
            None => Draft::default(),
        };
        let schema = read_schema(given)?.unwrap_or(Value::Null);
        let options = Options { draft, formats, documents: read_documents(documents)?, has_both: true };
        match guarded(|| JsonSchema::compile(&schema, &options)) {
            Some(compiled) => Ok(compiled?),
            None => Err(Fault::definition(b"the schema is nested too deeply for the stack".into())),
        }
    }
}

/// Runs what may use up the stack; `None` if it has.
pub fn guarded<T>(body: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(answer) => Some(answer),
        Err(panic) if panic.is::<StackUsedUp>() => None,
        Err(panic) => resume_unwind(panic),
    }
}

const _: () = assert!(SchemaFaultKind::BadDefinition as i64 == BAD_DEFINITION);
