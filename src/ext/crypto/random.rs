//! `Random`.

use super::fault::{self, BAD_PARAMETER, refuse};
use crate::zval::args::{Arguments, Frame, Return, give, none, parse_typed};
use crate::zval::array::new_string;
use crate::zval::class::Class;
use crate::zval::guard::hot;
use crate::zval::string;
use crate::zval::value::Raw;
use highper_crypto::{Error, encoding, random};

pub static RANDOM: Class = Class::new();

/// Reads a length of 1 or more.
#[inline(always)]
unsafe fn length(frame: Frame, default: Option<i64>) -> Option<usize> {
    // SAFETY: the frame is this call's; a place for the parameter.
    let length = unsafe {
        let arguments = Arguments::of(frame);
        match arguments.long_or(0, default.unwrap_or(-1)) {
            Some(length) if arguments.are_at_most(1) && (arguments.value(0).is_some() || default.is_some()) => length,
            _ => {
                let mut length = default.unwrap_or(0);
                let format = if default.is_some() { c"|l" } else { c"l" };
                parse_typed!(frame, format, &raw mut length)?;
                length
            }
        }
    };
    match usize::try_from(length) {
        Ok(length @ 1..) => Some(length),
        _ => {
            refuse(BAD_PARAMETER, &format!("The length must be 1 or more, {length} given"));
            None
        }
    }
}

/// `bytes()`.
pub unsafe extern "C" fn bytes(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some(length) = length(frame, None) else { return };
        match string::filled(length, random::fill) {
            Ok(bytes) => give(result, Raw::new_string(bytes)),
            Err(error) => fault::throw(error),
        }
    });
}

/// `token()`. The random bytes are encoded in pieces, so that none are left behind.
pub unsafe extern "C" fn token(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some(length) = length(frame, Some(32)) else { return };
        let made = string::filled(encoding::base64url_length(length), |text| {
            let mut bytes = highper_crypto::secret::Secret::new([0_u8; 96]);
            let mut rest = length;
            for piece in text.chunks_mut(encoding::base64url_length(96)) {
                let count = rest.min(96);
                rest -= count;
                let bytes = bytes.expose_mut().get_mut(..count).unwrap_or_default();
                random::fill(bytes)?;
                encoding::base64url(bytes, piece)?;
            }
            Ok::<_, Error>(())
        });
        match made {
            Ok(text) => give(result, Raw::new_string(text)),
            Err(error) => fault::throw(error),
        }
    });
}

/// `int()`.
pub unsafe extern "C" fn int(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut min, mut max) = (0_i64, 0_i64);
        if parse_typed!(frame, c"ll", &raw mut min, &raw mut max).is_none() {
            return;
        }
        if min > max {
            return refuse(BAD_PARAMETER, &format!("min must not be greater than max, {min} and {max} given"));
        }
        match random::between(min, max) {
            Ok(number) => give(result, Raw::long(number)),
            Err(error) => fault::throw(error),
        }
    });
}

/// Gives an identifier.
unsafe fn identifier<const LENGTH: usize>(frame: Frame, result: Return, make: fn() -> Result<[u8; LENGTH], Error>) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some() {
            match make() {
                Ok(text) => give(result, new_string(&text)),
                Err(error) => fault::throw(error),
            }
        }
    });
}

/// `uuid4()`.
pub unsafe extern "C" fn uuid4(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    unsafe { identifier(frame, result, random::uuid4) };
}

/// `uuid7()`.
pub unsafe extern "C" fn uuid7(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    unsafe { identifier(frame, result, random::uuid7) };
}

/// `ulid()`.
pub unsafe extern "C" fn ulid(frame: Frame, result: Return) {
    // SAFETY: the frame and the result are this call's.
    unsafe { identifier(frame, result, random::ulid) };
}
