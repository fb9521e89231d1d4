//! What the engine is told of functions: types, parameters, and entries that lead to handlers. It all lives as long as the process, and is leaked here.

use super::args::{Frame, Return};
use super::declaration::{Method, Parameter};
use super::string::permanent;
use super::value::{IS_ARRAY, IS_DOUBLE, IS_FALSE, IS_LONG, IS_NULL, IS_OBJECT, IS_RESOURCE, IS_STRING, IS_TRUE};
use ext_php_rs::ffi::{zend_function_entry, zend_internal_arg_info, zend_type};
use std::collections::HashMap;
use std::ffi::{CString, c_char, c_void};
use std::ptr;

/// A native method or function.
pub type Handler = unsafe extern "C" fn(Frame, Return);

// zend_compile.h
pub(super) const ACC_PUBLIC: u32 = 1 << 0;
const ACC_PRIVATE: u32 = 1 << 2;
const ACC_STATIC: u32 = 1 << 4;
const ACC_ABSTRACT: u32 = 1 << 6;

// zend_types.h
const NULLABLE: u32 = 1 << IS_NULL;
const ANY: u32 = (1 << (IS_RESOURCE + 1)) - (1 << IS_NULL);
const CALLABLE: u32 = 1 << 12;
const VOID: u32 = 1 << 14;
const STATIC: u32 = 1 << 15;
const LITERAL_NAME: u32 = 1 << 23;
const NAME: u32 = 1 << 24;

/// A fault in a declaration or its table of handlers; reported when the module starts, which then fails.
pub type Fault = String;

pub(super) fn leak(text: &str) -> Result<*const c_char, Fault> {
    CString::new(text).map(|text| text.into_raw().cast_const()).map_err(|error| format!("{text}: {error}"))
}

/// How the engine wants the class in a type: a C string in a signature, a zend_string in a property.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Signature,
    Property,
}

/// The engine's form of a PHP type.
pub(super) fn engine_type(type_name: &str, for_use: Use) -> Result<zend_type, Fault> {
    let (nullable, names) = match type_name.strip_prefix('?') {
        Some(name) => (NULLABLE, name),
        None => (0, type_name),
    };
    let mut result = zend_type { ptr: ptr::null_mut(), type_mask: nullable };
    let mut classes = Vec::new();
    for name in names.split('|').filter(|name| !name.is_empty()) {
        result.type_mask |= match name {
            "mixed" => ANY,
            "string" => 1 << IS_STRING,
            "int" => 1 << IS_LONG,
            "float" => 1 << IS_DOUBLE,
            "bool" => 1 << IS_FALSE | 1 << IS_TRUE,
            "false" => 1 << IS_FALSE,
            "array" => 1 << IS_ARRAY,
            "null" => NULLABLE,
            "object" => 1 << IS_OBJECT,
            "callable" => CALLABLE,
            "void" => VOID,
            "static" => STATIC,
            class => {
                classes.push(class);
                0
            }
        };
    }
    match (classes.as_slice(), for_use) {
        ([], _) => {}
        ([class], Use::Property) => {
            result.ptr = permanent(class).cast::<c_void>();
            result.type_mask |= NAME;
        }
        (_, Use::Property) => return Err(format!("{type_name}: more than one class in a property's type")),
        // The engine takes several apart itself (zend_register_functions()).
        (_, Use::Signature) => {
            result.ptr = leak(&classes.join("|"))?.cast_mut().cast::<c_void>();
            result.type_mask |= LITERAL_NAME;
        }
    }
    Ok(result)
}

fn argument(parameter: &Parameter) -> Result<zend_internal_arg_info, Fault> {
    Ok(zend_internal_arg_info {
        name: leak(&parameter.name)?,
        type_: engine_type(&parameter.type_name, Use::Signature)?,
        default_value: parameter.default.as_deref().map(leak).transpose()?.unwrap_or(ptr::null()),
    })
}

/// The engine's entry for a method or function.
pub(super) fn entry(method: &Method, handler: Option<Handler>, flags: u32) -> Result<zend_function_entry, Fault> {
    let required = method.parameters.iter().take_while(|parameter| parameter.default.is_none()).count();
    // The first element describes the function itself; its name field counts the required arguments (zend_API.h).
    let mut infos = vec![zend_internal_arg_info {
        name: ptr::without_provenance(required),
        type_: engine_type(method.return_type.as_deref().unwrap_or_default(), Use::Signature)?,
        default_value: ptr::null(),
    }];
    for parameter in &method.parameters {
        infos.push(argument(parameter)?);
    }
    let infos = Box::leak(infos.into_boxed_slice());
    // SAFETY: all fields of the entry may be zero.
    let mut entry: zend_function_entry = unsafe { std::mem::zeroed() };
    entry.fname = leak(&method.name)?;
    entry.handler = handler;
    entry.arg_info = infos.as_ptr();
    entry.num_args = u32::try_from(method.parameters.len()).map_err(|error| error.to_string())?;
    entry.flags = flags | if method.is_static { ACC_STATIC } else { 0 };
    #[cfg(php84)]
    if !method.doc.is_empty() {
        entry.doc_comment = leak(&method.doc)?;
    }
    Ok(entry)
}

pub(super) fn entries(
    methods: &[Method],
    handlers: &[(&str, Handler)],
    is_abstract: bool,
) -> Result<*const zend_function_entry, Fault> {
    let mut by_name: HashMap<&str, Handler> = handlers.iter().copied().collect();
    let mut entries = Vec::with_capacity(methods.len() + 1);
    for method in methods {
        let (handler, flags) = if is_abstract {
            (None, ACC_PUBLIC | ACC_ABSTRACT)
        } else {
            let handler =
                by_name.remove(method.name.as_str()).ok_or_else(|| format!("{}(): no handler", method.name))?;
            (Some(handler), if method.is_private { ACC_PRIVATE } else { ACC_PUBLIC })
        };
        entries.push(entry(method, handler, flags)?);
    }
    if let Some(name) = by_name.keys().next() {
        return Err(format!("{name}(): a handler without a declaration"));
    }
    // SAFETY: an entry of zeros ends the table.
    entries.push(unsafe { std::mem::zeroed() });
    Ok(Box::leak(entries.into_boxed_slice()).as_ptr())
}
