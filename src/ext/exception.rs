//! The one place where errors become PHP exceptions.

use crate::zval::args::{Frame, Return, give, none, object};
use crate::zval::call::{instantiate, read_property, set_property, throw as throw_object};
use crate::zval::class::{Class, Handler};
use crate::zval::guard::{cold, kept};
use crate::zval::string;
use crate::zval::value::Raw;
use highper_router::{RouteError, message};
use std::ffi::CStr;

/// `Exception\HighPerException`.
pub static HIGHPER: Class = Class::new();
/// `Exception\BackendException`.
pub static BACKEND: Class = Class::new();
/// `Exception\RouterException`.
pub static ROUTER: Class = Class::new();

/// A fault that PHP gets as a RouterException. The codes are `RouterException`'s constants; 1 to 10 and 16 are the engine's.
#[derive(Debug)]
pub struct Fault {
    code: i64,
    what: Vec<u8>,
    hint: Vec<u8>,
    place: Option<(Vec<u8>, Option<usize>)>,
}

impl From<RouteError> for Fault {
    fn from(error: RouteError) -> Self {
        Self {
            code: error.kind.code() as i64,
            what: error.kind.what(),
            hint: error.kind.hint(),
            place: error.pattern.map(|pattern| (pattern.into(), error.offset)),
        }
    }
}

impl Fault {
    fn new(code: i64, what: Vec<u8>, hint: impl Into<Vec<u8>>) -> Self {
        Self { code, what, hint: hint.into(), place: None }
    }

    pub fn bad_definition(index: usize, hint: impl Into<Vec<u8>>) -> Self {
        Self::new(11, format!("Invalid route definition at index {index}").into(), hint)
    }

    /// `whose` is `handler` or `middleware`, `why` what is wrong with it.
    pub fn bad_handler(whose: &str, pattern: &[u8], why: &[u8]) -> Self {
        let what = [b"The ", whose.as_bytes(), b" of '", pattern, b"' is ", why].concat();
        let fault = Self::new(
            12,
            what,
            "a persistent table holds null, booleans, integers, floats, strings and arrays of these",
        );
        Self { place: Some((pattern.into(), None)), ..fault }
    }

    pub fn frozen() -> Self {
        Self::new(
            13,
            b"This router cannot be changed".into(),
            "a persistent router is built once, by its build function",
        )
    }

    pub fn nested_build(key: &[u8]) -> Self {
        let what = [b"The persistent router '", key, b"' is being built already"].concat();
        Self::new(14, what, "do not ask for a key inside its own build function")
    }

    pub fn bad_trailing_slash(value: &[u8]) -> Self {
        Self::new(15, [b"Invalid trailingSlash '", value, b"'"].concat(), "use strict, ignore or redirect")
    }

    pub fn unknown_option(name: &[u8]) -> Self {
        let hint = "known are trailingSlash, caseSensitive, headFallback and autoOptions";
        Self::new(15, [b"Unknown option '", name, b"'"].concat(), hint)
    }

    pub fn bad_option(name: &str, type_name: &[u8], hint: &str) -> Self {
        Self::new(15, [b"Option '", name.as_bytes(), b"' is of type ", type_name].concat(), hint)
    }

    pub fn options_after_routes() -> Self {
        Self::new(15, b"Options given after routes".into(), "construct a router once, before adding to it")
    }

    pub fn not_serializable() -> Self {
        Self::new(17, b"A Router cannot be serialized".into(), "keep toArray() and rebuild it with fromArray()")
    }

    pub fn bad_build(key: &[u8], type_name: &[u8]) -> Self {
        Self::new(19, [b"The build function of '", key, b"' returned ", type_name].concat(), "return a Router")
    }

    fn message(&self) -> Vec<u8> {
        let place = self.place.as_ref().and_then(|(pattern, offset)| Some((pattern.as_slice(), (*offset)?)));
        message(&self.what, place, &self.hint)
    }

    /// Throws it. For use within a cold handler.
    #[cold]
    pub fn throw(self) {
        let message = kept(self.message());
        let fault = kept(self);
        let class = ROUTER.get();
        // SAFETY: the class is registered; the properties are its own.
        unsafe {
            let Some(exception) = instantiate(class) else { return };
            let text = |bytes: &[u8]| Raw::string(string::new(bytes));
            set_property(class, exception, "message", text(&message));
            set_property(class, exception, "code", Raw::long(fault.code));
            set_property(class, exception, "hint", text(&fault.hint));
            if let Some((pattern, offset)) = &fault.place {
                set_property(class, exception, "pattern", text(pattern));
                let offset = offset.and_then(|offset| i64::try_from(offset).ok());
                set_property(class, exception, "offset", offset.map_or(Raw::NULL, Raw::long));
            }
            throw_object(exception);
        }
    }
}

/// RouterException's getters.
pub const METHODS: &[(&str, Handler)] =
    &[("getPattern", get_pattern), ("getOffset", get_offset), ("getHint", get_hint)];

unsafe fn get_property(frame: Frame, result: Return, name: &CStr) {
    cold(|| unsafe {
        // SAFETY: the property is the class's own.
        if none(frame).is_none() {
            return;
        }
        if let Some(value) = read_property(ROUTER.get(), object(frame), name) {
            give(result, value);
        }
    });
}

macro_rules! getters {
    ($($function:ident $property:literal),*) => {
        $(unsafe extern "C" fn $function(frame: Frame, result: Return) {
            // SAFETY: the frame and the result are this call's.
            unsafe { get_property(frame, result, $property) };
        })*
    };
}
getters!(get_pattern c"pattern", get_offset c"offset", get_hint c"hint");
