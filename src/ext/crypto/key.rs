//! What all key classes have in common: a value that cannot be had but through a constructor of its own, is shown by its id alone, and is overwritten when
//! the object goes.

use super::fault::{self, INVALID_ENCODING, INVALID_KEY, NOT_BASE64URL, NOT_HEX, misused, refuse};
use crate::ext::declare::NAMESPACE;
use crate::zval::args::{Arguments, Frame, Return, give, none, object, parse_typed, this};
use crate::zval::array::{Array, new_string};
use crate::zval::call::instantiate;
use crate::zval::class::{Class, Handler};
use crate::zval::guard::cold;
use crate::zval::object::{Embedded, Native};
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::{zend_object, zend_string};
use highper_crypto::memory::scrub_stack;
use highper_crypto::{Error, encoding, key_id};
use std::ptr;

/// A kind of key.
pub trait Key: PartialEq + Sized + 'static {
    /// The class's name below the namespace.
    const NAME: &'static str;
    /// What the raw bytes have to be.
    const NEEDS: &'static str;

    /// The place of the class.
    fn class() -> &'static Class;

    /// A key of raw bytes.
    ///
    /// # Errors
    /// What is wrong with them.
    fn read(bytes: &[u8]) -> Result<Self, Error>;

    /// Lends the raw bytes.
    fn expose<R>(&self, to: impl FnOnce(&[u8]) -> R) -> R;
}

/// A kind of key that can be generated.
pub trait Generated: Key {
    /// A new one.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    fn generate() -> Result<Self, Error>;
}

/// The place of a key in its object. Empty only until the object is handed out.
pub struct Slot<K>(Option<K>);

impl<K> Default for Slot<K> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: Key> Embedded for Slot<K> {
    fn class() -> &'static Class {
        K::class()
    }
}

/// Why there is no key.
pub enum Refusal {
    /// The bytes, so many, are none.
    Key(Error, usize),
    /// The bytes, so many, are no seed.
    Seed(usize),
    /// A text is not in its encoding; what is said about it.
    Encoding(&'static str),
}

/// Gives a new key object as the result of a call, or lets `refuse` throw. The object is there before the key is, so that no key is lost on the way at the
/// memory limit.
///
/// # Safety
/// The result is this call's.
pub unsafe fn make_or<K: Key, E>(result: Return, key: impl FnOnce() -> Result<K, E>, refuse: impl FnOnce(E)) {
    // SAFETY: as promised.
    unsafe { place(result, key, refuse) };
    scrub_stack();
}

/// What [`make_or`] does, in a frame of its own, which is overwritten afterwards: a key that is moved leaves copies behind.
#[inline(never)]
unsafe fn place<K: Key, E>(result: Return, key: impl FnOnce() -> Result<K, E>, refuse: impl FnOnce(E)) {
    // SAFETY: the class is registered, and its objects carry a slot; nobody else has the object yet.
    unsafe {
        let Some(object) = instantiate(K::class().get()) else { return };
        match key() {
            Ok(key) => {
                (*Native::<Slot<K>>::of(object)).value = Slot(Some(key));
                give(result, Raw::object(object));
            }
            Err(error) => {
                Raw::object(object).release();
                refuse(error);
            }
        }
    }
}

/// Gives a new key object as the result of a call, or throws for what is wrong with it.
///
/// # Safety
/// The result is this call's.
pub unsafe fn make<K: Key>(result: Return, key: impl FnOnce() -> Result<K, Refusal>) {
    let refused = |refusal| match refusal {
        Refusal::Key(error, given) => throw::<K>(error, given),
        Refusal::Seed(given) => {
            let name = K::NAME;
            refuse(INVALID_KEY, &format!("{name} needs a seed of exactly 32 bytes, {given} given"));
        }
        Refusal::Encoding(text) => refuse(INVALID_ENCODING, text),
    };
    // SAFETY: as promised.
    unsafe { make_or(result, key, refused) };
}

/// Throws for raw bytes that are no key.
#[cold]
fn throw<K: Key>(error: Error, given: usize) {
    let name = K::NAME;
    match error {
        Error::KeyMismatch => {
            refuse(INVALID_KEY, &format!("{name}: the public half does not belong to the secret one"))
        }
        Error::PublicKey => refuse(INVALID_KEY, &format!("{name}: the bytes are no valid public key")),
        Error::Unavailable => fault::throw(error),
        _ => refuse(INVALID_KEY, &format!("{name} needs {}, {given} given", K::NEEDS)),
    }
}

/// The key of an object; throws where there is none.
///
/// # Safety
/// The object is of K's class and outlives the reference.
#[inline(always)]
pub unsafe fn of<'k, K: Key>(object: *mut zend_object) -> Option<&'k K> {
    // SAFETY: as promised; nothing writes to a slot once its object is handed out.
    let key = unsafe { (*Native::<Slot<K>>::of(object)).value.0.as_ref() };
    if key.is_none() {
        misused(c"A key was not constructed");
    }
    key
}

/// The only argument, a string; `None` if an exception was thrown.
///
/// # Safety
/// The frame is this call's.
#[inline(always)]
pub unsafe fn text<'f>(frame: Frame) -> Option<&'f [u8]> {
    // SAFETY: as promised; a place for the parameter.
    unsafe {
        let arguments = Arguments::of(frame);
        if arguments.are_at_most(1)
            && let Some(text) = arguments.string(0)
        {
            return Some(text);
        }
        let mut text = ptr::null_mut::<zend_string>();
        parse_typed!(frame, c"S", &raw mut text)?;
        Some(string::bytes(text))
    }
}

/// The private constructor, which nobody gets to call.
pub unsafe extern "C" fn construct(_: Frame, _: Return) {}

/// `generate()`.
pub unsafe extern "C" fn generate<K: Generated>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some() {
            make(result, || K::generate().map_err(|error| Refusal::Key(error, 0)));
        }
    });
}

/// A key of raw bytes.
///
/// # Errors
/// What is wrong with them.
pub fn read<K: Key>(bytes: &[u8]) -> Result<K, Refusal> {
    K::read(bytes).map_err(|error| Refusal::Key(error, bytes.len()))
}

/// `fromBytes()`.
pub unsafe extern "C" fn from_bytes<K: Key>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(bytes) = text(frame) {
            make(result, || read::<K>(bytes));
        }
    });
}

/// A key of what is decoded into a string of PHP's, whose memory limit holds for it; the string is overwritten.
unsafe fn decoded<K: Key>(
    length: Option<usize>,
    decode: impl FnOnce(&mut [u8]) -> Result<(), Error>,
    refusal: &'static str,
) -> Result<K, Refusal> {
    let length = length.ok_or(Refusal::Encoding(refusal))?;
    let bytes = string::filled(length, decode).map_err(|_| Refusal::Encoding(refusal))?;
    // SAFETY: the string is ours.
    unsafe {
        let key = read::<K>(string::bytes(bytes));
        string::wipe(bytes);
        string::release(bytes);
        key
    }
}

/// `fromHex()`.
pub unsafe extern "C" fn from_hex<K: Key>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some(hex) = text(frame) else { return };
        make(result, || decoded::<K>(Some(hex.len() / 2), |bytes| encoding::from_hex(hex, bytes), NOT_HEX));
    });
}

/// `fromBase64Url()`.
pub unsafe extern "C" fn from_base64_url<K: Key>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some(text) = text(frame) else { return };
        let length = encoding::base64url_decoded_length(text.len());
        make(result, || decoded::<K>(length, |bytes| encoding::from_base64url(text, bytes), NOT_BASE64URL));
    });
}

/// `reveal()` and `toBytes()`.
pub unsafe extern "C" fn expose<K: Key>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; the object is of K's class.
        if none(frame).is_some()
            && let Some(key) = of::<K>(object(frame))
        {
            // The string is there before the bytes are: some kinds put them together for this.
            let length = key.expose(<[u8]>::len);
            let revealed = string::filled(length, |out| {
                key.expose(|bytes| out.copy_from_slice(bytes));
                Ok::<_, Error>(())
            });
            if let Ok(revealed) = revealed {
                give(result, Raw::new_string(revealed));
            }
            scrub_stack();
        }
    });
}

/// `equals()`.
pub unsafe extern "C" fn equals<K: Key>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for an object of K's class.
        let mut other = ptr::null_mut::<Raw>();
        if parse_typed!(frame, c"O", &raw mut other, K::class().get()).is_some()
            && let (Some(key), Some(other)) = (of::<K>(object(frame)), of::<K>((*other).payload.object))
        {
            give(result, Raw::bool(key == other));
        }
    });
}

/// `keyId()`.
pub unsafe extern "C" fn id<K: Key>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; the object is of K's class.
        if none(frame).is_some()
            && let Some(key) = of::<K>(object(frame))
        {
            give(result, new_string(&key.expose(|bytes| key_id(K::NAME, bytes))));
            scrub_stack();
        }
    });
}

/// `__debugInfo()`.
pub unsafe extern "C" fn debug_info<K: Key>(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; the object is of K's class.
        if none(frame).is_none() {
            return;
        }
        let info = Array::new(2);
        info.set("type", new_string(format!("{NAMESPACE}\\{}", K::NAME).as_bytes()));
        if let Some(key) = &this::<Slot<K>>(frame).0 {
            info.set("keyId", new_string(&key.expose(|bytes| key_id(K::NAME, bytes))));
            scrub_stack();
        }
        give(result, info.value());
    });
}

/// The methods that every key class has, but for the one that gives the raw bytes.
pub fn methods<K: Key>() -> [(&'static str, Handler); 7] {
    [
        ("fromBytes", from_bytes::<K>),
        ("equals", equals::<K>),
        ("keyId", id::<K>),
        ("__debugInfo", debug_info::<K>),
        ("__construct", construct),
        ("fromHex", from_hex::<K>),
        ("fromBase64Url", from_base64_url::<K>),
    ]
}
