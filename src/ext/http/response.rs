//! `Http\Response`: what an object carries, and reading it. Making one is in respond.rs, changing one in amend.rs.

use super::fields::{Fields, joined, list, table};
use crate::zval::args::{Frame, Return, give, none, parse, this};
use crate::zval::class::Class;
use crate::zval::guard::hot;
use crate::zval::object::{Duplicated, Embedded, Traced};
use crate::zval::string;
use crate::zval::value::{IS_NULL, Raw};
use ext_php_rs::ffi::zend_string;
use std::ptr;

/// `Contract\Http\ResponseInterface`.
pub static INTERFACE: Class = Class::new();
/// `Http\Response`.
pub static RESPONSE: Class = Class::new();

/// The content of a response: an owned value.
#[derive(Clone, Copy)]
pub enum Body {
    Text(Raw),
    /// The path of a file.
    File(Raw),
    /// An array, a Traversable or a closure.
    Stream(Raw),
}

impl Body {
    pub const fn value(self) -> Raw {
        match self {
            Self::Text(value) | Self::File(value) | Self::Stream(value) => value,
        }
    }
}

/// The value behind a Response.
pub struct Response {
    pub status: u16,
    pub fields: Fields,
    pub body: Body,
    traced: Vec<Raw>,
}

impl Default for Response {
    fn default() -> Self {
        Self { status: 200, fields: Fields::default(), body: Body::Text(Raw::empty_string()), traced: Vec::new() }
    }
}

impl Embedded for Response {
    fn class() -> &'static Class {
        &RESPONSE
    }
}

impl Traced for Response {
    fn trace(&self, values: &mut Vec<Raw>) {
        let value = self.body.value();
        if value.is_collectable() {
            values.push(value);
        }
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

impl Duplicated for Response {
    fn duplicate(&self) -> Self {
        // SAFETY: the object keeps it alive; the copy owns a reference of its own.
        unsafe { self.body.value().add_reference() };
        Self { status: self.status, fields: self.fields.clone(), body: self.body, traced: Vec::new() }
    }
}

impl Drop for Response {
    fn drop(&mut self) {
        // A destructor may not come back: what is Rust's goes before it runs.
        self.traced = Vec::new();
        self.fields = Fields::default();
        // SAFETY: the object owned it.
        unsafe { std::mem::replace(&mut self.body, Body::Text(Raw::NULL)).value().release() };
    }
}

/// The object's value.
///
/// # Safety
/// The frame is that of a method of the class.
pub unsafe fn response(frame: Frame) -> *mut Response {
    // SAFETY: as promised.
    unsafe { this::<Response>(frame) }
}

unsafe fn tell(frame: Frame, result: Return, what: impl FnOnce(&Response) -> Raw) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; no PHP code runs while the response is looked at.
        if none(frame).is_some() {
            give(result, what(&*response(frame)));
        }
    });
}

/// A value of the object's, with a reference for the caller.
fn shared(value: Raw) -> Raw {
    // SAFETY: the object keeps it alive.
    unsafe { value.add_reference() };
    value
}

/// `getStatusCode()`.
pub unsafe extern "C" fn get_status_code(frame: Frame, result: Return) {
    // SAFETY: called by the engine for a method of the class; so are those below.
    unsafe { tell(frame, result, |response| Raw::long(response.status.into())) };
}

/// `headers()`.
pub unsafe extern "C" fn headers(frame: Frame, result: Return) {
    // SAFETY: as above.
    unsafe { tell(frame, result, |response| table(response.fields.lines())) };
}

/// `getBody()`.
pub unsafe extern "C" fn get_body(frame: Frame, result: Return) {
    // SAFETY: as above.
    unsafe {
        tell(frame, result, |response| match response.body {
            Body::Text(text) => shared(text),
            Body::File(_) | Body::Stream(_) => Raw::empty_string(),
        });
    }
}

/// `getFile()`.
pub unsafe extern "C" fn get_file(frame: Frame, result: Return) {
    // SAFETY: as above.
    unsafe {
        tell(frame, result, |response| match response.body {
            Body::File(path) => shared(path),
            Body::Text(_) | Body::Stream(_) => Raw::NULL,
        });
    }
}

/// `getStream()`.
pub unsafe extern "C" fn get_stream(frame: Frame, result: Return) {
    // SAFETY: as above.
    unsafe {
        tell(frame, result, |response| match response.body {
            Body::Stream(pieces) => shared(pieces),
            Body::Text(_) | Body::File(_) => Raw::NULL,
        });
    }
}

/// The values of the fields of a name.
unsafe fn values(frame: Frame, name: &[u8]) -> impl Iterator<Item = &[u8]> + Clone {
    // SAFETY: the lines stay as they are until the caller returns.
    let lines = unsafe { (*response(frame)).fields.lines() };
    lines.filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// `header()`.
pub unsafe extern "C" fn header(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter.
        let (mut name, mut default) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        if parse!(frame, c"S|S!", &raw mut name, &raw mut default).is_none() {
            return;
        }
        let name = string::bytes(name);
        let value = joined(name, values(frame, name));
        if value.kind() != IS_NULL {
            give(result, value);
        } else if !default.is_null() {
            string::add_reference(default);
            give(result, Raw::string(default));
        }
    });
}

/// `headerLines()`.
pub unsafe extern "C" fn header_lines(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        let mut name = ptr::null_mut();
        if parse!(frame, c"S", &raw mut name).is_some() {
            give(result, list(values(frame, string::bytes(name))));
        }
    });
}

/// `hasHeader()`.
pub unsafe extern "C" fn has_header(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        let mut name = ptr::null_mut();
        if parse!(frame, c"S", &raw mut name).is_some() {
            give(result, Raw::bool((*response(frame)).fields.has(string::bytes(name))));
        }
    });
}
