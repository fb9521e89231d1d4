//! The parts of the Zend API that the bindings of ext-php-rs leave out. Signatures are those of PHP 8.3 and 8.4's headers.

use ext_php_rs::ffi::{
    HashTable, zend_class_entry, zend_function, zend_function_entry, zend_ini_entry, zend_module_entry, zend_object,
    zend_resource, zend_string, zend_type, zval,
};
use std::ffi::{c_char, c_int, c_void};

unsafe extern "C" {
    // main/php_ini.h
    pub fn display_ini_entries(module: *mut zend_module_entry);

    // Zend/zend_ini.h
    pub fn zend_ini_boolean_displayer_cb(entry: *mut zend_ini_entry, type_: c_int);

    // Zend/zend_API.h
    pub fn zend_parse_parameters(num_args: u32, type_spec: *const c_char, ...) -> c_int;
    pub fn zend_argument_value_error(arg_num: u32, format: *const c_char, ...);
    pub fn zend_value_error(format: *const c_char, ...);
    pub fn zend_type_error(format: *const c_char, ...);
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

    // Zend/zend_execute.h
    pub fn zend_lookup_class(name: *mut zend_string) -> *mut zend_class_entry;

    // Zend/zend_system_id.h
    pub fn zend_add_system_entropy(
        module_name: *const c_char,
        hook_name: *const c_char,
        data: *const c_void,
        size: usize,
    ) -> c_int;

    // Zend/zend_frameless_function.h
    #[cfg(php84)]
    pub static mut zend_flf_handlers: *mut *mut c_void;

    // Zend/zend_compile.h
    pub fn zend_type_to_string(type_: zend_type) -> *mut zend_string;

    // Zend/zend_attributes.h
    pub fn zend_add_attribute(
        attributes: *mut *mut HashTable,
        name: *mut zend_string,
        argc: u32,
        flags: u32,
        offset: u32,
        lineno: u32,
    ) -> *mut c_void;

    // Zend/zend_hash.h
    pub fn zend_new_pair(first: *mut zval, second: *mut zval) -> *mut HashTable;

    // Zend/zend_enum.h
    pub fn zend_enum_get_case_cstr(ce: *mut zend_class_entry, name: *const c_char) -> *mut zend_object;
    pub fn zend_enum_add_case_cstr(ce: *mut zend_class_entry, name: *const c_char, value: *mut zval);

    // Zend/zend_operators.h
    pub fn instanceof_function_slow(instance: *const zend_class_entry, class: *const zend_class_entry) -> bool;
    pub fn _is_numeric_string_ex(
        text: *const c_char,
        length: usize,
        long: *mut i64,
        double: *mut f64,
        allow_errors: bool,
        overflow: *mut c_int,
        trailing: *mut bool,
    ) -> u8;
    pub fn zval_try_get_string_func(op: *mut zval) -> *mut zend_string;

    // Zend/zend_alloc.h
    pub fn _erealloc2(block: *mut c_void, size: usize, copied: usize) -> *mut c_void;
    pub fn _efree(block: *mut c_void);
    pub fn zend_memory_usage(real: bool) -> usize;

    // Zend/zend_alloc.h: by size class, without looking it up.
    pub fn _emalloc_56() -> *mut c_void;
    pub fn _safe_emalloc(nmemb: usize, size: usize, offset: usize) -> *mut c_void;
    pub fn _emalloc_160() -> *mut c_void;
    pub fn _emalloc_320() -> *mut c_void;

    // Zend/zend_string.h
    pub static zend_empty_string: *mut zend_string;
    pub static zend_one_char_string: [*mut zend_string; 256];

    // Zend/zend_strtod.h
    pub fn zend_gcvt(value: f64, digits: c_int, point: c_char, exponent: c_char, buffer: *mut c_char) -> *mut c_char;

    // Zend/zend_object_handlers.h
    pub fn zend_get_properties_for(object: *mut zval, purpose: c_int) -> *mut HashTable;
    pub fn zend_get_recursion_guard(object: *mut zend_object) -> *mut u32;
    pub fn zend_read_property_ex(
        scope: *mut zend_class_entry,
        object: *mut zend_object,
        name: *mut zend_string,
        silent: bool,
        place: *mut zval,
    ) -> *mut zval;
    pub fn zend_objects_not_comparable(one: *mut zval, two: *mut zval) -> c_int;

    // ext/spl/spl_exceptions.h
    pub static spl_ce_LogicException: *mut zend_class_entry;
    pub static spl_ce_RuntimeException: *mut zend_class_entry;

    // Zend/zend_interfaces.h
    pub static zend_ce_aggregate: *mut zend_class_entry;
    pub static zend_ce_iterator: *mut zend_class_entry;
    pub static zend_ce_countable: *mut zend_class_entry;
    pub static zend_ce_stringable: *mut zend_class_entry;

    pub static zend_ce_traversable: *mut zend_class_entry;

    // Zend/zend_ini.h
    pub fn zend_ini_long(name: *const c_char, name_length: usize, orig: c_int) -> i64;

    // Zend/zend_list.h
    pub fn zend_fetch_resource2(
        resource: *mut zend_resource,
        type_name: *const c_char,
        type_one: c_int,
        type_two: c_int,
    ) -> *mut c_void;

    // main/php_streams.h, ext/standard/file.h
    pub fn php_file_le_stream() -> c_int;
    pub fn php_file_le_pstream() -> c_int;
    pub fn _php_stream_write(stream: *mut c_void, bytes: *const c_char, count: usize) -> isize;

    // ext/json/php_json.h
    pub static php_json_serializable_ce: *mut zend_class_entry;
    pub static php_json_exception_ce: *mut zend_class_entry;

    // ext/date/php_date.h
    pub fn php_date_get_immutable_ce() -> *mut zend_class_entry;
    pub fn php_date_get_interface_ce() -> *mut zend_class_entry;
    #[cfg(php84)]
    pub fn php_date_initialize_from_ts_long(date: *mut c_void, seconds: i64, microseconds: c_int);

    // Zend/zend_closures.h, Zend/zend_generators.h
    pub static zend_ce_closure: *mut zend_class_entry;
    pub fn zend_create_fake_closure(
        result: *mut zval,
        function: *mut zend_function,
        scope: *mut zend_class_entry,
        called_scope: *mut zend_class_entry,
        this: *mut zval,
    );
    pub static zend_ce_generator: *mut zend_class_entry;

    // Zend/zend_list.h
    pub fn zend_rsrc_list_get_rsrc_type(resource: *mut zend_resource) -> *const c_char;
}
