//! `Router`: adding routes and asking for them. Translates arguments and delegates; the semantics are the engine's.

use super::fault::Fault;
use super::state::{Router, trailing_slash};
use crate::zval::args::{Frame, Return, bytes, give, object, optional, parse, path, request, this};
use crate::zval::array::Array;
use crate::zval::call::{CallablePlaces, call};
use crate::zval::class::Class;
use crate::zval::guard::{cold, hot, kept};
use crate::zval::sys::{zend_argument_type_error, zend_zval_type_name};
use crate::zval::value::{IS_ARRAY, IS_STRING, Raw};
use ext_php_rs::ffi::HashTable;
use highper_router::{MethodSet, Options, Request, Resolution};
use std::ptr;

/// `Contract\RouterInterface`.
pub static INTERFACE: Class = Class::new();
/// `Router`.
pub static ROUTER: Class = Class::new();

/// What the interface does not declare, since a subclass may have a constructor of its own.
pub const CONSTRUCTOR: &str = r"
    /**
     * @param string $trailingSlash `strict`: /a and /a/ differ; `ignore`: a route serves both; `redirect`: find() says where to go.
     * @param bool   $caseSensitive Whether the case of ASCII letters in literals counts.
     * @param bool   $headFallback  Whether GET routes answer HEAD requests.
     * @param bool   $autoOptions   Whether OPTIONS is among the allowed methods of every path.
     *
     * @throws \HighPerApp\HighPer\Native\Exception\RouterException if the policy is none of these
     */
    __construct(string $trailingSlash = 'strict', bool $caseSensitive = true, bool $headFallback = true, bool $autoOptions = true)";
pub const SERIALIZE: &str = r"
    /**
     * @throws \HighPerApp\HighPer\Native\Exception\RouterException always: keep toArray() instead
     */
    __serialize(): array";
pub const UNSERIALIZE: &str = r"
    /**
     * @throws \HighPerApp\HighPer\Native\Exception\RouterException always: use fromArray() instead
     */
    __unserialize(array $data): void";

/// Gives back the object that the method was called on.
unsafe fn give_this(frame: Frame, result: Return) {
    // SAFETY: the object is alive; the result gets a reference of its own.
    unsafe {
        let this = Raw::object(object(frame));
        this.add_reference();
        give(result, this);
    }
}

/// `__construct()`.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: one place for each parameter, with its default.
        let mut name = ptr::null_mut();
        let (mut case_sensitive, mut head_fallback, mut auto_options) = (true, true, true);
        let places = (&raw mut case_sensitive, &raw mut head_fallback, &raw mut auto_options);
        if parse!(frame, c"|Sbbb", &raw mut name, places.0, places.1, places.2).is_none() {
            return;
        }
        let set = trailing_slash(optional(name).unwrap_or(b"strict")).and_then(|trailing_slash| {
            this::<Router>(frame).set_options(Options { trailing_slash, case_sensitive, head_fallback, auto_options })
        });
        if let Err(fault) = set {
            fault.throw();
        }
    });
}

/// `__serialize()`.
pub unsafe extern "C" fn refuse_serialize(_: Frame, _: Return) {
    cold(|| Fault::not_serializable().throw());
}

/// `__unserialize()`.
pub unsafe extern "C" fn refuse_unserialize(_: Frame, _: Return) {
    cold(|| Fault::not_serializable().throw());
}

/// The methods that add() was given: a string or a list of them.
unsafe fn method_names(value: Raw) -> Option<Vec<Vec<u8>>> {
    // SAFETY: the value is an argument of the running call.
    unsafe {
        let value = value.dereferenced();
        match value.kind() {
            IS_STRING => Some(vec![value.bytes().into()]),
            IS_ARRAY => {
                let names = Array(value.payload.array)
                    .iter()
                    .map(|(_, name)| (name.kind() == IS_STRING).then(|| name.bytes().into()));
                names.collect()
            }
            _ => None,
        }
    }
}

/// `add()`.
pub unsafe extern "C" fn add(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: one place for each parameter; the arguments live as long as the call.
        let (mut methods, mut pattern, mut handler) = (ptr::null_mut::<Raw>(), ptr::null_mut(), ptr::null_mut::<Raw>());
        let (mut name, mut middleware) = (ptr::null_mut(), ptr::null_mut::<HashTable>());
        let places = (&raw mut methods, &raw mut pattern, &raw mut handler, &raw mut name, &raw mut middleware);
        if parse!(frame, c"zSz|S!h", places.0, places.1, places.2, places.3, places.4).is_none() {
            return;
        }
        let Some(names) = method_names(*methods) else {
            let given = zend_zval_type_name(methods.cast());
            zend_argument_type_error(1, c"must be of type string or a list of strings, %s given".as_ptr(), given);
            return;
        };
        let names = kept(names);
        let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
        add_and_give(frame, result, (&names, bytes(pattern), optional(name)), handler, middleware);
    });
}

/// Adds a route with its handler, or throws.
unsafe fn add_and_give(
    frame: Frame,
    result: Return,
    route: (&[&[u8]], &[u8], Option<&[u8]>),
    handler: *const Raw,
    middleware: *mut HashTable,
) {
    // SAFETY: handler and middleware are arguments of the running call.
    unsafe {
        let (methods, pattern, name) = route;
        let middleware = (!middleware.is_null()).then_some(Array(middleware));
        let handler = (*handler).dereferenced();
        match this::<Router>(frame).add(methods, pattern, name, None, handler, middleware) {
            Ok(()) => give_this(frame, result),
            Err(fault) => fault.throw(),
        }
    }
}

/// get(), post() and their kin.
unsafe fn add_for(frame: Frame, result: Return, method: &'static [u8]) {
    cold(|| unsafe {
        // SAFETY: one place for each parameter; the arguments live as long as the call.
        let (mut pattern, mut handler) = (ptr::null_mut(), ptr::null_mut::<Raw>());
        let (mut name, mut middleware) = (ptr::null_mut(), ptr::null_mut::<HashTable>());
        let places = (&raw mut pattern, &raw mut handler, &raw mut name, &raw mut middleware);
        if parse!(frame, c"Sz|S!h", places.0, places.1, places.2, places.3).is_none() {
            return;
        }
        add_and_give(frame, result, (&[method], bytes(pattern), optional(name)), handler, middleware);
    });
}

macro_rules! methods {
    ($($function:ident $method:literal),*) => {
        $(#[doc = concat!("`", stringify!($function), "()`.")]
        pub unsafe extern "C" fn $function(frame: Frame, result: Return) {
            // SAFETY: the frame and the result are this call's.
            unsafe { add_for(frame, result, $method) };
        })*
    };
}
methods!(get b"GET", post b"POST", put b"PUT", patch b"PATCH", delete b"DELETE", head b"HEAD", options b"OPTIONS", any b"*");

/// `group()`.
pub unsafe extern "C" fn group(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: one place for each parameter; no reference to the router is held while the callback runs.
        let (mut prefix, mut callback) = (ptr::null_mut(), CallablePlaces::new());
        let (mut middleware, mut host) = (ptr::null_mut::<HashTable>(), ptr::null_mut());
        let (info, cache) = callback.places();
        if parse!(frame, c"Sf|hS!", &raw mut prefix, info, cache, &raw mut middleware, &raw mut host).is_none() {
            return;
        }
        let callback = callback.value();
        let middleware = (!middleware.is_null()).then_some(Array(middleware));
        let number = match this::<Router>(frame).open_group(bytes(prefix), middleware, optional(host)) {
            Ok(number) => number,
            Err(fault) => return fault.throw(),
        };
        // Nothing of Rust's is held here: the callback may never come back, or come back in another order.
        let returned = call(callback, &mut [Raw::object(object(frame))]);
        // What it gave goes while the group is open, as it does in PHP: a destructor may add routes.
        if let Some(returned) = returned {
            returned.release();
        }
        for value in this::<Router>(frame).close_group(number) {
            value.release();
        }
        if returned.is_some() {
            give_this(frame, result);
        }
    });
}

/// `match()`.
pub unsafe extern "C" fn match_(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(request) = request(frame)
            && let Some(answer) = this::<Router>(frame).answer(request.into())
        {
            give(result, answer);
        }
    });
}

/// `find()`.
pub unsafe extern "C" fn find(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: as above.
        if let Some(request) = request(frame)
            && let Some(found) = this::<Router>(frame).route_match(request.into())
        {
            give(result, found);
        }
    });
}

/// `dispatch()`.
pub unsafe extern "C" fn dispatch(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: as above; the router keeps the handler alive, and the result gets a reference of its own.
        let Some(request) = request(frame).map(Request::from) else { return };
        let router = this::<Router>(frame);
        let resolution = kept(router.table.resolve(request, &mut router.scratch));
        let list = Array::new(3);
        match *resolution {
            Resolution::Found(found) => {
                router.prepare(found.leaf);
                let handler = router.handler(found.route);
                handler.add_reference();
                list.push(Raw::long(1));
                list.push(handler);
                list.push(router.params(found.leaf, request.path));
            }
            Resolution::MethodNotAllowed(set) => {
                list.push(Raw::long(2));
                list.push(router.allowed_list(set));
            }
            _ => list.push(Raw::long(0)),
        }
        give(result, list.value());
    });
}

/// The methods that a path answers to.
unsafe fn allowed_set(frame: Frame) -> Option<MethodSet> {
    // SAFETY: the frame is this call's.
    unsafe {
        let (path, host) = path(frame)?;
        let router = this::<Router>(frame);
        Some(router.table.allowed(path, host, &mut router.scratch))
    }
}

/// `allowed()`.
pub unsafe extern "C" fn allowed(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(set) = allowed_set(frame) {
            give(result, this::<Router>(frame).allowed_list(set));
        }
    });
}

/// `allowHeader()`.
pub unsafe extern "C" fn allow_header(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if let Some(set) = allowed_set(frame) {
            give(result, this::<Router>(frame).allow_header(set));
        }
    });
}
