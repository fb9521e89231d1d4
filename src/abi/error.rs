//! Why the router refused something.

use super::guard::{Output, guard, hand_out, release, shared};
use super::status::Status;
use super::text::Text;
use highper_router::RouteError;

/// Why the router refused something. Immutable.
pub struct Error {
    code: i32,
    message: Vec<u8>,
    hint: Vec<u8>,
    pattern: Option<Box<[u8]>>,
    offset: Option<usize>,
}

impl Error {
    fn new(error: RouteError) -> Self {
        let (code, message, hint) = (error.kind.code() as i32, error.message(), error.kind.hint());
        Self { code, message, hint, pattern: error.pattern, offset: error.offset }
    }
}

/// What a function returns when the engine refuses; the reason goes out where someone wants it.
pub fn refuse(error: RouteError, output: Option<Output<*mut Error>>) -> Status {
    if let Some(output) = output {
        output.write(hand_out(Error::new(error)));
    }
    Status::Refused
}

fn lend(error: *const Error, text: *mut Text, part: impl FnOnce(&Error) -> Option<&[u8]>) -> Status {
    guard(|| {
        // SAFETY: the caller of the exported function promises what `guard` asks for.
        let (error, text) = unsafe { (shared(error)?, Output::new(text)?) };
        text.write(Text::lend(part(error).ok_or(Status::NotFound)?));
        Ok(())
    })
}

/// The stable number of an error: the codes of docs/router.md, under Errors.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_code(error: *const Error, code: *mut i32) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (error, code) = unsafe { (shared(error)?, Output::new(code)?) };
        code.write(error.code);
        Ok(())
    })
}

/// The whole message, such as "Unclosed '{' at byte 1 of pattern '/{id': close the parameter with '}'". Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_message(error: *const Error, message: *mut Text) -> Status {
    lend(error, message, |error| Some(&error.message))
}

/// What to do about it. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_hint(error: *const Error, hint: *mut Text) -> Status {
    lend(error, hint, |error| Some(&error.hint))
}

/// The pattern or host pattern at fault; HIGHPER_STATUS_NOT_FOUND if the fault is in none. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_pattern(error: *const Error, pattern: *mut Text) -> Status {
    lend(error, pattern, |error| error.pattern.as_deref())
}

/// Where the fault is in the pattern, in bytes from its beginning; HIGHPER_STATUS_NOT_FOUND if it is not at one place.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_offset(error: *const Error, offset: *mut usize) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (error, offset) = unsafe { (shared(error)?, Output::new(offset)?) };
        offset.write(error.offset.ok_or(Status::NotFound)?);
        Ok(())
    })
}

/// Frees an error. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_free(error: *mut Error) {
    // SAFETY: the caller promises what `release` asks for.
    unsafe { release(error) };
}
