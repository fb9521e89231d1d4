//! `Password`.

use super::fault::{self, BAD_PARAMETER, refuse};
use crate::zval::args::{Frame, Return, give, parse_typed};
use crate::zval::array::new_string;
use crate::zval::call::call_named;
use crate::zval::class::Class;
use crate::zval::guard::cold;
use crate::zval::string;
use crate::zval::value::{IS_TRUE, Raw};
use ext_php_rs::ffi::zend_string;
use highper_crypto::kdf::{MAX_MEMORY, MIN_MEMORY};
use highper_crypto::password::{self, MAX_PASSES, Verdict};
use std::ptr;

pub static PASSWORD: Class = Class::new();

// PasswordInterface's constants
const MEMORY_COST: i64 = 65536;
const TIME_COST: i64 = 4;

/// Checks the costs of Argon2; throws if they are out of their ranges.
pub fn costs(memory: i64, passes: i64) -> Option<(u32, u32)> {
    let Some(memory) = u32::try_from(memory).ok().filter(|cost| (MIN_MEMORY..=MAX_MEMORY).contains(cost)) else {
        refuse(BAD_PARAMETER, &format!("The memory cost must be {MIN_MEMORY} to {MAX_MEMORY} KiB, {memory} given"));
        return None;
    };
    let Some(passes) = u32::try_from(passes).ok().filter(|cost| (1..=MAX_PASSES).contains(cost)) else {
        refuse(BAD_PARAMETER, &format!("The time cost must be 1 to {MAX_PASSES} passes, {passes} given"));
        return None;
    };
    Some((memory, passes))
}

/// Reads a string and the costs.
unsafe fn arguments<'f>(frame: Frame) -> Option<(&'f [u8], u32, u32)> {
    let mut text = ptr::null_mut::<zend_string>();
    let (mut memory, mut passes) = (MEMORY_COST, TIME_COST);
    // SAFETY: the frame is this call's; a place for each parameter.
    unsafe {
        parse_typed!(frame, c"S|ll", &raw mut text, &raw mut memory, &raw mut passes)?;
        let (memory, passes) = costs(memory, passes)?;
        Some((string::bytes(text), memory, passes))
    }
}

/// `hash()`.
pub unsafe extern "C" fn hash(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some((password, memory, passes)) = arguments(frame) else { return };
        match password::hash(password, memory, passes) {
            Ok(hash) => give(result, new_string(hash.as_bytes())),
            Err(error) => fault::throw(error),
        }
    });
}

/// `verify()`. What is no Argon2 is PHP's to verify.
pub unsafe extern "C" fn verify(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut password, mut hash) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        if parse_typed!(frame, c"SS", &raw mut password, &raw mut hash).is_none() {
            return;
        }
        match password::verify(string::bytes(password), string::bytes(hash)) {
            Ok(Verdict::Foreign) => {
                if !is_bcrypt(string::bytes(hash)) {
                    return give(result, Raw::bool(false));
                }
                let arguments = &mut [Raw::string(password), Raw::string(hash)];
                if let Some(answer) = call_named("password_verify", arguments) {
                    give(result, Raw::bool(answer.kind() == IS_TRUE));
                }
            }
            Ok(verdict) => give(result, Raw::bool(verdict == Verdict::Valid)),
            Err(error) => fault::throw(error),
        }
    });
}

/// Whether a hash is bcrypt's as password_hash() makes it.
fn is_bcrypt(hash: &[u8]) -> bool {
    hash.len() == 60 && [&b"$2y$"[..], b"$2a$", b"$2b$"].iter().any(|prefix| hash.starts_with(prefix))
}

/// `needsRehash()`.
pub unsafe extern "C" fn needs_rehash(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let mut hash = ptr::null_mut::<zend_string>();
        let (mut memory, mut passes) = (MEMORY_COST, TIME_COST);
        if parse_typed!(frame, c"S|ll", &raw mut hash, &raw mut memory, &raw mut passes).is_none() {
            return;
        }
        // No hash has costs that no number of the engine's holds.
        let needs = match (u32::try_from(memory), u32::try_from(passes)) {
            (Ok(memory), Ok(passes)) => password::needs_rehash(string::bytes(hash), memory, passes),
            _ => true,
        };
        give(result, Raw::bool(needs));
    });
}
