//! `Router::url()`: turns PHP values into the bytes that the engine builds from.

use super::fault::Fault;
use super::state::Router;
use crate::zval::args::{Frame, Return, bytes, give, parse, this};
use crate::zval::array::{Array, Key, new_string};
use crate::zval::call::{call_named, has_exception};
use crate::zval::guard::{cold, kept};
use crate::zval::sys::zval_try_get_string_func;
use crate::zval::value::{IS_LONG, IS_OBJECT, IS_STRING, Raw};
use ext_php_rs::ffi::{HashTable, instanceof_function_slow, zend_ce_stringable};
use highper_router::{ParameterFault, RouteError, RouteErrorKind};
use std::ptr;

const ACC_ENUM: u32 = 1 << 28; // zend_compile.h
/// The most parameters that are read without a copy.
const PLAIN: usize = 8;
const PHP_QUERY_RFC3986: i64 = 2; // ext/standard/url.h

/// What a parameter's value is as text, owned; `None` if it cannot be one or an exception was thrown.
unsafe fn text_of(value: Raw) -> Option<Raw> {
    // SAFETY: the value is alive. The case of a backed enum has its value in the second property (Zend/zend_enum.h).
    unsafe {
        match value.kind() {
            IS_STRING => {
                value.add_reference();
                Some(value)
            }
            IS_LONG => {
                let mut value = value;
                Some(Raw::string(zval_try_get_string_func((&raw mut value).cast())))
            }
            IS_OBJECT => {
                let object = value.payload.object;
                let class = (*object).ce;
                if (*class).ce_flags & ACC_ENUM != 0 {
                    let case = (&raw const (*object).properties_table).cast::<Raw>();
                    return if (*class).enum_backing_type != 0 { text_of(case.add(1).read()) } else { None };
                }
                if !instanceof_function_slow(class, zend_ce_stringable) {
                    return None;
                }
                let mut value = value;
                let text = zval_try_get_string_func((&raw mut value).cast());
                (!text.is_null()).then(|| Raw::string(text))
            }
            _ => None,
        }
    }
}

/// The parameters with their values as texts, in an array of PHP's: a Stringable may do anything, never come back included, and what is
/// PHP's is not lost then. `None` if an exception was thrown.
unsafe fn texts(params: Option<Array>, route: &[u8]) -> Option<Array> {
    let texts = Array::new(params.map_or(0, Array::len));
    for (key, value) in params.into_iter().flat_map(Array::iter) {
        let mut digits = DecimalKey::default();
        let name = match key {
            Key::Name(name) => name,
            Key::Index(index) => digits.write(index as i64),
        };
        // SAFETY: the value is an element of an argument, which a Stringable cannot change.
        match unsafe { text_of(value) } {
            Some(text) => texts.set_bytes(name, text),
            None => {
                if !has_exception() {
                    // SAFETY: as above.
                    let type_name = unsafe { value.type_name() };
                    let fault = ParameterFault::Type(type_name.into());
                    let kind = RouteErrorKind::BadParameter { name: name.into(), route: route.into(), fault };
                    Fault::from(RouteError::from(kind)).throw();
                }
                // SAFETY: the array is ours.
                unsafe { texts.value().release() };
                return None;
            }
        }
    }
    Some(texts)
}

/// Room for an integer in decimal digits.
#[derive(Default)]
struct DecimalKey([u8; 20]);

impl DecimalKey {
    fn write(&mut self, number: i64) -> &[u8] {
        let mut room = &mut self.0[..];
        // The longest of them, i64::MIN, fits.
        let _ = std::io::Write::write_fmt(&mut room, format_args!("{number}"));
        let left = room.len();
        &self.0[..self.0.len() - left]
    }
}

/// `url()`.
pub unsafe extern "C" fn url(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: one place for each parameter; nothing of Rust's is held while a Stringable or http_build_query() runs.
        let mut name = ptr::null_mut();
        let (mut params, mut query) = (ptr::null_mut::<HashTable>(), ptr::null_mut::<Raw>());
        if parse!(frame, c"S|ha", &raw mut name, &raw mut params, &raw mut query).is_none() {
            return;
        }
        let params = (!params.is_null()).then_some(Array(params));
        let name = bytes(name);
        let plain = build_plain(this::<Router>(frame), name, params);
        let Some(url) = plain.or_else(|| build_any(frame, name, params)) else { return };
        if query.is_null() || Array((*query).payload.array).len() == 0 {
            return give(result, url);
        }
        let Some(query) = query_text(*query) else { return url.release() };
        if query.bytes().is_empty() {
            query.release();
            return give(result, url);
        }
        let whole = kept([url.bytes(), b"?", query.bytes()].concat());
        give(result, new_string(&whole));
        url.release();
        query.release();
    });
}

/// The path as an owned string, where each parameter is a string or an integer under a name and nothing is wrong: then nothing of PHP's runs, and what is
/// given is read where it is. `None` is no answer yet.
unsafe fn build_plain(router: &Router, name: &[u8], params: Option<Array>) -> Option<Raw> {
    let mut numbers: [DecimalKey; PLAIN] = Default::default();
    let mut room: [(&[u8], &[u8]); PLAIN] = [(&[], &[]); PLAIN];
    let given = room.get_mut(..params.map_or(0, Array::len))?;
    let entries = params.into_iter().flat_map(Array::iter);
    for ((place, digits), (key, value)) in given.iter_mut().zip(&mut numbers).zip(entries) {
        let Key::Name(name) = key else { return None };
        // SAFETY: the value is an element of an argument, whose kind says what it holds.
        let text = unsafe {
            match value.kind() {
                IS_STRING => value.bytes(),
                IS_LONG => digits.write(value.payload.long),
                _ => return None,
            }
        };
        *place = (name, text);
    }
    router.table.url(name, given).ok().map(|url| new_string(&kept(url)))
}

/// The path as an owned string, whatever the parameters are; `None` if an exception was thrown.
unsafe fn build_any(frame: Frame, name: &[u8], params: Option<Array>) -> Option<Raw> {
    // SAFETY: the parameters are an argument of the running call; the texts are ours. The router is not borrowed before every Stringable has
    // run, for one may add routes.
    unsafe {
        let texts = texts(params, name)?;
        let built = build(this::<Router>(frame), name, texts);
        texts.value().release();
        built
    }
}

/// The path as an owned string; `None` if an exception was thrown.
unsafe fn build(router: &Router, name: &[u8], texts: Array) -> Option<Raw> {
    let given = texts.iter().map(|(key, text)| match key {
        // SAFETY: the array holds nothing but strings under names.
        Key::Name(name) => (name, unsafe { text.bytes() }),
        Key::Index(_) => (&[][..], &[][..]),
    });
    match router.table.url(name, &given.collect::<Vec<_>>()) {
        Ok(url) => Some(new_string(&kept(url))),
        Err(error) => {
            Fault::from(error).throw();
            None
        }
    }
}

/// The query string of an array, as http_build_query() makes it; `None` if an exception was thrown.
unsafe fn query_text(query: Raw) -> Option<Raw> {
    // SAFETY: the array is an argument of the running call.
    unsafe {
        let separator = new_string(b"&");
        let text =
            call_named("http_build_query", &mut [query, new_string(b""), separator, Raw::long(PHP_QUERY_RFC3986)]);
        separator.release();
        text.filter(|text| text.kind() == IS_STRING)
    }
}
