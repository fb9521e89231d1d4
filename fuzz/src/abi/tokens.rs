//! PASETO: tokens of both purposes, and footers.

use super::Function;
use super::arguments::{Call, Cut, Input, reason};
use super::keys::{public_half, secret, tampered};
use highper_abi::abi::error::Error;
use highper_abi::abi::status::Status;
use highper_abi::abi::text::OwnedText;
use highper_abi::abi::token::*;
use std::ffi::{c_char, c_void};

pub const FUNCTIONS: &[Function] = &[length, local, local, public, public, untrusted, footer];

fn length(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_paseto_token_length");
    let lengths = [usize::from(cut.byte()), usize::MAX, usize::MAX / 4, isize::MAX as usize];
    let (payload, footer) = (cut.below(4), cut.below(4));
    let pick = |at: usize| lengths.get(at).copied().unwrap_or_default();
    let purpose = cut.choice(1);
    let mut length = cut.output(usize::MAX);
    let is_long = [pick(payload), pick(footer)].iter().any(|&length| isize::try_from(length).is_err());
    call.takes(length.is_bad() || purpose > 1 || is_long);
    // SAFETY: what is bad is refused.
    let status = unsafe { highper_paseto_token_length(purpose, pick(payload), pick(footer), length.pointer()) };
    call.ends(status, &[length.is_written()], &[])
}

/// The length of a token that is made of valid arguments.
fn token_length(purpose: u32, payload: &Input, footer: &Input) -> usize {
    let mut length = 0;
    // SAFETY: the output is of this function.
    unsafe {
        let (payload, footer) = (payload.as_bytes().len(), footer.as_bytes().len());
        highper_paseto_token_length(purpose, payload, footer, &mut length)
    };
    length
}

type Reading = unsafe extern "C" fn(
    *const c_void,
    usize,
    *const c_char,
    usize,
    *const c_void,
    usize,
    *mut c_void,
    usize,
    *mut usize,
    *mut OwnedText,
    *mut *mut Error,
) -> Status;

/// Reads a token. `expected` is the payload that was written, if it was not changed since.
fn reading(
    (name, function): (&'static str, Reading),
    cut: &mut Cut<'_>,
    (key, implicit, written): (&Input, &Input, Vec<u8>),
    (payload, footer): (&[u8], &[u8]),
) -> Result<bool, String> {
    let mut call = Call::new(name);
    let token = tampered(cut, written.clone());
    let mut room = cut.room(payload.len());
    let mut length = cut.output(usize::MAX);
    let mut place = cut.string();
    let mut error = reason(cut, &mut call);
    let is_place_bad = place.is_bad() && !place.is_null();
    call.takes(key.is_bad || implicit.is_bad || token.is_bad || room.is_bad || length.is_bad() || is_place_bad);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        function(
            key.pointer(),
            key.length,
            token.text(),
            token.length,
            implicit.pointer(),
            implicit.length,
            room.pointer(),
            room.length,
            length.pointer(),
            place.pointer(),
            error.pointer(),
        )
    };
    let is_ok = call.ends_with(status, &[length.is_written()], &[&room], &error)?;
    if is_ok != (place.is_written() || (is_ok && place.is_null())) {
        return Err(format!("{name} gives a footer or not: {status:?}"));
    }
    if is_ok {
        if token.as_bytes() != written || room.as_bytes().get(..length.value) != Some(payload) {
            return Err(format!("{name} reads what was not written"));
        }
        if !place.is_null() && place.take()? != footer {
            return Err(format!("{name} gives another footer"));
        }
    }
    Ok(is_ok)
}

fn local(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_paseto_local_encrypt");
    let (key, payload, footer, implicit) = (cut.exactly(32), cut.bytes(), cut.bytes(), cut.bytes());
    let mut room = cut.room(token_length(0, &payload, &footer));
    call.takes(key.is_bad || payload.is_bad || footer.is_bad || implicit.is_bad || room.is_bad);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_paseto_local_encrypt(
            key.pointer(),
            key.length,
            payload.pointer(),
            payload.length,
            footer.pointer(),
            footer.length,
            implicit.pointer(),
            implicit.length,
            room.text(),
            room.length,
        )
    };
    call.ends(status, &[], &[&room])?;
    let function = ("highper_paseto_local_decrypt", highper_paseto_local_decrypt as Reading);
    let written = (&key, &implicit, room.as_bytes().to_vec());
    reading(function, cut, written, (payload.as_bytes(), footer.as_bytes()))
}

fn public(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_paseto_public_sign");
    let (key, payload, footer, implicit) = (secret(cut), cut.bytes(), cut.bytes(), cut.bytes());
    let mut room = cut.room(token_length(1, &payload, &footer));
    let mut error = reason(cut, &mut call);
    call.takes(key.is_bad || payload.is_bad || footer.is_bad || implicit.is_bad || room.is_bad);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_paseto_public_sign(
            key.pointer(),
            key.length,
            payload.pointer(),
            payload.length,
            footer.pointer(),
            footer.length,
            implicit.pointer(),
            implicit.length,
            room.text(),
            room.length,
            error.pointer(),
        )
    };
    call.ends_with(status, &[], &[&room], &error)?;
    let function = ("highper_paseto_public_verify", highper_paseto_public_verify as Reading);
    let (public, token) = (public_half(&key), room.as_bytes().to_vec());
    reading(function, cut, (&public, &implicit, token), (payload.as_bytes(), footer.as_bytes()))
}

fn untrusted(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_paseto_untrusted_footer");
    let token = cut.text();
    let mut place = cut.string();
    let mut error = reason(cut, &mut call);
    call.takes(token.is_bad || place.is_bad());
    // SAFETY: the text has its length, and what is bad is refused.
    let status =
        unsafe { highper_paseto_untrusted_footer(token.text(), token.length, place.pointer(), error.pointer()) };
    let is_ok = call.ends_with(status, &[place.is_written()], &[], &error)?;
    if is_ok {
        place.take()?;
    }
    Ok(is_ok)
}

fn footer(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let footer = cut.bytes();
    let mut place = cut.string();
    let mut call = Call::new("highper_paseto_key_id");
    call.takes(footer.is_bad || place.is_bad());
    // SAFETY: bytes have their length, and what is bad is refused.
    let status = unsafe { highper_paseto_key_id(footer.pointer(), footer.length, place.pointer()) };
    let is_named = call.ends(status, &[place.is_written()], &[])?;
    if is_named {
        place.take()?;
    }
    let mut call = Call::new("highper_paseto_check_footer");
    let mut error = reason(cut, &mut call);
    call.takes(footer.is_bad);
    // SAFETY: as above.
    let status = unsafe { highper_paseto_check_footer(footer.pointer(), footer.length, error.pointer()) };
    Ok(call.ends_with(status, &[], &[], &error)? && is_named)
}
