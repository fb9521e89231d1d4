//! `Aead`.

use super::fault;
use super::key;
use super::service::{carried, construct as put, constructed};
use super::symmetric::{SYMMETRIC_KEY, SymmetricKey};
use crate::zval::args::{Arguments, Frame, Return, give, parse_typed};
use crate::zval::class::Class;
use crate::zval::guard::{cold, hot};
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_crypto::aead::{self, Algorithm};
use std::ptr;

pub static AEAD: Class = Class::new();

carried! {
    /// What an Aead carries: the key in the form that its algorithm works with.
    Carried of AEAD: aead::Aead
}

/// `__construct()`.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: the frame is this call's; a place for each parameter.
        let (mut key, mut name) = (ptr::null_mut::<Raw>(), ptr::null_mut::<zend_string>());
        if parse_typed!(frame, c"O|S", &raw mut key, SYMMETRIC_KEY.get(), &raw mut name).is_none() {
            return;
        }
        let name = if name.is_null() { Algorithm::XChaCha20Poly1305.name().as_bytes() } else { string::bytes(name) };
        let Some(algorithm) = Algorithm::from_name(name) else {
            let known = "Aead has xchacha20-poly1305, aes-256-gcm and chacha20-poly1305";
            return fault::unknown_algorithm(name, known);
        };
        let Some(key) = key::of::<SymmetricKey>((*key).payload.object) else { return };
        put::<Carried, _>(frame, || aead::Aead::new(algorithm, key.0.expose()).map_err(fault::throw).ok());
    });
}

/// Reads `string $message, string $associatedData = ''`.
#[inline(always)]
unsafe fn arguments<'f>(frame: Frame) -> Option<(&'f [u8], &'f [u8])> {
    // SAFETY: the frame is this call's; a place for each parameter.
    unsafe {
        let arguments = Arguments::of(frame);
        if let Some(message) = arguments.string(0)
            && let Some(associated) = arguments.string_or(1, b"")
            && arguments.are_at_most(2)
        {
            return Some((message, associated));
        }
        let (mut message, mut associated) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        parse_typed!(frame, c"S|S", &raw mut message, &raw mut associated)?;
        Some((string::bytes(message), if associated.is_null() { b"" } else { string::bytes(associated) }))
    }
}

/// `seal()`.
pub unsafe extern "C" fn seal(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some((message, associated)) = arguments(frame) else { return };
        let Some(aead) = constructed::<Carried, _>(frame) else { return };
        let length = message.len().saturating_add(aead.algorithm().overhead());
        match string::filled(length, |sealed| aead.seal(message, associated, sealed)) {
            Ok(sealed) => give(result, Raw::new_string(sealed)),
            Err(error) => fault::throw(error),
        }
    });
}

/// `open()`.
pub unsafe extern "C" fn open(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some((sealed, associated)) = arguments(frame) else { return };
        let Some(aead) = constructed::<Carried, _>(frame) else { return };
        let Some(length) = sealed.len().checked_sub(aead.algorithm().overhead()) else {
            return fault::throw(highper_crypto::Error::Authentication);
        };
        match string::filled(length, |message| aead.open(sealed, associated, message)) {
            Ok(message) => give(result, Raw::new_string(message)),
            Err(error) => fault::throw(error),
        }
    });
}
