//! What CryptoException says.

use crate::ext::exception;
use highper_crypto::Error;

// CryptoException's constants
pub const INVALID_KEY: i64 = 1;
pub const INVALID_ENCODING: i64 = 2;
pub const BAD_PARAMETER: i64 = 3;
pub const AUTHENTICATION_FAILED: i64 = 4;
pub const UNAVAILABLE: i64 = 5;
pub const STREAM_FINISHED: i64 = 6;
pub const STREAM_FAILED: i64 = 7;

pub const NOT_HEX: &str = "Not hex: an even number of digits 0-9, a-f or A-F is expected";
pub const NOT_BASE64URL: &str = "Not base64url: A-Z, a-z, 0-9, - and _ without padding are expected";
pub const STREAM_IS_FINISHED: &str = "The stream is finished: begin a new one";

/// Throws a CryptoException.
#[cold]
pub fn refuse(code: i64, message: &str) {
    exception::throw(&exception::CRYPTO, message.as_bytes(), code, &[]);
}

/// Throws a CryptoException that quotes bytes, whatever they are.
#[cold]
pub fn refuse_bytes(code: i64, message: &[&[u8]]) {
    exception::throw_pieces(&exception::CRYPTO, message, code);
}

/// Throws for a name that no algorithm has; `rest` says which there are.
#[cold]
pub fn unknown_algorithm(name: &[u8], rest: &str) {
    refuse_bytes(BAD_PARAMETER, &[b"Unknown algorithm '", name, b"': ", rest.as_bytes()]);
}

/// Throws for a message, a stream or a box that the engine refuses.
#[cold]
pub fn throw(error: Error) {
    match error {
        Error::Authentication => refuse(
            AUTHENTICATION_FAILED,
            "The message does not authenticate: it was changed or cut off, or the key or the associated data is another one",
        ),
        Error::Finished => refuse(STREAM_FINISHED, STREAM_IS_FINISHED),
        Error::Unavailable => refuse(UNAVAILABLE, "The operating system gives no random bytes or no memory"),
        // What the extension passes on is of the lengths that the engine asks for.
        error => refuse(BAD_PARAMETER, &error.to_string()),
    }
}

/// Throws a PHP Error: a native object that its constructor never reached, or that is constructed again.
#[cold]
pub fn misused(what: &std::ffi::CStr) {
    crate::zval::call::error(what);
}
