//! Routers and matches.

use super::Function;
use super::arguments::{Call, Cut, Input, Output, read, reason};
use highper_abi::abi::lookup::*;
use highper_abi::abi::options::*;
use highper_abi::abi::report::*;
use highper_abi::abi::route::*;
use highper_abi::abi::router::*;
use highper_abi::abi::status::Status;
use highper_abi::abi::text::Text;
use std::ptr;

pub const FUNCTIONS: &[Function] = &[
    new, clone, free, add, add, add, check_host, url, routes, methods, match_new, match_free, find, find, find,
    resolve, allowed, asked, explain, conflicts,
];

/// Routes of one router: comparing constraints takes long.
const MOST_ROUTES: usize = 12;

pub struct Handles {
    router: *mut Router,
    answer: *mut Match,
}

impl Default for Handles {
    fn default() -> Self {
        Self { router: ptr::null_mut(), answer: ptr::null_mut() }
    }
}

impl Drop for Handles {
    fn drop(&mut self) {
        // SAFETY: NULL or handles that the library gave, freed here for the first time.
        unsafe {
            highper_router_free(self.router);
            highper_match_free(self.answer);
        }
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
        // SAFETY: NULL or the library's, and not used again.
        unsafe { highper_router_free(handles.routes.router) };
        handles.routes.router = place.value;
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
    let (router, is_bad) = cut.given(handles.routes.router);
    let mut place = cut.handle();
    call.takes(is_bad || place.is_bad());
    // SAFETY: what is no handle or place is refused.
    let status = unsafe { highper_router_clone(router, place.pointer()) };
    let is_ok = call.ends(status, &[place.is_written()], &[])?;
    if is_ok {
        // The copy outlives what it was made of.
        // SAFETY: the library's, and not used again.
        unsafe { highper_router_free(handles.routes.router) };
        handles.routes.router = place.value;
    }
    Ok(is_ok)
}

fn free(handles: &mut super::Handles, _: &mut Cut<'_>) -> Result<bool, String> {
    // SAFETY: NULL or the library's, and not used again.
    unsafe { highper_router_free(std::mem::replace(&mut handles.routes.router, ptr::null_mut())) };
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
    let before = count(handles.routes.router);
    let (router, is_bad) = cut.given(handles.routes.router);
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
    let after = count(handles.routes.router);
    if after != before + usize::from(is_ok) || (is_ok && route.value != before) {
        return Err(format!("{before} routes and one more, {status:?}, are {after}"));
    }
    Ok(is_ok)
}

fn check_host(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_check_host");
    let (router, is_bad) = cut.given(handles.routes.router);
    let host = cut.text();
    let mut error = reason(cut, &mut call);
    call.takes(is_bad || host.is_bad);
    // SAFETY: the text has its length, and what is bad is refused.
    let status = unsafe { highper_router_check_host(router, host.text(), host.length, error.pointer()) };
    call.ends_with(status, &[], &[], &error)
}

fn url(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_url");
    let (router, is_bad) = cut.given(handles.routes.router);
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
    let (router, is_bad) = cut.given(handles.routes.router);
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
    let (router, is_bad) = cut.given(handles.routes.router);
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

fn match_new(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_match_new");
    let mut place = cut.handle();
    call.takes(place.is_bad());
    // SAFETY: what is bad is refused.
    let status = unsafe { highper_match_new(place.pointer()) };
    let is_ok = call.ends(status, &[place.is_written()], &[])?;
    if is_ok {
        // SAFETY: NULL or the library's, and not used again.
        unsafe { highper_match_free(handles.routes.answer) };
        handles.routes.answer = place.value;
    }
    Ok(is_ok)
}

fn match_free(handles: &mut super::Handles, _: &mut Cut<'_>) -> Result<bool, String> {
    // SAFETY: NULL or the library's, and not used again.
    unsafe { highper_match_free(std::mem::replace(&mut handles.routes.answer, ptr::null_mut())) };
    Ok(false)
}

/// What a request is made of: method, path and host.
struct Asked {
    router: *mut Router,
    answer: *mut Match,
    method: Input,
    path: Input,
    host: Input,
}

fn request(handles: &super::Handles, cut: &mut Cut<'_>, call: &mut Call) -> Asked {
    let ((router, is_router_bad), (answer, is_answer_bad)) =
        (cut.given(handles.routes.router), cut.given(handles.routes.answer));
    let (path, method, host) = (cut.text(), cut.text(), cut.optional_text());
    call.takes(is_router_bad || is_answer_bad || path.is_bad || method.is_bad || host.is_bad);
    Asked { router, answer, method, path, host }
}

fn find(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_match");
    let Asked { router, answer, method, path, host } = request(handles, cut, &mut call);
    let mut route = cut.output(usize::MAX);
    call.takes(route.is_bad());
    // SAFETY: texts have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_router_match(
            router,
            answer,
            method.text(),
            method.length,
            path.text(),
            path.length,
            host.text(),
            host.length,
            route.pointer(),
        )
    };
    call.ends(status, &[route.is_written()], &[])
}

fn resolve(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_resolve");
    let Asked { router, answer, method, path, host } = request(handles, cut, &mut call);
    let mut outcome: Output<u32> = cut.output(99);
    call.takes(outcome.is_bad());
    // SAFETY: texts have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_router_resolve(
            router,
            answer,
            method.text(),
            method.length,
            path.text(),
            path.length,
            host.text(),
            host.length,
            outcome.pointer().cast(),
        )
    };
    let is_ok = call.ends(status, &[outcome.is_written()], &[])?;
    if (status == Status::NotFound) || (is_ok && outcome.value > 3) {
        return Err(format!("{status:?}, and the outcome is {}", outcome.value));
    }
    Ok(is_ok)
}

fn allowed(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_allowed");
    let (router, is_router_bad) = cut.given(handles.routes.router);
    let (answer, is_answer_bad) = cut.given(handles.routes.answer);
    let (path, host) = (cut.text(), cut.optional_text());
    let mut allow = Text { bytes: ptr::null(), length: 0 };
    call.takes(is_router_bad || is_answer_bad || path.is_bad || host.is_bad);
    // SAFETY: texts have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_router_allowed(router, answer, path.text(), path.length, host.text(), host.length, &mut allow)
    };
    let is_ok = call.ends(status, &[!allow.bytes.is_null()], &[])?;
    if is_ok {
        read(allow.bytes.cast(), allow.length)?;
    }
    Ok(is_ok)
}

/// All that a match can be asked, whether or not the router is there still.
fn asked(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_match");
    let (answer, is_bad) = cut.given(handles.routes.answer);
    call.takes(is_bad);
    let mut route = cut.output(usize::MAX);
    let mut automatic = 7_u8;
    let mut parameters: Output<*const Parameter> = cut.output(ptr::null());
    let mut count = cut.output(usize::MAX);
    // SAFETY: the match is the library's or refused, as are the places; what it gives is read at once.
    unsafe {
        let status = highper_match_automatic_options(answer, (&raw mut automatic).cast());
        call.ends(status, &[automatic < 2], &[])?;
        for function in [highper_match_allow, highper_match_redirect] {
            let mut text = Text { bytes: ptr::null(), length: 0 };
            if call.ends(function(answer, &mut text), &[!text.bytes.is_null()], &[])? {
                read(text.bytes.cast(), text.length)?;
            }
        }
        let mut call = Call::new("highper_match_parameters");
        call.takes(is_bad || parameters.is_bad() || count.is_bad());
        let status = highper_match_parameters(answer, parameters.pointer(), count.pointer());
        if call.ends(status, &[parameters.is_written(), count.is_written()], &[])? {
            for parameter in std::slice::from_raw_parts(parameters.value, count.value) {
                read(parameter.name.bytes.cast(), parameter.name.length)?;
                read(parameter.value.bytes.cast(), parameter.value.length)?;
            }
        }
        let mut call = Call::new("highper_match_route");
        call.takes(is_bad || route.is_bad());
        call.ends(highper_match_route(answer, route.pointer()), &[route.is_written()], &[])
    }
}

fn explain(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_explain");
    let (router, is_bad) = cut.given(handles.routes.router);
    let (path, method, host) = (cut.text(), cut.text(), cut.optional_text());
    let mut place = cut.string();
    call.takes(is_bad || path.is_bad || method.is_bad || host.is_bad || place.is_bad());
    // SAFETY: texts have their lengths, and what is bad is refused.
    let status = unsafe {
        highper_router_explain(
            router,
            method.text(),
            method.length,
            path.text(),
            path.length,
            host.text(),
            host.length,
            place.pointer(),
        )
    };
    let is_ok = call.ends(status, &[place.is_written()], &[])?;
    if is_ok {
        is_json(&place.take()?)?;
    }
    Ok(is_ok)
}

fn conflicts(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_router_conflicts");
    let (router, is_bad) = cut.given(handles.routes.router);
    let mut place = cut.string();
    call.takes(is_bad || place.is_bad());
    // SAFETY: what is bad is refused.
    let status = unsafe { highper_router_conflicts(router, place.pointer()) };
    let is_ok = call.ends(status, &[place.is_written()], &[])?;
    if is_ok {
        is_json(&place.take()?)?;
    }
    Ok(is_ok)
}

/// What is said to be JSON is JSON to serde_json.
pub fn is_json(text: &[u8]) -> Result<(), String> {
    let parsed = serde_json::from_slice::<serde_json::Value>(text);
    parsed.map(|_| ()).map_err(|error| format!("{error}: {}", text.escape_ascii()))
}
