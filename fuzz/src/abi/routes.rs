//! Routers: options, adding routes and reading them. Asking is in `asking`.

use super::Function;
use super::arguments::{Call, Cut, Input, read, reason};
use super::slot::Slot;
use highper_abi::abi::lookup::*;
use highper_abi::abi::options::*;
use highper_abi::abi::route::*;
use highper_abi::abi::router::*;
use highper_abi::abi::text::Text;
use std::ptr;

pub const FUNCTIONS: &[Function] = &[new, clone, free, add, add, add, check_host, url, routes, methods];

/// Routes of one router: comparing constraints takes long.
const MOST_ROUTES: usize = 12;

pub struct Handles {
    pub router: Slot<Router>,
    pub answer: Slot<Match>,
}

impl Default for Handles {
    fn default() -> Self {
        Self { router: Slot::new(highper_router_free), answer: Slot::new(highper_match_free) }
    }
}

/// Options of any content, in memory of exactly the size that they claim.
fn options(cut: &mut Cut<'_>) -> Vec<u32> {
    let count = cut.below(10) + 1;
    let size = u32::try_from(count * 4).unwrap_or(4);
    std::iter::once(size).chain((1..count).map(|_| u32::from(cut.byte() % 4))).collect()
}

fn new(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_new");
    let options = options(cut);
    let given = if cut.below(2) == 0 { ptr::null() } else { options.as_ptr() };
    let mut place = cut.handle();
    call.takes(place.is_bad());
    // SAFETY: NULL, or options as long as they say; the place is valid or refused.
    let status = unsafe { highper_router_new(given.cast(), place.pointer()) };
    let is_ok = call.ends(status, &[place.is_written()], &[])?;
    if is_ok {
        handles.routes.router.put(place.value);
    }
    let size = cut.below(64);
    let mut memory = vec![0xa5a5_a5a5_u32; size.div_ceil(4)];
    // SAFETY: there are as many bytes as the size says.
    let status = unsafe { highper_router_options_init(memory.as_mut_ptr().cast(), size) };
    let fits = size >= size_of::<RouterOptions>();
    if Call::new("highper_router_options_init").ends(status, &[memory.iter().any(|&word| word != 0xa5a5_a5a5)], &[])?
        != fits
    {
        return Err(format!("options of {size} bytes: {status:?}"));
    }
    Ok(is_ok)
}

fn clone(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_clone");
    let (router, is_bad) = cut.given(handles.routes.router.get());
    let mut place = cut.handle();
    call.takes(is_bad || place.is_bad());
    // SAFETY: what is no handle or place is refused.
    let status = unsafe { highper_router_clone(router, place.pointer()) };
    let is_ok = call.ends(status, &[place.is_written()], &[])?;
    if is_ok {
        // The copy outlives what it was made of.
        handles.routes.router.put(place.value);
    }
    Ok(is_ok)
}

fn free(handles: &mut super::Handles, _: &mut Cut<'_>) -> Result<bool, String> {
    handles.routes.router.put(ptr::null_mut());
    Ok(false)
}

fn count(router: *const Router) -> usize {
    let mut count = 0;
    // SAFETY: NULL, which is refused, or the library's.
    unsafe { highper_router_len(router, &mut count) };
    count
}

fn add(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_add");
    let before = count(handles.routes.router.get());
    let (router, is_bad) = cut.given(handles.routes.router.get());
    let (pattern, method) = (cut.text(), cut.text());
    let (name, host) = (cut.optional_text(), cut.optional_text());
    let methods = [method.inner(), Input::new(b"POST".to_vec()).inner()];
    let (count_of, is_count_bad) = match cut.byte() {
        255 => (usize::MAX, true),
        254 => (0, false),
        _ => (1, method.is_bad),
    };
    let mut route = cut.output(usize::MAX);
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || pattern.is_bad || is_count_bad || name.is_bad || host.is_bad || route.is_bad());
    if before >= MOST_ROUTES {
        return Ok(false);
    }
    // SAFETY: texts have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_router_add(
            router,
            methods.as_ptr(),
            count_of,
            pattern.text(),
            pattern.length,
            name.text(),
            name.length,
            host.text(),
            host.length,
            route.pointer(),
            error.pointer(),
        )
    };
    let is_ok = call.ends_with(status, &[route.is_written()], &[], &error)?;
    let after = count(handles.routes.router.get());
    if after != before + usize::from(is_ok) || (is_ok && route.value != before) {
        return Err(format!("{before} routes and one more, {status:?}, are {after}"));
    }
    Ok(is_ok)
}

fn check_host(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_check_host");
    let (router, is_bad) = cut.given(handles.routes.router.get());
    let host = cut.text();
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || host.is_bad);
    // SAFETY: the text has its length, and what is bad is refused.
    let status = unsafe { highper_router_check_host(router, host.text(), host.length, error.pointer()) };
    call.ends_with(status, &[], &[], &error)
}

fn url(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_url");
    let (router, is_bad) = cut.given(handles.routes.router.get());
    let name = cut.text();
    let texts: Vec<_> = (0..cut.below(3)).map(|_| (cut.text(), cut.text())).collect();
    let parameter = |(name, value): &(Input, Input)| Parameter { name: name.inner(), value: value.inner() };
    let parameters: Vec<_> = texts.iter().map(parameter).collect();
    let mut place = cut.string();
    let mut error = reason(cut, &mut call);
    call.takes(
        is_bad || name.is_bad || texts.iter().any(|(name, value)| name.is_bad || value.is_bad) || place.is_bad(),
    );
    // SAFETY: texts and arrays have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_router_url(
            router,
            name.text(),
            name.length,
            parameters.as_ptr(),
            parameters.len(),
            place.pointer(),
            error.pointer(),
        )
    };
    let is_ok = call.ends_with(status, &[place.is_written()], &[], &error)?;
    if is_ok {
        place.take()?;
    }
    Ok(is_ok)
}

fn routes(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let (router, is_bad) = cut.given(handles.routes.router.get());
    let route = if cut.byte() == 255 { usize::MAX } else { cut.below(MOST_ROUTES) };
    let mut any = false;
    for function in [highper_route_pattern, highper_route_name, highper_route_host] {
        let mut call = Call::new("highper_route_pattern, _name or _host");
        let mut text = Text { bytes: ptr::null(), length: 0 };
        let place = if cut.byte() == 255 { ptr::null_mut() } else { &raw mut text };
        call.takes(is_bad || place.is_null());
        // SAFETY: what is bad is refused.
        let status = unsafe { function(router, route, place) };
        if call.ends(status, &[!text.bytes.is_null()], &[])? {
            read(text.bytes.cast(), text.length)?;
            any = true;
        }
    }
    Ok(any)
}

fn methods(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_route_methods");
    let (router, is_bad) = cut.given(handles.routes.router.get());
    let mut place = cut.string();
    call.takes(is_bad || place.is_bad());
    // SAFETY: what is bad is refused.
    let status = unsafe { highper_route_methods(router, cut.below(MOST_ROUTES), place.pointer()) };
    let is_ok = call.ends(status, &[place.is_written()], &[])?;
    if is_ok && place.take()?.is_empty() {
        return Err("a route without methods".to_owned());
    }
    Ok(is_ok)
}
