//! `Hmac`.

use super::fault;
use super::hash::{give_this, throw};
use super::key::{self, text};
use super::service::{carried, construct as put, constructed};
use super::symmetric::{MAC_KEY, MacKey};
use crate::zval::args::{Arguments, Frame, Return, give, none, parse_typed};
use crate::zval::class::Class;
use crate::zval::guard::{cold, hot};
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::{zend_object, zend_string};
use highper_crypto::hash::Algorithm;
use highper_crypto::hmac::{self, Hmac};
use highper_crypto::memory::scrub_stack;
use std::ptr;

pub static HMAC: Class = Class::new();

carried! {
    /// What an Hmac carries: the code, and its length.
    Carried of HMAC: (Hmac, usize)
}

/// SHA-2 by name; throws for another algorithm. `class` names who asks.
pub fn sha2(name: &[u8], class: &str) -> Option<Algorithm> {
    match Algorithm::from_name(name) {
        Some(algorithm @ (Algorithm::Sha256 | Algorithm::Sha384 | Algorithm::Sha512)) => Some(algorithm),
        _ => {
            fault::unknown_algorithm(name, &format!("{class} has sha256, sha384 and sha512"));
            None
        }
    }
}

/// The bytes of an algorithm's name that may be left out.
///
/// # Safety
/// zend_parse_parameters() has filled the place.
pub unsafe fn named<'f>(name: *mut zend_string) -> &'f [u8] {
    // SAFETY: as promised.
    if name.is_null() { b"sha256" } else { unsafe { string::bytes(name) } }
}

/// `__construct()`.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: the frame is this call's; a place for each parameter.
        let (mut key, mut name) = (ptr::null_mut::<Raw>(), ptr::null_mut::<zend_string>());
        if parse_typed!(frame, c"O|S", &raw mut key, MAC_KEY.get(), &raw mut name).is_none() {
            return;
        }
        let Some(algorithm) = sha2(named(name), "Hmac") else { return };
        let Some(key) = key::of::<MacKey>((*key).payload.object) else { return };
        let code = || Hmac::new(algorithm, key.0.expose()).map_err(fault::throw).ok();
        put::<Carried, _>(frame, || Some((code()?, algorithm.length())));
    });
}

/// `update()`.
pub unsafe extern "C" fn update(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some(data) = text(frame) else { return };
        let Some((code, _)) = constructed::<Carried, _>(frame) else { return };
        match code.update(data) {
            Ok(()) => give_this(frame, result),
            Err(error) => throw(error),
        }
    });
}

/// `finish()`.
pub unsafe extern "C" fn finish(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_none() {
            return;
        }
        let Some((code, length)) = constructed::<Carried, _>(frame) else { return };
        match string::filled(*length, |out| code.finish(out)) {
            Ok(code) => give(result, Raw::new_string(code)),
            Err(error) => throw(error),
        }
        scrub_stack();
    });
}

/// The arguments of sign() and verify() behind the code.
struct Call<'f> {
    message: &'f [u8],
    key: &'f [u8],
    algorithm: Algorithm,
}

unsafe fn checked<'f>(message: &'f [u8], key: *mut zend_object, name: &[u8]) -> Option<Call<'f>> {
    let algorithm = sha2(name, "Hmac")?;
    // SAFETY: the object is a MacKey, and an argument of the call.
    Some(Call { message, key: unsafe { key::of::<MacKey>(key) }?.0.expose(), algorithm })
}

/// `sign()`.
pub unsafe extern "C" fn sign(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let arguments = Arguments::of(frame);
        let call = if let Some(message) = arguments.string(0)
            && let Some(key) = arguments.object_of(1, &MAC_KEY)
            && let Some(name) = arguments.string_or(2, b"sha256")
            && arguments.are_at_most(3)
        {
            checked(message, key, name)
        } else {
            let (mut message, mut name) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
            let mut key = ptr::null_mut::<Raw>();
            if parse_typed!(frame, c"SO|S", &raw mut message, &raw mut key, MAC_KEY.get(), &raw mut name).is_none() {
                return;
            }
            checked(string::bytes(message), (*key).payload.object, named(name))
        };
        let Some(Call { message, key, algorithm }) = call else { return };
        match string::filled(algorithm.length(), |out| hmac::sign(algorithm, key, message, out)) {
            Ok(code) => give(result, Raw::new_string(code)),
            Err(error) => fault::throw(error),
        }
    });
}

/// `verify()`.
pub unsafe extern "C" fn verify(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut code, mut message) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let (mut key, mut name) = (ptr::null_mut::<Raw>(), ptr::null_mut::<zend_string>());
        let read =
            parse_typed!(frame, c"SSO|S", &raw mut code, &raw mut message, &raw mut key, MAC_KEY.get(), &raw mut name);
        if read.is_none() {
            return;
        }
        let call = checked(string::bytes(message), (*key).payload.object, named(name));
        let Some(Call { message, key, algorithm }) = call else { return };
        match hmac::verify(algorithm, key, message, string::bytes(code)) {
            Ok(is_valid) => give(result, Raw::bool(is_valid)),
            Err(error) => fault::throw(error),
        }
    });
}
