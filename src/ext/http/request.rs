//! `Http\Request`: what an object carries, and reading it. Making one is in create.rs.

use super::fields::{joined, list, table, trimmed};
use super::head::{Place, View, scheme};
use crate::zval::args::{Arguments, Frame, Return, give, none, object, parse, this};
use crate::zval::array::{Array, new_string};
use crate::zval::call::{call_named, cloned, error};
use crate::zval::class::Class;
use crate::zval::form;
use crate::zval::guard::hot;
use crate::zval::object::{Duplicated, Embedded, Native, Traced};
use crate::zval::string;
use crate::zval::value::{IS_NULL, IS_UNDEF, Raw};
use ext_php_rs::ffi::{HashTable, zend_string};
use highper_http::cookie;
use std::ptr;
use std::rc::Rc;

/// `Contract\Http\RequestInterface`.
pub static INTERFACE: Class = Class::new();
/// `Http\Request`.
pub static REQUEST: Class = Class::new();

/// The value behind a Request. All values of PHP are owned; those that are not known yet are undefined.
pub struct Request {
    pub place: Option<Rc<Place>>,
    pub body: Raw,
    /// Whether the connection is encrypted.
    pub is_secure: bool,
    pub attributes: Raw,
    query: Raw,
    form: Raw,
    cookies: Raw,
    traced: Vec<Raw>,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            place: None,
            body: Raw::empty_string(),
            is_secure: false,
            attributes: Raw::empty_array(),
            query: Raw::UNDEF,
            form: Raw::UNDEF,
            cookies: Raw::UNDEF,
            traced: Vec::new(),
        }
    }
}

impl Request {
    fn values(&self) -> [Raw; 5] {
        [self.body, self.attributes, self.query, self.form, self.cookies]
    }
}

impl Embedded for Request {
    fn class() -> &'static Class {
        &REQUEST
    }
}

impl Traced for Request {
    fn trace(&self, values: &mut Vec<Raw>) {
        values.extend(self.values().into_iter().filter(|value| value.is_collectable()));
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

impl Duplicated for Request {
    fn duplicate(&self) -> Self {
        for value in self.values() {
            // SAFETY: the object keeps them alive; the copy owns references of its own.
            unsafe { value.add_reference() };
        }
        let Self { body, is_secure, attributes, query, form, cookies, .. } = *self;
        Self { place: self.place.clone(), body, is_secure, attributes, query, form, cookies, traced: Vec::new() }
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        // A destructor may not come back: what is Rust's goes before it runs.
        self.traced = Vec::new();
        self.place = None;
        for value in self.values() {
            // SAFETY: the object owned it.
            unsafe { value.release() };
        }
    }
}

/// The object's value.
unsafe fn request(frame: Frame) -> *mut Request {
    // SAFETY: methods of the class are called on its objects only.
    unsafe { this::<Request>(frame) }
}

/// The head of a request, to look at until anything else runs; `None` if an exception was thrown.
unsafe fn head<'h>(request: *mut Request) -> Option<View<'h>> {
    // SAFETY: as promised by the caller.
    let view = unsafe { (*request).place.as_ref().and_then(|place| place.view()) };
    if view.is_none() {
        error(c"The request is over, and nothing of it was kept");
    }
    view
}

/// Answers with something of the head that needs no argument.
#[inline(always)]
unsafe fn tell(frame: Frame, result: Return, what: impl FnOnce(View<'_>, &Request) -> Raw) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; what is looked at is copied at once.
        if !Arguments::of(frame).are_at_most(0) && none(frame).is_none() {
            return;
        }
        let request = request(frame);
        if let Some(head) = head(request) {
            give(result, what(head, &*request));
        }
    });
}

macro_rules! facts {
    ($($(#[$note:meta])* $name:ident => $what:expr;)*) => {
        $($(#[$note])* pub unsafe extern "C" fn $name(frame: Frame, result: Return) {
            // SAFETY: called by the engine for a method of the class.
            unsafe { tell(frame, result, $what) };
        })*
    };
}

facts! {
    /// `getMethod()`.
    get_method => |head, _| short_string(head.method());
    /// `getTarget()`.
    get_target => |head, _| short_string(head.target());
    /// `getPath()`.
    get_path => |head, _| short_string(head.path());
    /// `getQueryString()`.
    get_query_string => |head, _| new_string(head.query());
    /// `getProtocolVersion()`.
    get_protocol_version => |head, _| new_string(if head.is_old() { b"1.0" } else { b"1.1" });
    /// `getScheme()`.
    get_scheme => |head, request| new_string(scheme_of(head, request).as_bytes());
    /// `isSecure()`.
    is_secure => |head, request| Raw::bool(scheme_of(head, request) == "https");
    /// `getHost()`.
    get_host => |head, _| lower_string(host_and_port(head.authority()).0);
    /// `getPort()`.
    get_port => |head, _| host_and_port(head.authority()).1.map_or(Raw::NULL, Raw::long);
    /// `getUri()`.
    get_uri => uri;
    /// `headers()`.
    headers => |head, _| table(head.fields());
}

/// A text that is a single byte most often, or empty: those the engine has.
fn short_string(text: &[u8]) -> Raw {
    if text.len() <= 1 {
        // SAFETY: the engine keeps these.
        return unsafe { Raw::string(string::shared(text)) };
    }
    new_string(text)
}

fn lower_string(text: &[u8]) -> Raw {
    if text.is_empty() { Raw::empty_string() } else { Raw::new_string(string::lower(text)) }
}

fn scheme_of(head: View<'_>, request: &Request) -> &'static str {
    scheme(head.target()).unwrap_or(if request.is_secure { "https" } else { "http" })
}

/// An authority without user information, in two.
fn host_and_port(authority: &[u8]) -> (&[u8], Option<i64>) {
    let authority = authority.rsplit(|&byte| byte == b'@').next().unwrap_or_default();
    let digits = authority.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    match authority.split_at_checked(authority.len() - digits) {
        Some((host, port)) if (1..=5).contains(&digits) => match host.strip_suffix(b":") {
            Some(host) => (host, Some(port.iter().fold(0, |number, &digit| number * 10 + i64::from(digit - b'0')))),
            None => (authority, None),
        },
        _ => (authority, None),
    }
}

fn uri(head: View<'_>, request: &Request) -> Raw {
    if scheme(head.target()).is_some() {
        return new_string(head.target());
    }
    let target = if head.target() == b"*" || head.path().is_empty() { &b""[..] } else { head.target() };
    let pieces = [scheme_of(head, request).as_bytes(), b"://", head.authority(), target];
    let length = pieces.iter().map(|piece| piece.len()).sum();
    Raw::new_string(string::of_pieces(length, |give| pieces.iter().for_each(|piece| give(piece))))
}

/// `header()`.
pub unsafe extern "C" fn header(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter; what is looked at is copied at once.
        let given = Arguments::of(frame);
        let (mut name, mut default) = (given.zend_string(0).unwrap_or(ptr::null_mut()), ptr::null_mut::<zend_string>());
        if (name.is_null() || !given.are_at_most(1))
            && parse!(frame, c"S|S!", &raw mut name, &raw mut default).is_none()
        {
            return;
        }
        let Some(head) = head(request(frame)) else { return };
        let name = string::bytes(name);
        let value = joined(name, head.values(name));
        if value.kind() != IS_NULL {
            give(result, value);
        } else if !default.is_null() {
            string::add_reference(default);
            give(result, Raw::string(default));
        }
    });
}

/// `headerLines()`.
pub unsafe extern "C" fn header_lines(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        let mut name = ptr::null_mut();
        if parse!(frame, c"S", &raw mut name).is_none() {
            return;
        }
        let Some(head) = head(request(frame)) else { return };
        give(result, list(head.values(string::bytes(name))));
    });
}

/// `hasHeader()`.
pub unsafe extern "C" fn has_header(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        let mut name = ptr::null_mut();
        if parse!(frame, c"S", &raw mut name).is_none() {
            return;
        }
        let Some(head) = head(request(frame)) else { return };
        give(result, Raw::bool(head.values(string::bytes(name)).next().is_some()));
    });
}

/// Reads `?string $name = null, mixed $default = null` and answers from a table that is there or is made now.
#[inline(always)]
unsafe fn look_up(frame: Frame, result: Return, make: unsafe fn(*mut Request) -> Option<Raw>) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter. The table is the object's, which the frame keeps alive, while anything is made.
        let given = Arguments::of(frame);
        let (mut name, mut default) = (
            given.zend_string(0).unwrap_or(ptr::null_mut()),
            given.value(1).map_or(ptr::null_mut(), <*const Raw>::cast_mut),
        );
        if (name.is_null() || !given.are_at_most(2))
            && parse!(frame, c"|S!z", &raw mut name, &raw mut default).is_none()
        {
            return;
        }
        let Some(table) = make(request(frame)) else { return };
        let value = if name.is_null() {
            table
        } else {
            match Array(table.payload.array).get_key(string::bytes(name)) {
                Some(value) => value,
                None if default.is_null() => return,
                None => (*default).dereferenced(),
            }
        };
        value.add_reference();
        give(result, value);
    });
}

unsafe fn query_of(request: *mut Request) -> Option<Raw> {
    // SAFETY: the place is written again only where nobody has done so meanwhile.
    unsafe {
        if (*request).query.type_info == IS_UNDEF {
            let parsed = form::parse(head(request)?.query());
            keep(&raw mut (*request).query, parsed);
        }
        Some((*request).query)
    }
}

unsafe fn form_of(request: *mut Request) -> Option<Raw> {
    // SAFETY: as above; the body is not changed.
    unsafe {
        if (*request).form.type_info == IS_UNDEF {
            let content_type = head(request)?.values(b"content-type").next().unwrap_or_default();
            let media_type = trimmed(content_type.split(|&byte| byte == b';').next().unwrap_or_default());
            let is_form = media_type.eq_ignore_ascii_case(b"application/x-www-form-urlencoded");
            let parsed = if is_form { form::parse((*request).body.bytes()) } else { Raw::empty_array() };
            keep(&raw mut (*request).form, parsed);
        }
        Some((*request).form)
    }
}

unsafe fn cookies_of(request: *mut Request) -> Option<Raw> {
    // SAFETY: as above; no PHP code runs.
    unsafe {
        if (*request).cookies.type_info == IS_UNDEF {
            let table = Array::new(8);
            for line in head(request)?.values(b"cookie") {
                for cookie in cookie::cookies(line).filter(|cookie| !cookie.name.is_empty()) {
                    if table.get_key(cookie.name).is_none() {
                        table.set_key(cookie.name, decoded(cookie.value));
                    }
                }
            }
            keep(&raw mut (*request).cookies, table.value());
        }
        Some((*request).cookies)
    }
}

/// Puts a value where none is; PHP code that ran meanwhile may have been first.
unsafe fn keep(place: *mut Raw, value: Raw) {
    // SAFETY: the place is the object's; one of the two values goes.
    unsafe {
        if (*place).type_info == IS_UNDEF {
            *place = value;
        } else {
            value.release();
        }
    }
}

/// A text without its percent-encoding (RFC 3986, 2.1), as a string.
fn decoded(text: &[u8]) -> Raw {
    if !text.contains(&b'%') {
        return new_string(text);
    }
    let digit = |at: usize| {
        text.get(at).and_then(|&byte| char::from(byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
    };
    let pair = |at: usize| Some(digit(at + 1)? * 16 + digit(at + 2)?);
    let is_encoded = |at: usize| text.get(at) == Some(&b'%') && pair(at).is_some();
    let (mut at, mut length) = (0, 0);
    while at < text.len() {
        at += if is_encoded(at) { 3 } else { 1 };
        length += 1;
    }
    Raw::new_string(string::of_pieces(length, |give| {
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            match pair(at).filter(|_| byte == b'%') {
                Some(byte) => {
                    give(&[byte]);
                    at += 3;
                }
                None => {
                    give(&[byte]);
                    at += 1;
                }
            }
        }
    }))
}

/// `query()`.
pub unsafe extern "C" fn query(frame: Frame, result: Return) {
    // SAFETY: called by the engine for a method of the class; so are those below.
    unsafe { look_up(frame, result, query_of) };
}

/// `form()`.
pub unsafe extern "C" fn form(frame: Frame, result: Return) {
    // SAFETY: as above.
    unsafe { look_up(frame, result, form_of) };
}

/// `cookie()`.
pub unsafe extern "C" fn cookie(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as in header().
        let (mut name, mut default) = (ptr::null_mut::<zend_string>(), ptr::null_mut::<zend_string>());
        if parse!(frame, c"S|S!", &raw mut name, &raw mut default).is_none() {
            return;
        }
        let Some(table) = cookies_of(request(frame)) else { return };
        match Array(table.payload.array).get_key(string::bytes(name)) {
            Some(value) => {
                value.add_reference();
                give(result, value);
            }
            None if !default.is_null() => {
                string::add_reference(default);
                give(result, Raw::string(default));
            }
            None => {}
        }
    });
}

/// `cookies()`.
pub unsafe extern "C" fn cookies(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        if none(frame).is_none() {
            return;
        }
        if let Some(table) = cookies_of(request(frame)) {
            table.add_reference();
            give(result, table);
        }
    });
}

/// `getBody()`.
pub unsafe extern "C" fn get_body(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        if none(frame).is_some() {
            let body = (*request(frame)).body;
            body.add_reference();
            give(result, body);
        }
    });
}

/// `JSON_THROW_ON_ERROR` (ext/json/php_json.h).
pub const THROW_ON_ERROR: i64 = 1 << 22;

/// `json()`.
pub unsafe extern "C" fn json(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above; the body is held while it is read, since PHP code may run.
        let mut associative = true;
        if parse!(frame, c"|b", &raw mut associative).is_none() {
            return;
        }
        let body = (*request(frame)).body;
        body.add_reference();
        let mut arguments = [body, Raw::bool(associative), Raw::long(512), Raw::long(THROW_ON_ERROR)];
        let value = call_named("HighPerApp\\HighPer\\Native\\Json::decode", &mut arguments);
        body.let_go();
        if let Some(value) = value {
            give(result, value);
        }
    });
}

/// `attribute()`.
pub unsafe extern "C" fn attribute(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as in query().
        let given = Arguments::of(frame);
        let (mut name, mut default) = (
            given.zend_string(0).unwrap_or(ptr::null_mut()),
            given.value(1).map_or(ptr::null_mut(), <*const Raw>::cast_mut),
        );
        if (name.is_null() || !given.are_at_most(2)) && parse!(frame, c"S|z", &raw mut name, &raw mut default).is_none()
        {
            return;
        }
        let value = match Array((*request(frame)).attributes.payload.array).get_key(string::bytes(name)) {
            Some(value) => value,
            None if default.is_null() => return,
            None => (*default).dereferenced(),
        };
        value.add_reference();
        give(result, value);
    });
}

/// `attributes()`.
pub unsafe extern "C" fn attributes(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        if none(frame).is_some() {
            let attributes = (*request(frame)).attributes;
            attributes.add_reference();
            give(result, attributes);
        }
    });
}

/// The attributes of a clone of the object, to be changed, and the clone; `None` if an exception is on its way.
unsafe fn changed(frame: Frame) -> Option<(Raw, Array)> {
    // SAFETY: the class's objects can be cloned; the clone's array is separated before it is changed.
    unsafe {
        let clone = cloned(object(frame))?;
        let attributes = &raw mut (*Native::<Request>::of(clone)).value.attributes;
        Some((Raw::object(clone), Array::separate(attributes)))
    }
}

/// `withAttribute()`.
pub unsafe extern "C" fn with_attribute(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter.
        let (mut name, mut value) = (ptr::null_mut(), ptr::null_mut::<Raw>());
        if parse!(frame, c"Sz", &raw mut name, &raw mut value).is_none() {
            return;
        }
        let Some((clone, attributes)) = changed(frame) else { return };
        let value = (*value).dereferenced();
        value.add_reference();
        attributes.set_key(string::bytes(name), value);
        give(result, clone);
    });
}

/// `withAttributes()`.
pub unsafe extern "C" fn with_attributes(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: as above.
        let mut table = ptr::null_mut::<HashTable>();
        if parse!(frame, c"h", &raw mut table).is_none() {
            return;
        }
        let Some((clone, attributes)) = changed(frame) else { return };
        attributes.replace_with(Array(table));
        give(result, clone);
    });
}
