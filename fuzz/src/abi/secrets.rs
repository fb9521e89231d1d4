//! Cryptography with one key or none: bytes in, room filled.

use super::Function;
use super::arguments::{Call, Cut, Input, reason};
use highper_abi::abi::aead::*;
use highper_abi::abi::bytes::*;
use highper_abi::abi::hash::*;
use highper_abi::abi::kdf::*;
use highper_abi::abi::password::*;

pub const FUNCTIONS: &[Function] =
    &[random, equal, encode, decode, seal, open, digest, hmac, hkdf, argon2id, password, overlapping];

fn random(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_random_bytes");
    let mut room = cut.room(32);
    call.takes(room.is_bad);
    // SAFETY: the room has its length, and what is bad is refused.
    let status = unsafe { highper_random_bytes(room.pointer(), room.length) };
    call.ends(status, &[], &[&room])
}

fn equal(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_equal");
    let (known, given) = (cut.bytes(), cut.bytes());
    let mut equal = 7_u8;
    call.takes(known.is_bad || given.is_bad);
    // SAFETY: the bytes have their lengths, and what is bad is refused.
    let status =
        unsafe { highper_equal(known.pointer(), known.length, given.pointer(), given.length, (&raw mut equal).cast()) };
    let is_ok = call.ends(status, &[equal < 2], &[])?;
    if is_ok && (equal == 1) != (known.as_bytes() == given.as_bytes()) {
        return Err("another answer than ==".to_owned());
    }
    Ok(is_ok)
}

fn encode(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let is_hex = cut.flag();
    let data = cut.bytes();
    let length = data.as_bytes().len();
    let mut room = cut.room(if is_hex { length * 2 } else { (length * 4).div_ceil(3) });
    let mut call = Call::new(if is_hex { "highper_hex_encode" } else { "highper_base64url_encode" });
    call.takes(data.is_bad || room.is_bad);
    let function = if is_hex { highper_hex_encode } else { highper_base64url_encode };
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe { function(data.pointer(), data.length, room.text(), room.length) };
    call.ends(status, &[], &[&room])
}

fn decode(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let is_hex = cut.flag();
    let text = cut.text();
    let length = text.as_bytes().len();
    let mut room = cut.room(if is_hex { length / 2 } else { length * 3 / 4 });
    let mut call = Call::new(if is_hex { "highper_hex_decode" } else { "highper_base64url_decode" });
    let mut error = reason(cut, &mut call);
    call.takes(text.is_bad || room.is_bad);
    let function = if is_hex { highper_hex_decode } else { highper_base64url_decode };
    // SAFETY: text and room have their lengths, and what is bad is refused.
    let status = unsafe { function(text.text(), text.length, room.pointer(), room.length, error.pointer()) };
    call.ends_with(status, &[], &[&room], &error)
}

/// The bytes that an algorithm adds.
fn added(algorithm: u32) -> usize {
    if algorithm == 0 { 40 } else { 28 }
}

/// Sealed by the call before, so that opening it has something to open.
fn sealed(algorithm: u32, key: &Input, message: &Input, associated: &Input) -> Vec<u8> {
    let mut sealed = vec![0; message.as_bytes().len() + added(algorithm)];
    // SAFETY: bytes and room have their lengths; what is bad is refused, and nothing is sealed.
    unsafe {
        highper_aead_seal(
            algorithm,
            key.pointer(),
            key.length,
            message.pointer(),
            message.length,
            associated.pointer(),
            associated.length,
            sealed.as_mut_ptr().cast(),
            sealed.len(),
        )
    };
    sealed
}

fn seal(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_aead_seal");
    let algorithm = cut.choice(2);
    let (key, message, associated) = (cut.exactly(32), cut.bytes(), cut.bytes());
    let mut room = cut.room(message.as_bytes().len() + added(algorithm));
    call.takes(key.is_bad || message.is_bad || associated.is_bad || room.is_bad || algorithm > 2);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_aead_seal(
            algorithm,
            key.pointer(),
            key.length,
            message.pointer(),
            message.length,
            associated.pointer(),
            associated.length,
            room.pointer(),
            room.length,
        )
    };
    call.ends(status, &[], &[&room])
}

fn open(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_aead_open");
    let algorithm = cut.choice(2);
    let (key, message, associated) = (cut.exactly(32), cut.bytes(), cut.bytes());
    let mut bytes = sealed(algorithm, &key, &message, &associated);
    if cut.byte() > 200 {
        let at = cut.below(bytes.len());
        bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1);
    }
    if cut.byte() > 200 {
        bytes.truncate(cut.below(256));
    }
    let sealed = Input::new(bytes);
    let mut room = cut.room(sealed.length.saturating_sub(added(algorithm)));
    let mut error = reason(cut, &mut call);
    call.takes(key.is_bad || associated.is_bad || room.is_bad || algorithm > 2);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_aead_open(
            algorithm,
            key.pointer(),
            key.length,
            sealed.pointer(),
            sealed.length,
            associated.pointer(),
            associated.length,
            room.pointer(),
            room.length,
            error.pointer(),
        )
    };
    let is_ok = call.ends_with(status, &[], &[&room], &error)?;
    if is_ok && room.as_bytes() != message.as_bytes() {
        return Err("another message is opened than was sealed".to_owned());
    }
    Ok(is_ok)
}

fn digest(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_digest");
    let algorithm = cut.choice(6);
    let (key, data) = (cut.bytes(), cut.bytes());
    let mut room = cut.room(digest_length(algorithm));
    call.takes(key.is_bad || data.is_bad || room.is_bad || algorithm > 6);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        let (key, key_length) = (key.pointer(), key.length);
        highper_digest(algorithm, key, key_length, data.pointer(), data.length, room.pointer(), room.length)
    };
    call.ends(status, &[], &[&room])
}

/// A length that an algorithm has.
pub fn digest_length(algorithm: u32) -> usize {
    match algorithm {
        3 => 48,
        4 => 64,
        5 => 8,
        6 => 4,
        _ => 32,
    }
}

fn hmac(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_hmac");
    let algorithm = cut.choice(6);
    let (key, message) = (cut.bytes(), cut.bytes());
    let mut room = cut.room(digest_length(algorithm));
    call.takes(key.is_bad || message.is_bad || room.is_bad);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        let (key, key_length) = (key.pointer(), key.length);
        highper_hmac(algorithm, key, key_length, message.pointer(), message.length, room.pointer(), room.length)
    };
    call.ends(status, &[], &[&room])
}

fn hkdf(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_hkdf");
    let algorithm = cut.choice(6);
    let (key, salt, info) = (cut.bytes(), cut.bytes(), cut.bytes());
    let length = usize::from(cut.byte()) * 80;
    let mut room = cut.room(length);
    call.takes(key.is_bad || salt.is_bad || info.is_bad || room.is_bad);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_hkdf(
            algorithm,
            key.pointer(),
            key.length,
            salt.pointer(),
            salt.length,
            info.pointer(),
            info.length,
            room.pointer(),
            room.length,
        )
    };
    call.ends(status, &[], &[&room])
}

fn argon2id(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_argon2id");
    let (password, salt) = (cut.bytes(), cut.exactly(16));
    // No more memory than can be had in no time.
    let (memory, passes, lanes) = (u32::from(cut.byte() % 80), u32::from(cut.byte() % 3), u32::from(cut.byte() % 5));
    let mut room = cut.room(32);
    call.takes(password.is_bad || salt.is_bad || room.is_bad);
    // SAFETY: bytes and room have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_argon2id(
            password.pointer(),
            password.length,
            salt.pointer(),
            salt.length,
            memory,
            passes,
            lanes,
            room.pointer(),
            room.length,
        )
    };
    call.ends(status, &[], &[&room])
}

fn password(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_password_hash");
    let password = cut.bytes();
    let (memory, passes) = (u32::from(cut.byte() % 32), u32::from(cut.byte() % 3));
    let mut place = cut.string();
    call.takes(password.is_bad || place.is_bad());
    let mut needed = 7_u8;
    // SAFETY: bytes have their lengths, and what is bad is refused.
    unsafe {
        let status = highper_password_hash(password.pointer(), password.length, memory, passes, place.pointer());
        if call.ends(status, &[place.is_written()], &[])? {
            let hash = Input::new(place.take()?);
            let status = highper_password_verify(password.pointer(), password.length, hash.text(), hash.length);
            Call::new("highper_password_verify, of what was hashed,").done(status)?;
        }
        let hash = cut.text();
        let mut call = Call::new("highper_password_needs_rehash");
        call.takes(hash.is_bad);
        let place = (&raw mut needed).cast();
        let status = highper_password_needs_rehash(hash.text(), hash.length, memory, passes, place);
        call.ends(status, &[needed < 2], &[])?;
        // A hash says what it costs: no more than two digits of anything.
        let is_cheap = hash.as_bytes().split(|byte| !byte.is_ascii_digit()).all(|digits| digits.len() < 3);
        if !is_cheap {
            return Ok(false);
        }
        let mut call = Call::new("highper_password_verify");
        call.takes(hash.is_bad || password.is_bad);
        let status = highper_password_verify(password.pointer(), password.length, hash.text(), hash.length);
        call.ends(status, &[], &[])
    }
}

/// Room that lies across what goes in is refused, and what goes in stays.
fn overlapping(_: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let (from, length, to) = (cut.below(64), cut.below(64), cut.below(128));
    let mut memory: Vec<u8> = (0..255).collect();
    let before = memory.clone();
    let first = memory.as_mut_ptr();
    let is_apart = length == 0 || to >= from + length || to + length * 2 <= from;
    // SAFETY: both are within the memory, whose length is more than 128 + 2 * 63.
    let status = unsafe {
        highper_hex_encode(first.wrapping_add(from).cast(), length, first.wrapping_add(to).cast(), length * 2)
    };
    let mut call = Call::new("highper_hex_encode, with room that overlaps,");
    call.takes(!is_apart);
    let is_ok = call.ends(status, &[], &[])?;
    if is_ok != is_apart || (!is_ok && memory != before) {
        return Err(format!("{length} bytes at {from}, as hex at {to}: {status:?}"));
    }
    Ok(is_ok)
}
