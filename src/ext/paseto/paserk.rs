//! Keys to and from PASERK.

use super::fault::BAD_PARAMETER;
use super::keys::{LOCAL_KEY, LocalKey, PUBLIC_KEY, PublicKey, SECRET_KEY, SecretKey};
use crate::ext::crypto::fault;
use crate::ext::crypto::key::{Key, make_or, of, text};
use crate::ext::exception;
use crate::zval::args::{Frame, Return, give, none, object, parse_typed};
use crate::zval::array::new_string;
use crate::zval::guard::{cold, kept};
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_crypto::memory::scrub_stack;
use highper_paseto::paserk::{self, Cost, Limits, PaserkError};
use std::ptr;
use zeroize::Zeroizing;

// PaserkException's constants
const INVALID: i64 = 101;
const AUTHENTICATION_FAILED: i64 = 102;
const LIMIT: i64 = 103;

/// A kind of key that PASERK writes.
pub trait Serialized: Key {
    /// What is read of it, and where: `k4.local`.
    const TYPE: &'static str;

    /// `toPaserk()`.
    fn write(&self) -> Zeroizing<String>;

    /// `fromPaserk()`.
    fn parse(text: &[u8]) -> Option<Self>;

    /// `id()`.
    fn id(&self) -> String;
}

/// A kind of key that is wrapped.
pub trait Wrapped: Serialized {
    fn wrap(&self, key: &highper_paseto::LocalKey) -> Result<String, PaserkError>;
    fn unwrap(text: &[u8], key: &highper_paseto::LocalKey) -> Result<Self, PaserkError>;
    fn wrap_with_password(&self, password: &[u8], cost: Cost) -> Result<String, PaserkError>;
    fn unwrap_with_password(text: &[u8], password: &[u8], limits: Limits) -> Result<Self, PaserkError>;
}

impl Serialized for LocalKey {
    const TYPE: &'static str = "k4.local";

    fn write(&self) -> Zeroizing<String> {
        paserk::local(&self.0)
    }

    fn parse(text: &[u8]) -> Option<Self> {
        paserk::read_local(text).ok().map(Self::from)
    }

    fn id(&self) -> String {
        paserk::lid(&self.0)
    }
}

impl Serialized for SecretKey {
    const TYPE: &'static str = "k4.secret";

    fn write(&self) -> Zeroizing<String> {
        paserk::secret(&self.0)
    }

    fn parse(text: &[u8]) -> Option<Self> {
        paserk::read_secret(text).ok().map(Self::from)
    }

    fn id(&self) -> String {
        paserk::sid(&self.0)
    }
}

impl Serialized for PublicKey {
    const TYPE: &'static str = "k4.public";

    fn write(&self) -> Zeroizing<String> {
        Zeroizing::new(paserk::public(&self.0))
    }

    fn parse(text: &[u8]) -> Option<Self> {
        paserk::read_public(text).ok().map(Self::from)
    }

    fn id(&self) -> String {
        paserk::pid(&self.0)
    }
}

impl Wrapped for LocalKey {
    fn wrap(&self, key: &highper_paseto::LocalKey) -> Result<String, PaserkError> {
        paserk::wrap_local(&self.0, key)
    }

    fn unwrap(text: &[u8], key: &highper_paseto::LocalKey) -> Result<Self, PaserkError> {
        paserk::unwrap_local(text, key).map(Self::from)
    }

    fn wrap_with_password(&self, password: &[u8], cost: Cost) -> Result<String, PaserkError> {
        paserk::wrap_local_with_password(&self.0, password, cost)
    }

    fn unwrap_with_password(text: &[u8], password: &[u8], limits: Limits) -> Result<Self, PaserkError> {
        paserk::unwrap_local_with_password(text, password, limits).map(Self::from)
    }
}

impl Wrapped for SecretKey {
    fn wrap(&self, key: &highper_paseto::LocalKey) -> Result<String, PaserkError> {
        paserk::wrap_secret(&self.0, key)
    }

    fn unwrap(text: &[u8], key: &highper_paseto::LocalKey) -> Result<Self, PaserkError> {
        paserk::unwrap_secret(text, key).map(Self::from)
    }

    fn wrap_with_password(&self, password: &[u8], cost: Cost) -> Result<String, PaserkError> {
        paserk::wrap_secret_with_password(&self.0, password, cost)
    }

    fn unwrap_with_password(text: &[u8], password: &[u8], limits: Limits) -> Result<Self, PaserkError> {
        paserk::unwrap_secret_with_password(text, password, limits).map(Self::from)
    }
}

/// Throws a PaserkException.
#[cold]
fn refuse(code: i64, message: &str) {
    exception::throw(&exception::PASERK, message.as_bytes(), code, &[]);
}

/// Throws for a key that cannot be wrapped or unwrapped.
#[cold]
fn throw(error: &PaserkError) {
    let code = match error {
        PaserkError::Memory { .. } | PaserkError::Passes { .. } => LIMIT,
        PaserkError::MemoryCost(_) | PaserkError::PassesCost(_) => BAD_PARAMETER,
        PaserkError::Conversion => INVALID,
        PaserkError::Other(error) => return fault::throw(*error),
        _ => AUTHENTICATION_FAILED,
    };
    refuse(code, &error.to_string());
}

unsafe fn give_text(result: Return, text: Result<String, PaserkError>) {
    match text {
        // SAFETY: the result is this call's.
        Ok(text) => unsafe { give(result, new_string(kept(text).as_bytes())) },
        Err(error) => throw(&error),
    }
    scrub_stack();
}

/// `toPaserk()`.
pub unsafe extern "C" fn to<K: Serialized>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; the object is of K's class.
        if none(frame).is_some()
            && let Some(key) = of::<K>(object(frame))
        {
            give(result, new_string(kept(key.write()).as_bytes()));
            scrub_stack();
        }
    });
}

/// `fromPaserk()`.
pub unsafe extern "C" fn from<K: Serialized>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(text) = text(frame) {
            let refused = |()| refuse(INVALID, &format!("Not a PASERK of type {}", K::TYPE));
            make_or(result, || K::parse(text).ok_or(()), refused);
        }
    });
}

/// `id()`.
pub unsafe extern "C" fn id<K: Serialized>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; the object is of K's class.
        if none(frame).is_some()
            && let Some(key) = of::<K>(object(frame))
        {
            give_text(result, Ok(key.id()));
        }
    });
}

/// `wrap()`.
pub unsafe extern "C" fn wrap<K: Wrapped>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for the parameter.
        let mut wrapping = ptr::null_mut::<Raw>();
        if parse_typed!(frame, c"O", &raw mut wrapping, LOCAL_KEY.get()).is_some()
            && let (Some(key), Some(wrapping)) = (of::<K>(object(frame)), of::<LocalKey>((*wrapping).payload.object))
        {
            give_text(result, key.wrap(&wrapping.0));
        }
    });
}

/// `unwrap()`.
pub unsafe extern "C" fn unwrap<K: Wrapped>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut text, mut wrapping) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<Raw>());
        if parse_typed!(frame, c"SO", &raw mut text, &raw mut wrapping, LOCAL_KEY.get()).is_some()
            && let Some(wrapping) = of::<LocalKey>((*wrapping).payload.object)
        {
            make_or(result, || K::unwrap(string::bytes(text), &wrapping.0), |error| throw(&error));
        }
    });
}

/// `wrapWithPassword()`.
pub unsafe extern "C" fn wrap_with_password<K: Wrapped>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut password, mut memory, mut passes) = (ptr::null_mut::<zend_string>(), 67_108_864_i64, 2_i64);
        if parse_typed!(frame, c"S|ll", &raw mut password, &raw mut memory, &raw mut passes).is_none() {
            return;
        }
        let Some(key) = of::<K>(object(frame)) else { return };
        // Numbers below zero are out of the range, as others are that the engine refuses; they are quoted as they came.
        let Ok(memory) = u64::try_from(memory) else {
            return refuse(BAD_PARAMETER, &paserk::memory_out_of_range(memory));
        };
        let Ok(passes) = u32::try_from(passes) else {
            return refuse(BAD_PARAMETER, &paserk::passes_out_of_range(passes));
        };
        give_text(result, key.wrap_with_password(string::bytes(password), Cost { memory, passes }));
    });
}

/// `unwrapWithPassword()`.
pub unsafe extern "C" fn unwrap_with_password<K: Wrapped>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut text, mut password) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let (mut memory, mut passes) = (268_435_456_i64, 8_i64);
        let read = parse_typed!(frame, c"SS|ll", &raw mut text, &raw mut password, &raw mut memory, &raw mut passes);
        if read.is_none() {
            return;
        }
        let limits = Limits {
            memory: u64::try_from(memory).unwrap_or(0),
            passes: u32::try_from(passes.max(0)).unwrap_or(u32::MAX),
        };
        let (text, password) = (string::bytes(text), string::bytes(password));
        make_or(result, || K::unwrap_with_password(text, password, limits), |error| throw(&error));
    });
}

/// `LocalKey::seal()`.
pub unsafe extern "C" fn seal(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for the parameter.
        let mut recipient = ptr::null_mut::<Raw>();
        if parse_typed!(frame, c"O", &raw mut recipient, PUBLIC_KEY.get()).is_some()
            && let Some(key) = of::<LocalKey>(object(frame))
            && let Some(recipient) = of::<PublicKey>((*recipient).payload.object)
        {
            give_text(result, paserk::seal(&key.0, &recipient.0));
        }
    });
}

/// `LocalKey::unseal()`.
pub unsafe extern "C" fn unseal(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut text, mut recipient) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<Raw>());
        if parse_typed!(frame, c"SO", &raw mut text, &raw mut recipient, SECRET_KEY.get()).is_some()
            && let Some(recipient) = of::<SecretKey>((*recipient).payload.object)
        {
            let opened = || paserk::unseal(string::bytes(text), &recipient.0).map(LocalKey::from);
            make_or(result, opened, |error| throw(&error));
        }
    });
}
