//! `Hash`: of strings, of pieces. Files are in `file`.

use super::fault::{self, BAD_PARAMETER, INVALID_KEY, STREAM_FINISHED, refuse};
use super::key::{self, text};
use super::service::{carried, construct as put, constructed};
use super::symmetric::{MAC_KEY, MacKey};
use crate::zval::args::{Arguments, Frame, Return, give, none, object, parse_typed};
use crate::zval::class::Class;
use crate::zval::guard::{cold, hot};
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::{zend_object, zend_string};
use highper_crypto::Error;
use highper_crypto::encoding;
use highper_crypto::hash::{self, Algorithm, Hasher};
use highper_crypto::memory::scrub_stack;
use std::ops::RangeInclusive;
use std::ptr;

pub static HASH: Class = Class::new();

carried! {
    /// What a Hash carries: the hasher, and the length of the digest.
    Carried of HASH: (Hasher, usize)
}

/// How to digest.
#[derive(Clone, Copy)]
pub struct Spec<'k> {
    pub algorithm: Algorithm,
    pub key: Option<&'k [u8]>,
    pub length: usize,
}

impl<'k> Spec<'k> {
    /// Checks what was asked for; throws if it cannot be.
    #[inline(always)]
    unsafe fn of(name: Option<&[u8]>, key: Option<*mut zend_object>, length: Option<i64>) -> Option<Self> {
        let algorithm = match name {
            None => Algorithm::Blake2b,
            Some(name) => match Algorithm::from_name(name) {
                Some(algorithm) => algorithm,
                None => return unknown(name),
            },
        };
        if key.is_none() && length.is_none() {
            return Some(Self { algorithm, key: None, length: algorithm.length() });
        }
        let key = match key {
            // SAFETY: the object is a MacKey, and an argument of the call.
            Some(object) => Some(unsafe { key::of::<MacKey>(object) }?.0.expose()),
            None => None,
        };
        checked(algorithm, key, length)
    }
}

impl Spec<'_> {
    /// Overwrites what a keyed digest has left on the stack: BLAKE3's key; of BLAKE2b's nothing has been found there.
    #[inline(always)]
    fn scrub(&self) {
        if self.key.is_some() && self.algorithm == Algorithm::Blake3 {
            scrub_stack();
        }
    }
}

#[cold]
fn unknown<T>(name: &[u8]) -> Option<T> {
    fault::unknown_algorithm(name, "Hash has blake2b, blake3, sha256, sha384, sha512, xxh3 and crc32c");
    None
}

/// How messages name a range of lengths.
fn bytes(range: &RangeInclusive<usize>) -> String {
    let (least, most) = (range.start(), range.end());
    if least == most { format!("exactly {least} bytes") } else { format!("{least} to {most} bytes") }
}

/// Checks a key and a length for an algorithm.
fn checked(algorithm: Algorithm, key: Option<&[u8]>, length: Option<i64>) -> Option<Spec<'_>> {
    let name = algorithm.name();
    let refusal = match (key.map(<[u8]>::len), algorithm.key_lengths(), algorithm) {
        (None, ..) => None,
        (Some(given), Some(range), _) if range.contains(&given) => None,
        (Some(given), Some(range), _) => {
            Some((INVALID_KEY, format!("{name} takes a key of {}, {given} given", bytes(&range))))
        }
        (_, None, Algorithm::Xxh3 | Algorithm::Crc32c) => Some((BAD_PARAMETER, format!("{name} takes no key"))),
        (_, None, _) => Some((BAD_PARAMETER, format!("{name} takes no key: use Hmac"))),
    };
    if let Some((code, message)) = refusal {
        refuse(code, &message);
        return None;
    }
    let Some(asked) = length else { return Some(Spec { algorithm, key, length: algorithm.length() }) };
    let range = algorithm.lengths();
    match usize::try_from(asked) {
        Ok(length) if range.contains(&length) => Some(Spec { algorithm, key, length }),
        _ => {
            refuse(BAD_PARAMETER, &format!("{name} gives {}, {asked} asked for", bytes(&range)));
            None
        }
    }
}

/// Reads `string $data, string $algorithm = …, ?MacKey $key = null, ?int $length = null`.
#[inline(always)]
unsafe fn arguments<'f>(frame: Frame) -> Option<(&'f [u8], Spec<'f>)> {
    // SAFETY: the frame is this call's.
    unsafe {
        let arguments = Arguments::of(frame);
        if let Some(data) = arguments.string(0)
            && let Some(name) = arguments.string_or(1, b"blake2b")
            && let Some(key) = arguments.optional_object_of(2, &MAC_KEY)
            && arguments.are_at_most(3)
        {
            return Some((data, Spec::of(Some(name), key, None)?));
        }
        let (mut data, mut name) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let mut key = ptr::null_mut::<Raw>();
        let (mut length, mut is_null) = (0_i64, true);
        parse_typed!(
            frame,
            c"S|SO!l!",
            &raw mut data,
            &raw mut name,
            &raw mut key,
            MAC_KEY.get(),
            &raw mut length,
            &raw mut is_null
        )?;
        Some((string::bytes(data), spec(name, key, length, is_null)?))
    }
}

/// Checks what zend_parse_parameters() has read.
///
/// # Safety
/// The places are filled.
pub unsafe fn spec<'f>(name: *mut zend_string, key: *mut Raw, length: i64, is_null: bool) -> Option<Spec<'f>> {
    // SAFETY: as promised.
    unsafe {
        let name = (!name.is_null()).then(|| string::bytes(name));
        let key = (!key.is_null()).then(|| (*key).payload.object);
        Spec::of(name, key, (!is_null).then_some(length))
    }
}

/// `digest()`.
pub unsafe extern "C" fn digest(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some((data, spec)) = arguments(frame) else { return };
        match string::filled(spec.length, |out| hash::digest(spec.algorithm, spec.key, data, out)) {
            Ok(digest) => give(result, Raw::new_string(digest)),
            Err(error) => fault::throw(error),
        }
        spec.scrub();
    });
}

/// `hex()`.
pub unsafe extern "C" fn hex(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some((data, spec)) = arguments(frame) else { return };
        let made = string::filled(encoding::hex_length(spec.length), |text| {
            let mut digest = [0_u8; 1024];
            let digest = digest.get_mut(..spec.length).ok_or(Error::Parameter)?;
            hash::digest(spec.algorithm, spec.key, data, digest)?;
            encoding::hex(digest, text)
        });
        match made {
            Ok(text) => give(result, Raw::new_string(text)),
            Err(error) => fault::throw(error),
        }
        spec.scrub();
    });
}

/// `__construct()`.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: the frame is this call's; a place for each parameter.
        let (mut name, mut key) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<Raw>());
        let (mut length, mut is_null) = (0_i64, true);
        let read = parse_typed!(
            frame,
            c"|SO!l!",
            &raw mut name,
            &raw mut key,
            MAC_KEY.get(),
            &raw mut length,
            &raw mut is_null
        );
        if read.is_none() {
            return;
        }
        let Some(spec) = spec(name, key, length, is_null) else { return };
        let hasher = || Hasher::new(spec.algorithm, spec.key, spec.length).map_err(fault::throw).ok();
        put::<Carried, _>(frame, || Some((hasher()?, spec.length)));
    });
}

/// `update()`.
pub unsafe extern "C" fn update(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        let Some(data) = text(frame) else { return };
        let Some((hasher, _)) = constructed::<Carried, _>(frame) else { return };
        match hasher.update(data) {
            Ok(()) => give_this(frame, result),
            Err(error) => throw(error),
        }
    });
}

/// Throws for a digest or a code.
#[cold]
pub fn throw(error: Error) {
    match error {
        Error::Finished => refuse(STREAM_FINISHED, "The digest is finished: begin a new one"),
        error => fault::throw(error),
    }
}

/// Gives the call's own object as its result.
///
/// # Safety
/// The frame and the result are this call's.
pub unsafe fn give_this(frame: Frame, result: Return) {
    // SAFETY: as promised.
    unsafe {
        let this = Raw::object(object(frame));
        this.add_reference();
        give(result, this);
    }
}

/// `finish()`.
pub unsafe extern "C" fn finish(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_none() {
            return;
        }
        let Some((hasher, length)) = constructed::<Carried, _>(frame) else { return };
        match string::filled(*length, |out| hasher.finish(out)) {
            Ok(digest) => give(result, Raw::new_string(digest)),
            Err(error) => throw(error),
        }
        scrub_stack();
    });
}
