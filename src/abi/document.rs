//! JSON documents: whether one is valid, and parts of it by pointer.

use super::error::{Error, refuse};
use super::guard::{Output, guard, text};
use super::status::Status;
use super::text::Text;
use highper_serializer::json::pointer::{Pointer, find, value_end};
use highper_serializer::json::{InvalidUtf8, Options, check};
use std::ffi::c_char;

/// How a document is read.
fn options(depth: usize, ignore_invalid_utf8: bool) -> Result<Options, Status> {
    if depth == 0 {
        return Err(Status::InvalidArgument);
    }
    let invalid_utf8 = if ignore_invalid_utf8 { InvalidUtf8::Ignore } else { InvalidUtf8::Reject };
    Ok(Options { depth, invalid_utf8, ..Options::default() })
}

/// Tells whether a text is valid JSON, as PHP's json_validate() does: HIGHPER_STATUS_OK or HIGHPER_STATUS_REFUSED.
///
/// `depth`: how deep arrays and objects may be nested, counted as PHP does; from 1 on.
/// `ignore_invalid_utf8`: whether bytes that are not UTF-8 are let pass inside strings.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_json_validate(
    json: *const c_char,
    length: usize,
    depth: usize,
    ignore_invalid_utf8: bool,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (json, error) = unsafe { (text(json, length)?, Output::optional(error)?) };
        check(json, options(depth, ignore_invalid_utf8)?, false).map_err(|reason| refuse(reason, error))
    })
}

/// Finds the value that a JSON Pointer (RFC 6901) names. The whole document is checked; of equal keys the last one counts.
/// HIGHPER_STATUS_NOT_FOUND if there is no such value.
///
/// `depth`: as for highper_json_validate().
/// `pointer`: such as "/items/0/name"; empty for the whole document. HIGHPER_STATUS_INVALID_ARGUMENT if it is malformed.
/// `value`: gets the value's own text, a part of `json`.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the document is invalid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_json_get(
    json: *const c_char,
    length: usize,
    depth: usize,
    pointer: *const c_char,
    pointer_length: usize,
    value: *mut Text,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (json, pointer) = unsafe { (text(json, length)?, text(pointer, pointer_length)?) };
        // SAFETY: as above.
        let (value, error) = unsafe { (Output::new(value)?, Output::optional(error)?) };
        let options = options(depth, false)?;
        let pointer = Pointer::parse(pointer).map_err(|_| Status::InvalidArgument)?;
        match find(json, &pointer, options) {
            Ok(found) => {
                let place = found.map_err(|_| Status::NotFound)?;
                let end = value_end(json, place, options).map_err(|_| Status::Internal)?;
                value.write(Text::lend(json.get(place..end).ok_or(Status::Internal)?));
                Ok(())
            }
            Err(reason) => Err(refuse(reason, error)),
        }
    })
}
