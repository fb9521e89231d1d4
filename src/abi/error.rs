//! Why something was refused.

use super::guard::{Output, guard, hand_out, release, shared};
use super::status::Status;
use super::text::Text;
use highper_router::RouteError;
use highper_serializer::{json, transcode};

/// Why something was refused. Immutable.
pub struct Error {
    code: i32,
    message: Vec<u8>,
    hint: Option<Vec<u8>>,
    pattern: Option<Box<[u8]>>,
    offset: Option<usize>,
}

/// What is added to the codes of MessagePack, so that they differ from JSON's.
const MESSAGE_PACK: i32 = 100;
/// `MessagePackException::LENGTH`.
const LENGTH: i32 = 5;

impl From<RouteError> for Error {
    fn from(error: RouteError) -> Self {
        let (code, message, hint) = (error.kind.code() as i32, error.message(), error.kind.hint());
        Self { code, message, hint: Some(hint), pattern: error.pattern, offset: error.offset }
    }
}

impl From<json::Error> for Error {
    fn from(error: json::Error) -> Self {
        Self::plain(error.kind.code().into(), error.kind.message(), error.offset)
    }
}

impl From<transcode::Error> for Error {
    fn from(error: transcode::Error) -> Self {
        match error {
            transcode::Error::Json(error) => error.into(),
            transcode::Error::MessagePack(error) => {
                let code = MESSAGE_PACK + i32::from(error.kind.code());
                let hint = Some(error.kind.hint().into());
                Self { hint, ..Self::plain(code, &error.to_string(), error.offset) }
            }
            transcode::Error::Obstacle(obstacle, offset) => {
                let code = obstacle.json_code().map_or(MESSAGE_PACK + LENGTH, i32::from);
                Self::plain(code, obstacle.message(), offset)
            }
        }
    }
}

impl Error {
    fn plain(code: i32, message: &str, offset: usize) -> Self {
        Self { code, message: message.into(), hint: None, pattern: None, offset: Some(offset) }
    }
}

/// What a function returns when the engine refuses; the reason goes out where someone wants it.
pub fn refuse(error: impl Into<Error>, output: Option<Output<*mut Error>>) -> Status {
    if let Some(output) = output {
        output.write(hand_out(error.into()));
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

/// The stable number of an error. A router's: the codes of docs/router.md, under Errors. JSON's: PHP's JSON_ERROR_*. MessagePack's: 100
/// more than the constants of MessagePackException.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_code(error: *const Error, code: *mut i32) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (error, code) = unsafe { (shared(error)?, Output::new(code)?) };
        code.write(error.code);
        Ok(())
    })
}

/// The whole message, such as "Unclosed '{' at byte 1 of pattern '/{id': close the parameter with '}'". JSON's has PHP's words, which
/// name no place. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_message(error: *const Error, message: *mut Text) -> Status {
    lend(error, message, |error| Some(&error.message))
}

/// What to do about it; HIGHPER_STATUS_NOT_FOUND if nothing more is to be said. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_hint(error: *const Error, hint: *mut Text) -> Status {
    lend(error, hint, |error| error.hint.as_deref())
}

/// The pattern or host pattern at fault; HIGHPER_STATUS_NOT_FOUND if the fault is in none. Valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_error_pattern(error: *const Error, pattern: *mut Text) -> Status {
    lend(error, pattern, |error| error.pattern.as_deref())
}

/// Where the fault is in the pattern, document or message, in bytes from its beginning; HIGHPER_STATUS_NOT_FOUND if it is not at one place.
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
