//! Signatures: Ed25519.

use super::error::{Error, failed, refuse};
use super::guard::{Output, Room, bytes, guard};
use super::status::Status;
use highper_crypto::sign::{SigningKey, VerifyingKey};
use std::ffi::c_void;

/// The pair of keys of a seed (RFC 8032).
///
/// `seed`: 32 secret bytes, such as highper_random_bytes() gives.
/// `secret_key`: room for 64 bytes: the seed, and behind it the 32 bytes of the public key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_sign_keypair(
    seed: *const c_void,
    seed_length: usize,
    secret_key: *mut c_void,
    secret_key_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (seed, secret_key) = unsafe { (bytes(seed, seed_length)?, Room::new(secret_key, secret_key_length)?) };
        secret_key.fill(&[seed], |out| {
            let out: &mut [u8; 64] = out.try_into().map_err(|_| Status::InvalidArgument)?;
            let key = SigningKey::from_seed(seed).map_err(|reason| failed(reason, None))?;
            out.copy_from_slice(key.to_bytes().expose());
            Ok(())
        })
    })
}

/// Signs a message (RFC 8032).
///
/// `secret_key`: 64 bytes, the seed and the public key. Both have to belong together, since signing with a wrong public key gives the seed
/// away; this is checked, which takes as long as signing.
/// `signature`: room for 64 bytes.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of the key do not belong together.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_sign_detached(
    secret_key: *const c_void,
    secret_key_length: usize,
    message: *const c_void,
    message_length: usize,
    signature: *mut c_void,
    signature_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, message) = unsafe { (bytes(secret_key, secret_key_length)?, bytes(message, message_length)?) };
        // SAFETY: as above.
        let (signature, error) = unsafe { (Room::new(signature, signature_length)?, Output::optional(error)?) };
        signature.fill(&[key, message], |out| {
            let out: &mut [u8; 64] = out.try_into().map_err(|_| Status::InvalidArgument)?;
            let key = SigningKey::from_bytes(key).map_err(|reason| failed(reason, error))?;
            *out = key.sign(message);
            Ok(())
        })
    })
}

/// Verifies a signature (RFC 8032), strictly: HIGHPER_STATUS_OK or HIGHPER_STATUS_REFUSED.
///
/// `public_key`: 32 bytes.
/// `signature`: 64 bytes; any other length is refused like a wrong signature.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the signature is not this key's for this message, or the key is no point of the
/// curve or one of small order.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_sign_verify(
    public_key: *const c_void,
    public_key_length: usize,
    message: *const c_void,
    message_length: usize,
    signature: *const c_void,
    signature_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, message) = unsafe { (bytes(public_key, public_key_length)?, bytes(message, message_length)?) };
        // SAFETY: as above.
        let (signature, error) = unsafe { (bytes(signature, signature_length)?, Output::optional(error)?) };
        match VerifyingKey::from_bytes(key) {
            Ok(key) if key.verify(message, signature) => Ok(()),
            Ok(_) => Err(refuse(highper_crypto::Error::Authentication, error)),
            Err(reason) => Err(failed(reason, error)),
        }
    })
}
