//! `Paseto\Token`.

use crate::zval::args::{Frame, Return, give, object, parse_typed};
use crate::zval::array::{Array, new_string};
use crate::zval::call::{call_named, has_exception, instantiate, read_property};
use crate::zval::class::Class;
use crate::zval::guard::{cold, kept};
use crate::zval::object_data::slot;
use crate::zval::string;
use crate::zval::sys::zend_update_property_ex;
use crate::zval::value::{IS_ARRAY, IS_OBJECT, IS_STRING, Raw};
use ext_php_rs::ffi::zend_string;
use highper_paseto::time;
use std::ptr;

pub static TOKEN: Class = Class::new();

/// Makes a Token; takes the values over.
#[inline(always)]
pub fn new(claims: Raw, footer: Raw) -> Option<Raw> {
    // SAFETY: the class has these two properties in this order, each uninitialised, and nobody else has the object yet.
    unsafe {
        let object = instantiate(TOKEN.get())?;
        for (position, value) in [claims, footer].into_iter().enumerate() {
            let place = slot(object, position);
            (*place).payload = value.payload;
            (*place).type_info = value.type_info;
            // IS_PROP_UNINIT and IS_PROP_REINITABLE, which an initialised property does not have (zend_types.h).
            (*place).extra &= !3;
        }
        Some(Raw::object(object))
    }
}

/// `new Token(...)`, for those who test with one.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: the frame is this call's; a place for each parameter. The engine takes its own references and sets each property once only.
        let (mut claims, mut footer) = (ptr::null_mut::<Raw>(), ptr::null_mut::<zend_string>());
        if parse_typed!(frame, c"aS", &raw mut claims, &raw mut footer).is_none() {
            return;
        }
        for (name, mut value) in [("claims", claims.read()), ("footer", Raw::string(footer))] {
            let name = string::interned(name.as_bytes());
            zend_update_property_ex(TOKEN.get(), object(frame), name, (&raw mut value).cast());
            string::release(name);
            if has_exception() {
                return;
            }
        }
    });
}

/// A claim of the call's object, owned; `None` if there is none, or an exception was thrown.
unsafe fn claim(frame: Frame, name: &[u8]) -> Option<Raw> {
    // SAFETY: the property is the class's own; an array that is read holds its elements.
    unsafe {
        let claims = read_property(TOKEN.get(), object(frame), c"claims").filter(|claims| claims.kind() == IS_ARRAY)?;
        let claim = Array(claims.payload.array).get_key(name);
        if let Some(claim) = claim {
            claim.add_reference();
        }
        claims.release();
        claim
    }
}

/// `get()`.
pub unsafe extern "C" fn get(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut name, mut default) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<Raw>());
        if parse_typed!(frame, c"S|z", &raw mut name, &raw mut default).is_none() {
            return;
        }
        if let Some(claim) = claim(frame, string::bytes(name)) {
            give(result, claim);
        } else if !has_exception() && !default.is_null() {
            let default = default.read();
            default.add_reference();
            give(result, default);
        }
    });
}

/// `has()`.
pub unsafe extern "C" fn has(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for the parameter.
        let mut name = ptr::null_mut::<zend_string>();
        if parse_typed!(frame, c"S", &raw mut name).is_none() {
            return;
        }
        let found = claim(frame, string::bytes(name));
        if !has_exception() {
            give(result, Raw::bool(found.is_some()));
        }
        if let Some(found) = found {
            found.release();
        }
    });
}

/// `time()`.
pub unsafe extern "C" fn time(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for the parameter.
        let mut name = ptr::null_mut::<zend_string>();
        if parse_typed!(frame, c"S", &raw mut name).is_none() {
            return;
        }
        let Some(found) = claim(frame, string::bytes(name)) else { return };
        let moment = moment(found);
        found.release();
        if let Some(moment) = moment {
            give(result, moment);
        }
    });
}

/// A time without the digits of its fraction that are too many.
fn to_microseconds(text: &[u8]) -> Vec<u8> {
    let Some((whole, rest)) = text.split_at_checked("YYYY-MM-DDTHH:MM:SS".len()) else { return text.into() };
    let fraction = rest.iter().take_while(|byte| **byte == b'.' || byte.is_ascii_digit()).count();
    let (fraction, zone) = rest.split_at_checked(fraction).unwrap_or((rest, b""));
    [whole, fraction.get(..7).unwrap_or(fraction), zone].concat()
}

/// The moment of a text in RFC 3339, to the microsecond and in its own zone; `None` if it is none, or an exception was thrown.
unsafe fn moment(value: Raw) -> Option<Raw> {
    // SAFETY: the value is alive.
    unsafe {
        if value.kind() != IS_STRING || time::read(value.bytes()).is_none() {
            return None;
        }
        // PHP reads no more than six digits of a fraction as one.
        let text = kept(to_microseconds(value.bytes()));
        let text = new_string(&text);
        let moment = call_named("date_create_immutable", &mut [text]);
        text.release();
        // Somebody may have put another function in its place.
        let moment = moment?;
        if moment.kind() == IS_OBJECT && super::clock::is_date(moment.payload.object) {
            return Some(moment);
        }
        moment.release();
        None
    }
}
