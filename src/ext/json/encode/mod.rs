//! `Json::encode()`, which is json_encode() to the last bit, and `Json::encodeTo()`, which writes to a stream as it goes.

use super::document::THROW_ON_ERROR;
use crate::ext::exception;
use crate::zval::args::{Arguments, Frame, Return, give, parse};
use crate::zval::call::has_exception;
use crate::zval::class::Class;
use crate::zval::guard::hot;
use crate::zval::json::set_last_error;
use crate::zval::output::Room;
use crate::zval::value::Raw;
use encoder::{Encoder, PARTIAL_OUTPUT_ON_ERROR};
use highper_serializer::json::encode::Escapes;
use std::ptr;

mod container;
mod encoder;
mod object;
mod stream;
mod text;

pub use stream::encode_to;

const DEPTH: i64 = 512;

/// The arguments of json_encode().
struct Call {
    value: Raw,
    flags: i64,
    depth: i64,
}

/// Reads `mixed $value, int $flags = 0, int $depth = 512`.
#[inline(always)]
unsafe fn call(frame: Frame) -> Option<Call> {
    // SAFETY: the frame is this call's.
    unsafe {
        let arguments = Arguments::of(frame);
        if let Some(value) = arguments.value(0)
            && let Some(flags) = arguments.long_or(1, 0)
            && let Some(depth) = arguments.long_or(2, DEPTH)
            && arguments.are_at_most(3)
        {
            // Type and payload one by one: the engine has just stored them so (see `string_at`).
            let (payload, type_info) = ((*value).payload, (*value).type_info);
            return Some(Call { value: Raw { payload, type_info, extra: 0 }, flags, depth });
        }
        call_checked(frame)
    }
}

#[cold]
unsafe fn call_checked(frame: Frame) -> Option<Call> {
    let mut value = ptr::null_mut::<Raw>();
    let (mut flags, mut depth) = (0_i64, DEPTH);
    // SAFETY: a place for each parameter, of the type that its letter wants.
    unsafe {
        parse!(frame, c"z|ll", &raw mut value, &raw mut flags, &raw mut depth)?;
        Some(Call { value: value.read(), flags, depth })
    }
}

/// `Json::encode()`.
pub unsafe extern "C" fn encode(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    hot(|| unsafe { encode_for(frame, result, &exception::JSON) });
}

/// json_encode() that throws exceptions of a class.
///
/// # Safety
/// The frame and the result are this call's.
#[inline(always)]
pub unsafe fn encode_for(frame: Frame, result: Return, class: &Class) {
    // SAFETY: as promised. Nothing is owned here but memory of the engine, which it takes back itself on a bailout.
    unsafe {
        let Some(Call { value, flags, depth }) = call(frame) else { return };
        let mut room = Room::uninit();
        let made;
        let escapes = if flags == 0 {
            Escapes::DEFAULT
        } else {
            made = Escapes::new(flags as u32);
            &made
        };
        let mut encoder = Encoder::new(&mut room, escapes, flags, depth, None);
        let end = encoder.encode(value);
        let error = encoder.error;
        let is_partial = flags & i64::from(PARTIAL_OUTPUT_ON_ERROR) != 0;
        let is_silent = flags & THROW_ON_ERROR == 0 || is_partial;
        if is_silent {
            set_last_error(error);
        }
        if !end.is_null() && (error == 0 || is_partial) {
            give(result, Raw::new_string(encoder.output.finish(end)));
            return;
        }
        encoder.output.discard();
        if error == 0 {
            debug_assert!(has_exception());
        } else if is_silent {
            give(result, Raw::bool(false));
        } else {
            throw(class, error);
        }
    }
}

/// Encodes a value; the text is the caller's.
///
/// # Errors
/// What is wrong with it; `None` if an exception is on its way.
///
/// # Safety
/// The value is alive. PHP code may run: no reference into a native object is held.
pub unsafe fn encode_value(value: Raw, flags: i64, depth: i64) -> Result<Raw, Option<&'static str>> {
    let mut room = Room::uninit();
    let escapes = Escapes::new(flags as u32);
    let mut encoder = Encoder::new(&mut room, &escapes, flags, depth, None);
    // SAFETY: as promised; nothing is owned here but memory of the engine.
    unsafe {
        let end = encoder.encode(value);
        if !end.is_null() && encoder.error == 0 {
            return Ok(Raw::new_string(encoder.output.finish(end)));
        }
        let error = encoder.error;
        encoder.output.discard();
        Err((error != 0).then(|| super::message::of(error)))
    }
}

/// Throws for a value that cannot be encoded. What jsonSerialize() threw meanwhile becomes the previous exception.
#[cold]
fn throw(class: &Class, error: u8) {
    exception::throw(class, super::message::of(error).as_bytes(), i64::from(error), &[]);
}
