//! Settings of php.ini.

use super::sys::zend_ini_long;
use ext_php_rs::flags::IniEntryPermission;
use ext_php_rs::zend::{IniEntryDef, IniEntryDefs};
use std::ffi::CStr;

/// The setting that hands the engine's JSON functions over.
pub const JSON_OVERRIDE: &CStr = c"highper.json_override";

static SETTINGS: IniEntryDefs<2> =
    IniEntryDefs::new([IniEntryDef::new(JSON_OVERRIDE, c"0", IniEntryPermission::System), IniEntryDef::end()]);

/// Registers the settings; for module startup.
pub fn register(module_number: i32) {
    IniEntryDef::register(SETTINGS.as_slice(), module_number);
}

/// Whether a setting that was registered is on.
pub fn is_on(name: &CStr) -> bool {
    // SAFETY: the name is that long; the engine looks it up.
    unsafe { zend_ini_long(name.as_ptr(), name.count_bytes(), 0) != 0 }
}
