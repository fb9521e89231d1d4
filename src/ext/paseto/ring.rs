//! `Paseto\LocalKeyRing` and `Paseto\PublicKeyRing`.

use super::fault::{BAD_PARAMETER, refuse};
use super::keys::{LocalKey, PublicKey, SECRET_KEY, SecretKey};
use super::purpose::{Local, Public, Purpose, Ring, RingFault};
use crate::ext::crypto::key::{self, Key};
use crate::ext::crypto::service::{carried, construct as put, constructed};
use crate::zval::args::{Frame, Return, give, none, parse_typed};
use crate::zval::array::Array;
use crate::zval::call::{argument_type_error, error};
use crate::zval::class::Class;
use crate::zval::guard::{cold, kept};
use crate::zval::object::Native;
use crate::zval::value::{IS_OBJECT, Raw};
use ext_php_rs::ffi::zend_object;
use std::ffi::CStr;
use std::ptr;
use std::sync::Arc;

pub static LOCAL_KEY_RING: Class = Class::new();
pub static PUBLIC_KEY_RING: Class = Class::new();

carried! {
    /// What a LocalKeyRing carries.
    LocalRing of LOCAL_KEY_RING: Arc<Ring<Local>>
}
carried! {
    /// What a PublicKeyRing carries.
    PublicRing of PUBLIC_KEY_RING: Arc<Ring<Public>>
}

macro_rules! of {
    ($($carried:ident $purpose:ident),*) => {
        $(impl $carried {
            /// The ring of an object; throws where there is none.
            ///
            /// # Safety
            /// The object is of the class that carries it.
            pub unsafe fn of(object: *mut zend_object) -> Option<Arc<Ring<$purpose>>> {
                // SAFETY: as promised.
                let ring = unsafe { (*Native::<Self>::of(object)).value.as_mut() }.as_deref().cloned();
                if ring.is_none() {
                    error(c"The object was not constructed");
                }
                ring
            }
        })*
    };
}
of!(LocalRing Local, PublicRing Public);

/// The keys in an array; `None` if an exception was thrown.
unsafe fn keys<'k, K: Key>(array: Raw, expected: &CStr) -> Option<Vec<&'k K>> {
    let mut keys = Vec::new();
    // SAFETY: the array is an argument of the call, and so are its elements.
    unsafe {
        for (_, value) in Array(array.payload.array).iter() {
            if value.kind() != IS_OBJECT || (*value.payload.object).ce != K::class().get() {
                argument_type_error(1, expected, value);
                return None;
            }
            keys.push(key::of::<K>(value.payload.object)?);
        }
    }
    Some(keys)
}

#[cold]
fn throw(fault: RingFault) {
    match fault {
        RingFault::Empty => refuse(BAD_PARAMETER, "A key ring needs at least one key"),
        RingFault::Twice(id) => refuse(BAD_PARAMETER, &format!("A key is in the ring twice: {id}")),
    }
}

/// `LocalKeyRing::__construct()`.
pub unsafe extern "C" fn construct_local(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: the frame is this call's; a place for the parameter.
        let mut array = ptr::null_mut::<Raw>();
        if parse_typed!(frame, c"a", &raw mut array).is_none() {
            return;
        }
        let Some(keys) = keys::<LocalKey>(*array, c"of type array<LocalKey>") else { return };
        match Ring::<Local>::new(&keys) {
            Ok(ring) => put::<LocalRing, _>(frame, || Some(Arc::new(ring))),
            Err(fault) => throw(fault),
        }
    });
}

/// `PublicKeyRing::__construct()`.
pub unsafe extern "C" fn construct_public(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: the frame is this call's; a place for each parameter.
        let (mut array, mut signing) = (ptr::null_mut::<Raw>(), ptr::null_mut::<Raw>());
        if parse_typed!(frame, c"a|O!", &raw mut array, &raw mut signing, SECRET_KEY.get()).is_none() {
            return;
        }
        let Some(keys) = keys::<PublicKey>(*array, c"of type array<PublicKey>") else { return };
        let signing = if signing.is_null() {
            None
        } else {
            let Some(signing) = key::of::<SecretKey>((*signing).payload.object) else { return };
            Some(signing)
        };
        match Ring::<Public>::new(&keys, signing) {
            Ok(ring) => put::<PublicRing, _>(frame, || Some(Arc::new(ring))),
            Err(fault) => throw(fault),
        }
    });
}

unsafe fn give_ids<P: Purpose>(result: Return, ring: &Arc<Ring<P>>) {
    let ids = kept(ring.opening.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>());
    let ids: Vec<&[u8]> = ids.iter().map(String::as_bytes).collect();
    // SAFETY: the result is this call's.
    unsafe { give(result, Array::of_strings(&ids)) };
}

/// `LocalKeyRing::ids()`.
pub unsafe extern "C" fn local_ids(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some()
            && let Some(ring) = constructed::<LocalRing, _>(frame)
        {
            give_ids(result, ring);
        }
    });
}

/// `PublicKeyRing::ids()`.
pub unsafe extern "C" fn public_ids(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some()
            && let Some(ring) = constructed::<PublicRing, _>(frame)
        {
            give_ids(result, ring);
        }
    });
}
