//! PASERK, of all kinds.

use super::Function;
use super::arguments::{Call, Cut, Input, Room, reason};
use highper_abi::abi::paserk::*;
use highper_abi::abi::sign::highper_sign_keypair;
use std::ptr;

pub const FUNCTIONS: &[Function] = &[encode, decode, wrap, unwrap, password, seal, unseal, any_text];

/// As little as Argon2 can have.
const MEMORY: u64 = 8192;

/// Secret keys whose halves belong together, and others.
pub fn secret(cut: &mut Cut<'_>) -> Input {
    if cut.byte() > 220 {
        return cut.exactly(64);
    }
    let seed = [cut.byte() % 3; 32];
    let mut pair = vec![0; 64];
    // SAFETY: both are as long as they are said to be.
    unsafe { highper_sign_keypair(seed.as_ptr().cast(), 32, pair.as_mut_ptr().cast(), 64) };
    Input::new(pair)
}

/// The public half.
pub fn public_half(secret: &Input) -> Input {
    Input::new(secret.as_bytes().get(32..).unwrap_or_default().to_vec())
}

/// What was made, or with something changed, or any text.
pub fn tampered(cut: &mut Cut<'_>, mut text: Vec<u8>) -> Input {
    match cut.byte() {
        0..=99 => Input::new(text),
        100..=199 => {
            let at = cut.number() as usize % text.len().max(1);
            let new = cut.byte();
            text.get_mut(at).into_iter().for_each(|byte| *byte = new);
            Input::new(text)
        }
        200..=219 => {
            text.truncate(cut.below(256));
            Input::new(text)
        }
        _ => cut.text(),
    }
}

/// A key of a type that may not exist, and how long such keys are.
fn key(cut: &mut Cut<'_>) -> (u32, Input, usize) {
    let kind = cut.choice(2);
    if kind == 1 { (kind, secret(cut), 64) } else { (kind, cut.exactly(32), 32) }
}

/// A key comes back as it was, out of what it was written as.
fn comes_back(call: &Call, is_ok: bool, (key, room): (&Input, &Room), is_changed: bool) -> Result<bool, String> {
    if is_ok && !is_changed && key.as_bytes() != room.as_bytes() {
        return Err(call.says("gives another key than was written"));
    }
    Ok(is_ok)
}

fn encode(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let (kind, key, length) = key(cut);
    let mut id = cut.string();
    let mut call = Call::new("highper_paserk_id");
    let mut error = reason(cut, &mut call);
    call.takes(key.is_bad || id.is_bad() || kind > 2);
    // SAFETY: bytes have their length, and what is bad is refused.
    let status = unsafe { highper_paserk_id(kind, key.pointer(), key.length, id.pointer(), error.pointer()) };
    if call.ends_with(status, &[id.is_written()], &[], &error)? {
        id.take()?;
    }
    let mut place = cut.string();
    let mut call = Call::new("highper_paserk_encode");
    let mut error = reason(cut, &mut call);
    call.takes(key.is_bad || place.is_bad() || kind > 2);
    // SAFETY: as above.
    let status = unsafe { highper_paserk_encode(kind, key.pointer(), key.length, place.pointer(), error.pointer()) };
    if !call.ends_with(status, &[place.is_written()], &[], &error)? {
        return Ok(false);
    }
    let written = place.take()?;
    let text = tampered(cut, written.clone());
    let mut room = cut.room(length);
    let mut call = Call::new("highper_paserk_decode");
    let mut error = reason(cut, &mut call);
    call.takes(text.is_bad || room.is_bad);
    // SAFETY: text and room have their lengths, and what is bad is refused.
    let status =
        unsafe { highper_paserk_decode(kind, text.text(), text.length, room.pointer(), room.length, error.pointer()) };
    let is_ok = call.ends_with(status, &[], &[&room], &error)?;
    comes_back(&call, is_ok, (&key, &room), text.as_bytes() != written)
}

fn decode(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let kind = cut.choice(2);
    let text = cut.text();
    let mut room = cut.room(if kind == 1 { 64 } else { 32 });
    let mut call = Call::new("highper_paserk_decode");
    let mut error = reason(cut, &mut call);
    call.takes(text.is_bad || room.is_bad || kind > 2);
    // SAFETY: text and room have their lengths, and what is bad is refused.
    let status =
        unsafe { highper_paserk_decode(kind, text.text(), text.length, room.pointer(), room.length, error.pointer()) };
    call.ends_with(status, &[], &[&room], &error)
}

fn wrap(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let (kind, key, length) = key(cut);
    let wrapping = cut.exactly(32);
    let mut place = cut.string();
    let mut call = Call::new("highper_paserk_wrap");
    let mut error = reason(cut, &mut call);
    call.takes(key.is_bad || wrapping.is_bad || place.is_bad() || kind > 1);
    // SAFETY: bytes have their lengths, and what is bad is refused.
    let status = unsafe {
        let (wrapping, wrapping_length) = (wrapping.pointer(), wrapping.length);
        let place = place.pointer();
        highper_paserk_wrap(kind, key.pointer(), key.length, wrapping, wrapping_length, place, error.pointer())
    };
    if !call.ends_with(status, &[place.is_written()], &[], &error)? {
        return Ok(false);
    }
    let written = place.take()?;
    let text = tampered(cut, written.clone());
    let (is_ok, call, room) = unwrapped(cut, kind, &text, &wrapping, length)?;
    if is_ok && text.as_bytes() != written {
        return Err("what was changed is unwrapped".to_owned());
    }
    comes_back(&call, is_ok, (&key, &room), false)
}

fn unwrapped(
    cut: &mut Cut<'_>,
    kind: u32,
    text: &Input,
    wrapping: &Input,
    length: usize,
) -> Result<(bool, Call, Room), String> {
    let mut room = cut.room(length);
    let mut call = Call::new("highper_paserk_unwrap");
    let mut error = reason(cut, &mut call);
    call.takes(text.is_bad || wrapping.is_bad || room.is_bad || kind > 1);
    // SAFETY: text, bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_paserk_unwrap(
            kind,
            text.text(),
            text.length,
            wrapping.pointer(),
            wrapping.length,
            room.pointer(),
            room.length,
            error.pointer(),
        )
    };
    let is_ok = call.ends_with(status, &[], &[&room], &error)?;
    Ok((is_ok, call, room))
}

fn unwrap(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let (kind, text, wrapping) = (cut.choice(1), cut.text(), cut.exactly(32));
    unwrapped(cut, kind, &text, &wrapping, if kind == 1 { 64 } else { 32 }).map(|(is_ok, ..)| is_ok)
}

fn password(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let (kind, key, length) = key(cut);
    let password = cut.bytes();
    let mut place = cut.string();
    let mut call = Call::new("highper_paserk_wrap_with_password");
    let mut error = reason(cut, &mut call);
    let (memory, passes) = (MEMORY * u64::from(cut.byte() % 3), u32::from(cut.byte() % 3));
    call.takes(key.is_bad || password.is_bad || place.is_bad() || kind > 1);
    // SAFETY: bytes have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_paserk_wrap_with_password(
            kind,
            key.pointer(),
            key.length,
            password.pointer(),
            password.length,
            memory,
            passes,
            place.pointer(),
            error.pointer(),
        )
    };
    let is_written = call.ends_with(status, &[place.is_written()], &[], &error)?;
    if is_written && (memory == 0 || passes == 0) {
        return Err(call.says("takes costs that are out of range"));
    }
    let written = if is_written { place.take()? } else { b"k4.local-pw.".to_vec() };
    let text = tampered(cut, written.clone());
    let mut room = cut.room(length);
    let mut call = Call::new("highper_paserk_unwrap_with_password");
    let mut error = reason(cut, &mut call);
    call.takes(text.is_bad || password.is_bad || room.is_bad || kind > 1);
    // SAFETY: text, bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_paserk_unwrap_with_password(
            kind,
            text.text(),
            text.length,
            password.pointer(),
            password.length,
            MEMORY,
            1,
            room.pointer(),
            room.length,
            error.pointer(),
        )
    };
    let is_ok = call.ends_with(status, &[], &[&room], &error)?;
    if is_ok && (text.as_bytes() != written || memory > MEMORY || passes > 1) {
        return Err("what was changed, or asks for more than is granted, is unwrapped".to_owned());
    }
    comes_back(&call, is_ok, (&key, &room), false)
}

fn seal(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let (key, secret) = (cut.exactly(32), secret(cut));
    let recipient = if cut.byte() > 220 { cut.exactly(32) } else { public_half(&secret) };
    let mut place = cut.string();
    let mut call = Call::new("highper_paserk_seal");
    let mut error = reason(cut, &mut call);
    call.takes(key.is_bad || recipient.is_bad || place.is_bad());
    // SAFETY: bytes have their lengths, and what is bad is refused.
    let status = unsafe {
        let (recipient, recipient_length) = (recipient.pointer(), recipient.length);
        highper_paserk_seal(key.pointer(), key.length, recipient, recipient_length, place.pointer(), error.pointer())
    };
    if !call.ends_with(status, &[place.is_written()], &[], &error)? {
        return Ok(false);
    }
    let written = place.take()?;
    let text = tampered(cut, written.clone());
    let (is_ok, call, room) = unsealed(cut, &text, &secret)?;
    if is_ok && text.as_bytes() != written {
        return Err("what was changed is unsealed".to_owned());
    }
    comes_back(&call, is_ok, (&key, &room), false)
}

fn unsealed(cut: &mut Cut<'_>, text: &Input, secret: &Input) -> Result<(bool, Call, Room), String> {
    let mut room = cut.room(32);
    let mut call = Call::new("highper_paserk_unseal");
    let mut error = reason(cut, &mut call);
    call.takes(text.is_bad || secret.is_bad || room.is_bad);
    // SAFETY: text, bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_paserk_unseal(
            text.text(),
            text.length,
            secret.pointer(),
            secret.length,
            room.pointer(),
            room.length,
            error.pointer(),
        )
    };
    let is_ok = call.ends_with(status, &[], &[&room], &error)?;
    Ok((is_ok, call, room))
}

fn unseal(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let (text, secret) = (cut.text(), secret(cut));
    unsealed(cut, &text, &secret).map(|(is_ok, ..)| is_ok)
}

/// One text as everything that it might be.
fn any_text(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let (text, key, secret) = (cut.text(), cut.exactly(32), secret(cut));
    let mut accepted = false;
    for kind in 0..3 {
        let length = if kind == 1 { 64 } else { 32 };
        let (mut unwrapped, mut decoded) = (vec![0; length], vec![0; length]);
        // SAFETY: text, bytes and room have their lengths, and what is bad is refused.
        unsafe {
            let (text, text_length) = (text.text(), text.length);
            let (key, key_length) = (key.pointer(), key.length);
            let (out, none) = (unwrapped.as_mut_ptr().cast(), ptr::null_mut());
            let status = highper_paserk_unwrap(kind, text, text_length, key, key_length, out, length, none);
            accepted |= Call::new("highper_paserk_unwrap").ends(status, &[], &[])?;
            let out = decoded.as_mut_ptr().cast();
            let status = highper_paserk_decode(kind, text, text_length, out, length, none);
            accepted |= Call::new("highper_paserk_decode").ends(status, &[], &[])?;
        }
    }
    unsealed(cut, &text, &secret).map(|(is_ok, ..)| is_ok || accepted)
}
