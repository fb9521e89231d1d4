//! What can be wrong with a route, a table or the use of one, as RouterException says it.

use crate::ext::exception;
use crate::ext::persistent::BuildFault;
use crate::zval::guard::kept;
use crate::zval::string;
use crate::zval::value::Raw;
use highper_router::{RouteError, message};

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

    fn message(&self) -> Vec<u8> {
        let place = self.place.as_ref().and_then(|(pattern, offset)| Some((pattern.as_slice(), (*offset)?)));
        message(&self.what, place, &self.hint)
    }

    /// Throws it. For use within a cold handler.
    #[cold]
    pub fn throw(self) {
        let message = kept(self.message());
        let fault = kept(self);
        // SAFETY: the string was just made.
        let text = |bytes: &[u8]| unsafe { Raw::string(string::new(bytes)) };
        let (pattern, offset) = fault.place.as_ref().map_or((Raw::NULL, Raw::NULL), |(pattern, offset)| {
            let offset = offset.and_then(|offset| i64::try_from(offset).ok());
            (text(pattern), offset.map_or(Raw::NULL, Raw::long))
        });
        exception::throw(
            &exception::ROUTER,
            &message,
            fault.code,
            &[("hint", text(&fault.hint)), ("pattern", pattern), ("offset", offset)],
        );
    }
}

impl BuildFault for Fault {
    fn nested_build(key: &[u8]) -> Self {
        let what = [b"The persistent router '", key, b"' is being built already"].concat();
        Self::new(14, what, "do not ask for a key inside its own build function")
    }

    fn bad_build(key: &[u8], type_name: &[u8]) -> Self {
        Self::new(19, [b"The build function of '", key, b"' returned ", type_name].concat(), "return a Router")
    }

    fn throw(self) {
        Self::throw(self);
    }
}
