//! Asking a router: matches, and what it tells of itself.

use super::Function;
use super::arguments::{Call, Cut, Input, Output, is_json, read};
use highper_abi::abi::lookup::*;
use highper_abi::abi::report::*;
use highper_abi::abi::router::*;
use highper_abi::abi::status::Status;
use highper_abi::abi::text::Text;
use std::ptr;

pub const FUNCTIONS: &[Function] =
    &[match_new, match_free, find, find, find, resolve, allowed, asked, explain, conflicts];

fn match_new(handles: &mut super::Handles, cut: &mut Cut<'_>) -> Result<bool, String> {
    let mut call = Call::new("highper_match_new");
    let mut place = cut.handle();
    call.takes(place.is_bad());
    // SAFETY: what is bad is refused.
    let status = unsafe { highper_match_new(place.pointer()) };
    let is_ok = call.ends(status, &[place.is_written()], &[])?;
    if is_ok {
        handles.routes.answer.put(place.value);
    }
    Ok(is_ok)
}

fn match_free(handles: &mut super::Handles, _: &mut Cut<'_>) -> Result<bool, String> {
    handles.routes.answer.put(ptr::null_mut());
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
        (cut.given(handles.routes.router.get()), cut.given(handles.routes.answer.get()));
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
    let (router, is_router_bad) = cut.given(handles.routes.router.get());
    let (answer, is_answer_bad) = cut.given(handles.routes.answer.get());
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
    let (answer, is_bad) = cut.given(handles.routes.answer.get());
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
    let (router, is_bad) = cut.given(handles.routes.router.get());
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
    let (router, is_bad) = cut.given(handles.routes.router.get());
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
