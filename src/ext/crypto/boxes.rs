//! `Box`.

use super::exchange::{KEY_PAIR, KeyPair, PUBLIC_KEY, PublicKey};
use super::fault;
use super::key;
use crate::zval::args::{Frame, Return, give, parse_typed};
use crate::zval::class::Class;
use crate::zval::guard::hot;
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_crypto::{Error, boxes};
use std::ptr;

pub static BOX: Class = Class::new();

/// Gives what a box makes of a message: a string of a length that `None` says cannot be.
unsafe fn made(result: Return, length: Option<usize>, make: impl FnOnce(&mut [u8]) -> Result<(), Error>) {
    let made = length.ok_or(Error::Authentication).and_then(|length| string::filled(length, make));
    match made {
        // SAFETY: the result is this call's.
        Ok(made) => unsafe { give(result, Raw::new_string(made)) },
        Err(error) => fault::throw(error),
    }
}

/// A message and one key.
unsafe fn one<'f, K: key::Key>(frame: Frame) -> Option<(&'f [u8], &'f K)> {
    let (mut message, mut key) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<Raw>());
    // SAFETY: the frame is this call's; a place for each parameter.
    unsafe {
        parse_typed!(frame, c"SO", &raw mut message, &raw mut key, K::class().get())?;
        Some((string::bytes(message), key::of::<K>((*key).payload.object)?))
    }
}

/// A message, one's own pair and another's key.
unsafe fn two<'f>(frame: Frame) -> Option<(&'f [u8], &'f KeyPair, &'f PublicKey)> {
    let mut message = ptr::null_mut::<zend_string>();
    let (mut own, mut other) = (ptr::null_mut::<Raw>(), ptr::null_mut::<Raw>());
    // SAFETY: the frame is this call's; a place for each parameter.
    unsafe {
        parse_typed!(frame, c"SOO", &raw mut message, &raw mut own, KEY_PAIR.get(), &raw mut other, PUBLIC_KEY.get())?;
        let (own, other) = ((*own).payload.object, (*other).payload.object);
        Some((string::bytes(message), key::of::<KeyPair>(own)?, key::of::<PublicKey>(other)?))
    }
}

/// `encrypt()`.
pub unsafe extern "C" fn encrypt(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some((message, sender, recipient)) = two(frame) else { return };
        let length = message.len().checked_add(boxes::ENCRYPTED);
        made(result, length, |out| boxes::encrypt(&sender.0, &recipient.0, message, out));
    });
}

/// `decrypt()`.
pub unsafe extern "C" fn decrypt(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some((encrypted, recipient, sender)) = two(frame) else { return };
        let length = encrypted.len().checked_sub(boxes::ENCRYPTED);
        made(result, length, |out| boxes::decrypt(&recipient.0, &sender.0, encrypted, out));
    });
}

/// `seal()`.
pub unsafe extern "C" fn seal(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some((message, recipient)) = one::<PublicKey>(frame) else { return };
        let length = message.len().checked_add(boxes::SEALED);
        made(result, length, |out| boxes::seal(&recipient.0, message, out));
    });
}

/// `open()`.
pub unsafe extern "C" fn open(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some((sealed, recipient)) = one::<KeyPair>(frame) else { return };
        let length = sealed.len().checked_sub(boxes::SEALED);
        made(result, length, |out| boxes::open(&recipient.0, sealed, out));
    });
}
