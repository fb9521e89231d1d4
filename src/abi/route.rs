//! What a router knows of the routes it has, by their numbers.

use super::guard::{Output, guard, shared};
use super::router::Router;
use super::status::Status;
use super::text::{OwnedText, Text};
use highper_router::Route;

fn lend(router: *const Router, route: usize, text: *mut Text, part: impl FnOnce(&Route) -> Option<&[u8]>) -> Status {
    guard(|| {
        // SAFETY: the caller of the exported function promises what `guard` asks for.
        let (router, text) = unsafe { (shared(router)?, Output::new(text)?) };
        let route = router.table.routes().get(route).ok_or(Status::NotFound)?;
        text.write(Text::lend(part(route).ok_or(Status::NotFound)?));
        Ok(())
    })
}

/// The number of routes. Their numbers are all those below it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_len(router: *const Router, count: *mut usize) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, count) = unsafe { (shared(router)?, Output::new(count)?) };
        count.write(router.table.routes().len());
        Ok(())
    })
}

/// The pattern of a route as it was added; HIGHPER_STATUS_NOT_FOUND if there is no such route. Valid until the router is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_route_pattern(router: *const Router, route: usize, pattern: *mut Text) -> Status {
    lend(router, route, pattern, |route| Some(route.pattern()))
}

/// The name of a route; HIGHPER_STATUS_NOT_FOUND if it has none, or there is no such route. Valid until the router is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_route_name(router: *const Router, route: usize, name: *mut Text) -> Status {
    lend(router, route, name, Route::name)
}

/// The host pattern of a route; HIGHPER_STATUS_NOT_FOUND if it has none, or there is no such route. Valid until the router is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_route_host(router: *const Router, route: usize, host: *mut Text) -> Status {
    lend(router, route, host, Route::host)
}

/// The methods of a route, upper-case, in the order of an Allow header and joined by "," (which no method contains); "*" alone for
/// any. HIGHPER_STATUS_NOT_FOUND if there is no such route.
///
/// `methods`: gets the result, to be given to highper_string_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_route_methods(router: *const Router, route: usize, methods: *mut OwnedText) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, methods) = unsafe { (shared(router)?, Output::new(methods)?) };
        let route = router.table.routes().get(route).ok_or(Status::NotFound)?;
        methods.write(OwnedText::give(router.table.methods(route).join(b",".as_slice())));
        Ok(())
    })
}
