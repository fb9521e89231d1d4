//! Objects of DateTimeImmutable and its subclasses.

use super::value::Raw;
use ext_php_rs::ffi::zend_object;

/// Makes a new object that moment, in UTC; takes the object over and gives it, or another, back. `None` if an exception is on its way.
///
/// # Safety
/// The object's class inherits DateTimeImmutable, and it was just made.
#[cfg(php84)]
pub unsafe fn initialize(object: *mut zend_object, seconds: i64, microseconds: u32) -> Option<Raw> {
    // SAFETY: the class's objects carry their date as far in front of the header as the handlers say (ext/date/php_date.h).
    unsafe {
        let offset = usize::try_from((*(*object).handlers).offset).ok()?;
        let date = object.byte_sub(offset).cast();
        super::sys::php_date_initialize_from_ts_long(date, seconds, i32::try_from(microseconds).unwrap_or(0));
    }
    Some(Raw::object(object))
}

/// As above, with the methods that PHP 8.3 has.
///
/// # Safety
/// As above.
#[cfg(not(php84))]
pub unsafe fn initialize(object: *mut zend_object, seconds: i64, microseconds: u32) -> Option<Raw> {
    use super::object_data::call_method;
    use super::string;
    let epoch = Raw::new_string(string::new(b"@0"));
    let moment = Raw::object(object);
    // SAFETY: DateTimeImmutable has these methods; each gives a new object of the same class.
    unsafe {
        let made = call_method(moment, "__construct", &mut [epoch]);
        epoch.release();
        let moment =
            exchange(moment, made.is_some().then(|| call_method(moment, "settimestamp", &mut [Raw::long(seconds)]))?)?;
        if microseconds == 0 {
            return Some(moment);
        }
        let second = seconds.rem_euclid(86_400);
        let time = [second / 3600, second / 60 % 60, second % 60, i64::from(microseconds)];
        exchange(moment, call_method(moment, "settime", &mut time.map(Raw::long)))
    }
}

/// Gives up one value for another.
///
/// # Safety
/// Both are the caller's.
#[cfg(not(php84))]
unsafe fn exchange(old: Raw, new: Option<Raw>) -> Option<Raw> {
    // SAFETY: as promised.
    unsafe { old.release() };
    new
}
