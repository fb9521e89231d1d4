//! The parts of the Zend API that the bindings of ext-php-rs leave out. Signatures are those of PHP 8.3 and 8.4's headers.

use ext_php_rs::ffi::{HashTable, zend_class_entry, zend_function_entry, zend_object, zend_string, zend_type, zval};
use std::ffi::{c_char, c_int, c_void};

unsafe extern "C" {
    // Zend/zend_API.h
    pub fn zend_parse_parameters(num_args: u32, type_spec: *const c_char, ...) -> c_int;
    pub fn zend_argument_type_error(arg_num: u32, format: *const c_char, ...);
    pub fn zend_register_functions(
        scope: *mut zend_class_entry,
        functions: *const zend_function_entry,
        function_table: *mut HashTable,
        type_: c_int,
    ) -> c_int;
    pub fn zend_declare_typed_property(
        ce: *mut zend_class_entry,
        name: *mut zend_string,
        property: *mut zval,
        access_type: c_int,
        doc_comment: *mut zend_string,
        type_: zend_type,
    ) -> *mut c_void;
    pub fn zend_update_property_ex(
        scope: *mut zend_class_entry,
        object: *mut zend_object,
        name: *mut zend_string,
        value: *mut zval,
    );
    pub fn object_init_ex(arg: *mut zval, ce: *mut zend_class_entry) -> c_int;
    pub fn zend_zval_type_name(arg: *const zval) -> *const c_char;
    pub fn zend_zval_value_name(arg: *const zval) -> *const c_char;

    // Zend/zend_hash.h
    pub fn zend_new_pair(first: *mut zval, second: *mut zval) -> *mut HashTable;

    // Zend/zend_enum.h
    pub fn zend_enum_get_case_cstr(ce: *mut zend_class_entry, name: *const c_char) -> *mut zend_object;
    pub fn zend_enum_add_case_cstr(ce: *mut zend_class_entry, name: *const c_char, value: *mut zval);

    // Zend/zend_operators.h
    pub fn zval_try_get_string_func(op: *mut zval) -> *mut zend_string;

    // Zend/zend_alloc.h: by size class, without looking it up.
    pub fn _emalloc_56() -> *mut c_void;
    pub fn _emalloc_320() -> *mut c_void;

    // Zend/zend_string.h
    pub static zend_empty_string: *mut zend_string;

    // Zend/zend_object_handlers.h
    pub fn zend_objects_not_comparable(one: *mut zval, two: *mut zval) -> c_int;

    // ext/spl/spl_exceptions.h
    pub static spl_ce_LogicException: *mut zend_class_entry;
    pub static spl_ce_RuntimeException: *mut zend_class_entry;
}
