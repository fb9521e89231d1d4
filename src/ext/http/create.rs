//! Making requests: `Request::create()`, and those of the server's.

use super::fields::{Fields, is_token};
use super::head::{Owned, Place, Target};
use super::request::Request;
use crate::zval::args::{Frame, Return, called_class, give, parse};
use crate::zval::array::Array;
use crate::zval::call::{instantiate, value_error};
use crate::zval::guard::cold;
use crate::zval::object::Native;
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::{HashTable, zend_string};
use std::ptr;

/// `create()`.
pub unsafe extern "C" fn create(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: a place for each parameter; the object is nobody else's until it is complete. Nothing runs PHP code.
        let (mut method, mut target) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let (mut headers, mut body) = (ptr::null_mut::<HashTable>(), ptr::null_mut::<zend_string>());
        if parse!(frame, c"SS|hS", &raw mut method, &raw mut target, &raw mut headers, &raw mut body).is_none() {
            return;
        }
        let (method, target) = (string::bytes(method), string::bytes(target));
        if !is_token(method) {
            return value_error("The method must be a token");
        }
        if target.is_empty() || !target.iter().all(|&byte| byte.is_ascii_graphic() && byte != b'#') {
            return value_error("The target must be of visible ASCII characters other than #");
        }
        let Some(parts) = Target::read(method, target) else {
            return value_error("The target must be a path, a URI of http or https, or * for OPTIONS");
        };
        let Some(object) = instantiate(called_class(frame)) else { return };
        let request = &raw mut (*Native::<Request>::of(object)).value;
        let mut fields = Fields::default();
        if !headers.is_null() && !Fields::add_all(&raw mut fields, Array(headers)) {
            return Raw::object(object).release();
        }
        let mut head = Owned::new(method, target, &parts, false);
        for (name, value) in fields.lines() {
            head.add(name, value);
        }
        (*request).place = Some(Place::owned(head));
        if !body.is_null() {
            string::add_reference(body);
            (*request).body = Raw::string(body);
        }
        give(result, Raw::object(object));
    });
}
