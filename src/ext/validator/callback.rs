//! Closures and callbacks as rules: how they are called, and what they said.

use super::fault::Fault;
use crate::zval::args::{Frame, Return, bytes, parse, this};
use crate::zval::array::{Array, new_string};
use crate::zval::call::{call, instantiate};
use crate::zval::class::Class;
use crate::zval::guard::cold;
use crate::zval::object::{Embedded, Native};
use crate::zval::object_data::closure_of;
use crate::zval::value::{IS_FALSE, IS_STRING, IS_TRUE, Raw};
use highper_validator::Verdict;
use std::ptr;

/// The class of the object behind `$fail`.
pub static REFUSAL: Class = Class::new();

/// What `$fail` was called with.
#[derive(Default)]
pub struct Refusal(Vec<Box<[u8]>>);

impl Embedded for Refusal {
    fn class() -> &'static Class {
        &REFUSAL
    }
}

/// The signature of [`fail`].
pub const FAIL: &str = "/** Refuses the value with a message. */\n__invoke(string $message): void";

/// `$fail()`.
pub unsafe extern "C" fn fail(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: a place for the parameter; no PHP code runs while the object is borrowed.
        let mut message = ptr::null_mut();
        if parse!(frame, c"S", &raw mut message).is_some() {
            this::<Refusal>(frame).0.push(bytes(message).into());
        }
    });
}

/// Asks a closure `function (string $field, mixed $value, Closure $fail): void`.
///
/// # Safety
/// The closure and the value are alive; nothing native is borrowed.
pub unsafe fn ask_closure(closure: Raw, field: &[u8], value: Raw) -> Option<Verdict> {
    // SAFETY: the collector is ours until the end; the engine's closure holds it meanwhile.
    unsafe {
        let collector = Raw::object(instantiate(REFUSAL.get())?);
        let fail = closure_of(collector, "__invoke");
        let name = new_string(field);
        let answer = call(closure, &mut [name, value, fail]);
        name.release();
        fail.release();
        // Its destructor may leave for good, so nothing of Rust's is held yet.
        if let Some(answer) = answer {
            answer.release();
        }
        let messages = std::mem::take(&mut (*Native::<Refusal>::of(collector.payload.object)).value.0);
        collector.release();
        answer?;
        Some(if messages.is_empty() { Verdict::Passed } else { Verdict::Refused(messages) })
    }
}

/// Asks a callback `function (string $field, mixed $value, array $parameters, array $data): bool|string`; an error is one to throw.
///
/// # Safety
/// As [`ask_closure`]; the data is alive as well.
pub unsafe fn ask_callback(
    callback: Raw,
    field: &[u8],
    rule: &[u8],
    value: Raw,
    parameters: &[Box<[u8]>],
    data: Raw,
) -> Result<Verdict, Fault> {
    // SAFETY: as promised; the texts are ours.
    unsafe {
        let list = Array::new(parameters.len());
        for parameter in parameters {
            list.push(new_string(parameter));
        }
        let (name, list) = (new_string(field), list.value());
        let answer = call(callback, &mut [name, value, list, data]);
        name.release();
        list.release();
        let answer = answer.ok_or(Fault::Thrown)?;
        let verdict = match answer.kind() {
            IS_TRUE => Ok(Verdict::Passed),
            IS_FALSE => Ok(Verdict::Failed),
            IS_STRING => Ok(Verdict::Refused(vec![answer.bytes().into()])),
            _ => {
                // First, and with nothing of Rust's held behind it: the answer may have a destructor that throws, too, or leaves for good.
                Fault::bad_verdict(field, rule, &answer.type_name()).throw();
                Err(Fault::Thrown)
            }
        };
        answer.release();
        verdict
    }
}
