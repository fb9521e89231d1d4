//! PHP's fibers as the engine has them, and switching between them. Starting one goes through the class `Fiber`, as in PHP code; resuming and suspending
//! does here what the methods do, because PHP exports these from 8.4 on only, and a call of a method would cost more than the switch.

use crate::zval::array::Array;
use crate::zval::call::{call_method, error, instantiate};
use crate::zval::value::Raw;
use ext_php_rs::ffi::{
    HashTable, ext_php_rs_executor_globals, zend_class_entry, zend_execute_data, zend_executor_globals,
    zend_fcall_info, zend_fcall_info_cache, zend_hash_index_find, zend_object, zend_vm_stack,
};
use std::ffi::c_void;
use std::ptr;

/// `zend_fiber_context` (Zend/zend_fibers.h, the same from 8.3 to 8.5).
#[repr(C)]
pub struct Context {
    handle: *mut c_void,
    kind: *mut c_void,
    function: *mut c_void,
    cleanup: *mut c_void,
    stack: *mut c_void,
    status: u32,
    top_observed_frame: *mut zend_execute_data,
    /// `ZEND_MAX_RESERVED_RESOURCES` of them.
    reserved: [*mut c_void; 6],
}

/// `zend_fiber`, a Fiber object.
#[repr(C)]
pub struct Fiber {
    std: zend_object,
    flags: u8,
    context: Context,
    caller: *mut Context,
    previous: *mut Context,
    fci: zend_fcall_info,
    fci_cache: zend_fcall_info_cache,
    execute_data: *mut zend_execute_data,
    stack_bottom: *mut zend_execute_data,
    vm_stack: zend_vm_stack,
    result: Raw,
}

/// `zend_fiber_transfer`: what goes along with a switch.
#[repr(C)]
struct Transfer {
    context: *mut Context,
    value: Raw,
    flags: u8,
}

// zend_fiber_status
const SUSPENDED: u32 = 2;
const DEAD: u32 = 3;
// zend_fiber_flag
const DESTROYED: u8 = 1 << 2;
// zend_fiber_transfer_flag
const ERROR: u8 = 1 << 0;
const BAILOUT: u8 = 1 << 1;
// IS_OBJ_WEAKLY_REFERENCED (Zend/zend_types.h), in the place it has in `gc.u.type_info`.
const WEAKLY_REFERENCED: u32 = 1 << 7;
// What EG(weakrefs) has for an object (Zend/zend_weakrefs.c): a pointer whose lowest bits say to what.
const WEAK_TAG: usize = 3;
const WEAK_MAP: usize = 1;
const WEAK_SEVERAL: usize = 2;
// ZEND_MM_ALIGNMENT_LOG2, by which an address is shifted to be a key there.
const WEAK_KEY_SHIFT: u32 = 3;

unsafe extern "C" {
    static zend_ce_fiber: *mut zend_class_entry;
    fn zend_fiber_switch_context(transfer: *mut Transfer);
    fn zend_fiber_switch_blocked() -> bool;
    fn zend_weakrefs_notify(object: *mut zend_object);
}

/// What comes back from a switch. Values are the receiver's.
pub enum Arrival {
    Value(Raw),
    /// Something to throw.
    Error(*mut zend_object),
    /// The fiber was ended by a fatal error.
    Bailout,
}

impl From<Transfer> for Arrival {
    #[inline(always)]
    fn from(transfer: Transfer) -> Self {
        if transfer.flags == 0 {
            return Self::Value(transfer.value);
        }
        if transfer.flags & BAILOUT != 0 {
            return Self::Bailout;
        }
        // SAFETY: the engine passes on nothing but objects as errors.
        Self::Error(unsafe { transfer.value.payload.object })
    }
}

#[inline(always)]
fn globals() -> *mut zend_executor_globals {
    // SAFETY: those of the running thread exist as long as the engine runs.
    unsafe { ext_php_rs_executor_globals() }
}

/// The fiber that runs; null outside of all.
#[inline(always)]
pub fn active() -> *mut Fiber {
    // SAFETY: as above.
    unsafe { (*globals()).active_fiber.cast() }
}

/// Whether the engine lets nobody switch now: within a destructor of the garbage collector's, for instance.
#[inline(always)]
pub fn is_blocked() -> bool {
    // SAFETY: reads a counter of the thread.
    unsafe { zend_fiber_switch_blocked() }
}

/// The engine's error_reporting, which every fiber has its own of.
#[inline(always)]
pub fn error_reporting() -> i32 {
    // SAFETY: as above.
    unsafe { (*globals()).error_reporting }
}

/// Sets it.
#[inline(always)]
pub fn set_error_reporting(level: i32) {
    // SAFETY: as above.
    unsafe { (*globals()).error_reporting = level };
}

impl Fiber {
    /// Makes a Fiber of a callable object and starts it; `None` if an exception was thrown. The callable has suspended when this returns.
    ///
    /// # Safety
    /// The callable is alive. PHP code may run.
    #[cold]
    pub unsafe fn started(callable: Raw) -> Option<*mut Self> {
        // SAFETY: the class is the engine's; the object is ours.
        unsafe {
            let object = instantiate(zend_ce_fiber)?;
            let made =
                call_method(object, "__construct", &mut [callable]).and_then(|_| call_method(object, "start", &mut []));
            let fiber: *mut Self = object.cast();
            match made {
                // A PHP whose fibers are laid out otherwise than this build knows would not have these here.
                Some(_)
                    if (*fiber).context.kind == zend_ce_fiber.cast::<c_void>()
                        && (*fiber).context.status == SUSPENDED =>
                {
                    Some(fiber)
                }
                Some(_) => {
                    error(c"highper does not know the fibers of this PHP");
                    None
                }
                None => {
                    Raw::object(object).release();
                    None
                }
            }
        }
    }

    /// Continues a suspended fiber with a value, which goes over to it, until it suspends or ends. A bailout within it ends it, and does not go on from
    /// here.
    ///
    /// # Safety
    /// The fiber is alive and stays so, it is suspended, and switching is not blocked. The callee may do anything.
    #[inline(always)]
    pub unsafe fn resume(fiber: *mut Self, value: Raw) -> Arrival {
        // SAFETY: as promised; what is set is what Fiber::resume() sets.
        unsafe {
            let globals = globals();
            let previous: *mut Self = (*globals).active_fiber.cast();
            if !previous.is_null() {
                (*previous).execute_data = (*globals).current_execute_data;
            }
            (*(*fiber).stack_bottom).prev_execute_data = (*globals).current_execute_data;
            (*fiber).caller = (*globals).current_fiber_context.cast();
            (*globals).active_fiber = fiber.cast();
            let mut transfer = Transfer { context: (*fiber).previous, value, flags: 0 };
            zend_fiber_switch_context(&raw mut transfer);
            (*globals).active_fiber = previous.cast();
            transfer.into()
        }
    }

    /// Suspends the running fiber with null, or with an object that its resumer is to throw.
    ///
    /// # Safety
    /// It is this fiber that runs, and switching is not blocked.
    #[inline(always)]
    pub unsafe fn suspend(fiber: *mut Self, error: Option<*mut zend_object>) -> Arrival {
        // SAFETY: as promised; what is set is what Fiber::suspend() sets.
        unsafe {
            let globals = globals();
            (*(*fiber).stack_bottom).prev_execute_data = ptr::null_mut();
            let caller = (*fiber).caller;
            (*fiber).previous = (*globals).current_fiber_context.cast();
            (*fiber).caller = ptr::null_mut();
            (*fiber).execute_data = (*globals).current_execute_data;
            let mut transfer = match error {
                None => Transfer { context: caller, value: Raw::NULL, flags: 0 },
                Some(error) => Transfer { context: caller, value: Raw::object(error), flags: ERROR },
            };
            zend_fiber_switch_context(&raw mut transfer);
            transfer.into()
        }
    }

    /// Whether it has ended.
    ///
    /// # Safety
    /// The fiber is alive.
    #[inline(always)]
    pub unsafe fn is_dead(fiber: *mut Self) -> bool {
        // SAFETY: as promised.
        unsafe { (*fiber).context.status == DEAD }
    }

    /// Whether it can be resumed.
    ///
    /// # Safety
    /// The fiber is alive.
    #[inline(always)]
    pub unsafe fn is_suspended(fiber: *mut Self) -> bool {
        // SAFETY: as promised.
        unsafe { (*fiber).context.status == SUSPENDED && (*fiber).caller.is_null() }
    }

    /// Whether it is being unwound, since nobody holds it any more or the request ends.
    ///
    /// # Safety
    /// The fiber is alive.
    #[inline(always)]
    pub unsafe fn is_destroyed(fiber: *mut Self) -> bool {
        // SAFETY: as promised.
        unsafe { (*fiber).flags & DESTROYED != 0 }
    }

    /// Whether somebody else holds it, too.
    ///
    /// # Safety
    /// The fiber is alive, and the caller has one reference.
    #[inline(always)]
    pub unsafe fn is_shared(fiber: *mut Self) -> bool {
        // SAFETY: as promised.
        unsafe { (*fiber).std.gc.refcount > 1 }
    }

    /// Whether there are weak references to it, or weak maps that have it as a key.
    ///
    /// # Safety
    /// The fiber is alive.
    #[inline(always)]
    pub unsafe fn is_weakly_referenced(fiber: *mut Self) -> bool {
        // SAFETY: as promised.
        unsafe { (*fiber).std.gc.u.type_info & WEAKLY_REFERENCED != 0 }
    }

    /// Makes weak references and weak maps forget it, as if it had gone. What a map held may have destructors, which run once all have forgotten it: the
    /// engine does not expect them to make another weak reference meanwhile, since nobody can have an object that has gone.
    ///
    /// # Safety
    /// The fiber is alive. PHP code may run.
    #[inline(always)]
    pub unsafe fn forget_weak_references(fiber: *mut Self) {
        // SAFETY: as promised; with the mark gone the engine does not look for them again.
        unsafe {
            let marks = &raw mut (*fiber).std.gc.u.type_info;
            if *marks & WEAKLY_REFERENCED != 0 {
                let held = Self::weakly_held(fiber);
                *marks &= !WEAKLY_REFERENCED;
                zend_weakrefs_notify(fiber.cast());
                held.release();
            }
        }
    }

    /// What weak maps hold for it, as an owned array.
    #[cold]
    unsafe fn weakly_held(fiber: *mut Self) -> Raw {
        // SAFETY: the tables are the engine's, and nothing of PHP runs while they are looked at. What is no counted value is not PHP's.
        unsafe {
            let held = Array::new(1);
            let key = u64::try_from(fiber.addr() >> WEAK_KEY_SHIFT).unwrap_or(0);
            let table = |tagged: *mut zend_object| tagged.map_addr(|address| address & !WEAK_TAG).cast::<HashTable>();
            let hold = |tagged: *mut zend_object| {
                if tagged.addr() & WEAK_TAG != WEAK_MAP {
                    return;
                }
                let found = zend_hash_index_find(table(tagged), key).cast::<Raw>();
                if !found.is_null() && (*found).is_counted() {
                    (*found).add_reference();
                    held.push(found.read());
                }
            };
            let found = zend_hash_index_find(&raw const (*globals()).weakrefs, key).cast::<Raw>();
            if !found.is_null() {
                let tagged = (*found).payload.object;
                if tagged.addr() & WEAK_TAG == WEAK_SEVERAL {
                    Array(table(tagged)).iter().for_each(|(_, tagged)| hold(tagged.payload.object));
                } else {
                    hold(tagged);
                }
            }
            held.value()
        }
    }
}

/// The class of what is thrown for a fiber that cannot be resumed; null if it cannot be found.
pub fn error_class() -> *mut zend_class_entry {
    let name = crate::zval::string::new(b"FiberError");
    // SAFETY: the name is ours until after the call; the class is the engine's, so that nothing is loaded.
    unsafe {
        let class = crate::zval::sys::zend_lookup_class(name);
        crate::zval::string::release(name);
        class
    }
}
