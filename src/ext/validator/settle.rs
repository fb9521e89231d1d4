//! The rules that `compile()` is given, made still before anything of Rust's is made of them. What may run PHP code is done here, with nothing but
//! PHP's own memory: that code may change what is behind references, suspend its fiber, or not come back.

use super::definition::{is_stringable, type_name};
use super::fault::Fault;
use crate::zval::array::{Array, Key, without_references};
use crate::zval::call::{call_static, class_of_name, has_exception};
use crate::zval::object_data::{backing_value, is_enum};
use crate::zval::sys::zval_try_get_string_func;
use crate::zval::value::{IS_ARRAY, IS_STRING, IS_TRUE, IS_UNDEF, Raw};
use ext_php_rs::ffi::{HashTable, zend_is_callable};
use highper_validator::RuleSource;
use std::ptr;

/// Arrays within arrays that are looked into: as many as definitions have that are not refused for their depth.
const MAX_DEPTH: usize = 18;

/// Rules and callbacks in arrays without references and without objects that convert to strings. Owned; what a bailout leaves of it goes with the
/// request.
#[derive(Clone, Copy)]
pub struct Settled {
    pub rules: Raw,
    pub custom: Raw,
    /// The values of the enumerations that the rules name, by the name as it was written; `null` where there is none of that name.
    pub enumerations: Raw,
}

/// A rule of the caller's as it is given: what is to be called, and whether it is implicit.
///
/// # Safety
/// The value is alive.
pub unsafe fn custom(value: Raw) -> (Raw, bool) {
    // SAFETY: as promised.
    unsafe {
        if value.kind() == IS_ARRAY
            && let Some(callback) = Array(value.payload.array).get("callback")
        {
            let implicit = Array(value.payload.array).get("implicit");
            return (callback, implicit.is_some_and(|implicit| implicit.kind() == IS_TRUE));
        }
    }
    (value, false)
}

impl Settled {
    /// Takes the rules and the callbacks, null if there are none. `None` if an exception is on its way.
    ///
    /// # Safety
    /// The arrays are alive.
    pub unsafe fn of(rules: *mut HashTable, custom: *mut HashTable) -> Option<Self> {
        // SAFETY: as promised; the copies are ours.
        unsafe {
            let [rules, custom] = [rules, custom].map(|table| {
                if table.is_null() {
                    Raw::empty_array()
                } else {
                    without_references(Raw::shared_array(table), MAX_DEPTH)
                }
            });
            let mut settled = Self { rules, custom, enumerations: Array::new(0).value() };
            if !are_callable(Array(custom.payload.array)) {
                settled.release();
                return None;
            }
            match each(rules, &|value, _| rules_of(value, 1)) {
                Some(rules) => {
                    settled.rules.release();
                    settled.rules = rules;
                    Some(settled)
                }
                None => {
                    settled.release();
                    None
                }
            }
        }
    }

    /// Notes the values of an enumeration, loaded if need be. `None` if an exception is on its way.
    ///
    /// # Safety
    /// What was settled is alive.
    pub unsafe fn look_up(self, name: Raw) -> Option<()> {
        // SAFETY: the answers are ours.
        unsafe {
            let found = class_of_name(name);
            if has_exception() {
                return None;
            }
            let found = found.filter(|&found| is_enum(found) && (*found).enum_backing_type != IS_UNDEF);
            let cases = match found {
                Some(found) => call_static(found, "cases")?,
                None => Raw::NULL,
            };
            let values = if cases.kind() == IS_ARRAY {
                let values = Array::new(Array(cases.payload.array).len());
                for (_, case) in Array(cases.payload.array).iter() {
                    if let Some(value) = backing_value(case) {
                        value.add_reference();
                        values.push(value);
                    }
                }
                values.value()
            } else {
                Raw::NULL
            };
            cases.release();
            Array(self.enumerations.payload.array).set_bytes(name.bytes(), values);
            Some(())
        }
    }

    /// Lets go of everything.
    ///
    /// # Safety
    /// Nobody looks at it afterwards.
    pub unsafe fn release(self) {
        for value in [self.rules, self.custom, self.enumerations] {
            // SAFETY: ours.
            unsafe { value.release() };
        }
    }
}

/// Whether every rule of the caller's can be called; throws for the first that cannot.
unsafe fn are_callable(customs: Array) -> bool {
    // SAFETY: the array is ours, and no PHP code can reach it.
    unsafe {
        for (name, value) in customs.iter() {
            let (mut callback, _) = custom(value);
            let is_callable = zend_is_callable((&raw mut callback).cast(), 0, ptr::null_mut());
            if has_exception() {
                return false;
            }
            if !is_callable {
                let name = match name {
                    Key::Index(index) => index.cast_signed().to_string().into_bytes(),
                    Key::Name(name) => name.to_vec(),
                };
                Fault::bad_custom(&name, &type_name(value)).throw();
                return false;
            }
        }
    }
    true
}

/// A copy of an array with other values; owned. `None` if an exception is on its way.
unsafe fn each(array: Raw, make: &dyn Fn(Raw, usize) -> Option<Raw>) -> Option<Raw> {
    // SAFETY: the array is ours, and no PHP code can reach it.
    unsafe {
        let array = Array(array.payload.array);
        let copy = Array::new(array.len());
        for (position, (key, value)) in array.iter().enumerate() {
            let Some(value) = make(value, position) else {
                copy.value().release();
                return None;
            };
            match key {
                Key::Index(index) => copy.set_index(index, value),
                Key::Name(name) => copy.set_bytes(name, value),
            }
        }
        Some(copy.value())
    }
}

/// The rules of a field, or of an alternative. An object is one rule, which a text need not be.
unsafe fn rules_of(value: Raw, depth: usize) -> Option<Raw> {
    // SAFETY: the value is alive.
    unsafe {
        if value.kind() == IS_ARRAY && depth < MAX_DEPTH {
            return each(value, &|rule, _| rule_of(rule, depth + 1));
        }
        if !is_stringable(value) {
            value.add_reference();
            return Some(value);
        }
        let rules = Array::new(1);
        match text_of(value) {
            Some(text) => {
                rules.push(text);
                Some(rules.value())
            }
            None => {
                rules.value().release();
                None
            }
        }
    }
}

/// A rule: a text, or an array of its name and its parameters.
unsafe fn rule_of(value: Raw, depth: usize) -> Option<Raw> {
    // SAFETY: the value is alive.
    unsafe {
        if value.kind() != IS_ARRAY || depth >= MAX_DEPTH {
            return text_of(value);
        }
        let name = Array(value.payload.array).iter().next().map(|(_, name)| name);
        let has_alternatives = name.is_some_and(|name| name.kind() == IS_STRING && RuleSource::is_any_of(name.bytes()));
        each(value, &|part, position| {
            if position == 0 {
                part.add_reference();
                return Some(part);
            }
            if has_alternatives {
                return rules_of(part, depth + 1);
            }
            if part.kind() == IS_ARRAY {
                return each(part, &|part, _| text_of(part));
            }
            text_of(part)
        })
    }
}

/// An object that converts to a string as that string, anything else as it is; owned.
unsafe fn text_of(mut value: Raw) -> Option<Raw> {
    // SAFETY: the value is alive; the string is ours.
    unsafe {
        if !is_stringable(value) {
            value.add_reference();
            return Some(value);
        }
        let text = zval_try_get_string_func((&raw mut value).cast());
        (!text.is_null()).then(|| Raw::string(text))
    }
}

/// The values of an enumeration as they were noted, not owned; `None` if nobody has looked it up.
pub fn noted(enumerations: Raw, name: &[u8]) -> Option<Raw> {
    // SAFETY: an array that is settled.
    let mut all = Array(unsafe { enumerations.payload.array }).iter();
    all.find_map(|(key, values)| matches!(key, Key::Name(key) if key == name).then_some(values))
}
