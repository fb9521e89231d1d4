//! PASERK k4: keys of PASETO as text.

use super::error::{Error, failed, refused_paserk};
use super::guard::{Output, Room, bytes, guard, text};
use super::status::Status;
use super::text::OwnedText;
use highper_paseto::paserk::{self, Cost, Limits};
use highper_paseto::{LocalKey, PublicKey, SecretKey};
use std::ffi::{c_char, c_void};

/// What a key is for.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyType {
    /// Encrypts v4.local tokens: 32 bytes.
    Local = 0,
    /// Signs v4.public tokens: 64 bytes, the seed and the public key.
    Secret = 1,
    /// Verifies v4.public tokens: 32 bytes.
    Public = 2,
}

/// A key of any type.
#[allow(clippy::large_enum_variant, reason = "there is one, for the length of a call")]
enum Key {
    Local(LocalKey),
    Secret(SecretKey),
    Public(PublicKey),
}

impl KeyType {
    fn read(number: u32) -> Result<Self, Status> {
        const LOCAL: u32 = KeyType::Local as u32;
        const SECRET: u32 = KeyType::Secret as u32;
        const PUBLIC: u32 = KeyType::Public as u32;
        match number {
            LOCAL => Ok(Self::Local),
            SECRET => Ok(Self::Secret),
            PUBLIC => Ok(Self::Public),
            _ => Err(Status::InvalidArgument),
        }
    }
}

impl Key {
    fn new(kind: KeyType, bytes: &[u8]) -> Result<Self, highper_crypto::Error> {
        match kind {
            KeyType::Local => LocalKey::from_bytes(bytes).map(Self::Local),
            KeyType::Secret => SecretKey::from_bytes(bytes).map(Self::Secret),
            KeyType::Public => PublicKey::from_bytes(bytes).map(Self::Public),
        }
    }

    /// Copies the key to room of exactly its length.
    fn copy_to(&self, out: &mut [u8]) -> Result<(), Status> {
        let copy = |key: &[u8], out: &mut [u8]| {
            if key.len() == out.len() {
                out.copy_from_slice(key);
                Ok(())
            } else {
                Err(Status::InvalidArgument)
            }
        };
        match self {
            Self::Local(key) => copy(key.expose(), out),
            Self::Secret(key) => copy(key.to_bytes().expose(), out),
            Self::Public(key) => copy(key.as_bytes(), out),
        }
    }
}

/// Writes a key as k4.local, k4.secret or k4.public. The first two are the key itself.
///
/// `key_type`: a highper_paserk.
/// `key`: as many bytes as its type has.
/// `paserk`: gets the text, to be given to highper_string_free().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of a secret key do not belong together.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paserk_encode(
    key_type: u32,
    key: *const c_void,
    key_length: usize,
    paserk: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, paserk) = unsafe { (bytes(key, key_length)?, Output::new(paserk)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        paserk.write(match Key::new(KeyType::read(key_type)?, key).map_err(|reason| failed(reason, error))? {
            Key::Local(key) => OwnedText::copy(paserk::local(&key).as_bytes()),
            Key::Secret(key) => OwnedText::copy(paserk::secret(&key).as_bytes()),
            Key::Public(key) => OwnedText::give(paserk::public(&key).into_bytes()),
        });
        Ok(())
    })
}

/// Reads k4.local, k4.secret or k4.public, whichever is asked for.
///
/// `key_type`: a highper_paserk.
/// `key`: room for as many bytes as its type has.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: this is no such text, or the halves of a secret key do not belong together.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paserk_decode(
    key_type: u32,
    paserk: *const c_char,
    paserk_length: usize,
    key: *mut c_void,
    key_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (paserk, key) = unsafe { (text(paserk, paserk_length)?, Room::new(key, key_length)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        let kind = KeyType::read(key_type)?;
        key.fill(&[paserk], |out| {
            let read = match kind {
                KeyType::Local => paserk::read_local(paserk).map(Key::Local),
                KeyType::Secret => paserk::read_secret(paserk).map(Key::Secret),
                KeyType::Public => paserk::read_public(paserk).map(Key::Public),
            };
            read.map_err(|reason| failed(reason, error))?.copy_to(out)
        })
    })
}

/// The id of a key, which tells nothing of it and may stand in a footer: k4.lid, k4.sid or k4.pid.
///
/// `key_type`, `key`, `error`: as for highper_paserk_encode().
/// `id`: gets the text, to be given to highper_string_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paserk_id(
    key_type: u32,
    key: *const c_void,
    key_length: usize,
    id: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, id) = unsafe { (bytes(key, key_length)?, Output::new(id)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        let text = match Key::new(KeyType::read(key_type)?, key).map_err(|reason| failed(reason, error))? {
            Key::Local(key) => paserk::lid(&key),
            Key::Secret(key) => paserk::sid(&key),
            Key::Public(key) => paserk::pid(&key),
        };
        id.write(OwnedText::give(text.into_bytes()));
        Ok(())
    })
}

/// Wraps a key with another: k4.local-wrap.pie or k4.secret-wrap.pie.
///
/// `key_type`: HIGHPER_PASERK_LOCAL or HIGHPER_PASERK_SECRET.
/// `key`: as many bytes as its type has.
/// `wrapping_key`: a local key, 32 bytes.
/// `paserk`: gets the text, to be given to highper_string_free().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of a secret key do not belong together.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paserk_wrap(
    key_type: u32,
    key: *const c_void,
    key_length: usize,
    wrapping_key: *const c_void,
    wrapping_key_length: usize,
    paserk: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, wrapping) = unsafe { (bytes(key, key_length)?, bytes(wrapping_key, wrapping_key_length)?) };
        // SAFETY: as above.
        let (paserk, error) = unsafe { (Output::new(paserk)?, Output::optional(error)?) };
        let wrapping = LocalKey::from_bytes(wrapping).map_err(|reason| failed(reason, None))?;
        let wrapped = match Key::new(KeyType::read(key_type)?, key) {
            Ok(Key::Local(key)) => paserk::wrap_local(&key, &wrapping),
            Ok(Key::Secret(key)) => paserk::wrap_secret(&key, &wrapping),
            Ok(Key::Public(_)) => return Err(Status::InvalidArgument),
            Err(reason) => return Err(failed(reason, error)),
        };
        paserk.write(OwnedText::give(wrapped.map_err(|reason| refused_paserk(reason, error))?.into_bytes()));
        Ok(())
    })
}

/// Takes a key out of k4.local-wrap.pie or k4.secret-wrap.pie, whichever is asked for.
///
/// `key_type`: HIGHPER_PASERK_LOCAL or HIGHPER_PASERK_SECRET.
/// `wrapping_key`: the same as for wrapping.
/// `key`: room for as many bytes as its type has.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED, which is always the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paserk_unwrap(
    key_type: u32,
    paserk: *const c_char,
    paserk_length: usize,
    wrapping_key: *const c_void,
    wrapping_key_length: usize,
    key: *mut c_void,
    key_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (paserk, wrapping) = unsafe { (text(paserk, paserk_length)?, bytes(wrapping_key, wrapping_key_length)?) };
        // SAFETY: as above.
        let (key, error) = unsafe { (Room::new(key, key_length)?, Output::optional(error)?) };
        let kind = KeyType::read(key_type)?;
        key.fill(&[paserk, wrapping], |out| {
            let wrapping = LocalKey::from_bytes(wrapping).map_err(|reason| failed(reason, None))?;
            let unwrapped = match kind {
                KeyType::Local => paserk::unwrap_local(paserk, &wrapping).map(Key::Local),
                KeyType::Secret => paserk::unwrap_secret(paserk, &wrapping).map(Key::Secret),
                KeyType::Public => return Err(Status::InvalidArgument),
            };
            unwrapped.map_err(|reason| refused_paserk(reason, error))?.copy_to(out)
        })
    })
}

/// Wraps a key with a password by Argon2id: k4.local-pw or k4.secret-pw. HIGHPER_STATUS_UNAVAILABLE if there is not so much memory.
///
/// `key_type`: HIGHPER_PASERK_LOCAL or HIGHPER_PASERK_SECRET.
/// `key`: as many bytes as its type has.
/// `memory`: in bytes, a multiple of 1024 from 8192 to 4294967296.
/// `passes`: 1 to 64.
/// `paserk`: gets the text, to be given to highper_string_free().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of a secret key do not belong together.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paserk_wrap_with_password(
    key_type: u32,
    key: *const c_void,
    key_length: usize,
    password: *const c_void,
    password_length: usize,
    memory: u64,
    passes: u32,
    paserk: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, password) = unsafe { (bytes(key, key_length)?, bytes(password, password_length)?) };
        // SAFETY: as above.
        let (paserk, error) = unsafe { (Output::new(paserk)?, Output::optional(error)?) };
        let cost = Cost { memory, passes };
        let wrapped = match Key::new(KeyType::read(key_type)?, key) {
            Ok(Key::Local(key)) => paserk::wrap_local_with_password(&key, password, cost),
            Ok(Key::Secret(key)) => paserk::wrap_secret_with_password(&key, password, cost),
            Ok(Key::Public(_)) => return Err(Status::InvalidArgument),
            Err(reason) => return Err(failed(reason, error)),
        };
        paserk.write(OwnedText::give(wrapped.map_err(|reason| refused_paserk(reason, error))?.into_bytes()));
        Ok(())
    })
}

/// Takes a key out of k4.local-pw or k4.secret-pw, whichever is asked for. What the text asks of Argon2id is compared with what is granted before
/// any memory is taken or work done. HIGHPER_STATUS_UNAVAILABLE if there is not so much memory.
///
/// `key_type`: HIGHPER_PASERK_LOCAL or HIGHPER_PASERK_SECRET.
/// `max_memory`: the most memory that is granted, in bytes; 268435456, say.
/// `max_passes`: the most passes that are granted; 8, say.
/// `key`: room for as many bytes as its type has.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: it asks for more than is granted; all else that may be wrong is one reason.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paserk_unwrap_with_password(
    key_type: u32,
    paserk: *const c_char,
    paserk_length: usize,
    password: *const c_void,
    password_length: usize,
    max_memory: u64,
    max_passes: u32,
    key: *mut c_void,
    key_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (paserk, password) = unsafe { (text(paserk, paserk_length)?, bytes(password, password_length)?) };
        // SAFETY: as above.
        let (key, error) = unsafe { (Room::new(key, key_length)?, Output::optional(error)?) };
        let limits = Limits { memory: max_memory, passes: max_passes };
        let kind = KeyType::read(key_type)?;
        key.fill(&[paserk, password], |out| {
            let unwrapped = match kind {
                KeyType::Local => paserk::unwrap_local_with_password(paserk, password, limits).map(Key::Local),
                KeyType::Secret => paserk::unwrap_secret_with_password(paserk, password, limits).map(Key::Secret),
                KeyType::Public => return Err(Status::InvalidArgument),
            };
            unwrapped.map_err(|reason| refused_paserk(reason, error))?.copy_to(out)
        })
    })
}

/// Encrypts a local key to somebody's public key: k4.seal.
///
/// `key`: a local key, 32 bytes.
/// `recipient`: the 32 bytes of the public key.
/// `paserk`: gets the text, to be given to highper_string_free().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: nothing can be encrypted to this public key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paserk_seal(
    key: *const c_void,
    key_length: usize,
    recipient: *const c_void,
    recipient_length: usize,
    paserk: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, recipient) = unsafe { (bytes(key, key_length)?, bytes(recipient, recipient_length)?) };
        // SAFETY: as above.
        let (paserk, error) = unsafe { (Output::new(paserk)?, Output::optional(error)?) };
        let key = LocalKey::from_bytes(key).map_err(|reason| failed(reason, None))?;
        let recipient = PublicKey::from_bytes(recipient).map_err(|reason| failed(reason, None))?;
        let sealed = paserk::seal(&key, &recipient).map_err(|reason| refused_paserk(reason, error))?;
        paserk.write(OwnedText::give(sealed.into_bytes()));
        Ok(())
    })
}

/// Takes a local key out of k4.seal.
///
/// `recipient`: the secret key, 64 bytes.
/// `key`: room for 32 bytes.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the halves of the secret key do not belong together; all else that may be wrong is one
/// reason.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_paserk_unseal(
    paserk: *const c_char,
    paserk_length: usize,
    recipient: *const c_void,
    recipient_length: usize,
    key: *mut c_void,
    key_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (paserk, recipient) = unsafe { (text(paserk, paserk_length)?, bytes(recipient, recipient_length)?) };
        // SAFETY: as above.
        let (key, error) = unsafe { (Room::new(key, key_length)?, Output::optional(error)?) };
        key.fill(&[paserk, recipient], |out| {
            let recipient = match SecretKey::from_bytes(recipient) {
                Ok(recipient) => recipient,
                Err(reason) => return Err(failed(reason, error)),
            };
            let opened = paserk::unseal(paserk, &recipient).map_err(|reason| refused_paserk(reason, error))?;
            Key::Local(opened).copy_to(out)
        })
    })
}
