//! The one place where errors become PHP exceptions.

use crate::zval::args::{Frame, Return, give, none, object};
use crate::zval::array::new_string;
use crate::zval::call::{instantiate, read_property, set_property, throw as throw_object};
use crate::zval::class::{Class, Handler};
use crate::zval::guard::cold;
use crate::zval::object_data::call_method;
use crate::zval::string;
use crate::zval::sys::spl_ce_LogicException;
use crate::zval::value::{IS_OBJECT, Raw};
use ext_php_rs::ffi::zend_class_entry;
use std::ffi::CStr;

/// `Exception\HighPerException`.
pub static HIGHPER: Class = Class::new();
/// `Exception\BackendException`.
pub static BACKEND: Class = Class::new();
/// `Exception\RouterException`.
pub static ROUTER: Class = Class::new();
/// PHP's own `\JsonException`.
pub static PHP_JSON: Class = Class::new();
/// `Exception\JsonException`.
pub static JSON: Class = Class::new();
/// `Exception\MessagePackException`.
pub static MESSAGE_PACK: Class = Class::new();
/// `Exception\NotAcceptable`.
pub static NOT_ACCEPTABLE: Class = Class::new();
/// `Exception\UnsupportedMediaType`.
pub static UNSUPPORTED_MEDIA_TYPE: Class = Class::new();
/// `Exception\CryptoException`.
pub static CRYPTO: Class = Class::new();
/// `Exception\PasetoException`.
pub static PASETO: Class = Class::new();
/// `Exception\InvalidToken`.
pub static INVALID_TOKEN: Class = Class::new();
/// `Exception\TokenExpired`.
pub static TOKEN_EXPIRED: Class = Class::new();
/// `Exception\TokenNotYetValid`.
pub static TOKEN_NOT_YET_VALID: Class = Class::new();
/// `Exception\ClaimMismatch`.
pub static CLAIM_MISMATCH: Class = Class::new();
/// `Exception\PaserkException`.
pub static PASERK: Class = Class::new();

/// `Exception\RuleException`.
pub static RULE: Class = Class::new();
/// `Exception\ValidationException`.
pub static VALIDATION: Class = Class::new();
/// `Exception\SchemaException`.
pub static SCHEMA: Class = Class::new();

/// Throws an exception of a class: its message, its code, and its further properties, which it takes over. Owns nothing itself.
#[cold]
pub fn throw(class: &Class, message: &[u8], code: i64, properties: &[(&str, Raw)]) {
    throw_string(class, Raw::new_string(string::new(message)), code, properties);
}

/// As [`throw`], with a message that is put together of pieces in PHP's own memory: they may be as long as what a caller has given.
#[cold]
pub fn throw_pieces(class: &Class, message: &[&[u8]], code: i64) {
    let length = message.iter().map(|piece| piece.len()).sum();
    let text = string::of_pieces(length, |give| message.iter().for_each(|piece| give(piece)));
    throw_string(class, Raw::new_string(text), code, &[]);
}

fn throw_string(class: &Class, message: Raw, code: i64, properties: &[(&str, Raw)]) {
    throw_of(class.get(), message, code, properties);
}

fn throw_of(class: *mut zend_class_entry, message: Raw, code: i64, properties: &[(&str, Raw)]) {
    // SAFETY: the class is registered; the properties are its own.
    unsafe {
        let Some(exception) = instantiate(class) else { return };
        set_property(class, exception, "message", message);
        set_property(class, exception, "code", Raw::long(code));
        for &(name, value) in properties {
            set_property(class, exception, name, value);
        }
        throw_object(exception);
    }
}

/// RouterException's getters.
pub const ROUTER_METHODS: &[(&str, Handler)] =
    &[("getPattern", get_pattern), ("getOffset", get_offset), ("getHint", get_hint)];

unsafe fn get_property(class: &Class, frame: Frame, result: Return, name: &CStr) {
    cold(|| unsafe {
        // SAFETY: the property is the class's own.
        if none(frame).is_none() {
            return;
        }
        if let Some(value) = read_property(class.get(), object(frame), name) {
            give(result, value);
        }
    });
}

macro_rules! getters {
    ($class:expr; $($function:ident $property:literal),*) => {
        $(unsafe extern "C" fn $function(frame: Frame, result: Return) {
            // SAFETY: the frame and the result are this call's.
            unsafe { get_property(&$class, frame, result, $property) };
        })*
    };
}
getters!(ROUTER; get_pattern c"pattern", get_offset c"offset", get_hint c"hint");

/// JsonException's getters.
pub const JSON_METHODS: &[(&str, Handler)] =
    &[("getOffset", get_json_offset), ("getLineNumber", get_json_line_number), ("getColumn", get_json_column)];

getters!(JSON; get_json_offset c"offset", get_json_line_number c"lineNumber", get_json_column c"column");

/// MessagePackException's getters.
pub const MESSAGE_PACK_METHODS: &[(&str, Handler)] = &[("getOffset", get_message_pack_offset)];

getters!(MESSAGE_PACK; get_message_pack_offset c"offset");

/// ClaimMismatch's getters.
pub const CLAIM_MISMATCH_METHODS: &[(&str, Handler)] = &[("getClaim", get_claim)];

getters!(CLAIM_MISMATCH; get_claim c"claim");

/// RuleException's getters.
pub const RULE_METHODS: &[(&str, Handler)] = &[("getField", get_field), ("getRule", get_rule)];

getters!(RULE; get_field c"field", get_rule c"rule");

/// SchemaException's getters.
pub const SCHEMA_METHODS: &[(&str, Handler)] = &[("getPointer", get_pointer)];

getters!(SCHEMA; get_pointer c"pointer");

/// ValidationException's getters.
pub const VALIDATION_METHODS: &[(&str, Handler)] = &[("getResult", get_result), ("errors", get_errors)];

/// The result that a ValidationException carries, owned; throws where there is none.
unsafe fn result_of(frame: Frame) -> Option<Raw> {
    // SAFETY: the property is the class's own.
    unsafe {
        none(frame)?;
        let value = read_property(VALIDATION.get(), object(frame), c"result")?;
        if value.kind() != IS_OBJECT {
            throw_of(spl_ce_LogicException, new_string(b"this exception was not thrown by a validator"), 0, &[]);
            return None;
        }
        Some(value)
    }
}

unsafe extern "C" fn get_result(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(value) = result_of(frame) {
            give(result, value);
        }
    });
}

unsafe extern "C" fn get_errors(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: as above; the result has the method.
        if let Some(value) = result_of(frame) {
            let errors = call_method(value, "errors", &mut []);
            value.release();
            if let Some(errors) = errors {
                give(result, errors);
            }
        }
    });
}
