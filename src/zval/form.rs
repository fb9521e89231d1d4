//! Names and values in a query or a form, read as PHP reads them: by the function behind parse_str().

use super::array::Array;
use super::value::Raw;
use ext_php_rs::ffi::{_emalloc, ext_php_rs_sapi_module, zval};
use std::ffi::{c_char, c_int};

/// `PARSE_STRING` (main/SAPI.h).
const PARSE_STRING: c_int = 3;

/// What a text says, as an owned array.
///
/// # Safety
/// No reference into a native object is held: too many variables are warned of, and an error handler may do anything.
pub unsafe fn parse(text: &[u8]) -> Raw {
    let mut array = Array::new(8).value();
    // SAFETY: the copy is the callee's, and ends with a NUL; the array is ours alone.
    unsafe {
        if let (false, Some(treat)) = (text.is_empty(), (*ext_php_rs_sapi_module()).treat_data) {
            let copy = _emalloc(text.len() + 1).cast::<u8>();
            copy.copy_from_nonoverlapping(text.as_ptr(), text.len());
            copy.add(text.len()).write(0);
            treat(PARSE_STRING, copy.cast::<c_char>(), (&raw mut array).cast::<zval>());
        }
    }
    array
}
