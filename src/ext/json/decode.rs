//! `Json::decode()` and `Json::validate()`, which are json_decode() and json_validate() to the last bit.

use super::document::{self, INVALID_UTF8_IGNORE, THROW_ON_ERROR};
use super::fault;
use crate::ext::exception;
use crate::zval::args::{Arguments, Frame, Return, give, parse};
use crate::zval::call::argument_value_error;
use crate::zval::class::Class;
use crate::zval::guard::hot;
use crate::zval::json::set_last_error;
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_serializer::json::{Error, ErrorKind, check};
use std::ptr;

/// The arguments of json_decode().
struct Call<'f> {
    json: &'f [u8],
    associative: Option<bool>,
    depth: i64,
    flags: i64,
}

/// The depth unless another is asked for.
pub const DEPTH: i64 = 512;
const GREATEST_DEPTH: i64 = 0x7fff_ffff;

/// Reads `string $json, ?bool $associative = null, int $depth = 512, int $flags = 0`.
#[inline(always)]
unsafe fn call<'f>(frame: Frame) -> Option<Call<'f>> {
    // SAFETY: the frame is this call's.
    let arguments = unsafe { Arguments::of(frame) };
    if let Some(json) = arguments.string(0)
        && let Some(associative) = arguments.optional_bool(1)
        && let Some(depth) = arguments.long_or(2, DEPTH)
        && let Some(flags) = arguments.long_or(3, 0)
        && arguments.are_at_most(4)
    {
        return Some(Call { json, associative, depth, flags });
    }
    // SAFETY: as above.
    unsafe { call_checked(frame) }
}

#[cold]
unsafe fn call_checked<'f>(frame: Frame) -> Option<Call<'f>> {
    let mut json = ptr::null_mut::<zend_string>();
    let (mut associative, mut is_null) = (false, true);
    let (mut depth, mut flags) = (DEPTH, 0_i64);
    // SAFETY: a place for each parameter, of the type that its letter wants.
    unsafe {
        parse!(
            frame,
            c"S|b!ll",
            &raw mut json,
            &raw mut associative,
            &raw mut is_null,
            &raw mut depth,
            &raw mut flags
        )?;
        Some(Call { json: string::bytes(json), associative: (!is_null).then_some(associative), depth, flags })
    }
}

/// Checks a depth; throws a ValueError for the argument of that number otherwise.
pub fn check_depth(depth: i64, argument: u32) -> Option<usize> {
    if depth <= 0 {
        argument_value_error(argument, c"must be greater than 0");
    } else if depth > GREATEST_DEPTH {
        argument_value_error(argument, c"must be less than 2147483647");
    } else {
        return usize::try_from(depth).ok();
    }
    None
}

/// `Json::decode()`.
pub unsafe extern "C" fn decode(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    hot(|| unsafe { decode_for(frame, result, &exception::JSON) });
}

/// json_decode() that throws exceptions of a class.
///
/// # Safety
/// The frame and the result are this call's.
#[inline(always)]
pub unsafe fn decode_for(frame: Frame, result: Return, class: &Class) {
    // SAFETY: as promised.
    unsafe {
        let Some(Call { json, associative, depth, flags }) = call(frame) else { return };
        let is_silent = flags & THROW_ON_ERROR == 0;
        if is_silent {
            set_last_error(0);
        }
        let decoded = if json.is_empty() {
            Err(Error { kind: ErrorKind::Syntax, offset: 0 })
        } else {
            let Some(depth) = check_depth(depth, 3) else { return };
            document::decode(json, document::with_associative(flags, associative), depth)
        };
        match decoded {
            Ok(value) => give(result, value),
            Err(error) if is_silent => set_last_error(error.kind.code()),
            Err(error) => fault::throw(class, error, json),
        }
    }
}

/// `Json::validate()`.
pub unsafe extern "C" fn validate(frame: Frame, result: Return) {
    hot(|| {
        let mut json = ptr::null_mut::<zend_string>();
        let (mut depth, mut flags) = (DEPTH, 0_i64);
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        unsafe {
            if parse!(frame, c"S|ll", &raw mut json, &raw mut depth, &raw mut flags).is_none() {
                return;
            }
            if flags != 0 && flags != INVALID_UTF8_IGNORE {
                argument_value_error(3, c"must be a valid flag (allowed flags: JSON_INVALID_UTF8_IGNORE)");
                return;
            }
            let json = string::bytes(json);
            let outcome = if json.is_empty() {
                Err(Error { kind: ErrorKind::Syntax, offset: 0 })
            } else {
                set_last_error(0);
                let Some(depth) = check_depth(depth, 2) else { return };
                check(json, document::options(flags, depth), false)
            };
            set_last_error(outcome.err().map_or(0, |error| error.kind.code()));
            give(result, Raw::bool(outcome.is_ok()));
        }
    });
}
