//! `Kdf`.

use super::fault::{self, BAD_PARAMETER, refuse};
use super::hmac::{named, sha2};
use super::key::{self, Key, Refusal, make};
use super::password::costs;
use super::symmetric::{DERIVATION_KEY, DerivationKey, SymmetricKey};
use crate::zval::args::{Frame, Return, give, parse_typed};
use crate::zval::class::Class;
use crate::zval::guard::cold;
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_crypto::kdf;
use highper_crypto::secret::Secret;
use std::ptr;

pub static KDF: Class = Class::new();

/// `symmetricKey()`, `macKey()` and `derivationKey()`.
pub unsafe extern "C" fn derive<K: Key>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut key, mut info) = (ptr::null_mut::<Raw>(), ptr::null_mut::<zend_string>());
        let (mut salt, mut name) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let read = parse_typed!(
            frame,
            c"OS|SS",
            &raw mut key,
            DERIVATION_KEY.get(),
            &raw mut info,
            &raw mut salt,
            &raw mut name
        );
        if read.is_none() {
            return;
        }
        let Some(algorithm) = sha2(named(name), "Kdf") else { return };
        let info = string::bytes(info);
        if info.is_empty() {
            return refuse(BAD_PARAMETER, "Say what the key is for: info must not be empty");
        }
        let salt = if salt.is_null() { b"" } else { string::bytes(salt) };
        let Some(key) = key::of::<DerivationKey>((*key).payload.object) else { return };
        make(result, || {
            let mut derived = Secret::new([0_u8; 32]);
            kdf::hkdf(algorithm, key.0.expose(), salt, info, derived.expose_mut())
                .map_err(|error| Refusal::Key(error, 0))?;
            key::read::<K>(derived.expose())
        });
    });
}

/// `hkdf()`.
pub unsafe extern "C" fn hkdf(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut key, mut length) = (ptr::null_mut::<Raw>(), 0_i64);
        let [mut info, mut salt, mut name] = [ptr::null_mut::<zend_string>(); 3];
        let read = parse_typed!(
            frame,
            c"Ol|SSS",
            &raw mut key,
            DERIVATION_KEY.get(),
            &raw mut length,
            &raw mut info,
            &raw mut salt,
            &raw mut name
        );
        if read.is_none() {
            return;
        }
        let Some(algorithm) = sha2(named(name), "Kdf") else { return };
        let most = kdf::max_length(algorithm);
        let length = match usize::try_from(length) {
            Ok(asked) if (1..=most).contains(&asked) => asked,
            _ => {
                let name = algorithm.name();
                return refuse(BAD_PARAMETER, &format!("HKDF with {name} gives 1 to {most} bytes, {length} asked for"));
            }
        };
        let text = |text: *mut zend_string| if text.is_null() { b"" } else { string::bytes(text) };
        let Some(key) = key::of::<DerivationKey>((*key).payload.object) else { return };
        let made = string::filled(length, |out| kdf::hkdf(algorithm, key.0.expose(), text(salt), text(info), out));
        match made {
            Ok(bytes) => give(result, Raw::new_string(bytes)),
            Err(error) => fault::throw(error),
        }
    });
}

/// `fromPassword()`.
pub unsafe extern "C" fn from_password(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let (mut password, mut salt) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let (mut memory, mut passes) = (65536_i64, 4_i64);
        let read = parse_typed!(frame, c"SS|ll", &raw mut password, &raw mut salt, &raw mut memory, &raw mut passes);
        if read.is_none() {
            return;
        }
        let salt = string::bytes(salt);
        if salt.len() != 16 {
            return refuse(BAD_PARAMETER, &format!("The salt must be exactly 16 bytes, {} given", salt.len()));
        }
        let Some((memory, passes)) = costs(memory, passes) else { return };
        make(result, || {
            let mut derived = Secret::new([0_u8; 32]);
            kdf::argon2id(string::bytes(password), salt, memory, passes, 1, derived.expose_mut())
                .map_err(|error| Refusal::Key(error, 0))?;
            key::read::<SymmetricKey>(derived.expose())
        });
    });
}
