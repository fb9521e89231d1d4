//! What `LocalTokens` and `PublicTokens` objects carry, and how `Paseto::local()` and `Paseto::public()` make them.

use super::fault::{BAD_PARAMETER, refuse};
use super::keys::{LOCAL_KEY, LocalKey, PUBLIC_KEY, PublicKey, SECRET_KEY, SecretKey};
use super::purpose::{Keys, Local, Public, Purpose};
use super::ring::{LOCAL_KEY_RING, LocalRing, PUBLIC_KEY_RING, PublicRing};
use crate::ext::crypto::key;
use crate::zval::args::{Frame, Return, give, parse_typed, this};
use crate::zval::call::{argument_type_error, error, has_method, instantiate};
use crate::zval::class::Class;
use crate::zval::guard::cold;
use crate::zval::object::{Embedded, Native, Traced};
use crate::zval::string;
use crate::zval::value::{IS_OBJECT, Raw};
use ext_php_rs::ffi::{zend_object, zend_string};
use highper_paseto::Reader;
use highper_paseto::claims::Rules;
use highper_paseto::footer::Checker;
use std::ffi::CStr;
use std::ptr;
use zeroize::Zeroizing;

/// What an object of tokens carries.
pub struct Tokens<P: Purpose> {
    pub keys: Keys<P>,
    pub rules: Rules,
    pub max_length: usize,
    pub reader: Reader,
    pub footers: Checker,
    /// A footer that gets the id of a ring's key.
    pub footer: Vec<u8>,
    /// Claims that are about to be issued.
    pub draft: Zeroizing<Vec<u8>>,
    /// The last to go: its destructor may be PHP code, which need not come back, and the keys must be gone by then.
    clock: Clock,
}

/// An object with now(), or null for the system's clock; owned.
struct Clock(Raw);

impl Drop for Clock {
    fn drop(&mut self) {
        // SAFETY: the reference is ours.
        unsafe { std::mem::replace(&mut self.0, Raw::NULL).release() };
    }
}

impl<P: Purpose> Tokens<P> {
    /// The clock: an object with now(), or null for the system's.
    pub const fn clock(&self) -> Raw {
        self.clock.0
    }
}

/// The place of it. Empty only until the object is handed out.
pub struct Slot<P: Purpose> {
    tokens: Option<Tokens<P>>,
    traced: Vec<Raw>,
}

impl<P: Purpose> Default for Slot<P> {
    fn default() -> Self {
        Self { tokens: None, traced: Vec::new() }
    }
}

impl<P: Purpose> Embedded for Slot<P> {
    fn class() -> &'static Class {
        P::class()
    }
}

impl<P: Purpose> Traced for Slot<P> {
    fn trace(&self, values: &mut Vec<Raw>) {
        values.extend(self.tokens.iter().map(Tokens::clock).filter(|clock| clock.is_collectable()));
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

/// The tokens of a method's object; throws where there are none.
///
/// # Safety
/// The frame is a method's of P's class; no reference is held while PHP code may run.
#[inline(always)]
pub unsafe fn of<'f, P: Purpose>(frame: Frame) -> Option<&'f mut Tokens<P>> {
    // SAFETY: as promised.
    let tokens = unsafe { this::<Slot<P>>(frame) }.tokens.as_mut();
    if tokens.is_none() {
        error(c"The object was not constructed");
    }
    tokens
}

/// The longest lifetime, a hundred years of 365.25 days, in seconds.
const LONGEST: i64 = 3_155_760_000;

/// Makes an object of tokens; `keys` reads the first argument, after what is wrong with the others has been said.
unsafe fn make<P: Purpose>(frame: Frame, result: Return, keys: unsafe fn(Raw) -> Option<Keys<P>>, expected: &CStr) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's; a place for each parameter.
        let mut key = ptr::null_mut::<Raw>();
        let [mut issuer, mut audience, mut subject] = [ptr::null_mut::<zend_string>(); 3];
        let (mut lifetime, mut is_endless, mut leeway) = (3600_i64, false, 0_i64);
        let (mut clock, mut max_length) = (ptr::null_mut::<Raw>(), 1_048_576_i64);
        let read = parse_typed!(
            frame,
            c"z|S!S!S!l!lo!l",
            &raw mut key,
            &raw mut issuer,
            &raw mut audience,
            &raw mut subject,
            &raw mut lifetime,
            &raw mut is_endless,
            &raw mut leeway,
            &raw mut clock,
            &raw mut max_length
        );
        if read.is_none() {
            return;
        }
        if !is_expected::<P>(*key) {
            return argument_type_error(1, expected, *key);
        }
        if !is_endless && !(1..=LONGEST).contains(&lifetime) {
            return refuse(BAD_PARAMETER, &format!("The lifetime must be 1 to {LONGEST} seconds, {lifetime} given"));
        }
        let Some(leeway) = u32::try_from(leeway).ok().filter(|leeway| *leeway <= 600) else {
            return refuse(BAD_PARAMETER, &format!("The leeway must be 0 to 600 seconds, {leeway} given"));
        };
        let Some(max_length) = usize::try_from(max_length).ok().filter(|length| *length >= 64) else {
            return refuse(BAD_PARAMETER, &format!("The maximal length must be 64 or more, {max_length} given"));
        };
        let clock = if clock.is_null() { Raw::NULL } else { clock.read() };
        if clock.kind() == IS_OBJECT && !has_method(clock.payload.object, "now") {
            return refuse(BAD_PARAMETER, "The clock must have a method now() (PSR-20)");
        }
        // The object is there before the keys are copied, so that none is lost on the way.
        let Some(object) = instantiate(P::class().get()) else { return };
        let Some(keys) = keys(*key) else { return Raw::object(object).release() };
        let text = |text: *mut zend_string| (!text.is_null()).then(|| string::bytes(text).into());
        clock.add_reference();
        let lifetime = if is_endless { None } else { u32::try_from(lifetime).ok() };
        let rules = Rules { issuer: text(issuer), audience: text(audience), subject: text(subject), lifetime, leeway };
        let tokens = Tokens {
            keys,
            rules,
            clock: Clock(clock),
            max_length,
            reader: Reader::default(),
            footers: Checker::default(),
            footer: Vec::new(),
            draft: Zeroizing::new(Vec::new()),
        };
        (*Native::<Slot<P>>::of(object)).value.tokens = Some(tokens);
        give(result, Raw::object(object));
    });
}

/// Whether a value is an object of one of the classes that a purpose takes.
unsafe fn is_expected<P: Purpose>(value: Raw) -> bool {
    // SAFETY: a live object has a class.
    value.kind() == IS_OBJECT && P::takes(unsafe { (*value.payload.object).ce })
}

/// The keys of a local key or ring.
unsafe fn local_keys(value: Raw) -> Option<Keys<Local>> {
    // SAFETY: the value is an object of one of the two classes.
    unsafe {
        let object: *mut zend_object = value.payload.object;
        if (*object).ce == LOCAL_KEY.get() {
            key::of::<LocalKey>(object).map(Keys::from)
        } else if (*object).ce == LOCAL_KEY_RING.get() {
            LocalRing::of(object).map(Keys::Ring)
        } else {
            None
        }
    }
}

/// The keys of a secret key, a public key or a ring.
unsafe fn public_keys(value: Raw) -> Option<Keys<Public>> {
    // SAFETY: the value is an object of one of the three classes.
    unsafe {
        let object: *mut zend_object = value.payload.object;
        if (*object).ce == SECRET_KEY.get() {
            key::of::<SecretKey>(object).map(Keys::from)
        } else if (*object).ce == PUBLIC_KEY.get() {
            key::of::<PublicKey>(object).map(Keys::from)
        } else if (*object).ce == PUBLIC_KEY_RING.get() {
            PublicRing::of(object).map(Keys::Ring)
        } else {
            None
        }
    }
}

/// `Paseto::local()`.
pub unsafe extern "C" fn local(frame: Frame, result: Return) {
    let expected =
        c"of type HighPerApp\\HighPer\\Native\\Paseto\\LocalKey|HighPerApp\\HighPer\\Native\\Paseto\\LocalKeyRing";
    // SAFETY: the frame and the result are this call's.
    unsafe { make::<Local>(frame, result, local_keys, expected) };
}

/// `Paseto::public()`.
pub unsafe extern "C" fn public(frame: Frame, result: Return) {
    let expected = c"of type HighPerApp\\HighPer\\Native\\Paseto\\SecretKey|HighPerApp\\HighPer\\Native\\Paseto\\PublicKey|HighPerApp\\HighPer\\Native\\Paseto\\PublicKeyRing";
    // SAFETY: the frame and the result are this call's.
    unsafe { make::<Public>(frame, result, public_keys, expected) };
}

/// The private constructor, which nobody gets to call.
pub unsafe extern "C" fn construct(_: Frame, _: Return) {}
