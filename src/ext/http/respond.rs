//! Making responses: `new Response()` and the named constructors.

use super::fields::{Fields, Text};
use super::request::THROW_ON_ERROR;
use super::response::{Body, Response, response};
use crate::zval::args::{Frame, Return, called_class, give, parse};
use crate::zval::array::Array;
use crate::zval::call::{argument_type_error, call_named, instantiate, is_instance, value_error};
use crate::zval::guard::hot;
use crate::zval::object::Native;
use crate::zval::string;
use crate::zval::sys::{zend_ce_closure, zend_ce_traversable};
use crate::zval::value::{IS_ARRAY, IS_OBJECT, IS_STRING, Raw};
use ext_php_rs::ffi::{HashTable, zend_string};
use std::ptr;

/// A status that a response can have: not one of 1xx, which are not the last word.
pub fn status(status: i64) -> Option<u16> {
    u16::try_from(status).ok().filter(|status| (200..=599).contains(status))
}

/// Throws what is wrong with a status.
#[cold]
pub fn refuse_status() {
    value_error("The status must be from 200 to 599");
}

const CONTENT_TYPE: &[u8] = b"Content-Type";

/// Fills a response with its status and the fields that the caller gives, behind one of our own unless there is one of that name among them; takes the
/// value of that one over. False if an exception was thrown.
unsafe fn fill(made: *mut Response, code: i64, headers: *mut HashTable, own: Option<(&'static [u8], Text)>) -> bool {
    // SAFETY: the object is nobody else's. Nothing here runs PHP code.
    unsafe {
        let Some(code) = status(code) else {
            refuse_status();
            return false;
        };
        (*made).status = code;
        if let Some((name, value)) = own {
            (*made).fields.push(Text::Own(name), value);
        }
        if headers.is_null() || (*headers).nNumOfElements == 0 {
            return true;
        }
        let mut given = Fields::default();
        if !Fields::add_all(&raw mut given, Array(headers)) {
            return false;
        }
        if let Some((name, _)) = own
            && given.has(name)
        {
            (*made).fields.remove(name);
        }
        (*made).fields.append(given);
        true
    }
}

/// Makes a response of the class that the method was called on; takes the body over.
unsafe fn make(
    frame: Frame,
    result: Return,
    body: Body,
    code: i64,
    headers: *mut HashTable,
    own: Option<(&'static [u8], Text)>,
) {
    // SAFETY: a static method's frame; the object owns its body before anything can go wrong.
    unsafe {
        let Some(object) = instantiate(called_class(frame)) else { return body.value().let_go() };
        let made = &raw mut (*Native::<Response>::of(object)).value;
        (*made).body = body;
        if fill(made, code, headers, own) {
            give(result, Raw::object(object));
        } else {
            Raw::object(object).release();
        }
    }
}

/// `__construct()`.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter; a constructor that is called again begins anew.
        let (mut code, mut headers, mut body) = (200_i64, ptr::null_mut::<HashTable>(), ptr::null_mut::<zend_string>());
        if parse!(frame, c"|lhS", &raw mut code, &raw mut headers, &raw mut body).is_none() {
            return;
        }
        let made = response(frame);
        let old = std::mem::take(&mut *made);
        if !body.is_null() {
            string::add_reference(body);
            (*made).body = Body::Text(Raw::string(body));
        }
        fill(made, code, headers, None);
        drop(old);
    });
}

/// Reads a text, a status and fields, and makes a response of that media type.
unsafe fn typed(frame: Frame, result: Return, content_type: &'static [u8]) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter.
        let (mut text, mut code, mut headers) = (ptr::null_mut::<zend_string>(), 200_i64, ptr::null_mut::<HashTable>());
        if parse!(frame, c"S|lh", &raw mut text, &raw mut code, &raw mut headers).is_none() {
            return;
        }
        string::add_reference(text);
        make(
            frame,
            result,
            Body::Text(Raw::string(text)),
            code,
            headers,
            Some((CONTENT_TYPE, Text::Own(content_type))),
        );
    });
}

/// `text()`.
pub unsafe extern "C" fn text(frame: Frame, result: Return) {
    // SAFETY: called by the engine for a method of the class.
    unsafe { typed(frame, result, b"text/plain; charset=utf-8") };
}

/// `html()`.
pub unsafe extern "C" fn html(frame: Frame, result: Return) {
    // SAFETY: as above.
    unsafe { typed(frame, result, b"text/html; charset=utf-8") };
}

/// `json()`.
pub unsafe extern "C" fn json(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter; what is encoded may run PHP code, and nothing is held meanwhile.
        let (mut value, mut code, mut headers, mut flags) =
            (ptr::null_mut::<Raw>(), 200_i64, ptr::null_mut::<HashTable>(), 0_i64);
        if parse!(frame, c"z|lhl", &raw mut value, &raw mut code, &raw mut headers, &raw mut flags).is_none() {
            return;
        }
        let Some(text) = encoded(*value, flags) else { return };
        make(frame, result, Body::Text(text), code, headers, Some((CONTENT_TYPE, Text::Own(b"application/json"))));
    });
}

/// A value as JSON; `None` if an exception was thrown.
///
/// # Safety
/// The value is alive; PHP code may run.
pub unsafe fn encoded(value: Raw, flags: i64) -> Option<Raw> {
    // SAFETY: as promised.
    let text = unsafe {
        call_named("HighPerApp\\HighPer\\Native\\Json::encode", &mut [value, Raw::long(flags | THROW_ON_ERROR)])
    };
    text.filter(|text| text.kind() == IS_STRING)
}

/// `redirect()`.
pub unsafe extern "C" fn redirect(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter.
        let (mut location, mut code, mut headers) =
            (ptr::null_mut::<zend_string>(), 302_i64, ptr::null_mut::<HashTable>());
        if parse!(frame, c"S|lh", &raw mut location, &raw mut code, &raw mut headers).is_none() {
            return;
        }
        if !matches!(code, 301 | 302 | 303 | 307 | 308) {
            return value_error("The status of a redirect must be 301, 302, 303, 307 or 308");
        }
        let text = string::bytes(location);
        if text.is_empty() || !text.iter().all(u8::is_ascii_graphic) {
            return value_error("The location must be of visible ASCII characters");
        }
        string::add_reference(location);
        let location = Text::Php(Raw::string(location));
        make(frame, result, Body::Text(Raw::empty_string()), code, headers, Some((b"Location", location)));
    });
}

/// `noContent()`.
pub unsafe extern "C" fn no_content(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        let (mut code, mut headers) = (204_i64, ptr::null_mut::<HashTable>());
        if parse!(frame, c"|lh", &raw mut code, &raw mut headers).is_some() {
            make(frame, result, Body::Text(Raw::empty_string()), code, headers, None);
        }
    });
}

/// `file()`.
pub unsafe extern "C" fn file(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above; `P` refuses a path with a NUL.
        let (mut path, mut code, mut headers) = (ptr::null_mut::<zend_string>(), 200_i64, ptr::null_mut::<HashTable>());
        if parse!(frame, c"P|lh", &raw mut path, &raw mut code, &raw mut headers).is_none() {
            return;
        }
        string::add_reference(path);
        make(frame, result, Body::File(Raw::string(path)), code, headers, None);
    });
}

/// `stream()`.
pub unsafe extern "C" fn stream(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        let (mut pieces, mut code, mut headers) = (ptr::null_mut::<Raw>(), 200_i64, ptr::null_mut::<HashTable>());
        if parse!(frame, c"z|lh", &raw mut pieces, &raw mut code, &raw mut headers).is_none() {
            return;
        }
        let pieces = *pieces;
        let is_of = |class| is_instance(pieces.payload.object, class);
        let fits = pieces.kind() == IS_ARRAY
            || (pieces.kind() == IS_OBJECT && (is_of(zend_ce_traversable) || is_of(zend_ce_closure)));
        if !fits {
            return argument_type_error(1, c"of type Traversable|Closure|array", pieces);
        }
        pieces.add_reference();
        make(frame, result, Body::Stream(pieces), code, headers, None);
    });
}
