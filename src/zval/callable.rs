//! Callables that are called often: resolved once, then called without looking anything up.

use super::call::{call, has_exception};
use super::value::{IS_REFERENCE, Raw};
use ext_php_rs::ffi::{zend_fcall_info, zend_fcall_info_cache, zend_is_callable_ex};
use std::ffi::c_char;
use std::mem::ManuallyDrop;
use std::ptr;

/// ZEND_ACC_CALL_VIA_TRAMPOLINE (Zend/zend_compile.h): a function made for one call, for `__call()`.
const TRAMPOLINE: u32 = 1 << 18;

unsafe extern "C" {
    fn zend_call_function(info: *mut zend_fcall_info, cache: *mut zend_fcall_info_cache) -> i32;
    fn zend_release_fcall_info_cache(cache: *mut zend_fcall_info_cache);
    fn _efree(block: *mut std::ffi::c_void);
}

/// A callable, not owned: whoever keeps one keeps its value alive.
#[derive(Clone, Copy)]
pub struct Callable {
    value: Raw,
    /// What the value was resolved to; `None` if that has to be done for each call.
    resolved: Option<zend_fcall_info_cache>,
}

impl Callable {
    /// What calls nothing.
    pub const NONE: Self = Self { value: Raw::NULL, resolved: None };

    /// Resolves a value; `None` if it is no callable.
    ///
    /// # Safety
    /// The value is alive as long as this is used. Classes may be loaded, so that PHP code may run.
    pub unsafe fn new(value: Raw) -> Option<Self> {
        let mut place = value;
        // SAFETY: the cache may be zeros; the places outlive the call.
        unsafe {
            let mut cache: zend_fcall_info_cache = std::mem::zeroed();
            let mut fault: *mut c_char = ptr::null_mut();
            let is_callable = zend_is_callable_ex(
                (&raw mut place).cast(),
                ptr::null_mut(),
                0,
                ptr::null_mut(),
                &raw mut cache,
                &raw mut fault,
            );
            if !fault.is_null() {
                _efree(fault.cast());
            }
            if !is_callable {
                return None;
            }
            let is_for_one_call = (*cache.function_handler).common.fn_flags & TRAMPOLINE != 0;
            if is_for_one_call {
                zend_release_fcall_info_cache(&raw mut cache);
            }
            Some(Self { value, resolved: (!is_for_one_call).then_some(cache) })
        }
    }

    /// The value that was resolved.
    #[inline(always)]
    pub const fn value(&self) -> Raw {
        self.value
    }

    /// Calls it; the result is the caller's. `None` if an exception is on its way.
    ///
    /// # Safety
    /// The arguments are alive; the callee may do anything.
    #[inline(always)]
    pub unsafe fn call(&self, arguments: *mut Raw, count: usize) -> Option<Raw> {
        let Some(mut cache) = self.resolved else {
            // SAFETY: as promised.
            return unsafe { call(self.value, std::slice::from_raw_parts_mut(arguments, count)) };
        };
        let mut result = Raw::UNDEF;
        // SAFETY: with a cache the engine does not look at the name; the places outlive the call.
        unsafe {
            let mut info = ManuallyDrop::new(zend_fcall_info {
                size: size_of::<zend_fcall_info>(),
                function_name: std::mem::zeroed(),
                retval: (&raw mut result).cast(),
                params: arguments.cast(),
                object: cache.object,
                param_count: u32::try_from(count).unwrap_or(0),
                named_params: ptr::null_mut(),
            });
            let outcome = zend_call_function(&raw mut *info, &raw mut cache);
            if outcome == 0 && !has_exception() {
                // What is returned by reference comes as one.
                if result.kind() == IS_REFERENCE {
                    let value = result.dereferenced();
                    value.add_reference();
                    result.release();
                    return Some(value);
                }
                return Some(result);
            }
            result.release();
        }
        None
    }
}
