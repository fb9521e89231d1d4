//! `Encoding` and `equals()`.

use super::fault::{INVALID_ENCODING, NOT_BASE64URL, NOT_HEX, refuse};
use super::key::text;
use crate::zval::args::{Arguments, Frame, Return, give, parse_typed};
use crate::zval::class::Class;
use crate::zval::guard::hot;
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_crypto::{Error, encoding, secret};
use std::ptr;

pub static ENCODING: Class = Class::new();

/// Gives a text, or says that the one given is not of its encoding.
unsafe fn made(result: Return, made: Result<*mut zend_string, Error>, refusal: &str) {
    match made {
        // SAFETY: the result is this call's.
        Ok(made) => unsafe { give(result, Raw::new_string(made)) },
        Err(_) => refuse(INVALID_ENCODING, refusal),
    }
}

/// `hex()`.
pub unsafe extern "C" fn hex(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(bytes) = text(frame) {
            let length = encoding::hex_length(bytes.len());
            made(result, string::filled(length, |hex| encoding::hex(bytes, hex)), NOT_HEX);
        }
    });
}

/// `fromHex()`.
pub unsafe extern "C" fn from_hex(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(hex) = text(frame) {
            made(result, string::filled(hex.len() / 2, |bytes| encoding::from_hex(hex, bytes)), NOT_HEX);
        }
    });
}

/// `base64Url()`.
pub unsafe extern "C" fn base64_url(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(bytes) = text(frame) {
            let length = encoding::base64url_length(bytes.len());
            made(result, string::filled(length, |text| encoding::base64url(bytes, text)), NOT_BASE64URL);
        }
    });
}

/// `fromBase64Url()`.
pub unsafe extern "C" fn from_base64_url(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some(text) = text(frame) else { return };
        let length = encoding::base64url_decoded_length(text.len()).ok_or(Error::Encoding);
        let decoded = length.and_then(|length| string::filled(length, |bytes| encoding::from_base64url(text, bytes)));
        made(result, decoded, NOT_BASE64URL);
    });
}

/// `equals()`.
pub unsafe extern "C" fn equals(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let arguments = Arguments::of(frame);
        let (known, given) = if let (Some(known), Some(given)) = (arguments.string(0), arguments.string(1))
            && arguments.are_at_most(2)
        {
            (known, given)
        } else {
            let (mut known, mut given) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
            if parse_typed!(frame, c"SS", &raw mut known, &raw mut given).is_none() {
                return;
            }
            (string::bytes(known), string::bytes(given))
        };
        give(result, Raw::bool(secret::is_equal(known, given)));
    });
}
