//! What `compile()` is given, read from PHP's arrays into the engine's notation. No PHP code runs meanwhile: rules and callbacks are settled.

use super::fault::Fault;
use super::settle;
use crate::zval::array::{Array, Key};
use crate::zval::guard::kept;
use crate::zval::object_data::{backing_value, class_of, is_a, is_enum};
use crate::zval::string;
use crate::zval::sys::{zend_ce_closure, zend_ce_stringable, zval_try_get_string_func};
use crate::zval::value::{IS_ARRAY, IS_DOUBLE, IS_FALSE, IS_LONG, IS_NULL, IS_OBJECT, IS_STRING, IS_TRUE, Raw};
use highper_validator::RuleSource;

/// Arrays within arrays: of messages, and of `any_of`. An array may hold itself.
const MAX_DEPTH: usize = 8;

/// A rule as it was written.
#[derive(Debug)]
pub enum Rule {
    Piped(Vec<u8>),
    Text(Vec<u8>),
    Parts(Vec<u8>, Vec<Box<[u8]>>),
    Closure(u32),
    AnyOf(Vec<Vec<Rule>>),
}

impl Rule {
    /// The rule as the engine takes it.
    pub fn source(&self) -> RuleSource<'_> {
        match self {
            Self::Piped(text) => RuleSource::Piped(text),
            Self::Text(text) => RuleSource::Text(text),
            Self::Parts(name, parameters) => RuleSource::Parts(name, parameters.clone()),
            Self::Closure(number) => RuleSource::Closure(*number),
            Self::AnyOf(lists) => {
                RuleSource::AnyOf(lists.iter().map(|list| list.iter().map(Self::source).collect()).collect())
            }
        }
    }
}

/// What a callable is.
#[derive(Debug)]
pub enum Kind {
    /// A rule itself.
    Closure,
    /// What stands behind the rules of a name.
    Callback(Vec<u8>),
}

/// A rule of the caller's.
#[derive(Debug)]
pub struct Custom {
    pub name: Vec<u8>,
    pub is_implicit: bool,
    pub callback: u32,
}

/// Everything that `compile()` was given.
#[derive(Default)]
pub struct Definition {
    pub fields: Vec<(Vec<u8>, Vec<Rule>)>,
    pub customs: Vec<Custom>,
    /// Closures and callbacks by their numbers; borrowed from what was settled.
    pub callables: Vec<Raw>,
    /// For each callable what it is.
    pub kinds: Vec<Kind>,
    /// Templates by keys, flat.
    pub messages: Vec<(Vec<u8>, Vec<u8>)>,
    pub attributes: Vec<(Vec<u8>, Vec<u8>)>,
    pub language: Option<Vec<u8>>,
}

fn key_text(key: Key<'_>) -> Vec<u8> {
    match key {
        Key::Index(index) => index.cast_signed().to_string().into(),
        Key::Name(name) => name.into(),
    }
}

/// A key of an array within an array.
fn joined(prefix: &[u8], depth: usize, key: Vec<u8>) -> Vec<u8> {
    if depth == 0 { key } else { [prefix, b".", &key].concat() }
}

/// A string or a number as text, as PHP converts it.
///
/// # Safety
/// The value is alive, and no object.
pub unsafe fn to_text(mut value: Raw) -> Option<Vec<u8>> {
    // SAFETY: the value is alive; the string is ours.
    unsafe {
        let text = zval_try_get_string_func((&raw mut value).cast());
        if text.is_null() {
            return None;
        }
        let bytes = string::bytes(text).to_vec();
        string::release(text);
        Some(bytes)
    }
}

unsafe fn is_closure(value: Raw) -> bool {
    // SAFETY: the value is alive.
    unsafe { value.kind() == IS_OBJECT && class_of(value) == zend_ce_closure }
}

/// Whether a value is an object that converts to a string.
///
/// # Safety
/// The value is alive.
pub unsafe fn is_stringable(value: Raw) -> bool {
    // SAFETY: the value is alive.
    unsafe { value.kind() == IS_OBJECT && is_a(class_of(value), zend_ce_stringable) }
}

/// The type as get_debug_type() says it.
///
/// # Safety
/// The value is alive.
pub unsafe fn type_name(value: Raw) -> Vec<u8> {
    // SAFETY: the value is alive.
    unsafe { value.resource_type().unwrap_or_else(|| value.type_name()) }
}

impl Definition {
    /// Reads the arguments of `compile()`.
    ///
    /// # Errors
    /// What is not of the shape that it takes.
    ///
    /// # Safety
    /// The arrays are alive until the definition is used up, and nobody changes them.
    pub unsafe fn read(rules: Array, messages: Array, attributes: Array, custom: Array) -> Result<Self, Fault> {
        let mut definition = kept(Self::default());
        // SAFETY: as promised.
        unsafe {
            for (key, value) in custom.iter() {
                definition.read_custom(&key_text(key), value);
            }
            for (key, value) in rules.iter() {
                let field = key_text(key);
                let rules = definition.read_rules(&field, value, 0)?;
                definition.fields.push((field, rules));
            }
            definition.read_messages(&[], messages, 0)?;
            definition.read_attributes(&[], attributes, 0)?;
        }
        Ok(std::mem::take(&mut *definition))
    }

    fn add_callable(&mut self, callable: Raw, kind: Kind) -> u32 {
        self.callables.push(callable);
        self.kinds.push(kind);
        u32::try_from(self.callables.len() - 1).unwrap_or(u32::MAX)
    }

    unsafe fn read_custom(&mut self, name: &[u8], value: Raw) {
        // SAFETY: the value is alive.
        let (callback, is_implicit) = unsafe { settle::custom(value) };
        let callback = self.add_callable(callback, Kind::Callback(name.into()));
        self.customs.push(Custom { name: name.into(), is_implicit, callback });
    }

    /// The rules of a field, or of an alternative.
    unsafe fn read_rules(&mut self, field: &[u8], value: Raw, depth: usize) -> Result<Vec<Rule>, Fault> {
        // SAFETY: the value is alive.
        unsafe {
            match value.kind() {
                IS_STRING => Ok(vec![Rule::Piped(value.bytes().into())]),
                IS_ARRAY => {
                    let mut rules = Vec::new();
                    for (_, rule) in Array(value.payload.array).iter() {
                        rules.push(self.read_rule(field, rule, depth)?);
                    }
                    Ok(rules)
                }
                _ if is_closure(value) => Ok(vec![self.read_rule(field, value, depth)?]),
                _ => Err(Fault::bad_rules(field, &type_name(value))),
            }
        }
    }

    unsafe fn read_rule(&mut self, field: &[u8], value: Raw, depth: usize) -> Result<Rule, Fault> {
        // SAFETY: the value is alive.
        unsafe {
            match value.kind() {
                IS_STRING => Ok(Rule::Text(value.bytes().into())),
                IS_ARRAY if depth < MAX_DEPTH => self.read_parts(field, Array(value.payload.array), depth + 1),
                _ if is_closure(value) => Ok(Rule::Closure(self.add_callable(value, Kind::Closure))),
                _ => Err(Fault::bad_rule(field, &type_name(value))),
            }
        }
    }

    /// A rule as an array of its name and its parameters.
    unsafe fn read_parts(&mut self, field: &[u8], parts: Array, depth: usize) -> Result<Rule, Fault> {
        // SAFETY: the values are alive.
        unsafe {
            let mut values = parts.iter().map(|(_, value)| value);
            let name = values.next().filter(|name| name.kind() == IS_STRING && !name.bytes().trim_ascii().is_empty());
            let name = name.ok_or_else(|| Fault::nameless(field))?.bytes();
            if RuleSource::is_any_of(name) {
                let mut lists = Vec::new();
                for value in values {
                    lists.push(self.read_rules(field, value, depth)?);
                }
                return Ok(Rule::AnyOf(lists));
            }
            let mut parameters = Vec::new();
            for value in values {
                if value.kind() == IS_ARRAY {
                    for (_, inner) in Array(value.payload.array).iter() {
                        parameters.push(parameter(field, inner)?);
                    }
                } else {
                    parameters.push(parameter(field, value)?);
                }
            }
            Ok(Rule::Parts(name.into(), parameters))
        }
    }

    /// Names of fields, flat: the keys of arrays within arrays are joined by dots.
    unsafe fn read_attributes(&mut self, prefix: &[u8], attributes: Array, depth: usize) -> Result<(), Fault> {
        for (key, value) in attributes.iter() {
            let key = joined(prefix, depth, key_text(key));
            // SAFETY: the values are alive.
            unsafe {
                match value.kind() {
                    IS_STRING => self.attributes.push((key, value.bytes().into())),
                    IS_ARRAY if depth < MAX_DEPTH => {
                        self.read_attributes(&key, Array(value.payload.array), depth + 1)?
                    }
                    _ => return Err(Fault::bad_text("attribute", &key, "a string", &type_name(value))),
                }
            }
        }
        Ok(())
    }

    /// Templates, flat: the keys of arrays within arrays are joined by dots.
    unsafe fn read_messages(&mut self, prefix: &[u8], messages: Array, depth: usize) -> Result<(), Fault> {
        for (key, value) in messages.iter() {
            let key = joined(prefix, depth, key_text(key));
            // SAFETY: the values are alive.
            unsafe {
                match value.kind() {
                    IS_STRING if key == b"@language" => self.language = Some(value.bytes().into()),
                    _ if key == b"@language" => {
                        return Err(Fault::bad_text("message", &key, "a string", &type_name(value)));
                    }
                    IS_STRING => self.messages.push((key, value.bytes().into())),
                    IS_ARRAY if depth < MAX_DEPTH => self.read_messages(&key, Array(value.payload.array), depth + 1)?,
                    _ => return Err(Fault::bad_text("message", &key, "a string or an array", &type_name(value))),
                }
            }
        }
        Ok(())
    }
}

/// A parameter as text.
unsafe fn parameter(field: &[u8], value: Raw) -> Result<Box<[u8]>, Fault> {
    // SAFETY: the value is alive.
    unsafe {
        match value.kind() {
            IS_STRING => Ok(value.bytes().into()),
            IS_LONG | IS_DOUBLE => Ok(to_text(value).ok_or(Fault::Thrown)?.into()),
            IS_TRUE => Ok((*b"true").into()),
            IS_FALSE => Ok((*b"false").into()),
            IS_NULL => Ok((*b"NULL").into()),
            IS_OBJECT if is_enum(class_of(value)) => match backing_value(value) {
                Some(backing) => Ok(to_text(backing).ok_or(Fault::Thrown)?.into()),
                None => Err(Fault::bad_rule(field, &type_name(value))),
            },
            _ => Err(Fault::bad_rule(field, &type_name(value))),
        }
    }
}
