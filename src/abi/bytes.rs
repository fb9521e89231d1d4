//! Random bytes, comparison, and the encodings that keys are written in.

use super::error::{Error, failed};
use super::guard::{Output, Room, bytes, guard, text};
use super::status::Status;
use highper_crypto::{encoding, random, secret};
use std::ffi::{c_char, c_void};

/// Fills with random bytes from the operating system's source.
///
/// `output`: room for as many bytes as are wanted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_random_bytes(output: *mut c_void, output_length: usize) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let output = unsafe { Room::new(output, output_length)? };
        output.fill(&[], |out| random::fill(out).map_err(|reason| failed(reason, None)))
    })
}

/// Compares secrets in a time that depends on their lengths alone.
///
/// `equal`: gets whether both have the same bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_equal(
    known: *const c_void,
    known_length: usize,
    given: *const c_void,
    given_length: usize,
    equal: *mut bool,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (known, given) = unsafe { (bytes(known, known_length)?, bytes(given, given_length)?) };
        // SAFETY: as above.
        let equal = unsafe { Output::new(equal)? };
        equal.write(secret::is_equal(known, given));
        Ok(())
    })
}

/// Writes bytes as lower-case hex digits, in a time that depends on their number alone.
///
/// `output`: room for two characters a byte; no NUL is added.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_hex_encode(
    data: *const c_void,
    length: usize,
    output: *mut c_char,
    output_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (data, output) = unsafe { (bytes(data, length)?, Room::new(output.cast(), output_length)?) };
        output.fill(&[data], |out| encoding::hex(data, out).map_err(|reason| failed(reason, None)))
    })
}

/// Reads hex digits of either case, in a time that depends on their number alone.
///
/// `output`: room for half as many bytes.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: another character, or an odd number of them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_hex_decode(
    hex: *const c_char,
    length: usize,
    output: *mut c_void,
    output_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (hex, output) = unsafe { (text(hex, length)?, Room::new(output, output_length)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        output.fill(&[hex], |out| encoding::from_hex(hex, out).map_err(|reason| failed(reason, error)))
    })
}

/// Writes bytes as base64url without padding (RFC 4648, 5), in a time that depends on their number alone.
///
/// `output`: room for four characters for every three bytes, two for one byte left over, three for two; no NUL is added.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_base64url_encode(
    data: *const c_void,
    length: usize,
    output: *mut c_char,
    output_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (data, output) = unsafe { (bytes(data, length)?, Room::new(output.cast(), output_length)?) };
        output.fill(&[data], |out| encoding::base64url(data, out).map_err(|reason| failed(reason, None)))
    })
}

/// Reads base64url without padding (RFC 4648, 5), strictly: bits that mean nothing have to be zero. Takes a time that depends on the
/// number of characters alone.
///
/// `output`: room for three bytes for every four characters, one for two characters left over, two for three.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_base64url_decode(
    base64url: *const c_char,
    length: usize,
    output: *mut c_void,
    output_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (base64url, output) = unsafe { (text(base64url, length)?, Room::new(output, output_length)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        output
            .fill(&[base64url], |out| encoding::from_base64url(base64url, out).map_err(|reason| failed(reason, error)))
    })
}
