//! Authenticated encryption of whole messages.

use super::error::{Error, failed};
use super::guard::{Output, Room, bytes, guard};
use super::status::Status;
use highper_crypto::aead;
use std::ffi::c_void;

/// How a message is encrypted and authenticated, with a key of 32 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03). Adds 40 bytes. The one to choose: any number of messages may have one key.
    Xchacha20Poly1305 = 0,
    /// AES-256-GCM (NIST SP 800-38D). Adds 28 bytes. Up to 2^32 messages with one key.
    Aes256Gcm = 1,
    /// ChaCha20-Poly1305 (RFC 8439). Adds 28 bytes. Up to 2^32 messages with one key.
    Chacha20Poly1305 = 2,
}

impl Algorithm {
    fn read(number: u32) -> Result<aead::Algorithm, Status> {
        const XCHACHA20_POLY1305: u32 = Algorithm::Xchacha20Poly1305 as u32;
        const AES_256_GCM: u32 = Algorithm::Aes256Gcm as u32;
        const CHACHA20_POLY1305: u32 = Algorithm::Chacha20Poly1305 as u32;
        match number {
            XCHACHA20_POLY1305 => Ok(aead::Algorithm::XChaCha20Poly1305),
            AES_256_GCM => Ok(aead::Algorithm::Aes256Gcm),
            CHACHA20_POLY1305 => Ok(aead::Algorithm::ChaCha20Poly1305),
            _ => Err(Status::InvalidArgument),
        }
    }
}

fn prepare(algorithm: u32, key: &[u8]) -> Result<aead::Aead, Status> {
    let key = key.try_into().map_err(|_| Status::InvalidArgument)?;
    aead::Aead::new(Algorithm::read(algorithm)?, key).map_err(|reason| failed(reason, None))
}

/// Encrypts a message with a random nonce.
///
/// `algorithm`: a highper_aead.
/// `key`: 32 bytes.
/// `associated`: what is authenticated beside the message and has to be known to whoever opens it; may be empty.
/// `output`: room for nonce, ciphertext and tag: as many bytes more than the message as the algorithm adds.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_aead_seal(
    algorithm: u32,
    key: *const c_void,
    key_length: usize,
    message: *const c_void,
    message_length: usize,
    associated: *const c_void,
    associated_length: usize,
    output: *mut c_void,
    output_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, message) = unsafe { (bytes(key, key_length)?, bytes(message, message_length)?) };
        // SAFETY: as above.
        let (associated, output) =
            unsafe { (bytes(associated, associated_length)?, Room::new(output, output_length)?) };
        output.fill(&[key, message, associated], |out| {
            let sealed = prepare(algorithm, key)?.seal(message, associated, out);
            sealed.map_err(|reason| failed(reason, None))
        })
    })
}

/// Decrypts what highper_aead_seal() made.
///
/// `algorithm`, `key`, `associated`: the same as for sealing.
/// `output`: room for the message: as many bytes less than `sealed` as the algorithm adds.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED, which is always the same: it does not authenticate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_aead_open(
    algorithm: u32,
    key: *const c_void,
    key_length: usize,
    sealed: *const c_void,
    sealed_length: usize,
    associated: *const c_void,
    associated_length: usize,
    output: *mut c_void,
    output_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, sealed) = unsafe { (bytes(key, key_length)?, bytes(sealed, sealed_length)?) };
        // SAFETY: as above.
        let (associated, output) =
            unsafe { (bytes(associated, associated_length)?, Room::new(output, output_length)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        output.fill(&[key, sealed, associated], |out| {
            let opened = prepare(algorithm, key)?.open(sealed, associated, out);
            opened.map_err(|reason| failed(reason, error))
        })
    })
}
