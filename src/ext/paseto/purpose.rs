//! The two purposes of a token, and what tokens of both need: keys to make and to read them.

use super::keys::{LOCAL_KEY, LocalKey, PUBLIC_KEY, PublicKey, SECRET_KEY, SecretKey};
use super::ring::{LOCAL_KEY_RING, PUBLIC_KEY_RING};
use crate::zval::class::Class;
use ext_php_rs::ffi::zend_class_entry;
use highper_crypto::Error;
use highper_paseto::{Invalid, Opened, Reader, footer, local, paserk, public};
use std::ptr;
use std::sync::Arc;

/// A purpose, of which tokens are made and read.
pub trait Purpose: Sized + 'static {
    /// What makes tokens.
    type Sealing;
    /// What reads them.
    type Opening;

    /// The place of the class of tokens.
    fn class() -> &'static Class;

    /// Whether keys are read from objects of a class.
    fn takes(class: *const zend_class_entry) -> bool;

    /// The length of a token.
    fn length(payload: usize, footer: usize) -> usize;

    /// Makes a token.
    ///
    /// # Errors
    /// [`Error::Unavailable`] without random bytes.
    fn seal(key: &Self::Sealing, payload: &[u8], footer: &[u8], implicit: &[u8], out: &mut [u8]) -> Result<(), Error>;

    /// Reads a token.
    ///
    /// # Errors
    /// [`Invalid`], whatever is wrong with it.
    fn open<'r>(
        reader: &'r mut Reader,
        key: &Self::Opening,
        token: &[u8],
        implicit: &[u8],
        max_length: usize,
    ) -> Result<Opened<'r>, Invalid>;
}

/// `v4.local`.
pub struct Local;

/// `v4.public`.
pub struct Public;

pub static LOCAL_TOKENS: Class = Class::new();
pub static PUBLIC_TOKENS: Class = Class::new();

impl Purpose for Local {
    type Sealing = highper_paseto::LocalKey;
    type Opening = highper_paseto::LocalKey;

    fn class() -> &'static Class {
        &LOCAL_TOKENS
    }

    fn takes(class: *const zend_class_entry) -> bool {
        [&LOCAL_KEY, &LOCAL_KEY_RING].iter().any(|known| ptr::eq(known.get(), class))
    }

    fn length(payload: usize, footer: usize) -> usize {
        local::token_length(payload, footer)
    }

    #[inline(always)]
    fn seal(key: &Self::Sealing, payload: &[u8], footer: &[u8], implicit: &[u8], out: &mut [u8]) -> Result<(), Error> {
        local::encrypt(key, payload, footer, implicit, out)
    }

    #[inline(always)]
    fn open<'r>(
        reader: &'r mut Reader,
        key: &Self::Opening,
        token: &[u8],
        implicit: &[u8],
        max_length: usize,
    ) -> Result<Opened<'r>, Invalid> {
        reader.decrypt(key, token, implicit, max_length)
    }
}

impl Purpose for Public {
    type Sealing = highper_paseto::SecretKey;
    type Opening = highper_paseto::PublicKey;

    fn class() -> &'static Class {
        &PUBLIC_TOKENS
    }

    fn takes(class: *const zend_class_entry) -> bool {
        [&SECRET_KEY, &PUBLIC_KEY, &PUBLIC_KEY_RING].iter().any(|known| ptr::eq(known.get(), class))
    }

    fn length(payload: usize, footer: usize) -> usize {
        public::token_length(payload, footer)
    }

    #[inline(always)]
    fn seal(key: &Self::Sealing, payload: &[u8], footer: &[u8], implicit: &[u8], out: &mut [u8]) -> Result<(), Error> {
        public::sign(key, payload, footer, implicit, out)
    }

    #[inline(always)]
    fn open<'r>(
        reader: &'r mut Reader,
        key: &Self::Opening,
        token: &[u8],
        implicit: &[u8],
        max_length: usize,
    ) -> Result<Opened<'r>, Invalid> {
        reader.verify(key, token, implicit, max_length)
    }
}

/// The keys of a ring by their ids.
pub struct Ring<P: Purpose> {
    /// The id that new tokens name; nothing where there is no key to make them.
    pub sealing_id: String,
    pub sealing: Option<Arc<P::Sealing>>,
    pub opening: Vec<(String, Arc<P::Opening>)>,
}

/// The keys that tokens are made and read with.
pub enum Keys<P: Purpose> {
    One { sealing: Option<Arc<P::Sealing>>, opening: Arc<P::Opening> },
    Ring(Arc<Ring<P>>),
}

impl<P: Purpose> Keys<P> {
    /// The key that makes tokens.
    pub fn sealing(&self) -> Option<&P::Sealing> {
        match self {
            Self::One { sealing, .. } => sealing.as_deref(),
            Self::Ring(ring) => ring.sealing.as_deref(),
        }
    }

    /// The id that the footer of a new token has to name.
    pub fn named(&self) -> Option<&str> {
        match self {
            Self::One { .. } => None,
            Self::Ring(ring) => Some(&ring.sealing_id),
        }
    }

    /// The key for a token: of a ring the one that the footer names, which nobody has authenticated yet.
    #[inline(always)]
    pub fn opening(&self, token: &[u8]) -> Option<&P::Opening> {
        match self {
            Self::One { opening, .. } => Some(opening),
            Self::Ring(ring) => ring.named_by(token),
        }
    }
}

impl<P: Purpose> Ring<P> {
    #[cold]
    fn named_by(&self, token: &[u8]) -> Option<&P::Opening> {
        let mut text = Vec::new();
        footer::untrusted(token, &mut text).ok()?;
        let id = footer::key_id(&text)?;
        self.opening.iter().find(|(known, _)| *known == id).map(|(_, key)| &**key)
    }
}

impl From<&LocalKey> for Keys<Local> {
    fn from(key: &LocalKey) -> Self {
        Self::One { sealing: Some(key.0.clone()), opening: key.0.clone() }
    }
}

impl From<&SecretKey> for Keys<Public> {
    fn from(key: &SecretKey) -> Self {
        Self::One { sealing: Some(key.0.clone()), opening: Arc::new(key.0.public_key()) }
    }
}

impl From<&PublicKey> for Keys<Public> {
    fn from(key: &PublicKey) -> Self {
        Self::One { sealing: None, opening: key.0.clone() }
    }
}

/// Why there is no ring.
pub enum RingFault {
    Empty,
    Twice(String),
}

impl Ring<Local> {
    /// A ring whose first key encrypts.
    ///
    /// # Errors
    /// If there is no key, or one twice.
    pub fn new(keys: &[&LocalKey]) -> Result<Self, RingFault> {
        let first = keys.first().ok_or(RingFault::Empty)?;
        let opening = distinct(keys.iter().map(|key| (paserk::lid(&key.0), key.0.clone())))?;
        Ok(Self { sealing_id: paserk::lid(&first.0), sealing: Some(first.0.clone()), opening })
    }
}

impl Ring<Public> {
    /// A ring; the public half of the key that signs is in it, too.
    ///
    /// # Errors
    /// If there is no key, or one twice.
    pub fn new(keys: &[&PublicKey], signing: Option<&SecretKey>) -> Result<Self, RingFault> {
        let mut opening = distinct(keys.iter().map(|key| (paserk::pid(&key.0), key.0.clone())))?;
        let sealing_id = signing.map(|key| paserk::pid(&key.0.public_key())).unwrap_or_default();
        if let Some(signing) = signing
            && opening.iter().all(|(id, _)| *id != sealing_id)
        {
            opening.push((sealing_id.clone(), Arc::new(signing.0.public_key())));
        }
        if opening.is_empty() {
            return Err(RingFault::Empty);
        }
        Ok(Self { sealing_id, sealing: signing.map(|key| key.0.clone()), opening })
    }
}

fn distinct<K>(keys: impl Iterator<Item = (String, K)>) -> Result<Vec<(String, K)>, RingFault> {
    let mut found = Vec::new();
    for (id, key) in keys {
        if found.iter().any(|(known, _)| *known == id) {
            return Err(RingFault::Twice(id));
        }
        found.push((id, key));
    }
    Ok(found)
}
