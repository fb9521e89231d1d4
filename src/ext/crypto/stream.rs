//! `SealStream` and `OpenStream`, chunk by chunk. From stream to stream is in `file`.

use super::fault::{self, BAD_PARAMETER, refuse};
use super::key;
use super::service::{carried, construct as put, constructed};
use super::symmetric::{SYMMETRIC_KEY, SymmetricKey};
use crate::zval::args::{Frame, Return, give, none, parse_typed};
use crate::zval::array::new_string;
use crate::zval::class::Class;
use crate::zval::guard::{cold, hot};
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_crypto::Error;
use highper_crypto::stream::{OVERHEAD, Open, Seal, Tag};
use std::ptr;

pub static SEAL_STREAM: Class = Class::new();
pub static OPEN_STREAM: Class = Class::new();

carried! {
    /// What a SealStream carries.
    Sealing of SEAL_STREAM: Seal
}
carried! {
    /// What an OpenStream carries: the state, and the tag that was last.
    Opening of OPEN_STREAM: (Open, Option<Tag>)
}

/// `SealStream::__construct()`.
pub unsafe extern "C" fn construct_seal(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: the frame is this call's; a place for the parameter.
        let mut key = ptr::null_mut::<Raw>();
        if parse_typed!(frame, c"O", &raw mut key, SYMMETRIC_KEY.get()).is_none() {
            return;
        }
        let Some(key) = key::of::<SymmetricKey>((*key).payload.object) else { return };
        put::<Sealing, _>(frame, || Seal::new(key.0.expose()).map_err(fault::throw).ok());
    });
}

/// `header()`.
pub unsafe extern "C" fn header(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some()
            && let Some(seal) = constructed::<Sealing, _>(frame)
        {
            give(result, new_string(seal.header()));
        }
    });
}

/// `push()`.
pub unsafe extern "C" fn push(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut chunk, mut tag, mut associated) =
            (ptr::null_mut::<zend_string>(), 0_i64, ptr::null_mut::<zend_string>());
        if parse_typed!(frame, c"S|lS", &raw mut chunk, &raw mut tag, &raw mut associated).is_none() {
            return;
        }
        let (chunk, associated) =
            (string::bytes(chunk), if associated.is_null() { b"" } else { string::bytes(associated) });
        let Some(seal) = constructed::<Sealing, _>(frame) else { return };
        if seal.is_finished() {
            return fault::throw(Error::Finished);
        }
        let Some(tag) = u8::try_from(tag).ok().and_then(Tag::from_number) else {
            let message = format!("Unknown tag {tag}: SealStream has MESSAGE, PUSH, REKEY and FINAL");
            return refuse(BAD_PARAMETER, &message);
        };
        match string::filled(chunk.len().saturating_add(OVERHEAD), |out| seal.push(chunk, associated, tag, out)) {
            Ok(sealed) => give(result, Raw::new_string(sealed)),
            Err(error) => fault::throw(error),
        }
    });
}

/// `OpenStream::__construct()`.
pub unsafe extern "C" fn construct_open(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: the frame is this call's; a place for each parameter.
        let (mut key, mut header) = (ptr::null_mut::<Raw>(), ptr::null_mut::<zend_string>());
        if parse_typed!(frame, c"OS", &raw mut key, SYMMETRIC_KEY.get(), &raw mut header).is_none() {
            return;
        }
        let header = string::bytes(header);
        let Ok(header) = header.try_into() else {
            return refuse(BAD_PARAMETER, &format!("A header has 24 bytes, {} given", header.len()));
        };
        if let Some(key) = key::of::<SymmetricKey>((*key).payload.object) {
            put::<Opening, _>(frame, || Some((Open::new(key.0.expose(), header), None)));
        }
    });
}

/// `pull()`.
pub unsafe extern "C" fn pull(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut chunk, mut associated) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        if parse_typed!(frame, c"S|S", &raw mut chunk, &raw mut associated).is_none() {
            return;
        }
        let (chunk, associated) =
            (string::bytes(chunk), if associated.is_null() { b"" } else { string::bytes(associated) });
        let Some((open, last)) = constructed::<Opening, _>(frame) else { return };
        if open.is_finished() {
            return fault::throw(Error::Finished);
        }
        let Some(length) = chunk.len().checked_sub(OVERHEAD) else { return fault::throw(Error::Authentication) };
        let made = string::filled(length, |out| {
            *last = Some(open.pull(chunk, associated, out)?);
            Ok::<_, Error>(())
        });
        match made {
            Ok(message) => give(result, Raw::new_string(message)),
            Err(error) => fault::throw(error),
        }
    });
}

/// `tag()`.
pub unsafe extern "C" fn tag(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some()
            && let Some((_, Some(tag))) = constructed::<Opening, _>(frame)
        {
            give(result, Raw::long(i64::from(tag.number())));
        }
    });
}

/// `isFinished()`.
pub unsafe extern "C" fn is_finished(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some()
            && let Some((open, _)) = constructed::<Opening, _>(frame)
        {
            give(result, Raw::bool(open.is_finished()));
        }
    });
}
