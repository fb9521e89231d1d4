//! `Router::routes()`, `toArray()` and `fromArray()`: routes as arrays, both ways.

use super::fault::Fault;
use super::state::{Router, trailing_slash};
use crate::zval::args::{Frame, Return, called_class, give, none, parse, this};
use crate::zval::array::{Array, Key, new_string};
use crate::zval::call::instantiate;
use crate::zval::guard::cold;
use crate::zval::object::Native;
use crate::zval::value::{IS_ARRAY, IS_FALSE, IS_NULL, IS_STRING, IS_TRUE, Raw};
use ext_php_rs::ffi::HashTable;
use highper_router::{Options, TrailingSlash};
use std::ptr;

const KEYS: [&str; 6] = ["methods", "pattern", "handler", "name", "middleware", "host"];

impl Router {
    fn definition(&mut self, position: usize) -> Raw {
        let (handler, middleware) = (self.handler(position), self.middleware(position));
        // SAFETY: the router keeps both alive; the array gets references of its own.
        unsafe {
            handler.add_reference();
            middleware.add_reference();
        }
        let entry = Array::new(KEYS.len());
        entry.set("methods", self.method_list(position));
        let Some(route) = self.table.routes().get(position) else { return entry.value() };
        entry.set("pattern", new_string(route.pattern()));
        entry.set("handler", handler);
        entry.set("name", route.name().map_or(Raw::NULL, new_string));
        entry.set("middleware", middleware);
        entry.set("host", route.host().map_or(Raw::NULL, new_string));
        entry.value()
    }

    fn definitions(&mut self) -> Raw {
        let count = self.table.routes().len();
        if count == 0 {
            return Raw::empty_array();
        }
        let list = Array::new(count);
        for position in 0..count {
            list.push(self.definition(position));
        }
        list.value()
    }
}

/// `routes()`.
pub unsafe extern "C" fn routes(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some() {
            give(result, this::<Router>(frame).definitions());
        }
    });
}

/// `toArray()`.
pub unsafe extern "C" fn to_array(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_none() {
            return;
        }
        let router = this::<Router>(frame);
        let given = router.table.options();
        let policy: &[u8] = match given.trailing_slash {
            TrailingSlash::Strict => b"strict",
            TrailingSlash::Ignore => b"ignore",
            TrailingSlash::Redirect => b"redirect",
        };
        let options = Array::new(4);
        options.set("trailingSlash", new_string(policy));
        options.set("caseSensitive", Raw::bool(given.case_sensitive));
        options.set("headFallback", Raw::bool(given.head_fallback));
        options.set("autoOptions", Raw::bool(given.auto_options));
        let table = Array::new(2);
        table.set("options", options.value());
        table.set("routes", router.definitions());
        give(result, table.value());
    });
}

/// `fromArray()`.
pub unsafe extern "C" fn from_array(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: one place for the parameter; the object is new and the result's.
        let mut table = ptr::null_mut::<HashTable>();
        if parse!(frame, c"h", &raw mut table).is_none() {
            return;
        }
        let Some(object) = instantiate(called_class(frame)) else { return };
        let filled = (*Native::<Router>::of(object)).value.load(Array(table));
        match filled {
            Ok(()) => give(result, Raw::object(object)),
            Err(fault) => {
                fault.throw();
                Raw::object(object).release();
            }
        }
    });
}

impl Router {
    fn load(&mut self, table: Array) -> Result<(), Fault> {
        let (options, list) = (table.get("options"), table.get("routes"));
        if let Some(options) = options.filter(|options| options.kind() != IS_NULL) {
            self.set_options(read_options(options)?)?;
        }
        let routes = match (options, list) {
            (_, Some(list)) => array_of(list),
            (Some(_), None) => return Ok(()),
            (None, None) => Some(table),
        };
        let routes = routes.ok_or_else(|| Fault::bad_definition(0, "give methods, pattern and handler"))?;
        for (index, (_, definition)) in routes.iter().enumerate() {
            self.add_definition(index, definition)?;
        }
        Ok(())
    }

    fn add_definition(&mut self, index: usize, definition: Raw) -> Result<(), Fault> {
        let bad = |hint: &str| Fault::bad_definition(index, hint);
        let mut fields = [None; KEYS.len()];
        let array = array_of(definition).ok_or_else(|| bad("give methods, pattern and handler"))?;
        for (key, value) in array.iter() {
            let position = match key {
                Key::Index(position) => usize::try_from(position).ok().filter(|&position| position < KEYS.len()),
                Key::Name(name) => KEYS.iter().position(|key| key.as_bytes() == name),
            };
            let place = position.and_then(|position| fields.get_mut(position));
            match (place, key) {
                (Some(place), _) => *place = Some(value),
                (None, Key::Index(index)) => return Err(bad(&format!("unknown key '{}'", index as i64))),
                (None, Key::Name(name)) => {
                    return Err(Fault::bad_definition(index, [b"unknown key '", name, b"'"].concat()));
                }
            }
        }
        let [Some(methods), Some(pattern), Some(handler), name, middleware, host] = fields else {
            return Err(bad("give methods, pattern and handler"));
        };
        let methods = texts(methods).ok_or_else(|| bad("methods is a string or a list of strings"))?;
        let pattern = text(pattern).ok_or_else(|| bad("pattern is a string"))?;
        let name = optional_text(name).ok_or_else(|| bad("name is a string or null"))?;
        let middleware = match middleware {
            None => None,
            Some(value) => {
                Some(array_of(value).filter(|list| list.is_list()).ok_or_else(|| bad("middleware is a list"))?)
            }
        };
        let host = optional_text(host).ok_or_else(|| bad("host is a string or null"))?;
        self.add(&methods, pattern, name, host, handler, middleware)
    }
}

/// The bytes of a string that an argument holds.
fn text<'a>(value: Raw) -> Option<&'a [u8]> {
    // SAFETY: what is read here stands in an argument of the running call, and nothing runs that could change it.
    (value.kind() == IS_STRING).then(|| unsafe { value.bytes() })
}

/// `None` for what is neither a string nor null nor absent.
fn optional_text<'a>(value: Option<Raw>) -> Option<Option<&'a [u8]>> {
    match value {
        None => Some(None),
        Some(value) if value.kind() == IS_NULL => Some(None),
        Some(value) => text(value).map(Some),
    }
}

fn array_of(value: Raw) -> Option<Array> {
    // SAFETY: the type says which field counts.
    (value.kind() == IS_ARRAY).then_some(Array(unsafe { value.payload.array }))
}

fn texts<'a>(value: Raw) -> Option<Vec<&'a [u8]>> {
    match array_of(value) {
        Some(list) => list.iter().map(|(_, item)| text(item)).collect(),
        None => text(value).map(|text| vec![text]),
    }
}

fn read_options(options: Raw) -> Result<Options, Fault> {
    let mut read = Options::default();
    // SAFETY: the value stands in an argument of the running call.
    let type_name = |value: Raw| unsafe { value.type_name() };
    let array = array_of(options).ok_or_else(|| Fault::bad_option("options", &type_name(options), "pass an array"))?;
    for (key, value) in array.iter() {
        let name = match key {
            Key::Name(name) => name.to_vec(),
            Key::Index(index) => (index as i64).to_string().into(),
        };
        let place = match name.as_slice() {
            b"trailingSlash" => {
                let policy = text(value)
                    .ok_or_else(|| Fault::bad_option("trailingSlash", &type_name(value), "pass a string"))?;
                read.trailing_slash = trailing_slash(policy)?;
                continue;
            }
            b"caseSensitive" => ("caseSensitive", &mut read.case_sensitive),
            b"headFallback" => ("headFallback", &mut read.head_fallback),
            b"autoOptions" => ("autoOptions", &mut read.auto_options),
            unknown => return Err(Fault::unknown_option(unknown)),
        };
        *place.1 = match value.kind() {
            IS_TRUE => true,
            IS_FALSE => false,
            _ => return Err(Fault::bad_option(place.0, &type_name(value), "pass a boolean")),
        };
    }
    Ok(read)
}
