//! `highper.json_override`: the engine's own json_encode(), json_decode() and json_validate(), served by this implementation for every
//! library in the process. Their handlers are exchanged when the module starts; everything else about the functions stays as it is.

use super::{decode, encode};
use crate::ext::exception;
use crate::zval::args::{Frame, Return};
use crate::zval::class::Handler;
use crate::zval::function;
use crate::zval::guard::hot;
use crate::zval::ini;
use std::ffi::CStr;

/// The functions and who serves them then.
const FUNCTIONS: &[(&CStr, Handler)] =
    &[(c"json_encode", json_encode), (c"json_decode", json_decode), (c"json_validate", decode::validate)];

/// Exchanges the handlers if the setting asks for it. A function that the administrator has disabled stays so.
pub fn install() {
    if ini::is_on(ini::JSON_OVERRIDE) {
        for &(name, handler) in FUNCTIONS {
            function::replace_handler(name, handler);
        }
    }
}

unsafe extern "C" fn json_encode(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    hot(|| unsafe { encode::encode_for(frame, result, &exception::PHP_JSON) });
}

unsafe extern "C" fn json_decode(frame: Frame, result: Return) {
    // SAFETY: as above.
    hot(|| unsafe { decode::decode_for(frame, result, &exception::PHP_JSON) });
}
