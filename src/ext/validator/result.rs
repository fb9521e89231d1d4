//! `ValidationResult`: what a check found. Messages are written when somebody asks for them.

use super::build::PhpBuilder;
use super::fault::{throw_unmade, throw_validation};
use super::state::Compiled;
use super::value::PhpArray;
use crate::zval::args::{Frame, Return, give, none, object, parse, this};
use crate::zval::array::{Array, new_string};
use crate::zval::call::instantiate;
use crate::zval::class::Class;
use crate::zval::guard::{cold, hot};
use crate::zval::object::{Embedded, Native, Traced};
use crate::zval::object_data::initialize;
use crate::zval::value::{IS_STRING, IS_UNDEF, Raw};
use ext_php_rs::ffi::{zend_object, zend_string};
use highper_validator::Report;
use std::ptr;
use std::sync::Arc;

pub static INTERFACE: Class = Class::new();
pub static RESULT: Class = Class::new();

/// An error of a JSON Schema.
#[derive(Debug)]
pub struct SchemaError {
    /// Where in the value, as a JSON Pointer.
    pub pointer: Box<[u8]>,
    pub keyword: Box<[u8]>,
    /// Where in the schema, as a JSON Pointer.
    pub schema_pointer: Box<[u8]>,
    pub message: Box<[u8]>,
}

/// What a result is of.
#[derive(Default)]
enum Origin {
    /// Of nothing: somebody else than a validator made the object.
    #[default]
    Nothing,
    Rules(Arc<Compiled>),
    Schema(Vec<SchemaError>),
}

/// The native part of a ValidationResult.
pub struct Outcome {
    origin: Origin,
    pub report: Report,
    /// What was checked, owned.
    pub data: Raw,
    /// What errors() gives, owned; undefined until it is asked for.
    errors: Raw,
    /// Where a message is written: here, so that it is not lost if there is no memory for the string that is made of it.
    text: Vec<u8>,
    traced: Vec<Raw>,
}

impl Default for Outcome {
    fn default() -> Self {
        Self {
            origin: Origin::Nothing,
            report: Report::default(),
            data: Raw::UNDEF,
            errors: Raw::UNDEF,
            text: Vec::new(),
            traced: Vec::new(),
        }
    }
}

impl Embedded for Outcome {
    fn class() -> &'static Class {
        &RESULT
    }
}

impl Traced for Outcome {
    fn trace(&self, values: &mut Vec<Raw>) {
        values.extend([self.data, self.errors].into_iter().filter(|value| value.is_collectable()));
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

impl Drop for Outcome {
    fn drop(&mut self) {
        // A destructor may not come back: what is Rust's goes before any runs.
        self.origin = Origin::Nothing;
        self.report = Report::default();
        self.traced = Vec::new();
        self.text = Vec::new();
        for value in [std::mem::replace(&mut self.errors, Raw::UNDEF), std::mem::replace(&mut self.data, Raw::UNDEF)] {
            // SAFETY: the result owned it.
            unsafe { value.release() };
        }
    }
}

/// A result whose check is about to begin; takes the data over. `None` if an exception is on its way.
///
/// # Safety
/// The data is the caller's. The place is the object's.
#[inline(always)]
pub unsafe fn begin<'o>(compiled: &Arc<Compiled>, data: Raw) -> Option<(*mut zend_object, &'o mut Outcome)> {
    // SAFETY: the class is registered; nobody else has the object.
    unsafe {
        let object = instantiate(RESULT.get())?;
        let outcome = &mut (*Native::<Outcome>::of(object)).value;
        outcome.origin = Origin::Rules(Arc::clone(compiled));
        outcome.data = data;
        Some((object, outcome))
    }
}

/// Notes the verdict of a check that has ended.
///
/// # Safety
/// The object was made by [`begin`].
#[inline(always)]
pub unsafe fn finish(object: *mut zend_object) {
    // SAFETY: the class declares one property, `ok`, which nobody has seen yet.
    unsafe {
        let is_ok = (*Native::<Outcome>::of(object)).value.report.is_ok();
        initialize(object, 0, Raw::bool(is_ok));
    }
}

/// The result of a check by a JSON Schema; takes the value over.
pub fn of_schema(errors: Vec<SchemaError>, value: Raw) -> Option<*mut zend_object> {
    // SAFETY: as for `begin` and `finish`.
    unsafe {
        let object = instantiate(RESULT.get())?;
        let outcome = &mut (*Native::<Outcome>::of(object)).value;
        let is_ok = errors.is_empty();
        outcome.origin = Origin::Schema(errors);
        outcome.data = value;
        initialize(object, 0, Raw::bool(is_ok));
        Some(object)
    }
}

impl Outcome {
    fn failures(&self) -> usize {
        match &self.origin {
            Origin::Nothing => 0,
            Origin::Rules(_) => self.report.len(),
            Origin::Schema(errors) => errors.len(),
        }
    }

    /// The data as the engine looks at it.
    ///
    /// # Safety
    /// The outcome is of rules, whose data is an array, and outlives the answer.
    const unsafe fn array<'d>(&self) -> PhpArray<'d> {
        // SAFETY: as promised.
        unsafe { PhpArray::new(self.data.payload.array) }
    }

    /// Hands every message to `take`, with its field, as long as that wants more.
    fn each_message(&mut self, mut take: impl FnMut(&[u8], &[u8]) -> bool) {
        // SAFETY: the data is the outcome's; without rules nobody looks at it as an array.
        let data = unsafe { self.array() };
        let Self { origin, report, text, .. } = self;
        match origin {
            Origin::Nothing => {}
            Origin::Rules(compiled) => {
                'all: for failure in report.failures(&compiled.schema) {
                    for message in 0..failure.message_count() {
                        text.clear();
                        failure.write_message(message, data, text);
                        if !take(failure.path(), text) {
                            break 'all;
                        }
                    }
                }
                *text = Vec::new();
            }
            Origin::Schema(errors) => {
                for error in errors {
                    if !take(&error.pointer, &error.message) {
                        break;
                    }
                }
            }
        }
    }

    /// The messages by field; not owned.
    fn errors(&mut self) -> Raw {
        if self.errors.kind() == IS_UNDEF {
            let errors = Array::new(8);
            self.each_message(|field, message| {
                let list = match errors.get_key(field) {
                    // SAFETY: nothing else was put in.
                    Some(list) => Array(unsafe { list.payload.array }),
                    None => {
                        let list = Array::new(1);
                        errors.set_key(field, list.value());
                        list
                    }
                };
                list.push(new_string(message));
                true
            });
            self.errors = if errors.len() == 0 {
                // SAFETY: ours alone.
                unsafe { errors.value().release() };
                Raw::empty_array()
            } else {
                errors.value()
            };
        }
        self.errors
    }

    /// The first message of all, owned.
    fn first(&mut self) -> Option<Raw> {
        let mut first = None;
        self.each_message(|_, message| {
            first = Some(new_string(message));
            false
        });
        first
    }

    /// The first message of a field, owned.
    fn first_of(&mut self, field: &[u8]) -> Option<Raw> {
        let errors = self.errors();
        // SAFETY: an array of lists, which the result owns.
        unsafe {
            let list = Array(errors.payload.array).get_key(field)?;
            let message = Array(list.payload.array).get_index(0)?;
            message.add_reference();
            Some(message)
        }
    }

    fn failed(&self) -> Raw {
        let list = Array::new(self.failures());
        let add = |field: &[u8], rule: &[u8], parameters: Raw| {
            let failure = Array::new(3);
            failure.set("field", new_string(field));
            failure.set("rule", new_string(rule));
            failure.set("parameters", parameters);
            list.push(failure.value());
        };
        match &self.origin {
            Origin::Nothing => {}
            Origin::Rules(compiled) => {
                for failure in self.report.failures(&compiled.schema) {
                    let parameters = failure.parameters();
                    let texts: Vec<&[u8]> = parameters.iter().map(AsRef::as_ref).collect();
                    add(failure.path(), failure.rule().as_bytes(), Array::of_strings(&texts));
                }
            }
            Origin::Schema(errors) => {
                for error in errors {
                    add(&error.pointer, &error.keyword, Array::of_strings(&[&error.schema_pointer]));
                }
            }
        }
        list.value()
    }

    /// What the rules name of the data, owned; `None` if an exception is on its way.
    fn validated(&self) -> Option<Raw> {
        match &self.origin {
            Origin::Rules(compiled) => {
                // SAFETY: the data is the outcome's.
                let data = unsafe { self.array() };
                compiled.schema.project(data, &self.report, &mut PhpBuilder).ok()
            }
            _ => {
                // SAFETY: the outcome owns it.
                unsafe { self.data.add_reference() };
                Some(self.data)
            }
        }
    }
}

/// What the rules name of the data, owned; `None` if an exception is on its way, a ValidationException if something failed.
///
/// # Safety
/// The object is a ValidationResult.
pub unsafe fn validated_or_throw(object: *mut zend_object) -> Option<Raw> {
    // SAFETY: as promised; making values runs no PHP code that could reach the outcome.
    let outcome = unsafe { &mut (*Native::<Outcome>::of(object)).value };
    if matches!(outcome.origin, Origin::Nothing) {
        throw_unmade();
        return None;
    }
    let failures = outcome.failures();
    if failures == 0 {
        return outcome.validated();
    }
    refuse(object, outcome.first(), failures);
    None
}

#[cold]
fn refuse(object: *mut zend_object, first: Option<Raw>, failures: usize) {
    let (result, first) = (Raw::object(object), first.unwrap_or_else(Raw::empty_string));
    // SAFETY: the exception gets a reference of its own; the text is ours.
    unsafe {
        result.add_reference();
        throw_validation(if first.kind() == IS_STRING { first.bytes() } else { b"" }, failures, result);
        first.release();
    }
}

/// The constructor, which nobody calls.
pub unsafe extern "C" fn construct(_: Frame, _: Return) {}

/// `errors()`.
pub unsafe extern "C" fn errors(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some() {
            let errors = this::<Outcome>(frame).errors();
            errors.add_reference();
            give(result, errors);
        }
    });
}

/// `first()`.
pub unsafe extern "C" fn first(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for the parameter.
        let mut field = ptr::null_mut::<zend_string>();
        if parse!(frame, c"|S!", &raw mut field).is_none() {
            return;
        }
        let outcome = this::<Outcome>(frame);
        let first = match crate::zval::args::optional(field) {
            // Whoever asks for one field is likely to ask for others.
            Some(field) => outcome.first_of(field),
            None => outcome.first(),
        };
        if let Some(first) = first {
            give(result, first);
        }
    });
}

/// `failed()`.
pub unsafe extern "C" fn failed(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some() {
            give(result, this::<Outcome>(frame).failed());
        }
    });
}

/// `validated()`.
pub unsafe extern "C" fn validated(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some()
            && let Some(validated) = validated_or_throw(object(frame))
        {
            give(result, validated);
        }
    });
}
