//! `Timestamp`: making moments, and their nanoseconds.

use super::classes::TIMESTAMP;
use super::fault::{self, Thrown, throw};
use crate::zval::args::{Frame, Return, called_class, give, none, object, parse};
use crate::zval::array::new_string;
use crate::zval::call::{instantiate, read_property};
use crate::zval::date;
use crate::zval::guard::{cold, kept};
use crate::zval::object_data::{call_method, slot};
use crate::zval::string;
use crate::zval::value::{IS_LONG, IS_STRING, Raw};
use ext_php_rs::ffi::zend_class_entry;
use highper_serializer::msgpack::Timestamp;
use highper_serializer::transcode::moment_text;

/// Makes an object of Timestamp, or of the given subclass; it is the caller's.
///
/// # Errors
/// If an exception was thrown.
///
/// # Safety
/// The class is null or inherits Timestamp.
pub unsafe fn new(class: *mut zend_class_entry, timestamp: Timestamp) -> Result<Raw, Thrown> {
    let Timestamp { seconds, nanoseconds } = timestamp;
    let class = if class.is_null() { TIMESTAMP.get() } else { class };
    // SAFETY: the class inherits DateTimeImmutable, which declares no properties, so that Timestamp's is the first; nobody else has
    // the object yet.
    unsafe {
        let object = instantiate(class).ok_or(Thrown)?;
        let moment = date::initialize(object, seconds, nanoseconds / 1000).ok_or(Thrown)?;
        let rest = slot(moment.payload.object, 0);
        (*rest).payload = Raw::long(i64::from(nanoseconds % 1000)).payload;
        Ok(moment)
    }
}

/// `Timestamp::of()`.
pub unsafe extern "C" fn of(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: a place for each parameter.
        let (mut seconds, mut nanoseconds) = (0_i64, 0_i64);
        if parse!(frame, c"l|l", &raw mut seconds, &raw mut nanoseconds).is_none() {
            return;
        }
        let Some(nanoseconds @ 0..=999_999_999) = u32::try_from(nanoseconds).ok() else {
            let what = || format!("{nanoseconds} nanoseconds").into_bytes();
            throw(fault::MALFORMED, what, "use 0 to 999999999", None);
            return;
        };
        if let Ok(moment) = new(called_class(frame), Timestamp { seconds, nanoseconds }) {
            give(result, moment);
        }
    });
}

/// `Timestamp::getNanosecond()`.
pub unsafe extern "C" fn get_nanosecond(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the object has the property and DateTimeImmutable's methods.
        if none(frame).is_none() {
            return;
        }
        let object = object(frame);
        let format = Raw::string(string::shared(b"u"));
        let Some(fraction) = call_method(Raw::object(object), "format", &mut [format]) else { return };
        let microseconds = if fraction.kind() == IS_STRING { digits(fraction.bytes()) } else { 0 };
        fraction.release();
        let Some(rest) = read_property(TIMESTAMP.get(), object, c"rest") else { return };
        let rest = if rest.kind() == IS_LONG { rest.payload.long } else { 0 };
        give(result, Raw::long(microseconds.saturating_mul(1000).saturating_add(rest)));
    });
}

/// `Timestamp::jsonSerialize()`.
pub unsafe extern "C" fn json_serialize(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the object has DateTimeImmutable's methods and its own.
        if none(frame).is_none() {
            return;
        }
        let this = Raw::object(object(frame));
        let Some(seconds) = call_method(this, "gettimestamp", &mut []) else { return };
        let Some(nanoseconds) = call_method(this, "getnanosecond", &mut []) else { return };
        let (seconds, nanoseconds) = (seconds.payload.long, u32::try_from(nanoseconds.payload.long).unwrap_or(0));
        match kept(moment_text(Timestamp { seconds, nanoseconds })).as_deref() {
            Some(text) => give(result, new_string(text.as_bytes())),
            None => drop(throw(
                fault::MALFORMED,
                || b"A moment beyond RFC 3339".to_vec(),
                "it has years from 0000 to 9999",
                None,
            )),
        }
    });
}

/// The number that a row of digits is.
pub fn digits(text: &[u8]) -> i64 {
    text.iter()
        .filter(|byte| byte.is_ascii_digit())
        .fold(0, |number: i64, &digit| number.saturating_mul(10).saturating_add(i64::from(digit - b'0')))
}
