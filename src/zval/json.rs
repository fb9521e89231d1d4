//! The state that ext/json shares with its callers.

use super::sys::zend_gcvt;
use ext_php_rs::ffi::core_globals;
use std::ffi::{CStr, c_char, c_int};

/// Room for a float of any precision (`ZEND_DOUBLE_MAX_LENGTH`).
pub const MOST_DOUBLE: usize = 1100;

/// `zend_json_globals` (ext/json/php_json.h).
#[repr(C)]
struct Globals {
    encoder_depth: c_int,
    encode_max_depth: c_int,
    error_code: c_int,
}

unsafe extern "C" {
    static mut json_globals: Globals;
}

/// Sets what json_last_error() says.
#[inline(always)]
pub fn set_last_error(code: u8) {
    // SAFETY: ext/json is part of every PHP since 8.0; its globals belong to this thread.
    unsafe { json_globals.error_code = c_int::from(code) };
}

/// The ini setting `serialize_precision`; -1 stands for as many digits as it takes.
#[inline(always)]
pub fn precision() -> i64 {
    // SAFETY: the globals of the running thread exist as long as the engine runs.
    unsafe { core_globals.serialize_precision }
}

/// Writes a float with that precision; answers with the number of bytes.
///
/// # Safety
/// There is room for [`MOST_DOUBLE`].
#[cold]
pub unsafe fn double(to: *mut u8, value: f64) -> usize {
    let digits = c_int::try_from(precision()).unwrap_or(c_int::MAX);
    // SAFETY: as promised; the engine ends it with a NUL.
    unsafe {
        zend_gcvt(value, digits, b'.' as c_char, b'e' as c_char, to.cast());
        CStr::from_ptr(to.cast()).count_bytes()
    }
}
