//! `Json::get()` and `Json::has()`.

use super::decode::{DEPTH, check_depth};
use super::document::{self, OBJECT_AS_ARRAY};
use super::fault;
use crate::ext::exception;
use crate::zval::args::{Frame, Return, give, parse};
use crate::zval::guard::{cold, kept};
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_serializer::json::pointer::{Pointer, find};
use std::ptr;

/// Where in a document the value that a pointer names begins; `None` if an exception was thrown. What is missing is told apart, for
/// has() to answer and get() to throw.
fn place(json: &[u8], pointer: &[u8], flags: i64, depth: usize, throws: bool) -> Option<Option<usize>> {
    let parsed = match Pointer::parse(pointer) {
        Ok(parsed) => kept(parsed),
        Err(malformed) => {
            fault::throw_malformed(pointer, malformed);
            return None;
        }
    };
    match find(json, &parsed, document::options(flags, depth)) {
        Ok(Ok(place)) => Some(Some(place)),
        Ok(Err(missing)) => {
            if throws {
                fault::throw_missing(pointer, &kept(missing));
                return None;
            }
            Some(None)
        }
        Err(error) => {
            fault::throw(&exception::JSON, error, json);
            None
        }
    }
}

/// The value that a pointer names; `None` if an exception was thrown. For use within a cold handler.
pub fn value(json: &[u8], pointer: &[u8], flags: i64, depth: usize) -> Option<Raw> {
    let decoded = if pointer.is_empty() && !json.is_empty() {
        document::decode(json, flags, depth)
    } else {
        let place = place(json, pointer, flags, depth, true)??;
        document::decode_part(json, place, flags)
    };
    match decoded {
        Ok(value) => Some(value),
        Err(error) => {
            fault::throw(&exception::JSON, error, json);
            None
        }
    }
}

/// `Json::get()`.
pub unsafe extern "C" fn get(frame: Frame, result: Return) {
    cold(|| {
        let (mut json, mut pointer) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let (mut associative, mut is_null) = (false, true);
        let (mut depth, mut flags) = (DEPTH, 0_i64);
        let places = (&raw mut json, &raw mut pointer, &raw mut associative, &raw mut is_null);
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        unsafe {
            if parse!(frame, c"SS|b!ll", places.0, places.1, places.2, places.3, &raw mut depth, &raw mut flags)
                .is_none()
            {
                return;
            }
            let Some(depth) = check_depth(depth, 4) else { return };
            let flags = document::with_associative(flags, (!is_null).then_some(associative));
            if let Some(value) = value(string::bytes(json), string::bytes(pointer), flags, depth) {
                give(result, value);
            }
        }
    });
}

/// `Json::has()`.
pub unsafe extern "C" fn has(frame: Frame, result: Return) {
    cold(|| {
        let (mut json, mut pointer) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let (mut depth, mut flags) = (DEPTH, 0_i64);
        // SAFETY: as above.
        unsafe {
            let texts = (&raw mut json, &raw mut pointer);
            if parse!(frame, c"SS|ll", texts.0, texts.1, &raw mut depth, &raw mut flags).is_none() {
                return;
            }
            let Some(depth) = check_depth(depth, 3) else { return };
            let flags = flags | OBJECT_AS_ARRAY;
            if let Some(place) = place(string::bytes(json), string::bytes(pointer), flags, depth, false) {
                give(result, Raw::bool(place.is_some()));
            }
        }
    });
}
