//! Settings of php.ini.

use super::sys::{display_ini_entries, zend_ini_boolean_displayer_cb, zend_ini_long};
use ext_php_rs::flags::IniEntryPermission;
use ext_php_rs::zend::{IniEntryDef, IniEntryDefs, ModuleEntry};
use std::ffi::CStr;

/// The setting that hands the engine's JSON functions over.
pub const JSON_OVERRIDE: &CStr = c"highper.json_override";

static SETTINGS: IniEntryDefs<2> =
    IniEntryDefs::new([switch(JSON_OVERRIDE, c"0", IniEntryPermission::System), IniEntryDef::end()]);

/// A setting that is on or off, and shown so.
const fn switch(name: &'static CStr, value: &'static CStr, permission: IniEntryPermission) -> IniEntryDef {
    let mut definition = IniEntryDef::new(name, value, permission);
    definition.displayer = Some(zend_ini_boolean_displayer_cb);
    definition
}

/// Registers the settings; for module startup.
pub fn register(module_number: i32) {
    IniEntryDef::register(SETTINGS.as_slice(), module_number);
}

/// Prints the table of settings that phpinfo() has for every module.
///
/// # Safety
/// The module is the registered one, in the middle of its information function.
pub unsafe fn display(module: *mut ModuleEntry) {
    // SAFETY: the module is the caller's promise; the engine reads its number.
    unsafe { display_ini_entries(module) }
}

/// Whether a setting that was registered is on.
pub fn is_on(name: &CStr) -> bool {
    // SAFETY: the name is that long; the engine looks it up.
    unsafe { zend_ini_long(name.as_ptr(), name.count_bytes(), 0) != 0 }
}
