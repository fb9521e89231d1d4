//! `JsonSchema`.

use super::result::{self, validated_or_throw};
use super::schema_source::{BAD_DEFINITION, build, guarded, throw, throw_undecided, throw_unwritable};
use super::schema_value::{Php, PhpNode};
use crate::ext::exception;
use crate::ext::json::{decode_document, throw_fault, with_associative};
use crate::zval::args::{Arguments, Frame, Return, called_class, give, parse, this};
use crate::zval::call::{argument_type_error, instantiate};
use crate::zval::class::{Class, Handler};
use crate::zval::guard::{cold, hot};
use crate::zval::json_check::{MAX_DEPTH, check as check_value};
use crate::zval::json_value::JsonValue;
use crate::zval::object::{Duplicated, Embedded, Native, Traced};
use crate::zval::string;
use crate::zval::value::{IS_ARRAY, IS_FALSE, IS_OBJECT, IS_STRING, IS_TRUE, Raw};
use ext_php_rs::ffi::{HashTable, zend_string};
use highper_serializer::json::{Error, ErrorKind};
use highper_validator::json_schema::{JsonSchema, SchemaError, Undecided};
use std::ptr;
use std::sync::Arc;

/// `Contract\JsonSchemaInterface`.
pub static INTERFACE: Class = Class::new();
/// `JsonSchema`.
pub static JSON_SCHEMA: Class = Class::new();

/// Every method of JsonSchema and who handles it.
pub const METHODS: &[(&str, Handler)] = &[
    ("__construct", result::construct),
    ("compile", compile),
    ("passes", passes),
    ("passesJson", passes_json),
    ("check", check),
    ("checkJson", check_json),
    ("validate", validate),
];

/// The native part of a JsonSchema. Absent in an object that nothing compiled.
#[derive(Default)]
pub struct State {
    schema: Option<Arc<JsonSchema<Php>>>,
    traced: Vec<Raw>,
}

impl Duplicated for State {
    fn duplicate(&self) -> Self {
        Self { schema: self.schema.clone(), traced: Vec::new() }
    }
}

impl Traced for State {
    fn trace(&self, _: &mut Vec<Raw>) {}

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

impl Embedded for State {
    fn class() -> &'static Class {
        &JSON_SCHEMA
    }
}

/// `compile()`.
pub unsafe extern "C" fn compile(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: a place for each parameter; what they point at is held by the call.
        let (mut schema, mut documents) = (ptr::null_mut::<Raw>(), ptr::null_mut::<HashTable>());
        let (mut formats, mut draft) = (false, ptr::null_mut::<zend_string>());
        let places = (&raw mut schema, &raw mut documents, &raw mut formats, &raw mut draft);
        if parse!(frame, c"z|hbS!", places.0, places.1, places.2, places.3).is_none() {
            return;
        }
        let given = schema.read();
        if !matches!(given.kind(), IS_STRING | IS_TRUE | IS_FALSE | IS_ARRAY | IS_OBJECT) {
            return argument_type_error(1, c"of type object|array|string|bool", given);
        }
        // First, since a subclass's constants may have to be loaded, which runs PHP.
        let Some(object) = instantiate(called_class(frame)) else { return };
        let draft = (!draft.is_null()).then(|| string::bytes(draft));
        match build(given, documents, formats, draft) {
            Ok(schema) => {
                (*Native::<State>::of(object)).value.schema = Some(Arc::new(schema));
                give(result, Raw::object(object));
            }
            Err(fault) => {
                Raw::object(object).release();
                fault.throw();
            }
        }
    });
}

/// The schema of the call's object; throws where there is none.
#[inline(always)]
unsafe fn schema<'f>(frame: Frame) -> Option<&'f JsonSchema<Php>> {
    // SAFETY: the object is held by the call, and its schema never changes.
    let schema = unsafe { this::<State>(frame) }.schema.as_deref();
    if schema.is_none() {
        cold(|| throw(BAD_DEFINITION, b"the object was not made by compile()", None));
    }
    schema
}

/// The one argument, whatever it is; `None` if an exception was thrown.
#[inline(always)]
unsafe fn argument(frame: Frame) -> Option<Raw> {
    // SAFETY: the frame is this call's.
    unsafe {
        let arguments = Arguments::of(frame);
        if let Some(place) = arguments.value(0)
            && arguments.are_at_most(1)
        {
            return Some((*place).dereferenced());
        }
        let mut value = ptr::null_mut::<Raw>();
        parse!(frame, c"z", &raw mut value)?;
        Some(value.read().dereferenced())
    }
}

/// The one argument, a text; `None` if an exception was thrown.
#[inline(always)]
unsafe fn text<'f>(frame: Frame) -> Option<&'f [u8]> {
    // SAFETY: the frame is this call's; the text lives as long as it.
    unsafe {
        let arguments = Arguments::of(frame);
        if let Some(text) = arguments.string(0)
            && arguments.are_at_most(1)
        {
            return Some(text);
        }
        let mut text = ptr::null_mut::<zend_string>();
        parse!(frame, c"S", &raw mut text)?;
        Some(string::bytes(text))
    }
}

/// A text's value, owned, with objects as objects or as arrays; `None` if an exception was thrown.
#[inline(always)]
fn decoded(json: &[u8], flags: i64) -> Option<Raw> {
    let decoded = if json.is_empty() {
        Err(Error { kind: ErrorKind::Syntax, offset: 0 })
    } else {
        decode_document(json, flags, MAX_DEPTH)
    };
    match decoded {
        Ok(value) => Some(value),
        Err(error) => {
            throw_fault(&exception::JSON, error, json);
            None
        }
    }
}

/// Whether a value follows a schema; `None` if an exception was thrown.
///
/// # Safety
/// The value is alive.
#[inline(always)]
unsafe fn is_valid(schema: &JsonSchema<Php>, value: Raw, is_exact: bool) -> Option<bool> {
    // SAFETY: nobody changes the value meanwhile: no PHP code runs.
    unsafe {
        // What is exact has just been read from a text, and nobody else has seen it.
        if let Err(unwritable) = check_value(value, is_exact) {
            throw_unwritable(unwritable);
            return None;
        }
        let node = PhpNode::Value(JsonValue::new(value, is_exact));
        decided(guarded(|| schema.is_valid(node)))
    }
}

/// An answer, if there is one; `None` if an exception was thrown, for lack of one or of stack.
#[inline(always)]
fn decided<T>(answer: Option<Result<T, Undecided>>) -> Option<T> {
    let undecided = match answer {
        Some(Ok(answer)) => return Some(answer),
        Some(Err(undecided)) => Some(undecided),
        None => None,
    };
    throw_undecided(undecided);
    None
}

/// What is wrong with a value that [`is_valid`] has refused; `None` if an exception was thrown.
///
/// # Safety
/// The value is alive, and is what it was then.
#[cold]
unsafe fn errors(schema: &JsonSchema<Php>, value: Raw, is_exact: bool) -> Option<Vec<result::SchemaError>> {
    let found = guarded(|| {
        // SAFETY: as promised.
        schema.errors(PhpNode::Value(unsafe { JsonValue::new(value, is_exact) }))
    });
    let told = |error: SchemaError| result::SchemaError {
        pointer: error.pointer.into_bytes().into(),
        keyword: error.keyword.into_bytes().into(),
        schema_pointer: error.schema_pointer.into_bytes().into(),
        message: error.message.into_bytes().into(),
    };
    Some(decided(found)?.into_iter().map(told).collect())
}

/// `passes()`.
pub unsafe extern "C" fn passes(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; the value is held by the call.
        if let Some(value) = argument(frame)
            && let Some(schema) = schema(frame)
            && let Some(answer) = is_valid(schema, value, false)
        {
            give(result, Raw::bool(answer));
        }
    });
}

/// `passesJson()`.
pub unsafe extern "C" fn passes_json(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; the value is ours.
        let (Some(json), Some(schema)) = (text(frame), schema(frame)) else { return };
        let Some(value) = decoded(json, 0) else { return };
        let answer = is_valid(schema, value, true);
        value.release();
        if let Some(answer) = answer {
            give(result, Raw::bool(answer));
        }
    });
}

/// The result of checking a value; owned, as what it keeps is. `None` if an exception was thrown.
///
/// # Safety
/// The value is alive.
#[inline(always)]
unsafe fn checked(schema: &JsonSchema<Php>, value: Raw) -> Option<Raw> {
    // SAFETY: as promised; the result gets a reference of its own.
    unsafe {
        let errors = if is_valid(schema, value, false)? { Vec::new() } else { errors(schema, value, false)? };
        value.add_reference();
        result::of_schema(errors, value).map(Raw::object)
    }
}

/// `check()`.
pub unsafe extern "C" fn check(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; the value is held by the call.
        if let Some(value) = argument(frame)
            && let Some(schema) = schema(frame)
            && let Some(checked) = checked(schema, value)
        {
            give(result, checked);
        }
    });
}

/// `checkJson()`.
pub unsafe extern "C" fn check_json(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; the value is ours.
        let (Some(json), Some(schema)) = (text(frame), schema(frame)) else { return };
        let Some(value) = decoded(json, 0) else { return };
        let errors = is_valid(schema, value, true)
            .and_then(|is_valid| if is_valid { Some(Vec::new()) } else { errors(schema, value, true) });
        value.release();
        let Some(errors) = errors else { return };
        // What has errors does not give its value.
        let value = if errors.is_empty() { decoded(json, with_associative(0, Some(true))) } else { Some(Raw::NULL) };
        if let Some(value) = value
            && let Some(checked) = result::of_schema(errors, value)
        {
            give(result, Raw::object(checked));
        }
    });
}

/// `validate()`.
pub unsafe extern "C" fn validate(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; the value is held by the call.
        let (Some(value), Some(schema)) = (argument(frame), schema(frame)) else { return };
        match is_valid(schema, value, false) {
            Some(true) => {
                value.add_reference();
                give(result, value);
            }
            Some(false) => refuse(schema, value),
            None => {}
        }
    });
}

/// Throws the ValidationException of a value that does not follow the schema.
#[cold]
unsafe fn refuse(schema: &JsonSchema<Php>, value: Raw) {
    // SAFETY: the value is alive; the result is ours.
    unsafe {
        let Some(errors) = errors(schema, value, false) else { return };
        value.add_reference();
        let Some(object) = result::of_schema(errors, value) else { return };
        if let Some(validated) = validated_or_throw(object) {
            validated.release();
        }
        Raw::object(object).release();
    }
}
