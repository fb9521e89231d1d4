//! Registers classes, interfaces, enums and functions from their declarations. Runs once, when the module starts; what it hands to the
//! engine lives as long as the process, which is why it is leaked here.

use super::declaration::{ConstantValue, Declaration, Kind, Method, Property};
use super::object::{Duplicated, Embedded, Traced, create, duplicate, trace};
use super::signature::{ACC_PUBLIC, Use, engine_type, entries, entry, leak};
use super::string::permanent;
use super::sys::{
    php_date_get_immutable_ce, php_json_exception_ce, php_json_serializable_ce, spl_ce_LogicException,
    spl_ce_RuntimeException, zend_add_attribute, zend_ce_aggregate, zend_ce_countable, zend_ce_iterator,
    zend_ce_stringable, zend_declare_typed_property, zend_enum_add_case_cstr, zend_register_functions,
};
use super::value::{IS_LONG, Raw};
use ext_php_rs::ffi::ZEND_ACC_NO_DYNAMIC_PROPERTIES;
use ext_php_rs::ffi::{
    _zend_class_entry__bindgen_ty_2, HashTable, ext_php_rs_compiler_globals, instanceof_function_slow,
    zend_ce_throwable, zend_class_entry, zend_declare_class_constant_ex, zend_do_implement_interface, zend_function,
    zend_hash_str_find, zend_object_handlers, zend_register_internal_class_ex, zend_register_internal_enum,
    zend_register_internal_interface,
};
use std::collections::HashMap;
use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, Ordering};

pub use super::signature::{Fault, Handler};

/// The place where a registered class is found again.
pub struct Class {
    entry: AtomicPtr<zend_class_entry>,
    /// What the engine does with its objects, if they carry a Rust value; filled at start-up, or with the first object.
    pub(super) handlers: OnceLock<Handlers>,
}

/// A class's handler table.
pub(super) struct Handlers(pub(super) zend_object_handlers);

// SAFETY: a table of function pointers and one offset, which OnceLock writes once and which is only read afterwards.
unsafe impl Send for Handlers {}
// SAFETY: as above.
unsafe impl Sync for Handlers {}

impl Class {
    pub const fn new() -> Self {
        Self { entry: AtomicPtr::new(ptr::null_mut()), handlers: OnceLock::new() }
    }

    /// The class; null before it is registered.
    #[inline(always)]
    pub fn get(&self) -> *mut zend_class_entry {
        self.entry.load(Ordering::Relaxed)
    }
}

// zend_compile.h
const ACC_PROTECTED: u32 = 1 << 1;
const ACC_FINAL: u32 = 1 << 5;
const ACC_READONLY: u32 = 1 << 7;
const ACC_NOT_SERIALIZABLE: u32 = 1 << 29;
const MODULE_PERSISTENT: c_int = 1;

// zend_attributes.h
const ATTRIBUTE_PERSISTENT: u32 = 1 << 0;

/// The parents that the package's classes have, apart from each other.
fn foreign_class(name: &str) -> Result<*mut zend_class_entry, Fault> {
    // SAFETY: the engine and its own extensions, which every build has, set these before they load a module.
    unsafe {
        match name {
            "Throwable" => Ok(zend_ce_throwable),
            "Stringable" => Ok(zend_ce_stringable),
            "Countable" => Ok(zend_ce_countable),
            "Iterator" => Ok(zend_ce_iterator),
            "IteratorAggregate" => Ok(zend_ce_aggregate),
            "JsonSerializable" => Ok(php_json_serializable_ce),
            "JsonException" => Ok(php_json_exception_ce),
            "DateTimeImmutable" => Ok(php_date_get_immutable_ce()),
            "LogicException" => Ok(spl_ce_LogicException),
            "RuntimeException" => Ok(spl_ce_RuntimeException),
            _ => Err(format!("{name}: unknown class")),
        }
    }
}

/// Registers classes one after another and knows those it has registered.
#[derive(Default)]
pub struct Registry {
    known: HashMap<String, *mut zend_class_entry>,
}

impl Registry {
    fn find(&self, name: &str) -> Result<*mut zend_class_entry, Fault> {
        self.known.get(name).copied().map_or_else(|| foreign_class(name), Ok)
    }

    /// Registers what a declaration declares. Every method needs a handler, and every handler a method; an interface has none.
    ///
    /// # Errors
    /// What is missing.
    pub fn register(
        &mut self,
        declaration: &Declaration,
        handlers: &[(&str, Handler)],
        place: &Class,
    ) -> Result<(), Fault> {
        let entries = entries(&declaration.methods, handlers, declaration.kind == Kind::Interface)?;
        let mut parent = ptr::null_mut();
        if declaration.kind == Kind::Class
            && let Some(name) = declaration.parents.first()
        {
            parent = self.find(name)?;
        }
        let name = leak(&declaration.name)?;
        // SAFETY: runs in module startup; a class entry may begin as zeros, as INIT_CLASS_ENTRY makes it.
        let class = unsafe {
            if declaration.kind == Kind::Enum {
                zend_register_internal_enum(name, u8::try_from(IS_LONG).unwrap_or(0), entries)
            } else {
                let mut draft: zend_class_entry = std::mem::zeroed();
                draft.name = permanent(&declaration.name);
                draft.info.internal.builtin_functions = entries;
                if declaration.kind == Kind::Interface {
                    zend_register_internal_interface(&raw mut draft)
                } else {
                    zend_register_internal_class_ex(&raw mut draft, parent)
                }
            }
        };
        self.known.insert(declaration.name.clone(), class);
        place.entry.store(class, Ordering::Relaxed);
        #[cfg(php84)]
        if !declaration.doc.is_empty() {
            // SAFETY: the class was just made and is an internal one.
            unsafe { (*class).doc_comment = permanent(&declaration.doc) };
        }
        let interfaces = declaration.interfaces.iter();
        let parents = declaration.parents.iter().filter(|_| declaration.kind == Kind::Interface);
        for interface in interfaces.chain(parents) {
            let interface = self.find(interface)?;
            // SAFETY: both are registered. A class with __toString() has Stringable already.
            unsafe {
                if !instanceof_function_slow(class, interface) {
                    zend_do_implement_interface(class, interface);
                }
            }
        }
        for method in &declaration.methods {
            // SAFETY: the class was just made, with these methods.
            unsafe { mark_sensitive(method, &raw mut (*class).function_table)? };
        }
        members(declaration, class)
    }

    /// Notes a class of the engine or its own extensions.
    ///
    /// # Errors
    /// If it is none of those known here.
    pub fn find_foreign(name: &str, place: &Class) -> Result<(), Fault> {
        place.entry.store(foreign_class(name)?, Ordering::Relaxed);
        Ok(())
    }

    /// Closes a class to subclasses.
    pub fn refuse_subclasses(&self, place: &Class) {
        // SAFETY: the class was just registered.
        unsafe { (*place.get()).ce_flags |= ACC_FINAL };
    }

    /// Makes serialize() and unserialize() refuse a class's objects.
    pub fn refuse_serialization(&self, place: &Class) {
        // SAFETY: the class was just registered.
        unsafe { (*place.get()).ce_flags |= ACC_NOT_SERIALIZABLE };
    }

    /// Lets a class's objects carry a native value that holds values of PHP; they can be cloned.
    pub fn embed<T: Duplicated>(&self, place: &Class) {
        duplicate::<T>();
        self.embed_plain::<T>(place);
    }

    /// Lets a class's objects carry a native value, and closes the class: no subclasses, no clones, no serialization, no properties.
    pub fn embed_closed<T: Embedded>(&self, place: &Class) {
        self.embed_plain::<T>(place);
        self.refuse_subclasses(place);
        self.refuse_serialization(place);
        // SAFETY: the class was just registered.
        unsafe { (*place.get()).ce_flags |= ZEND_ACC_NO_DYNAMIC_PROPERTIES };
    }

    /// As [`embed_closed`](Self::embed_closed), for values that hold values of PHP.
    pub fn embed_closed_traced<T: Traced>(&self, place: &Class) {
        trace::<T>();
        self.embed_closed::<T>(place);
    }

    fn embed_plain<T: Embedded>(&self, place: &Class) {
        // SAFETY: the class was just registered; nobody has made an object of it.
        unsafe {
            let class = place.get();
            (*class).__bindgen_anon_2 = _zend_class_entry__bindgen_ty_2 { create_object: Some(create::<T>) };
        }
    }
}

/// Keeps the values of a function's sensitive parameters out of backtraces.
///
/// # Safety
/// `functions` is the table in which the function is registered.
unsafe fn mark_sensitive(function: &Method, functions: *const HashTable) -> Result<(), Fault> {
    for (position, _) in (1..).zip(&function.parameters).filter(|(_, parameter)| parameter.is_sensitive) {
        let name = function.name.to_ascii_lowercase();
        // SAFETY: the table holds functions; the attribute lives as long as they do.
        unsafe {
            let found = zend_hash_str_find(functions, name.as_ptr().cast(), name.len());
            let Some(found) = found.as_ref() else { return Err(format!("{name}(): not registered")) };
            let registered: *mut zend_function = found.value.ptr.cast();
            zend_add_attribute(
                &raw mut (*registered).common.attributes,
                permanent("SensitiveParameter"),
                0,
                ATTRIBUTE_PERSISTENT,
                position,
                0,
            );
        }
    }
    Ok(())
}

fn members(declaration: &Declaration, class: *mut zend_class_entry) -> Result<(), Fault> {
    for constant in &declaration.constants {
        let mut value = match &constant.value {
            ConstantValue::Integer(value) => Raw::long(*value),
            // SAFETY: a permanent string is valid for good.
            ConstantValue::Text(text) => unsafe { Raw::string(permanent(text)) },
        };
        // SAFETY: the class is registered; the engine copies the value.
        unsafe {
            if declaration.kind == Kind::Enum {
                zend_enum_add_case_cstr(class, leak(&constant.name)?, (&raw mut value).cast());
            } else {
                let flags = c_int::try_from(ACC_PUBLIC).unwrap_or(0);
                let doc = if constant.doc.is_empty() { ptr::null_mut() } else { permanent(&constant.doc) };
                zend_declare_class_constant_ex(class, permanent(&constant.name), (&raw mut value).cast(), flags, doc);
            }
        }
    }
    for property in &declaration.properties {
        declare_property(property, class)?;
    }
    Ok(())
}

fn declare_property(property: &Property, class: *mut zend_class_entry) -> Result<(), Fault> {
    let mut default = match property.default.as_deref() {
        None => Raw::UNDEF,
        Some("null") => Raw::NULL,
        Some("0") => Raw::long(0),
        Some("[]") => Raw::empty_array(),
        // SAFETY: a permanent string is valid for good.
        Some("''") => unsafe { Raw::string(permanent("")) },
        Some(other) => return Err(format!("${}: the default {other} is not provided for", property.name)),
    };
    let flags = if property.is_public { ACC_PUBLIC } else { ACC_PROTECTED }
        | if property.is_readonly { ACC_READONLY } else { 0 };
    let doc = if property.doc.is_empty() { ptr::null_mut() } else { permanent(&property.doc) };
    // SAFETY: the class is registered; names, documentation and type live for good.
    unsafe {
        zend_declare_typed_property(
            class,
            permanent(&property.name),
            (&raw mut default).cast(),
            c_int::try_from(flags).unwrap_or(0),
            doc,
            engine_type(&property.type_name, Use::Property)?,
        );
    }
    Ok(())
}

/// Registers a function. On PHP 8.4 a frameless twin, unless it is null, is called where the compiler sees the function by its full name and with three
/// arguments; what is compiled so is set apart from what other processes compile.
///
/// # Errors
/// What is wrong with the declaration.
pub fn register_function(function: &Method, handler: Handler, frameless: *mut c_void) -> Result<(), Fault> {
    #[allow(unused_mut, reason = "written to on PHP 8.4 only")]
    let mut entry = entry(function, Some(handler), 0)?;
    #[cfg(php84)]
    if !frameless.is_null() {
        use ext_php_rs::ffi::zend_frameless_function_info;
        let infos = [
            zend_frameless_function_info { handler: frameless, num_args: 3 },
            zend_frameless_function_info { handler: ptr::null_mut(), num_args: 0 },
        ];
        entry.frameless_function_infos = Box::leak(Box::new(infos)).as_ptr();
    }
    #[cfg(not(php84))]
    let _ = frameless;
    // SAFETY: runs in module startup; an entry of zeros ends the table, which is leaked with what it points to.
    unsafe {
        let entries = Box::leak(Box::new([entry, std::mem::zeroed()]));
        zend_register_functions(ptr::null_mut(), entries.as_ptr(), ptr::null_mut(), MODULE_PERSISTENT);
        #[cfg(php84)]
        if !frameless.is_null() {
            super::file_cache::set_apart(&super::file_cache::frameless_number(frameless).to_le_bytes());
        }
        mark_sensitive(function, (*ext_php_rs_compiler_globals()).function_table)
    }
}
