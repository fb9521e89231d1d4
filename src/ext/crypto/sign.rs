//! `Sign`.

use super::key;
use super::signing::{SIGNING_KEY, SigningKey, VERIFYING_KEY, VerifyingKey};
use crate::zval::args::{Arguments, Frame, Return, give, parse_typed};
use crate::zval::array::{Array, Key, new_string};
use crate::zval::call::argument_type_error;
use crate::zval::class::Class;
use crate::zval::guard::{cold, hot};
use crate::zval::string;
use crate::zval::value::{IS_ARRAY, IS_OBJECT, IS_STRING, Raw};
use ext_php_rs::ffi::zend_string;
use std::ptr;

pub static SIGN: Class = Class::new();

/// `detached()`.
pub unsafe extern "C" fn detached(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let arguments = Arguments::of(frame);
        let (message, key) = if let Some(message) = arguments.string(0)
            && let Some(key) = arguments.object_of(1, &SIGNING_KEY)
            && arguments.are_at_most(2)
        {
            (message, key)
        } else {
            let (mut message, mut key) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<Raw>());
            if parse_typed!(frame, c"SO", &raw mut message, &raw mut key, SIGNING_KEY.get()).is_none() {
                return;
            }
            (string::bytes(message), (*key).payload.object)
        };
        if let Some(key) = key::of::<SigningKey>(key) {
            give(result, new_string(&key.0.sign(message)));
        }
    });
}

/// `verify()`.
pub unsafe extern "C" fn verify(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let arguments = Arguments::of(frame);
        let (signature, message, key) = if let Some(signature) = arguments.string(0)
            && let Some(message) = arguments.string(1)
            && let Some(key) = arguments.object_of(2, &VERIFYING_KEY)
            && arguments.are_at_most(3)
        {
            (signature, message, key)
        } else {
            let (mut signature, mut message) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
            let mut key = ptr::null_mut::<Raw>();
            let read =
                parse_typed!(frame, c"SSO", &raw mut signature, &raw mut message, &raw mut key, VERIFYING_KEY.get());
            if read.is_none() {
                return;
            }
            (string::bytes(signature), string::bytes(message), (*key).payload.object)
        };
        if let Some(key) = key::of::<VerifyingKey>(key) {
            give(result, Raw::bool(key.0.verify(message, signature)));
        }
    });
}

/// One of a batch: signature, message and key.
unsafe fn element<'b>(value: Raw) -> Option<(&'b [u8], &'b [u8], &'b VerifyingKey)> {
    // SAFETY: the value is alive, and so is what it holds.
    unsafe {
        let value = value.dereferenced();
        if value.kind() != IS_ARRAY {
            return None;
        }
        let array = Array(value.payload.array);
        let mut parts = [Raw::NULL; 3];
        for (position, part) in parts.iter_mut().enumerate() {
            *part = array.get_index(position)?;
        }
        let [signature, message, key] = parts;
        if array.len() != 3
            || signature.kind() != IS_STRING
            || message.kind() != IS_STRING
            || key.kind() != IS_OBJECT
            || (*key.payload.object).ce != VERIFYING_KEY.get()
        {
            return None;
        }
        Some((signature.bytes(), message.bytes(), key::of::<VerifyingKey>(key.payload.object)?))
    }
}

/// Verifies each element of a batch, and hands the keys of those that are not valid to `refuse`, which says whether to go on. `None` if an
/// exception was thrown.
unsafe fn each(frame: Frame, mut refuse: impl FnMut(Key<'_>) -> bool) -> Option<()> {
    let mut batch = ptr::null_mut::<Raw>();
    // SAFETY: the frame is this call's; a place for the parameter, which lives as long as the call.
    unsafe {
        parse_typed!(frame, c"a", &raw mut batch)?;
        let batch = Array((*batch).payload.array);
        // What is no element is found before anything is verified.
        if batch.iter().any(|(_, value)| element(value).is_none()) {
            argument_type_error(1, c"of type array<array{string, string, VerifyingKey}>", batch.value());
            return None;
        }
        for (name, value) in batch.iter() {
            if let Some((signature, message, key)) = element(value)
                && !key.0.verify(message, signature)
                && !refuse(name)
            {
                break;
            }
        }
        Some(())
    }
}

/// `verifyBatch()`.
pub unsafe extern "C" fn verify_batch(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let mut is_valid = true;
        let done = each(frame, |_| {
            is_valid = false;
            false
        });
        if done.is_some() {
            give(result, Raw::bool(is_valid));
        }
    });
}

/// `invalid()`.
pub unsafe extern "C" fn invalid(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let invalid = Array::new(0);
        let done = each(frame, |name| {
            invalid.push(match name {
                Key::Index(index) => Raw::long(index.cast_signed()),
                Key::Name(name) => new_string(name),
            });
            true
        });
        if done.is_some() {
            give(result, invalid.value());
        } else {
            invalid.value().release();
        }
    });
}
