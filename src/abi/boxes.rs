//! Encryption to a public key: X25519.

use super::error::{Error, failed};
use super::guard::{Output, Room, bytes, guard};
use super::status::Status;
use highper_crypto::boxes;
use highper_crypto::exchange::{PublicKey, SecretKey};
use std::ffi::c_void;

/// The pair of keys of a seed, as libsodium's crypto_box_seed_keypair().
///
/// `seed`: 32 secret bytes, such as highper_random_bytes() gives.
/// `key_pair`: room for 64 bytes: the secret key, and behind it the 32 bytes of the public key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_box_keypair(
    seed: *const c_void,
    seed_length: usize,
    key_pair: *mut c_void,
    key_pair_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (seed, key_pair) = unsafe { (bytes(seed, seed_length)?, Room::new(key_pair, key_pair_length)?) };
        key_pair.fill(&[seed], |out| {
            let out: &mut [u8; 64] = out.try_into().map_err(|_| Status::InvalidArgument)?;
            let key = SecretKey::from_seed(seed).map_err(|reason| failed(reason, None))?;
            out.copy_from_slice(key.to_bytes().expose());
            Ok(())
        })
    })
}

/// Encrypts for a recipient, who can tell who wrote it: a random nonce, and what libsodium's crypto_box_easy() gives with it.
///
/// `sender`: 32 bytes, the secret key (RFC 7748), or 64 with the public key behind it.
/// `recipient`: the 32 bytes of the public key.
/// `output`: room for 40 bytes more than the message has.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the recipient's key is of small order, or the halves of the sender's do not belong
/// together.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_box_encrypt(
    sender: *const c_void,
    sender_length: usize,
    recipient: *const c_void,
    recipient_length: usize,
    message: *const c_void,
    message_length: usize,
    output: *mut c_void,
    output_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (sender, recipient) = unsafe { (bytes(sender, sender_length)?, bytes(recipient, recipient_length)?) };
        // SAFETY: as above.
        let (message, output) = unsafe { (bytes(message, message_length)?, Room::new(output, output_length)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        output.fill(&[sender, recipient, message], |out| {
            let encrypted = SecretKey::from_bytes(sender)
                .and_then(|sender| boxes::encrypt(&sender, &PublicKey::from_bytes(recipient)?, message, out));
            encrypted.map_err(|reason| failed(reason, error))
        })
    })
}

/// Decrypts what highper_box_encrypt() made.
///
/// `recipient`: 32 bytes, the secret key, or 64 with the public key behind it.
/// `sender`: the 32 bytes of the public key.
/// `output`: room for 40 bytes less than `encrypted` has.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: it does not authenticate, or a key is none, as for highper_box_encrypt().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_box_decrypt(
    recipient: *const c_void,
    recipient_length: usize,
    sender: *const c_void,
    sender_length: usize,
    encrypted: *const c_void,
    encrypted_length: usize,
    output: *mut c_void,
    output_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (recipient, sender) = unsafe { (bytes(recipient, recipient_length)?, bytes(sender, sender_length)?) };
        // SAFETY: as above.
        let (encrypted, output) = unsafe { (bytes(encrypted, encrypted_length)?, Room::new(output, output_length)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        output.fill(&[recipient, sender, encrypted], |out| {
            let decrypted = SecretKey::from_bytes(recipient)
                .and_then(|recipient| boxes::decrypt(&recipient, &PublicKey::from_bytes(sender)?, encrypted, out));
            decrypted.map_err(|reason| failed(reason, error))
        })
    })
}

/// Encrypts for a recipient without saying who wrote it, as libsodium's crypto_box_seal().
///
/// `recipient`: the 32 bytes of the public key.
/// `output`: room for 48 bytes more than the message has.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the recipient's key is of small order.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_box_seal(
    recipient: *const c_void,
    recipient_length: usize,
    message: *const c_void,
    message_length: usize,
    output: *mut c_void,
    output_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (recipient, message) = unsafe { (bytes(recipient, recipient_length)?, bytes(message, message_length)?) };
        // SAFETY: as above.
        let (output, error) = unsafe { (Room::new(output, output_length)?, Output::optional(error)?) };
        output.fill(&[recipient, message], |out| {
            let sealed = PublicKey::from_bytes(recipient).and_then(|recipient| boxes::seal(&recipient, message, out));
            sealed.map_err(|reason| failed(reason, error))
        })
    })
}

/// Decrypts what highper_box_seal() made.
///
/// `recipient`: 32 bytes, the secret key, or 64 with the public key behind it.
/// `output`: room for 48 bytes less than `sealed` has.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: it does not authenticate, or the halves of the key do not belong together.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_box_open(
    recipient: *const c_void,
    recipient_length: usize,
    sealed: *const c_void,
    sealed_length: usize,
    output: *mut c_void,
    output_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (recipient, sealed) = unsafe { (bytes(recipient, recipient_length)?, bytes(sealed, sealed_length)?) };
        // SAFETY: as above.
        let (output, error) = unsafe { (Room::new(output, output_length)?, Output::optional(error)?) };
        output.fill(&[recipient, sealed], |out| {
            let opened = SecretKey::from_bytes(recipient).and_then(|recipient| boxes::open(&recipient, sealed, out));
            opened.map_err(|reason| failed(reason, error))
        })
    })
}
