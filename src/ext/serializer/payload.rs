//! `Payload`: what respond() answers with.

use crate::zval::args::{Frame, Return, give, none, object, parse};
use crate::zval::array::{Array, new_string};
use crate::zval::call::{has_exception, instantiate, read_property};
use crate::zval::class::Class;
use crate::zval::guard::{cold, kept};
use crate::zval::string;
use crate::zval::sys::zend_update_property_ex;
use crate::zval::value::{IS_STRING, Raw};
use std::ffi::CStr;
use std::ptr;

/// `Payload`.
pub static PAYLOAD: Class = Class::new();

const PROPERTIES: [&str; 3] = ["body", "contentType", "vary"];

/// Makes a Payload; takes the values over.
pub fn payload(values: [Raw; 3]) -> Option<Raw> {
    // SAFETY: the class has these three properties in this order, each uninitialised, and nobody else has the object yet.
    unsafe {
        let object = instantiate(PAYLOAD.get())?;
        let slots = (&raw mut (*object).properties_table).cast::<Raw>();
        for (position, value) in values.into_iter().enumerate() {
            let slot = slots.add(position);
            (*slot).payload = value.payload;
            (*slot).type_info = value.type_info;
            // IS_PROP_UNINIT and IS_PROP_REINITABLE, which an initialised property does not have (zend_types.h).
            (*slot).extra &= !3;
        }
        Some(Raw::object(object))
    }
}

/// `new Payload(...)`, for those who test with one.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: one place for each parameter; the engine takes its own references, checks types and sets each property once only.
        let mut places = [ptr::null_mut(); 3];
        let [body, content_type, vary] = &mut places;
        if parse!(frame, c"SSS", &raw mut *body, &raw mut *content_type, &raw mut *vary).is_none() {
            return;
        }
        for (name, text) in PROPERTIES.iter().zip(places) {
            let mut value = Raw::string(text);
            let name = string::interned(name.as_bytes());
            zend_update_property_ex(PAYLOAD.get(), object(frame), name, (&raw mut value).cast());
            string::release(name);
            if has_exception() {
                return;
            }
        }
    });
}

/// A property as an owned string; `None` if an exception was thrown, as the engine does where the constructor never ran.
unsafe fn text(frame: Frame, name: &CStr) -> Option<Raw> {
    // SAFETY: the property is the class's own, and a string.
    unsafe { read_property(PAYLOAD.get(), object(frame), name).filter(|value| value.kind() == IS_STRING) }
}

/// `headers()`.
pub unsafe extern "C" fn headers(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; each text is owned until it is in the array.
        if none(frame).is_none() {
            return;
        }
        let Some(content_type) = text(frame, c"contentType") else { return };
        let Some(body) = text(frame, c"body") else { return content_type.release() };
        let length = kept(body.bytes().len().to_string());
        let length = new_string(length.as_bytes());
        body.release();
        let Some(vary) = text(frame, c"vary") else {
            length.release();
            return content_type.release();
        };
        let headers = Array::new(3);
        headers.set("Content-Type", content_type);
        headers.set("Content-Length", length);
        headers.set("Vary", vary);
        give(result, headers.value());
    });
}
