//! `JsonDecoder`: flags and depth, set once.

use super::decode::{DEPTH, check_depth};
use super::document;
use super::lines::{self, Settings};
use super::{fault, pointer};
use crate::ext::exception;
use crate::zval::args::{Arguments, Frame, Return, give, parse, this};
use crate::zval::class::{Class, Handler};
use crate::zval::guard::{cold, hot};
use crate::zval::object::{Duplicated, Embedded, Traced};
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_serializer::json::{Error, ErrorKind};
use std::ffi::CStr;
use std::ptr;

/// `Contract\JsonDecoderInterface`.
pub static INTERFACE: Class = Class::new();
/// `JsonDecoder`.
pub static DECODER: Class = Class::new();

/// What the interface does not declare, since a subclass may have a constructor of its own.
pub const CONSTRUCTOR: &str = r"
    /**
     * @param bool|null $associative Objects as arrays; null leaves it to JSON_OBJECT_AS_ARRAY.
     * @param int       $depth       How deep arrays and objects may be nested, 1 to 2147483647.
     * @param int       $flags       JSON_* constants of json_decode().
     *
     * @throws \ValueError if the depth is out of range
     */
    __construct(?bool $associative = null, int $depth = 512, int $flags = 0)";

const CALLER: &CStr = c"HighPerApp\\HighPer\\Native\\JsonDecoder::lines";

/// Every method of JsonDecoder and who handles it.
pub const METHODS: &[(&str, Handler)] =
    &[("__construct", construct), ("decode", decode), ("get", get), ("lines", lines)];

/// The native part of a JsonDecoder.
pub struct State {
    settings: Settings,
    traced: Vec<Raw>,
}

impl Default for State {
    fn default() -> Self {
        Self { settings: Settings { flags: 0, depth: 512, caller: CALLER }, traced: Vec::new() }
    }
}

impl Embedded for State {
    fn class() -> &'static Class {
        &DECODER
    }
}

impl Duplicated for State {
    fn duplicate(&self) -> Self {
        Self { settings: self.settings, traced: Vec::new() }
    }
}

impl Traced for State {
    fn trace(&self, _: &mut Vec<Raw>) {}

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

/// `__construct()`.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    cold(|| {
        let (mut associative, mut is_null) = (false, true);
        let (mut depth, mut flags) = (DEPTH, 0_i64);
        // SAFETY: the frame is this call's; a place for each parameter.
        unsafe {
            let places = (&raw mut associative, &raw mut is_null, &raw mut depth, &raw mut flags);
            if parse!(frame, c"|b!ll", places.0, places.1, places.2, places.3).is_none() {
                return;
            }
            let Some(depth) = check_depth(depth, 2) else { return };
            let flags = document::with_associative(flags, (!is_null).then_some(associative));
            this::<State>(frame).settings = Settings { flags, depth, caller: CALLER };
        }
    });
}

/// `decode()`.
pub unsafe extern "C" fn decode(frame: Frame, result: Return) {
    hot(|| {
        // SAFETY: the frame and the result are this call's.
        unsafe {
            let Some(json) = json(frame) else { return };
            let Settings { flags, depth, .. } = this::<State>(frame).settings;
            let decoded = if json.is_empty() {
                Err(Error { kind: ErrorKind::Syntax, offset: 0 })
            } else {
                document::decode(json, flags, depth)
            };
            match decoded {
                Ok(value) => give(result, value),
                Err(error) => fault::throw(&exception::JSON, error, json),
            }
        }
    });
}

/// The one argument, a string.
#[inline(always)]
unsafe fn json<'f>(frame: Frame) -> Option<&'f [u8]> {
    // SAFETY: the frame is this call's; the string lives as long as it.
    unsafe {
        let arguments = Arguments::of(frame);
        if let Some(json) = arguments.string(0)
            && arguments.are_at_most(1)
        {
            return Some(json);
        }
        let mut json = ptr::null_mut::<zend_string>();
        parse!(frame, c"S", &raw mut json)?;
        Some(string::bytes(json))
    }
}

/// `get()`.
pub unsafe extern "C" fn get(frame: Frame, result: Return) {
    cold(|| {
        let (mut json, mut pointer) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        // SAFETY: as above.
        unsafe {
            if parse!(frame, c"SS", &raw mut json, &raw mut pointer).is_none() {
                return;
            }
            let Settings { flags, depth, .. } = this::<State>(frame).settings;
            if let Some(value) = pointer::value(string::bytes(json), string::bytes(pointer), flags, depth) {
                give(result, value);
            }
        }
    });
}

/// `lines()`.
pub unsafe extern "C" fn lines(frame: Frame, result: Return) {
    cold(|| {
        let mut source = ptr::null_mut::<Raw>();
        // SAFETY: as above.
        unsafe {
            if parse!(frame, c"z", &raw mut source).is_none() {
                return;
            }
            let settings = this::<State>(frame).settings;
            if let Some(lines) = lines::over((*source).dereferenced(), settings) {
                give(result, lines);
            }
        }
    });
}
