//! `MessagePack::unpack()`.

use super::classes::EXTENSIONS;
use super::pack::{DEPTH, check_depth};
use super::values::{
    BIN_AS_OBJECTS, Extent, MAPS_AS_MAPS, MAPS_AS_OBJECTS, UINT64_AS_FLOAT, UINT64_AS_STRING, unpack as unpack_value,
};
use crate::zval::args::{Arguments, Frame, Return, give, parse};
use crate::zval::call::argument_value_error;
use crate::zval::guard::hot;
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use std::ptr;

/// Checks flags, the argument of that number; `None` if an exception was thrown.
pub fn check_flags(flags: i64, argument: u32) -> Option<()> {
    let (maps, integers) = (MAPS_AS_OBJECTS | MAPS_AS_MAPS, UINT64_AS_STRING | UINT64_AS_FLOAT);
    let text = if flags & !(maps | integers | BIN_AS_OBJECTS) != 0 {
        c"must be a combination of MAPS_AS_OBJECTS, MAPS_AS_MAPS, BIN_AS_OBJECTS, UINT64_AS_STRING and UINT64_AS_FLOAT"
    } else if flags & maps == maps {
        c"must not have both MAPS_AS_OBJECTS and MAPS_AS_MAPS"
    } else if flags & integers == integers {
        c"must not have both UINT64_AS_STRING and UINT64_AS_FLOAT"
    } else {
        return Some(());
    };
    argument_value_error(argument, text);
    None
}

/// `MessagePack::unpack()`.
pub unsafe extern "C" fn unpack(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter, of the type that its letter wants; the arguments live as long as the call.
        let (mut flags, mut depth) = (0_i64, DEPTH);
        let mut extensions = ptr::null_mut::<Raw>();
        let arguments = Arguments::of(frame);
        let bytes = match arguments.string(0) {
            Some(bytes) if arguments.are_at_most(1) => bytes,
            _ => {
                let mut bytes = ptr::null_mut::<zend_string>();
                let places = (&raw mut bytes, &raw mut flags, &raw mut extensions, &raw mut depth);
                let class = EXTENSIONS.get();
                if parse!(frame, c"S|lO!l", places.0, places.1, places.2, class, places.3).is_none() {
                    return;
                }
                string::bytes(bytes)
            }
        };
        if check_flags(flags, 2).is_none() {
            return;
        }
        let Some(depth) = check_depth(depth, 4) else { return };
        let extensions = if extensions.is_null() { ptr::null_mut() } else { (*extensions).payload.object };
        if let Ok((value, _)) = unpack_value(bytes, Extent::Whole, flags, depth, extensions, 0) {
            give(result, value);
        }
    });
}
