//! Keys from other keys and from passwords.

use super::error::failed;
use super::guard::{Room, bytes, guard};
use super::hash::HashAlgorithm;
use super::status::Status;
use highper_crypto::kdf;
use std::ffi::c_void;

/// Derives a key from another by HKDF (RFC 5869).
///
/// `algorithm`: a highper_hash of SHA-2.
/// `key`: what is derived from: bytes that nobody can guess. For a password take highper_argon2id().
/// `salt`: may be empty.
/// `info`: what the derived key is for; may be empty.
/// `output`: room for the derived key, 1 to 255 times as long as the algorithm's digest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_hkdf(
    algorithm: u32,
    key: *const c_void,
    key_length: usize,
    salt: *const c_void,
    salt_length: usize,
    info: *const c_void,
    info_length: usize,
    output: *mut c_void,
    output_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, salt) = unsafe { (bytes(key, key_length)?, bytes(salt, salt_length)?) };
        // SAFETY: as above.
        let (info, output) = unsafe { (bytes(info, info_length)?, Room::new(output, output_length)?) };
        let algorithm = HashAlgorithm::read(algorithm)?;
        output.fill(&[key, salt, info], |out| {
            kdf::hkdf(algorithm, key, salt, info, out).map_err(|reason| failed(reason, None))
        })
    })
}

/// Derives a key from a password by Argon2id 1.3 (RFC 9106). HIGHPER_STATUS_UNAVAILABLE if there is not so much memory.
///
/// `salt`: 8 bytes or more; 16 random ones as a rule.
/// `memory_kib`: in KiB, 8 or more for each lane, up to 4194304.
/// `passes`: 1 or more.
/// `lanes`: 1 to 64; they are computed one after the other.
/// `output`: room for the key, 4 bytes or more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_argon2id(
    password: *const c_void,
    password_length: usize,
    salt: *const c_void,
    salt_length: usize,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    output: *mut c_void,
    output_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (password, salt) = unsafe { (bytes(password, password_length)?, bytes(salt, salt_length)?) };
        // SAFETY: as above.
        let output = unsafe { Room::new(output, output_length)? };
        output.fill(&[password, salt], |out| {
            kdf::argon2id(password, salt, memory_kib, passes, lanes, out).map_err(|reason| failed(reason, None))
        })
    })
}
