//! `RouteStatus` and `RouteMatch`: what find() answers with.

use super::state::Router;
use crate::zval::args::{Frame, Return, give, none, object, parse};
use crate::zval::array::{Array, new_string};
use crate::zval::call::{has_exception, instantiate, read_property};
use crate::zval::class::Class;
use crate::zval::guard::{cold, kept};
use crate::zval::sys::{zend_enum_get_case_cstr, zend_update_property_ex};
use crate::zval::value::{IS_OBJECT, Raw};
use ext_php_rs::ffi::zend_object;
use highper_router::{MethodSet, Request, Resolution};
use std::ffi::CStr;

/// `RouteStatus`.
pub static STATUS: Class = Class::new();
/// `RouteMatch`.
pub static ROUTE_MATCH: Class = Class::new();

const NOT_FOUND: &CStr = c"NotFound";
const FOUND: &CStr = c"Found";
const METHOD_NOT_ALLOWED: &CStr = c"MethodNotAllowed";

/// The properties in the order in which RouteMatch.php declares them.
struct Properties {
    status: &'static CStr,
    handler: Raw,
    params: Raw,
    name: Raw,
    middleware: Raw,
    pattern: Raw,
    allowed: Raw,
    allow: Raw,
    redirect: Raw,
    automatic_options: Raw,
}

impl Properties {
    fn new(status: &'static CStr) -> Self {
        Self {
            status,
            handler: Raw::NULL,
            params: Raw::empty_array(),
            name: Raw::NULL,
            middleware: Raw::empty_array(),
            pattern: Raw::NULL,
            allowed: Raw::empty_array(),
            allow: new_string(b""),
            redirect: Raw::NULL,
            automatic_options: Raw::bool(false),
        }
    }

    /// Makes the object; the values go into it.
    fn object(self) -> Option<Raw> {
        // SAFETY: the class has these ten properties in this order, each uninitialised, and nobody else has the object yet.
        unsafe {
            let object = instantiate(ROUTE_MATCH.get())?;
            let status = status(self.status);
            let values = [
                status,
                self.handler,
                self.params,
                self.name,
                self.middleware,
                self.pattern,
                self.allowed,
                self.allow,
                self.redirect,
                self.automatic_options,
            ];
            let slots = (&raw mut (*object).properties_table).cast::<Raw>();
            for (position, value) in values.into_iter().enumerate() {
                let slot = slots.add(position);
                (*slot).payload = value.payload;
                (*slot).type_info = value.type_info;
                // IS_PROP_UNINIT and IS_PROP_REINITABLE, which an initialised property does not have (zend_types.h).
                (*slot).extra &= !3;
            }
            Some(Raw::object(object))
        }
    }
}

/// A case of RouteStatus, owned.
unsafe fn status(name: &'static CStr) -> Raw {
    // SAFETY: the enum is registered with a case of this name; a case lives as long as the request.
    unsafe {
        let case = Raw::object(zend_enum_get_case_cstr(STATUS.get(), name.as_ptr()));
        case.add_reference();
        case
    }
}

impl Router {
    /// What find() returns, owned.
    pub fn route_match(&mut self, request: Request<'_>) -> Option<Raw> {
        let resolution = kept(self.table.resolve(request, &mut self.scratch));
        let properties = match &*resolution {
            Resolution::Found(found) => {
                self.prepare(found.leaf);
                let params = self.params(found.leaf, request.path);
                let (handler, middleware) = (self.handler(found.route), self.middleware(found.route));
                // SAFETY: the router keeps both alive; the object gets references of its own.
                unsafe {
                    handler.add_reference();
                    middleware.add_reference();
                }
                let route = self.table.routes().get(found.route)?;
                let name = route.name().map_or(Raw::NULL, new_string);
                let pattern = new_string(route.pattern());
                Properties { handler, params, name, middleware, pattern, ..Properties::new(FOUND) }
            }
            Resolution::MethodNotAllowed(set) => {
                let automatic = self.table.answers_automatically(request.method);
                let (allowed, allow) = (self.allowed_list(*set), self.allow_header(*set));
                Properties {
                    allowed,
                    allow,
                    automatic_options: Raw::bool(automatic),
                    ..Properties::new(METHOD_NOT_ALLOWED)
                }
            }
            Resolution::Redirect(target) => Properties { redirect: new_string(target), ..Properties::new(NOT_FOUND) },
            Resolution::NotFound | Resolution::InvalidPath(_) => Properties::new(NOT_FOUND),
        };
        properties.object()
    }

    /// The methods of a set as an owned list.
    pub fn allowed_list(&self, set: MethodSet) -> Raw {
        let names: Vec<Vec<u8>> = self.table.allowed_methods(set).into_iter().map(Into::into).collect();
        let names = kept(names);
        let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
        Array::of_strings(&names)
    }

    /// The methods of a set as the owned value of an Allow header.
    pub fn allow_header(&self, set: MethodSet) -> Raw {
        new_string(&kept(self.table.allow_header(set).into_owned()))
    }
}

/// `new RouteMatch(...)`, for those who test with one.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    cold(|| {
        // SAFETY: the frame is this call's. Arguments that were left out have the defaults of the properties.
        unsafe {
            let mut places = [std::ptr::null_mut::<Raw>(); 10];
            let [status, handler, params, name, middleware, pattern, allowed, allow, redirect, automatic] = &mut places;
            let parsed = parse!(
                frame,
                c"O|zazazazzz",
                &raw mut *status,
                STATUS.get(),
                &raw mut *handler,
                &raw mut *params,
                &raw mut *name,
                &raw mut *middleware,
                &raw mut *pattern,
                &raw mut *allowed,
                &raw mut *allow,
                &raw mut *redirect,
                &raw mut *automatic
            );
            if parsed.is_none() {
                return;
            }
            let defaults = Properties::new(NOT_FOUND);
            let defaults = [
                Raw::NULL,
                defaults.handler,
                defaults.params,
                defaults.name,
                defaults.middleware,
                defaults.pattern,
                defaults.allowed,
                defaults.allow,
                defaults.redirect,
                defaults.automatic_options,
            ];
            for ((name, place), default) in PROPERTY_NAMES.iter().zip(places).zip(defaults) {
                let value = if place.is_null() { default } else { place.read() };
                set(object(frame), name, value);
                if has_exception() {
                    return;
                }
            }
        }
    });
}

const PROPERTY_NAMES: [&str; 10] = [
    "status",
    "handler",
    "params",
    "name",
    "middleware",
    "pattern",
    "allowed",
    "allow",
    "redirect",
    "automaticOptions",
];

/// Sets a property as the constructor would in PHP: checked against its type, and once only.
unsafe fn set(object: *mut zend_object, name: &str, mut value: Raw) {
    // SAFETY: the engine takes its own references; the class is the property's scope.
    unsafe {
        let name = crate::zval::string::interned(name.as_bytes());
        zend_update_property_ex(ROUTE_MATCH.get(), object, name, (&raw mut value).cast());
        crate::zval::string::release(name);
    }
}

/// `isFound()`.
pub unsafe extern "C" fn is_found(frame: Frame, result: Return) {
    cold(|| {
        // SAFETY: the frame and the result are this call's.
        unsafe {
            if none(frame).is_none() {
                return;
            }
            // Through the engine, which throws if the constructor never ran.
            let Some(status) = read_property(ROUTE_MATCH.get(), object(frame), c"status") else { return };
            let found = zend_enum_get_case_cstr(STATUS.get(), FOUND.as_ptr());
            give(result, Raw::bool(status.kind() == IS_OBJECT && status.payload.object == found));
            status.release();
        }
    });
}
