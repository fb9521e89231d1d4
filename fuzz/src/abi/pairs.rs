//! Cryptography with pairs of keys: signatures and boxes.

use super::Function;
use super::arguments::{Call, Cut, Input, reason};
use highper_abi::abi::boxes::*;
use highper_abi::abi::error::Error;
use highper_abi::abi::sign::*;
use highper_abi::abi::status::Status;
use std::ffi::c_void;

pub const FUNCTIONS: &[Function] = &[keypairs, signature, verify, encrypt, decrypt];

fn keypairs(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let seed = cut.exactly(32);
    let mut room = cut.room(64);
    let is_sign = cut.flag();
    let mut call = Call::new(if is_sign { "highper_sign_keypair" } else { "highper_box_keypair" });
    call.takes(seed.is_bad || room.is_bad);
    let function = if is_sign { highper_sign_keypair } else { highper_box_keypair };
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe { function(seed.pointer(), seed.length, room.pointer(), room.length) };
    call.ends(status, &[], &[&room])
}

/// A key pair of either kind, from a seed that is never wrong.
fn pair(
    cut: &mut Cut<'_>,
    function: unsafe extern "C" fn(*const c_void, usize, *mut c_void, usize) -> Status,
) -> Vec<u8> {
    let seed = [cut.byte(); 32];
    let mut pair = vec![0; 64];
    // SAFETY: both are as long as they are said to be.
    unsafe { function(seed.as_ptr().cast(), 32, pair.as_mut_ptr().cast(), 64) };
    pair
}

fn signature(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_sign_detached");
    let key = if cut.byte() < 128 { Input::new(pair(cut, highper_sign_keypair)) } else { cut.exactly(64) };
    let message = cut.bytes();
    let mut room = cut.room(64);
    let mut error = reason(cut, &mut call);
    call.takes(key.is_bad || message.is_bad || room.is_bad);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_sign_detached(
            key.pointer(),
            key.length,
            message.pointer(),
            message.length,
            room.pointer(),
            room.length,
            error.pointer(),
        )
    };
    let is_ok = call.ends_with(status, &[], &[&room], &error)?;
    if is_ok {
        let public = Input::new(key.as_bytes().get(32..).unwrap_or_default().to_vec());
        let signature = Input::new(room.as_bytes().to_vec());
        // SAFETY: bytes have their lengths.
        let status = unsafe {
            highper_sign_verify(
                public.pointer(),
                public.length,
                message.pointer(),
                message.length,
                signature.pointer(),
                signature.length,
                std::ptr::null_mut(),
            )
        };
        Call::new("highper_sign_verify, of what was signed,").done(status)?;
    }
    Ok(is_ok)
}

fn verify(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_sign_verify");
    let (key, signature, message) = (cut.exactly(32), cut.exactly(64), cut.bytes());
    let mut error = reason(cut, &mut call);
    call.takes(key.is_bad || message.is_bad || signature.is_bad);
    // SAFETY: bytes have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_sign_verify(
            key.pointer(),
            key.length,
            message.pointer(),
            message.length,
            signature.pointer(),
            signature.length,
            error.pointer(),
        )
    };
    call.ends_with(status, &[], &[], &error)
}

/// What encrypts or decrypts between two, or for one of them alone.
#[derive(Clone, Copy)]
enum Boxing {
    Between(
        unsafe extern "C" fn(
            *const c_void,
            usize,
            *const c_void,
            usize,
            *const c_void,
            usize,
            *mut c_void,
            usize,
            *mut *mut Error,
        ) -> Status,
    ),
    For(
        unsafe extern "C" fn(*const c_void, usize, *const c_void, usize, *mut c_void, usize, *mut *mut Error) -> Status,
    ),
}

/// Boxes or opens a message. `own` is whose secret key it is, or who alone takes part.
fn boxed(
    (name, function): (&'static str, Boxing),
    cut: &mut Cut<'_>,
    (own, other): (&Input, &Input),
    length: impl Fn(usize) -> usize,
) -> Result<bool, String> {
    let mut call = Call::new(name);
    let message = cut.bytes();
    let mut room = cut.room(length(message.as_bytes().len()));
    let mut error = reason(cut, &mut call);
    let (text, text_length, out, out_length) = (message.pointer(), message.length, room.pointer(), room.length);
    call.takes(own.is_bad || message.is_bad || room.is_bad);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        let (own, own_length) = (own.pointer(), own.length);
        match function {
            Boxing::For(function) => function(own, own_length, text, text_length, out, out_length, error.pointer()),
            Boxing::Between(function) => {
                call.takes(other.is_bad);
                let (other, other_length, error) = (other.pointer(), other.length, error.pointer());
                function(own, own_length, other, other_length, text, text_length, out, out_length, error)
            }
        }
    };
    call.ends_with(status, &[], &[&room], &error)
}

fn encrypt(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let is_sealed = cut.flag();
    let pair = pair(cut, highper_box_keypair);
    let sender = if cut.byte() < 128 { Input::new(pair.clone()) } else { cut.exactly(64) };
    let public = pair.get(32..).unwrap_or_default().to_vec();
    let recipient = if cut.byte() < 128 { Input::new(public) } else { cut.exactly(32) };
    if is_sealed {
        let function = ("highper_box_seal", Boxing::For(highper_box_seal));
        return boxed(function, cut, (&recipient, &sender), |length| length + 48);
    }
    let function = ("highper_box_encrypt", Boxing::Between(highper_box_encrypt));
    boxed(function, cut, (&sender, &recipient), |length| length + 40)
}

fn decrypt(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let is_sealed = cut.flag();
    let recipient = if cut.byte() < 128 { Input::new(pair(cut, highper_box_keypair)) } else { cut.exactly(64) };
    let sender = cut.exactly(32);
    if is_sealed {
        let function = ("highper_box_open", Boxing::For(highper_box_open));
        return boxed(function, cut, (&recipient, &sender), |length| length.saturating_sub(48));
    }
    let function = ("highper_box_decrypt", Boxing::Between(highper_box_decrypt));
    boxed(function, cut, (&recipient, &sender), |length| length.saturating_sub(40))
}
