//! Passwords, and what is stored of them.

use super::error::failed;
use super::guard::{Output, bytes, guard, text};
use super::status::Status;
use super::text::OwnedText;
use highper_crypto::password::{self, Verdict};
use std::ffi::{c_char, c_void};

/// Hashes a password with Argon2id 1.3 (RFC 9106), one lane and a random salt. HIGHPER_STATUS_UNAVAILABLE if there is not so much memory.
///
/// `memory_kib`: in KiB, 8 to 4194304.
/// `passes`: 1 to 64.
/// `hash`: gets a string in PHC form, such as PHP's password_hash() gives; to be given to highper_string_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_password_hash(
    password: *const c_void,
    password_length: usize,
    memory_kib: u32,
    passes: u32,
    hash: *mut OwnedText,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (password, hash) = unsafe { (bytes(password, password_length)?, Output::new(hash)?) };
        let made = password::hash(password, memory_kib, passes).map_err(|reason| failed(reason, None))?;
        hash.write(OwnedText::give(made.into_bytes()));
        Ok(())
    })
}

/// Verifies a password: HIGHPER_STATUS_OK, or HIGHPER_STATUS_REFUSED if it is another one, or the hash is broken or asks for more than 4 GiB, 64
/// passes or 64 lanes. HIGHPER_STATUS_NOT_FOUND if the hash is none of Argon2, so that another library has to judge;
/// HIGHPER_STATUS_UNAVAILABLE if there is not so much memory as the hash asks for.
///
/// `hash`: a string in PHC form, of Argon2id or Argon2i.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_password_verify(
    password: *const c_void,
    password_length: usize,
    hash: *const c_char,
    hash_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (password, hash) = unsafe { (bytes(password, password_length)?, text(hash, hash_length)?) };
        match password::verify(password, hash).map_err(|reason| failed(reason, None))? {
            Verdict::Valid => Ok(()),
            Verdict::Invalid => Err(Status::Refused),
            Verdict::Foreign => Err(Status::NotFound),
        }
    })
}

/// Tells whether highper_password_hash() would make another kind of hash of the same password.
///
/// `needed`: gets whether it would.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_password_needs_rehash(
    hash: *const c_char,
    hash_length: usize,
    memory_kib: u32,
    passes: u32,
    needed: *mut bool,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (hash, needed) = unsafe { (text(hash, hash_length)?, Output::new(needed)?) };
        needed.write(password::needs_rehash(hash, memory_kib, passes));
        Ok(())
    })
}
