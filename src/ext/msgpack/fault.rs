//! What is wrong with a message or a value, as MessagePackException says it.

use crate::ext::exception;
use crate::zval::guard::{cold, kept};
use crate::zval::value::Raw;
use highper_serializer::msgpack::Error;

// MessagePackException's constants; those up to 8 are the engine's as well.
pub const DEPTH: i64 = 4;
pub const LENGTH: i64 = 5;
pub const MALFORMED: i64 = 3;
pub const KEY: i64 = 7;
pub const UNSUPPORTED_TYPE: i64 = 9;
pub const RECURSION: i64 = 10;
pub const INCOMPLETE: i64 = 11;
pub const EXTENSION: i64 = 12;

/// Says that PHP has an exception: there is nothing to add.
#[derive(Clone, Copy, Debug)]
pub struct Thrown;

/// Throws; the texts are made and dropped here.
#[cold]
#[inline(never)]
pub fn throw(code: i64, what: impl FnOnce() -> Vec<u8>, hint: &str, offset: Option<usize>) -> Thrown {
    cold(|| {
        let mut message = what();
        if let Some(offset) = offset {
            message.extend_from_slice(format!(" at byte {offset}").as_bytes());
        }
        message.extend_from_slice(b": ");
        message.extend_from_slice(hint.as_bytes());
        let message = kept(message);
        let place = offset.and_then(|offset| i64::try_from(offset).ok()).map_or(Raw::NULL, Raw::long);
        exception::throw(&exception::MESSAGE_PACK, &message, code, &[("offset", place)]);
    });
    Thrown
}

/// Throws for a faulty message.
#[cold]
pub fn throw_error(error: Error) -> Thrown {
    let what = || error.kind.what().into_bytes();
    throw(i64::from(error.kind.code()), what, error.kind.hint(), Some(error.offset))
}

/// get_debug_type() of a value.
///
/// # Safety
/// The value is alive.
pub unsafe fn debug_type(value: Raw) -> Vec<u8> {
    // SAFETY: as promised.
    unsafe { value.resource_type().unwrap_or_else(|| value.type_name()) }
}
