//! What time it is: by the system's clock, or by an object with now() (PSR-20). And what moment a DateTimeInterface is.

use crate::zval::call::{call_method, is_instance, type_error};
use crate::zval::object_data::call_method as call_lower;
use crate::zval::string;
use crate::zval::sys::php_date_get_interface_ce;
use crate::zval::value::{IS_LONG, IS_OBJECT, IS_STRING, Raw};
use ext_php_rs::ffi::zend_object;
use highper_paseto::time::Moment;
use std::time::{SystemTime, UNIX_EPOCH};

/// What time it is; `None` if an exception was thrown.
///
/// # Safety
/// The clock is null or a live object. It may be PHP code: nothing native is borrowed.
#[inline(always)]
pub unsafe fn now(clock: Raw) -> Option<Moment> {
    if clock.kind() == IS_OBJECT {
        // SAFETY: as promised.
        return unsafe { told(clock.payload.object) };
    }
    Some(system())
}

/// What time it is by the system's clock.
pub fn system() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment { seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX), nanoseconds: since.subsec_nanos() }
}

#[cold]
unsafe fn told(clock: *mut zend_object) -> Option<Moment> {
    // SAFETY: as promised; the answer is ours.
    unsafe {
        let answer = call_method(clock, "now", &mut [])?;
        let moment = if answer.kind() == IS_OBJECT && is_date(answer.payload.object) {
            moment(answer.payload.object)
        } else {
            let given = String::from_utf8_lossy(&answer.type_name()).into_owned();
            type_error(&format!("The clock's now() must give a DateTimeInterface, {given} given"));
            None
        };
        answer.release();
        moment
    }
}

/// Whether an object is a DateTimeInterface.
///
/// # Safety
/// The object is alive.
pub unsafe fn is_date(object: *mut zend_object) -> bool {
    // SAFETY: as promised.
    unsafe { is_instance(object, php_date_get_interface_ce()) }
}

/// What moment an object is; `None` if an exception was thrown.
///
/// # Safety
/// The object is a live DateTimeInterface; its methods may be PHP code.
pub unsafe fn moment(object: *mut zend_object) -> Option<Moment> {
    let object = Raw::object(object);
    // SAFETY: as promised; what the methods do with the place that the object came from is their affair, so a reference is held meanwhile.
    unsafe {
        object.add_reference();
        let moment = moment_of(object);
        object.release();
        moment
    }
}

unsafe fn moment_of(object: Raw) -> Option<Moment> {
    // SAFETY: as for `moment`; the answers are ours.
    unsafe {
        let answer = call_lower(object, "gettimestamp", &mut [])?;
        let seconds = if answer.kind() == IS_LONG { answer.payload.long } else { 0 };
        answer.release();
        let format = Raw::string(string::shared(b"u"));
        let fraction = call_lower(object, "format", &mut [format])?;
        let digits = if fraction.kind() == IS_STRING { fraction.bytes() } else { b"" };
        let microseconds = digits.iter().filter(|byte| byte.is_ascii_digit()).take(6);
        let microseconds = microseconds.fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
        fraction.release();
        Some(Moment { seconds, nanoseconds: microseconds * 1000 })
    }
}
