//! Responses that differ from one that there is: with another status, with and without fields and cookies, with other content.

use super::fields::Text;
use super::respond::{refuse_status, status};
use super::response::{Body, Response};
use crate::zval::args::{Frame, Return, bytes, give, object, optional, parse};
use crate::zval::array::new_string;
use crate::zval::call::{argument_type_error, cloned, value_error};
use crate::zval::guard::{cold, hot};
use crate::zval::object::Native;
use crate::zval::string;
use crate::zval::value::{IS_ARRAY, IS_LONG, IS_STRING, Raw};
use ext_php_rs::ffi::zend_string;
use highper_http::cookie::{SameSite, SetCookie};
use std::ptr;

/// A clone of the object, and what it carries; `None` if an exception is on its way.
unsafe fn copy(frame: Frame) -> Option<(Raw, *mut Response)> {
    // SAFETY: the class's objects can be cloned.
    unsafe {
        let clone = cloned(object(frame))?;
        Some((Raw::object(clone), &raw mut (*Native::<Response>::of(clone)).value))
    }
}

/// `withStatus()`.
pub unsafe extern "C" fn with_status(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: a place for the parameter.
        let mut code = 0_i64;
        if parse!(frame, c"l", &raw mut code).is_none() {
            return;
        }
        let Some(code) = status(code) else { return refuse_status() };
        if let Some((clone, response)) = copy(frame) {
            (*response).status = code;
            give(result, clone);
        }
    });
}

unsafe fn with_field(frame: Frame, result: Return, replaces: bool) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter; adding runs no PHP code.
        let (mut name, mut value) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<Raw>());
        if parse!(frame, c"Sz", &raw mut name, &raw mut value).is_none() {
            return;
        }
        if !matches!((*value).kind(), IS_STRING | IS_LONG | IS_ARRAY) {
            return argument_type_error(2, c"of type array|string|int", *value);
        }
        let Some((clone, response)) = copy(frame) else { return };
        if replaces {
            (*response).fields.remove(bytes(name));
        }
        match (*response).fields.add(Raw::string(name), *value) {
            Ok(()) => give(result, clone),
            Err(fault) => {
                fault.throw(bytes(name));
                clone.release();
            }
        }
    });
}

/// `withHeader()`.
pub unsafe extern "C" fn with_header(frame: Frame, result: Return) {
    // SAFETY: called by the engine for a method of the class; so is the next.
    unsafe { with_field(frame, result, true) };
}

/// `withAddedHeader()`.
pub unsafe extern "C" fn with_added_header(frame: Frame, result: Return) {
    // SAFETY: as above.
    unsafe { with_field(frame, result, false) };
}

/// `withoutHeader()`.
pub unsafe extern "C" fn without_header(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        let mut name = ptr::null_mut();
        if parse!(frame, c"S", &raw mut name).is_none() {
            return;
        }
        if let Some((clone, response)) = copy(frame) {
            (*response).fields.remove(bytes(name));
            give(result, clone);
        }
    });
}

/// `withBody()`.
pub unsafe extern "C" fn with_body(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above; the old content is another object's, too, and nothing is held should the garbage collector look at it.
        let mut body = ptr::null_mut::<zend_string>();
        if parse!(frame, c"S", &raw mut body).is_none() {
            return;
        }
        if let Some((clone, response)) = copy(frame) {
            string::add_reference(body);
            std::mem::replace(&mut (*response).body, Body::Text(Raw::string(body))).value().release();
            give(result, clone);
        }
    });
}

/// A text as rawurlencode() writes it, in which nothing is left that a cookie's value cannot have (RFC 3986, 2.3).
fn encoded(text: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(text.len());
    for &byte in text {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(byte);
        } else {
            let digit =
                |value: u8| char::from_digit(value.into(), 16).map_or(b'0', |digit| digit.to_ascii_uppercase() as u8);
            encoded.extend([b'%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

/// Adds a cookie to a clone of the object.
unsafe fn add_cookie(frame: Frame, result: Return, cookie: &SetCookie<'_>) {
    let mut line = Vec::new();
    if let Err(fault) = cookie.write(&mut line) {
        return value_error(&format!("Cannot set the cookie: {fault}"));
    }
    // SAFETY: a method's frame.
    if let Some((clone, response)) = unsafe { copy(frame) } {
        let line = new_string(&line);
        // SAFETY: the clone is nobody else's.
        unsafe {
            (*response).fields.push(Text::Own(b"Set-Cookie"), Text::Php(line));
            give(result, clone);
        }
    }
}

/// `withCookie()`.
pub unsafe extern "C" fn with_cookie(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: a place for each parameter, with its default.
        let (mut name, mut value) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let (mut max_age, mut lives_with_the_browser) = (0_i64, true);
        let (mut path, mut domain) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let (mut secure, mut http_only, mut partitioned) = (true, true, false);
        let mut same_site = ptr::null_mut::<Raw>();
        let parsed = parse!(
            frame,
            c"SS|l!SS!bbzb",
            &raw mut name,
            &raw mut value,
            &raw mut max_age,
            &raw mut lives_with_the_browser,
            &raw mut path,
            &raw mut domain,
            &raw mut secure,
            &raw mut http_only,
            &raw mut same_site,
            &raw mut partitioned
        );
        if parsed.is_none() {
            return;
        }
        let same_site = if same_site.is_null() {
            Some(SameSite::Lax)
        } else {
            let given = *same_site;
            match given.kind() {
                crate::zval::value::IS_NULL => None,
                IS_STRING => match given.bytes() {
                    b"Lax" => Some(SameSite::Lax),
                    b"Strict" => Some(SameSite::Strict),
                    b"None" => Some(SameSite::None),
                    _ => return value_error("Cannot set the cookie: SameSite is Lax, Strict or None"),
                },
                _ => return argument_type_error(8, c"of type ?string", given),
            }
        };
        let value = encoded(bytes(value));
        let cookie = SetCookie {
            name: bytes(name),
            value: &value,
            domain: optional(domain),
            path: Some(optional(path).unwrap_or(b"/")),
            max_age: (!lives_with_the_browser).then_some(max_age),
            expires: None,
            secure,
            http_only,
            same_site,
            partitioned,
        };
        add_cookie(frame, result, &cookie);
    });
}

/// `withoutCookie()`.
pub unsafe extern "C" fn without_cookie(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: as above.
        let (mut name, mut path, mut domain) =
            (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        if parse!(frame, c"S|SS!", &raw mut name, &raw mut path, &raw mut domain).is_none() {
            return;
        }
        // A name with a prefix is taken with what that promises only.
        let cookie = SetCookie {
            name: bytes(name),
            domain: optional(domain),
            path: Some(optional(path).unwrap_or(b"/")),
            max_age: Some(0),
            secure: true,
            http_only: true,
            ..SetCookie::default()
        };
        add_cookie(frame, result, &cookie);
    });
}
