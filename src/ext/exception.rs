//! The one place where errors become PHP exceptions.

use crate::zval::args::{Frame, Return, give, none, object};
use crate::zval::call::{instantiate, read_property, set_property, throw as throw_object};
use crate::zval::class::{Class, Handler};
use crate::zval::guard::cold;
use crate::zval::string;
use crate::zval::value::Raw;
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
    let class = class.get();
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
