//! The engine's own functions.

use super::class::Handler;
use ext_php_rs::ffi::{_zend_function, ext_php_rs_compiler_globals, zend_hash_str_find};
use std::ffi::CStr;

const INTERNAL_FUNCTION: u8 = 1; // zend_compile.h

/// Lets a handler serve an internal function from now on; for module startup. Does nothing if there is no such function.
pub fn replace_handler(name: &CStr, handler: Handler) {
    // SAFETY: module startup runs alone; a found place holds a pointer to a function, whose type says whether it is internal.
    unsafe {
        let table = (*ext_php_rs_compiler_globals()).function_table;
        let found = zend_hash_str_find(table, name.as_ptr(), name.count_bytes());
        if found.is_null() {
            return;
        }
        let function = (*found).value.ptr.cast::<_zend_function>();
        if (*function).type_ == INTERNAL_FUNCTION {
            (*function).internal_function.handler = Some(handler);
        }
    }
}
