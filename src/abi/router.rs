//! A router as a handle: making, copying, freeing it, adding routes, building URLs.

use super::error::{Error, refuse};
use super::guard::{Output, array, exclusive, guard, hand_out, optional_text, release, shared, text};
use super::lookup::Parameter;
use super::options::{RouterOptions, read};
use super::status::Status;
use super::text::{OwnedText, Text};
use highper_router::{Found, NewRoute, RouteError, Table};
use std::ffi::c_char;
use std::sync::Arc;

/// The names of the parameters of a form of a route. A match keeps them, so that they outlive even the router.
pub type Names = Arc<[Box<[u8]>]>;

/// A table of routes.
#[derive(Clone)]
pub struct Router {
    pub(super) table: Table,
    /// By number of the form.
    pub(super) names: Vec<Names>,
}

/// The header promises that a router may be shared between threads.
const _: fn() = || {
    fn shared_between_threads<T: Send + Sync>() {}
    shared_between_threads::<Router>();
};

impl Router {
    fn add(&mut self, route: NewRoute<'_>) -> Result<usize, RouteError> {
        let position = self.table.add(route)?;
        for leaf in self.names.len()..self.table.forms() {
            let names = self.table.parameter_names(Found { route: position, leaf });
            self.names.push(names.into_iter().map(Into::into).collect());
        }
        Ok(position)
    }
}

/// The texts of an array.
unsafe fn texts<'a>(pointer: *const Text, count: usize) -> Result<Vec<&'a [u8]>, Status> {
    // SAFETY: the caller of the exported function promises what `guard` asks for, of the array and of each text in it.
    unsafe { array(pointer, count)?.iter().map(|each| text(each.bytes.cast(), each.length)).collect() }
}

/// Makes an empty router.
///
/// `options`: NULL for the defaults.
/// `router`: gets the handle, to be given to highper_router_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_new(options: *const RouterOptions, router: *mut *mut Router) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (options, router) = unsafe { (read(options)?, Output::new(router)?) };
        router.write(hand_out(Router { table: Table::new(options), names: Vec::new() }));
        Ok(())
    })
}

/// Makes a router with the same options and routes; from then on the two have nothing in common.
///
/// `copy`: gets the handle, to be given to highper_router_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_clone(router: *const Router, copy: *mut *mut Router) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, copy) = unsafe { (shared(router)?, Output::new(copy)?) };
        copy.write(hand_out(router.clone()));
        Ok(())
    })
}

/// Frees a router. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_free(router: *mut Router) {
    // SAFETY: the caller promises what `release` asks for.
    unsafe { release(router) };
}

/// Adds a route. No other thread may use the router meanwhile.
///
/// `methods`, `method_count`: names of methods, made upper-case; "*" is any method. None at all is refused.
/// `pattern`: the whole pattern.
/// `name`: a name for highper_router_url(), or NULL.
/// `host`: the pattern of the host to which the route is bound, or NULL.
/// `route`: gets the number of the route: its position in the order of adding, from 0.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED, to be given to highper_error_free(); may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_add(
    router: *mut Router,
    methods: *const Text,
    method_count: usize,
    pattern: *const c_char,
    pattern_length: usize,
    name: *const c_char,
    name_length: usize,
    host: *const c_char,
    host_length: usize,
    route: *mut usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, route, error) = unsafe { (exclusive(router)?, Output::new(route)?, Output::optional(error)?) };
        // SAFETY: as above.
        let (methods, pattern) = unsafe { (texts(methods, method_count)?, text(pattern, pattern_length)?) };
        // SAFETY: as above.
        let (name, host) = unsafe { (optional_text(name, name_length)?, optional_text(host, host_length)?) };
        let added = router.add(NewRoute { methods: &methods, pattern, name, host });
        route.write(added.map_err(|reason| refuse(reason, error))?);
        Ok(())
    })
}

/// Checks a host pattern without binding a route to it. No other thread may use the router meanwhile.
///
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED, to be given to highper_error_free(); may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_check_host(
    router: *mut Router,
    host: *const c_char,
    host_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, host, error) = unsafe { (exclusive(router)?, text(host, host_length)?, Output::optional(error)?) };
        router.table.check_host(host).map_err(|reason| refuse(reason, error))
    })
}

/// Builds the path of a named route, with "//host" in front if the route is bound to one. A query is the caller's to append.
///
/// `parameters`, `parameter_count`: names and values, not encoded; of two with one name the first counts.
/// `url`: gets the result, to be given to highper_string_free().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED, to be given to highper_error_free(); may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_url(
    router: *const Router,
    name: *const c_char,
    name_length: usize,
    parameters: *const Parameter,
    parameter_count: usize,
    url: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, name) = unsafe { (shared(router)?, text(name, name_length)?) };
        // SAFETY: as above.
        let (url, error) = unsafe { (Output::new(url)?, Output::optional(error)?) };
        // SAFETY: as above.
        let given = unsafe { array(parameters, parameter_count)? }.iter();
        // SAFETY: as above, of each text in the array.
        let given = given.map(|each| unsafe { each.read() }).collect::<Result<Vec<_>, _>>()?;
        let built = router.table.url(name, &given);
        url.write(OwnedText::give(built.map_err(|reason| refuse(reason, error))?));
        Ok(())
    })
}
