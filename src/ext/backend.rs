//! `Backend`: which of the three is at work. If this class is the native one, it is the extension.

use crate::zval::args::{Frame, Return, give, none};
use crate::zval::array::new_string;
use crate::zval::class::{Class, Handler};
use crate::zval::guard::cold;

/// `Backend`.
pub static BACKEND: Class = Class::new();

/// Every method of the class.
pub const METHODS: &[(&str, Handler)] = &[("current", current), ("version", version)];

unsafe extern "C" fn current(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some() {
            give(result, new_string(b"extension"));
        }
    });
}

unsafe extern "C" fn version(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: as above.
        if none(frame).is_some() {
            give(result, new_string(env!("CARGO_PKG_VERSION").as_bytes()));
        }
    });
}
