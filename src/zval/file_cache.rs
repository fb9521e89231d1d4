//! Keeping apart what opcache's file cache holds of scripts that were compiled beside this extension, and of others.
//!
//! Compiled scripts hold constants of our classes and, from PHP 8.4 on, the number of a frameless function, which is no more than a place in a table of the
//! process. A process without the extension that runs such a script calls whatever stands there. The cache's files lie in a folder that is
//! named after the engine's build and what extensions add to that.

use super::sys::zend_add_system_entropy;
use std::ffi::c_void;

/// Makes the cache's folder another one, by bytes that say what differs. For module startup: false if it is too late, as for dl().
pub fn set_apart(what: &[u8]) -> bool {
    // SAFETY: the names end with NUL and the bytes are that many; the engine hashes them at once.
    unsafe {
        let data = what.as_ptr().cast::<c_void>();
        zend_add_system_entropy(c"highper".as_ptr(), c"compile".as_ptr(), data, what.len()) == 0
    }
}

/// The number of a frameless function that was just registered.
#[cfg(php84)]
pub fn frameless_number(handler: *const c_void) -> usize {
    // SAFETY: the table has the handler in it, since the engine has just put it there; nobody adds to it meanwhile.
    unsafe {
        let mut number = 0;
        let table = (&raw const super::sys::zend_flf_handlers).read();
        while table.add(number).read().cast_const() != handler {
            number += 1;
        }
        number
    }
}
