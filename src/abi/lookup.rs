//! Asking a router, and the handle that holds what it answered: its memory is used again, so that asking allocates nothing.

use super::guard::{Output, exclusive, guard, hand_out, optional_text, release, shared, text};
use super::router::{Names, Router};
use super::status::Status;
use super::text::Text;
use highper_router::{Found, Request, Resolution, Scratch, decode};
use std::ffi::c_char;

/// A parameter: its name and its decoded value, which may be any bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name.
    pub name: Text,
    /// The value, decoded.
    pub value: Text,
}

impl Parameter {
    /// The name and the value that a caller passed.
    pub(super) unsafe fn read<'a>(&self) -> Result<(&'a [u8], &'a [u8]), Status> {
        // SAFETY: the caller of the exported function promises what `guard` asks for.
        unsafe {
            Ok((text(self.name.bytes.cast(), self.name.length)?, text(self.value.bytes.cast(), self.value.length)?))
        }
    }
}

/// What a router answers to a request.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A route answers: highper_match_route(), highper_match_parameters().
    Found = 0,
    /// No route has this path, or none could: the path is not valid.
    NotFound = 1,
    /// The path exists for other methods only: highper_match_allow(), highper_match_automatic_options().
    MethodNotAllowed = 2,
    /// The path exists with its final slash added or taken away: highper_match_redirect().
    Redirect = 3,
}

/// Memory for asking routers, and their last answer. Any router may be asked with it, one at a time; the answer outlives the router.
#[derive(Default)]
pub struct Match {
    scratch: Scratch,
    route: Option<usize>,
    names: Option<Names>,
    /// The decoded values, one behind the other.
    values: Vec<u8>,
    /// Lent out of `names` and `values`.
    parameters: Vec<Parameter>,
    allow: Option<Vec<u8>>,
    redirect: Option<Vec<u8>>,
    automatic_options: bool,
}

impl Match {
    fn forget(&mut self) {
        self.route = None;
        self.parameters.clear();
        self.allow = None;
        self.redirect = None;
        self.automatic_options = false;
    }

    /// Keeps a route that was found, and the values of its parameters.
    fn keep(&mut self, router: &Router, found: Found, path: &[u8]) {
        self.route = Some(found.route);
        let names = router.names.get(found.leaf);
        if names.is_none_or(|names| names.is_empty()) {
            return;
        }
        self.names = names.cloned();
        let Self { scratch, names, values, parameters, .. } = self;
        values.clear();
        for (value, name) in scratch.values(path).zip(names.iter().flat_map(|names| names.iter())) {
            let start = values.len();
            if value.is_escaped {
                decode(value.text, values);
            } else {
                values.extend_from_slice(value.text);
            }
            let length = values.len() - start;
            parameters.push(Parameter { name: Text::lend(name), value: Text { bytes: std::ptr::null(), length } });
        }
        // Only now do the values stay where they are.
        let mut rest = values.as_slice();
        for parameter in parameters {
            let (value, behind) = rest.split_at(parameter.value.length);
            parameter.value = Text::lend(value);
            rest = behind;
        }
    }

    /// Asks for the route alone: the hot path.
    fn find(&mut self, router: &Router, request: Request<'_>) -> Option<usize> {
        self.forget();
        let found = router.table.find(request, &mut self.scratch)?;
        self.keep(router, found, request.path);
        Some(found.route)
    }

    /// Asks for everything.
    fn resolve(&mut self, router: &Router, request: Request<'_>) -> Outcome {
        self.forget();
        match router.table.resolve(request, &mut self.scratch) {
            Resolution::Found(found) => {
                self.keep(router, found, request.path);
                Outcome::Found
            }
            Resolution::Redirect(target) => {
                self.redirect = Some(target);
                Outcome::Redirect
            }
            Resolution::MethodNotAllowed(set) => {
                self.allow = Some(router.table.allow_header(set).into_owned());
                self.automatic_options = router.table.answers_automatically(request.method);
                Outcome::MethodNotAllowed
            }
            Resolution::NotFound | Resolution::InvalidPath(_) => Outcome::NotFound,
        }
    }

    /// Asks for the methods of a path.
    fn allowed(&mut self, router: &Router, path: &[u8], host: Option<&[u8]>) -> Option<&[u8]> {
        self.forget();
        let set = router.table.allowed(path, host, &mut self.scratch);
        if set.is_empty() {
            return None;
        }
        Some(self.allow.insert(router.table.allow_header(set).into_owned()))
    }
}

/// A request as C passes it.
pub unsafe fn request<'a>(
    (method, method_length): (*const c_char, usize),
    (path, path_length): (*const c_char, usize),
    (host, host_length): (*const c_char, usize),
) -> Result<Request<'a>, Status> {
    // SAFETY: the caller of the exported function promises what `guard` asks for.
    unsafe {
        Ok(Request {
            method: text(method, method_length)?,
            path: text(path, path_length)?,
            host: optional_text(host, host_length)?,
        })
    }
}

/// Makes a match, which holds nothing yet.
///
/// `handle`: gets the handle, to be given to highper_match_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_match_new(handle: *mut *mut Match) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        unsafe { Output::new(handle)? }.write(hand_out(Match::default()));
        Ok(())
    })
}

/// Frees a match. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_match_free(handle: *mut Match) {
    // SAFETY: the caller promises what `release` asks for.
    unsafe { release(handle) };
}

/// Finds the route that answers a request: the hot path. HIGHPER_STATUS_NOT_FOUND if none does.
///
/// `handle`: gets the answer, for highper_match_route() and highper_match_parameters(); on
///     HIGHPER_STATUS_INVALID_ARGUMENT it keeps the one it had.
/// `method`: as sent, upper-case.
/// `path`: as sent, percent-encoded; what follows a "?" or "#" is ignored.
/// `host`: the Host header, or NULL.
/// `route`: gets the number of the route.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_match(
    router: *const Router,
    handle: *mut Match,
    method: *const c_char,
    method_length: usize,
    path: *const c_char,
    path_length: usize,
    host: *const c_char,
    host_length: usize,
    route: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, handle, route) = unsafe { (shared(router)?, exclusive(handle)?, Output::new(route)?) };
        // SAFETY: as above.
        let request = unsafe { request((method, method_length), (path, path_length), (host, host_length))? };
        route.write(handle.find(router, request).ok_or(Status::NotFound)?);
        Ok(())
    })
}

/// Says everything there is to say about a request. It is HIGHPER_STATUS_OK whatever the outcome.
///
/// `handle`: gets the answer, for all the functions of a match; on HIGHPER_STATUS_INVALID_ARGUMENT it keeps the one it had.
/// `method`, `path`, `host`: as for highper_router_match().
/// `outcome`: gets the kind of answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_resolve(
    router: *const Router,
    handle: *mut Match,
    method: *const c_char,
    method_length: usize,
    path: *const c_char,
    path_length: usize,
    host: *const c_char,
    host_length: usize,
    outcome: *mut Outcome,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, handle, outcome) = unsafe { (shared(router)?, exclusive(handle)?, Output::new(outcome)?) };
        // SAFETY: as above.
        let request = unsafe { request((method, method_length), (path, path_length), (host, host_length))? };
        outcome.write(handle.resolve(router, request));
        Ok(())
    })
}

/// The methods to which a path answers, as the value of an Allow header; HIGHPER_STATUS_NOT_FOUND if no route has the path.
///
/// `handle`: gets the answer, for highper_match_allow(); on HIGHPER_STATUS_INVALID_ARGUMENT it keeps the one it had.
/// `path`, `host`: as for highper_router_match().
/// `allow`: gets the methods, joined by ", ". Valid until the match is used to ask again or freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_router_allowed(
    router: *const Router,
    handle: *mut Match,
    path: *const c_char,
    path_length: usize,
    host: *const c_char,
    host_length: usize,
    allow: *mut Text,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (router, handle, allow) = unsafe { (shared(router)?, exclusive(handle)?, Output::new(allow)?) };
        // SAFETY: as above.
        let (path, host) = unsafe { (text(path, path_length)?, optional_text(host, host_length)?) };
        allow.write(Text::lend(handle.allowed(router, path, host).ok_or(Status::NotFound)?));
        Ok(())
    })
}

fn lend(handle: *const Match, text: *mut Text, part: impl FnOnce(&Match) -> Option<&[u8]>) -> Status {
    guard(|| {
        // SAFETY: the caller of the exported function promises what `guard` asks for.
        let (handle, text) = unsafe { (shared(handle)?, Output::new(text)?) };
        text.write(Text::lend(part(handle).ok_or(Status::NotFound)?));
        Ok(())
    })
}

/// The number of the route that was found; HIGHPER_STATUS_NOT_FOUND if none was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_match_route(handle: *const Match, route: *mut usize) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (handle, route) = unsafe { (shared(handle)?, Output::new(route)?) };
        route.write(handle.route.ok_or(Status::NotFound)?);
        Ok(())
    })
}

/// The parameters of the route that was found; HIGHPER_STATUS_NOT_FOUND if none was.
///
/// `parameters`: gets an array, the host's parameters first; those of an absent optional tail are not in it. The array
///     and its texts are valid until the match is used to ask again or freed.
/// `count`: gets the number of its elements, which may be 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_match_parameters(
    handle: *const Match,
    parameters: *mut *const Parameter,
    count: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (handle, parameters, count) = unsafe { (shared(handle)?, Output::new(parameters)?, Output::new(count)?) };
        handle.route.ok_or(Status::NotFound)?;
        parameters.write(handle.parameters.as_ptr());
        count.write(handle.parameters.len());
        Ok(())
    })
}

/// The methods to which the path answers, as the value of an Allow header; HIGHPER_STATUS_NOT_FOUND unless the outcome was
/// HIGHPER_OUTCOME_METHOD_NOT_ALLOWED or highper_router_allowed() was asked. Valid until the match is used to ask again or freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_match_allow(handle: *const Match, allow: *mut Text) -> Status {
    lend(handle, allow, |answer| answer.allow.as_deref())
}

/// The path to which the client is to be sent, with the query that came in; HIGHPER_STATUS_NOT_FOUND unless the outcome was
/// HIGHPER_OUTCOME_REDIRECT. Valid until the match is used to ask again or freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_match_redirect(handle: *const Match, path: *mut Text) -> Status {
    lend(handle, path, |answer| answer.redirect.as_deref())
}

/// Whether the request was OPTIONS for a path whose routes do not answer it themselves, and is to be answered with 204 and the
/// Allow header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_match_automatic_options(handle: *const Match, automatic: *mut bool) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (handle, automatic) = unsafe { (shared(handle)?, Output::new(automatic)?) };
        automatic.write(handle.automatic_options);
        Ok(())
    })
}
