//! `route_match()`: Router::match() as a function, which PHP 8.4 can call without a frame.

use super::router::{INTERFACE, ROUTER};
use super::state::Router;
use crate::zval::args::{Frame, Return, bytes, give, object_at, optional, parse, string_at};
use crate::zval::array::{new_string, pair};
use crate::zval::call::{call, call_named};
use crate::zval::guard::{cold, hot};
use crate::zval::object::Native;
use crate::zval::sys::{zend_argument_type_error, zend_zval_value_name};
use crate::zval::value::{IS_STRING, Raw};
use ext_php_rs::ffi::{ext_php_rs_executor_globals, zend_object, zend_string, zval};
use highper_router::Request;
use std::ffi::c_void;
use std::ptr;

/// The signature of the function beside match().
pub const SIGNATURE: &str = r"
    /**
     * Router::match() as a function. On PHP 8.4, called by its full name or imported, it needs no call frame.
     *
     * @return array{0: mixed, 1: array<string, string>}|null
     */
    HighPerApp\HighPer\Native\route_match(\HighPerApp\HighPer\Native\Contract\RouterInterface $router, string $method, string $path, ?string $host = null): ?array";

/// The answer of a router of another kind, or of a subclass: through its method.
unsafe fn answer_of_other(router: Raw, arguments: &mut [Raw]) -> Option<Raw> {
    // SAFETY: all are alive for the call.
    unsafe {
        let callable = pair_of_method(router, b"match");
        let answer = call(callable, arguments);
        callable.release();
        answer
    }
}

/// `[$object, 'method']`, owned.
unsafe fn pair_of_method(object: Raw, method: &[u8]) -> Raw {
    // SAFETY: the object is alive; the pair gets a reference of its own.
    unsafe { object.add_reference() };
    pair(object, new_string(method))
}

/// The native part of a Router whose match() no subclass can have replaced.
#[inline(always)]
unsafe fn native<'o>(object: *mut zend_object) -> Option<&'o mut Router> {
    // SAFETY: the object is alive, and its class too; objects of this class carry a Router.
    unsafe { ((*object).ce == ROUTER.get()).then(|| &mut (*Native::<Router>::of(object)).value) }
}

/// `route_match()`.
pub unsafe extern "C" fn route_match(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: one place for each parameter.
        let mut router = ptr::null_mut::<Raw>();
        let (mut method, mut path, mut host) =
            (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        let places = (&raw mut router, &raw mut method, &raw mut path, &raw mut host);
        if parse!(frame, c"OSS|S!", places.0, INTERFACE.get(), places.1, places.2, places.3).is_none() {
            return;
        }
        let answer = match native((*router).payload.object) {
            Some(native) => native.answer(Request { method: bytes(method), path: bytes(path), host: optional(host) }),
            None => {
                let host = if host.is_null() { Raw::NULL } else { Raw::string(host) };
                answer_of_other(*router, &mut [Raw::string(method), Raw::string(path), host])
            }
        };
        if let Some(answer) = answer {
            give(result, answer);
        }
    });
}

/// `route_match()` without a call frame, with exactly three arguments.
unsafe extern "C" fn route_match_frameless(result: *mut zval, router: *mut zval, method: *mut zval, path: *mut zval) {
    hot(|| unsafe {
        // SAFETY: the engine passes live values and a result that is not initialised.
        let places = (router.cast::<Raw>(), method.cast::<Raw>(), path.cast::<Raw>());
        if let Some(object) = object_at(places.0)
            && let Some(native) = native(object)
            && let (Some(method), Some(path)) = (string_at(places.1), string_at(places.2))
        {
            let answer = native.answer(Request { method, path, host: None });
            give(result, answer.unwrap_or(Raw::NULL));
            return;
        }
        give(result, Raw::NULL);
        let answer =
            frameless_slow((*places.0).dereferenced(), [(*places.1).dereferenced(), (*places.2).dereferenced()]);
        if let Some(answer) = answer {
            give(result, answer);
        }
    });
}

const ACC_STRICT_TYPES: u32 = 1 << 31; // zend_compile.h

/// References, other routers, and arguments that are to be converted or refused.
#[cold]
unsafe fn frameless_slow(router: Raw, mut texts: [Raw; 2]) -> Option<Raw> {
    // SAFETY: without a frame of its own the function runs in its caller's, whose strict_types count; the values are alive.
    unsafe {
        let caller = (*ext_php_rs_executor_globals()).current_execute_data;
        let is_strict = (*(*caller).func).common.fn_flags & ACC_STRICT_TYPES != 0;
        for (position, text) in (2..).zip(&mut texts) {
            if is_strict && text.kind() != IS_STRING {
                let given = zend_zval_value_name((&raw mut *text).cast());
                zend_argument_type_error(position, c"must be of type string, %s given".as_ptr(), given);
                return None;
            }
        }
        // A call with a frame converts the rest, and refuses it, as any function does.
        call_named("HighPerApp\\HighPer\\Native\\route_match", &mut [router, texts[0], texts[1]])
    }
}

/// The frameless twin's address, as the engine wants it.
pub fn frameless() -> *mut c_void {
    route_match_frameless as *mut c_void
}
